//! Entries that come in great numbers, written many at a time.
//!
//! A sign-in, a look at data or a decision must not cost a commit of its own. Whoever tells of one hands it to a thread that
//! writes what has gathered; when too much has, whoever tells waits. Nothing is thrown away in silence: closing and dropping write
//! all that is left, and what was not taken is counted and told on the trail itself. What a process had not yet written when
//! it was killed is lost, so changes are never told this way.

use std::{
    collections::VecDeque,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
    time::Duration,
};

use bailiwick_model::audit::{Actor, AuditAction, AuditChange, AuditEntry, AuditObject};
use bailiwick_store::{Database, StoreError, audit};
use serde_json::json;

/// How long a database that refuses is left in peace before the next attempt.
const PAUSE: Duration = Duration::from_millis(250);

/// How much is gathered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batches {
    /// Entries that may wait for the thread; whoever brings more waits too.
    pub waiting: usize,
    /// Entries in one commit, unless somebody brings more at once.
    pub together: usize,
    /// How often a database that refuses is asked again once there is nobody left to wait for.
    pub last_attempts: u32,
}

impl Default for Batches {
    fn default() -> Self {
        Self { waiting: 10_000, together: 1_000, last_attempts: 20 }
    }
}

/// What became of entries so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Taken, and not yet written.
    pub waiting: u64,
    /// Written.
    pub written: u64,
    /// Not taken, because too many waited.
    pub missed: u64,
}

/// Is called once entries are written; dropped without that when they could not be.
pub type Written = Box<dyn FnOnce() + Send>;

/// Entries that are told together.
pub struct Group {
    /// The entries.
    pub entries: Vec<AuditEntry>,
    /// Who waits for them to be written.
    pub written: Option<Written>,
}

/// Writes entries many at a time. Dropping it writes what is left.
pub struct BatchedTrail {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<Result<(), Unwritten>>>>,
}

/// Entries that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{count} audit entries could not be written: {why}")]
pub struct Unwritten {
    /// How many.
    pub count: usize,
    /// Why the last attempt failed.
    pub why: StoreError,
}

struct Shared {
    queue: Mutex<Queue>,
    /// There is something to write, or nothing will come any more.
    work: Condvar,
    /// Something was taken out.
    room: Condvar,
    waiting: usize,
}

#[derive(Default)]
struct Queue {
    groups: VecDeque<Group>,
    counts: Counts,
    missed: Missed,
    /// Nobody will bring any more, so a database that refuses is not waited for without end.
    closing: bool,
}

/// Entries that were not taken, since the trail was last told of such.
#[derive(Clone, Copy, Default)]
struct Missed {
    count: u64,
    first_us: i64,
    last_us: i64,
}

impl BatchedTrail {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(database: Database, batches: Batches) -> std::io::Result<Self> {
        let shared = Arc::new(Shared {
            queue: Mutex::default(),
            work: Condvar::new(),
            room: Condvar::new(),
            waiting: batches.waiting,
        });
        let here = Arc::clone(&shared);
        let work = move || here.write(&database, batches);
        let thread = thread::Builder::new().name("audit".to_owned()).spawn(work)?;
        Ok(Self { shared, thread: Mutex::new(Some(thread)) })
    }

    /// Hands over an entry; waits while too many are under way, however long.
    pub fn tell(&self, entry: AuditEntry) {
        let mut group = Group { entries: vec![entry], written: None };
        while let Err(back) = self.offer_within(group, PAUSE) {
            group = back;
            if self.shared.lock().closing {
                self.miss(&group.entries);
                return;
            }
        }
    }

    /// Hands over entries, or gives them back when that would mean to wait.
    ///
    /// # Errors
    /// The entries.
    pub fn offer(&self, group: Group) -> Result<(), Group> {
        self.offer_within(group, Duration::ZERO)
    }

    /// Hands over entries, or gives them back when there is no room for so long.
    ///
    /// # Errors
    /// The entries.
    pub fn offer_within(&self, group: Group, patience: Duration) -> Result<(), Group> {
        let (shared, more) = (&self.shared, group.entries.len() as u64);
        // More than there is ever room for is taken when nothing else waits.
        let full = |queue: &mut Queue| {
            let waiting = queue.counts.waiting;
            !queue.closing && waiting > 0 && waiting + more > shared.waiting as u64
        };
        let mut queue = shared.lock();
        if full(&mut queue) {
            if patience.is_zero() {
                return Err(group);
            }
            queue = shared
                .room
                .wait_timeout_while(queue, patience, full)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        if queue.closing || full(&mut queue) {
            return Err(group);
        }
        queue.counts.waiting += more;
        queue.groups.push_back(group);
        shared.work.notify_one();
        Ok(())
    }

    /// Notes that entries were not taken. The trail is told how many, as soon as it can be written again.
    pub fn miss(&self, entries: &[AuditEntry]) {
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return };
        let mut queue = self.shared.lock();
        queue.counts.missed += entries.len() as u64;
        let Missed { count, first_us, .. } = queue.missed;
        queue.missed = Missed {
            count: count + entries.len() as u64,
            first_us: if count == 0 { first.at } else { first_us.min(first.at) },
            last_us: last.at.max(queue.missed.last_us),
        };
        self.shared.work.notify_one();
    }

    /// What became of entries so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.shared.lock().counts
    }

    /// Writes what is left and ends; nothing is taken from then on.
    ///
    /// # Errors
    /// What could not be written, because the database refused to the last.
    pub fn close(&self) -> Result<(), Unwritten> {
        match self.end() {
            Some(Ok(done)) => done,
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => Ok(()),
        }
    }

    fn end(&self) -> Option<thread::Result<Result<(), Unwritten>>> {
        self.shared.lock().closing = true;
        self.shared.work.notify_all();
        self.shared.room.notify_all();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        thread.map(JoinHandle::join)
    }
}

impl Drop for BatchedTrail {
    fn drop(&mut self) {
        match self.end() {
            Some(Ok(Err(error))) => tracing::error!(%error, "audit entries are lost"),
            Some(Err(_)) => tracing::error!("the thread that writes audit entries has panicked"),
            _ => {}
        }
    }
}

impl std::fmt::Debug for BatchedTrail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BatchedTrail").field("counts", &self.counts()).finish_non_exhaustive()
    }
}

impl Shared {
    /// Nothing is ever left half-done under this lock, so a panic elsewhere does not spoil it.
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is to be written next, and what was missed before; nothing when nothing will come any more.
    fn next(&self, together: usize) -> Option<(Vec<Group>, Missed)> {
        let idle = |queue: &mut Queue| queue.groups.is_empty() && queue.missed.count == 0 && !queue.closing;
        let mut queue = self.work.wait_while(self.lock(), idle).unwrap_or_else(PoisonError::into_inner);
        let missed = std::mem::take(&mut queue.missed);
        let (mut taken, mut count) = (Vec::new(), 0);
        while count < together
            && let Some(group) = queue.groups.pop_front()
        {
            count += group.entries.len();
            taken.push(group);
        }
        (count > 0 || missed.count > 0).then_some((taken, missed))
    }

    /// Writes what is brought until nothing comes any more.
    fn write(&self, database: &Database, batches: Batches) -> Result<(), Unwritten> {
        let mut last_attempts = batches.last_attempts;
        while let Some((mut groups, missed)) = self.next(batches.together) {
            let mut batch: Vec<_> =
                groups.iter_mut().flat_map(|group| std::mem::take(&mut group.entries)).collect();
            let count = batch.len() as u64;
            batch.extend(missed.entry());
            while let Err(why) = database.write(|tx| audit::append_all(tx, batch.clone())) {
                tracing::warn!(error = %why, entries = batch.len(), "audit entries wait for the database");
                let mut queue = self.lock();
                if queue.closing {
                    if last_attempts == 0 {
                        let rest: usize = queue.groups.drain(..).map(|group| group.entries.len()).sum();
                        return Err(Unwritten { count: batch.len() + rest, why });
                    }
                    last_attempts -= 1;
                }
                drop(queue);
                thread::sleep(PAUSE);
            }
            {
                let mut queue = self.lock();
                queue.counts.waiting -= count;
                queue.counts.written += count;
            }
            self.room.notify_all();
            groups.into_iter().filter_map(|group| group.written).for_each(|written| written());
        }
        Ok(())
    }
}

impl Missed {
    /// The entry that tells of them, if there are any.
    fn entry(self) -> Option<AuditEntry> {
        let Self { count, first_us, last_us } = self;
        (count > 0).then(|| {
            let (action, object) = (AuditAction::TRAIL_MISSED, AuditObject::new("trail", ""));
            let mut entry = AuditEntry::new(last_us, Actor::System, action, object);
            let told = [("entries", json!(count)), ("from", json!(first_us)), ("to", json!(last_us))];
            let told = told.map(|(field, value)| AuditChange::shown(field, None, Some(value)));
            entry.changes = told.into();
            entry
        })
    }
}

#[cfg(test)]
mod tests;
