//! What was last done to a part is set back.

use axum::http::StatusCode;
use serde_json::{Value as Json, json};

use super::{chief, hidden, office, open, part, sound};
use crate::sign_in::browser::{location, somebody};

#[tokio::test]
async fn what_was_changed_or_taken_away_can_be_set_back_from_the_news() {
    let office = office();
    let mut browser = chief(&office).await;
    let before = part(&office, "/api/v1/rules/household.drafts").await;
    let sent = [("label", "Drafts"), ("domain", "[]"), ("op", "read"), ("step", "save")];
    let saved = browser.filled("/rules/household.drafts", &sent).await;
    assert_eq!(location(&saved), "/models/reg.household?undo=rule%2Fhousehold.drafts&done=rule-changed");
    let news = open(&mut browser, location(&saved)).await;
    let undo = "/policy-undo/rule/household.drafts";
    assert!(news.text.contains(&format!("href=\"{undo}\"")), "{}", news.text);

    // What would come of it is shown first.
    let asked = open(&mut browser, undo).await;
    assert!(asked.text.contains("Set back Drafts?") && asked.text.contains("Nothing has been saved yet"));
    assert_ne!(part(&office, "/api/v1/rules/household.drafts").await, before);
    let tag = hidden(&asked.text, "tag").to_owned();
    let done = browser.filled(undo, &[("tag", &*tag), ("step", "save")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert!(location(&done).ends_with("done=policy-undone"), "{}", location(&done));
    assert_eq!(part(&office, "/api/v1/rules/household.drafts").await, before);
    open(&mut browser, location(&done)).await;

    let before = part(&office, "/api/v1/acls/household.viewer").await;
    let gone = browser.filled("/access-rows/household.viewer/delete", &[("step", "save")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text);
    let news = open(&mut browser, location(&gone)).await;
    assert!(news.text.contains("href=\"/policy-undo/acl/household.viewer\""), "{}", news.text);
    let asked = open(&mut browser, "/policy-undo/acl/household.viewer").await;
    assert!(sound(&asked).contains(">dora<") && asked.text.contains("Gains"), "{}", asked.text);
    let back = browser.filled("/policy-undo/acl/household.viewer", &[("step", "save")]).await;
    assert!(location(&back).starts_with("/models/reg.household?"), "{}", back.text);
    assert_eq!(part(&office, "/api/v1/acls/household.viewer").await, before);
}

#[tokio::test]
async fn what_cannot_be_set_back_is_said_and_nobody_else_is_offered_it() {
    let office = office();
    let mut browser = chief(&office).await;
    let undo = "/policy-undo/group/reg.viewer";
    let nothing = open(&mut browser, undo).await;
    assert!(nothing.text.contains("It cannot be set back") && nothing.text.contains("Nothing was changed"));
    assert_eq!(browser.filled(undo, &[("step", "save")]).await.status, StatusCode::CONFLICT);
    for path in ["/policy-undo/nothing/x", "/policy-undo/user/root"] {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    // Somebody else was faster.
    office.patch("root", "/api/v1/groups/reg.viewer", json!({"label": "Reader"})).await;
    let tag = hidden(&open(&mut browser, undo).await.text, "tag").to_owned();
    office.patch("root", "/api/v1/groups/reg.viewer", json!({"label": "Onlooker"})).await;
    let late = browser.filled(undo, &[("tag", &*tag), ("step", "save")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    assert_eq!(part(&office, "/api/v1/groups/reg.viewer").await["label"], "Onlooker");

    for login in ["audrey", "ella"] {
        let mut browser = somebody(&office, login).await;
        for reply in [browser.get(undo).await, browser.filled(undo, &[("step", "save")]).await] {
            assert_eq!(reply.status, StatusCode::FORBIDDEN, "{login}: {}", reply.text);
        }
    }
    let mut audrey = somebody(&office, "audrey").await;
    let page = open(&mut audrey, "/groups?done=group-changed&undo=group/reg.viewer").await;
    assert!(!page.text.contains("policy-undo"), "{}", page.text);
    // An address leads nowhere but to what there is.
    for crafted in [
        "undo=//evil.example",
        "undo=group",
        "undo=user/x",
        "undo=group/%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    ] {
        let page = open(&mut browser, &format!("/groups?done=group-changed&{crafted}")).await;
        assert!(
            !page.text.contains("evil.example\"") && !page.text.contains("<script>alert"),
            "{}",
            page.text
        );
    }
    assert_eq!(part(&office, "/api/v1/groups/reg.nothing").await, Json::Null);
}
