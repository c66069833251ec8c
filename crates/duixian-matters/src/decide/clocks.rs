//! Deadlines: what a change of state, field or end does to the clocks, and what a timer does.
//!
//! A clock starts on entering a state of `starts`, waits in states that are not in `runs_in`, and stops on entering
//! one of `stops` or any closed state. `docs/matters.md` has the table.

use jiff::Timestamp;
use jiff::civil::Date;

use super::sketch::Sketch;
use super::{Deciding, TIMER, broken};
use crate::command::ActCommand;
use crate::declaration::{Deadline, Doing, Kind, Length, OnChange, OnReopen, StateKind};
use crate::declarations::Declared;
use crate::event::Effect;
use crate::matter::{Clock, ClockState, Fields, Matter};
use crate::refusal::{Refusal, RefusalCode};
use crate::time::{Amount, Calendar, Due, Left, TimeError, Unit};

/// In what a pause of a deadline is counted whose end is a date that somebody set.
const DATED: Unit = Unit::WorkingDays;

/// What a change means for clocks.
pub(super) struct Turn<'a> {
    /// The matter before it; none when it is opened.
    pub(super) before: Option<&'a Matter>,
    /// Whether work begins again (rework, reopening).
    pub(super) again: bool,
    /// Deadlines that start anew by it.
    pub(super) renews: &'a [String],
}

/// How long a deadline is on a matter: the amount, where there is one, and the end.
type Resolved = (Option<Amount>, Due);

impl Deciding<'_> {
    /// Brings every clock to what the sketched matter's state and fields mean for it.
    pub(super) fn follow_clocks(
        &self,
        declared: Declared<'_>,
        turn: &Turn<'_>,
        sketch: &mut Sketch<'_>,
    ) -> Result<(), Refusal> {
        for deadline in &declared.kind.deadlines {
            let known = sketch.matter.clocks.get(&deadline.id);
            let clock = self.followed(declared, deadline, turn, &sketch.matter, known)?;
            if let Some(clock) = clock.filter(|clock| Some(clock) != known) {
                sketch.add(Effect::Clocked { deadline: deadline.id.clone(), clock })?;
            }
        }
        Ok(())
    }

    /// The clock as it is to be; none where there is none.
    fn followed(
        &self,
        declared: Declared<'_>,
        deadline: &Deadline,
        turn: &Turn<'_>,
        matter: &Matter,
        known: Option<&Clock>,
    ) -> Result<Option<Clock>, Refusal> {
        let is_in = |states: &[String]| states.contains(&matter.state);
        let is_closed = matches!(matter.state_kind, StateKind::Done | StateKind::Void);
        let ends = is_closed || is_in(&deadline.stops);
        let runs = is_in(&deadline.runs_in);
        let starts = is_in(&deadline.starts) && !ends;
        let moved = turn.before.is_none_or(|before| before.state != matter.state);
        let is_renewed = turn.renews.contains(&deadline.id);
        let base_changed = turn.before.is_some_and(|before| base_differs(deadline, &before.fields, &matter.fields));

        let clock = match known {
            None if (moved && starts) || (base_changed && (starts || runs) && !ends) => {
                self.started(declared, deadline, matter, None, false)?
            }
            None => None,
            Some(known) if known.is_stopped() => match deadline.on_reopen {
                _ if ends || !moved => Some(known.clone()),
                OnReopen::Restart if turn.again && (starts || runs) => {
                    self.started(declared, deadline, matter, Some(known), false)?
                }
                OnReopen::Continue if turn.again && (starts || runs) => Some(self.resumed(known)?),
                OnReopen::Stay if turn.again => Some(known.clone()),
                _ if starts => self.started(declared, deadline, matter, Some(known), false)?,
                _ => Some(known.clone()),
            },
            Some(known) if ends => Some(self.stopped(deadline, known)),
            Some(known) if is_renewed => self.started(declared, deadline, matter, Some(known), true)?,
            Some(known) if base_changed && deadline.on_change == OnChange::Recompute => {
                Some(self.with_new_base(declared, deadline, matter, known)?)
            }
            Some(known) => Some(known.clone()),
        };
        let Some(clock) = clock else { return Ok(None) };
        Ok(Some(match &clock.runs {
            ClockState::Running { .. } if !runs && !ends => self.paused(deadline, &clock),
            ClockState::Paused { .. } if runs => self.resumed(&clock)?,
            _ => clock,
        }))
    }

    /// A clock from its beginning; none where nothing tells how long it is yet.
    fn started(
        &self,
        declared: Declared<'_>,
        deadline: &Deadline,
        matter: &Matter,
        known: Option<&Clock>,
        is_renewed: bool,
    ) -> Result<Option<Clock>, Refusal> {
        let resolved = self.length(declared, deadline, &matter.fields, self.now, is_renewed)?;
        Ok(resolved.map(|(amount, due)| Clock {
            generation: known.map_or(0, |known| known.generation).saturating_add(1),
            started_at: self.now,
            amount,
            pauses: Vec::new(),
            runs: ClockState::Running { due },
            warned: 0,
            breached_at: None,
            // A clock that is renewed after its end keeps that it was late.
            breaches: known.map_or(0, |known| self.late(known).breaches),
        }))
    }

    fn stopped(&self, deadline: &Deadline, known: &Clock) -> Clock {
        let known = self.late(known);
        let left = match known.runs {
            ClockState::Running { due } => self.left(&due, unit_of(deadline, &known)),
            ClockState::Paused { left } | ClockState::Stopped { left } => Left { at: self.now, ..left },
        };
        Clock { generation: known.generation.saturating_add(1), runs: ClockState::Stopped { left }, ..known }
    }

    fn paused(&self, deadline: &Deadline, known: &Clock) -> Clock {
        let known = self.late(known);
        let left = self.left(&known.due(), unit_of(deadline, &known));
        Clock { generation: known.generation.saturating_add(1), runs: ClockState::Paused { left }, ..known }
    }

    fn resumed(&self, known: &Clock) -> Result<Clock, Refusal> {
        let (ClockState::Paused { left } | ClockState::Stopped { left }) = &known.runs else {
            return Ok(known.clone());
        };
        let due = self.situation.calendar.resume(self.now, left).map_err(bad_length)?;
        let mut pauses = known.pauses.clone();
        pauses.push((left.at, self.now));
        Ok(Clock {
            generation: known.generation.saturating_add(1),
            pauses,
            runs: ClockState::Running { due },
            ..known.clone()
        })
    }

    /// The clock with its breach, where its end passed while it ran and no timer has told so yet.
    fn late(&self, known: &Clock) -> Clock {
        match known.runs {
            ClockState::Running { due } if known.breached_at.is_none() && due.is_missed(self.now) => {
                Clock { breached_at: Some(due.at), breaches: known.breaches.saturating_add(1), ..known.clone() }
            }
            _ => known.clone(),
        }
    }

    fn left(&self, due: &Due, unit: Unit) -> Left {
        self.situation.calendar.left(self.now, due, unit)
    }

    /// The clock after a change of what its length depends on; an end that was extended stays.
    fn with_new_base(
        &self,
        declared: Declared<'_>,
        deadline: &Deadline,
        matter: &Matter,
        known: &Clock,
    ) -> Result<Clock, Refusal> {
        let is_dated = matches!(deadline.length, Length::Until { .. });
        let was_extended = known.amount.is_none() && !is_dated;
        let resolved = self.length(declared, deadline, &matter.fields, known.started_at, false)?;
        match resolved {
            Some((amount, due)) if !was_extended => self.with_end(deadline, known, amount, due),
            _ => Ok(known.clone()),
        }
    }

    /// The clock with another end from its start, the pauses taken into account.
    fn with_end(&self, deadline: &Deadline, known: &Clock, amount: Option<Amount>, due: Due) -> Result<Clock, Refusal> {
        let calendar = self.situation.calendar;
        let unit = amount.map_or(DATED, |amount| amount.unit);
        // A date that somebody set means that date, whatever pauses there were.
        let pauses = if amount.is_some() { known.pauses.as_slice() } else { &[] };
        let due = calendar.after_pauses(due, unit, pauses).map_err(bad_length)?;
        let runs = match &known.runs {
            ClockState::Running { .. } => ClockState::Running { due },
            ClockState::Paused { left } => ClockState::Paused { left: calendar.left(left.at, &due, unit) },
            ClockState::Stopped { left } => ClockState::Stopped { left: calendar.left(left.at, &due, unit) },
        };
        let is_late_still = due.is_missed(self.now);
        let known = if deadline.extends || is_late_still { self.late(known) } else { known.clone() };
        Ok(Clock {
            generation: known.generation.saturating_add(1),
            amount,
            runs,
            warned: 0,
            breached_at: known.breached_at.filter(|_| is_late_still),
            ..known
        })
    }

    /// How long a deadline is from a start, by its declaration and the matter's fields.
    fn length(
        &self,
        declared: Declared<'_>,
        deadline: &Deadline,
        fields: &Fields,
        start: Timestamp,
        is_renewed: bool,
    ) -> Result<Option<Resolved>, Refusal> {
        let calendar = self.situation.calendar;
        let fixed = |amount: Amount| match calendar.due(start, amount) {
            Ok(due) => Ok(Some((Some(amount), due))),
            Err(error) => Err(bad_length(error)),
        };
        match &deadline.length {
            Length::Fixed(amount) => fixed(*amount),
            Length::Until { field } => {
                let date = fields.get(field).and_then(|date| date.parse::<Date>().ok());
                Ok(date.and_then(|date| end_of(calendar, date)).map(|at| (None, Due::fixed(at))))
            }
            Length::Monthly { day } => {
                let date = monthly(calendar.day_of(start), *day, is_renewed);
                Ok(date.and_then(|date| end_of(calendar, date)).map(|at| (None, Due::fixed(at))))
            }
            Length::Register { register, column, by } => {
                let day = calendar.day_of(start);
                let rows = declared.system.registers.get(register).map_or(&[][..], |register| &register.rows);
                let Some(key) = fields.get(by) else { return Ok(None) };
                let in_force = |row: &&crate::declaration::RegisterRow| {
                    row.key == *key && row.from <= day && row.until.is_none_or(|until| day <= until)
                };
                let row = rows.iter().find(in_force).ok_or_else(|| {
                    Refusal::new(
                        RefusalCode::NotInForce,
                        (format!("{day}没有“{key}”的有效规定"), format!("no rule for {key:?} holds on {day}")),
                        ("请改选类别，或在登记表中补上该日有效的一行", "choose another class, or add a row that holds"),
                    )
                    .about(by)
                })?;
                row.amounts.get(column).map_or(Ok(None), |amount| fixed(*amount))
            }
        }
    }

    /// A timer: the end of a clock, or one of its warnings. A late one does nothing.
    pub(super) fn timer(&mut self, deadline: &str, generation: u32) -> Result<(), Refusal> {
        let (matter, declared) = self.target()?;
        let Some(rule) = declared.kind.deadline(deadline) else { return Ok(()) };
        let known = matter.clocks.get(deadline).filter(|clock| clock.is_running() && clock.generation == generation);
        let Some(known) = known.filter(|clock| clock.breached_at.is_none()) else { return Ok(()) };
        let due = known.due();
        if !due.is_missed(self.now) {
            let moment = next_moment(rule, known, self.situation.calendar);
            if moment.is_none_or(|moment| moment > self.now) {
                return Ok(());
            }
            let warned = known.warned.saturating_add(1);
            let clock = Clock { generation: known.generation.saturating_add(1), warned, ..known.clone() };
            return self.happen(&matter.id, TIMER, None, vec![Effect::Clocked { deadline: rule.id.clone(), clock }]);
        }
        let late = self.late(known);
        let mut clock = Clock { generation: known.generation.saturating_add(1), ..late };
        if let Length::Monthly { day } = rule.length {
            let next = monthly(self.situation.calendar.day_of(due.at), day, true);
            let end = next.and_then(|date| end_of(self.situation.calendar, date));
            if let Some(end) = end {
                clock =
                    Clock { runs: ClockState::Running { due: Due::fixed(end) }, warned: 0, breached_at: None, ..clock };
            }
        }
        self.happen(&matter.id, TIMER, None, vec![Effect::Clocked { deadline: rule.id.clone(), clock }])?;
        self.on_breach(declared, rule)
    }

    /// The act that the declaration has the engine do at the end.
    fn on_breach(&mut self, declared: Declared<'_>, rule: &Deadline) -> Result<(), Refusal> {
        let (matter, _) = self.target()?;
        let act = rule.on_breach.as_deref().and_then(|id| declared.kind.act(id));
        let Some(act) = act.filter(|act| act.from.contains(&matter.state)) else { return Ok(()) };
        let mut sketch = Sketch::new(matter.clone(), self.actor, self.now);
        if !act.sets.is_empty() {
            sketch.add(Effect::Wrote { fields: act.sets.clone() })?;
        }
        let resumes = act.does == Doing::Resume;
        let to = if resumes { matter.parked_in.as_ref().or(act.to.as_ref()) } else { act.to.as_ref() };
        if let Some(to) = to.filter(|to| **to != matter.state) {
            let state = declared.kind.state(to).ok_or_else(|| broken("the state is not declared"))?;
            if state.kind == StateKind::Done {
                // Nothing closes as done without a second pair of eyes, least of all by itself.
                return Ok(());
            }
            if resumes {
                sketch.add(Effect::Parked { state: None })?;
            }
            sketch.add(Effect::Moved { to: to.clone(), state_kind: state.kind })?;
        }
        let turn = Turn { before: Some(&matter), again: false, renews: &act.renews };
        self.follow_clocks(declared, &turn, &mut sketch)?;
        self.happen(&matter.id, &act.id, None, sketch.effects)?;
        self.tell_relatives(&matter.id)
    }

    /// Computes provisional ends anew, by the calendar as it is now.
    pub(super) fn recompute(&mut self) -> Result<(), Refusal> {
        let (matter, declared) = self.target()?;
        let mut effects = Vec::new();
        for deadline in &declared.kind.deadlines {
            let Some(known) = matter.clocks.get(&deadline.id).filter(|clock| !clock.is_stopped()) else { continue };
            let Some(amount) = known.amount.filter(|_| known.due().provisional) else { continue };
            let due = self.situation.calendar.due(known.started_at, amount).map_err(bad_length)?;
            let clock = self.with_end(deadline, known, Some(amount), due)?;
            if clock.due() != known.due() {
                effects.push(Effect::Clocked { deadline: deadline.id.clone(), clock });
            }
        }
        if effects.is_empty() { Ok(()) } else { self.happen(&matter.id, RECOMPUTED, None, effects) }
    }

    /// Whether a deadline can be extended to a moment.
    pub(super) fn may_extend(
        &self,
        kind: &Kind,
        matter: &Matter,
        deadline: &str,
        until: Timestamp,
    ) -> Result<(), Refusal> {
        let refuse = |sentence: (String, String), allows: (&str, &str)| {
            Err(Refusal::new(RefusalCode::BadExtension, sentence, allows).about(deadline))
        };
        let rule = kind.deadline(deadline).filter(|rule| rule.extends);
        let clock = matter.clocks.get(deadline).filter(|clock| !clock.is_stopped());
        let (Some(rule), Some(clock)) = (rule, clock) else {
            return refuse(
                (
                    "这个期限不能延期，或没有在计时".to_owned(),
                    "this deadline cannot be extended, or does not run".to_owned(),
                ),
                ("请选择正在计时、允许延期的期限", "choose a running deadline that can be extended"),
            );
        };
        let due = clock.due().at;
        if until <= due || until <= self.now {
            return refuse(
                (
                    format!("“{}”的新时间须晚于原定的{due}和现在", rule.name.zh),
                    format!("the new end of {} must be later than {due} and than now", rule.name.en),
                ),
                ("请填写更晚的时间", "name a later moment"),
            );
        }
        Ok(())
    }

    /// Moves the end to what was asked, or to the moment that the answer names.
    pub(super) fn grant(&self, kind: &Kind, given: &ActCommand, sketch: &mut Sketch<'_>) -> Result<(), Refusal> {
        let request = sketch.matter.request.clone().ok_or_else(|| broken("no extension was asked for"))?;
        let (deadline, until) = given.extension.clone().unwrap_or((request.deadline, request.until));
        self.may_extend(kind, &sketch.matter, &deadline, until)?;
        let known = sketch.matter.clocks.get(&deadline).ok_or_else(|| broken("the clock is not there"))?;
        let late = self.late(known);
        let due = Due::fixed(until);
        let runs = match &late.runs {
            ClockState::Paused { left } => {
                ClockState::Paused { left: self.situation.calendar.left(left.at, &due, DATED) }
            }
            _ => ClockState::Running { due },
        };
        // What was asked for in time is in time; what was asked for behind the end stays late.
        let is_excused = request.at <= late.due().at;
        let clock = Clock {
            generation: late.generation.saturating_add(1),
            amount: None,
            runs,
            warned: 0,
            breached_at: late.breached_at.filter(|_| !is_excused),
            breaches: if is_excused { known.breaches.min(late.breaches) } else { late.breaches },
            ..late
        };
        sketch.add(Effect::Requested { request: None })?;
        sketch.add(Effect::Clocked { deadline, clock })
    }
}

const RECOMPUTED: &str = "recomputed";

/// When a clock next has something to tell: a warning, or that its end has passed. None while it does not run.
pub fn next_moment(deadline: &Deadline, clock: &Clock, calendar: &Calendar) -> Option<Timestamp> {
    let ClockState::Running { due } = clock.runs else { return None };
    if clock.breached_at.is_some() {
        return None;
    }
    let missed = due.at.checked_add(jiff::SignedDuration::from_secs(1)).ok();
    let warning = deadline.warn.get(clock.warned as usize);
    let warning = warning.and_then(|amount| calendar.before(due.at, *amount).ok()).filter(|at| *at <= due.at);
    warning.or(missed)
}

fn unit_of(deadline: &Deadline, clock: &Clock) -> Unit {
    match (&clock.amount, &deadline.length) {
        (Some(amount), _) | (None, Length::Fixed(amount)) => amount.unit,
        _ => DATED,
    }
}

/// Whether fields differ that a deadline's length depends on.
fn base_differs(deadline: &Deadline, before: &Fields, behind: &Fields) -> bool {
    match &deadline.length {
        Length::Until { field } => before.get(field) != behind.get(field),
        Length::Register { by, .. } => before.get(by) != behind.get(by),
        Length::Fixed(_) | Length::Monthly { .. } => false,
    }
}

/// The last second of a day on the site's clock.
fn end_of(calendar: &Calendar, day: Date) -> Option<Timestamp> {
    let offset = i32::try_from(calendar.hours().offset()).ok()?;
    let offset = jiff::tz::Offset::from_seconds(offset).ok()?;
    offset.to_timestamp(day.at(23, 59, 59, 0)).ok()
}

/// The day of the month on which a monthly deadline ends: of this month if it has not passed, of the next one if it
/// has or this month's is done. A month without the day ends with its last one.
fn monthly(start: Date, day: u32, is_renewed: bool) -> Option<Date> {
    let day = i8::try_from(day.clamp(1, 31)).ok()?;
    let in_month = |first: Date| first.with().day(day.min(first.days_in_month())).build().ok();
    let first = start.first_of_month();
    let this = in_month(first)?;
    if this >= start && !is_renewed {
        return Some(this);
    }
    in_month(first.checked_add(jiff::Span::new().months(1)).ok()?)
}

fn bad_length(error: TimeError) -> Refusal {
    Refusal::new(
        RefusalCode::OutOfBounds,
        (error.chinese(), error.to_string()),
        ("请把期限改短", "make the deadline shorter"),
    )
}
