//! Numbered paragraphs (一是, （一）) and the count that announces them. It looks at headings and the sentence before.

use std::ops::Range;

use duixian_text::Section;

use super::counts::{NUMERALS, marks};
use super::relation::{Code, Holds, Relation, Severity};
use super::view::View;
use super::words::CheckWords;

/// A numbering ends within so many headings.
const MOST_SECTIONS: usize = 200;

/// Relations of all numberings of a text.
pub(super) fn find(view: &View<'_>, found: &mut Vec<Relation>) {
    let sections = &view.source.document.sections;
    for (index, first) in sections.iter().enumerate() {
        if first.number.is_empty() || !starts_numbering(view, first.number.range()) {
            continue;
        }
        let siblings: Vec<&Section> = sections[index..]
            .iter()
            .take(MOST_SECTIONS)
            .take_while(|section| section.level >= first.level)
            .filter(|section| {
                section.parent == first.parent && section.level == first.level && !section.number.is_empty()
            })
            .collect();
        if siblings.len() > 1 {
            announced(view, &siblings, found);
        }
    }
}

/// The count in the sentence before the numbering, or in the heading above it.
fn announced(view: &View<'_>, siblings: &[&Section], found: &mut Vec<Relation>) {
    let document = view.source.document;
    let (Some(first), Some(last)) = (siblings.first(), siblings.last()) else { return };
    let at = document.sentences.partition_point(|sentence| sentence.span.end <= first.span.start);
    let before = at.checked_sub(1).and_then(|at| document.sentences.get(at)).map(|sentence| sentence.span.range());
    let heading = first.parent.and_then(|parent| document.sections.get(parent as usize));
    for range in before.into_iter().chain(heading.map(|heading| heading.heading.range())) {
        let told = marks(view.text(), &range).into_iter().filter(|mark| !mark.is_open && !mark.is_digits);
        for mark in told {
            let holds = mark.value == siblings.len();
            let is_announcement = announces(view, &range, mark.end);
            if !holds && !is_announcement {
                continue;
            }
            let shown = &view.text()[mark.numeral.start..mark.end];
            found.push(Relation {
                code: Code::CountOfItems,
                holds: match holds {
                    true if is_announcement => Holds::Yes,
                    true => Holds::Undecided,
                    false => Holds::No,
                },
                severity: Severity::Warning,
                places: vec![
                    view.place(mark.numeral.start..mark.end),
                    view.place(first.number.range()),
                    view.place(last.number.range()),
                ],
                computed: format!("{} {} {shown}", siblings.len(), if holds { "＝" } else { "≠" }),
                would_agree: Vec::new(),
            });
            break;
        }
    }
}

/// Whether the count announces what follows: 重点抓好以下七个方面：
fn announces(view: &View<'_>, sentence: &Range<usize>, count_end: usize) -> bool {
    let text = view.text().get(sentence.clone()).unwrap_or_default();
    let behind = view.text().get(count_end..sentence.end).unwrap_or_default().trim_end();
    let is_last = behind.chars().count() <= 6 && behind.ends_with(['：', ':', '。']);
    is_last && CheckWords::standard().coming_list.iter().any(|word| text.contains(word.as_str()))
}

/// Whether a numbering is a first one: 一、, （一）, 一是.
fn starts_numbering(view: &View<'_>, number: Range<usize>) -> bool {
    let text = view.text().get(number).unwrap_or_default();
    let digits: String =
        text.chars().filter(|character| NUMERALS.contains(character) || character.is_ascii_digit()).collect();
    matches!(digits.as_str(), "一" | "1")
}
