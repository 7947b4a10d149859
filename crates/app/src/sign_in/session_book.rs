//! The sessions that this node has seen, so that a request costs no query.
//!
//! A session, and what was worked out about it (how long it may last, from where it may come), belongs to the revision at which it was read: once a
//! newer one is in force here it is read again. Ending a session is a change like any other, so it is refused from then on. When it was used last
//! changes nothing that is answered, and outlives that. Whether the account counts is asked of the state in force, each time.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use bailiwick_store::sign_in::session::Session;

use super::rules::Rules;

/// Sessions that are remembered; half of them for sure.
const MOST: usize = 100_000;

/// What is known of a session on this node.
pub(crate) struct Held {
    pub(crate) session: Session,
    pub(crate) rules: Rules,
    /// The revision at which it was read.
    revision: u64,
    /// When it was read.
    read_us: i64,
    seen_us: AtomicI64,
    noted_us: AtomicI64,
    address: Mutex<Option<IpAddr>>,
}

/// A use that is to be noted.
pub(crate) struct Seen {
    pub(crate) id: String,
    pub(crate) at_us: i64,
    pub(crate) address: Option<String>,
}

/// All that are remembered.
#[derive(Default)]
pub struct SessionBook {
    pages: Mutex<Pages>,
}

/// Those seen of late, and those seen before them. What is neither is read again when it comes.
#[derive(Default)]
struct Pages {
    young: HashMap<[u8; 32], Arc<Held>>,
    old: HashMap<[u8; 32], Arc<Held>>,
}

/// For how long what was worked out is taken for what holds.
const RECENT_US: i64 = 60_000_000;

/// Whether something was read a moment ago, by a clock that may have been set back since.
pub(super) fn is_recent(read_us: i64, now_us: i64) -> bool {
    (0..RECENT_US).contains(&now_us.saturating_sub(read_us))
}

impl Held {
    /// A use of the session.
    pub(crate) fn used(&self, now_us: i64, address: Option<IpAddr>) {
        if self.seen_us.fetch_max(now_us, Ordering::Relaxed) < now_us {
            *self.address.lock().unwrap_or_else(PoisonError::into_inner) = address;
        }
    }

    /// When it was used last, as far as this node knows.
    pub(crate) fn seen_us(&self) -> i64 {
        self.seen_us.load(Ordering::Relaxed)
    }
}

impl SessionBook {
    /// What stands behind a secret, if it is known as of a revision or a later one.
    ///
    /// What holds for somebody also changes with the day, where a role line begins or ends, so it is asked anew each minute.
    pub(crate) fn find(&self, hash: &[u8; 32], revision: u64, now_us: i64) -> Option<Arc<Held>> {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let held = match pages.young.get(hash) {
            Some(held) => Arc::clone(held),
            None => {
                let held = pages.old.remove(hash)?;
                pages.put(*hash, Arc::clone(&held));
                held
            }
        };
        (held.revision >= revision && is_recent(held.read_us, now_us)).then_some(held)
    }

    /// Remembers a session as it was at a revision, and gives it back.
    pub(crate) fn put(&self, session: Session, rules: Rules, revision: u64, now_us: i64) -> Arc<Held> {
        let hash = session.hash;
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        // Uses that are not noted yet must outlive being read again.
        let before = pages.young.get(&hash).or_else(|| pages.old.get(&hash));
        let seen = before.map_or(session.seen_us, |before| before.seen_us().max(session.seen_us));
        let held = Arc::new(Held {
            seen_us: AtomicI64::new(seen),
            noted_us: AtomicI64::new(session.seen_us),
            address: Mutex::new(None),
            session,
            rules,
            revision,
            read_us: now_us,
        });
        pages.put(hash, Arc::clone(&held));
        held
    }

    /// Uses that came at least `apart_us` after the one noted last; they count as noted from now on.
    pub(crate) fn uses(&self, apart_us: i64) -> Vec<Seen> {
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let of = |held: &Arc<Held>| {
            let (seen, noted) = (held.seen_us(), held.noted_us.load(Ordering::Relaxed));
            (seen > noted && seen.saturating_sub(noted) >= apart_us).then(|| {
                held.noted_us.store(seen, Ordering::Relaxed);
                let address = *held.address.lock().unwrap_or_else(PoisonError::into_inner);
                let address = address.map(|address| address.to_canonical().to_string());
                Seen {
                    id: held.session.id.clone(),
                    at_us: seen,
                    address: address.or_else(|| held.session.address.clone()),
                }
            })
        };
        pages.young.values().chain(pages.old.values()).filter_map(of).collect()
    }
}

impl Pages {
    fn put(&mut self, hash: [u8; 32], held: Arc<Held>) {
        if self.young.len() >= MOST / 2 {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(hash, held);
    }
}
