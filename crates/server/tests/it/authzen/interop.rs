//! The shapes of the interoperability scenarios, in a world of our own: a todo list and a gateway.

use serde_json::{Value as Json, json};

use crate::fixture::{REGISTRY, Server};

async fn decision(server: &Server, user: &str, action: &str, resource: Json) -> bool {
    let body = json!({"subject": {"type": "identity", "id": user}, "action": {"name": action}, "resource": resource});
    let reply = server.post("/access/v1/evaluation", &body).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()["decision"].as_bool().unwrap()
}

#[tokio::test]
async fn a_todo_list_keeps_its_own_records() {
    let server = Server::new(REGISTRY);
    let todo = |owner: Option<&str>| match owner {
        Some(owner) => json!({"type": "todo", "id": "t-99", "properties": {"owner": owner}}),
        None => json!({"type": "todo", "id": "todo-1"}),
    };
    for (user, action, owner, expected) in [
        ("beth", "can_read_todos", None, true),
        ("morty", "can_read_todos", None, true),
        ("asha", "can_read_todos", None, false),
        ("beth", "can_create_todo", None, false),
        ("morty", "can_create_todo", None, true),
        ("morty", "can_update_todo", Some("morty"), true),
        ("morty", "can_update_todo", Some("rick"), false),
        ("beth", "can_update_todo", Some("beth"), false),
        ("rick", "can_update_todo", Some("morty"), true),
    ] {
        let found = decision(&server, user, action, todo(owner)).await;
        assert_eq!(found, expected, "{user} {action} {owner:?}");
    }
    // What is to be created need not be there.
    assert!(decision(&server, "morty", "can_create_todo", json!({"type": "todo", "id": "new"})).await);
}

#[tokio::test]
async fn a_gateway_asks_about_methods_and_routes() {
    let server = Server::new(REGISTRY);
    let route = |id: &str| json!({"type": "route", "id": id});
    assert!(decision(&server, "omar", "GET", route("/users")).await);
    assert!(!decision(&server, "omar", "POST", route("/users")).await);
    assert!(decision(&server, "carla", "POST", route("/users")).await);
    assert!(!decision(&server, "beth", "GET", route("/users")).await);
    assert!(!decision(&server, "omar", "GET", route("/unknown")).await);
    assert!(!decision(&server, "omar", "DELETE", route("/users")).await);
}

#[tokio::test]
async fn permissions_may_be_asked_about_with_any_resource() {
    let server = Server::new(REGISTRY);
    let export = json!({"type": "application", "id": "registry"});
    assert!(decision(&server, "carla", "feature:export", export.clone()).await);
    assert!(!decision(&server, "omar", "feature:export", export).await);
    assert!(decision(&server, "omar", "module:registry", json!({"type": "res.partner", "id": "8"})).await);
}

#[tokio::test]
async fn searches_are_exact_and_what_they_find_is_allowed() {
    let server = Server::new(REGISTRY);
    let body = json!({
        "subject": {"type": "user"}, "action": {"name": "update"}, "resource": {"type": "res.partner", "id": "8"},
    });
    let reply = server.post("/access/v1/search/subject", &body).await;
    let expected = r#"{"results":[{"type":"user","id":"asha"},{"type":"user","id":"carla"}]}"#;
    assert_eq!(reply.text, expected);
    // Users go by the name of their model too.
    let named = body.to_string().replace(r#""type":"user""#, r#""type":"res.users""#);
    let reply = server.post_text("/access/v1/search/subject", named).await;
    assert_eq!(reply.text, expected.replace("\"user\"", "\"res.users\""));

    for user in ["asha", "omar", "carla", "beth"] {
        for action in ["read", "update", "delete", "approve"] {
            let search = json!({
                "subject": {"type": "user", "id": user}, "action": {"name": action}, "resource": {"type": "res.partner"},
            });
            let reply = server.post("/access/v1/search/resource", &search).await.json();
            let found: Vec<&str> =
                reply["results"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap()).collect();
            for id in ["7", "8", "9", "12"] {
                let allowed = decision(&server, user, action, json!({"type": "res.partner", "id": id})).await;
                assert_eq!(allowed, found.contains(&id), "{user} {action} {id}: {found:?}");
            }
        }
    }
    let search =
        json!({"subject": {"type": "user", "id": "asha"}, "resource": {"type": "res.partner", "id": "8"}});
    let reply = server.post("/access/v1/search/action", &search).await;
    let expected = r#"{"results":[{"name":"create"},{"name":"read"},{"name":"update"},{"name":"approve"}]}"#;
    assert_eq!(reply.text, expected);
}
