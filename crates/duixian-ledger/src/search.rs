//! The search index over sentences: pairs of neighbouring characters, so that every two-character word and every
//! street's name is found, and nothing else is.
//!
//! It is a projection: it knows the event up to which it was made, and is made anew where that is not the store's.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::collector::{Count, TopDocs};
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::OpenReadError;
use tantivy::query::{BooleanQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use tantivy::{Index, IndexReader, IndexWriter, Opstamp, ReloadPolicy, TantivyDocument, TantivyError, Term};

use crate::error::LedgerError;
use crate::identity::{DocumentId, Site};
use crate::query::{Page, Paged};
use crate::store::PlacedSentence;

/// Memory of the writer: the least that the library takes is enough for hundreds of reports.
const WRITER_BYTES: usize = 15_000_000;
/// The longest page of a search, also where all of it is asked for.
pub const MOST_HITS: usize = 10_000;
const PAIRS: &str = "pairs";
const SINGLES: &str = "singles";

/// A sentence found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) document: DocumentId,
    pub(crate) ordinal: u32,
}

/// The index of all sites. Several programs may have it open; one at a time writes.
#[derive(Clone)]
pub(crate) struct SearchIndex {
    folder: PathBuf,
    index: Index,
    reader: IndexReader,
    fields: Fields,
    /// The state that `reader` shows.
    shown: Arc<Mutex<Opstamp>>,
}

#[derive(Clone, Copy)]
struct Fields {
    key: Field,
    site: Field,
    document: Field,
    ordinal: Field,
    pairs: Field,
    singles: Field,
}

impl SearchIndex {
    /// Opens the index in a folder. One that is damaged or of another form is thrown away, as it can be made anew;
    /// one that is merely in use is not.
    pub(crate) fn open(folder: &Path) -> Result<Self, LedgerError> {
        std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
        let opened = open_index(folder).or_else(|error| {
            if !is_beyond_use(&error) {
                return Err(failed(&error));
            }
            std::fs::remove_dir_all(folder).map_err(|error| failed(&error))?;
            std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
            open_index(folder).map_err(|error| failed(&error))
        });
        let (index, reader, fields) = opened?;
        let shown = index.load_metas().map_err(|error| failed(&error))?.opstamp;
        Ok(Self { folder: folder.to_owned(), index, reader, fields, shown: Arc::new(Mutex::new(shown)) })
    }

    /// The event up to which a site's sentences are in the index; `None` if it never was made.
    pub(crate) fn made_up_to(&self, site: &Site) -> Option<u64> {
        let payload = self.index.load_metas().ok()?.payload?;
        made_up_to(&payload).find(|(name, _)| *name == site.as_str()).map(|(_, sequence)| sequence)
    }

    /// Begins to write; `None` if somebody else is writing.
    pub(crate) fn write(&self) -> Result<Option<Writing>, LedgerError> {
        // Opened anew, as other programs may have changed which files there are.
        let (index, _, fields) = open_index(&self.folder).map_err(|error| failed(&error))?;
        match index.writer_with_num_threads(1, WRITER_BYTES) {
            Ok(writer) => Ok(Some(Writing { index, writer, fields })),
            Err(TantivyError::LockFailure(..)) => Ok(None),
            Err(error) => Err(failed(&error)),
        }
    }

    /// Shows what was committed last, here or by another program.
    fn refresh(&self) -> Result<(), LedgerError> {
        let newest = self.index.load_metas().map_err(|error| failed(&error))?.opstamp;
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if *shown != newest {
            self.reader.reload().map_err(|error| failed(&error))?;
            *shown = newest;
        }
        Ok(())
    }

    /// Sentences that hold every word of the query.
    pub(crate) fn search(&self, site: &Site, words: &[String], page: Page) -> Result<Paged<Found>, LedgerError> {
        let nothing = |total| Paged { items: Vec::new(), page, total };
        let Some(query) = self.query(site, words) else { return Ok(nothing(0)) };
        self.refresh()?;
        let searcher = self.reader.searcher();
        let total = searcher.search(&query, &Count).map_err(|error| failed(&error))?;
        let offset = usize::try_from(page.offset()).unwrap_or(usize::MAX);
        let limit = total.saturating_sub(offset).min(page.size as usize).min(MOST_HITS);
        if limit == 0 {
            return Ok(nothing(total as u64));
        }
        let top = TopDocs::with_limit(limit).and_offset(offset).order_by_score();
        let found = searcher.search(&query, &top).map_err(|error| failed(&error))?;
        let mut items = Vec::with_capacity(found.len());
        for (_, address) in found {
            let document: TantivyDocument = searcher.doc(address).map_err(|error| failed(&error))?;
            let id = document.get_first(self.fields.document).and_then(|value| value.as_str()).unwrap_or_default();
            let ordinal = document.get_first(self.fields.ordinal).and_then(|value| value.as_u64()).unwrap_or(0);
            items.push(Found { document: DocumentId::parse(id)?, ordinal: ordinal as u32 });
        }
        Ok(Paged { items, page, total: total as u64 })
    }

    fn query(&self, site: &Site, words: &[String]) -> Option<BooleanQuery> {
        let term = |field, text: &str| Term::from_field_text(field, text);
        let exact = |field, text: &str| -> Box<dyn Query> {
            Box::new(TermQuery::new(term(field, text), IndexRecordOption::WithFreqs))
        };
        let mut wanted: Vec<Box<dyn Query>> = vec![exact(self.fields.site, site.as_str())];
        for run in words.iter().flat_map(|word| runs(word)) {
            let grams = grams(&run, 2);
            match grams.as_slice() {
                [] => wanted.push(exact(self.fields.singles, &run)),
                [only] => wanted.push(exact(self.fields.pairs, only)),
                many => {
                    let terms = many.iter().map(|gram| term(self.fields.pairs, gram)).collect();
                    wanted.push(Box::new(PhraseQuery::new(terms)));
                }
            }
        }
        (wanted.len() > 1).then(|| BooleanQuery::intersection(wanted))
    }
}

/// The right to write, held as long as it lives. Nothing is seen by anybody before [`Writing::commit`].
pub(crate) struct Writing {
    index: Index,
    writer: IndexWriter,
    fields: Fields,
}

impl Writing {
    /// Takes all sentences of a site out.
    pub(crate) fn clear(&self, site: &Site) {
        self.writer.delete_term(Term::from_field_text(self.fields.site, site.as_str()));
    }

    /// Takes a document's sentences out.
    pub(crate) fn remove(&self, site: &Site, document: &DocumentId) {
        self.writer.delete_term(Term::from_field_text(self.fields.key, &key(site, document)));
    }

    /// Adds sentences.
    pub(crate) fn add(&self, site: &Site, sentences: &[PlacedSentence]) -> Result<(), LedgerError> {
        for placed in sentences {
            let mut document = TantivyDocument::new();
            document.add_text(self.fields.key, key(site, &placed.document));
            document.add_text(self.fields.site, site.as_str());
            document.add_text(self.fields.document, placed.document.as_str());
            document.add_u64(self.fields.ordinal, u64::from(placed.ordinal));
            document.add_text(self.fields.pairs, &placed.sentence.text);
            document.add_text(self.fields.singles, &placed.sentence.text);
            self.writer.add_document(document).map_err(|error| failed(&error))?;
        }
        Ok(())
    }

    /// Makes all changes visible and notes up to which event of the site they go.
    pub(crate) fn commit(mut self, site: &Site, sequence: u64) -> Result<(), LedgerError> {
        let before = self.index.load_metas().map_err(|error| failed(&error))?.payload.unwrap_or_default();
        let others = made_up_to(&before).filter(|(name, _)| *name != site.as_str());
        let notes = others.chain([(site.as_str(), sequence)]).map(|(name, upto)| format!("{name} {upto}\n"));
        let payload: String = notes.collect();
        let mut prepared = self.writer.prepare_commit().map_err(|error| failed(&error))?;
        prepared.set_payload(&payload);
        prepared.commit().map_err(|error| failed(&error))?;
        // Else small segments would pile up, as every writing starts a writer of its own.
        self.writer.wait_merging_threads().map_err(|error| failed(&error))
    }
}

fn open_index(folder: &Path) -> Result<(Index, IndexReader, Fields), TantivyError> {
    let (schema, fields) = schema();
    let index = Index::open_or_create(MmapDirectory::open(folder)?, schema)?;
    index.tokenizers().register(PAIRS, Grams { length: 2 });
    index.tokenizers().register(SINGLES, Grams { length: 1 });
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok((index, reader, fields))
}

/// Whether an index that cannot be opened will never be openable again by this program.
fn is_beyond_use(error: &TantivyError) -> bool {
    matches!(
        error,
        TantivyError::SchemaError(_)
            | TantivyError::DataCorruption(_)
            | TantivyError::IncompatibleIndex(_)
            | TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(_) | OpenReadError::IncompatibleIndex(_))
    )
}

/// Sites with their sequences: `site sequence`, one a line.
fn made_up_to(payload: &str) -> impl Iterator<Item = (&str, u64)> {
    let notes = payload.lines().filter_map(|line| line.split_once(' '));
    notes.filter_map(|(site, sequence)| Some((site, sequence.parse().ok()?)))
}

/// Names a document of a site: the same bytes may be in several sites.
fn key(site: &Site, document: &DocumentId) -> String {
    format!("{site}/{document}", site = site.as_str())
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |tokenizer| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer);
        TextOptions::default().set_indexing_options(indexing.set_index_option(IndexRecordOption::WithFreqsAndPositions))
    };
    let fields = Fields {
        key: builder.add_text_field("key", STRING),
        site: builder.add_text_field("site", STRING),
        document: builder.add_text_field("document", STRING | STORED),
        ordinal: builder.add_u64_field("ordinal", STORED),
        pairs: builder.add_text_field("words", text(PAIRS)),
        singles: builder.add_text_field("characters", text(SINGLES)),
    };
    (builder.build(), fields)
}

fn failed(error: &dyn std::fmt::Display) -> LedgerError {
    LedgerError::Search { reason: error.to_string() }
}

/// The words of a query, folded.
pub(crate) fn words(query: &str) -> Vec<String> {
    let folded: String = query.chars().map(fold).collect();
    folded.split_whitespace().filter(|word| !runs(word).is_empty()).map(str::to_owned).collect()
}

/// Where the words stand in a sentence, as ranges of code points, joined where they touch.
pub(crate) fn highlights(sentence: &str, words: &[String]) -> Vec<Range<u32>> {
    let folded: Vec<char> = sentence.chars().map(fold).collect();
    let mut ranges: Vec<Range<u32>> = Vec::new();
    for run in words.iter().flat_map(|word| runs(word)) {
        let wanted: Vec<char> = run.chars().collect();
        let places = folded.windows(wanted.len()).enumerate().filter(|(_, window)| *window == wanted.as_slice());
        ranges.extend(places.map(|(at, _)| at as u32..(at + wanted.len()) as u32));
    }
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<u32>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// One character as it is searched: full-width forms as usual ones, capitals as small letters.
/// One for one, so that places in the folded text are places in the text.
fn fold(character: char) -> char {
    let usual = match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '\u{3000}' => ' ',
        other => other,
    };
    let mut small = usual.to_lowercase();
    match (small.next(), small.next()) {
        (Some(only), None) => only,
        _ => usual,
    }
}

/// Stretches of letters, digits and characters, folded; punctuation and white space break them, but for the point
/// inside a number (4.5%).
fn runs(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().map(fold).collect();
    let is_digit =
        |place: Option<usize>| place.and_then(|place| characters.get(place)).is_some_and(char::is_ascii_digit);
    let mut runs = vec![String::new()];
    for (place, &character) in characters.iter().enumerate() {
        let is_point = character == '.' && is_digit(place.checked_sub(1)) && is_digit(Some(place + 1));
        if character.is_alphanumeric() || character == '%' || is_point {
            if let Some(run) = runs.last_mut() {
                run.push(character);
            }
        } else {
            runs.push(String::new());
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// All overlapping pieces of `length` characters.
fn grams(run: &str, length: usize) -> Vec<String> {
    let characters: Vec<char> = run.chars().collect();
    characters.windows(length).map(|window| window.iter().collect()).collect()
}

/// Cuts text into overlapping pieces of a number of characters, with a gap at every break.
#[derive(Clone)]
struct Grams {
    length: usize,
}

struct GramStream {
    tokens: std::vec::IntoIter<Token>,
    token: Token,
}

impl Tokenizer for Grams {
    type TokenStream<'a> = GramStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> GramStream {
        let mut tokens = Vec::new();
        let mut position = 0;
        for run in runs(text) {
            for gram in grams(&run, self.length) {
                tokens.push(Token { position, text: gram, ..Token::default() });
                position += 1;
            }
            // Pieces on two sides of a break never make a phrase.
            position += 2;
        }
        GramStream { tokens: tokens.into_iter(), token: Token::default() }
    }
}

impl TokenStream for GramStream {
    fn advance(&mut self) -> bool {
        let next = self.tokens.next();
        let found = next.is_some();
        self.token = next.unwrap_or_default();
        found
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_words_are_joined_where_they_touch() {
        let words = words("云门 门路 ，");
        assert_eq!(words, ["云门", "门路"]);
        assert_eq!(highlights("云门路通车，云门桥", &words), [0..3, 6..8]);
    }

    #[test]
    fn punctuation_breaks_but_for_the_point_in_a_number() {
        assert_eq!(runs("增长4.5%，好"), ["增长4.5%", "好"]);
        assert_eq!(runs("PM2.5。4. 5."), ["pm2.5", "4", "5"]);
        assert_eq!(grams("云门路", 2), ["云门", "门路"]);
        assert!(grams("云", 2).is_empty());
    }

    #[test]
    fn width_and_case_do_not_matter() {
        assert_eq!(words("ＰＭ２．５\u{3000}Ⅳ"), ["pm2.5", "ⅳ"]);
        assert_eq!(highlights("降低ＰＭ２．５浓度pm", &words("pm2.5 pm")), [2..7, 9..11]);
        assert_eq!(highlights("İstanbulstan", &words("stan")), [1..5, 8..12]);
    }

    #[test]
    fn the_note_of_sites_is_read_back() {
        let notes: Vec<_> = made_up_to("local 12\nother 3\nbroken\nworse x\n").collect();
        assert_eq!(notes, [("local", 12), ("other", 3)]);
    }
}
