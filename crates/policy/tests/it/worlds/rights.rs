//! Random people, places, roles, rows and rules.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::Policy;
use serde_json::{Map, Value as Json, json};

use super::{
    AREAS, ASKED, CASES, COMPANIES, MODELS, Maker, PARTNERS, TEXTS, USERS, area_code, id, ids, models,
};
use crate::{dice::Dice, oracle::Dom};

const GROUPS: [&str; 12] = [
    "g0",
    "g1",
    "g2",
    "g3",
    "g4",
    "g5",
    "g6",
    "g7",
    "base.group_no_one",
    "base.group_multi_company",
    "base.group_user",
    "base.group_portal",
];
/// Named rights. The actions stand in the models.
const PERMISSIONS: [&str; 6] = [
    "module:m",
    "feature:f",
    "report:r:view",
    "action:x.case.approve",
    "action:x.case.archive",
    "action:x.base.rate",
];
const ZONES: [&str; 4] = ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "UTC"];

fn parent(dice: &mut Dice, number: usize, code: impl Fn(usize) -> String) -> Option<String> {
    (number > 0 && !dice.one_in(4)).then(|| code(dice.below(number)))
}

fn window(dice: &mut Dice, entry: &mut Map<String, Json>) {
    let (from, to) = match dice.below(8) {
        0 => (Some("2026-11-22"), None),
        1 => (None, Some("2026-11-20")),
        2 => (Some("2026-11-21"), Some("2026-11-21")),
        3 => (None, Some("2026-11-21")),
        4 => (Some("2026-11-22"), Some("2026-11-22")),
        _ => (None, None),
    };
    from.map(|d| entry.insert("from".into(), d.into()));
    to.map(|d| entry.insert("to".into(), d.into()));
}

fn line(dice: &mut Dice, roles: &Json) -> Json {
    let names: Vec<&String> = roles.as_object().unwrap().keys().collect();
    let role = *dice.pick(&names);
    let mut out = Map::new();
    out.insert("role".into(), role.as_str().into());
    if roles[role.as_str()]["scope"] == "local" {
        let first = area_code(dice.below(AREAS));
        let second = area_code(dice.below(AREAS));
        out.insert("areas".into(), if dice.one_in(3) { json!([first, second]) } else { json!([first]) });
    }
    if dice.one_in(3) {
        out.insert("companies".into(), json!([format!("C{}", dice.below(COMPANIES))]));
    }
    window(dice, &mut out);
    Json::Object(out)
}

fn lines(dice: &mut Dice, roles: &Json, most: usize) -> Vec<Json> {
    (0..dice.below(most + 1)).map(|_| line(dice, roles)).collect()
}

fn operations(dice: &mut Dice) -> Json {
    let mut some = dice.some(&["create", "read", "update", "delete"], 4);
    if some.is_empty() {
        some.push("read");
    }
    json!(some)
}

fn user_override(dice: &mut Dice) -> Json {
    let mut out = Map::new();
    out.insert("effect".into(), (*dice.pick(&["allow", "deny"])).into());
    out.insert("reason".into(), "a test".into());
    let is_named = dice.one_in(3);
    if is_named {
        out.insert("permission".into(), (*dice.pick(&PERMISSIONS)).into());
    } else {
        out.insert("model".into(), (*dice.pick(&["x.case", "x.case", "res.partner", "res.users"])).into());
        out.insert("operations".into(), operations(dice));
    }
    match dice.below(4) {
        0 if is_named => {}
        0 => {
            let chosen = ids(dice, CASES, 3);
            // A list without records is refused.
            if chosen != json!([]) {
                out.insert("records".into(), chosen);
            }
        }
        1 => drop(out.insert("areas".into(), json!([area_code(dice.below(AREAS))]))),
        2 => drop(out.insert("companies".into(), json!([format!("C{}", dice.below(COMPANIES))]))),
        _ => {}
    }
    window(dice, &mut out);
    Json::Object(out)
}

pub(super) fn directory(dice: &mut Dice, roles: &Json) -> Json {
    let (mut areas, mut companies, mut departments, mut users) =
        (Map::new(), Map::new(), Map::new(), Map::new());
    for n in 0..AREAS {
        let parent = parent(dice, n, area_code);
        areas.insert(area_code(n), json!({ "id": n + 1, "name": dice.pick(&TEXTS), "parent": parent }));
    }
    for n in 0..COMPANIES {
        let zone = dice.one_in(2).then(|| *dice.pick(&ZONES));
        let parent = parent(dice, n, |p| format!("C{p}"));
        let held = if dice.one_in(3) { lines(dice, roles, 2) } else { Vec::new() };
        companies.insert(
            format!("C{n}"),
            json!({ "id": n + 1, "name": format!("Company {n}"), "parent": parent, "timezone": zone, "lines": held }),
        );
    }
    for n in 0..4 {
        let company = format!("C{}", n % 2);
        let parent = (n > 1 && dice.one_in(2)).then(|| format!("D{}", n - 2));
        let held = if dice.one_in(3) { lines(dice, roles, 2) } else { Vec::new() };
        departments.insert(
            format!("D{n}"),
            json!({ "name": "d", "company": company, "parent": parent, "lines": held }),
        );
    }
    for n in 1..=USERS {
        let home = dice.below(COMPANIES);
        let department = (home < 2 && dice.one_in(2)).then(|| format!("D{}", home + 2 * dice.below(2)));
        let further: Vec<String> = dice.some(&[0, 1, 2, 3], 2).iter().map(|c| format!("C{c}")).collect();
        let overrides: Vec<Json> = if dice.one_in(3) {
            (0..=dice.below(2)).map(|_| user_override(dice)).collect()
        } else {
            Vec::new()
        };
        let most = if dice.one_in(4) { 0 } else { 4 };
        let partner = id(dice, PARTNERS);
        let mut user = json!({
                // One user is known to no record.
                "id": if n == USERS { Json::Null } else { json!(n) },
                "name": format!("User {n}"), "company": format!("C{home}"), "companies": further, "department": department,
                "timezone": dice.one_in(3).then(|| *dice.pick(&ZONES)), "active": !dice.one_in(10),
                "superuser": dice.one_in(12),
                "kind": dice.pick(&["internal", "client", "service"]), "groups": dice.some(&GROUPS, 3), "lines": lines(dice, roles, most),
                "overrides": overrides, "attributes": { "partner_id": partner },
        });
        if let (true, Json::Object(user)) = (dice.one_in(4), &mut user) {
            window(dice, user);
        }
        users.insert(format!("u{n}"), user);
    }
    json!({ "areas": areas, "companies": companies, "departments": departments, "users": users })
}

/// Groups as a field asks for them: `a,b,!c`, or nobody.
fn spec(dice: &mut Dice) -> String {
    if dice.one_in(8) {
        return ".".to_owned();
    }
    let mut words: Vec<String> = dice.some(&GROUPS, 2).iter().map(ToString::to_string).collect();
    if dice.one_in(3) {
        words.push(format!("!{}", dice.pick(&GROUPS)));
    }
    words.join(",")
}

fn field_rules(dice: &mut Dice) -> Json {
    let fields = [
        ("x.case", "name"),
        ("x.case", "ratio"),
        ("x.case", "child_ids"),
        ("x.base", "score"),
        ("res.partner", "area_id"),
        ("spp.tag", "name"),
        ("res.users", "company_id"),
        ("res.users", "login"),
    ];
    let rules = (0..dice.below(7)).map(|n| {
        let (model, field) = *dice.pick(&fields);
        let operations = dice.pick(&[json!(["read"]), json!(["update"]), json!(["read", "update"])]).clone();
        let rule = json!({ "model": model, "field": field, "operations": operations, "groups": spec(dice) });
        (format!("field{n}"), rule)
    });
    Json::Object(rules.collect())
}

fn permissions(dice: &mut Dice) -> Json {
    let named = PERMISSIONS.map(|name| (name.to_owned(), json!({ "groups": dice.some(&GROUPS, 3) })));
    Json::Object(named.into_iter().collect())
}

/// Everything that a list of groups implies, itself included.
fn closure(groups: &Json, from: &[String]) -> BTreeSet<String> {
    let mut out: BTreeSet<String> = BTreeSet::new();
    let mut todo = from.to_vec();
    while let Some(group) = todo.pop() {
        if out.insert(group.clone()) {
            let implied = groups[&group]["implies"].as_array().cloned().unwrap_or_default();
            todo.extend(implied.iter().map(|g| g.as_str().unwrap().to_owned()));
        }
    }
    out
}

pub(super) fn policy(dice: &mut Dice, maker: &mut Option<BTreeMap<String, Dom>>) -> Json {
    let mut models = models(dice);
    if dice.one_in(2) {
        models["x.case"]["fields"]["note"] = json!({ "type": "text", "groups": spec(dice) });
    }
    // Fields that some worlds require, with every kind of "not set".
    for field in ["count", "ratio", "flag", "zone_ids", "child_ids"] {
        if dice.one_in(8) {
            let described = models["x.case"]["fields"][field].take();
            let mut described = if described.is_string() { json!({ "type": described }) } else { described };
            described["required"] = json!(true);
            models["x.case"]["fields"][field] = described;
        }
    }
    let mut groups = Map::new();
    for group in GROUPS {
        let implies = if dice.one_in(2) { dice.some(&GROUPS[..8], 2) } else { Vec::new() };
        let kind = dice.one_in(8).then(|| *dice.pick(&["base.group_user", "base.group_portal"]));
        let implies: Vec<&str> =
            implies.into_iter().chain(kind.filter(|_| !group.starts_with("base."))).collect();
        groups.insert(group.to_owned(), json!({ "label": group, "implies": implies }));
    }
    let groups = Json::Object(groups);
    let mut roles = Map::new();
    for n in 0..7 {
        let named: Vec<String> = dice.some(&GROUPS[..11], 3).iter().map(ToString::to_string).collect();
        let kinds = closure(&groups, &named)
            .iter()
            .filter(|g| *g == "base.group_user" || *g == "base.group_portal")
            .count();
        // A role of two kinds is refused when a policy is compiled, so none is made here.
        let named = if kinds > 1 { Vec::new() } else { named };
        let scope = if dice.one_in(2) { "local" } else { "global" };
        roles.insert(format!("r{n}"), json!({ "label": "r", "scope": scope, "groups": named }));
    }
    let mut acls = Map::new();
    for n in 0..30 {
        let model = if n < 14 { "x.case" } else { ASKED[n % ASKED.len()] };
        let group = (!dice.one_in(8)).then(|| *dice.pick(&GROUPS));
        acls.insert(
            format!("acl{n}"),
            json!({ "model": model, "group": group, "operations": operations(dice), "active": !dice.one_in(6) }),
        );
    }
    let mut domains = BTreeMap::new();
    let mut rules = Map::new();
    let typed: Policy = serde_json::from_value(json!({ "models": models })).unwrap();
    let count = if dice.one_in(6) { 80 } else { 16 + dice.below(20) };
    for n in 0..count {
        let model = if count == 80 || dice.one_in(2) { "x.case" } else { *dice.pick(&MODELS) };
        let dom = Maker { policy: &typed, dice, variables: true }.whole(model);
        let held = if dice.one_in(8) && count < 80 {
            Vec::new()
        } else {
            vec![*dice.pick(&GROUPS), *dice.pick(&GROUPS)]
        };
        let text = if dom == Dom::Constant(true) { String::new() } else { dom.text() };
        let rule = json!({ "model": model, "domain": text, "groups": held,
            "operations": operations(dice), "active": !dice.one_in(8) });
        rules.insert(format!("rule{n}"), rule);
        domains.insert(format!("rule{n}"), dom);
    }
    *maker = Some(domains);
    let kept: Vec<&str> = dice.some(&GROUPS, 2);
    json!({ "settings": { "kept_groups": kept }, "models": models, "groups": groups, "roles": roles, "acls": acls, "rules": rules,
        "field_rules": field_rules(dice), "permissions": permissions(dice) })
}
