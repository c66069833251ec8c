//! What a correction's body asks of the ledger. Whether a value fits its field is the ledger's to say.

use duixian_ledger::Changes;

use crate::model::corrections::{FigureChanges, PromiseChanges};
use crate::problem::{Code, Failure};

/// What is asked for.
pub(super) enum Request {
    /// New values of fields.
    Change(Changes),
    /// It is none at all.
    MarkWrong,
}

/// Takes the two halves of a body together; exactly one must be there.
pub(super) fn request(changes: Option<Changes>, wrong: bool) -> Result<Request, Failure> {
    match (changes, wrong) {
        (Some(changes), false) if !changes.is_empty() => Ok(Request::Change(changes)),
        (None, true) => Ok(Request::MarkWrong),
        (Some(_), true) => {
            Err(refused("不能同时更正字段又标为有误", "a correction either changes fields or marks as wrong, not both"))
        }
        (_, false) => Err(refused("没有要更正的字段", "there is nothing to correct")),
    }
}

fn refused(chinese: &str, english: &str) -> Failure {
    Failure::new(Code::InvalidCorrection, chinese, english)
}

/// The fields of a figure that are to change.
pub(super) fn figure_changes(changes: FigureChanges) -> Changes {
    let code = |code: &str| code.to_owned();
    named([
        ("value", changes.value),
        ("unit", changes.unit.map(or_cleared)),
        ("bound", changes.bound.map(|bound| code(bound.code()))),
        ("measure", changes.measure.map(|measure| code(measure.code()))),
        ("kind", changes.kind.map(|kind| code(kind.code()))),
        ("period", changes.period.map(or_cleared)),
        ("region", changes.region.map(|region| code(region.code()))),
        ("metric", changes.metric.map(or_cleared)),
        ("subject", changes.subject),
    ])
}

/// The fields of a promise that are to change.
pub(super) fn promise_changes(changes: PromiseChanges) -> Changes {
    named([
        ("action", changes.action),
        ("object", changes.object),
        ("hardness", changes.hardness.map(|hardness| hardness.code().to_owned())),
        ("field", changes.field.map(or_cleared)),
        ("period", changes.period.map(or_cleared)),
    ])
}

fn named<const COUNT: usize>(fields: [(&str, Option<String>); COUNT]) -> Changes {
    let given = fields.into_iter().filter_map(|(field, value)| Some((field.to_owned(), value?.trim().to_owned())));
    given.collect()
}

/// An empty string clears a field; the ledger writes that as `-`.
fn or_cleared(value: String) -> String {
    if value.trim().is_empty() { "-".to_owned() } else { value }
}
