//! Connections that are lent out for one query each.

use std::{
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::{RecordDatabaseError, address::Address, postgres::PgConn};

const PATIENCE: Duration = Duration::from_secs(30);

/// One connection.
pub(super) enum Conn {
    Sqlite(rusqlite::Connection),
    Postgres(Box<PgConn>),
}

impl Conn {
    fn is_healthy(&self) -> bool {
        match self {
            Self::Sqlite(conn) => conn.is_autocommit(),
            Self::Postgres(conn) => conn.is_open(),
        }
    }
}

/// Idle connections, and how many are out.
pub(super) struct Pool {
    state: Mutex<State>,
    returned: Condvar,
    limit: usize,
}

#[derive(Default)]
struct State {
    idle: Vec<Conn>,
    lent: usize,
}

impl Pool {
    pub(super) fn new(limit: usize) -> Self {
        Self { state: Mutex::default(), returned: Condvar::new(), limit }
    }

    /// Runs `work` on an idle connection, or on a fresh one from `open`; waits when too many are out.
    ///
    /// Work that finds its idle connection dead (the server was restarted) before the first row is done again on a
    /// fresh one; once rows were handed out, [`RecordDatabaseError::Unavailable`] comes back as it is.
    pub(super) fn with<T>(
        &self,
        address: &Address,
        open: impl Fn() -> Result<Conn, RecordDatabaseError>,
        mut work: impl FnMut(&mut Conn) -> Result<T, RecordDatabaseError>,
    ) -> Result<T, RecordDatabaseError> {
        let _place = self.take(address)?;
        while let Some(mut conn) = self.idle() {
            // A connection that died while idle knows; one that dies in this very statement is asked for below.
            if !conn.is_healthy() {
                continue;
            }
            let outcome = work(&mut conn);
            let dead = matches!(&outcome, Err(e) if e.is_disconnection());
            let untouched = match &conn {
                Conn::Postgres(conn) => !conn.has_answered(),
                Conn::Sqlite(_) => false,
            };
            if dead && untouched {
                continue;
            }
            self.give_back(conn);
            return outcome;
        }
        let mut conn = open()?;
        let outcome = work(&mut conn);
        self.give_back(conn);
        outcome
    }

    fn take(&self, address: &Address) -> Result<Place<'_>, RecordDatabaseError> {
        let full = |state: &mut State| state.lent >= self.limit;
        let waited = self.returned.wait_timeout_while(self.lock(), PATIENCE, full);
        let (mut state, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            let why = format!("all {} connections are in use", self.limit);
            return Err(RecordDatabaseError::Busy { database: address.to_string(), why });
        }
        state.lent += 1;
        Ok(Place(self))
    }

    fn idle(&self) -> Option<Conn> {
        self.lock().idle.pop()
    }

    fn give_back(&self, conn: Conn) {
        if conn.is_healthy() {
            self.lock().idle.push(conn);
        }
    }

    /// Nothing is ever left half-done under this lock, so a panic elsewhere does not spoil it.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to have one connection out; given back even when the work panics.
struct Place<'p>(&'p Pool);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.lock().lent -= 1;
        self.0.returned.notify_one();
    }
}
