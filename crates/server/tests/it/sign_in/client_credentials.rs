//! Client credentials (RFC 6749 §4.4): a key of a service account for a token of some minutes, and every way in which there is none.

use axum::http::{Method, Request, StatusCode, header};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value as Json, json};

use super::{browser::somebody, keys::robot};
use crate::{fixture::Reply, office::Office};

const FORM: &str = "application/x-www-form-urlencoded";

fn post(path: &str) -> axum::http::request::Builder {
    Request::builder().method(Method::POST).uri(path).header(header::CONTENT_TYPE, FORM)
}

async fn exchange(office: &Office, client: Option<(&str, &str)>, body: &str) -> Reply {
    let mut request = post("/oauth2/token");
    if let Some((id, secret)) = client {
        request = request
            .header(header::AUTHORIZATION, format!("Basic {}", STANDARD.encode(format!("{id}:{secret}"))));
    }
    let reply = office.send(request.body(body.to_owned().into()).unwrap()).await;
    assert_eq!(reply.header("cache-control"), Some("no-store"), "{}", reply.text);
    assert_eq!(reply.header("pragma"), Some("no-cache"));
    assert_eq!(reply.header("content-type"), Some("application/json"));
    reply
}

async fn with(office: &Office, token: &str, method: Method, path: &str, body: Json) -> Reply {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json");
    let body = if body.is_null() { String::new() } else { body.to_string() };
    office.send(request.body(body.into()).unwrap()).await
}

/// A key of the robot's, and its id.
async fn key(office: &Office, body: Json) -> (String, String) {
    let made = office.post("root", "/api/v1/users/robot/keys", body).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    let member = |name: &str| made.json()[name].as_str().unwrap().to_owned();
    (member("key"), member("id"))
}

fn token(reply: &Reply) -> String {
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
    reply.json()["access_token"].as_str().unwrap().to_owned()
}

const GRANT: &str = "grant_type=client_credentials";

#[tokio::test]
async fn a_key_is_exchanged_for_a_token_of_minutes_that_works_everywhere() {
    let office = Office::new();
    robot(&office).await;
    let (key, _) = key(&office, json!({"name": "a", "scopes": ["admin", "decide"]})).await;
    let first = exchange(&office, Some(("robot", &key)), GRANT).await;
    let in_header = token(&first);
    assert_eq!(first.json()["token_type"], "Bearer");
    assert_eq!((&first.json()["expires_in"], &first.json()["scope"]), (&json!(900), &json!("decide admin")));
    let in_form = exchange(&office, None, &format!("{GRANT}&client_id=robot&client_secret={key}")).await;
    let in_form = token(&in_form);
    assert_ne!(in_header, in_form);
    let question = json!({"subject": {"type": "user", "id": "robot"}, "action": {"name": "read"},
                          "resource": {"type": "bailiwick.user", "id": "robot"}});
    for token in [&in_header, &in_form] {
        assert!(token.starts_with("bwt_") && !token.contains("robot"), "{token}");
        let me = with(&office, token, Method::GET, "/api/v1/me", Json::Null).await;
        assert_eq!((me.status, &me.json()["login"]), (StatusCode::OK, &json!("robot")), "{}", me.text);
        let authzen = with(&office, token, Method::POST, "/access/v1/evaluation", question.clone()).await;
        assert_eq!(authzen.status, StatusCode::OK, "{}", authzen.text);
        let search = json!({"user": "robot", "action": "read", "model": "bailiwick.user"});
        with(&office, token, Method::POST, "/api/v1/filter", search).await.is_problem(403, "token.scope");
        // It is no key: nothing more is got with it.
        let again = exchange(&office, Some(("robot", token)), GRANT).await;
        assert_eq!(
            (again.status, &again.json()["error"]),
            (StatusCode::UNAUTHORIZED, &json!("invalid_client"))
        );
    }
    office.pass(15 * 60);
    with(&office, &in_form, Method::GET, "/api/v1/me", Json::Null).await.is_problem(401, "token.refused");
    // The trail says which key it was, and keeps neither.
    let trail = office.get("root", "/api/v1/audit?limit=500").await.text;
    assert!(!trail.contains(&in_form) && !trail.contains(&key));
}

#[tokio::test]
async fn a_token_can_be_less_than_the_key_and_never_more() {
    let office = Office::new();
    robot(&office).await;
    let (whole, _) = key(&office, json!({"name": "a", "scopes": ["admin", "decide"]})).await;
    let less = exchange(&office, Some(("robot", &whole)), &format!("{GRANT}&scope=read")).await;
    assert_eq!(less.json()["scope"], "read");
    let less = token(&less);
    assert_eq!(with(&office, &less, Method::GET, "/api/v1/me", Json::Null).await.status, StatusCode::OK);
    let change = with(&office, &less, Method::PATCH, "/api/v1/me", json!({"language": "fr"})).await;
    change.is_problem(403, "token.scope");
    let (small, _) = key(&office, json!({"name": "b", "scopes": ["read"]})).await;
    for scope in ["admin", "read admin", "search", "everything", "+"] {
        let refused = exchange(&office, Some(("robot", &small)), &format!("{GRANT}&scope={scope}")).await;
        assert_eq!(
            (refused.status, &refused.json()["error"]),
            (StatusCode::BAD_REQUEST, &json!("invalid_scope")),
            "{scope}"
        );
    }
}

#[tokio::test]
async fn a_token_ends_with_its_key_and_with_the_account() {
    let office = Office::new();
    robot(&office).await;
    let (first, id) = key(&office, json!({"name": "a", "scopes": ["read"]})).await;
    let (second, _) = key(&office, json!({"name": "b", "scopes": ["read"]})).await;
    let (one, two) = (
        token(&exchange(&office, Some(("robot", &first)), GRANT).await),
        token(&exchange(&office, Some(("robot", &second)), GRANT).await),
    );
    let gone =
        office.ask("root", Method::DELETE, &format!("/api/v1/users/robot/keys/{id}"), Json::Null).await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.text);
    with(&office, &one, Method::GET, "/api/v1/me", Json::Null).await.is_problem(401, "token.refused");
    assert_eq!(with(&office, &two, Method::GET, "/api/v1/me", Json::Null).await.status, StatusCode::OK);
    let state = json!({ "state": "suspended" });
    office.ask("root", Method::PUT, "/api/v1/users/robot/state", state).await;
    with(&office, &two, Method::GET, "/api/v1/me", Json::Null).await.is_problem(401, "token.refused");
    let refused = exchange(&office, Some(("robot", &second)), GRANT).await;
    assert_eq!(refused.json()["error"], "invalid_client");
}

#[tokio::test]
async fn a_key_that_ends_before_the_token_takes_it_along() {
    let office = Office::new();
    robot(&office).await;
    let (key, _) = key(&office, json!({"name": "a", "scopes": ["read"], "days": 1})).await;
    office.pass(86_400 - 60);
    let token = token(&exchange(&office, Some(("robot", &key)), GRANT).await);
    assert_eq!(with(&office, &token, Method::GET, "/api/v1/me", Json::Null).await.status, StatusCode::OK);
    office.pass(60);
    with(&office, &token, Method::GET, "/api/v1/me", Json::Null).await.is_problem(401, "token.refused");
}

#[tokio::test]
async fn what_gives_no_token_is_told_in_the_words_of_the_standard() {
    let office = Office::new();
    robot(&office).await;
    let (key, id) = key(&office, json!({"name": "a", "scopes": ["read"]})).await;
    let mut ella = somebody(&office, "ella").await;
    let hers = ella.post("/api/v1/me/keys", json!({"name": "a", "scopes": ["read"]})).await;
    let hers = hers.json()["key"].as_str().unwrap().to_owned();
    let wrong = format!("bw_{id}_{}", "A".repeat(49));
    let form = |id: &str, secret: &str| format!("{GRANT}&client_id={id}&client_secret={secret}");
    let good = Some(("robot", key.as_str()));
    for (client, body, status, error) in [
        (good, String::new(), 400, "invalid_request"),
        (good, "grant_type=".to_owned(), 400, "invalid_request"),
        (good, format!("{GRANT}&{GRANT}"), 400, "invalid_request"),
        (good, form("robot", &key), 400, "invalid_request"),
        (good, format!("{GRANT}&client_id=ella"), 400, "invalid_request"),
        (good, "x".repeat(20_000), 400, "invalid_request"),
        (good, "grant_type=password&username=ella&password=x".to_owned(), 400, "unsupported_grant_type"),
        (good, "grant_type=authorization_code".to_owned(), 400, "unsupported_grant_type"),
        (None, GRANT.to_owned(), 401, "invalid_client"),
        (None, format!("{GRANT}&client_id=robot"), 401, "invalid_client"),
        (None, form("robot", &wrong), 401, "invalid_client"),
        (None, form("root", &key), 401, "invalid_client"),
        (None, form("nobody", &key), 401, "invalid_client"),
        (None, form("robot", &hers), 401, "invalid_client"),
        (Some(("robot", wrong.as_str())), GRANT.to_owned(), 401, "invalid_client"),
        (None, form("ella", &hers), 400, "unauthorized_client"),
    ] {
        let reply = exchange(&office, client, &body).await;
        let told = reply.json();
        assert_eq!(
            (reply.status.as_u16(), &told["error"]),
            (status, &json!(error)),
            "{body}: {}",
            reply.text
        );
        let sentence = told["error_description"].as_str().unwrap();
        assert!(
            sentence.bytes().all(|byte| (0x20..0x7f).contains(&byte) && !b"\"\\".contains(&byte)),
            "{sentence}"
        );
        assert!(!reply.text.contains(&key) && !reply.text.contains(&hers));
        if client.is_some() && status == 401 {
            assert_eq!(reply.header("www-authenticate"), Some("Basic realm=\"bailiwick\""));
        }
    }
    for (kind, authorization) in [
        ("application/json", None),
        (FORM, Some("Basic !!!")),
        (FORM, Some("Basic cm9ib3Q=")),
        (FORM, Some("Bearer x")),
    ] {
        let mut request =
            Request::builder().method(Method::POST).uri("/oauth2/token").header(header::CONTENT_TYPE, kind);
        if let Some(authorization) = authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let reply = office.send(request.body(GRANT.to_owned().into()).unwrap()).await;
        assert!([400, 401].contains(&reply.status.as_u16()), "{kind} {authorization:?}: {}", reply.text);
        assert!(["invalid_request", "invalid_client"].contains(&reply.json()["error"].as_str().unwrap()));
    }
    let get = Request::builder().uri("/oauth2/token").body(String::new().into()).unwrap();
    office.send(get).await.is_problem(405, "method.wrong");
}

#[tokio::test]
async fn clients_find_out_where_to_ask() {
    let office = Office::new();
    let told = office.get("anonymous", "/.well-known/oauth-authorization-server").await.json();
    assert_eq!(told["issuer"], "https://office.example");
    assert_eq!(told["token_endpoint"], "https://office.example/oauth2/token");
    assert_eq!(told["grant_types_supported"], json!(["client_credentials"]));
    assert_eq!(told["scopes_supported"], json!(["decide", "search", "read", "admin"]));
}
