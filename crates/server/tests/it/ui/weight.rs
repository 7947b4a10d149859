//! What pages weigh, and how often the database is asked for one: counted, on a server that is far enough away to be worth counting.

use axum::http::{StatusCode, header};
use bailiwick_store::Database;
use serde_json::{Value as Json, json};

use crate::{
    office::Office,
    sign_in::browser::{Browser, somebody},
};

/// Most ways to the database and back that a page costs.
const MOST_TRIPS: u64 = 10;

/// Most bytes of a page, without what the browser keeps for good.
const MOST_BYTES: usize = 100_000;

/// Pages, as the administrator of the office sees them.
const PAGES: &[&str] = &[
    "/",
    "/?days=60",
    "/api-keys",
    "/areas",
    "/areas?area=D1",
    "/areas/coverage",
    "/audit",
    "/audit?view=sign-ins",
    "/audit/1",
    "/audit/integrity",
    "/companies",
    "/companies/acme",
    "/explain",
    "/explain?u=ella&op=read&m=bailiwick.user&r=head",
    "/groups",
    "/groups/bailiwick.staff",
    "/jobs",
    "/me",
    "/me/access",
    "/me/address",
    "/me/api-keys",
    "/me/notifications",
    "/me/profile",
    "/me/security",
    "/models",
    "/models/bailiwick.user",
    "/models/bailiwick.user/fields",
    "/roles",
    "/roles/administrator",
    "/rules/bailiwick.user.client_wall",
    "/search?q=el",
    "/settings/defaults",
    "/settings/security",
    "/settings/security?at=company:acme",
    "/users",
    "/users?q=a&per=100",
    "/users?where=%5B(%27company%27,%27=%27,%27acme%27)%5D&count=1",
    "/users/import",
    "/users/new",
    "/users/ella",
    "/users/ella/access",
    "/users/ella/activity",
    "/users/ella/lines/new",
    "/users/ella/security",
    "/users/ella/skills",
];

/// The same, as somebody sees them who manages the users of one district: what she may see is a condition of each question.
const OF_A_DISTRICT: &[&str] = &[
    "/",
    "/areas",
    "/areas?area=D1",
    "/companies",
    "/companies/ministry",
    "/explain",
    "/jobs",
    "/me",
    "/me/access",
    "/me/security",
    "/search?q=ve",
    "/users",
    "/users?q=ve",
    "/users/new",
    "/users/vera",
    "/users/vera/access",
    "/users/vera/activity",
    "/users/vera/lines/new",
    "/users/vera/security",
    "/users/vera/skills",
];

/// The same, of somebody who helps people to sign in.
const OF_A_DESK: &[&str] = &["/", "/users", "/users/ella", "/users/ella/activity", "/users/ella/security"];

fn administrator() -> Json {
    json!({"login": "ada", "company": "ministry", "first_name": "Ada", "lines": [{"role": "administrator"}]})
}

/// Somebody of the district, with as much as one can have.
fn somebody_there() -> Json {
    json!({
        "login": "vera", "company": "ministry", "area": "D1", "first_name": "Vera", "email": "vera@office.example",
        "lines": [{"role": "registrar", "areas": ["D1"]}, {"role": "registrar", "areas": ["D1"], "to": "2027-01-01"}],
    })
}

#[test]
fn no_page_is_heavy_or_asks_often() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let url = bailiwick_testkit::process::postgres::database();
    let database = Database::open(&url.parse().unwrap()).unwrap();
    let office = Office::on(database.clone());
    let heavy = runtime.block_on(async {
        for body in [administrator(), somebody_there()] {
            let made = office.post("root", "/api/v1/users", body).await;
            assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        }
        let mut heavy = Vec::new();
        for (reader, pages) in [("ada", PAGES), ("dora", OF_A_DISTRICT), ("desk", OF_A_DESK)] {
            let mut browser = somebody(&office, reader).await;
            let begun = database.trips();
            for path in pages {
                heavy.extend(
                    asked(&mut browser, &database, path).await.map(|told| format!("{reader}: {told}")),
                );
            }
            assert!(database.trips() > begun, "nothing was counted");
        }
        heavy
    });
    assert!(heavy.is_empty(), "{heavy:#?}");
    drop(office);
    drop(runtime);
}

/// What is wrong with what a page costs.
async fn asked(browser: &mut Browser<'_>, database: &Database, path: &str) -> Option<String> {
    // The first time statements are made ready, which they stay.
    browser.get(path).await;
    let before = database.trips();
    let page = browser.get(path).await;
    let trips = database.trips() - before;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
    assert!(page.headers[header::CONTENT_TYPE].to_str().unwrap().starts_with("text/html"), "{path}");
    let is_heavy = trips > MOST_TRIPS || page.text.len() > MOST_BYTES;
    is_heavy.then(|| format!("{path}: {trips} ways to the database, {} bytes", page.text.len()))
}
