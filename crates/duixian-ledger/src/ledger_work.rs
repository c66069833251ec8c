//! Questions about matters: pages, lists, My work, neighbours, histories and measures.

use duixian_matters::declaration::{Measure, System};
use duixian_matters::matter::{Actor, MatterId};
use duixian_matters::{Offer, offers, system_of};
use jiff::{SignedDuration, Timestamp};

use crate::error::{LedgerError, What};
use crate::event::StoredEvent;
use crate::identity::PromiseId;
use crate::ledger::Ledger;
use crate::matters::MatterError;
use crate::matters::facts::{ANYONE, owner_post, owner_role, owner_unit, place_of};
use crate::matters::measured::{MeasureQuery, MeasureRow, MeasureSide, MeasuredValue, Period, value_of};
use crate::matters::order::ActorRef;
use crate::matters::query::{DueRange, MatterFilter, MatterPage, Square, TurnQuery};
use crate::matters::row::MatterItem;
use crate::query::{Page, Paged};

/// Events of a history that are read at a time.
const HISTORY: u32 = 1_000;
/// Neighbours that are shown.
const NEIGHBOURS: u32 = 200;
/// Pages end here: nobody turns so many, and a database walks over all that come before.
const LAST_ROW: u64 = 10_000;

/// A group of My work.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkGroup {
    /// `late today week later no_deadline judge`
    pub group: &'static str,
    /// The matters with the nearest ends.
    pub items: Vec<MatterItem>,
    /// How many there are, counted up to a thousand an owner.
    pub total: u64,
}

/// A matter near a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// The matter.
    pub item: MatterItem,
    /// How far, in metres.
    pub metres: u32,
}

impl Ledger {
    /// A matter.
    ///
    /// # Errors
    /// When there is no such matter.
    pub async fn matter(&self, id: &MatterId) -> Result<MatterItem, LedgerError> {
        let found = self.store.matter_items(&self.site, std::slice::from_ref(id)).await?;
        let missing = || LedgerError::NotFound { what: What::Matter, id: id.0.chars().take(40).collect() };
        found.into_iter().next().ok_or_else(missing)
    }

    /// Some matters, in the order of their ids; those that are not there are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn matters_by_id(&self, ids: &[MatterId]) -> Result<Vec<MatterItem>, LedgerError> {
        self.store.matter_items(&self.site, ids).await
    }

    /// A list of matters. It is counted, and its pages go, up to a bound.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn matters(&self, filter: &MatterFilter, page: Page) -> Result<MatterPage, LedgerError> {
        if page.offset() >= LAST_ROW {
            let limit = usize::try_from(LAST_ROW).unwrap_or(usize::MAX);
            let found = usize::try_from(page.offset()).unwrap_or(usize::MAX);
            return Err(LedgerError::TooLong { field: "page", found, limit });
        }
        self.store.matters(&self.site, filter, page).await
    }

    /// All matters of a list, some at a time and each once, in the order of their opening, for exports.
    ///
    /// `behind` is the last matter of the part before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn matters_behind(
        &self,
        filter: &MatterFilter,
        behind: Option<&MatterItem>,
        limit: u32,
    ) -> Result<Vec<MatterItem>, LedgerError> {
        self.store.matters_behind(&self.site, filter, behind, limit).await
    }

    /// How many open or waiting, and how many late matters of a kind there are, counted up to a bound.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn matter_counts(&self, kind: &str) -> Result<(u64, u64), LedgerError> {
        self.store.matter_counts(&self.site, kind).await
    }

    /// Everything that happened to a matter, in order.
    ///
    /// # Errors
    /// When there is no such matter.
    pub async fn matter_history(&self, id: &MatterId) -> Result<Vec<StoredEvent>, LedgerError> {
        let mut events = Vec::new();
        loop {
            let behind = events.last().map_or(0, |event: &StoredEvent| event.sequence);
            let found = self.store.matter_events(&self.site, id, behind, HISTORY).await?;
            if found.is_empty() {
                break;
            }
            events.extend(found);
        }
        if events.is_empty() {
            return Err(LedgerError::NotFound { what: What::Matter, id: id.0.chars().take(40).collect() });
        }
        Ok(events)
    }

    /// Matters of a kind by what names a row of an imported table, each with that key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn matters_by_import_key(
        &self,
        kind: &str,
        keys: &[String],
    ) -> Result<Vec<(String, MatterItem)>, LedgerError> {
        self.store.matters_by_import_key(&self.site, kind, keys).await
    }

    /// The matters of a promise, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn matters_of_promise(&self, promise: &PromiseId) -> Result<Vec<MatterItem>, LedgerError> {
        let found = self.store.promise(&self.site, promise).await?;
        let found = found.ok_or_else(|| LedgerError::NotFound { what: What::Promise, id: promise.to_string() })?;
        let filter = MatterFilter {
            document: Some(found.document.as_str().to_owned()),
            promise: Some(promise.to_string()),
            ..MatterFilter::default()
        };
        Ok(self.store.matters(&self.site, &filter, Page::ALL).await?.items)
    }

    /// The matters of all promises of a document.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn matters_of_document(&self, document: &str) -> Result<Vec<MatterItem>, LedgerError> {
        let filter = MatterFilter { document: Some(document.to_owned()), ..MatterFilter::default() };
        Ok(self.store.matters(&self.site, &filter, Page::ALL).await?.items)
    }

    /// What a post has to do: its unit's matters, its own, and those of its roles; by end, and what it has to judge.
    ///
    /// # Errors
    /// When the roster has no such post.
    pub async fn work(&self, post: &str, now: Timestamp, limit: u32) -> Result<Vec<WorkGroup>, LedgerError> {
        let site = &self.setup().site;
        let found = site.roster.post(post);
        let found = found.ok_or_else(|| MatterError::NoPost { post: post.chars().take(40).collect() })?;
        let mut owners = vec![owner_unit(&found.unit), owner_post(&found.id), ANYONE.to_owned()];
        for (system, roles) in found.roles_by_system() {
            owners.extend(roles.into_iter().map(|role| owner_role(system, role)));
        }
        let (tomorrow, week) = self.coming_days(now);
        let ranges = [
            ("late", false, DueRange::Between(None, Some(now))),
            ("today", false, DueRange::Between(Some(now), tomorrow)),
            ("week", false, DueRange::Between(tomorrow, week)),
            ("later", false, DueRange::Between(week, None)),
            ("no_deadline", false, DueRange::Absent),
            ("judge", true, DueRange::Any),
        ];
        let mut groups = Vec::with_capacity(ranges.len());
        for (group, judging, due) in ranges {
            let query = TurnQuery { owners: owners.clone(), judging, due, limit };
            let (items, total) = self.store.turns(&self.site, &query).await?;
            groups.push(WorkGroup { group, items, total });
        }
        Ok(groups)
    }

    /// The first moments of tomorrow and of the day a week from now, by the site's clock.
    fn coming_days(&self, now: Timestamp) -> (Option<Timestamp>, Option<Timestamp>) {
        let calendar = &self.setup().site.calendar;
        let tomorrow = calendar.day_of(now).tomorrow().ok();
        let midnight = tomorrow.and_then(|day| self.midnight(day));
        let week = midnight.and_then(|midnight| midnight.checked_add(SignedDuration::from_hours(6 * 24)).ok());
        (midnight, week)
    }

    /// The first moment of a day by the site's clock.
    pub fn midnight(&self, day: jiff::civil::Date) -> Option<Timestamp> {
        self.moment_of(day.at(0, 0, 0, 0))
    }

    /// A moment by the site's clock.
    pub fn moment_of(&self, local: jiff::civil::DateTime) -> Option<Timestamp> {
        let seconds = i32::try_from(self.setup().site.calendar.hours().offset()).ok()?;
        jiff::tz::Offset::from_seconds(seconds).ok()?.to_timestamp(local).ok()
    }

    /// Open or waiting matters near a place that may be the same thing, the nearest first. `fields` are those of the
    /// new one; without a rule for duplicates in its kind there are none.
    ///
    /// # Errors
    /// When there is no such kind, or the place is none.
    pub async fn near(
        &self,
        kind: &str,
        fields: &duixian_matters::matter::Fields,
        now: Timestamp,
    ) -> Result<Vec<Neighbour>, LedgerError> {
        let site = &self.setup().site;
        let declared = self.setup().declarations.kind(kind, site.calendar.day_of(now));
        let declared = declared.ok_or_else(|| MatterError::NoKind { kind: kind.chars().take(80).collect() })?;
        let Some(rule) = &declared.kind.duplicates else { return Ok(Vec::new()) };
        let place = fields.get(&rule.place).map(String::as_str).unwrap_or_default();
        let (longitude, latitude) = place_of(place).ok_or_else(|| LedgerError::BadValue {
            field: rule.place.clone(),
            value: place.chars().take(40).collect(),
            wanted: "longitude,latitude in degrees".to_owned(),
        })?;
        // A degree of latitude is 111.2 km everywhere; one of longitude is shorter, so the square is a little wide.
        let high = i64::from(rule.metres) * 10;
        let wide = high * 4;
        let days = SignedDuration::from_hours(24 * i64::from(rule.days));
        let square = Square {
            kind: kind.to_owned(),
            least: (longitude - wide, latitude - high),
            greatest: (longitude + wide, latitude + high),
            since: now.checked_sub(days).unwrap_or(Timestamp::MIN),
            limit: NEIGHBOURS,
        };
        let same = |item: &MatterItem| rule.same.iter().all(|field| item.matter.fields.get(field) == fields.get(field));
        let found = self.store.matters_in(&self.site, &square).await?.into_iter().filter(same);
        let mut near: Vec<Neighbour> = found
            .filter_map(|item| {
                let metres = metres_between((longitude, latitude), item.place?);
                (metres <= rule.metres).then_some(Neighbour { item, metres })
            })
            .collect();
        near.sort_by_key(|neighbour| neighbour.metres);
        Ok(near)
    }

    /// Who acts: a post with its person, unit and roles in a system.
    ///
    /// # Errors
    /// When there is no such post, or somebody else holds it.
    pub fn actor(&self, asked: &ActorRef, system: &str, now: Timestamp) -> Result<Actor, LedgerError> {
        let site = &self.setup().site;
        site.roster.actor(asked, system, site.calendar.day_of(now))
    }

    /// What somebody can do with a matter, and what is missing for the rest.
    ///
    /// # Errors
    /// When there is no such matter or post.
    pub async fn offers(&self, id: &MatterId, asked: &ActorRef, now: Timestamp) -> Result<Vec<Offer>, LedgerError> {
        let MatterItem { matter, .. } = self.matter(id).await?;
        let actor = self.actor(asked, system_of(&matter.kind), now)?;
        let declared = self.setup().declarations.kind_of_version(&matter.kind, matter.declared);
        let declared = declared.ok_or_else(|| MatterError::NoKind { kind: matter.kind.clone() })?;
        Ok(offers(declared, &matter, &actor))
    }

    /// A system in force on the day of a moment.
    ///
    /// # Errors
    /// When there is none.
    pub fn system(&self, id: &str, now: Timestamp) -> Result<&System, LedgerError> {
        let day = self.setup().site.calendar.day_of(now);
        let found = self.setup().declarations.system(id, day);
        found.ok_or_else(|| LedgerError::NotFound { what: What::System, id: id.chars().take(40).collect() })
    }

    /// A measure, computed: with its definition, what was left out, and both numbers.
    ///
    /// # Errors
    /// When there is no such measure, or its query fails.
    pub async fn measure(
        &self,
        system: &str,
        measure: &str,
        period: Period,
        as_of: Timestamp,
    ) -> Result<MeasuredValue, LedgerError> {
        let (system, measure, query) = self.measure_query(system, measure, period, as_of)?;
        let sums = self.store.measure_sums(&self.site, &query).await?;
        Ok(value_of(system, measure, &query, &sums))
    }

    /// The rows behind a measure, in the order of the matters' ids; of one part, and those counted, not counted or
    /// left out.
    ///
    /// # Errors
    /// See [`Ledger::measure`].
    #[expect(clippy::too_many_arguments, reason = "they are the question's parts, each of its own type")]
    pub async fn measure_rows(
        &self,
        system: &str,
        measure: &str,
        period: Period,
        as_of: Timestamp,
        part: Option<String>,
        side: MeasureSide,
        page: Page,
    ) -> Result<Paged<MeasureRow>, LedgerError> {
        let (_, _, query) = self.measure_query(system, measure, period, as_of)?;
        self.store.measure_rows(&self.site, &MeasureQuery { part, side, ..query }, page).await
    }

    fn measure_query(
        &self,
        system: &str,
        measure: &str,
        period: Period,
        as_of: Timestamp,
    ) -> Result<(&System, &Measure, MeasureQuery), LedgerError> {
        let system = self.system(system, as_of)?;
        let missing = || LedgerError::NotFound { what: What::Measure, id: measure.chars().take(40).collect() };
        let measure = system.measures.iter().find(|known| known.id == measure).ok_or_else(missing)?;
        let kind = system.kind(&measure.kind).ok_or_else(|| MatterError::NoKind { kind: measure.kind.clone() })?;
        Ok((system, measure, MeasureQuery::new(measure, kind, period, as_of)?))
    }
}

/// Metres between two places that are near each other, in millionths of a degree. A distance is no figure: it only
/// orders suggestions.
fn metres_between(one: (i64, i64), other: (i64, i64)) -> u32 {
    const METRES: f64 = 0.111_195;
    #[expect(clippy::cast_precision_loss, reason = "360 million millionths of a degree are exact")]
    let (wide, high, middle) =
        ((one.0 - other.0) as f64, (one.1 - other.1) as f64, (one.1 + other.1) as f64 / 2_000_000.0);
    let wide = wide * middle.to_radians().cos();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a distance is positive and small")]
    let metres = (wide.hypot(high) * METRES).round() as u32;
    metres
}

#[cfg(test)]
mod tests {
    use super::metres_between;

    #[test]
    fn distances_near_each_other() {
        let here = (102_100_000, 39_950_000);
        for (there, wanted) in [
            (here, 0),
            ((102_100_000, 39_951_000), 111),
            ((102_101_000, 39_950_000), 85),
            ((102_099_000, 39_949_000), 140),
        ] {
            assert_eq!(metres_between(here, there), wanted);
        }
    }
}
