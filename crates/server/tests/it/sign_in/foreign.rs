//! Passwords of other systems: taken in with a table, good for signing in, hashed anew then, and told nowhere.

use axum::http::{Method, StatusCode};
use bailiwick_model::UserId;
use bailiwick_store::sign_in::password;
use serde_json::{Value as Json, json};

use super::browser::{Browser, somebody};
use crate::{fixture::Reply, office::Office};

/// The password of all of them.
const TYPED: &str = "correct horse βατραχος 7";

/// As bcrypt, passlib, Keycloak and LDAP keep it.
const KEPT: [(&str, &str); 4] = [
    ("bea", "$2b$05$abcdefghijklmnopqrstuuU86wcSti0kFXtgiQEI9gGrxcu2VYlzm"),
    (
        "odo",
        "$pbkdf2-sha512$1000$AQIDBAUGBwgJCgsMDQ4PEA$xZURHgLMT7PLvmrIQMtpoHEvDIuCsdvh/fik5UsSiHfEU5lEyxYjzvfwAQ81AiMkRTMF7Oq2oMXN4Owx8FnMiA",
    ),
    (
        "kay",
        r#"{"secretData": "{\"value\": \"odVKrsFibBkVcnE9Q9FOP5T3e1NliWyFT5e26s71nvqPe9PcgNBctrD7XssGOs60/cCES8mO4jJHOyCaY5M1Kw==\", \"salt\": \"AQIDBAUGBwgJCgsMDQ4PEA==\", \"additionalParameters\": {}}", "credentialData": "{\"hashIterations\": 1500, \"algorithm\": \"pbkdf2-sha256\", \"additionalParameters\": {}}"}"#,
    ),
    ("lda", "{SSHA}Nhk4OoFLBjnnTWsXCIp5PTFKMgMBAgMEBQYHCA=="),
];

/// What of them must be nowhere.
const PIECES: [&str; 4] = ["U86wcSti0kFX", "xZURHgLMT7PL", "odVKrsFibBkV", "Nhk4OoFLBjnn"];

fn table() -> String {
    let mut table = "login,company,password_hash\n".to_owned();
    for (login, kept) in KEPT {
        table.push_str(&format!("{login},ministry,\"{}\"\n", kept.replace('"', "\"\"")));
    }
    table
}

/// Takes in a table and does the job. Returns its items.
async fn import(office: &Office, actor: &str, query: &str, table: &str) -> Vec<Json> {
    let taken = office.table(actor, &format!("/api/v1/users/import{query}"), table).await;
    assert_eq!(taken.status, StatusCode::ACCEPTED, "{}", taken.text);
    office.work_off();
    let id = taken.json()["id"].as_str().unwrap().to_owned();
    let items = office.get("root", &format!("/api/v1/jobs/{id}/items")).await.json();
    items["items"].as_array().unwrap_or_else(|| panic!("{items}")).clone()
}

fn verdicts(items: &[Json]) -> Vec<&str> {
    items.iter().map(|item| item["verdict"].as_str().unwrap()).collect()
}

fn kept(office: &Office, login: &str) -> Option<password::Kept> {
    let login = UserId::new(login).unwrap();
    office.installation.database().read(|tx| password::find(tx, &login)).unwrap()
}

/// Everything that anybody can be shown of it.
async fn shown(office: &Office) -> String {
    let mut all = String::new();
    for path in ["/api/v1/jobs", "/api/v1/audit?limit=500", "/api/v1/users?limit=500", "/api/v1/users/export"]
    {
        all.push_str(&office.get("root", path).await.text);
    }
    for job in 1..=9 {
        for part in ["", "/items", "/rejects"] {
            all.push_str(&office.get("root", &format!("/api/v1/jobs/0000000{job}{part}")).await.text);
        }
    }
    all
}

#[tokio::test]
async fn people_sign_in_with_what_they_had_elsewhere_and_it_is_hashed_anew() {
    let office = Office::new();
    assert_eq!(verdicts(&import(&office, "root", "?dry_run=true", &table()).await), ["created"; 4]);
    assert!(KEPT.iter().all(|(login, _)| kept(&office, login).is_none()), "a dry run keeps nothing");
    assert_eq!(verdicts(&import(&office, "root", "", &table()).await), ["created"; 4]);
    for (login, text) in KEPT {
        let before = kept(&office, login).unwrap();
        assert!(!before.must_change && !before.hash.starts_with("$argon2id$"), "{text}");
        let wrong = Browser::new(&office).sign_in(login, "correct horse βατραχος 8").await;
        assert_eq!(wrong.json()["code"], "sign_in.wrong", "{login}: {}", wrong.text);
        let mut browser = Browser::new(&office);
        let entered = browser.sign_in(login, TYPED).await;
        assert_eq!(entered.json()["state"], "signed_in", "{login}: {}", entered.text);
        assert!(browser.is_in().await);
        let after = kept(&office, login).unwrap();
        assert!(after.hash.starts_with("$argon2id$"), "{login}");
        assert_eq!(after.set_us, before.set_us, "it is the same password");
        assert_eq!(Browser::new(&office).sign_in(login, TYPED).await.json()["state"], "signed_in");
    }
    // Sent again, it brings nothing back that was changed since.
    let again = import(&office, "root", "", &table()).await;
    assert_eq!(verdicts(&again), ["refused"; 4]);
    assert_eq!(again[0]["faults"][0]["column"], "password_hash");
    assert!(again[0]["faults"][0]["message"].as_str().unwrap().contains("has a password here already"));
    let told = shown(&office).await;
    assert!(told.contains("password.set") && told.contains("(removed)"));
    for piece in PIECES {
        assert!(!told.contains(piece), "{piece} is told");
    }
}

#[tokio::test]
async fn what_is_no_kept_password_is_refused_row_by_row_and_not_shown() {
    let office = Office::new();
    let table = "login,company,password_hash\n\
                 a1,ministry,hunter2secret\n\
                 a2,ministry,$2b$31$abcdefghijklmnopqrstuuU86wcSti0kFXtgiQEI9gGrxcu2VYlzm\n\
                 a3,ministry,$argon2id$v=19$m=99999999;t=2;p=1$AQIDBAUGBwgJCgsMDQ4PEA$5PGcg46XShvwfrS93OtERoCP\n\
                 a4,ministry,{SSHA}hunter2secret\n\
                 a5,ministry,(removed)\n\
                 a6,ministry,$2b$05$abcdefghijklmnopqrstuuU86wcSti0kFXtgiQEI9gGrxcu2VYlzm,one too many\n\
                 a7,ministry,\n";
    let items = import(&office, "root", "", table).await;
    let refused = "refused";
    assert_eq!(verdicts(&items), [refused, refused, refused, refused, refused, refused, "created"]);
    for item in &items[..5] {
        assert_eq!(item["faults"][0]["column"], "password_hash", "{item}");
        assert_eq!(item["source"][2], "(removed)", "{item}");
        assert_eq!(item["source"][1], "ministry", "{item}");
    }
    assert!(items[1]["faults"][0]["message"].as_str().unwrap().contains("31"), "{}", items[1]);
    assert!(items[4]["faults"][0]["message"].as_str().unwrap().contains("put it in again"), "{}", items[4]);
    let told = shown(&office).await;
    for piece in ["hunter2secret", "U86wcSti0kFX", "5PGcg46XShvw"] {
        assert!(!told.contains(piece), "{piece} is told");
    }
    // A template cannot give all people one password.
    let template = json!({"defaults": {"password_hash": KEPT[0].1}});
    let saved = office.ask("root", Method::PUT, "/api/v1/import-templates/one", template).await;
    assert!(saved.status.is_client_error() && !saved.text.contains("U86wcSti0kFX"), "{}", saved.text);
    // A column of another name that is passed over is kept with refused rows, without passwords.
    let passes = json!({"pass_over_others": true});
    assert_eq!(
        office.ask("root", Method::PUT, "/api/v1/import-templates/over", passes).await.status,
        StatusCode::OK
    );
    let table = format!("login,company,pw\nb1,nowhere,{}\n", KEPT[0].1);
    let items = import(&office, "root", "?template=over", &table).await;
    assert_eq!(
        (items[0]["verdict"].as_str(), &items[0]["source"][2]),
        (Some("refused"), &json!("(removed)"))
    );
}

#[tokio::test]
async fn whoever_could_not_give_all_an_account_may_gives_it_no_password() {
    let office = Office::new();
    let row = |login: &str| format!("login,password_hash\n{login},{}\n", KEPT[0].1);
    for (actor, login) in [("desk", "audrey"), ("dora", "root"), ("carl", "bob"), ("desk", "root")] {
        let taken = office.table(actor, "/api/v1/users/import", &row(login)).await;
        if taken.status == StatusCode::ACCEPTED {
            office.work_off();
        }
        assert!(kept(&office, login).is_none(), "{actor} gave {login} a password: {}", taken.text);
    }
    // Whoever is signed in shows again who he is first.
    let mut dora = somebody(&office, "dora").await;
    office.pass(6 * 60);
    let send = async |browser: &mut Browser<'_>, table: String| -> Reply {
        let request =
            browser.request(Method::POST, "/api/v1/users/import").header("content-type", "text/csv");
        browser.send(request.body(table.into()).unwrap()).await
    };
    send(&mut dora, row("nora")).await.is_problem(403, "step_up.required");
    let plain = send(&mut dora, "login,company\nnew,ministry\n".to_owned()).await;
    assert_eq!(plain.status, StatusCode::ACCEPTED, "{}", plain.text);
}

#[tokio::test]
async fn a_password_that_was_taken_over_is_taken_back_with_the_rest() {
    let office = Office::new();
    let table = format!("login,password_hash\nnora,{}\nella,{}\n", KEPT[0].1, KEPT[3].1);
    let taken = office.table("root", "/api/v1/users/import", &table).await;
    let id = taken.json()["id"].as_str().unwrap().to_owned();
    office.work_off();
    let mut nora = Browser::new(&office);
    assert_eq!(nora.sign_in("nora", TYPED).await.json()["state"], "signed_in");
    office.pass(1);
    drop(somebody(&office, "ella").await);
    let undone = office.post("root", &format!("/api/v1/jobs/{id}/undo"), Json::Null).await;
    assert_eq!(undone.status, StatusCode::ACCEPTED, "{}", undone.text);
    office.work_off();
    assert!(kept(&office, "nora").is_none() && !nora.is_in().await);
    assert!(kept(&office, "ella").is_some(), "she has chosen another one since");
    let items =
        office.get("root", &format!("/api/v1/jobs/{}/items", undone.json()["id"].as_str().unwrap())).await;
    assert_eq!(verdicts(items.json()["items"].as_array().unwrap()), ["changed", "partly"], "{}", items.text);
}
