//! Where an object is cut into the members of its list, and which lists are one thing after all.

use duixian_text::ByteSpan;

use super::heads::{is_all_doings, is_all_endings, trim};
use super::marks::{Mark, MarkKind};
use super::objects::Lists;
use super::sight::{CHARACTER, Sight};

/// A stretch between two marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) span: ByteSpan,
    /// 等 inside it, with what stands behind.
    pub(super) et_cetera: Option<Mark>,
}

impl Lists {
    /// Cuts the object at its marks and joins again what is only a modifier.
    pub(super) fn find_pieces(&mut self, sight: Sight<'_>, object: ByteSpan) {
        self.pieces.clear();
        let mut start = object.start;
        let mut et_cetera = None;
        for mark in sight.marks_in(object) {
            match mark.kind {
                MarkKind::EtCetera => {
                    let behind = ByteSpan { start: mark.end, end: object.end }.of(sight.clean);
                    if mark.at > start && !behind.is_empty() {
                        et_cetera = et_cetera.or(Some(*mark));
                    }
                }
                // 等国家和省、市重大基金: levels divide nothing.
                MarkKind::Pause if et_cetera.is_some_and(|found| sight.is_level_list(found.end, mark.at)) => {}
                MarkKind::Pause | MarkKind::Adjoining => {
                    self.push(sight, start, mark.at, et_cetera.take());
                    start = mark.end;
                }
                MarkKind::And if et_cetera.is_none() && sight.and_divides(start, *mark, object.end) => {
                    self.push(sight, start, mark.at, None);
                    start = mark.end;
                }
                // 甲等旧产业和乙等新产业: two lists, each with its own 等.
                MarkKind::And
                    if sight
                        .marks_in(ByteSpan { start: mark.end, end: object.end })
                        .any(|mark| mark.kind == MarkKind::EtCetera) =>
                {
                    self.push(sight, start, mark.at, et_cetera.take());
                    start = mark.end;
                }
                MarkKind::And | MarkKind::Clause | MarkKind::Of => {}
            }
        }
        let end = if object.of(sight.clean).ends_with('等') { object.end - CHARACTER } else { object.end };
        self.push(sight, start, end.max(start), et_cetera);
    }

    /// Adds a piece, or joins it to the one before where it is only a modifier of the same noun.
    fn push(&mut self, sight: Sight<'_>, start: u32, end: u32, et_cetera: Option<Mark>) {
        let span = trim(sight.clean, ByteSpan { start, end });
        if span.is_empty() {
            return;
        }
        if let Some(last) = self.pieces.last_mut() {
            // 甲、乙等企业迭代升级、集群发展: what is said of all stays together.
            let said_of_all = last.et_cetera.is_some()
                && et_cetera.is_none()
                && sight.amount_in(span).is_none()
                && (is_all_endings(span.of(sight.clean), sight.actions)
                    || span.len() == 3 * CHARACTER as usize && begins_with_wish(span.of(sight.clean)));
            let modifies = last.et_cetera.is_none() && sight.joins(last.span, span);
            if said_of_all || modifies {
                last.span.end = span.end;
                last.et_cetera = last.et_cetera.or(et_cetera);
                return;
            }
        }
        self.pieces.push(Piece { span, et_cetera });
    }

    /// Lists that are one thing after all: modifiers of one noun.
    pub(super) fn is_one_thing(&self, sight: Sight<'_>) -> bool {
        let [before @ .., last] = self.pieces.as_slice() else { return true };
        if self.pieces[0].span.of(sight.clean).starts_with(['把', '将', '用']) {
            return true;
        }
        if before.is_empty() {
            return last.et_cetera.is_none();
        }
        if self.pieces.iter().any(|piece| piece.et_cetera.is_some()) {
            return false;
        }
        // 效益明显、引领转型的大项目: 的 only behind the last one.
        let of = |span: ByteSpan| sight.marks_in(span).any(|mark| mark.kind == MarkKind::Of);
        let text = before[0].span.of(sight.clean);
        let opens = ["与", "以", "集", "由", "覆盖", "面向", "适应"].iter().any(|word| text.starts_with(word));
        if of(last.span) && opens
            || of(last.span) && !before.iter().any(|piece| of(piece.span) || sight.ends_in_a_place(piece.span))
        {
            return true;
        }
        // 谋划、储备、开工“三张清单”机制: a name inside the last one only.
        let quoted = |span: ByteSpan| span.of(sight.clean).find('“');
        if quoted(last.span).is_some_and(|at| at > 0) && before.iter().all(|piece| quoted(piece.span).is_none()) {
            return true;
        }
        // 降碳、减污、扩绿、增长: a saying.
        let is_word = |piece: &Piece| piece.span.len() <= 2 * CHARACTER as usize;
        if !self.of_actors && before.len() >= 2 && self.pieces.iter().all(is_word) {
            return true;
        }
        // 谋划、储备、推进机制: three or more bare verbs before one noun.
        before.len() >= 2
            && self.pieces[1..].iter().all(|piece| is_all_endings(piece.span.of(sight.clean), sight.actions))
            && before.iter().all(|piece| sight.amount_in(piece.span).is_none())
    }
}

impl Sight<'_> {
    /// Whether an amount inside the last member counts the list and is no part of a name.
    pub(super) fn begins_no_object(&self, last: ByteSpan, amount: ByteSpan) -> bool {
        let behind = ByteSpan { start: amount.end, end: last.end };
        let before = ByteSpan { start: last.start, end: amount.start };
        before.len() >= 6
            && !behind.of(self.clean).starts_with('以')
            && (self.ends_in_a_place(before) || self.actions.endings.matches(behind.of(self.clean)))
            && behind.len() <= 18
    }

    /// Whether 和 divides two members.
    fn and_divides(&self, start: u32, mark: Mark, end: u32) -> bool {
        let left = ByteSpan { start, end: mark.at };
        let next = self.marks_in(ByteSpan { start: mark.end, end }).find(|mark| matches!(mark.kind, MarkKind::Pause));
        let right = ByteSpan { start: mark.end, end: next.map_or(end, |mark| mark.at) };
        let both_long = left.len() >= 6 && right.len() >= 6;
        let of = |span: ByteSpan| self.marks_in(span).any(|mark| mark.kind == MarkKind::Of);
        let is_level =
            self.actions.levels.longest(left.of(self.clean)).is_some_and(|(length, ())| length == left.len());
        let listed_before = self.marks[..self.marks.partition_point(|found| found.at < start)]
            .last()
            .is_some_and(|before| before.kind == MarkKind::Pause && before.end == start);
        // 文化和科技融合试验区: one word before 和 is rarely all of a member.
        let is_ellipsis = left.len() <= 6 && right.len() >= 18 && !listed_before;
        // 主体的带动力和集聚力 behind 、: one thing that belongs to all.
        let is_possession = listed_before && of(left) && !of(right);
        let modifies = is_level || is_modifier(left.of(self.clean)) || of_ends(left.of(self.clean));
        both_long && !is_ellipsis && !is_possession && !modifies && (!of(right) || of(left))
    }

    fn is_level_list(&self, start: u32, end: u32) -> bool {
        let text = ByteSpan { start, end }.of(self.clean);
        !text.is_empty()
            && text
                .split(['和', '、'])
                .all(|word| self.actions.levels.longest(word).is_some_and(|(length, ())| length == word.len()))
    }

    /// Whether a piece is a modifier of the same noun as the piece before it.
    fn joins(&self, before: ByteSpan, piece: ByteSpan) -> bool {
        let before = before.of(self.clean);
        let before = before.rsplit('、').next().unwrap_or(before);
        let text = piece.of(self.clean);
        let is_level = self.actions.levels.longest(before).is_some_and(|(length, ())| length == before.len());
        let is_thing = self.actions.endings.matches(before);
        let counts = before.ends_with(is_numeral) && text.starts_with(is_numeral);
        is_level
            || counts
            || !is_thing && is_modifier(before)
            || self.begins_as_way(text)
            || self.wishes(before, text)
            || is_echo(text)
    }

    /// 智能化, 绿色化发展, 应用型: begins with another way of the same thing.
    fn begins_as_way(&self, text: &str) -> bool {
        let way = 3 * CHARACTER as usize;
        if let Some(rest) = text.get(way..)
            && text[..way].ends_with('化')
            && !text.starts_with("文化")
        {
            return rest.is_empty() || is_all_doings(rest, self.actions);
        }
        text.chars().count() <= 4 && text.ends_with(['型', '性', '式']) || text.len() == CHARACTER as usize
    }

    /// 打基础、利长远、惠民生的: wishes of three characters that modify one noun.
    fn wishes(&self, before: &str, text: &str) -> bool {
        let length = 3 * CHARACTER as usize;
        let wish_at = before.len().checked_sub(length).and_then(|at| before.get(at..));
        let (Some(wish), Some(rest)) = (wish_at, text.get(length..)) else { return false };
        let closed = rest.is_empty() || rest.starts_with('的') || is_all_endings(rest, self.actions);
        closed && begins_with_wish(wish) && begins_with_wish(text) && !self.ends_in_a_place_text(text)
    }
}

/// Short words that only modify: 高端化, 科技型, 惠民生, 省, 多层次.
fn is_modifier(text: &str) -> bool {
    const ENDS: [char; 8] = ['化', '型', '性', '式', '级', '元', '次', '色'];
    let characters = text.len() / CHARACTER as usize;
    match characters {
        0 | 1 => true,
        2 => text.ends_with(['级', '性', '型']),
        3 => text.ends_with(ENDS) || begins_with_wish(text) && !text.ends_with(['路', '街', '园', '城', '区']),
        4 => text.ends_with(['化', '型', '性']),
        _ => text.ends_with(['型', '性']),
    }
}

/// 二、三产业.
fn is_numeral(character: char) -> bool {
    matches!(character, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

fn begins_with_wish(text: &str) -> bool {
    const WISHES: &str = "惠暖打管利强补扩稳促保增优提减降防聚安畅顺解懂敢善重守控引育调去";
    text.chars().next().is_some_and(|first| WISHES.contains(first))
}

/// 应享尽享, 应保尽保: words of four that say the same thing of everything.
fn is_echo(text: &str) -> bool {
    let mut characters = text.chars();
    let word = [characters.next(), characters.next(), characters.next(), characters.next(), characters.next()];
    matches!(word, [Some(first), Some(second), Some(third), Some(fourth), None] if second == fourth && first != third)
}

/// 两大, 三大 inside the last member: a list of kinds, counted but no amount.
pub(super) fn number_of_kinds(clean: &str, last: ByteSpan) -> Option<ByteSpan> {
    let text = last.of(clean);
    let great = text.find('大')?;
    let number = text[..great].chars().next_back()?;
    let start = great - number.len_utf8();
    let stands = "两二三四五六七八九十".contains(number) && start >= 6;
    stands.then(|| ByteSpan { start: last.start + start as u32, end: last.start + (great + "大".len()) as u32 })
}

fn of_ends(text: &str) -> bool {
    text.ends_with('的')
}

/// 向 with where it leads: 基础设施、公共服务|向农村延伸.
pub(super) fn way_of(clean: &str, object: ByteSpan) -> Option<u32> {
    const LEADS: [&str; 9] = ["转变", "延伸", "延伸覆盖", "倾斜", "发展", "转化", "升级", "集中", "转型"];
    let text = object.of(clean);
    let at = text.find('向').filter(|at| *at >= 2 * CHARACTER as usize)?;
    let open = text[..at].matches('“').count() > text[..at].matches('”').count();
    (!open && LEADS.iter().any(|word| text.ends_with(word))).then(|| object.start + at as u32)
}
