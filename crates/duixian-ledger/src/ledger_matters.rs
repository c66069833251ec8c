//! Acts on matters: every act is decided by the declaration, and is kept as events and rows in one transaction.

use duixian_matters::command::ActCommand;
use duixian_matters::declaration::StateKind;
use duixian_matters::matter::{Fields, MatterId, Origin};
use jiff::Timestamp;
use tokio::sync::{broadcast, mpsc, oneshot};

use crate::error::{LedgerError, What};
use crate::identity::{ContentHash, PromiseId, Site};
use crate::ledger::Ledger;
use crate::matters::MatterError;
use crate::matters::facts::row_of;
use crate::matters::order::{Acted, ActorRef, Changed, Order, OrderAct};
use crate::matters::row::{Firing, MatterChange, MatterItem, Placed};
use crate::matters::site::Setup;
use crate::matters::writer::{Job, WAITING, Writer};
use crate::store::{Change, RowChange, Store};

/// Changes that a slow listener may fall behind by.
const CHANGES: usize = 1024;
/// Clocks whose moment has come that are taken at a time.
const FIRINGS: u32 = 1_000;
/// Matters that are looked at in one go.
const AT_ONCE: u32 = 500;
/// The name of the fact that tells which declarations the rows were made with.
const DECLARATIONS: &str = "declarations";

/// The part of a ledger that is about matters. Clones are the same.
#[derive(Clone)]
pub(crate) struct Matters {
    pub(crate) setup: Setup,
    jobs: mpsc::Sender<Job>,
    changes: broadcast::Sender<Changed>,
}

impl Matters {
    /// Starts the task that writes; it ends with the last clone.
    pub(crate) fn start(site: &Site, store: &std::sync::Arc<dyn Store>, setup: Setup) -> Self {
        let (jobs, waiting) = mpsc::channel(WAITING);
        let (changes, _) = broadcast::channel(CHANGES);
        let writer = Writer {
            site: site.clone(),
            store: std::sync::Arc::clone(store),
            setup: setup.clone(),
            changes: changes.clone(),
        };
        tokio::spawn(writer.run(waiting));
        Self { setup, jobs, changes }
    }
}

/// A promise that is to become a matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Selected {
    /// The promise.
    pub promise: PromiseId,
    /// Values of the kind's fields.
    pub fields: Fields,
    /// The unit that leads.
    pub lead: Option<String>,
    /// Units that handle it too, with shares where the kind counts them.
    pub joint: Vec<duixian_matters::matter::JointPart>,
}

/// What came of a promise that was to become a matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// The promise.
    pub promise: PromiseId,
    /// Its matter, or why there is none.
    pub matter: Result<MatterItem, LedgerError>,
    /// Whether the matter was opened just now.
    pub created: bool,
}

impl Ledger {
    /// The systems and the site's own files.
    pub fn setup(&self) -> &Setup {
        &self.matters.setup
    }

    /// Does one order. It is kept for sure when this returns.
    ///
    /// # Errors
    /// [`MatterError::Refused`] with what would allow it; [`LedgerError::Unconfirmed`] where nobody knows whether it
    /// happened: with a key it is safe to ask again.
    pub async fn act(&self, order: Order) -> Result<Acted, LedgerError> {
        self.act_many(vec![order]).await.into_iter().next().unwrap_or_else(|| Err(stopped()))
    }

    /// Does many orders together, each for itself: one that is refused stops no other. The answers stand in the
    /// order of the orders.
    pub async fn act_many(&self, orders: Vec<Order>) -> Vec<Result<Acted, LedgerError>> {
        let count = orders.len();
        let (answer, answered) = oneshot::channel();
        let failed = || (0..count).map(|_| Err(stopped())).collect();
        if self.matters.jobs.send(Job { orders, answer }).await.is_err() {
            return failed();
        }
        answered.await.unwrap_or_else(|_| failed())
    }

    /// Does what clocks are to do by themselves at a moment, and tells how many did something.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn fire(&self, now: Timestamp) -> Result<usize, LedgerError> {
        let mut fired = 0;
        loop {
            let firings = self.store.firings(&self.site, now, FIRINGS).await?;
            if firings.is_empty() {
                return Ok(fired);
            }
            let asked = firings.len();
            fired += self.fire_all(firings, now).await?;
            if asked < FIRINGS as usize {
                return Ok(fired);
            }
        }
    }

    /// The earliest moment up to another at which a clock has something to do.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_firing(&self, until: Timestamp) -> Result<Option<Timestamp>, LedgerError> {
        Ok(self.store.firings(&self.site, until, 1).await?.first().map(|firing| firing.at))
    }

    async fn fire_all(&self, firings: Vec<Firing>, now: Timestamp) -> Result<usize, LedgerError> {
        let order = |firing: &Firing| Order {
            key: None,
            actor: ActorRef::default(),
            at: now,
            act: OrderAct::Timer(firing.clone()),
        };
        let outcomes = self.act_many(firings.iter().map(order).collect()).await;
        let mut fired = 0;
        for (firing, outcome) in firings.iter().zip(outcomes) {
            match outcome {
                Ok(acted) if acted.changed => fired += 1,
                // Nothing was to be done, or it can never be done: the clock must not ask every second.
                Ok(_) | Err(LedgerError::Matter(_) | LedgerError::NotFound { .. }) => {
                    self.store.forget_firing(&self.site, firing).await?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(fired)
    }

    /// Computes provisional ends anew, which a calendar that arrived may have made certain, and tells how many
    /// matters changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recompute(&self, now: Timestamp) -> Result<usize, LedgerError> {
        let mut behind = String::new();
        let mut changed = 0;
        loop {
            let ids = self.store.provisional(&self.site, &behind, AT_ONCE).await?;
            let Some(last) = ids.last() else { return Ok(changed) };
            behind.clone_from(&last.0);
            let order = |matter: MatterId| Order {
                key: None,
                actor: ActorRef::default(),
                at: now,
                act: OrderAct::Recompute { matter },
            };
            for outcome in self.act_many(ids.into_iter().map(order).collect()).await {
                match outcome {
                    Ok(acted) => changed += usize::from(acted.changed),
                    Err(LedgerError::Matter(_)) => {}
                    Err(error) => return Err(error),
                }
            }
        }
    }

    /// Tells of every change of matters from now on, when it is kept for sure.
    pub fn changes(&self) -> broadcast::Receiver<Changed> {
        self.matters.changes.subscribe()
    }

    /// Keeps a file; the same bytes twice are one file.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_file(&self, bytes: Vec<u8>) -> Result<ContentHash, LedgerError> {
        let content = ContentHash::of(&bytes);
        let rows = vec![RowChange::PutFile(content.clone(), bytes)];
        self.store.write(&self.site, Change { rows, ..Change::default() }).await?;
        Ok(content)
    }

    /// A kept file's bytes.
    ///
    /// # Errors
    /// When there is no such file.
    pub async fn file(&self, content: &ContentHash) -> Result<Vec<u8>, LedgerError> {
        let found = self.store.file(&self.site, content).await?;
        found.ok_or_else(|| LedgerError::NotFound { what: What::File, id: content.as_str().to_owned() })
    }

    /// Makes matters of promises, one of each: a promise that has one already, which was not ended without a result,
    /// keeps it.
    ///
    /// # Errors
    /// When a promise or the kind is not there, or the database fails. What is refused stands at its promise.
    pub async fn tasks_from_promises(
        &self,
        kind: &str,
        selected: Vec<Selected>,
        actor: &ActorRef,
        now: Timestamp,
    ) -> Result<Vec<Task>, LedgerError> {
        let mut tasks: Vec<Task> = Vec::new();
        let mut orders = Vec::new();
        let mut places = Vec::new();
        for Selected { promise, fields, lead, joint } in selected {
            let found = self.promise(&promise).await?;
            let document = found.promise.document.as_str().to_owned();
            let known = self.matters_of_promise(&promise).await?;
            let of_kind = known.into_iter().filter(|item| item.matter.kind == kind);
            let (void, mut living): (Vec<_>, Vec<_>) =
                of_kind.partition(|item| item.matter.state_kind == StateKind::Void);
            if let Some(item) = living.pop() {
                tasks.push(Task { promise, matter: Ok(item), created: false });
                continue;
            }
            let origin = Some(Origin::Promise { document: document.clone(), promise: promise.to_string() });
            let command = ActCommand { kind: kind.to_owned(), fields, lead, joint, origin, ..ActCommand::default() };
            // Who asks at the same moment gets the same matter.
            let key = Some(format!("promise:{kind}:{promise}:{}", void.len()));
            let act = OrderAct::Open(Box::new(command));
            orders.push(Order { key, actor: actor.clone(), at: now, act });
            places.push(tasks.len());
            tasks.push(Task { promise, matter: Err(stopped()), created: true });
        }
        for (place, outcome) in places.into_iter().zip(self.act_many(orders).await) {
            let Some(task) = tasks.get_mut(place) else { continue };
            task.matter = match outcome {
                Ok(acted) => {
                    task.created = !acted.repeated;
                    self.matter(&acted.matter).await
                }
                // Somebody asked with other words at the same moment: theirs is the promise's matter.
                Err(LedgerError::Matter(MatterError::KeyReused { .. })) => {
                    task.created = false;
                    let found = self.matters_of_promise(&task.promise).await?.into_iter();
                    let mut found = found.filter(|item| item.matter.kind == kind);
                    found.next().ok_or(LedgerError::Conflict)
                }
                Err(error) => Err(error),
            };
        }
        Ok(tasks)
    }

    /// Makes the rows of matters anew where other declarations made them: their classes, titles and turns may differ.
    pub(crate) async fn follow_declarations(&self) -> Result<(), LedgerError> {
        let fingerprint = self.setup().fingerprint();
        if self.store.fact(DECLARATIONS).await?.as_deref() == Some(fingerprint.as_str()) {
            return Ok(());
        }
        let mut behind = String::new();
        loop {
            let ids = self.store.matter_ids(&self.site, &behind, AT_ONCE).await?;
            let Some(last) = ids.last() else { break };
            behind.clone_from(&last.0);
            // Somebody may be acting on them: what they write is made with these declarations as well.
            let mut tries = crate::ledger_acts::TRIES;
            while let Err(error) = self.remake(&ids).await {
                tries -= 1;
                if error != LedgerError::Conflict || tries == 0 {
                    return Err(error);
                }
            }
        }
        self.note_declarations().await
    }

    /// Notes with which declarations the rows of matters were made.
    pub(crate) async fn note_declarations(&self) -> Result<(), LedgerError> {
        self.store.put_fact(DECLARATIONS, &self.setup().fingerprint()).await
    }

    async fn remake(&self, ids: &[MatterId]) -> Result<(), LedgerError> {
        let Setup { declarations, site, .. } = self.setup();
        let mut matters = MatterChange::default();
        for (matter, revision) in self.store.matters_by_id(&self.site, ids).await? {
            matters.expected.push((matter.id.clone(), Some(revision)));
            matters.rows.push(row_of(None, &matter, Placed::At(revision), declarations, &site.calendar)?);
        }
        self.store.write(&self.site, Change { matters: Box::new(matters), ..Change::default() }).await?;
        Ok(())
    }
}

/// The task that writes is gone: the program is ending.
fn stopped() -> LedgerError {
    LedgerError::Unavailable { reason: "the ledger is being closed".to_owned() }
}
