//! The first administrator.

use axum::http::{Method, StatusCode, header};
use bailiwick_app::{
    passwords::Password,
    sign_in::{Answer, Chosen, Gate, Pathway, Visit},
};
use bailiwick_protocol::rest::UserForm;
use serde_json::{Value as Json, json};

use super::browser::{Browser, PASSWORD, SESSION, location};
use crate::{fixture::Reply, office::Office};

fn secret(office: &Office) -> String {
    office.entrance.set_up_secret(office.now()).unwrap().unwrap().reveal().to_owned()
}

fn first(secret: &str) -> Json {
    json!({
        "secret": secret, "login": "rosa", "first_name": "Rosa", "last_name": "Lund",
        "email": "rosa@office.example", "password": PASSWORD, "again": PASSWORD,
    })
}

#[tokio::test]
async fn whoever_has_the_secret_is_the_first_administrator_and_the_only_one() {
    let office = Office::empty();
    let (used, other) = (secret(&office), secret(&office));
    let mut browser = Browser::new(&office);
    let made = browser.post("/set-up", first(&used)).await;
    assert_eq!((made.status, &made.json()["state"]), (StatusCode::OK, &json!("signed_in")), "{}", made.text);
    assert_eq!(made.json()["session"]["pathway"], "set_up");
    let me = browser.get("/api/v1/users/rosa").await.json();
    assert_eq!((&me["first_name"], &me["email"]), (&json!("Rosa"), &json!("rosa@office.example")));
    assert_eq!(browser.get("/api/v1/audit").await.status, StatusCode::OK, "an administrator sees the trail");
    for late in [&used, &other] {
        let mut late_comer = Browser::new(&office);
        let form = json!({ "login": "mallory", "secret": late, "password": PASSWORD });
        let refused = late_comer.post("/set-up", form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
        assert_eq!(refused.json()["code"], "set_up.over");
        assert!(!late_comer.cookies.contains_key(SESSION));
    }
    assert!(office.entrance.set_up_secret(office.now()).unwrap().is_none());
    assert!(browser.get("/set-up").await.text.contains("Bailiwick is set up"));
    assert_eq!(
        Browser::new(&office).sign_in("rosa@office.example", PASSWORD).await.json()["state"],
        "signed_in"
    );
    let told = browser.get("/api/v1/audit?action=admin.set_up").await;
    assert!(told.text.contains("rosa") && !told.text.contains(&used) && !told.text.contains(PASSWORD));
}

#[tokio::test]
async fn a_wrong_secret_an_old_one_and_one_of_another_kind_make_nobody() {
    let office = Office::empty();
    let good = secret(&office);
    let tries = |secret: String| {
        let office = &office;
        async move { Browser::new(office).post("/set-up", first(&secret)).await.status }
    };
    for wrong in ["", "x", &good[1..], &good.to_lowercase()] {
        assert_eq!(tries(wrong.to_owned()).await, StatusCode::FORBIDDEN, "{wrong:?}");
    }
    // Signing in that has begun is no set-up, nor is the set-up any other kind of signing in.
    let mut browser = Browser::new(&office);
    browser.cookies.insert(super::browser::FLOW.to_owned(), good.clone());
    for path in ["/sign-in/password", "/sign-in/second", "/sign-in/sessions", "/sign-in/enrol"] {
        let refused =
            browser.post(path, json!({ "password": PASSWORD, "code": "123456", "session": "x" })).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{path}: {}", refused.text);
    }
    office.pass(3_601);
    assert_eq!(tries(good).await, StatusCode::FORBIDDEN);
    assert_eq!(tries(secret(&office)).await, StatusCode::OK);
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_costs_nothing() {
    let office = Office::empty();
    let good = secret(&office);
    for (field, value, at) in [
        ("login", "", "/login"),
        ("login", "a/b", "/login"),
        ("email", "nobody", "/email"),
        ("password", "short", "/password"),
        ("password", "rosa lund of the office", "/password"),
        ("again", "something else", "/password"),
    ] {
        let mut form = first(&good);
        form[field] = json!(value);
        if field == "password" {
            form["again"] = json!(value);
        }
        let refused = Browser::new(&office).post("/set-up", form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}: {}", refused.text);
        assert_eq!(refused.json()["errors"][0]["pointer"], at, "{}", refused.text);
    }
    // As a page, with what was typed still there, and never the secrets.
    let fields = [
        ("secret", good.as_str()),
        ("login", "a/b"),
        ("first_name", "<b>&\"x"),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ];
    let page = Browser::new(&office).form("/set-up", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("aria-invalid=\"true\" aria-describedby=\"login-e\""), "{}", page.text);
    assert!(!page.text.contains("<b>&") && !page.text.contains(PASSWORD) && !page.text.contains(&good));
    assert_eq!(Browser::new(&office).post("/set-up", first(&good)).await.status, StatusCode::OK);
}

#[test]
fn of_many_at_once_one_is_the_first() {
    let office = Office::empty();
    let secrets: Vec<String> = (0..4).map(|_| secret(&office)).collect();
    let inside = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..32)
            .map(|n| {
                let (office, secret) = (&office, &secrets[n % secrets.len()]);
                scope.spawn(move || {
                    let login = format!("first{n}").parse().unwrap();
                    let visit = Visit { at_us: office.now(), ..Visit::default() };
                    let password = Password::typed(PASSWORD).unwrap();
                    let made =
                        office.entrance.set_up(&visit, secret, &login, &UserForm::default(), &password);
                    matches!(made, Ok(Chosen::Taken(Answer::SignedIn(_))))
                })
            })
            .collect();
        tries.into_iter().map(|tried| tried.join().unwrap()).filter(|inside| *inside).count()
    });
    assert_eq!(inside, 1);
}

#[test]
fn the_set_up_passes_all_gates_but_the_one_before_the_proof() {
    let skipped: Vec<Gate> =
        Gate::ALL.into_iter().filter(|gate| Pathway::SetUp.asks(*gate).is_err()).collect();
    assert_eq!(skipped, [Gate::Attempts]);
}

#[tokio::test]
async fn gates_that_are_shut_keep_the_first_administrator_out_too() {
    for (setting, value, code) in [
        ("sign_in.open", json!(false), "sign_in.place"),
        ("network.allow", json!(["192.0.2.0/24"]), "sign_in.network"),
    ] {
        let office = Office::empty();
        let machine = bailiwick_app::administration::Ctx::new(bailiwick_app::Author::machine(office.now()));
        let form = bailiwick_protocol::rest::SettingForm { value, locked: false, require_change: false };
        let scope = bailiwick_model::SettingScope::Installation;
        office.administration.set_setting(&machine, &scope, setting, &form).unwrap();
        let refused = Browser::new(&office).post("/set-up", first(&secret(&office))).await;
        assert_eq!((refused.status, &refused.json()["code"]), (StatusCode::FORBIDDEN, &json!(code)));
    }
}

/// Somebody who has just become the administrator, with the pages.
async fn founder(office: &Office) -> Browser<'_> {
    let secret = secret(office);
    let mut browser = Browser::new(office);
    assert!(browser.get("/set-up").await.text.contains("name=\"secret\""));
    let fields =
        [("secret", secret.as_str()), ("login", "rosa"), ("password", PASSWORD), ("again", PASSWORD)];
    let made = browser.form("/set-up", &fields).await;
    assert_eq!(
        (made.status, location(&made)),
        (StatusCode::SEE_OTHER, "/set-up/organisation"),
        "{}",
        made.text
    );
    browser
}

/// A form with a file in it, as a browser sends one.
async fn upload(browser: &mut Browser<'_>, list: &str) -> Reply {
    let body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"list\"; filename=\"areas.csv\"\r\nContent-Type: text/csv\r\n\r\n{list}\r\n\
         --edge\r\nContent-Disposition: form-data; name=\"code\"\r\n\r\n\r\n--edge--\r\n"
    );
    let request = browser
        .request(Method::POST, "/set-up/areas")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    browser.send(request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn the_pages_lead_from_the_administrator_to_a_place_to_begin() {
    let office = Office::empty();
    let mut browser = founder(&office).await;
    let wrong = [("name", "Ministry of Welfare"), ("code", "\n"), ("timezone", "Asia/Manila")];
    let page = browser.form("/set-up/organisation", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("value=\"Ministry of Welfare\""), "what was typed is still there");
    let right = [("name", "Ministry of Welfare"), ("code", "ministry"), ("timezone", "Asia/Manila")];
    for _ in 0..2 {
        let page = browser.form("/set-up/organisation", &right).await;
        assert_eq!((page.status, location(&page)), (StatusCode::SEE_OTHER, "/set-up/areas"), "{}", page.text);
    }
    assert_eq!(browser.get("/api/v1/users/rosa").await.json()["company"], "ministry");

    let page = browser.form("/set-up/areas", &[("code", " ")]).await;
    assert!(page.text.contains("Choose a file, or give the code of an area."), "{}", page.text);
    let page = upload(&mut browser, "code,name,parent\nP,Province,\nD1,District 1,X\n").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("role=\"alert\"") && page.text.contains('X'), "{}", page.text);
    assert_eq!(browser.get("/api/v1/areas").await.json()["items"], json!([]), "all of it or nothing");
    let page = upload(&mut browser, "code,name,parent\nP,Province,\nD1,District 1,P\n").await;
    assert_eq!((page.status, location(&page)), (StatusCode::SEE_OTHER, "/set-up/security"), "{}", page.text);
    assert_eq!(browser.get("/api/v1/areas/D1").await.json()["parent"], "P");

    let page = browser.form("/set-up/security", &[("required", "everybody"), ("length", "7")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text);
    let page = browser.form("/set-up/security", &[("required", "everybody"), ("length", "20")]).await;
    assert_eq!((page.status, location(&page)), (StatusCode::SEE_OTHER, "/"), "{}", page.text);
    let set = browser.get("/api/v1/settings/password.min_length").await;
    assert_eq!(set.json()["value"], 20, "{}", set.text);
    // Whoever goes through it again weakens nothing by leaving it as it is.
    let page = browser.get("/set-up/security").await.text;
    assert!(page.contains("value=\"20\"") && page.contains("value=\"everybody\" checked"), "{page}");
}

#[tokio::test]
async fn the_steps_are_for_who_may_take_them() {
    let office = Office::new();
    for path in ["/set-up/organisation", "/set-up/areas", "/set-up/security"] {
        let stranger = Browser::new(&office).get(path).await;
        assert_eq!(location(&stranger), format!("/sign-in?next={path}"));
        let sent = Browser::new(&office)
            .form(path, &[("code", "x"), ("required", "optional"), ("length", "8")])
            .await;
        assert_eq!(location(&sent), "/sign-in?next=/", "{path}");
    }
    let mut ella = super::browser::somebody(&office, "ella").await;
    for (path, fields) in [
        ("/set-up/organisation", [("code", "evil"), ("name", "Evil")]),
        ("/set-up/areas", [("code", "evil"), ("name", "Evil")]),
        ("/set-up/security", [("required", "optional"), ("length", "8")]),
    ] {
        assert_eq!(ella.get(path).await.status, StatusCode::NOT_FOUND, "{path} is no page of hers");
        let refused = ella.form(path, &fields).await;
        assert!(refused.status.is_client_error(), "{path}: {} {}", refused.status, refused.text);
    }
    assert_eq!(office.get("root", "/api/v1/companies/evil").await.status, StatusCode::NOT_FOUND);
    assert_eq!(office.get("root", "/api/v1/areas/evil").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn forms_are_short_and_long_ones_are_for_who_may_send_them() {
    let office = Office::empty();
    let mut rosa = founder(&office).await;
    let many = vec![("code", "D1"); 1_001];
    let refused = rosa.form("/set-up/areas", &many).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("more than 1000 fields"), "{}", refused.text);
    let fields: serde_json::Map<String, Json> = (0..1_001).map(|at| (format!("f{at}"), json!("x"))).collect();
    let refused = rosa.post("/set-up/areas", Json::Object(fields)).await;
    assert!(refused.text.contains("more than 1000 fields"), "{}", refused.text);
    let part = "--edge\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n";
    let parts = format!("{}--edge--\r\n", part.repeat(1_001));
    let send = async |browser: &mut Browser<'_>, kind: &str, body: axum::body::Body| -> Reply {
        let request = browser.request(Method::POST, "/set-up/areas").header(header::CONTENT_TYPE, kind);
        browser.send(request.body(body).unwrap()).await
    };
    let refused = send(&mut rosa, "multipart/form-data; boundary=edge", parts.into()).await;
    assert!(refused.text.contains("more than 1000 fields"), "{}", refused.text);
    // A list of a length that only files have, and the same as something else.
    let list = format!("code,name\nP,{}\n", "x".repeat(70_000));
    assert_eq!(upload(&mut rosa, &list).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let typed = send(&mut rosa, "application/x-www-form-urlencoded", format!("list={list}").into()).await;
    assert_eq!(typed.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", typed.text);

    let office = Office::new();
    let mut ella = super::browser::somebody(&office, "ella").await;
    // Whoever may not send it is told so before anybody looks at it: this can be no form at all.
    let broken = "neither edges nor parts";
    let refused = send(&mut ella, "multipart/form-data; boundary=edge", broken.into()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
}
