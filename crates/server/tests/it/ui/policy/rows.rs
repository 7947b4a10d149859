//! Rows of access lists and limits on fields, one by one.

use axum::http::StatusCode;
use serde_json::{Value as Json, json};

use super::{chief, hidden, office, open, part, sound};
use crate::sign_in::browser::location;

#[tokio::test]
async fn access_rows_and_fields_are_added_changed_and_removed() {
    let office = office();
    let mut browser = chief(&office).await;
    let row =
        [("m", "reg.bare"), ("group", "reg.viewer"), ("op", "read"), ("op", "update"), ("active", "yes")];
    let preview = browser.filled("/access-rows/new", &[&row[..], &[("step", "preview")]].concat()).await;
    assert!(sound(&preview).contains(">dora<"), "she gains something: {}", preview.text);
    let made = browser.filled("/access-rows/new", &[&row[..], &[("step", "save")]].concat()).await;
    assert_eq!((made.status, location(&made)), (StatusCode::SEE_OTHER, "/models/reg.bare?done=acl-made"));
    let id = "acl.reg.bare.reg.viewer";
    let there = part(&office, &format!("/api/v1/acls/{id}")).await;
    assert_eq!(there["operations"], json!(["read", "update"]));
    let page = open(&mut browser, "/models/reg.bare").await;
    assert!(page.text.contains(&format!("/access-rows/{id}")), "{}", page.text);
    let form = format!("/access-rows/{id}");
    let tag = hidden(&open(&mut browser, &form).await.text, "tag").to_owned();
    let off = [("group", "reg.viewer"), ("op", "read"), ("label", ""), ("tag", &*tag), ("step", "save")];
    assert_eq!(browser.filled(&form, &off).await.status, StatusCode::SEE_OTHER);
    let there = part(&office, &format!("/api/v1/acls/{id}")).await;
    assert_eq!((&there["operations"], &there["active"]), (&json!(["read"]), &json!(false)));
    let gone = browser.filled(&format!("{form}/delete"), &[("step", "save")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text);
    assert_eq!(part(&office, &format!("/api/v1/acls/{id}")).await, Json::Null);

    let limit = [
        ("m", "reg.household"),
        ("field", "name"),
        ("op", "read"),
        ("any", "reg.registrar"),
        ("not", ""),
        ("step", "save"),
    ];
    let made = browser.filled("/field-rules/new", &limit).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let fields = open(&mut browser, "/models/reg.household/fields?as=dora").await;
    assert!(fields.text.contains("/field-rules/field.reg.household.name"), "{}", fields.text);
    assert!(
        fields.text.contains("In some places") || fields.text.contains("in some places"),
        "{}",
        fields.text
    );
    let nobody = browser.get("/models/reg.household/fields?as=nobody-here").await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = browser.filled("/field-rules/field.reg.household.name/delete", &[("step", "save")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text);
}
