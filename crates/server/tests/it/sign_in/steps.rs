//! Each gate in turn: what is shown, what is wanted next, and what is never told.

use axum::http::{Method, StatusCode, header};
use serde_json::{Value as Json, json};

use super::{
    browser::{Browser, DEVICE, FLOW, PASSWORD, SESSION, location, somebody},
    device::{code, seed},
};
use crate::office::Office;

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_look_alike() {
    let office = Office::new();
    drop(somebody(&office, "ella").await);
    let mut told = Vec::new();
    for (name, password) in
        [("ella", "not this one at all"), ("nobody-here", "not this one at all"), ("nora", "x")]
    {
        let reply = Browser::new(&office).sign_in(name, password).await;
        let mut body = reply.json();
        body["request_id"] = Json::Null;
        let names: Vec<String> = reply.headers.keys().map(ToString::to_string).collect();
        told.push((reply.status, body, names));
    }
    assert_eq!(told[0].0, StatusCode::UNAUTHORIZED);
    assert_eq!(told[0].1["code"], "sign_in.wrong");
    assert!(told.iter().all(|one| one == &told[0]), "{told:#?}");
}

#[tokio::test]
async fn pages_lead_from_the_password_to_the_second_factor_and_in() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    browser.form("/sign-out", &[]).await;
    assert!(!browser.cookies.contains_key(SESSION));
    require_second(&office, "ella").await;
    let page = browser.form("/sign-in", &[("name", "ella"), ("password", PASSWORD)]).await;
    assert_eq!((page.status, location(&page)), (StatusCode::SEE_OTHER, "/sign-in/enrol"));
    let page = browser.get("/sign-in/enrol").await;
    assert!(
        page.text.contains("<svg")
            && page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("nonce-")
    );
    let wrong = browser.form("/sign-in/enrol", &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    let seed = seed(&wrong);
    let first = browser.form("/sign-in/enrol", &[("code", &code(&office, &seed, 0))]).await;
    assert_eq!((first.status, location(&first)), (StatusCode::SEE_OTHER, "/"), "{}", first.text);
    assert!(browser.is_in().await);

    // From another browser, the second factor is asked for, and each code works once.
    let mut other = Browser::new(&office);
    other.form("/sign-in", &[("name", "ella"), ("password", PASSWORD)]).await;
    assert!(other.get("/sign-in/second").await.text.contains("name=\"code\""));
    let used = other.form("/sign-in/second", &[("kind", "totp"), ("code", &code(&office, &seed, 0))]).await;
    assert_eq!(used.status, StatusCode::UNAUTHORIZED, "a code that was used");
    let next = other
        .form("/sign-in/second", &[("kind", "totp"), ("code", &code(&office, &seed, 1)), ("trust", "yes")])
        .await;
    assert_eq!((next.status, location(&next)), (StatusCode::SEE_OTHER, "/"), "{}", next.text);
    // The device is trusted now, and only this one.
    other.form("/sign-out", &[]).await;
    let trusted = other.sign_in("ella", PASSWORD).await;
    assert_eq!(trusted.json()["state"], "signed_in", "{}", trusted.text);
    let stranger = Browser::new(&office).sign_in("ella", PASSWORD).await;
    assert_eq!(stranger.json()["wants"]["second_factor"], json!(["totp"]));
    // Where nobody is trusted for a while, nobody is asked whether he would be.
    let mut third = Browser::new(&office);
    third.form("/sign-in", &[("name", "ella"), ("password", PASSWORD)]).await;
    assert!(third.get("/sign-in/second").await.text.contains("name=\"trust\""));
    let path = "/api/v1/settings/factor.trust_days";
    let set = office.ask("root", Method::PUT, path, json!({ "value": 0 })).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text);
    assert!(!third.get("/sign-in/second").await.text.contains("name=\"trust\""));
}

#[tokio::test]
async fn what_is_no_password_is_told_and_nothing_is_lost() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    let weak = |new: &str| json!({ "present": PASSWORD, "new": new });
    for (new, place) in [("short", "/new"), ("password1234", "/new"), ("ella ella ella ella", "/new")] {
        let request = browser
            .request(Method::PUT, "/api/v1/me/password")
            .header(header::CONTENT_TYPE, "application/json");
        let reply = browser.send(request.body(weak(new).to_string().into()).unwrap()).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{new}: {}", reply.text);
        assert_eq!(reply.json()["errors"][0]["pointer"], place, "{}", reply.text);
    }
    assert!(browser.is_in().await);
}

#[tokio::test]
async fn shut_gates_are_told_only_to_who_has_shown_who_he_is() {
    let office = Office::new();
    drop(somebody(&office, "ella").await);
    let set =
        |name: &str, value: Json| (format!("/api/v1/users/ella/settings/{name}"), json!({ "value": value }));
    for (name, value, code) in [
        ("sign_in.open", json!(false), "sign_in.place"),
        ("network.allow", json!(["192.0.2.0/24"]), "sign_in.network"),
    ] {
        let (path, body) = set(name, value);
        assert_eq!(office.ask("root", Method::PUT, &path, body).await.status, StatusCode::OK);
        let right = Browser::new(&office).sign_in("ella", PASSWORD).await;
        assert_eq!(
            (right.status, &right.json()["code"]),
            (StatusCode::FORBIDDEN, &json!(code)),
            "{}",
            right.text
        );
        let wrong = Browser::new(&office).sign_in("ella", "not this one at all").await;
        assert_eq!(wrong.json()["code"], "sign_in.wrong");
        assert!(office.ask("root", Method::DELETE, &path, Json::Null).await.status.is_success());
    }
    let told = office.get("root", "/api/v1/users/ella/sign-in").await.json();
    let gates: Vec<_> =
        told["now"].as_array().unwrap().iter().map(|said| said["gate"].as_str().unwrap()).collect();
    assert_eq!(gates, ["attempts", "account", "place", "network", "second_factor", "password", "sessions"]);
    assert!(told["knocks"].as_array().unwrap().iter().any(|knock| knock["outcome"] == "shut"));
    assert!(!told.to_string().contains(PASSWORD));
    assert_eq!(office.get("nora", "/api/v1/users/ella/sign-in").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_flow_that_was_planted_or_is_over_opens_nothing() {
    let office = Office::new();
    drop(somebody(&office, "ella").await);
    require_second(&office, "ella").await;
    let mut browser = Browser::new(&office);
    browser.cookies.insert(FLOW.to_owned(), "A".repeat(43));
    let over = browser.post("/sign-in/second", json!({ "kind": "totp", "code": "123456" })).await;
    assert_eq!((over.status, &over.json()["code"]), (StatusCode::CONFLICT, &json!("sign_in.over")));
    browser.sign_in("ella", PASSWORD).await;
    assert_ne!(browser.cookies[FLOW], "A".repeat(43), "a flow begins with a secret of its own");
    office.pass(11 * 60);
    let over = browser.post("/sign-in/enrol", json!({ "code": "123456" })).await;
    assert_eq!(over.json()["code"], "sign_in.over", "{}", over.text);
}

#[tokio::test]
async fn forms_of_other_sites_are_refused() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    let session = browser.cookies[SESSION].clone();
    for (site, origin) in
        [("cross-site", "https://evil.example"), ("same-site", "https://x.office.example"), ("none", "null")]
    {
        for path in ["/sign-in", "/sign-out"] {
            let request = axum::http::Request::builder()
                .method(Method::POST)
                .uri(path)
                .header("sec-fetch-site", site)
                .header(header::ORIGIN, origin)
                .header(header::COOKIE, format!("{SESSION}={session}"))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let reply = office.send(request.body("name=a&password=b".into()).unwrap()).await;
            assert_eq!(
                (reply.status, &reply.json()["code"]),
                (StatusCode::FORBIDDEN, &json!("request.cross_site"))
            );
        }
    }
    assert!(browser.is_in().await);
    assert!(browser.cookies.contains_key(DEVICE));
}

pub(super) async fn require_second(office: &Office, login: &str) {
    let path = format!("/api/v1/users/{login}/settings/factor.required");
    let set = office.ask("root", Method::PUT, &path, json!({ "value": "everybody" })).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text);
}
