//! The portal: everybody sees himself, changes what he may, and gets a key that is shown once.

use axum::http::{Method, StatusCode, header};
use serde_json::json;

use super::keeps;
use crate::{
    office::Office,
    rest::avatar::png,
    sign_in::browser::{Browser, location, somebody},
};

/// A page as its reader gets it.
async fn page(browser: &mut Browser<'_>, path: &str) -> String {
    let reply = browser.get(path).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text);
    assert!(reply.text.len() < 100_000, "{path} has {} bytes", reply.text.len());
    // A text that is missing is written as its name.
    for key in [">me-", "\"me-", ">done-"] {
        assert!(!reply.text.contains(key), "{path} has a text without words: {key}");
    }
    reply.text
}

const PAGES: [&str; 5] = ["/me", "/me/profile", "/me/access", "/me/notifications", "/me/api-keys"];

#[tokio::test]
async fn whoever_has_nothing_sees_himself_in_every_language() {
    let office = Office::new();
    let mut nora = somebody(&office, "nora").await;
    for path in PAGES {
        for lang in ["en", "fr", "es", "ar"] {
            let text = page(&mut nora, &format!("{path}?lang={lang}")).await;
            assert!(text.contains(&format!("<html lang=\"{lang}\"")), "{path} in {lang}");
            assert!(!text.contains("href=\"/users"), "{path} leads nora to users");
        }
    }
    let access = page(&mut nora, "/me/access?lang=en").await;
    assert!(access.contains("No roles yet") && !access.contains("/explain?u="));
    assert_eq!(Browser::new(&office).get("/me").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn roles_are_shown_with_names_dates_and_what_they_come_to() {
    let office = Office::new();
    let mut dora = somebody(&office, "dora").await;
    let access = page(&mut dora, "/me/access").await;
    assert!(access.contains("Enabled is calculated from the dates each day. It cannot be switched by hand."));
    assert!(access.contains("Local registrar") && access.contains("First district"), "{access}");
    assert!(access.contains("31 Mar 2027") && access.contains("class=\"bar\""));
    assert!(access.contains("/explain?u=dora"), "she sees users, so she may ask");
    assert!(access.contains("bailiwick.user") && access.contains("cell accent"));
    let mut sal = somebody(&office, "sal").await;
    let given = office
        .post("root", "/api/v1/departments/sales/role-lines", json!({ "role": "viewer", "to": "2020-01-01" }))
        .await;
    assert_eq!(given.status, StatusCode::CREATED, "{}", given.text);
    let access = page(&mut sal, "/me/access").await;
    assert!(access.contains("Viewer") && access.contains("Expired") && access.contains("sales"), "{access}");
}

#[tokio::test]
async fn people_change_what_they_may_and_nothing_else() {
    let office = Office::new();
    let mut ella = somebody(&office, "ella").await;
    let profile = page(&mut ella, "/me/profile").await;
    assert!(profile.contains("name=\"phone_number\"") && !profile.contains("name=\"first_name\""));
    let tag = hidden(&profile, "tag");
    let fields = [
        ("tag", tag.as_str()),
        ("phone_kind", "mobile"),
        ("phone_number", "+63 917 123 4567"),
        ("phone_extension", ""),
        ("phone_kind", "work"),
        ("phone_number", ""),
        ("phone_extension", ""),
        ("first_name", "Queen"),
    ];
    let saved = ella.form("/me/profile", &fields).await;
    assert_eq!((saved.status, location(&saved)), (StatusCode::SEE_OTHER, "/me/profile?done=me-saved"));
    let me = ella.get("/api/v1/me").await.json();
    assert_eq!(me["phones"], json!([{ "kind": "mobile", "number": "+639171234567" }]));
    assert_eq!(me["first_name"], json!(null), "a field that is not hers to change is not read");

    // Somebody else was quicker: what she typed stands beside what is there.
    let stale = ella
        .form(
            "/me/profile",
            &[
                ("tag", tag.as_str()),
                ("phone_kind", "home"),
                ("phone_number", "+15551234567"),
                ("phone_extension", ""),
            ],
        )
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.text);
    assert!(stale.text.contains("Someone changed this while you did") && stale.text.contains("+15551234567"));

    let tag = hidden(&page(&mut ella, "/me/profile").await, "tag");
    let wrong = [
        ("tag", tag.as_str()),
        ("phone_kind", "mobile"),
        ("phone_number", "<script>\"'"),
        ("phone_extension", ""),
    ];
    let wrong = ella.form("/me/profile", &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("&#60;script&#62;") && !wrong.text.contains("<script>\""), "{}", wrong.text);
}

#[tokio::test]
async fn a_language_that_was_chosen_is_that_of_the_page() {
    let office = Office::new();
    let mut ella = somebody(&office, "ella").await;
    let tag = hidden(&page(&mut ella, "/me/notifications").await, "tag");
    let fields = [("tag", tag.as_str()), ("language", "ar"), ("timezone", "Africa/Khartoum")];
    let saved = ella.form("/me/notifications", &fields).await;
    assert_eq!(location(&saved), "/me/notifications?done=me-saved&lang=ar", "{}", saved.text);
    let now = page(&mut ella, "/me/notifications?done=me-saved&lang=ar").await;
    assert!(now.contains("dir=\"rtl\"") && now.contains("Africa/Khartoum") && now.contains("تم الحفظ"));
    let tag = hidden(&now, "tag");
    let wrong = [("tag", tag.as_str()), ("language", "ar"), ("timezone", "Nowhere/At all")];
    let wrong = ella.form("/me/notifications", &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Nowhere/At all"));
}

#[tokio::test]
async fn a_key_is_shown_once_and_deleted() {
    let office = Office::new();
    let mut ella = somebody(&office, "ella").await;
    let name = "<img src=x onerror=alert(1)>\u{202e}";
    let refused = ella.form("/me/api-keys", &[("name", ""), ("days", "30")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
    let refused = ella.form("/me/api-keys", &[("name", "Sync"), ("days", "30")]).await;
    assert!(refused.text.contains("value=\"Sync\"") && refused.text.contains("href=\"#f-scope\""));
    let made = ella.form("/me/api-keys", &[("name", "Sync \"><b>"), ("scope", "read"), ("days", "30")]).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    assert!(made.text.contains("Copy it now. It is only shown once.") && !made.text.contains("\"><b>"));
    let key = made.text.split("<code id=\"key\" dir=\"ltr\">").nth(1).unwrap().split('<').next().unwrap();
    let asked = axum::http::Request::get("/api/v1/me")
        .header(header::AUTHORIZATION, format!("Bearer {key}"))
        .body(axum::body::Body::empty())
        .unwrap();
    assert_eq!(office.send(asked).await.status, StatusCode::OK);
    let list = page(&mut ella, "/me/api-keys").await;
    assert!(!list.contains(key), "it is shown once");
    let id = key.split('_').nth(1).unwrap();
    let ask = page(&mut ella, &format!("/me/api-keys/{id}/delete")).await;
    assert!(ask.contains("This cannot be undone"));
    let gone = ella.form(&format!("/me/api-keys/{id}/delete"), &[]).await;
    assert_eq!(location(&gone), "/me/api-keys?done=me-key-deleted");
    assert_eq!(ella.get(&format!("/me/api-keys/{id}/delete")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        ella.form("/me/api-keys", &[("name", name), ("scope", "read"), ("days", "")]).await.status,
        StatusCode::OK
    );
    assert!(!page(&mut ella, "/me/api-keys").await.contains("<img src=x"));

    // Whoever came long ago shows again who he is, before he types anything.
    office.pass(3_600);
    let late = page(&mut ella, "/me/api-keys").await;
    assert!(late.contains("/step-up?next=/me/api-keys") && !late.contains("id=\"f-name\""));
    // Whose time ran out while he typed, does so meanwhile.
    let sent = [("name", "Night report"), ("scope", "read"), ("days", "30")];
    keeps(&ella.form("/me/api-keys", &sent).await, "value=\"Night report\"");
}

#[tokio::test]
async fn a_picture_is_taken_from_a_form() {
    let office = Office::new();
    let mut ella = somebody(&office, "ella").await;
    let mut send = async |kind: &str, bytes: &[u8]| {
        let mut body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"me.png\"\r\nContent-Type: {kind}\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--b--\r\n");
        let request = ella
            .request(Method::POST, "/me/profile/picture")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
        ella.send(request.body(body.into()).unwrap()).await
    };
    let none = send("image/png", b"\x89PNG and nothing else \xff").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", none.text);
    assert!(none.text.contains("cannot be used as a picture"));
    let svg = send("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>").await;
    assert_eq!(svg.status, StatusCode::UNPROCESSABLE_ENTITY);
    let taken = send("image/png", &png()).await;
    assert_eq!(location(&taken), "/me/profile?done=me-picture", "{}", taken.text);
    assert!(page(&mut ella, "/me/profile").await.contains("/api/v1/me/avatar"));
    assert_eq!(ella.get("/api/v1/me/avatar").await.status, StatusCode::OK);
    let gone = ella.form("/me/profile/picture/remove", &[]).await;
    assert_eq!(location(&gone), "/me/profile?done=me-picture");
    assert!(!page(&mut ella, "/me/profile").await.contains("/api/v1/me/avatar"));
}

/// What a hidden field has.
pub(super) fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let rest = page.split(&start).nth(1).unwrap_or_else(|| panic!("no field {name} in {page}"));
    rest.split('"').next().unwrap().to_owned()
}
