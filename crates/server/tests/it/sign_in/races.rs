//! What opens something once opens it once, however many come with it at the same moment.

use std::{future::Future, sync::Arc};

use axum::http::StatusCode;
use bailiwick_app::factors::totp::Seed;
use serde_json::{Value as Json, json};
use tokio::sync::Barrier;

use super::{
    browser::{Browser, FLOW, PASSWORD, SESSION, somebody},
    device::{code, seed},
    steps::require_second,
};
use crate::office::Office;

/// How many come at once.
const CLIENTS: usize = 32;

/// Sends the same thing from so many browsers at one moment, each with a flow of its own or all with the same. Returns the bodies of the answers.
async fn at_once(
    office: &Arc<Office>,
    flows: Vec<String>,
    path: &'static str,
    body: impl Fn(usize) -> Json,
) -> Vec<Json> {
    let barrier = Arc::new(Barrier::new(flows.len()));
    let all: Vec<_> = flows
        .into_iter()
        .enumerate()
        .map(|(n, flow)| {
            let (office, barrier, body) = (Arc::clone(office), Arc::clone(&barrier), body(n));
            tokio::spawn(async move {
                let mut browser = Browser::new(&office);
                browser.cookies.insert(FLOW.to_owned(), flow);
                barrier.wait().await;
                let reply = browser.post(path, body).await;
                assert_ne!(reply.status, StatusCode::INTERNAL_SERVER_ERROR, "{}", reply.text);
                let mut told = reply.json();
                told["in"] = json!(browser.cookies.contains_key(SESSION));
                told["number"] = json!(n);
                told
            })
        })
        .collect();
    let mut told = Vec::new();
    for one in all {
        told.push(one.await.unwrap());
    }
    told
}

/// Flows of as many browsers, each of which has shown the password.
async fn flows(office: &Office, login: &str, password: &str) -> Vec<String> {
    let mut flows = Vec::new();
    for _ in 0..CLIENTS {
        let mut browser = Browser::new(office);
        let more = browser.sign_in(login, password).await;
        assert_eq!(more.json()["state"], "more", "{}", more.text);
        flows.push(browser.cookies[FLOW].clone());
    }
    flows
}

fn winners(told: &[Json]) -> Vec<&Json> {
    let signed_in = |one: &&Json| one["state"] == "signed_in";
    let (state, cookie): (Vec<_>, Vec<_>) =
        (told.iter().filter(signed_in).collect(), told.iter().filter(|one| one["in"] == true).collect());
    assert_eq!(state, cookie, "who is told that he is in has a session, and nobody else");
    state
}

async fn sessions(office: &Office, login: &str) -> usize {
    let security = office.get("root", &format!("/api/v1/users/{login}/security")).await.json();
    security["sessions"].as_array().unwrap().len()
}

/// The work of blocking threads counts: requests are answered beside each other.
fn many<F: Future<Output = ()>>(test: F) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(8)
        .enable_all()
        .build()
        .unwrap()
        .block_on(test);
}

#[test]
fn one_recovery_code_lets_one_in() {
    many(async {
        let office = Arc::new(Office::new());
        let codes = with_recovery_codes(&office).await;
        let code = codes[0].clone();
        let flows = flows(&office, "ella", PASSWORD).await;
        let shown = |_| json!({ "kind": "recovery_code", "code": code });
        let told = at_once(&office, flows, "/sign-in/second", shown).await;
        assert_eq!(winners(&told).len(), 1, "{told:?}");
        assert_eq!(sessions(&office, "ella").await, 1);
        let left = office.get("root", "/api/v1/users/ella/security").await.json();
        assert_eq!(left["recovery_codes"], 9);
    });
}

#[test]
fn one_flow_lets_one_in() {
    many(async {
        let office = Arc::new(Office::new());
        let codes = with_recovery_codes(&office).await;
        let mut browser = Browser::new(&office);
        browser.sign_in("ella", PASSWORD).await;
        let flow = browser.cookies[FLOW].clone();
        // Each shows a code of its own, all in the one flow.
        let shown = |n: usize| json!({ "kind": "recovery_code", "code": codes[n % 10] });
        let told = at_once(&office, vec![flow; CLIENTS], "/sign-in/second", shown).await;
        assert_eq!(winners(&told).len(), 1, "{told:?}");
        assert_eq!(sessions(&office, "ella").await, 1);
    });
}

/// Ella with an authenticator, signed in nowhere; and its seed.
pub(super) async fn with_authenticator(office: &Office) -> Seed {
    let mut browser = somebody(office, "ella").await;
    browser.form("/sign-out", &[]).await;
    require_second(office, "ella").await;
    browser.form("/sign-in", &[("name", "ella"), ("password", PASSWORD)]).await;
    browser.get("/sign-in/enrol").await;
    let page = browser.form("/sign-in/enrol", &[("code", "000000")]).await;
    let seed = seed(&page);
    let enrolled = browser.form("/sign-in/enrol", &[("code", &code(office, &seed, 0))]).await;
    assert_eq!(enrolled.status, StatusCode::SEE_OTHER, "{}", enrolled.text);
    browser.form("/sign-out", &[]).await;
    seed
}

/// The same with recovery codes as well.
async fn with_recovery_codes(office: &Office) -> Vec<String> {
    let seed = with_authenticator(office).await;
    let mut browser = Browser::new(office);
    browser.sign_in("ella", PASSWORD).await;
    let entered =
        browser.post("/sign-in/second", json!({ "kind": "totp", "code": code(office, &seed, 1) })).await;
    assert_eq!(entered.json()["state"], "signed_in", "{}", entered.text);
    let codes = browser.post("/api/v1/me/recovery-codes", json!({})).await.json();
    browser.form("/sign-out", &[]).await;
    codes["codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

#[test]
fn one_step_of_an_authenticator_lets_one_in() {
    many(async {
        let office = Arc::new(Office::new());
        let seed = with_authenticator(&office).await;
        let flows = flows(&office, "ella", PASSWORD).await;
        let code = code(&office, &seed, 1);
        let shown = |_| json!({ "kind": "totp", "code": code });
        let told = at_once(&office, flows, "/sign-in/second", shown).await;
        assert_eq!(winners(&told).len(), 1, "{told:?}");
        assert_eq!(sessions(&office, "ella").await, 1);
    });
}

#[test]
fn one_temporary_password_is_changed_once() {
    many(async {
        let office = Arc::new(Office::new());
        let given = office.post("root", "/api/v1/users/ella/temporary-password", Json::Null).await.json();
        let flows = flows(&office, "ella", given["password"].as_str().unwrap()).await;
        let new = |n: usize| format!("seven lamps on quay {n:02}");
        let told = at_once(&office, flows, "/sign-in/password", |n| json!({ "password": new(n) })).await;
        let winners = winners(&told);
        assert_eq!(winners.len(), 1, "{told:?}");
        assert_eq!(sessions(&office, "ella").await, 1);
        let winner = usize::try_from(winners[0]["number"].as_u64().unwrap()).unwrap();
        let let_in = Browser::new(&office).sign_in("ella", &new(winner)).await;
        assert_eq!(let_in.json()["state"], "signed_in", "{}", let_in.text);
        let other = Browser::new(&office).sign_in("ella", &new((winner + 1) % CLIENTS)).await;
        assert_eq!(other.json()["code"], "sign_in.wrong");
    });
}
