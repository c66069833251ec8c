//! Planted faults: each relation that holds is broken at one figure, and the check must tell it at that place.

use std::collections::BTreeMap;

use duixian_figures::Codebook;
use duixian_threads::{Checked, Code, Holds, Relation};

use crate::support::{Text, reports, sample};

/// A share of the planted faults of at least this, in percent, must be found.
const LEAST_FOUND: usize = 95;

#[test]
fn planted_faults_are_found() {
    let codebook = Codebook::standard();
    let mut texts: Vec<(String, String)> =
        ["qinghe-2025", "qinghe-2026"].iter().map(|name| ((*name).to_owned(), sample(name))).collect();
    texts.extend(reports());
    let mut table: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    for (name, text) in &texts {
        plant(name, text, &codebook, &mut table);
    }
    let (mut found, mut planted) = (0, 0);
    println!("| code | planted | found |\n|---|---|---|");
    for (code, (code_planted, code_found)) in &table {
        println!("| `{code}` | {code_planted} | {code_found} |");
        found += code_found;
        planted += code_planted;
    }
    println!("| all | {planted} | {found} |");
    assert!(planted > 20, "there is something to plant");
    assert!(found * 100 >= planted * LEAST_FOUND, "{found} of {planted} found");
}

fn plant(name: &str, original: &str, codebook: &Codebook, table: &mut BTreeMap<&'static str, (usize, usize)>) {
    let text = Text::new(original, codebook);
    let checked = text.check(codebook);
    for relation in checked.relations.iter().filter(|relation| relation.holds == Holds::Yes) {
        let Some((at, wrong)) = fault(&text, relation) else { continue };
        let place = relation.places[at].span.range();
        let clean = &text.document.clean;
        let broken = format!("{}{wrong}{}", &clean[..place.start], &clean[place.end..]);
        let again = Text::new(&broken, codebook).check(codebook);
        let row = table.entry(relation.code.code()).or_default();
        row.0 += 1;
        if tells(&again, relation.code, place.start, place.start + wrong.len()) {
            row.1 += 1;
        } else {
            println!("not found in {name}: {} {} → {wrong}", relation.code.code(), relation.computed);
        }
    }
}

/// Whether a finding lies at the place: of the code that was broken, or of any other that holds the figure.
fn tells(checked: &Checked, code: Code, start: usize, end: usize) -> bool {
    checked.findings.iter().any(|finding| {
        let touches =
            finding.figures.iter().any(|place| (place.span.start as usize) < end && start < place.span.end as usize);
        touches && (finding.code == code || finding.figures.len() > 1)
    })
}

/// The place to break and the words to put there: by a fixed rule for each code, far beyond any rounding.
fn fault(text: &Text, relation: &Relation) -> Option<(usize, String)> {
    let quote = |index: usize| relation.places.get(index).map(|place| text.document.text(place.span));
    let last = relation.places.len() - 1;
    let (index, by) = match relation.code {
        // The share, the growth or the sum, three times as much.
        Code::CompletionRate if relation.places.len() == 2 => (0, Change::Set("61.7")),
        Code::Change if relation.places.len() == 2 => {
            let is_rank = quote(1)?.contains(['第', '位']);
            (1, if relation.computed.contains('↑') == is_rank { Change::Times(300) } else { Change::Set("0") })
        }
        Code::Triple
        | Code::Average
        | Code::Total
        | Code::Multiple
        | Code::Share
        | Code::CompletionRate
        | Code::Change => (last, Change::Times(3)),
        Code::ShareSum => (0, Change::Times(9)),
        Code::PartAboveTotal | Code::SaidTwice => (0, Change::Times(300)),
        Code::RateRange => (0, Change::Set("164")),
        Code::YearDays => (0, Change::Set("391")),
        Code::Order => (0, if relation.computed.contains('≥') { Change::Set("1") } else { Change::Times(999) }),
        Code::TargetAndGrowth => (0, Change::Times(3)),
        Code::TargetBelowActual => (0, Change::Set("0")),
        Code::Dates => {
            let year: u16 = quote(0)?.parse().ok()?;
            return Some((0, (year + 2).to_string()));
        }
        Code::CountOfItems if relation.computed.contains('≤') => (last, Change::Set("1")),
        Code::CountOfItems => {
            // Too many items for two where three are listed, too few for nine else.
            let listed = relation.computed.split(['–', ' ']).next().and_then(|listed| listed.parse::<usize>().ok())?;
            (if relation.places.len() > 2 { 0 } else { last }, if listed > 2 { Change::Two } else { Change::Nine })
        }
        Code::Respectively => return one_more(quote(last)?).map(|wrong| (last, wrong)),
        _ => return None,
    };
    by.apply(quote(index)?).map(|wrong| (index, wrong))
}

/// The values of a list with one more behind it.
fn one_more(values: &str) -> Option<String> {
    let first = values.split(['、', '和', '与', '及']).next()?;
    // A list of three subjects or fewer by 和 may have one more: two more are too many for any reading.
    first.contains(|character: char| character.is_ascii_digit()).then(|| format!("{values}、{first}、{first}、{first}"))
}

/// What is done to a printed number.
enum Change {
    /// That many times as much.
    Times(u64),
    /// Another number.
    Set(&'static str),
    /// The counts two and nine.
    Two,
    Nine,
}

impl Change {
    fn apply(&self, printed: &str) -> Option<String> {
        let start = printed.find(|character: char| character.is_ascii_digit());
        if let Some(start) = start {
            let length = printed[start..]
                .find(|character: char| !(character.is_ascii_digit() || character == '.'))
                .unwrap_or(printed.len() - start);
            let (before, digits, behind) =
                (&printed[..start], &printed[start..start + length], &printed[start + length..]);
            return Some(format!("{before}{}{behind}", self.number(digits)?));
        }
        // Numerals in words.
        let is_numeral = |character: char| "一两二三四五六七八九十".contains(character);
        let at = printed.find(is_numeral)?;
        let rest = printed[at..].trim_start_matches(is_numeral);
        let wrong = match self {
            Self::Nine => "九",
            Self::Two | Self::Set("1") => "两",
            _ => "37",
        };
        Some(format!("{}{wrong}{rest}", &printed[..at]))
    }

    fn number(&self, digits: &str) -> Option<String> {
        match self {
            Self::Set(other) => (*other != digits).then(|| (*other).to_owned()),
            Self::Two => Some("2".to_owned()),
            Self::Nine => Some("9".to_owned()),
            Self::Times(factor) => {
                let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
                let units: u64 = format!("{whole}{fraction}").parse().ok()?;
                let product = units.checked_mul(*factor)?.checked_add(7)?.to_string();
                let padded = format!("{product:0>width$}", width = fraction.len() + 1);
                let (whole, fraction) = padded.split_at(padded.len() - fraction.len());
                Some(if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") })
            }
        }
    }
}
