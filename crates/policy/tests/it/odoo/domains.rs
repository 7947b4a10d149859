//! What domains mean in Odoo 19: which of five tasks each one finds.

mod relations;
mod searches;
mod time;
mod values;

use serde_json::json;

use crate::{asking::world, worlds::World};

/// Noon UTC of Monday, 2 March 2026.
const MONDAY_NOON: i64 = 1_772_452_800;

/// The asking user lives in Paris: one hour ahead of UTC in March.
fn tasks() -> World {
    let policy = json!({ "models": {
        "res.users": { "fields": {} },
        "a.tag": { "fields": { "name": "char", "active": "boolean" } },
        "a.team": { "fields": { "name": "char", "active": "boolean", "parent_id": "many2one a.team" } },
        "a.task": { "fields": {
            "name": "char", "size": "integer", "cost": "float", "done": "boolean", "state": "selection new open shut",
            "due": "date", "seen": "datetime", "team_id": "many2one a.team", "tag_ids": "many2many a.tag",
            "parent_id": "many2one a.task", "child_ids": "one2many a.task parent_id", "active": "boolean" } } },
        "acls": { "all": { "model": "a.task", "operations": ["read"] }, "tags": { "model": "a.tag", "operations": ["read"] },
            "teams": { "model": "a.team", "operations": ["read"] } } });
    let directory = json!({ "users": { "ann": { "id": 1, "timezone": "Europe/Paris" } } });
    let records = json!({
        "a.tag": [ { "id": 1, "name": "red", "active": true }, { "id": 2, "name": "blue", "active": true },
            { "id": 3, "name": "grey", "active": false } ],
        "a.team": [ { "id": 1, "name": "North", "active": true }, { "id": 2, "name": "North-East", "active": true, "parent_id": 1 },
            { "id": 3, "name": "South", "active": false } ],
        "a.task": [
            { "id": 1, "name": "Dig", "size": 3, "cost": 1.5, "done": true, "state": "new", "due": "2026-03-01",
              "seen": "2026-03-01 22:30:00", "team_id": 1, "tag_ids": [1], "active": true },
            { "id": 2, "name": "dig deep", "size": 0, "cost": 0.0, "done": false, "state": "open", "due": "2026-03-02",
              "seen": "2026-03-02 00:00:00", "team_id": 2, "tag_ids": [1, 2], "parent_id": 1, "active": true },
            { "id": 3, "name": "", "tag_ids": [], "active": true },
            { "id": 4, "size": -1, "cost": 2.0, "done": true, "state": "shut", "due": "2024-02-29",
              "seen": "2026-03-02 23:59:59", "team_id": 3, "tag_ids": [3], "parent_id": 2, "active": false },
            { "id": 5, "name": "100% plan_b", "size": 12, "cost": -0.5, "done": false, "state": "new", "due": "2026-07-05",
              "seen": "2026-03-03 00:00:00", "team_id": 1, "tag_ids": [2], "parent_id": 5, "active": true } ] });
    world(&policy, &directory, &records)
}

fn found(facts: &[(&str, &[i64])]) {
    let world = tasks();
    for (domain, expected) in facts {
        assert_eq!(world.holding(MONDAY_NOON, "ann", "a.task", domain).as_deref(), Ok(*expected), "{domain}");
    }
}

fn refused(facts: &[(&str, &str)]) {
    let world = tasks();
    for (domain, words) in facts {
        let error = world.holding(MONDAY_NOON, "ann", "a.task", domain).expect_err(domain);
        assert!(error.contains(words), "{domain}: {error}");
    }
}

fn searched(facts: &[(&str, &[i64])]) {
    let world = tasks();
    for (domain, expected) in facts {
        assert_eq!(world.search("ann", "a.task", domain).as_deref(), Ok(*expected), "{domain}");
    }
}

const ALL: &[i64] = &[1, 2, 3, 4, 5];
const NONE: &[i64] = &[];

#[test]
fn operators_stand_before_what_they_join_and_the_rest_is_and() {
    found(&[
        ("['|', ('size', '=', 3), ('size', '=', 12), ('done', '=', True)]", &[1]),
        ("[('done', '=', True), '|', ('size', '=', 3), ('size', '=', -1)]", &[1, 4]),
        ("['|', '|', ('id', '=', 1), ('id', '=', 2), ('id', '=', 3)]", &[1, 2, 3]),
        ("['!', ('id', '=', 1)]", &[2, 3, 4, 5]),
        ("['!', '|', ('id', '=', 1), ('id', '=', 2)]", &[3, 4, 5]),
        ("['&', '!', ('id', '=', 1), ('id', '<', 3)]", &[2]),
        ("[('id', 'in', [1, 2]), ('id', 'in', [2, 3])]", &[2]),
        ("[]", ALL),
        ("", ALL),
        ("True", ALL),
        ("False", NONE),
        ("[(1, '=', 1)]", ALL),
        ("[(0, '=', 1)]", NONE),
        ("['|', (0, '=', 1), ('id', '=', 4)]", &[4]),
    ]);
}

#[test]
fn lists_tuples_capitals_and_old_signs_are_understood() {
    found(&[
        ("[['id', '=', 1]]", &[1]),
        ("(('id', '=', 1),)", &[1]),
        ("[('id', '<>', 1)]", &[2, 3, 4, 5]),
        ("[('id', '==', 1)]", &[1]),
        ("[('id', 'IN', [1])]", &[1]),
        ("[('team_id', '=', None)]", &[3]),
    ]);
}

#[test]
fn a_list_of_three_inside_a_domain_is_a_condition_never_a_domain() {
    refused(&[
        ("[(('id', '=', 1), ('id', '=', 2), ('id', '=', 3))]", "the operator must be a text"),
        ("[[('id', '=', 1)]]", "a condition has three items, this one has 1"),
        ("[['|', ('id', '=', 1), ('id', '=', 2)]]", "the operator must be a text"),
    ]);
}

#[test]
fn faulty_domains_are_refused_with_a_reason() {
    refused(&[
        ("['|', ('id', '=', 1)]", "too few conditions"),
        ("[('id', '=', 1), '&']", "too few conditions"),
        ("['!']", "too few conditions"),
        ("['?', ('id', '=', 1)]", "no term of a domain"),
        ("[5]", "no term of a domain"),
        ("[('id', 'is', 1)]", "no operator"),
        ("[('id', 'any!', [])]", "would skip access rights"),
        ("[('id', 'not any!', [])]", "would skip access rights"),
        ("[('nmae', '=', 1)]", "did you mean \"name\"?"),
        ("[('', '=', 1)]", "the field name is empty"),
        ("[('team_id.', '=', 1)]", "the field name is empty"),
        ("[(1, '!=', 1)]", "only (1, '=', 1) and (0, '=', 1)"),
        ("[(1, '=', 2)]", "only (1, '=', 1) and (0, '=', 1)"),
        ("[('id', '=')]", "three items"),
        ("[('id', '=', 1)", "is expected"),
        ("5", "a domain is a list of conditions"),
        ("{'id': 1}", "has no meaning here"),
        ("[('name.first', '=', 'x')]", "is no relation"),
        ("[('name', 'any', [])]", "'any' needs a relation"),
        ("[('done', '<', True)]", "compare with = True"),
        ("[('tag_ids', '<', 1)]", "compare a field of the other model"),
        ("[('team_id', '<', 'North')]", "compare with an id"),
        ("[('name', '=like', 4)]", "write the pattern in quotes"),
        ("[('cost', 'like', '1')]", "use < and >"),
        ("[('due', '=', 'soon')]", "write a date"),
        ("[('seen', '=', 'soon')]", "write a moment"),
        ("[('due.moon_number', '=', 1)]", "no part of a date"),
        ("[('size', '=', 'three')]", "write a number without quotes"),
        ("[('state', '=', 'gone')]", "none of the keys"),
        ("[('tag_ids', 'child_of', 1)]", "is no tree"),
        ("[('name', 'child_of', 1)]", "name a relation to a model that is a tree"),
        ("getattr(user, 'x', False)", "rules are read, never run"),
        ("[('id', '=', user.__class__)]", "not reachable from a rule"),
        ("[('id', '=', time.time())]", "rules are read, never run"),
        ("[('id', '=', me)]", "is not known in a rule"),
    ]);
}
