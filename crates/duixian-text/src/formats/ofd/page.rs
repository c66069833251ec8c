//! The text objects of one page, each with its place. Never orders them and never looks at glyphs or colours.

use super::super::xml::{Element, Node, XmlReader};
use crate::{Format, ReadError};

/// Characters that stand side by side. Lengths are millimetres from the page's upper left corner.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) baseline: f32,
    /// Height of the font.
    pub(super) size: f32,
}

/// A page's own runs and the templates that it lies on.
#[derive(Default)]
pub(super) struct Content {
    pub(super) templates: Vec<String>,
    pub(super) runs: Vec<Run>,
}

/// No sheet is wider or higher; what lies outside is taken back to its edge.
pub(super) const MAX_LENGTH: f32 = 5000.0;
/// The font size where an object states none or a senseless one: 三号 in print.
const USUAL_SIZE: f32 = 5.6;

/// A text object's place and how it is turned and scaled.
#[derive(Clone, Copy)]
struct Frame {
    origin: (f32, f32),
    width: f32,
    /// a b c d e f of the matrix.
    matrix: [f32; 6],
    size: f32,
    /// Where the last piece of text began; the next may leave its place out.
    last: (f32, f32),
}

/// What the reader is inside of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Page,
    Object,
    Code,
}

pub(super) fn read(text: &str) -> Result<Content, ReadError> {
    let mut reader = XmlReader::new(text, Format::Ofd);
    let mut content = Content::default();
    let mut inside = Inside::Page;
    let mut frame = Frame::new();
    let mut run = None;
    // Elements opened inside the innermost one of interest.
    let mut depth = 0_usize;
    while let Some(node) = reader.next()? {
        match node {
            Node::Open(element) => match (inside, element.name()) {
                (Inside::Page, "TextObject") => match Frame::read(&element) {
                    Some(read) => {
                        (frame, inside, depth) = (read, Inside::Object, 0);
                    }
                    None => reader.skip()?,
                },
                (Inside::Page, "Template") => {
                    content.templates.extend(element.attribute("TemplateID").map(String::from));
                }
                (Inside::Object, "TextCode") => {
                    run = Some(Pending::read(&element, &mut frame));
                    inside = Inside::Code;
                }
                (Inside::Object, _) => depth += 1,
                (Inside::Code, _) => reader.skip()?,
                _ => {}
            },
            Node::Text(text) => {
                if let (Inside::Code, Some(run)) = (inside, &mut run) {
                    run.text.push_str(&text);
                }
            }
            Node::Close => match inside {
                Inside::Code => {
                    content.runs.extend(run.take().and_then(|run| run.place(&frame)));
                    inside = Inside::Object;
                }
                Inside::Object if depth == 0 => inside = Inside::Page,
                Inside::Object => depth -= 1,
                Inside::Page => {}
            },
        }
    }
    Ok(content)
}

impl Frame {
    fn new() -> Self {
        let matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        Self { origin: (0.0, 0.0), width: 0.0, matrix, size: USUAL_SIZE, last: (0.0, 0.0) }
    }

    /// The frame of a visible, upright text object.
    fn read(element: &Element<'_>) -> Option<Self> {
        let mut frame = Self::new();
        let mut is_visible = true;
        for (name, value) in element.attributes() {
            match name {
                "Boundary" => {
                    let mut numbers = numbers(&value);
                    let mut next = || numbers.next().unwrap_or(0.0);
                    frame.origin = (next(), next());
                    frame.width = next();
                }
                "CTM" => {
                    let mut numbers = numbers(&value);
                    for (place, number) in frame.matrix.iter_mut().zip(&mut numbers) {
                        *place = number;
                    }
                }
                "Size" => frame.size = numbers(&value).next().filter(|size| *size > 0.0).unwrap_or(USUAL_SIZE),
                "Visible" => is_visible = !value.eq_ignore_ascii_case("false"),
                _ => {}
            }
        }
        (is_visible && !frame.is_slanted()).then_some(frame)
    }

    /// Text across the page is a watermark.
    fn is_slanted(&self) -> bool {
        let [across, down, ..] = self.matrix.map(f32::abs);
        across > 0.2 * down && down > 0.2 * across
    }

    fn scale(&self) -> (f32, f32) {
        let [a, b, c, d, ..] = self.matrix;
        let or_one = |length: f32| if length > 0.01 { length } else { 1.0 };
        (or_one(a.hypot(b)), or_one(c.hypot(d)))
    }

    fn on_page(&self, place: (f32, f32)) -> (f32, f32) {
        let at =
            |index: usize| self.matrix[index] * place.0 + self.matrix[index + 2] * place.1 + self.matrix[index + 4];
        (self.origin.0 + at(0), self.origin.1 + at(1))
    }
}

/// A piece of text whose characters are still being read.
struct Pending {
    text: String,
    start: (f32, f32),
    /// Distance from the first to the last character, if it is stated.
    advance: Option<f32>,
}

impl Pending {
    fn read(element: &Element<'_>, frame: &mut Frame) -> Self {
        let mut start = frame.last;
        let mut advance = None;
        for (name, value) in element.attributes() {
            match name {
                "X" => start.0 = numbers(&value).next().unwrap_or(start.0),
                "Y" => start.1 = numbers(&value).next().unwrap_or(start.1),
                "DeltaX" => advance = Some(sum_of_steps(&value)),
                _ => {}
            }
        }
        frame.last = start;
        Self { text: String::new(), start, advance }
    }

    fn place(self, frame: &Frame) -> Option<Run> {
        let is_blank = |character: char| character.is_whitespace() || character == '\0';
        let text = self.text.trim_matches(is_blank);
        if text.is_empty() {
            return None;
        }
        let (across, down) = frame.scale();
        let (left, baseline) = frame.on_page(self.start);
        let size = frame.size * down;
        // Blanks are no text, but they take room: an indentation may be made of them.
        let blanks_before = usual_width(&self.text[..self.text.len() - self.text.trim_start_matches(is_blank).len()]);
        let blanks_behind = usual_width(&self.text[self.text.trim_end_matches(is_blank).len()..]);
        let (blanks_before, blanks_behind) = (blanks_before * frame.size * across, blanks_behind * frame.size * across);
        let last_width = self.text.chars().next_back().map_or(1.0, character_width) * frame.size * across;
        let width = match self.advance {
            Some(advance) if advance > 0.0 => advance * across + last_width,
            _ if self.text.chars().nth(1).is_none() => last_width,
            _ if frame.width > 0.0 => frame.width - self.start.0 * across,
            _ => usual_width(&self.text) * frame.size * across,
        };
        let width = width - blanks_before - blanks_behind;
        let left = within_page(left + blanks_before);
        Some(Run {
            text: if text.len() == self.text.len() { self.text } else { text.to_owned() },
            left,
            right: within_page(left + width.max(0.1)),
            baseline: within_page(baseline),
            size: if size.is_finite() { size.clamp(0.5, 100.0) } else { USUAL_SIZE },
        })
    }
}

/// Width of text in characters of full width.
fn usual_width(text: &str) -> f32 {
    text.chars().filter(|character| *character >= ' ').map(character_width).sum()
}

fn character_width(character: char) -> f32 {
    if character.is_ascii() { 0.5 } else { 1.0 }
}

fn within_page(length: f32) -> f32 {
    if length.is_finite() { length.clamp(-MAX_LENGTH, MAX_LENGTH) } else { 0.0 }
}

/// Numbers separated by spaces or commas; what is no finite number counts as zero.
fn numbers(value: &str) -> impl Iterator<Item = f32> {
    value
        .split(|character: char| character.is_ascii_whitespace() || character == ',')
        .filter(|word| !word.is_empty())
        .map(|word| word.parse::<f32>().ok().filter(|number| number.is_finite()).unwrap_or(0.0))
}

/// `3 3.5 g 4 3`: steps from character to character, where `g n s` stands for n steps of s.
fn sum_of_steps(value: &str) -> f32 {
    let mut words = value.split_ascii_whitespace();
    let mut sum = 0.0;
    while let Some(word) = words.next() {
        if word == "g" || word == "G" {
            let count = words.next().and_then(|count| count.parse::<f32>().ok()).unwrap_or(0.0);
            let step = words.next().and_then(|step| step.parse::<f32>().ok()).unwrap_or(0.0);
            sum += count * step;
        } else {
            sum += word.parse::<f32>().unwrap_or(0.0);
        }
    }
    if f32::is_finite(sum) { sum } else { 0.0 }
}
