//! Groups and what they imply.

use std::collections::BTreeMap;

use bailiwick_model::{Group, GroupId};

use crate::{names::Names, problem::Findings, schema::closest};

/// A set of groups as bits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) struct GroupSet(Vec<u64>);

impl GroupSet {
    pub(crate) fn empty(groups: usize) -> Self {
        Self(vec![0; groups.div_ceil(64)])
    }

    /// These, of so many.
    pub(crate) fn of(groups: usize, members: impl Iterator<Item = u32>) -> Self {
        let mut set = Self::empty(groups);
        for member in members {
            set.insert(member);
        }
        set
    }

    pub(crate) fn insert(&mut self, group: u32) -> bool {
        match self.0.get_mut(group as usize / 64) {
            Some(word) => {
                let bit = 1 << (group % 64);
                let new = *word & bit == 0;
                *word |= bit;
                new
            }
            None => false,
        }
    }

    pub(crate) fn contains(&self, group: u32) -> bool {
        self.0.get(group as usize / 64).is_some_and(|w| w & (1 << (group % 64)) != 0)
    }

    pub(crate) fn union(&mut self, other: &Self) {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a |= b;
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().enumerate().flat_map(|(i, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros();
                    rest &= rest - 1;
                    i as u32 * 64 + bit
                })
            })
        })
    }
}

/// All groups, each with its closure under implication.
#[derive(Clone, Default)]
pub(crate) struct Groups {
    pub(crate) names: Names,
    implies: Vec<Vec<u32>>,
    closures: Vec<GroupSet>,
}

impl Groups {
    pub(crate) fn new(groups: &BTreeMap<GroupId, Group>, findings: &mut Findings) -> Self {
        let mut names = Names::with_capacity(groups.len());
        for id in groups.keys() {
            names.intern(id);
        }
        let mut implies = Vec::with_capacity(groups.len());
        for (id, group) in groups {
            let mut direct = Vec::new();
            for implied in &group.implies {
                match names.find(implied) {
                    Some(n) => direct.push(n),
                    None => {
                        let (message, remedy) = no_group(&names, implied);
                        findings.add(format!("group {id}, implies"), message, remedy);
                    }
                }
            }
            implies.push(direct);
        }
        let mut out = Self { names, implies, closures: Vec::new() };
        out.closures = (0..out.implies.len() as u32).map(|g| out.walk(g)).collect();
        out
    }

    /// Everything that is implied, however deep; cycles are harmless because nothing is entered twice.
    fn walk(&self, from: u32) -> GroupSet {
        let mut set = GroupSet::empty(self.implies.len());
        let mut todo = vec![from];
        set.insert(from);
        while let Some(group) = todo.pop() {
            // Groups that were closed before need no second walk.
            if let Some(done) = self.closures.get(group as usize) {
                set.union(done);
                continue;
            }
            for next in self.implies.get(group as usize).into_iter().flatten() {
                if set.insert(*next) {
                    todo.push(*next);
                }
            }
        }
        set
    }

    pub(crate) fn len(&self) -> usize {
        self.implies.len()
    }

    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        self.names.find(id)
    }

    pub(crate) fn name(&self, group: u32) -> &str {
        self.names.name(group)
    }

    pub(crate) fn closure(&self, group: u32) -> Option<&GroupSet> {
        self.closures.get(group as usize)
    }

    /// The closure of several groups.
    pub(crate) fn close(&self, groups: impl IntoIterator<Item = u32>) -> GroupSet {
        let mut set = GroupSet::empty(self.len());
        for group in groups {
            if let Some(closure) = self.closure(group) {
                set.union(closure);
            }
        }
        set
    }

    /// A shortest way from one of `from` to `to` along implications, both ends included.
    pub(crate) fn path(&self, from: &[u32], to: u32) -> Vec<u32> {
        let mut came: BTreeMap<u32, Option<u32>> = from.iter().map(|g| (*g, None)).collect();
        let mut todo: std::collections::VecDeque<u32> = from.iter().copied().collect();
        while let Some(group) = todo.pop_front() {
            if group == to {
                let mut path = vec![to];
                let mut at = to;
                while let Some(Some(before)) = came.get(&at) {
                    path.push(*before);
                    at = *before;
                }
                path.reverse();
                return path;
            }
            for next in self.implies.get(group as usize).into_iter().flatten() {
                came.entry(*next).or_insert_with(|| {
                    todo.push_back(*next);
                    Some(group)
                });
            }
        }
        Vec::new()
    }
}

/// Message and remedy for a group that does not exist.
pub(crate) fn no_group(names: &Names, id: &str) -> (String, String) {
    let all: Vec<&str> = names.iter().collect();
    let remedy = closest(id, &all)
        .map_or_else(|| "declare it under groups".to_owned(), |near| format!("did you mean {near:?}?"));
    (format!("there is no group {id:?}"), remedy)
}
