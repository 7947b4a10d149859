//! What people and administrators are told of: in the same transaction, by mail, and in the trail.

use axum::http::{Method, StatusCode, header};
use serde_json::{Value as Json, json};

use super::{
    browser::{Browser, DEVICE, PASSWORD, somebody},
    device::{code, seed},
    mailbox::House,
};
use crate::fixture::Reply;

const NEW: &str = "nine boats under the bridge";

/// Signs in from an address on the network, with a program.
async fn from(browser: &mut Browser<'_>, address: &str, agent: &str, name: &str, password: &str) -> Reply {
    let body = json!({ "name": name, "password": password }).to_string();
    let mut request = browser
        .request(Method::POST, "/sign-in")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "application/json")
        .body(body.into())
        .unwrap();
    request.headers_mut().insert(header::USER_AGENT, agent.parse().unwrap());
    request.extensions_mut().insert(bailiwick_server::http::Peer(address.parse().unwrap()));
    browser.send(request).await
}

async fn unusual(house: &House) -> Vec<Json> {
    let page = house.office.get("root", "/api/v1/audit?action=sign_in.unusual&limit=100").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let items = page.json()["items"].as_array().unwrap().clone();
    let because = |item: &Json| {
        let changes = item["entry"]["changes"].as_array().unwrap();
        changes.iter().find(|change| change["field"] == "because").unwrap()["new"].clone()
    };
    items.iter().map(because).collect()
}

#[tokio::test]
async fn somebody_is_told_of_a_browser_and_a_network_that_never_were_before() {
    let house = House::new().await;
    let mut first = somebody(&house.office, "ella").await;
    let news = house.arrived();
    assert!(
        news.iter().all(|mail| mail.subject.contains("password")),
        "the first time is nothing new: {news:?}"
    );
    first.form("/sign-out", &[]).await;
    assert_eq!(
        from(&mut first, "203.0.113.7", "Browser/1.0", "ella", PASSWORD).await.json()["state"],
        "signed_in"
    );
    assert!(house.arrived().is_empty(), "nor is the first network that is known");
    first.form("/sign-out", &[]).await;
    from(&mut first, "203.0.7.99", "Browser/2.0", "ella", PASSWORD).await;
    assert!(house.arrived().is_empty(), "nor a neighbour, nor a browser that was renewed");
    first.form("/sign-out", &[]).await;
    from(&mut first, "198.51.100.7", "Browser/2.0", "ella", PASSWORD).await;
    let letter = house.letter();
    assert!(letter.to == "ella@acme.example" && letter.text.contains("198.51.100.7"), "{letter:?}");
    let mut second = Browser::new(&house.office);
    from(&mut second, "203.0.113.8", "Other/1.0", "ella", PASSWORD).await;
    assert!(house.letter().text.contains("Other/1.0"));
    // What a browser is known by, shown by another one: somebody has copied it.
    let mut thief = Browser::new(&house.office);
    thief.cookies.insert(DEVICE.to_owned(), second.cookies[DEVICE].clone());
    from(&mut thief, "203.0.113.8", "Thief/1.0", "ella", PASSWORD).await;
    assert_eq!(house.arrived().len(), 1);
    let told = unusual(&house).await;
    assert_eq!(told, [json!(["another_program"]), json!(["new_device"]), json!(["new_network"])]);
}

#[tokio::test]
async fn whoever_it_was_not_ends_that_session_and_chooses_another_password() {
    let house = House::new().await;
    let mut first = somebody(&house.office, "ella").await;
    drop(house.arrived());
    let mut thief = Browser::new(&house.office);
    assert_eq!(thief.sign_in("ella", PASSWORD).await.json()["state"], "signed_in");
    let letter = house.letter();
    assert!(letter.path().starts_with("/sign-in/not-me?link="), "{letter:?}");
    let page = first.get(letter.path()).await;
    assert!(page.status == StatusCode::OK && thief.is_in().await, "looking ends nothing");
    let wanted = first.post("/sign-in/not-me", json!({ "link": letter.secret() })).await;
    assert_eq!(wanted.json()["wants"], json!({ "new_password": true }), "{}", wanted.text);
    assert!(!thief.is_in().await);
    let taken = first.post("/sign-in/password", json!({ "password": NEW })).await;
    assert_eq!(taken.json()["state"], "signed_in", "{}", taken.text);
    // Where others give passwords, it ends there.
    let only = json!({ "value": "administrator" });
    house.office.ask("root", Method::PUT, "/api/v1/users/ella/settings/password.reset", only).await;
    drop(house.arrived());
    let mut thief = Browser::new(&house.office);
    thief.sign_in("ella", NEW).await;
    let letter = house.letter();
    let left = Browser::new(&house.office).post("/sign-in/not-me", json!({ "link": letter.secret() })).await;
    assert_eq!(
        (left.status, &left.json()["code"]),
        (StatusCode::FORBIDDEN, &json!("sign_in.left_to_others"))
    );
    assert!(!thief.is_in().await);
}

#[tokio::test]
async fn somebody_is_told_of_second_factors_that_come_and_go() {
    let house = House::new().await;
    drop(somebody(&house.office, "ella").await);
    let required = json!({ "value": "everybody" });
    house.office.ask("root", Method::PUT, "/api/v1/users/ella/settings/factor.required", required).await;
    let mut ella = Browser::new(&house.office);
    ella.form("/sign-in", &[("name", "ella"), ("password", PASSWORD)]).await;
    let seed = seed(&ella.get("/sign-in/enrol").await);
    drop(house.arrived());
    ella.form("/sign-in/enrol", &[("code", &code(&house.office, &seed, 0))]).await;
    let subjects =
        |house: &House| house.arrived().into_iter().map(|mail| (mail.to, mail.subject)).collect::<Vec<_>>();
    let told = subjects(&house);
    assert!(told.iter().any(|(_, subject)| subject.contains("was added")), "{told:?}");

    let ask =
        |path: &str, method: Method| ella.request(method, path).body(axum::body::Body::empty()).unwrap();
    let made = ask("/api/v1/me/recovery-codes", Method::POST);
    let codes = ella.send(made).await.json()["codes"].clone();
    drop(house.arrived());
    let mut other = Browser::new(&house.office);
    other.sign_in("ella", PASSWORD).await;
    let used = json!({ "kind": "recovery_code", "code": codes[0] });
    assert_eq!(other.post("/sign-in/second", used).await.json()["state"], "signed_in");
    let letters = house.arrived();
    assert!(letters.iter().any(|mail| mail.text.contains("9 codes are left")), "{letters:?}");

    let security = ella
        .send(ella.request(Method::GET, "/api/v1/me/security").body(axum::body::Body::empty()).unwrap())
        .await;
    let id = security.json()["factors"][0]["id"].as_str().unwrap().to_owned();
    let gone = ella.request(Method::DELETE, &format!("/api/v1/me/factors/{id}"));
    let gone = ella.send(gone.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.text);
    let told = subjects(&house);
    assert!(
        told.iter().any(|(to, subject)| to == "ella@acme.example" && subject.contains("was removed")),
        "{told:?}"
    );
    let alert =
        told.iter().any(|(to, subject)| to == "root@office.example" && subject.contains("second factor"));
    assert!(alert, "an account that needs two has one: {told:?}");
}

#[tokio::test]
async fn administrators_are_told_once_of_a_burst() {
    let house = House::new().await;
    let email = json!({ "value": "watch@office.example" });
    drop(somebody(&house.office, "ella").await);
    drop(house.arrived());
    let guess = async |n: usize, name: &str| {
        let address = "192.0.2.7";
        from(&mut Browser::new(&house.office), address, "Guess/1.0", name, &format!("a wrong guess {n}"))
            .await
    };
    for n in 0..25 {
        guess(n, &format!("nobody{n}")).await;
    }
    let told = house.letter();
    assert_eq!(
        (told.to.as_str(), told.text.contains("20 accounts")),
        ("root@office.example", true),
        "{told:?}"
    );
    let set = house.office.ask("root", Method::PUT, "/api/v1/settings/alerts.email", email).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text);
    for n in 25..60 {
        guess(n, &format!("nobody{n}")).await;
    }
    let told = house.letter();
    assert_eq!(
        (told.to.as_str(), told.text.contains("50 attempts")),
        ("watch@office.example", true),
        "{told:?}"
    );
    let trail = house.office.get("root", "/api/v1/audit?action=sign_in.alert&limit=100").await.json();
    let alerts: Vec<&str> = trail["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["entry"]["object"]["id"].as_str().unwrap())
        .collect();
    assert_eq!(alerts, ["failed_sign_ins", "many_accounts_tried"]);
}

#[tokio::test]
async fn the_owner_is_told_once_that_his_account_is_guessed_at() {
    let house = House::new().await;
    let mut ella = somebody(&house.office, "ella").await;
    drop(house.arrived());
    for name in ["ella", "nobody-here"] {
        for n in 0..12 {
            Browser::new(&house.office).sign_in(name, &format!("a wrong guess {n}")).await;
        }
    }
    let told = house.letter();
    assert!(told.to == "ella@acme.example" && told.subject.contains("Too many attempts"), "{told:?}");
    assert!(ella.is_in().await);
}
