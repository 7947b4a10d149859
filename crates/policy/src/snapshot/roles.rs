//! Role numbers.
//!
//! Lines refer to roles by number, so a number never changes while a directory is loaded: roles that are added to the
//! policy get new ones, roles that are removed leave theirs unused. Sets of directly given groups are numbered along,
//! as roles that have no name.

use std::collections::BTreeMap;

use bailiwick_model::{Group, GroupId, Role, RoleId, RoleScope};
use rustc_hash::FxHashMap;

use crate::{problem::Findings, schema::closest};

/// Numbers of roles and of sets of directly given groups.
#[derive(Clone, Default)]
pub(crate) struct Roles {
    entries: Vec<Entry>,
    by_name: FxHashMap<RoleId, u32>,
    by_groups: FxHashMap<Vec<GroupId>, u32>,
    scopes: FxHashMap<RoleId, RoleScope>,
    groups: rustc_hash::FxHashSet<GroupId>,
}

#[derive(Clone, Debug)]
struct Entry {
    kind: RoleEntry,
    /// Scopes of the lines that name it.
    used_local: bool,
    used_global: bool,
}

/// What a number stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RoleEntry {
    /// A role of the policy.
    Role(RoleId),
    /// Directly given groups.
    Direct(Vec<GroupId>),
}

impl Roles {
    /// Takes note of the policy's roles and groups; known roles keep their numbers.
    pub(crate) fn update(&mut self, roles: &BTreeMap<RoleId, Role>, groups: &BTreeMap<GroupId, Group>) {
        self.scopes = roles.iter().map(|(id, r)| (id.clone(), r.scope)).collect();
        self.groups = groups.keys().cloned().collect();
        for id in roles.keys() {
            if !self.by_name.contains_key(id) {
                let number = self.push(RoleEntry::Role(id.clone()));
                self.by_name.insert(id.clone(), number);
            }
        }
    }

    fn push(&mut self, kind: RoleEntry) -> u32 {
        self.entries.push(Entry { kind, used_local: false, used_global: false });
        self.entries.len() as u32 - 1
    }

    pub(crate) fn find(&self, id: &RoleId) -> Option<(u32, RoleScope)> {
        Some((*self.by_name.get(id)?, *self.scopes.get(id)?))
    }

    pub(crate) fn entry(&self, number: u32) -> Option<&RoleEntry> {
        self.entries.get(number as usize).map(|e| &e.kind)
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn knows_group(&self, id: &GroupId) -> bool {
        self.groups.contains(id)
    }

    /// The number of a set of directly given groups.
    pub(crate) fn direct(&mut self, mut groups: Vec<GroupId>) -> u32 {
        groups.sort();
        groups.dedup();
        if let Some(number) = self.by_groups.get(&groups) {
            return *number;
        }
        let number = self.push(RoleEntry::Direct(groups.clone()));
        self.by_groups.insert(groups, number);
        number
    }

    pub(crate) fn used(&mut self, role: u32, scope: RoleScope) {
        if let Some(entry) = self.entries.get_mut(role as usize) {
            match scope {
                RoleScope::Local => entry.used_local = true,
                RoleScope::Global => entry.used_global = true,
            }
        }
    }

    /// Message and remedy for a role that does not exist.
    pub(crate) fn unknown(&self, id: &RoleId) -> (String, String) {
        let names: Vec<&str> = self.scopes.keys().map(|k| k.as_str()).collect();
        let remedy = closest(id, &names)
            .map_or_else(|| "declare it under roles".to_owned(), |near| format!("did you mean {near:?}?"));
        (format!("there is no role {id:?}"), remedy)
    }

    /// Re-checks every line after the policy changed: roles must still exist, with the scope their lines were made for.
    pub(crate) fn check(&self, findings: &mut Findings) {
        for entry in self.entries.iter().filter(|e| e.used_local || e.used_global) {
            let RoleEntry::Role(id) = &entry.kind else { continue };
            let place = format!("role {id}");
            match self.scopes.get(id) {
                None => {
                    findings.add(place, "role lines still name it", "end those lines first, or keep the role")
                }
                Some(RoleScope::Local) if entry.used_global => findings.add(
                    place,
                    bailiwick_model::LineError::LocalWithoutArea.to_string(),
                    "some of its lines name none; give them areas, or keep the role global",
                ),
                Some(RoleScope::Global) if entry.used_local => findings.add(
                    place,
                    bailiwick_model::LineError::GlobalWithAreas.to_string(),
                    "some of its lines name areas; end them, or keep the role local",
                ),
                Some(_) => {}
            }
        }
    }
}
