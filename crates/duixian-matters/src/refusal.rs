//! Why an act cannot be done, and what would allow it.

use crate::declaration::Words;

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {}", code.as_str(), sentence.en)]
pub struct Refusal {
    /// What kind of refusal; programs go by it.
    pub code: RefusalCode,
    /// What is refused and why.
    pub sentence: Words,
    /// What would allow it.
    pub allows: Words,
    /// The field, deadline, unit or child that it is about.
    pub about: Option<String>,
}

impl Refusal {
    /// A refusal with its sentence and what would allow it, each in Chinese and English.
    pub(crate) fn new(
        code: RefusalCode,
        sentence: (impl Into<String>, impl Into<String>),
        allows: (impl Into<String>, impl Into<String>),
    ) -> Self {
        let words = |zh: String, en: String| Words { zh, en };
        Self {
            code,
            sentence: words(sentence.0.into(), sentence.1.into()),
            allows: words(allows.0.into(), allows.1.into()),
            about: None,
        }
    }

    /// The same about a field, deadline, unit or child.
    pub(crate) fn about(mut self, about: &str) -> Self {
        self.about = Some(about.to_owned());
        self
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $code:literal,)*) => {
        /// The closed list of kinds of refusals.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RefusalCode { $($(#[doc = $doc])* $name,)* }

        impl RefusalCode {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// As programs see it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

codes! {
    /// The declaration has no such act.
    UnknownAct = "unknown_act",
    /// The act cannot be done in this state.
    WrongState = "wrong_state",
    /// The post may not do it.
    NotYours = "not_yours",
    /// A second pair of eyes is needed: the same person or unit said that the work is done.
    SamePair = "same_pair_of_eyes",
    /// A field is needed.
    MissingField = "missing_field",
    /// A field has a value that it cannot have.
    BadField = "bad_field",
    /// The act does not take this field or part.
    NotTaken = "not_taken",
    /// A reason is needed.
    MissingReason = "missing_reason",
    /// Files are needed.
    MissingFiles = "missing_files",
    /// The leading unit is needed.
    MissingLead = "missing_lead",
    /// Joint units are named wrongly: twice, also leading, or shares that do not make a whole.
    BadJoint = "bad_joint",
    /// Joint units have not done their part.
    JointOpen = "joint_open",
    /// Children are not closed.
    ChildrenOpen = "children_open",
    /// It was done as often as it may be.
    TooOften = "too_often",
    /// An extension is asked for already, or none is.
    Request = "request",
    /// An extension must be later than the end, and its clock must run.
    BadExtension = "bad_extension",
    /// A number, share or length is out of bounds.
    OutOfBounds = "out_of_bounds",
    /// An exclusion needs an approver who is another person.
    NeedsApprover = "needs_approver",
    /// A ballot is not one: who votes twice, too many choices, no candidate.
    BadBallot = "bad_ballot",
    /// Too few deputies voted.
    NoQuorum = "no_quorum",
    /// The declaration does not hold yet, or the register has no row for the day.
    NotInForce = "not_in_force",
    /// The declaration that the matter runs under, or goes to, does not fit.
    Declaration = "declaration",
}
