//! What is added to something, or takes something back, is done to the state that the actor has seen, if he says so.

use bailiwick_app::administration::{Ctx, Holder, ImportWish, Once, Refused, Subject};
use bailiwick_protocol::rest::LineForm;
use bailiwick_store::policy::PolicyKind;
use serde_json::json;

use super::{
    fixture::{Office, ctx, on_both},
    jobs::{import, run},
};

fn having_seen(tag: &str) -> Ctx {
    Ctx { if_match: Some(tag.to_owned()), ..ctx("root") }
}

fn changed<T: std::fmt::Debug>(outcome: Result<T, Refused>) {
    let refused = outcome.unwrap_err();
    assert!(matches!(refused, Refused::Changed { .. }), "{refused}");
}

fn line() -> LineForm {
    serde_json::from_value(json!({"role": "viewer"})).unwrap()
}

/// The tag of whoever or whatever is named.
fn tag(office: &Office, subject: &Subject) -> String {
    let (root, office) = (ctx("root"), &office.administration);
    let shown = match subject {
        Subject::User(login) => json!(office.show_user(&root, login).unwrap().value),
        Subject::Company(code) => {
            json!(office.show_place::<bailiwick_model::Company>(&root, code).unwrap().value)
        }
        Subject::Department(code) => {
            json!(office.show_place::<bailiwick_model::Department>(&root, code).unwrap().value)
        }
        Subject::Area(code) => json!(office.show_place::<bailiwick_model::Area>(&root, code).unwrap().value),
        Subject::Part(kind, id) => json!(office.show_policy(&root, *kind, id).unwrap().value),
    };
    shown["tag"].as_str().unwrap().to_owned()
}

#[test]
fn a_role_is_given_to_whom_somebody_has_seen() {
    on_both(|office| {
        for holder in [
            Holder::User("nora".parse().unwrap()),
            Holder::Department("sales".parse().unwrap()),
            Holder::Company("acme".parse().unwrap()),
        ] {
            let add = |ctx: &Ctx| office.administration.add_line(ctx, &holder, &line());
            let seen = tag(office, &Subject::from(&holder));
            changed(add(&having_seen("another")));
            add(&having_seen(&seen)).unwrap();
            // That it was done is another state, so doing it once more by mistake is found.
            changed(add(&having_seen(&seen)));
            add(&having_seen("*")).unwrap();
        }
        // Sent again under its name, it is the same request, whatever has changed by it.
        let nora = Subject::User("nora".to_owned());
        let once = Once { key: "one".to_owned(), request: "r".to_owned() };
        let named = Ctx { once: Some(once), ..having_seen(&tag(office, &nora)) };
        let give = || office.administration.add_line(&named, &Holder::User("nora".parse().unwrap()), &line());
        assert_eq!(give().unwrap().value, give().unwrap().value);
    });
}

#[test]
fn a_note_is_written_on_what_somebody_has_seen() {
    on_both(|office| {
        for subject in [
            Subject::User("nora".to_owned()),
            Subject::Company("acme".to_owned()),
            Subject::Department("sales".to_owned()),
            Subject::Area("D1".to_owned()),
            Subject::Part(PolicyKind::Role, "viewer".to_owned()),
        ] {
            let note = |ctx: &Ctx| office.administration.add_note(ctx, &subject, "Called.");
            changed(note(&having_seen("another")));
            note(&having_seen(&tag(office, &subject))).unwrap();
        }
    });
}

#[test]
fn a_template_is_written_over_and_removed_as_it_was_seen() {
    on_both(|office| {
        let office = &office.administration;
        let mapping = |header: &str| {
            serde_json::from_value(json!({"columns": {header: "email"}, "key": "email"})).unwrap()
        };
        let save = |ctx: &Ctx, header: &str| office.save_import_template(ctx, "hr", &mapping(header));
        changed(save(&having_seen("*"), "Mail"));
        let first = save(&ctx("root"), "Mail").unwrap().value;
        assert_eq!(office.import_template(&ctx("root"), "hr").unwrap().value, first);
        changed(save(&having_seen("another"), "E-Mail"));
        let second = save(&having_seen(&first.tag), "E-Mail").unwrap().value;
        changed(office.remove_import_template(&having_seen(&first.tag), "hr"));
        office.remove_import_template(&having_seen(&second.tag), "hr").unwrap();
        assert_eq!(office.import_template(&ctx("root"), "hr").unwrap_err().code(), "not_found");
        assert_eq!(office.remove_import_template(&ctx("root"), "hr").unwrap_err().code(), "not_found");
    });
}

#[test]
fn a_job_is_taken_back_as_it_was_seen() {
    on_both(|office| {
        let made = import(office, "root", "login,company\nana,ministry\n", &ImportWish::default()).unwrap();
        let waiting = office.administration.show_job(&ctx("root"), &made.id).unwrap().value;
        run(office);
        let done = office.administration.show_job(&ctx("root"), &made.id).unwrap().value;
        let undo = |ctx: &Ctx| office.administration.undo_job(ctx, &made.id);
        changed(undo(&having_seen(&waiting.tag)));
        let once = Once { key: "one".to_owned(), request: "r".to_owned() };
        let named = Ctx { once: Some(once), ..having_seen(&done.tag) };
        let undoing = undo(&named).unwrap().value;
        assert_eq!(undo(&named).unwrap().value, undoing);
        run(office);
        assert!(office.administration.show_user(&ctx("root"), "ana").is_err());
    });
}
