//! Jobs: the list, one that is stopped, and whose they are.

use axum::http::StatusCode;
use serde_json::json;

use super::{chief, page};
use crate::{
    office::Office,
    sign_in::browser::{location, somebody},
};

#[tokio::test]
async fn jobs_are_listed_stopped_and_told_in_plain_words() {
    let office = Office::new();
    let mut browser = chief(&office).await;
    assert!(page(&mut browser, "/jobs").await.text.contains("No jobs yet"));
    let act = json!({"act": {"set_state": {"state": "suspended"}}, "logins": ["ella", "nobody <b>"]});
    let made = office.post("root", "/api/v1/users/batch", act.clone()).await.json();
    let id = made["id"].as_str().unwrap();
    let list = page(&mut browser, "/jobs").await.text;
    assert!(list.contains("Change of status") && list.contains(&format!("/jobs/{id}\"")), "{list}");
    assert!(list.contains("hx-trigger=\"every 2s\"") && list.contains("0 of 2"), "{list}");
    let stopped = browser.form(&format!("/jobs/{id}/stop"), &[]).await;
    assert_eq!(location(&stopped), format!("/jobs/{id}"));
    let shown = page(&mut browser, &format!("/jobs/{id}")).await.text;
    assert!(shown.contains("Stopped") && !shown.contains("/stop\""), "{shown}");
    let again = browser.form(&format!("/jobs/{id}/stop"), &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text);
    assert!(again.text.contains("is stopped already"), "{}", again.text);
    let made = office.post("root", "/api/v1/users/batch", act).await.json();
    office.work_off();
    let shown = page(&mut browser, &format!("/jobs/{}", made["id"].as_str().unwrap())).await.text;
    assert!(
        shown.contains("/users/ella\"") && shown.contains("/undo\"") && !shown.contains("<b>\""),
        "{shown}"
    );
    assert!(!shown.contains("nobody <b>") && !shown.contains("hx-trigger=\"every"), "{shown}");
    let list = page(&mut browser, "/jobs?where=%5B(%27state%27,%27=%27,%27done%27)%5D").await.text;
    assert!(!list.contains(&format!("/jobs/{id}\"")), "{list}");
    for path in [format!("/jobs/{id}/stop"), format!("/jobs/{id}/do"), format!("/jobs/{id}/undo")] {
        assert_eq!(location(&browser.get(&path).await), format!("/jobs/{id}"), "a page that is loaded again");
    }
    assert_eq!(browser.get("/jobs/99999999").await.status, StatusCode::NOT_FOUND);
    let mut ella = somebody(&office, "nora").await;
    assert_eq!(ella.get(&format!("/jobs/{id}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ella.get("/jobs").await.status, StatusCode::FORBIDDEN, "there are none for her");
}
