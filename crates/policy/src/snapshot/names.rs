//! Names as small numbers: one text arena, one table of numbers.

use std::hash::BuildHasher;

use hashbrown::HashTable;

/// A set of names, numbered in order of arrival.
///
/// The hash is keyed per set, because logins and ids come from outside and could be chosen to collide.
#[derive(Clone, Default)]
pub(crate) struct Names {
    bytes: String,
    /// Where each name ends; it begins where the one before ends.
    ends: Vec<u32>,
    table: HashTable<u32>,
    state: std::hash::RandomState,
}

impl Names {
    pub(crate) fn with_capacity(names: usize) -> Self {
        Self { ends: Vec::with_capacity(names), table: HashTable::with_capacity(names), ..Self::default() }
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn name(&self, number: u32) -> &str {
        let at = number as usize;
        let start = at.checked_sub(1).and_then(|p| self.ends.get(p)).copied().unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.bytes.get(start as usize..end as usize).unwrap_or("")
    }

    #[inline]
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        self.table.find(self.state.hash_one(name), |n| self.name(*n) == name).copied()
    }

    /// The name's number, new if it is new.
    pub(crate) fn intern(&mut self, name: &str) -> u32 {
        if let Some(number) = self.find(name) {
            return number;
        }
        let number = self.ends.len() as u32;
        self.bytes.push_str(name);
        self.ends.push(self.bytes.len() as u32);
        let Self { bytes, ends, table, state } = self;
        let text = |n: &u32| {
            let at = *n as usize;
            let start = at.checked_sub(1).and_then(|p| ends.get(p)).copied().unwrap_or(0) as usize;
            let end = ends.get(at).copied().unwrap_or(0) as usize;
            bytes.get(start..end).unwrap_or("")
        };
        table.insert_unique(state.hash_one(name), number, |n| state.hash_one(text(n)));
        number
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|n| self.name(n))
    }

    pub(crate) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
        let Self { bytes, ends, table, state } = self;
        table.shrink_to_fit(|n| {
            let at = *n as usize;
            let start = at.checked_sub(1).and_then(|p| ends.get(p)).copied().unwrap_or(0) as usize;
            let end = ends.get(at).copied().unwrap_or(0) as usize;
            state.hash_one(bytes.get(start..end).unwrap_or(""))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_numbers() {
        let mut names = Names::default();
        for i in 0..1000 {
            assert_eq!(names.intern(&format!("n{i}")), i);
        }
        assert_eq!(names.intern("n7"), 7);
        names.shrink();
        assert_eq!(names.find("n999"), Some(999));
        assert_eq!(names.name(500), "n500");
        assert_eq!(names.find("x"), None);
        assert_eq!(names.intern(""), 1000);
        assert_eq!(names.find(""), Some(1000));
    }
}
