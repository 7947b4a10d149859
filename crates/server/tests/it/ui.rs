//! Pages of the console, as a browser without scripts sees them.

mod jobs;
mod search;
mod users;

use axum::http::StatusCode;
use serde_json::json;

use crate::{
    fixture::Reply,
    office::Office,
    sign_in::browser::{Browser, somebody},
};

/// An administrator who is signed in.
pub(crate) async fn administrator(office: &Office) -> Browser<'_> {
    let made = office
        .post(
            "root",
            "/api/v1/users",
            json!({"login": "rita", "first_name": "Rita", "last_name": "Root", "company": "ministry",
                "email": "rita@office.example", "lines": [{"role": "administrator"}]}),
        )
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let optional = json!({"value": "optional"});
    let set = office.ask("root", axum::http::Method::PUT, "/api/v1/settings/factor.required", optional).await;
    assert!(set.status.is_success(), "{}", set.text);
    somebody(office, "rita").await
}

/// A page that is there.
pub(crate) async fn page(browser: &mut Browser<'_>, path: &str) -> Reply {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
    assert!(page.text.len() < 100_000, "{path} has {} bytes", page.text.len());
    page
}
