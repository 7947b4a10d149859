//! What a reading of addon files yields.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{GroupId, ModelName, Policy};
use serde::Serialize;

use super::{Finding, Imported, Kind, Place};

/// The policy that the files describe, and everything worth knowing about how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Categories, privileges, groups, access rows, rules and roles. No models: addon data files do not hold them.
    pub policy: Policy,
    /// The modules whose files were read.
    pub modules: BTreeSet<String>,
    /// Ids that Odoo leaves alone at upgrades, because they were defined under `noupdate`.
    pub noupdate: BTreeSet<String>,
    /// Ids that an upgrade does not create again once they are gone (`forcecreate="0"`).
    pub no_create: BTreeSet<String>,
    /// Groups that no file defines; the policy holds an empty one of that id.
    pub only_referred: BTreeSet<GroupId>,
    /// The models that access rows and rules speak about.
    pub referred_models: BTreeMap<ModelName, Origin>,
    /// Where access rows and rules are defined; of those that files only add to, the first place.
    pub places: BTreeMap<(Kind, String), Place>,
    /// What was ignored, guessed, not resolved or is worth a note, in reading order.
    pub findings: Vec<Finding>,
    /// One row per kind.
    pub counts: Vec<Count>,
}

/// Where a model was first referred to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The first place.
    pub place: Place,
    /// Whether its name was derived by turning every underscore into a dot, with nothing to confirm it.
    pub guessed: bool,
}

/// How many objects of a kind there were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The kind.
    pub kind: Kind,
    /// Objects that came into the policy; for users and others, records that did not.
    pub read: usize,
    /// Of these, objects that no file defines.
    pub only_referred: usize,
    /// Further records that added to an object already counted.
    pub extended: usize,
    /// Findings of level unresolved.
    pub unresolved: usize,
}

impl Import {
    /// The count of one kind.
    #[must_use]
    pub fn count(&self, kind: Kind) -> Count {
        let empty = Count { kind, read: 0, only_referred: 0, extended: 0, unresolved: 0 };
        self.counts.iter().copied().find(|count| count.kind == kind).unwrap_or(empty)
    }

    /// What this import brought. The next one needs it together with what earlier ones brought; see
    /// [`Imported::followed_by`].
    #[must_use]
    pub fn imported(&self) -> Imported {
        let policy = &self.policy;
        let mut ids: BTreeSet<String> = BTreeSet::new();
        ids.extend(policy.categories.keys().map(ToString::to_string));
        ids.extend(policy.privileges.keys().map(ToString::to_string));
        ids.extend(
            policy.groups.keys().filter(|id| !self.only_referred.contains(*id)).map(ToString::to_string),
        );
        ids.extend(policy.acls.keys().map(ToString::to_string));
        ids.extend(policy.rules.keys().map(ToString::to_string));
        ids.extend(policy.roles.keys().map(ToString::to_string));
        Imported { ids, noupdate: self.noupdate.clone() }
    }
}
