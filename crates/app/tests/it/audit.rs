//! What use cases leave on the audit trail.

mod asking;
mod proving;

use std::path::{Path, PathBuf};

use bailiwick_app::{AddonFiles, Author, Installation, Known};
use bailiwick_model::{
    UserId,
    audit::{Actor, AuditEntry, AuditHead, AuditObject, Values},
};
use bailiwick_protocol::document::Document;
use bailiwick_store::audit::AuditFilter;

fn installation() -> Installation {
    Installation::open(&"sqlite::memory:".parse().unwrap()).unwrap()
}

/// Runs a test on a fresh installation on each kind of database.
fn on_both(test: impl Fn(&Installation)) {
    test(&installation());
    let url = bailiwick_testkit::process::postgres::database().parse().unwrap();
    test(&Installation::open(&url).unwrap());
}

/// An entry of the machine.
fn note(installation: &Installation, at_us: i64, text: &str) -> i64 {
    let object = AuditObject::new("reg.note", "1");
    installation.add_note(object, text, &Author::machine(at_us)).unwrap().entry.sequence
}

fn document(text: &str) -> Document {
    Document::read("policy.yaml", text).unwrap()
}

fn entries(installation: &Installation) -> Vec<AuditEntry> {
    let found = installation.trail(&AuditFilter::default(), 100).unwrap();
    installation.verify_trail(&Known::default()).unwrap();
    found.into_iter().map(|audited| audited.entry).collect()
}

#[test]
fn an_author_is_told_whole_and_many_people_are_counted() {
    let installation = installation();
    let author = Author {
        actor: Actor::User(UserId::new("asha").unwrap()),
        on_behalf: Some(UserId::new("ben").unwrap()),
        reason: Some("the season starts".into()),
        request_id: Some("r-1".into()),
        ..Author::machine(7)
    };
    let people: Vec<_> = (0..200).map(|n| format!("u{n}: {{}}")).collect();
    let text = format!("groups: {{g.a: {{label: A}}}}\nusers: {{{}}}\n", people.join(", "));
    installation.apply(&document(&text), &author).unwrap();
    let told = entries(&installation);
    let [entry] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((entry.sequence, entry.at, &entry.actor), (1, 7, &author.actor));
    assert_eq!((&entry.on_behalf, &entry.reason), (&author.on_behalf, &author.reason));
    assert_eq!(entry.request_id, author.request_id);
    let created = serde_json::json!({"group": ["g.a"], "user": 200});
    assert_eq!(entry.changes[0].values, Values::Shown { old: None, new: Some(created) });
}

#[test]
fn what_is_refused_or_changes_nothing_is_not_told() {
    let installation = installation();
    let author = Author::machine(1);
    let broken = document("roles: {r: {label: R, groups: [g.absent]}}\n");
    assert!(installation.apply(&broken, &author).is_err());
    assert_eq!(installation.verify_trail(&Known::default()).unwrap().head, AuditHead::START);
    let sound = document("groups: {g.a: {label: A}}\n");
    installation.apply(&sound, &author).unwrap();
    installation.apply(&sound, &author).unwrap();
    assert_eq!(entries(&installation).len(), 1);
    // Neither is a token that is not there.
    assert!(installation.delete_key("absent", &author).is_err());
    assert_eq!(entries(&installation).len(), 1);
}

#[test]
fn an_import_says_where_it_came_from() {
    let installation = installation();
    let addons: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/addons");
    let files = AddonFiles::read(&[addons], &mut |_| {}).unwrap();
    installation.plan_import(files.clone()).unwrap();
    for _ in 0..2 {
        installation.import_odoo(&files, "addons", &Author::machine(1), &mut |_| {}).unwrap();
    }
    let told = entries(&installation);
    let [entry] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(entry.action.as_str(), "policy.imported");
    let source = Values::Shown { old: None, new: Some("odoo:addons".into()) };
    assert_eq!((entry.changes[0].field.as_str(), &entry.changes[0].values), ("source", &source));
    assert_eq!(entry.changes[1].field, "created");
}
