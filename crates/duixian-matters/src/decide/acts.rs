//! What each kind of act changes, in the order: what was given, what the act does, what it says, the state, clocks.

use super::clocks::Turn;
use super::intake::{quantities, take};
use super::permit::{by_whom, permit};
use super::sketch::Sketch;
use super::{Deciding, may_be_child};
use crate::command::ActCommand;
use crate::declaration::{Act, Doing, Kind, Says};
use crate::declarations::Declared;
use crate::event::{Effect, Happened};
use crate::matter::{Exclusion, Fields, Matter, MatterId, Origin, Request};
use crate::refusal::{Refusal, RefusalCode};

impl Deciding<'_> {
    /// An act on a matter.
    pub(super) fn act(&mut self, given: &ActCommand) -> Result<(), Refusal> {
        let (matter, declared) = self.target()?;
        let Declared { system, kind } = declared;
        let act = kind.act(&given.act).filter(|act| act.does != Doing::Open).ok_or_else(|| unknown(kind, given))?;
        permit(system, kind, act, &matter, self.actor)?;
        let taken = take(system, kind, act, given, Some(&matter), self.today())?;

        let actor = self.actor;
        let mut sketch = Sketch::new(matter.clone(), actor, self.now);
        write(&mut sketch, kind, given, &taken.fields)?;
        if act.does == Doing::Assign {
            let lead = given.lead.clone().or_else(|| matter.lead.clone());
            sketch.add(Effect::Assigned { lead, joint: given.joint.clone() })?;
        }
        self.effects_of(declared, act, given, &mut sketch)?;
        match act.says {
            Some(Says::Done) => sketch.add(Effect::SaidDone {})?,
            Some(Says::Verified) => sketch.add(Effect::SaidVerified {})?,
            None => {}
        }
        let round = if act.does == Doing::Count { Some(self.count(kind, &matter)?) } else { None };
        let is_undecided = round.as_ref().is_some_and(|round| !round.tied.is_empty());
        if let Some(round) = &round {
            sketch.add(Effect::Counted { round: round.clone() })?;
        }
        let to = match act.does {
            Doing::Resume => matter.parked_in.clone().or_else(|| act.to.clone()),
            Doing::Count if is_undecided => None,
            _ => act.to.clone(),
        };
        if let Some(to) = to.filter(|to| *to != matter.state) {
            move_to(&mut sketch, kind, act, &to)?;
        }
        let turn = Turn {
            before: Some(&matter),
            again: matches!(act.does, Doing::Reopen | Doing::Rework),
            renews: &act.renews,
        };
        self.follow_clocks(declared, &turn, &mut sketch)?;
        self.happen(&matter.id, &act.id, given.reason.as_deref(), sketch.effects)?;

        if let (Some(round), Some(poll)) = (&round, &kind.poll) {
            self.tell_candidates(poll, act, round)?;
        }
        if act.does == Doing::Transfer {
            self.transfer(declared, act, given, &matter)?;
        }
        self.tell_relatives(&matter.id)
    }

    /// What an act does beside fields and state.
    fn effects_of(
        &self,
        declared: Declared<'_>,
        act: &Act,
        given: &ActCommand,
        sketch: &mut Sketch<'_>,
    ) -> Result<(), Refusal> {
        match act.does {
            Doing::Return => sketch.add(Effect::Assigned { lead: None, joint: Vec::new() }),
            Doing::AskExtension => {
                let request = self.extension_asked(declared.kind, given, &sketch.matter)?;
                sketch.add(Effect::Requested { request: Some(request) })
            }
            Doing::GrantExtension => self.grant(declared.kind, given, sketch),
            Doing::RefuseExtension => sketch.add(Effect::Requested { request: None }),
            Doing::Park => {
                let state = Some(sketch.matter.state.clone());
                sketch.add(Effect::Parked { state })
            }
            Doing::Resume => sketch.add(Effect::Parked { state: None }),
            Doing::Rework | Doing::Reopen => sketch.add(Effect::Unsaid {}),
            Doing::Part => self.part(sketch),
            Doing::Ballot => {
                let choices = self.ballot(declared.kind, given, &sketch.matter)?;
                sketch.add(Effect::Voted { deputy: self.actor.person.clone(), choices })
            }
            Doing::Exclude => {
                let exclusion = self.exclusion(declared, given, &sketch.matter)?;
                sketch.add(Effect::Excluded { exclusion })
            }
            Doing::Open
            | Doing::Move
            | Doing::Assign
            | Doing::Urge
            | Doing::Supervise
            | Doing::Transfer
            | Doing::Record
            | Doing::Void
            | Doing::Count => Ok(()),
        }
    }

    /// A joint unit's part.
    fn part(&self, sketch: &mut Sketch<'_>) -> Result<(), Refusal> {
        let unit = &self.actor.unit;
        match sketch.matter.joint.iter().find(|part| part.unit == *unit) {
            Some(part) if part.done_at.is_none() => sketch.add(Effect::PartDone { unit: unit.clone() }),
            Some(_) => Err(Refusal::new(
                RefusalCode::TooOften,
                (format!("{unit}已报送会办结果"), format!("{unit} did its part already")),
                ("如需更正，请由牵头单位退回重新交办", "to change it, have it assigned anew"),
            )
            .about(unit)),
            None => Err(Refusal::new(
                RefusalCode::NotYours,
                (format!("{unit}不是会办单位"), format!("{unit} is no joint unit")),
                ("由会办单位报送", "a joint unit does it"),
            )
            .about(unit)),
        }
    }

    fn exclusion(&self, declared: Declared<'_>, given: &ActCommand, matter: &Matter) -> Result<Exclusion, Refusal> {
        let (measure, approver) = given.exclusion.clone().unwrap_or_default();
        let approver = approver.trim().to_owned();
        if approver.is_empty() || approver == self.actor.person {
            return Err(Refusal::new(
                RefusalCode::NeedsApprover,
                ("剔除须由另一人批准", "an exclusion is approved by another person"),
                ("请填写批准人，且不能是本人", "name the approver, who is not yourself"),
            ));
        }
        let is_known = declared.system.measures.iter().any(|known| known.id == measure && known.kind == matter.kind);
        let is_out = matter.exclusions.iter().any(|known| known.measure == measure);
        if !is_known || is_out {
            let (zh, en) = if is_out {
                ("已经剔除", "is left out already")
            } else {
                ("不是这类事项的指标", "is no measure of this kind")
            };
            return Err(Refusal::new(
                RefusalCode::BadField,
                (format!("“{measure}”{zh}"), format!("{measure} {en}")),
                ("请选择这类事项的指标", "choose a measure of this kind"),
            )
            .about("measure"));
        }
        let reason = given.reason.clone().unwrap_or_default();
        Ok(Exclusion { measure, reason, by: self.actor.clone(), approver, at: self.now })
    }

    /// An act that opens a matter.
    pub(super) fn open(&mut self, given: &ActCommand) -> Result<(), Refusal> {
        let found = self.situation.declarations.kind(&given.kind, self.today());
        let declared = found.ok_or_else(|| {
            Refusal::new(
                RefusalCode::NotInForce,
                (format!("没有现行的事项种类“{}”", given.kind), format!("no kind {:?} is in force", given.kind)),
                ("请核对系统名称和声明的生效日期", "check the name and from when the declaration holds"),
            )
        })?;
        let opens = |act: &&Act| act.does == Doing::Open && (given.act.is_empty() || act.id == given.act);
        let act = declared.kind.acts.iter().find(opens).ok_or_else(|| unknown(declared.kind, given))?;
        let parent = match &given.parent {
            Some(parent) => Some(self.may_open_below(parent, &given.kind)?),
            None => None,
        };
        let lead = given.lead.clone().or_else(|| parent.as_ref().and_then(|parent| parent.lead.clone()));
        self.may_open(declared, act, lead.as_deref(), parent.as_ref())?;
        let taken = take(declared.system, declared.kind, act, given, None, self.today())?;
        self.open_in(declared, act, &ActCommand { lead, ..given.clone() }, &taken.fields)
    }

    /// Opening for the lead means: by the unit that is to lead.
    fn may_open(
        &self,
        declared: Declared<'_>,
        act: &Act,
        lead: Option<&str>,
        parent: Option<&Matter>,
    ) -> Result<(), Refusal> {
        let by_own_unit = act.who.contains(&crate::declaration::Who::Lead)
            && !self.actor.person.is_empty()
            && lead == Some(self.actor.unit.as_str());
        if by_own_unit { Ok(()) } else { by_whom(declared.system, act, parent, self.actor) }
    }

    /// Opens a matter whose fields are in their kept form.
    pub(super) fn open_in(
        &mut self,
        declared: Declared<'_>,
        act: &Act,
        given: &ActCommand,
        fields: &Fields,
    ) -> Result<(), Refusal> {
        let Declared { system, kind } = declared;
        let fresh = given.fresh.get(&kind.id).and_then(|fresh| fresh.first());
        let fresh = fresh.ok_or_else(|| super::broken("no number was given for a new matter"))?.clone();
        let state = act.to.as_deref().and_then(|to| kind.state(to)).ok_or_else(|| unknown(kind, given))?;
        let opened = Effect::Opened {
            kind: kind.id.clone(),
            declared: system.version,
            number: fresh.number,
            state: state.id.clone(),
            state_kind: state.kind,
            parent: given.parent.clone(),
            origin: given.origin.clone(),
        };
        let first = Happened {
            matter: fresh.id.clone(),
            act: act.id.clone(),
            by: self.actor.clone(),
            reason: None,
            effects: vec![opened.clone()],
        };
        let matter = crate::apply::apply(None, &first, self.now).map_err(|damaged| super::broken(damaged.reason))?;
        let mut sketch = Sketch::new(matter, self.actor, self.now);
        write(&mut sketch, kind, given, fields)?;
        if given.lead.is_some() || !given.joint.is_empty() {
            sketch.add(Effect::Assigned { lead: given.lead.clone(), joint: given.joint.clone() })?;
        }
        let turn = Turn { before: None, again: false, renews: &[] };
        self.follow_clocks(declared, &turn, &mut sketch)?;
        let effects = std::iter::once(opened).chain(sketch.effects).collect();
        self.happen(&fresh.id, &act.id, given.reason.as_deref(), effects)?;
        self.tell_relatives(&fresh.id)
    }

    fn may_open_below(&self, parent: &MatterId, kind: &str) -> Result<Matter, Refusal> {
        let refused = || {
            Refusal::new(
                RefusalCode::NotTaken,
                ("不能挂在这个上级事项下", "it cannot be a part of that matter"),
                ("上级事项须是同一系统中可以含有这类事项的", "the parent must be of a kind that has such parts"),
            )
            .about("parent")
        };
        let found = self.matter(parent).ok_or_else(refused)?;
        let declared = self.declared(found)?;
        let fits = may_be_child(declared.system, declared.kind, kind) && found.closed_at.is_none();
        if fits { Ok(found.clone()) } else { Err(refused()) }
    }

    /// Opens the matter in another system that an act transfers to.
    fn transfer(
        &mut self,
        declared: Declared<'_>,
        act: &Act,
        given: &ActCommand,
        matter: &Matter,
    ) -> Result<(), Refusal> {
        let way = declared.kind.transfers.iter().find(|way| way.act == act.id);
        let way = way.ok_or_else(|| super::broken("the act has no transfer"))?;
        let not_there = || {
            Refusal::new(
                RefusalCode::NotInForce,
                (format!("转往的系统“{}”尚未生效", way.to), format!("the system {:?} is not in force", way.to)),
                ("请核对该系统的生效日期", "check from when it holds"),
            )
        };
        let to = self.situation.declarations.kind(&way.to, self.today()).ok_or_else(not_there)?;
        let opens = to.kind.act(&way.opens).filter(|act| act.does == Doing::Open).ok_or_else(not_there)?;
        let behind = self.matter(&matter.id).unwrap_or(matter);
        let value = |from: &String| behind.fields.get(from).cloned();
        let fields = way.fields.iter().filter_map(|(field, from)| Some((field.clone(), value(from)?))).collect();
        let origin = Some(Origin::Matter { matter: matter.id.clone(), act: act.id.clone() });
        let command = ActCommand {
            act: opens.id.clone(),
            fields,
            origin,
            kind: way.to.clone(),
            fresh: given.fresh.clone(),
            reason: given.reason.clone(),
            ..ActCommand::default()
        };
        let taken = take(to.system, to.kind, opens, &command, None, self.today())?;
        self.open_in(to, opens, &command, &taken.fields)
    }

    fn extension_asked(&self, kind: &Kind, given: &ActCommand, matter: &Matter) -> Result<Request, Refusal> {
        let (deadline, until) = given.extension.clone().unwrap_or_default();
        self.may_extend(kind, matter, &deadline, until)?;
        let reason = given.reason.clone().unwrap_or_default();
        Ok(Request { deadline, until, by: self.actor.clone(), at: self.now, reason })
    }
}

/// Values, files, progress and quantities that came with an act.
fn write(sketch: &mut Sketch<'_>, kind: &Kind, given: &ActCommand, fields: &Fields) -> Result<(), Refusal> {
    let is_new = |(field, value): &(&String, &String)| {
        sketch.matter.fields.get(*field).map_or("", String::as_str) != value.as_str()
    };
    let fields: Fields = fields.iter().filter(is_new).map(|(field, value)| (field.clone(), value.clone())).collect();
    if !fields.is_empty() {
        sketch.add(Effect::Wrote { fields })?;
    }
    for file in &given.files {
        sketch.add(Effect::Attached { file: file.clone() })?;
    }
    if let Some(percent) = given.progress {
        sketch.add(Effect::Progressed { percent: percent.normalize() })?;
    }
    for entry in quantities(kind, &sketch.matter.quantities, &given.quantities)? {
        sketch.add(Effect::Quantified { entry })?;
    }
    Ok(())
}

/// A change of state. A request for an extension falls with it, unless the matter is only put aside.
fn move_to(sketch: &mut Sketch<'_>, kind: &Kind, act: &Act, to: &str) -> Result<(), Refusal> {
    let state = kind.state(to).ok_or_else(|| super::broken("the state is not declared"))?;
    let keeps_request = matches!(act.does, Doing::Park | Doing::Resume | Doing::AskExtension);
    if sketch.matter.request.is_some() && !keeps_request {
        sketch.add(Effect::Requested { request: None })?;
    }
    if sketch.matter.parked_in.is_some() && !matches!(act.does, Doing::Park | Doing::Resume) {
        sketch.add(Effect::Parked { state: None })?;
    }
    sketch.add(Effect::Moved { to: to.to_owned(), state_kind: state.kind })
}

fn unknown(kind: &Kind, given: &ActCommand) -> Refusal {
    Refusal::new(
        RefusalCode::UnknownAct,
        (
            format!("“{}”没有“{}”这一办理", kind.name.zh, given.act),
            format!("{} has no act {:?}", kind.name.en, given.act),
        ),
        ("请从事项页面所列的办理中选择", "choose one of the acts that the matter offers"),
    )
    .about(&given.act)
}
