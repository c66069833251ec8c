//! Declarations of systems as screens take them: names in both languages, ids as they are declared.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

/// A name or sentence in both languages.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Words {
    /// Chinese.
    pub(crate) zh: String,
    /// English.
    pub(crate) en: String,
}

/// A thing with an id and a name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Named {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: Words,
}

/// A system in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SystemBrief {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: Words,
    /// What it is for.
    pub(crate) purpose: Words,
    /// The version in force.
    pub(crate) version: u32,
    /// From which day that version holds.
    #[schema(format = Date)]
    pub(crate) effective: String,
    /// Its kinds of matters, the main one first.
    pub(crate) kinds: Vec<Named>,
    /// Matters of all its kinds.
    pub(crate) counts: SystemCounts,
}

/// How many matters of a system there are, each counted up to 10,000.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub(crate) struct SystemCounts {
    /// Open or waiting.
    pub(crate) open: u64,
    /// Late among them.
    pub(crate) late: u64,
}

/// All systems in force.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Systems {
    /// The systems by id.
    pub(crate) items: Vec<SystemBrief>,
}

/// A system with everything that it declares.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SystemView {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: Words,
    /// What it is for.
    pub(crate) purpose: Words,
    /// The version in force.
    pub(crate) version: u32,
    /// From which day that version holds.
    #[schema(format = Date)]
    pub(crate) effective: String,
    /// Standards and rules that it follows.
    pub(crate) follows: Vec<String>,
    /// Roles that posts have in it.
    pub(crate) roles: Vec<RoleView>,
    /// Its kinds of matters, the main one first.
    pub(crate) kinds: Vec<KindView>,
    /// Its measures.
    pub(crate) measures: Vec<super::measures::MeasureHead>,
    /// Its registers.
    pub(crate) registers: Vec<RegisterView>,
}

/// A role.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RoleView {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: Words,
    /// `handling`, `judging` or `public`.
    pub(crate) side: String,
}

/// A kind of matters with its loop.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct KindView {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: Words,
    /// How its numbers are written.
    pub(crate) number: String,
    /// The field that names a matter.
    pub(crate) title: String,
    /// Its fields.
    pub(crate) fields: Vec<FieldView>,
    /// Its states.
    pub(crate) states: Vec<StateView>,
    /// Its acts.
    pub(crate) acts: Vec<ActView>,
    /// Its deadlines.
    pub(crate) deadlines: Vec<DeadlineView>,
    /// How several units handle one matter.
    pub(crate) joint: Option<JointView>,
    /// How children make up a parent.
    pub(crate) roll_up: Option<RollUpView>,
    /// Its stages.
    pub(crate) stages: Vec<StageView>,
    /// Quantities on stages.
    pub(crate) quantities: Vec<QuantityView>,
    /// A vote, where the kind is one.
    pub(crate) poll: Option<PollView>,
    /// How likely duplicates are found.
    pub(crate) duplicates: Option<DuplicatesView>,
    /// Ways to other systems.
    pub(crate) transfers: Vec<TransferView>,
    /// How lists, board and map show it.
    pub(crate) view: ViewView,
}

/// A field.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FieldView {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: Words,
    /// What is asked for.
    pub(crate) help: Option<Words>,
    /// What it holds: `text number money date choice row unit post place file phone person address identity_number
    /// matter`.
    #[serde(rename = "type")]
    pub(crate) holds: String,
    /// Whether a matter cannot be opened without it.
    pub(crate) required: bool,
    /// Whether it is masked for all but those who handle or judge the matter.
    pub(crate) sensitive: bool,
    /// The longest text, in characters.
    pub(crate) longest: Option<u32>,
    /// Digits behind the point.
    pub(crate) scale: Option<u32>,
    /// The unit of a number.
    pub(crate) unit: Option<String>,
    /// The choices.
    pub(crate) choices: Option<Vec<Named>>,
    /// The register of a row.
    pub(crate) register: Option<String>,
    /// The kind of a matter.
    pub(crate) kind: Option<String>,
}

/// A state.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct StateView {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: Words,
    /// `open`, `paused`, `done` or `void`.
    pub(crate) kind: String,
    /// Whose turn it is: `lead`, `joint`, `author`, `anyone` or a role's id.
    pub(crate) owner: Option<String>,
}

/// An act.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ActView {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: Words,
    /// What the engine does with it.
    pub(crate) does: String,
    /// The states it starts from.
    pub(crate) from: Vec<String>,
    /// The state behind it.
    pub(crate) to: Option<String>,
    /// Who may do it.
    pub(crate) who: Vec<String>,
    /// Fields that it needs.
    pub(crate) needs: Vec<String>,
    /// Fields that it takes beside them.
    pub(crate) may: Vec<String>,
    /// Whether it needs a reason.
    pub(crate) reason: bool,
    /// How many files it needs.
    pub(crate) files: u32,
    /// `done` or `verified`, where it says one of them.
    pub(crate) says: Option<String>,
}

/// A deadline.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DeadlineView {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: Words,
    /// Whether an extension moves it.
    pub(crate) extends: bool,
    /// The states in which its clock runs.
    pub(crate) runs_in: Vec<String>,
}

/// How several units handle one matter.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct JointView {
    /// `all`, `any` or `share`.
    pub(crate) mode: String,
    /// The share in percent that is needed.
    pub(crate) percent: Option<String>,
}

/// How children make up a parent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RollUpView {
    /// The kinds of children.
    pub(crate) of: Vec<String>,
    /// `weighted`, `count` or `least`.
    pub(crate) mode: String,
    /// The children's field that weighs them.
    pub(crate) weight: Option<String>,
}

/// A stage or a named list: some states under a name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct StageView {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: Words,
    /// The states.
    pub(crate) states: Vec<String>,
}

/// A quantity on stages.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct QuantityView {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: Words,
    /// Its unit.
    pub(crate) unit: String,
    /// Digits behind the point.
    pub(crate) scale: u32,
}

/// A vote.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PollView {
    /// The candidates' kind.
    pub(crate) candidates: String,
    /// The state in which they stand.
    pub(crate) standing: String,
    /// The field with the number of places.
    pub(crate) places: String,
    /// The field with the number of deputies.
    pub(crate) electors: String,
}

/// How likely duplicates are found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DuplicatesView {
    /// The place field.
    pub(crate) place: String,
    /// How near, in metres.
    pub(crate) metres: u32,
    /// Fields that must be equal.
    pub(crate) same: Vec<String>,
    /// How many days back.
    pub(crate) days: u32,
}

/// A way to another system.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TransferView {
    /// The act that goes it.
    pub(crate) act: String,
    /// The kind there.
    pub(crate) to: String,
}

/// How lists, board and map show a kind.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ViewView {
    /// Columns of the list.
    pub(crate) columns: Vec<String>,
    /// Filters of the list.
    pub(crate) filters: Vec<String>,
    /// Columns of the board; empty: all states.
    pub(crate) board: Vec<String>,
    /// The place field of the map.
    pub(crate) map: Option<String>,
    /// The field by which the kind is counted.
    pub(crate) class: Option<String>,
    /// The field of the area.
    pub(crate) area: Option<String>,
    /// Named lists.
    pub(crate) lists: Vec<StageView>,
    /// Fields that name a row of an imported table.
    pub(crate) import_key: Vec<String>,
}

/// A register.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RegisterView {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: Words,
    /// Its rows.
    pub(crate) rows: Vec<RegisterRowView>,
}

/// A row of a register.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RegisterRowView {
    /// Its key.
    pub(crate) key: String,
    /// Its name.
    pub(crate) name: Words,
    /// Valid from this day.
    #[schema(format = Date)]
    pub(crate) from: String,
    /// Valid up to this day, inclusive.
    #[schema(format = Date)]
    pub(crate) until: Option<String>,
    /// Words by column.
    pub(crate) texts: BTreeMap<String, String>,
    /// Lengths by column.
    pub(crate) amounts: BTreeMap<String, AmountView>,
}

/// A length of time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AmountView {
    /// How many.
    pub(crate) number: u32,
    /// `working_hours`, `working_days`, `calendar_days`, `fixed_days` or `hours`.
    pub(crate) unit: String,
}

/// Units and posts of the site.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RosterView {
    /// The units.
    pub(crate) units: Vec<UnitView>,
    /// The posts.
    pub(crate) posts: Vec<PostView>,
}

/// A unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct UnitView {
    /// Its name.
    pub(crate) name: String,
    /// What it is.
    pub(crate) kind: String,
    /// The unit above it.
    pub(crate) parent: Option<String>,
}

/// A post with who holds it today.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PostView {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// Its unit.
    pub(crate) unit: String,
    /// Its roles as `system:role`.
    pub(crate) roles: Vec<String>,
    /// Who holds it today.
    pub(crate) person: Option<String>,
}

/// The site's map.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct MapView {
    /// Its title.
    pub(crate) title: String,
    /// The review number (审图号), shown wherever the map is.
    pub(crate) review_number: String,
    /// The map as GeoJSON.
    #[schema(value_type = Object)]
    pub(crate) geojson: serde_json::Value,
}
