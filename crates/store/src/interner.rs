//! One shared text for equal keys: millions of role lines name a few hundred roles and areas.

use std::{borrow::Borrow, collections::HashSet, hash::Hash, str::FromStr};

use bailiwick_model::{AreaCode, CompanyId, DepartmentId, GroupId, RoleId, UserId};
use rustc_hash::FxBuildHasher;

/// Keys of every kind that many rows share.
#[derive(Default)]
pub(crate) struct Keys {
    pub(crate) roles: Interner<RoleId>,
    pub(crate) areas: Interner<AreaCode>,
    pub(crate) companies: Interner<CompanyId>,
    pub(crate) departments: Interner<DepartmentId>,
    pub(crate) groups: Interner<GroupId>,
    pub(crate) granters: Interner<UserId>,
}

/// Keys seen so far.
pub(crate) struct Interner<K>(HashSet<K, FxBuildHasher>);

impl<K> Default for Interner<K> {
    fn default() -> Self {
        Self(HashSet::default())
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
