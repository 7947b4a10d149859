//! `user.env.ref('…')`: the id of what has a technical id.

use serde_json::{Value as Json, json};

use crate::{
    asking::world,
    worlds::{NOW, World},
};

fn menus(company: &Json) -> World {
    let policy = json!({
        "models": {
            "res.users": { "fields": { "name": "char" } },
            "res.groups": { "id": "text", "fields": { "name": "char" } },
            "res.company": company,
            "a.menu": { "fields": { "group_id": "many2one res.groups", "group_ids": "many2many res.groups",
                "company_id": "many2one res.company" } } },
        "groups": { "base.group_user": { "label": "I" }, "base.group_portal": { "label": "P" } },
        "acls": { "a": { "model": "a.menu", "operations": ["read"] } } });
    let is_text = company["id"] == "text";
    let id = |number: usize, code: &str| if is_text { json!(code) } else { json!(number) };
    let directory = json!({
        "companies": {
            "base.main_company": { "id": if is_text { Json::Null } else { json!(7) }, "name": "Main" },
            "other": { "id": if is_text { Json::Null } else { json!(8) }, "name": "Other" } },
        "users": { "ann": { "id": 1 } } });
    let records = json!({ "a.menu": [
        { "id": 1, "group_id": "base.group_user", "group_ids": ["base.group_portal"], "company_id": id(7, "base.main_company") },
        { "id": 2, "group_id": "base.group_portal", "group_ids": [], "company_id": id(8, "other") },
        { "id": 3, "group_ids": ["base.group_user", "base.group_portal"] } ] });
    world(&policy, &directory, &records)
}

fn by_number() -> World {
    menus(&json!({ "fields": { "name": "char", "code": "char", "parent_id": "many2one res.company" } }))
}

#[test]
fn groups_are_known_by_their_technical_ids() {
    let world = by_number();
    let find = |domain: &str| world.holding(NOW, "ann", "a.menu", domain).unwrap();
    assert_eq!(find("[('group_id', '=', user.env.ref('base.group_user').id)]"), [1]);
    assert_eq!(find("[('group_id', '!=', user.env.ref('base.group_user').id)]"), [2, 3]);
    assert_eq!(find("[('group_ids', 'in', [user.env.ref('base.group_portal').id])]"), [1, 3]);
    assert_eq!(find("[('group_ids', 'in', user.env.ref('base.group_user').ids)]"), [3]);
    assert_eq!(find("[('group_ids', 'in', [user.env.ref('base.group_user'), False])]"), [2, 3]);
    assert_eq!(find("[('group_ids', 'in', user.env.ref('base.group_user'))]"), [3]);
}

#[test]
fn companies_are_known_by_their_codes_whatever_their_ids() {
    let by_text =
        menus(&json!({ "id": "text", "fields": { "name": "char", "parent_id": "many2one res.company" } }));
    for world in [by_number(), by_text] {
        let find = |domain: &str| world.holding(NOW, "ann", "a.menu", domain).unwrap();
        assert_eq!(find("[('company_id', '=', user.env.ref('base.main_company').id)]"), [1]);
        assert_eq!(find("[('company_id', 'in', [user.env.ref('other').id, False])]"), [2, 3]);
        assert_eq!(find("[('company_id', 'child_of', user.env.ref('other').id)]"), [2]);
    }
}

#[test]
fn a_reference_to_nothing_denies_and_says_what_is_known() {
    let world = by_number();
    let error = world.holding(NOW, "ann", "a.menu", "[('id', '=', user.env.ref('base.nothing').id)]");
    let error = error.unwrap_err();
    assert!(error.contains("nothing is known by the technical id \"base.nothing\""), "{error}");
    let without_code = menus(&json!({ "fields": { "name": "char" } }));
    let domain = "[('company_id', '=', user.env.ref('base.main_company').id)]";
    assert!(without_code.holding(NOW, "ann", "a.menu", domain).is_err());
}

#[test]
fn references_are_read_not_run() {
    let world = by_number();
    for (domain, words) in [
        ("[('id', '=', user.env.ref('a.b').name)]", "of a reference only the id is known"),
        ("[('id', '=', user.env.ref(user.name).id)]", "ref takes one technical id"),
        ("[('id', '=', user.env.ref('a.b', False).id)]", "ref takes one technical id"),
        ("[('id', '=', user.env.ref().id)]", "ref takes one technical id"),
    ] {
        let error = world.holding(NOW, "ann", "a.menu", domain).unwrap_err();
        assert!(error.contains(words), "{domain}: {error}");
    }
    let error = world.search("ann", "a.menu", "[('group_id', '=', user.env.ref('base.group_user').id)]");
    assert!(error.unwrap_err().contains("a search may not look up technical ids"));
}
