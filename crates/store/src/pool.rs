//! Connections that are lent out for one unit of reading each.

use std::{
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::{StoreError, conn::Conn};

const PATIENCE: Duration = Duration::from_secs(30);

/// Idle connections, and how many are out.
pub(crate) struct Pool {
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
    pub(crate) fn new(limit: usize) -> Self {
        Self { state: Mutex::default(), returned: Condvar::new(), limit }
    }

    /// Runs `work` on an idle connection, or on a fresh one from `open`; waits when too many are out.
    pub(crate) fn with<T, E: From<StoreError>>(
        &self,
        open: impl FnOnce() -> Result<Conn, StoreError>,
        work: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        let (_place, idle) = self.take()?;
        let mut conn = match idle {
            Some(conn) => conn,
            None => open()?,
        };
        let outcome = work(&mut conn);
        if conn.is_healthy() {
            self.lock().idle.push(conn);
        }
        outcome
    }

    fn take(&self) -> Result<(Place<'_>, Option<Conn>), StoreError> {
        let full = |state: &mut State| state.lent >= self.limit;
        let (mut state, waited) = self
            .returned
            .wait_timeout_while(self.lock(), PATIENCE, full)
            .unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            return Err(StoreError::Busy { why: format!("all {} connections are in use", self.limit) });
        }
        state.lent += 1;
        Ok((Place(self), state.idle.pop()))
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
