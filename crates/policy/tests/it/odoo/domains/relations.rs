//! Linked records, by id, by name, along paths and through trees.

use serde_json::json;

use super::{MONDAY_NOON, NONE, found};
use crate::asking::world;

#[test]
fn any_asks_for_a_linked_record_and_on_id_for_the_record_itself() {
    found(&[
        ("[('team_id', 'any', [('name', '=', 'North')])]", &[1, 5]),
        ("[('team_id', 'not any', [('name', '=', 'North')])]", &[2, 3, 4]),
        ("[('team_id', 'any', [])]", &[1, 2, 4, 5]),
        ("[('tag_ids', 'any', [('name', '=', 'red')])]", &[1, 2]),
        ("[('tag_ids', 'not any', [('name', '=', 'red')])]", &[3, 4, 5]),
        ("[('tag_ids', 'any', [(0, '=', 1)])]", NONE),
        ("[('id', 'any', [('size', '=', 3)])]", &[1]),
        ("[('id', 'not any', [('size', '=', 3)])]", &[2, 3, 4, 5]),
    ]);
}

#[test]
fn a_path_means_some_linked_record_for_negative_operators_too() {
    found(&[
        ("[('team_id.name', '=', 'North')]", &[1, 5]),
        ("[('team_id.name', '!=', 'North')]", &[2, 4]),
        ("[('tag_ids.name', '!=', 'red')]", &[2, 4, 5]),
        ("['!', ('tag_ids.name', '=', 'red')]", &[3, 4, 5]),
        ("[('team_id.name', 'not in', [])]", &[1, 2, 4, 5]),
        ("[('child_ids.child_ids.state', '=', 'shut')]", &[1]),
    ]);
}

#[test]
fn two_conditions_on_one_path_may_be_met_by_two_records() {
    found(&[
        ("[('tag_ids.name', '=', 'red'), ('tag_ids.name', '=', 'blue')]", &[2]),
        ("[('tag_ids', 'any', [('name', '=', 'red'), ('name', '=', 'blue')])]", NONE),
    ]);
}

#[test]
fn ids_against_many_links() {
    found(&[
        ("[('tag_ids', 'in', [1, 2])]", &[1, 2, 5]),
        ("[('tag_ids', 'in', [1]), ('tag_ids', 'in', [2])]", &[2]),
        ("[('tag_ids', 'not in', [1])]", &[3, 4, 5]),
        ("[('tag_ids', 'in', [False])]", &[3]),
        ("[('tag_ids', 'in', [1, False])]", &[1, 2, 3]),
    ]);
}

#[test]
fn names_against_a_relation_and_their_complement() {
    found(&[
        ("[('tag_ids', '=', 'red')]", &[1, 2]),
        ("[('tag_ids', '!=', 'red')]", &[3, 4, 5]),
        ("[('team_id', '!=', 'North')]", &[2, 3, 4]),
        ("[('team_id', 'like', 'North')]", &[1, 2, 5]),
        ("[('team_id', 'not like', 'North')]", &[3, 4]),
        ("[('tag_ids', 'in', ['red', 3])]", &[1, 2, 4]),
        ("[('display_name', 'ilike', 'DIG')]", &[1, 2]),
        ("[('display_name', '!=', 'Dig')]", &[2, 3, 4, 5]),
    ]);
}

#[test]
fn rules_see_archived_linked_records() {
    found(&[("[('tag_ids.name', '=', 'grey')]", &[4]), ("[('team_id.name', '=', 'South')]", &[4])]);
}

#[test]
fn trees_include_their_start() {
    found(&[
        ("[('team_id', 'child_of', 1)]", &[1, 2, 5]),
        ("[('team_id', 'child_of', [1, 3])]", &[1, 2, 4, 5]),
        ("[('team_id', 'child_of', 'north-')]", &[2]),
        ("[('team_id', 'child_of', ['SOUTH', 2])]", &[2, 4]),
        ("[('team_id', 'child_of', [])]", NONE),
        ("[('team_id', 'child_of', False)]", NONE),
        ("[('team_id', 'parent_of', 2)]", &[1, 2, 5]),
        ("[('id', 'child_of', 1)]", &[1, 2, 4]),
        ("[('id', 'parent_of', 4)]", &[1, 2, 4]),
    ]);
}

#[test]
fn a_link_to_the_same_model_is_the_tree_and_the_answer_is_about_the_record_itself() {
    found(&[("[('parent_id', 'child_of', 1)]", &[1, 2, 4]), ("[('parent_id', 'parent_of', 4)]", &[1, 2, 4])]);
}

#[test]
fn many_links_to_the_same_model_are_walked_and_some_linked_record_must_lie_there() {
    found(&[("[('child_ids', 'child_of', 4)]", &[1, 2]), ("[('child_ids', 'parent_of', 1)]", &[1, 2])]);
}

#[test]
fn an_id_that_no_record_has_is_itself_and_nothing_more() {
    let policy = json!({ "models": { "a.note": { "fields": { "team_id": "many2one a.team" } },
        "a.team": { "fields": { "parent_id": "many2one a.team" } } } });
    let records = json!({
        "a.team": [{ "id": 1, "parent_id": 9 }, { "id": 2, "parent_id": 1 }],
        "a.note": [{ "id": 1, "team_id": 1 }, { "id": 2, "team_id": 2 }, { "id": 3, "team_id": 9 }] });
    let world = world(&policy, &json!({ "users": { "ann": {} } }), &records);
    let facts: [(&str, &str, &[i64]); 6] = [
        ("a.note", "[('team_id', 'child_of', 9)]", &[3]),
        ("a.note", "[('team_id', 'parent_of', 9)]", &[3]),
        ("a.note", "[('team_id', 'parent_of', 2)]", &[1, 2]),
        ("a.note", "['!', ('team_id', 'child_of', 9)]", &[1, 2]),
        ("a.team", "[('id', 'child_of', 9)]", &[]),
        ("a.team", "[('parent_id', 'child_of', [9, 1])]", &[1, 2]),
    ];
    for (model, domain, expected) in facts {
        assert_eq!(world.holding(MONDAY_NOON, "ann", model, domain).as_deref(), Ok(expected), "{domain}");
    }
}

#[test]
fn cycles_end_the_walk() {
    found(&[("[('parent_id', 'child_of', 5)]", &[5]), ("[('id', 'parent_of', [5])]", &[5])]);
}
