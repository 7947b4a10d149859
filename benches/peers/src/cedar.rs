//! Cedar, at its best for this workload.
//!
//! One policy per access row; people stand under roles and roles under groups, all loaded beforehand. Of the 600 policies
//! only the three of the record's model are handed over, as a careful caller would; handing over all of them is measured
//! too. The record's owner and area come as context, so that no entity has to be made per check. Names of entity types are
//! parsed once.

use std::collections::{HashMap, HashSet};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, Policy, PolicyId,
    PolicySet, Request, RestrictedExpression,
};

use crate::{
    round::Round,
    shared::world::{self, AREAS, GROUPS, MODELS, OPERATIONS, Question, ROLES, World},
};

pub(crate) const BUILT: &str = "Cedar, 3 policies, request built";
const ALL: &str = "Cedar, all 600 policies, request built";
pub(crate) const READY: &str = "Cedar, 3 policies, request ready";

struct Types {
    action: EntityTypeName,
    area: EntityTypeName,
    group: EntityTypeName,
    model: EntityTypeName,
    role: EntityTypeName,
    user: EntityTypeName,
}

impl Types {
    fn new() -> Self {
        let [action, area, group, model, role, user] = ["Action", "Area", "Group", "Model", "Role", "User"]
            .map(|name| name.parse().expect("a name of a type"));
        Self { action, area, group, model, role, user }
    }
}

/// A question as a caller has it.
struct Asked {
    login: String,
    action: &'static str,
    model: String,
    owner: String,
    area: String,
}

pub(crate) fn measure(world: &World, round: &Round<'_>) {
    let types = Types::new();
    let (policies, entities) = round.built(|| (policies(world), entities(world, &types)));
    let authorizer = Authorizer::new();
    let asked: Vec<Asked> = round.questions().iter().map(ask).collect();
    let requests: Vec<Request> = asked.iter().map(|question| request(&types, question)).collect();
    let models: Vec<usize> = round.questions().iter().map(|question| question.model).collect();
    let allows = |request: &Request, policies: &PolicySet| {
        authorizer.is_authorized(request, policies, &entities).decision() == Decision::Allow
    };
    round.way(READY, |n| allows(&requests[n], &policies[models[n]]));
    round.way(BUILT, |n| allows(&request(&types, &asked[n]), &policies[models[n]]));
    let all = PolicySet::from_policies(policies.iter().flat_map(PolicySet::policies).cloned());
    let all = all.expect("each policy has an id of its own");
    round.way(ALL, |n| allows(&request(&types, &asked[n]), &all));
}

/// A set for each model.
fn policies(world: &World) -> Vec<PolicySet> {
    let mut sets: Vec<PolicySet> = (0..MODELS).map(|_| PolicySet::new()).collect();
    for (n, row) in world.rows.iter().enumerate() {
        let allowed = OPERATIONS.iter().zip(row.allows).filter(|(_, allows)| *allows);
        let actions: Vec<String> = allowed.map(|(name, _)| format!("Action::{name:?}")).collect();
        let text = format!(
            "permit(principal in Group::{:?}, action in [{}], resource == Model::{:?}) \
             when {{ context.owner == principal || principal.areas.contains(context.area) }};",
            world::group(row.group),
            actions.join(", "),
            world::model(row.model)
        );
        let policy =
            Policy::parse(Some(PolicyId::new(format!("row_{n}"))), text).expect("the policy is well formed");
        sets[row.model].add(policy).expect("each policy has an id of its own");
    }
    sets
}

fn entities(world: &World, types: &Types) -> Entities {
    let people = world.people.iter().enumerate().map(|(n, person)| {
        let areas = person
            .areas
            .iter()
            .map(|a| RestrictedExpression::new_entity_uid(uid(&types.area, world::area(*a))));
        let attributes = HashMap::from([("areas".to_owned(), RestrictedExpression::new_set(areas))]);
        let roles = person.roles.iter().map(|r| uid(&types.role, world::role(*r))).collect();
        Entity::new(uid(&types.user, world::login(n)), attributes, roles).expect("areas are values")
    });
    let plain = |of, name, parents| Entity::new_no_attrs(uid(of, name), parents);
    let roles = (0..ROLES).map(|n| {
        let groups = world.roles[n].iter().map(|g| uid(&types.group, world::group(*g))).collect();
        plain(&types.role, world::role(n), groups)
    });
    let groups = (0..GROUPS).map(|n| plain(&types.group, world::group(n), HashSet::new()));
    let areas = (0..AREAS).map(|n| plain(&types.area, world::area(n), HashSet::new()));
    let all: Vec<Entity> = people.chain(roles).chain(groups).chain(areas).collect();
    Entities::from_entities(all, None).expect("entities are distinct")
}

fn ask(question: &Question) -> Asked {
    Asked {
        login: world::login(question.person),
        action: OPERATIONS[question.operation],
        model: world::model(question.model),
        owner: world::login(question.owner),
        area: world::area(question.area),
    }
}

fn request(types: &Types, question: &Asked) -> Request {
    let value = |of, name: &str| RestrictedExpression::new_entity_uid(uid(of, name));
    let context = Context::from_pairs([
        ("owner".to_owned(), value(&types.user, &question.owner)),
        ("area".to_owned(), value(&types.area, &question.area)),
    ]);
    Request::new(
        uid(&types.user, &question.login),
        uid(&types.action, question.action),
        uid(&types.model, &question.model),
        context.expect("the keys are distinct"),
        None,
    )
    .expect("without a schema there is nothing to refuse")
}

fn uid(of: &EntityTypeName, name: impl AsRef<str>) -> EntityUid {
    EntityUid::from_type_name_and_id(of.clone(), EntityId::new(name))
}
