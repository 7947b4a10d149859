//! What people write for people can be read by them, and lists of places name each once.

use bailiwick_app::administration::{Holder, Refused, Subject};
use bailiwick_model::{Override, audit::AuditAction};
use bailiwick_protocol::rest::{LineChange, LineForm, merged};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json, json};

use super::fixture::{Office, ctx, on_both};

/// Where the one fault is.
fn fault<T: std::fmt::Debug>(outcome: Result<T, Refused>) -> String {
    match outcome.unwrap_err() {
        Refused::Invalid(faults) if faults.len() == 1 => faults[0].pointer.clone(),
        other => panic!("{other:?}"),
    }
}

fn object(json: Json) -> Map<String, Json> {
    serde_json::from_value(json).unwrap()
}

fn give(office: &Office, line: Json) -> Result<i64, Refused> {
    let form: LineForm = serde_json::from_value(line).unwrap();
    let nora = Holder::User("nora".parse().unwrap());
    Ok(office.administration.add_line(&ctx("root"), &nora, &form)?.value.id)
}

/// Texts that are none for people.
const ODD: [&str; 4] = ["a\0b", "a\u{1b}[2Jb", "a\u{202e}b", "\u{200b}"];

#[test]
fn reasons_are_one_line_that_can_be_read() {
    on_both(|office| {
        let except = |reason: &str| {
            let deny = json!({"effect": "deny", "permission": "feature:export", "reason": reason});
            let deny: Override = serde_json::from_value(deny).unwrap();
            office.administration.add_override(&ctx("root"), "nora", &deny)
        };
        let export = object(json!({"groups": ["reg.viewer"]}));
        let kind = PolicyKind::Permission;
        office.administration.create_policy(&ctx("root"), kind, "feature:export", &export).unwrap();
        for odd in ODD.into_iter().chain(["two\nlines"]) {
            assert_eq!(fault(give(office, json!({"role": "viewer", "reason": odd}))), "/reason", "{odd:?}");
            assert_eq!(fault(except(odd)), "/reason", "{odd:?}");
        }
        let line = give(office, json!({"role": "viewer", "reason": " The season "})).unwrap();
        let shown = office.administration.show_line(&ctx("root"), line).unwrap().value;
        assert_eq!(shown.form.reason.as_deref(), Some("The season"));
        let change = |patch: Json| {
            let edit = |form: &LineChange| merged(form, object(patch.clone()));
            office.administration.change_line(&ctx("root"), line, edit)
        };
        assert_eq!(fault(change(json!({"reason": "a\0b"}))), "/reason");
        assert_eq!(change(json!({"reason": null})).unwrap().value.form.reason, None);
        let made = except(" Under review ").unwrap().value.object;
        assert_eq!(made.exception.reason, "Under review");
    });
}

#[test]
fn notes_and_comments_may_have_several_lines() {
    on_both(|office| {
        let nora = Subject::User("nora".to_owned());
        let note = |text: &str| office.administration.add_note(&ctx("root"), &nora, text);
        for odd in ODD {
            assert_eq!(fault(note(odd)), "/text", "{odd:?}");
        }
        let noted = note("She called.\r\n\tTwice.\n").unwrap().value;
        assert_eq!(noted.entry.action, AuditAction::NOTE_ADDED);
        assert_eq!(json!(noted.entry.changes[0])["new"], "She called.\n\tTwice.");
        let create = |body: Json| {
            let (kind, id) = (PolicyKind::Role, "clerk");
            office.administration.create_policy(&ctx("root"), kind, id, &object(body))
        };
        for odd in ODD {
            assert_eq!(fault(create(json!({"label": odd, "groups": ["reg.viewer"]}))), "/label", "{odd:?}");
            let commented = json!({"label": "Clerk", "groups": ["reg.viewer"], "comment": odd});
            assert_eq!(fault(create(commented)), "/comment", "{odd:?}");
        }
        assert_eq!(fault(create(json!({"label": "two\nlines", "groups": ["reg.viewer"]}))), "/label");
        let made = create(json!({"label": " Clerk ", "groups": ["reg.viewer"], "comment": "a\nb"})).unwrap();
        assert_eq!(made.value.object.body["label"], "Clerk");
        let (kind, id) = (PolicyKind::Group, "reg.clerk");
        let group =
            office.administration.create_policy(&ctx("root"), kind, id, &object(json!({"label": "\u{7}"})));
        assert_eq!(fault(group), "/label");
    });
}

#[test]
fn the_first_day_is_at_fault_where_it_is() {
    on_both(|office| {
        let day =
            |from: &str, to: &str| fault(give(office, json!({"role": "viewer", "from": from, "to": to})));
        assert_eq!(day("-000001-01-01", "2027-01-01"), "/from");
        assert_eq!(day("2027-01-02", "2027-01-01"), "/to");
    });
}

#[test]
fn a_place_is_named_once() {
    on_both(|office| {
        let change = |companies: Json| {
            let patch = object(json!({"companies": companies}));
            json!(office.administration.change_user(&ctx("root"), "nora", &patch).unwrap().value)
        };
        let shown = change(json!(["bolt", "acme", "bolt", "acme"]));
        assert_eq!(shown["companies"], json!(["bolt", "acme"]));
        let entries = office.administration.installation().trail(&Default::default(), 100).unwrap().len();
        change(json!(["bolt", "acme", "acme"]));
        let after = office.administration.installation().trail(&Default::default(), 100).unwrap().len();
        assert_eq!(after, entries, "nothing was changed");
        let line = json!({"role": "viewer", "companies": ["bolt", "acme", "bolt"]});
        let id = give(office, line).unwrap();
        let line = office.administration.show_line(&ctx("root"), id).unwrap().value;
        assert_eq!(json!(line)["companies"], json!(["acme", "bolt"]));
        let deny = json!({"effect": "deny", "model": "bailiwick.user", "operations": ["read"], "reason": "R",
            "companies": ["bolt", "bolt"], "areas": ["D1", "D2", "D1"]});
        let deny: Override = serde_json::from_value(deny).unwrap();
        let made = office.administration.add_override(&ctx("root"), "nora", &deny).unwrap().value.object;
        assert_eq!((made.exception.companies.len(), made.exception.areas.len()), (1, 2));
    });
}
