//! What nobody can read is refused where it stands, whichever request brings it.

use axum::{body::Body, http::Method};
use serde_json::{Value as Json, json};

use crate::office::Office;

#[tokio::test]
async fn texts_that_cannot_be_read_are_refused_where_they_stand() {
    let office = Office::new();
    let badge = json!({"label": "Badge", "kind": "text"});
    assert_eq!(office.ask("root", Method::PUT, "/api/v1/attributes/badge", badge).await.status, 200);
    let deny = json!({"effect": "deny", "model": "bailiwick.user", "operations": ["read"], "reason": "a\0b"});
    for (method, path, body, pointer) in [
        (
            Method::POST,
            "/api/v1/users/nora/role-lines",
            json!({"role": "viewer", "reason": "a\0b"}),
            "/reason",
        ),
        (Method::POST, "/api/v1/users/nora/overrides", deny, "/reason"),
        (Method::POST, "/api/v1/users/nora/notes", json!({"text": "a\u{1b}[2J"}), "/text"),
        (
            Method::POST,
            "/api/v1/roles",
            json!({"id": "x", "body": {"label": "a\nb", "groups": ["reg.viewer"]}}),
            "/label",
        ),
        (
            Method::POST,
            "/api/v1/groups",
            json!({"id": "reg.x", "body": {"label": "X", "comment": "a\0"}}),
            "/comment",
        ),
        (Method::PATCH, "/api/v1/users/nora", json!({"attributes": {"badge": "a\0b"}}), "/attributes/badge"),
        (Method::PATCH, "/api/v1/companies/acme", json!({"name": "a\0b"}), "/name"),
        (Method::PUT, "/api/v1/attributes/shift", json!({"label": "a\0b", "kind": "text"}), "/label"),
    ] {
        let refused = office.ask("root", method, path, body).await;
        assert_eq!(refused.json()["errors"][0]["pointer"], pointer, "{path}: {}", refused.text);
        refused.is_problem(422, "body.unfit");
    }
    // A reason that turns the direction of the line that it stands in.
    let turned = office.request("root", Method::POST, "/api/v1/users/nora/notes");
    let turned = turned.header("bailiwick-reason", "a\u{202e}b".as_bytes());
    let reply = office.send(turned.body(Body::from(json!({"text": "x"}).to_string())).unwrap()).await;
    reply.is_problem(400, "reason.malformed");
    let lines = json!({"text": "Called.\nTwice."});
    assert_eq!(office.post("root", "/api/v1/users/nora/notes", lines).await.status, 201);
    let line = json!({"role": "viewer", "from": "-000001-01-01"});
    let refused = office.post("root", "/api/v1/users/nora/role-lines", line).await;
    assert_eq!(refused.json()["errors"][0]["pointer"], "/from", "{}", refused.text);
    let found = office.get("root", "/api/v1/users/nora").await.json();
    assert_eq!((&found["lines"], &found["attributes"]), (&json!([]), &Json::Null));
}
