//! What a quantity measures: the words before it (工业项目153个) or behind it (153个工业项目).

use std::borrow::Cow;
use std::ops::Range;

use super::quantity::{Quantity, Shape};
use crate::codebook::{Codebook, LeftClass, UnitClass, Words};
use crate::scan::Signs;

/// How many values of a list the head that they share may stand behind.
const LONGEST_LIST: usize = 8;
/// The longest subject, in characters, as the guide allows.
const LONGEST: usize = 25;

/// The words that say what a quantity measures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Subject<'text> {
    /// The words themselves; empty if the quantity stands alone and takes what was said before.
    pub(super) words: Cow<'text, str>,
    /// The verb before them, kept for the indicator (新增 + 规上工业企业).
    pub(super) verb: &'text str,
    /// The name before a counted product: 某某公司10万吨铝材.
    pub(super) owner: &'text str,
    /// Which rule found them.
    pub(super) rule: &'static str,
    pub(super) evidence: Range<usize>,
    /// Whether they name a part or side of what was said before: 总投资.
    pub(super) is_part: bool,
    /// 分别 stands before them.
    pub(super) respectively: bool,
}

/// The rule of 153个工业项目.
pub(super) const COUNTED_BEHIND: &str = "counted-noun-behind";

/// Finds subjects within one sentence.
pub(super) struct Finder<'text> {
    pub(super) text: &'text str,
    pub(super) sentence: Range<usize>,
    pub(super) signs: Signs<'text>,
    pub(super) words: &'text Words,
    pub(super) codebook: &'text Codebook,
    /// The names of the reporting area and those above it, which say nothing of what is measured.
    pub(super) own_names: &'text [String],
}

impl<'text> Finder<'text> {
    /// The subject of the quantity at `index`, from its own words alone.
    pub(super) fn own(&self, quantities: &[Quantity], index: usize) -> Subject<'text> {
        let quantity = &quantities[index];
        let before = self.before(quantities, index);
        let behind = self.behind(quantities, index);
        let Phrase { words: before_words, verb, respectively } = self.stripped(before.clone());
        let respectively =
            respectively || self.text[before.end..quantity.left.start.max(before.end)].starts_with("分别");
        let follows_directly = index > 0 && quantities[index - 1].end == before.start && self.is_short_noun(&before);
        let facts = Facts { before, before_words: before_words.clone(), follows_directly };
        let verb = &self.text[verb];
        if let Some(counted) = self.counted_behind(quantities, index, &behind, &facts) {
            let words = self.with_what_becomes(counted, &behind);
            Subject {
                owner: &self.text[self.last_item(before_words)],
                verb,
                words: self.text[words.clone()].into(),
                rule: COUNTED_BEHIND,
                evidence: words,
                is_part: false,
                respectively,
            }
        } else if let Some(owner) = self.owner_behind(&before_words, &behind, quantities.get(index + 1)) {
            let side = &self.text[before_words.clone()];
            Subject {
                words: [&self.text[owner], side].join("/").into(),
                verb,
                rule: "side-of-thing-behind",
                evidence: before_words,
                respectively,
                ..Subject::default()
            }
        } else {
            let (words, governed) = if follows_directly && self.text[before_words.clone()].chars().count() <= 1 {
                (self.before(quantities, index - 1).start..before_words.end, None)
            } else {
                self.head(before_words)
            };
            Subject {
                owner: "",
                verb: governed.map_or(verb, |governed| &self.text[governed]),
                words: self.text[words.clone()].into(),
                rule: "noun-before",
                is_part: self.is_part(&self.text[words.clone()]),
                evidence: words,
                respectively,
            }
        }
    }

    /// What stands in the clause right before, if no quantity does: 申报某某项目，总投资3亿元.
    pub(super) fn thing_before(&self, quantities: &[Quantity], index: usize) -> Option<&'text str> {
        const SHORTEST: usize = 3;
        let floor = index.checked_sub(1).map_or(self.sentence.start, |last| quantities[last].end);
        let end = self.before(quantities, index).start;
        let clause = self.text.get(floor..end)?.trim_end_matches('，');
        let start = clause.rfind(['，', '；', '：', '。'])?;
        let start = floor + start + '，'.len_utf8();
        let named = self.until_verb(self.stripped(start..floor + clause.len()).words);
        let words = &self.text[named];
        (words.chars().count() >= SHORTEST && words.chars().count() <= LONGEST).then_some(words)
    }

    /// The words of the clause before a quantity's chain, behind the quantity before it.
    fn before(&self, quantities: &[Quantity], index: usize) -> Range<usize> {
        let end = quantities[index].left.start;
        let floor = index.checked_sub(1).map_or(self.sentence.start, |last| quantities[last].end).min(end);
        let text = &self.text[floor..end];
        let mut marks = self.signs.marks(floor..end, is_clause_mark).rev();
        let start =
            marks.find(|(at, _)| !self.closes_quotes(*at..end)).map_or(0, |(at, mark)| at + mark.len_utf8() - floor);
        // What ends in 、 is the thing counted by the quantity before: 750千伏主变扩建、330千伏线路.
        if index > 0 && text.trim_end().ends_with('、') && start == 0 {
            return end..end;
        }
        let behind_year = start + opening_year(&text[start..]);
        self.trim(floor + behind_year..floor + base_compared(text).max(behind_year))
    }

    /// The last of listed names.
    fn last_item(&self, range: Range<usize>) -> Range<usize> {
        let start = self.text[range.clone()].rfind('、').map_or(0, |at| at + '、'.len_utf8());
        range.start + start..range.end
    }

    fn is_short_noun(&self, range: &Range<usize>) -> bool {
        const LONGEST_NOUN: usize = 12;
        let text = &self.text[range.clone()];
        !text.is_empty() && text.chars().count() <= LONGEST_NOUN && !text.contains('、')
    }

    /// The words behind a quantity up to the clause's end or the next quantity's chain.
    fn behind(&self, quantities: &[Quantity], index: usize) -> Range<usize> {
        let start = quantities[index].end;
        let ceiling = quantities.get(index + 1).map_or(self.sentence.end, |next| {
            let chain = if next.left.sign != 0 || next.left.reaches { next.left.start } else { next.start };
            chain.max(start)
        });
        let is_mark = |mark| matches!(mark, '“' | '”' | '、') || is_clause_mark(mark);
        let mut quoted = false;
        let end = self.signs.marks(start..ceiling, is_mark).find(|(_, mark)| {
            quoted = (quoted || *mark == '“') && *mark != '”';
            !quoted && *mark != '”'
        });
        start..end.map_or(ceiling, |(at, _)| at)
    }

    /// What is counted behind the quantity, if that is what it measures.
    fn counted_behind(
        &self,
        quantities: &[Quantity],
        index: usize,
        behind: &Range<usize>,
        facts: &Facts,
    ) -> Option<Range<usize>> {
        let quantity = &quantities[index];
        let is_thing = matches!(quantity.class, Some(UnitClass::Count | UnitClass::Person | UnitClass::Times) | None)
            || quantity.counts_people;
        let is_moved = quantity.left.sign != 0 && !(is_thing && facts.before_words.is_empty());
        if matches!(quantity.shape, Shape::Rank | Shape::Ratio) || is_moved || quantity.left.compared {
            return None;
        }
        let counted = self.counted(quantities, index, behind.clone(), LONGEST_LIST);
        let opens_with_noun = self.text[counted.clone()].chars().next().is_some_and(is_word);
        (opens_with_noun && self.takes_behind(quantity, is_thing, facts)).then_some(counted)
    }

    /// Whether a quantity measures the noun behind it and not the words before it.
    fn takes_behind(&self, quantity: &Quantity, is_thing: bool, facts: &Facts) -> bool {
        let before = &self.text[facts.before_words.clone()];
        if before.is_empty() || self.text[facts.before.clone()].ends_with('等') {
            return true;
        }
        if is_thing {
            return !quantity.left.reaches || quantity.left.leading.is_some();
        }
        let stands = quantity.left.reaches || facts.follows_directly || self.codebook.indicator_named(before).is_some();
        quantity.class != Some(UnitClass::Percent) && !stands && !is_measurable(before)
    }

    /// 总投资30亿元的某某项目: the thing whose side was measured.
    fn owner_behind(
        &self,
        side: &Range<usize>,
        behind: &Range<usize>,
        next: Option<&Quantity>,
    ) -> Option<Range<usize>> {
        let rest = self.text[behind.clone()].strip_prefix('的')?;
        if !self.is_part(&self.text[side.clone()]) && !is_measurable(&self.text[side.clone()]) {
            return None;
        }
        let start = behind.end - rest.len();
        // A thing behind 的 may be a list of names: up to the clause's end.
        let limit = next.map_or(self.sentence.end, |next| next.start);
        let end = self.text[start..limit].find(is_clause_mark).map_or(limit, |at| start + at);
        let named = self.until_verb(start..end);
        (!named.is_empty()).then_some(named)
    }

    /// A general thing with what becomes of it: 企业 → 企业入选….
    fn with_what_becomes(&self, noun: Range<usize>, behind: &Range<usize>) -> Range<usize> {
        let is_general = self.words.general.iter().any(|general| *general == self.text[noun.clone()]);
        if !is_general || noun.start < behind.start || noun.end > behind.end {
            return noun;
        }
        let limit = behind.end.max(noun.end);
        let rest = &self.text[noun.start..limit];
        let end = rest.find(is_clause_mark).map_or(limit, |at| noun.start + at);
        self.trim(noun.start..end)
    }

    /// The counted noun behind a quantity; where the list goes on (6个省级、14个市级…项目), the last one's words.
    fn counted(&self, quantities: &[Quantity], index: usize, behind: Range<usize>, steps: usize) -> Range<usize> {
        let behind = if self.text[behind.clone()].starts_with('的') {
            behind.start + '的'.len_utf8()..behind.end
        } else {
            behind
        };
        let told_next =
            quantities.get(index + 1).is_some_and(|next| next.left.start == behind.end && behind.end < next.start);
        let noun = self.until_verb(behind);
        let noun = if told_next { self.without_side(noun) } else { noun };
        if !self.text[noun.clone()].is_empty() {
            return noun;
        }
        let Some(next) = quantities.get(index + 1).filter(|_| steps > 0) else { return noun };
        let between = &self.text[quantities[index].end..next.start];
        if matches!(between, "" | "、" | "和") {
            let behind_next = self.behind(quantities, index + 1);
            return self.counted(quantities, index + 1, behind_next, steps - 1);
        }
        // 12% of nothing named: 超50%的企业
        noun
    }

    /// 14个重大项目投资完成率达到…: the things counted, without the side that the next value tells.
    fn without_side(&self, noun: Range<usize>) -> Range<usize> {
        let text = &self.text[noun.clone()];
        match self.words.part_tails.longest(text) {
            Some((length, ())) if length < text.len() => noun.start..noun.end - length,
            _ => noun,
        }
    }

    /// The words up to the first verb that says what becomes of them.
    fn until_verb(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.text[range.clone()];
        let mut quoted = 0usize;
        for (at, character) in text.char_indices() {
            match character {
                '“' | '《' => quoted += 1,
                '”' | '》' => quoted = quoted.saturating_sub(1),
                _ if quoted == 0
                    && at > 0
                    && self
                        .words
                        .verbs
                        .longest(&text[at..])
                        .is_some_and(|(length, ())| !starts_suffix(&text[at + length..])) =>
                {
                    return range.start..range.start + at;
                }
                _ if quoted == 0
                    && at == 0
                    && self.words.verbs.longest(text).is_some_and(|(length, ())| length == text.len()) =>
                {
                    return range.start..range.start;
                }
                _ => {}
            }
        }
        range
    }

    /// Takes verbs and adverbs from the start of a noun phrase.
    fn stripped(&self, range: Range<usize>) -> Phrase {
        const SHORTEST_REST: usize = 2;
        let mut words = self.trim(range);
        let mut verb = words.start..words.start;
        let mut respectively = false;
        loop {
            let text = &self.text[words.clone()];
            let own_name = self.own_names.iter().find(|name| text.starts_with(name.as_str()));
            if let Some(name) = own_name.filter(|name| name.len() < text.len()) {
                words = self.trim(words.start + name.len()..words.end);
                continue;
            }
            let Some((length, ())) = self.words.leading.longest(text).or_else(|| self.preposition(text)) else { break };
            let is_side = self.words.part_heads.longest(text).is_some_and(|(part, ())| part >= length);
            let rest = self.trim(words.start + length..words.end);
            let rest_text = &self.text[rest.clone()];
            let is_adverb = length == '已'.len_utf8();
            let is_plain_verb = is_adverb || self.is_reach(&text[..length]);
            let leads_on = self.words.leading.longest(rest_text).is_some()
                || (is_plain_verb && self.words.part_heads.longest(rest_text).is_some());
            let too_little = !rest.is_empty()
                && (rest_text.chars().count() <= SHORTEST_REST || starts_suffix(rest_text))
                && !self.is_reach(&text[..length])
                && !leads_on;
            if is_side || too_little || (is_adverb && !rest.is_empty() && !leads_on) {
                break;
            }
            respectively |= text.starts_with("分别") || text.starts_with("依次");
            verb = words.start..words.start + length;
            words = rest;
        }
        Phrase { words, verb, respectively }
    }

    /// 在, 为 and the like, where nothing else stands.
    fn preposition(&self, text: &str) -> Option<(usize, ())> {
        self.words.prepositions.longest(text).filter(|(length, ())| *length == text.len())
    }

    fn is_reach(&self, verb: &str) -> bool {
        matches!(self.words.left.longest(verb), Some((length, LeftClass::Reach | LeftClass::Respectively)) if length == verb.len())
    }

    /// The head of a phrase, behind its last governing verb, and that verb; behind a single named example.
    fn head(&self, range: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
        const SHORTEST: usize = 4;
        let text = &self.text[range.clone()];
        let mut governed = text.char_indices().filter_map(|(at, _)| {
            let (length, ()) = self.words.governing.longest(&text[at..])?;
            let rest = &text[at + length..];
            let fits = text[..at].chars().count() >= SHORTEST && rest.chars().count() >= SHORTEST;
            (fits && !starts_suffix(rest) && !self.closes_quotes(range.start + at..range.end))
                .then_some(at..at + length)
        });
        let verb = governed.next_back().map(|verb| range.start + verb.start..range.start + verb.end);
        let start = verb.as_ref().map_or(range.start, |verb| verb.end);
        let words = self.stripped(start..range.end).words;
        (self.behind_examples(words), verb)
    }

    /// `甲、乙等新型经营主体` says it whole; of `甲等公园游园`, and where the head is long, the head is enough.
    fn behind_examples(&self, range: Range<usize>) -> Range<usize> {
        const LONG_HEAD: usize = 10;
        const SHORT_HEAD: usize = 4;
        let text = &self.text[range.clone()];
        let Some(at) = text.rfind('等').filter(|at| !self.closes_quotes(range.start + at..range.end)) else {
            return range;
        };
        let head = at + '等'.len_utf8();
        let length = text[head..].chars().count();
        let lists = text[..at].contains('、');
        let is_project = text.ends_with("项目") && length >= SHORT_HEAD;
        let is_class = ["国家级", "省级", "市级", "区级", "县级"].iter().any(|level| text.starts_with(level));
        let is_enough = is_project
            || if lists || is_class {
                length >= LONG_HEAD || text.chars().count() > LONGEST
            } else {
                length >= SHORT_HEAD
            };
        if is_enough && length >= 2 { range.start + head..range.end } else { range }
    }

    /// Whether a range closes a quotation that opened before it.
    fn closes_quotes(&self, range: Range<usize>) -> bool {
        let is_close = |(_, mark)| mark == '”';
        self.signs.marks(range, |mark| matches!(mark, '“' | '”')).next().is_some_and(is_close)
    }

    /// Whether the words as a whole name a part of what was said before.
    fn is_part(&self, words: &str) -> bool {
        words.starts_with('占')
            || self.words.part_heads.longest(words).is_some_and(|(length, ())| length == words.len())
    }

    /// The range without connecting marks and words around it.
    fn trim(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.text[range.clone()];
        let start = text.trim_start_matches(|c: char| {
            matches!(c, '、' | '，' | '；' | '：' | '。' | '及' | '和' | '与' | '—' | '―') || c.is_whitespace()
        });
        let end = start.trim_end_matches(|c: char| {
            matches!(c, '、' | '，' | '；' | '：' | '（' | '及' | '和' | '与' | '从' | '由') || c.is_whitespace()
        });
        let begin = range.start + text.len() - start.len();
        begin..begin + end.len()
    }
}

/// Whether words end in something that amounts are given of: 收入, 面积.
fn is_measurable(words: &str) -> bool {
    const ENDS: [&str; 22] = [
        "收入", "投资", "面积", "总额", "额", "产量", "产值", "占地", "规模", "标准", "里程", "余额", "贷款", "资金",
        "支出", "成本", "费用", "价值", "补贴", "时间", "距离", "用时",
    ];
    ENDS.iter().any(|end| words.ends_with(end))
}

/// A noun phrase without the verbs before it.
struct Phrase {
    words: Range<usize>,
    verb: Range<usize>,
    respectively: bool,
}

/// What stands around a quantity.
struct Facts {
    before: Range<usize>,
    before_words: Range<usize>,
    /// The words before follow the quantity before without a mark: 44个老旧小区23万平方米.
    follows_directly: bool,
}

/// At most as long as the guide allows: of a noun behind the number its start, of one before it its end.
pub(super) fn shortened<'text>(words: Cow<'text, str>, rule: &str) -> Cow<'text, str> {
    // As many bytes are no more characters.
    let count = if words.len() <= LONGEST { 0 } else { words.chars().count() };
    if count <= LONGEST {
        return words;
    }
    let place = |character: usize| words.char_indices().nth(character).map_or(words.len(), |(at, _)| at);
    let range = if rule == COUNTED_BEHIND { 0..place(LONGEST) } else { place(count - LONGEST)..words.len() };
    match words {
        Cow::Borrowed(words) => Cow::Borrowed(&words[range]),
        Cow::Owned(words) => Cow::Owned(words[range].to_owned()),
    }
}

/// Whether what follows a verb makes it part of a noun: 完成率, 建设类, 服务业.
fn starts_suffix(rest: &str) -> bool {
    rest.starts_with([
        '率', '类', '型', '性', '业', '者', '量', '额', '点', '区', '圈', '链', '度', '值', '力', '比', '期', '制',
        '费', '品', '员',
    ])
}

fn is_clause_mark(character: char) -> bool {
    matches!(character, '，' | '；' | '：' | '。' | '！' | '？' | ',' | ';')
}

/// Bytes of a year that opens a clause and is no part of what is measured: 由2020年的, 到2027年.
fn opening_year(text: &str) -> usize {
    if let Some((plan, rest)) = text.strip_prefix('“').and_then(|rest| rest.split_once("五”")) {
        let span = ["期间", "时期", "以来"].into_iter().find_map(|word| rest.strip_prefix(word));
        if let Some(rest) = span.filter(|_| plan.chars().count() <= 2) {
            return text.len() - rest.trim_start_matches('，').len();
        }
    }
    let body = text.trim_start_matches(['由', '从', '到', '至', '在', '自']);
    let Some(rest) = body.get(4..).filter(|_| body.as_bytes()[..4].iter().all(u8::is_ascii_digit)) else { return 0 };
    let Some(rest) = rest.strip_prefix('年') else { return 0 };
    let rest = rest.strip_prefix("以来").unwrap_or(rest).trim_start_matches(['的', '底', '末', '，']);
    text.len() - rest.len()
}

/// Where a comparison that ends a clause begins: 较“十三五”末, 比2020年.
fn base_compared(text: &str) -> usize {
    const LONGEST_BASE: usize = 36;
    const ENDS: [&str; 9] = ["年", "末", "底", "期", "初", "同期", "时", "五”", "以来"];
    let text = text.trim_end();
    let Some(at) = text.rfind(['较', '比', '是']) else { return text.len() };
    let base = &text[at..];
    let is_base =
        base.len() <= LONGEST_BASE && base.contains(|c: char| c.is_ascii_digit() || "“五上去年初".contains(c));
    if is_base && ENDS.iter().any(|end| base.ends_with(end)) {
        text[..at].trim_end_matches("分别").len()
    } else {
        text.len()
    }
}

/// Whether a word can begin with this character.
fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '“' | '《')
}
