//! `actor.…`: the asker as the directory knows him, where applications have no record of anybody.

use serde_json::{Value as Json, json};

use crate::{
    asking::world,
    worlds::{NOW, World},
};

/// No user model, no company model: nothing but what the directory knows. Things bear codes.
fn things() -> World {
    let policy = json!({
        "models": { "a.thing": { "fields": { "name": "char", "code": "char" } } },
        "acls": { "a": { "model": "a.thing", "operations": ["read"] } } });
    let person = |company: Json, companies: Json, department: Json, kind: &str| {
        json!({ "company": company,
        "companies": companies, "department": department, "kind": kind })
    };
    let directory = json!({
        "companies": { "mother": { "name": "M" }, "daughter": { "name": "D", "parent": "mother" },
            "niece": { "name": "N", "parent": "daughter" }, "client": { "name": "C", "kind": "client" } },
        "departments": { "sales": { "name": "S", "company": "daughter" },
            "north": { "name": "N", "company": "daughter", "parent": "sales" },
            "stock": { "name": "T", "company": "daughter" } },
        "users": {
            "ann": person(json!("daughter"), json!(["client"]), json!("sales"), "internal"),
            "bot": person(Json::Null, json!([]), Json::Null, "service") } });
    let codes = ["ann", "bot", "mother", "daughter", "niece", "client", "sales", "north", "stock", "service"];
    let mut records: Vec<Json> =
        codes.iter().zip(1..).map(|(code, id)| json!({ "id": id, "name": "x", "code": code })).collect();
    records.push(json!({ "id": 11, "name": "x", "code": null }));
    world(&policy, &directory, &json!({ "a.thing": records }))
}

/// The codes that a rule's domain finds.
fn found(world: &World, login: &str, domain: &str) -> Vec<String> {
    let ids = world.holding(NOW, login, "a.thing", domain).unwrap_or_else(|e| panic!("{domain}: {e}"));
    let code = |id| world.records["a.thing"][id]["code"].as_str().unwrap_or("-").to_owned();
    ids.iter().map(code).collect()
}

#[test]
fn the_actor_is_known_by_codes() {
    let world = things();
    for (domain, ann, bot) in [
        ("[('code', '=', actor.login)]", vec!["ann"], vec!["bot"]),
        ("[('code', '=', actor.kind)]", vec![], vec!["service"]),
        ("[('code', '=', actor.company)]", vec!["daughter"], vec!["-"]),
        ("[('code', 'in', actor.companies)]", vec!["daughter", "client"], vec![]),
        ("[('code', 'in', actor.company_tree)]", vec!["daughter", "niece", "client"], vec![]),
        ("[('code', '=', actor.department)]", vec!["sales"], vec!["-"]),
        ("[('code', 'in', actor.departments)]", vec!["sales", "north"], vec![]),
        ("[('code', 'in', actor.companies + [actor.login])]", vec!["ann", "daughter", "client"], vec!["bot"]),
        (
            "[('code', 'in', [c for c in actor.company_tree if c not in actor.companies])]",
            vec!["niece"],
            vec![],
        ),
        (
            "[('code', '=', 'stock')] if actor.company else [('code', '=', 'mother')]",
            vec!["stock"],
            vec!["mother"],
        ),
        ("[('code', '=', 'stock')] if len(actor.companies) > 1 else [(0, '=', 1)]", vec!["stock"], vec![]),
    ] {
        assert_eq!(found(&world, "ann", domain), ann, "{domain}");
        assert_eq!(found(&world, "bot", domain), bot, "{domain}");
    }
}

#[test]
fn what_the_directory_does_not_know_of_the_actor_is_refused_with_what_it_does() {
    let world = things();
    for (domain, words) in [
        ("[('code', '=', actor.name)]", "the actor has no \"name\""),
        ("[('code', '=', actor.name)]", "use actor.login, actor.kind, actor.company,"),
        ("[('code', '=', actor)]", "actor by itself is no value"),
        ("[('code', '=', actor.company.name)]", "this is a plain value, so it has no \"name\""),
        ("[('code', '=', actor.login.id)]", "this is a plain value"),
        ("[('code', '=', actor.has_group('x'))]", "this call is not possible"),
    ] {
        let error = world.holding(NOW, "ann", "a.thing", domain).unwrap_err();
        assert!(error.contains(words), "{domain}: {error}");
    }
}

#[test]
fn a_search_names_of_the_actor_only_what_it_may_learn_anyway() {
    let world = things();
    let search = |fact: &str| world.search("ann", "a.thing", &format!("[('code', 'in', [actor.{fact}])]"));
    assert_eq!(search("login"), Ok(vec![1]));
    assert_eq!(search("company"), Ok(vec![4]));
    let several = world.search("ann", "a.thing", "[('code', 'in', actor.companies)]");
    assert_eq!(several, Ok(vec![4, 6]));
    for fact in ["kind", "company_tree", "department", "departments"] {
        let error = search(fact).unwrap_err();
        assert!(error.contains(&format!("a search may not read actor.{fact}")), "{error}");
    }
}

#[test]
fn a_name_in_a_list_hides_the_actor() {
    let world = things();
    let domain = "[('code', 'in', [actor for actor in actor.companies])]";
    assert_eq!(found(&world, "ann", domain), ["daughter", "client"]);
    let error = world.holding(NOW, "ann", "a.thing", "[('code', 'in', [actor.login for actor in ['x']])]");
    assert!(error.unwrap_err().contains("this is a plain value"));
}
