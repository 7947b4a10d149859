//! What pages weigh, and how often the database is asked for one: counted, on a server that is far enough away to be worth counting.

use axum::http::{StatusCode, header};
use bailiwick_store::Database;
use serde_json::{Value as Json, json};

use crate::{office::Office, sign_in::browser::somebody};

/// Most ways to the database and back that a page costs.
const MOST_TRIPS: u64 = 10;

/// Pages that cost more than they should, and how much: what is asked one thing after the other there has yet to be asked together.
const HEAVIER: &[(&str, u64)] = &[
    ("/areas?area=D1", 16),
    ("/companies", 12),
    ("/companies/acme", 17),
    ("/users/ella", 17),
    ("/users/ella/access", 12),
    ("/users/ella/activity", 14),
    ("/users/ella/lines/new", 16),
    ("/users/ella/security", 38),
    ("/users/ella/skills", 11),
];

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

fn administrator() -> Json {
    json!({"login": "ada", "company": "ministry", "first_name": "Ada", "lines": [{"role": "administrator"}]})
}

#[test]
fn no_page_is_heavy_or_asks_often() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let url = bailiwick_testkit::process::postgres::database();
    let database = Database::open(&url.parse().unwrap()).unwrap();
    let office = Office::on(database.clone());
    let heavy = runtime.block_on(async {
        let made = office.post("root", "/api/v1/users", administrator()).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let mut browser = somebody(&office, "ada").await;
        let (mut heavy, begun) = (Vec::new(), database.trips());
        for path in PAGES {
            // The first time statements are made ready, which they stay.
            browser.get(path).await;
            let before = database.trips();
            let page = browser.get(path).await;
            let trips = database.trips() - before;
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
            assert!(page.headers[header::CONTENT_TYPE].to_str().unwrap().starts_with("text/html"), "{path}");
            let most =
                HEAVIER.iter().find(|(heavier, _)| heavier == path).map_or(MOST_TRIPS, |(_, most)| *most);
            if trips > most || page.text.len() > MOST_BYTES {
                heavy.push(format!("{path}: {trips} ways to the database, {} bytes", page.text.len()));
            }
        }
        assert!(database.trips() > begun, "nothing was counted");
        heavy
    });
    assert!(heavy.is_empty(), "{heavy:#?}");
    drop(office);
    drop(runtime);
}
