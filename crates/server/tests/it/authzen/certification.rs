//! The certification scenario: its fixture, its eight decisions, its searches.

use axum::http::StatusCode;
use serde_json::{Value as Json, json};

use crate::fixture::{CERTIFICATION, Reply, Server, question};

const EVALUATION: &str = "/access/v1/evaluation";
const EVALUATIONS: &str = "/access/v1/evaluations";

fn with(mut question: Json, part: &str, properties: Json) -> Json {
    question[part]["properties"] = properties;
    question
}

#[track_caller]
fn decided(reply: &Reply, decision: bool) {
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(reply.text, format!("{{\"decision\":{decision}}}"));
    assert_eq!(reply.header("bailiwick-revision"), Some("7"));
}

#[tokio::test]
async fn the_eight_decisions() {
    let server = Server::new(CERTIFICATION);
    let archived = json!({"status": "archived"});
    let table = [
        (question("alice", "read", "record-1"), true),
        (question("alice", "write", "record-1"), true),
        (question("bob", "read", "record-1"), true),
        (question("bob", "write", "record-1"), false),
        (with(question("alice", "write", "record-2"), "resource", archived.clone()), false),
        (
            with(
                with(question("bob", "write", "record-2"), "resource", archived),
                "subject",
                json!({"role": "admin"}),
            ),
            true,
        ),
        (with(question("alice", "delete", "record-1"), "action", json!({"soft": true})), true),
        (with(question("alice", "delete", "record-1"), "action", json!({"soft": false})), false),
    ];
    for (body, decision) in &table {
        decided(&server.post(EVALUATION, body).await, *decision);
        // The same without items at the batch endpoint, and again: answers are stable.
        decided(&server.post(EVALUATIONS, body).await, *decision);
        let mut empty = body.clone();
        empty["evaluations"] = json!([]);
        decided(&server.post(EVALUATIONS, &empty).await, *decision);
        // Context and members that nobody knows change nothing.
        let mut more = body.clone();
        more["context"] = json!({"time": "2025-06-27T18:03-07:00", "ip": "192.168.1.1"});
        more["futureField"] = json!({"nested": true});
        decided(&server.post(EVALUATION, &more).await, *decision);
    }
}

#[tokio::test]
async fn properties_that_the_model_does_not_take_are_ignored() {
    let server = Server::new(CERTIFICATION);
    let body = json!({
        "subject": {"type": "user", "id": "alice", "properties": {"department": "Sales", "role": "manager"}},
        "action": {"name": "read", "properties": {"method": "GET"}},
        "resource": {"type": "record", "id": "record-1", "properties": {"status": "active", "owner": "bob"}},
    });
    decided(&server.post(EVALUATION, &body).await, true);
    // What is stored wins over what is brought: nobody brings an archived record back by calling it active.
    let lie = with(question("alice", "write", "record-2"), "resource", json!({"status": "active"}));
    decided(&server.post(EVALUATION, &lie).await, false);
}

#[tokio::test]
async fn what_nobody_knows_is_denied() {
    let server = Server::new(CERTIFICATION);
    let mut other_type = question("alice", "read", "record-1");
    other_type["resource"]["type"] = json!("spaceship");
    for body in [
        question("nobody", "read", "record-1"),
        question("alice", "read", "record-99"),
        question("alice", "fly", "record-1"),
        question("alice", "action:other.fly", "record-1"),
        question("", "", ""),
        other_type,
        // Values that do not fit are an error, and an error denies.
        with(question("alice", "write", "record-9"), "resource", json!({"status": 7})),
    ] {
        decided(&server.post(EVALUATION, &body).await, false);
    }
    // The type of a subject says nothing: users are known by login.
    let mut identity = question("alice", "read", "record-1");
    identity["subject"]["type"] = json!("identity");
    decided(&server.post(EVALUATION, &identity).await, true);
}

async fn ids(server: &Server, path: &str, body: Json) -> Vec<String> {
    let reply = server.post(path, &body).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
    let json = reply.json();
    let results = json["results"].as_array().unwrap();
    let id = |result: &Json| result.get("id").or(result.get("name")).unwrap().as_str().unwrap().to_owned();
    results.iter().map(id).collect()
}

#[tokio::test]
async fn the_six_searches() {
    let server = Server::new(CERTIFICATION);
    let subject = json!({"type": "user"});
    let read = json!({"name": "read"});
    let write = json!({"name": "write"});
    let admin = json!({"type": "user", "id": "bob", "properties": {"role": "admin"}});
    let archived = json!({"type": "record", "id": "record-2", "properties": {"status": "archived"}});
    let first = json!({"type": "record", "id": "record-1"});

    let path = "/access/v1/search/subject";
    let search = json!({"subject": subject, "action": read, "resource": first});
    let both = r#"{"results":[{"type":"user","id":"alice"},{"type":"user","id":"bob"}]}"#;
    assert_eq!(server.post(path, &search).await.text, both);
    assert_eq!(
        ids(&server, path, json!({"subject": subject, "action": write, "resource": archived})).await,
        ["bob"]
    );

    let path = "/access/v1/search/resource";
    let search =
        json!({"subject": {"type": "user", "id": "alice"}, "action": read, "resource": {"type": "record"}});
    assert_eq!(ids(&server, path, search).await, ["record-1", "record-2"]);
    let search = json!({"subject": admin, "action": write, "resource": {"type": "record", "id": "ignored"}});
    assert_eq!(ids(&server, path, search).await, ["record-2"]);

    let path = "/access/v1/search/action";
    let search = json!({"subject": {"type": "user", "id": "alice"}, "resource": first});
    assert_eq!(server.post(path, &search).await.text, r#"{"results":[{"name":"read"},{"name":"write"}]}"#);
    assert_eq!(ids(&server, path, json!({"subject": admin, "resource": archived})).await, ["read", "write"]);
    // With context, which is not fixed by the scenario.
    let search = json!({"subject": admin, "resource": archived, "context": {"time": "2026-01-01T00:00:00Z"}});
    assert_eq!(ids(&server, path, search).await, ["read", "write"]);
}

#[tokio::test]
async fn searches_for_what_nobody_knows_find_nothing() {
    let server = Server::new(CERTIFICATION);
    let alice = json!({"type": "user", "id": "alice"});
    let nobody = json!({"type": "user", "id": "nonexistent-user"});
    let record = json!({"type": "record", "id": "record-1"});
    let read = json!({"name": "read"});
    for (path, body) in [
        ("subject", json!({"subject": {"type": "spaceship"}, "action": read, "resource": record})),
        ("subject", json!({"subject": {"type": "user"}, "action": {"name": "fly"}, "resource": record})),
        (
            "subject",
            json!({"subject": {"type": "user"}, "action": read, "resource": {"type": "record", "id": "x"}}),
        ),
        (
            "subject",
            json!({"subject": {"type": "user"}, "action": read, "resource": {"type": "ship", "id": "x"}}),
        ),
        ("resource", json!({"subject": nobody, "action": read, "resource": {"type": "record"}})),
        ("resource", json!({"subject": alice, "action": read, "resource": {"type": "spaceship"}})),
        ("resource", json!({"subject": alice, "action": {"name": "fly"}, "resource": {"type": "record"}})),
        ("action", json!({"subject": nobody, "resource": record})),
        ("action", json!({"subject": alice, "resource": {"type": "spaceship", "id": "1"}})),
        ("action", json!({"subject": alice, "resource": {"type": "record", "id": "record-99"}})),
    ] {
        let reply = server.post(&format!("/access/v1/search/{path}"), &body).await;
        assert_eq!((reply.status, reply.text.as_str()), (StatusCode::OK, r#"{"results":[]}"#), "{body}");
    }
}

#[tokio::test]
async fn the_discovery_document() {
    let server = Server::new(CERTIFICATION);
    let request = axum::http::Request::builder()
        .uri("/.well-known/authzen-configuration")
        .header("host", "evil.example")
        .body(axum::body::Body::empty())
        .unwrap();
    let reply = server.send(request).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(reply.header("cache-control"), Some("public, max-age=300"));
    let json = reply.json();
    assert_eq!(json["policy_decision_point"], "https://pdp.example.org");
    assert_eq!(json["access_evaluation_endpoint"], "https://pdp.example.org/access/v1/evaluation");
    assert_eq!(json["search_action_endpoint"], "https://pdp.example.org/access/v1/search/action");
    assert!(json.get("capabilities").is_none());
    assert!(!reply.text.contains("evil"));

    let behind = Server::with(CERTIFICATION, |config| {
        config.public_url = Some("https://example.org/tenant1".to_owned());
    });
    let reply = behind.get("/.well-known/authzen-configuration/tenant1").await;
    assert_eq!(reply.json()["policy_decision_point"], "https://example.org/tenant1");
}
