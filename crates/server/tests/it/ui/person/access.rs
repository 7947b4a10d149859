//! What somebody may do: role lines, exceptions, and the end of all of it.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use super::{administrator, hidden, is_page, is_refused, user};
use crate::{
    fixture::Reply,
    office::Office,
    sign_in::browser::{location, somebody},
};

#[tokio::test]
async fn a_role_is_previewed_given_changed_and_ended() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    const NEW: &str = "/users/nora/lines/new";
    let blank = boss.get(NEW).await;
    is_page(&blank, StatusCode::OK);
    assert!(
        blank.text.contains("value=\"registrar\"") && blank.text.contains("value=\"C\""),
        "{}",
        blank.text
    );
    // Whoever presses Enter in the search looks for what he typed, and gives nothing.
    let entered = boss.filled(NEW, &[("role", "registrar"), ("find-areas", "second")]).await;
    assert!(
        entered.text.contains("value=\"D2\"") && !entered.text.contains("value=\"D1\""),
        "{}",
        entered.text
    );
    // Below an area are its own, and what was chosen and typed stays.
    let below = boss
        .filled(NEW, &[("role", "registrar"), ("areas", "D2"), ("reason", "Cover"), ("open-areas", "P")])
        .await;
    is_page(&below, StatusCode::OK);
    for part in ["value=\"D1\"", "value=\"D2\" checked", "value=\"registrar\" selected", "value=\"Cover\""] {
        assert!(below.text.contains(part), "{part} is not in {}", below.text);
    }
    let found = boss.filled(NEW, &[("find-areas", "first"), ("look", "areas")]).await;
    assert!(found.text.contains("value=\"D1\"") && !found.text.contains("value=\"P\""), "{}", found.text);
    for (form, told) in [
        (vec![("role", "registrar"), ("do", "save")], "Local roles must have at least one area assigned"),
        (
            vec![("role", "viewer"), ("areas", "D1"), ("do", "save")],
            "Global roles cannot have areas assigned",
        ),
        (
            vec![("role", "registrar"), ("areas", "D1"), ("from", "2027-02-30"), ("do", "save")],
            "Enter a real date, such as 28 Feb 2027",
        ),
        (vec![("areas", "D1"), ("do", "save")], "Choose a role."),
        (vec![("role", "registrar"), ("do", "preview")], "Local roles must have at least one area assigned"),
    ] {
        let page = boss.filled(NEW, &form).await;
        is_page(&page, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains(told), "{told} is not in {}", page.text);
    }
    let line = [("role", "registrar"), ("areas", "D1"), ("to", "2027-03-31"), ("reason", "Cover")];
    let preview = boss.filled(NEW, &[&line[..], &[("do", "preview")]].concat()).await;
    is_page(&preview, StatusCode::OK);
    assert!(preview.text.contains("reg.registrar") && preview.text.contains("Gained:"), "{}", preview.text);
    assert_eq!(user(&office, "nora").await["lines"], json!([]));
    let given = boss.filled(NEW, &[&line[..], &[("do", "save")]].concat()).await;
    assert_eq!(location(&given), "/users/nora/access?done=person-line-given", "{}", given.text);
    let access = boss.get("/users/nora/access").await;
    for part in
        ["First district", "31 Mar 2027", "<svg class=\"span\"", "Access rights are managed by roles."]
    {
        assert!(access.text.contains(part), "{part} is not in {}", access.text);
    }
    let id = user(&office, "nora").await["lines"][0]["id"].to_string();
    let path = format!("/users/nora/lines/{id}");
    let page = boss.get(&path).await;
    let change = [("tag", hidden(&page, "tag")), ("areas", "D2"), ("do", "save")];
    assert_eq!(boss.filled(&path, &change).await.status, StatusCode::SEE_OTHER);
    assert_eq!(user(&office, "nora").await["lines"][0]["areas"], json!(["D2"]));
    // What was seen is no longer so.
    let stale = boss.filled(&path, &[("tag", change[0].1), ("areas", "D1"), ("do", "save")]).await;
    is_page(&stale, StatusCode::CONFLICT);
    // It is a line of Nora's and of nobody else's.
    is_refused(&boss.get(&format!("/users/ella/lines/{id}")).await, StatusCode::NOT_FOUND);
    assert_eq!(
        location(&boss.filled(&format!("{path}/end"), &[]).await),
        "/users/nora/access?done=person-line-ended"
    );
    assert!(boss.get("/users/nora/access").await.text.contains("Expired"));
    assert_eq!(
        location(&boss.filled(&format!("{path}/remove"), &[]).await),
        "/users/nora/access?done=person-line-removed"
    );
    assert_eq!(user(&office, "nora").await["lines"], json!([]));
}

#[tokio::test]
async fn rights_are_shown_with_the_way_that_gives_them() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    let page = boss.get("/users/dora/access?m=bailiwick.user").await;
    is_page(&page, StatusCode::OK);
    for part in
        ["User manager of a district", "some records", "First district", "No enabled role gives this."]
    {
        assert!(page.text.contains(part), "{part} is not in {}", page.text);
    }
    let none = boss.get("/users/dora/access?m=nothing-like-it").await;
    assert!(none.text.contains("Nothing matches"), "{}", none.text);
    is_page(&boss.get("/users/dora/access?mp=999999999999999999999&m=%00").await, StatusCode::OK);
}

#[tokio::test]
async fn exceptions_have_a_reason() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    const NEW: &str = "/users/dora/overrides/new";
    let lacking = boss.filled(NEW, &[("effect", "deny"), ("model", "bailiwick.user"), ("do", "save")]).await;
    is_page(&lacking, StatusCode::UNPROCESSABLE_ENTITY);
    for part in
        ["Say why this exception is made.", "Tick at least one operation.", "value=\"bailiwick.user\""]
    {
        assert!(lacking.text.contains(part), "{part} is not in {}", lacking.text);
    }
    let whole = [
        ("effect", "deny"),
        ("model", "bailiwick.user"),
        ("operation", "update"),
        ("reason", "Looked into"),
        ("to", "2027-01-15"),
    ];
    let preview = boss.filled(NEW, &[&whole[..], &[("do", "preview")]].concat()).await;
    is_page(&preview, StatusCode::OK);
    assert!(preview.text.contains("Lost:"), "{}", preview.text);
    let added = boss.filled(NEW, &[&whole[..], &[("do", "save")]].concat()).await;
    assert_eq!(location(&added), "/users/dora/access?done=person-override-added", "{}", added.text);
    let page = boss.get("/users/dora/access?m=bailiwick.user").await;
    assert!(
        page.text.contains("Looked into") && page.text.contains("denied by an override"),
        "{}",
        page.text
    );
    let id = user(&office, "dora").await["overrides"][0]["id"].to_string();
    let path = format!("/users/dora/overrides/{id}");
    is_page(&boss.get(&path).await, StatusCode::OK);
    assert_eq!(
        location(&boss.filled(&format!("{path}/remove"), &[]).await),
        "/users/dora/access?done=person-override-removed"
    );
    is_refused(&boss.get(&path).await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn all_access_ends_at_once_with_a_receipt() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    let mut dora = somebody(&office, "dora").await;
    let asked = boss.get("/users/dora/end-access").await;
    is_page(&asked, StatusCode::OK);
    assert!(asked.text.contains("Sessions: 1") && dora.is_in().await, "{}", asked.text);
    let ended = boss.form("/users/dora/end-access", &[("suspend", "1"), ("reason", "Lost laptop")]).await;
    is_page(&ended, StatusCode::OK);
    for part in
        ["Receipt", "Role registrar: last day", "API key dora", "The account is suspended.", "Bo Boss"]
    {
        assert!(ended.text.contains(part), "{part} is not in {}", ended.text);
    }
    assert!(!dora.is_in().await);
    assert_eq!(
        office.ask("dora", Method::GET, "/api/v1/me", Json::Null).await.status,
        StatusCode::UNAUTHORIZED
    );
    let now = user(&office, "dora").await;
    assert_eq!((&now["state"], &now["lines"][0]["enabled"]), (&json!("suspended"), &json!(false)));
    // Nobody ends his own.
    is_refused(&boss.get("/users/boss/end-access").await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_role_that_was_ended_counts_again_and_the_timeline_shows_kinds() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    let id = user(&office, "dora").await["lines"][0]["id"].to_string();
    let path = format!("/users/dora/lines/{id}");
    let tag = |page: &Reply| hidden(page, "tag").to_owned();
    let page = boss.get(&path).await;
    assert!(!page.text.contains("/reopen"), "it is not over: {}", page.text);
    let ended = boss.form(&format!("{path}/end"), &[("tag", &tag(&page))]).await;
    assert_eq!(location(&ended), "/users/dora/access?done=person-line-ended", "{}", ended.text);
    let page = boss.get(&path).await;
    assert!(page.text.contains(&format!("{path}/reopen")) && !page.text.contains(&format!("{path}/end\"")));
    let stale = boss.form(&format!("{path}/reopen"), &[("tag", "other")]).await;
    assert!(stale.status.is_client_error(), "{}", stale.status);
    let again = boss.form(&format!("{path}/reopen"), &[("tag", &tag(&page))]).await;
    assert_eq!(location(&again), "/users/dora/access?done=person-line-reopened", "{}", again.text);
    let line = &user(&office, "dora").await["lines"][0];
    assert!(line["enabled"] == true && line["to"].is_null(), "{line}");
    office.post("root", "/api/v1/users/dora/notes", json!({ "text": "Called her" })).await;
    let notes = boss.get("/users/dora/activity?kind=notes").await;
    assert!(notes.text.contains("Called her") && !notes.text.contains("role_line"), "{}", notes.text);
    let roles = boss.get("/users/dora/activity?kind=roles").await;
    assert!(
        !roles.text.contains("Called her")
            && roles.text.contains("aria-current=\"true\">Roles and exceptions")
    );
    is_page(&boss.get("/users/dora/activity?kind=%3Cscript%3E").await, StatusCode::OK);
}
