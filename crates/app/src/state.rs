//! What questions are answered from.

use std::sync::Arc;

use bailiwick_model::Policy;
use bailiwick_policy::{
    Moment, Snapshot,
    records::{NoRecords, Records},
};

/// One revision of everything, never changed once built. A request answers all its questions from one state.
#[derive(Clone)]
pub struct State {
    /// The number callers see, and may demand at least.
    pub revision: u64,
    /// The policy as it was written.
    pub policy: Arc<Policy>,
    /// Policy and directory, compiled.
    pub snapshot: Arc<Snapshot>,
    /// Records: stored attributes, connected databases, or those of a world file.
    pub records: Arc<dyn Records + Send + Sync>,
}

impl State {
    /// Whether an account is there, active, and today among its days: only then do its tokens open anything. `now_us` are
    /// microseconds since 1970.
    #[must_use]
    pub fn is_in_use(&self, login: &str, now_us: i64) -> bool {
        let moment = Moment::at(&self.snapshot, now_us.div_euclid(1_000_000));
        let user = self.snapshot.find_user(login);
        user.is_some_and(|user| self.snapshot.asker(user, &moment, &NoRecords).is_live())
    }
}
