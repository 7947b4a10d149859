//! What a new import would change in a policy in use.
//!
//! As in an Odoo upgrade: objects defined under `noupdate` stay as they are once they exist; objects that the files of
//! their module no longer hold go, if an earlier import brought them and not under `noupdate`; objects of modules that
//! are not in the import stay, and so does what was made by hand. Unlike in Odoo a difference is shown before it is applied, field by field. An implication or rule group
//! added by hand to an imported object is such a difference and goes; Odoo's `link` commands would leave it.

mod object;

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::Policy;
use serde::{Deserialize, Serialize};

use self::object::Object;
use super::{Import, Kind, record::module_part};

/// What earlier imports brought; the caller keeps it between imports. See [`Import::imported`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// Ids of all objects that came from files.
    pub ids: BTreeSet<String>,
    /// Of these, the ones defined under `noupdate`.
    pub noupdate: BTreeSet<String>,
}

impl Imported {
    /// What is known after a further import: its modules replace what earlier imports brought of them.
    #[must_use]
    pub fn followed_by(mut self, import: &Import) -> Self {
        let other_module = |id: &String| !import.modules.contains(module_part(id));
        self.ids.retain(other_module);
        self.noupdate.retain(other_module);
        let new = import.imported();
        self.ids.extend(new.ids);
        self.noupdate.extend(new.noupdate);
        self
    }
}

/// The differences between a policy in use and an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Drift {
    /// Objects that are new.
    pub added: Vec<Item>,
    /// Objects that differ and will be brought up to date.
    pub changed: Vec<Change>,
    /// Objects of an earlier import that the files of their module no longer hold; they will be removed.
    pub removed_upstream: Vec<Item>,
    /// Objects that differ, or are gone upstream (then without fields), and stay as they are because of `noupdate`.
    pub kept_noupdate: Vec<Change>,
    /// Objects that are gone here and are not created again because of `forcecreate="0"`.
    pub not_created: Vec<Item>,
    /// How many objects of each kind are the same on both sides.
    pub unchanged: BTreeMap<Kind, usize>,
}

/// One object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    #[serde(skip)]
    object: Object,
}

/// One object that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Where it differs.
    pub fields: Vec<FieldChange>,
    #[serde(skip)]
    object: Object,
}

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// Its name.
    pub field: &'static str,
    /// Its value in the policy in use, as text; empty when unset.
    pub old: String,
    /// Its value in the files.
    pub new: String,
}

/// Compares the policy in use with an import. `previous` is what earlier imports brought.
#[must_use]
pub fn drift(current: &Policy, incoming: &Import, previous: &Imported) -> Drift {
    let here = object::all(current);
    let there = object::all(&incoming.policy);
    let known_modules: BTreeSet<&str> = previous.ids.iter().map(|id| module_part(id)).collect();
    let mut drift = Drift::default();
    for ((kind, id), object) in &there {
        let (kind, id) = (*kind, id.clone());
        let held = here.get(&(kind, id.clone()));
        // A group that no file defines is only added to; see `Import::only_referred`.
        let extends = kind == Kind::Group && incoming.only_referred.contains(id.as_str());
        let object = match held.filter(|_| extends) {
            Some(held) => object::extended(held, object),
            None => object.clone(),
        };
        match held {
            // Odoo heeds `forcecreate` at upgrades only: a module that was never here is created whole.
            None if incoming.no_create.contains(&id) && known_modules.contains(module_part(&id)) => {
                drift.not_created.push(Item { kind, id, object });
            }
            None => drift.added.push(Item { kind, id, object }),
            Some(held) if *held == object => *drift.unchanged.entry(kind).or_default() += 1,
            Some(held) => {
                let kept = incoming.noupdate.contains(&id);
                let change = Change { kind, id, fields: object::differences(held, &object), object };
                if kept { drift.kept_noupdate.push(change) } else { drift.changed.push(change) }
            }
        }
    }
    for ((kind, id), object) in here {
        let came_from_these = previous.ids.contains(&id) && incoming.modules.contains(module_part(&id));
        if there.contains_key(&(kind, id.clone())) || !came_from_these {
            continue;
        }
        if previous.noupdate.contains(&id) {
            drift.kept_noupdate.push(Change { kind, id, fields: Vec::new(), object });
        } else {
            drift.removed_upstream.push(Item { kind, id, object });
        }
    }
    drift
}

impl Drift {
    /// Whether applying it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed_upstream.is_empty()
    }

    /// Brings `current` up to date: adds, changes and removes what the lists of the same names say, nothing else.
    /// What still refers to a removed object is found when the policy is compiled.
    pub fn apply(&self, current: &mut Policy) {
        for item in &self.added {
            item.object.insert(&item.id, current);
        }
        for change in &self.changed {
            change.object.insert(&change.id, current);
        }
        for item in &self.removed_upstream {
            object::remove(item.kind, &item.id, current);
        }
    }
}
