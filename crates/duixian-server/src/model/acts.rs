//! What is asked of matters: filters of lists, and the bodies of acts.

use std::collections::BTreeMap;

use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::matters::QuantityEntry;
use super::{ListFormat, TableLanguage};

/// Filters of a list of matters. Beside these, `field.<id>` asks for a value of a field as it is kept.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MatterQuery {
    /// The kind.
    pub(crate) kind: Option<String>,
    /// States, separated by commas.
    pub(crate) state: Option<String>,
    /// `open`, `paused`, `done`, `void`, separated by commas.
    pub(crate) state_kind: Option<String>,
    /// The unit that leads.
    pub(crate) lead: Option<String>,
    /// The class.
    pub(crate) class: Option<String>,
    /// The area.
    pub(crate) area: Option<String>,
    /// Only late ones, or only the others.
    pub(crate) late: Option<bool>,
    /// Words in title, number or a field that is not sensitive.
    pub(crate) text: Option<String>,
    /// A named list of the kind's view.
    pub(crate) list: Option<String>,
    /// Parts of this matter.
    pub(crate) parent: Option<String>,
    /// From promises of this document.
    pub(crate) document: Option<String>,
    /// From this promise.
    pub(crate) promise: Option<String>,
    /// Only those with a place.
    pub(crate) placed: Option<bool>,
    /// `opened due number title state lead progress entered closed`, with `-` before it turned round.
    pub(crate) sort: Option<String>,
    /// Number of the page.
    pub(crate) page: Option<u32>,
    /// Items of a page, 1 to 500.
    pub(crate) size: Option<u32>,
    /// `csv` or `xlsx` gives all rows as a file.
    #[param(inline)]
    pub(crate) format: Option<ListFormat>,
    /// The language of a file.
    #[param(inline)]
    pub(crate) lang: Option<TableLanguage>,
}

/// Who asks.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AskerQuery {
    /// The post as which is asked.
    pub(crate) post: Option<String>,
    /// The person; left out: who holds the post today.
    pub(crate) person: Option<String>,
}

/// A place and what is to be opened there.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct NearQuery {
    /// The kind.
    pub(crate) kind: String,
    /// Longitude in degrees.
    pub(crate) longitude: String,
    /// Latitude in degrees.
    pub(crate) latitude: String,
    /// The class.
    pub(crate) class: Option<String>,
}

/// Who acts.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActorInput {
    /// The person; left out: who holds the post today.
    #[serde(default)]
    pub(crate) person: String,
    /// The post.
    pub(crate) post: String,
}

/// A joint unit.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct JointInput {
    /// The unit.
    pub(crate) unit: String,
    /// Its share in percent, where the kind counts shares.
    pub(crate) share: Option<String>,
}

/// A file with the name that it is to have.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileInput {
    /// The hash that `POST /files` gave.
    pub(crate) content: String,
    /// Its name.
    pub(crate) name: String,
}

/// A matter to be opened.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenInput {
    /// The kind.
    pub(crate) kind: String,
    /// The opening act; left out: the first one.
    #[serde(default)]
    pub(crate) act: String,
    /// Who.
    pub(crate) actor: ActorInput,
    /// Values of fields.
    #[serde(default)]
    pub(crate) fields: BTreeMap<String, String>,
    /// Why.
    pub(crate) reason: Option<String>,
    /// Files.
    #[serde(default)]
    pub(crate) files: Vec<FileInput>,
    /// The unit that leads.
    pub(crate) lead: Option<String>,
    /// Joint units.
    #[serde(default)]
    pub(crate) joint: Vec<JointInput>,
    /// The matter that it is a part of.
    pub(crate) parent: Option<String>,
    /// Quantities.
    #[serde(default)]
    pub(crate) quantities: Vec<QuantityEntry>,
    /// How far it is, in percent.
    pub(crate) progress: Option<String>,
}

/// An act.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActInput {
    /// The act.
    pub(crate) act: String,
    /// The revision that was seen; left out: whatever it is.
    pub(crate) expected: Option<u64>,
    /// Who.
    pub(crate) actor: ActorInput,
    /// Values of fields; an empty one clears.
    #[serde(default)]
    pub(crate) fields: BTreeMap<String, String>,
    /// Why.
    pub(crate) reason: Option<String>,
    /// Files.
    #[serde(default)]
    pub(crate) files: Vec<FileInput>,
    /// The unit that is to lead.
    pub(crate) lead: Option<String>,
    /// Joint units.
    #[serde(default)]
    pub(crate) joint: Vec<JointInput>,
    /// The deadline to extend and its new end.
    pub(crate) extension: Option<ExtensionInput>,
    /// How far it is, in percent.
    pub(crate) progress: Option<String>,
    /// Quantities.
    #[serde(default)]
    pub(crate) quantities: Vec<QuantityEntry>,
    /// The measure to be left out of.
    pub(crate) exclusion: Option<ExclusionInput>,
    /// A ballot's choices.
    #[serde(default)]
    pub(crate) choices: Vec<String>,
}

/// An extension.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExtensionInput {
    /// The deadline.
    pub(crate) deadline: String,
    /// The new end: RFC 3339, or a local time of the site (`2026-04-20T17:30`), or a day (its end).
    pub(crate) until: String,
}

/// An exclusion.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExclusionInput {
    /// The measure.
    pub(crate) measure: String,
    /// Who approved.
    pub(crate) approver: String,
}

/// Promises that are to become matters.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TasksInput {
    /// The kind.
    pub(crate) kind: String,
    /// Who.
    pub(crate) actor: ActorInput,
    /// The promises.
    pub(crate) tasks: Vec<TaskInput>,
}

/// A promise that is to become a matter.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TaskInput {
    /// The promise.
    pub(crate) promise: String,
    /// Values of fields.
    #[serde(default)]
    pub(crate) fields: BTreeMap<String, String>,
    /// The unit that leads.
    pub(crate) lead: Option<String>,
    /// Joint units.
    #[serde(default)]
    pub(crate) joint: Vec<JointInput>,
}
