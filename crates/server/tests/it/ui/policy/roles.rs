//! Roles: what they would do is shown before it is done.

use axum::http::StatusCode;
use serde_json::{Value as Json, json};

use super::{chief, hidden, office, open, part, sound};
use crate::sign_in::browser::location;

#[tokio::test]
async fn a_role_is_shown_with_what_it_would_do_before_it_is_saved() {
    let office = office();
    let mut browser = chief(&office).await;
    let list = open(&mut browser, "/roles?q=registr").await;
    assert!(list.text.contains("Local registrar") && !list.text.contains(">Auditor<"), "{}", list.text);

    let fields = [
        ("id", "clerk"),
        ("label", "Clerk <b>"),
        ("scope", "local"),
        ("group", "reg.viewer"),
        ("group", ""),
        ("reports", "enrolment:view\r\n"),
        ("data.0.model", "reg.household"),
        ("data.0.op", "update"),
        ("data.0.where", "[('state', '=', 'draft')]"),
        ("data.1.model", ""),
        ("data.1.where", ""),
    ];
    let with = |step| [&fields[..], &[("step", step)]].concat();
    let more = browser.filled("/roles/new", &with("more")).await;
    assert!(more.text.contains("value=\"Clerk &#60;b&#62;\""), "what was typed stays: {}", more.text);
    let preview = browser.filled("/roles/new", &with("preview")).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text);
    assert!(sound(&preview).contains("Nothing has been saved yet"), "{}", preview.text);
    assert_eq!(part(&office, "/api/v1/roles/clerk").await, Json::Null);
    let edit = browser.filled("/roles/new", &with("edit")).await;
    assert!(edit.text.contains("enrolment:view"), "{}", edit.text);
    let saved = browser.filled("/roles/new", &with("save")).await;
    assert_eq!((saved.status, location(&saved)), (StatusCode::SEE_OTHER, "/roles/clerk?done=role-made"));
    let role = part(&office, "/api/v1/roles/clerk").await;
    assert_eq!((&role["scope"], &role["groups"]), (&json!("local"), &json!(["reg.viewer"])));
    assert_eq!(role["may"]["data"][0]["where"], "[('state', '=', 'draft')]");
    let shown = open(&mut browser, location(&saved)).await;
    assert!(shown.text.contains("The role was made.") && shown.text.contains("Clerk &#60;b&#62;"));

    // Who holds a role is a list of users that there is.
    let holders = open(&mut browser, "/roles/registrar").await;
    let link = holders.text.split("href=\"/users?where=").nth(1).unwrap().split('"').next().unwrap();
    for actor in ["root", "audrey", "carl"] {
        let found = office.get(actor, &format!("/api/v1/users?domain={link}")).await;
        assert_eq!(found.status, StatusCode::OK, "{actor}: {}", found.text);
        let logins = found.json()["items"].as_array().unwrap().len();
        assert_eq!(logins, usize::from(actor != "carl"), "{actor}: {}", found.text);
    }

    // Its form says what it is, and sent as it is it stays so.
    let form = open(&mut browser, "/roles/clerk/edit").await;
    let tag = hidden(&form.text, "tag").to_owned();
    let same = [&fields[1..], &[("tag", tag.as_str()), ("step", "save")]].concat();
    assert_eq!(browser.filled("/roles/clerk/edit", &same).await.status, StatusCode::SEE_OTHER);
    assert_eq!(part(&office, "/api/v1/roles/clerk").await, role);

    let gone = browser.filled("/roles/clerk/delete", &[("step", "save")]).await;
    assert_eq!(
        (gone.status, location(&gone)),
        (StatusCode::SEE_OTHER, "/roles?undo=role%2Fclerk&done=role-deleted")
    );
    assert_eq!(part(&office, "/api/v1/roles/clerk").await, Json::Null);
}

#[tokio::test]
async fn who_gains_and_who_loses_is_told_and_what_is_in_the_way() {
    let office = office();
    let mut browser = chief(&office).await;
    let tag = hidden(&open(&mut browser, "/roles/registrar/edit").await.text, "tag").to_owned();
    let emptied = [("label", "Local registrar"), ("scope", "local"), ("tag", &*tag), ("step", "preview")];
    let preview = browser.form("/roles/registrar/edit", &emptied).await;
    let page = sound(&preview);
    assert!(page.contains(">dora<") && page.contains("Loses") && page.contains("reg.registrar"), "{page}");
    // A scope that lines do not fit is refused in the words that are used everywhere.
    let wide = [("label", "Local registrar"), ("scope", "global"), ("tag", &*tag), ("step", "preview")];
    let refused = browser.form("/roles/registrar/edit", &wide).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sound(&refused).contains("Global roles cannot have areas assigned"), "{}", refused.text);
    // Somebody holds it, which is said before anybody tries.
    let held = open(&mut browser, "/roles/registrar/delete").await;
    assert!(held.text.contains("dora") && held.text.contains("Nothing was changed"), "{}", held.text);
    let held = browser.form("/roles/registrar/delete", &[("step", "save")]).await;
    assert_eq!(held.status, StatusCode::CONFLICT, "{}", held.text);
}
