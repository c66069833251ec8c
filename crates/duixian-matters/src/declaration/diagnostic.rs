//! What is wrong with a declaration, as a compiler says it: where, what, and what to try.

use crate::declaration::Words;

/// One fault of a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file, relative to the system's folder.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// How many characters of the line are meant; at least 1.
    pub length: u32,
    /// What kind of fault; programs go by it.
    pub code: Code,
    /// Whether the declaration can be used with it.
    pub severity: Severity,
    /// What is wrong.
    pub message: Words,
    /// What to try.
    pub try_this: Words,
}

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The declaration cannot be used.
    Error,
    /// Worth a second look.
    Warning,
}

impl Severity {
    /// As programs see it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Words in both languages from two patterns with the same names in them.
macro_rules! words {
    ($zh:literal, $en:literal $(,)?) => {
        $crate::declaration::Words { zh: format_args!($zh).to_string(), en: format_args!($en).to_string() }
    };
}
pub(crate) use words;

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $severity:ident $name:ident = $code:literal,)*) => {
        /// The closed list of faults; `docs/systems.md` explains each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])* $name,)* }

        impl Code {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// As programs see it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// Whether a declaration with such a fault can be used.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// The text is not TOML.
    Error Syntax = "syntax",
    /// A file that every system has is not there.
    Error MissingFile = "missing_file",
    /// No file of a system has this name.
    Error UnknownFile = "unknown_file",
    /// The table has no such key.
    Error UnknownKey = "unknown_key",
    /// A key is needed.
    Error MissingKey = "missing_key",
    /// The value is of another type.
    Error WrongType = "wrong_type",
    /// The value is none of those that the key takes.
    Error BadValue = "bad_value",
    /// An id has other signs than small letters, digits and `_`, or is a word with a meaning of its own.
    Error BadId = "bad_id",
    /// Two things have one id.
    Error DuplicateId = "duplicate_id",
    /// A name stands in one language only.
    Error MissingLanguage = "missing_language",
    /// The kind has no such state.
    Error UnknownState = "unknown_state",
    /// The kind has no such field.
    Error UnknownField = "unknown_field",
    /// The kind has no such act.
    Error UnknownAct = "unknown_act",
    /// The system has no such role.
    Error UnknownRole = "unknown_role",
    /// The kind has no such deadline.
    Error UnknownDeadline = "unknown_deadline",
    /// The system has no such register, or the register no such column.
    Error UnknownRegister = "unknown_register",
    /// No system has such a kind.
    Error UnknownKind = "unknown_kind",
    /// A view names something that a list cannot show.
    Error UnknownColumn = "unknown_column",
    /// A story names something that is not there.
    Error UnknownName = "unknown_name",
    /// A field of another type is needed here.
    Error FieldType = "field_type",
    /// The field that names a matter is not a required text.
    Error BadTitle = "bad_title",
    /// The pattern of numbers gives no number or the same one twice.
    Error BadNumber = "bad_number",
    /// No act opens a matter of the kind.
    Error NoOpening = "no_opening",
    /// An open or paused state says not whose turn it is.
    Error OwnerlessState = "ownerless_state",
    /// A closed state has an owner.
    Error OwnedEnd = "owned_end",
    /// The owner of a state can do nothing in it.
    Warning IdleOwner = "idle_owner",
    /// What an act does and its states, or its other keys, do not fit together.
    Error ActShape = "act_shape",
    /// Nobody may do the act.
    Error NobodyMay = "nobody_may",
    /// No way leads into the state.
    Error UnreachableState = "unreachable_state",
    /// No way leads from the state to an end.
    Error DeadEnd = "dead_end",
    /// A matter can close well with nobody but those who did the work having looked at it.
    Error OnePairOfEyes = "one_pair_of_eyes",
    /// Those who do the work may say that it is verified.
    Error VerifiedByHandler = "verified_by_handler",
    /// A deadline's length cannot be found or makes no sense.
    Error BadLength = "bad_length",
    /// A deadline's clock never starts.
    Error NeverStarts = "never_starts",
    /// A deadline's clock can be started and never stopped.
    Error NeverStops = "never_stops",
    /// A deadline's clock runs nowhere.
    Error NeverRuns = "never_runs",
    /// A deadline runs in a state in which its clock is not started or stopped already.
    Error RunsOutside = "runs_outside",
    /// Two rows of a register hold on one day for one key.
    Error OverlappingRows = "overlapping_rows",
    /// Two acts are one and the same but for their names.
    Error OverlappingActs = "overlapping_acts",
    /// Two deadlines that run in one state would move a matter to different states.
    Error OverlappingBreaches = "overlapping_breaches",
    /// The act of a breach cannot be done where the clock runs.
    Error BreachImpossible = "breach_impossible",
    /// The act of a breach needs a person.
    Error BreachNeedsPerson = "breach_needs_person",
    /// No act can give the field a value.
    Warning FieldNeverGiven = "field_never_given",
    /// The act does not take the field.
    Error FieldNotTaken = "field_not_taken",
    /// The query of a measure is not one that the engine can run.
    Error BadQuery = "bad_query",
    /// The measure's indicator is not in the codebook.
    Error UnknownMetric = "unknown_metric",
    /// A transfer does not fit the system that it goes to.
    Error BadTransfer = "bad_transfer",
    /// Children cannot be rolled up so.
    Error BadRollUp = "bad_roll_up",
    /// Joint handling is declared by half.
    Error BadJoint = "bad_joint",
    /// The vote is declared by half.
    Error BadPoll = "bad_poll",
    /// An extension can be asked for, and nobody can answer, or no deadline moves.
    Error ExtensionUnanswered = "extension_unanswered",
    /// A pause is left to a state that nobody knows.
    Error BadPause = "bad_pause",
    /// A view says twice or nothing.
    Error BadView = "bad_view",
    /// No act and no state names the role.
    Warning UnusedRole = "unused_role",
    /// A folder and the system or version in it have different names.
    Error FolderName = "folder_name",
    /// A story went otherwise than it says.
    Error StoryFailed = "story_failed",
}

/// Of the names that there are, the one that was probably meant.
pub(crate) fn near_miss<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A comparison costs the product of the lengths; no name is that long.
    const LONGEST: usize = 64;
    if written.len() > LONGEST {
        return None;
    }
    let far = |name: &str| strsim::damerau_levenshtein(&written.to_lowercase(), &name.to_lowercase());
    let allowed = written.chars().count().div_ceil(3);
    let near = known.into_iter().filter(|name| name.len() <= LONGEST).map(|name| (far(name), name));
    near.filter(|(distance, _)| *distance <= allowed).min().map(|(_, name)| name)
}

/// What to try where a name is not known: the near miss, or the names that there are.
pub(crate) fn suggestion<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Words {
    const SHOWN: usize = 12;
    let mut known = known.into_iter().collect::<Vec<_>>();
    if let Some(near) = near_miss(written, known.iter().copied()) {
        return words!("是否想写 `{near}`", "did you mean `{near}`?");
    }
    known.sort_unstable();
    known.dedup();
    if known.is_empty() {
        return words!("这里还没有可写的名称，请先声明", "there is none yet; declare it first");
    }
    let dots = if known.len() > SHOWN { ", …" } else { "" };
    let list = known.iter().take(SHOWN).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    words!("可以写：{list}{dots}", "known here: {list}{dots}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_miss_is_found_and_a_far_one_is_not() {
        let known = ["handling", "to_verify", "closed"];
        for (written, expected) in [
            ("handlng", Some("handling")),
            ("to-verify", Some("to_verify")),
            ("Closed", Some("closed")),
            ("done", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(near_miss(written, known), expected, "{written}");
        }
    }

    #[test]
    fn codes_are_unique() {
        let codes = Code::ALL.iter().map(|code| code.as_str()).collect::<std::collections::BTreeSet<_>>();
        assert_eq!(codes.len(), Code::ALL.len());
    }
}
