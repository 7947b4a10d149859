//! Roles, areas, days, companies and overrides.

use bailiwick_model::{Directory, Operation, PermissionName, Policy, RecordId, User, UserId};
use bailiwick_policy::{AskError, Reason, Snapshot};
use serde_json::{Value as Json, json};

use crate::{
    asking::world,
    worlds::{NOW, World, row},
};

const DAY: i64 = 86_400;

fn policy() -> Json {
    json!({
        "models": {
            "res.users": { "fields": { "company_id": "many2one res.company", "center_area_ids": "many2many spp.area" } },
            "res.company": { "fields": { "name": "char", "parent_id": "many2one res.company" } },
            "spp.area": { "fields": { "name": "char", "parent_id": "many2one spp.area" } },
            "a.house": { "area": ["area_id"], "company": ["company_id"], "fields": { "area_id": "many2one spp.area",
                "company_id": "many2one res.company", "size": "integer", "owner_id": "many2one res.users" } } },
        "groups": { "registrar": { "label": "R" }, "auditor": { "label": "A" }, "base.group_user": { "label": "I" },
            "base.group_portal": { "label": "P" } },
        "acls": { "see": { "model": "a.house", "group": "registrar", "operations": ["read"] },
            "mend": { "model": "a.house", "group": "auditor", "operations": ["update"] } },
        "permissions": { "module:houses": { "groups": ["registrar"] } },
        "roles": { "registrar": { "label": "R", "scope": "local", "groups": ["registrar"] },
            "auditor": { "label": "A", "scope": "local", "groups": ["auditor"] },
            "reader": { "label": "G", "groups": ["registrar"] },
            "insider": { "label": "I", "groups": ["base.group_user"] }, "visitor": { "label": "P", "groups": ["base.group_portal"] } },
    })
}

/// Areas: X holds Y; Z stands alone. Houses: 1 in X, 2 in Y, 3 in Z, 4 nowhere, 5 in an area that nobody knows.
fn houses(policy: &Json, users: &Json) -> World {
    let directory = json!({
        "areas": { "X": { "id": 1, "name": "X" }, "Y": { "id": 2, "name": "Y", "parent": "X" }, "Z": { "id": 3, "name": "Z" } },
        "companies": { "M": { "id": 1, "name": "Mother" }, "D": { "id": 2, "name": "Daughter", "parent": "M" },
            "N": { "name": "Without id" } },
        "users": users });
    let records = json!({ "a.house": [
        { "id": 1, "area_id": 1, "company_id": 1, "size": 1 }, { "id": 2, "area_id": 2, "company_id": 2, "size": 2 },
        { "id": 3, "area_id": 3, "size": 3 }, { "id": 4, "size": 4 }, { "id": 5, "area_id": 77, "company_id": 1, "size": 5 } ] });
    world(policy, &directory, &records)
}

fn line(role: &str, areas: &[&str]) -> Json {
    json!({ "role": role, "areas": areas })
}

#[test]
fn areas_are_not_pooled_across_roles() {
    let world = houses(
        &policy(),
        &json!({ "asha": { "lines": [line("registrar", &["Y"]), line("auditor", &["Z"])] } }),
    );
    assert_eq!(world.readable("asha", "a.house"), [2]);
    assert_eq!(world.allowed("asha", Operation::Update, "a.house"), [3]);
}

#[test]
fn a_line_reaches_what_lies_below_and_never_what_lies_above_or_nowhere() {
    let world = houses(
        &policy(),
        &json!({ "asha": { "lines": [line("registrar", &["X"])] }, "omar": { "lines": [line("registrar", &["Y"])] } }),
    );
    assert_eq!(world.readable("asha", "a.house"), [1, 2]);
    assert_eq!(world.readable("omar", "a.house"), [2]);
    let mut open = policy();
    open["models"]["a.house"]["unplaced"] = json!("reachable");
    let world = houses(&open, &json!({ "omar": { "lines": [line("registrar", &["Y"])] } }));
    // House 4 has no area; house 5 has one, though an unknown one.
    assert_eq!(world.readable("omar", "a.house"), [2, 4]);
}

#[test]
fn a_link_to_a_record_that_is_not_there_is_not_the_same_as_no_area() {
    let mut open = policy();
    open["models"]["a.room"] = json!({ "area": ["house_id.area_id"], "unplaced": "reachable",
        "fields": { "house_id": "many2one a.house" } });
    open["acls"]["rooms"] = json!({ "model": "a.room", "group": "registrar", "operations": ["read"] });
    let directory = json!({
        "areas": { "X": { "id": 1, "name": "X" }, "Y": { "id": 2, "name": "Y", "parent": "X" } },
        "users": { "omar": { "lines": [line("registrar", &["Y"])] } } });
    let records = json!({
        "a.house": [{ "id": 1, "area_id": 1 }, { "id": 2, "area_id": 2 }, { "id": 4 }],
        // Above Y, in Y, of no house, of a house without area, and of a house that is gone.
        "a.room": [{ "id": 1, "house_id": 1 }, { "id": 2, "house_id": 2 }, { "id": 3 }, { "id": 4, "house_id": 4 },
            { "id": 5, "house_id": 99 }] });
    let world = world(&open, &directory, &records);
    assert_eq!(world.readable("omar", "a.room"), [2, 3, 4]);
}

fn compiled(users: &Json) -> Result<(), String> {
    let policy: Policy = serde_json::from_value(policy()).unwrap();
    let directory = json!({ "areas": { "X": { "id": 1, "name": "X" } }, "users": users });
    Snapshot::compile(&policy, &serde_json::from_value(directory).unwrap())
        .map(|_| ())
        .map_err(|e| e.to_string())
}

#[test]
fn a_local_line_without_areas_cannot_exist() {
    let error = compiled(&json!({ "asha": { "lines": [{ "role": "registrar" }] } })).unwrap_err();
    assert!(
        error.contains("user asha, role registrar: Local roles must have at least one area assigned"),
        "{error}"
    );
    let error = compiled(&json!({ "asha": { "lines": [line("reader", &["X"])] } })).unwrap_err();
    assert!(error.contains("Global roles cannot have areas assigned"), "{error}");
}

#[test]
fn an_unknown_area_company_or_role_is_refused() {
    let error = compiled(&json!({ "asha": { "lines": [line("registrar", &["X", "Q"])] } })).unwrap_err();
    assert!(error.contains("there is no area \"Q\""), "{error}");
    let error =
        compiled(&json!({ "asha": { "lines": [{ "role": "reader", "companies": ["Q"] }] } })).unwrap_err();
    assert!(error.contains("there is no company \"Q\""), "{error}");
    let error = compiled(&json!({ "asha": { "lines": [line("registar", &["X"])] } })).unwrap_err();
    assert!(error.contains("did you mean \"registrar\"?"), "{error}");
    let unknown = json!({ "effect": "deny", "model": "a.house", "operations": ["read"], "areas": ["Q"], "reason": "x" });
    let error = compiled(&json!({ "asha": { "overrides": [unknown] } })).unwrap_err();
    assert!(error.contains("user asha, override: there is no area \"Q\""), "{error}");
}

#[test]
fn a_roles_change_of_scope_is_refused_while_lines_do_not_fit() {
    let world = houses(&policy(), &json!({ "asha": { "lines": [line("registrar", &["Y"])] } }));
    let mut changed = policy();
    changed["roles"]["registrar"]["scope"] = json!("global");
    let changed: Policy = serde_json::from_value(changed).unwrap();
    let error = world.snapshot.with_policy(&changed).map(|_| ()).unwrap_err().to_string();
    assert!(error.contains("Global roles cannot have areas assigned"), "{error}");
}

#[test]
fn an_expired_line_grants_nothing_and_names_no_area() {
    let mut rules = policy();
    rules["rules"] = json!({ "own": { "model": "a.house", "domain": "[('area_id', 'child_of', user.center_area_ids.ids)]" } });
    let over = json!({ "role": "registrar", "areas": ["Z"], "to": "2026-11-20" });
    let coming = json!({ "role": "registrar", "areas": ["X"], "from": "2026-11-22" });
    let now = json!({ "role": "registrar", "areas": ["Y"], "from": "2026-11-21", "to": "2026-11-21" });
    let world = houses(&rules, &json!({ "asha": { "id": 1, "lines": [over, coming, now] } }));
    assert_eq!(world.readable("asha", "a.house"), [2]);
    let house = world.snapshot.schema().find("a.house").unwrap();
    let seen = |now: i64| -> Vec<i64> {
        let houses = &world.records["a.house"];
        let may = |id: &i64| {
            world.ask_at(now, "asha", |a| {
                a.check(Operation::Read, house, &row(&world, "a.house", &houses[id])).allowed
            })
        };
        houses.keys().copied().filter(|id| may(id)).collect()
    };
    assert_eq!(seen(NOW - DAY), [3]);
    assert_eq!(seen(NOW + DAY), [1, 2]);
}

#[test]
fn today_is_the_home_companys() {
    let policy = policy();
    let last = json!({ "role": "reader", "to": "2026-11-21" });
    let directory = json!({
        "companies": { "K": { "name": "K", "timezone": "Pacific/Kiritimati" }, "L": { "name": "L", "parent": "K" }, "U": { "name": "U" } },
        "users": { "kim": { "company": "L", "timezone": "UTC", "lines": [last] }, "una": { "company": "U", "lines": [last] } } });
    let world = world(&policy, &directory, &json!({ "a.house": [{ "id": 1 }] }));
    // In Kiritimati the 22nd has begun, whatever the user's own zone is.
    assert!(world.readable("kim", "a.house").is_empty());
    assert_eq!(world.readable("una", "a.house"), [1]);
}

#[test]
fn role_lines_replace_direct_groups_even_when_none_is_enabled() {
    let over = json!({ "role": "registrar", "areas": ["Z"], "to": "2020-01-01" });
    let users =
        json!({ "asha": { "groups": ["registrar"], "lines": [over] }, "omar": { "groups": ["registrar"] } });
    let world = houses(&policy(), &users);
    assert!(world.readable("asha", "a.house").is_empty());
    assert_eq!(world.readable("omar", "a.house"), [1, 2, 3, 4, 5]);
    let mut keeping = policy();
    keeping["settings"] = json!({ "kept_groups": ["registrar"] });
    assert_eq!(houses(&keeping, &users).readable("asha", "a.house"), [1, 2, 3, 4, 5]);
}

#[test]
fn a_line_for_a_company_reaches_it_and_those_below_only() {
    let users = json!({ "asha": { "lines": [{ "role": "reader", "companies": ["M"] }] },
        "omar": { "lines": [{ "role": "reader", "companies": ["D"] }] },
        "nina": { "lines": [{ "role": "reader", "companies": ["N"] }] },
        "both": { "lines": [{ "role": "registrar", "areas": ["X"], "companies": ["D"] }] } });
    let world = houses(&policy(), &users);
    assert_eq!(world.readable("asha", "a.house"), [1, 2, 5]);
    assert_eq!(world.readable("omar", "a.house"), [2]);
    assert!(world.readable("nina", "a.house").is_empty());
    assert_eq!(world.readable("both", "a.house"), [2]);
}

#[test]
fn a_user_no_record_stands_for_owns_nothing() {
    let mut owned = policy();
    owned["rules"] = json!({ "own": { "model": "a.house", "groups": ["registrar"], "domain": "[('owner_id', '=', user.id)]" } });
    // Houses without an owner are not "owned by nobody in particular".
    let world = houses(&owned, &json!({ "ghost": { "groups": ["registrar"] } }));
    let verdict = world.verdict("ghost", Operation::Read, "a.house", 4);
    assert!(
        matches!(&verdict.reason, Reason::Failed(why) if why.contains("give the user one")),
        "{verdict:?}"
    );
    assert!(world.readable("ghost", "a.house").is_empty());
}

#[test]
fn a_company_without_id_is_not_the_company_of_records_without_one() {
    for domain in [
        "[('company_id', '=', company_id)]",
        "[('company_id', '=', user.env.company.id)]",
        "[('company_id', 'in', company_ids)]",
    ] {
        let mut own = policy();
        own["rules"] = json!({ "own": { "model": "a.house", "domain": domain } });
        let users = json!({ "nina": { "id": 1, "company": "N", "groups": ["registrar"] }, "lone": { "id": 2, "groups": ["registrar"] } });
        let world = houses(&own, &users);
        assert!(world.readable("nina", "a.house").is_empty(), "{domain}");
        assert!(world.readable("lone", "a.house").is_empty(), "{domain}");
    }
}

#[test]
fn companies_that_are_not_the_users_cannot_be_chosen() {
    let world = houses(&policy(), &json!({ "asha": { "company": "M" } }));
    let moment = bailiwick_policy::Moment::at(&world.snapshot, NOW);
    let asha = world.snapshot.find_user("asha").unwrap();
    let asker = || world.snapshot.asker(asha, &moment, &world.memory);
    let error = asker().for_companies(&["D".parse().unwrap()]).map(|_| ()).unwrap_err();
    assert_eq!(error, AskError::Company("D".into()));
    assert!(asker().for_companies(&["M".parse().unwrap()]).is_ok());
}

fn overriding(effect: &str, more: &Json) -> Json {
    let mut out = json!({ "effect": effect, "model": "a.house", "operations": ["read"], "reason": "a test" });
    out.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    out
}

#[test]
fn a_deny_override_beats_everything_but_the_superuser() {
    let both = json!([overriding("allow", &json!({})), overriding("deny", &json!({ "records": [1, 2] }))]);
    let world = houses(
        &policy(),
        &json!({ "asha": { "groups": ["registrar"], "overrides": both },
        "root": { "superuser": true, "overrides": both } }),
    );
    assert_eq!(world.readable("asha", "a.house"), [3, 4, 5]);
    assert_eq!(world.verdict("asha", Operation::Read, "a.house", 1).reason, Reason::Override(1));
    assert_eq!(world.readable("root", "a.house"), [1, 2, 3, 4, 5]);
}

#[test]
fn a_superuser_who_is_switched_off_may_do_nothing() {
    let world = houses(
        &policy(),
        &json!({ "root": { "superuser": true }, "gone": { "superuser": true, "active": false } }),
    );
    assert_eq!(world.readable("root", "a.house"), [1, 2, 3, 4, 5]);
    assert!(world.readable("gone", "a.house").is_empty());
    assert_eq!(world.verdict("gone", Operation::Read, "a.house", 1).reason, Reason::Inactive);
}

#[test]
fn an_allow_override_lifts_no_global_rule_but_missing_rows_and_group_rules() {
    let mut ruled = policy();
    ruled["rules"] = json!({
        "all": { "model": "a.house", "domain": "[('size', '>', 1)]" },
        "some": { "model": "a.house", "groups": ["registrar"], "domain": "[('size', '=', 2)]" } });
    let all = json!([overriding("allow", &json!({}))]);
    let world = houses(
        &ruled,
        &json!({ "asha": { "groups": ["registrar"], "overrides": all }, "none": { "overrides": all } }),
    );
    assert_eq!(world.readable("asha", "a.house"), [2, 3, 4, 5]);
    assert_eq!(world.readable("none", "a.house"), [2, 3, 4, 5]);
}

#[test]
fn an_override_counts_on_its_days_and_in_its_places() {
    let users = json!({ "asha": { "overrides": [
        overriding("allow", &json!({ "areas": ["Y"] })),
        overriding("allow", &json!({ "records": [3], "to": "2026-11-20" })), overriding("allow", &json!({ "companies": ["M"], "records": [5] })) ] } });
    assert_eq!(houses(&policy(), &users).readable("asha", "a.house"), [2, 5]);
}

#[test]
fn users_of_two_kinds_may_do_nothing_on_the_days_of_both() {
    let visitor = json!({ "role": "visitor", "from": "2026-11-21" });
    let lines = json!([{ "role": "insider" }, { "role": "reader" }, visitor]);
    let world = houses(
        &policy(),
        &json!({ "asha": { "lines": lines, "overrides": [overriding("allow", &json!({}))] } }),
    );
    let house = world.snapshot.schema().find("a.house").unwrap();
    let houses: PermissionName = "module:houses".parse().unwrap();
    assert!(world.readable("asha", "a.house").is_empty());
    let answers = |now: i64| {
        world.ask_at(now, "asha", |asker| {
            let values = row(&world, "a.house", &world.records["a.house"][&1]);
            [
                asker.check(Operation::Read, house, &values).allowed,
                asker.check_model(Operation::Read, house).allowed,
                asker.check_permission(&houses, None).allowed,
                asker
                    .filter(Operation::Read, house)
                    .is_ok_and(|f| f != bailiwick_policy::filter::Filter::Nothing),
            ]
        })
    };
    assert_eq!(answers(NOW), [false; 4]);
    assert_eq!(answers(NOW - DAY), [true; 4]);
}

#[test]
fn nobody_takes_the_login_that_is_anothers_record_id() {
    let policy: Policy =
        serde_json::from_value(json!({ "models": { "res.users": { "id": "text" } } })).unwrap();
    let compile = |users: Json| {
        let directory: Directory = serde_json::from_value(json!({ "users": users })).unwrap();
        Snapshot::compile(&policy, &directory)
    };
    let says = |problem: Result<Snapshot, bailiwick_policy::Problems>| {
        let problem = problem.err().map(|p| p.to_string()).unwrap_or_default();
        assert!(problem.contains("has the record id bob too"), "{problem}");
    };
    says(compile(json!({ "anna": { "id": "bob" }, "bob": {} })));
    assert!(compile(json!({ "anna": { "id": "bob" }, "bob": { "id": "anna" } })).is_ok());
    // The same when one of them comes later.
    let (bob, anna) = (User::default(), User { id: Some(RecordId::Text("bob".into())), ..User::default() });
    let comes = |first: Json, login: &str, user: &User| {
        compile(first).unwrap().with_user(&policy, &UserId::new(login).unwrap(), user)
    };
    says(comes(json!({ "anna": { "id": "bob" } }), "bob", &bob));
    says(comes(json!({ "bob": {} }), "anna", &anna));
}

#[test]
fn a_deny_override_hides_ones_own_fields_too() {
    let policy =
        json!({ "models": { "res.users": { "self_readable": ["name"], "fields": { "name": "char" } } } });
    let deny = json!({ "effect": "deny", "model": "res.users", "operations": ["read"], "reason": "a test" });
    let users = json!({ "users": { "asha": { "id": 1 }, "omar": { "id": 2, "overrides": [deny] } } });
    let world = world(&policy, &users, &json!({}));
    let model = world.snapshot.schema().find("res.users").unwrap();
    let name = world.snapshot.schema().model(model).field("name").unwrap();
    let may = |login: &str, id: i64| {
        let values = row(&world, "res.users", json!({ "id": id }).as_object().unwrap());
        world.ask(login, |asker| asker.check_fields(Operation::Read, model, &values, &[name]).allowed)
    };
    assert!(may("asha", 1));
    assert!(!may("asha", 2));
    assert!(!may("omar", 2));
}
