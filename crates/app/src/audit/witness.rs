//! What was looked at and decided, told to the trail before anybody is answered.
//!
//! Looks and decisions come in far greater numbers than changes, so they do not wait for a commit of their own unless that is
//! wanted. What happens when the trail cannot keep up is chosen beforehand: nobody is answered, or the answer is given and
//! the trail is told how many entries it lacks.

use std::{sync::mpsc, time::Duration};

use bailiwick_model::audit::AuditEntry;
use bailiwick_store::{Database, audit};

use super::batched::{BatchedTrail, Batches, Counts, Group, Unwritten, Written};

/// How questions are told to the trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// How much may be gathered.
    pub batches: Batches,
    /// Whether nobody is answered before the entries are on the disk.
    pub synchronous: bool,
    /// How long somebody waits for room, or for the disk.
    pub patience: Duration,
    /// Whether somebody whose entries are not taken is answered nevertheless.
    pub answers_untold: bool,
}

impl Default for Manner {
    fn default() -> Self {
        let patience = Duration::from_secs(5);
        Self { batches: Batches::default(), synchronous: false, patience, answers_untold: false }
    }
}

/// Tells the trail what was looked at and decided.
#[derive(Debug)]
pub struct Witness {
    trail: Trail,
    manner: Manner,
}

#[derive(Debug)]
enum Trail {
    /// Each time a commit, by whoever tells: for programs that ask once and end.
    Direct(Database),
    Batched(BatchedTrail),
}

/// Nobody is answered, because the trail cannot be told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the audit trail must be told of this question and cannot be now ({why}); ask again in a moment")]
pub struct Untold {
    /// What is in the way.
    pub why: String,
}

impl Untold {
    fn full() -> Self {
        Self { why: "too many entries wait for the database".to_owned() }
    }

    /// Nobody may be answered before the entry is on the disk, and that took too long.
    #[must_use]
    pub fn unwritten() -> Self {
        Self { why: "the database has not taken the entry in time".to_owned() }
    }
}

impl Witness {
    /// Has a thread write what gathers.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(database: Database, manner: Manner) -> std::io::Result<Self> {
        Ok(Self { trail: Trail::Batched(BatchedTrail::start(database, manner.batches)?), manner })
    }

    /// Writes at once, on the thread of whoever tells.
    #[must_use]
    pub fn direct(database: Database) -> Self {
        Self { trail: Trail::Direct(database), manner: Manner { synchronous: true, ..Manner::default() } }
    }

    /// Whether whoever tells writes, so that it takes as long as that.
    #[must_use]
    pub fn is_direct(&self) -> bool {
        matches!(self.trail, Trail::Direct(_))
    }

    /// How it tells.
    #[must_use]
    pub fn manner(&self) -> &Manner {
        &self.manner
    }

    /// Tells, waiting as long as that may take. When it returns, an answer may be given.
    ///
    /// # Errors
    /// [`Untold`] when no answer may be given.
    pub fn tell(&self, entries: Vec<AuditEntry>) -> Result<(), Untold> {
        if entries.is_empty() {
            return Ok(());
        }
        let trail = match &self.trail {
            Trail::Batched(trail) => trail,
            Trail::Direct(database) => {
                let written = database.write(|tx| audit::append_all(tx, entries.clone()));
                return written.map(drop).map_err(|error| Untold { why: error.to_string() });
            }
        };
        let (tell, told) = mpsc::channel();
        let done = move || {
            // Whoever has given up waiting is not told.
            let _ = tell.send(());
        };
        let written: Option<Written> = if self.manner.synchronous { Some(Box::new(done)) } else { None };
        if let Err(group) = trail.offer_within(Group { entries, written }, self.manner.patience) {
            return self.give_up(&group);
        }
        match self.manner.synchronous {
            true => told.recv_timeout(self.manner.patience).map_err(|_| Untold::unwritten()),
            false => Ok(()),
        }
    }

    /// Hands over entries if that means no waiting; `written` is called when they are on the disk.
    ///
    /// # Errors
    /// The entries, when somebody would have to wait.
    pub fn offer(&self, group: Group) -> Result<(), Group> {
        match &self.trail {
            Trail::Batched(trail) => trail.offer(group),
            Trail::Direct(_) => Err(group),
        }
    }

    /// Stops waiting for room: nobody is answered, or the trail is told that entries are missing.
    ///
    /// # Errors
    /// [`Untold`] when no answer may be given.
    pub fn give_up(&self, group: &Group) -> Result<(), Untold> {
        match &self.trail {
            Trail::Batched(trail) if self.manner.answers_untold => {
                tracing::error!(
                    entries = group.entries.len(),
                    "answered without audit entries: too many wait"
                );
                trail.miss(&group.entries);
                Ok(())
            }
            _ => Err(Untold::full()),
        }
    }

    /// What became of entries so far; none where each is written at once.
    #[must_use]
    pub fn counts(&self) -> Counts {
        match &self.trail {
            Trail::Batched(trail) => trail.counts(),
            Trail::Direct(_) => Counts::default(),
        }
    }

    /// Writes what is left. Nothing can be told from then on.
    ///
    /// # Errors
    /// What could not be written.
    pub fn close(&self) -> Result<(), Unwritten> {
        match &self.trail {
            Trail::Batched(trail) => trail.close(),
            Trail::Direct(_) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use bailiwick_model::audit::{Actor, AuditAction, AuditObject};
    use bailiwick_store::StoreError;

    use super::*;

    fn entry(at: i64) -> AuditEntry {
        AuditEntry::new(at, Actor::Machine, AuditAction::DECISION_MADE, AuditObject::new("a.b", "1"))
    }

    /// What is answered while the database is busy for so long that nobody can wait for it, and the entries afterwards.
    fn while_busy(manner: Manner) -> (Vec<Result<(), Untold>>, i64, Counts) {
        let database = Database::open(&"sqlite::memory:".parse().unwrap()).unwrap();
        let witness = Witness::start(database.clone(), manner).unwrap();
        let (begun, held) = (Barrier::new(2), Barrier::new(2));
        let told = std::thread::scope(|scope| {
            let (begun, held, lock) = (&begun, &held, database.clone());
            scope.spawn(move || {
                lock.write::<_, StoreError>(|_| {
                    begun.wait();
                    held.wait();
                    Ok(())
                })
            });
            begun.wait();
            let told = (1..=3).map(|at| witness.tell(vec![entry(at)])).collect();
            held.wait();
            told
        });
        witness.close().unwrap();
        let head = database.read(|tx| audit::verify(tx, [])).unwrap().head;
        (told, head.sequence, witness.counts())
    }

    fn hurried() -> Manner {
        let batches = Batches { waiting: 1, together: 1, ..Batches::default() };
        Manner { batches, patience: Duration::from_millis(20), ..Manner::default() }
    }

    #[test]
    fn nobody_is_answered_whose_entries_are_not_taken() {
        let (told, length, counts) = while_busy(hurried());
        assert_eq!(told, [Ok(()), Err(Untold::full()), Err(Untold::full())]);
        assert_eq!((length, counts.written, counts.missed), (1, 1, 0));
    }

    #[test]
    fn or_answers_are_given_and_the_trail_is_told_what_it_lacks() {
        let (told, length, counts) = while_busy(Manner { answers_untold: true, ..hurried() });
        assert_eq!(told, [Ok(()), Ok(()), Ok(())]);
        // The one that was taken, and the one that tells of the other two.
        assert_eq!((length, counts.written, counts.missed), (2, 1, 2));
    }

    #[test]
    fn or_nobody_is_answered_before_it_is_on_the_disk() {
        let (told, length, _) = while_busy(Manner { synchronous: true, ..hurried() });
        assert_eq!(told[0], Err(Untold::unwritten()));
        assert_eq!(length, 1, "it is written nevertheless, later");
        let database = Database::open(&"sqlite::memory:".parse().unwrap()).unwrap();
        let synchronous = Manner { synchronous: true, ..Manner::default() };
        for witness in
            [Witness::start(database.clone(), synchronous).unwrap(), Witness::direct(database.clone())]
        {
            let before = database.read(audit::head).unwrap().sequence;
            witness.tell(vec![entry(1), entry(2)]).unwrap();
            assert_eq!(database.read(audit::head).unwrap().sequence, before + 2);
        }
    }
}
