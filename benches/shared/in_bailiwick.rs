//! The organisation of [`super::world`] as Bailiwick describes one.
//!
//! Roles are worn everywhere. Areas are worn by a line of their own, whose group lifts the limit to own records: so a
//! record is reached when it is the asker's own, or lies where that line counts.

use std::fmt::Debug;

use bailiwick_model::{
    Accepts, Acl, Area, AreaCode, Directory, Field, FieldKind, FieldName, Group, GroupId, Model, ModelName,
    Operation, Policy, RecordId, RecordRule, Role, RoleId, RoleLine, RoleScope, User, UserId, Validity,
};

use super::world::{self, AREAS, GROUPS, MODELS, World};

/// Held with every role: limits people to their own records.
const STAFF: &str = "app.staff";
/// Held in one's areas: no limit.
const AREA_WORKER: &str = "app.area_worker";
const IN_AREAS: &str = "in_areas";

fn key<T: std::str::FromStr<Err: Debug>>(text: impl AsRef<str>) -> T {
    text.as_ref().parse().expect("the workload's names are fit for keys")
}

pub(crate) fn policy(world: &World) -> Policy {
    let mut policy = Policy::default();
    for name in ["res.users", "spp.area"] {
        policy.models.insert(key(name), Model::default());
    }
    let names = (0..GROUPS).map(world::group).chain([STAFF.to_owned(), AREA_WORKER.to_owned()]);
    policy.groups.extend(names.map(|name| (key(&name), Group { label: name, ..Group::default() })));
    for (n, groups) in world.roles.iter().enumerate() {
        let groups = groups.iter().map(|g| key(world::group(*g))).chain([key(STAFF)]).collect();
        policy.roles.insert(key(world::role(n)), role(RoleScope::Global, groups));
    }
    policy.roles.insert(key(IN_AREAS), role(RoleScope::Local, vec![key(AREA_WORKER)]));
    for (n, row) in world.rows.iter().enumerate() {
        let operations =
            Operation::ALL.into_iter().zip(row.allows).filter(|(_, allows)| *allows).map(|(o, _)| o);
        let acl = Acl {
            label: None,
            model: key(world::model(row.model)),
            group: Some(key(world::group(row.group))),
            operations: operations.collect(),
            active: true,
        };
        policy.acls.insert(key(format!("acl_{n}")), acl);
    }
    for n in 0..MODELS {
        model(&mut policy, n);
    }
    policy
}

fn role(scope: RoleScope, groups: Vec<GroupId>) -> Role {
    Role { label: "A role".to_owned(), scope, groups, comment: None }
}

fn model(policy: &mut Policy, n: usize) {
    let name: ModelName = key(world::model(n));
    let field = |name: &str, kind: &str| (key::<FieldName>(name), Field::new(key::<FieldKind>(kind)));
    let fields = [field("owner_id", "many2one res.users"), field("area_id", "many2one spp.area")];
    // Over HTTP a question brings the record's values along.
    let accepts = Accepts { resource: vec![key("owner_id"), key("area_id")], ..Accepts::default() };
    let described = Model { fields: fields.into(), area: vec![key("area_id")], accepts, ..Model::default() };
    policy.models.insert(name.clone(), described);
    for (what, domain, group) in [("own", "[('owner_id', '=', user.id)]", STAFF), ("area", "[]", AREA_WORKER)]
    {
        let rule = RecordRule {
            label: None,
            model: name.clone(),
            domain: domain.to_owned(),
            groups: vec![key(group)],
            operations: bailiwick_model::Operations::ALL,
            active: true,
        };
        policy.rules.insert(key(format!("{what}_{n}")), rule);
    }
}

/// The areas, and nobody in them.
pub(crate) fn places() -> Directory {
    let place = |n| Area { id: Some(area_id(n)), name: world::area(n), parent: None, kind: None };
    let areas = (0..AREAS).map(|n| (key::<AreaCode>(world::area(n)), place(n))).collect();
    Directory { areas, ..Directory::default() }
}

/// The people, one by one.
pub(crate) fn people(world: &World) -> impl Iterator<Item = (UserId, User)> {
    (0..world.people.len()).map(|n| (key(world::login(n)), user(world, n)))
}

fn user(world: &World, n: usize) -> User {
    let person = &world.people[n];
    let line = |role: RoleId, scope, areas| {
        RoleLine::new(role, scope, areas, vec![], Validity::ALWAYS).expect("areas fit the scope")
    };
    let roles = person.roles.iter().map(|r| line(key(world::role(*r)), RoleScope::Global, vec![]));
    let areas = person.areas.iter().map(|a| key(world::area(*a))).collect();
    let lines = roles.chain([line(key(IN_AREAS), RoleScope::Local, areas)]).collect();
    User { id: Some(person_id(n)), lines, ..User::default() }
}

/// The id of a person's record. Ids begin with 1.
pub(crate) fn person_id(person: usize) -> RecordId {
    RecordId::Int(person as i64 + 1)
}

/// The id of an area's record.
pub(crate) fn area_id(area: usize) -> RecordId {
    RecordId::Int(area as i64 + 1)
}
