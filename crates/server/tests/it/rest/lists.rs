//! Filters, and who can.

use serde_json::{Value as Json, json};

use crate::fixture::{REGISTRY, Server};

async fn ask(server: &Server, path: &str, body: Json) -> Json {
    let reply = server.post(&format!("/api/v1/{path}"), &body).await;
    assert_eq!(reply.status, 200, "{body}: {}", reply.text);
    reply.json()
}

#[tokio::test]
async fn filters_cover_all_none_or_some() {
    let server = Server::new(REGISTRY);
    for (user, operation, coverage) in [
        ("carla", "read", "all"),
        ("beth", "read", "none"),
        ("asha", "read", "conditional"),
        ("asha", "delete", "none"),
    ] {
        let json =
            ask(&server, "filter", json!({"user": user, "model": "res.partner", "operation": operation}))
                .await;
        assert_eq!(json["coverage"], coverage, "{user} {operation}");
        assert!(json.get("sql").is_none());
        if coverage != "conditional" {
            assert_eq!(json["filter"], coverage == "all");
        }
    }
    let json = ask(&server, "filter", json!({"user": "asha", "model": "res.partner"})).await;
    assert_eq!(
        (json["filter"]["field"].as_str(), &json["filter"]["below"]),
        (Some("area_id"), &json!([2])),
        "{json}"
    );
}

#[tokio::test]
async fn filters_as_sql_bind_every_value() {
    let server = Server::new(REGISTRY);
    let body = |sql: Json| json!({"user": "asha", "model": "res.partner", "operation": "update", "sql": sql});
    let wanted = json!({"dialect": "postgres", "alias": "p", "binds_before": 3, "tree": "ids"});
    let json = ask(&server, "filter", body(wanted)).await;
    let text = json["sql"]["text"].as_str().unwrap();
    assert!(text.contains("\"p\".\"area_id\"") && text.contains("$4") && !text.contains("$3"), "{text}");
    let binds = json["sql"]["binds"].as_array().unwrap();
    assert!(
        binds.contains(&json!(2)) && binds.contains(&json!(3)),
        "the district and its village: {binds:?}"
    );
    // Without a tree in the database the ids are all there is; a name cannot break out of its quotes.
    let wanted = json!({"dialect": "sqlite", "alias": "p\" OR 1=1 --", "tree": "ids"});
    let json = ask(&server, "filter", body(wanted)).await;
    assert!(json["sql"]["text"].as_str().unwrap().contains("\"p\"\" OR 1=1 --\""), "{json}");
}

#[tokio::test]
async fn a_domain_of_ones_own_is_narrowed_to_what_one_may_see() {
    let server = Server::new(REGISTRY);
    let body = |domain: &str, more: Json| {
        let mut body = json!({"user": "asha", "model": "res.partner", "domain": domain});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let json = ask(&server, "filter", body("[('name', '=', 'x')]", json!({}))).await;
    assert_eq!(json["coverage"], "conditional");
    let fields = |json: &Json| json["filter"].to_string();
    assert!(fields(&json).contains("\"active\"") && fields(&json).contains("\"area_id\""), "{json}");
    let json = ask(&server, "filter", body("[('name', '=', 'x')]", json!({"active_test": false}))).await;
    assert!(!fields(&json).contains("\"active\""), "{json}");
    for domain in ["[('salary', '>', 5)]", "[('nmae', '=', 1)]", "nonsense("] {
        let reply = server.post("/api/v1/filter", &body(domain, json!({}))).await;
        reply.is_problem(422, "domain.refused");
        assert_eq!(reply.pointers(), ["/domain"]);
    }
    let reply = server.post("/api/v1/filter", &body("[]", json!({"operation": "update"}))).await;
    reply.is_problem(422, "domain.not_read");
}

#[tokio::test]
async fn who_can_in_pages() {
    let server = Server::new(REGISTRY);
    let body = |page: Json| json!({"action": "read", "model": "res.partner", "record": 8, "page": page});
    let whole = ask(&server, "who-can", json!({"action": "read", "model": "res.partner", "record": 8})).await;
    assert_eq!(whole["users"], json!(["asha", "carla", "omar"]));
    assert!(whole.get("page").is_none());
    let first = ask(&server, "who-can", body(json!({"limit": 2}))).await;
    assert_eq!(first["users"], json!(["asha", "carla"]));
    let token = &first["page"]["next_token"];
    let second = ask(&server, "who-can", body(json!({"token": token}))).await;
    assert_eq!((&second["users"], &second["page"]["next_token"]), (&json!(["omar"]), &json!("")));
    // The token of one question is none of another's.
    let mut other = body(json!({"token": token}));
    other["record"] = json!(9);
    server.post("/api/v1/who-can", &other).await.is_problem(400, "request.malformed");
    let mut other = body(json!({"token": token}));
    other["as_of"] = json!("2027-05-01");
    server.post("/api/v1/who-can", &other).await.is_problem(400, "request.malformed");

    let json = ask(&server, "who-can", json!({"action": "feature:export"})).await;
    assert_eq!(json["users"], json!(["carla"]));
    let later = json!({"action": "update", "model": "res.partner", "as_of": "2027-04-01"});
    assert_eq!(ask(&server, "who-can", later).await["users"], json!(["carla"]));
    // Companies that are not somebody's are no reason to forget the others.
    let here = json!({"action": "read", "model": "res.partner", "record": 8, "companies": ["acme"]});
    assert_eq!(ask(&server, "who-can", here).await["users"], json!(["asha", "carla", "omar"]));
}
