//! Deadlines: whether their clocks start, run where they can, stop on every way, and what happens when they end.

use std::collections::BTreeSet;

use super::Look;
use super::graph::Graph;
use crate::declaration::diagnostic::{Code, words};
use crate::declaration::{Act, Deadline, Doing, FieldType, Length, StateKind};
use crate::time::Amount;

impl Look<'_> {
    /// Reports deadlines that cannot work.
    pub(super) fn clocks(&self, graph: &Graph<'_>) {
        let reachable = graph.reachable();
        for deadline in &self.kind.deadlines {
            self.length(deadline);
            let starts = deadline.starts.iter().map(String::as_str).filter(|state| reachable.contains(state));
            let starts = starts.collect::<Vec<_>>();
            if starts.is_empty() {
                let id = &deadline.id;
                let message = words!("期限 `{id}` 永远不会起算", "the clock of `{id}` never starts");
                let try_this =
                    words!("在 starts 里写一个能到达的状态", "name a state in `starts` that matters can come into");
                self.notes.report(&self.clock(deadline, "starts"), Code::NeverStarts, message, try_this);
                continue;
            }
            let is_stop = |state: &str| deadline.stops.iter().any(|stop| stop == state);
            let active = graph.reached(starts, is_stop);
            self.stops(deadline, &active, graph);
            self.runs(deadline, &active);
            if let Some(act) = deadline.on_breach.as_ref().and_then(|id| self.kind.act(id)) {
                self.breach(deadline, act, &active);
            }
        }
        self.breaches_apart();
    }

    fn clock(&self, deadline: &Deadline, key: &str) -> String {
        self.path(&format!("deadlines/{}/{key}", deadline.id))
    }

    /// Whether the clock runs in a state: declared so, and neither unstarted nor stopped there.
    fn stops(&self, deadline: &Deadline, active: &BTreeSet<&str>, graph: &Graph<'_>) {
        let (id, path) = (&deadline.id, self.clock(deadline, "stops"));
        for state in deadline.starts.iter().filter(|state| deadline.stops.contains(state)) {
            let message =
                words!("`{state}` 既起算又停止期限 `{id}`", "`{state}` both starts and stops the clock of `{id}`");
            let place = format!("{path}/{state}");
            self.notes.report(&place, Code::NeverStops, message, words!("从一处删去它", "take it out of one of them"));
        }
        let is_stop = |state: &str| deadline.stops.iter().any(|stop| stop == state);
        let kind_of = |id: &str| self.kind.state(id).map(|state| state.kind);
        let closes = |id: &str| matches!(kind_of(id), Some(StateKind::Done | StateKind::Void));
        let open_ends = active.iter().filter(|state| closes(state) && !is_stop(state));
        let stuck = active
            .iter()
            .filter(|state| !closes(state))
            .filter(|state| !graph.reached([**state], |_| false).into_iter().any(|next| is_stop(next) || closes(next)));
        let states = open_ends.chain(stuck).map(|state| format!("`{state}`")).collect::<Vec<_>>();
        if !states.is_empty() {
            let states = states.join(", ");
            let message = words!(
                "期限 `{id}` 起算后不停止：可以到 {states} 而未停",
                "the clock of `{id}` never stops on a way to {states}"
            );
            let try_this = words!("在 stops 里写上 {states}", "add {states} to `stops`");
            self.notes.report(&path, Code::NeverStops, message, try_this);
        }
    }

    fn runs(&self, deadline: &Deadline, active: &BTreeSet<&str>) {
        let (id, path) = (&deadline.id, self.clock(deadline, "runs_in"));
        let is_stop = |state: &str| deadline.stops.iter().any(|stop| stop == state);
        let inside = |state: &str| active.contains(state) && !is_stop(state);
        if !deadline.runs_in.iter().any(|state| inside(state)) {
            let message = words!("期限 `{id}` 在任何状态都不走", "the clock of `{id}` runs in no state");
            let try_this =
                words!("在 runs_in 里写起算与停止之间的状态", "name states between start and stop in `runs_in`");
            return self.notes.report(&path, Code::NeverRuns, message, try_this);
        }
        if !self.notes.has_place(&path) {
            // The usual states were filled in; those outside do no harm.
            return;
        }
        for state in deadline.runs_in.iter().filter(|state| !inside(state)) {
            let message = words!(
                "期限 `{id}` 在 `{state}` 里尚未起算或已经停止",
                "in `{state}` the clock of `{id}` is not started, or stopped already"
            );
            let try_this = words!(
                "从 runs_in 删去 `{state}`，或改 starts、stops",
                "take `{state}` out of `runs_in`, or change `starts` or `stops`"
            );
            self.notes.report(&format!("{path}/{state}"), Code::RunsOutside, message, try_this);
        }
    }

    fn length(&self, deadline: &Deadline) {
        let path = self.clock(deadline, "length");
        match &deadline.length {
            Length::Fixed(amount) => self.warnings(deadline, *amount),
            Length::Monthly { .. } => {}
            Length::Until { field } => {
                let holds = self.kind.field(field).map(|field| &field.holds);
                if holds.is_some_and(|holds| *holds != FieldType::Date) {
                    let message = words!("`{field}` 不是日期", "`{field}` holds no date");
                    let try_this = words!("写一个 type = \"date\" 的字段", "name a field with type = \"date\"");
                    self.notes.report(&format!("{path}/until"), Code::FieldType, message, try_this);
                }
            }
            Length::Register { register, column, by } => {
                let holds = self.kind.field(by).map(|field| &field.holds);
                let fits = |holds: &FieldType| matches!(holds, FieldType::Row { register: of } if of == register);
                if holds.is_some_and(|holds| !fits(holds)) {
                    let message = words!("`{by}` 不取自台账 `{register}`", "`{by}` is no row of `{register}`");
                    let try_this = words!(
                        "写 type = \"row\"、register = \"{register}\" 的字段",
                        "name a field with type = \"row\" and register = \"{register}\""
                    );
                    self.notes.report(&format!("{path}/by"), Code::FieldType, message, try_this);
                }
                let Some(rows) = self.system.registers.get(register).map(|register| &register.rows) else { return };
                let without = rows.iter().filter(|row| !row.amounts.contains_key(column)).map(|row| row.key.as_str());
                let without = without.collect::<Vec<_>>();
                if !without.is_empty() {
                    let keys = without.into_iter().take(5).collect::<Vec<_>>().join(", ");
                    let message = words!(
                        "台账 `{register}` 有的行没有时长 `{column}`：{keys}",
                        "rows of `{register}` have no length `{column}`: {keys}"
                    );
                    let try_this = words!(
                        "在这些行写 amounts = {{ {column} = {{ working_hours = 4 }} }}",
                        "give these rows amounts = {{ {column} = {{ working_hours = 4 }} }}"
                    );
                    self.notes.report(&format!("{path}/column"), Code::UnknownRegister, message, try_this);
                }
            }
        }
    }

    fn warnings(&self, deadline: &Deadline, length: Amount) {
        for (index, warn) in deadline.warn.iter().enumerate() {
            if warn.unit == length.unit && warn.number >= length.number {
                let message = words!("预警不早于起算", "the warning comes before the clock has started");
                let try_this = words!("写比期限短的时长", "write a length shorter than the deadline's");
                self.notes.report(&self.clock(deadline, &format!("warn/{index}")), Code::BadLength, message, try_this);
            }
        }
    }

    fn breach(&self, deadline: &Deadline, act: &Act, active: &BTreeSet<&str>) {
        let (id, name, path) = (&deadline.id, &act.id, self.clock(deadline, "on_breach"));
        let runs = deadline.runs_in.iter().filter(|state| active.contains(state.as_str()));
        let runs = runs.filter(|state| !deadline.stops.contains(state));
        let impossible = runs.filter(|state| !act.from.contains(state)).map(|state| format!("\"{state}\""));
        let impossible = impossible.collect::<Vec<_>>();
        if !impossible.is_empty() {
            let states = impossible.join(", ");
            let message = words!(
                "期限 `{id}` 到期时做不了 `{name}`：它不能在 {states} 里做",
                "when `{id}` ends, `{name}` cannot be done: not in {states}"
            );
            let try_this = words!("在 `{name}` 的 from 里写上 {states}", "add {states} to the `from` of `{name}`");
            self.notes.report(&path, Code::BreachImpossible, message, try_this);
        }
        let given = |field: &String| act.sets.contains_key(field);
        let kinds = [
            Doing::Move,
            Doing::Return,
            Doing::Park,
            Doing::Resume,
            Doing::Urge,
            Doing::Supervise,
            Doing::Record,
            Doing::Void,
        ];
        let needs_person = act.reason
            || act.files > 0
            || act.says.is_some()
            || !act.needs.iter().all(given)
            || !kinds.contains(&act.does);
        if needs_person {
            let message = words!(
                "期限 `{id}` 到期时由系统做 `{name}`，而它要有人填写、说明或判断",
                "the engine does `{name}` when `{id}` ends, but it needs a person to fill in, explain or judge"
            );
            let try_this = words!(
                "另写一个没有 needs、reason、files、says 的动作",
                "declare an act of its own without needs, reason, files and says"
            );
            self.notes.report(&path, Code::BreachNeedsPerson, message, try_this);
        }
    }

    /// Two deadlines that run in one state must not move a matter to different states.
    fn breaches_apart(&self) {
        let target = |deadline: &Deadline| {
            let act = self.kind.act(deadline.on_breach.as_deref()?)?;
            act.to.clone()
        };
        let moving = self.kind.deadlines.iter().filter_map(|deadline| Some((deadline, target(deadline)?)));
        let moving = moving.collect::<Vec<_>>();
        for (index, (second, second_to)) in moving.iter().enumerate() {
            for (first, first_to) in moving.iter().take(index) {
                let both = first.runs_in.iter().find(|state| second.runs_in.contains(state));
                let Some(state) = both.filter(|_| first_to != second_to) else { continue };
                let (one, other) = (&first.id, &second.id);
                let message = words!(
                    "期限 `{one}` 与 `{other}` 都在 `{state}` 里走，到期却去往不同状态",
                    "`{one}` and `{other}` both run in `{state}` and lead to different states when they end"
                );
                let try_this = words!(
                    "让其中一个只标记逾期（删去 on_breach），或错开 runs_in",
                    "let one of them only mark the breach (no on_breach), or let them run in different states"
                );
                self.notes.report(&self.clock(second, "on_breach"), Code::OverlappingBreaches, message, try_this);
            }
        }
    }
}
