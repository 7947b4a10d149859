//! How rows and rules combine into an answer, case by case.

use bailiwick_model::{Operation, PermissionName};
use bailiwick_policy::Reason;
use serde_json::{Value as Json, json};

use crate::{
    asking::world,
    worlds::{World, row},
};

/// Groups: `boss` implies `worker`. Everybody may do everything with notes as far as rows go, unless `acls` says more.
fn notes(rules: &Json) -> World {
    let policy = json!({
        "models": {
            "res.users": { "fields": { "partner_id": "many2one a.note" } },
            "a.note": { "fields": { "size": "integer", "owner_id": "many2one res.users", "head_id": "many2one a.note",
                "active": "boolean" } },
            "a.letter": { "inherits": { "a.note": "note_id" }, "fields": { "note_id": "many2one a.note", "stamp": "integer" } },
            "a.stamped": { "inherits": { "a.letter": "letter_id" }, "fields": { "letter_id": "many2one a.letter" } },
        },
        "groups": { "worker": { "label": "W" }, "boss": { "label": "B", "implies": ["worker"] }, "clerk": { "label": "C" },
            "base.group_user": { "label": "I" }, "base.group_portal": { "label": "P" }, "base.group_no_one": { "label": "D" },
            "staff": { "label": "S", "implies": ["base.group_user"] } },
        "acls": { "note": { "model": "a.note", "operations": ["create", "read", "update", "delete"] },
            "letter": { "model": "a.letter", "operations": ["read"] }, "stamped": { "model": "a.stamped", "operations": ["read"] } },
        "rules": rules,
    });
    let directory = json!({ "users": {
        "root": { "id": 1, "superuser": true }, "will": { "id": 2, "groups": ["worker"] }, "bea": { "id": 3, "groups": ["boss"] },
        "carl": { "id": 4, "groups": ["clerk"] }, "both": { "id": 5, "groups": ["worker", "clerk"] }, "none": { "id": 6 },
        "ghost": { "groups": ["worker"] }, "two": { "id": 8, "groups": ["staff", "base.group_portal"] },
        "off": { "id": 9, "active": false, "groups": ["boss"] }, "dev": { "id": 10, "groups": ["base.group_no_one"] } } });
    let records = json!({
        "a.note": [ { "id": 1, "size": 1, "owner_id": 2 }, { "id": 2, "size": 2, "owner_id": 3, "active": false },
            { "id": 3, "size": 3, "head_id": 2 } ],
        "a.letter": [ { "id": 1, "note_id": 1 }, { "id": 2, "note_id": 2 }, { "id": 3, "note_id": 3 }, { "id": 4 } ],
        "a.stamped": [ { "id": 1, "letter_id": 1 }, { "id": 2, "letter_id": 2 }, { "id": 3 } ] });
    world(&policy, &directory, &records)
}

fn rule(groups: &[&str], domain: &str) -> Json {
    json!({ "model": "a.note", "groups": groups, "domain": domain })
}

#[test]
fn without_an_applicable_rule_everything_is_allowed() {
    let world = notes(&json!({ "r": rule(&["worker"], "[('size', '=', 1)]") }));
    assert_eq!(world.readable("carl", "a.note"), [1, 2, 3]);
    assert_eq!(world.readable("will", "a.note"), [1]);
}

#[test]
fn one_more_group_can_show_less() {
    let world = notes(&json!({ "r": rule(&["worker"], "[('size', '=', 1)]") }));
    assert_eq!(world.readable("carl", "a.note"), [1, 2, 3]);
    assert_eq!(world.readable("both", "a.note"), [1]);
}

#[test]
fn group_rules_widen_each_other_and_global_rules_narrow() {
    let world = notes(
        &json!({ "a": rule(&["worker"], "[('size', '=', 1)]"), "b": rule(&["clerk"], "[('size', '=', 3)]") }),
    );
    assert_eq!(world.readable("both", "a.note"), [1, 3]);
    let world = notes(&json!({
        "a": rule(&["worker"], "[('size', '=', 1)]"), "b": rule(&["clerk"], "[('size', '=', 3)]"),
        "c": rule(&[], "[('size', '>', 1)]"), "d": rule(&[], "[('size', '<', 9)]") }));
    assert_eq!(world.readable("both", "a.note"), [3]);
    assert_eq!(world.readable("none", "a.note"), [2, 3]);
}

#[test]
fn implied_groups_bring_their_rules() {
    let world = notes(&json!({ "a": rule(&["worker"], "[('size', '=', 1)]") }));
    assert_eq!(world.readable("bea", "a.note"), [1]);
    let world = notes(
        &json!({ "a": rule(&["worker"], "[('size', '=', 1)]"), "b": rule(&["boss"], "[(1, '=', 1)]") }),
    );
    assert_eq!(world.readable("bea", "a.note"), [1, 2, 3]);
    assert_eq!(world.readable("will", "a.note"), [1]);
}

#[test]
fn an_empty_domain_is_neutral_globally_and_opens_in_a_group() {
    let world = notes(&json!({ "a": rule(&[], ""), "b": rule(&["worker"], "[('size', '=', 1)]") }));
    assert_eq!(world.readable("will", "a.note"), [1]);
    let world = notes(&json!({ "a": rule(&["worker"], ""), "b": rule(&["worker"], "[('size', '=', 1)]") }));
    assert_eq!(world.readable("will", "a.note"), [1, 2, 3]);
}

#[test]
fn a_rule_for_nothing_closes_only_when_it_is_the_only_group_rule() {
    let world = notes(&json!({ "a": rule(&["worker"], "[(0, '=', 1)]") }));
    assert!(world.readable("will", "a.note").is_empty());
    let world = notes(
        &json!({ "a": rule(&["worker"], "[(0, '=', 1)]"), "b": rule(&["clerk"], "[('size', '=', 2)]") }),
    );
    assert_eq!(world.readable("both", "a.note"), [2]);
}

#[test]
fn a_rule_says_nothing_about_operations_it_does_not_name() {
    let mut only_read = rule(&["worker"], "[('size', '=', 1)]");
    only_read["operations"] = json!(["read", "update", "create"]);
    let world = notes(&json!({ "a": only_read }));
    assert_eq!(world.readable("will", "a.note"), [1]);
    // Not even reading is needed for what no rule speaks of.
    assert_eq!(world.allowed("will", Operation::Delete, "a.note"), [1, 2, 3]);
}

#[test]
fn a_rule_that_is_switched_off_does_not_count() {
    let mut off = rule(&[], "[(0, '=', 1)]");
    off["active"] = json!(false);
    assert_eq!(notes(&json!({ "a": off })).readable("will", "a.note"), [1, 2, 3]);
}

#[test]
fn rules_of_a_parent_apply_to_the_child_in_lists_and_checks() {
    let world =
        notes(&json!({ "a": rule(&[], "[('size', '<', 3)]"), "b": rule(&["worker"], "[('size', '>', 1)]") }));
    assert_eq!(world.readable("carl", "a.letter"), [1, 2]);
    assert_eq!(world.readable("will", "a.letter"), [2]);
    assert!(matches!(world.verdict("will", Operation::Read, "a.letter", 1).reason, Reason::Parent(_)));
    // Through two levels, and without a parent nothing can hold.
    assert_eq!(world.readable("will", "a.stamped"), [2]);
    assert_eq!(world.readable("carl", "a.stamped"), [1, 2]);
    // Without any rule a missing parent does no harm.
    assert_eq!(notes(&json!({})).readable("will", "a.letter"), [1, 2, 3, 4]);
}

#[test]
fn fields_of_a_parent_are_used_like_own_ones() {
    let child = json!({ "model": "a.letter", "domain": "[('size', '>=', 2)]" });
    assert_eq!(notes(&json!({ "a": child })).readable("will", "a.letter"), [2, 3]);
    let far = json!({ "model": "a.stamped", "domain": "[('owner_id', '=', user.id)]" });
    assert_eq!(notes(&json!({ "a": far })).readable("will", "a.stamped"), [1]);
}

#[test]
fn rules_look_at_linked_records_with_all_rights() {
    // Note 2 is archived and hidden from the asker, and still decides about note 3.
    let world = notes(&json!({ "a": rule(&["worker"], "[('head_id.size', '=', 2)]") }));
    assert_eq!(world.readable("will", "a.note"), [3]);
}

#[test]
fn a_rule_that_cannot_be_computed_denies_whatever_the_others_say() {
    let mine = rule(&["worker"], "[('owner_id', '=', user.id)]");
    let either = rule(&["worker"], "['|', ('size', '=', 1), ('owner_id', '=', user.id)]");
    for rules in [
        json!({ "a": mine, "b": rule(&["worker"], "[(1, '=', 1)]") }),
        json!({ "a": rule(&["worker"], "[(1, '=', 1)]"), "b": mine }),
        json!({ "a": either }),
        json!({ "a": rule(&["worker"], "['!', ('owner_id', '=', user.id)]") }),
        json!({ "a": rule(&["worker"], "[('size', '=', 1), ('owner_id', 'in', [user.id, False])]") }),
    ] {
        assert!(notes(&rules).readable("ghost", "a.note").is_empty(), "{rules}");
    }
    // Where it does not apply it does no harm.
    assert_eq!(
        notes(&json!({ "a": rule(&["clerk"], "[('owner_id', '=', user.id)]") })).readable("ghost", "a.note"),
        [1, 2, 3]
    );
}

fn with_acls(acls: &Json) -> World {
    let policy = json!({ "models": { "a.note": { "fields": {} } },
        "groups": { "worker": { "label": "W" }, "boss": { "label": "B", "implies": ["worker"] } }, "acls": acls });
    let directory = json!({ "users": { "will": { "id": 2, "groups": ["worker"] }, "bea": { "id": 3, "groups": ["boss"] },
        "none": { "id": 4 }, "root": { "id": 1, "superuser": true } } });
    world(&policy, &directory, &json!({ "a.note": [{ "id": 1 }] }))
}

fn may(world: &World, login: &str) -> Vec<Operation> {
    Operation::ALL.into_iter().filter(|o| !world.allowed(login, *o, "a.note").is_empty()).collect()
}

#[test]
fn rows_are_a_union_and_no_row_is_nobody() {
    let world = with_acls(&json!({}));
    assert!(may(&world, "will").is_empty());
    assert_eq!(may(&world, "root"), Operation::ALL);
    let world = with_acls(&json!({
        "a": { "model": "a.note", "group": "worker", "operations": ["update"] },
        "b": { "model": "a.note", "group": "boss", "operations": ["read"] },
        "c": { "model": "a.note", "group": "boss", "operations": [] },
        "d": { "model": "a.note", "group": "worker", "operations": ["delete"], "active": false } }));
    // Changing does not include reading.
    assert_eq!(may(&world, "will"), [Operation::Update]);
    assert_eq!(may(&world, "bea"), [Operation::Read, Operation::Update]);
    assert!(may(&world, "none").is_empty());
}

#[test]
fn a_row_without_group_is_for_everybody() {
    let world = with_acls(&json!({ "a": { "model": "a.note", "operations": ["read"] } }));
    assert_eq!(may(&world, "none"), [Operation::Read]);
}

#[test]
fn rows_come_before_rules_in_the_reason() {
    let policy = json!({ "models": { "a.note": { "fields": {} } },
        "rules": { "r": { "model": "a.note", "domain": "[(0, '=', 1)]" } } });
    let world = world(&policy, &json!({ "users": { "ann": {} } }), &json!({ "a.note": [{ "id": 1 }] }));
    assert_eq!(world.verdict("ann", Operation::Read, "a.note", 1).reason, Reason::NoAcl);
}

#[test]
fn groups_bypass_nothing_and_the_superuser_everything() {
    let world = notes(&json!({ "a": rule(&[], "[(0, '=', 1)]") }));
    assert!(world.readable("bea", "a.note").is_empty());
    assert_eq!(world.readable("root", "a.note"), [1, 2, 3]);
    assert_eq!(world.readable("off", "a.note"), [] as [i64; 0]);
}

#[test]
fn kinds_of_users_exclude_each_other_through_implication() {
    let world = notes(&json!({}));
    assert_eq!(world.verdict("two", Operation::Read, "a.note", 1).reason, Reason::ExclusiveGroups);
    let note = world.snapshot.schema().find("a.note").unwrap();
    assert!(!world.ask("two", |a| a.check_model(Operation::Read, note)).allowed);
    // To be of no kind at all is legal.
    assert_eq!(world.readable("none", "a.note"), [1, 2, 3]);
}

#[test]
fn the_debug_group_counts_only_while_debugging() {
    let world = notes(&json!({}));
    let asks = |spec: &str, login: &str, debug: bool| {
        let moment = bailiwick_policy::Moment::at(&world.snapshot, crate::worlds::NOW);
        let user = world.snapshot.find_user(login).unwrap();
        world.snapshot.asker(user, &moment, &world.memory).debugging(debug).has_groups(&spec.parse().unwrap())
    };
    assert!(!asks("base.group_no_one", "dev", false));
    assert!(asks("base.group_no_one", "dev", true));
    assert!(asks("worker", "bea", false));
    assert!(asks("worker, clerk", "carl", false));
    assert!(!asks("worker,!clerk", "both", false));
    assert!(asks("!clerk", "none", false));
    assert!(!asks("no.such_group", "bea", false));
    assert!(!asks(".", "bea", false));
    assert!(asks(".", "root", false));
}

#[test]
fn an_update_is_checked_before_and_after() {
    let world = notes(&json!({ "a": rule(&["worker"], "[('size', '=', 1)]") }));
    let note = world.snapshot.schema().find("a.note").unwrap();
    let before = row(&world, "a.note", &world.records["a.note"][&1]);
    let moved = row(&world, "a.note", json!({ "id": 1, "size": 2, "owner_id": 2 }).as_object().unwrap());
    let same = row(&world, "a.note", json!({ "id": 1, "size": 1 }).as_object().unwrap());
    world.ask("will", |asker| {
        assert!(!asker.check_update(note, &before, &moved).allowed);
        assert!(!asker.check_update(note, &moved, &before).allowed);
        assert!(asker.check_update(note, &before, &same).allowed);
    });
}

#[test]
fn a_named_right_on_a_record_obeys_the_rules_of_its_operation() {
    let policy = json!({
        "models": { "a.note": { "actions": { "sign": "update" }, "fields": { "size": "integer" } } },
        "groups": { "worker": { "label": "W" } },
        "permissions": { "action:a.note.sign": { "groups": ["worker"] } },
        "rules": { "r": { "model": "a.note", "operations": ["update"], "domain": "[('size', '>', 1)]" } } });
    let directory = json!({ "users": { "will": { "groups": ["worker"] }, "none": {} } });
    let world =
        world(&policy, &directory, &json!({ "a.note": [{ "id": 1, "size": 1 }, { "id": 2, "size": 2 }] }));
    let sign: PermissionName = "action:a.note.sign".parse().unwrap();
    let may = |login: &str, id: i64| {
        let values = row(&world, "a.note", &world.records["a.note"][&id]);
        world.ask(login, |asker| asker.check_permission(&sign, Some(&values)).allowed)
    };
    assert!(!may("will", 1) && may("will", 2) && !may("none", 2));
}
