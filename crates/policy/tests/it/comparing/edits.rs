//! Random changes of a world, one or a few at a time.

use bailiwick_policy::{Snapshot, Touched};
use serde_json::{Value as Json, json};

use crate::{dice::Dice, worlds::World};

/// A world after a change.
pub(super) struct Edited {
    pub(super) world: World,
    /// Whose own lines, groups or overrides changed.
    pub(super) touched: Touched,
    /// The same, made of the snapshot before where that can be.
    pub(super) snapshot: Option<Snapshot>,
}

/// The world changed; nothing when what came of it does not hold together.
pub(super) fn edited(before: &World, dice: &mut Dice) -> Option<Edited> {
    let mut policy = serde_json::to_value(&before.policy).unwrap();
    let mut directory = serde_json::to_value(&before.directory).unwrap();
    let mut touched = Touched::default();
    for _ in 0..=dice.below(2) {
        match dice.below(3) {
            0 | 1 => edit_policy(&mut policy, dice),
            _ => edit_people(&mut directory, dice, &mut touched),
        }
    }
    let typed = serde_json::from_value(policy.clone()).unwrap();
    let people = serde_json::from_value(directory.clone()).unwrap();
    Snapshot::compile(&typed, &people).ok()?;
    let world = World::of(&policy, &directory, application_records(before), before.domains.clone());
    let snapshot = patched(before, &world, &touched);
    Some(Edited { world, touched, snapshot })
}

/// Those of the directory are added again when the world is made.
fn application_records(world: &World) -> crate::oracle::Records {
    let mut records = world.records.clone();
    for model in ["res.users", "res.company", "spp.area"] {
        records.remove(model);
    }
    records
}

fn patched(before: &World, after: &World, touched: &Touched) -> Option<Snapshot> {
    if !touched.companies.is_empty() || !touched.departments.is_empty() {
        return None;
    }
    let mut snapshot = before.snapshot.with_policy(&after.policy).unwrap()?;
    for login in &touched.users {
        snapshot = snapshot.with_user(&after.policy, login, &after.directory.users[login]).unwrap();
    }
    Some(snapshot)
}

fn keys(object: &Json) -> Vec<String> {
    object.as_object().map(|members| members.keys().cloned().collect()).unwrap_or_default()
}

fn edit_policy(policy: &mut Json, dice: &mut Dice) {
    let groups: Vec<Json> = keys(&policy["groups"]).into_iter().map(Json::from).collect();
    let group = dice.pick(&groups).clone();
    let sections =
        ["roles", "roles", "groups", "acls", "acls", "rules", "rules", "rules", "permissions", "field_rules"];
    let section = *dice.pick(&sections);
    let all = keys(&policy[section]);
    if all.is_empty() {
        return;
    }
    let key = dice.pick(&all).clone();
    let removable = matches!(section, "acls" | "rules" | "field_rules");
    if removable && dice.one_in(3) {
        policy[section].as_object_mut().unwrap().remove(&key);
        return;
    }
    let object = &mut policy[section][&key];
    match section {
        "groups" => toggle(object, "implies", group),
        "roles" | "permissions" | "rules" => toggle(object, "groups", group),
        "acls" => match dice.below(3) {
            0 => object["group"] = if dice.one_in(4) { Json::Null } else { group },
            1 => object["operations"] = json!([*dice.pick(&["create", "read", "update", "delete"])]),
            _ => object["active"] = json!(object["active"] == json!(false)),
        },
        _ => object["groups"] = group,
    }
}

/// Adds an item to a list, or takes it away.
fn toggle(object: &mut Json, list: &str, item: Json) {
    let mut items = object[list].as_array().cloned().unwrap_or_default();
    match items.iter().position(|other| *other == item) {
        Some(at) => drop(items.remove(at)),
        None => items.push(item),
    }
    object[list] = json!(items);
}

fn edit_people(directory: &mut Json, dice: &mut Dice, touched: &mut Touched) {
    let kind = *dice.pick(&["users", "users", "users", "companies", "departments"]);
    let all = keys(&directory[kind]);
    let (to, from) = (dice.pick(&all).clone(), dice.pick(&all).clone());
    match kind {
        "users" => drop(touched.users.insert(bailiwick_model::UserId::new(&to).unwrap())),
        "companies" => drop(touched.companies.insert(bailiwick_model::CompanyId::new(&to).unwrap())),
        _ => drop(touched.departments.insert(bailiwick_model::DepartmentId::new(&to).unwrap())),
    }
    let list = if kind == "users" { *dice.pick(&["lines", "lines", "groups", "overrides"]) } else { "lines" };
    let mut items = directory[kind][&to][list].as_array().cloned().unwrap_or_default();
    let others = directory[kind][&from][list].as_array().cloned().unwrap_or_default();
    if items.is_empty() || dice.one_in(2) {
        items.extend(others);
    } else {
        items.remove(dice.below(items.len()));
    }
    if list == "groups" {
        items.sort_by_key(ToString::to_string);
        items.dedup();
    }
    directory[kind][&to][list] = json!(items);
}
