//! What belongs to a site and is kept as files beside its ledger: roster, working hours, calendars, map.

use std::path::Path;
use std::sync::Arc;

use duixian_matters::Declarations;
use duixian_matters::time::{Calendar, Calendars, Hours};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::error::MatterError;
use super::roster::Roster;
use crate::error::LedgerError;
use crate::identity::hexadecimal;
use crate::systems::Systems;

/// What a ledger needs to know for matters: the systems and the site.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The systems with their stories and samples.
    pub systems: Arc<Systems>,
    /// The same, as decisions take them: by kind, version and day.
    pub declarations: Arc<Declarations>,
    /// The site's own files.
    pub site: Arc<SiteFiles>,
}

/// The files of a site's folder.
#[derive(Clone, Debug)]
pub struct SiteFiles {
    /// `posts.toml`: units, posts and who holds them; empty without it, and then nobody can act.
    pub roster: Roster,
    /// The shipped calendars with the site's own `calendars/*.toml`, and its `hours.toml` or the shipped hours.
    pub calendar: Calendar,
    /// `map.geojson`.
    pub map: Option<SiteMap>,
}

/// A map of the site, its own data: the program ships no boundary.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteMap {
    /// Its title.
    pub title: String,
    /// The review number (审图号), which is shown wherever the map is.
    pub review_number: String,
    /// The whole file.
    pub geojson: Value,
}

impl Setup {
    /// A setup of systems and a site.
    pub fn new(systems: Systems, site: SiteFiles) -> Self {
        let declarations = Declarations::new(systems.versions().map(|system| (**system).clone()));
        Self { systems: Arc::new(systems), declarations: Arc::new(declarations), site: Arc::new(site) }
    }

    /// The systems of a folder, or without one those that ship, and the site of a folder, which need not be there.
    ///
    /// # Errors
    /// When a system has errors, or a file of the site is not as it must be.
    pub fn read(systems: Option<&Path>, site: &Path) -> Result<Self, LedgerError> {
        let systems = match systems {
            Some(folder) => Systems::from_folder(folder),
            None => Systems::standard(),
        };
        let systems = systems.map_err(|error| MatterError::from(Box::new(error)))?;
        Ok(Self::new(systems, SiteFiles::read(site)?))
    }

    /// No systems, no posts, the shipped calendar: for ledgers of documents alone.
    ///
    /// # Errors
    /// When a shipped file is damaged.
    pub fn empty() -> Result<Self, LedgerError> {
        Ok(Self::new(Systems::default(), SiteFiles::empty()?))
    }

    /// Tells whether rows were made with the same systems.
    pub(crate) fn fingerprint(&self) -> String {
        hexadecimal(&Sha256::digest(format!("{:?}", self.declarations).as_bytes()))
    }
}

impl SiteFiles {
    /// Nothing of a site's own.
    ///
    /// # Errors
    /// When a shipped file is damaged.
    pub fn empty() -> Result<Self, LedgerError> {
        let calendar = Calendar::standard().map_err(|error| bad("hours.toml", error))?;
        Ok(Self { roster: Roster::default(), calendar, map: None })
    }

    /// Reads a site's folder; a file that is not there leaves what ships.
    ///
    /// # Errors
    /// When a file cannot be read or is not as it must be.
    pub fn read(folder: &Path) -> Result<Self, LedgerError> {
        let roster = match text(&folder.join("posts.toml"), "posts.toml")? {
            Some(posts) => Roster::parse(&posts)?,
            None => Roster::default(),
        };
        let hours = match text(&folder.join("hours.toml"), "hours.toml")? {
            Some(hours) => Hours::parse("hours.toml", &hours),
            None => Hours::standard(),
        };
        let hours = hours.map_err(|error| bad("hours.toml", error))?;
        let mut years = Calendars::standard().map_err(|error| bad("calendars", error))?;
        for path in calendars(&folder.join("calendars"))? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if let Some(calendar) = text(&path, "calendars")? {
                years.add(&name, &calendar).map_err(|error| bad("calendars", error))?;
            }
        }
        let map = match text(&folder.join("map.geojson"), "map.geojson")? {
            Some(map) => Some(SiteMap::parse(&map)?),
            None => None,
        };
        Ok(Self { roster, calendar: Calendar::new(years, hours), map })
    }
}

impl SiteMap {
    /// Reads a map.
    ///
    /// # Errors
    /// Where it is no `GeoJSON`, or has no review number: a map without one must not be shown.
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        let geojson: Value = serde_json::from_str(text).map_err(|error| bad("map.geojson", error))?;
        if geojson.get("type").and_then(Value::as_str) != Some("FeatureCollection") {
            return Err(bad("map.geojson", "it is no FeatureCollection"));
        }
        let word = |name: &str| {
            let found = geojson.get(name).and_then(Value::as_str).map(str::trim);
            found.filter(|found| !found.is_empty()).map(str::to_owned)
        };
        let review_number = word("review_number");
        let review_number = review_number.ok_or_else(|| bad("map.geojson", "it has no review_number (审图号)"))?;
        Ok(Self { title: word("title").unwrap_or_default(), review_number, geojson })
    }
}

fn bad(file: &'static str, reason: impl std::fmt::Display) -> LedgerError {
    MatterError::BadSite { file, reason: reason.to_string() }.into()
}

fn text(path: &Path, file: &'static str) -> Result<Option<String>, LedgerError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(bad(file, error)),
    }
}

/// The calendars of a folder, in the order of their names.
fn calendars(folder: &Path) -> Result<Vec<std::path::PathBuf>, LedgerError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(bad("calendars", error)),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| bad("calendars", error))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_without_its_review_number_is_refused() {
        let of = |rest: &str| SiteMap::parse(&format!(r#"{{"type":"FeatureCollection","features":[]{rest}}}"#));
        assert_eq!(of(r#","title":"清河区","review_number":"样例审图号""#).unwrap().review_number, "样例审图号");
        for rest in ["", r#","review_number":"""#, r#","review_number":7"#] {
            assert!(of(rest).is_err(), "{rest}");
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_site_without_files_of_its_own() {
        let files = SiteFiles::read(Path::new("/nowhere/at/all")).unwrap();
        assert!(files.roster.posts.is_empty() && files.map.is_none());
    }
}
