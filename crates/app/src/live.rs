//! The state that requests are answered from, and its replacement while they are.

mod offers;

use std::{
    collections::VecDeque,
    ops::Deref,
    sync::{Arc, Condvar, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use arc_swap::{ArcSwap, ArcSwapOption};
use bailiwick_policy::{Moment, UserNumber};

use crate::{audit::Watched, state::State};

use offers::{Offer, Offers};

/// The newest state. Readers take it without waiting; whoever follows the store replaces it.
pub struct Live {
    current: ArcSwapOption<Loaded>,
    /// States before the current one, newest first, for searches that are still being paged through.
    earlier: Mutex<VecDeque<Arc<Loaded>>>,
    kept: usize,
    revision: Mutex<u64>,
    turn: Mutex<()>,
    offers: Offers,
    changed: Condvar,
    listeners: Mutex<Vec<Listener>>,
}

/// Is told each new revision.
pub type Listener = Box<dyn Fn(u64) + Send + Sync>;

/// The revision that a caller demands is not here yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("revision {wanted} has not arrived, this node has {here}; ask again in a moment")]
pub struct Behind {
    /// What the caller demands.
    pub wanted: u64,
    /// What there is.
    pub here: u64,
}

impl Live {
    /// Nothing loaded yet. The last `kept` states stay reachable after they were replaced.
    #[must_use]
    pub fn empty(kept: usize) -> Self {
        Self {
            current: ArcSwapOption::empty(),
            earlier: Mutex::new(VecDeque::new()),
            kept,
            revision: Mutex::new(0),
            turn: Mutex::new(()),
            offers: Offers::default(),
            changed: Condvar::new(),
            listeners: Mutex::new(Vec::new()),
        }
    }

    /// A state to start with.
    #[must_use]
    pub fn new(state: State) -> Self {
        let live = Self::empty(2);
        live.swap(state);
        live
    }

    /// The newest state, if one has been loaded.
    #[must_use]
    pub fn state(&self) -> Option<Arc<Loaded>> {
        self.current.load_full()
    }

    /// The newest revision; 0 before the first.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.current.load().as_ref().map_or(0, |loaded| loaded.revision)
    }

    /// The state of one revision, while it is the newest or still kept.
    #[must_use]
    pub fn at(&self, revision: u64) -> Option<Arc<Loaded>> {
        let found = self.state().filter(|loaded| loaded.revision == revision);
        found.or_else(|| {
            let earlier = self.earlier.lock().unwrap_or_else(PoisonError::into_inner);
            earlier.iter().find(|loaded| loaded.revision == revision).cloned()
        })
    }

    /// Replaces the state. Requests under way finish with the one they began with.
    pub fn swap(&self, state: State) {
        self.put(Loaded::new(state));
    }

    /// Replaces the state by one that was patched from it, and keeps what was worked out beside it.
    pub fn advance(&self, state: State) {
        self.put(match self.state() {
            Some(before) => before.patched(state),
            None => Loaded::new(state),
        });
    }

    fn put(&self, loaded: Loaded) {
        let revision = loaded.revision;
        // Whoever is slower than others must not put an older state in the place of theirs.
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if self.state().is_some_and(|here| here.revision > revision) {
            return;
        }
        let before = self.current.swap(Some(Arc::new(loaded)));
        {
            let mut earlier = self.earlier.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(before) = before {
                earlier.push_front(before);
            }
            earlier.truncate(self.kept);
        }
        *self.revision.lock().unwrap_or_else(PoisonError::into_inner) = revision;
        self.changed.notify_all();
        for listener in self.listeners.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            listener(revision);
        }
    }

    /// Says that a writer of this node is about to commit what leads from revision `after` to this state, in which nothing but users
    /// differs. It is not to be had before [`Offer::hold`].
    pub(crate) fn offer(&self, after: u64, state: State) -> Offer<'_> {
        self.offers.begin(after, state)
    }

    /// A state of at least this revision that a writer of this node has made from the one of revision `after`. Waits for the writer who
    /// is about to commit it; nothing where nobody is.
    pub(crate) fn offered(&self, after: u64, wanted: u64) -> Option<State> {
        self.offers.find(after, wanted)
    }

    /// The state as soon as it has at least this revision. Blocks; see [`Live::listen`] for code that may not.
    ///
    /// # Errors
    /// When the time is up before.
    pub fn at_least(&self, wanted: u64, timeout: Duration) -> Result<Arc<Loaded>, Behind> {
        if self.revision() < wanted {
            let revision = self.revision.lock().unwrap_or_else(PoisonError::into_inner);
            drop(self.changed.wait_timeout_while(revision, timeout, |here| *here < wanted));
        }
        let state = self.state().filter(|loaded| loaded.revision >= wanted);
        state.ok_or_else(|| Behind { wanted, here: self.revision() })
    }

    /// Calls `listener` with every revision from now on.
    pub fn listen(&self, listener: Listener) {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner).push(listener);
    }
}

/// A state with what is worth keeping beside it.
pub struct Loaded {
    state: State,
    /// Whether some rule may read `action.…` or `resource.…`. Where none does, requests need not carry their words
    /// along.
    pub(crate) reads_requests: bool,
    /// What the audit trail is told of questions; nothing at all where nobody asks for it.
    pub(crate) watched: Option<Watched>,
    moment: ArcSwap<Moment>,
    by_login: OnceLock<Arc<[UserNumber]>>,
}

impl Loaded {
    /// A state, ready to be asked.
    #[must_use]
    pub fn new(state: State) -> Self {
        let mentions = |text: &str| text.contains("action") || text.contains("resource");
        let reads_requests = state.policy.rules.values().any(|rule| mentions(&rule.domain));
        let moment = ArcSwap::from_pointee(Moment::at(&state.snapshot, 0));
        let watched = Watched::of(&state.policy, state.snapshot.schema());
        Self { state, reads_requests, watched, moment, by_login: OnceLock::new() }
    }

    /// A state patched from this one. Its users keep their numbers, so a list of them that was sorted stays sorted: who
    /// was removed leaves it, and who is new comes in.
    fn patched(&self, state: State) -> Self {
        let loaded = Self::new(state);
        if let Some(known) = self.by_login.get() {
            let snapshot = &loaded.state.snapshot;
            let place = |users: &[UserNumber], user| {
                users.binary_search_by(|other| snapshot.login(*other).cmp(snapshot.login(user)))
            };
            let is_new = |user: &UserNumber| place(known, *user).is_err();
            let new: Vec<UserNumber> = snapshot.patched_users().filter(is_new).collect();
            let sorted = if new.is_empty() && known.len() == snapshot.user_count() {
                Arc::clone(known)
            } else {
                let mut users: Vec<UserNumber> =
                    known.iter().copied().filter(|user| snapshot.has(*user)).collect();
                for user in new {
                    if let Err(at) = place(&users, user) {
                        users.insert(at, user);
                    }
                }
                users.into()
            };
            // The cell is new, so nobody can have filled it.
            drop(loaded.by_login.set(sorted));
        }
        loaded
    }

    /// The moment `now`, in seconds from 1970. It is worked out once a second for all who ask, because it holds the
    /// day in every time zone of the directory.
    #[must_use]
    pub fn now(&self, now: i64) -> Arc<Moment> {
        let known = self.moment.load_full();
        if known.now() == now {
            return known;
        }
        let moment = Arc::new(Moment::at(&self.state.snapshot, now));
        self.moment.store(Arc::clone(&moment));
        moment
    }

    /// What the audit trail is told of questions; nothing where nobody asks for it.
    #[must_use]
    pub fn watched(&self) -> Option<&Watched> {
        self.watched.as_ref()
    }

    /// Every user, in order of login.
    #[must_use]
    pub fn by_login(&self) -> &[UserNumber] {
        self.by_login.get_or_init(|| {
            let snapshot = &self.state.snapshot;
            let mut users: Vec<UserNumber> = snapshot.users().collect();
            users.sort_by(|a, b| snapshot.login(*a).cmp(snapshot.login(*b)));
            users.into()
        })
    }
}

impl Deref for Loaded {
    type Target = State;
    fn deref(&self) -> &State {
        &self.state
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use bailiwick_model::{Directory, Policy, User, UserId};
    use bailiwick_policy::{Snapshot, records::NoRecords};

    use super::*;

    fn state(revision: u64) -> State {
        let users = ["morty", "asha", "rick"].map(|login| (UserId::new(login).unwrap(), User::default()));
        let directory = Directory { users: users.into_iter().collect(), ..Directory::default() };
        let snapshot = Snapshot::compile(&Policy::default(), &directory).unwrap();
        State {
            revision,
            policy: Arc::new(Policy::default()),
            snapshot: Arc::new(snapshot),
            records: Arc::new(NoRecords),
        }
    }

    #[test]
    fn some_earlier_states_stay_reachable() {
        let live = Live::empty(2);
        assert!(live.state().is_none());
        for revision in 1..=4 {
            live.swap(state(revision));
        }
        let reachable: Vec<u64> = (0..6).filter(|revision| live.at(*revision).is_some()).collect();
        assert_eq!(reachable, [2, 3, 4]);
        assert_eq!(live.at(3).unwrap().revision, 3);
    }

    #[test]
    fn a_revision_is_waited_for() {
        let live = Live::new(state(1));
        assert_eq!(live.at_least(1, Duration::ZERO).unwrap().revision, 1);
        let behind = live.at_least(2, Duration::from_millis(5)).map(|_| ()).unwrap_err();
        assert_eq!(behind, Behind { wanted: 2, here: 1 });
        let heard = Arc::new(AtomicU64::new(0));
        let hears = Arc::clone(&heard);
        live.listen(Box::new(move |revision| hears.store(revision, Ordering::Relaxed)));
        std::thread::scope(|scope| {
            let waiting =
                scope.spawn(|| live.at_least(2, Duration::from_secs(20)).map(|loaded| loaded.revision));
            live.swap(state(3));
            assert_eq!(waiting.join().unwrap(), Ok(3));
        });
        assert_eq!(heard.load(Ordering::Relaxed), 3);
    }

    #[test]
    fn users_come_in_order_of_login_wherever_they_are_kept() {
        let before = state(1);
        let ann = UserId::new("ann").unwrap();
        let snapshot = before.snapshot.with_user(&before.policy, &ann, &User::default()).unwrap();
        let after = State { snapshot: Arc::new(snapshot), ..before.clone() };
        let logins = |loaded: &Loaded| -> Vec<String> {
            loaded.by_login().iter().map(|user| loaded.snapshot.login(*user).to_owned()).collect()
        };
        let loaded = Loaded::new(after.clone());
        assert_eq!(logins(&loaded), ["ann", "asha", "morty", "rick"]);
        let sorted = Loaded::new(before.clone());
        assert_eq!(logins(&sorted), ["asha", "morty", "rick"]);
        assert_eq!(logins(&sorted.patched(after)), ["ann", "asha", "morty", "rick"]);
        assert!(Arc::ptr_eq(sorted.by_login.get().unwrap(), sorted.patched(before).by_login.get().unwrap()));
        let one_for_another = loaded.snapshot.without_user(&UserId::new("morty").unwrap());
        let one_for_another =
            one_for_another.with_user(&Policy::default(), &UserId::new("beth").unwrap(), &User::default());
        let after = State { snapshot: Arc::new(one_for_another.unwrap()), ..loaded.state.clone() };
        let without = loaded.patched(after.clone());
        assert_eq!(logins(&without), ["ann", "asha", "beth", "rick"]);
        let again = after.snapshot.with_user(&after.policy, &UserId::new("morty").unwrap(), &User::default());
        let again = State { snapshot: Arc::new(again.unwrap()), ..after };
        assert_eq!(logins(&without.patched(again)), ["ann", "asha", "beth", "morty", "rick"]);
        assert_eq!(loaded.now(5).now(), 5);
        assert_eq!(loaded.now(6).now(), 6);
    }
}
