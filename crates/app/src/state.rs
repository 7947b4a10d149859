//! What questions are answered from.

use std::sync::Arc;

use bailiwick_model::Policy;
use bailiwick_policy::{Snapshot, records::Records};

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
