//! What a report says of itself: title, place, year, meeting, day, speaker. What it does not say stays unknown.

use super::{Structure, numerals};
use crate::{ByteSpan, Header, Place};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 40;
/// The longest chain of areas, in characters.
const LONGEST_CHAIN: usize = 30;
/// Ends of the names of administrative areas, the longest first.
const AREA_ENDS: [&str; 12] =
    ["特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "省", "市", "区", "县", "旗", "州"];
/// Offices of those who give reports.
const OFFICES: [&str; 10] = ["省长", "市长", "区长", "县长", "州长", "旗长", "镇长", "乡长", "总理", "主席"];
/// Paragraphs that are looked at: some web pages put their buttons first.
const HEAD_PARAGRAPHS: usize = 30;

pub(super) fn header(clean: &str, structure: &Structure) -> Header {
    let spans: Vec<ByteSpan> = structure.paragraphs.iter().take(HEAD_PARAGRAPHS).map(|p| p.span).collect();
    let lines: Vec<&str> = spans.iter().map(|span| span.of(clean)).collect();
    let greeting = lines.iter().position(|line| is_greeting(line)).unwrap_or(lines.len().min(4));
    let head: String = lines[..greeting].concat();
    let opening = lines.get(greeting..(greeting + 2).min(lines.len())).unwrap_or_default().concat();

    let title = title(&lines[..greeting.max(1).min(lines.len())]);
    let date = meeting_clause(&head).and_then(numerals::first_date).or_else(|| numerals::first_date(&head));
    let place = place(&head, &opening);
    let year = date
        .map(|day| day.year)
        .or_else(|| title.as_deref().and_then(year_in))
        .or_else(|| year_of_headings(clean, structure))
        .or_else(|| year_of_body(clean, structure));
    Header {
        place,
        year,
        meeting: meeting(&head),
        date: date.map(|day| format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)),
        speaker: lines[..greeting].iter().find_map(|line| speaker(line)),
        title,
    }
}

fn is_greeting(line: &str) -> bool {
    line.starts_with("各位代表") || line.starts_with("现在，我代表") || line.starts_with("一、")
}

/// The line that names a work report, else the first line if it is short and no sentence.
fn title(lines: &[&str]) -> Option<String> {
    let fits = |line: &str| line.chars().count() <= LONGEST_TITLE && !line.contains('。');
    let names_report = lines.iter().filter(|line| fits(line)).find(|line| line.contains("工作报告"));
    let found = names_report.or_else(|| lines.first().filter(|line| fits(line) && !is_greeting(line)))?;
    Some(found.trim_matches(['—', '―', ' ']).to_owned())
}

/// The head from the date of the meeting on: `2026年1月27日在…会议上`.
fn meeting_clause(head: &str) -> Option<&str> {
    let session = head.find("人民代表大会").or_else(|| head.find("届"))?;
    let start = head[..session].rfind('年').map(|at| head[..at].char_indices().rev().nth(3).map_or(0, |(at, _)| at))?;
    Some(&head[start..])
}

/// `第十九届人民代表大会第三次会议`, without the place before it.
fn meeting(head: &str) -> Option<String> {
    let session = head.find('届')?;
    let start = head[..session].rfind('第')?;
    let end = start + head[start..].find("会议")? + "会议".len();
    let name = &head[start..end];
    (name.chars().count() <= LONGEST_TITLE)
        .then(|| name.chars().filter(|character| !character.is_whitespace()).collect())
}

/// The government's area, from the meeting, the title, the speaker's office, or the greeting's own words.
fn place(head: &str, opening: &str) -> Place {
    let of_meeting = head.match_indices('届').filter_map(|(session, _)| {
        let before = &head[..head[..session].rfind('第')?];
        before.rfind('在').map(|at| &before[at + '在'.len_utf8()..])
    });
    let of_title = head.find("人民政府工作报告").or_else(|| head.find("政府工作报告")).map(|end| {
        let before = &head[..end];
        before.trim_end_matches(|character: char| character == '年' || character.is_ascii_digit())
    });
    let path = of_meeting.chain(of_title).map(areas_at_end).find(|path| !path.is_empty()).unwrap_or_default();
    if path.is_empty() && (opening.contains("国务院") || head.contains("国务院总理")) {
        return Place { path: vec!["全国".to_owned()] };
    }
    Place { path }
}

/// The chain of areas that ends a text: `云岭市清河区` → 云岭市, 清河区.
fn areas_at_end(text: &str) -> Vec<String> {
    let text = text.trim_end();
    let start = text
        .char_indices()
        .rev()
        .take_while(|&(_, character)| ('\u{4E00}'..='\u{9FFF}').contains(&character) && character != '年')
        .last()
        .map_or(text.len(), |(at, _)| at);
    let chain = &text[start..];
    if chain.chars().count() > LONGEST_CHAIN { Vec::new() } else { areas(chain).unwrap_or_default() }
}

/// Cuts a chain of names, each at least one character of its own and its kind, so that nothing is left over:
/// `贵州省` is one name although `贵州` could be one too.
fn areas(chain: &str) -> Option<Vec<String>> {
    let Some(own) = chain.chars().next().map(char::len_utf8) else { return Some(Vec::new()) };
    let mut ends: Vec<usize> = AREA_ENDS
        .iter()
        .flat_map(|kind| chain.match_indices(kind).map(|(at, kind)| (at, at + kind.len())))
        .filter_map(|(at, end)| (at >= own).then_some(end))
        .collect();
    ends.sort_unstable();
    ends.into_iter().find_map(|end| {
        let mut path = areas(&chain[end..])?;
        path.insert(0, chain[..end].to_owned());
        Some(path)
    })
}

/// `云岭市清河区区长  方一鸣` → the name behind the office.
fn speaker(line: &str) -> Option<String> {
    let (at, office) = OFFICES.iter().filter_map(|office| line.rfind(office).map(|at| (at, office))).max()?;
    let name: String = line[at + office.len()..].chars().filter(|c| !c.is_whitespace()).take(16).collect();
    let name = name.trim_start_matches(['：', ':']);
    let is_name = (2..=15).contains(&name.chars().count())
        && name.chars().all(|character| ('\u{4E00}'..='\u{9FFF}').contains(&character) || character == '·');
    (is_name && (name.chars().count() <= 4 || name.contains('·'))).then(|| name.to_owned())
}

/// The first `2026年` in a text.
fn year_in(text: &str) -> Option<u16> {
    text.match_indices('年').find_map(|(at, _)| numerals::year_before(&text[..at]))
}

/// The year that the top headings name: the one after the reviewed, or the planned one.
fn year_of_headings(clean: &str, structure: &Structure) -> Option<u16> {
    let top = structure.sections.iter().filter(|section| section.level == 1);
    let mut reviewed = None;
    for section in top {
        let heading = section.heading.of(clean);
        let Some(year) = year_in(heading) else { continue };
        if heading.contains("回顾") || heading.contains("过去") {
            reviewed = reviewed.or(Some(year + 1));
        } else {
            return Some(reviewed.map_or(year, |reviewed: u16| reviewed.max(year)));
        }
    }
    reviewed
}

/// The year after the first one that opens a sentence (`2023年，…`): reports speak first of the year gone by.
fn year_of_body(clean: &str, structure: &Structure) -> Option<u16> {
    let mut openings = structure.sentences.iter().map(|sentence| sentence.span.of(clean));
    openings.find_map(|sentence| {
        let (before, behind) = sentence.split_once('年')?;
        let is_day = behind.starts_with(|character: char| character.is_ascii_digit());
        let year = numerals::year_before(before)?;
        (before.chars().count() <= 8 && !is_day).then_some(year + 1)
    })
}

#[cfg(test)]
mod tests {
    use crate::{Document, Header};

    fn header(text: &str) -> Header {
        Document::from_text(text).header
    }

    #[test]
    fn a_district_report_says_all() {
        let found = header(
            "政 府 工 作 报 告\n——2025年1月8日在云岭市清河区第九届\n人民代表大会第四次会议上\n清河区区长  方一鸣\n\n各位代表：\n现在，我代表区人民政府报告工作。\n一、2024年工作回顾\n",
        );
        assert_eq!(found.title.as_deref(), Some("政府工作报告"));
        assert_eq!(found.place.path, ["云岭市", "清河区"]);
        assert_eq!(found.year, Some(2025));
        assert_eq!(found.meeting.as_deref(), Some("第九届人民代表大会第四次会议"));
        assert_eq!(found.date.as_deref(), Some("2025-01-08"));
        assert_eq!(found.speaker.as_deref(), Some("方一鸣"));
    }

    #[test]
    fn chinese_dates_and_names_that_hold_an_area_word() {
        let found = header(
            "政府工作报告\n（二〇二六年一月二十七日在云岭市市北区第三届人民代表大会第五次会议上）\n各位代表：\n",
        );
        assert_eq!(found.place.path, ["云岭市", "市北区"]);
        assert_eq!(found.date.as_deref(), Some("2026-01-27"));
    }

    #[test]
    fn without_a_head_the_headings_tell_the_year_and_the_place_stays_unknown() {
        let found =
            header("现在，我代表区人民政府向大会报告工作。\n一、2025年工作回顾\n甲。\n二、2026年工作安排\n乙。\n");
        assert_eq!(found.year, Some(2026));
        assert!(found.place.path.is_empty());
        assert_eq!(found.title, None);
    }
}
