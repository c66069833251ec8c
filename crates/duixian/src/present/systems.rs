//! Systems for people: a list of them, and one with its fields, loop, deadlines and measures.

use std::io::Write;

use duixian_matters::declaration::{Act, Deadline, FieldType, Kind, Length, Side, StateKind, System, Who, Words};
use duixian_matters::time::Amount;
use duixian_tables::{Cell, Column, ColumnKind, Table};
use serde::Serialize;

use crate::failure::Failure;
use crate::language::Language;
use crate::output::{Output, RowFormat};

/// A system as one JSON object.
#[derive(Debug, Serialize)]
pub(crate) struct Brief<'a> {
    id: &'a str,
    name: &'a str,
    name_en: &'a str,
    version: u32,
    effective: String,
    kinds: Vec<&'a str>,
    measures: Vec<&'a str>,
}

/// A system for programs.
pub(crate) fn brief(system: &System) -> Brief<'_> {
    Brief {
        id: &system.id,
        name: &system.name.zh,
        name_en: &system.name.en,
        version: system.version,
        effective: system.effective.to_string(),
        kinds: system.kinds.iter().map(|kind| kind.id.as_str()).collect(),
        measures: system.measures.iter().map(|measure| measure.id.as_str()).collect(),
    }
}

/// The systems as a table.
pub(crate) fn table(systems: &[&System], language: Language) -> Table {
    let mut table = head(
        language,
        &[("id", "标识"), ("name", "名称"), ("version", "版本"), ("effective", "施行"), ("purpose", "用途")],
    );
    for system in systems {
        push(
            &mut table,
            vec![
                system.id.clone(),
                said(&system.name, language),
                system.version.to_string(),
                system.effective.to_string(),
                said(&system.purpose, language),
            ],
        );
    }
    table
}

/// Writes everything that a system declares.
pub(crate) fn write(output: &mut Output, system: &System, language: Language) -> Result<(), Failure> {
    let (name, id, version, effective) = (said(&system.name, language), &system.id, system.version, system.effective);
    let since = language.pick("in effect from", "施行于");
    let edition = language.pick("version", "版本");
    writeln!(output, "{name} ({id})  {edition} {version}, {since} {effective}\n{}", said(&system.purpose, language))?;
    for followed in &system.follows {
        writeln!(output, "  - {followed}")?;
    }
    let mut roles = head(language, &[("role", "职责"), ("name", "名称"), ("side", "一方")]);
    for role in &system.roles {
        push(&mut roles, vec![role.id.clone(), said(&role.name, language), side(role.side, language).to_owned()]);
    }
    section(output, language.pick("Roles", "职责"), &roles)?;
    for kind in &system.kinds {
        write_kind(output, kind, language)?;
    }
    let mut measures = head(
        language,
        &[("measure", "指标"), ("name", "名称"), ("counted", "分子"), ("over", "分母"), ("unit", "单位")],
    );
    for measure in &system.measures {
        push(
            &mut measures,
            vec![
                measure.id.clone(),
                said(&measure.name, language),
                said(&measure.numerator, language),
                said(&measure.denominator, language),
                measure.unit.clone(),
            ],
        );
    }
    section(output, language.pick("Measures", "指标"), &measures)
}

fn write_kind(output: &mut Output, kind: &Kind, language: Language) -> Result<(), Failure> {
    let title = format!("{} ({})  {}", said(&kind.name, language), kind.id, kind.number);
    writeln!(output, "\n{title}\n{}", "=".repeat(duixian_tables::display_width(&title)))?;
    let mut fields = head(language, &[("field", "字段"), ("name", "名称"), ("type", "类型"), ("notes", "说明")]);
    for field in &kind.fields {
        let required = field.required.then(|| language.pick("required", "必填"));
        let sensitive = field.sensitive.then(|| language.pick("sensitive", "敏感"));
        let notes = required.into_iter().chain(sensitive).collect::<Vec<_>>().join(", ");
        push(&mut fields, vec![field.id.clone(), said(&field.name, language), field_type(&field.holds), notes]);
    }
    section(output, language.pick("Fields", "字段"), &fields)?;
    write_loop(output, kind, language)?;
    if kind.deadlines.is_empty() {
        return Ok(());
    }
    let mut deadlines = head(
        language,
        &[
            ("deadline", "期限"),
            ("name", "名称"),
            ("length", "时长"),
            ("starts", "起算"),
            ("runs in", "计时"),
            ("stops", "停止"),
            ("at the end", "到期"),
        ],
    );
    for deadline in &kind.deadlines {
        push(
            &mut deadlines,
            vec![
                deadline.id.clone(),
                said(&deadline.name, language),
                length(deadline),
                deadline.starts.join(" "),
                deadline.runs_in.join(" "),
                deadline.stops.join(" "),
                deadline.on_breach.clone().unwrap_or_default(),
            ],
        );
    }
    section(output, language.pick("Deadlines", "期限"), &deadlines)
}

/// The loop as text: each state with its owner, and below it the ways that lead on.
fn write_loop(output: &mut Output, kind: &Kind, language: Language) -> Result<(), Failure> {
    writeln!(output, "\n{}", language.pick("Loop", "闭环"))?;
    for act in kind.acts.iter().filter(|act| act.from.is_empty()) {
        writeln!(output, "  o {}", way(act, language))?;
    }
    for state in &kind.states {
        let sign = match state.kind {
            StateKind::Open => "( )",
            StateKind::Paused => "(=)",
            StateKind::Done => "(v)",
            StateKind::Void => "(x)",
        };
        let owner = state.owner.as_ref().map(|owner| format!("  @{}", who(owner))).unwrap_or_default();
        writeln!(output, "  {sign} {} {}{owner}", state.id, said(&state.name, language))?;
        for act in kind.acts.iter().filter(|act| act.from.contains(&state.id)) {
            writeln!(output, "        {}", way(act, language))?;
        }
    }
    Ok(())
}

fn way(act: &Act, language: Language) -> String {
    let by = act.who.iter().map(who).collect::<Vec<_>>().join(" ");
    let says = match act.says {
        Some(duixian_matters::declaration::Says::Done) => language.pick(", says done", "，说办结"),
        Some(duixian_matters::declaration::Says::Verified) => language.pick(", says verified", "，说核查"),
        None => "",
    };
    let to = act.to.as_deref().map(|to| format!(" -> {to}")).unwrap_or_default();
    format!("{} {}{to}  @{by}{says}", act.id, said(&act.name, language))
}

fn section(output: &mut Output, title: &str, table: &Table) -> Result<(), Failure> {
    writeln!(output, "\n{title}")?;
    output.write_table(table, RowFormat::Table)
}

fn length(deadline: &Deadline) -> String {
    match &deadline.length {
        Length::Fixed(Amount { number, unit }) => format!("{number} {}", unit.name_en()),
        Length::Until { field } => format!("until {field}"),
        Length::Register { register, column, by } => format!("{register}.{column}[{by}]"),
        Length::Monthly { day } => format!("monthly {day}"),
    }
}

fn field_type(holds: &FieldType) -> String {
    match holds {
        FieldType::Text { longest } => format!("text {longest}"),
        FieldType::Number { scale, unit } => format!("number .{scale} {unit}").trim_end().to_owned(),
        FieldType::Money { scale, unit } => format!("money .{scale} {unit}"),
        FieldType::Date => "date".to_owned(),
        FieldType::Choice { choices } => {
            choices.iter().map(|choice| choice.id.as_str()).collect::<Vec<_>>().join(" | ")
        }
        FieldType::Row { register } => format!("row of {register}"),
        FieldType::Unit => "unit".to_owned(),
        FieldType::Post => "post".to_owned(),
        FieldType::Place => "place".to_owned(),
        FieldType::File => "file".to_owned(),
        FieldType::Phone => "phone".to_owned(),
        FieldType::Person => "person".to_owned(),
        FieldType::Address => "address".to_owned(),
        FieldType::IdentityNumber => "identity_number".to_owned(),
        FieldType::Matter { kind } => format!("matter of {kind}"),
    }
}

fn who(who: &Who) -> &str {
    match who {
        Who::Lead => "lead",
        Who::Joint => "joint",
        Who::Author => "author",
        Who::Anyone => "anyone",
        Who::Role(role) => role,
    }
}

fn side(side: Side, language: Language) -> &'static str {
    match side {
        Side::Handling => language.pick("handling", "办理"),
        Side::Judging => language.pick("judging", "评判"),
        Side::Public => language.pick("public", "公众"),
    }
}

fn said(words: &Words, language: Language) -> String {
    language.pick(&words.en, &words.zh).clone()
}

/// An empty table with headings in the language.
fn head(language: Language, headings: &[(&'static str, &'static str)]) -> Table {
    let column = |(english, chinese): &(&'static str, &'static str)| {
        Column::new(language.pick(*english, *chinese), ColumnKind::Text)
    };
    Table::new(headings.iter().map(column).collect())
}

fn push(table: &mut Table, row: Vec<String>) {
    table.push(row.into_iter().map(Cell::text).collect());
}
