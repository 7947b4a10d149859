//! One shared text for equal keys: millions of role lines name a few hundred roles and areas.

use std::{borrow::Borrow, collections::HashSet, hash::Hash, str::FromStr};

/// Keys seen so far.
pub(crate) struct Interner<K>(HashSet<K>);

impl<K> Default for Interner<K> {
    fn default() -> Self {
        Self(HashSet::new())
    }
}

impl<K: Borrow<str> + Clone + Eq + Hash + FromStr> Interner<K> {
    /// The key with this text.
    pub(crate) fn get(&mut self, text: &str) -> Result<K, K::Err> {
        if let Some(key) = self.0.get(text) {
            return Ok(key.clone());
        }
        let key: K = text.parse()?;
        self.0.insert(key.clone());
        Ok(key)
    }
}
