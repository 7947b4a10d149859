//! From record ids to numbers.

use bailiwick_model::{RecordId, Value};
use rustc_hash::FxHashMap;

/// Finds the number behind a record id. Small whole numbers, the usual case, need no hashing.
#[derive(Clone, Default)]
pub(crate) struct IdIndex {
    dense: Vec<u32>,
    sparse: FxHashMap<Value, u32>,
}

const NONE: u32 = u32::MAX;
/// Ids below this many times the number of records are kept in an array.
const SPREAD: usize = 4;

impl IdIndex {
    /// An index of `ids`, each with its number.
    pub(crate) fn new(ids: impl Iterator<Item = (RecordId, u32)> + Clone) -> Self {
        let count = ids.clone().count();
        let limit = (count * SPREAD).max(64);
        let mut index = Self::default();
        for (id, number) in ids {
            match &id {
                RecordId::Int(i) if usize::try_from(*i).is_ok_and(|i| i < limit) => {
                    let at = *i as usize;
                    if index.dense.len() <= at {
                        index.dense.resize(at + 1, NONE);
                    }
                    if let Some(slot) = index.dense.get_mut(at) {
                        *slot = number;
                    }
                }
                _ => {
                    index.sparse.insert(Value::from(id), number);
                }
            }
        }
        index.dense.shrink_to_fit();
        index
    }

    #[inline]
    pub(crate) fn find(&self, id: &Value) -> Option<u32> {
        if let Value::Int(i) = id
            && let Some(number) = usize::try_from(*i).ok().and_then(|at| self.dense.get(at))
        {
            return (*number != NONE).then_some(*number);
        }
        if self.sparse.is_empty() {
            return None;
        }
        self.sparse.get(id).copied()
    }
}
