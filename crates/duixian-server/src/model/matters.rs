//! Matters as lists and pages show them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::systems::Words;

/// A matter in a list. Sensitive fields never stand in one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct MatterItem {
    /// Its id.
    pub(crate) id: String,
    /// The id of its kind.
    pub(crate) kind: String,
    /// Its system.
    pub(crate) system: String,
    /// Its number.
    pub(crate) number: String,
    /// What names it.
    pub(crate) title: String,
    /// Its state.
    pub(crate) state: String,
    /// `open`, `paused`, `done` or `void`.
    pub(crate) state_kind: String,
    /// The unit that leads.
    pub(crate) lead: Option<String>,
    /// The value by which its kind is counted.
    pub(crate) class: Option<String>,
    /// Where it lies.
    pub(crate) area: Option<String>,
    /// The matter that it is a part of.
    pub(crate) parent: Option<String>,
    /// The running clock with the nearest end.
    pub(crate) due: Option<ClockView>,
    /// Whether a clock ended unmet.
    pub(crate) late: bool,
    /// Whether somebody else than the owner said that the work is done.
    pub(crate) is_verified: bool,
    /// How far it is, in percent, an exact decimal.
    pub(crate) progress: Option<String>,
    /// How often it was urged (催办).
    pub(crate) urged: u32,
    /// How often somebody above had it watched (督办).
    pub(crate) supervised: u32,
    /// When it was opened.
    #[schema(format = DateTime)]
    pub(crate) opened_at: String,
    /// When it came into its state.
    #[schema(format = DateTime)]
    pub(crate) entered_at: String,
    /// When it was closed.
    #[schema(format = DateTime)]
    pub(crate) closed_at: Option<String>,
    /// Where it is.
    pub(crate) place: Option<Coordinates>,
    /// Its fields, in the form in which they are kept.
    pub(crate) fields: BTreeMap<String, String>,
    /// Planned and actual quantities.
    pub(crate) quantities: Vec<QuantityEntry>,
    /// Where it comes from.
    pub(crate) origin: Option<OriginView>,
    /// What an act expects to find.
    pub(crate) revision: u64,
}

/// Degrees with at most six digits behind the point.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Coordinates {
    /// Longitude.
    pub(crate) longitude: String,
    /// Latitude.
    pub(crate) latitude: String,
}

/// A deadline's clock.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ClockView {
    /// The deadline.
    pub(crate) deadline: String,
    /// `running`, `paused` or `stopped`.
    pub(crate) runs: String,
    /// Its end.
    #[schema(format = DateTime)]
    pub(crate) due: String,
    /// When it started.
    #[schema(format = DateTime)]
    pub(crate) started_at: String,
    /// What is left.
    pub(crate) left: Option<LeftView>,
    /// Whether a year without a notice was looked at (暂定).
    pub(crate) provisional: bool,
    /// How many warnings were given.
    pub(crate) warned: u32,
    /// When the end passed unmet.
    #[schema(format = DateTime)]
    pub(crate) breached_at: Option<String>,
    /// How often an end passed unmet.
    pub(crate) breaches: u32,
    /// When it stopped.
    #[schema(format = DateTime)]
    pub(crate) stopped_at: Option<String>,
}

/// What is left of a clock.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LeftView {
    /// Whole days for units of days, otherwise seconds.
    pub(crate) amount: u64,
    /// `working_hours`, `working_days`, `calendar_days`, `fixed_days` or `hours`.
    pub(crate) unit: String,
    /// The same in words.
    pub(crate) text: Words,
}

/// Where a matter comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "from", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum OriginView {
    /// A promise of a report.
    Promise {
        /// The document.
        document: String,
        /// The promise.
        promise: String,
    },
    /// Another matter, by a transfer.
    Matter {
        /// That matter.
        matter: String,
        /// The act.
        act: String,
    },
    /// A row of an imported table.
    Import {
        /// The table's name.
        table: String,
        /// What names the row.
        key: String,
    },
}

/// A matter with everything known of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct MatterView {
    /// As in lists, but with all fields; those that are sensitive are masked as `•••` for all who neither handle nor
    /// judge it.
    #[serde(flatten)]
    pub(crate) item: MatterItem,
    /// The version of the declaration that it runs under.
    pub(crate) declared: u32,
    /// The joint units.
    pub(crate) joint: Vec<JointPart>,
    /// Its clocks in the order of their ids.
    pub(crate) clocks: Vec<ClockView>,
    /// Its children.
    pub(crate) children: Vec<MatterItem>,
    /// The matter that it is a part of.
    pub(crate) parent_item: Option<MatterItem>,
    /// An extension that was asked for.
    pub(crate) request: Option<RequestView>,
    /// Who last said that the work is done.
    pub(crate) done: Option<SaidView>,
    /// Who last said that it really is.
    pub(crate) verified: Option<SaidView>,
    /// Its files.
    pub(crate) files: Vec<FileView>,
    /// Measures that it is left out of.
    pub(crate) exclusions: Vec<ExclusionView>,
    /// Ballots of the round at hand.
    pub(crate) ballots: Vec<BallotView>,
    /// Rounds that were counted.
    pub(crate) rounds: Vec<RoundView>,
    /// Who opened it.
    pub(crate) author: Actor,
    /// The words that it was made of, where it comes from a promise.
    pub(crate) quote: Option<String>,
}

/// Who acts, as what.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Actor {
    /// The person; empty for what the program does by itself.
    pub(crate) person: String,
    /// The post.
    pub(crate) post: String,
    /// The post's unit.
    pub(crate) unit: String,
}

/// Who said something, and when.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SaidView {
    /// Who.
    pub(crate) by: Actor,
    /// When.
    #[schema(format = DateTime)]
    pub(crate) at: String,
}

/// A joint unit's part.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct JointPart {
    /// The unit.
    pub(crate) unit: String,
    /// Its share in percent.
    pub(crate) share: Option<String>,
    /// When it did its part.
    #[schema(format = DateTime)]
    pub(crate) done_at: Option<String>,
}

/// An extension that was asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RequestView {
    /// The deadline.
    pub(crate) deadline: String,
    /// The new end.
    #[schema(format = DateTime)]
    pub(crate) until: String,
    /// By whom.
    pub(crate) by: Actor,
    /// When.
    #[schema(format = DateTime)]
    pub(crate) at: String,
    /// Why.
    pub(crate) reason: String,
}

/// A quantity on a stage.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuantityEntry {
    /// The stage; none: the whole.
    pub(crate) stage: Option<String>,
    /// The quantity.
    pub(crate) quantity: String,
    /// The year it is planned for; none: the total.
    pub(crate) year: Option<i16>,
    /// Planned, an exact decimal.
    pub(crate) planned: Option<String>,
    /// Done, an exact decimal.
    pub(crate) actual: Option<String>,
}

/// A file that was kept.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FileView {
    /// The hash of its bytes.
    pub(crate) content: String,
    /// Its name.
    pub(crate) name: String,
    /// Its type, found by its content.
    pub(crate) media: String,
    /// Its size in bytes.
    pub(crate) size: u64,
    /// Whether it can be shown as a picture.
    pub(crate) image: bool,
}

/// A measure that a matter is left out of.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ExclusionView {
    /// The measure.
    pub(crate) measure: String,
    /// Why.
    pub(crate) reason: String,
    /// Who asked for it.
    pub(crate) by: Actor,
    /// Who approved.
    pub(crate) approver: String,
    /// When.
    #[schema(format = DateTime)]
    pub(crate) at: String,
}

/// A recorded ballot.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct BallotView {
    /// The deputy.
    pub(crate) deputy: String,
    /// The candidates chosen.
    pub(crate) choices: Vec<String>,
}

/// A round of a vote that was counted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RoundView {
    /// The ballots.
    pub(crate) ballots: Vec<BallotView>,
    /// Votes by candidate.
    pub(crate) votes: BTreeMap<String, u32>,
    /// Who is elected.
    pub(crate) elected: Vec<String>,
    /// Who is not.
    pub(crate) rejected: Vec<String>,
    /// Who is voted on again.
    pub(crate) tied: Vec<String>,
}

/// A page of matters. It is counted up to 10,000.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct MatterPage {
    /// The matters of this page.
    pub(crate) items: Vec<MatterItem>,
    /// Number of this page; the first is 1.
    pub(crate) page: u32,
    /// Most items a page may hold.
    pub(crate) size: u32,
    /// Matters of the whole list, counted up to 10,000.
    pub(crate) total: u64,
    /// Whether there are more than were counted.
    pub(crate) more: bool,
}

/// A matter near a place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct NearItem {
    /// The matter.
    #[serde(flatten)]
    pub(crate) item: MatterItem,
    /// How far, in metres.
    pub(crate) metres: u32,
}

/// Matters near a place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Near {
    /// The nearest first.
    pub(crate) items: Vec<NearItem>,
}

/// What happened to a matter.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct MatterHistory {
    /// In order.
    pub(crate) items: Vec<HappenedView>,
}

/// Something that happened.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct HappenedView {
    /// Its place in the site's order.
    pub(crate) sequence: u64,
    /// When.
    #[schema(format = DateTime)]
    pub(crate) at: String,
    /// The act; `timer child back redeclared recomputed` for what the program does by itself.
    pub(crate) act: String,
    /// Who.
    pub(crate) by: Actor,
    /// Why.
    pub(crate) reason: Option<String>,
    /// What changed: the stored effects, told apart by `effect`; sensitive values are masked.
    #[schema(value_type = Vec<Object>)]
    pub(crate) effects: Vec<serde_json::Value>,
}

/// What somebody can do with a matter.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Offers {
    /// The acts that start from its state.
    pub(crate) items: Vec<OfferView>,
}

/// An act that starts from the matter's state.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct OfferView {
    /// The act.
    pub(crate) act: String,
    /// What must be given with it.
    pub(crate) missing: Vec<MissingView>,
    /// Why this post cannot do it.
    pub(crate) refusal: Option<RefusalView>,
}

/// Something that an act needs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct MissingView {
    /// `field reason files lead extension choices exclusion`
    pub(crate) what: String,
    /// The field, or how many files.
    pub(crate) about: Option<String>,
}

/// A refusal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RefusalView {
    /// Its code.
    pub(crate) code: String,
    /// What is refused and why.
    pub(crate) sentence: Words,
    /// What would allow it.
    pub(crate) allows: Words,
    /// The field, deadline, unit or child that it is about.
    pub(crate) about: Option<String>,
}

/// What a post has to do.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Work {
    /// `late today week later no_deadline judge`, in this order.
    pub(crate) groups: Vec<WorkGroup>,
    /// As of when.
    #[schema(format = DateTime)]
    pub(crate) as_of: String,
}

/// A group of My work.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct WorkGroup {
    /// Which.
    pub(crate) id: String,
    /// The matters with the nearest ends.
    pub(crate) items: Vec<MatterItem>,
    /// How many there are.
    pub(crate) total: u64,
}

/// What came of promises.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Tasks {
    /// In the order in which they were asked for.
    pub(crate) items: Vec<TaskView>,
}

/// What came of a promise.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TaskView {
    /// The promise.
    pub(crate) promise: String,
    /// Its matter.
    pub(crate) matter: Option<MatterItem>,
    /// Whether it was opened just now.
    pub(crate) created: bool,
    /// Why there is none.
    pub(crate) problem: Option<crate::problem::Problem>,
}

/// A matter behind an act.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Acted {
    /// The matter.
    pub(crate) matter: MatterView,
    /// All matters that the act opened.
    pub(crate) opened: Vec<String>,
    /// Whether the same key had this answer before.
    pub(crate) repeated: bool,
}
