//! Forgotten passwords: a link by mail, once, for a while, and nothing told to who asks.

use axum::http::{Method, StatusCode, header};
use serde_json::{Value as Json, json};

use super::{
    browser::{Browser, PASSWORD, somebody},
    mailbox::{House, Mail},
};
use crate::fixture::Reply;

const NEW: &str = "nine boats under the bridge";

/// Says that a password is forgotten.
pub(super) async fn forget(house: &House, name: &str) -> Reply {
    Browser::new(&house.office).post("/sign-in/forgotten", json!({ "name": name })).await
}

/// Follows a link.
pub(super) async fn follow(browser: &mut Browser<'_>, letter: &Mail) -> Reply {
    let (page, _) = letter.path().split_once('?').unwrap();
    browser.post(page, json!({ "link": letter.secret() })).await
}

async fn audit(house: &House, action: &str) -> Vec<Json> {
    let path = format!("/api/v1/audit?action={action}&limit=100");
    let page = house.office.get("root", &path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    page.json()["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_link_leads_to_a_new_password_and_in() {
    let house = House::new().await;
    let mut old = somebody(&house.office, "ella").await;
    drop(house.arrived());
    let asked = forget(&house, "Ella@ACME.example").await;
    assert_eq!((asked.status, asked.json()), (StatusCode::ACCEPTED, json!({ "state": "asked" })));
    let letter = house.letter();
    assert_eq!(
        (letter.to.as_str(), letter.path().split('?').next()),
        ("ella@acme.example", Some("/sign-in/reset"))
    );

    // Mail programs look at links; that uses nothing up.
    let mut browser = Browser::new(&house.office);
    for _ in 0..2 {
        let page = browser.get(letter.path()).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("<bdi>ella</bdi>") && page.text.contains(letter.secret()));
        assert!(page.text.contains(&format!("?lang=fr&#38;link={}", letter.secret())), "{}", page.text);
    }
    assert!(old.is_in().await);
    let gone_on = browser.form("/sign-in/reset", &[("link", letter.secret())]).await;
    assert_eq!(
        (gone_on.status, gone_on.headers[header::LOCATION].to_str().unwrap()),
        (StatusCode::SEE_OTHER, "/sign-in/password")
    );
    assert!(!browser.is_in().await);
    let weak = browser.post("/sign-in/password", json!({ "password": "ella ella ella" })).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    let taken = browser.post("/sign-in/password", json!({ "password": NEW })).await;
    assert_eq!(taken.json()["state"], "signed_in", "{}", taken.text);
    assert!(browser.is_in().await && !old.is_in().await, "other sessions end with the password");

    let told = house.arrived();
    assert_eq!(told.len(), 2, "of the password, and of a browser that was not known: {told:?}");
    assert!(told[0].subject.contains("password") && !told[0].text.contains("https://"), "{told:?}");
    assert_eq!(Browser::new(&house.office).sign_in("ella", PASSWORD).await.json()["code"], "sign_in.wrong");
    assert_eq!(Browser::new(&house.office).sign_in("ella", NEW).await.json()["state"], "signed_in");
    let again = follow(&mut Browser::new(&house.office), &letter).await;
    assert_eq!((again.status, &again.json()["code"]), (StatusCode::GONE, &json!("sign_in.link")));
    let requested = audit(&house, "password_reset.requested").await;
    assert_eq!(
        (requested.len(), &requested[0]["entry"]["object"]["id"]),
        (1, &json!("ella")),
        "{requested:?}"
    );
    let sessions = audit(&house, "session.started").await;
    let ways = sessions.iter().map(|entry| entry["entry"]["changes"].to_string()).collect::<String>();
    assert!(ways.contains("letter"), "{ways}");
    assert!(!house.office.get("root", "/api/v1/audit?limit=500").await.text.contains(letter.secret()));
}

#[tokio::test]
async fn whoever_asks_learns_nothing() {
    let house = House::new().await;
    let office = &house.office;
    drop(somebody(office, "ella").await);
    drop(somebody(office, "sal").await);
    house.address("carl", "carl@acme.example").await;
    let only = json!({ "value": "administrator" });
    let set = office.ask("root", Method::PUT, "/api/v1/users/carl/settings/password.reset", only).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text);
    house.address("gone", "gone@office.example").await;
    drop(house.arrived());
    let mut told = Vec::new();
    // There; not there; without an address; by an administrator only; not active; nothing that could be a name.
    for name in
        ["ella", "nobody-here", "sal", "carl", "gone@office.example", "nobody@acme.example", "", "\u{202e}x"]
    {
        let reply = forget(&house, name).await;
        let page = Browser::new(office).form("/sign-in/forgotten", &[("name", name)]).await;
        let names: Vec<String> =
            reply.headers.keys().chain(page.headers.keys()).map(ToString::to_string).collect();
        let (before, rest) = page.text.split_once("nonce=\"").unwrap();
        let text = format!("{before}{}", rest.split_once('"').unwrap().1);
        told.push((reply.status, reply.text, names, page.status, text));
    }
    assert!(told.iter().all(|one| *one == told[0]), "{told:#?}");
    let to: Vec<String> = house.arrived().into_iter().map(|mail| mail.to).collect();
    assert_eq!(to, ["ella@acme.example", "ella@acme.example"]);
    let refused = audit(&house, "password_reset.refused").await;
    assert_eq!(refused.len(), 14);
    assert!(
        !refused.iter().any(|entry| entry.to_string().contains("nobody-here")),
        "what was typed is kept nowhere"
    );
    let waiting = office.get("root", "/api/v1/users/ella").await;
    assert_eq!(waiting.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn a_link_that_many_follow_at_once_lets_one_of_them_on() {
    let house = std::sync::Arc::new(House::new().await);
    drop(somebody(&house.office, "ella").await);
    drop(house.arrived());
    forget(&house, "ella").await;
    let letter = house.letter();
    let tries: Vec<_> = (0..32)
        .map(|_| {
            let (house, letter) = (std::sync::Arc::clone(&house), letter.clone());
            tokio::spawn(async move {
                let mut browser = Browser::new(&house.office);
                let reply = follow(&mut browser, &letter).await;
                if reply.status != StatusCode::OK {
                    assert_eq!(reply.json()["code"], "sign_in.link", "{}", reply.text);
                    return false;
                }
                let taken = browser.post("/sign-in/password", json!({ "password": NEW })).await;
                taken.json()["state"] == "signed_in"
            })
        })
        .collect();
    let mut winners = 0;
    for one in tries {
        winners += usize::from(one.await.unwrap());
    }
    assert_eq!(winners, 1);
}

#[tokio::test]
async fn links_end_and_newer_ones_replace_older_ones() {
    let house = House::new().await;
    drop(somebody(&house.office, "ella").await);
    drop(house.arrived());
    let dead = async |letter: &Mail| {
        let mut browser = Browser::new(&house.office);
        let page = browser.get(letter.path()).await;
        assert_eq!(page.status, StatusCode::GONE, "{}", page.text);
        follow(&mut browser, letter).await.json()["code"] == "sign_in.link"
    };
    forget(&house, "ella").await;
    let first = house.letter();
    forget(&house, "ella").await;
    let second = house.letter();
    assert!(dead(&first).await);
    house.office.pass(30 * 60);
    assert!(dead(&second).await);
    // One that was sent to an address that is not the account's any more opens nothing.
    forget(&house, "ella").await;
    let third = house.letter();
    house.address("ella", "ella@new.example").await;
    drop(house.arrived());
    assert!(dead(&third).await);
    // Nor does one of another kind, nor anything made up.
    forget(&house, "ella").await;
    let fourth = house.letter();
    for (page, link) in [
        ("/sign-in/invitation", fourth.secret()),
        ("/sign-in/reset", &"A".repeat(43)),
        ("/sign-in/reset", ""),
        ("/sign-in/reset", "' or 1=1"),
    ] {
        let reply = Browser::new(&house.office).post(page, json!({ "link": link })).await;
        assert_eq!((reply.status, &reply.json()["code"]), (StatusCode::GONE, &json!("sign_in.link")));
    }
    assert!(
        !Browser::new(&house.office).get("/sign-in/reset?link=%3Cscript%3E").await.text.contains("<script>")
    );
    let right = follow(&mut Browser::new(&house.office), &fourth).await;
    assert_eq!(right.json()["wants"], json!({ "new_password": true }), "{}", right.text);
}

#[tokio::test]
async fn what_a_request_says_of_the_server_is_in_no_link() {
    let house = House::new().await;
    drop(somebody(&house.office, "ella").await);
    drop(house.arrived());
    let browser = Browser::new(&house.office);
    let request = browser
        .request(Method::POST, "/sign-in/forgotten")
        .header(header::HOST, "evil.example")
        .header("x-forwarded-host", "evil.example")
        .header("x-forwarded-proto", "http")
        .header("forwarded", "host=evil.example;proto=http")
        .header("x-original-url", "https://evil.example/")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let reply = house.office.send(request.body("name=ella".into()).unwrap()).await;
    assert_eq!(reply.status, StatusCode::ACCEPTED, "{}", reply.text);
    let letter = house.letter();
    assert!(letter.link().starts_with("https://office.example/sign-in/reset?link="), "{letter:?}");
    assert!(!letter.text.contains("evil"), "{letter:?}");
}

#[tokio::test]
async fn nobody_is_flooded_and_nobody_is_told() {
    let house = House::new().await;
    drop(somebody(&house.office, "ella").await);
    drop(house.arrived());
    for _ in 0..14 {
        assert_eq!(forget(&house, "ella").await.status, StatusCode::ACCEPTED);
    }
    assert_eq!(house.arrived().len(), 10, "in an hour");
    house.office.pass(3_600);
    forget(&house, "ella").await;
    assert_eq!(house.arrived().len(), 1);
    // From one address it is said, whatever is asked for.
    let from_one = async |name: &str| {
        let browser = Browser::new(&house.office);
        let mut request = browser
            .request(Method::POST, "/sign-in/forgotten")
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(format!("name={name}").into())
            .unwrap();
        request.extensions_mut().insert(bailiwick_server::http::Peer("192.0.2.7".parse().unwrap()));
        house.office.send(request).await
    };
    for n in 0..100 {
        assert_eq!(from_one(&format!("nobody{n}")).await.status, StatusCode::ACCEPTED);
    }
    for name in ["nobody", "ella"] {
        let reply = from_one(name).await;
        assert_eq!(
            (reply.status, &reply.json()["code"]),
            (StatusCode::TOO_MANY_REQUESTS, &json!("sign_in.stopped"))
        );
        assert!(reply.headers.contains_key("retry-after"));
    }
}

#[tokio::test]
async fn forms_of_other_sites_ask_for_nothing() {
    let house = House::new().await;
    for path in ["/sign-in/forgotten", "/sign-in/reset", "/sign-in/invitation"] {
        let request = axum::http::Request::builder()
            .method(Method::POST)
            .uri(path)
            .header("sec-fetch-site", "cross-site")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let reply = house.office.send(request.body("name=ella&link=x".into()).unwrap()).await;
        assert_eq!(reply.json()["code"], "request.cross_site", "{}", reply.text);
    }
    assert!(house.arrived().is_empty());
    for lang in ["en", "fr", "es", "ar"] {
        let page = Browser::new(&house.office).get(&format!("/sign-in/forgotten?lang={lang}")).await;
        assert!(page.status == StatusCode::OK && !page.text.contains("forgotten-"), "{}", page.text);
    }
    let without = crate::office::Office::new();
    let page = Browser::new(&without).get("/sign-in/forgotten").await;
    assert!(!page.text.contains("<form class"), "{}", page.text);
    let asked = Browser::new(&without).post("/sign-in/forgotten", json!({ "name": "ella" })).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED);
}
