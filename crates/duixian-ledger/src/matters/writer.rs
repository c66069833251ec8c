//! The one task of a ledger that writes matters: it gathers what waits, decides it in memory and keeps it in one
//! transaction, so that many acts share the one wait for the disk. It answers only when the change is kept.

use std::collections::BTreeSet;
use std::sync::Arc;

use duixian_matters::matter::{Matter, MatterId, Origin};
use tokio::sync::{broadcast, mpsc, oneshot};

use super::batch::{Batch, Read};
use super::order::{Acted, Changed, Order};
use super::site::Setup;
use crate::error::LedgerError;
use crate::identity::Site;
use crate::store::Store;

/// Orders decided together.
const AT_ONCE: usize = 512;
/// Jobs that wait; who comes later waits for a place.
pub(crate) const WAITING: usize = 1024;
/// How often a batch is decided again when another program changed the same matters in between.
const TRIES: usize = 8;
/// Rounds of reading relatives of relatives: parents of parents and where those came from.
const GENERATIONS: usize = 8;

/// Orders that were asked for together, and where the answers go.
pub(crate) struct Job {
    pub orders: Vec<Order>,
    pub answer: oneshot::Sender<Vec<Result<Acted, LedgerError>>>,
}

/// What the task needs.
pub(crate) struct Writer {
    pub site: Site,
    pub store: Arc<dyn Store>,
    pub setup: Setup,
    pub changes: broadcast::Sender<Changed>,
}

impl Writer {
    /// Works until nobody can ask any more.
    pub(crate) async fn run(self, mut jobs: mpsc::Receiver<Job>) {
        while let Some(first) = jobs.recv().await {
            let mut batch = vec![first];
            let mut orders = batch.first().map_or(0, |job| job.orders.len());
            while orders < AT_ONCE
                && let Ok(job) = jobs.try_recv()
            {
                orders += job.orders.len();
                batch.push(job);
            }
            self.work(batch).await;
        }
    }

    async fn work(&self, jobs: Vec<Job>) {
        let (orders, answers): (Vec<Vec<Order>>, Vec<_>) = jobs.into_iter().map(|job| (job.orders, job.answer)).unzip();
        let counts: Vec<usize> = orders.iter().map(Vec::len).collect();
        let orders: Vec<Order> = orders.into_iter().flatten().collect();
        let mut outcomes = self.keep(&orders).await.into_iter();
        for (count, answer) in counts.into_iter().zip(answers) {
            // Whoever asked may have gone; what was decided is kept all the same.
            _ = answer.send(outcomes.by_ref().take(count).collect());
        }
    }

    /// Decides and keeps orders, anew where somebody else was quicker.
    async fn keep(&self, orders: &[Order]) -> Vec<Result<Acted, LedgerError>> {
        let mut tries = 0;
        loop {
            tries += 1;
            let read = match self.read(orders).await {
                Ok(read) => read,
                Err(error) => return orders.iter().map(|_| Err(error.clone())).collect(),
            };
            let mut batch = Batch::new(&self.setup, read);
            for order in orders {
                batch.take(order);
            }
            if batch.is_empty() {
                return batch.outcomes(&Ok(0));
            }
            let kept = match batch.change() {
                Ok(change) => self.store.write(&self.site, change).await,
                Err(error) => Err(error),
            };
            match kept {
                Err(LedgerError::Conflict) if tries < TRIES => {}
                kept => {
                    if let Ok(sequence) = kept {
                        self.tell(&batch, sequence);
                    }
                    return batch.outcomes(&kept);
                }
            }
        }
    }

    fn tell(&self, batch: &Batch<'_>, sequence: u64) {
        let kinds = batch.changed().map(|matter| matter.kind.clone()).collect();
        let matters = batch.changed().map(|matter| matter.id.clone()).collect();
        // Nobody may be listening.
        _ = self.changes.send(Changed { sequence, kinds, matters });
    }

    async fn read(&self, orders: &[Order]) -> Result<Read, LedgerError> {
        let keys: Vec<String> = orders.iter().filter_map(|order| order.key.clone()).collect();
        let answers = self.store.answers(&self.site, &keys).await?;
        let matters = self.read_matters(orders).await?;
        let kinds: Vec<String> = self.kinds_opened(orders, &matters).into_iter().collect();
        let counters = self.store.counters(&self.site, &kinds).await?;
        Ok(Read { matters, counters, answers })
    }

    /// Kinds that the orders may open, by themselves or by a transfer.
    fn kinds_opened(&self, orders: &[Order], matters: &[(Matter, u64)]) -> BTreeSet<String> {
        let mut kinds: BTreeSet<String> = BTreeSet::new();
        for command in orders.iter().filter(|order| order.target().is_none()).filter_map(Order::command) {
            kinds.insert(command.kind.clone());
        }
        for (matter, _) in matters {
            let declared = self.setup.declarations.kind_of_version(&matter.kind, matter.declared);
            let transfers = declared.map_or(&[][..], |declared| &declared.kind.transfers);
            kinds.extend(transfers.iter().map(|way| way.to.clone()));
        }
        kinds
    }

    /// The matters that orders are about, with their relatives.
    async fn read_matters(&self, orders: &[Order]) -> Result<Vec<(Matter, u64)>, LedgerError> {
        let mut known: BTreeSet<MatterId> = BTreeSet::new();
        let mut wanted: BTreeSet<MatterId> = BTreeSet::new();
        for order in orders {
            wanted.extend(order.target().cloned());
            if let Some(command) = order.command() {
                wanted.extend(command.parent.clone());
                wanted.extend(command.choices.iter().cloned());
                if let Some(Origin::Matter { matter, .. }) = &command.origin {
                    wanted.insert(matter.clone());
                }
            }
        }
        let targets = wanted.clone();
        let mut matters: Vec<(Matter, u64)> = Vec::new();
        for _ in 0..GENERATIONS {
            let asked: Vec<MatterId> = wanted.iter().filter(|id| !known.contains(*id)).cloned().collect();
            if asked.is_empty() {
                break;
            }
            known.extend(asked.iter().cloned());
            let found = self.store.matters_by_id(&self.site, &asked).await?;
            wanted = BTreeSet::new();
            for (matter, _) in &found {
                wanted.extend(matter.parent.clone());
                if let Some(Origin::Matter { matter: origin, .. }) = &matter.origin {
                    wanted.insert(origin.clone());
                }
                if targets.contains(&matter.id) && self.looks_at_children(matter) {
                    wanted.extend(matter.children.keys().cloned());
                }
            }
            matters.extend(found);
        }
        Ok(matters)
    }

    /// Whether an act on a matter may change its children: where they are the candidates of a vote.
    fn looks_at_children(&self, matter: &Matter) -> bool {
        let declared = self.setup.declarations.kind_of_version(&matter.kind, matter.declared);
        declared.is_some_and(|declared| declared.kind.poll.is_some())
    }
}
