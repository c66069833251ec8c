//! Reading lists and counts. Statements are put together from fixed pieces; every value is bound.

use std::collections::HashMap;

use sqlx::sqlite::{SqlitePool, SqliteRow};
use sqlx::{QueryBuilder, Sqlite};

use super::failure;
use super::rows::column;
use crate::error::LedgerError;
use crate::identity::{DocumentId, Site};
use crate::notation::months_of_period;
use crate::query::{
    DocumentBrief, DocumentFilter, FieldCount, FigureFilter, FigureItem, FigureSort, IndicatorCount, IndicatorPoint,
    Page, Paged, PromiseFilter, PromiseItem,
};
use crate::rows::{DocumentRow, FigureRow, Sentence};
use crate::stored::from_json;

const ACT: &str = "reading a list";

type Builder = QueryBuilder<Sqlite>;

/// A condition on a column that is met when there is no wish.
fn equal(builder: &mut Builder, column: &'static str, wanted: Option<&str>) {
    if let Some(wanted) = wanted {
        builder.push(" and ").push(column).push(" = ").push_bind(wanted.to_owned());
    }
}

/// The same, where `-` asks for none and `*` for any.
fn equal_or_none(builder: &mut Builder, column: &'static str, wanted: Option<&str>) {
    match wanted {
        Some("-") => _ = builder.push(" and ").push(column).push(" is null"),
        Some("*") => _ = builder.push(" and ").push(column).push(" is not null"),
        wanted => equal(builder, column, wanted),
    }
}

fn holds(builder: &mut Builder, columns: &[&'static str], wanted: Option<&str>) {
    for word in wanted.unwrap_or_default().split_whitespace() {
        builder.push(" and (");
        for (index, column) in columns.iter().enumerate() {
            builder.push(if index > 0 { " or " } else { "" }).push("instr(").push(*column).push(", ");
            builder.push_bind(word.to_lowercase()).push(") > 0");
        }
        builder.push(")");
    }
}

fn is_set(builder: &mut Builder, column: &'static str, wanted: Option<bool>) {
    if let Some(wanted) = wanted {
        builder.push(" and ").push(column).push(" = ").push_bind(wanted);
    }
}

fn at_place(builder: &mut Builder, wanted: Option<&str>) {
    if let Some(wanted) = wanted {
        builder.push(" and (document.place = ").push_bind(wanted.to_owned());
        builder.push(" or document.place_name = ").push_bind(wanted.to_owned()).push(")");
    }
}

fn cut(builder: &mut Builder, page: Page) {
    builder
        .push(" limit ")
        .push_bind(i64::from(page.size))
        .push(" offset ")
        .push_bind(i64::try_from(page.offset()).unwrap_or(i64::MAX));
}

async fn rows(pool: &SqlitePool, mut builder: Builder) -> Result<Vec<SqliteRow>, LedgerError> {
    builder.build().fetch_all(pool).await.map_err(|error| failure(ACT, &error))
}

async fn count(pool: &SqlitePool, mut builder: Builder) -> Result<u64, LedgerError> {
    let row = builder.build().fetch_one(pool).await.map_err(|error| failure(ACT, &error))?;
    column::<i64>(&row, "total").map(i64::unsigned_abs)
}

pub(super) async fn documents(
    pool: &SqlitePool,
    site: &Site,
    filter: &DocumentFilter,
    page: Page,
) -> Result<Paged<DocumentRow>, LedgerError> {
    let conditions = |builder: &mut Builder| {
        builder.push(" from document where site = ").push_bind(site.as_str().to_owned());
        builder.push(" and deleted = ").push_bind(filter.deleted);
        if let Some(year) = filter.year {
            builder.push(" and year = ").push_bind(year);
        }
        at_place(builder, filter.place.as_deref());
        holds(builder, &["words"], filter.text.as_deref());
    };
    let mut counting = Builder::new("select count(*) as total");
    conditions(&mut counting);
    let mut listing = Builder::new("select body");
    conditions(&mut listing);
    listing.push(" order by added_at desc, id");
    cut(&mut listing, page);
    let found = rows(pool, listing).await?;
    let items = found.iter().map(|row| from_json(&column::<String>(row, "body")?)).collect::<Result<_, _>>()?;
    Ok(Paged { items, page, total: count(pool, counting).await? })
}

/// Documents of a list, each read once.
#[derive(Default)]
struct Briefs {
    known: HashMap<String, DocumentBrief>,
}

impl Briefs {
    fn of(&mut self, row: &SqliteRow) -> Result<DocumentBrief, LedgerError> {
        let id: String = column(row, "document")?;
        if let Some(known) = self.known.get(&id) {
            return Ok(known.clone());
        }
        let document: DocumentRow = from_json(&column::<String>(row, "document_body")?)?;
        let brief = DocumentBrief {
            id: document.id,
            name: document.name,
            title: document.header.title,
            place: document.header.place,
            year: document.header.year,
        };
        self.known.insert(id, brief.clone());
        Ok(brief)
    }
}

const OF_FIGURES: &str = " from figure join document on document.site = figure.site and document.id = figure.document";
const OF_PROMISES: &str =
    " from promise join document on document.site = promise.site and document.id = promise.document";
const SENTENCE_OF_FIGURE: &str = " join sentence on sentence.site = figure.site \
     and sentence.document = figure.document and sentence.ordinal = figure.sentence";
const SENTENCE_OF_PROMISE: &str = " join sentence on sentence.site = promise.site \
     and sentence.document = promise.document and sentence.ordinal = promise.sentence";
const FIGURES_OF_SITE: &str = " where deleted = 0 and figure.site = ";
const PROMISES_OF_SITE: &str = " where deleted = 0 and promise.site = ";

/// An indicator is a place's: the value of a firm or of something else is no point of its series.
const OF_PLACES: &str = " and region in ('self', 'city', 'province', 'nation')";

pub(super) async fn figures(
    pool: &SqlitePool,
    site: &Site,
    filter: &FigureFilter,
    page: Page,
) -> Result<Paged<FigureItem>, LedgerError> {
    let conditions = |builder: &mut Builder| {
        builder.push(OF_FIGURES).push(if filter.text.is_some() { SENTENCE_OF_FIGURE } else { "" });
        builder.push(FIGURES_OF_SITE).push_bind(site.as_str().to_owned());
        equal(builder, "figure.document", filter.document.as_ref().map(DocumentId::as_str));
        equal(builder, "kind", filter.kind.as_deref());
        equal(builder, "measure", filter.measure.as_deref());
        equal_or_none(builder, "metric", filter.metric.as_deref());
        equal(builder, "region", filter.region.as_deref());
        equal_or_none(builder, "period", filter.period.as_deref());
        holds(builder, &["figure.words", "lower(sentence.words)"], filter.text.as_deref());
        holds(builder, &["headings"], filter.section.as_deref());
        at_place(builder, filter.place.as_deref());
        is_set(builder, "corrected", filter.corrected);
        is_set(builder, "wrong", filter.wrong);
    };
    let mut counting = Builder::new("select count(*) as total");
    conditions(&mut counting);
    let order = match (filter.sort, filter.descending) {
        (FigureSort::Text, false) => " order by year desc, added_at desc, figure.document, figure.ordinal",
        (FigureSort::Text, true) => " order by year, added_at, figure.document desc, figure.ordinal desc",
        (FigureSort::Value, false) => " order by cast(value as real), figure.document, figure.ordinal",
        (FigureSort::Value, true) => " order by cast(value as real) desc, figure.document, figure.ordinal",
        (FigureSort::Period, false) => " order by last_month, figure.document, figure.ordinal",
        (FigureSort::Period, true) => " order by last_month desc, figure.document, figure.ordinal",
        (FigureSort::Metric, false) => " order by metric is null, metric, figure.document, figure.ordinal",
        (FigureSort::Metric, true) => " order by metric is null, metric desc, figure.document, figure.ordinal",
        (FigureSort::Subject, false) => " order by subject, figure.document, figure.ordinal",
        (FigureSort::Subject, true) => " order by subject desc, figure.document, figure.ordinal",
    };
    // The page's rows are found first: to sort all rows with their bodies takes many times as long.
    let mut listing = Builder::new(
        "select figure.body, sentence.body as sentence_body, figure.document, document.body as document_body",
    );
    listing.push(OF_FIGURES).push(SENTENCE_OF_FIGURE).push(" where figure.rowid in (select figure.rowid");
    conditions(&mut listing);
    listing.push(order);
    cut(&mut listing, page);
    listing.push(")").push(order);
    let mut briefs = Briefs::default();
    let mut items = Vec::new();
    for row in &rows(pool, listing).await? {
        let figure = from_json(&column::<String>(row, "body")?)?;
        let Sentence { text, span, .. } = from_json(&column::<String>(row, "sentence_body")?)?;
        items.push(FigureItem { figure, sentence: text, sentence_span: span, document: briefs.of(row)? });
    }
    Ok(Paged { items, page, total: count(pool, counting).await? })
}

fn promise_conditions(builder: &mut Builder, site: &Site, filter: &PromiseFilter) {
    builder.push(OF_PROMISES).push(if filter.text.is_some() { SENTENCE_OF_PROMISE } else { "" });
    builder.push(PROMISES_OF_SITE).push_bind(site.as_str().to_owned());
    equal(builder, "promise.document", filter.document.as_ref().map(DocumentId::as_str));
    equal(builder, "field", filter.field.as_deref());
    equal(builder, "hardness", filter.hardness.as_deref());
    equal_or_none(builder, "period", filter.period.as_deref());
    holds(builder, &["headings"], filter.section.as_deref());
    holds(builder, &["promise.words", "lower(sentence.words)"], filter.text.as_deref());
    at_place(builder, filter.place.as_deref());
    is_set(builder, "corrected", filter.corrected);
    is_set(builder, "wrong", filter.wrong);
}

pub(super) async fn promises(
    pool: &SqlitePool,
    site: &Site,
    filter: &PromiseFilter,
    page: Page,
) -> Result<Paged<PromiseItem>, LedgerError> {
    let mut counting = Builder::new("select count(*) as total");
    promise_conditions(&mut counting, site, filter);
    let mut listing = Builder::new(
        "select promise.body, sentence.body as sentence_body, promise.document, document.body as document_body",
    );
    let order = " order by year desc, added_at desc, promise.document, promise.ordinal";
    listing.push(OF_PROMISES).push(SENTENCE_OF_PROMISE).push(" where promise.rowid in (select promise.rowid");
    promise_conditions(&mut listing, site, filter);
    listing.push(order);
    cut(&mut listing, page);
    listing.push(")").push(order);
    let mut briefs = Briefs::default();
    let mut items = Vec::new();
    for row in &rows(pool, listing).await? {
        let promise = from_json(&column::<String>(row, "body")?)?;
        let Sentence { text, span, .. } = from_json(&column::<String>(row, "sentence_body")?)?;
        items.push(PromiseItem { promise, sentence: text, sentence_span: span, document: briefs.of(row)? });
    }
    Ok(Paged { items, page, total: count(pool, counting).await? })
}

pub(super) async fn promise_fields(
    pool: &SqlitePool,
    site: &Site,
    filter: &PromiseFilter,
) -> Result<Vec<(String, u64)>, LedgerError> {
    let mut builder = Builder::new("select field, count(*) as total");
    promise_conditions(&mut builder, site, filter);
    builder.push(" group by field order by min(year) desc, min(promise.document), min(promise.ordinal)");
    let found = rows(pool, builder).await?;
    found.iter().map(|row| Ok((column(row, "field")?, column::<i64>(row, "total")?.unsigned_abs()))).collect()
}

pub(super) async fn indicators(pool: &SqlitePool, site: &Site) -> Result<Vec<IndicatorCount>, LedgerError> {
    let mut builder = Builder::new(
        "select metric, sum(kind = 'fact') as facts, sum(kind = 'target') as targets, \
         count(distinct figure.document) as documents, count(distinct document.place || region) as places",
    );
    builder.push(OF_FIGURES).push(FIGURES_OF_SITE).push_bind(site.as_str().to_owned());
    builder.push(" and wrong = 0 and metric is not null").push(OF_PLACES).push(" group by metric order by metric");
    let found = rows(pool, builder).await?;
    found
        .iter()
        .map(|row| {
            let number = |name| column::<i64>(row, name).map(i64::unsigned_abs);
            Ok(IndicatorCount {
                code: column(row, "metric")?,
                facts: number("facts")?,
                targets: number("targets")?,
                documents: number("documents")?,
                places: number("places")?,
            })
        })
        .collect()
}

pub(super) async fn indicator_points(
    pool: &SqlitePool,
    site: &Site,
    code: &str,
) -> Result<Vec<IndicatorPoint>, LedgerError> {
    let mut builder = Builder::new("select figure.body, figure.document, document.body as document_body");
    builder.push(OF_FIGURES).push(FIGURES_OF_SITE).push_bind(site.as_str().to_owned());
    builder.push(OF_PLACES).push(" and wrong = 0 and metric = ").push_bind(code.to_owned());
    builder.push(" order by year, figure.document, figure.ordinal");
    let mut briefs = Briefs::default();
    let mut points = Vec::new();
    for row in &rows(pool, builder).await? {
        let figure: FigureRow = from_json(&column::<String>(row, "body")?)?;
        let document = briefs.of(row)?;
        points.push(IndicatorPoint {
            place: document.place.clone(),
            region: figure.fields.region.clone(),
            months: figure.fields.period.as_deref().and_then(months_of_period),
            figure: figure.id,
            text: figure.text,
            span: figure.span,
            corrected: figure.correction.is_some(),
            fields: figure.fields,
            document,
        });
    }
    Ok(points)
}

/// Of each place's newest year the document with the most promises: a story about the report is not the report.
pub(super) async fn newest_documents(
    pool: &SqlitePool,
    site: &Site,
    place: Option<&str>,
) -> Result<Vec<DocumentRow>, LedgerError> {
    let mut builder = Builder::new("select body from document where deleted = 0 and site = ");
    builder.push_bind(site.as_str().to_owned());
    at_place(&mut builder, place);
    builder.push(
        " and not exists (select 1 from document as newer where newer.site = document.site \
         and newer.place = document.place and newer.deleted = 0 \
         and (coalesce(newer.year, 0), newer.body ->> '$.counts.promises', newer.added_at, newer.id) \
         > (coalesce(document.year, 0), document.body ->> '$.counts.promises', document.added_at, document.id)) \
         order by coalesce(year, 0) desc, place",
    );
    let found = rows(pool, builder).await?;
    found.iter().map(|row| from_json(&column::<String>(row, "body")?)).collect()
}

pub(super) async fn hardness_counts(
    pool: &SqlitePool,
    site: &Site,
    id: &DocumentId,
) -> Result<Vec<(String, u64)>, LedgerError> {
    let mut builder = Builder::new("select hardness, count(*) as total from promise where wrong = 0 and site = ");
    builder.push_bind(site.as_str().to_owned()).push(" and document = ").push_bind(id.as_str().to_owned());
    builder.push(" group by hardness");
    let found = rows(pool, builder).await?;
    found.iter().map(|row| Ok((column(row, "hardness")?, column::<i64>(row, "total")?.unsigned_abs()))).collect()
}

pub(super) async fn field_counts(
    pool: &SqlitePool,
    site: &Site,
    id: &DocumentId,
) -> Result<Vec<FieldCount>, LedgerError> {
    let mut builder = Builder::new(
        "select field, sum(kind = 'fact') as facts, sum(kind = 'target') as targets from figure \
         where wrong = 0 and site = ",
    );
    builder.push_bind(site.as_str().to_owned()).push(" and document = ").push_bind(id.as_str().to_owned());
    builder.push(" group by field order by min(ordinal)");
    let found = rows(pool, builder).await?;
    found
        .iter()
        .map(|row| {
            let number = |name| column::<i64>(row, name).map(i64::unsigned_abs);
            Ok(FieldCount { field: column(row, "field")?, facts: number("facts")?, targets: number("targets")? })
        })
        .collect()
}
