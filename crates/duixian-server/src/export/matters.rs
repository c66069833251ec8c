//! Matters as tables: all rows of a list, read and written some at a time. Headings are the names of fields, so that
//! an export is imported as it stands; sensitive fields are never in it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek, SeekFrom};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use duixian_ledger::{Ledger, LedgerError, MatterFilter, MatterItem};
use duixian_matters::Declared;
use duixian_matters::declaration::{FieldType, Words};
use duixian_matters::matter::MatterId;
use duixian_tables::{ByteOrderMark, Cell, Column, ColumnKind, ExcelRows, Table, TableError};
use futures_util::stream;
use jiff::Timestamp;
use jiff::civil::Date;

use super::{FileKind, Style};
use crate::headers::attachment;
use crate::imports::columns::{JOINT, LEAD, NUMBER, PARENT, Slot};
use crate::imports::of_matter;
use crate::imports::shown::{joint_words, shown};
use crate::language::Language;
use crate::problem::{Code, Failure};
use crate::routes::Edge;

/// Matters that are read and written together.
const AT_ONCE: u32 = 500;
/// Columns of quantities; years and stages make more of them than anybody reads.
const MOST_SLOTS: usize = 60;
/// Bytes of a file that are sent together.
const PIECE: usize = 64 * 1024;

/// What a column shows.
#[derive(Clone, Debug)]
enum Shows {
    Number,
    Kind,
    Title,
    Field(String),
    Lead,
    Joint,
    Parent,
    Quantity(Slot),
    State,
    Progress,
    Due,
    Late,
    Urged,
    Supervised,
    OpenedAt,
    ClosedAt,
}

/// The columns of one export, and how their cells are written.
#[derive(Clone)]
struct Plan {
    columns: Vec<(Column, Shows)>,
    kind: Option<String>,
    is_english: bool,
    day: Date,
}

/// All matters of a list as a file.
pub(crate) async fn matters(
    edge: &Edge,
    filter: &MatterFilter,
    kind: FileKind,
    style: Style,
) -> Result<Response, Failure> {
    let ledger = edge.ledger.clone();
    let plan = plan(&ledger, filter, style.language == Language::English).await?;
    // The first part is read before anything is answered: what fails here is a problem, and no broken file.
    let first = ledger.matters_behind(filter, None, AT_ONCE).await?;
    let name = filter.kind.as_deref().unwrap_or("matters").replace('.', "-");
    let mut headers = HeaderMap::new();
    let (ending, media) = match kind {
        FileKind::Csv => ("csv", "text/csv; charset=utf-8; header=present"),
        FileKind::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    };
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    attachment(&mut headers, &format!("{name}.{ending}"));
    let body = match kind {
        FileKind::Csv => lines(ledger, filter.clone(), plan, first),
        FileKind::Xlsx => workbook(&ledger, filter, &plan, first).await?,
    };
    Ok((headers, body).into_response())
}

/// What still has to be sent.
struct Rest {
    ledger: Ledger,
    filter: MatterFilter,
    plan: Plan,
    next: Vec<MatterItem>,
    is_first: bool,
}

/// CSV, read as fast as the client takes it.
fn lines(ledger: Ledger, filter: MatterFilter, plan: Plan, next: Vec<MatterItem>) -> Body {
    let rest = Rest { ledger, filter, plan, next, is_first: true };
    Body::from_stream(stream::try_unfold(rest, |mut rest| async move {
        if rest.next.is_empty() && !rest.is_first {
            return Ok::<_, Failed>(None);
        }
        let rows = rest.plan.rows(&rest.ledger, &rest.next).await.map_err(|error| Failed::of(&error))?;
        let bytes = rest.plan.piece(rows, rest.is_first).map_err(|error| Failed(error.to_string()))?;
        rest.is_first = false;
        rest.next = behind(&rest.ledger, &rest.filter, &rest.next).await.map_err(|error| Failed::of(&error))?;
        Ok(Some((Bytes::from(bytes), rest)))
    }))
}

/// Why an export broke off; the client sees a broken connection, the log the cause.
#[derive(Debug, thiserror::Error)]
#[error("an export broke off: {0}")]
struct Failed(String);

impl Failed {
    fn of(error: &LedgerError) -> Self {
        tracing::error!(%error, "an export broke off");
        Self(error.to_string())
    }
}

/// The matters behind these; none behind the last part.
async fn behind(ledger: &Ledger, filter: &MatterFilter, part: &[MatterItem]) -> Result<Vec<MatterItem>, LedgerError> {
    match part.last() {
        Some(last) if part.len() == AT_ONCE as usize => ledger.matters_behind(filter, Some(last), AT_ONCE).await,
        _ => Ok(Vec::new()),
    }
}

/// An Excel workbook, whose rows wait on disk until its end is known.
async fn workbook(
    ledger: &Ledger,
    filter: &MatterFilter,
    plan: &Plan,
    first: Vec<MatterItem>,
) -> Result<Body, Failure> {
    let columns: Vec<Column> = plan.columns.iter().map(|(column, _)| column.clone()).collect();
    let mut written = ExcelRows::new(&columns).map_err(|error| not_written(&error))?;
    let mut part = first;
    while !part.is_empty() {
        for row in plan.rows(ledger, &part).await? {
            written.push(&row).map_err(|error| not_written(&error))?;
        }
        part = behind(ledger, filter, &part).await?;
    }
    let written = tokio::task::spawn_blocking(move || {
        let mut file = tempfile::tempfile()?;
        written.finish(&mut file)?;
        file.seek(SeekFrom::Start(0))?;
        Ok::<_, TableError>(file)
    });
    let file = written.await.map_err(|_| Failure::plain(Code::Internal))?.map_err(|error| not_written(&error))?;
    Ok(Body::from_stream(stream::try_unfold(file, |mut file| async move {
        let mut piece = vec![0; PIECE];
        let count = file.read(&mut piece)?;
        piece.truncate(count);
        Ok::<_, std::io::Error>((count > 0).then(|| (Bytes::from(piece), file)))
    })))
}

fn not_written(error: &TableError) -> Failure {
    if let TableError::TooManyRows { most } = error {
        let failure = Failure::new(Code::TooLarge, format!("Excel 工作表至多 {most} 行"), error.to_string());
        return failure.with_hint("请改用 CSV，或缩小筛选范围", "take CSV, or fewer rows");
    }
    super::not_written(error)
}

async fn plan(ledger: &Ledger, filter: &MatterFilter, is_english: bool) -> Result<Plan, Failure> {
    let setup = ledger.setup();
    let day = setup.site.calendar.day_of(crate::routes::now());
    let declared = match &filter.kind {
        Some(kind) => setup.declarations.kind(kind, day),
        None => None,
    };
    let mut shows: Vec<((String, String), ColumnKind, Shows)> = Vec::new();
    let mut add = |(zh, en): (&str, &str), kind, show| shows.push(((zh.to_owned(), en.to_owned()), kind, show));
    add(NUMBER, ColumnKind::Text, Shows::Number);
    match declared {
        None => {
            add(("种类", "Kind"), ColumnKind::Text, Shows::Kind);
            add(("事项", "Matter"), ColumnKind::Text, Shows::Title);
        }
        Some(Declared { kind, .. }) => {
            for field in kind.fields.iter().filter(|field| !field.sensitive) {
                let holds = match field.holds {
                    FieldType::Number { .. } | FieldType::Money { .. } => ColumnKind::Number,
                    FieldType::Date => ColumnKind::Date,
                    _ => ColumnKind::Text,
                };
                add((&field.name.zh, &field.name.en), holds, Shows::Field(field.id.clone()));
            }
        }
    }
    add(LEAD, ColumnKind::Text, Shows::Lead);
    add(JOINT, ColumnKind::Text, Shows::Joint);
    add(PARENT, ColumnKind::Text, Shows::Parent);
    if let Some(Declared { kind, .. }) = declared.filter(|declared| !declared.kind.quantities.is_empty()) {
        for slot in slots(ledger, filter).await? {
            let heading = (slot.heading(kind, false), slot.heading(kind, true));
            add((&heading.0, &heading.1), ColumnKind::Number, Shows::Quantity(slot));
        }
    }
    add(("状态", "State"), ColumnKind::Text, Shows::State);
    add(("进度", "Progress"), ColumnKind::Number, Shows::Progress);
    add(("到期", "Due"), ColumnKind::Text, Shows::Due);
    add(("逾期", "Late"), ColumnKind::Text, Shows::Late);
    add(("催办", "Urged"), ColumnKind::Integer, Shows::Urged);
    add(("督办", "Supervised"), ColumnKind::Integer, Shows::Supervised);
    add(("建立", "Opened"), ColumnKind::Text, Shows::OpenedAt);
    add(("结束", "Closed"), ColumnKind::Text, Shows::ClosedAt);
    Ok(Plan { columns: headed(shows, is_english), kind: filter.kind.clone(), is_english, day })
}

/// Each heading once: where two would be the same, a field keeps its name or else has its id, and a fact steps back.
fn headed(shows: Vec<((String, String), ColumnKind, Shows)>, is_english: bool) -> Vec<(Column, Shows)> {
    let mut used = BTreeSet::new();
    let fields: BTreeSet<String> = shows
        .iter()
        .filter(|(_, _, show)| matches!(show, Shows::Field(_)))
        .flat_map(|((zh, en), _, _)| [zh.clone(), en.clone()])
        .collect();
    let mut columns = Vec::new();
    for ((zh, en), kind, show) in shows {
        let name = if is_english { en } else { zh };
        let name = match &show {
            Shows::Field(id) if used.contains(&name) => id.clone(),
            Shows::Field(_) => name,
            _ if fields.contains(&name) => continue,
            _ => name,
        };
        used.insert(name.clone());
        columns.push((Column::new(name, kind), show));
    }
    columns
}

/// Every place for a quantity that some matter of the list fills.
async fn slots(ledger: &Ledger, filter: &MatterFilter) -> Result<BTreeSet<Slot>, LedgerError> {
    let mut slots = BTreeSet::new();
    let mut part = ledger.matters_behind(filter, None, AT_ONCE).await?;
    while !part.is_empty() && slots.len() <= MOST_SLOTS {
        for entry in part.iter().flat_map(|item| &item.matter.quantities) {
            for (is_actual, amount) in [(false, entry.planned), (true, entry.actual)] {
                if amount.is_some() {
                    let (quantity, year, stage) = (entry.quantity.clone(), entry.year, entry.stage.clone());
                    slots.insert(Slot { quantity, year, stage, is_actual });
                }
            }
        }
        part = behind(ledger, filter, &part).await?;
    }
    Ok(slots)
}

impl Plan {
    async fn rows(&self, ledger: &Ledger, items: &[MatterItem]) -> Result<Vec<Vec<Cell>>, LedgerError> {
        let parents: BTreeSet<MatterId> = items.iter().filter_map(|item| item.matter.parent.clone()).collect();
        let parents: Vec<MatterId> = parents.into_iter().collect();
        let found = if parents.is_empty() { Vec::new() } else { ledger.matters_by_id(&parents).await? };
        let numbers: BTreeMap<MatterId, String> =
            found.into_iter().map(|item| (item.matter.id, item.matter.number)).collect();
        Ok(items.iter().map(|item| self.row(ledger, item, &numbers)).collect())
    }

    fn row(&self, ledger: &Ledger, item: &MatterItem, numbers: &BTreeMap<MatterId, String>) -> Vec<Cell> {
        let declarations = &ledger.setup().declarations;
        let declared = declarations.kind_of_version(&item.matter.kind, item.matter.declared);
        // The columns are those of the declaration in force, also for matters of an older one.
        let current = self.kind.as_deref().and_then(|kind| declarations.kind(kind, self.day));
        let matter = &item.matter;
        let name = |words: &Words| Cell::text(if self.is_english { words.en.clone() } else { words.zh.clone() });
        let cell = |show: &Shows| match show {
            Shows::Number => Cell::text(matter.number.as_str()),
            Shows::Kind => declared.map_or_else(|| Cell::text(matter.kind.as_str()), |known| name(&known.kind.name)),
            Shows::Title => Cell::text(item.title.as_str()),
            Shows::Field(id) => {
                let value = matter.fields.get(id).map_or("", String::as_str);
                current.map_or(Cell::Empty, |current| self.field(current, id, value))
            }
            Shows::Lead => Cell::text(matter.lead.clone().unwrap_or_default()),
            Shows::Joint => Cell::text(joint_words(&matter.joint)),
            Shows::Parent => {
                let number = matter.parent.as_ref().and_then(|parent| numbers.get(parent));
                Cell::text(number.cloned().unwrap_or_default())
            }
            Shows::Quantity(slot) => of_matter(matter, slot).map_or(Cell::Empty, |n| Cell::number(n.to_string())),
            Shows::State => {
                let state = declared.and_then(|declared| declared.kind.state(&matter.state));
                state.map_or_else(|| Cell::text(matter.state.as_str()), |state| name(&state.name))
            }
            Shows::Progress => matter.progress.map_or(Cell::Empty, |percent| Cell::number(percent.to_string())),
            Shows::Due => local(ledger, item.due_at),
            Shows::Late if self.is_english => Cell::text(if item.late { "yes" } else { "no" }),
            Shows::Late => Cell::text(if item.late { "是" } else { "否" }),
            Shows::Urged => Cell::Integer(i64::from(item.urged)),
            Shows::Supervised => Cell::Integer(i64::from(item.supervised)),
            Shows::OpenedAt => local(ledger, Some(matter.opened_at)),
            Shows::ClosedAt => local(ledger, matter.closed_at),
        };
        self.columns.iter().map(|(_, show)| cell(show)).collect()
    }

    fn field(&self, Declared { system, kind }: Declared<'_>, id: &str, value: &str) -> Cell {
        let Some(field) = kind.field(id).filter(|_| !value.is_empty()) else { return Cell::Empty };
        match field.holds {
            FieldType::Number { .. } | FieldType::Money { .. } => Cell::number(value),
            FieldType::Date => Cell::Date(value.to_owned()),
            _ => Cell::text(shown(system, field, value, self.is_english, self.day)),
        }
    }

    /// A part of a CSV file; the first has the heading and the mark by which Excel knows UTF-8.
    fn piece(&self, rows: Vec<Vec<Cell>>, is_first: bool) -> Result<Vec<u8>, TableError> {
        let mut table = Table::new(self.columns.iter().map(|(column, _)| column.clone()).collect());
        if is_first {
            for row in rows {
                table.push(row);
            }
            return table.to_csv(ByteOrderMark::With);
        }
        let heading = table.to_csv(ByteOrderMark::Without)?.len();
        for row in rows {
            table.push(row);
        }
        Ok(table.to_csv(ByteOrderMark::Without)?.split_off(heading))
    }
}

/// A moment by the site's clock, to the minute.
fn local(ledger: &Ledger, at: Option<Timestamp>) -> Cell {
    let Some(at) = at else { return Cell::Empty };
    let offset = i32::try_from(ledger.setup().site.calendar.hours().offset()).unwrap_or_default();
    let offset = jiff::tz::Offset::from_seconds(offset).unwrap_or(jiff::tz::Offset::UTC);
    Cell::text(offset.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string())
}
