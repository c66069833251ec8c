//! The search index over sentences: pairs of neighbouring characters, so that every two-character word and every
//! street's name is found, and nothing else is.
//!
//! It is a projection: it knows the event up to which it was made, and is made anew where that is not the store's.

use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::collector::{Count, TopDocs};
use tantivy::directory::MmapDirectory;
use tantivy::query::{BooleanQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

use crate::error::LedgerError;
use crate::identity::{DocumentId, Site};
use crate::query::{Page, Paged};
use crate::store::PlacedSentence;

/// Memory of the writer: the least that the library takes is enough for hundreds of reports.
const WRITER_BYTES: usize = 15_000_000;
const PAIRS: &str = "pairs";
const SINGLES: &str = "singles";

/// A sentence found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) document: DocumentId,
    pub(crate) ordinal: u32,
}

/// The index of all sites.
#[derive(Clone)]
pub(crate) struct SearchIndex {
    index: Index,
    reader: IndexReader,
    writer: Arc<Mutex<IndexWriter>>,
    fields: Fields,
}

#[derive(Clone, Copy)]
struct Fields {
    site: Field,
    document: Field,
    ordinal: Field,
    pairs: Field,
    singles: Field,
}

impl SearchIndex {
    /// Opens the index in a folder; one that cannot be opened is thrown away, as it can be made anew.
    pub(crate) fn open(folder: &Path) -> Result<Self, LedgerError> {
        Self::open_folder(folder).or_else(|_| {
            std::fs::remove_dir_all(folder).map_err(|error| failed(&error))?;
            Self::open_folder(folder)
        })
    }

    fn open_folder(folder: &Path) -> Result<Self, LedgerError> {
        std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
        let directory = MmapDirectory::open(folder).map_err(|error| failed(&error))?;
        let (schema, fields) = schema();
        let index = Index::open_or_create(directory, schema).map_err(|error| failed(&error))?;
        index.tokenizers().register(PAIRS, Grams { length: 2 });
        index.tokenizers().register(SINGLES, Grams { length: 1 });
        let writer = index.writer_with_num_threads(1, WRITER_BYTES).map_err(|error| failed(&error))?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let reader = reader.map_err(|error: tantivy::TantivyError| failed(&error))?;
        Ok(Self { index, reader, writer: Arc::new(Mutex::new(writer)), fields })
    }

    /// What the last commit said of itself: the sequences of the sites' events.
    pub(crate) fn made_up_to(&self) -> Option<String> {
        self.index.load_metas().ok()?.payload
    }

    /// Starts anew or goes on; nothing is seen before [`Self::commit`].
    pub(crate) fn clear(&self) -> Result<(), LedgerError> {
        self.writer().delete_all_documents().map_err(|error| failed(&error))?;
        Ok(())
    }

    /// Adds sentences.
    pub(crate) fn add(&self, site: &Site, sentences: &[PlacedSentence]) -> Result<(), LedgerError> {
        let writer = self.writer();
        for placed in sentences {
            let mut document = TantivyDocument::new();
            document.add_text(self.fields.site, site.as_str());
            document.add_text(self.fields.document, placed.document.as_str());
            document.add_u64(self.fields.ordinal, u64::from(placed.ordinal));
            document.add_text(self.fields.pairs, &placed.sentence.text);
            document.add_text(self.fields.singles, &placed.sentence.text);
            writer.add_document(document).map_err(|error| failed(&error))?;
        }
        Ok(())
    }

    /// Takes a document's sentences out.
    pub(crate) fn remove(&self, document: &DocumentId) {
        self.writer().delete_term(Term::from_field_text(self.fields.document, document.as_str()));
    }

    /// Makes all changes visible and notes up to which events they go.
    pub(crate) fn commit(&self, made_up_to: &str) -> Result<(), LedgerError> {
        let mut writer = self.writer();
        let mut prepared = writer.prepare_commit().map_err(|error| failed(&error))?;
        prepared.set_payload(made_up_to);
        prepared.commit().map_err(|error| failed(&error))?;
        self.reader.reload().map_err(|error| failed(&error))
    }

    fn writer(&self) -> MutexGuard<'_, IndexWriter> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sentences that hold every word of the query.
    pub(crate) fn search(&self, site: &Site, words: &[String], page: Page) -> Result<Paged<Found>, LedgerError> {
        let Some(query) = self.query(site, words) else { return Ok(Paged { items: Vec::new(), page, total: 0 }) };
        let searcher = self.reader.searcher();
        let offset = usize::try_from(page.offset()).unwrap_or(usize::MAX);
        let limit = (page.size as usize).clamp(1, 10_000);
        let total = searcher.search(&query, &Count).map_err(|error| failed(&error))?;
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
        for word in words {
            for run in runs(word) {
                let grams = grams(run, 2);
                match grams.as_slice() {
                    [] => wanted.push(exact(self.fields.singles, run)),
                    [only] => wanted.push(exact(self.fields.pairs, only)),
                    many => {
                        let terms = many.iter().map(|gram| term(self.fields.pairs, gram)).collect();
                        wanted.push(Box::new(PhraseQuery::new(terms)));
                    }
                }
            }
        }
        (wanted.len() > 1).then(|| BooleanQuery::intersection(wanted))
    }
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |tokenizer| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer);
        TextOptions::default().set_indexing_options(indexing.set_index_option(IndexRecordOption::WithFreqsAndPositions))
    };
    let fields = Fields {
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

/// The words of a query.
pub(crate) fn words(query: &str) -> Vec<String> {
    query.split_whitespace().map(str::to_lowercase).filter(|word| runs(word).next().is_some()).collect()
}

/// Where the words stand in a sentence, as ranges of code points, joined where they touch.
pub(crate) fn highlights(sentence: &str, words: &[String]) -> Vec<Range<u32>> {
    let lower: Vec<char> = sentence.chars().map(|character| character.to_lowercase().next().unwrap_or(character)).collect();
    let mut ranges: Vec<Range<u32>> = Vec::new();
    for run in words.iter().flat_map(|word| runs(word)) {
        let wanted: Vec<char> = run.chars().collect();
        let places = lower.windows(wanted.len()).enumerate().filter(|(_, window)| *window == wanted.as_slice());
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

/// Stretches of letters, digits and characters; punctuation and white space break them.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric() && character != '%').filter(|run| !run.is_empty())
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
        let lower = text.to_lowercase();
        let mut tokens = Vec::new();
        let mut position = 0;
        for run in runs(&lower) {
            for gram in grams(run, self.length) {
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
    fn punctuation_breaks() {
        assert_eq!(runs("增长4.5%，好").collect::<Vec<_>>(), ["增长4", "5%", "好"]);
        assert_eq!(grams("云门路", 2), ["云门", "门路"]);
        assert!(grams("云", 2).is_empty());
    }
}
