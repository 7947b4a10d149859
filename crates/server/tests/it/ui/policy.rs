//! Roles, groups, models, rules and fields on pages: who sees them, who changes them, and what is shown before it is done.

mod forms;
mod kinds;
mod matrix;
mod roles;
mod rows;
mod rules;
mod undo;

use axum::http::{StatusCode, header};

use bailiwick_store::Database;

use serde_json::{Value as Json, json};

use super::{chief, sound};

use crate::{
    fixture::Reply,
    office::Office,
    sign_in::browser::{Browser, somebody},
};

/// Something to protect, with names that would do harm if they could.
const MORE: &str = r#"
models:
  reg.household:
    label: 'Household <script>alert(1)</script>'
    area: [area]
    actions: {approve: update}
    fields: {name: char, area: char, state: selection draft approved, income: {type: integer, groups: reg.registrar}, owner: many2one bailiwick.user}
  reg.bare: {fields: {name: char}}
acls:
  household.viewer: {model: reg.household, group: reg.viewer, operations: [read]}
  household.registrar: {model: reg.household, group: reg.registrar, operations: [create, update]}
rules:
  household.drafts: {label: '"><img src=x onerror=alert(1)>', model: reg.household, groups: [reg.registrar], domain: "[('state', '=', 'draft')]"}
"#;

pub(super) fn office() -> Office {
    office_with(MORE)
}

pub(super) fn office_with(more: &str) -> Office {
    Office::of(Database::open(&"sqlite::memory:".parse().unwrap()).unwrap(), more, |office| office)
}

/// The value of a hidden field.
fn hidden<'p>(page: &'p str, name: &str) -> &'p str {
    let mark = format!("name=\"{name}\" value=\"");
    let at = page.find(&mark).unwrap_or_else(|| panic!("no {name} in {page}")) + mark.len();
    page[at..].split('"').next().unwrap()
}

async fn open(browser: &mut Browser<'_>, path: &str) -> Reply {
    let reply = browser.get(path).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text);
    sound(&reply);
    reply
}

async fn part(office: &Office, path: &str) -> Json {
    let reply = office.get("root", path).await;
    if reply.status == StatusCode::NOT_FOUND { Json::Null } else { reply.json()["body"].clone() }
}

#[tokio::test]
async fn whoever_sees_the_policy_sees_it_and_nobody_else() {
    let office = office();
    let pages = [
        "/roles",
        "/roles/registrar",
        "/groups",
        "/groups/reg.viewer",
        "/groups/bailiwick.administrator",
        "/models",
        "/privileges",
        "/models/reg.household",
        "/models/bailiwick.user",
        "/models/reg.household/fields",
        "/rules/household.drafts",
    ];
    let forms = [
        "/roles/new",
        "/roles/registrar/edit",
        "/roles/registrar/delete",
        "/groups/new",
        "/groups/reg.viewer/edit",
        "/groups/reg.viewer/delete",
        "/privileges/new",
        "/categories/new",
        "/models/new",
        "/models/reg.household/edit",
        "/models/reg.household/delete",
        "/models/reg.household/access",
        "/access-rows/new?m=reg.household",
        "/access-rows/household.viewer",
        "/access-rows/household.viewer/delete",
        "/field-rules/new?m=reg.household&field=name",
        "/rules/new?m=reg.household",
        "/rules/household.drafts/delete",
    ];
    for (login, sees, writes) in
        [("nora", true, true), ("audrey", true, false), ("carl", true, false), ("ella", false, false)]
    {
        let mut browser = match login {
            "nora" => chief(&office).await,
            login => somebody(&office, login).await,
        };
        for path in pages {
            let reply = browser.get(path).await;
            let expected = if sees { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(reply.status, expected, "{login} {path}: {}", reply.text);
            let page = sound(&reply);
            for way in
                ["/edit\"", "/delete\"", "/new?m=", "/roles/new", "/groups/new", "/models/new", "/access\""]
            {
                assert!(writes || !page.contains(way), "{login} is shown {way} on {path}");
            }
            assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "{path}: {page}");
        }
        for path in forms {
            let expected = if writes { StatusCode::OK } else { StatusCode::FORBIDDEN };
            let reply = browser.get(path).await;
            assert_eq!(reply.status, expected, "{login} {path}: {}", reply.text);
            sound(&reply);
        }
        let sent = browser.form("/roles/new", &[("id", "x"), ("label", "X"), ("step", "save")]).await;
        let expected = if writes { StatusCode::SEE_OTHER } else { StatusCode::FORBIDDEN };
        assert_eq!(sent.status, expected, "{login}: {}", sent.text);
    }
    let mut browser = chief(&office).await;
    for path in [
        "/roles/none",
        "/groups/none",
        "/models/none",
        "/rules/none",
        "/access-rows/none",
        "/rules/new?m=none",
    ] {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    // What the program ships is shown, and not changed.
    let rule = browser.get("/groups/bailiwick.administrator/edit").await;
    assert_eq!(rule.status, StatusCode::FORBIDDEN, "{}", rule.text);
}

#[tokio::test]
async fn pages_are_written_in_every_language_and_both_directions() {
    let office = office();
    let mut browser = chief(&office).await;
    for (language, direction, word) in
        [("fr", "ltr", "Rôles"), ("es", "ltr", "Roles"), ("ar", "rtl", "الأدوار")]
    {
        for path in [
            "/roles",
            "/roles/new",
            "/roles/registrar",
            "/groups",
            "/groups/reg.viewer",
            "/groups/new",
            "/models",
            "/models/reg.household",
            "/models/reg.household/fields?as=root",
            "/access-rows/household.viewer",
            "/rules/household.drafts",
            "/rules/household.drafts/delete",
            "/rules/new?m=reg.household",
        ] {
            let mark = if path.contains('?') { '&' } else { '?' };
            let page = open(&mut browser, &format!("{path}{mark}lang={language}")).await;
            assert!(page.text.contains(&format!("lang=\"{language}\" dir=\"{direction}\"")), "{path}");
            assert!(path != "/roles" || page.text.contains(word), "{}", page.text);
            assert_eq!(page.headers[header::CONTENT_LANGUAGE], language);
        }
    }
}

#[tokio::test]
async fn pages_stay_small_however_large_the_policy_is() {
    let mut more = String::from("models:\n");
    for model in 0..300 {
        more.push_str(&format!("  big.model_number_{model:03}: {{label: 'Model number {model}', fields: {{name: char, state: char}}}}\n"));
    }
    more.push_str("acls:\n");
    for row in 0..300 {
        more.push_str(&format!(
            "  a{row:03}: {{model: big.model_number_000, group: reg.viewer, operations: [read]}}\n"
        ));
        more.push_str(&format!(
            "  b{row:03}: {{model: big.model_number_{row:03}, group: reg.viewer, operations: [read]}}\n"
        ));
    }
    more.push_str("rules:\n");
    for rule in 0..300 {
        more.push_str(&format!("  r{rule:03}: {{label: 'Rule number {rule}', model: big.model_number_000, groups: [reg.viewer], domain: \"[('state', '=', 'some state that is long enough')]\"}}\n"));
    }
    let office = office_with(&more);
    for number in 0..55 {
        let body = json!({"label": format!("Group number {number}")});
        let body = json!({"id": format!("big.group_number_{number:03}"), "body": body});
        let made = office.post("root", "/api/v1/groups", body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    }
    let mut browser = chief(&office).await;
    for path in [
        "/models",
        "/models/big.model_number_000",
        "/groups",
        "/groups/reg.viewer",
        "/roles/new",
        "/rules/r000",
        "/access-rows/a000",
        "/explain",
        "/explain/what-if",
    ] {
        open(&mut browser, path).await;
    }
    let listed = open(&mut browser, "/groups?q=big.group").await;
    assert!(listed.text.contains("big.group_number_000"), "{}", listed.text);
    // All of it is reached, page by page.
    let (mut next, mut seen) = ("/models?q=big.model".to_owned(), 0);
    loop {
        let page = open(&mut browser, &next).await;
        seen += page.text.matches("<th scope=\"row\">").count();
        let Some((before, _)) = page.text.split_once("rel=\"next\"") else { break };
        let href = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap();
        next = href.replace("&#38;", "&");
    }
    assert_eq!(seen, 300);
}
