//! States that writers of this node make, so that whoever follows the store need not read them from it again.
//!
//! A writer has the state that follows before it commits, and the store tells everybody of a commit before the writer hears of it. So
//! what is about to be committed is announced, waited for, and given away only once it is on the disk.

use std::{
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::state::State;

/// How long a commit is waited for. Reading from the store is always right, only slower.
const PATIENCE: Duration = Duration::from_millis(500);

#[derive(Default)]
pub(super) struct Offers {
    slots: Mutex<Slots>,
    settled: Condvar,
}

#[derive(Default)]
struct Slots {
    /// About to be committed: from which revision to which.
    begun: Option<(u64, u64)>,
    /// Committed last: from which revision, and what.
    made: Option<(u64, State)>,
}

/// What a writer is about to commit. Dropped, it is taken back.
pub(crate) struct Offer<'l> {
    offers: &'l Offers,
    after: u64,
    state: Option<State>,
}

impl Offers {
    pub(super) fn begin(&self, after: u64, state: State) -> Offer<'_> {
        self.lock().begun = Some((after, state.revision));
        Offer { offers: self, after, state: Some(state) }
    }

    pub(super) fn find(&self, after: u64, wanted: u64) -> Option<State> {
        // All that lies between the two revisions of an offer is users, so it follows from every revision between them, too.
        let fits = |from: u64, to: u64| from <= after && wanted <= to;
        let waits = |slots: &mut Slots| {
            let is_made = slots.made.as_ref().is_some_and(|(from, state)| fits(*from, state.revision));
            !is_made && slots.begun.is_some_and(|(from, to)| fits(from, to))
        };
        let waited = self.settled.wait_timeout_while(self.lock(), PATIENCE, waits);
        let (mut slots, _) = waited.unwrap_or_else(PoisonError::into_inner);
        // Whatever stands there is of no use to anybody later, and holds on to a whole directory.
        slots.made.take().filter(|(from, state)| fits(*from, state.revision)).map(|(_, state)| state)
    }

    fn lock(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Offer<'_> {
    /// It is committed, so it may be had.
    pub(crate) fn hold(mut self) {
        if let Some(state) = self.state.take() {
            self.offers.lock().made = Some((self.after, state));
        }
    }
}

impl Drop for Offer<'_> {
    fn drop(&mut self) {
        let mut slots = self.offers.lock();
        // Another writer's may stand there by now.
        slots.begun = slots.begun.filter(|(from, _)| *from != self.after);
        drop(slots);
        self.offers.settled.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use bailiwick_model::{Directory, Policy};
    use bailiwick_policy::{Snapshot, records::NoRecords};

    use super::*;

    fn state(revision: u64) -> State {
        let snapshot = Snapshot::compile(&Policy::default(), &Directory::default()).unwrap();
        let (policy, snapshot) = (Arc::new(Policy::default()), Arc::new(snapshot));
        State { revision, policy, snapshot, records: Arc::new(NoRecords) }
    }

    fn found(offers: &Offers, after: u64, wanted: u64) -> Option<u64> {
        offers.find(after, wanted).map(|state| state.revision)
    }

    #[test]
    fn what_is_committed_may_be_had_once() {
        let offers = Offers::default();
        offers.begin(4, state(7)).hold();
        assert_eq!(found(&offers, 5, 6), Some(7), "whoever is on the way to it gets there");
        assert_eq!(found(&offers, 5, 6), None);
    }

    #[test]
    fn what_leaves_something_out_is_nobody_s() {
        let offers = Offers::default();
        offers.begin(4, state(7)).hold();
        assert_eq!(found(&offers, 3, 7), None, "what made revision 4 would be left out");
        offers.begin(4, state(7)).hold();
        assert_eq!(found(&offers, 4, 8), None, "it is not new enough");
    }

    #[test]
    fn what_is_about_to_be_committed_is_waited_for_and_given_only_then() {
        let offers = Offers::default();
        let kept = offers.begin(1, state(2));
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| found(&offers, 1, 2));
            kept.hold();
            assert_eq!(waiting.join().unwrap(), Some(2));
            let broken = offers.begin(2, state(3));
            let waiting = scope.spawn(|| found(&offers, 2, 3));
            drop(broken);
            assert_eq!(waiting.join().unwrap(), None);
        });
    }
}
