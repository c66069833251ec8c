//! Text → figures and promises on one core, beside a bare scan of the same bytes.

use std::fs;

use daachorse::{CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use duixian_figures::Codebook;
use duixian_text::Document;

use crate::corpus::{self, Corpus};
use crate::rate::{Rate, decimal, median_pass};
use crate::report::{Report, Row};

/// Measures, and gives the speed of the whole way.
pub(crate) fn measure(corpus: &Corpus, report: &mut Report) -> Rate {
    let bytes = corpus.bytes();
    let codebook = Codebook::standard();
    let rate = |time| Rate::new(bytes, time);

    let whole = rate(median_pass(|| {
        let counts = corpus.texts.iter().map(|text| {
            let reading = duixian_figures::read(&Document::from_text(&text.text), &codebook);
            reading.figures.len() + reading.promises.len()
        });
        counts.sum::<usize>()
    }));
    let structure = rate(median_pass(|| {
        corpus.texts.iter().map(|text| Document::from_text(&text.text).sentences.len()).sum::<usize>()
    }));
    let documents = corpus.texts.iter().map(|text| Document::from_text(&text.text)).collect::<Vec<_>>();
    let grammar = rate(median_pass(|| {
        documents.iter().map(|document| duixian_figures::read(document, &codebook).figures.len()).sum::<usize>()
    }));
    let scan = dictionary_scan(corpus).map(|(terms, time)| (terms, rate(time)));
    let validation = rate(median_pass(|| {
        corpus.texts.iter().filter(|text| simdutf8::basic::from_utf8(text.text.as_bytes()).is_ok()).count()
    }));
    let search = rate(median_pass(|| {
        corpus.texts.iter().map(|text| memchr::memchr_iter(b'%', text.text.as_bytes()).count()).sum::<usize>()
    }));

    let aims = "aim 100 MB/s, at least 30";
    report.push(Row::new("text", "read + figures + promises", whole).aim(aims, whole.megabytes() >= 30));
    report.push(Row::new("text", "of that: repairs and structure", structure));
    report.push(Row::new("text", "of that: figures and promises", grammar));
    if let Some((terms, scan)) = scan {
        let share = whole.thousandths_of(scan);
        let aim = format!("at least 1/8 of it; it is {}", decimal(share));
        report.push(
            Row::new("text", format!("yardstick: dictionary scan, {terms} terms (daachorse)"), scan)
                .aim(aim, share * 8 >= 1000),
        );
    }
    report.push(Row::new("text", "for scale: UTF-8 validation (simdutf8)", validation));
    report.push(Row::new("text", "for scale: search of one byte (memchr)", search));
    whole
}

/// Looks for every term of the codebook in every text: what any dictionary has to do at least.
fn dictionary_scan(corpus: &Corpus) -> Option<(usize, std::time::Duration)> {
    let terms = codebook_terms();
    let dictionary = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build::<_, _, u32>(&terms)
        .ok()?;
    let time = median_pass(|| {
        corpus.texts.iter().map(|text| dictionary.leftmost_find_iter(&text.text).count()).sum::<usize>()
    });
    Some((terms.len(), time))
}

/// All Chinese words of the codebook's data files.
fn codebook_terms() -> Vec<String> {
    let Ok(entries) = fs::read_dir(corpus::root().join("codebook")) else { return Vec::new() };
    let texts = entries.flatten().filter_map(|entry| fs::read_to_string(entry.path()).ok());
    let tables = texts.filter_map(|text| text.parse::<toml::Table>().ok());
    let mut terms = Vec::new();
    tables.for_each(|table| collect_words(&toml::Value::Table(table), &mut terms));
    terms.sort_unstable();
    terms.dedup();
    terms
}

fn collect_words(value: &toml::Value, terms: &mut Vec<String>) {
    match value {
        toml::Value::String(word) if !word.is_ascii() => terms.push(word.clone()),
        toml::Value::Array(values) => values.iter().for_each(|value| collect_words(value, terms)),
        toml::Value::Table(table) => table.values().for_each(|value| collect_words(value, terms)),
        _ => {}
    }
}
