//! The invented district that ships with the program: its site, its reports, and what its systems' samples tell.

use std::collections::BTreeMap;
use std::path::Path;

use duixian_ledger::{DocumentId, Ledger, LedgerError, NewFile};
use duixian_matters::matter::File;
use jiff::Timestamp;
use rust_embed::RustEmbed;

use super::life::{Life, Told};
use crate::failure::Failure;
use crate::language::Language;

/// The samples.
#[derive(RustEmbed)]
#[folder = "../../samples"]
#[allow_missing = true]
struct Samples;

/// The picture that stands for every picture of the samples.
const PICTURE: &str = "picture.png";
/// The folder of the site's files.
const SITE: &str = "site/";

/// Writes the site's files of the sample into a folder that is not there yet.
pub(super) fn write_site(folder: &Path) -> Result<(), Failure> {
    let failed = |source| Failure::File { path: folder.to_owned(), source };
    std::fs::create_dir_all(folder).map_err(failed)?;
    for path in Samples::iter() {
        let (Some(name), Some(file)) = (path.strip_prefix(SITE), Samples::get(&path)) else { continue };
        std::fs::write(folder.join(name), file.data).map_err(failed)?;
    }
    Ok(())
}

/// Whether nothing ever happened in a ledger: what a person deleted does not come back.
pub(super) async fn is_empty(ledger: &Ledger) -> Result<bool, LedgerError> {
    Ok(ledger.status().await?.last_event == 0)
}

/// Adds the reports, and lets everything happen that the systems' samples tell of, up to now.
pub(super) async fn load(
    ledger: &Ledger,
    actor: &str,
    now: Timestamp,
    language: Language,
) -> Result<Told, LedgerError> {
    let documents = add_reports(ledger, actor, now, language).await;
    let bytes = Samples::get(PICTURE).map(|file| file.data.into_owned()).unwrap_or_default();
    let size = bytes.len() as u64;
    let content = ledger.keep_file(bytes).await?;
    let picture = File {
        content: content.as_str().to_owned(),
        name: "现场照片.png".to_owned(),
        media: "image/png".to_owned(),
        size,
    };
    Life::new(ledger, picture, documents, now).happen().await
}

/// The reports, by the names of their files without the endings.
async fn add_reports(ledger: &Ledger, actor: &str, now: Timestamp, language: Language) -> BTreeMap<String, DocumentId> {
    let files = Samples::iter().filter(|name| is_document(name)).filter_map(|name| {
        let bytes = Samples::get(&name)?.data.into_owned();
        Some(NewFile { name: name.into_owned(), bytes })
    });
    let mut files = files.collect::<Vec<_>>();
    files.sort_by(|first, second| first.name.cmp(&second.name));
    // One report stands there in two formats, to be tried; in the ledger it would speak twice.
    files.dedup_by(|second, first| stem(&second.name) == stem(&first.name));
    let stems: Vec<String> = files.iter().map(|file| stem(&file.name).to_owned()).collect();
    let mut documents = BTreeMap::new();
    for (stem, added) in stems.into_iter().zip(ledger.add_many(files, actor, now, |_| {}).await) {
        match added {
            Ok(added) => {
                documents.insert(stem, added.document);
            }
            Err(error) => Failure::from(error).report(language),
        }
    }
    documents
}

/// A name without its ending.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A report, not a note about the samples.
fn is_document(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    !name.contains('/') && matches!(ending, "docx" | "doc" | "ofd" | "html" | "pdf")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use duixian_ledger::{DocumentFilter, Page, Period, Setup};
    use duixian_testkit::Server;

    use super::*;

    /// The evening of the last day that the samples tell of.
    fn evening() -> Timestamp {
        "2026-11-20T12:00:00Z".parse().unwrap()
    }

    async fn open(address: Option<&str>, folder: &Path) -> Ledger {
        let setup = Setup::read(None, &folder.join("site")).unwrap();
        match address {
            Some(address) => Ledger::open_database_setup(address, folder, setup).await.unwrap(),
            None => Ledger::open_setup(folder, setup).await.unwrap(),
        }
    }

    async fn lives(address: Option<&str>) {
        let folder = tempfile::tempdir().unwrap();
        write_site(&folder.path().join("site")).unwrap();
        let ledger = open(address, folder.path()).await;
        assert!(is_empty(&ledger).await.unwrap());
        let told = load(&ledger, "local", evening(), Language::Zh).await.unwrap();
        assert_eq!(told.refused, Vec::<String>::new());
        assert!(!is_empty(&ledger).await.unwrap());

        let mut lines = vec![format!("opened {}, acts {}", told.opened, told.acts)];
        let mut tasks = 0;
        for document in ledger.documents(&DocumentFilter::default(), Page::ALL).await.unwrap().items {
            tasks += ledger.matters_of_document(document.id.as_str()).await.unwrap().len();
        }
        lines.push(format!("from promises {tasks}"));
        let day = |text: &str| ledger.midnight(text.parse().unwrap()).unwrap();
        let period = Period { from: day("2026-01-01"), until: day("2026-11-21") };
        for system in ledger.setup().systems.all() {
            for measure in &system.measures {
                let value = ledger.measure(&system.id, &measure.id, period, evening()).await.unwrap().counted;
                let shown = value.value.map_or_else(|| "-".to_owned(), |value| value.to_string());
                let denominator = value.denominator.map_or_else(String::new, |over| format!(" / {over}"));
                lines.push(format!("{}/{} {shown} = {}{denominator}", system.id, measure.id, value.numerator));
            }
        }
        insta::assert_snapshot!("measures", lines.join("\n"));
    }

    #[tokio::test]
    async fn the_sample_is_alive_in_sqlite() {
        lives(None).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_sample_is_alive_in_postgresql() {
        let Some(server) = Server::shared() else { return };
        lives(Some(&server.database().unwrap())).await;
    }
}
