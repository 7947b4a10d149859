//! How a decision is made, said a second time and as plainly as possible: on the model's own types, with no
//! compilation, no packing and no cleverness. The differential test holds the engine against it.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{
    AreaCode, CompanyId, Effect, GroupId, Operation, Override, OverrideTarget, RoleLine, RuleId, Unplaced,
    User, UserId,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde_json::{Value as Json, json};

use crate::{
    oracle::{Oracle, Record},
    worlds::World,
};

/// One set of groups and where it counts.
struct Bundle {
    groups: BTreeSet<GroupId>,
    areas: Vec<AreaCode>,
    companies: Vec<CompanyId>,
}

/// A user, with what is the same for every question put to it.
pub(crate) struct Naive<'a> {
    world: &'a World,
    user: &'a User,
    oracle: Oracle<'a>,
    bundles: Vec<Bundle>,
    today: Date,
}

impl<'a> Naive<'a> {
    pub(crate) fn new(world: &'a World, login: &UserId, now: Timestamp) -> Self {
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
        let mut bundles =
            vec![Bundle { groups: close(world, &direct), areas: Vec::new(), companies: Vec::new() }];
        bundles.extend(lines.iter().filter(|l| l.validity().is_enabled(today)).map(|line| Bundle {
            groups: close(world, &world.policy.roles[line.role()].groups),
            areas: line.areas().to_vec(),
            companies: line.companies().to_vec(),
        }));
        let variables = variables(world, user, &acts_for, &bundles);
        let oracle = Oracle { policy: &world.policy, records: &world.records, variables, zone };
        Self { world, user, oracle, bundles, today }
    }

    pub(crate) fn allows(&self, operation: Operation, model: &str, record: &Record) -> bool {
        if self.user.superuser {
            return true;
        }
        let all: BTreeSet<&GroupId> = self.bundles.iter().flat_map(|b| &b.groups).collect();
        let kinds = self.world.policy.settings.exclusive_groups.iter().filter(|g| all.contains(g)).count();
        if !self.user.active || kinds > 1 || self.has_override(Effect::Deny, operation, model, record) {
            return false;
        }
        let fields = &self.world.policy.models[model].fields;
        let is_missing =
            |name: &str| matches!(&record.get(name), None | Some(Json::Null)) || record[name] == "";
        if fields.iter().any(|(name, field)| field.required && is_missing(name)) {
            return false;
        }
        let worn: BTreeSet<&GroupId> = self
            .bundles
            .iter()
            .filter(|b| self.reaches(&b.areas, &b.companies, model, record))
            .flat_map(|b| &b.groups)
            .collect();
        // A rule that cannot be computed denies, whatever the others say.
        let Some((global, group)) = self.rules(operation, model, record, &worn) else { return false };
        let Some(parents) = self.parents(operation, model, record, &worn) else { return false };
        if !global || !parents {
            return false;
        }
        let has_acl = self.world.policy.acls.values().any(|acl| {
            let held = acl.group.as_ref().is_none_or(|g| worn.contains(g));
            acl.active && acl.model.as_str() == model && acl.operations.contains(operation) && held
        });
        (has_acl && group) || self.has_override(Effect::Allow, operation, model, record)
    }

    /// Whether one rule holds; nothing when it cannot be computed.
    pub(crate) fn rule_holds(&self, id: &RuleId, model: &str, record: &Record) -> Option<bool> {
        let domain = &self.world.domains[id.as_str()];
        self.oracle.is_computable(domain).then(|| self.oracle.holds(model, record, domain))
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
            let linked = linked.and_then(|id| self.world.records[parent.as_str()].get(&id));
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

    fn reaches(&self, areas: &[AreaCode], companies: &[CompanyId], model: &str, record: &Record) -> bool {
        let directory = &self.world.directory;
        let described = &self.world.policy.models[model];
        let in_area = areas.is_empty() || described.area.is_empty() || {
            let found: Vec<Json> =
                described.area.iter().flat_map(|p| self.follow(model, record, &p.to_string())).collect();
            let codes = directory
                .areas
                .iter()
                .filter(|(c, a)| found.iter().any(|v| *v == c.as_str() || *v == json!(a.id)));
            let mut above = codes.flat_map(|(code, _)| areas_above(self.world, code));
            if found.is_empty() {
                described.unplaced == Unplaced::Reachable
            } else {
                above.any(|a| areas.contains(&a))
            }
        };
        let in_company = companies.is_empty() || described.company.is_empty() || {
            let found: Vec<Json> =
                described.company.iter().flat_map(|p| self.follow(model, record, &p.to_string())).collect();
            let ids = directory.companies.iter().filter(|(_, c)| found.contains(&json!(c.id)));
            ids.flat_map(|(id, _)| companies_above(self.world, id)).any(|c| companies.contains(&c))
        };
        in_area && in_company
    }

    /// The values at the end of a path; what is not set is left out.
    fn follow(&self, model: &str, record: &Record, path: &str) -> Vec<Json> {
        let Some((first, rest)) = path.split_once('.') else {
            return match record.get(path) {
                Some(Json::Array(ids)) => ids.clone(),
                None | Some(Json::Null) => Vec::new(),
                Some(one) if *one == "" => Vec::new(),
                Some(one) => vec![one.clone()],
            };
        };
        let comodel = self.world.policy.models[model].fields[first].kind.comodel().unwrap();
        let linked = self.oracle.linked(model, record, first);
        let rows = linked.iter().filter_map(|id| self.world.records[comodel.as_str()].get(id));
        rows.flat_map(|row| self.follow(comodel, row, rest)).collect()
    }
}

fn close(world: &World, groups: &[GroupId]) -> BTreeSet<GroupId> {
    fn add(world: &World, group: &GroupId, out: &mut BTreeSet<GroupId>) {
        if out.insert(group.clone()) {
            world.policy.groups[group].implies.iter().for_each(|g| add(world, g, out));
        }
    }
    let mut out = BTreeSet::new();
    groups.iter().for_each(|g| add(world, g, &mut out));
    out
}

fn areas_above(world: &World, code: &AreaCode) -> Vec<AreaCode> {
    let parent = world.directory.areas[code].parent.as_ref();
    [code.clone()].into_iter().chain(parent.into_iter().flat_map(|p| areas_above(world, p))).collect()
}

fn companies_above(world: &World, id: &CompanyId) -> Vec<CompanyId> {
    let parent = world.directory.companies[id].parent.as_ref();
    [id.clone()].into_iter().chain(parent.into_iter().flat_map(|p| companies_above(world, p))).collect()
}

fn inherited_lines<'a>(world: &'a World, user: &'a User, home: &[CompanyId]) -> Vec<&'a RoleLine> {
    let mut out = Vec::new();
    let mut department = user.department.as_ref();
    while let Some(id) = department {
        out.extend(&world.directory.departments[id].lines);
        department = world.directory.departments[id].parent.as_ref();
    }
    out.extend(home.iter().flat_map(|c| &world.directory.companies[c].lines));
    out
}

/// The variables that rules use. Those that need the user's record are missing when there is none.
fn variables(
    world: &World,
    user: &User,
    acts_for: &BTreeSet<&CompanyId>,
    bundles: &[Bundle],
) -> BTreeMap<&'static str, Json> {
    let companies: Vec<Json> = acts_for.iter().map(|c| json!(world.directory.companies[*c].id)).collect();
    let mut with_false = companies.clone();
    with_false.push(json!(false));
    let has = |group: &str| bundles.iter().any(|b| b.groups.contains(group));
    let mut out = BTreeMap::from([
        ("len(company_ids) > 1", json!(companies.len() > 1)),
        ("company_ids", json!(companies)),
        ("company_ids + [False]", json!(with_false)),
        ("user.has_group('g3')", json!(has("g3"))),
        ("user.has_group('base.group_no_one')", json!(false)),
    ]);
    if user.id.is_some() {
        let areas: BTreeSet<&AreaCode> = bundles.iter().flat_map(|b| &b.areas).collect();
        let areas: Vec<Json> = areas.iter().map(|a| json!(world.directory.areas[*a].id)).collect();
        let partner = &user.attributes["partner_id"];
        let placed =
            partner.as_i64().and_then(|id| world.records["res.partner"][&id].get("area_id").cloned());
        out.insert("user.id", json!(user.id));
        out.insert("user.partner_id.id", partner.clone());
        out.insert(
            "user.partner_id.area_id.ids",
            json!(placed.into_iter().filter(|a| !a.is_null()).collect::<Vec<_>>()),
        );
        out.insert("user.center_area_ids", json!(areas));
        out.insert("user.center_area_ids.ids", json!(areas));
    }
    out
}
