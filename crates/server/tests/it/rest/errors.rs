//! What is wrong with a body, with a pointer to it.

use axum::{
    body::Body,
    http::{Request, header},
};
use serde_json::{Value as Json, json};

use crate::fixture::{REGISTRY, Server, state};

#[tokio::test]
async fn every_fault_is_pointed_at_all_at_once() {
    let server = Server::new(REGISTRY);
    let table: Vec<(&str, Json, Vec<&str>)> = vec![
        ("check", json!({}), vec!["/user", "/action"]),
        ("check", json!({"user": 7, "action": null}), vec!["/user", "/action"]),
        ("explain", json!({"user": "asha", "action": "read", "modle": "x"}), vec!["/modle"]),
        ("check", json!({"user": "a", "action": "b", "record": 1.5}), vec!["/record"]),
        ("check", json!({"user": "a", "action": "b", "as_of": "soon"}), vec!["/as_of"]),
        ("check", json!({"user": "a", "action": "b", "at_least": "x"}), vec!["/at_least"]),
        ("check", json!({"user": "a", "action": "b", "companies": ["acme", " "]}), vec!["/companies/1"]),
        ("check", json!({"user": "a", "action": "b", "fields": ["x", 1]}), vec!["/fields/1"]),
        ("check", json!({"user": "a", "action": "b", "values": []}), vec!["/values"]),
        (
            "check",
            json!({"user": "a", "action": "b", "properties": {"subject": 1, "other": {}}}),
            vec!["/properties/subject", "/properties/other"],
        ),
        (
            "check",
            json!({"user": "a", "action": "b", "assume": {"lines": [{"role": "auditor"}, {"rôle": 1}], "x/y": 1}}),
            vec!["/assume/lines/1", "/assume/x~1y"],
        ),
        ("fields", json!({"user": "asha", "operation": "fly"}), vec!["/model", "/operation"]),
        ("filter", json!({"user": "asha", "model": "res.partner", "sql": {}}), vec!["/sql/dialect"]),
        (
            "filter",
            json!({"user": "asha", "model": "res.partner", "sql": {"dialect": "oracle", "tree": "oak"}}),
            vec!["/sql/dialect", "/sql/dialect", "/sql/tree"],
        ),
        ("who-can", json!({"action": "read", "page": {"limit": 0}, "assume": {}}), vec!["/assume", "/page"]),
        ("what-can", json!({"user": "asha", "record": 8}), vec!["/model"]),
    ];
    for (path, body, pointers) in table {
        let reply = server.post(&format!("/api/v1/{path}"), &body).await;
        reply.is_problem(422, "body.unfit");
        let mut found = reply.pointers();
        found.sort();
        let mut expected = pointers.clone();
        expected.sort_unstable();
        assert_eq!(found, expected, "{body}");
    }
}

#[tokio::test]
async fn names_that_lead_nowhere() {
    let server = Server::new(REGISTRY);
    let partner = |more: Json| {
        let mut body = json!({"user": "asha", "action": "update", "model": "res.partner", "record": 8});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    for (body, code, pointers) in [
        (partner(json!({"user": "nobody"})), "user.unknown", vec!["/user"]),
        (partner(json!({"model": "res.partnr"})), "model.unknown", vec!["/model"]),
        (partner(json!({"action": "fly"})), "action.unknown", vec!["/action"]),
        (partner(json!({"action": "action:todo.can_read_todos"})), "action.unknown", vec!["/action"]),
        (partner(json!({"record": "eight"})), "record.malformed", vec!["/record"]),
        (partner(json!({"companies": ["other"]})), "companies.foreign", vec!["/companies"]),
        (partner(json!({"values": {"nmae": "x"}})), "values.unfit", vec!["/values/nmae"]),
        (
            partner(json!({"values": {"name": 7, "area_id": "x"}})),
            "values.unfit",
            vec!["/values/area_id", "/values/name"],
        ),
        (partner(json!({"values": {"id": 9}})), "values.unfit", vec!["/values/id"]),
        (partner(json!({"fields": ["name", "nmae"]})), "values.unfit", vec!["/fields/1"]),
        (
            json!({"user": "morty", "action": "can_read_todos", "model": "todo", "record": "new",
                   "properties": {"resource": {"owner": 7}}}),
            "values.unfit",
            vec!["/properties/resource/owner"],
        ),
        (json!({"user": "asha", "action": "read"}), "model.missing", vec!["/model"]),
        (
            partner(json!({"assume": {"lines": [{"role": "registrar"}]}})),
            "assumption.impossible",
            vec!["/assume"],
        ),
        (partner(json!({"user": "nobody", "assume": {"lines": []}})), "user.unknown", vec!["/user"]),
    ] {
        for path in ["check", "explain"] {
            let reply = server.post(&format!("/api/v1/{path}"), &body).await;
            reply.is_problem(422, code);
            assert_eq!(reply.pointers(), pointers, "{body}");
        }
    }
}

#[tokio::test]
async fn bodies_that_cannot_be_read() {
    let server = Server::new(REGISTRY);
    let deep = format!("{{\"values\":{}1{}}}", "[".repeat(40), "]".repeat(40));
    for body in ["", "{", "[]", "7", r#"{"user":"a","user":"b"}"#, r#"{"values":{"a":1,"a":2}}"#, &deep] {
        for path in ["check", "explain", "fields", "filter", "who-can", "what-can"] {
            let reply = server.post_text(&format!("/api/v1/{path}"), body.to_owned()).await;
            reply.is_problem(400, "request.malformed");
        }
    }
    let request =
        Request::post("/api/v1/check").header(header::AUTHORIZATION, format!("Bearer {}", server.all));
    server.send(request.body(Body::from("{}")).unwrap()).await.is_problem(415, "body.not_json");
}

#[tokio::test]
async fn each_path_asks_for_its_scope() {
    let server = Server::new(REGISTRY);
    for (path, scope) in [
        ("check", "decide"),
        ("explain", "decide"),
        ("fields", "decide"),
        ("what-can", "decide"),
        ("filter", "search"),
        ("who-can", "search"),
    ] {
        for (name, token) in
            [("decide", &server.decide), ("search", &server.search), ("admin", &server.admin)]
        {
            let request = Request::post(format!("/api/v1/{path}"))
                .header(header::CONTENT_TYPE, "application/json")
                .header(header::AUTHORIZATION, format!("Bearer {token}"));
            let reply = server.send(request.body(Body::from("{}")).unwrap()).await;
            if name == scope {
                reply.is_problem(422, "body.unfit");
            } else {
                reply.is_problem(403, "token.scope");
            }
        }
        server
            .send(Request::post(format!("/api/v1/{path}")).body(Body::empty()).unwrap())
            .await
            .is_problem(401, "token.missing");
    }
}

#[tokio::test]
async fn a_revision_may_be_demanded_in_the_body() {
    let server = Server::new(REGISTRY);
    let body = |revision: u64| json!({"user": "omar", "action": "module:registry", "at_least": revision});
    assert_eq!(server.post("/api/v1/check", &body(7)).await.status, 200);
    server.post("/api/v1/check", &body(8)).await.is_problem(409, "revision.behind");
    server.live.swap(state(REGISTRY, 8).0);
    assert_eq!(server.post("/api/v1/check", &body(8)).await.json()["revision"], 8);
}
