//! Links between reports, threads and the check of a draft, from readings that are there already.

use std::collections::BTreeMap;
use std::time::Duration;

use duixian_figures::{Codebook, Reading};
use duixian_text::Document;
use duixian_threads::{Against, Source, check, link, threads};

use crate::corpus::Corpus;
use crate::rate::median_pass;
use crate::report::{Report, Row};

/// A report that was read, with the place that its file is named after.
struct Read {
    place: String,
    document: Document,
    reading: Reading,
}

impl Read {
    fn source(&self) -> Source<'_> {
        Source { document: &self.document, reading: &self.reading }
    }
}

/// Measures linking, threads and checking.
pub(crate) fn measure(corpus: &Corpus, report: &mut Report) {
    let codebook = Codebook::standard();
    let places = by_place(corpus, &codebook);

    let pair = places.values().filter(|reports| reports.len() >= 2).min_by_key(|reports| reports.len());
    if let Some([old, new, ..]) = pair.map(Vec::as_slice) {
        let time = median_pass(|| link(old.source(), new.source(), &codebook).len());
        push(report, format!("link two reports of {}", old.place), time, Duration::from_millis(50));
    }
    let Some(longest) = places.values().max_by_key(|reports| reports.len()) else { return };
    let sources: Vec<Source<'_>> = longest.iter().map(Read::source).collect();
    let place = &longest[0].place;
    let pairwise =
        median_pass(|| sources.windows(2).map(|pair| link(pair[0], pair[1], &codebook).len()).sum::<usize>());
    let pairs = sources.len() - 1;
    push(report, format!("link the reports of {place} year by year, {pairs} pairs"), pairwise, Duration::from_secs(1));
    let time = median_pass(|| threads(&sources, &codebook, &[]).threads.len());
    report.push(Row::new("threads", format!("threads of the {} reports of {place}", sources.len()), shown(time)));
    if let Some((&draft, earlier)) = sources.split_last() {
        let earlier = &earlier[earlier.len().saturating_sub(EARLIER)..];
        let time = median_pass(|| check(draft, Against { earlier, measured: &[] }, &codebook).findings.len());
        let what = format!("check a draft of {place} against {} earlier reports", earlier.len());
        push(report, what, time, Duration::from_millis(200));
    }
}

/// A draft is checked against so many earlier reports.
const EARLIER: usize = 10;

fn by_place(corpus: &Corpus, codebook: &Codebook) -> BTreeMap<String, Vec<Read>> {
    let mut places: BTreeMap<String, Vec<Read>> = BTreeMap::new();
    for text in &corpus.texts {
        let name = text.path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // `gangcheng-2024` is a report; `gangcheng-2024-newspaper` is none.
        let Some((place, year)) = name.split_once('-') else { continue };
        if year.parse::<u16>().is_err() {
            continue;
        }
        let document = Document::from_text(&text.text);
        let reading = duixian_figures::read(&document, codebook);
        places.entry(place.to_owned()).or_default().push(Read { place: place.to_owned(), document, reading });
    }
    places
}

fn push(report: &mut Report, what: String, time: Duration, aim: Duration) {
    report.push(Row::new("threads", what, shown(time)).aim(format!("under {}", shown(aim)), time < aim));
}

fn shown(time: Duration) -> String {
    let tenths = time.as_micros() / 100;
    format!("{}.{} ms", tenths / 10, tenths % 10)
}
