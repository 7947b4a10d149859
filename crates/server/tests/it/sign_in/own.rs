//! What somebody does about his own security: by pages, and by requests.

use axum::http::{Method, StatusCode, header};
use serde_json::{Value as Json, json};

use super::{
    browser::{Browser, DEVICE, PASSWORD, location, somebody},
    device::{Device, SITE, code, seed},
};
use crate::{fixture::Reply, office::Office};

const HERE: &str = "/me/security";

/// The value of a hidden field.
fn hidden(page: &Reply, name: &str) -> String {
    let (_, rest) = page.text.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

async fn patch(browser: &mut Browser<'_>, path: &str, body: Json) -> Reply {
    let request = browser.request(Method::PATCH, path).header(header::CONTENT_TYPE, "application/json");
    browser.send(request.body(body.to_string().into()).unwrap()).await
}

/// Adds a passkey by the page.
async fn add_passkey(browser: &mut Browser<'_>, device: &mut Device, kind: &str, name: &str) -> Reply {
    let page = browser.get("/me/security/passkeys/new").await;
    assert!(page.text.contains("data-passkey=\"create\""), "{}", page.text);
    let asked = browser.post("/me/security/passkeys/begin", json!({ "kind": kind })).await.json();
    let (begun, made) = (asked["begun"].as_str().unwrap().to_owned(), device.make(SITE, &asked).to_string());
    browser
        .form(
            "/me/security/passkeys",
            &[("begun", &begun), ("name", name), ("kind", kind), ("credential", &made)],
        )
        .await
}

#[tokio::test]
async fn a_passkey_is_added_named_used_and_removed() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    let mut device = Device::new();
    let added = add_passkey(&mut browser, &mut device, "passkey", " Blue <key> ").await;
    assert_eq!(location(&added), "/me/security?done=passkey-added", "{}", added.text);
    let page = browser.get(location(&added)).await;
    assert!(
        page.text.contains("Blue &#60;key&#62;") && page.text.contains("The passkey was added."),
        "{}",
        page.text
    );
    assert!(page.text.contains("not used yet"));
    assert_eq!(device.sign_in(&mut Browser::new(&office)).await.json()["state"], "signed_in");
    let id = browser.get("/api/v1/me/security").await.json()["factors"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("{HERE}/factors/{id}");
    let nameless = browser.form(&path, &[("name", " \u{200b} ")]).await;
    assert!(nameless.status == StatusCode::UNPROCESSABLE_ENTITY && nameless.text.contains("Give it a name"));
    assert_eq!(
        location(&browser.form(&path, &[("name", "Work telephone")]).await),
        "/me/security?done=renamed"
    );
    let shown = browser.get("/api/v1/me/security").await.json();
    assert_eq!(shown["factors"][0]["name"], "Work telephone");
    assert!(shown["factors"][0]["used_us"].is_i64(), "{shown}");
    assert_eq!(location(&browser.form(&format!("{path}/remove"), &[]).await), "/me/security?done=removed");
    assert_eq!(device.sign_in(&mut Browser::new(&office)).await.json()["code"], "sign_in.wrong_factor");
    assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND);
    let trail = office.get("root", "/api/v1/audit?limit=100").await.text;
    for action in ["factor.added", "factor.renamed", "factor.removed"] {
        assert!(trail.contains(action), "{action}");
    }
}

#[tokio::test]
async fn a_security_key_without_a_pin_is_a_second_factor_and_no_more() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    let mut key = Device::of(false);
    let alone = browser.post("/me/security/passkeys/begin", json!({ "kind": "passkey" })).await.json();
    assert_eq!(alone["publicKey"]["authenticatorSelection"]["userVerification"], "required");
    let added = add_passkey(&mut browser, &mut key, "security_key", "Old key").await;
    assert_eq!(location(&added), "/me/security?done=passkey-added", "{}", added.text);
    let mut other = Browser::new(&office);
    assert_eq!(other.sign_in("ella", PASSWORD).await.json()["wants"]["second_factor"], json!(["passkey"]));
    let asked = other.post("/sign-in/second/passkey", json!({})).await.json();
    let shown = json!({ "kind": "passkey", "credential": key.show(SITE, &asked) });
    assert_eq!(other.post("/sign-in/second", shown).await.json()["state"], "signed_in");
    // A device that does not tell its owner does not do alone, whatever it is asked.
    let mut asked = Browser::new(&office).post("/sign-in/passkey/begin", json!({})).await.json();
    asked["publicKey"]["userVerification"] = json!("preferred");
    let shown = json!({ "begun": asked["begun"], "credential": key.show(SITE, &asked) });
    assert_eq!(
        Browser::new(&office).post("/sign-in/passkey", shown).await.json()["code"],
        "sign_in.wrong_factor"
    );
}

#[tokio::test]
async fn an_authenticator_is_added_once_it_shows_that_it_knows_the_seed() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    let page = browser.get("/me/security/authenticators/new").await;
    let (slip, known) = (hidden(&page, "begun"), seed(&page));
    let right = code(&office, &known, 0);
    let fields =
        |code: &str| [("begun", slip.clone()), ("name", "My app".to_owned()), ("code", code.to_owned())];
    let send = async |browser: &mut Browser<'_>, code: &str| {
        let fields = fields(code);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.form("/me/security/authenticators", &fields).await
    };
    let wrong = send(&mut browser, "000000").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(seed(&wrong).bytes(), known.bytes(), "the picture that was scanned is still the one");
    // What another session began is nothing here.
    let mut other = Browser::new(&office);
    other.sign_in("ella", PASSWORD).await;
    let stolen = send(&mut other, &right).await;
    assert!(
        stolen.status == StatusCode::UNPROCESSABLE_ENTITY && stolen.text.contains("too long"),
        "{}",
        stolen.text
    );
    let added = send(&mut browser, &right).await;
    assert_eq!(location(&added), "/me/security?done=authenticator-added", "{}", added.text);
    let twice = send(&mut browser, &code(&office, &known, 1)).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "what was begun is ended once");
    assert_eq!(browser.get("/api/v1/me/security").await.json()["factors"].as_array().unwrap().len(), 1);
    let wants = Browser::new(&office).sign_in("ella", PASSWORD).await.json();
    assert_eq!(wants["wants"]["second_factor"], json!(["totp"]));
}

#[tokio::test]
async fn programs_with_a_session_do_the_same() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    let mut device = Device::new();
    let asked = browser.post("/api/v1/me/passkeys/begin", json!({})).await.json();
    let made = device.make(SITE, &asked);
    let body = json!({ "begun": asked["begun"], "name": "Key", "credential": made });
    let tried = browser.post("/api/v1/me/passkeys?dry_run=true", body.clone()).await;
    assert_eq!((tried.status, &tried.json()["name"]), (StatusCode::OK, &json!("Key")), "{}", tried.text);
    let added = browser.post("/api/v1/me/passkeys", body.clone()).await;
    assert_eq!((added.status, &added.json()["kind"]), (StatusCode::OK, &json!("passkey")), "{}", added.text);
    assert_eq!(browser.post("/api/v1/me/passkeys", body).await.json()["code"], "sign_in.over");
    let id = added.json()["id"].as_str().unwrap().to_owned();
    let named = patch(&mut browser, &format!("/api/v1/me/factors/{id}"), json!({ "name": "Blue" })).await;
    assert_eq!(named.status, StatusCode::OK, "{}", named.text);
    let misnamed = patch(&mut browser, &format!("/api/v1/me/factors/{id}"), json!({ "name": "" })).await;
    assert_eq!(
        (misnamed.status, &misnamed.json()["errors"][0]["pointer"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("/name"))
    );
    let begun = browser.post("/api/v1/me/authenticators/begin", json!({})).await.json();
    assert!(begun["uri"].as_str().unwrap().starts_with("otpauth://totp/Bailiwick:ella"), "{begun}");
    for (body, code) in [
        (json!({ "begun": begun["begun"], "name": "App", "code": "000000" }), "sign_in.wrong_factor"),
        (json!({ "begun": "AAAA", "name": "App", "code": "000000" }), "sign_in.over"),
        (json!({ "begun": begun["begun"], "name": "App" }), "body.unfit"),
        (json!({ "begun": begun["begun"], "name": "A\u{202e}b", "code": "000000" }), "body.unfit"),
    ] {
        assert_eq!(browser.post("/api/v1/me/authenticators", body).await.json()["code"], code);
    }
    assert_eq!(
        browser.post("/api/v1/me/passkeys/begin", json!({ "kind": "palm" })).await.json()["code"],
        "body.unfit"
    );
    let unfit = browser.post("/api/v1/me/passkeys/begin", json!({ "kind": "security_key" })).await.json();
    let body = json!({ "begun": unfit["begun"], "name": "Key", "credential": { "id": "x" } });
    assert_eq!(browser.post("/api/v1/me/passkeys", body).await.json()["code"], "passkey.unfit");
    // A token does not do, whoever's it is.
    for path in ["/api/v1/me/passkeys/begin", "/api/v1/me/authenticators/begin"] {
        let refused =
            office.post("root", path, if path.contains("pass") { json!({}) } else { Json::Null }).await;
        assert_eq!((refused.status, &refused.json()["code"]), (StatusCode::FORBIDDEN, &json!("not_allowed")));
    }
}

#[tokio::test]
async fn what_may_not_be_added_is_not_offered() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    let path = "/api/v1/users/ella/settings/factor.methods";
    let set = office.ask("root", Method::PUT, path, json!({ "value": ["totp"] })).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text);
    let page = browser.get(HERE).await;
    assert!(page.text.contains("authenticators/new") && !page.text.contains("passkeys/new"), "{}", page.text);
    let refused = browser.post("/api/v1/me/passkeys/begin", json!({})).await;
    assert_eq!((refused.status, &refused.json()["code"]), (StatusCode::FORBIDDEN, &json!("not_allowed")));
}

#[tokio::test]
async fn sessions_browsers_codes_and_the_password_are_in_ones_own_hands() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    let mut others = [Browser::new(&office), Browser::new(&office), Browser::new(&office)];
    for other in &mut others {
        // Sessions are told apart by when they began.
        office.pass(1);
        assert_eq!(other.sign_in("ella", PASSWORD).await.json()["state"], "signed_in");
    }
    let [first, second, third] = &mut others;
    let sessions = second.get("/api/v1/me/security").await.json()["sessions"].clone();
    let page = browser.get(HERE).await;
    assert_eq!(page.text.matches("/end\"><button").count(), 4, "three, and all of them: {}", page.text);
    // Each session is known by its moment, so the one that the first browser has is the second to begin.
    let id = sessions[1]["id"].as_str().unwrap();
    let ended = browser.form(&format!("{HERE}/sessions/{id}/end"), &[]).await;
    assert_eq!(location(&ended), "/me/security?done=session-ended");
    let left = [first.is_in().await, second.is_in().await, third.is_in().await];
    assert_eq!(left.iter().filter(|is_in| **is_in).count(), 2);
    assert_eq!(
        location(&browser.form(&format!("{HERE}/sessions/end"), &[]).await),
        "/me/security?done=sessions-ended"
    );
    assert!(browser.is_in().await && !second.is_in().await && !third.is_in().await);

    let devices = browser.get("/api/v1/me/security").await.json()["devices"].clone();
    let device = devices[0]["id"].as_str().unwrap();
    let forgotten = browser.form(&format!("{HERE}/devices/{device}/forget"), &[]).await;
    assert_eq!(location(&forgotten), "/me/security?done=device-forgotten");
    let page = browser.form(&format!("{HERE}/recovery-codes"), &[]).await;
    assert_eq!(page.text.matches("<li>").count() - page.text.matches("<li><a").count(), 10, "{}", page.text);

    let change = |present: &'static str, new: &'static str, again: &'static str| {
        [("present", present), ("new", new), ("again", again)]
    };
    let new = "nine boats below the weir";
    for (fields, told) in [
        (change("not this one", new, new), "The present password is wrong"),
        (change(PASSWORD, new, "something else"), "The two are not the same"),
        (change(PASSWORD, "short", "short"), "Take at least 12 characters"),
    ] {
        let refused = browser.form(&format!("{HERE}/password"), &fields).await;
        assert!(
            refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains(told),
            "{}",
            refused.text
        );
    }
    let changed = browser.form(&format!("{HERE}/password"), &change(PASSWORD, new, new)).await;
    assert_eq!(location(&changed), "/me/security?done=password-changed");
    assert!(browser.is_in().await && browser.cookies.contains_key(DEVICE));
    assert_eq!(Browser::new(&office).sign_in("ella", new).await.json()["state"], "signed_in");
}

#[tokio::test]
async fn a_new_password_is_judged_while_it_is_typed() {
    let office = Office::new();
    let mut browser = somebody(&office, "ella").await;
    let told = async |browser: &mut Browser<'_>, password: &str| {
        let reply = browser.form("/password-strength", &[("password", password)]).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
        let told = reply.json();
        (told["score"].as_u64().unwrap(), told["told"][0].as_str().unwrap().to_owned())
    };
    let (_, words) = told(&mut browser, "short").await;
    assert!(words.starts_with("Take at least 12 characters"), "{words}");
    assert!(told(&mut browser, "ella in the garden of stones").await.1.contains("“ella”"));
    let (score, words) = told(&mut browser, "passwordpassword").await;
    assert!(score < 2 && words.contains("easy to guess"), "{score} {words}");
    let (score, words) = told(&mut browser, "nine boats below the weir").await;
    assert_eq!((score, words.as_str()), (4, "This is hard to guess."));
    assert_eq!(told(&mut browser, "").await, (0, "Type a password.".to_owned()));
    let french = browser.form("/password-strength?lang=fr", &[("password", "short")]).await.json();
    assert!(french["told"][0].as_str().unwrap().starts_with("Prenez au moins 12"), "{french}");
    // Whoever has shown nothing learns nothing, and what a page says when it is sent is the same.
    let stranger = Browser::new(&office).form("/password-strength", &[("password", "short")]).await;
    assert_eq!(stranger.status, StatusCode::CONFLICT);
    let sent = browser
        .form(
            &format!("{HERE}/password?lang=fr"),
            &[("present", PASSWORD), ("new", "short"), ("again", "short")],
        )
        .await;
    assert!(sent.text.contains("Prenez au moins 12"), "{}", sent.text);
    // Also on the way in, for whoever has to choose one.
    let path = "/api/v1/users/ella/temporary-password";
    let temporary =
        office.post("root", path, Json::Null).await.json()["password"].as_str().unwrap().to_owned();
    let mut other = Browser::new(&office);
    other.sign_in("ella", &temporary).await;
    assert!(other.get("/sign-in/password").await.text.contains("data-strength"));
    assert_eq!(told(&mut other, "nine boats below the weir").await.0, 4);
}

#[tokio::test]
async fn pages_of_ones_own_are_for_who_is_signed_in() {
    let office = Office::new();
    for path in [HERE, "/me/security/passkeys/new", "/step-up"] {
        let away = Browser::new(&office).get(path).await;
        assert_eq!(
            (away.status, location(&away)),
            (StatusCode::SEE_OTHER, format!("/sign-in?next={path}").as_str())
        );
    }
    let sent = Browser::new(&office).form("/me/security/sessions/end", &[]).await;
    assert_eq!(location(&sent), "/sign-in?next=/");
    let browser = somebody(&office, "ella").await;
    let cookies: Vec<String> =
        browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let forged = axum::http::Request::builder()
        .method(Method::POST)
        .uri("/me/security/sessions/end")
        .header("sec-fetch-site", "cross-site")
        .header(header::COOKIE, cookies.join("; "))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let refused = office.send(forged.body("".into()).unwrap()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
    // Nobody's own page shows anything of somebody else's.
    let mut mallory = somebody(&office, "head").await;
    let id = {
        let mut ella = Browser::new(&office);
        ella.sign_in("ella", PASSWORD).await;
        ella.get("/api/v1/me/security").await.json()["sessions"][0]["id"].as_str().unwrap().to_owned()
    };
    mallory.form(&format!("/me/security/sessions/{id}/end"), &[]).await;
    let shown = office.get("root", "/api/v1/users/ella/security").await.json();
    assert!(
        shown["sessions"].as_array().unwrap().iter().any(|session| session["id"] == id.as_str()),
        "{shown}"
    );
}
