//! Rows of matters made from the events again. A batch at a time: the memory does not grow with the ledger.

use std::collections::{BTreeMap, BTreeSet};

use duixian_matters::apply;
use duixian_matters::event::{Effect, Happened};
use duixian_matters::matter::{Matter, MatterId};
use jiff::Timestamp;

use crate::error::LedgerError;
use crate::event::{EventBody, StoredEvent};
use crate::ledger::{BATCH, Ledger};
use crate::matters::batch::step;
use crate::matters::facts::row_of;
use crate::matters::row::{Counter, MatterChange, Placed};
use crate::matters::site::Setup;
use crate::store::Change;

/// An event of a matter with its place.
type Told = (u64, Timestamp, Box<Happened>);

impl Ledger {
    /// Makes the rows of all matters of the site from its events. There must be none.
    pub(crate) async fn replay_matters(&self) -> Result<(), LedgerError> {
        let mut counters: BTreeMap<(String, i16), u64> = BTreeMap::new();
        let mut behind = 0;
        loop {
            let events = self.store.events(&self.site, behind, BATCH).await?;
            let Some(last) = events.last() else { break };
            behind = last.sequence;
            let of_matters = |StoredEvent { sequence, event }| match event.body {
                EventBody::Matter(happened) => Some((sequence, event.at, happened)),
                _ => None,
            };
            let told: Vec<Told> = events.into_iter().filter_map(of_matters).collect();
            if !told.is_empty() {
                let change = self.replay(told, &mut counters).await?;
                self.store.write(&self.site, Change { matters: Box::new(change), ..Change::default() }).await?;
            }
        }
        let counters = counters.into_iter().map(|((kind, year), last)| (Counter { kind, year, last }, 0)).collect();
        let matters = MatterChange { counters, ..MatterChange::default() };
        self.store.write(&self.site, Change { matters: Box::new(matters), ..Change::default() }).await?;
        Ok(())
    }

    async fn replay(
        &self,
        told: Vec<Told>,
        counters: &mut BTreeMap<(String, i16), u64>,
    ) -> Result<MatterChange, LedgerError> {
        let Setup { declarations, site, .. } = self.setup();
        let ids: BTreeSet<MatterId> = told.iter().map(|(_, _, happened)| happened.matter.clone()).collect();
        let ids: Vec<MatterId> = ids.into_iter().collect();
        let before: BTreeMap<MatterId, Matter> = self
            .store
            .matters_by_id(&self.site, &ids)
            .await?
            .into_iter()
            .map(|(matter, _)| (matter.id.clone(), matter))
            .collect();
        let mut matters = before.clone();
        let mut revisions: BTreeMap<MatterId, u64> = BTreeMap::new();
        let mut change = MatterChange::default();
        for (sequence, at, happened) in told {
            let known = matters.remove(&happened.matter);
            let from_state = known.as_ref().map(|matter| matter.state.clone()).unwrap_or_default();
            let matter = apply(known, &happened, at)
                .map_err(|error| LedgerError::Damaged { reason: format!("event {sequence}: {error}") })?;
            if let Some(Effect::Opened { kind, .. }) = happened.effects.first() {
                for year in [site.calendar.day_of(at).year(), 0] {
                    *counters.entry((kind.clone(), year)).or_default() += 1;
                }
            }
            change.steps.push(step(&happened, from_state, &matter, Placed::At(sequence), at));
            revisions.insert(matter.id.clone(), sequence);
            matters.insert(matter.id.clone(), matter);
        }
        for (id, revision) in revisions {
            let Some(matter) = matters.get(&id) else { continue };
            let known = before.get(&id);
            change.rows.push(row_of(known, matter, Placed::At(revision), declarations, &site.calendar)?);
        }
        Ok(change)
    }
}
