//! Who somebody is: his names, his picture, and the groups he has directly.

use axum::http::{Method, StatusCode};
use serde_json::json;

use super::{administrator, hidden, is_page, is_refused, user};
use crate::{
    fixture::Reply,
    office::Office,
    rest::avatar::png,
    sign_in::browser::{Browser, location, somebody},
};

#[tokio::test]
async fn a_profile_is_changed_and_wrong_input_stays_where_it_was_typed() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    let page = boss.get("/users/nora").await;
    let tag = hidden(&page, "tag").to_owned();
    let form = [
        ("tag", &*tag),
        ("first_name", "Nora"),
        ("last_name", "Ng"),
        ("job_title", "Clerk"),
        ("kind", "internal"),
        ("company", "ministry"),
        ("area", "D1"),
        ("companies", ""),
        ("timezone", "Asia/Manila"),
        ("language", "fr"),
        ("valid_to", "2027-12-31"),
        ("phone_kind", "mobile"),
        ("phone_number", "+63 917 000 0000"),
        ("news", "1"),
        ("news-account.security", "sms"),
        ("reason", "She moved"),
    ];
    let sent = boss.form("/users/nora", &form).await;
    assert_eq!(
        (sent.status, location(&sent)),
        (StatusCode::SEE_OTHER, "/users/nora?done=person-saved"),
        "{}",
        sent.text
    );
    let now = user(&office, "nora").await;
    for (member, value) in [
        ("display_name", json!("Nora Ng")),
        ("job_title", json!("Clerk")),
        ("area", json!("D1")),
        ("timezone", json!("Asia/Manila")),
        ("valid_to", json!("2027-12-31")),
        ("phones", json!([{ "kind": "mobile", "number": "+639170000000" }])),
        ("notifications", json!({ "account.security": ["sms"] })),
    ] {
        assert_eq!(now[member], value, "{member} in {now}");
    }
    // The trail has the reason, and the page of what was done shows it with what differs.
    let activity = boss.get("/users/nora/activity").await;
    for part in ["She moved", "changed the account", "<ins><bdi>Clerk</bdi></ins>"] {
        assert!(activity.text.contains(part), "{part} is not in {}", activity.text);
    }
    let page = boss.get("/users/nora").await;
    let tag = hidden(&page, "tag");
    let wrong = [
        ("tag", tag),
        ("first_name", "N"),
        ("company", "nowhere"),
        ("timezone", "Mars/One"),
        ("kind", "internal"),
    ];
    let page = boss.form("/users/nora", &wrong).await;
    is_page(&page, StatusCode::UNPROCESSABLE_ENTITY);
    for part in [
        "value=\"nowhere\"",
        "value=\"Mars/One\"",
        "href=\"#f-company\"",
        "id=\"f-timezone-e\"",
        "<title>Error:",
    ] {
        assert!(page.text.contains(part), "{part} is not in {}", page.text);
    }
    // Somebody else was quicker: what differs is shown, and sending it again writes it.
    let late = [("tag", "other"), ("job_title", "Head clerk"), ("kind", "internal")];
    let clash = boss.form("/users/nora", &late).await;
    is_page(&clash, StatusCode::CONFLICT);
    assert!(clash.text.contains("Head clerk") && clash.text.contains("Job title"), "{}", clash.text);
    let again = [("tag", hidden(&clash, "tag")), ("job_title", "Head clerk"), ("kind", "internal")];
    assert_eq!(boss.form("/users/nora", &again).await.status, StatusCode::SEE_OTHER);
    assert_eq!(user(&office, "nora").await["job_title"], "Head clerk");
}

/// A form with a file, as a browser sends it.
async fn send_file(browser: &mut Browser<'_>, path: &str, site: &str, bytes: &[u8]) -> Reply {
    let mut body =
        b"--b\r\ncontent-disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\n\r\n".to_vec();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let mut request = browser.request(Method::POST, path).body(body.into()).unwrap();
    let headers = request.headers_mut();
    headers.insert("content-type", "multipart/form-data; boundary=b".parse().unwrap());
    headers.insert("sec-fetch-site", site.parse().unwrap());
    browser.send(request).await
}

#[tokio::test]
async fn pictures_come_from_pages_of_ours_and_are_pictures() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    let png = png();
    const PATH: &str = "/users/nora/picture";
    is_refused(&send_file(&mut boss, PATH, "cross-site", &png).await, StatusCode::FORBIDDEN);
    let unfit = send_file(&mut boss, PATH, "same-origin", b"\x89PNG, it says").await;
    is_page(&unfit, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unfit.text.contains("This is no picture that can be read."), "{}", unfit.text);
    let long = vec![0; 6 * 1024 * 1024];
    is_refused(&send_file(&mut boss, PATH, "same-origin", &long).await, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(!boss.get("/users/nora").await.text.contains("/api/v1/users/nora/avatar"));
    let sent = send_file(&mut boss, PATH, "same-origin", &png).await;
    assert_eq!(location(&sent), "/users/nora?done=person-picture-set", "{}", sent.text);
    assert!(boss.get("/users/nora").await.text.contains("/api/v1/users/nora/avatar"));
    assert_eq!(boss.get("/api/v1/users/nora/avatar").await.status, StatusCode::OK);
    // Auditors look, and strangers are asked who they are.
    let mut audrey = somebody(&office, "audrey").await;
    is_refused(&send_file(&mut audrey, PATH, "same-origin", &png).await, StatusCode::FORBIDDEN);
    let mut stranger = Browser::new(&office);
    assert!(location(&send_file(&mut stranger, PATH, "same-origin", &png).await).starts_with("/sign-in"));
    assert_eq!(
        location(&boss.form("/users/nora/picture/remove", &[]).await),
        "/users/nora?done=person-picture-removed"
    );
    assert_eq!(
        location(&boss.form("/users/nora/picture/remove", &[]).await),
        "/users/nora?done=person-picture-removed"
    );
}

#[tokio::test]
async fn names_that_look_like_pages_stay_names() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    let hostile = "<script>alert(1)</script> \"><img src=x onerror=alert(2)>";
    let body = json!({ "first_name": hostile, "job_title": "عائشة <b>" });
    let changed = office.ask("root", Method::PATCH, "/api/v1/users/nora", body).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text);
    let note = office.post("root", "/api/v1/users/nora/notes", json!({ "text": hostile })).await;
    assert_eq!(note.status, StatusCode::CREATED, "{}", note.text);
    for below in
        ["", "/access", "/security", "/activity", "/skills", "/lines/new", "/state/suspended", "/end-access"]
    {
        let page = boss.get(&format!("/users/nora{below}")).await;
        is_page(&page, StatusCode::OK);
        assert!(!page.text.contains("<script>alert") && !page.text.contains("<img src=x"), "{below}");
    }
    let page = boss.filled("/users/nora/notes", &[("text", "")]).await;
    is_page(&page, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn groups_are_given_where_no_role_manages() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    let page = boss.get("/users/nora/groups").await;
    is_page(&page, StatusCode::OK);
    let form = [("tag", hidden(&page, "tag")), ("group", "reg.viewer")];
    let preview = boss.form("/users/nora/groups", &[&form[..], &[("do", "preview")]].concat()).await;
    is_page(&preview, StatusCode::OK);
    assert!(preview.text.contains("value=\"reg.viewer\" checked"), "{}", preview.text);
    let set = boss.form("/users/nora/groups", &[&form[..], &[("do", "save")]].concat()).await;
    assert_eq!(location(&set), "/users/nora?done=person-groups-set", "{}", set.text);
    assert_eq!(user(&office, "nora").await["groups"], json!(["reg.viewer"]));
    // Roles manage Dora, and the page says so instead.
    is_refused(&boss.get("/users/dora/groups").await, StatusCode::CONFLICT);
    let dora = boss.get("/users/dora").await;
    for part in [
        "Access rights are managed by roles.",
        "Changes made directly in groups are not kept: the next time roles are applied they are overwritten.",
    ] {
        assert!(dora.text.contains(part), "{}", dora.text);
    }
    assert!(!dora.text.contains("/users/dora/groups"));
}

#[tokio::test]
async fn where_somebody_belongs_is_typed_or_found() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    let typed = [("first_name", "Nora <i>"), ("kind", "internal"), ("company", "mini"), ("area", "")];
    let with = |more: &[(&'static str, &'static str)]| [&typed[..], more].concat();
    let opened = boss.form("/users/nora", &with(&[("open-area", "P")])).await;
    is_page(&opened, StatusCode::OK);
    for part in [
        "pick-area\" value=\"D1\"",
        "value=\"Nora &#60;i&#62;\"",
        "name=\"company\" value=\"mini\"",
        "Province",
    ] {
        assert!(opened.text.contains(part), "{part} is not in {}", opened.text);
    }
    let picked = boss.form("/users/nora", &with(&[("pick-area", "D1")])).await;
    assert!(
        picked.text.contains("name=\"area\" value=\"D1\"") && picked.text.contains("This is First district.")
    );
    let several = [
        ("companies", "acme"),
        ("more-companies", "bolt, acme"),
        ("look", "companies"),
        ("find-companies", "min"),
    ];
    let several = boss.form("/users/nora", &with(&several)).await;
    for part in ["value=\"acme\" checked", "value=\"bolt\" checked", "value=\"ministry\""] {
        assert!(several.text.contains(part), "{part} is not in {}", several.text);
    }
    assert_eq!(user(&office, "nora").await["companies"], json!(null), "nothing was saved");
    let excepted = [("model", "bailiwick.user"), ("areas", "D2"), ("open-areas", "P"), ("reason", "Why")];
    let excepted = boss.form("/users/dora/overrides/new", &excepted).await;
    is_page(&excepted, StatusCode::OK);
    for part in ["value=\"D2\" checked", "name=\"areas\" value=\"D1\"", "value=\"Why\""] {
        assert!(excepted.text.contains(part), "{part} is not in {}", excepted.text);
    }
}
