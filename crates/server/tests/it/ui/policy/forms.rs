//! Habits that all forms about the policy have.

use axum::http::StatusCode;
use serde_json::{Value as Json, json};

use super::{super::keeps, chief, hidden, office, open, part, sound};
use crate::sign_in::browser::location;

#[tokio::test]
async fn wrong_input_keeps_what_was_typed_and_says_where_it_is() {
    let office = office();
    let mut browser = chief(&office).await;
    let wrong = [
        ("id", "clerk"),
        ("label", "Schreiber <i>"),
        ("group", "reg.nothing"),
        ("data.0.model", "reg.household"),
        ("data.0.op", "read"),
        ("data.0.where", "[('stat', '=', 1)]"),
        ("step", "save"),
    ];
    let refused = browser.form("/roles/new", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
    let page = sound(&refused);
    assert!(page.contains("<title>Error:") && page.contains("[(&#39;stat&#39;, &#39;=&#39;, 1)]"), "{page}");
    assert!(page.contains("did you mean"), "the engine's remedy is told: {page}");
    let group = browser
        .form("/groups/new", &[("id", "nodot"), ("label", ""), ("sequence", "x"), ("step", "preview")])
        .await;
    assert_eq!(group.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(group.text.contains("value=\"nodot\""), "{}", group.text);
    let row = [("m", "reg.bare"), ("group", "reg.nothing"), ("op", "read"), ("step", "preview")];
    let row = browser.form("/access-rows/new", &row).await;
    assert_eq!(row.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", row.text);
    assert!(row.text.contains("value=\"reg.nothing\"") && row.text.contains("e-group"), "{}", row.text);
    assert_eq!(part(&office, "/api/v1/roles/clerk").await, Json::Null);
}

#[tokio::test]
async fn nobody_overwrites_what_he_has_not_seen() {
    let office = office();
    let mut browser = chief(&office).await;
    let old = hidden(&open(&mut browser, "/groups/reg.viewer/edit").await.text, "tag").to_owned();
    office.patch("root", "/api/v1/groups/reg.viewer", json!({"label": "Reader"})).await;
    let typed = [("label", "Onlooker"), ("tag", &*old), ("step", "save")];
    let clash = browser.form("/groups/reg.viewer/edit", &typed).await;
    assert_eq!(clash.status, StatusCode::CONFLICT, "{}", clash.text);
    assert!(sound(&clash).contains("Reader") && clash.text.contains("Onlooker"), "{}", clash.text);
    let new = hidden(&clash.text, "tag").to_owned();
    assert_ne!(new, old);
    let saved = browser
        .form("/groups/reg.viewer/edit", &[("label", "Onlooker"), ("tag", &*new), ("step", "save")])
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    assert_eq!(part(&office, "/api/v1/groups/reg.viewer").await["label"], "Onlooker");
}

#[tokio::test]
async fn changing_the_policy_takes_showing_again_who_one_is() {
    let office = office();
    let mut browser = chief(&office).await;
    let tag = hidden(&open(&mut browser, "/groups/reg.viewer/edit").await.text, "tag").to_owned();
    office.pass(3_600);
    let led = browser.get("/groups/reg.viewer/edit").await;
    assert_eq!(led.status, StatusCode::SEE_OTHER, "{}", led.text);
    assert_eq!(location(&led), "/step-up?next=%2Fgroups%2Freg.viewer%2Fedit");
    let sent = browser
        .form("/groups/reg.viewer/edit", &[("label", "Kept words"), ("tag", &*tag), ("step", "preview")])
        .await;
    keeps(&sent, "Kept words");
    let about = browser.get("/field-rules/new?m=reg.household&field=name").await;
    let whole = "/step-up?next=%2Ffield-rules%2Fnew%3Fm%3Dreg.household%26field%3Dname";
    assert_eq!(location(&about), whole);
    let long = "x".repeat(500);
    let sent = [("m", "reg.household"), ("label", long.as_str()), ("step", "preview")];
    keeps(&browser.form("/rules/new", &sent).await, &long);
    // Whoever only looks is not asked.
    open(&mut browser, "/groups/reg.viewer").await;
}
