//! The list of people, new ones, tables, and the same done to many.

use axum::http::{Method, StatusCode, header};
use serde_json::json;

use super::{HOSTILE, chief, page};
use crate::{
    office::Office,
    sign_in::browser::{Browser, location, somebody},
};

async fn make(office: &Office, login: &str, name: &str, area: &str) {
    let body = json!({"login": login, "name": name, "company": "ministry", "area": area,
        "lines": [{"role": "registrar", "areas": ["D2"]}]});
    let made = office.post("root", "/api/v1/users", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
}

#[tokio::test]
async fn the_list_shows_people_with_roles_and_places_by_name() {
    let office = Office::new();
    make(&office, "sam", "Sam Adeyemi", "D1").await;
    let mut browser = chief(&office).await;
    let list = page(&mut browser, "/users?q=sam").await.text;
    for shown in [
        "Sam Adeyemi",
        "/users/sam\"",
        "Local registrar",
        "Second district",
        "First district",
        "Ministry",
        "Active",
        "name=\"sel\"",
        "/users/new",
        "/users/import",
        "One user",
    ] {
        assert!(list.contains(shown), "{shown} in {list}");
    }
    // Filters in plain words, and in the domain language.
    let added = browser.get("/users?q=sam&f-state=active&f-kind=&f-company=ministry&f-domain=").await;
    assert_eq!(added.status, StatusCode::SEE_OTHER);
    let to = location(&added).to_owned();
    let list = page(&mut browser, &to).await.text;
    assert!(list.contains("Status: Active") && list.contains("Company: Ministry"), "{list}");
    assert!(list.contains("Sam Adeyemi"));
    let none = page(&mut browser, "/users?where=%5B(%27state%27,%27=%27,%27locked%27)%5D").await.text;
    assert!(none.contains("Nothing matches") && none.contains("Remove filters"), "{none}");
    let wrong = browser.get("/users?where=%5B(%27nothing%27,%27=%27,1)%5D").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("A filter cannot be read") && wrong.text.contains("[(&#39;nothing&#39;"));
    // Columns of one's choice, and pages.
    let few = page(&mut browser, "/users?col=kind&col=title&per=2&sort=-name").await.text;
    assert!(few.contains("Job title") && !few.contains(">Where<"), "{few}");
    assert!(few.contains("rel=\"next\"") && few.contains("aria-sort=\"descending\""));
    let next = few.split("href=\"").find(|rest| rest.contains("rel=\"next\"")).unwrap();
    let next = next.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
    let second = page(&mut browser, &next).await.text;
    assert!(second.contains("First page"), "{second}");
}

#[tokio::test]
async fn whoever_may_less_sees_less() {
    let office = Office::new();
    let mut ella = somebody(&office, "ella").await;
    let list = page(&mut ella, "/users").await.text;
    assert!(
        list.contains("ella") && !list.contains("name=\"sel\"") && !list.contains("/users/new"),
        "{list}"
    );
    assert!(!list.contains("dora") && !list.contains("/users/import"));
    for path in ["/users/new", "/users/import"] {
        assert_eq!(ella.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let mut dora = somebody(&office, "dora").await;
    let list = page(&mut dora, "/users").await.text;
    assert!(list.contains("/users/new"), "{list}");
    let form = page(&mut dora, "/users/new").await.text;
    assert!(form.contains("Local registrar (Local)") && !form.contains("First district"), "{form}");
    // She is offered where she reaches, once she asks.
    let form = dora.form("/users/new", &[("open-areas-0", "")]).await.text;
    assert!(form.contains("First district") && !form.contains("Second district"), "{form}");
}

#[tokio::test]
async fn one_form_makes_a_user_with_role_areas_and_dates() {
    let office = Office::new();
    let mut browser = chief(&office).await;
    let form = page(&mut browser, "/users/new").await.text;
    assert!(form.contains("Access rights are managed by roles."));
    assert!(form.contains("Enabled is calculated from the dates each day. It cannot be switched by hand."));
    let filled = [
        ("first_name", "Talia"),
        ("last_name", "Rao"),
        ("email", "talia@office.example"),
        ("phone_mobile", "+254700000417"),
        ("kind", "internal"),
        ("company", "ministry"),
        ("area", "D1"),
        ("lines", "1"),
        ("role-0", "registrar"),
        ("to-0", "2027-03-31"),
        ("reason-0", "The season"),
        ("start", "temporary"),
    ];
    // Everything that is wrong is told at once, and nothing that was typed is lost.
    let mut wrong: Vec<_> = filled.to_vec();
    wrong[2].1 = "no address";
    wrong[9].1 = "31 March";
    let told = browser.form("/users/new", &wrong).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in [
        "value=\"Talia\"",
        "value=\"no address\"",
        "href=\"#f-email\"",
        "href=\"#f-to-0\"",
        "The season",
        "Error:",
    ] {
        assert!(told.text.contains(kept), "{kept} in {}", told.text);
    }
    let told = browser.form("/users/new", &filled).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.text.contains("Local roles must have at least one area assigned"), "{}", told.text);
    assert!(told.text.contains("href=\"#f-areas-0\"") && told.text.contains("value=\"+254700000417\""));
    // Another line, without a script.
    let mut more = filled.to_vec();
    more.push(("more", "1"));
    let more = browser.form("/users/new", &more).await;
    assert!(more.status == StatusCode::OK && more.text.contains("name=\"role-1\""), "{}", more.text);
    assert!(more.text.contains("value=\"Talia\""));
    // Places are found beside what was typed.
    let mut looks = filled.to_vec();
    looks.extend([("areas-0", "D2"), ("open-areas-0", "P")]);
    let looks = browser.form("/users/new", &looks).await;
    assert_eq!(looks.status, StatusCode::OK);
    assert!(looks.text.contains("value=\"D2\" checked") && looks.text.contains("value=\"Talia\""));
    assert!(looks.text.contains("name=\"areas-0\" value=\"D1\""), "{}", looks.text);
    let mut good = filled.to_vec();
    good.extend([("areas-0", "D1"), ("areas-0", "D2")]);
    let made = browser.form("/users/new", &good).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    assert!(
        made.text.contains("It is only shown once.") && made.text.contains("/users/talia@office.example")
    );
    let talia = office.get("root", "/api/v1/users/talia@office.example").await.json();
    assert_eq!((&talia["state"], &talia["lines"][0]["areas"]), (&json!("active"), &json!(["D1", "D2"])));
    assert_eq!(
        (&talia["lines"][0]["to"], &talia["phones"][0]["kind"]),
        (&json!("2027-03-31"), &json!("mobile"))
    );
    // The address is somebody's now.
    let taken = browser.form("/users/new", &good).await;
    assert_eq!(taken.status, StatusCode::CONFLICT, "{}", taken.text);
    assert!(taken.text.contains("value=\"talia@office.example\""));
    let mut other = good.clone();
    other[2].1 = "second@office.example";
    *other.last_mut().unwrap() = ("areas-0", "D1");
    other[11].1 = "none";
    other.push(("next", "another"));
    let made = browser.form("/users/new", &other).await;
    assert_eq!((made.status, location(&made)), (StatusCode::SEE_OTHER, "/users/new?done=users-made"));
    assert!(page(&mut browser, "/users/new?done=users-made").await.text.contains("The user is added."));
}

#[tokio::test]
async fn powerful_roles_take_a_person_who_shows_again_who_he_is_and_keep_what_was_typed() {
    let office = Office::new();
    let mut browser = chief(&office).await;
    office.pass(3_000);
    let told = browser
        .form(
            "/users/new",
            &[("login", "boss"), ("lines", "1"), ("role-0", "administrator"), ("start", "none")],
        )
        .await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", told.text);
    assert!(told.text.contains("/step-up?next=") && told.text.contains("value=\"boss\""), "{}", told.text);
    assert_eq!(office.get("root", "/api/v1/users/boss").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn many_are_dealt_with_after_a_look_at_what_would_come_of_it() {
    let office = Office::new();
    make(&office, "sam", "Sam", "D1").await;
    let mut browser = chief(&office).await;
    assert_eq!(location(&browser.form("/users/batch", &[("do", "suspend")]).await), "/users");
    let all = browser.form("/users/batch", &[("do", "choose"), ("sel", "sam")]).await.text;
    for act in
        ["give-role", "end-role", "change", "activate", "reset-password", "end-sessions", "suspend", "leave"]
    {
        assert!(all.contains(&format!("name=\"do\" value=\"{act}\"")), "{act} in {all}");
    }
    assert!(all.contains("name=\"sel\" value=\"sam\" checked"), "{all}");
    let form = browser.form("/users/batch", &[("do", "give-role"), ("sel", "sam"), ("sel", "nora")]).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.text);
    assert!(form.text.contains("For 2 users") && form.text.contains("name=\"role-0\""), "{}", form.text);
    let given =
        [("do", "give-role"), ("step", "try"), ("sel", "sam"), ("sel", "nora"), ("role-0", "registrar")];
    let refused = browser.form("/users/batch", &[given.as_slice(), &[("to-0", "soon")]].concat()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("href=\"#f-to-0\"") && refused.text.contains("value=\"nora\""));
    let tried = browser.form("/users/batch", &[given.as_slice(), &[("areas-0", "D2")]].concat()).await;
    assert_eq!(tried.status, StatusCode::SEE_OTHER, "{}", tried.text);
    let job = location(&tried).to_owned();
    let waiting = page(&mut browser, &job).await.text;
    assert!(waiting.contains("hx-trigger=\"every 1s\"") && waiting.contains("Waiting"), "{waiting}");
    office.work_off();
    let seen = page(&mut browser, &job).await.text;
    assert!(!seen.contains("hx-trigger=\"every"), "the last answer asks for no other: {seen}");
    assert!(seen.contains("Nothing is changed yet") && seen.contains("Would be changed"), "{seen}");
    assert!(seen.contains("As wanted already") && seen.contains("Do it for one"), "{seen}");
    assert_eq!(office.get("root", "/api/v1/users/nora").await.json()["lines"], json!([]));
    let done = browser.form(&format!("{job}/do"), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let real = location(&done).to_owned();
    // Pressed twice, it is done once.
    assert_eq!(location(&browser.form(&format!("{job}/do"), &[]).await), real);
    office.work_off();
    assert_eq!(office.get("root", "/api/v1/users/nora").await.json()["lines"][0]["role"], "registrar");
    // And back again, after another look.
    let tried = browser.form(&format!("{real}/undo"), &[]).await;
    let tried = location(&tried).to_owned();
    office.work_off();
    assert!(page(&mut browser, &tried).await.text.contains("Undoing a job: dry run"));
    browser.form(&format!("{tried}/do"), &[]).await;
    office.work_off();
    assert_eq!(office.get("root", "/api/v1/users/nora").await.json()["lines"], json!([]));
    // Everybody whom the list shows.
    let all = [
        ("do", "suspend"),
        ("sel", "sam"),
        ("all", "1"),
        ("domain", "[('area', '=', 'D1')]"),
        ("search", ""),
    ];
    let tried = browser.form("/users/batch", &all).await;
    office.work_off();
    let seen = page(&mut browser, location(&tried)).await.text;
    assert!(seen.contains("1 of 1") && seen.contains("/users/sam\""), "{seen}");
    let changed = [("do", "change"), ("step", "try"), ("sel", "sam"), ("job_title", "Clerk")];
    assert_eq!(browser.form("/users/batch", &changed).await.status, StatusCode::SEE_OTHER);
    let nothing = browser.form("/users/batch", &changed[..3]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut ella = somebody(&office, "ella").await;
    let refused = ella.form("/users/batch", &[("do", "suspend"), ("sel", "sam")]).await;
    assert!(refused.status.is_client_error(), "{}", refused.text);
}

/// A form with a file, as a browser sends it.
async fn upload(browser: &mut Browser<'_>, table: &str) -> crate::fixture::Reply {
    let mut body = String::new();
    for (name, value) in
        [("existing", "update"), ("on_refused", "set_aside"), ("all_or_nothing", "batch"), ("template", "")]
    {
        body.push_str(&format!(
            "--limit\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str(&format!(
        "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\nContent-Type: text/csv\r\n\r\n{table}\r\n--limit--\r\n"
    ));
    let request = browser
        .request(Method::POST, "/users/import")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=limit");
    browser.send(request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn a_table_is_checked_and_then_taken_in() {
    let office = Office::new();
    let mut browser = chief(&office).await;
    let form = page(&mut browser, "/users/import").await.text;
    assert!(form.contains("role_areas") && form.contains("multipart/form-data"), "{form}");
    let empty = upload(&mut browser, "").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        empty.text.contains("href=\"#f-file\"") && empty.text.contains("Choose a file that is not empty")
    );
    let unknown = upload(&mut browser, "login,colour\nana,red\n").await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unknown.text);
    assert!(unknown.text.contains("colour"));
    let table = format!(
        "\u{feff}login,email,name,company\nana,ana@office.example,\"{}\",ministry\nben,none,Ben,nowhere\n",
        "Ana <b>"
    );
    let tried = upload(&mut browser, &table).await;
    assert_eq!(tried.status, StatusCode::SEE_OTHER, "{}", tried.text);
    let job = location(&tried).to_owned();
    office.work_off();
    let seen = page(&mut browser, &job).await.text;
    for shown in [
        "Import of users: dry run",
        "Would be added",
        "Refused",
        "aria-current=\"step\">Check",
        "Do it for one",
    ] {
        assert!(seen.contains(shown), "{shown} in {seen}");
    }
    let only = page(&mut browser, &format!("{job}?verdict=refused")).await.text;
    assert!(only.contains("ben") && !only.contains(">ana<"), "{only}");
    let rejects = page(&mut browser, &format!("{job}/rejects")).await;
    assert!(rejects.text.contains("import_error") && rejects.text.contains("ben"), "{}", rejects.text);
    assert!(rejects.headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
    let done = browser.form(&format!("{job}/do"), &[]).await;
    office.work_off();
    let seen = page(&mut browser, location(&done)).await.text;
    assert!(seen.contains("/users/ana\"") && seen.contains("Added"), "{seen}");
    assert_eq!(office.get("root", "/api/v1/users/ana").await.json()["name"], "Ana <b>");
    // After a while it takes that he shows again who he is, before a file is chosen.
    office.pass(3_000);
    assert_eq!(location(&browser.get("/users/import").await), "/step-up?next=/users/import");
}

#[tokio::test]
async fn what_the_list_shows_is_taken_away() {
    let office = Office::new();
    let mut browser = chief(&office).await;
    let table = page(&mut browser, "/users/export?q=ella&format=csv").await;
    assert!(table.text.starts_with("login,") && table.text.lines().count() == 2, "{}", table.text);
    assert_eq!(table.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    let lines =
        page(&mut browser, "/users/export?format=jsonl&where=%5B(%27kind%27,%27=%27,%27client%27)%5D").await;
    assert_eq!(lines.text.lines().count(), 5, "{}", lines.text);
}

#[tokio::test]
async fn hostile_names_stay_text_and_other_languages_are_written() {
    let office = Office::new();
    make(&office, "o'hara@x.example", HOSTILE, "D1").await;
    make(&office, "rtl", "سامي حسن", "D1").await;
    let mut browser = chief(&office).await;
    for path in
        ["/users", "/users?q=%3Cscript%3E%22%3E%3Cimg&where=%22%3E%3Cscript%3E", "/search?q=%3Cscript%3E"]
    {
        let shown = browser.get(path).await.text;
        assert!(!shown.contains("<script>alert") && !shown.contains("<img src=x"), "{path}: {shown}");
        assert!(!shown.contains("\"><script>"), "{path}: {shown}");
    }
    let list = page(&mut browser, "/users").await.text;
    assert!(
        list.contains("/users/o%27hara@x.example\"") && list.contains("&lt;script&gt;")
            || list.contains("&#60;script"),
        "{list}"
    );
    for (lang, text, dir) in
        [("ar", "المستخدمون", "rtl"), ("fr", "Utilisateurs", "ltr"), ("es", "Usuarios", "ltr")]
    {
        for path in ["/users", "/users/new", "/users/import", "/jobs", "/search"] {
            let shown = page(&mut browser, &format!("{path}?lang={lang}")).await.text;
            assert!(shown.contains(text) && shown.contains(&format!("dir=\"{dir}\"")), "{path} {lang}");
            for raw in ["users-", "jobs-", "search-"] {
                let told = shown.replace("users-batch", "");
                let left = told.split('>').skip(1).filter_map(|rest| rest.split('<').next());
                let left: Vec<_> = left.filter(|text| text.trim().starts_with(raw)).collect();
                assert!(left.is_empty(), "{path} {lang}: {left:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_hundred_rows_are_a_light_page() {
    let office = Office::new();
    for number in 0..100 {
        let name = format!("Somebody with an Ordinary Name {number}");
        make(&office, &format!("somebody.{number}@office.example"), &name, "D1").await;
    }
    let mut browser = chief(&office).await;
    let columns =
        "col=roles&col=area&col=company&col=department&col=kind&col=state&col=title&col=email&col=changed";
    let list = page(&mut browser, &format!("/users?per=100&{columns}")).await;
    assert_eq!(list.text.matches("name=\"sel\"").count(), 100);
}

#[tokio::test]
async fn lists_are_limited_to_a_company_that_the_address_names() {
    let office = Office::new();
    let mut root = chief(&office).await;
    let all = page(&mut root, "/users").await.text;
    assert!(all.contains("All companies") && all.contains("href=\"/choose?to=%2Fusers\""), "{all}");
    assert!(all.contains("carl") && all.contains("dora"));
    let acme = page(&mut root, "/users?company=acme").await.text;
    assert!(acme.contains("carl") && !acme.contains("dora"), "{acme}");
    // The ways around, the search and what is done to all keep it.
    for part in [
        "href=\"/companies?company=acme\"",
        "<input type=\"hidden\" name=\"company\" value=\"acme\">",
        "name=\"company-of-list\" value=\"acme\"",
        "/users/export?company=acme",
    ] {
        assert!(acme.contains(part), "{part} is not in {acme}");
    }
    let filtered = page(&mut root, "/users?company=acme&q=dora").await.text;
    assert!(filtered.contains("Nothing matches"), "{filtered}");
    let companies = page(&mut root, "/companies?company=acme").await.text;
    assert!(
        companies.contains("href=\"/companies/acme\"") && !companies.contains("href=\"/companies/bolt\"")
    );
    for path in ["/jobs?company=acme", "/api-keys?company=acme", "/roles?company=acme", "/?company=acme"] {
        assert!(page(&mut root, path).await.text.contains("href=\"/users?company=acme\""), "{path}");
    }
    // A company that there is not is an empty list, and its name stays a name.
    let none = page(&mut root, "/users?company=%22%3E%3Cimg%20src%3Dx%3E").await.text;
    assert!(!none.contains("<img src=x") && !none.contains("dora"), "{none}");
    // Another one is chosen on a page of its own, by name as well.
    let switch = page(&mut root, "/choose?to=/users?q=a%26sort=name").await.text;
    assert!(switch.contains("href=\"/users?q=a&#38;sort=name&#38;company=acme\""), "{switch}");
    let found = page(&mut root, "/choose?find=bol").await.text;
    assert!(found.contains("company=bolt") && !found.contains("company=acme"), "{found}");
    let away = page(&mut root, "/choose?to=//evil.example").await.text;
    assert!(!away.contains("href=\"//evil") && away.contains("href=\"/users?company=acme\""), "{away}");
    // So is what the list is filtered by, and everything else that was asked of it stays.
    let areas = page(&mut root, "/choose?q=a&sort=name&f-state=active&f-area=&as=f-area").await.text;
    assert!(areas.contains("<h1>Choose an area</h1>"), "{areas}");
    assert!(areas.contains("href=\"/users?q=a&#38;sort=name&#38;f-state=active&#38;f-area=C\""), "{areas}");
    assert!(areas.contains("name=\"f-state\" value=\"active\""), "{areas}");
    // Whoever changes his mind has the list as it was, and half a name that was typed is looked for.
    assert!(areas.contains("href=\"/users?q=a&#38;sort=name\">Cancel"), "{areas}");
    assert!(areas.contains("?lang=fr&#38;q=a&#38;sort=name"), "{areas}");
    let typed = page(&mut root, "/choose?f-area=first&as=f-area").await.text;
    assert!(
        typed.contains("value=\"first\"") && typed.contains("f-area=D1") && !typed.contains("f-area=C"),
        "{typed}"
    );
    let filtered = root.get("/users?q=a&f-state=active&f-area=D1").await;
    assert!(location(&filtered).contains("%28%27area%27%2C+%27%3D%27%2C+%27D1%27%29"));
    for lang in ["fr", "ar"] {
        let told = page(&mut root, &format!("/choose?lang={lang}")).await.text;
        assert!(told.contains(&format!("lang=\"{lang}\"")) && !told.contains(">choose-"));
    }
    // Whoever sees no company has nothing to choose, and nobody learns what a company is called that he does not see.
    let mut ella = somebody(&office, "ella").await;
    assert!(!page(&mut ella, "/users").await.text.contains("/choose"));
    let mut carl = somebody(&office, "carl").await;
    assert!(!page(&mut carl, "/users?company=bolt").await.text.contains("Bolt"));
}

#[tokio::test]
async fn who_helps_people_to_sign_in_sees_when_they_came_last() {
    let office = Office::new();
    let mut root = chief(&office).await;
    let list = page(&mut root, "/users?col=signed-in&q=chief").await.text;
    assert!(list.contains("Last sign-in"), "{list}");
    let cells = list.split("<td class=\"p2\">").skip(1);
    assert!(cells.filter(|cell| cell.starts_with(|c: char| c.is_ascii_digit())).count() == 1, "{list}");
    // What can be done about somebody is read from his own page, once it is asked for.
    assert!(
        list.contains("hx-get=\"/users/chief\"") && list.contains("What can be done about chief"),
        "{list}"
    );
    let mut ella = somebody(&office, "ella").await;
    let list = page(&mut ella, "/users?col=signed-in").await.text;
    assert!(!list.contains("chief"), "{list}");
}

#[tokio::test]
async fn nobody_is_offered_to_give_more_than_he_holds_and_whoever_forges_it_is_told() {
    let office = Office::new();
    for login in ["dora", "carl"] {
        let mut browser = somebody(&office, login).await;
        let form = page(&mut browser, "/users/new").await.text;
        let roles = form.split("name=\"role-0\"").nth(1).unwrap().split("</select>").next().unwrap();
        let gives = if login == "dora" { "registrar" } else { "client_end_user" };
        assert!(roles.contains(&format!("value=\"{gives}\"")), "{login} may give {gives}: {roles}");
        for role in ["administrator", "auditor"] {
            assert!(!roles.contains(&format!("value=\"{role}\"")), "{login} is offered {role}: {roles}");
        }
    }
    let mut dora = somebody(&office, "dora").await;
    make(&office, "sam", "Sam", "D1").await;
    let form = page(&mut dora, "/users/sam/lines/new").await.text;
    assert!(form.contains("value=\"registrar\"") && !form.contains("value=\"administrator\""), "{form}");
    for (role, area) in [("administrator", ""), ("registrar", "D2")] {
        let forged = [("role", role), ("area", area), ("to", "2027-01-31"), ("do", "save")];
        let told = dora.form("/users/sam/lines/new", &forged).await;
        assert!(told.status.is_client_error(), "{role} in {area}: {}", told.text);
        assert!(told.text.contains("role=\"alert\""), "he is told, and what he sent stays: {}", told.text);
    }
    let lines = office.get("root", "/api/v1/users/sam").await.json()["lines"].as_array().unwrap().len();
    assert_eq!(lines, 1, "nothing was given");
}
