//! Keys of programs: the gates that they pass at each request. What holds for whoever a key acts for is remembered as of a revision, like that of sessions.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use bailiwick_model::UserId;
use bailiwick_store::change;

use super::{
    Gate, Pathway, SignIn, Unadmitted,
    rules::{self, Rules},
    session_book::is_recent,
    visit::Visit,
};
use crate::administration::{Ctx, Refused};

/// Accounts whose rules are remembered.
const MOST: usize = 10_000;

/// What holds for those whom keys act for.
#[derive(Default)]
pub(crate) struct KeyBook(Mutex<HashMap<UserId, Known>>);

/// What held for an account: at which revision, at which moment.
struct Known {
    revision: u64,
    read_us: i64,
    rules: Arc<Rules>,
}

impl SignIn {
    /// Whether a key may act for somebody now, from there. `None` where the database has to be asked.
    #[must_use]
    pub fn remembered_key(&self, visit: &Visit, login: &UserId) -> Option<Result<(), Unadmitted>> {
        let state = self.administration.state()?;
        let book = self.keys.0.lock().unwrap_or_else(PoisonError::into_inner);
        let holds =
            |known: &&Known| known.revision >= state.revision && is_recent(known.read_us, visit.at_us);
        let rules = Arc::clone(&book.get(login).filter(holds)?.rules);
        drop(book);
        Some(judge(&rules, visit, state.is_in_use(login, visit.at_us)))
    }

    /// The same, asking the database where it has to.
    ///
    /// # Errors
    /// `Err` inside says that it may not.
    pub fn admit_key(&self, visit: &Visit, login: &UserId) -> Result<Result<(), Unadmitted>, Refused> {
        if let Some(known) = self.remembered_key(visit, login) {
            return Ok(known);
        }
        let ctx = Ctx::new(visit.author(None));
        let read = self.administration.read(&ctx, |work| {
            let revision = change::revision(work.tx)?.0.unsigned_abs();
            let is_in_use = work.state.is_in_use(login, visit.at_us);
            Ok((revision, Arc::new(rules::of(work, login)?), is_in_use))
        })?;
        let (revision, rules, is_in_use) = read.value;
        let mut book = self.keys.0.lock().unwrap_or_else(PoisonError::into_inner);
        if book.len() >= MOST && !book.contains_key(login) {
            book.clear();
        }
        book.insert(login.clone(), Known { revision, read_us: visit.at_us, rules: Arc::clone(&rules) });
        Ok(judge(&rules, visit, is_in_use))
    }
}

/// The gates of keys, in the order of all gates.
fn judge(rules: &Rules, visit: &Visit, is_in_use: bool) -> Result<(), Unadmitted> {
    for gate in Gate::ALL.into_iter().filter(|gate| Pathway::Key.asks(*gate).is_ok()) {
        let is_open = match gate {
            Gate::Account => is_in_use,
            Gate::Place => rules.closed_by().is_none(),
            Gate::Network => rules.lets_in_from(visit.address).is_ok(),
            // The table has no others for keys; one that is added must not be open by having been forgotten here.
            Gate::Attempts | Gate::SecondFactor | Gate::Password | Gate::Sessions => false,
        };
        if !is_open {
            return Err(Unadmitted::Shut);
        }
    }
    Ok(())
}
