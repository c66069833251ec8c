//! Reading lists and counts. Statements are put together from fixed pieces; every value is bound.

use std::collections::HashMap;

use super::rows::{body_of, document_of};
use crate::database::{Database, Dialect, Row, Statement};
use crate::error::LedgerError;
use crate::identity::{DocumentId, Site};
use crate::notation::months_of_period;
use crate::query::{
    DocumentBrief, DocumentFilter, FieldCount, FigureFilter, FigureItem, FigureSort, IndicatorCount, IndicatorPoint,
    Page, Paged, PromiseFilter, PromiseItem,
};
use crate::rows::{DocumentRow, FigureRow, Sentence};
use crate::stored::from_json;

/// A condition on a column that is met when there is no wish.
fn equal(builder: &mut Statement, column: &'static str, wanted: Option<&str>) {
    if let Some(wanted) = wanted {
        builder.push(" and ").push(column).push(" = ").bind(wanted);
    }
}

/// The same, where `-` asks for none and `*` for any.
fn equal_or_none(builder: &mut Statement, column: &'static str, wanted: Option<&str>) {
    match wanted {
        Some("-") => _ = builder.push(" and ").push(column).push(" is null"),
        Some("*") => _ = builder.push(" and ").push(column).push(" is not null"),
        wanted => equal(builder, column, wanted),
    }
}

fn holds(builder: &mut Statement, dialect: Dialect, columns: &[&'static str], wanted: Option<&str>) {
    for word in wanted.unwrap_or_default().split_whitespace() {
        builder.push(" and (");
        for (index, column) in columns.iter().enumerate() {
            builder.push(if index > 0 { " or " } else { "" });
            builder.push(dialect.place_in()).push("(").push(column).push(", ");
            builder.bind(word.to_lowercase()).push(") > 0");
        }
        builder.push(")");
    }
}

fn is_set(builder: &mut Statement, column: &'static str, wanted: Option<bool>) {
    if let Some(wanted) = wanted {
        builder.push(" and ").push(column).push(" = ").bind(wanted);
    }
}

fn at_place(builder: &mut Statement, wanted: Option<&str>) {
    if let Some(wanted) = wanted {
        builder.push(" and (document.place = ").bind(wanted);
        builder.push(" or document.place_name = ").bind(wanted).push(")");
    }
}

fn cut(builder: &mut Statement, page: Page) {
    builder
        .push(" limit ")
        .bind(i64::from(page.size))
        .push(" offset ")
        .bind(i64::try_from(page.offset()).unwrap_or(i64::MAX));
}

async fn count(database: &Database, statement: Statement) -> Result<u64, LedgerError> {
    database.one(statement).await?.get("total")
}

pub(super) async fn documents(
    database: &Database,
    site: &Site,
    filter: &DocumentFilter,
    page: Page,
) -> Result<Paged<DocumentRow>, LedgerError> {
    let dialect = database.dialect();
    let conditions = |builder: &mut Statement| {
        builder.push(" from document where site = ").bind(site.as_str());
        builder.push(" and deleted = ").bind(filter.deleted);
        if let Some(year) = filter.year {
            builder.push(" and year = ").bind(year);
        }
        at_place(builder, filter.place.as_deref());
        holds(builder, dialect, &["words"], filter.text.as_deref());
    };
    let mut counting = Statement::new("select count(*) as total");
    conditions(&mut counting);
    let mut listing = Statement::new("select body, revision");
    conditions(&mut listing);
    listing.push(" order by added_at desc, id");
    cut(&mut listing, page);
    let found = database.all(listing).await?;
    let items = found.iter().map(|row| document_of(row, "body")).collect::<Result<_, _>>()?;
    Ok(Paged { items, page, total: count(database, counting).await? })
}

/// Documents of a list, each read once.
#[derive(Default)]
struct Briefs {
    known: HashMap<String, DocumentBrief>,
}

impl Briefs {
    fn of(&mut self, row: &Row) -> Result<DocumentBrief, LedgerError> {
        let id: String = row.get("document")?;
        if let Some(known) = self.known.get(&id) {
            return Ok(known.clone());
        }
        let document: DocumentRow = from_json(&row.get::<String>("document_body")?)?;
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
    database: &Database,
    site: &Site,
    filter: &FigureFilter,
    page: Page,
) -> Result<Paged<FigureItem>, LedgerError> {
    let dialect = database.dialect();
    let conditions = |builder: &mut Statement| {
        builder.push(OF_FIGURES).push(if filter.text.is_some() { SENTENCE_OF_FIGURE } else { "" });
        builder.push(FIGURES_OF_SITE).bind(site.as_str());
        equal(builder, "figure.document", filter.document.as_ref().map(DocumentId::as_str));
        equal(builder, "kind", filter.kind.as_deref());
        equal(builder, "measure", filter.measure.as_deref());
        equal_or_none(builder, "metric", filter.metric.as_deref());
        equal(builder, "region", filter.region.as_deref());
        equal_or_none(builder, "period", filter.period.as_deref());
        holds(builder, dialect, &["figure.words", "lower(sentence.words)"], filter.text.as_deref());
        holds(builder, dialect, &["headings"], filter.section.as_deref());
        at_place(builder, filter.place.as_deref());
        is_set(builder, "corrected", filter.corrected);
        is_set(builder, "wrong", filter.wrong);
    };
    let mut counting = Statement::new("select count(*) as total");
    conditions(&mut counting);
    let order = match (filter.sort, filter.descending) {
        (FigureSort::Text, false) => " order by year desc nulls last, added_at desc, figure.document, figure.ordinal",
        (FigureSort::Text, true) => " order by year nulls first, added_at, figure.document desc, figure.ordinal desc",
        (FigureSort::Value, false) => ", figure.document, figure.ordinal",
        (FigureSort::Value, true) => " desc, figure.document, figure.ordinal",
        (FigureSort::Period, false) => " order by last_month nulls first, figure.document, figure.ordinal",
        (FigureSort::Period, true) => " order by last_month desc nulls last, figure.document, figure.ordinal",
        (FigureSort::Metric, false) => " order by metric is null, metric, figure.document, figure.ordinal",
        (FigureSort::Metric, true) => " order by metric is null, metric desc, figure.document, figure.ordinal",
        (FigureSort::Subject, false) => " order by subject, figure.document, figure.ordinal",
        (FigureSort::Subject, true) => " order by subject desc, figure.document, figure.ordinal",
    };
    let ordered = |builder: &mut Statement| {
        if filter.sort == FigureSort::Value {
            builder.push(" order by ").push(dialect.number_of_value());
        }
        builder.push(order);
    };
    // The page's rows are found first: to sort all rows with their bodies takes many times as long.
    let mut listing = Statement::new(
        "select figure.body, sentence.body as sentence_body, figure.document, document.body as document_body \
         from (select figure.site, figure.id",
    );
    conditions(&mut listing);
    ordered(&mut listing);
    cut(&mut listing, page);
    listing.push(
        ") as chosen join figure on figure.site = chosen.site and figure.id = chosen.id \
         join document on document.site = figure.site and document.id = figure.document",
    );
    listing.push(SENTENCE_OF_FIGURE);
    ordered(&mut listing);
    let mut briefs = Briefs::default();
    let mut items = Vec::new();
    for row in &database.all(listing).await? {
        let figure = body_of(row)?;
        let Sentence { text, span, .. } = from_json(&row.get::<String>("sentence_body")?)?;
        items.push(FigureItem { figure, sentence: text, sentence_span: span, document: briefs.of(row)? });
    }
    Ok(Paged { items, page, total: count(database, counting).await? })
}

fn promise_conditions(builder: &mut Statement, dialect: Dialect, site: &Site, filter: &PromiseFilter) {
    builder.push(OF_PROMISES).push(if filter.text.is_some() { SENTENCE_OF_PROMISE } else { "" });
    builder.push(PROMISES_OF_SITE).bind(site.as_str());
    equal(builder, "promise.document", filter.document.as_ref().map(DocumentId::as_str));
    equal(builder, "field", filter.field.as_deref());
    equal(builder, "hardness", filter.hardness.as_deref());
    equal_or_none(builder, "period", filter.period.as_deref());
    holds(builder, dialect, &["headings"], filter.section.as_deref());
    holds(builder, dialect, &["promise.words", "lower(sentence.words)"], filter.text.as_deref());
    at_place(builder, filter.place.as_deref());
    is_set(builder, "corrected", filter.corrected);
    is_set(builder, "wrong", filter.wrong);
}

pub(super) async fn promises(
    database: &Database,
    site: &Site,
    filter: &PromiseFilter,
    page: Page,
) -> Result<Paged<PromiseItem>, LedgerError> {
    let mut counting = Statement::new("select count(*) as total");
    promise_conditions(&mut counting, database.dialect(), site, filter);
    let mut listing = Statement::new(
        "select promise.body, sentence.body as sentence_body, promise.document, document.body as document_body \
         from (select promise.site, promise.id",
    );
    let order = " order by year desc nulls last, added_at desc, promise.document, promise.ordinal";
    promise_conditions(&mut listing, database.dialect(), site, filter);
    listing.push(order);
    cut(&mut listing, page);
    listing.push(
        ") as chosen join promise on promise.site = chosen.site and promise.id = chosen.id \
         join document on document.site = promise.site and document.id = promise.document",
    );
    listing.push(SENTENCE_OF_PROMISE).push(order);
    let mut briefs = Briefs::default();
    let mut items = Vec::new();
    for row in &database.all(listing).await? {
        let promise = body_of(row)?;
        let Sentence { text, span, .. } = from_json(&row.get::<String>("sentence_body")?)?;
        items.push(PromiseItem { promise, sentence: text, sentence_span: span, document: briefs.of(row)? });
    }
    Ok(Paged { items, page, total: count(database, counting).await? })
}

pub(super) async fn promise_fields(
    database: &Database,
    site: &Site,
    filter: &PromiseFilter,
) -> Result<Vec<(String, u64)>, LedgerError> {
    let mut builder = Statement::new("select field, count(*) as total");
    promise_conditions(&mut builder, database.dialect(), site, filter);
    builder.push(" group by field order by min(year) desc nulls last, min(promise.document), min(promise.ordinal)");
    let found = database.all(builder).await?;
    found.iter().map(|row| Ok((row.get("field")?, row.get("total")?))).collect()
}

pub(super) async fn indicators(database: &Database, site: &Site) -> Result<Vec<IndicatorCount>, LedgerError> {
    let mut builder = Statement::new(
        "select metric, count(*) filter (where kind = 'fact') as facts, \
         count(*) filter (where kind = 'target') as targets, \
         count(distinct figure.document) as documents, count(distinct document.place || region) as places",
    );
    builder.push(OF_FIGURES).push(FIGURES_OF_SITE).bind(site.as_str());
    builder.push(" and wrong = 0 and metric is not null").push(OF_PLACES).push(" group by metric order by metric");
    let found = database.all(builder).await?;
    found
        .iter()
        .map(|row| {
            Ok(IndicatorCount {
                code: row.get("metric")?,
                facts: row.get("facts")?,
                targets: row.get("targets")?,
                documents: row.get("documents")?,
                places: row.get("places")?,
            })
        })
        .collect()
}

pub(super) async fn indicator_points(
    database: &Database,
    site: &Site,
    code: &str,
) -> Result<Vec<IndicatorPoint>, LedgerError> {
    let mut builder = Statement::new("select figure.body, figure.document, document.body as document_body");
    builder.push(OF_FIGURES).push(FIGURES_OF_SITE).bind(site.as_str());
    builder.push(OF_PLACES).push(" and wrong = 0 and metric = ").bind(code);
    builder.push(" order by year nulls first, figure.document, figure.ordinal");
    let mut briefs = Briefs::default();
    let mut points = Vec::new();
    for row in &database.all(builder).await? {
        let figure: FigureRow = body_of(row)?;
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
    database: &Database,
    site: &Site,
    place: Option<&str>,
) -> Result<Vec<DocumentRow>, LedgerError> {
    let mut builder = Statement::new("select body, revision from document where deleted = 0 and site = ");
    builder.bind(site.as_str());
    at_place(&mut builder, place);
    builder.push(
        " and not exists (select 1 from document as newer where newer.site = document.site \
         and newer.place = document.place and newer.deleted = 0 \
         and (coalesce(newer.year, 0), newer.promises, newer.added_at, newer.id) \
         > (coalesce(document.year, 0), document.promises, document.added_at, document.id)) \
         order by coalesce(year, 0) desc, place",
    );
    let found = database.all(builder).await?;
    found.iter().map(|row| document_of(row, "body")).collect()
}

pub(super) async fn hardness_counts(
    database: &Database,
    site: &Site,
    id: &DocumentId,
) -> Result<Vec<(String, u64)>, LedgerError> {
    let mut builder = Statement::new("select hardness, count(*) as total from promise where wrong = 0 and site = ");
    builder.bind(site.as_str()).push(" and document = ").bind(id.as_str());
    builder.push(" group by hardness");
    let found = database.all(builder).await?;
    found.iter().map(|row| Ok((row.get("hardness")?, row.get("total")?))).collect()
}

pub(super) async fn field_counts(
    database: &Database,
    site: &Site,
    id: &DocumentId,
) -> Result<Vec<FieldCount>, LedgerError> {
    let mut builder = Statement::new(
        "select field, count(*) filter (where kind = 'fact') as facts, \
         count(*) filter (where kind = 'target') as targets from figure \
         where wrong = 0 and site = ",
    );
    builder.bind(site.as_str()).push(" and document = ").bind(id.as_str());
    builder.push(" group by field order by min(ordinal)");
    let found = database.all(builder).await?;
    found
        .iter()
        .map(|row| Ok(FieldCount { field: row.get("field")?, facts: row.get("facts")?, targets: row.get("targets")? }))
        .collect()
}
