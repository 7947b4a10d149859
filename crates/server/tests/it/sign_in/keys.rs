//! API keys: made by people for themselves and for programs, worth what their owner is, and refused once they are gone.

use axum::http::{Method, StatusCode, header};
use serde_json::{Value as Json, json};

use super::browser::{Browser, somebody};
use crate::{fixture::Reply, office::Office};

/// A request with a key.
async fn with(office: &Office, key: &str, method: Method, path: &str, body: Json) -> Reply {
    let request = axum::http::Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {key}"))
        .header(header::CONTENT_TYPE, "application/json");
    let body = if body.is_null() { String::new() } else { body.to_string() };
    office.send(request.body(body.into()).unwrap()).await
}

async fn asks(browser: &mut Browser<'_>, method: Method, path: &str, body: Json) -> Reply {
    let request = browser.request(method, path).header(header::CONTENT_TYPE, "application/json");
    let body = if body.is_null() { String::new() } else { body.to_string() };
    browser.send(request.body(body.into()).unwrap()).await
}

fn new(scopes: &[&str]) -> Json {
    json!({ "name": "reports", "scopes": scopes })
}

fn text(reply: &Reply, name: &str) -> String {
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
    reply.json()[name].as_str().unwrap_or_else(|| panic!("no {name} in {}", reply.text)).to_owned()
}

/// A program with an account of its own that registers in the first district.
pub(super) async fn robot(office: &Office) {
    let robot = json!({"login": "robot", "kind": "service", "company": "ministry",
                       "lines": [{"role": "registrar", "areas": ["D1"]}]});
    let made = office.post("root", "/api/v1/users", robot).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
}

#[tokio::test]
async fn people_make_keys_for_themselves_that_open_what_they_may() {
    let office = Office::new();
    let mut ella = somebody(&office, "ella").await;
    let dry = asks(&mut ella, Method::POST, "/api/v1/me/keys?dry_run=true", new(&["admin"])).await;
    assert_eq!((dry.status, &dry.json()["key"]), (StatusCode::OK, &Json::Null), "{}", dry.text);
    let body = json!({ "name": " reports ", "scopes": ["admin", "decide"], "days": 7 });
    let made = asks(&mut ella, Method::POST, "/api/v1/me/keys", body).await;
    let (key, id) = (text(&made, "key"), text(&made, "id"));
    assert!(key.starts_with(&format!("bw_{id}_")) && key.len() == 65, "{key}");
    assert_eq!(made.json()["ends_us"], json!(office.now() + 7 * 86_400_000_000));
    assert_eq!(made.json()["name"], "reports");
    let curl = text(&made, "curl");
    assert!(curl.contains(&key) && curl.contains("https://office.example/api/v1/me"), "{curl}");

    let me = with(&office, &key, Method::GET, "/api/v1/me", Json::Null).await;
    assert_eq!((me.status, &me.json()["login"]), (StatusCode::OK, &json!("ella")), "{}", me.text);
    // As much as she may, and no more.
    for path in ["/api/v1/users?count=true", "/api/v1/audit", "/api/v1/users/root"] {
        let hers = with(&office, &key, Method::GET, path, Json::Null).await;
        let (status, text) = {
            let same = office.get("ella", path).await;
            (same.status, same.json())
        };
        let mut here = hers.json();
        let mut there = text;
        for body in [&mut here, &mut there] {
            body["request_id"] = Json::Null;
        }
        assert_eq!((hers.status, here), (status, there), "{path}");
    }
    let role = json!({"role": "administrator"});
    let grab = with(&office, &key, Method::POST, "/api/v1/users/ella/role-lines", role).await;
    assert!(grab.status.is_client_error(), "{}", grab.text);

    // She sees it again, and not what it opens with.
    let listed = asks(&mut ella, Method::GET, "/api/v1/me/keys", Json::Null).await;
    let mine = listed.json();
    let mine = mine.as_array().unwrap().iter().find(|known| known["id"] == json!(id)).unwrap();
    assert_eq!(
        (&mine["prefix"], &mine["scopes"]),
        (&json!(format!("bw_{id}_")), &json!(["decide", "admin"]))
    );
    let secret = key.rsplit_once(&format!("{id}_")).unwrap().1;
    assert!(!listed.text.contains(secret));
    let trail = office.get("root", "/api/v1/audit?limit=500").await;
    assert!(trail.text.contains("key.created") && !trail.text.contains(secret));

    let gone = asks(&mut ella, Method::DELETE, &format!("/api/v1/me/keys/{id}"), Json::Null).await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.text);
    with(&office, &key, Method::GET, "/api/v1/me", Json::Null).await.is_problem(401, "token.refused");
    let again = asks(&mut ella, Method::DELETE, &format!("/api/v1/me/keys/{id}"), Json::Null).await;
    again.is_problem(404, "not_found");
    assert!(office.get("root", "/api/v1/audit?limit=500").await.text.contains("key.deleted"));
}

#[tokio::test]
async fn a_key_takes_a_person_who_has_shown_of_late_who_he_is() {
    let office = Office::new();
    let mut ella = somebody(&office, "ella").await;
    let key = text(&asks(&mut ella, Method::POST, "/api/v1/me/keys", new(&["admin"])).await, "key");
    // A key that was taken does not become another one.
    let more = with(&office, &key, Method::POST, "/api/v1/me/keys", new(&["admin"])).await;
    more.is_problem(403, "not_allowed");
    office.pass(6 * 60);
    let stale = asks(&mut ella, Method::POST, "/api/v1/me/keys", new(&["admin"])).await;
    stale.is_problem(403, "step_up.required");
    // Seeing them and taking them away takes none.
    let listed = asks(&mut ella, Method::GET, "/api/v1/me/keys", Json::Null).await.json();
    let id = listed.as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned();
    let gone = asks(&mut ella, Method::DELETE, &format!("/api/v1/me/keys/{id}"), Json::Null).await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.text);
}

#[tokio::test]
async fn scopes_and_days_make_a_key_less() {
    let office = Office::new();
    let mut ella = somebody(&office, "ella").await;
    let made =
        asks(&mut ella, Method::POST, "/api/v1/me/keys", json!({"name": "a", "scopes": ["read"], "days": 1}));
    let key = text(&made.await, "key");
    assert_eq!(with(&office, &key, Method::GET, "/api/v1/me", Json::Null).await.status, StatusCode::OK);
    let change = with(&office, &key, Method::PATCH, "/api/v1/me", json!({"language": "fr"})).await;
    change.is_problem(403, "token.scope");
    assert!(change.header("www-authenticate").unwrap().contains("scope=\"admin\""));
    let asked = with(&office, &key, Method::POST, "/api/v1/check", json!({"user": "ella"})).await;
    asked.is_problem(403, "token.scope");
    office.pass(86_400);
    with(&office, &key, Method::GET, "/api/v1/me", Json::Null).await.is_problem(401, "token.refused");

    let mut ella = somebody(&office, "ella").await;
    let decide = text(&asks(&mut ella, Method::POST, "/api/v1/me/keys", new(&["decide"])).await, "key");
    with(&office, &decide, Method::GET, "/api/v1/me", Json::Null).await.is_problem(403, "token.scope");
    let question = json!({"user": "ella", "action": "read", "model": "bailiwick.user", "record": "ella"});
    let answer = with(&office, &decide, Method::POST, "/api/v1/check", question).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}

#[tokio::test]
async fn what_makes_no_key_is_told_with_its_place() {
    let office = Office::new();
    let mut ella = somebody(&office, "ella").await;
    for (body, place) in [
        (json!({"name": "a", "scopes": []}), "/scopes"),
        (json!({"name": "a", "scopes": ["decide", "everything"]}), "/scopes/1"),
        (json!({"name": "  ", "scopes": ["decide"]}), "/name"),
        (json!({"name": "a\nb", "scopes": ["decide"]}), "/name"),
        (json!({"name": "a", "scopes": ["decide"], "days": 0}), "/days"),
        (json!({"name": "a", "scopes": ["decide"], "days": 36_501}), "/days"),
        (json!({"name": "a", "scopes": ["decide"], "days": -3}), "/days"),
    ] {
        let reply = asks(&mut ella, Method::POST, "/api/v1/me/keys", body.clone()).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}: {}", reply.text);
        assert_eq!(reply.json()["errors"][0]["pointer"], place, "{body}: {}", reply.text);
    }
    for body in [
        json!({}),
        json!({"name": "a", "scopes": ["decide"], "login": "root"}),
        json!({"name": 7, "scopes": "x"}),
    ] {
        let reply = asks(&mut ella, Method::POST, "/api/v1/me/keys", body.clone()).await;
        assert!(reply.status.is_client_error(), "{body}: {}", reply.text);
    }
    // The office made one for her; a hundred are enough for anybody.
    for _ in 1..100 {
        assert_eq!(
            asks(&mut ella, Method::POST, "/api/v1/me/keys", new(&["read"])).await.status,
            StatusCode::OK
        );
    }
    asks(&mut ella, Method::POST, "/api/v1/me/keys", new(&["read"])).await.is_problem(409, "conflict");
}

#[tokio::test]
async fn programs_are_given_keys_by_who_could_give_all_they_may() {
    let office = Office::new();
    robot(&office).await;
    let path = "/api/v1/users/robot/keys";
    let made = office.post("root", path, new(&["admin", "decide"])).await;
    let (key, id) = (text(&made, "key"), text(&made, "id"));
    let me = with(&office, &key, Method::GET, "/api/v1/me", Json::Null).await;
    assert_eq!(me.json()["login"], "robot", "{}", me.text);
    // Whoever sees nothing of it is told as much; and others make none.
    office.post("carl", path, new(&["read"])).await.is_problem(404, "not_found");
    for actor in ["audrey", "desk", "nora", "ella"] {
        let refused = office.post(actor, path, new(&["read"])).await;
        assert!([403, 404].contains(&refused.status.as_u16()), "{actor}: {}", refused.text);
        // The help desk ends what should not be open, as it ends sessions.
        if actor == "desk" {
            continue;
        }
        let refused = office.ask(actor, Method::DELETE, &format!("{path}/{id}"), Json::Null).await;
        assert!([403, 404].contains(&refused.status.as_u16()), "{actor}: {}", refused.text);
    }
    // Nobody has a key to somebody else's account.
    office.post("root", "/api/v1/users/ella/keys", new(&["read"])).await.is_problem(403, "not_allowed");
    // The program itself makes none, and sees its own.
    with(&office, &key, Method::POST, "/api/v1/me/keys", new(&["read"])).await.is_problem(403, "not_allowed");
    assert_eq!(with(&office, &key, Method::GET, "/api/v1/me/keys", Json::Null).await.status, StatusCode::OK);
    let suspended = json!({ "state": "suspended" });
    let state = office.ask("root", Method::PUT, "/api/v1/users/robot/state", suspended).await;
    assert_eq!(state.status, StatusCode::OK, "{}", state.text);
    with(&office, &key, Method::GET, "/api/v1/me", Json::Null).await.is_problem(401, "token.refused");
    let active = json!({ "state": "active" });
    office.ask("root", Method::PUT, "/api/v1/users/robot/state", active).await;
    assert_eq!(with(&office, &key, Method::GET, "/api/v1/me", Json::Null).await.status, StatusCode::OK);
    let gone = office.ask("root", Method::DELETE, &format!("{path}/{id}"), Json::Null).await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.text);
    with(&office, &key, Method::GET, "/api/v1/me", Json::Null).await.is_problem(401, "token.refused");
    // A key of one account is not taken away below another.
    let other = text(&office.post("root", path, new(&["read"])).await, "id");
    let wrong =
        office.ask("root", Method::DELETE, &format!("/api/v1/users/ella/keys/{other}"), Json::Null).await;
    wrong.is_problem(404, "not_found");
}
