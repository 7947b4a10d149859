//! Whether somebody gets in, and how he is helped in.

use axum::http::StatusCode;
use serde_json::json;

use super::{super::keeps, administrator, hidden, is_page, is_refused};
use crate::{
    office::Office,
    sign_in::browser::{location, somebody},
};

#[tokio::test]
async fn accounts_are_let_in_and_kept_out() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    let mut ella = somebody(&office, "ella").await;
    let asked = boss.get("/users/ella/state/suspended").await;
    is_page(&asked, StatusCode::OK);
    assert!(asked.text.contains("Sessions that end: 1") && ella.is_in().await, "{}", asked.text);
    let form = [("tag", hidden(&asked, "tag")), ("reason", "On leave")];
    let done = boss.filled("/users/ella/state/suspended", &form).await;
    assert_eq!(location(&done), "/users/ella?done=person-suspended", "{}", done.text);
    assert!(!ella.is_in().await);
    let again = boss.filled("/users/ella/state/suspended", &[]).await;
    is_page(&again, StatusCode::CONFLICT);
    assert_eq!(
        location(&boss.filled("/users/ella/state/active", &[]).await),
        "/users/ella?done=person-active"
    );
    is_refused(&boss.get("/users/ella/state/nonsense").await, StatusCode::NOT_FOUND);
    // The service desk suspends, and takes nobody away.
    let mut desk = somebody(&office, "desk").await;
    let page = desk.get("/users/nora").await;
    assert!(page.text.contains("/state/suspended") && !page.text.contains("/state/left"), "{}", page.text);
    is_refused(&desk.filled("/users/nora/state/left", &[]).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_help_desk_helps_people_in() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    let mut ella = somebody(&office, "ella").await;
    let page = boss.get("/users/ella/security").await;
    is_page(&page, StatusCode::OK);
    for part in ["End all sessions", "Sign-in check", "Second factor", "Allowed networks", "Signed in"] {
        assert!(page.text.contains(part), "{part} is not in {}", page.text);
    }
    is_page(&boss.get("/users/ella/security?from=here").await, StatusCode::UNPROCESSABLE_ENTITY);
    is_page(&boss.get("/users/ella/security?from=192.0.2.7").await, StatusCode::OK);
    let ended = boss.form("/users/ella/security/sessions/end", &[]).await;
    assert_eq!(location(&ended), "/users/ella/security?done=person-sessions-ended");
    assert!(!ella.is_in().await);
    let given = boss.form("/users/ella/security/temporary", &[]).await;
    is_page(&given, StatusCode::OK);
    assert!(given.text.contains("Copy it now. It is only shown once."), "{}", given.text);
    let password =
        given.text.split("id=\"temporary\" dir=\"ltr\">").nth(1).unwrap().split('<').next().unwrap();
    assert_eq!(ella.sign_in("ella", password).await.json()["wants"], json!({ "new_password": true }));
    // Half of what was typed could shut her out, so nothing of it is kept.
    let half = [("allow", "10.0.0.0/8"), ("deny", "junk")];
    let half = boss.form("/users/ella/security/networks", &half).await;
    is_page(&half, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.text.contains("10.0.0.0/8") && half.text.contains("id=\"f-deny-e\""), "{}", half.text);
    let kept = office.get("root", "/api/v1/users/ella/settings/network.allow").await.json();
    assert_eq!(kept["own"], json!(null), "{kept}");
    let wrong = boss.form("/users/ella/security/networks", &[("allow", "everywhere"), ("deny", "")]).await;
    is_page(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("everywhere") && wrong.text.contains("f-allow-e"), "{}", wrong.text);
    let set = boss
        .form("/users/ella/security/networks", &[("allow", "10.0.0.0/8\n192.0.2.0/24"), ("deny", "")])
        .await;
    assert_eq!(location(&set), "/users/ella/security?done=person-networks-set", "{}", set.text);
    let page = boss.get("/users/ella/security").await;
    assert!(page.text.contains("192.0.2.0/24"), "{}", page.text);
    assert_eq!(
        location(&boss.form("/users/ella/security/unlock", &[]).await),
        "/users/ella/security?done=person-unlocked"
    );
    // It takes having shown not long ago who one is.
    office.pass(6 * 60);
    keeps(&boss.form("/users/ella/security/temporary", &[]).await, "<bdi>ella</bdi>");
    keeps(&boss.form("/users/ella/security/reset", &[]).await, "<bdi>ella</bdi>");
    let allow = ("allow", "203.0.113.0/24");
    keeps(&boss.form("/users/ella/security/networks", &[allow, ("deny", "")]).await, allow.1);
}
