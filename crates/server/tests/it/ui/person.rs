//! Pages about one user: what administrators do there, what others do not see, and what stays inert.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::{
    fixture::Reply,
    office::Office,
    rest::avatar::png,
    sign_in::browser::{Browser, location, somebody},
};

/// Somebody who holds everything, signed in.
async fn administrator(office: &Office) -> Browser<'_> {
    let body = json!({
        "login": "boss", "first_name": "Bo", "last_name": "Boss", "email": "boss@office.example",
        "company": "ministry", "lines": [{ "role": "administrator" }],
    });
    let made = office.post("root", "/api/v1/users", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    somebody(office, "boss").await
}

/// The value of a hidden field.
fn hidden<'r>(reply: &'r Reply, name: &str) -> &'r str {
    let mark = format!("name=\"{name}\" value=\"");
    let at = reply.text.find(&mark).unwrap_or_else(|| panic!("no {name} in {}", reply.text)) + mark.len();
    reply.text[at..].split('"').next().unwrap()
}

fn is_page(reply: &Reply, status: StatusCode) {
    assert_eq!(reply.status, status, "{}", reply.text);
    assert!(reply.text.starts_with("<!doctype html>"), "{}", reply.text);
    assert!(!reply.text.contains("person-"), "a text is missing: {}", reply.text);
    assert!(reply.text.len() < 100_000, "{} bytes", reply.text.len());
}

fn is_refused(reply: &Reply, status: StatusCode) {
    assert_eq!(reply.status, status, "{}", reply.text);
}

async fn user(office: &Office, login: &str) -> Json {
    office.ask("root", Method::GET, &format!("/api/v1/users/{login}"), Json::Null).await.json()
}

const TABS: [&str; 5] = ["", "/access", "/security", "/activity", "/skills"];

#[tokio::test]
async fn every_page_is_written_in_every_language_and_leads_nowhere_that_is_closed() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    for language in ["en", "fr", "es", "ar"] {
        for below in TABS {
            let page = boss.get(&format!("/users/dora{below}?lang={language}")).await;
            is_page(&page, StatusCode::OK);
            assert!(page.text.contains(&format!("lang=\"{language}\"")), "{language}");
        }
    }
    boss.get("/users/dora?lang=en").await;
    for actor in ["boss", "audrey", "desk", "head", "ella", "carl"] {
        let mut browser = if actor == "boss" {
            Browser { office: &office, cookies: boss.cookies.clone() }
        } else {
            somebody(&office, actor).await
        };
        for subject in ["dora", "ella", "boss", "desk", "nora"] {
            crawl(&mut browser, actor, &format!("/users/{subject}")).await;
        }
    }
}

/// Follows every link from a page of somebody's to other pages about him.
async fn crawl(browser: &mut Browser<'_>, actor: &str, start: &str) {
    let first = browser.get(start).await;
    if first.status == StatusCode::NOT_FOUND {
        is_refused(&first, StatusCode::NOT_FOUND);
        return;
    }
    let (mut open, mut seen) = (vec![start.to_owned()], std::collections::BTreeSet::new());
    while let Some(path) = open.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let page = browser.get(&path).await;
        is_page(&page, StatusCode::OK);
        for link in page.text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let link = link.replace("&#38;", "&").replace("&amp;", "&");
            let is_about = link == start || link.starts_with(&format!("{start}/"));
            if is_about && !link.contains("lang=") {
                open.push(link);
            }
        }
        assert!(seen.len() < 60, "{actor} goes around in circles: {seen:?}");
    }
}

#[tokio::test]
async fn whoever_may_less_sees_less() {
    let office = Office::new();
    let mut audrey = somebody(&office, "audrey").await;
    let page = audrey.get("/users/dora").await;
    is_page(&page, StatusCode::OK);
    assert!(
        !page.text.contains("<button class=\"btn primary\"") && !page.text.contains("/users/dora/security"),
        "{}",
        page.text
    );
    let access = audrey.get("/users/dora/access").await;
    assert!(
        access.text.contains("Local registrar") && !access.text.contains("/lines/new"),
        "{}",
        access.text
    );
    for path in [
        "/users/dora/lines/new",
        "/users/dora/overrides/new",
        "/users/dora/skills/new",
        "/users/dora/security/temporary",
    ] {
        is_refused(&audrey.get(path).await, StatusCode::FORBIDDEN);
    }
    let mut ella = somebody(&office, "ella").await;
    is_refused(&ella.get("/users/dora").await, StatusCode::NOT_FOUND);
    let mut head = somebody(&office, "head").await;
    is_page(&head.get("/users/sal").await, StatusCode::OK);
    is_refused(&head.get("/users/sal/access").await, StatusCode::FORBIDDEN);
    is_refused(&head.get("/users/nobody").await, StatusCode::NOT_FOUND);
    let mut stranger = Browser::new(&office);
    assert_eq!(location(&stranger.get("/users/dora/access").await), "/sign-in?next=/users/dora/access");
}

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
    let page = boss.form("/users/nora/notes", &[("text", "")]).await;
    is_page(&page, StatusCode::UNPROCESSABLE_ENTITY);
}

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
    // Below an area are its own, and what was chosen and typed stays.
    let below =
        boss.form(NEW, &[("role", "registrar"), ("area", "D2"), ("reason", "Cover"), ("open", "P")]).await;
    is_page(&below, StatusCode::OK);
    for part in ["value=\"D1\"", "value=\"D2\" checked", "value=\"registrar\" selected", "value=\"Cover\""] {
        assert!(below.text.contains(part), "{part} is not in {}", below.text);
    }
    let found = boss.form(NEW, &[("find-area", "first"), ("do", "find")]).await;
    assert!(found.text.contains("value=\"D1\"") && !found.text.contains("value=\"P\""), "{}", found.text);
    for (form, told) in [
        (vec![("role", "registrar"), ("do", "save")], "Local roles must have at least one area assigned"),
        (vec![("role", "viewer"), ("area", "D1"), ("do", "save")], "Global roles cannot have areas assigned"),
        (
            vec![("role", "registrar"), ("area", "D1"), ("from", "2027-02-30"), ("do", "save")],
            "Enter a real date, such as 28 Feb 2027",
        ),
        (vec![("area", "D1"), ("do", "save")], "Choose a role."),
        (vec![("role", "registrar"), ("do", "preview")], "Local roles must have at least one area assigned"),
    ] {
        let page = boss.form(NEW, &form).await;
        is_page(&page, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains(told), "{told} is not in {}", page.text);
    }
    let line = [("role", "registrar"), ("area", "D1"), ("to", "2027-03-31"), ("reason", "Cover")];
    let preview = boss.form(NEW, &[&line[..], &[("do", "preview")]].concat()).await;
    is_page(&preview, StatusCode::OK);
    assert!(preview.text.contains("reg.registrar") && preview.text.contains("Gained:"), "{}", preview.text);
    assert_eq!(user(&office, "nora").await["lines"], json!([]));
    let given = boss.form(NEW, &[&line[..], &[("do", "save")]].concat()).await;
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
    let change = [("tag", hidden(&page, "tag")), ("area", "D2"), ("do", "save")];
    assert_eq!(boss.form(&path, &change).await.status, StatusCode::SEE_OTHER);
    assert_eq!(user(&office, "nora").await["lines"][0]["areas"], json!(["D2"]));
    // What was seen is no longer so.
    let stale = boss.form(&path, &[("tag", change[0].1), ("area", "D1"), ("do", "save")]).await;
    is_page(&stale, StatusCode::CONFLICT);
    // It is a line of Nora's and of nobody else's.
    is_refused(&boss.get(&format!("/users/ella/lines/{id}")).await, StatusCode::NOT_FOUND);
    assert_eq!(
        location(&boss.form(&format!("{path}/end"), &[]).await),
        "/users/nora/access?done=person-line-ended"
    );
    assert!(boss.get("/users/nora/access").await.text.contains("Expired"));
    assert_eq!(
        location(&boss.form(&format!("{path}/remove"), &[]).await),
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
    let lacking = boss.form(NEW, &[("effect", "deny"), ("model", "bailiwick.user"), ("do", "save")]).await;
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
    let preview = boss.form(NEW, &[&whole[..], &[("do", "preview")]].concat()).await;
    is_page(&preview, StatusCode::OK);
    assert!(preview.text.contains("Lost:"), "{}", preview.text);
    let added = boss.form(NEW, &[&whole[..], &[("do", "save")]].concat()).await;
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
        location(&boss.form(&format!("{path}/remove"), &[]).await),
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
async fn accounts_are_let_in_and_kept_out() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    let mut ella = somebody(&office, "ella").await;
    let asked = boss.get("/users/ella/state/suspended").await;
    is_page(&asked, StatusCode::OK);
    assert!(asked.text.contains("Sessions that end: 1") && ella.is_in().await, "{}", asked.text);
    let form = [("tag", hidden(&asked, "tag")), ("reason", "On leave")];
    let done = boss.form("/users/ella/state/suspended", &form).await;
    assert_eq!(location(&done), "/users/ella?done=person-suspended", "{}", done.text);
    assert!(!ella.is_in().await);
    let again = boss.form("/users/ella/state/suspended", &[]).await;
    is_page(&again, StatusCode::CONFLICT);
    assert_eq!(location(&boss.form("/users/ella/state/active", &[]).await), "/users/ella?done=person-active");
    is_refused(&boss.get("/users/ella/state/nonsense").await, StatusCode::NOT_FOUND);
    // The service desk suspends, and takes nobody away.
    let mut desk = somebody(&office, "desk").await;
    let page = desk.get("/users/nora").await;
    assert!(page.text.contains("/state/suspended") && !page.text.contains("/state/left"), "{}", page.text);
    is_refused(&desk.form("/users/nora/state/left", &[]).await, StatusCode::FORBIDDEN);
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
    let led = boss.form("/users/ella/security/temporary", &[]).await;
    assert_eq!(location(&led), "/step-up?next=/users/ella/security/temporary");
    is_refused(&boss.form("/users/ella/security/reset", &[]).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_somebody_has_learned_is_written_down() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    const NEW: &str = "/users/nora/skills/new";
    let whole = [
        ("kind", "certification"),
        ("name", "First aid"),
        ("issuer", "Red Cross"),
        ("number", "FA-1"),
        ("obtained", "2025-03-01"),
        ("valid_until", "2099-02-28"),
    ];
    assert_eq!(location(&boss.form(NEW, &whole).await), "/users/nora/skills?done=person-skill-added");
    let page = boss.get("/users/nora/skills").await;
    for part in ["First aid", "Red Cross", "FA-1", "28 Feb 2099", "Valid"] {
        assert!(page.text.contains(part), "{part} is not in {}", page.text);
    }
    let wrong = boss.form(NEW, &[("kind", "skill"), ("name", ""), ("obtained", "soon")]).await;
    is_page(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.text.contains("Say what it is called.") && wrong.text.contains("value=\"soon\""),
        "{}",
        wrong.text
    );
    let edit = boss.get("/users/nora/skills/0").await;
    let tag = hidden(&edit, "tag").to_owned();
    let change = [("tag", &*tag), ("kind", "skill"), ("name", "Typing"), ("level", "4")];
    assert_eq!(boss.form("/users/nora/skills/0", &change).await.status, StatusCode::SEE_OTHER);
    // Places are those that were seen.
    is_page(
        &boss.form("/users/nora/skills/0/remove", &[("tag", &tag)]).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    );
    assert_eq!(boss.form("/users/nora/skills/0/remove", &[]).await.status, StatusCode::SEE_OTHER);
    is_refused(&boss.get("/users/nora/skills/0").await, StatusCode::NOT_FOUND);
    assert!(user(&office, "nora").await.get("qualifications").is_none());
}

#[tokio::test]
async fn notes_and_older_entries() {
    let office = Office::new();
    let mut boss = administrator(&office).await;
    for number in 0..35 {
        let sent = boss.form("/users/nora/notes", &[("text", &format!("Note {number}"))]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    }
    let first = boss.get("/users/nora/activity").await;
    assert!(first.text.contains("Note 34") && !first.text.contains("Note 3<"), "{}", first.text);
    let older = first.text.split("id=\"older\"").nth(1).unwrap().split("href=\"").nth(1).unwrap();
    let older = boss.get(older.split('"').next().unwrap()).await;
    is_page(&older, StatusCode::OK);
    assert!(older.text.contains("Note 3<") && !older.text.contains("Note 34"), "{}", older.text);
    // Whoever only sees the account writes nothing about it.
    let mut audrey = somebody(&office, "audrey").await;
    assert!(!audrey.get("/users/nora/activity").await.text.contains("/notes"));
    is_refused(&audrey.form("/users/nora/notes", &[("text", "x")]).await, StatusCode::FORBIDDEN);
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
