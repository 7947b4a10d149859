//! Policy as code: out, back in, and nothing half done.

use bailiwick_app::{AppError, Author, Installation};
use bailiwick_model::{Setting, SettingName, SettingScope};
use bailiwick_protocol::document::Document;
use bailiwick_store::{
    change::{self, Revision},
    setting,
};

const AUTHOR: Author = Author::machine(1);

fn installation() -> Installation {
    Installation::open(&"sqlite::memory:".parse().unwrap()).unwrap()
}

fn document(text: &str) -> Document {
    Document::read("policy.yaml", text).unwrap()
}

fn registry() -> Document {
    let text = include_str!("../../../../examples/worlds/registry.yaml");
    document(text.split("\nrecords:").next().unwrap().split_once("timezone: Asia/Manila").unwrap().1)
}

#[test]
fn what_is_exported_applies_without_a_change() {
    let installation = installation();
    let applied = installation.apply(&registry(), &AUTHOR).unwrap();
    assert_eq!(applied.revision, Some(1));
    assert!(applied.changes.len() > 40);
    for text in [
        installation.export().unwrap().write_yaml().unwrap(),
        installation.export().unwrap().write_json().unwrap(),
    ] {
        let again = document(&text);
        assert_eq!(again, installation.export().unwrap());
        assert_eq!(installation.diff(&again).unwrap(), []);
        assert_eq!(installation.apply(&again, &AUTHOR).unwrap().revision, None);
    }
    assert_eq!(installation.load().unwrap().revision, 1);
}

#[test]
fn what_is_set_for_something_goes_with_it() {
    let installation = installation();
    installation.apply(&registry(), &AUTHOR).unwrap();
    let mut with = registry();
    let role = with.policy.roles.values().next().unwrap().clone();
    // One of our own in the place of a shipped one, and one more.
    for id in ["technician", "passing"] {
        with.policy.roles.insert(id.parse().unwrap(), role.clone());
    }
    let directory = with.directory.as_mut().unwrap();
    let company = directory.companies.values().next().unwrap().clone();
    directory.companies.insert(
        "passing".parse().unwrap(),
        bailiwick_model::Company { id: None, lines: Vec::new(), ..company },
    );
    installation.apply(&with, &AUTHOR).unwrap();
    let [role, company, shipped] = ["role:passing", "company:passing", "role:technician"]
        .map(|scope| scope.parse::<SettingScope>().unwrap());
    let value = SettingName::SESSION_HOURS.read(&1.into()).unwrap();
    let kept = setting::Kept { setting: Setting { value, locked: false }, locked_from: None };
    let put = |scope: &SettingScope| {
        let written =
            installation.database().write(|tx| setting::put(tx, scope, SettingName::SESSION_HOURS, &kept));
        written.unwrap();
    };
    [&role, &company, &shipped].into_iter().for_each(put);
    installation.apply(&registry(), &AUTHOR).unwrap();
    let left = |scope: &SettingScope| installation.database().read(|tx| setting::count(tx, scope)).unwrap();
    assert_eq!((left(&role), left(&company), left(&shipped)), (0, 0, 1));
    let told = installation.trail(&Default::default(), 1).unwrap();
    let told = serde_json::to_string(&told[0].entry.changes).unwrap();
    assert!(
        told.contains("role:passing/session.hours") && told.contains("company:passing/session.hours"),
        "{told}"
    );
    assert!(!told.contains("technician/"), "{told}");
}

#[test]
fn a_document_without_people_leaves_them_alone() {
    let installation = installation();
    installation.apply(&registry(), &AUTHOR).unwrap();
    let mut policy = registry();
    policy.directory = None;
    policy.policy.groups.get_mut("reg.viewer").unwrap().label = "Reader".to_owned();
    let changes = installation.diff(&policy).unwrap();
    let shown: Vec<String> = changes.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["~ group reg.viewer\n    label: \"Viewer\" → \"Reader\""]);
    assert_eq!(installation.apply(&policy, &AUTHOR).unwrap().revision, Some(2));
    assert_eq!(installation.export().unwrap().directory.unwrap().users.len(), 7);
    let feed = installation.database().read(|tx| change::since(tx, Revision(1), 10)).unwrap();
    let told: Vec<_> = feed
        .iter()
        .map(|c| (c.change.kind.as_str(), c.change.key.as_str(), c.change.what.as_str()))
        .collect();
    assert_eq!(told, [("group", "reg.viewer", "updated")]);
}

#[test]
fn what_does_not_compile_changes_nothing() {
    let installation = installation();
    installation.apply(&registry(), &AUTHOR).unwrap();
    let before = installation.export().unwrap();
    let mut broken = registry();
    broken.policy.rules.get_mut("own_company").unwrap().domain = "[('nmae', '=', 1)]".to_owned();
    broken.policy.groups.remove("reg.auditor");
    let error = installation.apply(&broken, &AUTHOR).unwrap_err();
    assert!(matches!(&error, AppError::NotInForce(problems) if problems.0.len() >= 3), "{error}");
    assert!(error.to_string().contains("nothing was changed"), "{error}");
    // Removing a role that people hold is refused too.
    let mut roleless = registry();
    roleless.directory = None;
    roleless.policy.roles.remove("registrar");
    assert!(installation.apply(&roleless, &AUTHOR).unwrap_err().to_string().contains("registrar"));
    assert_eq!(installation.export().unwrap(), before);
    assert_eq!(installation.database().revision().unwrap(), Revision(1));
}
