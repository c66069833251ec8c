//! What comes with an act: values brought into their form, and everything that the act needs and does not take.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::command::ActCommand;
use crate::declaration::{Act, Doing, JointMode, Kind, System};
use crate::matter::{Amounted, Fields, JointPart, Matter};
use crate::offers::Missing;
use crate::refusal::{Refusal, RefusalCode};
use crate::value::accept;

/// Longer reasons belong into a file.
const LONGEST_REASON: usize = 2000;
const MOST_FILES: usize = 50;
const MOST_UNITS: usize = 50;

/// What came with an act, in its kept form.
pub(super) struct Taken {
    /// The values given and those that the act sets, by field.
    pub(super) fields: Fields,
}

/// Takes what came with an act.
///
/// # Errors
/// When something is missing, cannot be, or is not taken by the act.
pub(super) fn take(
    system: &System,
    kind: &Kind,
    act: &Act,
    given: &ActCommand,
    matter: Option<&Matter>,
    day: Date,
) -> Result<Taken, Refusal> {
    only_what_it_takes(kind, act, given)?;
    let mut fields = Fields::new();
    for (id, value) in given.fields.iter().chain(&act.sets) {
        let field = kind.field(id).ok_or_else(|| not_taken(act, id))?;
        let value = accept(system, field, value, day).map_err(|fault| {
            let name = &field.name;
            Refusal::new(
                RefusalCode::BadField,
                (format!("“{}”{}", name.zh, fault.sentence.zh), format!("{}: {}", name.en, fault.sentence.en)),
                (fault.allows.zh, fault.allows.en),
            )
            .about(id)
        })?;
        fields.insert(id.clone(), value);
    }
    let with = |id: &str| value_behind(matter, &fields, id);
    if let Some(missing) = missing(kind, act, given, with).into_iter().next() {
        return Err(missing_refusal(kind, act, &missing));
    }
    joint_units(kind, given)?;
    Ok(Taken { fields })
}

/// The value that a field will have behind an act.
fn value_behind(matter: Option<&Matter>, given: &Fields, id: &str) -> bool {
    match given.get(id) {
        Some(value) => !value.is_empty(),
        None => matter.is_some_and(|matter| matter.fields.contains_key(id)),
    }
}

/// Everything that an act still needs, given what came with it.
pub(crate) fn missing(kind: &Kind, act: &Act, given: &ActCommand, has_value: impl Fn(&str) -> bool) -> Vec<Missing> {
    let mut missing = Vec::new();
    let required = kind.fields.iter().filter(|field| field.required && act.does == Doing::Open).map(|field| &field.id);
    let wanted: BTreeSet<&String> = act.needs.iter().chain(required).collect();
    for id in wanted {
        if !has_value(id) {
            missing.push(Missing::Field(id.clone()));
        }
    }
    if act.reason && given.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        missing.push(Missing::Reason);
    }
    if given.files.len() < act.files as usize {
        missing.push(Missing::Files(act.files));
    }
    match act.does {
        Doing::Assign if given.lead.is_none() => missing.push(Missing::Lead),
        Doing::AskExtension if given.extension.is_none() => missing.push(Missing::Extension),
        Doing::Ballot if given.choices.is_empty() => missing.push(Missing::Choices),
        Doing::Exclude if given.exclusion.is_none() => missing.push(Missing::Exclusion),
        _ => {}
    }
    missing
}

fn missing_refusal(kind: &Kind, act: &Act, missing: &Missing) -> Refusal {
    let refuse = |code, zh: String, en: String, allows: (&str, &str)| {
        Refusal::new(code, (format!("{}：{zh}", act.name.zh), format!("{}: {en}", act.name.en)), allows)
    };
    match missing {
        Missing::Field(id) => {
            let name = kind.field(id).map(|field| (field.name.zh.clone(), field.name.en.clone()));
            let (zh, en) = name.unwrap_or_else(|| (id.clone(), id.clone()));
            let sentence = (format!("缺少“{zh}”"), format!("{en} is missing"));
            refuse(RefusalCode::MissingField, sentence.0, sentence.1, ("请填写", "give it with the act")).about(id)
        }
        Missing::Reason => {
            let allows = ("请说明理由", "say why");
            refuse(RefusalCode::MissingReason, "须说明理由".to_owned(), "a reason is needed".to_owned(), allows)
        }
        Missing::Files(number) => refuse(
            RefusalCode::MissingFiles,
            format!("须附{number}份佐证材料"),
            format!("{number} files are needed"),
            ("请上传佐证材料", "attach them"),
        ),
        Missing::Lead => {
            let allows = ("请指定牵头单位", "name the leading unit");
            refuse(RefusalCode::MissingLead, "缺少牵头单位".to_owned(), "no leading unit".to_owned(), allows)
        }
        Missing::Extension => refuse(
            RefusalCode::BadExtension,
            "缺少要延长的期限和新的时间".to_owned(),
            "no deadline and new end are named".to_owned(),
            ("请选择期限并填写延至何时", "name the deadline and its new end"),
        ),
        Missing::Choices => refuse(
            RefusalCode::BadBallot,
            "没有选择候选项目".to_owned(),
            "no candidate is chosen".to_owned(),
            ("请至少选择一项", "choose at least one"),
        ),
        Missing::Exclusion => refuse(
            RefusalCode::NeedsApprover,
            "缺少指标和批准人".to_owned(),
            "no measure and approver are named".to_owned(),
            ("请选择指标并填写批准人", "name the measure and who approved"),
        ),
    }
}

fn not_taken(act: &Act, what: &str) -> Refusal {
    Refusal::new(
        RefusalCode::NotTaken,
        (format!("{}不能带“{what}”", act.name.zh), format!("{} does not take {what:?}", act.name.en)),
        ("请去掉它", "leave it out"),
    )
    .about(what)
}

fn only_what_it_takes(kind: &Kind, act: &Act, given: &ActCommand) -> Result<(), Refusal> {
    let is_named = |word: &str| act.needs.iter().chain(&act.may).any(|taken| taken == word);
    let is_required = |id: &str| kind.field(id).is_some_and(|field| field.required);
    let takes_field = |id: &str| is_named(id) || (act.does == Doing::Open && is_required(id));
    if let Some(id) = given.fields.keys().find(|id| !takes_field(id)) {
        return Err(not_taken(act, id));
    }
    let opens = act.does == Doing::Open;
    let assigns = opens || act.does == Doing::Assign;
    let tells = opens || matches!(act.does, Doing::Move | Doing::Record);
    let parts = [
        ("lead", given.lead.is_some(), assigns),
        ("joint", !given.joint.is_empty(), assigns),
        ("parent", given.parent.is_some(), opens),
        ("progress", given.progress.is_some(), tells),
        ("quantities", !given.quantities.is_empty(), tells),
        ("origin", given.origin.is_some(), opens),
        ("extension", given.extension.is_some(), matches!(act.does, Doing::AskExtension | Doing::GrantExtension)),
        ("exclusion", given.exclusion.is_some(), act.does == Doing::Exclude),
        ("choices", !given.choices.is_empty(), act.does == Doing::Ballot),
    ];
    if let Some((word, ..)) = parts.iter().find(|(_, is_given, is_taken)| *is_given && !is_taken) {
        return Err(not_taken(act, word));
    }
    let too_long = given.reason.as_deref().is_some_and(|reason| reason.chars().count() > LONGEST_REASON);
    let bounds = [
        (too_long, "reason"),
        (given.files.len() > MOST_FILES, "files"),
        (given.joint.len() > MOST_UNITS, "joint"),
        (given.progress.is_some_and(|percent| !is_percent(percent)), "progress"),
    ];
    match bounds.iter().find(|(is_out, _)| *is_out) {
        Some((_, word)) => Err(out_of_bounds(word)),
        None => Ok(()),
    }
}

fn is_percent(number: Decimal) -> bool {
    number >= Decimal::ZERO && number <= Decimal::ONE_HUNDRED && number.scale() <= 4
}

fn out_of_bounds(what: &str) -> Refusal {
    Refusal::new(
        RefusalCode::OutOfBounds,
        (format!("“{what}”超出范围"), format!("{what} is out of bounds")),
        (
            "理由至多2000字，附件和单位至多50个，进度为0至100",
            "a reason has at most 2000 characters, files and units are at most 50, progress is 0 to 100",
        ),
    )
    .about(what)
}

/// Joint units stand once, do not lead, and have shares exactly where the rule counts shares.
fn joint_units(kind: &Kind, given: &ActCommand) -> Result<(), Refusal> {
    if given.joint.is_empty() {
        return Ok(());
    }
    let refuse = |zh: &str, en: &str, allows: (&str, &str)| Err(Refusal::new(RefusalCode::BadJoint, (zh, en), allows));
    let Some(rule) = &kind.joint else {
        return refuse(
            "这类事项不能会办",
            "this kind has no joint units",
            ("请只指定牵头单位", "name a leading unit alone"),
        );
    };
    let mut seen: BTreeSet<&str> = given.lead.iter().map(String::as_str).collect();
    if !given.joint.iter().all(|part| !part.unit.trim().is_empty() && seen.insert(&part.unit)) {
        return refuse(
            "会办单位重复，或与牵头单位相同",
            "a joint unit stands twice, or leads too",
            ("每个单位只写一次", "name each unit once"),
        );
    }
    let sum = given.joint.iter().filter_map(|part| part.share).fold(Decimal::ZERO, Decimal::saturating_add);
    let has_share = |part: &JointPart| part.share.is_some_and(|share| share > Decimal::ZERO);
    let fits = match rule.mode {
        JointMode::Share { .. } => given.joint.iter().all(has_share) && sum == Decimal::ONE_HUNDRED,
        JointMode::All | JointMode::Any => given.joint.iter().all(|part| part.share.is_none()),
    };
    if !fits {
        return refuse(
            "会办份额不对",
            "the shares of joint units do not fit",
            (
                "按份额会办时各单位份额之和须为100，否则不写份额",
                "shares make up 100 where the rule counts them, else there are none",
            ),
        );
    }
    Ok(())
}

/// Quantities as they will be: what is none in an entry stays as it was.
pub(super) fn quantities(kind: &Kind, known: &[Amounted], given: &[Amounted]) -> Result<Vec<Amounted>, Refusal> {
    let mut entries: BTreeMap<(Option<String>, String, Option<i16>), Amounted> = BTreeMap::new();
    for entry in given {
        let quantity = kind.quantities.iter().find(|quantity| quantity.id == entry.quantity);
        let is_stage = entry.stage.as_ref().is_none_or(|stage| kind.stages.iter().any(|known| known.id == *stage));
        let largest = Decimal::from(1_000_000_000_000_i64);
        let fits = |number: Option<Decimal>| {
            let scale = quantity.map_or(0, |quantity| quantity.scale);
            number.is_none_or(|number| {
                number >= Decimal::ZERO && number <= largest && number.normalize().scale() <= scale
            })
        };
        let is_year = entry.year.is_none_or(|year| (1990..=2100).contains(&year));
        if quantity.is_none() || !is_stage || !is_year || !fits(entry.planned) || !fits(entry.actual) {
            return Err(out_of_bounds(&entry.quantity));
        }
        let key = (entry.stage.clone(), entry.quantity.clone(), entry.year);
        let before = entries.get(&key).or_else(|| known.iter().find(|known| known.is_about(entry)));
        let merged = Amounted {
            planned: entry.planned.or(before.and_then(|before| before.planned)).map(|number| number.normalize()),
            actual: entry.actual.or(before.and_then(|before| before.actual)).map(|number| number.normalize()),
            ..entry.clone()
        };
        entries.insert(key, merged);
    }
    Ok(entries.into_values().collect())
}
