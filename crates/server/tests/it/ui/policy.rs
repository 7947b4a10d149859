//! Roles, groups, models, rules and fields on pages: who sees them, who changes them, and what is shown before it is done.

use axum::http::{StatusCode, header};
use bailiwick_store::Database;
use serde_json::{Value as Json, json};

use super::{nora, sound};
use crate::{
    fixture::Reply,
    office::Office,
    sign_in::browser::{Browser, location, somebody},
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
            "nora" => nora(&office).await,
            login => somebody(&office, login).await,
        };
        for path in pages {
            let reply = browser.get(path).await;
            let expected = if sees { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(reply.status, expected, "{login} {path}: {}", reply.text);
            let page = sound(&reply);
            for way in ["/edit\"", "/delete\"", "/new?m=", "/roles/new", "/groups/new"] {
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
    let mut browser = nora(&office).await;
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
async fn a_role_is_shown_with_what_it_would_do_before_it_is_saved() {
    let office = office();
    let mut browser = nora(&office).await;
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
    let more = browser.form("/roles/new", &with("more")).await;
    assert!(more.text.contains("value=\"Clerk &#60;b&#62;\""), "what was typed stays: {}", more.text);
    let preview = browser.form("/roles/new", &with("preview")).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text);
    assert!(sound(&preview).contains("Nothing has been saved yet"), "{}", preview.text);
    assert_eq!(part(&office, "/api/v1/roles/clerk").await, Json::Null);
    let edit = browser.form("/roles/new", &with("edit")).await;
    assert!(edit.text.contains("enrolment:view"), "{}", edit.text);
    let saved = browser.form("/roles/new", &with("save")).await;
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
    assert_eq!(browser.form("/roles/clerk/edit", &same).await.status, StatusCode::SEE_OTHER);
    assert_eq!(part(&office, "/api/v1/roles/clerk").await, role);

    let gone = browser.form("/roles/clerk/delete", &[("step", "save")]).await;
    assert_eq!((gone.status, location(&gone)), (StatusCode::SEE_OTHER, "/roles?done=role-deleted"));
    assert_eq!(part(&office, "/api/v1/roles/clerk").await, Json::Null);
}

#[tokio::test]
async fn who_gains_and_who_loses_is_told_and_what_is_in_the_way() {
    let office = office();
    let mut browser = nora(&office).await;
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

#[tokio::test]
async fn wrong_input_keeps_what_was_typed_and_says_where_it_is() {
    let office = office();
    let mut browser = nora(&office).await;
    let wrong = [
        ("id", "clerk"),
        ("label", "Schreiber <i>"),
        ("group", "reg.nothing"),
        ("data.0.model", "reg.household"),
        ("data.0.op", "read"),
        ("data.0.where", "[('stat', '=', 1)]"),
        ("step", "save"),
    ];
    let refused = browser.form("/roles/new", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
    let page = sound(&refused);
    assert!(page.contains("<title>Error:") && page.contains("[(&#39;stat&#39;, &#39;=&#39;, 1)]"), "{page}");
    assert!(page.contains("did you mean"), "the engine's remedy is told: {page}");
    let group = browser
        .form("/groups/new", &[("id", "nodot"), ("label", ""), ("sequence", "x"), ("step", "preview")])
        .await;
    assert_eq!(group.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(group.text.contains("value=\"nodot\""), "{}", group.text);
    let row = [("m", "reg.bare"), ("group", "reg.nothing"), ("op", "read"), ("step", "preview")];
    let row = browser.form("/access-rows/new", &row).await;
    assert_eq!(row.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", row.text);
    assert!(row.text.contains("value=\"reg.nothing\"") && row.text.contains("e-group"), "{}", row.text);
    assert_eq!(part(&office, "/api/v1/roles/clerk").await, Json::Null);
}

#[tokio::test]
async fn nobody_overwrites_what_he_has_not_seen() {
    let office = office();
    let mut browser = nora(&office).await;
    let old = hidden(&open(&mut browser, "/groups/reg.viewer/edit").await.text, "tag").to_owned();
    office.patch("root", "/api/v1/groups/reg.viewer", json!({"label": "Reader"})).await;
    let typed = [("label", "Onlooker"), ("tag", &*old), ("step", "save")];
    let clash = browser.form("/groups/reg.viewer/edit", &typed).await;
    assert_eq!(clash.status, StatusCode::CONFLICT, "{}", clash.text);
    assert!(sound(&clash).contains("Reader") && clash.text.contains("Onlooker"), "{}", clash.text);
    let new = hidden(&clash.text, "tag").to_owned();
    assert_ne!(new, old);
    let saved = browser
        .form("/groups/reg.viewer/edit", &[("label", "Onlooker"), ("tag", &*new), ("step", "save")])
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    assert_eq!(part(&office, "/api/v1/groups/reg.viewer").await["label"], "Onlooker");
}

#[tokio::test]
async fn changing_the_policy_takes_showing_again_who_one_is() {
    let office = office();
    let mut browser = nora(&office).await;
    let tag = hidden(&open(&mut browser, "/groups/reg.viewer/edit").await.text, "tag").to_owned();
    office.pass(3_600);
    let led = browser.get("/groups/reg.viewer/edit").await;
    assert_eq!(led.status, StatusCode::SEE_OTHER, "{}", led.text);
    assert_eq!(location(&led), "/step-up?next=%2Fgroups%2Freg.viewer%2Fedit");
    let sent = browser
        .form("/groups/reg.viewer/edit", &[("label", "Kept words"), ("tag", &*tag), ("step", "preview")])
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let next = location(&sent);
    assert!(
        next.starts_with("/step-up?next=") && next.contains("Kept%2520words"),
        "what was typed comes back: {next}"
    );
    let about = browser.get("/field-rules/new?m=reg.household&field=name").await;
    let whole = "/step-up?next=%2Ffield-rules%2Fnew%3Fm%3Dreg.household%26field%3Dname";
    assert_eq!(location(&about), whole);
    // Too long to be kept: what it is about is.
    let long = "x".repeat(500);
    let sent = [("m", "reg.household"), ("label", long.as_str()), ("step", "preview")];
    let sent = browser.form("/rules/new", &sent).await;
    assert_eq!(location(&sent), "/step-up?next=%2Frules%2Fnew%3Fm%3Dreg.household");
    // Whoever only looks is not asked.
    open(&mut browser, "/groups/reg.viewer").await;
}

#[tokio::test]
async fn access_rows_and_fields_are_added_changed_and_removed() {
    let office = office();
    let mut browser = nora(&office).await;
    let row =
        [("m", "reg.bare"), ("group", "reg.viewer"), ("op", "read"), ("op", "update"), ("active", "yes")];
    let preview = browser.form("/access-rows/new", &[&row[..], &[("step", "preview")]].concat()).await;
    assert!(sound(&preview).contains(">dora<"), "she gains something: {}", preview.text);
    let made = browser.form("/access-rows/new", &[&row[..], &[("step", "save")]].concat()).await;
    assert_eq!((made.status, location(&made)), (StatusCode::SEE_OTHER, "/models/reg.bare?done=acl-made"));
    let id = "acl.reg.bare.reg.viewer";
    let there = part(&office, &format!("/api/v1/acls/{id}")).await;
    assert_eq!(there["operations"], json!(["read", "update"]));
    let page = open(&mut browser, "/models/reg.bare").await;
    assert!(page.text.contains(&format!("/access-rows/{id}")), "{}", page.text);
    let form = format!("/access-rows/{id}");
    let tag = hidden(&open(&mut browser, &form).await.text, "tag").to_owned();
    let off = [("group", "reg.viewer"), ("op", "read"), ("label", ""), ("tag", &*tag), ("step", "save")];
    assert_eq!(browser.form(&form, &off).await.status, StatusCode::SEE_OTHER);
    let there = part(&office, &format!("/api/v1/acls/{id}")).await;
    assert_eq!((&there["operations"], &there["active"]), (&json!(["read"]), &json!(false)));
    let gone = browser.form(&format!("{form}/delete"), &[("step", "save")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text);
    assert_eq!(part(&office, &format!("/api/v1/acls/{id}")).await, Json::Null);

    let limit = [
        ("m", "reg.household"),
        ("field", "name"),
        ("op", "read"),
        ("any", "reg.registrar"),
        ("not", ""),
        ("step", "save"),
    ];
    let made = browser.form("/field-rules/new", &limit).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let fields = open(&mut browser, "/models/reg.household/fields?as=dora").await;
    assert!(fields.text.contains("/field-rules/field.reg.household.name"), "{}", fields.text);
    assert!(
        fields.text.contains("In some places") || fields.text.contains("in some places"),
        "{}",
        fields.text
    );
    let nobody = browser.get("/models/reg.household/fields?as=nobody-here").await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = browser.form("/field-rules/field.reg.household.name/delete", &[("step", "save")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text);
}

#[tokio::test]
async fn a_rule_is_edited_as_lines_and_as_text() {
    let office = office();
    let mut browser = nora(&office).await;
    let path = "/rules/household.drafts";
    let form = open(&mut browser, path).await;
    assert!(form.text.contains("name=\"row.0.field\" value=\"state\""), "{}", form.text);
    assert!(form.text.contains("name=\"row.0.value\" value=\"draft\""), "{}", form.text);
    let tag = hidden(&form.text, "tag").to_owned();
    let was = "[('state', '=', 'draft')]";
    let lines = [
        ("label", "Drafts"),
        ("groups", "reg.registrar"),
        ("op", "read"),
        ("op", "update"),
        ("active", "yes"),
        ("as", "dora"),
        ("lines", "yes"),
        ("was", was),
        ("domain", was),
        ("row.0.field", "state"),
        ("row.0.op", "="),
        ("row.0.value", "draft"),
        ("row.1.join", "or"),
        ("row.1.field", "state"),
        ("row.1.op", "in"),
        ("row.1.value", "approved, draft"),
        ("tag", &tag),
    ];
    let text = "[&#39;|&#39;, (&#39;state&#39;, &#39;=&#39;, &#39;draft&#39;), (&#39;state&#39;, &#39;in&#39;, [&#39;approved&#39;, &#39;draft&#39;])]";
    let looked = browser.form(path, &lines).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text);
    assert!(sound(&looked).contains(text), "lines are text: {}", looked.text);
    assert!(looked.text.contains("Records matched for dora: 0"), "{}", looked.text);
    // Text that was changed wins, and becomes lines; what they cannot say stays text.
    let mut typed = lines.to_vec();
    typed[8] = ("domain", "['!', ('state', '=', 'draft'), ('name', 'ilike', user.login)]");
    let looked = browser.form(path, &typed).await;
    assert!(
        looked.text.contains("name=\"row.0.text\" value=\"&#39;!&#39;, (&#39;state&#39;"),
        "{}",
        looked.text
    );
    assert!(looked.text.contains("name=\"row.1.value\" value=\"user.login\""), "{}", looked.text);
    // A line is removed.
    let dropped = browser.form(path, &[&lines[..], &[("step", "drop-1")]].concat()).await;
    assert!(!dropped.text.contains("row.1.field"), "{}", dropped.text);
    // What is wrong has its place and its remedy, and stays as it was typed.
    typed[8] = ("domain", "[('stat', '=', 'draft')]");
    let wrong = browser.form(path, &[&typed[..], &[("step", "preview")]].concat()).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
    assert!(
        sound(&wrong).contains("line 1, column") && wrong.text.contains("did you mean"),
        "{}",
        wrong.text
    );
    assert!(wrong.text.contains("(&#39;stat&#39;"), "{}", wrong.text);
    // Looked at, then saved: what is sent again says what was looked at.
    let preview = browser.form(path, &[&lines[..], &[("step", "preview")]].concat()).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text);
    assert_eq!(hidden(&preview.text, "domain"), text);
    assert!(!preview.text.contains("row.0"), "{}", preview.text);
    let domain = text.replace("&#39;", "'");
    let kept =
        [&lines[..6], &[("was", &*domain), ("domain", &*domain), ("tag", &*tag), ("step", "save")]].concat();
    let saved = browser.form(path, &kept).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    assert_eq!(part(&office, "/api/v1/rules/household.drafts").await["domain"], domain);
}

#[tokio::test]
async fn pages_are_written_in_every_language_and_both_directions() {
    let office = office();
    let mut browser = nora(&office).await;
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
    let mut browser = nora(&office).await;
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
