//! The scoreboard (兑现榜) of a year: what the next report says of each promise and target, counted with the
//! definition of every number. It counts verdicts and gives none.

use duixian_figures::Kind;
use duixian_text::ByteSpan;
use duixian_threads::{Language, Outcome, Verdict};

use crate::woven::Woven;

/// The promises and targets of one report with what became of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scoreboard {
    /// Index of the report among those of the place.
    pub report: usize,
    /// Index of the report that answers; `None` as long as there is none.
    pub later: Option<usize>,
    /// One row a promise, and a target that stands in no promise, in order of the text.
    pub rows: Vec<Score>,
    /// Promises and targets marked wrong, which are left out.
    pub wrong: u64,
}

/// A promise or target with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// Index of the promise; `None` for a target that stands in no promise.
    pub promise: Option<u32>,
    /// Index of the figure aimed at.
    pub figure: Option<u32>,
    /// The words that give it, in clean text.
    pub given: ByteSpan,
    /// What became of it, as indexes into the place's; the first counts, the others are further answers.
    pub became: Vec<usize>,
}

/// Which rows. An empty filter takes all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScoreFilter {
    /// With this verdict.
    pub verdict: Option<Verdict>,
    /// With a verdict of this class.
    pub class: Option<Outcome>,
    /// Promises of this hardness: `result start progress aim direction`.
    pub hardness: Option<String>,
    /// In this field of work, whole.
    pub field: Option<String>,
    /// With these words in the promise, its sentence, or the answer.
    pub text: Option<String>,
    /// Only those that aim at a figure, or only the others.
    pub targets: Option<bool>,
}

/// How many rows have a verdict of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassCount {
    /// The class.
    pub class: Outcome,
    /// How many.
    pub rows: u64,
    /// Of which verdicts.
    pub verdicts: Vec<(Verdict, u64)>,
}

/// The share of a class, never without its definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The class.
    pub class: Outcome,
    /// Rows of the class.
    pub numerator: u64,
    /// Rows that are due and can be judged.
    pub denominator: u64,
    /// Rows left out because their period has not ended or because nothing can be held against them.
    pub unknown: u64,
    /// Promises and targets left out because a person marked them wrong.
    pub wrong: u64,
}

/// The classes in the order in which they are shown.
pub const CLASSES: [Outcome; 6] =
    [Outcome::Kept, Outcome::Late, Outcome::Short, Outcome::Open, Outcome::Silent, Outcome::Unknown];

impl Woven {
    /// The years whose reports have promises or targets, the newest first, and whether a later report answers.
    pub fn promising_years(&self) -> Vec<(u16, bool)> {
        let mut years: Vec<u16> = self.reports.iter().filter_map(|report| report.row.header.year).collect();
        years.sort_unstable();
        years.dedup();
        let last = years.last().copied();
        years.into_iter().rev().map(|year| (year, Some(year) != last)).collect()
    }

    /// The scoreboard of the report of a year: of several documents the one that promises most.
    pub fn scoreboard(&self, year: u16) -> Option<Scoreboard> {
        let report = self.main_report(year)?;
        let later_years = self.reports.iter().filter_map(|report| report.row.header.year).filter(|&later| later > year);
        let later = later_years.min().and_then(|later| self.main_report(later));
        let reading = &self.reports[report].reading;
        let mut named = vec![false; reading.figures.len()];
        let mut rows: Vec<Score> = Vec::with_capacity(reading.promises.len());
        for (index, promise) in reading.promises.iter().enumerate() {
            for &figure in &promise.figures {
                if let Some(named) = named.get_mut(figure as usize) {
                    *named = true;
                }
            }
            let is_aimed =
                |&figure: &u32| reading.figures.get(figure as usize).is_some_and(|figure| figure.kind == Kind::Target);
            let figure = promise.figures.iter().copied().find(is_aimed);
            rows.push(Score { promise: Some(index as u32), figure, given: promise.span, became: Vec::new() });
        }
        for (index, figure) in reading.figures.iter().enumerate() {
            if figure.kind == Kind::Target && !named[index] {
                let figure_index = Some(index as u32);
                rows.push(Score { promise: None, figure: figure_index, given: figure.span, became: Vec::new() });
            }
        }
        let mut of_promise = vec![None; reading.promises.len()];
        let mut of_figure = vec![None; reading.figures.len()];
        for (at, row) in rows.iter().enumerate() {
            match (row.promise, row.figure) {
                (Some(promise), _) => of_promise[promise as usize] = Some(at),
                (None, Some(figure)) => of_figure[figure as usize] = Some(at),
                (None, None) => {}
            }
        }
        for (index, found) in self.threads.became.iter().enumerate() {
            if found.old != report || Some(found.new) != later {
                continue;
            }
            let at = match (found.link.promise, found.link.figure) {
                (Some(promise), _) => of_promise.get(promise as usize).copied().flatten(),
                (None, Some(figure)) => of_figure.get(figure as usize).copied().flatten(),
                (None, None) => None,
            };
            let Some(row) = at.and_then(|at| rows.get_mut(at)) else { continue };
            if row.became.is_empty() {
                row.given = found.link.given;
                row.figure = found.link.figure.or(row.figure);
            }
            row.became.push(index);
        }
        rows.sort_by_key(|row| (row.given.start, row.given.end, row.promise));
        let wrong = self.reports[report].wrong_promises + self.reports[report].wrong_targets;
        Some(Scoreboard { report, later, rows, wrong })
    }

    /// The document of a year that promises most; of equals the one with the most figures, then the first.
    fn main_report(&self, year: u16) -> Option<usize> {
        let of_year = (0..self.reports.len()).filter(|&index| self.reports[index].row.header.year == Some(year));
        of_year.max_by_key(|&index| {
            let reading = &self.reports[index].reading;
            (reading.promises.len(), reading.figures.len(), std::cmp::Reverse(index))
        })
    }

    /// The verdict of a row; `None` as long as no later report answers.
    pub fn verdict(&self, row: &Score) -> Option<Verdict> {
        let first = row.became.first().and_then(|&index| self.threads.became.get(index));
        first.map(|found| found.link.verdict)
    }

    /// The rows that a filter takes.
    pub fn scores<'board>(&self, board: &'board Scoreboard, filter: &ScoreFilter) -> Vec<&'board Score> {
        let judged = |row: &&Score| {
            let verdict = self.verdict(row);
            filter.verdict.is_none_or(|wanted| verdict == Some(wanted))
                && filter.class.is_none_or(|wanted| verdict.map(Verdict::outcome) == Some(wanted))
        };
        board.rows.iter().filter(|row| self.is_about(board, filter, row)).filter(judged).collect()
    }

    /// Whether a row meets the parts of a filter that are not about verdicts.
    fn is_about(&self, board: &Scoreboard, filter: &ScoreFilter, row: &Score) -> bool {
        let source = self.reports[board.report].source();
        let promise = row.promise.and_then(|index| source.reading.promises.get(index as usize));
        let holds = |words: &str| {
            let words = words.to_lowercase();
            let own = source.document.sentence_at(row.given.start).map_or("", |index| source.sentence(index as u32));
            let object = promise.map_or("", |promise| promise.object.as_str());
            own.to_lowercase().contains(&words)
                || object.to_lowercase().contains(&words)
                || row.became.iter().any(|&index| self.answer_holds(index, &words))
        };
        let hardness = |wanted: &str| promise.is_some_and(|promise| promise.hardness.code() == wanted);
        filter.hardness.as_deref().is_none_or(hardness)
            && filter.field.as_deref().is_none_or(|field| self.field(board, row) == field)
            && filter.targets.is_none_or(|targets| row.figure.is_some() == targets)
            && filter.text.as_deref().is_none_or(holds)
    }

    fn answer_holds(&self, became: usize, words: &str) -> bool {
        let Some(found) = self.threads.became.get(became) else { return false };
        let (Some(answer), Some(report)) = (found.link.answer, self.reports.get(found.new)) else { return false };
        report.source().sentence(answer.sentence).to_lowercase().contains(words)
    }

    /// The field of work of a row: the promise's, or the heading above the target.
    pub fn field<'woven>(&'woven self, board: &Scoreboard, row: &Score) -> &'woven str {
        let source = self.reports[board.report].source();
        if let Some(promise) = row.promise.and_then(|index| source.reading.promises.get(index as usize)) {
            return &promise.field;
        }
        let sentence = source.document.sentence_at(row.given.start);
        let section = sentence.and_then(|index| source.document.sentences.get(index)?.section);
        let path = source.document.section_path(section);
        path.get(1).or_else(|| path.first()).copied().unwrap_or_default()
    }

    /// The fields of work of all rows with how many stand in each, in order of the text.
    pub fn score_fields(&self, board: &Scoreboard) -> Vec<(String, u64)> {
        let mut fields: Vec<(String, u64)> = Vec::new();
        for row in &board.rows {
            let field = self.field(board, row);
            match fields.iter_mut().find(|(known, _)| known == field) {
                Some((_, rows)) => *rows += 1,
                None => fields.push((field.to_owned(), 1)),
            }
        }
        fields
    }

    /// How many rows there are of each class; parts of the filter about verdicts have no effect.
    pub fn class_counts(&self, board: &Scoreboard, filter: &ScoreFilter) -> Vec<ClassCount> {
        let mut rows = [0; Verdict::ALL.len()];
        for row in board.rows.iter().filter(|row| self.is_about(board, filter, row)) {
            let verdict = self.verdict(row);
            if let Some(at) = Verdict::ALL.iter().position(|known| Some(*known) == verdict) {
                rows[at] += 1;
            }
        }
        let of_class = |class: Outcome| {
            let verdicts = Verdict::ALL.into_iter().zip(rows);
            let verdicts: Vec<_> = verdicts.filter(|(verdict, rows)| verdict.outcome() == class && *rows > 0).collect();
            ClassCount { class, rows: verdicts.iter().map(|(_, rows)| rows).sum(), verdicts }
        };
        CLASSES.into_iter().map(of_class).collect()
    }

    /// The share of each class among what is due and can be judged; none as long as no later report answers.
    pub fn shares(&self, board: &Scoreboard, filter: &ScoreFilter) -> Vec<Share> {
        if board.later.is_none() {
            return Vec::new();
        }
        let counts = self.class_counts(board, filter);
        let of = |class: Outcome| counts.iter().find(|count| count.class == class).map_or(0, |count| count.rows);
        let unknown = of(Outcome::Unknown);
        let all: u64 = counts.iter().map(|count| count.rows).sum();
        let judged = CLASSES.into_iter().filter(|&class| class != Outcome::Unknown);
        let share =
            |class| Share { class, numerator: of(class), denominator: all - unknown, unknown, wrong: board.wrong };
        judged.map(share).collect()
    }
}

/// The stable code of a class.
pub fn class_code(class: Outcome) -> &'static str {
    match class {
        Outcome::Kept => "kept",
        Outcome::Late => "late",
        Outcome::Short => "short",
        Outcome::Open => "open",
        Outcome::Silent => "silent",
        Outcome::Unknown => "unknown",
    }
}

/// The name of a class that a screen shows.
pub fn class_name(class: Outcome, language: Language) -> &'static str {
    let (chinese, english) = match class {
        Outcome::Kept => ("按期兑现", "kept"),
        Outcome::Late => ("逾期兑现", "late"),
        Outcome::Short => ("打折扣", "short"),
        Outcome::Open => ("仍在推进", "still open"),
        Outcome::Silent => ("没有下文", "silent"),
        Outcome::Unknown => ("无法判断", "cannot be told"),
    };
    language.choose(chinese, english)
}

/// What is counted in a class.
pub fn class_definition(class: Outcome, language: Language) -> &'static str {
    let (chinese, english) = match class {
        Outcome::Kept => (
            "下一份报告说已按期完成，或指标达到、超过目标的承诺和目标",
            "promises and targets that the next report tells done in time, reached or passed",
        ),
        Outcome::Late => {
            ("下一份报告说已完成，但晚于承诺期限的承诺", "promises that the next report tells done after their date")
        }
        Outcome::Short => (
            "下一份报告所说少于承诺：未达成、部分兑现、降格兑现或相反",
            "promises and targets of which less was done: missed, done in part, done at a lower level, or the opposite",
        ),
        Outcome::Open => (
            "下一份报告说仍在进行，或在计划中再次承诺的承诺",
            "promises that the next report tells under way, or promises once more",
        ),
        Outcome::Silent => (
            "下一份报告没有提到，或没有报数的承诺和目标；没有提到不等于没有做到",
            "promises and targets of which the next report says nothing or gives no figure; silence is not failure",
        ),
        Outcome::Unknown => (
            "期限未到，或下一份报告的数不可比的承诺和目标",
            "promises and targets that are not yet due, or whose later figure cannot be held against them",
        ),
    };
    language.choose(chinese, english)
}

/// What the shares are counted over, and what is left out.
pub fn share_definition(language: Language) -> &'static str {
    language.choose(
        "分母：该报告中期限已到、可以判断的全部承诺和目标（每条承诺计一次，不在承诺中的目标数计一次，受当前筛选限制）；不计期限未到的、不可比的和被人标为有误的",
        "denominator: all promises and targets of the report that are due and can be judged (each promise once, each target that stands in no promise once, within the present filter); those not yet due, not comparable or marked wrong are left out",
    )
}
