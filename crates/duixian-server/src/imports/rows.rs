//! What a row asks for: a new matter, a change of a known one, nothing new, or why it cannot be. Pure: the row, the
//! known matter and the declaration decide, and a row is tried by the engine's own rules before anything is done.

use std::collections::BTreeMap;

use duixian_ledger::{MatterItem, Roster};
use duixian_matters::command::{ActCommand, Command, Fresh};
use duixian_matters::declaration::{Act, Doing, Field, View};
use duixian_matters::matter::{Actor, Amounted, Fields, Matter, MatterId, Origin};
use duixian_matters::refusal::Refusal;
use duixian_matters::time::Calendar;
use duixian_matters::{Declarations, Declared, Situation, accept, decide, offers};
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::columns::{Columns, Slot, Target};
use super::shown::{joint_of, says};
use super::spool::Row;
use crate::language::Text;

/// Between the values of an import key; as the ledger joins them.
const BETWEEN_KEYS: &str = "/";

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RowFault {
    /// The row's number as people see it.
    pub(crate) row: u32,
    /// The column's heading; empty: the row as a whole.
    pub(crate) column: String,
    /// What is wrong.
    pub(crate) message: Text,
    /// What to do.
    pub(crate) hint: Text,
}

/// What a row asks for.
pub(super) enum Asked {
    /// A matter to be opened.
    New(Box<ActCommand>),
    /// A known matter to be changed from the revision at which it was looked at.
    Changed(MatterId, u64, Box<ActCommand>),
    /// Nothing.
    Same,
    /// Something that cannot be.
    Refused(Vec<RowFault>),
}

/// Everything that rows of one table are read by.
pub(super) struct Rules<'a> {
    pub(super) declarations: &'a Declarations,
    pub(super) calendar: &'a Calendar,
    pub(super) roster: &'a Roster,
    pub(super) declared: Declared<'a>,
    pub(super) columns: &'a Columns,
    pub(super) actor: &'a Actor,
    pub(super) now: Timestamp,
    pub(super) day: Date,
    /// The table's name.
    pub(super) table: &'a str,
}

impl<'a> Rules<'a> {
    fn view(&self) -> Option<&'a View> {
        let Declared { system, kind } = self.declared;
        let short = kind.id.split_once('.').map_or("main", |(_, short)| short);
        system.views.get(&kind.id).or_else(|| system.views.get(short))
    }

    fn cells<'r>(&'r self, row: &'r Row) -> impl Iterator<Item = (&'r str, &'r Target, &'r str)> {
        self.columns.targets().zip(&row.cells).map(|((heading, target), cell)| (heading, target, cell.as_str()))
    }

    fn cell<'r>(&'r self, row: &'r Row, wanted: &Target) -> &'r str {
        self.cells(row).find(|(_, target, _)| *target == wanted).map_or("", |(_, _, cell)| cell)
    }

    /// What names the row's matter; none where the kind or the row has no such values.
    pub(super) fn key(&self, row: &Row) -> Option<String> {
        let fields = &self.view()?.import_key;
        let value = |id: &String| {
            let cell = self.bare(self.cell(row, &Target::Field(id.clone())));
            let field = self.declared.kind.field(id);
            let accepted = field.and_then(|field| accept(self.declared.system, field, cell, self.day).ok());
            accepted.unwrap_or_else(|| cell.to_owned())
        };
        let values: Vec<String> = fields.iter().map(value).collect();
        values.iter().any(|value| !value.is_empty()).then(|| values.join(BETWEEN_KEYS))
    }

    /// The number that the row gives of a known matter.
    pub(super) fn number<'r>(&'r self, row: &'r Row) -> Option<&'r str> {
        Some(self.cell(row, &Target::Number)).filter(|cell| !cell.is_empty())
    }

    /// The number that the row gives of the matter that it is a part of.
    pub(super) fn parent<'r>(&'r self, row: &'r Row) -> Option<&'r str> {
        Some(self.cell(row, &Target::Parent)).filter(|cell| !cell.is_empty())
    }

    /// A cell without the apostrophe that CSV exports write before what a spreadsheet would run.
    fn bare<'c>(&self, cell: &'c str) -> &'c str {
        const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
        let bare = cell.strip_prefix('\'').filter(|rest| self.columns.is_guarded && rest.starts_with(FORMULA));
        bare.unwrap_or(cell)
    }

    /// What the row asks for, given the matter that it names, and the one that it is to be a part of.
    pub(super) fn ask(&self, row: &Row, key: &str, known: Option<&MatterItem>, parent: Option<&Matter>) -> Asked {
        match known {
            Some(known) => self.change(row, known),
            None => self.opening(row, key, parent),
        }
    }

    fn opening(&self, row: &Row, key: &str, parent: Option<&Matter>) -> Asked {
        let mut faults = Vec::new();
        let kind = self.declared.kind;
        let origin = Origin::Import { table: self.table.to_owned(), key: key.to_owned() };
        let mut command = ActCommand { kind: kind.id.clone(), origin: Some(origin), ..ActCommand::default() };
        // The first one, as where no act is named.
        command.act = kind.acts.iter().find(|act| act.does == Doing::Open).map_or(String::new(), |act| act.id.clone());
        for (heading, target, cell) in self.cells(row).filter(|(_, _, cell)| !cell.is_empty()) {
            let cell = self.bare(cell);
            let fault = match target {
                Target::Field(id) => self.field(id, cell, &mut command.fields),
                Target::Number => Ok(()),
                Target::Lead => self.unit(cell).map(|()| command.lead = Some(cell.to_owned())),
                Target::Joint => {
                    command.joint = joint_of(cell);
                    command.joint.iter().try_for_each(|part| self.unit(&part.unit))
                }
                Target::Parent => match parent {
                    Some(parent) => {
                        command.parent = Some(parent.id.clone());
                        Ok(())
                    }
                    None => Err(words(
                        "没有这个编号的上级事项",
                        "no matter has this number",
                        ("请核对编号", "check the number"),
                    )),
                },
                Target::Quantity(slot) => decimal(cell).map(|amount| put(&mut command.quantities, slot, amount)),
            };
            faults.extend(fault.err().map(|(message, hint)| Self::fault(row, heading, message, hint)));
        }
        if !faults.is_empty() {
            return Asked::Refused(faults);
        }
        match self.try_opening(&command, parent) {
            Ok(()) => Asked::New(Box::new(command)),
            Err(refusal) => Asked::Refused(vec![self.refused(row, &refusal)]),
        }
    }

    /// Lets the engine decide, without keeping what comes of it.
    fn try_opening(&self, command: &ActCommand, parent: Option<&Matter>) -> Result<(), Refusal> {
        // A part of a part tells all above it, who are not at hand here: the run will say.
        if parent.is_some_and(|parent| parent.parent.is_some()) {
            return Ok(());
        }
        let fresh = Fresh { id: MatterId("m0".to_owned()), number: String::new() };
        let fresh = BTreeMap::from([(command.kind.clone(), vec![fresh])]);
        let command = Command::Act(Box::new(ActCommand { fresh, ..command.clone() }));
        let matters: BTreeMap<MatterId, Matter> =
            parent.iter().map(|parent| (parent.id.clone(), (*parent).clone())).collect();
        let Rules { declarations, calendar, actor, now, .. } = *self;
        decide(Situation { declarations, calendar, matters: &matters, target: None }, &command, actor, now).map(|_| ())
    }

    /// The difference between the row and the matter. An empty cell says nothing.
    fn change(&self, row: &Row, known: &MatterItem) -> Asked {
        let matter = &known.matter;
        let (mut faults, mut fields, mut quantities) = (Vec::new(), Fields::new(), Vec::new());
        for (heading, target, cell) in self.cells(row).filter(|(_, _, cell)| !cell.is_empty()) {
            let bare = self.bare(cell);
            let fault = match target {
                Target::Field(id) if self.is_same(matter, id, cell, bare) => Ok(()),
                Target::Field(id) => self.field(id, bare, &mut fields),
                Target::Number | Target::Parent => Ok(()),
                Target::Lead if matter.lead.as_deref() == Some(bare) => Ok(()),
                Target::Joint if is_same_joint(matter, bare) => Ok(()),
                Target::Lead | Target::Joint => Err(words(
                    "与台账中的单位不同",
                    "is not the unit that the ledger has",
                    (
                        "单位不能用表格更改；请打开事项改派",
                        "a table does not change units; reassign the matter on its page",
                    ),
                )),
                Target::Quantity(slot) => decimal(bare).map(|amount| {
                    if of_matter(matter, slot) != Some(amount) {
                        put(&mut quantities, slot, amount);
                    }
                }),
            };
            faults.extend(fault.err().map(|(message, hint)| Self::fault(row, heading, message, hint)));
        }
        if !faults.is_empty() {
            return Asked::Refused(faults);
        }
        if fields.is_empty() && quantities.is_empty() {
            return Asked::Same;
        }
        let Some(act) = self.recording(matter, &fields) else {
            return Asked::Refused(vec![self.cannot_record(row, &fields)]);
        };
        let reason = Some(format!("导入表格“{}”第{}行", self.table, row.number));
        let command = ActCommand { act: act.id.clone(), fields, quantities, reason, ..ActCommand::default() };
        Asked::Changed(matter.id.clone(), known.revision, Box::new(command))
    }

    fn is_same(&self, matter: &Matter, id: &str, cell: &str, bare: &str) -> bool {
        let kept = matter.fields.get(id).map_or("", String::as_str);
        let Some(field) = self.declared.kind.field(id) else { return false };
        let is = |cell: &str| says(self.declared.system, field, kept, cell, self.day);
        cell == kept || is(bare)
    }

    /// An act that writes these fields and leaves the state, and that this actor may do now.
    fn recording(&self, matter: &Matter, fields: &Fields) -> Option<&'a Act> {
        let declared = self.declarations.kind_of_version(&matter.kind, matter.declared)?;
        let takes = |act: &&Act| {
            let taken = |id: &String| act.needs.contains(id) || act.may.contains(id);
            let has = |id: &String| fields.contains_key(id) || matter.fields.contains_key(id);
            let is_allowed = || {
                offers(declared, matter, self.actor).iter().any(|offer| offer.act == act.id && offer.refusal.is_none())
            };
            act.does == Doing::Record
                && act.from.contains(&matter.state)
                && act.files == 0
                && fields.keys().all(taken)
                && act.needs.iter().all(has)
                && is_allowed()
        };
        let id = declared.kind.acts.iter().find(takes).map(|act| act.id.clone())?;
        self.declared.kind.act(&id)
    }

    fn cannot_record(&self, row: &Row, fields: &Fields) -> RowFault {
        let named = |field: &&Field| fields.contains_key(&field.id);
        let changed: Vec<&Field> = self.declared.kind.fields.iter().filter(named).collect();
        let zh = changed.iter().map(|field| field.name.zh.as_str()).collect::<Vec<_>>().join("、");
        let en = changed.iter().map(|field| field.name.en.as_str()).collect::<Vec<_>>().join(", ");
        let (message, hint) = (
            Text::new(
                format!("事项已在台账中，当前状态下不能更改：{zh}"),
                format!("the matter is in the ledger and cannot be changed in its state: {en}"),
            ),
            Text::new("请打开事项，按所列办理更改", "open the matter and change it by what it offers"),
        );
        Self::fault(row, "", message, hint)
    }

    fn field(&self, id: &str, cell: &str, fields: &mut Fields) -> Result<(), (Text, Text)> {
        let Some(field) = self.declared.kind.field(id) else { return Ok(()) };
        let value = accept(self.declared.system, field, cell, self.day).map_err(|fault| {
            (Text::new(fault.sentence.zh, fault.sentence.en), Text::new(fault.allows.zh, fault.allows.en))
        })?;
        fields.insert(id.to_owned(), value);
        Ok(())
    }

    /// A unit must be one of the site's, so that a slip of the pen gives nobody's matter.
    fn unit(&self, name: &str) -> Result<(), (Text, Text)> {
        let units = &self.roster.units;
        if units.is_empty() || units.iter().any(|unit| unit.name == name) {
            return Ok(());
        }
        Err(words(
            "没有这个单位",
            "there is no such unit",
            ("单位名称须与岗位表一致", "write the unit as the roster does"),
        ))
    }

    fn fault(row: &Row, column: &str, message: Text, hint: Text) -> RowFault {
        RowFault { row: row.number, column: column.to_owned(), message, hint }
    }

    /// A refusal as a fault of the row, at the column that it is about.
    pub(super) fn refused(&self, row: &Row, refusal: &Refusal) -> RowFault {
        let about = refusal.about.as_deref().unwrap_or_default();
        let mut targets = self.columns.targets();
        let column = targets.find(|(_, target)| target.code() == about).map_or("", |(heading, _)| heading);
        let message = Text::new(refusal.sentence.zh.clone(), refusal.sentence.en.clone());
        Self::fault(row, column, message, Text::new(refusal.allows.zh.clone(), refusal.allows.en.clone()))
    }
}

fn words(zh: &str, en: &str, hint: (&str, &str)) -> (Text, Text) {
    (Text::new(zh, en), Text::new(hint.0, hint.1))
}

fn decimal(cell: &str) -> Result<Decimal, (Text, Text)> {
    let plain = cell.replace([',', '，'], "");
    let wrong = || words("不是数", "is no number", ("写成数字，如 1234.5", "write digits, such as 1234.5"));
    plain.parse::<Decimal>().map(|number| number.normalize()).map_err(|_| wrong())
}

fn put(quantities: &mut Vec<Amounted>, slot: &Slot, amount: Decimal) {
    let entry = Amounted {
        stage: slot.stage.clone(),
        quantity: slot.quantity.clone(),
        year: slot.year,
        planned: None,
        actual: None,
    };
    let is_same =
        |known: &Amounted| (&known.stage, &known.quantity, known.year) == (&entry.stage, &entry.quantity, entry.year);
    let index = quantities.iter().position(is_same).unwrap_or_else(|| {
        quantities.push(entry);
        quantities.len() - 1
    });
    if let Some(entry) = quantities.get_mut(index) {
        let place = if slot.is_actual { &mut entry.actual } else { &mut entry.planned };
        *place = Some(amount);
    }
}

/// What a matter has in a place for a quantity.
pub(crate) fn of_matter(matter: &Matter, slot: &Slot) -> Option<Decimal> {
    let is_it =
        |known: &&Amounted| (&known.stage, &known.quantity, known.year) == (&slot.stage, &slot.quantity, slot.year);
    let entry = matter.quantities.iter().find(is_it)?;
    if slot.is_actual { entry.actual } else { entry.planned }.map(|amount| amount.normalize())
}

fn is_same_joint(matter: &Matter, cell: &str) -> bool {
    let sorted = |parts: &[duixian_matters::matter::JointPart]| {
        let mut parts: Vec<_> = parts.iter().map(|part| (part.unit.clone(), part.share)).collect();
        parts.sort();
        parts
    };
    sorted(&matter.joint) == sorted(&joint_of(cell))
}
