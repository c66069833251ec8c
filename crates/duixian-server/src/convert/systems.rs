//! Declarations as screens take them.

use duixian_ledger::{Roster, SiteMap};
use duixian_matters::declaration::{
    self, Act, Doing, Field, FieldType, JointMode, Kind, NamedList, Register, RollUpMode, Says, Side, Stage, State,
    StateKind, System, View, Who,
};
use duixian_matters::time::{Amount, Unit};
use jiff::civil::Date;

use crate::model::measures::MeasureHead;
use crate::model::systems::{
    ActView, AmountView, DeadlineView, DuplicatesView, FieldView, JointView, KindView, MapView, Named, PollView,
    PostView, QuantityView, RegisterRowView, RegisterView, RoleView, RollUpView, RosterView, StageView, StateView,
    SystemBrief, SystemCounts, SystemView, TransferView, UnitView, ViewView, Words,
};

pub(crate) fn words(words: &declaration::Words) -> Words {
    Words { zh: words.zh.clone(), en: words.en.clone() }
}

fn named(id: &str, name: &declaration::Words) -> Named {
    Named { id: id.to_owned(), name: words(name) }
}

pub(crate) fn system_brief(system: &System, counts: SystemCounts) -> SystemBrief {
    SystemBrief {
        id: system.id.clone(),
        name: words(&system.name),
        purpose: words(&system.purpose),
        version: system.version,
        effective: system.effective.to_string(),
        kinds: system.kinds.iter().map(|kind| named(&kind.id, &kind.name)).collect(),
        counts,
    }
}

pub(crate) fn system_view(system: &System) -> SystemView {
    let side = |side: Side| match side {
        Side::Handling => "handling",
        Side::Judging => "judging",
        Side::Public => "public",
    };
    let role = |role: &declaration::Role| RoleView {
        id: role.id.clone(),
        name: words(&role.name),
        side: side(role.side).to_owned(),
    };
    SystemView {
        id: system.id.clone(),
        name: words(&system.name),
        purpose: words(&system.purpose),
        version: system.version,
        effective: system.effective.to_string(),
        follows: system.follows.clone(),
        roles: system.roles.iter().map(role).collect(),
        kinds: system.kinds.iter().map(|kind| kind_view(kind, system.views.get(&kind.id))).collect(),
        measures: system.measures.iter().map(|measure| measure_head(system, measure)).collect(),
        registers: system.registers.values().map(register).collect(),
    }
}

pub(crate) fn measure_head(system: &System, measure: &declaration::Measure) -> MeasureHead {
    let has_denominator = !measure.denominator.zh.is_empty();
    MeasureHead {
        id: measure.id.clone(),
        system: system.id.clone(),
        kind: measure.kind.clone(),
        name: words(&measure.name),
        numerator_words: words(&measure.numerator),
        denominator_words: has_denominator.then(|| words(&measure.denominator)),
        exclusions_words: words(&measure.exclusions),
        unit: measure.unit.clone(),
        scale: measure.scale,
        metric: measure.metric.clone(),
        group: measure.group.as_ref().map(words),
        version: system.version,
    }
}

fn kind_view(kind: &Kind, view: Option<&View>) -> KindView {
    let quantity = |quantity: &declaration::Quantity| QuantityView {
        id: quantity.id.clone(),
        name: words(&quantity.name),
        unit: quantity.unit.clone(),
        scale: quantity.scale,
    };
    let deadline = |deadline: &declaration::Deadline| DeadlineView {
        id: deadline.id.clone(),
        name: words(&deadline.name),
        extends: deadline.extends,
        runs_in: deadline.runs_in.clone(),
    };
    KindView {
        id: kind.id.clone(),
        name: words(&kind.name),
        number: kind.number.clone(),
        title: kind.title.clone(),
        fields: kind.fields.iter().map(field).collect(),
        states: kind.states.iter().map(state).collect(),
        acts: kind.acts.iter().map(act).collect(),
        deadlines: kind.deadlines.iter().map(deadline).collect(),
        joint: kind.joint.as_ref().map(|rule| match rule.mode {
            JointMode::All => JointView { mode: "all".to_owned(), percent: None },
            JointMode::Any => JointView { mode: "any".to_owned(), percent: None },
            JointMode::Share { percent } => JointView { mode: "share".to_owned(), percent: Some(percent.to_string()) },
        }),
        roll_up: kind.roll_up.as_ref().map(|rule| RollUpView {
            of: rule.of.clone(),
            mode: match rule.mode {
                RollUpMode::Weighted => "weighted",
                RollUpMode::Count => "count",
                RollUpMode::Least => "least",
                RollUpMode::None => "none",
            }
            .to_owned(),
            weight: rule.weight.clone(),
        }),
        stages: kind.stages.iter().map(stage).collect(),
        quantities: kind.quantities.iter().map(quantity).collect(),
        poll: kind.poll.as_ref().map(|poll| PollView {
            candidates: poll.candidates.clone(),
            standing: poll.standing.clone(),
            places: poll.places.clone(),
            electors: poll.electors.clone(),
        }),
        duplicates: kind.duplicates.as_ref().map(|rule| DuplicatesView {
            place: rule.place.clone(),
            metres: rule.metres,
            same: rule.same.clone(),
            days: rule.days,
        }),
        transfers: kind.transfers.iter().map(|way| TransferView { act: way.act.clone(), to: way.to.clone() }).collect(),
        view: view_view(view),
    }
}

fn view_view(view: Option<&View>) -> ViewView {
    let view = view.cloned().unwrap_or_default();
    let list =
        |list: &NamedList| StageView { id: list.id.clone(), name: words(&list.name), states: list.states.clone() };
    ViewView {
        lists: view.lists.iter().map(list).collect(),
        columns: view.columns,
        filters: view.filters,
        board: view.board,
        map: view.map,
        class: view.class,
        area: view.area,
        import_key: view.import_key,
    }
}

fn stage(stage: &Stage) -> StageView {
    StageView { id: stage.id.clone(), name: words(&stage.name), states: stage.states.clone() }
}

fn state(state: &State) -> StateView {
    StateView {
        id: state.id.clone(),
        name: words(&state.name),
        kind: state_kind(state.kind).to_owned(),
        owner: state.owner.as_ref().map(who),
    }
}

/// The code of what a state means.
pub(crate) fn state_kind(kind: StateKind) -> &'static str {
    match kind {
        StateKind::Open => "open",
        StateKind::Paused => "paused",
        StateKind::Done => "done",
        StateKind::Void => "void",
    }
}

fn who(who: &Who) -> String {
    match who {
        Who::Lead => "lead",
        Who::Joint => "joint",
        Who::Author => "author",
        Who::Anyone => "anyone",
        Who::Role(role) => role,
    }
    .to_owned()
}

fn act(act: &Act) -> ActView {
    ActView {
        id: act.id.clone(),
        name: words(&act.name),
        does: doing(act.does).to_owned(),
        from: act.from.clone(),
        to: act.to.clone(),
        who: act.who.iter().map(who).collect(),
        needs: act.needs.clone(),
        may: act.may.clone(),
        reason: act.reason,
        files: act.files,
        says: act.says.map(|says| match says {
            Says::Done => "done".to_owned(),
            Says::Verified => "verified".to_owned(),
        }),
    }
}

fn doing(does: Doing) -> &'static str {
    match does {
        Doing::Open => "open",
        Doing::Move => "move",
        Doing::Assign => "assign",
        Doing::Return => "return",
        Doing::AskExtension => "ask_extension",
        Doing::GrantExtension => "grant_extension",
        Doing::RefuseExtension => "refuse_extension",
        Doing::Park => "park",
        Doing::Resume => "resume",
        Doing::Rework => "rework",
        Doing::Urge => "urge",
        Doing::Supervise => "supervise",
        Doing::Transfer => "transfer",
        Doing::Part => "part",
        Doing::Record => "record",
        Doing::Reopen => "reopen",
        Doing::Void => "void",
        Doing::Ballot => "ballot",
        Doing::Count => "count",
        Doing::Exclude => "exclude",
    }
}

fn field(field: &Field) -> FieldView {
    let mut view = FieldView {
        id: field.id.clone(),
        name: words(&field.name),
        help: field.help.as_ref().map(words),
        holds: String::new(),
        required: field.required,
        sensitive: field.sensitive,
        longest: None,
        scale: None,
        unit: None,
        choices: None,
        register: None,
        kind: None,
    };
    let holds = match &field.holds {
        FieldType::Text { longest } => {
            view.longest = Some(*longest);
            "text"
        }
        FieldType::Number { scale, unit } | FieldType::Money { scale, unit } => {
            view.scale = Some(*scale);
            view.unit = Some(unit.clone());
            if matches!(field.holds, FieldType::Money { .. }) { "money" } else { "number" }
        }
        FieldType::Date => "date",
        FieldType::Choice { choices } => {
            view.choices = Some(choices.iter().map(|choice| named(&choice.id, &choice.name)).collect());
            "choice"
        }
        FieldType::Row { register } => {
            view.register = Some(register.clone());
            "row"
        }
        FieldType::Unit => "unit",
        FieldType::Post => "post",
        FieldType::Place => "place",
        FieldType::File => "file",
        FieldType::Phone => "phone",
        FieldType::Person => "person",
        FieldType::Address => "address",
        FieldType::IdentityNumber => "identity_number",
        FieldType::Matter { kind } => {
            view.kind = Some(kind.clone());
            "matter"
        }
    };
    FieldView { holds: holds.to_owned(), ..view }
}

fn register(register: &Register) -> RegisterView {
    let row = |row: &declaration::RegisterRow| RegisterRowView {
        key: row.key.clone(),
        name: words(&row.name),
        from: row.from.to_string(),
        until: row.until.map(|day| day.to_string()),
        texts: row.texts.clone(),
        amounts: row.amounts.iter().map(|(column, length)| (column.clone(), amount(*length))).collect(),
    };
    RegisterView { id: register.id.clone(), name: words(&register.name), rows: register.rows.iter().map(row).collect() }
}

fn amount(amount: Amount) -> AmountView {
    AmountView { number: amount.number, unit: unit(amount.unit).to_owned() }
}

/// The code of a unit of time.
pub(crate) fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::WorkingHours => "working_hours",
        Unit::WorkingDays => "working_days",
        Unit::CalendarDays => "calendar_days",
        Unit::FixedDays => "fixed_days",
        Unit::Hours => "hours",
    }
}

pub(crate) fn roster(roster: &Roster, today: Date) -> RosterView {
    let post = |post: &duixian_ledger::Post| PostView {
        id: post.id.clone(),
        name: post.name.clone(),
        unit: post.unit.clone(),
        roles: post.roles.clone(),
        person: post.holders(today).next().map(str::to_owned),
    };
    let unit = |unit: &duixian_ledger::Unit| UnitView {
        name: unit.name.clone(),
        kind: unit.kind.clone(),
        parent: unit.parent.clone(),
    };
    RosterView { units: roster.units.iter().map(unit).collect(), posts: roster.posts.iter().map(post).collect() }
}

pub(crate) fn map(map: &SiteMap) -> MapView {
    MapView { title: map.title.clone(), review_number: map.review_number.clone(), geojson: map.geojson.clone() }
}
