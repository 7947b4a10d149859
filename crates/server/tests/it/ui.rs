//! Pages of the console and of the portal: what each actor sees, what he can do there, and what stays inert.

mod api_keys;
mod dashboard;
mod explain;
mod forms;
mod jobs;
mod keeping;
mod me;
mod person;
mod places;
mod policy;
mod said;
mod search;
mod settings;
mod shell;
mod together;
mod trail;
mod users;
mod weight;

use axum::http::StatusCode;
use serde_json::json;

use crate::{
    fixture::Reply,
    office::Office,
    sign_in::browser::{Browser, somebody},
};

/// What no page may hold, whatever people are called.
const HOSTILE: &str = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>";

/// Somebody who administers everything; nobody gives himself a password, so it is another one than who asks for it.
async fn chief(office: &Office) -> Browser<'_> {
    let chief = json!({"login": "chief", "company": "ministry", "lines": [{"role": "administrator"}]});
    let made = office.post("root", "/api/v1/users", chief).await;
    assert!([StatusCode::CREATED, StatusCode::CONFLICT].contains(&made.status), "{}", made.text);
    somebody(office, "chief").await
}

/// A page that is there, and light.
async fn page(browser: &mut Browser<'_>, path: &str) -> Reply {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
    assert!(page.text.len() < 100_000, "{path} has {} bytes", page.text.len());
    page
}

/// Makes sure that a page shows something as text and nothing of it as markup.
fn is_inert(page: &str) {
    assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "{page}");
    assert!(page.contains("&#60;script&#62;alert"), "it is not shown at all:\n{page}");
}

/// What is typed stays where somebody has to show again who he is, which he does in another window.
fn keeps(reply: &Reply, typed: &str) {
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.text);
    let page = sound(reply);
    assert!(page.contains("href=\"/step-up?next=/me%3Fdone%3Dshown-again\" target=\"_blank\""), "{page}");
    assert!(page.contains("<title>Error: ") && page.contains(typed), "{typed} is lost:\n{page}");
}

/// What every page has to keep to: nothing of a text's name, no script or style of anybody's, and not too long.
fn sound(reply: &Reply) -> &str {
    let page = reply.text.as_str();
    for raw in [">pol-", ">exp-", "\"pol-", "\"exp-", "style=", "onclick=", "javascript:"] {
        assert!(!page.contains(raw), "{raw} in {page}");
    }
    assert!(page.len() < 100_000, "a page of {} bytes", page.len());
    page
}
