//! Entries that come in great numbers, written many at a time.
//!
//! A sign-in, a look at data or a decision must not cost a commit of its own. Whoever tells of one hands it to a thread that
//! writes what has gathered; when too much has, whoever tells waits. Nothing is thrown away: closing and dropping write all that
//! is left. Only what a process had not yet written when it was killed is lost, so changes are never told this way.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use bailiwick_model::audit::AuditEntry;
use bailiwick_store::{Database, StoreError, audit};

/// How long a database that refuses is left in peace before the next attempt.
const PAUSE: Duration = Duration::from_millis(250);

/// How much is gathered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batches {
    /// Entries that may wait for the thread; whoever brings more waits too.
    pub waiting: usize,
    /// Entries in one commit at most.
    pub together: usize,
    /// How often a database that refuses is asked again once there is nobody left to wait for.
    pub last_attempts: u32,
}

impl Default for Batches {
    fn default() -> Self {
        Self { waiting: 10_000, together: 1_000, last_attempts: 20 }
    }
}

/// Writes entries many at a time. Dropping it writes what is left.
#[derive(Debug)]
pub struct BatchedTrail {
    entries: Option<SyncSender<AuditEntry>>,
    thread: Option<JoinHandle<Result<(), Unwritten>>>,
    /// Nobody will bring any more, so a database that refuses is not waited for without end.
    closing: Arc<AtomicBool>,
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

impl BatchedTrail {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(database: Database, batches: Batches) -> std::io::Result<Self> {
        let (entries, incoming) = sync_channel(batches.waiting);
        let closing = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&closing);
        let work = move || write(&database, batches, &incoming, &told);
        let thread = thread::Builder::new().name("audit".to_owned()).spawn(work)?;
        Ok(Self { entries: Some(entries), thread: Some(thread), closing })
    }

    /// Hands over an entry; waits while too many are under way.
    pub fn tell(&self, entry: AuditEntry) {
        // The thread ends only after the sender is gone, unless it panicked, and then there is nobody to tell.
        if self.entries.as_ref().is_some_and(|entries| entries.send(entry).is_err()) {
            tracing::error!("an audit entry was not taken: its thread is gone");
        }
    }

    /// Hands over an entry, or gives it back when that would mean to wait.
    ///
    /// # Errors
    /// The entry.
    pub fn try_tell(&self, entry: AuditEntry) -> Result<(), Box<AuditEntry>> {
        let Some(entries) = &self.entries else { return Err(Box::new(entry)) };
        entries
            .try_send(entry)
            .map_err(|(TrySendError::Full(entry) | TrySendError::Disconnected(entry))| Box::new(entry))
    }

    /// Writes what is left and ends.
    ///
    /// # Errors
    /// What could not be written, because the database refused to the last.
    pub fn close(mut self) -> Result<(), Unwritten> {
        match self.end() {
            Some(Ok(done)) => done,
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => Ok(()),
        }
    }

    fn end(&mut self) -> Option<thread::Result<Result<(), Unwritten>>> {
        self.closing.store(true, Ordering::Relaxed);
        self.entries = None;
        self.thread.take().map(JoinHandle::join)
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

fn write(
    database: &Database,
    batches: Batches,
    incoming: &Receiver<AuditEntry>,
    closing: &AtomicBool,
) -> Result<(), Unwritten> {
    let mut last_attempts = batches.last_attempts;
    while let Ok(first) = incoming.recv() {
        let mut batch = vec![first];
        batch.extend(incoming.try_iter().take(batches.together.saturating_sub(1)));
        while let Err(why) = database.write(|tx| audit::append_all(tx, batch.clone())) {
            tracing::warn!(error = %why, entries = batch.len(), "audit entries wait for the database");
            if closing.load(Ordering::Relaxed) {
                if last_attempts == 0 {
                    return Err(Unwritten { count: batch.len() + incoming.try_iter().count(), why });
                }
                last_attempts -= 1;
            }
            thread::sleep(PAUSE);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use bailiwick_model::audit::{Actor, AuditAction, AuditObject};
    use bailiwick_store::Sql;

    use super::*;

    fn database() -> Database {
        Database::open(&"sqlite::memory:".parse().unwrap()).unwrap()
    }

    fn entry(number: usize) -> AuditEntry {
        let object = AuditObject::new("decision", number.to_string());
        AuditEntry::new(number as i64, Actor::System, AuditAction::DECISION_MADE, object)
    }

    fn written(database: &Database) -> Vec<usize> {
        let mut ids = Vec::new();
        let each = |tx: &mut bailiwick_store::Tx<'_>| {
            audit::scan(tx, 1..=i64::MAX, &mut |link| {
                ids.push(AuditEntry::read(link.text).unwrap().object.id.parse().unwrap());
                Ok(())
            })
        };
        database.read::<_, StoreError>(each).unwrap();
        database.read(|tx| audit::verify(tx, [])).unwrap();
        ids
    }

    #[test]
    fn dropping_writes_everything_and_many_at_a_time() {
        let database = database();
        let batches = Batches { waiting: 3, together: 50, ..Batches::default() };
        let trail = BatchedTrail::start(database.clone(), batches).unwrap();
        thread::scope(|scope| {
            for start in [0, 1_000, 2_000, 3_000] {
                let trail = &trail;
                scope.spawn(move || (start..start + 500).for_each(|number| trail.tell(entry(number))));
            }
        });
        // In the middle of things: some are written, some wait.
        drop(trail);
        let mut ids = written(&database);
        for start in [0, 1_000, 2_000, 3_000] {
            let own: Vec<_> = ids.iter().copied().filter(|id| id / 1_000 * 1_000 == start).collect();
            assert!(own.into_iter().eq(start..start + 500), "in the order in which one thread told them");
        }
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 2_000);
    }

    #[test]
    fn whoever_tells_waits_while_the_database_does() {
        let database = database();
        let batches = Batches { waiting: 2, together: 2, ..Batches::default() };
        let trail = BatchedTrail::start(database.clone(), batches).unwrap();
        let told = std::sync::atomic::AtomicUsize::new(0);
        let (held, begun) = (std::sync::Barrier::new(2), std::sync::Barrier::new(2));
        let (held, begun) = (&held, &begun);
        thread::scope(|scope| {
            let lock = database.clone();
            scope.spawn(move || {
                lock.write::<_, StoreError>(|_| {
                    begun.wait();
                    held.wait();
                    Ok(())
                })
            });
            begun.wait();
            scope.spawn(|| {
                for number in 0..20 {
                    trail.tell(entry(number));
                    told.fetch_add(1, Ordering::SeqCst);
                }
            });
            // Two under way, two that wait, and one that is being handed over.
            while trail.try_tell(entry(99)).is_ok() {
                thread::yield_now();
            }
            assert!(told.load(Ordering::SeqCst) <= 5);
            held.wait();
        });
        trail.close().unwrap();
        let ids = written(&database);
        assert!(ids.iter().filter(|id| **id != 99).copied().eq(0..20), "{ids:?}");
    }

    #[test]
    fn what_cannot_be_written_is_counted() {
        let database = database();
        let gone = Sql { table: "audit_head", text: "delete from audit_head" };
        database.write(|tx| tx.execute(&gone, &[])).unwrap();
        let batches = Batches { waiting: 100, together: 3, last_attempts: 1 };
        let trail = BatchedTrail::start(database, batches).unwrap();
        (0..7).for_each(|number| trail.tell(entry(number)));
        let error = trail.close().unwrap_err();
        assert_eq!(error.count, 7, "{error}");
        assert!(error.to_string().contains("audit_head"), "{error}");
    }
}
