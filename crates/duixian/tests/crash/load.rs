//! Clients that open matters and act on them as fast as they are answered, and remember what was confirmed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use crate::client::{Answer, Asked, Client, Happened};

/// Clients at a time.
const CLIENTS: usize = 8;
/// Tasks of all clients that anybody may urge, so that acts of many meet at one matter.
const SHARED: usize = 3;
/// How long a client waits after a problem.
const PAUSE: Duration = Duration::from_millis(20);

/// What was confirmed: by key the matter and the revision that was told.
type Confirmed = BTreeMap<String, (String, u64)>;

/// A client's place in its work, which goes on after the program was started again.
#[derive(Default)]
struct Worker {
    /// What was asked last and is not confirmed.
    pending: Option<Asked>,
    matter: Option<String>,
    step: usize,
    asked: usize,
}

/// Everything that clients ever asked for.
pub(crate) struct Load {
    workers: Vec<Mutex<Worker>>,
    confirmed: Mutex<Confirmed>,
    shared: Mutex<Vec<String>>,
    problems: Mutex<BTreeSet<(u16, String)>>,
    confirmations: AtomicUsize,
    is_over: AtomicBool,
}

impl Load {
    pub(crate) fn new() -> Self {
        Self {
            workers: (0..CLIENTS).map(|_| Mutex::default()).collect(),
            confirmed: Mutex::default(),
            shared: Mutex::default(),
            problems: Mutex::default(),
            confirmations: AtomicUsize::new(0),
            is_over: AtomicBool::new(false),
        }
    }

    /// Works on a server, meanwhile does something else, and ends when that is done. Each client first asks again for
    /// what it was not told.
    pub(crate) fn during<T>(&self, address: &str, meanwhile: impl FnOnce() -> T) -> T {
        self.is_over.store(false, Ordering::Relaxed);
        std::thread::scope(|scope| {
            for number in 0..self.workers.len() {
                scope.spawn(move || self.work(number, address));
            }
            // Also where what happens meanwhile fails: else its failure would wait for clients that never end.
            let _over = Over(&self.is_over);
            meanwhile()
        })
    }

    /// Asks again for what was not confirmed, until it is.
    pub(crate) fn settle(&self, address: &str) {
        let client = Client::new(address);
        for (number, worker) in self.workers.iter().enumerate() {
            let mut worker = worker.lock().expect("no client failed");
            while let Some(asked) = worker.pending.take() {
                if !self.one(number, &mut worker, &client, asked) {
                    std::thread::sleep(PAUSE);
                }
            }
        }
    }

    fn work(&self, number: usize, address: &str) {
        let client = Client::new(address);
        let mut worker = self.workers[number].lock().expect("no client failed");
        while !self.is_over.load(Ordering::Relaxed) {
            let asked = worker.pending.take().unwrap_or_else(|| self.next(number, &mut worker));
            if !self.one(number, &mut worker, &client, asked) {
                std::thread::sleep(PAUSE);
            }
        }
    }

    /// What a client does next: a task is opened, accepted and reported on; now and then somebody's is urged.
    fn next(&self, number: usize, worker: &mut Worker) -> Asked {
        worker.asked += 1;
        let key = format!("client-{number}-{}", worker.asked);
        if worker.asked.is_multiple_of(5) {
            let shared = self.shared.lock().expect("no client failed");
            if let Some(matter) = shared.get((worker.asked / 5) % SHARED) {
                return Asked::act(&key, matter, "urge");
            }
        }
        match (&worker.matter, worker.step) {
            (None, _) => Asked::open(&key),
            (Some(matter), 0) => Asked::act(&key, matter, "accept"),
            (Some(matter), _) => Asked::act(&key, matter, "report"),
        }
    }

    /// Asks once, and tells whether it was confirmed.
    fn one(&self, number: usize, worker: &mut Worker, client: &Client, asked: Asked) -> bool {
        match client.ask(&asked) {
            Answer::Done { matter, revision } => {
                self.proceed(worker, &asked, &matter);
                let known = (matter, revision);
                let before = self.confirmed.lock().expect("no client failed").insert(asked.key, known);
                assert_eq!(before, None, "client {number} asked twice for what was confirmed");
                self.confirmations.fetch_add(1, Ordering::Relaxed);
                true
            }
            Answer::Problem { status, code } => {
                self.problems.lock().expect("no client failed").insert((status, code));
                worker.pending = Some(asked);
                false
            }
            Answer::Nothing => {
                worker.pending = Some(asked);
                false
            }
        }
    }

    fn proceed(&self, worker: &mut Worker, asked: &Asked, matter: &str) {
        if asked.opens() {
            worker.matter = Some(matter.to_owned());
            worker.step = 0;
            let mut shared = self.shared.lock().expect("no client failed");
            if shared.len() < SHARED {
                shared.push(matter.to_owned());
            }
        } else if worker.matter.as_deref() == Some(matter) {
            worker.step += 1;
            if worker.step > 3 {
                worker.matter = None;
            }
        }
    }

    /// How many acts were confirmed so far.
    pub(crate) fn confirmations(&self) -> usize {
        self.confirmations.load(Ordering::Relaxed)
    }

    /// Takes the problems that were met so far, each once.
    pub(crate) fn take_problems(&self) -> BTreeSet<(u16, String)> {
        std::mem::take(&mut *self.problems.lock().expect("no client failed"))
    }

    /// Holds that the ledger has what was confirmed, once each, and nothing else. Everything is confirmed: see
    /// [`Load::settle`].
    pub(crate) fn compare(&self, address: &str) {
        let client = Client::new(address);
        let confirmed = self.confirmed.lock().expect("no client failed");
        let mut by_matter: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
        for (key, (matter, revision)) in confirmed.iter() {
            by_matter.entry(matter).or_default().insert(key, *revision);
        }
        if let Some(tasks) = client.tasks() {
            assert_eq!(tasks, by_matter.len() as u64, "tasks that nobody was told of, or the other way round");
        }
        let mut sequences = BTreeSet::new();
        for (matter, acts) in by_matter {
            let history: Vec<Happened> =
                client.history(matter).into_iter().filter(|happened| !happened.key.is_empty()).collect();
            let found: Vec<&str> = history.iter().map(|happened| happened.key.as_str()).collect();
            assert_eq!(found.len(), acts.len(), "{matter}: kept {found:?}, confirmed {acts:?}");
            for Happened { sequence, key } in &history {
                let told = acts.get(key.as_str()).unwrap_or_else(|| panic!("{matter}: nobody was told of {key}"));
                assert!(sequence <= told, "{matter}: {key} is event {sequence}, told was {told}");
                assert!(sequences.insert(*sequence), "{matter}: event {sequence} stands twice");
            }
        }
    }
}

/// Ends the clients when it is dropped.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
