//! Settings that guard, of roles and users, as programs set and see them; and the page that lists all there are.

use axum::http::Method;
use bailiwick_model::{SettingKind, SettingLevel, SettingName};
use serde_json::{Value as Json, json};

use crate::office::Office;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/settings.md");

const HEAD: &str = "# All settings

What each setting is for, what it can be, what holds where nobody sets it, and where it can be set beside the installation
([how they inherit](administration.md#settings)). Written by a test; `BAILIWICK_WRITE=1 cargo test -p bailiwick-server --test it settings_page`
writes it anew.

";

#[test]
fn settings_page_says_what_there_is() {
    let mut text = HEAD.to_owned();
    text.push_str("## The nearest value counts\n\n");
    table(&mut text, |name| !name.is_guarding());
    text.push_str("\n## The strictest value counts\n\n");
    table(&mut text, SettingName::is_guarding);
    if std::env::var_os("BAILIWICK_WRITE").is_some() {
        std::fs::write(PATH, &text).unwrap();
    }
    let committed = std::fs::read_to_string(PATH).unwrap_or_default();
    assert!(committed == text, "docs/settings.md is not what there is; run this test with BAILIWICK_WRITE=1");
}

fn table(text: &mut String, wanted: impl Fn(SettingName) -> bool) {
    text.push_str("| Setting | Value | Default | Where | What for |\n| --- | --- | --- | --- | --- |\n");
    for name in SettingName::all().filter(|name| wanted(*name)) {
        let words =
            |words: &[&str]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let value = match name.kind() {
            SettingKind::Number { least, most } => format!("{least} to {most}"),
            SettingKind::Boolean => "`true` or `false`".to_owned(),
            SettingKind::Words(known) => format!("some of {}", words(known)),
            SettingKind::Choice(known) => format!("one of {}", words(known)),
            SettingKind::Networks => "networks".to_owned(),
            SettingKind::Language => "a language".to_owned(),
            SettingKind::TimeZone => "a time zone".to_owned(),
            SettingKind::Email => "an address".to_owned(),
            SettingKind::Phone => "a number".to_owned(),
            SettingKind::Role => "a role".to_owned(),
        };
        let default = name.default_value().map(|value| format!("`{}`", json!(value))).unwrap_or_default();
        let levels = [
            SettingLevel::Company,
            SettingLevel::Department,
            SettingLevel::Area,
            SettingLevel::Role,
            SettingLevel::User,
        ];
        let levels = levels.iter().filter(|level| name.can_be_set_at(**level)).map(ToString::to_string);
        let levels = levels.collect::<Vec<_>>().join(", ");
        text.push_str(&format!("| `{name}` | {value} | {default} | {levels} | {} |\n", name.description()));
    }
}

#[tokio::test]
async fn what_guards_is_set_for_roles_and_users() {
    let office = Office::new();
    let put =
        |actor: &'static str, path: &'static str, body: Json| office.ask(actor, Method::PUT, path, body);
    let company = "/api/v1/companies/acme/settings/password.min_length";
    let role = "/api/v1/roles/client_end_user/settings/password.min_length";
    let user = "/api/v1/users/ella/settings/password.min_length";
    let tried =
        put("carl", "/api/v1/companies/acme/settings/password.min_length?dry_run=true", json!({"value": 14}))
            .await;
    let people = tried.json()["affects"]["stricter"].as_u64().unwrap();
    assert!(people > 1, "{}", tried.text);
    assert_eq!(office.get("carl", company).await.json()["own"], Json::Null, "it was a dry run");
    let set = put("carl", company, json!({"value": 14})).await.json();
    assert_eq!((&set["value"], &set["guards"], &set["affects"]), (&json!(14), &json!(true), &Json::Null));
    put("carl", role, json!({"value": 16})).await.is_problem(403, "beyond_own_rights");
    put("root", role, json!({"value": 16})).await.json();
    let seen = office.get("carl", user).await;
    assert_eq!((&seen.json()["value"], &seen.json()["from"]), (&json!(16), &json!("role:client_end_user")));
    assert_eq!(seen.json()["overridden"], json!(["company:acme"]));
    let tag = seen.header("etag").unwrap().to_owned();
    let guarded = |tag: String| {
        let request = office.request("carl", Method::PUT, user).header("if-match", tag);
        office.send(request.body(r#"{"value": 20}"#.into()).unwrap())
    };
    assert_eq!(guarded(tag.clone()).await.json()["from"], "user:ella");
    guarded(tag).await.is_problem(412, "changed_meanwhile");
    let all = office.get("carl", "/api/v1/users/ella/settings").await.json();
    assert_eq!(all.as_array().unwrap().len(), SettingName::all().len());
    let unset = office.ask("carl", Method::DELETE, user, Json::Null).await.json();
    assert_eq!((&unset["value"], &unset["own"]), (&json!(16), &Json::Null));

    put("carl", "/api/v1/users/carl/settings/session.hours", json!({"value": 12}))
        .await
        .is_problem(403, "beyond_own_rights");
    let allow = "/api/v1/users/ella/settings/network.allow";
    let wrong = put("carl", allow, json!({"value": ["10.1.0.0/8"]})).await;
    wrong.is_problem(422, "body.unfit");
    let set = put("carl", allow, json!({"value": ["::ffff:10.0.0.0/104"]})).await.json();
    assert_eq!(set["value"], json!(["10.0.0.0/8"]));
    put("carl", "/api/v1/users/ella/settings/language", json!({"value": "fil"}))
        .await
        .is_problem(409, "conflict");
    office.get("carl", "/api/v1/users/bob/settings").await.is_problem(404, "not_found");
    office.get("root", "/api/v1/roles/nothing/settings").await.is_problem(404, "not_found");
    office.get("root", "/api/v1/groups/reg.viewer/settings").await.is_problem(404, "path.unknown");
}
