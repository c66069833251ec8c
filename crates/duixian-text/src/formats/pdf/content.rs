//! Content streams: from drawing operators to glyphs with their places on the page.
//! Never decides what belongs together; that is the layout's work.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, ObjectId, Stream};

use super::cmap::{Meaning, utf16};
use super::file::{File, Page, limit};
use super::font::Font;
use super::geometry::{Matrix, Rectangle};
use super::lexer::{Lexer, Operand};
use crate::ReadError;

const FORM_DEPTH: usize = 12;
const SAVED_STATES: usize = 512;
const MARKS: usize = 512;
/// Glyphs of one file; a report has ten thousand, a newspaper page as many.
const GLYPHS: usize = 8_000_000;
/// Points; nothing readable is wider or taller.
const MAX_EXTENT: f32 = 20_000.0;
/// Sideways drift of a baseline over its length that is still upright: about three degrees.
const UPRIGHT: f32 = 0.05;

/// Which way a line of text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Right,
    Up,
    Left,
    Down,
    /// Slanting, as watermarks are.
    Slanting,
}

/// One character where it is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) character: char,
    /// Whether blank characters were drawn before it.
    pub(super) after_space: bool,
    /// Whether its font writes downwards.
    pub(super) vertical: bool,
    /// Whether it is drawn without ink, as text recognition does behind a picture.
    pub(super) invisible: bool,
    pub(super) direction: Direction,
    /// Where the baseline starts.
    pub(super) x: f32,
    pub(super) y: f32,
    /// Along the baseline.
    pub(super) width: f32,
    pub(super) size: f32,
}

/// What was drawn on one page.
#[derive(Default)]
pub(super) struct Drawn {
    pub(super) glyphs: Vec<Glyph>,
    /// Codes that no table gives a character for.
    pub(super) unmapped: usize,
    /// Characters marked as page headers, footers or watermarks by the producer.
    pub(super) marked_artifacts: usize,
    /// Streams that could not be unpacked.
    pub(super) damaged_streams: usize,
}

/// Draws pages; remembers the fonts of the file.
pub(super) struct Painter<'a> {
    file: &'a File,
    fonts: HashMap<ObjectId, Rc<Font>>,
    glyphs_left: usize,
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    character_spacing: f32,
    word_spacing: f32,
    scale: f32,
    leading: f32,
    rise: f32,
    invisible: bool,
}

/// An open marked-content sequence.
enum Mark {
    Plain,
    /// A page header, footer or watermark.
    Artifact,
    /// The text that the glyphs from `start` on stand for.
    ActualText {
        text: String,
        start: usize,
    },
}

struct Canvas {
    drawn: Drawn,
    bounds: Rectangle,
    marks: Vec<Mark>,
    after_space: bool,
}

impl<'a> Painter<'a> {
    pub(super) fn new(file: &'a File) -> Self {
        Self { file, fonts: HashMap::new(), glyphs_left: GLYPHS }
    }

    /// The glyphs of one page in the order of drawing.
    pub(super) fn draw(&mut self, page: &Page<'a>) -> Result<Drawn, ReadError> {
        let mut canvas = Canvas { drawn: Drawn::default(), bounds: page.bounds, marks: Vec::new(), after_space: false };
        let mut content = Vec::new();
        for stream in &page.contents {
            match self.file.unpack(stream)? {
                Some(bytes) => content.extend(bytes),
                None => canvas.drawn.damaged_streams += 1,
            }
            // An operator may not be split over streams, but the streams need not end in a blank.
            content.push(b'\n');
        }
        let state = State {
            matrix: page.upright,
            font: None,
            size: 0.0,
            character_spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            invisible: false,
        };
        self.run(&content, page.resources, state, &mut canvas, 0)?;
        while let Some(mark) = canvas.marks.pop() {
            canvas.close(mark);
        }
        self.glyphs_left -= canvas.drawn.glyphs.len().min(self.glyphs_left);
        Ok(canvas.drawn)
    }

    fn run(
        &mut self,
        content: &[u8],
        resources: Option<&'a Dictionary>,
        mut state: State,
        canvas: &mut Canvas,
        depth: usize,
    ) -> Result<(), ReadError> {
        let mut lexer = Lexer::new(content);
        let mut saved: Vec<State> = Vec::new();
        let mut unsaved = 0_usize;
        let mut text = Matrix::IDENTITY;
        let mut line = Matrix::IDENTITY;
        let mut named: HashMap<Vec<u8>, Option<Rc<Font>>> = HashMap::new();
        while let Some(operator) = lexer.next_operator() {
            match operator {
                b"q" if saved.len() < SAVED_STATES => saved.push(state.clone()),
                b"q" => unsaved += 1,
                b"Q" if unsaved > 0 => unsaved -= 1,
                b"Q" => {
                    if let Some(before) = saved.pop() {
                        state = before;
                    }
                }
                b"cm" => {
                    if let Some(numbers) = lexer.numbers() {
                        state.matrix = Matrix::new(numbers).then(state.matrix);
                    }
                }
                b"BT" => (text, line) = (Matrix::IDENTITY, Matrix::IDENTITY),
                b"Tc" => set(&lexer, &mut state.character_spacing),
                b"Tw" => set(&lexer, &mut state.word_spacing),
                b"TL" => set(&lexer, &mut state.leading),
                b"Ts" => set(&lexer, &mut state.rise),
                b"Tz" => {
                    set(&lexer, &mut state.scale);
                    state.scale /= 100.0;
                }
                b"Tr" => {
                    if let Some([mode]) = lexer.numbers() {
                        state.invisible = mode as i32 == 3;
                    }
                }
                b"Tf" => {
                    let name = lexer.operands().iter().find_map(|operand| match operand {
                        Operand::Name { .. } => lexer.bytes_of(*operand),
                        _ => None,
                    });
                    if let Some([size]) = lexer.numbers() {
                        state.size = size;
                    }
                    if let Some(name) = name {
                        if !named.contains_key(name) {
                            named.insert(name.to_vec(), self.font(resources, name)?);
                        }
                        state.font = named.get(name).cloned().flatten();
                    }
                }
                b"Tm" => {
                    if let Some(numbers) = lexer.numbers() {
                        line = Matrix::new(numbers);
                        text = line;
                    }
                }
                b"Td" | b"TD" => {
                    if let Some([x, y]) = lexer.numbers() {
                        if operator == b"TD" {
                            state.leading = -y;
                        }
                        line = Matrix::translation(x, y).then(line);
                        text = line;
                    }
                }
                b"T*" => next_line(&state, &mut line, &mut text),
                b"Tj" | b"TJ" => canvas.show(&state, &mut text, &lexer),
                b"'" => {
                    next_line(&state, &mut line, &mut text);
                    canvas.show(&state, &mut text, &lexer);
                }
                b"\"" => {
                    if let [Operand::Number(word), Operand::Number(character), ..] = lexer.operands() {
                        (state.word_spacing, state.character_spacing) = (*word, *character);
                    }
                    next_line(&state, &mut line, &mut text);
                    // Numbers before the string are no kerning here.
                    canvas.show_strings(&state, &mut text, &lexer);
                }
                b"ID" => lexer.skip_inline_image(),
                b"BMC" => canvas.open(Mark::Plain),
                b"BDC" => canvas.open(self.mark(&lexer, resources, canvas.drawn.glyphs.len())),
                b"EMC" => {
                    if let Some(mark) = canvas.marks.pop() {
                        canvas.close(mark);
                    }
                }
                b"Do" if depth < FORM_DEPTH => {
                    let name = lexer.operands().last().and_then(|operand| lexer.bytes_of(*operand));
                    if let Some(form) = name.and_then(|name| self.form(resources, name)) {
                        self.draw_form(form, resources, &state, canvas, depth)?;
                    }
                }
                _ => {}
            }
            if canvas.drawn.glyphs.len() > self.glyphs_left {
                return Err(limit(&format!("more than {GLYPHS} characters")));
            }
        }
        Ok(())
    }

    fn draw_form(
        &mut self,
        form: &'a Stream,
        outer: Option<&'a Dictionary>,
        state: &State,
        canvas: &mut Canvas,
        depth: usize,
    ) -> Result<(), ReadError> {
        let Some(content) = self.file.unpack(form)? else {
            canvas.drawn.damaged_streams += 1;
            return Ok(());
        };
        let mut inner = state.clone();
        if let Some(lopdf::Object::Array(entries)) = self.file.get(&form.dict, b"Matrix") {
            let numbers: Vec<f32> = entries.iter().filter_map(|entry| self.file.number(entry)).collect();
            if let Ok(numbers) = <[f32; 6]>::try_from(numbers) {
                inner.matrix = Matrix::new(numbers).then(inner.matrix);
            }
        }
        let resources = self.file.get_dictionary(&form.dict, b"Resources").or(outer);
        self.run(&content, resources, inner, canvas, depth + 1)
    }

    /// The form of that name; a picture is none.
    fn form(&self, resources: Option<&'a Dictionary>, name: &[u8]) -> Option<&'a Stream> {
        let objects = self.file.get_dictionary(resources?, b"XObject")?;
        let stream = self.file.stream(objects.get(name).ok()?)?;
        (self.file.get_name(&stream.dict, b"Subtype") == Some(b"Form")).then_some(stream)
    }

    fn font(&mut self, resources: Option<&'a Dictionary>, name: &[u8]) -> Result<Option<Rc<Font>>, ReadError> {
        let file = self.file;
        let Some(fonts) = resources.and_then(|resources| file.get_dictionary(resources, b"Font")) else {
            return Ok(None);
        };
        let Some(dictionary) = file.get_dictionary(fonts, name) else { return Ok(None) };
        let identity = File::reference(fonts, name);
        if let Some(font) = identity.and_then(|identity| self.fonts.get(&identity)) {
            return Ok(Some(Rc::clone(font)));
        }
        let font = Rc::new(Font::load(file, dictionary)?);
        if let Some(identity) = identity {
            self.fonts.insert(identity, Rc::clone(&font));
        }
        Ok(Some(font))
    }

    /// What a marked-content sequence says of itself: an artifact of the page, or the text it stands for.
    fn mark(&self, lexer: &Lexer<'_>, resources: Option<&'a Dictionary>, start: usize) -> Mark {
        let operands = lexer.operands();
        let names = |wanted: &[u8]| {
            operands
                .iter()
                .any(|operand| matches!(operand, Operand::Name { .. }) && lexer.bytes_of(*operand) == Some(wanted))
        };
        if names(b"Artifact") && [&b"Pagination"[..], b"Header", b"Footer", b"Watermark"].into_iter().any(names) {
            return Mark::Artifact;
        }
        let inline = operands.windows(2).find_map(|pair| match pair {
            [key @ Operand::Name { .. }, Operand::Text { .. }] if lexer.bytes_of(*key) == Some(b"ActualText") => {
                lexer.bytes_of(pair[1])
            }
            _ => None,
        });
        let listed = || {
            let name = lexer.bytes_of(*operands.get(1)?)?;
            let properties = self.file.get_dictionary(resources?, b"Properties")?;
            let properties = self.file.get_dictionary(properties, name)?;
            self.file.get(properties, b"ActualText")?.as_str().ok()
        };
        match inline.or_else(listed) {
            Some([0xFE, 0xFF, text @ ..]) => Mark::ActualText { text: utf16(text), start },
            Some(text) if text.is_ascii() => {
                Mark::ActualText { text: String::from_utf8_lossy(text).into_owned(), start }
            }
            _ => Mark::Plain,
        }
    }
}

fn set(lexer: &Lexer<'_>, target: &mut f32) {
    if let Some([number]) = lexer.numbers() {
        *target = number;
    }
}

fn next_line(state: &State, line: &mut Matrix, text: &mut Matrix) {
    *line = Matrix::translation(0.0, -state.leading).then(*line);
    *text = *line;
}

impl Canvas {
    fn open(&mut self, mark: Mark) {
        if self.marks.len() < MARKS {
            self.marks.push(mark);
        }
    }

    /// Glyphs under an actual text give way to it: its characters share their place.
    fn close(&mut self, mark: Mark) {
        let Mark::ActualText { text, start } = mark else { return };
        let glyphs = &mut self.drawn.glyphs;
        let Some(&first) = glyphs.get(start) else { return };
        let same_line = |glyph: &Glyph| (glyph.y - first.y).abs() < first.size && glyph.direction == first.direction;
        if !glyphs[start..].iter().all(same_line) {
            return;
        }
        let end = glyphs[start..].iter().map(|glyph| glyph.x + glyph.width).fold(first.x, f32::max);
        let characters: Vec<char> = text.chars().filter(|character| !character.is_whitespace()).collect();
        let width = (end - first.x) / characters.len().max(1) as f32;
        glyphs.truncate(start);
        for (index, character) in characters.into_iter().enumerate() {
            let after_space = first.after_space && index == 0;
            glyphs.push(Glyph { character, after_space, x: first.x + width * index as f32, width, ..first });
        }
    }

    fn show(&mut self, state: &State, text: &mut Matrix, lexer: &Lexer<'_>) {
        for operand in lexer.operands() {
            match *operand {
                Operand::Number(adjustment) => {
                    let shift = -adjustment / 1000.0 * state.size;
                    *text = if state.font.as_ref().is_some_and(|font| font.vertical) {
                        Matrix::translation(0.0, shift).then(*text)
                    } else {
                        Matrix::translation(shift * state.scale, 0.0).then(*text)
                    };
                }
                Operand::Text { .. } => self.show_string(state, text, lexer.bytes_of(*operand).unwrap_or_default()),
                _ => {}
            }
        }
    }

    fn show_strings(&mut self, state: &State, text: &mut Matrix, lexer: &Lexer<'_>) {
        for operand in lexer.operands() {
            if let Operand::Text { .. } = operand {
                self.show_string(state, text, lexer.bytes_of(*operand).unwrap_or_default());
            }
        }
    }

    fn show_string(&mut self, state: &State, text: &mut Matrix, mut bytes: &[u8]) {
        let Some(font) = &state.font else { return };
        let is_artifact = self.marks.iter().any(|mark| matches!(mark, Mark::Artifact));
        let space = text.then(state.matrix);
        let advance = (space.a * space.a + space.b * space.b).sqrt();
        let size = (space.c * space.c + space.d * space.d).sqrt() * state.size.abs();
        let direction = direction_of(space, state.size < 0.0);
        let mut pen = 0.0;
        while !bytes.is_empty() {
            let (shown, length) = font.next(bytes);
            bytes = &bytes[length.max(1).min(bytes.len())..];
            let spacing = state.character_spacing + if shown.is_word_space { state.word_spacing } else { 0.0 };
            let glyph_width = shown.width * state.size;
            let (origin, step) = if font.vertical {
                // The pen stands above the middle of the glyph, by the collection's default metrics.
                (space.apply(-glyph_width / 2.0, pen - 0.88 * state.size), -state.size - spacing)
            } else {
                (space.apply(pen, state.rise), (glyph_width + spacing) * state.scale)
            };
            if is_artifact {
                self.drawn.marked_artifacts += 1;
            } else {
                let place = Glyph {
                    character: ' ',
                    after_space: false,
                    vertical: font.vertical,
                    invisible: state.invisible,
                    direction,
                    x: origin.0,
                    y: origin.1,
                    width: (glyph_width * state.scale).abs() * advance,
                    size,
                };
                self.place(shown.meaning, place);
            }
            pen += step;
        }
        *text = if font.vertical {
            Matrix::translation(0.0, pen).then(*text)
        } else {
            Matrix::translation(pen, 0.0).then(*text)
        };
    }

    fn place(&mut self, meaning: Option<Meaning<'_>>, place: Glyph) {
        match meaning {
            None => self.drawn.unmapped += 1,
            Some(Meaning::Character(character)) => self.put(Glyph { character, ..place }),
            Some(Meaning::Sequence(sequence)) => {
                let width = place.width / sequence.chars().count().max(1) as f32;
                for (index, character) in sequence.chars().enumerate() {
                    self.put(Glyph { character, x: place.x + width * index as f32, width, ..place });
                }
            }
        }
    }

    /// Blanks are remembered, not placed; what lies off the page is not seen.
    fn put(&mut self, glyph: Glyph) {
        let Rectangle { left, bottom, right, top } = self.bounds;
        if glyph.character.is_whitespace() || glyph.character.is_control() {
            self.after_space = true;
            return;
        }
        let on_page = glyph.x >= left - glyph.size
            && glyph.x <= right
            && glyph.y >= bottom - glyph.size
            && glyph.y <= top
            && (0.0..MAX_EXTENT).contains(&glyph.width)
            && (f32::MIN_POSITIVE..MAX_EXTENT).contains(&glyph.size);
        if on_page {
            self.drawn.glyphs.push(Glyph { after_space: self.after_space, ..glyph });
            self.after_space = false;
        }
    }
}

fn direction_of(space: Matrix, backwards: bool) -> Direction {
    let (x, y) = if backwards { (-space.a, -space.b) } else { (space.a, space.b) };
    let (along, across) = (x.abs(), y.abs());
    if across <= along * UPRIGHT {
        if x > 0.0 { Direction::Right } else { Direction::Left }
    } else if along <= across * UPRIGHT {
        if y > 0.0 { Direction::Up } else { Direction::Down }
    } else {
        Direction::Slanting
    }
}
