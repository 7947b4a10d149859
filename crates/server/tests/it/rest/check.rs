//! Check, explain, fields, what-can; as of a day, for companies, and what if.

use serde_json::{Value as Json, json};

use crate::fixture::{REGISTRY, Server};

async fn ask(server: &Server, path: &str, body: Json) -> Json {
    let reply = server.post(&format!("/api/v1/{path}"), &body).await;
    assert_eq!(reply.status, 200, "{body}: {}", reply.text);
    assert_eq!(reply.header("bailiwick-revision"), Some("7"));
    let json = reply.json();
    assert_eq!(json["revision"], 7);
    json
}

fn partner(user: &str, action: &str, record: i64) -> Json {
    json!({"user": user, "action": action, "model": "res.partner", "record": record})
}

fn general(user: &str, action: &str, more: Json) -> Json {
    with(json!({"user": user, "action": action, "model": "res.partner"}), more)
}

fn with(mut body: Json, more: Json) -> Json {
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

#[tokio::test]
async fn decisions_with_their_reasons() {
    let server = Server::new(REGISTRY);
    for (body, decision, code) in [
        (partner("asha", "update", 8), true, "granted"),
        (partner("asha", "write", 8), true, "granted"),
        (partner("asha", "approve", 8), true, "granted"),
        (partner("asha", "update", 7), false, "group_rules"),
        (partner("asha", "update", 9), false, "no_acl"),
        (partner("asha", "delete", 8), false, "no_acl"),
        (partner("omar", "read", 99), false, "no_record"),
        (json!({"user": "omar", "action": "read", "model": "res.partner"}), true, "granted"),
        (json!({"user": "omar", "action": "delete", "model": "res.partner"}), false, "no_acl"),
        (json!({"user": "omar", "action": "module:registry"}), true, "granted"),
        (json!({"user": "omar", "action": "feature:export"}), false, "no_permission"),
        (json!({"user": "asha", "action": "action:res.partner.approve", "record": "8"}), true, "granted"),
        (
            json!({"user": "asha", "action": "action:res.partner.approve", "record": "9"}),
            false,
            "no_permission",
        ),
        // Whoever may touch a record before must be allowed to after.
        (with(partner("asha", "update", 8), json!({"values": {"area_id": 2}})), true, "granted"),
        (with(partner("asha", "update", 8), json!({"values": {"area_id": 4}})), false, "no_acl"),
        (with(partner("asha", "update", 8), json!({"values": {"user_id": 10}})), false, "group_rules"),
        // What is created is only what it will be.
        (
            json!({"user": "asha", "action": "create", "model": "res.partner", "values": {"area_id": 3}}),
            true,
            "granted",
        ),
        (
            json!({"user": "asha", "action": "create", "model": "res.partner", "values": {"area_id": 4}}),
            false,
            "no_acl",
        ),
        (with(partner("asha", "update", 8), json!({"fields": ["name"]})), true, "granted"),
        (with(partner("asha", "update", 8), json!({"fields": ["salary"]})), false, "field"),
        (with(partner("asha", "update", 8), json!({"values": {"salary": 5.0}})), false, "field"),
        (with(partner("carla", "update", 8), json!({"values": {"salary": 5.0}})), true, "granted"),
        // Without a record too: a field that is hidden everywhere is touched nowhere.
        (general("asha", "read", json!({"fields": ["name"]})), true, "granted"),
        (general("asha", "read", json!({"fields": ["name", "salary"]})), false, "field"),
        (general("asha", "update", json!({"values": {"salary": 5.0}})), false, "field"),
        (general("carla", "update", json!({"values": {"salary": 5.0}})), true, "granted"),
        // A custom action is held to the fields it touches, and to what the record would become.
        (with(partner("asha", "approve", 8), json!({"fields": ["name"]})), true, "granted"),
        (with(partner("asha", "approve", 8), json!({"fields": ["salary"]})), false, "field"),
        (with(partner("asha", "approve", 8), json!({"values": {"salary": 5.0}})), false, "field"),
        (general("asha", "approve", json!({"fields": ["salary"]})), false, "field"),
        (with(partner("carla", "approve", 8), json!({"fields": ["salary"]})), true, "granted"),
        (with(partner("asha", "approve", 8), json!({"values": {"area_id": 4}})), false, "no_permission"),
        (with(partner("asha", "approve", 8), json!({"values": {"user_id": 10}})), false, "group_rules"),
    ] {
        let json = ask(&server, "check", body.clone()).await;
        assert_eq!(
            (json["decision"].as_bool(), json["reason"]["code"].as_str()),
            (Some(decision), Some(code)),
            "{body}"
        );
        assert!(json.get("explanation").is_none() && json.get("sentences").is_none(), "{json}");
        let explained = ask(&server, "explain", body.clone()).await;
        assert_eq!(explained["decision"], decision, "{body}");
        assert_eq!(explained["reason"], json["reason"], "{body}");
    }
}

#[tokio::test]
async fn explanations_name_what_led_there() {
    let server = Server::new(REGISTRY);
    let json = ask(&server, "explain", partner("asha", "update", 9)).await;
    assert_eq!(json["explanation"]["lines"][0]["role"], "registrar", "{json}");
    assert_eq!(json["explanation"]["lines"][0]["state"], "elsewhere", "{json}");
    assert!(json["sentences"].as_array().unwrap().len() > 1, "{json}");
    assert!(json["explanation"].get("decision").is_none(), "{json}");
    // A change that is refused is explained by what the record would become.
    let json =
        ask(&server, "explain", with(partner("asha", "update", 8), json!({"values": {"user_id": 10}}))).await;
    let rules = json["explanation"]["rules"].as_array().unwrap();
    assert!(rules.iter().any(|r| r["rule"] == "not_ones_own" && r["holds"] == false), "{json}");
}

#[tokio::test]
async fn any_day_can_be_asked_about() {
    let server = Server::new(REGISTRY);
    for (as_of, decision) in [
        ("2026-11-30", false),
        ("2026-12-01", true),
        ("2027-03-31", true),
        ("2027-04-01", false),
        // Midnight falls earlier in Manila.
        ("2026-11-30T15:59:59Z", false),
        ("2026-11-30T16:00:00Z", true),
        ("2027-04-01T00:00:00+08:00", false),
    ] {
        let json = ask(&server, "check", with(partner("asha", "update", 8), json!({"as_of": as_of}))).await;
        assert_eq!(json["decision"], decision, "{as_of}");
    }
}

#[tokio::test]
async fn what_if_saves_nothing() {
    let server = Server::new(REGISTRY);
    let line = json!({"role": "registrar", "areas": ["D-2"]});
    let assume = json!({"assume": {"lines": [line]}});
    assert_eq!(
        ask(&server, "check", with(partner("omar", "update", 9), assume.clone())).await["decision"],
        true
    );
    assert_eq!(ask(&server, "check", with(partner("omar", "update", 8), assume)).await["decision"], false);
    assert_eq!(ask(&server, "check", partner("omar", "update", 9)).await["decision"], false);
    let deny = json!({"effect": "deny", "model": "res.partner", "operations": ["update"], "reason": "Leave"});
    let assume = json!({"assume": {"overrides": [deny]}});
    let json = ask(&server, "explain", with(partner("asha", "update", 8), assume)).await;
    assert_eq!(
        (json["decision"].as_bool(), json["reason"]["code"].as_str()),
        (Some(false), Some("override"))
    );
    let later =
        json!({"assume": {"lines": [{"role": "manager", "from": "2028-01-01"}]}, "as_of": "2028-01-01"});
    assert_eq!(
        ask(&server, "check", with(partner("omar", "delete", 9), later.clone())).await["decision"],
        true
    );
    let body = with(json!({"user": "omar", "model": "res.partner", "record": 9}), later);
    assert_eq!(ask(&server, "what-can", body).await["models"]["res.partner"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn attributes_count_as_far_as_the_model_takes_them() {
    let server = Server::new(REGISTRY);
    let body = |owner: &str| {
        json!({
            "user": "morty", "action": "can_update_todo", "model": "todo", "record": "t-5",
            "properties": {"resource": {"owner": owner}, "context": {"ip": "::1"}},
        })
    };
    assert_eq!(ask(&server, "check", body("morty")).await["decision"], true);
    assert_eq!(ask(&server, "check", body("rick")).await["decision"], false);
}

#[tokio::test]
async fn fields_by_operation_and_record() {
    let server = Server::new(REGISTRY);
    let json = ask(&server, "fields", json!({"user": "asha", "model": "res.partner", "record": 8})).await;
    assert_eq!(json["operation"], "read");
    assert_eq!(
        (json["fields"]["name"].as_str(), json["fields"]["salary"].as_str()),
        (Some("yes"), Some("no")),
        "{json}"
    );
    let json =
        ask(&server, "fields", json!({"user": "carla", "model": "res.partner", "operation": "write"})).await;
    assert_eq!(
        (json["operation"].as_str(), json["fields"]["salary"].as_str()),
        (Some("update"), Some("yes")),
        "{json}"
    );
    let json = ask(&server, "fields", json!({"user": "asha", "model": "res.partner", "record": 9})).await;
    assert!(json["fields"].as_object().unwrap().values().all(|access| access == "no"), "{json}");
    let json = ask(&server, "fields", json!({"user": "carla", "model": "res.partner", "record": 99})).await;
    assert!(json["fields"].as_object().unwrap().values().all(|access| access == "no"), "{json}");
}

#[tokio::test]
async fn abilities_at_a_record_and_anywhere() {
    let server = Server::new(REGISTRY);
    let json = ask(&server, "what-can", json!({"user": "asha", "model": "res.partner", "record": 8})).await;
    assert_eq!(json["models"], json!({"res.partner": ["create", "read", "update", "approve"]}));
    assert!(json.get("permissions").is_none());
    let json = ask(&server, "what-can", json!({"user": "omar"})).await;
    assert_eq!(json["models"], json!({"res.partner": ["read"], "route": ["GET"]}));
    assert_eq!(json["permissions"], json!(["module:registry"]));
}

#[tokio::test]
async fn no_companies_named_are_all_of_the_user_s() {
    let server = Server::new(
        "models: {res.company: {fields: {name: char}}, m: {fields: {company_id: many2one res.company}}}
groups: {g: {label: G}}
acls: {row: {model: m, group: g, operations: [read]}}
rules: {own: {model: m, domain: \"[('company_id', 'in', company_ids)]\"}}
companies: {a: {id: 1, name: A}, b: {id: 2, name: B}}
users: {asha: {company: a, companies: [b], groups: [g]}}
records: {m: [{id: 1, company_id: 1}, {id: 2, company_id: 2}]}
",
    );
    for (companies, record, decision) in [
        (json!([]), 1, true),
        (json!([]), 2, true),
        (Json::Null, 2, true),
        (json!(["b"]), 2, true),
        (json!(["a"]), 2, false),
    ] {
        let question =
            json!({"user": "asha", "action": "read", "model": "m", "record": record, "companies": companies});
        assert_eq!(ask(&server, "check", question.clone()).await["decision"], decision, "{question}");
    }
}
