//! Pages of the console, asked for as a browser does.

mod explain;
mod policy;

use axum::http::StatusCode;
use serde_json::json;

use crate::{
    fixture::Reply,
    office::Office,
    sign_in::browser::{Browser, somebody},
};

/// Nora, who is made an administrator: nobody gives himself a password.
pub(crate) async fn administrator(office: &Office) -> Browser<'_> {
    let given = office.post("root", "/api/v1/users/nora/role-lines", json!({"role": "administrator"})).await;
    assert!(given.status.is_success() || given.status == StatusCode::CONFLICT, "{}", given.text);
    somebody(office, "nora").await
}

/// What every page has to keep to: nothing of a text's name, no script or style of anybody's, and not too long.
pub(crate) fn sound(reply: &Reply) -> &str {
    let page = reply.text.as_str();
    for raw in [">pol-", ">exp-", "\"pol-", "\"exp-", "style=", "onclick=", "javascript:"] {
        assert!(!page.contains(raw), "{raw} in {page}");
    }
    assert!(page.len() < 100_000, "a page of {} bytes", page.len());
    page
}
