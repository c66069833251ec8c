//! Every name must be that of something declared: states, fields, acts, roles, deadlines, registers, kinds.

use super::{Look, word};
use crate::declaration::diagnostic::{Code, suggestion, words};
use crate::declaration::source::Notes;
use crate::declaration::{Act, Deadline, FieldType, Length, Poll, System, View, Who};

/// Facts of every matter that lists can show, beside its fields.
pub(super) const FACTS: [&str; 15] = [
    "number",
    "state",
    "lead",
    "joint",
    "due",
    "late",
    "opened_at",
    "closed_at",
    "progress",
    "urged",
    "supervised",
    "class",
    "area",
    "parent",
    "entered_at",
];

/// Reports names that nothing has.
pub(super) fn names(system: &System, notes: &Notes) {
    for kind in &system.kinds {
        let look = Look { system, kind, notes };
        look.field_named(&look.path("title"), &kind.title);
        look.fields();
        look.states();
        kind.acts.iter().for_each(|act| look.act_names(act));
        kind.deadlines.iter().for_each(|deadline| look.deadline_names(deadline));
        look.parts();
        if let Some(poll) = &kind.poll {
            look.poll_names(poll);
        }
    }
    for (id, view) in &system.views {
        match system.kind(id) {
            Some(kind) => Look { system, kind, notes }.view_names(view),
            None => unknown_kind(system, notes, &format!("views/{id}"), id),
        }
    }
    for measure in &system.measures {
        if system.kind(&measure.kind).is_none() {
            unknown_kind(system, notes, &format!("measures/{}/kind", measure.id), &measure.kind);
        }
    }
}

/// Reports a kind that this system does not have.
fn unknown_kind(system: &System, notes: &Notes, path: &str, id: &str) {
    let message = words!("没有事项类型 `{id}`", "there is no kind `{id}`");
    let try_this = suggestion(id, system.kinds.iter().map(|kind| kind.id.as_str()));
    notes.report(path, Code::UnknownKind, message, try_this);
}

impl Look<'_> {
    fn state_named(&self, path: &str, id: &str) {
        if self.kind.state(id).is_none() {
            let message = words!("没有状态 `{id}`", "there is no state `{id}`");
            let try_this = suggestion(id, self.kind.states.iter().map(|state| state.id.as_str()));
            self.notes.report(path, Code::UnknownState, message, try_this);
        }
    }

    fn states_named(&self, path: &str, ids: &[String]) {
        for id in ids {
            self.state_named(&format!("{path}/{id}"), id);
        }
    }

    fn field_named(&self, path: &str, id: &str) {
        if self.kind.field(id).is_none() {
            let message = words!("没有字段 `{id}`", "there is no field `{id}`");
            let try_this = suggestion(id, self.kind.fields.iter().map(|field| field.id.as_str()));
            self.notes.report(path, Code::UnknownField, message, try_this);
        }
    }

    fn fields_named(&self, path: &str, ids: &[String]) {
        for id in ids {
            self.field_named(&format!("{path}/{id}"), id);
        }
    }

    fn act_named(&self, path: &str, id: &str) {
        if self.kind.act(id).is_none() {
            let message = words!("没有动作 `{id}`", "there is no act `{id}`");
            let try_this = suggestion(id, self.kind.acts.iter().map(|act| act.id.as_str()));
            self.notes.report(path, Code::UnknownAct, message, try_this);
        }
    }

    fn who_named(&self, path: &str, who: &Who) {
        let Who::Role(id) = who else { return };
        if !self.system.roles.iter().any(|role| role.id == *id) {
            let message = words!("没有职责 `{id}`", "there is no role `{id}`");
            let roles = self.system.roles.iter().map(|role| role.id.as_str());
            let try_this = suggestion(id, roles.chain(["lead", "joint", "author", "anyone"]));
            self.notes.report(path, Code::UnknownRole, message, try_this);
        }
    }

    fn register_named(&self, path: &str, id: &str) {
        if !self.system.registers.contains_key(id) {
            let message = words!("没有台账 `{id}`", "there is no register `{id}`");
            let try_this = suggestion(id, self.system.registers.keys().map(String::as_str));
            self.notes.report(path, Code::UnknownRegister, message, try_this);
        }
    }

    fn fields(&self) {
        for field in &self.kind.fields {
            let path = self.path(&format!("fields/{}", field.id));
            match &field.holds {
                FieldType::Row { register } => self.register_named(&format!("{path}/register"), register),
                // Kinds of other systems are looked up where all systems are known.
                FieldType::Matter { kind } if self.is_own(kind) && self.system.kind(kind).is_none() => {
                    unknown_kind(self.system, self.notes, &format!("{path}/kind"), kind);
                }
                _ => {}
            }
        }
    }

    /// Whether a kind's id is one of this system.
    fn is_own(&self, kind: &str) -> bool {
        kind.split('.').next() == Some(self.system.id.as_str())
    }

    fn states(&self) {
        for state in &self.kind.states {
            if let Some(owner) = &state.owner {
                self.who_named(&self.path(&format!("states/{}/owner", state.id)), owner);
            }
        }
    }

    fn act_names(&self, act: &Act) {
        let path = self.path(&format!("acts/{}", act.id));
        self.states_named(&format!("{path}/from"), &act.from);
        if let Some(to) = &act.to {
            self.state_named(&format!("{path}/to"), to);
        }
        for who in &act.who {
            self.who_named(&format!("{path}/who/{}", word(who)), who);
        }
        self.fields_named(&format!("{path}/needs"), &act.needs);
        self.fields_named(&format!("{path}/may"), &act.may);
        act.sets.keys().for_each(|field| self.field_named(&format!("{path}/sets/{field}"), field));
        for deadline in act.renews.iter().filter(|id| self.kind.deadline(id).is_none()) {
            let message = words!("没有期限 `{deadline}`", "there is no deadline `{deadline}`");
            let try_this = suggestion(deadline, self.kind.deadlines.iter().map(|deadline| deadline.id.as_str()));
            self.notes.report(&format!("{path}/renews/{deadline}"), Code::UnknownDeadline, message, try_this);
        }
    }

    fn deadline_names(&self, deadline: &Deadline) {
        let path = self.path(&format!("deadlines/{}", deadline.id));
        self.states_named(&format!("{path}/starts"), &deadline.starts);
        self.states_named(&format!("{path}/stops"), &deadline.stops);
        self.states_named(&format!("{path}/runs_in"), &deadline.runs_in);
        if let Some(act) = &deadline.on_breach {
            self.act_named(&format!("{path}/on_breach"), act);
        }
        match &deadline.length {
            Length::Until { field } => self.field_named(&format!("{path}/length/until"), field),
            Length::Register { register, by, .. } => {
                self.register_named(&format!("{path}/length/register"), register);
                self.field_named(&format!("{path}/length/by"), by);
            }
            Length::Fixed(_) | Length::Monthly { .. } => {}
        }
    }

    fn parts(&self) {
        if let Some(roll_up) = &self.kind.roll_up {
            for kind in roll_up.of.iter().filter(|kind| self.is_own(kind) && self.system.kind(kind).is_none()) {
                unknown_kind(self.system, self.notes, &self.path(&format!("roll_up/of/{kind}")), kind);
            }
        }
        for stage in &self.kind.stages {
            self.states_named(&self.path(&format!("stages/{}/states", stage.id)), &stage.states);
        }
        for (index, transfer) in self.kind.transfers.iter().enumerate() {
            let path = self.path(&format!("transfers/{index}"));
            self.act_named(&format!("{path}/act"), &transfer.act);
            transfer.fields.iter().for_each(|(there, here)| self.field_named(&format!("{path}/fields/{there}"), here));
            transfer.back.iter().for_each(|(there, here)| self.state_named(&format!("{path}/back/{there}"), here));
        }
        if let Some(duplicates) = &self.kind.duplicates {
            self.field_named(&self.path("duplicates/place"), &duplicates.place);
            self.fields_named(&self.path("duplicates/same"), &duplicates.same);
        }
    }

    fn poll_names(&self, poll: &Poll) {
        self.field_named(&self.path("poll/places"), &poll.places);
        self.field_named(&self.path("poll/electors"), &poll.electors);
        let Some(candidates) = self.system.kind(&poll.candidates) else {
            return unknown_kind(self.system, self.notes, &self.path("poll/candidates"), &poll.candidates);
        };
        let there = Look { kind: candidates, ..*self };
        for (key, state) in [("standing", &poll.standing), ("elected", &poll.elected), ("rejected", &poll.rejected)] {
            there.state_named(&self.path(&format!("poll/{key}")), state);
        }
    }

    fn view_names(&self, view: &View) {
        let path = format!("views/{}", self.kind.id);
        for (key, names) in [("columns", &view.columns), ("filters", &view.filters)] {
            for name in names {
                self.column_named(&format!("{path}/{key}/{name}"), name);
            }
        }
        self.states_named(&format!("{path}/board"), &view.board);
        let fields = [("map", &view.map), ("class", &view.class), ("area", &view.area)];
        for (key, field) in fields {
            if let Some(field) = field {
                self.field_named(&format!("{path}/{key}"), field);
            }
        }
        self.fields_named(&format!("{path}/import_key"), &view.import_key);
        for list in &view.lists {
            self.states_named(&format!("{path}/lists/{}/states", list.id), &list.states);
        }
    }

    fn column_named(&self, path: &str, name: &str) {
        let sums = self
            .kind
            .quantities
            .iter()
            .flat_map(|quantity| [format!("plan.{}", quantity.id), format!("actual.{}", quantity.id)]);
        let sums = sums.collect::<Vec<_>>();
        let fields = self.kind.fields.iter().map(|field| field.id.as_str());
        let known = fields.chain(FACTS).chain(sums.iter().map(String::as_str)).collect::<Vec<_>>();
        if !known.contains(&name) {
            let message = words!("列表里没有 `{name}` 这一列", "a list cannot show `{name}`");
            self.notes.report(path, Code::UnknownColumn, message, suggestion(name, known));
        }
    }
}
