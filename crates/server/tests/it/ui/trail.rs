//! `/audit`: who did what, one entry, and what proves it.

use axum::http::StatusCode;
use serde_json::json;

use super::{HOSTILE, is_inert};
use crate::{office::Office, sign_in::browser::somebody};

#[tokio::test]
async fn an_auditor_finds_entries_and_nobody_else_does() {
    let office = Office::new();
    let new = json!({"login": "new1", "company": "ministry", "name": HOSTILE});
    office.post("root", "/api/v1/users", new).await;
    let mut audrey = somebody(&office, "audrey").await;
    let page = audrey.get("/audit").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(
        page.text.contains("User added") && page.text.contains("Signed in") && page.text.contains("Intact")
    );
    assert!(page.text.len() < 100_000 && !page.text.contains("style="));
    let people = audrey.get("/audit?view=people&what=user%3Anew1").await;
    assert!(people.text.contains("User added") && !people.text.contains(">Signed in<"), "{}", people.text);
    let by = audrey.get("/audit?who=root&action=user.created").await;
    assert!(by.text.contains("<bdi>new1</bdi>"), "{}", by.text);
    let none = audrey.get("/audit?who=nobody&from=2026-12-15&to=2026-12-15").await;
    assert!(none.text.contains("Nothing matches") && none.text.contains("Remove filters"), "{}", none.text);
    assert!(none.text.contains("All entries per hour"), "a day is shown by the hour");
    // What was looked for can be taken away as it is.
    let export = by.text.split("href=\"/api/v1/audit/export").nth(1).unwrap().split('"').next().unwrap();
    let export = format!("/api/v1/audit/export{}", export.replace("&#38;", "&").replace("&amp;", "&"));
    let taken = audrey.get(&export).await;
    assert_eq!(taken.status, StatusCode::OK, "{export}: {}", taken.text);
    assert!(taken.text.lines().count() == 1 && taken.text.contains("user.created"), "{}", taken.text);
    for actor in ["dora", "carl", "nora"] {
        let mut browser = somebody(&office, actor).await;
        for path in ["/audit", "/audit/1", "/audit/integrity", "/audit?domain=%5B("] {
            assert_eq!(browser.get(path).await.status, StatusCode::FORBIDDEN, "{actor} {path}");
        }
        let verify = browser.form("/audit/integrity/verify", &[]).await;
        assert_eq!(verify.status, StatusCode::FORBIDDEN, "{actor}");
    }
}

#[tokio::test]
async fn wrong_filters_are_kept_and_told() {
    let office = Office::new();
    let mut audrey = somebody(&office, "audrey").await;
    for (query, told, typed) in [
        ("who=token%3A", "Write a login", "value=\"token:\""),
        ("from=2026-02-30", "Enter a real date", "value=\"2026-02-30\""),
        ("from=2026-12-02&to=2026-12-01", "before the first", "value=\"2026-12-01\""),
        ("action=no%20word", "no such action", "Filter"),
        ("domain=%5B(%22%3E%3Cscript%3E", "role=\"alert\"", "&#60;script&#62;"),
        ("domain=%5B('nofield'%2C'%3D'%2C1)%5D", "role=\"alert\"", "nofield"),
    ] {
        let page = audrey.get(&format!("/audit?{query}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}: {}", page.text);
        assert!(page.text.contains(told) && page.text.contains(typed), "{query}: {}", page.text);
        assert!(page.text.contains("Error: ") && !page.text.contains("\"><script>"));
    }
    for odd in [
        "before=x",
        "before=-9",
        "before=99999999999999999999",
        "view=none",
        "from=&to=&who=",
        "view=data&view=people",
    ] {
        assert_eq!(audrey.get(&format!("/audit?{odd}")).await.status, StatusCode::OK, "{odd}");
    }
    let page = audrey.get("/audit?domain=%5B('action'%2C'%3D'%2C'session.started')%5D").await;
    assert!(page.status == StatusCode::OK && page.text.contains("Signed in"), "{}", page.text);
}

#[tokio::test]
async fn pages_go_on_where_the_one_before_ended() {
    let office = Office::new();
    for number in 0..60 {
        let note = json!({ "text": format!("note {number}") });
        office.post("root", "/api/v1/users/nora/notes", note).await;
    }
    let mut audrey = somebody(&office, "audrey").await;
    let page = audrey.get("/audit?action=note.added").await;
    let older = page.text.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap();
    let older = older.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    assert!(older.contains("before=") && older.contains("action=note.added"), "{older}");
    let rest = audrey.get(&older).await;
    assert_eq!(
        page.text.matches("Note added<span").count() + rest.text.matches("Note added<span").count(),
        60
    );
    assert!(rest.text.contains("There are no older entries.") && !rest.text.contains("role=\"img\""));
}

#[tokio::test]
async fn an_entry_shows_what_it_changed_and_what_proves_it() {
    let office = Office::new();
    let new = json!({"login": "new1", "company": "ministry", "name": HOSTILE});
    office.post("root", "/api/v1/users", new).await;
    let mut audrey = somebody(&office, "audrey").await;
    let list = audrey.get("/audit?action=user.created&what=user%3Anew1").await;
    let href = list
        .text
        .split("href=\"/audit/")
        .find(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap();
    let path = format!("/audit/{}", href.split('"').next().unwrap());
    let page = audrey.get(&path).await;
    is_inert(&page.text);
    assert!(page.text.contains("Chain intact here") && page.text.contains("<ins>"), "{}", page.text);
    assert!(page.text.contains("&#34;sequence&#34;:"), "the text that is hashed is shown");
    for none in ["/audit/0", "/audit/999999", "/audit/x", "/audit/-1", "/audit/%3Cscript%3E"] {
        assert_eq!(audrey.get(none).await.status, StatusCode::NOT_FOUND, "{none}");
    }
    let arabic = audrey.get(&format!("{path}?lang=ar")).await;
    assert!(arabic.text.contains("السلسلة سليمة هنا") && arabic.text.contains("أُضيف مستخدم"));
}

#[tokio::test]
async fn the_chain_is_followed_while_somebody_waits() {
    let office = Office::new();
    let mut audrey = somebody(&office, "audrey").await;
    let page = audrey.get("/audit/integrity").await;
    assert!(page.status == StatusCode::OK && page.text.contains("If the chain is broken"), "{}", page.text);
    for from in ["", "2", "-5", "x", "99999999"] {
        let done = audrey.form("/audit/integrity/verify", &[("from", from)]).await;
        assert_eq!(done.status, StatusCode::OK, "{from}");
        assert!(done.text.contains("are as they were written."), "{from}: {}", done.text);
    }
    let french = audrey.get("/audit/integrity?lang=fr").await;
    assert!(french.text.contains("Intégrité du journal d’audit"));
}
