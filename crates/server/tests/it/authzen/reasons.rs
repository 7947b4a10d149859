//! Reasons come only to those who ask.

use axum::body::Body;
use serde_json::{Value as Json, json};

use crate::fixture::{CERTIFICATION, Server, question};

async fn explained(server: &Server, path: &str, body: Json) -> Json {
    let request = server.request(path).header("Bailiwick-Explain", "true");
    let reply = server.send(request.body(Body::from(body.to_string())).unwrap()).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

#[tokio::test]
async fn a_decision_says_what_decided() {
    let server = Server::new(CERTIFICATION);
    let path = "/access/v1/evaluation";
    let json = explained(&server, path, question("bob", "write", "record-1")).await;
    assert_eq!(json["decision"], false);
    assert_eq!(json["context"]["reason"]["code"], "group_rules", "{json}");
    assert!(
        json["context"]["explanation"]["rules"].as_array().is_some_and(|rules| !rules.is_empty()),
        "{json}"
    );
    for (body, code) in [
        (question("alice", "read", "record-1"), "granted"),
        (question("nobody", "read", "record-1"), "user.unknown"),
        (question("alice", "fly", "record-1"), "action.unknown"),
        (question("alice", "read", "record-9"), "no_record"),
        (question("alice", "create", "record-9"), "no_acl"),
    ] {
        let json = explained(&server, path, body).await;
        assert_eq!(json["context"]["reason"]["code"], code, "{json}");
        assert!(json["context"]["reason"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{json}");
    }
}

#[tokio::test]
async fn batch_items_do_too() {
    let server = Server::new(CERTIFICATION);
    let body = json!({"evaluations": [question("alice", "read", "record-1"), {}, question("bob", "write", "record-1")]});
    let json = explained(&server, "/access/v1/evaluations", body).await;
    assert_eq!(json["evaluations"][0]["context"]["reason"]["code"], "granted");
    assert_eq!(json["evaluations"][1]["context"]["error"]["status"], 400);
    assert_eq!(json["evaluations"][2]["context"]["reason"]["code"], "group_rules");
}
