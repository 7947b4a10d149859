//! What everybody may do with his own record, and what he may not make of it.

use bailiwick_model::Operation;
use bailiwick_policy::{Reason, Verdict};
use serde_json::{Value as Json, json};

use crate::{
    asking::world,
    worlds::{World, row},
};

/// Ann works for the mother and the daughter company; a stranger company is none of hers.
fn people() -> World {
    let policy = json!({
        "models": {
            "res.company": { "fields": { "name": "char" } },
            "res.users": {
                "self_readable": ["phone", "company_id"], "self_writable": ["phone", "company_id", "company_ids"],
                "fields": { "phone": "char", "salary": "integer", "company_id": "many2one res.company",
                    "company_ids": "many2many res.company" } } },
        "groups": { "boss": { "label": "B" } },
        "acls": { "a": { "model": "res.users", "group": "boss", "operations": ["update"] } } });
    let user = |id: usize, groups: &[&str]| json!({ "id": id, "company": "mother", "companies": ["daughter"], "groups": groups });
    let directory = json!({
        "companies": { "mother": { "id": 1, "name": "M" }, "daughter": { "id": 2, "name": "D", "parent": "mother" },
            "stranger": { "id": 3, "name": "S" } },
        "users": { "ann": user(1, &[]), "ben": user(2, &[]), "eva": user(3, &["boss"]) } });
    world(&policy, &directory, &json!({}))
}

fn writes(world: &World, login: &str, values: &Json, fields: &[&str]) -> Verdict {
    let model = world.snapshot.schema().find("res.users").unwrap();
    let info = world.snapshot.schema().model(model);
    let fields: Vec<_> = fields.iter().map(|name| info.field(name).unwrap()).collect();
    let values = row(world, "res.users", values.as_object().unwrap());
    world.ask(login, |asker| asker.check_fields(Operation::Update, model, &values, &fields))
}

#[test]
fn self_writable_fields_are_free_on_the_own_record_and_nowhere_else() {
    let world = people();
    let phone = json!({ "id": 1, "phone": "1" });
    assert_eq!(writes(&world, "ann", &phone, &["phone"]).reason, Reason::OwnRecord);
    assert!(!writes(&world, "ben", &phone, &["phone"]).allowed);
    assert!(!writes(&world, "ann", &phone, &["phone", "salary"]).allowed);
    assert!(!writes(&world, "ann", &phone, &[]).allowed);
}

#[test]
fn a_user_moves_himself_only_into_a_company_that_is_his() {
    let world = people();
    let moved = |login: &str, id: usize, company: Json| {
        writes(&world, login, &json!({ "id": id, "company_id": company }), &["company_id"])
    };
    assert_eq!(moved("ann", 1, json!(1)).reason, Reason::OwnRecord);
    assert_eq!(moved("ann", 1, json!(2)).reason, Reason::OwnRecord);
    assert!(!moved("ann", 1, json!(3)).allowed);
    assert!(!moved("ann", 1, json!(99)).allowed);
    assert!(!moved("ann", 1, Json::Null).allowed);
    // Whoever has the right to update users needs no own record for it.
    assert_eq!(moved("eva", 3, json!(3)).reason, Reason::Granted);
    let joined = |companies: Json| {
        writes(&world, "ann", &json!({ "id": 1, "company_ids": companies }), &["company_ids"]).allowed
    };
    assert!(joined(json!([1, 2])) && joined(json!([2])) && joined(json!([])));
    assert!(!joined(json!([1, 3])));
}
