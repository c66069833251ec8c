//! Labelled pairs of reports, scored as their scorer does. The labels are not part of the project; without them the
//! test says so and passes. The tables are shown in `docs/verdicts.md`; `WRITE_SCORES=1` writes them.

use std::fmt::Write as _;
use std::ops::{AddAssign, Range};
use std::path::Path;
use std::{env, fs};

use duixian_figures::Codebook;
use duixian_threads::{Verdict, link};

use crate::support::{Text, root, shared};

/// Longer answers do not count.
const LONGEST: usize = 200;

/// A labelled promise with what became of it.
struct Label {
    promise: String,
    outcome: Option<String>,
    verdict: Verdict,
}

/// A link by its places in the original texts, in code points.
struct Found {
    promise: Range<usize>,
    outcome: Option<Range<usize>>,
    verdict: Verdict,
}

/// What was counted.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    pairs: u32,
    found: u32,
    judged: u32,
    right: u32,
    verdict: u32,
    coarse: u32,
    silent: u32,
    silent_right: u32,
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.found += other.found;
        self.judged += other.judged;
        self.right += other.right;
        self.verdict += other.verdict;
        self.coarse += other.coarse;
        self.silent += other.silent;
        self.silent_right += other.silent_right;
    }
}

impl Score {
    /// Recall, precision, exact and coarse verdict, silent right, in thousandths.
    fn shares(&self) -> [u32; 5] {
        let share = |part: u32, whole: u32| (part * 1000 + whole / 2).checked_div(whole).unwrap_or(1000);
        [
            share(self.found, self.pairs),
            share(self.right, self.judged),
            share(self.verdict, self.found),
            share(self.coarse, self.found),
            share(self.silent_right, self.silent),
        ]
    }
}

#[test]
fn labelled_pairs_reach_their_thresholds() {
    let Some(shared) = shared() else {
        println!("skipped: no labelled pairs (set DUIXIAN_SHARED to the folder that holds gold/ and reports/)");
        return;
    };
    let gangcheng = score_pair(&shared, "links-gangcheng", None, "gangcheng-2024", "gangcheng-2026");
    let mut national = Score::default();
    for year in 2005..=2014 {
        let (old, new) = (format!("national-{year}"), format!("national-{}", year + 1));
        national += score_pair(&shared, "links-national", Some(year), &old, &new);
    }
    let mut table = String::from(
        "| pairs | labelled | recall | precision | verdict | coarse verdict | silent ones | silent right |\n\
         |---|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for (name, score) in [("gangcheng 2024 → 2026", gangcheng), ("national 2005 → 2015", national)] {
        let [recall, precision, verdict, coarse, silent] =
            score.shares().map(|share| format!("{}.{:03}", share / 1000, share % 1000));
        let Score { pairs, silent: silent_ones, .. } = score;
        writeln!(
            table,
            "| {name} | {pairs} | {recall} | {precision} | {verdict} | {coarse} | {silent_ones} | {silent} |"
        )
        .expect("a string takes all");
    }
    println!("{table}");
    let [recall, precision, _, coarse, silent] = gangcheng.shares();
    assert!(recall >= 800 && precision >= 900 && coarse >= 850 && silent >= 850, "{gangcheng:?}");
    let [recall, precision, verdict, coarse, silent] = national.shares();
    assert!(recall >= 750 && precision >= 900 && verdict >= 850 && coarse >= 850 && silent >= 850, "{national:?}");
    publish(&table);
}

fn score_pair(shared: &Path, gold: &str, year: Option<u16>, old: &str, new: &str) -> Score {
    let read = |path: String| fs::read_to_string(shared.join(path)).expect("a labelled report");
    let (old, new) = (read(format!("reports/{old}.txt")), read(format!("reports/{new}.txt")));
    let labels = labels(&read(format!("gold/{gold}.tsv")), year);
    let links = links(&old, &new);
    let mut score = Score::default();
    for label in &labels {
        let promises = places(&old, &label.promise);
        let outcomes = label.outcome.as_deref().map(|quote| places(&new, quote)).unwrap_or_default();
        if promises.is_empty() {
            continue;
        }
        let mine: Vec<&Found> = links.iter().filter(|link| meets(&link.promise, &promises)).collect();
        let is_answered = mine.iter().any(|link| link.outcome.is_some());
        score.judged += u32::from(is_answered);
        if outcomes.is_empty() {
            score.silent += 1;
            score.silent_right += u32::from(!is_answered && !mine.is_empty());
            continue;
        }
        let hits: Vec<&&Found> =
            mine.iter().filter(|link| link.outcome.as_ref().is_some_and(|place| meets(place, &outcomes))).collect();
        score.pairs += 1;
        score.found += u32::from(!hits.is_empty());
        score.right += u32::from(!hits.is_empty());
        score.verdict += u32::from(hits.iter().any(|link| link.verdict == label.verdict));
        score.coarse += u32::from(hits.iter().any(|link| coarse(link.verdict) == coarse(label.verdict)));
    }
    score
}

fn links(old: &str, new: &str) -> Vec<Found> {
    let codebook = Codebook::standard();
    let (old, new) = (Text::new(old, &codebook), Text::new(new, &codebook));
    link(old.source(), new.source(), &codebook)
        .iter()
        .map(|link| {
            let promise = old.document.original_span(link.given);
            let outcome = link.answer.map(|answer| new.document.original_span(answer.span));
            Found {
                promise: promise.start as usize..promise.end as usize,
                outcome: outcome.map(|span| span.start as usize..span.end as usize),
                verdict: link.verdict,
            }
        })
        .collect()
}

fn labels(table: &str, year: Option<u16>) -> Vec<Label> {
    let mut lines = table.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let cell = |cells: &[&str], names: [&str; 2]| {
        let column = head.iter().position(|name| names.contains(name)).expect("the labels have the column");
        cells.get(column).copied().unwrap_or_default().to_owned()
    };
    lines
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|cells| year.is_none_or(|year| cell(cells, ["year", "year"]) == year.to_string()))
        .map(|cells| Label {
            promise: cell(&cells, ["promise_quote", "target_quote"]),
            outcome: Some(cell(&cells, ["outcome_quote", "result_quote"]))
                .filter(|quote| !quote.is_empty() && quote != "-"),
            verdict: Verdict::of_code(&cell(&cells, ["verdict", "verdict"])).expect("a verdict's code"),
        })
        .collect()
}

/// Where a quote stands in a text, in code points.
fn places(text: &str, quote: &str) -> Vec<Range<usize>> {
    let length = quote.chars().count();
    text.match_indices(quote).map(|(at, _)| text[..at].chars().count()).map(|start| start..start + length).collect()
}

fn meets(place: &Range<usize>, places: &[Range<usize>]) -> bool {
    place.len() <= LONGEST && places.iter().any(|other| place.start < other.end && other.start < place.end)
}

/// The classes of the labels' scorer.
fn coarse(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Fulfilled | Verdict::FulfilledLate | Verdict::Met | Verdict::Exceeded => "done",
        Verdict::Partly | Verdict::Lesser | Verdict::Missed | Verdict::Contradicted => "short",
        Verdict::InProgress | Verdict::PromisedAgain => "open",
        Verdict::NotMentioned | Verdict::NotReported => "none",
        Verdict::NotComparable => "not comparable",
        Verdict::NotDue => "not due",
    }
}

/// Holds `docs/verdicts.md` to the table, or writes it where `WRITE_SCORES` is set.
fn publish(table: &str) {
    const START: &str = "<!-- links -->\n";
    const END: &str = "<!-- end of links -->";
    let path = root().join("docs/verdicts.md");
    let page = fs::read_to_string(&path).expect("docs/verdicts.md");
    let (before, rest) = page.split_once(START).expect("docs/verdicts.md marks where the table starts");
    let (shown, behind) = rest.split_once(END).expect("docs/verdicts.md marks where the table ends");
    if env::var_os("WRITE_SCORES").is_some() {
        fs::write(&path, format!("{before}{START}{table}{END}{behind}")).expect("docs/verdicts.md can be written");
    } else {
        assert_eq!(shown, table, "docs/verdicts.md is old: run the test with WRITE_SCORES=1");
    }
}
