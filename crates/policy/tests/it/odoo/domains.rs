//! What domains mean in Odoo 19: which of five tasks each one finds.

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

#[test]
fn order_operators_are_no_complements_where_nothing_stands_for_not_set() {
    found(&[("[('due', '<=', '2026-03-01')]", &[1, 4]), ("['!', ('due', '>', '2026-03-01')]", &[1, 3, 4])]);
}

#[test]
fn an_empty_text_is_a_text_that_is_not_set() {
    found(&[
        ("[('name', '=', '')]", &[3, 4]),
        ("[('name', '=', False)]", &[3, 4]),
        ("[('name', 'in', [''])]", &[3, 4]),
        ("[('name', 'in', [False])]", &[3, 4]),
        ("[('name', '!=', False)]", &[1, 2, 5]),
        ("[('name', '<', 'A')]", &[3, 4, 5]),
        ("[('name', '>=', '')]", ALL),
        ("[('name', '<=', False)]", &[3, 4]),
        ("[('name', '<', False)]", NONE),
    ]);
}

#[test]
fn zero_is_a_number_that_is_not_set() {
    found(&[
        ("[('size', '=', 0)]", &[2, 3]),
        ("[('size', '=', False)]", &[2, 3]),
        ("[('size', '!=', False)]", &[1, 4, 5]),
        ("[('size', '<', 1)]", &[2, 3, 4]),
        ("[('size', '>=', 0)]", &[1, 2, 3, 5]),
        ("[('size', '<', False)]", &[4]),
        ("[('cost', '<=', 0)]", &[2, 3, 5]),
    ]);
}

#[test]
fn false_is_a_boolean_that_is_not_set() {
    found(&[
        ("[('done', '=', False)]", &[2, 3, 5]),
        ("[('done', '!=', True)]", &[2, 3, 5]),
        ("[('done', 'in', [True, False])]", ALL),
        ("[('done', 'not in', [True, False])]", NONE),
        ("[('done', '=', 'yes')]", &[1, 4]),
        ("[('done', '=', 'On')]", &[1, 4]),
        ("[('done', '=', 'no')]", &[2, 3, 5]),
    ]);
}

#[test]
fn only_null_is_not_set_elsewhere_and_never_lies_on_a_side() {
    found(&[
        ("[('due', '>', '1900-01-01')]", &[1, 2, 4, 5]),
        ("[('due', '<', '9000-01-01')]", &[1, 2, 4, 5]),
        ("[('due', '<', False)]", NONE),
        ("[('state', '=', False)]", &[3]),
        ("[('state', '!=', 'new')]", &[2, 3, 4]),
        ("[('tag_ids', '=', False)]", &[3]),
        ("[('tag_ids', '!=', False)]", &[1, 2, 4, 5]),
        ("[('team_id', '>', 1)]", &[2, 4]),
        ("[('team_id', '<=', 1)]", &[1, 5]),
    ]);
}

#[test]
fn an_id_is_always_set() {
    found(&[
        ("[('id', '!=', False)]", ALL),
        ("[('id', '=', False)]", NONE),
        ("[('id', 'in', [False])]", NONE),
    ]);
}

#[test]
fn equals_with_a_list_is_in_but_with_an_empty_one_it_is_not_set() {
    found(&[
        ("[('size', '=', [3, 12])]", &[1, 5]),
        ("[('size', '!=', [3, 12])]", &[2, 3, 4]),
        ("[('state', '=', [])]", &[3]),
        ("[('state', '!=', [])]", &[1, 2, 4, 5]),
    ]);
}

#[test]
fn in_with_nothing_finds_nothing_and_not_in_everything() {
    found(&[
        ("[('size', 'in', [])]", NONE),
        ("[('size', 'not in', [])]", ALL),
        ("[('size', 'in', False)]", NONE),
        ("[('size', 'in', 0)]", NONE),
        ("[('name', 'in', '')]", NONE),
        ("[('name', 'not in', '')]", ALL),
        ("[('id', 'in', 5)]", &[5]),
    ]);
}

#[test]
fn not_in_includes_not_set_unless_false_is_listed() {
    found(&[
        ("[('state', 'not in', ['new'])]", &[2, 3, 4]),
        ("[('state', 'not in', ['new', False])]", &[2, 4]),
    ]);
}

#[test]
fn equals_if_set_is_no_condition_for_a_value_that_is_not_set() {
    found(&[
        ("[('state', '=?', False)]", ALL),
        ("[('size', '=?', 0)]", ALL),
        ("[('state', '=?', 'new')]", &[1, 5]),
    ]);
}

#[test]
fn patterns_are_found_anywhere_or_fit_as_a_whole() {
    found(&[
        ("[('name', 'like', 'ig')]", &[1, 2]),
        ("[('name', 'like', 'D')]", &[1]),
        ("[('name', 'ilike', 'DIG')]", &[1, 2]),
        ("[('name', 'not ilike', 'dig')]", &[3, 4, 5]),
        ("[('name', '=like', 'dig%')]", &[2]),
        ("[('name', '=ilike', 'dig%')]", &[1, 2]),
        ("[('name', 'not =like', 'dig%')]", &[1, 3, 4, 5]),
        ("[('name', '=like', 'd_g deep')]", &[2]),
        ("[('name', '=like', 'plan')]", NONE),
        (r"[('name', 'like', '100\\%')]", &[5]),
        (r"[('name', 'like', 'n\\_b')]", &[5]),
        ("[('size', 'like', 1)]", &[4, 5]),
        ("[('due', '=like', '2026%')]", &[1, 2, 5]),
    ]);
}

#[test]
fn a_pattern_never_fits_what_is_not_set_and_an_empty_one_is_special() {
    found(&[
        ("[('name', 'like', '%')]", &[1, 2, 5]),
        ("[('name', 'not like', '%')]", &[3, 4]),
        ("[('name', 'like', '_')]", &[1, 2, 5]),
        ("[('size', 'like', '0')]", NONE),
        ("[('name', 'like', '')]", ALL),
        ("[('name', 'not like', '')]", NONE),
        ("[('name', '=like', '')]", &[3, 4]),
        ("[('name', 'not =like', '')]", &[1, 2, 5]),
        ("[('team_id', 'like', '')]", &[1, 2, 4, 5]),
        ("[('team_id', 'not like', '')]", &[3]),
        ("[('tag_ids', 'ilike', False)]", &[1, 2, 4, 5]),
    ]);
}

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

#[test]
fn moments_are_compared_to_the_second_and_dates_without_time() {
    found(&[
        ("[('due', '=', '2026-03-01 15:00:00')]", &[1]),
        ("[('seen', '=', '2026-03-01 22:30:00.9')]", &[1]),
        ("[('seen', '=', '2026-03-01T22:30:00')]", &[1]),
        ("[('seen', '=', '2026-03-01 23:30:00+01:00')]", &[1]),
    ]);
}

#[test]
fn a_plain_date_against_a_moment_is_the_users_day() {
    found(&[
        ("[('seen', '>', '2026-03-02')]", &[4, 5]),
        ("[('seen', '<=', '2026-03-02')]", &[1, 2]),
        ("[('seen', '>=', '2026-03-02')]", &[2, 4, 5]),
        ("[('seen', '<', '2026-03-02')]", &[1]),
        ("[('seen', '=', '2026-03-02')]", NONE),
    ]);
}

#[test]
fn relative_dates_are_worked_out_when_asked() {
    found(&[
        ("[('due', '=', 'today')]", &[2]),
        ("[('due', '<', 'today -1d')]", &[4]),
        ("[('due', '>=', 'today =1d')]", &[1, 2, 5]),
        ("[('due', '=', '=sunday')]", &[1]),
        ("[('seen', '>=', '-12H')]", &[2, 4, 5]),
        ("[('due', '=', today)]", &[2]),
        ("[('due', '=', time.strftime('%Y-%m-%d'))]", &[2]),
        ("[('seen', '>', now)]", &[4, 5]),
    ]);
}

#[test]
fn parts_of_dates() {
    found(&[
        ("[('due.month_number', '=', 3)]", &[1, 2]),
        ("[('due.month_number', '!=', 3)]", &[3, 4, 5]),
        ("[('due.month_number', '=', False)]", &[3]),
        // July lies in the third quarter, and weeks begin with Sunday 0: one meaning where Odoo has two.
        ("[('due.quarter_number', '=', 3)]", &[5]),
        ("[('due.day_of_week', '=', 0)]", &[1, 5]),
        ("[('due.iso_week_number', '=', 9)]", &[1, 4]),
        ("[('due.day_of_year', 'in', [60, 61])]", &[1, 2, 4]),
        // In Paris it is an hour later.
        ("[('seen.day_of_month', '=', 2)]", &[2]),
        ("[('seen.hour_number', '=', 0)]", &[4]),
        ("[('due.hour_number', '=', 0)]", &[1, 2, 4, 5]),
    ]);
}

#[test]
fn a_search_hides_archived_records_unless_it_speaks_of_active() {
    searched(&[
        ("[]", &[1, 2, 3, 5]),
        ("[('active', 'in', [True, False])]", ALL),
        ("['|', ('active', '=', False), ('id', '=', 1)]", &[1, 4]),
        ("['!', ('active', '=', True)]", &[4]),
        ("[('parent_id.active', '=', True)]", &[2, 5]),
        ("[('parent_id', 'any', [('active', '=', True)])]", &[2, 5]),
    ]);
}

#[test]
fn a_search_crosses_archived_records_by_one_link_but_not_by_many() {
    let archived = "('active', '=', False)";
    searched(&[
        (&format!("[('team_id.name', '=', 'South'), {archived}]"), &[4]),
        (&format!("[('tag_ids.name', '=', 'grey'), {archived}]"), NONE),
        (&format!("[('tag_ids', '=', 'grey'), {archived}]"), NONE),
        (&format!("[('tag_ids', 'in', [3]), {archived}]"), &[4]),
        (&format!("[('tag_ids', 'any', [('name', '=', 'grey'), {archived}]), {archived}]"), &[4]),
        (&format!("[('tag_ids', '!=', False), {archived}]"), &[4]),
    ]);
}
