//! Areas, companies and departments: the tree is drawn as far as somebody sees it, and what is written is tried as its reader would.

use axum::http::{Method, StatusCode, header};
use serde_json::json;

use super::{chief, me::hidden};
use crate::{
    office::Office,
    sign_in::browser::{Browser, location, somebody},
};

async fn page(browser: &mut Browser<'_>, path: &str) -> String {
    let reply = browser.get(path).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text);
    assert!(reply.text.len() < 100_000, "{path} has {} bytes", reply.text.len());
    for key in [">places-", "\"places-", ">set-", ">me-", ">done-"] {
        assert!(!reply.text.contains(key), "{path} has a text without words: {key}");
    }
    reply.text
}

async fn status(browser: &mut Browser<'_>, path: &str) -> StatusCode {
    browser.get(path).await.status
}

/// Every link of a page, as a reader could follow it.
fn links(page: &str) -> Vec<String> {
    let found = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let local = found.filter(|href| href.starts_with('/') && !href.starts_with("/static"));
    local.map(|href| href.replace("&#38;", "&").split('#').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn pages_are_written_in_every_language() {
    let office = Office::new();
    let mut root = chief(&office).await;
    for path in [
        "/areas",
        "/areas?area=P",
        "/areas/new",
        "/areas/P/change",
        "/areas/P/delete",
        "/areas/D1/delete",
        "/areas/import",
        "/areas/coverage?area=P",
        "/companies",
        "/companies/acme",
        "/companies/new",
        "/companies/acme/change",
        "/companies/acme/delete",
        "/companies/acme/departments/new",
        "/departments/sales",
        "/departments/sales/change",
    ] {
        for lang in ["en", "fr", "es", "ar"] {
            let mark = if path.contains('?') { '&' } else { '?' };
            let text = page(&mut root, &format!("{path}{mark}lang={lang}")).await;
            assert!(text.contains(&format!("<html lang=\"{lang}\"")), "{path} in {lang}");
        }
    }
}

#[tokio::test]
async fn a_branch_is_drawn_once_it_is_open() {
    let office = Office::new();
    let mut root = chief(&office).await;
    let tree = page(&mut root, "/areas").await;
    assert!(tree.contains("Country") && !tree.contains("Province"), "closed branches are not read");
    let tree = page(&mut root, "/areas?open=C").await;
    assert!(tree.contains("Province") && !tree.contains("First district"));
    assert!(tree.contains("href=\"/areas?open=C&#38;open=P\""), "{tree}");
    let chosen = page(&mut root, "/areas?area=D1").await;
    assert!(chosen.contains("Second district"), "what lies beside the chosen area is on the way to it");
    assert!(chosen.contains("/areas/D1/change") && chosen.contains("/areas/new?parent=D1"));
    let found = page(&mut root, "/areas?q=district").await;
    assert!(found.contains("First district") && !found.contains("Country"));
    assert!(page(&mut root, "/areas?q=%3Cscript%3E").await.contains("Nothing matches"));
    assert_eq!(status(&mut root, "/areas?area=nowhere").await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_reaches_one_district_sees_that_and_changes_nothing() {
    let office = Office::new();
    let mut dora = somebody(&office, "dora").await;
    let tree = page(&mut dora, "/areas").await;
    assert!(
        tree.contains("First district") && !tree.contains("Country"),
        "her tree begins where she reaches: {tree}"
    );
    let chosen = page(&mut dora, "/areas?area=D1").await;
    assert!(!chosen.contains("/areas/D1/change") && !chosen.contains("/areas/new"));
    for path in ["/areas/new", "/areas/D1/change", "/areas/D1/delete", "/areas/import", "/companies/new"] {
        assert_eq!(status(&mut dora, path).await, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(status(&mut dora, "/areas?area=P").await, StatusCode::NOT_FOUND);
    let coverage = page(&mut dora, "/areas/coverage?role=registrar").await;
    assert!(coverage.contains("First district") && !coverage.contains("Second district"));
    // Whoever has no role in Bailiwick is shown no page at all.
    let mut ella = somebody(&office, "ella").await;
    for path in ["/areas", "/companies", "/areas/coverage", "/companies/acme", "/departments/sales"] {
        let status = status(&mut ella, path).await;
        assert!([StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&status), "{path}: {status}");
    }
}

#[tokio::test]
async fn areas_are_made_changed_moved_and_deleted() {
    let office = Office::new();
    let mut root = chief(&office).await;
    let wrong =
        [("code", "D3"), ("name", ""), ("parent", "nowhere"), ("kind", "district"), ("external_id", "")];
    let wrong = root.filled("/areas/new", &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
    assert!(
        wrong.text.contains("value=\"D3\"") && wrong.text.contains("value=\"nowhere\""),
        "what was typed stays"
    );
    let name = "\"><img src=x onerror=alert(1)>";
    let made =
        [("code", "D3/x"), ("name", name), ("parent", "P"), ("kind", "district"), ("external_id", "7")];
    let made = root.filled("/areas/new", &made).await;
    assert_eq!(location(&made), "/areas?area=D3%2Fx&done=place-made", "{}", made.text);
    let shown = page(&mut root, "/areas?area=D3%2Fx&done=place-made").await;
    assert!(
        !shown.contains("<img src=x")
            && shown.contains("/areas/D3%2Fx/change")
            && shown.contains("It was made.")
    );

    let form = page(&mut root, "/areas/D3%2Fx/change").await;
    let tag = hidden(&form, "tag");
    let moved = [
        ("tag", tag.as_str()),
        ("name", "Third"),
        ("parent", "C"),
        ("kind", "district"),
        ("external_id", "7"),
    ];
    let asked = root.filled("/areas/D3%2Fx/change", &moved).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.text.contains("with everything in it") && asked.text.contains("name=\"sure\" value=\"C\""));
    assert!(page(&mut root, "/areas?area=D3%2Fx").await.contains("Province"), "nothing has moved yet");
    let mut sure = moved.to_vec();
    sure.push(("sure", "C"));
    let done = root.filled("/areas/D3%2Fx/change", &sure).await;
    assert_eq!(location(&done), "/areas?area=D3%2Fx&was=P&done=place-moved", "{}", done.text);
    // A move is taken back by one button, which says first what goes along.
    let undo = page(&mut root, "/areas?area=D3%2Fx&was=P&done=place-moved").await;
    assert!(undo.contains("Move it back") && undo.contains("name=\"parent\" value=\"P\""), "{undo}");
    let asked_back = root.filled("/areas/D3%2Fx/change", &[("parent", "P"), ("do", "save")]).await;
    assert!(asked_back.text.contains("name=\"sure\" value=\"P\""), "{}", asked_back.text);
    let mut dora = somebody(&office, "dora").await;
    assert!(!page(&mut dora, "/areas?area=D1&was=P").await.contains("Move it back"));
    // The tag is of the state before.
    let stale =
        [("tag", tag.as_str()), ("name", "Other"), ("parent", "C"), ("kind", ""), ("external_id", "7")];
    let stale = root.filled("/areas/D3%2Fx/change", &stale).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("Someone changed this while you did") && stale.text.contains("Other"));

    let kept = page(&mut root, "/areas/P/delete").await;
    assert!(
        kept.contains("It cannot be deleted now")
            && !kept.contains("method=\"post\" action=\"/areas/P/delete\"")
    );
    assert_eq!(root.filled("/areas/P/delete", &[]).await.status, StatusCode::CONFLICT);
    let gone = root.filled("/areas/D3%2Fx/delete", &[]).await;
    assert_eq!(location(&gone), "/areas?done=place-deleted", "{}", gone.text);
    assert_eq!(status(&mut root, "/areas?area=D3%2Fx").await, StatusCode::NOT_FOUND);
}

async fn send_table(browser: &mut Browser<'_>, act: &str, table: &str) -> crate::fixture::Reply {
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"table\"; filename=\"areas.csv\"\r\nContent-Type: text/csv\r\n\r\n{table}\r\n\
         --b\r\nContent-Disposition: form-data; name=\"act\"\r\n\r\n{act}\r\n--b--\r\n"
    );
    let request = browser
        .request(Method::POST, "/areas/import")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
    browser.send(request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn a_list_of_areas_is_tried_before_it_is_taken() {
    let office = Office::new();
    let mut root = chief(&office).await;
    let wrong = send_table(&mut root, "try", "code,name,parent\nW1,Ward <b>,D1\nW2,Ward,nowhere\n").await;
    assert_eq!(wrong.status, StatusCode::OK, "{}", wrong.text);
    assert!(
        wrong.text.contains("One refused")
            && wrong.text.contains("Mend the rows")
            && !wrong.text.contains("<b>,")
    );
    let none = send_table(&mut root, "take", "code,name,parent\nW2,Ward,nowhere\n").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", none.text);
    let tried = send_table(&mut root, "try", "code,name,parent\nW1,Ward,D1\n").await;
    assert!(tried.text.contains("One new") && tried.text.contains("value=\"take\""), "{}", tried.text);
    assert_eq!(status(&mut root, "/areas?area=W1").await, StatusCode::NOT_FOUND, "a trial does nothing");
    let taken = send_table(&mut root, "take", "code,name,parent\nW1,Ward,D1\n").await;
    assert_eq!(location(&taken), "/areas?done=areas-taken", "{}", taken.text);
    assert!(page(&mut root, "/areas?area=W1").await.contains("Ward"));
    let mut dora = somebody(&office, "dora").await;
    assert_eq!(send_table(&mut dora, "take", "code,name\nX,X\n").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn coverage_says_where_nobody_is() {
    let office = Office::new();
    let mut root = chief(&office).await;
    let cover = page(&mut root, "/areas/coverage?area=P&role=registrar").await;
    assert!(cover.contains("One of 2 areas has nobody"), "{cover}");
    assert!(cover.contains("First district") && cover.contains("Nobody") && cover.contains("<meter"));
    let given = json!({ "role": "registrar", "areas": ["C"], "to": "2027-01-01" });
    let given = office.post("root", "/api/v1/users/nora/role-lines", given).await;
    assert_eq!(given.status, StatusCode::CREATED, "{}", given.text);
    let cover = page(&mut root, "/areas/coverage?area=P&role=registrar").await;
    assert!(
        cover.contains("All 2 areas have somebody"),
        "whoever covers the country covers its districts: {cover}"
    );
}

#[tokio::test]
async fn a_company_shows_its_seats_departments_and_what_holds_there() {
    let office = Office::new();
    let limit = json!({ "value": 3 });
    let set = office.ask("root", Method::PUT, "/api/v1/companies/acme/settings/seats.limit", limit).await;
    assert!(set.status.is_success(), "{}", set.text);
    let mut root = chief(&office).await;
    let list = page(&mut root, "/companies").await;
    assert!(
        list.contains("Acme East") && list.contains("4 of 3") && list.contains("has no free seat"),
        "{list}"
    );
    assert!(page(&mut root, "/companies?q=bolt").await.contains("/companies/bolt"));
    assert!(page(&mut root, "/companies?q=zzz").await.contains("Nothing matches"));
    assert!(page(&mut root, "/companies?per=2").await.contains("rel=\"next\""));
    let acme = page(&mut root, "/companies/acme").await;
    assert!(acme.contains("4 of 3") && acme.contains("Sales") && acme.contains("/departments/sales"));
    assert!(acme.contains("Set here") && acme.contains("/settings/defaults?at=company%3Aacme"));
    assert!(acme.contains("2 people") && acme.contains("Acme East"), "{acme}");

    // Whoever manages acme sees that and what is below it, and nothing of others.
    let mut carl = somebody(&office, "carl").await;
    let list = page(&mut carl, "/companies").await;
    assert!(list.contains("Acme") && !list.contains("Bolt") && !list.contains("/companies/new"));
    assert_eq!(status(&mut carl, "/companies/bolt").await, StatusCode::NOT_FOUND);
    assert!(page(&mut carl, "/companies/acme").await.contains("/companies/acme/change"));
    let made = [("code", "lab"), ("name", "Lab"), ("parent", "sales")];
    let made = carl.form("/companies/acme/departments/new", &made).await;
    assert_eq!(location(&made), "/departments/lab?done=place-made", "{}", made.text);
    let elsewhere = [("code", "spy"), ("name", "Spy"), ("parent", "")];
    let elsewhere = carl.form("/companies/bolt/departments/new", &elsewhere).await;
    assert!(elsewhere.status.is_client_error(), "{}", elsewhere.status);
    let form = page(&mut carl, "/companies/acme/change").await;
    let tag = hidden(&form, "tag");
    let named = [
        ("tag", tag.as_str()),
        ("name", "Acme & Sons"),
        ("kind", "client"),
        ("parent", ""),
        ("timezone", ""),
        ("external_id", ""),
    ];
    let named = carl.form("/companies/acme/change", &named).await;
    assert_eq!(location(&named), "/companies/acme?done=place-changed", "{}", named.text);
    assert!(page(&mut carl, "/companies/acme").await.contains("Acme &#38; Sons"));
}

#[tokio::test]
async fn no_link_of_these_pages_is_closed() {
    let office = Office::new();
    // Pages of others that these link to, which may be under work on their own.
    let others = [
        "/users",
        "/roles",
        "/groups",
        "/models",
        "/explain",
        "/audit",
        "/jobs",
        "/api-keys",
        "/search",
        "/sign-out",
    ];
    for login in ["root", "dora", "audrey", "carl", "head", "desk"] {
        let mut browser = if login == "root" { chief(&office).await } else { somebody(&office, login).await };
        let mut seen: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
        let mut open: Vec<String> =
            ["/me", "/areas", "/companies", "/settings/security"].map(str::to_owned).to_vec();
        // Whoever is shown no way there does not begin there.
        let nav = links(&browser.get("/me/security").await.text);
        let nav = [nav, links(&browser.get("/companies").await.text)].concat();
        open.retain(|path| path == "/me" || nav.contains(path));
        while let Some(path) = open.pop() {
            if !seen.insert(path.clone()) || seen.len() > 400 {
                continue;
            }
            let reply = browser.get(&path).await;
            assert!(
                reply.status == StatusCode::OK || reply.status.is_redirection(),
                "{login} at {path}: {}",
                reply.status
            );
            let found = links(&reply.text).into_iter();
            open.extend(found.filter(|href| {
                !href.contains("lang=") && href != "/" && !others.iter().any(|other| href.starts_with(other))
            }));
        }
    }
}

#[tokio::test]
async fn a_parent_is_typed_or_found_or_chosen_in_the_tree() {
    let office = Office::new();
    let mut root = chief(&office).await;
    const NEW: &str = "/areas/new";
    let blank = page(&mut root, NEW).await;
    assert!(blank.contains("name=\"open-parent\"") && !blank.contains("pick-parent"), "{blank}");
    // What is looked for is shown, what was typed stays, and nothing is made.
    let typed =
        [("code", "D3"), ("name", "Third <b>"), ("parent", ""), ("kind", "district"), ("external_id", "")];
    let with = |more: &[(&'static str, &'static str)]| [&typed[..], more].concat();
    let tops = root.form(NEW, &with(&[("open-parent", "")])).await;
    assert_eq!(tops.status, StatusCode::OK);
    assert!(tops.text.contains("name=\"pick-parent\" value=\"C\"") && !tops.text.contains("value=\"P\""));
    assert!(tops.text.contains("value=\"Third &#60;b&#62;\""), "{}", tops.text);
    let below = root.form(NEW, &with(&[("open-parent", "C")])).await;
    assert!(below.text.contains("name=\"pick-parent\" value=\"P\""), "{}", below.text);
    assert!(below.text.contains("name=\"open-parent\" value=\"P\""), "there is more in it");
    let found = root.form(NEW, &with(&[("find-parent", "provin"), ("look", "parent")])).await;
    assert!(found.text.contains("value=\"P\"") && !found.text.contains("pick-parent\" value=\"C\""));
    let entered = root.form(NEW, &with(&[("find-parent", "nothing \"><img")])).await;
    assert_eq!(entered.status, StatusCode::OK, "whoever presses Enter in the search makes nothing");
    assert!(entered.text.contains("Nothing matches") && !entered.text.contains("<img"), "{}", entered.text);
    let picked = root.form(NEW, &with(&[("pick-parent", "P")])).await;
    assert!(picked.text.contains("name=\"parent\" value=\"P\"") && picked.text.contains("This is Province."));
    assert_eq!(status(&mut root, "/areas?area=D3").await, StatusCode::NOT_FOUND);
    for lang in ["fr", "ar"] {
        let told = root.form(&format!("{NEW}?lang={lang}"), &with(&[("open-parent", "C")])).await;
        assert!(!told.text.contains(">picker-") && told.text.contains(&format!("lang=\"{lang}\"")));
    }
    // Whoever saves saves, whatever is left in the search.
    let saved = root.form(NEW, &with(&[("find-parent", "provin"), ("do", "save")])).await;
    assert_eq!(location(&saved), "/areas?area=D3&done=place-made", "{}", saved.text);
    // A department lies in one of its own company.
    let offered = root.form("/companies/acme/departments/new", &[("code", "x"), ("open-parent", "")]).await;
    assert!(offered.text.contains("value=\"sales\""), "{}", offered.text);
    let other = root.form("/companies/bolt/departments/new", &[("code", "x"), ("open-parent", "")]).await;
    assert!(!other.text.contains("value=\"sales\""), "{}", other.text);
}

#[tokio::test]
async fn roles_of_everybody_in_a_company_or_department_are_given_changed_and_ended() {
    let office = Office::new();
    let mut root = chief(&office).await;
    for at in ["/companies/acme", "/departments/sales"] {
        let new = format!("{at}/lines/new");
        assert!(page(&mut root, at).await.contains(&format!("href=\"{new}\"")), "{at}");
        let blank = page(&mut root, &new).await;
        assert!(blank.contains("Everybody at home in it gets the role"), "{blank}");
        let unfit =
            root.form(&new, &[("role", "registrar"), ("reason", "All of them"), ("do", "save")]).await;
        assert_eq!(unfit.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unfit.text.contains("Local roles must have at least one area assigned"));
        assert!(unfit.text.contains("All of them"), "what was typed stays");
        let line = [("role", "registrar"), ("areas", "D1"), ("to", "2027-03-31"), ("companies", "acme")];
        let tried = root.form(&new, &[&line[..], &[("do", "preview")]].concat()).await;
        assert_eq!(tried.status, StatusCode::OK);
        assert!(tried.text.contains("class=\"verdict"), "who gains and who loses is said: {}", tried.text);
        let given = root.form(&new, &[&line[..], &[("do", "save")]].concat()).await;
        assert_eq!(location(&given), format!("{at}?done=person-line-given"), "{}", given.text);
        let shown = page(&mut root, at).await;
        let path = links(&shown).into_iter().find(|href| href.contains("/lines/") && !href.ends_with("/new"));
        let path = path.expect("the line can be opened");
        let form = page(&mut root, &path).await;
        let tag = hidden(&form, "tag");
        let change = [("tag", tag.as_str()), ("areas", "D2"), ("companies", "acme"), ("do", "save")];
        assert_eq!(location(&root.form(&path, &change).await), format!("{at}?done=person-line-changed"));
        let late = [("tag", tag.as_str()), ("areas", "D1"), ("do", "save")];
        let late = root.form(&path, &late).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text.contains("Someone changed this"), "{}", late.text);
        let ended = root.form(&format!("{path}/remove"), &[("tag", &hidden(&late.text, "tag"))]).await;
        assert_eq!(location(&ended), format!("{at}?done=person-line-removed"), "{}", ended.text);
        assert_eq!(status(&mut root, &path).await, StatusCode::NOT_FOUND);
    }
    // A line of another holder's is none of this one's.
    let line = json!({ "role": "viewer" });
    let made = office.post("root", "/api/v1/companies/acme/role-lines", line).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let id = made.json()["id"].to_string();
    assert_eq!(status(&mut root, &format!("/companies/acme/lines/{id}")).await, StatusCode::OK);
    for elsewhere in ["/companies/bolt", "/departments/sales", "/users/nora"] {
        assert_eq!(status(&mut root, &format!("{elsewhere}/lines/{id}")).await, StatusCode::NOT_FOUND);
    }
    // Who looks only is offered nothing, and told so where he types it.
    let mut audrey = somebody(&office, "audrey").await;
    assert!(!page(&mut audrey, "/companies/acme").await.contains("/lines/"));
    for path in ["/companies/acme/lines/new".to_owned(), format!("/companies/acme/lines/{id}")] {
        assert_eq!(status(&mut audrey, &path).await, StatusCode::FORBIDDEN, "{path}");
    }
}
