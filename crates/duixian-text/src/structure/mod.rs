//! Clean text → header, section tree, paragraphs, sentences. Pure; finds what it can and never fails.

mod header;
mod heading;
mod numerals;

use crate::{ByteSpan, Header, Paragraph, Section, Sentence};
use heading::Heading;

/// What a text's lines say of its structure.
#[derive(Default)]
pub(crate) struct Structure {
    pub(crate) header: Header,
    pub(crate) sections: Vec<Section>,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) sentences: Vec<Sentence>,
}

/// Finds the structure of a clean text.
pub(crate) fn structure(clean: &str) -> Structure {
    let mut structure = Structure::default();
    let mut open = Vec::new();
    let mut line_start = 0;
    for line_end in memchr::memchr_iter(b'\n', clean.as_bytes()).chain([clean.len()]) {
        let paragraph = trimmed(clean, line_start, line_end);
        line_start = line_end + 1;
        if !paragraph.is_empty() {
            structure.add_paragraph(clean, paragraph, &mut open);
        }
    }
    close(&mut structure.sections, &mut open, 0, clean.len());
    structure.header = header::header(clean, &structure);
    structure
}

impl Structure {
    fn add_paragraph(&mut self, clean: &str, span: ByteSpan, open: &mut Vec<u32>) {
        let heading = heading::of_paragraph(span.of(clean));
        let (is_heading, closes_with_paragraph) = heading.map_or((false, false), |found| {
            let covers_all = found.end == span.len();
            (covers_all, found.level >= 3 && !covers_all)
        });
        if let Some(found) = heading {
            self.open_section(span.start as usize, found, open);
        }
        let paragraph = self.paragraphs.len() as u32;
        let first_section = open.last().copied();
        self.add_sentences(clean, span, paragraph, open);
        self.paragraphs.push(Paragraph { span, section: first_section, is_heading });
        if closes_with_paragraph || self.innermost_level(open) == Some(heading::ENUMERATED) {
            close(&mut self.sections, open, heading::LEAD, span.end as usize);
        }
    }

    fn add_sentences(&mut self, clean: &str, span: ByteSpan, paragraph: u32, open: &mut Vec<u32>) {
        let mut start = span.start as usize;
        while start < span.end as usize {
            let end = start + sentence_length(&clean.as_bytes()[start..span.end as usize]);
            if start > span.start as usize
                && let Some(found) = heading::enumerated(&clean[start..end])
            {
                self.open_section(start, found, open);
            }
            let sentence = trimmed(clean, start, end);
            if !sentence.is_empty() {
                self.sentences.push(Sentence { span: sentence, paragraph, section: open.last().copied() });
            }
            start = end;
        }
    }

    fn open_section(&mut self, at: usize, found: Heading, open: &mut Vec<u32>) {
        close(&mut self.sections, open, found.level, at);
        let section = Section {
            level: found.level,
            heading: ByteSpan::new(at + found.number_end, at + found.text_end),
            number: ByteSpan::new(at + found.number_start, at + found.number_end),
            span: ByteSpan::new(at, at + found.end),
            parent: open.last().copied(),
        };
        open.push(self.sections.len() as u32);
        self.sections.push(section);
    }

    fn innermost_level(&self, open: &[u32]) -> Option<u8> {
        open.last().map(|&index| self.sections[index as usize].level)
    }
}

/// Ends all open sections of `level` and deeper.
fn close(sections: &mut [Section], open: &mut Vec<u32>, level: u8, end: usize) {
    while let Some(&index) = open.last() {
        let section = &mut sections[index as usize];
        if section.level < level {
            return;
        }
        section.span.end = section.span.end.max(end as u32);
        open.pop();
    }
}

/// The span without the white space around it.
fn trimmed(clean: &str, start: usize, end: usize) -> ByteSpan {
    let text = &clean[start..end];
    // Most texts begin and end with a character or a mark, and no blank has such bytes at its edges.
    let is_tight = |edge: Option<&u8>| edge.is_some_and(|byte| matches!(byte, b'!'..=b'~' | 0xE4..=0xE9));
    if is_tight(text.as_bytes().first()) && text.ends_with(['。', '！', '？', '”']) {
        return ByteSpan::new(start, end);
    }
    let body = text.trim_start_matches(is_blank);
    let start = start + text.len() - body.len();
    ByteSpan::new(start, start + body.trim_end_matches(is_blank).len())
}

/// White space, and the invisible characters that web pages leave behind.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200B}'..='\u{200D}' | '\u{FEFF}')
}

/// Length up to and with the first `。`, `！` or `？` and the closing marks behind it.
fn sentence_length(text: &[u8]) -> usize {
    const CLOSING: [&str; 5] = ["”", "’", "）", "》", "』"];
    for at in memchr::memchr2_iter(0xE3, 0xEF, text) {
        if !matches!(text.get(at..at + 3), Some([0xE3, 0x80, 0x82] | [0xEF, 0xBC, 0x81 | 0x9F])) {
            continue;
        }
        let mut end = at + 3;
        while let Some(mark) = CLOSING.iter().find(|mark| text[end..].starts_with(mark.as_bytes())) {
            end += mark.len();
        }
        return end;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use crate::Document;

    fn outline(text: &str) -> Vec<(u8, String, String)> {
        let document = Document::from_text(text);
        let sections = document.sections.iter();
        sections
            .map(|section| {
                let text = |span| document.text(span).to_owned();
                (section.level, text(section.number), text(section.heading))
            })
            .collect()
    }

    fn row(level: u8, number: &str, heading: &str) -> (u8, String, String) {
        (level, number.to_owned(), heading.to_owned())
    }

    #[test]
    fn numbered_headings_and_leads_make_a_tree() {
        let text = "一、2024年工作回顾\n（一）产业提质\n工业支撑增强。完成投资3亿元，建成2个园区。\n（二）城乡融合，面貌一新。开工8个项目，全部按期推进。\n二、工作安排\n一是抓项目。谋划储备一批大项目好项目。二是抓招商。签约30个。\n";
        assert_eq!(
            outline(text),
            [
                row(1, "一、", "2024年工作回顾"),
                row(2, "（一）", "产业提质"),
                row(3, "", "工业支撑增强"),
                row(2, "（二）", "城乡融合，面貌一新"),
                row(1, "二、", "工作安排"),
                row(4, "一是", "抓项目"),
                row(4, "二是", "抓招商"),
            ]
        );
    }

    #[test]
    fn sections_hold_what_stands_below_them() {
        let document = Document::from_text("一、回顾\n（一）产业\n甲事办成3件，成效好。\n二、安排\n乙事将办成2件。\n");
        let path = |sentence: usize| document.section_path(document.sentences[sentence].section);
        assert_eq!(path(2), ["回顾", "产业"]);
        assert_eq!(path(4), ["安排"]);
        assert_eq!(document.text(document.sections[0].span), "一、回顾\n（一）产业\n甲事办成3件，成效好。\n");
    }

    #[test]
    fn sentences_end_at_full_stops_with_their_closing_marks() {
        let document = Document::from_text("　　他说：“快办！”大家都办了。还有；一件\n");
        let sentences: Vec<_> = document.sentences.iter().map(|sentence| document.text(sentence.span)).collect();
        assert_eq!(sentences, ["他说：“快办！”", "大家都办了。", "还有；一件"]);
    }
}
