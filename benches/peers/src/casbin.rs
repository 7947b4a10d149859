//! casbin: roles by its role graph, the record's owner and area by its matcher.
//!
//! One policy line per group, model and operation. The matcher compares the cheap texts first; casbin tries it on every
//! line until one allows. Its cache of answers stays off: an answer remembered is no decision.

use ::casbin::{CoreApi, DefaultModel, Enforcer, MemoryAdapter, MgmtApi};
use serde::Serialize;

use crate::{
    round::Round,
    shared::world::{self, OPERATIONS, Question, World},
};

pub(crate) const BUILT: &str = "casbin, all policy lines, request built";

const MODEL: &str = "
[request_definition]
r = sub, obj, act, record

[policy_definition]
p = sub, obj, act

[role_definition]
g = _, _

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = r.obj == p.obj && r.act == p.act && (r.record.owner == r.sub.id || r.record.area in r.sub.areas) && g(r.sub.id, p.sub)
";

#[derive(Serialize, Hash)]
struct Subject {
    id: String,
    areas: Vec<String>,
}

#[derive(Serialize, Hash)]
struct Record {
    owner: String,
    area: String,
}

pub(crate) fn measure(world: &World, round: &Round<'_>) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime starts");
    let enforcer = round.built(|| runtime.block_on(load(world)));
    let check = |question: &Question| {
        let areas = world.people[question.person].areas.iter().map(|a| world::area(*a)).collect();
        let subject = Subject { id: world::login(question.person), areas };
        let record = Record { owner: world::login(question.owner), area: world::area(question.area) };
        let request = (subject, world::model(question.model), OPERATIONS[question.operation], record);
        enforcer.enforce(request).expect("casbin answers")
    };
    let questions = round.questions();
    round.way(BUILT, |n| check(&questions[n]));
}

async fn load(world: &World) -> Enforcer {
    let model = DefaultModel::from_str(MODEL).await.expect("the model is well formed");
    let mut enforcer = Enforcer::new(model, MemoryAdapter::default()).await.expect("casbin starts");
    let mut lines = Vec::new();
    for row in &world.rows {
        for (operation, _) in OPERATIONS.iter().zip(row.allows).filter(|(_, allows)| *allows) {
            lines.push(vec![world::group(row.group), world::model(row.model), (*operation).to_owned()]);
        }
    }
    enforcer.add_policies(lines).await.expect("casbin takes the lines");
    let roles = world.roles.iter().enumerate();
    let groups =
        roles.flat_map(|(n, groups)| groups.iter().map(move |g| vec![world::role(n), world::group(*g)]));
    let people = world.people.iter().enumerate();
    let worn = people
        .flat_map(|(n, person)| person.roles.iter().map(move |r| vec![world::login(n), world::role(*r)]));
    enforcer.add_grouping_policies(groups.chain(worn).collect()).await.expect("casbin takes the roles");
    enforcer
}
