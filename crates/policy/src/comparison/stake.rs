//! Which parts of two policies differ, and whom that may touch.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{
    Acl, GroupId, GroupSpec, Model, ModelName, Override, OverrideTarget, PermissionName, Policy, RecordRule,
    RoleId,
};

/// What is at stake when one policy takes the place of another.
#[derive(Default)]
pub(super) struct Stake {
    /// Whether it may concern everybody, whatever roles he has.
    pub(super) everyone: bool,
    /// Whether everything has to be looked at: the settings changed, or groups that exclude each other are in it.
    pub(super) all: bool,
    /// Whoever holds one of these may be concerned.
    pub(super) touching: BTreeSet<GroupId>,
    /// Groups that roles or other groups give, or give no longer: nobody gains or loses others by the policy alone.
    pub(super) moved: BTreeSet<GroupId>,
    /// Whoever is assigned one of these may be.
    pub(super) roles: BTreeSet<RoleId>,
    /// Models on which somebody may do more or less.
    pub(super) models: BTreeSet<ModelName>,
    /// Those of them whose rules, or whose parents' rules, are others.
    pub(super) ruled: BTreeSet<ModelName>,
    /// Rights that somebody may gain or lose.
    pub(super) permissions: BTreeSet<PermissionName>,
}

impl Stake {
    pub(super) fn between(before: &Policy, after: &Policy) -> Self {
        let mut stake = Self::default();
        let mut moved = BTreeSet::new();
        // Models that mean something else for whoever may do anything with them.
        let mut wide: BTreeSet<ModelName> = keys_that_differ(&before.models, &after.models);
        stake.acls(before, after);
        stake.rules(before, after, &mut wide);
        let both = [before, after];
        for rule in keys_that_differ(&before.field_rules, &after.field_rules) {
            wide.extend(both.iter().filter_map(|p| p.field_rules.get(&rule)).map(|rule| rule.model.clone()));
        }
        stake.groups(before, after, &mut moved);
        stake.permissions(before, after);
        stake.asked_of(both, &moved);
        stake.models.extend(wide.iter().cloned());
        stake.descend(both, &mut wide);
        stake.holders_of(both, &wide);
        if before.settings != after.settings {
            (stake.everyone, stake.all) = (true, true);
        }
        let exclusive = both.iter().flat_map(|p| &p.settings.exclusive_groups);
        stake.all |= exclusive.into_iter().any(|group| moved.contains(group));
        stake.moved = moved;
        stake
    }

    /// Whether an override is about something at stake.
    pub(super) fn is_about(&self, o: &Override) -> bool {
        match &o.target {
            OverrideTarget::Records { model, .. } => self.models.contains(model),
            OverrideTarget::Permission(name) => self.permissions.contains(name),
        }
    }

    fn acls(&mut self, before: &Policy, after: &Policy) {
        for id in keys_that_differ(&before.acls, &after.acls) {
            let rows = [before.acls.get(&id), after.acls.get(&id)];
            for Acl { model, group, .. } in rows.into_iter().flatten().filter(|acl| acl.active) {
                self.models.insert(model.clone());
                match group {
                    Some(group) => drop(self.touching.insert(group.clone())),
                    None => self.everyone = true,
                }
            }
        }
    }

    fn rules(&mut self, before: &Policy, after: &Policy, wide: &mut BTreeSet<ModelName>) {
        for id in keys_that_differ(&before.rules, &after.rules) {
            let rules = [before.rules.get(&id), after.rules.get(&id)];
            for RecordRule { model, groups, .. } in rules.into_iter().flatten().filter(|rule| rule.active) {
                self.models.insert(model.clone());
                self.ruled.insert(model.clone());
                self.touching.extend(groups.iter().cloned());
                if groups.is_empty() {
                    wide.insert(model.clone());
                }
            }
        }
    }

    /// Groups that roles or other groups give, or give no longer, go into `moved`, with all that they imply.
    fn groups(&mut self, before: &Policy, after: &Policy, moved: &mut BTreeSet<GroupId>) {
        for id in keys_that_differ(&before.groups, &after.groups) {
            let implied = |policy: &Policy| closure(policy, std::slice::from_ref(&id));
            let (old, new) = (implied(before), implied(after));
            if old != new {
                moved.extend(old.symmetric_difference(&new).cloned());
                self.touching.insert(id);
            }
        }
        for id in keys_that_differ(&before.roles, &after.roles) {
            let given = |policy: &Policy| policy.roles.get(&id).map(|role| closure(policy, &role.groups));
            let (old, new) = (given(before).unwrap_or_default(), given(after).unwrap_or_default());
            if old != new {
                moved.extend(old.symmetric_difference(&new).cloned());
                self.roles.insert(id);
            }
        }
        for policy in [before, after] {
            let names = |group: &GroupId| moved.contains(group);
            let rows = policy.acls.values().filter(|acl| acl.group.as_ref().is_some_and(names));
            self.models.extend(rows.map(|acl| acl.model.clone()));
            let rules = policy.rules.values().filter(|rule| rule.groups.iter().any(names));
            self.models.extend(rules.map(|rule| rule.model.clone()));
            let rights = policy.permissions.iter().filter(|(_, right)| right.groups.iter().any(names));
            self.permissions.extend(rights.map(|(name, _)| name.clone()));
        }
    }

    fn permissions(&mut self, before: &Policy, after: &Policy) {
        for name in keys_that_differ(&before.permissions, &after.permissions) {
            for right in [before, after].into_iter().filter_map(|policy| policy.permissions.get(&name)) {
                self.touching.extend(right.groups.iter().cloned());
            }
            self.permissions.insert(name);
        }
    }

    /// A group that somebody gains or loses opens or closes the fields and rules that ask for it.
    fn asked_of(&mut self, both: [&Policy; 2], moved: &BTreeSet<GroupId>) {
        let named =
            |spec: &GroupSpec| spec.any_of.iter().chain(&spec.none_of).any(|group| moved.contains(group));
        for policy in both {
            for (name, model) in &policy.models {
                if model.fields.values().filter_map(|field| field.groups.as_ref()).any(named) {
                    self.models.insert(name.clone());
                }
            }
            let rules = policy.field_rules.values().filter(|rule| named(&rule.groups));
            self.models.extend(rules.map(|rule| rule.model.clone()));
            // A rule that asks for groups reads them all, wherever it stands.
            let asks = |rule: &&RecordRule| rule.domain.contains("group") && !moved.is_empty();
            self.models.extend(policy.rules.values().filter(asks).map(|rule| rule.model.clone()));
        }
    }

    /// What delegates to a model is bound by its rules.
    fn descend(&mut self, both: [&Policy; 2], wide: &mut BTreeSet<ModelName>) {
        loop {
            let counts = (self.models.len(), self.ruled.len(), wide.len());
            for (name, Model { inherits, .. }) in both.into_iter().flat_map(|policy| &policy.models) {
                if inherits.keys().any(|parent| self.models.contains(parent)) {
                    self.models.insert(name.clone());
                }
                if inherits.keys().any(|parent| self.ruled.contains(parent)) {
                    self.ruled.insert(name.clone());
                }
                if inherits.keys().any(|parent| wide.contains(parent)) {
                    wide.insert(name.clone());
                }
            }
            if counts == (self.models.len(), self.ruled.len(), wide.len()) {
                return;
            }
        }
    }

    /// Whoever may do anything with one of these models may be concerned, and so may who can do an action on it.
    fn holders_of(&mut self, both: [&Policy; 2], wide: &BTreeSet<ModelName>) {
        for policy in both {
            for acl in policy.acls.values().filter(|acl| wide.contains(&acl.model)) {
                match &acl.group {
                    Some(group) => drop(self.touching.insert(group.clone())),
                    None => self.everyone = true,
                }
            }
            for (name, right) in &policy.permissions {
                if matches!(name, PermissionName::Action(model, _) if wide.contains(model)) {
                    self.touching.extend(right.groups.iter().cloned());
                    self.permissions.insert(name.clone());
                }
            }
        }
    }
}

/// The groups with all that they imply.
fn closure(policy: &Policy, groups: &[GroupId]) -> BTreeSet<GroupId> {
    let mut found: BTreeSet<GroupId> = BTreeSet::new();
    let mut next: Vec<&GroupId> = groups.iter().collect();
    while let Some(id) = next.pop() {
        if let Some(group) = policy.groups.get(id)
            && found.insert(id.clone())
        {
            next.extend(&group.implies);
        }
    }
    found
}

fn keys_that_differ<K: Ord + Clone, V: PartialEq>(old: &BTreeMap<K, V>, new: &BTreeMap<K, V>) -> BTreeSet<K> {
    let changed = old.iter().filter(|(key, value)| new.get(*key) != Some(value)).map(|(key, _)| key);
    let added = new.keys().filter(|key| !old.contains_key(*key));
    changed.chain(added).cloned().collect()
}
