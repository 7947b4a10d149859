//! Invitations: a letter, a page that says who and what, a password, and in.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use super::{
    browser::{Browser, PASSWORD},
    forgotten::{follow, forget},
    mailbox::{House, Mail},
};

const DAY: i64 = 86_400;

/// Has root make an account that is invited.
async fn invite(house: &House, login: &str, more: Json) -> Json {
    let mut new = json!({
        "login": login, "email": format!("{login}@office.example"), "company": "ministry", "invite": true,
        "first_name": "Noor", "last_name": "<b>Haddad</b>",
    });
    for (name, value) in more.as_object().unwrap() {
        new[name] = value.clone();
    }
    let made = house.office.post("root", "/api/v1/users", new).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.json()
}

async fn state(house: &House, login: &str) -> String {
    let user = house.office.get("root", &format!("/api/v1/users/{login}")).await;
    user.json()["state"].as_str().unwrap_or_default().to_owned()
}

/// Follows an invitation and chooses a password.
async fn accept<'h>(house: &'h House, letter: &Mail) -> (Browser<'h>, Json) {
    let mut browser = Browser::new(&house.office);
    let wanted = follow(&mut browser, letter).await;
    if wanted.json()["wants"] != json!({ "new_password": true }) {
        return (browser, wanted.json());
    }
    let taken = browser.post("/sign-in/password", json!({ "password": PASSWORD })).await;
    (browser, taken.json())
}

#[tokio::test]
async fn whoever_is_invited_chooses_a_password_and_is_in() {
    let house = House::new().await;
    assert_eq!(invite(&house, "noor", json!({})).await["state"], "invited");
    let letter = house.letter();
    assert_eq!(letter.to, "noor@office.example");
    assert!(letter.text.contains("Ministry") && letter.text.contains("14 days"), "{letter:?}");
    let page = Browser::new(&house.office).get(letter.path()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("<bdi>noor</bdi>") && page.text.contains("<bdi>root</bdi>"), "{}", page.text);
    assert!(!page.text.contains("<b>Haddad"), "{}", page.text);
    assert_eq!(state(&house, "noor").await, "invited", "looking changes nothing");
    let nobody_yet = Browser::new(&house.office).sign_in("noor", PASSWORD).await;
    assert_eq!(nobody_yet.json()["code"], "sign_in.wrong");

    let (mut browser, taken) = accept(&house, &letter).await;
    assert_eq!(taken["state"], "signed_in", "{taken}");
    assert!(browser.is_in().await);
    assert_eq!(state(&house, "noor").await, "active");
    assert!(house.arrived().is_empty(), "a first password is no news");
    let again = follow(&mut Browser::new(&house.office), &letter).await;
    assert_eq!((again.status, &again.json()["code"]), (StatusCode::GONE, &json!("sign_in.link")));
    let trail = house.office.get("root", "/api/v1/audit?object=user:noor&limit=100").await.text;
    for action in ["user.invited", "user.state", "password.set"] {
        assert!(trail.contains(action), "{trail}");
    }
    assert!(!trail.contains(letter.secret()));
    let gone = house.office.post("root", "/api/v1/users/noor/invitation", Json::Null).await;
    assert_eq!(gone.status, StatusCode::CONFLICT, "{}", gone.text);
}

#[tokio::test]
async fn an_invitation_ends_and_a_newer_one_takes_its_place() {
    let house = House::new().await;
    let days = json!({ "value": 3 });
    let set = house
        .office
        .ask("root", Method::PUT, "/api/v1/companies/ministry/settings/account.invitation_days", days)
        .await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text);
    invite(&house, "noor", json!({})).await;
    let first = house.letter();
    assert!(first.text.contains("3 days"), "{first:?}");
    let dry = house.office.post("root", "/api/v1/users/noor/invitation?dry_run=true", Json::Null).await;
    assert_eq!(dry.status, StatusCode::OK, "{}", dry.text);
    assert!(house.arrived().is_empty());
    let sent = house.office.post("root", "/api/v1/users/noor/invitation", Json::Null).await;
    assert_eq!((sent.status, &sent.json()["sent_to"]), (StatusCode::OK, &json!("noor@office.example")));
    assert_eq!(sent.json()["ends_us"], json!(house.office.now() + 3 * DAY * 1_000_000));
    let second = house.letter();
    assert_eq!(accept(&house, &first).await.1["code"], "sign_in.link");
    house.office.pass(3 * DAY - 1);
    assert_eq!(Browser::new(&house.office).get(second.path()).await.status, StatusCode::OK);
    house.office.pass(1);
    assert_eq!(accept(&house, &second).await.1["code"], "sign_in.link");
    forget(&house, "noor").await;
    assert!(house.arrived().is_empty(), "what has ended is not begun anew by asking");
    assert_eq!(state(&house, "noor").await, "invited");
}

#[tokio::test]
async fn whoever_gets_no_further_can_have_it_sent_again_to_the_same_end() {
    let house = House::new().await;
    invite(&house, "noor", json!({})).await;
    let first = house.letter();
    let begun = follow(&mut Browser::new(&house.office), &first).await;
    assert_eq!(begun.json()["state"], "more");
    assert_eq!(state(&house, "noor").await, "invited");
    house.office.pass(13 * DAY);
    forget(&house, "noor@office.example").await;
    let second = house.letter();
    assert!(second.path().starts_with("/sign-in/invitation?"), "{second:?}");
    assert!(second.text.contains("one day"), "{second:?}");
    assert_eq!(accept(&house, &second).await.1["state"], "signed_in");
}

#[tokio::test]
async fn what_holds_for_the_account_holds_at_its_first_sign_in() {
    let house = House::new().await;
    let required = json!({ "value": "administrators" });
    let path = "/api/v1/settings/factor.required";
    let set = house.office.ask("root", Method::PUT, path, required).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text);
    invite(&house, "chief", json!({ "lines": [{ "role": "administrator" }] })).await;
    let letter = house.letter();
    let (mut browser, wanted) = accept(&house, &letter).await;
    assert_eq!(wanted["wants"], json!({ "enrol": ["passkey", "totp"] }), "{wanted}");
    let early = browser.post("/sign-in/password", json!({ "password": PASSWORD })).await;
    assert_eq!(early.json()["code"], "sign_in.over", "{}", early.text);
    assert_eq!(state(&house, "chief").await, "invited");

    // An account that does not count yet, or does not count any more, is not made active.
    invite(&house, "later", json!({ "valid_from": "2030-01-01" })).await;
    assert_eq!(accept(&house, &house.letter()).await.1["code"], "sign_in.account");
    assert_eq!(state(&house, "later").await, "invited");
    invite(&house, "left", json!({})).await;
    let letter = house.letter();
    let left = house.office.ask("root", Method::DELETE, "/api/v1/users/left", Json::Null).await;
    assert!(left.status.is_success(), "{}", left.text);
    assert_eq!(accept(&house, &letter).await.1["code"], "sign_in.link");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn of_many_who_follow_one_invitation_one_gets_in() {
    let house = std::sync::Arc::new(House::new().await);
    invite(&house, "noor", json!({})).await;
    let letter = house.letter();
    let tries: Vec<_> = (0..32)
        .map(|_| {
            let (house, letter) = (std::sync::Arc::clone(&house), letter.clone());
            tokio::spawn(async move { accept(&house, &letter).await.1["state"] == "signed_in" })
        })
        .collect();
    let mut winners = 0;
    for one in tries {
        winners += usize::from(one.await.unwrap());
    }
    assert_eq!(winners, 1);
}

#[tokio::test]
async fn who_may_not_manage_an_account_invites_nobody_to_it() {
    let house = House::new().await;
    invite(&house, "noor", json!({ "lines": [{ "role": "administrator" }] })).await;
    drop(house.arrived());
    for actor in ["nora", "carl", "desk", "audrey", "dora"] {
        let reply = house.office.post(actor, "/api/v1/users/noor/invitation", Json::Null).await;
        assert!([403, 404].contains(&reply.status.as_u16()), "{actor}: {}", reply.text);
    }
    assert!(house.arrived().is_empty());
    // Where there is no address or nobody carries letters, that is said.
    let no_address = json!({ "login": "mute", "company": "ministry", "invite": true });
    assert_eq!(
        house.office.post("root", "/api/v1/users", no_address.clone()).await.status,
        StatusCode::CREATED
    );
    let reply = house.office.post("root", "/api/v1/users/mute/invitation", Json::Null).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.text);
    let without = crate::office::Office::new();
    let new =
        json!({ "login": "noor", "email": "noor@office.example", "company": "ministry", "invite": true });
    assert_eq!(without.post("root", "/api/v1/users", new).await.status, StatusCode::CREATED);
    let reply = without.post("root", "/api/v1/users/noor/invitation", Json::Null).await;
    assert!(reply.status == StatusCode::CONFLICT && reply.text.contains("mail.carrier"), "{}", reply.text);
}

#[tokio::test]
async fn an_administrator_asks_many_to_choose_another_password() {
    let house = House::new().await;
    drop(super::browser::somebody(&house.office, "ella").await);
    house.address("carl", "carl@acme.example").await;
    drop(house.arrived());
    let act = json!({ "act": { "request_password_reset": {} }, "logins": ["ella", "carl", "sal"] });
    let job = house.office.post("root", "/api/v1/users/batch", act).await;
    assert_eq!(job.status, StatusCode::ACCEPTED, "{}", job.text);
    assert!(house.arrived().is_empty(), "not before the job is done");
    house.office.work_off();
    let letters = house.arrived();
    assert_eq!(
        letters.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(),
        ["ella@acme.example", "carl@acme.example"]
    );
    assert!(letters[0].text.contains("24 hours"), "{letters:?}");
    house.office.pass(23 * 3_600);
    assert_eq!(accept(&house, &letters[0]).await.1["state"], "signed_in");
    // What is taken back opens nothing.
    let id = job.json()["id"].as_str().unwrap().to_owned();
    let undone = house.office.post("root", &format!("/api/v1/jobs/{id}/undo"), Json::Null).await;
    assert!(undone.status.is_success(), "{}", undone.text);
    house.office.work_off();
    assert_eq!(accept(&house, &letters[1]).await.1["code"], "sign_in.link");
}
