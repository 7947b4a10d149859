//! How a decision is made, said a second time and as plainly as possible: on the model's own types, with no
//! compilation, no packing and no cleverness. The differential test holds the engine against it.

mod fields;
mod holding;
mod levels;
mod person;
mod reach;
mod rights;

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use bailiwick_model::{
    AreaCode, CompanyId, Effect, Field, FieldName, GroupId, Operation, Override, OverrideTarget, RoleLine,
    RuleId, User, UserId, Validity,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde_json::{Value as Json, json};

use crate::{
    oracle::{Oracle, Record, Records},
    worlds::World,
};
pub(crate) use holding::Wanted;
use person::{close, companies_above, inherited_lines, variables};

/// One set of groups, and where and when it counts.
#[derive(Clone)]
struct Bundle {
    groups: BTreeSet<GroupId>,
    areas: Vec<AreaCode>,
    companies: Vec<CompanyId>,
    validity: Validity,
}

/// A user, with what is the same for every question put to it.
pub(crate) struct Naive<'a> {
    world: &'a World,
    user: &'a User,
    oracle: Oracle<'a>,
    /// Those that count today.
    bundles: Vec<Bundle>,
    /// Those of other days too.
    all_bundles: Vec<Bundle>,
    today: Date,
    /// What rules said about stored records. It is the slow part, and every operation asks again.
    heard: RefCell<BTreeMap<(&'a str, i64), Option<bool>>>,
}

impl<'a> Naive<'a> {
    pub(crate) fn new(world: &'a World, login: &UserId, now: Timestamp) -> Self {
        Self::among(world, &world.records, login, now)
    }

    /// The user in a world whose records are these instead.
    pub(crate) fn among(world: &'a World, records: &'a Records, login: &UserId, now: Timestamp) -> Self {
        let user = &world.directory.users[login];
        let home = user.company.as_ref().map_or_else(Vec::new, |c| companies_above(world, c));
        let day_zone =
            home.iter().find_map(|c| world.directory.companies[c].timezone.as_deref()).unwrap_or("UTC");
        let today = now.to_zoned(TimeZone::get(day_zone).unwrap()).date();
        let zone = TimeZone::get(user.timezone.as_deref().unwrap_or(day_zone)).unwrap();
        let lines: Vec<&RoleLine> = user.lines.iter().chain(inherited_lines(world, user, &home)).collect();
        let kept = |g: &&GroupId| lines.is_empty() || world.policy.settings.kept_groups.contains(g);
        let mut direct: Vec<GroupId> = user.groups.iter().filter(kept).cloned().collect();
        let acts_for: BTreeSet<&CompanyId> = user.company.iter().chain(&user.companies).collect();
        if acts_for.len() > 1 {
            direct.extend(world.policy.settings.multi_company_group.clone());
        }
        let mut all_bundles = vec![Bundle {
            groups: close(world, &direct),
            areas: Vec::new(),
            companies: Vec::new(),
            validity: Validity::ALWAYS,
        }];
        all_bundles.extend(lines.iter().map(|line| Bundle {
            groups: close(world, &world.policy.roles[line.role()].groups),
            areas: line.areas().to_vec(),
            companies: line.companies().to_vec(),
            validity: line.validity(),
        }));
        let bundles: Vec<Bundle> =
            all_bundles.iter().filter(|b| b.validity.is_enabled(today)).cloned().collect();
        let variables = variables(world, records, login, user, &acts_for, &bundles);
        let oracle = Oracle { policy: &world.policy, records, variables, zone };
        Self { world, user, oracle, bundles, all_bundles, today, heard: RefCell::default() }
    }

    pub(crate) fn allows(&self, operation: Operation, model: &str, record: &Record) -> bool {
        if self.bypasses() {
            return true;
        }
        if self.is_barred() || self.has_override(Effect::Deny, operation, model, record) {
            return false;
        }
        let worn = self.worn(model, record);
        let here = |b: &&Bundle| self.reaches(&b.areas, &b.companies, model, record);
        let here: Vec<&Bundle> = self.bundles.iter().filter(here).collect();
        let has_acl = self.world.policy.acls.values().any(|acl| {
            let gives = |b: &&Bundle, g| b.groups.contains(g) && self.counts_in_rows(b, operation, model);
            let held = acl.group.as_ref().is_none_or(|g| here.iter().any(|b| gives(b, g)));
            acl.active && acl.model.as_str() == model && acl.operations.contains(operation) && held
        });
        let Some(group) = self.rules_allow(operation, model, record, &worn) else { return false };
        (has_acl && group) || self.has_override(Effect::Allow, operation, model, record)
    }

    /// Whether rows give this to a local role: where the model has no area, it says so itself.
    fn counts_in_rows(&self, bundle: &Bundle, operation: Operation, model: &str) -> bool {
        let described = &self.world.policy.models[model];
        bundle.areas.is_empty()
            || !described.area.is_empty()
            || described.local.is_none_or(|operations| operations.contains(operation))
    }

    fn bypasses(&self) -> bool {
        self.user.superuser && self.is_live()
    }

    fn is_live(&self) -> bool {
        self.user.active && self.user.validity.is_enabled(self.today)
    }

    /// Whether the user may do nothing at all: inactive, not on a day of the account, or of two kinds.
    fn is_barred(&self) -> bool {
        let all: BTreeSet<&GroupId> = self.bundles.iter().flat_map(|b| &b.groups).collect();
        let kinds = self.world.policy.settings.exclusive_groups.iter().filter(|g| all.contains(g)).count();
        !self.is_live() || kinds > 1
    }

    /// The groups that count at a record.
    fn worn(&self, model: &str, record: &Record) -> BTreeSet<&GroupId> {
        let here = self.bundles.iter().filter(|b| self.reaches(&b.areas, &b.companies, model, record));
        here.flat_map(|b| &b.groups).collect()
    }

    /// Whether the group rules hold where nothing stronger refuses; nothing where something does: a value that is
    /// missing, a global rule, the rules of a parent, a rule that cannot be computed.
    fn rules_allow(
        &self,
        operation: Operation,
        model: &str,
        record: &Record,
        worn: &BTreeSet<&GroupId>,
    ) -> Option<bool> {
        let fields = &self.world.policy.models[model].fields;
        let is_missing = |(name, field): (&FieldName, &Field)| match record.get(name.as_str()) {
            _ if field.kind.is_x2many() => self.oracle.linked(model, record, name).is_empty(),
            None | Some(Json::Null) => true,
            Some(value) => *value == "",
        };
        if fields.iter().any(|(name, field)| field.required && is_missing((name, field))) {
            return None;
        }
        let (global, group) = self.rules(operation, model, record, worn)?;
        (global && self.parents(operation, model, record, worn)?).then_some(group)
    }

    /// Whether one rule holds; nothing when it cannot be computed.
    pub(crate) fn rule_holds(&self, id: &RuleId, model: &str, record: &Record) -> Option<bool> {
        let (name, domain) = self.world.domains.get_key_value(id.as_str()).unwrap();
        let ask = || self.oracle.is_computable(domain).then(|| self.oracle.holds(model, record, domain));
        let key = record["id"].as_i64().map(|number| (name.as_str(), number));
        let stored = key.and_then(|(_, number)| self.oracle.records[model].get(&number));
        match key.filter(|_| stored.is_some_and(|stored| std::ptr::eq(stored, record))) {
            Some(key) => *self.heard.borrow_mut().entry(key).or_insert_with(ask),
            None => ask(),
        }
    }

    /// Whether the global rules hold, and whether the group rules do (one of them, or none applies).
    fn rules(
        &self,
        operation: Operation,
        model: &str,
        record: &Record,
        worn: &BTreeSet<&GroupId>,
    ) -> Option<(bool, bool)> {
        let (mut global, mut group) = (true, Vec::new());
        for (id, rule) in &self.world.policy.rules {
            let applies = rule.groups.is_empty() || rule.groups.iter().any(|g| worn.contains(g));
            if !rule.active
                || rule.model.as_str() != model
                || !rule.operations.contains(operation)
                || !applies
            {
                continue;
            }
            let holds = self.rule_holds(id, model, record)?;
            if rule.groups.is_empty() { global &= holds } else { group.push(holds) }
        }
        Some((global, group.is_empty() || group.contains(&true)))
    }

    /// Whether the rules of the parents by delegation hold on the records linked to.
    fn parents(
        &self,
        operation: Operation,
        model: &str,
        record: &Record,
        worn: &BTreeSet<&GroupId>,
    ) -> Option<bool> {
        let mut all = true;
        for (parent, link) in &self.world.policy.models[model].inherits {
            let linked = record.get(link.as_str()).and_then(Json::as_i64);
            let linked = linked.and_then(|id| self.oracle.records[parent.as_str()].get(&id));
            // Without a parent no rule of it can hold; an empty record stands in to find out whether there are any.
            let nobody = Record::from_iter([("id".to_owned(), Json::Null)]);
            let (global, group) = self.rules(operation, parent, linked.unwrap_or(&nobody), worn)?;
            all &= match linked {
                Some(linked) => global && group && self.parents(operation, parent, linked, worn)?,
                None => !self.speaks(operation, parent, worn),
            };
        }
        Some(all)
    }

    fn speaks(&self, operation: Operation, model: &str, worn: &BTreeSet<&GroupId>) -> bool {
        let policy = &self.world.policy;
        let applies = |g: &[GroupId]| g.is_empty() || g.iter().any(|g| worn.contains(g));
        policy.rules.values().any(|r| {
            r.active && r.model.as_str() == model && r.operations.contains(operation) && applies(&r.groups)
        }) || policy.models[model].inherits.keys().any(|parent| self.speaks(operation, parent, worn))
    }

    fn has_override(&self, effect: Effect, operation: Operation, model: &str, record: &Record) -> bool {
        let about = |o: &Override| match &o.target {
            OverrideTarget::Records { model: name, operations, records } => {
                let chosen =
                    records.as_ref().is_none_or(|ids| ids.iter().any(|id| json!(id) == record["id"]));
                name.as_str() == model && operations.contains(operation) && chosen
            }
            OverrideTarget::Permission(_) => false,
        };
        self.user.overrides.iter().any(|o| {
            let counts = o.effect == effect && about(o) && o.validity.is_enabled(self.today);
            counts && self.reaches(&o.areas, &o.companies, model, record)
        })
    }
}
