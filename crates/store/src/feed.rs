//! Waiting for changes.

use std::{
    sync::{Condvar, Mutex, PoisonError},
    time::{Duration, Instant},
};

use bailiwick_database::{Server, client::Client};

use crate::{
    Database, Revision, StoreError,
    db::Engine,
    postgres::{CHANNEL, connect},
};

/// The safety net under PostgreSQL's notifications, which a broken connection loses.
const POLL: Duration = Duration::from_secs(1);

/// Waits for revisions made on this node or any other.
///
/// On PostgreSQL it has a connection of its own, opened by the first wait. On SQLite all writers are in this process.
pub struct Feed {
    db: Database,
    listener: Option<Client>,
    /// What it has heard of last.
    heard: Revision,
}

impl Feed {
    pub(crate) fn new(db: Database) -> Self {
        Self { db, listener: None, heard: Revision(0) }
    }

    /// A revision newer than `after` as soon as there is one, or whatever it is when the time is up.
    ///
    /// # Errors
    /// When the database cannot be reached; the next call tries again from scratch.
    pub fn wait(&mut self, after: Revision, timeout: Duration) -> Result<Revision, StoreError> {
        let db = self.db.clone();
        match db.engine() {
            Engine::File(_) | Engine::Visited(_) | Engine::Memory => Ok(db.news().wait(after, timeout)),
            Engine::Postgres(target, _) => self.listen(target, after, timeout),
        }
    }

    #[allow(
        clippy::disallowed_methods,
        reason = "measures how long this very call may still wait; nothing is dated"
    )]
    fn listen(
        &mut self,
        target: &Server,
        after: Revision,
        timeout: Duration,
    ) -> Result<Revision, StoreError> {
        let start = Instant::now();
        // Whoever has listened all along and taken up what was heard has missed nothing, unless the connection broke without a word.
        let mut is_sure = self.heard <= after;
        loop {
            // Listening before looking: what is committed between the two is then not missed.
            let mut listener = match self.listener.take().filter(|l| !l.is_closed()) {
                Some(listener) => listener,
                None => {
                    is_sure = false;
                    listener(target)?
                }
            };
            if !is_sure {
                self.heard = self.db.revision()?;
            }
            let left = timeout.saturating_sub(start.elapsed());
            if self.heard > after || (left.is_zero() && !is_sure) {
                self.listener = Some(listener);
                return Ok(self.heard);
            }
            // A listener that has failed is not kept, so the next round gets a new one.
            let Ok(told) = listener.notified(left.min(POLL)) else { continue };
            self.listener = Some(listener);
            let revision = told.and_then(|told| told.payload().parse().ok()).map(Revision);
            is_sure = revision.is_some();
            self.heard = revision.unwrap_or(self.heard);
        }
    }
}

fn listener(target: &Server) -> Result<Client, StoreError> {
    // It listens and never writes.
    let mut client = connect(target, i64::MAX)?.client;
    client
        .batch(&format!("listen {CHANNEL}"))
        .map_err(|error| StoreError::Unavailable { why: crate::error::chain(&error) })?;
    Ok(client)
}

impl std::fmt::Debug for Feed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Feed({:?})", self.db)
    }
}

/// The newest revision that this process has made, and those who wait for the next.
pub(crate) struct News {
    latest: Mutex<Revision>,
    changed: Condvar,
}

impl News {
    pub(crate) fn new(latest: Revision) -> Self {
        Self { latest: Mutex::new(latest), changed: Condvar::new() }
    }

    pub(crate) fn tell(&self, revision: Revision) {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        *latest = revision.max(*latest);
        self.changed.notify_all();
    }

    fn wait(&self, after: Revision, timeout: Duration) -> Revision {
        let latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(latest, timeout, |latest| *latest <= after);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}
