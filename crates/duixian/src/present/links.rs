//! A link between two reports as it is shown. Codes in JSON lines, words for people.

use duixian_text::ByteSpan;
use duixian_threads::{Link, Stage, stages};
use serde::Serialize;

use super::line::or_absent;
use crate::language::Language;
use crate::sources::Loaded;

/// A link as one JSON object.
#[derive(Debug, Serialize)]
pub(crate) struct LinkLine {
    pub(crate) promise: PlaceLine,
    pub(crate) outcome: Option<PlaceLine>,
    verdict: &'static str,
    metric: String,
    rule: &'static str,
    /// Whether the outcome stands in the plan of the later report.
    plan: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<EvidenceLine>,
}

/// Words of a report and where they stand.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlaceLine {
    start: u32,
    end: u32,
    pub(crate) text: String,
}

/// Why two passages are taken for one thing.
#[derive(Debug, Serialize)]
struct EvidenceLine {
    shared: Vec<String>,
    /// How much of what the promise is about the outcome holds, in thousandths.
    strength: u16,
    stage_promised: Option<String>,
    stage_told: Option<String>,
    promise_section: String,
    outcome_section: String,
}

impl PlaceLine {
    pub(crate) fn new(source: &Loaded, span: ByteSpan) -> Self {
        let original = source.document.original_span(span);
        Self { start: original.start, end: original.end, text: source.document.text(span).to_owned() }
    }
}

impl LinkLine {
    pub(crate) fn new(link: &Link, old: &Loaded, new: &Loaded, explain: bool) -> Self {
        let code = |stage: Option<Stage>| Some(stages().get(usize::from(stage?.0))?.code.clone());
        Self {
            promise: PlaceLine::new(old, link.given),
            outcome: link.answer.map(|answer| PlaceLine::new(new, answer.span)),
            verdict: link.verdict.code(),
            metric: or_absent(link.metric.as_deref().unwrap_or_default()),
            rule: link.rule.code(),
            plan: link.answer.is_some_and(|answer| answer.is_plan),
            evidence: explain.then(|| EvidenceLine {
                shared: link.evidence.shared.clone(),
                strength: link.evidence.strength,
                stage_promised: code(link.evidence.stage_given),
                stage_told: code(link.evidence.stage_told),
                promise_section: section(old, Some(link.given)),
                outcome_section: section(new, link.answer.map(|answer| answer.span)),
            }),
        }
    }

    /// Everything known about the link, for people.
    pub(crate) fn pairs(&self, link: &Link, language: Language) -> Vec<(&'static str, String)> {
        let threads = language.of_threads();
        let name = |stage: Option<Stage>| {
            let stage = stage.and_then(|stage| stages().get(usize::from(stage.0)));
            stage.map_or("–", |stage| language.pick(stage.name_en.as_str(), stage.name.as_str())).to_owned()
        };
        let (given, told) = (link.evidence.stage_given, link.evidence.stage_told);
        let stage = (given.is_some() || told.is_some()).then(|| format!("{} → {}", name(given), name(told)));
        let shared = link.evidence.shared.join("、");
        let pairs = [
            ("promise", Some(self.promise.text.clone())),
            ("answer", self.outcome.as_ref().map(|outcome| outcome.text.clone())),
            ("verdict", Some(link.verdict.name(threads).to_owned())),
            ("why", Some(format!("{} ({})", link.rule.text(threads), link.rule.code()))),
            ("shared words", Some(shared).filter(|shared| !shared.is_empty())),
            ("stage", stage),
            ("section", self.evidence.as_ref().map(EvidenceLine::sections)),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

impl EvidenceLine {
    fn sections(&self) -> String {
        format!("{} → {}", self.promise_section, self.outcome_section)
    }
}

/// The headings over a place, from the top down.
fn section(source: &Loaded, span: Option<ByteSpan>) -> String {
    let sentence = span.and_then(|span| source.document.sentence_at(span.start));
    let section = sentence.and_then(|index| source.document.sentences.get(index)?.section);
    or_absent(source.document.section_path(section).join(" / "))
}
