//! The trail asked: with domains, as a record's history, as a table; and what people and applications add to it.

use bailiwick_app::{ApplicationEntry, Author, Format, Installation, TrailQuery};
use bailiwick_model::{
    ModelName, RecordId, UserId,
    audit::{Actor, AuditAction, AuditChange, AuditObject, Values},
};
use bailiwick_store::audit::AuditFilter;
use serde_json::json;

use super::{document, entries, note, on_both};

fn record() -> AuditObject {
    AuditObject::new("reg.household", "42")
}

fn author(login: &str) -> Author {
    Author {
        actor: Actor::User(UserId::new(login).unwrap()),
        ..Author::machine(1_764_576_000_000_000) // 2025-12-01 08:00:00 UTC
    }
}

fn found(installation: &Installation, domain: &str) -> Vec<i64> {
    let wanted = TrailQuery { domain: Some(domain), ..TrailQuery::default() };
    let found = installation.search_trail(&wanted, 99).unwrap_or_else(|error| panic!("{domain}: {error}"));
    found.into_iter().map(|audited| audited.entry.sequence).collect()
}

#[test]
fn a_domain_finds_the_same_in_both_databases() {
    on_both(|installation| {
        let mut asha = author("asha");
        asha.reason = Some("Ämter; '50%' \"off\" -- x".into());
        asha.request_id = Some("r-1".into());
        asha.origin.address = Some("192.0.2.7".into());
        asha.on_behalf = Some(UserId::new("ben").unwrap());
        installation.add_note(record(), "one", &asha).unwrap();
        let ben = Author { at_us: author("ben").at_us + 90_000_000_000, ..author("ben") };
        installation.add_note(AuditObject::new("reg.note", "7"), "two", &ben).unwrap();
        note(installation, 5, "three");
        for (domain, wanted) in [
            ("[]", vec![3, 2, 1]),
            ("[('actor', '=', 'user:asha')]", vec![1]),
            ("[('actor_kind', '=', 'machine')]", vec![3]),
            ("[('actor_kind', 'in', ['user', 'token'])]", vec![2, 1]),
            ("[('on_behalf', '=', 'ben')]", vec![1]),
            ("[('on_behalf', '=', False)]", vec![3, 2]),
            ("[('reason', 'ilike', 'äMTER')]", vec![1]),
            ("[('reason', 'like', 'äMTER')]", vec![]),
            ("[('reason', '=', \"Ämter; '50%' \\\"off\\\" -- x\")]", vec![1]),
            ("[('reason', '!=', 'x')]", vec![3, 2, 1]),
            ("[('object_kind', '=', 'reg.household'), ('object_id', '=', '42')]", vec![1]),
            ("['|', ('request_id', '=', 'r-1'), ('sequence', '>', 2)]", vec![3, 1]),
            ("[('address', '=like', '192.0.2.%')]", vec![1]),
            ("[('at', '>=', '2025-12-01 08:00:00')]", vec![2, 1]),
            ("[('at', '>', '2025-12-01 08:00:00')]", vec![2]),
            ("[('at', '=', '2025-12-01 08:00:00')]", vec![1]),
            ("[('at.day_of_month', '=', 2)]", vec![2]),
            ("[('action', '=', 'note.added'), '!', ('id', 'in', [1, 3])]", vec![2]),
            ("[('sequence', 'in', [1, 2, 9])]", vec![2, 1]),
        ] {
            assert_eq!(found(installation, domain), wanted, "{domain}");
        }
        let wanted = TrailQuery {
            filter: AuditFilter {
                action: Some(AuditAction::NOTE_ADDED),
                before: Some(3),
                ..AuditFilter::default()
            },
            domain: Some("[('sequence', '>', 0)]"),
            now: 0,
        };
        let first = installation.search_trail(&wanted, 1).unwrap();
        assert_eq!(first[0].entry.sequence, 2, "both, and so many");
        for (wrong, says) in [
            ("[('actr', '=', 'x')]", "actr"),
            ("[('sequence', '=', ", "the domain cannot be used"),
            ("[('at', '=', 'yesterday')]", "the domain cannot be used"),
        ] {
            let wanted = TrailQuery { domain: Some(wrong), ..TrailQuery::default() };
            let error = installation.search_trail(&wanted, 9).unwrap_err();
            assert!(error.to_string().contains(says) && !error.is_environment(), "{error}");
        }
    });
}

#[test]
fn a_record_s_history_is_told_page_by_page_newest_first() {
    on_both(|installation| {
        let text = "models: {reg.household: {fields: {name: char, members: integer}}}\n";
        installation.apply(&document(text), &author("root")).unwrap();
        let snapshot = installation.load().unwrap().snapshot;
        let (model, id): (ModelName, _) = ("reg.household".parse().unwrap(), RecordId::Int(42));
        let attributes = |json: serde_json::Value| serde_json::from_value(json).unwrap();
        let put = |json| installation.put_record(&snapshot, &model, &id, &attributes(json), &author("asha"));
        assert_eq!(put(json!({"name": "Rivera", "members": 3})).unwrap(), Some(2));
        assert_eq!(put(json!({"name": "Rivera", "members": 3})).unwrap(), None, "nothing to tell");
        assert_eq!(put(json!({"name": "Rivera", "members": 4})).unwrap(), Some(3));
        for (wrong, says) in [
            (json!({"nmae": "x"}), "nmae"),
            (json!({"members": "many"}), "members"),
            (json!({"id": 7}), "another id"),
        ] {
            let error = put(wrong).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
        let other = installation.put_record(
            &snapshot,
            &"reg.x".parse().unwrap(),
            &id,
            &attributes(json!({})),
            &author("a"),
        );
        assert!(other.unwrap_err().to_string().contains("there is no model reg.x"));
        installation.add_note(record(), "She called: “four now”.", &author("ben")).unwrap();
        note(installation, 5, "of something else");
        assert_eq!(installation.delete_record(&model, &id, &author("asha")).unwrap(), 4);
        assert!(installation.delete_record(&model, &id, &author("asha")).is_err());

        let page = installation.timeline(&record(), None, 3).unwrap();
        let told: Vec<_> = page.entries.iter().map(|a| a.entry.action.as_str()).collect();
        assert_eq!(told, ["record.deleted", "note.added", "record.updated"]);
        let change = |field: &str, old, new| AuditChange::shown(field, old, new);
        assert_eq!(page.entries[2].entry.changes, [change("members", Some(json!(3)), Some(json!(4)))]);
        let said = Values::Shown { old: None, new: Some(json!("She called: “four now”.")) };
        assert_eq!(page.entries[1].entry.changes[0].values, said);
        let gone = [change("members", Some(json!(4)), None), change("name", Some(json!("Rivera")), None)];
        assert_eq!(page.entries[0].entry.changes, gone);
        let last = installation.timeline(&record(), page.before, 3).unwrap();
        assert_eq!((last.entries.len(), last.before), (1, None));
        assert_eq!(last.entries[0].entry.action, AuditAction::RECORD_CREATED);
        assert!(installation.timeline(&AuditObject::new("reg.household", ""), None, 3).is_err());
    });
}

#[test]
fn a_note_says_something_and_not_too_much() {
    let installation = super::installation();
    let add = |note: &str| installation.add_note(record(), note, &author("asha")).map(|a| a.entry.sequence);
    assert_eq!(add(&"ä".repeat(10_000)).unwrap(), 1);
    for wrong in [String::new(), " \n".to_owned(), "ä".repeat(10_001), "a\0b".to_owned()] {
        assert!(!add(&wrong).unwrap_err().is_environment());
    }
    assert!(installation.add_note(AuditObject::policy(), "x", &author("asha")).is_err(), "no record");
    assert_eq!(entries(&installation).len(), 1);
}

fn told(model: &str, action: &str) -> ApplicationEntry {
    ApplicationEntry {
        model: model.parse().unwrap(),
        id: "42".into(),
        action: action.parse().unwrap(),
        changes: vec![AuditChange::shown("state", Some(json!("draft")), Some(json!("approved")))],
        on_behalf: Some(UserId::new("asha").unwrap()),
        reason: None,
    }
}

#[test]
fn applications_tell_of_their_own_records_and_of_nothing_else() {
    on_both(|installation| {
        installation
            .apply(&document("models: {reg.household: {fields: {name: char}}}\n"), &author("root"))
            .unwrap();
        let token =
            Author { actor: Actor::Token("00ff".into()), request_id: Some("r-9".into()), ..author("x") };
        let append = |entries: &[ApplicationEntry]| installation.append_application_entries(entries, &token);
        let done = ["record.created", "record.updated", "record.deleted", "record.viewed", "claim.settled"];
        let added = append(&done.map(|action| told("reg.household", action))).unwrap();
        assert_eq!(added.iter().map(|a| a.entry.sequence).collect::<Vec<_>>(), [2, 3, 4, 5, 6]);
        let entry = &added[1].entry;
        assert_eq!((&entry.actor, entry.on_behalf.as_ref().unwrap().as_str()), (&token.actor, "asha"));
        assert_eq!(
            (entry.request_id.as_deref(), entry.object.to_string().as_str()),
            (Some("r-9"), "reg.household:42")
        );

        let long = AuditChange::shown("text", None, Some(json!("x".repeat(70_000))));
        let nul = AuditChange::shown("text", None, Some(json!("a\0")));
        let wrong = [
            (told("bailiwick.user", "record.updated"), "Bailiwick's own"),
            (told("policy", "record.updated"), "Bailiwick's own"),
            (told("reg.absent", "record.updated"), "describes no model reg.absent"),
            (told("reg.household", "policy.applied"), "no action of an application"),
            (told("reg.household", "session.started"), "no action of an application"),
            (told("reg.household", "note.added"), "no action of an application"),
            (told("reg.household", "record.hidden"), "no action of an application"),
            (told("reg.household", "settled"), "no action of an application"),
            (
                ApplicationEntry { id: String::new(), ..told("reg.household", "record.viewed") },
                "names no record",
            ),
            (
                ApplicationEntry { changes: vec![long], ..told("reg.household", "record.viewed") },
                "bytes and may have",
            ),
            (ApplicationEntry { changes: vec![nul], ..told("reg.household", "record.viewed") }, "NUL"),
            (
                ApplicationEntry {
                    changes: vec![AuditChange::redacted("x"); 201],
                    ..told("reg.household", "a.b")
                },
                "201 changes",
            ),
        ];
        for (entry, says) in wrong {
            let error = append(&[told("reg.household", "record.viewed"), entry]).unwrap_err().to_string();
            assert!(error.starts_with("entry 2: ") && error.contains(says), "{error}");
        }
        assert!(append(&vec![told("reg.household", "a.b"); 1_001]).is_err());
        assert_eq!(entries(installation).len(), 6, "all of it or nothing");
    });
}

#[test]
fn what_is_wanted_is_written_as_lines_or_as_a_table() {
    on_both(|installation| {
        installation.add_note(record(), "one", &author("=asha")).unwrap();
        note(installation, 5, "two");
        let export = |format, domain| {
            let mut out = Vec::new();
            let wanted = TrailQuery { domain, ..TrailQuery::default() };
            let count = installation.export_entries(&wanted, format, &mut out).unwrap();
            (count, String::from_utf8(out).unwrap())
        };
        let (count, lines) = export(Format::Lines, Some("[('actor_kind', '=', 'user')]"));
        assert_eq!((count, lines.lines().count()), (1, 1));
        let line: serde_json::Value = serde_json::from_str(&lines).unwrap();
        assert_eq!(line["entry"]["actor"]["id"], "=asha");
        assert!(lines.contains(&entries(installation)[1].canonical().unwrap()), "to the byte: {lines}");
        let (count, table) = export(Format::Csv, None);
        assert_eq!((count, table.lines().count()), (2, 3));
        assert!(table.contains("user,'=asha,"), "{table}");
    });
}
