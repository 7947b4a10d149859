//! Pages of the console and of the portal: what each actor sees, what he can do there, and what stays inert.

mod me;
mod places;
mod settings;

use axum::http::StatusCode;
use serde_json::json;

use crate::{
    office::Office,
    sign_in::browser::{Browser, somebody},
};

/// Somebody who administers everything, and is signed in. Root gives nobody a password of his own.
async fn boss(office: &Office) -> Browser<'_> {
    let boss = json!({ "login": "boss", "company": "ministry", "lines": [{ "role": "administrator" }] });
    let made = office.post("root", "/api/v1/users", boss).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    somebody(office, "boss").await
}
