//! A user of the naive twin: whose lines, which groups, and what `user` is in a rule.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{AreaCode, CompanyId, DepartmentId, GroupId, RoleLine, User, UserId, UserKind};
use serde_json::{Value as Json, json};

use super::Bundle;
use crate::{oracle::Records, worlds::World};

pub(super) fn close(world: &World, groups: &[GroupId]) -> BTreeSet<GroupId> {
    fn add(world: &World, group: &GroupId, out: &mut BTreeSet<GroupId>) {
        if out.insert(group.clone()) {
            world.policy.groups[group].implies.iter().for_each(|g| add(world, g, out));
        }
    }
    let mut out = BTreeSet::new();
    groups.iter().for_each(|g| add(world, g, &mut out));
    out
}

pub(super) fn companies_above(world: &World, id: &CompanyId) -> Vec<CompanyId> {
    let parent = world.directory.companies[id].parent.as_ref();
    [id.clone()].into_iter().chain(parent.into_iter().flat_map(|p| companies_above(world, p))).collect()
}

pub(super) fn inherited_lines<'a>(world: &'a World, user: &'a User, home: &[CompanyId]) -> Vec<&'a RoleLine> {
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
pub(super) fn variables(
    world: &World,
    records: &Records,
    login: &UserId,
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
    out.extend(facts(world, login, user, acts_for));
    if user.id.is_some() {
        let areas: BTreeSet<&AreaCode> = bundles.iter().flat_map(|b| &b.areas).collect();
        let areas: Vec<Json> = areas.iter().map(|a| json!(world.directory.areas[*a].id)).collect();
        let partner = &user.attributes["partner_id"];
        let placed = partner.as_i64().and_then(|id| records["res.partner"][&id].get("area_id").cloned());
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

/// What `actor.…` is in a rule: codes, out of the directory alone.
fn facts(
    world: &World,
    login: &UserId,
    user: &User,
    acts_for: &BTreeSet<&CompanyId>,
) -> BTreeMap<&'static str, Json> {
    let directory = &world.directory;
    let kind = match user.kind {
        UserKind::Internal => "internal",
        UserKind::Client => "client",
        UserKind::Service => "service",
    };
    let is_below = |id: &CompanyId| companies_above(world, id).iter().any(|above| acts_for.contains(above));
    let tree: Vec<&CompanyId> = directory.companies.keys().filter(|id| is_below(id)).collect();
    let is_mine = |id: &DepartmentId| {
        let above = std::iter::successors(Some(id), |d| directory.departments[*d].parent.as_ref());
        above.into_iter().any(|d| user.department.as_ref() == Some(d))
    };
    let departments: Vec<&DepartmentId> = directory.departments.keys().filter(|id| is_mine(id)).collect();
    BTreeMap::from([
        ("actor.login", json!(login)),
        ("actor.kind", json!(kind)),
        ("actor.kind == 'client'", json!(kind == "client")),
        ("actor.company", json!(user.company)),
        ("actor.companies", json!(acts_for)),
        ("actor.company_tree", json!(tree)),
        ("actor.department", json!(user.department)),
        ("actor.departments", json!(departments)),
    ])
}
