//! The way in: questions to the ledger. Acts stand in `ledger_acts`, rebuilding in `ledger_rebuild`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::Path;
use std::sync::Arc;

use duixian_figures::Codebook;

use crate::correction::Subject;
use crate::error::{LedgerError, What};
use crate::identity::{ContentHash, DocumentId, FigureId, PromiseId, Site};
use crate::ledger_matters::Matters;
use crate::matters::site::Setup;
use crate::query::{
    DocumentBrief, DocumentFilter, DocumentView, FigureFilter, FigureItem, FigureSort, FigureView, HeadlineTarget,
    IndicatorCount, IndicatorPoint, Overview, Page, Paged, PromiseFilter, PromiseItem, PromiseView, SearchHit, Status,
};
use crate::reader::{Reader, StandardReader};
use crate::reports::{ReportMemory, report_memory};
use crate::rows::{DocumentRow, FigureRow, Sentence, Text};
use crate::search::{SearchIndex, highlights, words};
use crate::sql::SqlStore;
use crate::store::Store;
use crate::woven::{WovenMemory, woven_memory};

/// Hardness from the hardest down.
const HARDNESS: [&str; 5] = ["result", "start", "progress", "aim", "direction"];
/// The longest query, in characters.
const LONGEST_QUERY: usize = 200;
/// Sentences given to the search index at a time.
pub(crate) const BATCH: u32 = 2000;

/// The folder of the site's own files, in the folder of the ledger.
const SITE: &str = "site";

/// The shipped reader and codebook.
fn standard() -> (Arc<dyn Reader>, Arc<Codebook>) {
    let codebook = Arc::new(Codebook::standard());
    (Arc::new(StandardReader::new(Arc::clone(&codebook))), codebook)
}

/// The ledger of one site. Clones are the same ledger.
#[derive(Clone)]
pub struct Ledger {
    pub(crate) site: Site,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) reader: Arc<dyn Reader>,
    pub(crate) codebook: Arc<Codebook>,
    pub(crate) search: SearchIndex,
    pub(crate) reports: ReportMemory,
    pub(crate) woven: WovenMemory,
    pub(crate) matters: Matters,
}

impl Ledger {
    /// Opens the ledger in a folder with the shipped reader, codebook and systems, and the site's files in its folder
    /// `site`; makes the ledger if it is not there.
    ///
    /// # Errors
    /// When the folder cannot be used, or holds the ledger of a newer program.
    pub async fn open(folder: &Path) -> Result<Self, LedgerError> {
        Self::open_setup(folder, Setup::read(None, &folder.join(SITE))?).await
    }

    /// Opens the ledger in a folder with other systems, or a site whose files are elsewhere.
    ///
    /// # Errors
    /// See [`Ledger::open`].
    pub async fn open_setup(folder: &Path, setup: Setup) -> Result<Self, LedgerError> {
        make_folder(folder)?;
        let store = Arc::new(SqlStore::open(&folder.join("ledger.sqlite")).await?);
        let (reader, codebook) = standard();
        Self::over_setup(store, &folder.join("search"), reader, codebook, setup).await
    }

    /// Opens the ledger in a database of PostgreSQL (see [`SqlStore::connect`]). A folder holds its search index, which
    /// is made again where it is missing; it may hold those of several databases.
    ///
    /// # Errors
    /// When the database or the folder cannot be used, or holds the ledger of a newer program.
    pub async fn open_database(address: &str, folder: &Path) -> Result<Self, LedgerError> {
        Self::open_database_setup(address, folder, Setup::read(None, &folder.join(SITE))?).await
    }

    /// The same with other systems, or a site whose files are elsewhere.
    ///
    /// # Errors
    /// See [`Ledger::open_database`].
    pub async fn open_database_setup(address: &str, folder: &Path, setup: Setup) -> Result<Self, LedgerError> {
        let store = Arc::new(SqlStore::connect(address).await?);
        let search = folder.join(index_name(address));
        make_folder(&search)?;
        let (reader, codebook) = standard();
        Self::over_setup(store, &search, reader, codebook, setup).await
    }

    /// Opens the ledger in a folder with another reader or codebook.
    ///
    /// # Errors
    /// See [`Ledger::open`].
    pub async fn open_with(
        folder: &Path,
        reader: Arc<dyn Reader>,
        codebook: Arc<Codebook>,
    ) -> Result<Self, LedgerError> {
        make_folder(folder)?;
        let store = Arc::new(SqlStore::open(&folder.join("ledger.sqlite")).await?);
        Self::over(store, &folder.join("search"), reader, codebook).await
    }

    /// Opens the ledger that a store holds, with its search index in a folder.
    ///
    /// # Errors
    /// When the store fails, or the folder cannot be used.
    pub async fn over(
        store: Arc<dyn Store>,
        search: &Path,
        reader: Arc<dyn Reader>,
        codebook: Arc<Codebook>,
    ) -> Result<Self, LedgerError> {
        Self::over_setup(store, search, reader, codebook, Setup::empty()?).await
    }

    /// The same, with systems and a site.
    ///
    /// # Errors
    /// See [`Ledger::over`].
    pub async fn over_setup(
        store: Arc<dyn Store>,
        search: &Path,
        reader: Arc<dyn Reader>,
        codebook: Arc<Codebook>,
        setup: Setup,
    ) -> Result<Self, LedgerError> {
        let search = SearchIndex::open(search)?;
        let site = Site::default();
        let ledger = Self {
            matters: Matters::start(&site, &store, setup),
            site,
            store,
            reader,
            codebook,
            search,
            reports: report_memory(),
            woven: woven_memory(),
        };
        ledger.make_current().await?;
        Ok(ledger)
    }

    /// A document's own row.
    ///
    /// # Errors
    /// When there is no such document.
    pub async fn document_row(&self, id: &DocumentId) -> Result<DocumentRow, LedgerError> {
        let found = self.store.document(&self.site, id).await?;
        found.ok_or_else(|| LedgerError::NotFound { what: What::Document, id: id.to_string() })
    }

    /// Documents, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn documents(&self, filter: &DocumentFilter, page: Page) -> Result<Paged<DocumentRow>, LedgerError> {
        self.store.documents(&self.site, filter, page).await
    }

    /// A document as it is read on a screen.
    ///
    /// # Errors
    /// When there is no such document, or it is deleted.
    pub async fn document(&self, id: &DocumentId) -> Result<DocumentView, LedgerError> {
        let document = self.present_document(id).await?;
        let orphans = self.store.corrections_of(&self.site, id).await?;
        let is_orphan = |correction: &crate::Correction| correction.target.is_none() && correction.withdrawn.is_none();
        Ok(DocumentView {
            text: self.store.text(&self.site, id).await?,
            figures: self.store.figures_of(&self.site, id).await?,
            promises: self.store.promises_of(&self.site, id).await?,
            orphans: orphans.into_iter().filter(is_orphan).collect(),
            document,
        })
    }

    /// The bytes of a document's file.
    ///
    /// # Errors
    /// When there is no such document, or it is deleted.
    pub async fn original(&self, id: &DocumentId) -> Result<Vec<u8>, LedgerError> {
        let document = self.present_document(id).await?;
        let found = self.store.file(&self.site, &document.content).await?;
        found.ok_or_else(|| LedgerError::NotFound { what: What::Original, id: id.to_string() })
    }

    pub(crate) async fn present_document(&self, id: &DocumentId) -> Result<DocumentRow, LedgerError> {
        let document = self.document_row(id).await?;
        if document.deleted_at.is_some() {
            return Err(LedgerError::Deleted { id: id.to_string() });
        }
        Ok(document)
    }

    /// Figures with their sentences.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn figures(&self, filter: &FigureFilter, page: Page) -> Result<Paged<FigureItem>, LedgerError> {
        self.store.figures(&self.site, filter, page).await
    }

    /// A figure with everything known about it.
    ///
    /// # Errors
    /// When there is no such figure, or its document is deleted.
    pub async fn figure(&self, id: &FigureId) -> Result<FigureView, LedgerError> {
        let figure = self.figure_row(id).await?;
        let document = self.present_document(&figure.document).await?;
        let (before, sentence, behind) = self.around(&figure.document, figure.sentence).await?;
        let history = self.store.history(&self.site, Subject::Figure, id.as_str()).await?;
        Ok(FigureView { document: document.brief(), figure, sentence, before, behind, history })
    }

    pub(crate) async fn figure_row(&self, id: &FigureId) -> Result<FigureRow, LedgerError> {
        let found = self.store.figure(&self.site, id).await?;
        found.ok_or_else(|| LedgerError::NotFound { what: What::Figure, id: id.to_string() })
    }

    /// Promises with their sentences.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn promises(&self, filter: &PromiseFilter, page: Page) -> Result<Paged<PromiseItem>, LedgerError> {
        self.store.promises(&self.site, filter, page).await
    }

    /// The fields of promises with how many stand in each, in order of the text.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn promise_fields(&self, filter: &PromiseFilter) -> Result<Vec<(String, u64)>, LedgerError> {
        self.store.promise_fields(&self.site, filter).await
    }

    /// A promise with everything known about it.
    ///
    /// # Errors
    /// When there is no such promise, or its document is deleted.
    pub async fn promise(&self, id: &PromiseId) -> Result<PromiseView, LedgerError> {
        let found = self.store.promise(&self.site, id).await?;
        let promise = found.ok_or_else(|| LedgerError::NotFound { what: What::Promise, id: id.to_string() })?;
        let document = self.present_document(&promise.document).await?;
        let mut figures = Vec::with_capacity(promise.figures.len());
        for figure in &promise.figures {
            figures.extend(self.store.figure(&self.site, figure).await?);
        }
        let (before, sentence, behind) = self.around(&promise.document, promise.sentence).await?;
        let history = self.store.history(&self.site, Subject::Promise, id.as_str()).await?;
        Ok(PromiseView { document: document.brief(), promise, figures, sentence, before, behind, history })
    }

    /// A sentence with its neighbours.
    async fn around(
        &self,
        document: &DocumentId,
        ordinal: u32,
    ) -> Result<(Option<Sentence>, Sentence, Option<Sentence>), LedgerError> {
        let first = ordinal.saturating_sub(1);
        let mut found = self.store.sentences(&self.site, document, first, ordinal - first + 2).await?.into_iter();
        let before = if ordinal > 0 { found.next() } else { None };
        let sentence = found.next().ok_or_else(|| LedgerError::Damaged {
            reason: format!("the document {document} has no sentence {ordinal}"),
        })?;
        Ok((before, sentence, found.next()))
    }

    /// All indicators that have figures, in order of the codebook.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn indicators(&self) -> Result<Vec<IndicatorCount>, LedgerError> {
        let mut counts = self.store.indicators(&self.site).await?;
        counts.sort_by_key(|count| self.order_of_indicator(&count.code));
        Ok(counts)
    }

    fn order_of_indicator(&self, code: &str) -> usize {
        self.codebook.indicators().iter().position(|indicator| indicator.code == code).unwrap_or(usize::MAX)
    }

    /// All values of an indicator, by place and period.
    ///
    /// # Errors
    /// When the codebook has no such indicator.
    pub async fn indicator_series(&self, code: &str) -> Result<Vec<IndicatorPoint>, LedgerError> {
        if self.codebook.indicator(code).is_none() {
            return Err(LedgerError::NotFound { what: What::Indicator, id: code.chars().take(40).collect() });
        }
        let mut points = self.store.indicator_points(&self.site, code).await?;
        for point in &mut points {
            point.place = place_meant(&point.document.place, &point.region);
        }
        // What no place is known of stands behind all places.
        points.sort_by(|one, other| {
            let order = |point: &IndicatorPoint| (point.place.is_empty(), point.place.clone(), point.months);
            order(one).cmp(&order(other))
        });
        Ok(points)
    }

    /// What the newest document of each place says in short.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn overview(&self) -> Result<Vec<Overview>, LedgerError> {
        let mut overviews = Vec::new();
        for document in self.store.newest_documents(&self.site, None).await? {
            overviews.push(self.overview_of(document).await?);
        }
        Ok(overviews)
    }

    async fn overview_of(&self, document: DocumentRow) -> Result<Overview, LedgerError> {
        let mut by_hardness = self.store.hardness_counts(&self.site, &document.id).await?;
        by_hardness.sort_by_key(|(hardness, _)| HARDNESS.iter().position(|known| known == hardness));
        Ok(Overview {
            place: document.header.place.clone(),
            targets: self.headline_targets(&document).await?,
            promises_by_hardness: by_hardness,
            fields: self.store.field_counts(&self.site, &document.id).await?,
            document,
        })
    }

    /// The first target of each indicator for the coming year, with the latest fact of the same kind.
    async fn headline_targets(&self, document: &DocumentRow) -> Result<Vec<HeadlineTarget>, LedgerError> {
        let filter = FigureFilter {
            document: Some(document.id.clone()),
            kind: Some("target".to_owned()),
            metric: Some("*".to_owned()),
            region: Some("self".to_owned()),
            wrong: Some(false),
            ..FigureFilter::default()
        };
        let year = document.header.year.map(|year| year.to_string());
        let mut items = self.store.figures(&self.site, &filter, Page::ALL).await?.items;
        // A target of the year itself before one of a later year.
        items.sort_by_key(|item| item.figure.fields.period != year);
        let mut targets: Vec<HeadlineTarget> = Vec::new();
        for item in items {
            let is_known = |known: &HeadlineTarget| known.target.fields.metric == item.figure.fields.metric;
            if targets.iter().any(is_known) {
                continue;
            }
            let actual = self.last_actual(document, &item.figure).await?;
            let FigureItem { figure: target, sentence, sentence_span, .. } = item;
            targets.push(HeadlineTarget { target, sentence, sentence_span, actual });
        }
        targets.sort_by_key(|target| self.order_of_indicator(target.target.fields.metric.as_deref().unwrap_or("")));
        Ok(targets)
    }

    async fn last_actual(&self, document: &DocumentRow, target: &FigureRow) -> Result<Option<FigureItem>, LedgerError> {
        let filter = FigureFilter {
            kind: Some("fact".to_owned()),
            metric: target.fields.metric.clone(),
            measure: Some(target.fields.measure.clone()),
            region: Some("self".to_owned()),
            place: Some(document.header.place.join("/")).filter(|place| !place.is_empty()),
            document: Some(document.id.clone()).filter(|_| document.header.place.is_empty()),
            wrong: Some(false),
            sort: FigureSort::Period,
            descending: true,
            ..FigureFilter::default()
        };
        let facts = self.store.figures(&self.site, &filter, Page { number: 1, size: 50 }).await?.items;
        Ok(facts.into_iter().find(|fact| fact.figure.fields.unit == target.fields.unit))
    }

    /// Sentences that hold every word of the query; on one page at most [`MOST_HITS`](crate::MOST_HITS).
    ///
    /// # Errors
    /// When the query is empty or too long, or the index fails.
    pub async fn search(&self, query: &str, page: Page) -> Result<Paged<SearchHit>, LedgerError> {
        let words = words(query);
        if words.is_empty() {
            return Err(LedgerError::Missing { field: "query" });
        }
        let found = query.chars().count();
        if found > LONGEST_QUERY {
            return Err(LedgerError::TooLong { field: "query", found, limit: LONGEST_QUERY });
        }
        self.catch_search_up().await?;
        let Paged { items, page, total } = self.search.search(&self.site, &words, page)?;
        let mut hits = Vec::with_capacity(items.len());
        let mut known: HashMap<DocumentId, (DocumentBrief, Text)> = HashMap::new();
        for hit in items {
            let (document, structure) = match known.entry(hit.document.clone()) {
                Entry::Occupied(found) => found.into_mut(),
                Entry::Vacant(place) => place.insert(self.brief_and_structure(&hit.document).await?),
            };
            let sentence = self.store.sentences(&self.site, &hit.document, hit.ordinal, 1).await?.into_iter().next();
            let Some(sentence) = sentence else { continue };
            let (figures, promises) = self.store.marks_in(&self.site, &hit.document, hit.ordinal).await?;
            hits.push(SearchHit {
                document: document.clone(),
                ordinal: hit.ordinal,
                section_path: structure.section_path(sentence.section).into_iter().map(str::to_owned).collect(),
                highlights: highlights(&sentence.text, &words),
                sentence,
                figures,
                promises,
            });
        }
        Ok(Paged { items: hits, page, total })
    }

    /// What a document is called, and its sections without the words below them.
    async fn brief_and_structure(&self, id: &DocumentId) -> Result<(DocumentBrief, Text), LedgerError> {
        let brief = self.document_row(id).await?.brief();
        let sections = self.store.sections(&self.site, id).await?;
        Ok((brief, Text { sections, ..Text::default() }))
    }

    /// How the ledger stands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn status(&self) -> Result<Status, LedgerError> {
        self.store.status(&self.site).await
    }

    /// Everything that the ledger holds except the files' bytes, one line a row, in a fixed order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn dump(&self) -> Result<Vec<String>, LedgerError> {
        self.store.dump(&self.site).await
    }
}

/// The name of a database's search index: by its host and name, whoever signs in.
fn index_name(address: &str) -> String {
    let place = address.rsplit('@').next().unwrap_or_default();
    let hash = ContentHash::of(place.as_bytes());
    let short: String = hash.as_str().chars().skip_while(|letter| *letter != ':').skip(1).take(12).collect();
    format!("search-{short}")
}

fn make_folder(folder: &Path) -> Result<(), LedgerError> {
    let unusable =
        |error: std::io::Error| LedgerError::Folder { path: folder.display().to_string(), reason: error.to_string() };
    std::fs::create_dir_all(folder).map_err(unusable)
}

/// Whose value a figure is: the document's place, or the city, province or country above it where it says so.
fn place_meant(place: &[String], region: &str) -> Vec<String> {
    let ends_with = |name: &str, kinds: &[&str]| kinds.iter().any(|kind| name.ends_with(kind));
    let above = place.split_last().map_or(&[][..], |(_, above)| above);
    let up_to = |kinds: &[&str]| {
        let found = above.iter().position(|name| ends_with(name, kinds));
        found.map_or_else(Vec::new, |at| above[..=at].to_vec())
    };
    match region {
        "self" => place.to_vec(),
        "city" => up_to(&["市", "州", "盟", "地区"]),
        "province" => up_to(&["省", "自治区"]),
        "nation" => vec!["全国".to_owned()],
        _ => Vec::new(),
    }
}
