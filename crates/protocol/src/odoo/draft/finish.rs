//! References are settled: what is missing is replaced, dropped or named, never silently.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{
    Acl, Category, CategoryId, Group, GroupId, ModelName, Operations, Policy, Privilege, PrivilegeId,
    RecordRule,
};

use super::{Draft, access::RowGroup, group::DraftGroup, models::Models, shelf::Shelf};
use crate::odoo::{
    Count, Import, Kind, Level, Place, Source,
    finding::{Findings, quote},
};

const DEFINE_IT: &str = "import the module that defines it, before or after this one";
const NAME_A_GROUP: &str = "name a group if that is not meant";

impl Draft {
    /// The finished import.
    pub(in crate::odoo) fn finish(
        mut self,
        sources: &[Source],
        known: &BTreeSet<ModelName>,
        mut findings: Findings,
    ) -> Import {
        let out = &mut findings;
        drop_undefined(&mut self.categories, Kind::Category, out);
        drop_undefined(&mut self.privileges, Kind::Privilege, out);
        drop_undefined(&mut self.roles, Kind::Role, out);
        let mut models = self.models(sources, known);
        let mut policy = Policy::default();
        policy.categories = self.finish_categories(out);
        policy.privileges = self.finish_privileges(&policy.categories, out);
        let mut only_referred = BTreeSet::new();
        policy.groups =
            self.finish_groups(&policy.categories, &mut policy.privileges, &mut only_referred, out);
        let places = self.places();
        self.finish_acls(&mut policy, &mut models, out);
        self.finish_rules(&mut policy, &mut models, out);
        for (id, entry) in std::mem::take(&mut self.roles.entries) {
            let groups = entry.value.groups.into_iter().collect();
            let label = label_or_id(entry.value.role.label, &id);
            policy.roles.insert(id, bailiwick_model::Role { label, groups, ..entry.value.role });
        }
        let counts = self.counts(&policy, &only_referred, out);
        let (noupdate, no_create) = (self.noupdate, self.no_create);
        let (referred_models, order) = models.finish(out);
        let mut findings = findings.into_list();
        findings.sort_by_key(|finding| order.of(&finding.place));
        let modules = sources.iter().map(|source| source.module.clone()).collect();
        Import {
            policy,
            modules,
            noupdate,
            no_create,
            only_referred,
            referred_models,
            places,
            findings,
            counts,
        }
    }

    fn places(&self) -> BTreeMap<(Kind, String), Place> {
        let place = |defined: &Option<Place>, first: &Place| defined.as_ref().unwrap_or(first).clone();
        let acls = self.acls.entries.iter();
        let acls = acls.map(|(id, e)| ((Kind::Acl, id.to_string()), place(&e.defined, &e.place)));
        let rules = self.rules.entries.iter();
        let rules = rules.map(|(id, e)| ((Kind::Rule, id.to_string()), place(&e.defined, &e.place)));
        acls.chain(rules).collect()
    }

    fn finish_categories(&mut self, out: &mut Findings) -> BTreeMap<CategoryId, Category> {
        let entries = std::mem::take(&mut self.categories.entries);
        let known: BTreeSet<CategoryId> = entries.keys().cloned().collect();
        let finished = entries.into_iter().map(|(id, entry)| {
            let mut category = entry.value;
            if let Some(parent) = category.parent.take_if(|parent| !known.contains(parent)) {
                missing(out, Kind::Category, &entry.place, &id, "parent category", &parent);
            }
            category.label = label_or_id(category.label, &id);
            (id, category)
        });
        finished.collect()
    }

    fn finish_privileges(
        &mut self,
        categories: &BTreeMap<CategoryId, Category>,
        out: &mut Findings,
    ) -> BTreeMap<PrivilegeId, Privilege> {
        let finished = std::mem::take(&mut self.privileges.entries).into_iter().map(|(id, entry)| {
            let mut privilege = entry.value;
            if let Some(category) = privilege.category.take_if(|category| !categories.contains_key(category))
            {
                missing(out, Kind::Privilege, &entry.place, &id, "category", &category);
            }
            privilege.label = label_or_id(privilege.label, &id);
            (id, privilege)
        });
        finished.collect()
    }

    fn finish_groups(
        &mut self,
        categories: &BTreeMap<CategoryId, Category>,
        privileges: &mut BTreeMap<PrivilegeId, Privilege>,
        only_referred: &mut BTreeSet<GroupId>,
        out: &mut Findings,
    ) -> BTreeMap<GroupId, Group> {
        let mut groups = BTreeMap::new();
        let entries = std::mem::take(&mut self.groups.entries);
        for (id, entry) in entries {
            if entry.defined.is_none() {
                self.mentioned.entry(id.clone()).or_insert(entry.place.clone());
                only_referred.insert(id.clone());
            }
            let mut group = shelve(entry.value, &id, &entry.place, categories, privileges, out);
            group.implies = self.implications.of(&id).into_iter().collect();
            groups.insert(id, group);
        }
        for id in self.mentioned.keys().filter(|id| !groups.contains_key(*id)).cloned().collect::<Vec<_>>() {
            // Only `implied_by_ids` of a defined group can have given it implications.
            let implies = self.implications.of(&id).into_iter().collect();
            groups.insert(id.clone(), Group { label: id.to_string(), implies, ..Group::default() });
            only_referred.insert(id);
        }
        for (id, place) in self.mentioned.iter().filter(|(id, _)| only_referred.contains(*id)) {
            let why = "no file defines this group, it is only referred to; an empty group stands in for it";
            out.add(Level::Note, Kind::Group, place, id.to_string(), why, DEFINE_IT);
        }
        groups
    }

    fn finish_acls(&mut self, policy: &mut Policy, models: &mut Models, out: &mut Findings) {
        for (id, entry) in std::mem::take(&mut self.acls.entries) {
            let (row, place) = (entry.value, entry.place);
            let group = match row.group {
                RowGroup::One(group) => Some(group),
                RowGroup::Everybody => None,
                RowGroup::Unread => {
                    let why = "its group was not understood; the row is left out, since without a group it would \
                               open to everybody";
                    out.add(Level::Unresolved, Kind::Acl, &place, id.to_string(), why, "add the row by hand");
                    continue;
                }
            };
            let Some(model) = models.name(row.model.as_ref(), Kind::Acl, &id, &place, out) else { continue };
            if group.is_none() && row.active {
                let why = match row.operations {
                    Operations::NONE => "it has no group, and gives nothing".to_owned(),
                    gives => format!("it has no group, so everybody, strangers included, may: {gives}"),
                };
                out.add(Level::Note, Kind::Acl, &place, id.as_str(), why, NAME_A_GROUP);
            }
            let (label, operations, active) = (row.label, row.operations, row.active);
            policy.acls.insert(id, Acl { label, model, group, operations, active });
        }
    }

    fn finish_rules(&mut self, policy: &mut Policy, models: &mut Models, out: &mut Findings) {
        for (id, entry) in std::mem::take(&mut self.rules.entries) {
            let (rule, place) = (entry.value, entry.place);
            if rule.operations.is_empty() {
                let why = format!(
                    "a rule must speak about at least one operation; the rule is left out, it says {}",
                    quote(&rule.domain)
                );
                out.add(
                    Level::Unresolved,
                    Kind::Rule,
                    &place,
                    id.as_str(),
                    why,
                    "set one of its perm_ fields",
                );
                continue;
            }
            let Some(model) = models.name(rule.model.as_ref(), Kind::Rule, &id, &place, out) else {
                let why = format!("the rule that was left out says {}", quote(&rule.domain));
                out.add(Level::Note, Kind::Rule, &place, id.as_str(), why, "see what it is about");
                continue;
            };
            if let Some(place) = rule.claims_groups.filter(|_| rule.groups.is_empty()) {
                let why = "it says global=False but has no group, so it is global all the same";
                out.add(Level::Note, Kind::Rule, &place, id.as_str(), why, NAME_A_GROUP);
            }
            let (label, domain, operations, active) = (rule.label, rule.domain, rule.operations, rule.active);
            let groups = rule.groups.into_iter().collect();
            policy.rules.insert(id, RecordRule { label, model, domain, groups, operations, active });
        }
    }

    fn counts(&self, policy: &Policy, only_referred: &BTreeSet<GroupId>, out: &Findings) -> Vec<Count> {
        let row = |kind| {
            let (read, extended) = match kind {
                Kind::Category => (policy.categories.len(), self.categories.extended),
                Kind::Privilege => (policy.privileges.len(), self.privileges.extended),
                Kind::Group => (policy.groups.len(), self.groups.extended),
                Kind::Acl => (policy.acls.len(), self.acls.extended),
                Kind::Rule => (policy.rules.len(), self.rules.extended),
                Kind::Role => (policy.roles.len(), self.roles.extended),
                Kind::User => (self.users, 0),
                Kind::Other => (self.others, 0),
            };
            let only_referred = if kind == Kind::Group { only_referred.len() } else { 0 };
            Count { kind, read, only_referred, extended, unresolved: out.unresolved(kind) }
        };
        Kind::ALL.into_iter().map(row).collect()
    }
}

/// Extensions of objects that no file defines have nothing to extend.
fn drop_undefined<K: Ord + std::fmt::Display, T>(shelf: &mut Shelf<K, T>, kind: Kind, out: &mut Findings) {
    shelf.entries.retain(|id, entry| {
        if entry.defined.is_none() {
            let why = "the record adds to an object that no file defines; it is left out";
            out.add(Level::Unresolved, kind, &entry.place, id.to_string(), why, DEFINE_IT);
        }
        entry.defined.is_some()
    });
}

/// Gives a group its place on the screen. A group of Odoo 18 or older names a category; Odoo's own upgrade makes a
/// privilege of each such category, and so does this.
fn shelve(
    draft: DraftGroup,
    id: &GroupId,
    place: &Place,
    categories: &BTreeMap<CategoryId, Category>,
    privileges: &mut BTreeMap<PrivilegeId, Privilege>,
    out: &mut Findings,
) -> Group {
    let mut group = draft.group;
    if let Some(privilege) = group.privilege.take_if(|privilege| !privileges.contains_key(privilege)) {
        missing(out, Kind::Group, place, id, "privilege", &privilege);
    }
    if let Some(category) = draft.category.filter(|_| group.privilege.is_none()) {
        match categories.get(&category).zip(PrivilegeId::new(&*category).ok()) {
            Some((shown, privilege)) => {
                privileges.entry(privilege.clone()).or_insert_with(|| Privilege {
                    label: shown.label.clone(),
                    category: shown.parent.clone(),
                    sequence: shown.sequence,
                    placeholder: None,
                    comment: shown.comment.clone(),
                });
                group.privilege = Some(privilege);
            }
            None => missing(out, Kind::Group, place, id, "category", &category),
        }
    }
    group.label = label_or_id(group.label, id);
    group
}

fn missing(out: &mut Findings, kind: Kind, place: &Place, id: &str, what: &str, target: &str) {
    let why = format!("its {what} {target} is in no file; it is shown without");
    out.add(Level::Unresolved, kind, place, id, why, DEFINE_IT);
}

fn label_or_id(label: String, id: &str) -> String {
    if label.is_empty() { id.to_owned() } else { label }
}
