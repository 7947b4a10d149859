//! The access lists of a model, changed all at once on its page.

use axum::http::{StatusCode, header};
use serde_json::{Value as Json, json};

use super::{chief, hidden, office, open, part, sound};
use crate::sign_in::browser::{location, somebody};

const PAGE: &str = "/models/reg.household";
const FORM: &str = "/models/reg.household/access";

/// The rows as they are, but for what the registrar may do, and one more group.
fn wanted<'f>(tag: &'f str, step: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("tag", tag),
        ("row", "household.registrar"),
        ("may.household.registrar", "read"),
        ("may.household.registrar", "update"),
        ("row", "household.viewer"),
        ("may.household.viewer", "read"),
        ("new.0.group", "bailiwick.auditor"),
        ("new.0.op", "read"),
        ("new.1.group", ""),
        ("step", step),
    ]
}

#[tokio::test]
async fn all_groups_are_ticked_looked_at_and_saved_together() {
    let office = office();
    let mut browser = chief(&office).await;
    let page = open(&mut browser, PAGE).await;
    for box_of in [
        "name=\"may.household.viewer\" value=\"read\" aria-label=\"Read: Viewer\" checked",
        "name=\"may.household.viewer\" value=\"delete\" aria-label=\"Delete: Viewer\">",
        "name=\"may.household.registrar\" value=\"create\" aria-label=\"Create: Registrar\" checked",
        "name=\"new.0.group\"",
    ] {
        assert!(page.text.contains(box_of), "{box_of} in {}", page.text);
    }
    let tag = hidden(&page.text, "tag").to_owned();
    let preview = browser.form(FORM, &wanted(&tag, "preview")).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text);
    for told in ["Nothing has been saved yet", ">audrey<", ">dora<", "Gains", "Loses"] {
        assert!(sound(&preview).contains(told), "{told} in {}", preview.text);
    }
    assert_eq!(
        part(&office, "/api/v1/acls/household.registrar").await["operations"],
        json!(["create", "update"])
    );
    // Whoever goes back finds what was ticked, and another empty line.
    let again = browser.form(FORM, &wanted(&tag, "edit")).await;
    assert!(again.text.contains("aria-label=\"Read: Registrar\" checked"), "{}", again.text);
    assert!(again.text.contains("value=\"bailiwick.auditor\"") && again.text.contains("new.1.group"));
    let saved = browser.form(FORM, &wanted(&tag, "save")).await;
    assert_eq!(
        (saved.status, location(&saved)),
        (StatusCode::SEE_OTHER, "/models/reg.household?done=acls-changed"),
        "{}",
        saved.text
    );
    let row = part(&office, "/api/v1/acls/household.registrar").await;
    assert_eq!(row["operations"], json!(["read", "update"]));
    let new = part(&office, "/api/v1/acls/acl.reg.household.bailiwick.auditor").await;
    assert_eq!((&new["group"], &new["operations"]), (&json!("bailiwick.auditor"), &json!(["read"])));
    assert!(open(&mut browser, location(&saved)).await.text.contains("The access lists were saved."));
}

#[tokio::test]
async fn what_is_wrong_is_said_where_it_is_and_nothing_is_saved() {
    let office = office();
    let mut browser = chief(&office).await;
    let tag = hidden(&open(&mut browser, PAGE).await.text, "tag").to_owned();
    let base = wanted(&tag, "save");
    for (group, operations, told) in [
        ("reg.nobody", "read", "there is no group"),
        ("reg.viewer", "read", "has a row here already"),
        ("", "read", "Choose a group, and tick what it may do."),
        ("bailiwick.auditor", "", "Choose a group, and tick what it may do."),
        ("<script>alert(1)</script>", "read", "f-new"),
    ] {
        let mut sent = base.clone();
        sent[6] = ("new.0.group", group);
        sent[7] = ("new.0.op", operations);
        let refused = browser.form(FORM, &sent).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{group}: {}", refused.text);
        let page = sound(&refused);
        assert!(page.contains(told) && page.contains("id=\"e-new\""), "{told} in {page}");
        assert!(page.contains("aria-label=\"Read: Registrar\" checked"), "what was ticked stays: {page}");
        assert!(!page.contains("<script>alert"), "{page}");
    }
    assert_eq!(
        part(&office, "/api/v1/acls/household.registrar").await["operations"],
        json!(["create", "update"])
    );
    // A row of another model is none of this one's.
    let foreign = [("row", "bailiwick.acl.none"), ("tag", &*tag), ("step", "save")];
    let refused = browser.form(FORM, &foreign).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND, "{}", refused.text);
    assert_eq!(browser.get("/models/none/access").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_decides_about_rows_that_he_has_not_seen() {
    let office = office();
    let mut browser = chief(&office).await;
    let old = hidden(&open(&mut browser, PAGE).await.text, "tag").to_owned();
    office.patch("root", "/api/v1/acls/household.viewer", json!({"operations": ["read", "delete"]})).await;
    let clash = browser.form(FORM, &wanted(&old, "save")).await;
    assert_eq!(clash.status, StatusCode::CONFLICT, "{}", clash.text);
    let page = sound(&clash);
    assert!(page.contains("Viewer (household.viewer)") && page.contains("Read, Delete"), "{page}");
    let new = hidden(page, "tag").to_owned();
    assert_ne!(new, old);
    assert!(page.contains("aria-label=\"Delete: Viewer\">"), "what was typed is kept: {page}");
    let saved = browser.form(FORM, &wanted(&new, "save")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    assert_eq!(part(&office, "/api/v1/acls/household.viewer").await["operations"], json!(["read"]));
}

/// What a page is about: around it there are boxes of the shell.
fn inside(page: &str) -> &str {
    let (_, main) = page.split_once("<main").unwrap();
    main.split_once("</main>").unwrap().0
}

#[tokio::test]
async fn whoever_only_looks_has_no_boxes() {
    let office = office();
    for login in ["audrey", "carl"] {
        let mut browser = somebody(&office, login).await;
        let page = open(&mut browser, PAGE).await;
        let main = inside(&page.text);
        assert!(!main.contains("type=\"checkbox\"") && !main.contains("/access\""), "{login}: {main}");
        for sent in [browser.get(FORM).await, browser.form(FORM, &wanted("*", "save")).await] {
            assert_eq!(sent.status, StatusCode::FORBIDDEN, "{login}: {}", sent.text);
        }
    }
    assert_eq!(part(&office, "/api/v1/acls/acl.reg.household.bailiwick.auditor").await, Json::Null);
    // What belongs to a role is changed with it, and shown without boxes.
    let may = json!({"data": [{"model": "reg.household", "operations": ["read"]}]});
    let role =
        json!({"id": "reader", "body": {"label": "Reader <b>", "scope": "global", "groups": [], "may": may}});
    let made = office.post("root", "/api/v1/roles", role).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let mut browser = chief(&office).await;
    let page = open(&mut browser, PAGE).await;
    assert!(page.text.contains("/roles/reader") && !page.text.contains("may.role.reader"), "{}", page.text);
    // After a while he is asked who he is, and then finds the boxes.
    office.pass(3_600);
    let page = open(&mut browser, PAGE).await;
    let main = inside(&page.text);
    assert!(main.contains(&format!("href=\"{FORM}\"")) && !main.contains("type=\"checkbox\""), "{main}");
    assert_eq!(location(&browser.get(FORM).await), "/step-up?next=%2Fmodels%2Freg.household%2Faccess");
}

#[tokio::test]
async fn the_table_is_written_in_every_language() {
    let office = office();
    let mut browser = chief(&office).await;
    for (language, word) in [("fr", "Lire"), ("es", "Leer"), ("ar", "قراءة")] {
        let page = open(&mut browser, &format!("{FORM}?lang={language}")).await;
        assert!(page.text.contains(&format!("aria-label=\"{word}: ")), "{language}: {}", page.text);
        assert_eq!(page.headers[header::CONTENT_LANGUAGE], language);
    }
}
