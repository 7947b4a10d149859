//! Showing again who one is, before what is dangerous.

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use serde_json::{Value as Json, json};

use super::{
    browser::{Browser, FLOW, PASSWORD, SESSION, location, somebody},
    device::{Device, SITE, code, seed},
};
use crate::{fixture::Reply, office::Office};

const NEW_PASSKEY: &str = "/me/security/passkeys/new";

/// Longer than having shown who one is counts.
const LATER: i64 = 6 * 60;

#[tokio::test]
async fn what_is_dangerous_leads_to_the_password_and_back() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    assert_eq!(browser.get(NEW_PASSKEY).await.status, StatusCode::OK);
    office.pass(LATER);
    for path in [NEW_PASSKEY, "/me/security/authenticators/new"] {
        assert_eq!(location(&browser.get(path).await), format!("/step-up?next={path}"));
    }
    let codes = browser.form("/me/security/recovery-codes", &[]).await;
    assert_eq!(location(&codes), "/step-up?next=/me/security/recovery-codes");
    for path in ["/api/v1/me/passkeys/begin", "/me/security/passkeys/begin"] {
        let refused = browser.post(path, json!({})).await;
        assert_eq!(
            (refused.status, &refused.json()["code"]),
            (StatusCode::FORBIDDEN, &json!("step_up.required"))
        );
    }
    let page = browser.get(&format!("/step-up?next={NEW_PASSKEY}")).await;
    assert!(page.text.contains("name=\"password\"") && !page.text.contains("name=\"code\""), "{}", page.text);
    let wrong = browser.form("/step-up", &[("kind", "password"), ("password", "not this one at all")]).await;
    assert!(wrong.status == StatusCode::UNAUTHORIZED && wrong.text.contains("That is not your password"));
    assert_eq!(location(&browser.get(NEW_PASSKEY).await), format!("/step-up?next={NEW_PASSKEY}"));
    let before = browser.cookies[SESSION].clone();
    let right = browser.form("/step-up", &[("kind", "password"), ("password", PASSWORD)]).await;
    assert_eq!((right.status, location(&right)), (StatusCode::SEE_OTHER, NEW_PASSKEY), "{}", right.text);
    assert_eq!(browser.get(NEW_PASSKEY).await.status, StatusCode::OK);
    // The session has another secret, and the one before opens nothing.
    assert_ne!(browser.cookies[SESSION], before);
    let mut old = Browser::new(&office);
    old.cookies.insert(SESSION.to_owned(), before);
    assert!(browser.is_in().await && !old.is_in().await);
    let sessions = browser.get("/api/v1/me/security").await.json()["sessions"].clone();
    assert_eq!(sessions.as_array().unwrap().len(), 1, "it is the same session: {sessions}");
}

#[tokio::test]
async fn a_session_that_was_left_open_ends_nobodys_access() {
    let office = Office::new();
    let made = json!({"login": "ada", "company": "ministry", "lines": [{"role": "administrator"}]});
    assert_eq!(office.post("root", "/api/v1/users", made).await.status, StatusCode::CREATED);
    let mut ada = somebody(&office, "ada").await;
    let keys = ada.get("/api-keys").await.text;
    let links = keys.split("href=\"/api-keys/").skip(1).filter_map(|link| link.split('"').next());
    let key = links.filter(|key| *key != "new").find(|key| key.chars().all(char::is_alphanumeric)).unwrap();
    office.pass(LATER);
    for path in [
        "/users/ella/end-access".to_owned(),
        "/users/root/state/suspended".to_owned(),
        format!("/api-keys/{key}/delete"),
    ] {
        let refused = ada.filled(&path, &[]).await;
        // Either it leads there, or the form stays with what was typed and a way there.
        let leads = match refused.status {
            StatusCode::SEE_OTHER => location(&refused).starts_with("/step-up?next="),
            status => status.is_client_error() && refused.text.contains("/step-up"),
        };
        assert!(leads, "{path}: {} {}", refused.status, refused.text);
    }
    let batch = json!({"act": {"set_state": {"state": "suspended"}}, "logins": ["ella"]});
    let refused = ada.post("/api/v1/users/batch", batch).await;
    assert_eq!(refused.json()["code"], "step_up.required", "{}", refused.text);
    assert!(ada.get("/api-keys").await.text.contains(key), "it is there still");
    let right = ada.filled("/step-up", &[("kind", "password"), ("password", PASSWORD)]).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.text);
    assert_eq!(ada.filled(&format!("/api-keys/{key}/delete"), &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!ada.get("/api-keys").await.text.contains(key));
}

#[tokio::test]
async fn a_passkey_or_a_code_does_as_well() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    let mut device = Device::new();
    let asked = browser.post("/api/v1/me/passkeys/begin", json!({})).await.json();
    let body = json!({ "begun": asked["begun"], "name": "Key", "credential": device.make(SITE, &asked) });
    assert_eq!(browser.post("/api/v1/me/passkeys", body).await.status, StatusCode::OK);
    let page = browser.get("/me/security/authenticators/new").await;
    let begun =
        page.text.split_once("name=\"begun\" value=\"").unwrap().1.split('"').next().unwrap().to_owned();
    let seed = seed(&page);
    let fields = [("begun", begun.as_str()), ("name", "App"), ("code", &code(&office, &seed, 0))];
    assert_eq!(
        location(&browser.form("/me/security/authenticators", &fields).await),
        "/me/security?done=authenticator-added"
    );

    office.pass(LATER);
    let page = browser.get("/step-up").await;
    for part in ["/step-up/passkey", "name=\"password\"", "name=\"code\""] {
        assert!(page.text.contains(part), "{part}: {}", page.text);
    }
    let asked = browser.post("/step-up/passkey", json!({})).await.json();
    let credential = device.show(SITE, &asked).to_string();
    // What was asked in this session is worth nothing in another.
    let mut other = Browser::new(&office);
    assert_eq!(device.sign_in(&mut other).await.json()["state"], "signed_in");
    let answer =
        [("kind", "passkey"), ("begun", asked["begun"].as_str().unwrap()), ("credential", &credential)];
    assert_eq!(other.form("/step-up", &answer).await.status, StatusCode::UNAUTHORIZED);
    let asked = browser.post("/step-up/passkey", json!({})).await.json();
    let credential = device.show(SITE, &asked).to_string();
    let answer =
        [("kind", "passkey"), ("begun", asked["begun"].as_str().unwrap()), ("credential", &credential)];
    let shown = browser.form("/step-up", &answer).await;
    assert_eq!((shown.status, location(&shown)), (StatusCode::SEE_OTHER, "/"), "{}", shown.text);
    assert_eq!(browser.get(NEW_PASSKEY).await.status, StatusCode::OK);
    assert_eq!(browser.form("/step-up", &answer).await.status, StatusCode::UNAUTHORIZED, "answered once");

    office.pass(LATER);
    let used = [("kind", "totp"), ("code", "000000")];
    assert_eq!(browser.form("/step-up", &used).await.status, StatusCode::UNAUTHORIZED);
    let right = code(&office, &seed, 0);
    let shown = browser.post("/step-up", json!({ "kind": "totp", "code": right })).await;
    assert_eq!(shown.json()["state"], "signed_in", "{}", shown.text);
    assert_eq!(shown.json()["session"]["factors"], json!(["password", "passkey", "totp"]));
    assert_eq!(browser.get(NEW_PASSKEY).await.status, StatusCode::OK);

    // Whoever has a second factor does not get by with the password alone.
    office.pass(LATER);
    browser.get(&format!("/step-up?next={NEW_PASSKEY}")).await;
    let more = browser.form("/step-up", &[("kind", "password"), ("password", PASSWORD)]).await;
    assert_eq!(location(&more), "/sign-in/second");
    assert_eq!(location(&browser.get(NEW_PASSKEY).await), format!("/step-up?next={NEW_PASSKEY}"));
    let right = code(&office, &seed, 0);
    let shown = browser.form("/sign-in/second", &[("kind", "totp"), ("code", &right)]).await;
    assert_eq!(location(&shown), NEW_PASSKEY, "{}", shown.text);
    assert!(browser.get(NEW_PASSKEY).await.status == StatusCode::OK && !browser.cookies.contains_key(FLOW));
}

#[tokio::test]
async fn guesses_run_out_and_nobody_is_led_elsewhere() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    for next in ["//evil.example", "https://evil.example/", "/\\evil.example", "/sign-out"] {
        let query = serde_json::to_string(next).unwrap().trim_matches('"').replace('\\', "%5C");
        browser.get(&format!("/step-up?next={query}")).await;
        let right = browser.form("/step-up", &[("kind", "password"), ("password", PASSWORD)]).await;
        assert_eq!(location(&right), "/", "{next}");
        let mut other = Browser::new(&office);
        other.get(&format!("/sign-in?next={query}")).await;
        let right = other.form("/sign-in", &[("name", "ella"), ("password", PASSWORD)]).await;
        assert_eq!(location(&right), "/", "{next}");
    }
    let mut statuses = Vec::new();
    for _ in 0..7 {
        let guess = browser.form("/step-up", &[("kind", "totp"), ("code", "000000")]).await;
        statuses.push(guess.status.as_u16());
    }
    assert_eq!(statuses, [401, 401, 401, 401, 401, 429, 429]);
    assert!(browser.is_in().await, "the session goes on as it was");
}

#[tokio::test]
async fn a_session_that_was_left_open_makes_nobody_powerful() {
    let office = Office::new();
    let line = json!({ "role": "administrator" });
    assert_eq!(office.post("root", "/api/v1/users/nora/role-lines", line.clone()).await.status, 201);
    let least = "/api/v1/companies/acme/settings/password.min_length";
    office.ask("root", Method::PUT, least, json!({ "value": 14 })).await.json();
    let mut nora = somebody(&office, "nora").await;
    office.pass(LATER);
    let (put, post, patch) = (Method::PUT, Method::POST, Method::PATCH);
    let deny =
        json!({ "effect": "deny", "model": "bailiwick.user", "operations": ["update"], "reason": "leave" });
    let act = |act: Json| json!({ "act": act, "logins": ["ella"] });
    let dangerous = [
        (&put, "/api/v1/settings/step_up.minutes", json!({ "value": 60 })),
        (&put, "/api/v1/settings/alerts.email", json!({ "value": "me@office.example" })),
        (&Method::DELETE, least, Json::Null),
        (&patch, "/api/v1/users/ella", json!({ "email": "mine@office.example" })),
        (&patch, "/api/v1/users/bob", json!({ "external_id": "77" })),
        (&post, "/api/v1/users/ella/role-lines", line.clone()),
        (&put, "/api/v1/users/new-one/groups", json!({ "groups": ["bailiwick.administrator"] })),
        (&post, "/api/v1/users/sal/overrides", deny),
        (&post, "/api/v1/users", json!({ "login": "tom", "company": "ministry", "lines": [line.clone()] })),
        (
            &post,
            "/api/v1/groups",
            json!({ "id": "reg.boss", "body": { "label": "Boss", "implies": ["bailiwick.administrator"] } }),
        ),
        (&post, "/api/v1/users/batch", act(json!({ "give_role": line.clone() }))),
        (&post, "/api/v1/users/batch", act(json!({ "set_fields": { "email": "b@office.example" } }))),
    ];
    let plain =
        json!({ "login": "new-one", "company": "ministry", "email": "new@office.example", "invite": true });
    assert_eq!(
        asks(&mut nora, &post, "/api/v1/users", plain).await.status,
        201,
        "this is nothing of the kind"
    );
    for (method, path, body) in &dangerous {
        asks(&mut nora, method, path, body.clone()).await.is_problem(403, "step_up.required");
    }
    let invitation = "/api/v1/users/new-one/invitation";
    asks(&mut nora, &post, invitation, Json::Null).await.is_problem(403, "step_up.required");
    let right = nora.form("/step-up", &[("kind", "password"), ("password", PASSWORD)]).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.text);
    for (method, path, body) in dangerous {
        let done = asks(&mut nora, method, path, body).await;
        assert!(done.status.is_success(), "{method} {path}: {}", done.text);
    }
    // Nobody carries letters here, which is another matter.
    asks(&mut nora, &post, invitation, Json::Null).await.is_problem(409, "conflict");
    // What is not dangerous takes no more than it did.
    office.pass(61 * 60);
    let title = asks(&mut nora, &patch, "/api/v1/users/ella", json!({ "job_title": "Registrar" })).await;
    assert_eq!(title.status, StatusCode::OK, "{}", title.text);
}

async fn asks(browser: &mut Browser<'_>, method: &Method, path: &str, body: Json) -> Reply {
    let request = browser.request(method.clone(), path).header("content-type", "application/json");
    let body = if body.is_null() { Body::empty() } else { body.to_string().into() };
    browser.send(request.body(body).unwrap()).await
}
