//! The address of an account, changed by its owner or by others, and telephones shown to be somebody's.

use axum::http::{Method, StatusCode, header};
use serde_json::{Value as Json, json};

use super::{
    browser::{Browser, PASSWORD, SESSION, location, somebody},
    forgotten::forget,
    mailbox::{House, Mail},
};
use crate::fixture::Reply;

/// A request of whoever is signed in.
async fn ask(browser: &mut Browser<'_>, method: Method, path: &str, body: Json) -> Reply {
    let request = browser.request(method, path).header(header::CONTENT_TYPE, "application/json");
    let body = if body.is_null() { String::new() } else { body.to_string() };
    browser.send(request.body(body.into()).unwrap()).await
}

/// Lets people of a company change their addresses.
async fn allow(house: &House) {
    let fields = json!({ "value": ["email", "phones"] });
    let path = "/api/v1/companies/acme/settings/users.self_editable";
    let set = house.office.ask("root", Method::PUT, path, fields).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text);
}

async fn email(house: &House, login: &str) -> Json {
    house.office.get("root", &format!("/api/v1/users/{login}")).await.json()["email"].clone()
}

async fn confirm(house: &House, letter: &Mail) -> Reply {
    Browser::new(&house.office).post("/sign-in/address", json!({ "link": letter.secret() })).await
}

#[tokio::test]
async fn a_new_address_counts_once_its_link_was_followed_and_both_sides_are_told() {
    let house = House::new().await;
    let mut ella = somebody(&house.office, "ella").await;
    drop(house.arrived());
    let wanted = json!({ "email": "Ella.New@home.example" });
    let refused = ask(&mut ella, Method::POST, "/api/v1/me/email", wanted.clone()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
    assert!(refused.text.contains("users.self_editable"), "{}", refused.text);
    allow(&house).await;
    let asked = ask(&mut ella, Method::POST, "/api/v1/me/email", wanted.clone()).await;
    assert_eq!((asked.status, &asked.json()["sent_to"]), (StatusCode::OK, &json!("Ella.New@home.example")));
    assert_eq!(email(&house, "ella").await, "ella@acme.example", "nothing changes before");
    // A link that went to the address before opens nothing once that is not the account's any more.
    let [letter, warning] = house.arrived().try_into().unwrap();
    assert_eq!((letter.to.as_str(), warning.to.as_str()), ("Ella.New@home.example", "ella@acme.example"));
    assert!(warning.text.contains("E…@home.example") && !warning.text.contains("Ella.New"), "{warning:?}");
    forget(&house, "ella").await;
    let reset = house.letter();
    let page = Browser::new(&house.office).get(letter.path()).await;
    assert!(page.status == StatusCode::OK && page.text.contains("Ella.New@home.example"), "{}", page.text);
    assert_eq!(confirm(&house, &letter).await.json(), json!({ "state": "confirmed" }));
    assert_eq!(email(&house, "ella").await, "Ella.New@home.example");
    let told = house.arrived();
    assert_eq!(
        told.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(),
        ["ella@acme.example", "Ella.New@home.example"]
    );
    for mail in &told {
        assert!(mail.text.contains("e…@acme.example") && mail.text.contains("E…@home.example"), "{mail:?}");
    }
    assert_eq!(confirm(&house, &letter).await.json()["code"], "sign_in.link", "a link works once");
    assert_eq!(confirm(&house, &reset).await.json()["code"], "sign_in.link");
    let dead = Browser::new(&house.office).post("/sign-in/reset", json!({ "link": reset.secret() })).await;
    assert_eq!(dead.json()["code"], "sign_in.link");
    let security = ask(&mut ella, Method::GET, "/api/v1/me/security", Json::Null).await.json();
    assert_eq!(security["contacts"][0]["address"], "ella.new@home.example", "{security}");
    let in_again = Browser::new(&house.office).sign_in("ella.new@home.example", PASSWORD).await;
    assert_eq!(in_again.json()["state"], "signed_in");
    let trail = house.office.get("root", "/api/v1/audit?object=user:ella&limit=100").await.text;
    assert!(trail.contains("contact.asked") && trail.contains("contact.verified"), "{trail}");
    assert!(!trail.contains(letter.secret()));
}

#[tokio::test]
async fn it_takes_who_has_shown_of_late_who_he_is() {
    let house = House::new().await;
    allow(&house).await;
    let mut ella = somebody(&house.office, "ella").await;
    drop(house.arrived());
    let wanted = json!({ "email": "new@home.example" });
    let by_token = house.office.post("ella", "/api/v1/me/email", wanted.clone()).await;
    assert_eq!(by_token.status, StatusCode::FORBIDDEN, "{}", by_token.text);
    house.office.pass(6 * 60);
    let stale = ask(&mut ella, Method::POST, "/api/v1/me/email", wanted.clone()).await;
    assert_eq!((stale.status, &stale.json()["code"]), (StatusCode::FORBIDDEN, &json!("step_up.required")));
    // What is typed stays, and the page leads to where that is done.
    let page = ella.get("/me/address").await;
    assert!(
        page.status == StatusCode::OK && page.text.contains("value=\"ella@acme.example\""),
        "{}",
        page.text
    );
    let kept = ella.form("/me/address", &[("email", "new@home.example")]).await;
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", kept.text);
    assert!(kept.text.contains("/step-up?next=") && kept.text.contains("value=\"new@home.example\""));
    let unfit = ella.form("/me/address", &[("email", "\"><script>")]).await;
    assert!(
        unfit.status == StatusCode::UNPROCESSABLE_ENTITY && !unfit.text.contains("<script>alert"),
        "{}",
        unfit.text
    );
    assert!(house.arrived().is_empty());
    let before = ella.cookies[SESSION].clone();
    ella.get("/step-up?next=/me/address").await;
    let shown = ella.form("/step-up", &[("kind", "password"), ("password", PASSWORD)]).await;
    assert_eq!(shown.headers[header::LOCATION].to_str().unwrap(), "/me/address");
    assert_ne!(ella.cookies[SESSION], before);
    let asked = ella.form("/me/address", &[("email", "new@home.example")]).await;
    assert!(
        asked.status == StatusCode::ACCEPTED && asked.text.contains("new@home.example"),
        "{}",
        asked.text
    );
    let told: Vec<String> = house.arrived().into_iter().map(|mail| mail.to).collect();
    assert_eq!(told, ["new@home.example", "ella@acme.example"]);
    let away = Browser::new(&house.office).get("/me/address").await;
    assert_eq!(away.status, StatusCode::SEE_OTHER);
    for lang in ["fr", "es", "ar"] {
        let page = ella.get(&format!("/me/address?lang={lang}")).await;
        assert!(page.status == StatusCode::OK && !page.text.contains("address-"), "{}", page.text);
    }
}

#[tokio::test]
async fn an_address_of_somebody_else_is_not_taken_and_not_told() {
    let house = House::new().await;
    allow(&house).await;
    house.address("carl", "carl@acme.example").await;
    let mut ella = somebody(&house.office, "ella").await;
    drop(house.arrived());
    let asked =
        ask(&mut ella, Method::POST, "/api/v1/me/email", json!({ "email": "CARL@acme.example" })).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text);
    let [letter, _] = house.arrived().try_into().unwrap();
    assert_eq!(confirm(&house, &letter).await.json()["code"], "sign_in.link");
    assert_eq!(email(&house, "ella").await, "ella@acme.example");
    for wrong in [
        json!({}),
        json!({ "email": "nobody" }),
        json!({ "email": null }),
        json!({ "email": "a@b.example", "login": "root" }),
    ] {
        let reply = ask(&mut ella, Method::POST, "/api/v1/me/email", wrong.clone()).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}: {}", reply.text);
    }
    // The own address can be shown to be one's own without any setting.
    let own = ask(&mut ella, Method::POST, "/api/v1/me/email", json!({ "email": "ella@acme.example" })).await;
    assert_eq!(own.status, StatusCode::OK, "{}", own.text);
    let letter = house.letter();
    house.office.pass(2 * 3_600);
    assert_eq!(confirm(&house, &letter).await.json()["code"], "sign_in.link", "it is too old");
}

#[tokio::test]
async fn an_administrator_who_changes_an_address_is_told_of_to_both_sides() {
    let house = House::new().await;
    house.address("ella", "moved@acme.example").await;
    let told: Vec<String> = house.arrived().into_iter().map(|mail| mail.to).collect();
    assert_eq!(told, ["ella@acme.example", "moved@acme.example"]);
    let taken = house.office.patch("root", "/api/v1/users/ella", json!({ "email": null })).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text);
    assert_eq!(house.letter().to, "moved@acme.example");
}

#[tokio::test]
async fn a_telephone_is_shown_on_its_page() {
    let house = House::new().await;
    let phones = json!({ "phones": [{ "kind": "mobile", "number": "+639170000000" }, { "kind": "work", "number": "+6328000000" }] });
    assert_eq!(house.office.patch("root", "/api/v1/users/ella", phones).await.status, StatusCode::OK);
    let mut ella = somebody(&house.office, "ella").await;
    drop(house.arrived());
    let page = ella.get("/me/phone").await.text;
    assert!(
        page.contains("+639170000000") && !page.contains("+6328000000"),
        "mobile telephones alone: {page}"
    );
    let asked = |number: &'static str| [("number", number)];
    let not_his = ella.form("/me/phone", &asked("+639171111111")).await;
    assert_eq!(not_his.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", not_his.text);
    assert_eq!(ella.form("/me/phone", &asked("<script>")).await.status, StatusCode::NOT_FOUND);
    let sent = ella.form("/me/phone", &asked("+639170000000")).await;
    assert_eq!(sent.status, StatusCode::ACCEPTED, "{}", sent.text);
    let message = house.letter();
    let code = |code: &str| [("number", "+639170000000".to_owned()), ("code", code.to_owned())];
    let wrong = code("000000");
    let wrong =
        ella.form("/me/phone/code", &wrong.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
    assert!(wrong.text.contains("name=\"code\"") && wrong.text.contains("role=\"alert\""), "{}", wrong.text);
    let right = code(message.code());
    let right =
        ella.form("/me/phone/code", &right.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
    assert_eq!(location(&right), "/me/phone?done=phone", "{}", right.text);
    for lang in ["en", "fr", "es", "ar"] {
        let page = ella.get(&format!("/me/phone?done=phone&lang={lang}")).await.text;
        assert!(page.contains("badge ok") && !page.contains("action=\"/me/phone\""), "{page}");
        assert!(!page.contains(">phone-") && !page.contains(">done-"), "{page}");
    }
}

#[tokio::test]
async fn a_telephone_is_shown_by_a_code_and_then_gets_codes() {
    let house = House::new().await;
    let phones = json!({ "phones": [{ "kind": "mobile", "number": "+639170000000" }, { "kind": "work", "number": "+6328000000" }] });
    assert_eq!(house.office.patch("root", "/api/v1/users/ella", phones).await.status, StatusCode::OK);
    let mut ella = somebody(&house.office, "ella").await;
    drop(house.arrived());
    for number in ["+6328000000", "+639171111111"] {
        let no = ask(&mut ella, Method::POST, "/api/v1/me/phone", json!({ "number": number })).await;
        assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", no.text);
    }
    let number = json!({ "number": "+63 917 000 0000" });
    let asked = ask(&mut ella, Method::POST, "/api/v1/me/phone", number).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text);
    let message = house.letter();
    assert_eq!(message.to, "+639170000000");
    let show = |code: &str| json!({ "number": "+639170000000", "code": code });
    let wrong = ask(&mut ella, Method::PUT, "/api/v1/me/phone", show("000000")).await;
    assert_eq!((wrong.status, &wrong.json()["code"]), (StatusCode::FORBIDDEN, &json!("code.wrong")));
    let right = ask(&mut ella, Method::PUT, "/api/v1/me/phone", show(message.code())).await;
    assert_eq!(right.status, StatusCode::OK, "{}", right.text);
    let again = ask(&mut ella, Method::PUT, "/api/v1/me/phone", show(message.code())).await;
    assert_eq!(again.json()["code"], "code.wrong", "a code works once");
    let mut stopped = false;
    for _ in 0..6 {
        let reply = ask(&mut ella, Method::PUT, "/api/v1/me/phone", show("000000")).await;
        stopped |= reply.status == StatusCode::TOO_MANY_REQUESTS;
    }
    assert!(stopped, "guesses end");
    let knocks = house.office.get("root", "/api/v1/users/ella/sign-in").await.json()["knocks"].clone();
    assert!(
        knocks.as_array().unwrap().iter().filter(|knock| knock["outcome"] == "wrong").count() > 2,
        "{knocks}"
    );
    let trail = house.office.get("root", "/api/v1/audit?limit=200").await.json();
    let entries = trail["items"].as_array().unwrap().iter().map(|item| &item["entry"]);
    let of =
        |action: &str| -> Vec<&Json> { entries.clone().filter(|entry| entry["action"] == action).collect() };
    assert!(of("session.refused").len() > 2, "guesses are on the trail: {trail}");
    // Named as the field of the user is, so that who may not see that one does not see this.
    for action in ["contact.asked", "contact.verified"] {
        let entries = of(action);
        let told: Vec<&Json> =
            entries.iter().flat_map(|entry| entry["changes"].as_array().unwrap()).collect();
        assert!(!told.is_empty() && told.iter().all(|change| change["field"] == "phones"), "{entries:?}");
    }
}
