//! Matters as lists and pages show them. Sensitive values leave the program only towards those who handle or judge.

use std::collections::{BTreeMap, BTreeSet};

use duixian_ledger::{MatterPage, Neighbour, StoredEvent, WorkGroup};
use duixian_matters::declaration::{Kind, StateKind};
use duixian_matters::event::Happened;
use duixian_matters::matter::{self, Clock, ClockState, Matter, MatterId};
use duixian_matters::refusal::Refusal;
use duixian_matters::time::{Left, Unit};
use duixian_matters::{Declarations, Missing, Offer};
use jiff::Timestamp;
use rust_decimal::Decimal;

use super::systems::{state_kind, unit, words};
use super::time;
use crate::model::matters::{
    Actor, BallotView, ClockView, Coordinates, ExclusionView, FileView, HappenedView, JointPart, LeftView, MatterItem,
    MatterView, MissingView, Near, NearItem, OfferView, OriginView, QuantityEntry, RefusalView, RequestView, RoundView,
    SaidView, WorkGroup as WorkGroupView,
};
use crate::model::promises::TaskBrief;
use crate::model::systems::Words;

/// What stands where a value is not for the asker.
const MASK: &str = "•••";
/// Pictures that a browser shows without running anything.
const PICTURES: [&str; 4] = ["image/png", "image/jpeg", "image/webp", "image/gif"];

/// What conversions look at beside the matter.
#[derive(Clone, Copy)]
pub(crate) struct Lens<'a> {
    pub(crate) declarations: &'a Declarations,
    pub(crate) calendar: &'a duixian_matters::time::Calendar,
    pub(crate) now: Timestamp,
}

impl Lens<'_> {
    fn kind(&self, matter: &Matter) -> Option<&Kind> {
        self.declarations.kind_of_version(&matter.kind, matter.declared).map(|declared| declared.kind)
    }

    /// The matter in a list: without sensitive fields.
    pub(crate) fn item(&self, row: &duixian_ledger::MatterItem) -> MatterItem {
        let sensitive = self.sensitive(&row.matter);
        let is_open = |(id, _): &(&String, &String)| !sensitive.contains(id.as_str());
        let open = row.matter.fields.iter().filter(is_open);
        self.item_with(row, open.map(|(id, value)| (id.clone(), value.clone())).collect())
    }

    /// The ids of the matter's sensitive fields; of all fields where its declaration is missing.
    fn sensitive(&self, matter: &Matter) -> BTreeSet<String> {
        match self.kind(matter) {
            Some(kind) => kind.fields.iter().filter(|field| field.sensitive).map(|field| field.id.clone()).collect(),
            None => matter.fields.keys().cloned().collect(),
        }
    }

    fn item_with(&self, row: &duixian_ledger::MatterItem, fields: BTreeMap<String, String>) -> MatterItem {
        let matter = &row.matter;
        let running = matter.clocks.iter().filter(|(_, clock)| clock.is_running());
        let nearest = running.min_by_key(|(_, clock)| clock.due().at);
        MatterItem {
            id: matter.id.0.clone(),
            kind: matter.kind.clone(),
            system: row.system.clone(),
            number: matter.number.clone(),
            title: row.title.clone(),
            state: matter.state.clone(),
            state_kind: state_kind(matter.state_kind).to_owned(),
            lead: matter.lead.clone(),
            class: row.class.clone(),
            area: row.area.clone(),
            parent: matter.parent.as_ref().map(|parent| parent.0.clone()),
            due: nearest.map(|(id, clock)| self.clock(id, clock)),
            late: row.late || self.is_past_due(matter),
            is_verified: matter.verified.is_some(),
            progress: matter.progress.map(|progress| progress.to_string()),
            urged: row.urged,
            supervised: row.supervised,
            opened_at: time(matter.opened_at),
            entered_at: time(matter.entered_at),
            closed_at: matter.closed_at.map(time),
            place: row.place.map(coordinates),
            fields,
            quantities: matter.quantities.iter().map(quantity).collect(),
            origin: matter.origin.as_ref().map(origin),
            revision: row.revision,
        }
    }

    /// Whether a running clock's end has passed, also before its timer has said so.
    fn is_past_due(&self, matter: &Matter) -> bool {
        let is_past = |clock: &Clock| matches!(clock.runs, ClockState::Running { due } if due.is_missed(self.now));
        matter.clocks.values().any(is_past)
    }

    fn clock(&self, id: &str, clock: &Clock) -> ClockView {
        let (runs, left, stopped_at) = match &clock.runs {
            ClockState::Running { due } => {
                let unit = clock.amount.map_or(Unit::WorkingDays, |amount| amount.unit);
                ("running", Some(self.calendar.left(self.now, due, unit)), None)
            }
            ClockState::Paused { left } => ("paused", Some(*left), None),
            ClockState::Stopped { left } => ("stopped", None, Some(left.at)),
        };
        ClockView {
            deadline: id.to_owned(),
            runs: runs.to_owned(),
            due: time(clock.due().at),
            started_at: time(clock.started_at),
            left: left.map(left_view),
            provisional: clock.due().provisional,
            warned: clock.warned,
            breached_at: clock.breached_at.map(time),
            breaches: clock.breaches,
            stopped_at: stopped_at.map(time),
        }
    }

    /// The matter's own page. `may_see` tells whether the asker handles or judges it.
    pub(crate) fn view(
        &self,
        row: &duixian_ledger::MatterItem,
        children: &[duixian_ledger::MatterItem],
        parent: Option<&duixian_ledger::MatterItem>,
        quote: Option<String>,
        may_see: bool,
    ) -> MatterView {
        let matter = &row.matter;
        let sensitive = if may_see { BTreeSet::new() } else { self.sensitive(matter) };
        let masked = |(id, value): (&String, &String)| {
            let value = if sensitive.contains(id) { MASK.to_owned() } else { value.clone() };
            (id.clone(), value)
        };
        MatterView {
            item: self.item_with(row, matter.fields.iter().map(masked).collect()),
            declared: matter.declared,
            joint: matter.joint.iter().map(joint).collect(),
            clocks: matter.clocks.iter().map(|(id, clock)| self.clock(id, clock)).collect(),
            children: children.iter().map(|child| self.item(child)).collect(),
            parent_item: parent.map(|parent| self.item(parent)),
            request: matter.request.as_ref().map(request),
            done: matter.done.as_ref().map(said),
            verified: matter.verified.as_ref().map(said),
            files: matter.files.iter().map(file).collect(),
            exclusions: matter.exclusions.iter().map(exclusion).collect(),
            ballots: ballots(&matter.ballots),
            rounds: matter.rounds.iter().map(round).collect(),
            author: actor(&matter.author),
            quote,
        }
    }

    pub(crate) fn page(&self, found: &MatterPage) -> crate::model::matters::MatterPage {
        crate::model::matters::MatterPage {
            items: found.items.iter().map(|row| self.item(row)).collect(),
            page: found.page.number,
            size: found.page.size,
            total: found.total,
            more: found.more,
        }
    }

    pub(crate) fn near(&self, found: &[Neighbour]) -> Near {
        let item = |near: &Neighbour| NearItem { item: self.item(&near.item), metres: near.metres };
        Near { items: found.iter().map(item).collect() }
    }

    pub(crate) fn group(&self, group: &WorkGroup) -> WorkGroupView {
        WorkGroupView {
            id: group.group.to_owned(),
            items: group.items.iter().map(|row| self.item(row)).collect(),
            total: group.total,
        }
    }

    /// What happened, with sensitive values masked unless the asker may see them.
    pub(crate) fn happened(
        &self,
        matter: &Matter,
        stored: &StoredEvent,
        happened: &Happened,
        may_see: bool,
    ) -> HappenedView {
        let sensitive = if may_see { BTreeSet::new() } else { self.sensitive(matter) };
        let effect = |effect: &duixian_matters::event::Effect| {
            let mut value = serde_json::to_value(effect).unwrap_or_default();
            if let Some(fields) = value.get_mut("fields").and_then(serde_json::Value::as_object_mut) {
                for (_, kept) in fields.iter_mut().filter(|(id, _)| sensitive.contains(*id)) {
                    *kept = MASK.into();
                }
            }
            value
        };
        HappenedView {
            sequence: stored.sequence,
            at: time(stored.event.at),
            act: happened.act.clone(),
            by: actor(&happened.by),
            reason: happened.reason.clone(),
            effects: happened.effects.iter().map(effect).collect(),
        }
    }

    /// The matter of a promise, at a glance.
    pub(crate) fn task(&self, row: &duixian_ledger::MatterItem) -> TaskBrief {
        TaskBrief {
            id: row.matter.id.0.clone(),
            kind: row.matter.kind.clone(),
            number: row.matter.number.clone(),
            state: row.matter.state.clone(),
            state_kind: state_kind(row.matter.state_kind).to_owned(),
            lead: row.matter.lead.clone(),
            late: row.late || self.is_past_due(&row.matter),
            verified: row.matter.verified.is_some(),
            due: row.due_at.map(time),
            lamp: self.lamp(row).to_owned(),
        }
    }

    /// What a list of promises tells of a promise's matter, by one word: `green` verified, `red` late, `amber` warned
    /// of an end that comes near, `blue` in time, `grey` ended without a result.
    fn lamp(&self, row: &duixian_ledger::MatterItem) -> &'static str {
        let is_warned = |clock: &Clock| clock.is_running() && clock.warned > 0;
        match row.matter.state_kind {
            StateKind::Done => "green",
            StateKind::Void => "grey",
            _ if row.late || self.is_past_due(&row.matter) => "red",
            _ if row.matter.clocks.values().any(is_warned) => "amber",
            _ => "blue",
        }
    }
}

fn left_view(left: Left) -> LeftView {
    let unit_code = unit(left.unit).to_owned();
    let text = if left.overdue {
        Words { zh: "已超期".to_owned(), en: "overdue".to_owned() }
    } else if left.unit.is_days() {
        match left.amount {
            0 => Words { zh: "今日到期".to_owned(), en: "due today".to_owned() },
            days => {
                Words { zh: format!("剩{days}{}", left.unit.name()), en: format!("{days} {}", left.unit.name_en()) }
            }
        }
    } else {
        let (hours, minutes) = (left.amount / 3600, left.amount % 3600 / 60);
        let kind = if left.unit == Unit::WorkingHours { ("工作", "working ") } else { ("", "") };
        if hours == 0 {
            Words { zh: format!("剩{minutes}{}分钟", kind.0), en: format!("{minutes} {}minutes left", kind.1) }
        } else {
            Words {
                zh: format!("剩{hours}{}小时{minutes}分", kind.0),
                en: format!("{hours} {}hours {minutes} minutes left", kind.1),
            }
        }
    };
    LeftView { amount: left.amount, unit: unit_code, text }
}

/// Millionths of a degree as degrees.
fn coordinates((longitude, latitude): (i64, i64)) -> Coordinates {
    let degrees = |millionths: i64| Decimal::new(millionths, 6).normalize().to_string();
    Coordinates { longitude: degrees(longitude), latitude: degrees(latitude) }
}

pub(crate) fn actor(actor: &matter::Actor) -> Actor {
    Actor { person: actor.person.clone(), post: actor.post.clone(), unit: actor.unit.clone() }
}

fn said(said: &matter::Said) -> SaidView {
    SaidView { by: actor(&said.by), at: time(said.at) }
}

fn joint(part: &matter::JointPart) -> JointPart {
    JointPart {
        unit: part.unit.clone(),
        share: part.share.map(|share| share.to_string()),
        done_at: part.done_at.map(time),
    }
}

fn request(request: &matter::Request) -> RequestView {
    RequestView {
        deadline: request.deadline.clone(),
        until: time(request.until),
        by: actor(&request.by),
        at: time(request.at),
        reason: request.reason.clone(),
    }
}

fn quantity(entry: &matter::Amounted) -> QuantityEntry {
    QuantityEntry {
        stage: entry.stage.clone(),
        quantity: entry.quantity.clone(),
        year: entry.year,
        planned: entry.planned.map(|number| number.to_string()),
        actual: entry.actual.map(|number| number.to_string()),
    }
}

/// Whether a browser can show it without running anything.
pub(crate) fn is_picture(media: &str) -> bool {
    PICTURES.contains(&media)
}

pub(crate) fn file(file: &matter::File) -> FileView {
    FileView {
        content: file.content.clone(),
        name: file.name.clone(),
        media: file.media.clone(),
        size: file.size,
        image: is_picture(&file.media),
    }
}

fn exclusion(exclusion: &matter::Exclusion) -> ExclusionView {
    ExclusionView {
        measure: exclusion.measure.clone(),
        reason: exclusion.reason.clone(),
        by: actor(&exclusion.by),
        approver: exclusion.approver.clone(),
        at: time(exclusion.at),
    }
}

fn origin(origin: &matter::Origin) -> OriginView {
    match origin {
        matter::Origin::Promise { document, promise } => {
            OriginView::Promise { document: document.clone(), promise: promise.clone() }
        }
        matter::Origin::Matter { matter, act } => OriginView::Matter { matter: matter.0.clone(), act: act.clone() },
        matter::Origin::Import { table, key } => OriginView::Import { table: table.clone(), key: key.clone() },
    }
}

fn ids(ids: &[MatterId]) -> Vec<String> {
    ids.iter().map(|id| id.0.clone()).collect()
}

fn ballots(cast: &BTreeMap<String, Vec<MatterId>>) -> Vec<BallotView> {
    cast.iter().map(|(deputy, choices)| BallotView { deputy: deputy.clone(), choices: ids(choices) }).collect()
}

fn round(round: &matter::Round) -> RoundView {
    RoundView {
        ballots: ballots(&round.ballots),
        votes: round.votes.iter().map(|(id, votes)| (id.0.clone(), *votes)).collect(),
        elected: ids(&round.elected),
        rejected: ids(&round.rejected),
        tied: ids(&round.tied),
    }
}

fn refusal(refusal: &Refusal) -> RefusalView {
    RefusalView {
        code: refusal.code.as_str().to_owned(),
        sentence: words(&refusal.sentence),
        allows: words(&refusal.allows),
        about: refusal.about.clone(),
    }
}

pub(crate) fn offer(offer: &Offer) -> OfferView {
    let missing = |missing: &Missing| {
        let (what, about) = match missing {
            Missing::Field(id) => ("field", Some(id.clone())),
            Missing::Reason => ("reason", None),
            Missing::Files(number) => ("files", Some(number.to_string())),
            Missing::Lead => ("lead", None),
            Missing::Extension => ("extension", None),
            Missing::Choices => ("choices", None),
            Missing::Exclusion => ("exclusion", None),
        };
        MissingView { what: what.to_owned(), about }
    };
    OfferView {
        act: offer.act.clone(),
        missing: offer.missing.iter().map(missing).collect(),
        refusal: offer.refusal.as_ref().map(refusal),
    }
}
