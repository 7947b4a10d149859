//! Keeps what is served up to date with the store, whichever node changes it.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use bailiwick_model::{User, UserId};
use bailiwick_store::{Revision, StoreError, api_key, user};

use crate::{
    advance::{Advanced, How, foresee, patch, tells_of_keys},
    api_keys::Keyring,
    decisions::People,
    error::AppError,
    installation::Installation,
    live::Live,
    state::State,
};

/// How long one wait lasts, so that a stop is noticed.
const WAIT: Duration = Duration::from_secs(1);

/// Uses of a key that are closer together are one in the database.
const APART_US: i64 = 60_000_000;

/// What is done to a state before it is served, such as connecting it to other databases.
pub type Prepare<'p> = &'p (dyn Fn(State) -> Result<State, AppError> + Sync);

impl Installation {
    /// The keys that programs may use.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn api_keys(&self) -> Result<Vec<api_key::ApiKey>, AppError> {
        Ok(self.database().read(api_key::list)?)
    }

    /// Brings the state and the keys up to date after every change, until `stop` is set. `loaded` is the state that
    /// `live` began with, as it was before it was prepared. What cannot be loaded is logged and tried again; until
    /// then the last state that could be goes on answering. Uses of keys are noted along the way, and once more at
    /// the end.
    pub fn follow(
        &self,
        live: &Live,
        mut loaded: State,
        keyring: &Keyring,
        prepare: Prepare<'_>,
        stop: &AtomicBool,
    ) {
        let mut feed = self.database().feed();
        while !stop.load(Ordering::Relaxed) {
            let here = Revision(i64::try_from(live.revision()).unwrap_or(i64::MAX));
            let followed = feed.wait(here, WAIT).map_err(AppError::from).and_then(|revision| {
                if revision <= here {
                    return Ok(());
                }
                match live.offered(loaded.revision, revision.0.unsigned_abs()) {
                    Some(state) => take_over(live, &mut loaded, state, prepare),
                    None => self.take_up(live, &mut loaded, keyring, prepare),
                }
            });
            if let Err(error) = followed {
                tracing::error!(%error, revision = here.0, "a change could not be taken up; the state before it stays in force");
                thread::sleep(WAIT);
            }
            self.note_uses(keyring, APART_US);
        }
        self.note_uses(keyring, 0);
    }

    /// Notes when keys were used last. It is no change: nothing that is answered depends on it.
    fn note_uses(&self, keyring: &Keyring, apart_us: i64) {
        let uses = keyring.uses(apart_us);
        if uses.is_empty() {
            return;
        }
        let written = self.database().write(|tx| {
            uses.iter().try_for_each(|once| match api_key::touch(tx, &once.id, once.at_us) {
                // Removed meanwhile.
                Err(StoreError::NotFound { .. }) => Ok(()),
                touched => touched,
            })
        });
        if let Err(error) = written {
            tracing::warn!(%error, "when keys were used last could not be noted; it is tried again");
            keyring.forget(&uses);
        }
    }

    fn take_up(
        &self,
        live: &Live,
        loaded: &mut State,
        keyring: &Keyring,
        prepare: Prepare<'_>,
    ) -> Result<(), AppError> {
        let patched = self.database().read(|tx| {
            foresee(tx, loaded)?;
            // Keys first: one that was removed must not outlive a policy that fails to load.
            if tells_of_keys(tx, loaded)? {
                keyring.replace(api_key::list(tx)?);
            }
            patch(tx, loaded)
        })?;
        let Advanced { state, how, .. } = self.or_reloaded(patched)?;
        if matches!(how, How::Reloaded(_)) {
            // What was loaded may be newer than what was looked through.
            keyring.replace(self.api_keys()?);
        }
        let prepared = prepare(state.clone())?;
        tracing::debug!(revision = state.revision, %how, "a change was taken up");
        match how {
            How::Patched { .. } => live.advance(prepared),
            How::Reloaded(_) => live.swap(prepared),
        }
        *loaded = state;
        Ok(())
    }
}

/// Serves what a writer of this node has made. Records and policy are as they were, and so are the keys.
fn take_over(live: &Live, loaded: &mut State, made: State, prepare: Prepare<'_>) -> Result<(), AppError> {
    let state = State { revision: made.revision, snapshot: made.snapshot, ..loaded.clone() };
    live.advance(prepare(state.clone())?);
    *loaded = state;
    Ok(())
}

impl People for Installation {
    fn user(&self, login: &UserId) -> Result<Option<User>, String> {
        self.database().read(|tx| user::find(tx, login)).map_err(|error| error.to_string())
    }
}
