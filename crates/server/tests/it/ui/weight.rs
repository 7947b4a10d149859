//! What pages weigh, and how often the database is asked for one: counted, on a server that is far enough away to be worth counting.

use axum::http::{StatusCode, header};
use bailiwick_store::Database;
use serde_json::{Value as Json, json};

use crate::{office::Office, sign_in::browser::somebody};

/// Most ways to the database and back that a page costs.
const MOST_TRIPS: u64 = 10;

/// Most bytes of a page, without what the browser keeps for good.
const MOST_BYTES: usize = 100_000;

/// Pages, as the administrator of the office sees them.
const PAGES: &[&str] =
    &["/me/security", "/me/address", "/me", "/me/profile", "/me/access", "/me/notifications", "/me/api-keys"];

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
        let mut heavy = Vec::new();
        for path in PAGES {
            // The first time statements are made ready, which they stay.
            browser.get(path).await;
            let before = database.trips();
            let page = browser.get(path).await;
            let trips = database.trips() - before;
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
            assert!(page.headers[header::CONTENT_TYPE].to_str().unwrap().starts_with("text/html"), "{path}");
            if trips == 0 || trips > MOST_TRIPS || page.text.len() > MOST_BYTES {
                heavy.push(format!("{path}: {trips} ways to the database, {} bytes", page.text.len()));
            }
        }
        heavy
    });
    assert!(heavy.is_empty(), "{heavy:#?}");
    drop(office);
    drop(runtime);
}
