//! Guessing: many at once, one after the other, and with codes.

use std::{num::NonZeroUsize, sync::Arc, thread};

use axum::http::{Method, StatusCode};
use bailiwick_app::{
    administration::Refused,
    passwords::{Hasher, HasherError, Hashing, HashingCost, Password},
    sealing::Key,
    sign_in::{Answer, Random, SignIn, Visit},
};
use serde_json::{Value as Json, json};

use super::browser::{Browser, PASSWORD, somebody};
use crate::office::Office;

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn two_hundred_guesses_at_once_are_ten() {
    let office = Arc::new(Office::new());
    drop(somebody(&office, "ella").await);
    let guesses = (0..200).map(|n| {
        let office = Arc::clone(&office);
        tokio::spawn(async move {
            let reply = Browser::new(&office).sign_in("ella", &format!("a wrong guess {n}")).await;
            (reply.status, reply.json()["code"].as_str().unwrap_or_default().to_owned())
        })
    });
    let guesses: Vec<_> = guesses.collect();
    let mut judged = 0;
    for guess in guesses {
        match guess.await.unwrap() {
            (StatusCode::UNAUTHORIZED, code) if code == "sign_in.wrong" => judged += 1,
            (StatusCode::TOO_MANY_REQUESTS, code) if code == "sign_in.stopped" => {}
            (StatusCode::SERVICE_UNAVAILABLE, code) if code == "too_busy" => {}
            other => panic!("{other:?}"),
        }
    }
    assert!((1..=10).contains(&judged), "{judged} were judged");
    // The right one gives nothing away meanwhile.
    let right = Browser::new(&office).sign_in("ella", PASSWORD).await;
    assert_eq!(
        (right.status, &right.json()["code"]),
        (StatusCode::TOO_MANY_REQUESTS, &json!("sign_in.stopped"))
    );
    assert!(right.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn strangers_do_not_lock_out_who_is_known() {
    let office = Office::new();
    let mut known = somebody(&office, "ella").await;
    known.form("/sign-out", &[]).await;
    let mut stopped = false;
    for n in 0..12 {
        let reply = Browser::new(&office).sign_in("ella", &format!("a wrong guess {n}")).await;
        stopped |= reply.status == StatusCode::TOO_MANY_REQUESTS;
    }
    assert!(stopped);
    let let_in = known.sign_in("ella", PASSWORD).await;
    assert_eq!(let_in.json()["state"], "signed_in", "{}", let_in.text);
    // An account that is not there stops just the same.
    let mut nobody = Vec::new();
    for n in 0..12 {
        nobody.push(
            Browser::new(&office).sign_in("nobody-here", &format!("a wrong guess {n}")).await.status.as_u16(),
        );
    }
    assert_eq!(nobody, [401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 429, 429]);
    assert_eq!(office.post("root", "/api/v1/users/ella/unlock", Json::Null).await.status, StatusCode::OK);
    assert_eq!(Browser::new(&office).sign_in("ella", PASSWORD).await.json()["state"], "signed_in");
}

#[tokio::test]
async fn waiting_helps_and_each_wait_is_longer() {
    let office = Office::new();
    drop(somebody(&office, "ella").await);
    let mut waits = Vec::new();
    for n in 0..14 {
        let reply = Browser::new(&office).sign_in("ella", &format!("a wrong guess {n}")).await;
        if let Some(wait) = reply.headers.get("retry-after") {
            let wait: i64 = wait.to_str().unwrap().parse().unwrap();
            waits.push(wait);
            office.pass(wait);
        }
    }
    assert_eq!(waits, [31, 61]);
    office.pass(3_600);
    assert_eq!(Browser::new(&office).sign_in("ella", PASSWORD).await.json()["state"], "signed_in");
}

#[tokio::test]
async fn codes_are_guessed_five_times() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    let codes = browser.post("/api/v1/me/recovery-codes", json!({})).await;
    assert_eq!(codes.status, StatusCode::OK, "{}", codes.text);
    let path = "/api/v1/users/ella/settings/factor.required";
    let body = json!({ "value": "everybody" });
    assert_eq!(office.ask("root", Method::PUT, path, body).await.status, StatusCode::OK);
    let mut other = Browser::new(&office);
    let wants = other.sign_in("ella", PASSWORD).await.json();
    assert!(wants["wants"]["enrol"].is_array(), "codes of a list alone are no second factor: {wants}");
    let mut statuses = Vec::new();
    for _ in 0..7 {
        statuses.push(
            other
                .post("/sign-in/second", json!({ "kind": "recovery_code", "code": "AAAAA-BBBBB-CCCCC" }))
                .await
                .status
                .as_u16(),
        );
    }
    assert_eq!(statuses, [401, 401, 401, 401, 401, 429, 429]);
}

#[tokio::test]
async fn guessing_at_many_accounts_is_slowed_down_and_known_browsers_do_not_feel_it() {
    let office = Office::new();
    let mut known = somebody(&office, "ella").await;
    known.form("/sign-out", &[]).await;
    drop(somebody(&office, "carl").await);
    let slow =
        office.ask("root", Method::PUT, "/api/v1/settings/lockout.per_minute", json!({ "value": 10 })).await;
    assert_eq!(slow.status, StatusCode::OK, "{}", slow.text);
    let mut judged = 0;
    for n in 0..60 {
        let reply = Browser::new(&office).sign_in(&format!("somebody{n}"), "a wrong guess").await;
        judged += i32::from(reply.status == StatusCode::UNAUTHORIZED);
    }
    assert_eq!(judged, 50, "five minutes' worth at once");
    let stranger = Browser::new(&office).sign_in("carl", PASSWORD).await;
    assert_eq!(
        (stranger.status, &stranger.json()["code"]),
        (StatusCode::TOO_MANY_REQUESTS, &json!("sign_in.stopped"))
    );
    assert_eq!(stranger.header("retry-after"), Some("7"));
    let let_in = known.sign_in("ella", PASSWORD).await;
    assert_eq!(let_in.json()["state"], "signed_in", "{}", let_in.text);
    // Whoever is right gives his turn back, so that people go in one after the other.
    office.pass(6);
    for _ in 0..3 {
        let let_in = Browser::new(&office).sign_in("carl", PASSWORD).await;
        assert_eq!(let_in.json()["state"], "signed_in", "{}", let_in.text);
    }
}

#[test]
fn whoever_finds_no_room_has_not_guessed() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let office = Office::new();
    drop(runtime.block_on(somebody(&office, "ella")));
    // One hash at a time, and nobody waits for it.
    let cost = HashingCost::new(19_456, 2, 1).unwrap();
    let hasher = Hasher::new(Hashing { cost, places: NonZeroUsize::new(1), waiting: 0 });
    let random: Random = Arc::new(|bytes| getrandom::fill(bytes).map_err(|error| error.to_string()));
    let entrance = SignIn::new(office.administration.clone(), Arc::new(hasher), &Key::new([9; 32]), random);
    let visit = Visit {
        at_us: office.now(),
        address: Some("192.0.2.7".parse().unwrap()),
        agent: None,
        device: None,
        request_id: None,
    };
    let knock = || entrance.with_password(&visit, "ella", &Password::typed(PASSWORD).unwrap());
    let crowded: usize = thread::scope(|scope| {
        let crowd =
            || (0..20).filter(|_| matches!(knock(), Err(Refused::Hasher(HasherError::Busy { .. })))).count();
        let crowd: Vec<_> = (0..4).map(|_| scope.spawn(crowd)).collect();
        crowd.into_iter().map(|one| one.join().unwrap()).sum()
    });
    assert!(crowded > 10, "hardly anybody found no room: {crowded}");
    assert!(matches!(knock(), Ok(Answer::SignedIn(_))), "nobody is kept out by it");
}
