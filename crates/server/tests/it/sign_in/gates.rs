//! Every way in against every gate: what the table says is asked is asked, and what it says is not, is not.

use axum::http::{Method, StatusCode, header};
use bailiwick_app::sign_in::{Gate, Pathway};
use serde_json::{Value as Json, json};

use super::{
    browser::{Browser, PASSWORD, somebody},
    device::Device,
};
use crate::office::Office;

/// Shuts a gate for ella.
pub(super) async fn shut(office: &Office, way: Pathway, gate: Gate) {
    let set = async |name: &str, value: Json| {
        let path = format!("/api/v1/users/ella/settings/{name}");
        let reply = office.ask("root", Method::PUT, &path, json!({ "value": value })).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
    };
    match gate {
        Gate::Attempts => {
            for n in 0..11 {
                Browser::new(office).sign_in("ella", &format!("a wrong guess {n}")).await;
            }
        }
        // What was sent opens nothing once an account is suspended, so its days are what is left to ask.
        Gate::Account if way == Pathway::Letter => {
            let days = json!({ "valid_to": "2020-01-01" });
            let reply = office.patch("root", "/api/v1/users/ella", days).await;
            assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
        }
        Gate::Account => {
            let state = json!({ "state": "suspended" });
            let reply = office.ask("root", Method::PUT, "/api/v1/users/ella/state", state).await;
            assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
        }
        Gate::Place => set("sign_in.open", json!(false)).await,
        Gate::Network => set("network.allow", json!(["192.0.2.0/24"])).await,
        // A passkey is two things in one, unless it does not count at all.
        Gate::SecondFactor if way == Pathway::Passkey => set("factor.methods", json!(["totp"])).await,
        Gate::SecondFactor => set("factor.required", json!("everybody")).await,
        Gate::Password => {
            // A week and a half later, a password of a week has to be replaced.
            set("password.expiry_days", json!(7)).await;
            office.pass(11 * 86_400);
        }
        Gate::Sessions => {
            set("session.when_full", json!("deny")).await;
            set("session.limit", json!(1)).await;
            if way != Pathway::Passkey {
                assert_eq!(Browser::new(office).sign_in("ella", PASSWORD).await.json()["state"], "signed_in");
            }
        }
    }
}

/// Whether somebody gets in by a way.
async fn gets_in(office: &Office, way: Pathway, device: &mut Device) -> bool {
    match way {
        Pathway::Password => {
            Browser::new(office).sign_in("ella", PASSWORD).await.json()["state"] == "signed_in"
        }
        Pathway::Key => office.get("ella", "/api/v1/me").await.status == StatusCode::OK,
        Pathway::Passkey => device.sign_in(&mut Browser::new(office)).await.json()["state"] == "signed_in",
        // `letter_gates.rs` crosses links with all gates.
        Pathway::Letter | Pathway::SetUp => {
            unreachable!("these are crossed where they are built")
        }
    }
}

#[tokio::test]
async fn no_way_in_passes_a_gate_that_is_shut() {
    for way in [Pathway::Password, Pathway::Passkey, Pathway::Key] {
        for gate in Gate::ALL {
            // Wrong passkeys are counted by network: see `passkeys.rs`.
            if (way, gate) == (Pathway::Passkey, Gate::Attempts) {
                continue;
            }
            let office = Office::new();
            somebody(&office, "ella").await.form("/sign-out", &[]).await;
            let mut device = Device::new();
            if way == Pathway::Passkey {
                device.enrol(&office, "ella").await;
            }
            assert!(gets_in(&office, way, &mut device).await, "{way:?} is open to begin with");
            let ended = office.ask("root", Method::DELETE, "/api/v1/users/ella/sessions", Json::Null).await;
            assert_eq!(ended.status, StatusCode::OK);
            shut(&office, way, gate).await;
            if (way, gate) == (Pathway::Passkey, Gate::Sessions) {
                assert!(gets_in(&office, way, &mut device).await, "the one session that there may be");
            }
            assert_eq!(
                gets_in(&office, way, &mut device).await,
                way.asks(gate).is_err(),
                "{way:?} against {gate:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_session_ends_when_its_place_is_closed_or_its_network_is_not_allowed() {
    for gate in [Gate::Account, Gate::Place, Gate::Network] {
        let office = Office::new();
        let mut browser = somebody(&office, "ella").await;
        shut(&office, Pathway::Password, gate).await;
        assert!(!browser.is_in().await, "{gate:?}");
    }
}

#[tokio::test]
async fn pages_say_what_browsers_must_do_with_them() {
    let office = Office::new();
    let page = Browser::new(&office).get("/sign-in").await;
    assert_eq!(page.status, StatusCode::OK);
    let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    for part in [
        "default-src 'none'",
        "script-src 'nonce-",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(page.headers["x-content-type-options"], "nosniff");
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    let again = Browser::new(&office).get("/sign-in").await;
    assert_ne!(
        policy,
        again.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap(),
        "a nonce is used once"
    );
    for (lang, dir) in [("fr", "ltr"), ("es", "ltr"), ("ar", "rtl")] {
        let page = Browser::new(&office).get(&format!("/sign-in?lang={lang}")).await;
        assert!(page.text.contains(&format!("<html lang=\"{lang}\" dir=\"{dir}\"")), "{}", page.text);
        assert!(page.text.len() < 100_000 && !page.text.contains("sign-in-title"));
    }
    let hostile = Browser::new(&office)
        .form("/sign-in", &[("name", "\"><script>alert(1)</script>"), ("password", "x")])
        .await;
    assert!(!hostile.text.contains("<script>alert"), "{}", hostile.text);
    let style = Browser::new(&office).get("/static/bailiwick.css").await;
    assert_eq!(
        (style.status, style.headers[header::CONTENT_TYPE].to_str().unwrap()),
        (StatusCode::OK, "text/css; charset=utf-8")
    );
    assert_eq!(Browser::new(&office).get("/static/..%2fCargo.toml").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_first_page_is_for_who_is_signed_in() {
    let office = Office::new();
    let away = Browser::new(&office).get("/").await;
    assert_eq!(
        (away.status, away.headers[header::LOCATION].to_str().unwrap()),
        (StatusCode::SEE_OTHER, "/sign-in?next=/")
    );
    let mut browser = somebody(&office, "carl").await;
    let page = browser.get("/").await;
    assert!(page.status == StatusCode::OK && page.text.contains("<bdi>carl</bdi>"), "{}", page.text);
    browser.form("/sign-out", &[]).await;
    assert_eq!(browser.get("/").await.status, StatusCode::SEE_OTHER);
}
