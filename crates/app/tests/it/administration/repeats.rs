//! Requests that are sent again under their names: nothing is done again, and what is shown is what may be seen by then.

use bailiwick_app::administration::{
    Administration, Ctx, Done, Holder, ImportWish, JobAct, Once, Refused, Subject,
};
use bailiwick_model::AccountState;
use bailiwick_protocol::rest::{LineForm, NewCompany};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Value as Json, json};

use super::fixture::{Office, ctx, on_both};

/// Somebody's request of a name.
fn once(actor: &str, key: &str) -> Ctx {
    Ctx { once: Some(Once { key: key.to_owned(), request: key.to_owned() }), ..ctx(actor) }
}

fn code<T>(done: Result<Done<T>, Refused>) -> String {
    match done {
        Ok(_) => "shown".to_owned(),
        Err(refused) => refused.code().to_owned(),
    }
}

#[test]
fn what_was_made_is_shown_again_as_it_is_and_as_far_as_it_may_be_seen() {
    on_both(|office| {
        let administration = &office.administration;
        let new = Office::new_user(
            json!({"login": "in1", "company": "ministry", "area": "D1", "job_title": "Clerk"}),
        );
        let make = || administration.create_user(&once("dora", "one"), &new);
        let made = make().unwrap();
        // What has changed since is shown as it is, and nothing is made again.
        let patch = json!({"first_name": "Ina"});
        administration.change_user(&ctx("root"), "in1", patch.as_object().unwrap()).unwrap();
        let again = make().unwrap();
        assert_eq!(again.value, administration.show_user(&ctx("dora"), "in1").unwrap().value);
        assert_ne!(again.value.tag, made.value.tag);
        // What may not be read any more is not told by the way.
        let rule = json!({"model": "bailiwick.user", "field": "job_title", "operations": ["read"], "groups": "bailiwick.auditor"});
        let rule = rule.as_object().unwrap();
        administration.create_policy(&ctx("root"), PolicyKind::FieldRule, "titles", rule).unwrap();
        assert_eq!(make().unwrap().value.form.job_title, None);
        // He goes where Dora sees nobody.
        let away = json!({"area": "D2"});
        administration.change_user(&ctx("root"), "in1", away.as_object().unwrap()).unwrap();
        assert_eq!(code(make()), "not_found");
        assert_eq!(office.logins("root", "[('login', '=', 'in1')]", ""), ["in1"]);
        // Whose account is not in use sees nothing at all.
        administration.set_user_state(&ctx("root"), "dora", AccountState::Suspended).unwrap();
        assert_eq!(code(make()), "not_allowed");
    });
}

/// Tries one request twice, before and after its author has lost everything.
fn twice<T>(
    office: &Office,
    actor: &str,
    key: &str,
    send: impl Fn(&Administration, &Ctx) -> Result<Done<T>, Refused>,
) {
    let again = || code(send(&office.administration, &once(actor, key)));
    assert_eq!((again(), again()), ("shown".to_owned(), "shown".to_owned()), "{key}");
}

#[test]
fn every_kind_of_thing_is_out_of_sight_with_the_reach() {
    on_both(|office| {
        let line: LineForm = serde_json::from_value(json!({"role": "viewer"})).unwrap();
        let nora = Holder::User("nora".parse().unwrap());
        let admin = office.administration.add_line(
            &ctx("root"),
            &nora,
            &serde_json::from_value(json!({"role": "administrator"})).unwrap(),
        );
        let admin = admin.unwrap().value.id;
        let body = |json: Json| json.as_object().unwrap().clone();
        let company =
            NewCompany::read(body(json!({"code": "corp", "name": "Corp", "kind": "client"}))).unwrap();
        let deny = serde_json::from_value(
            json!({"effect": "deny", "model": "bailiwick.area", "operations": ["read"], "reason": "x"}),
        )
        .unwrap();
        let group = body(json!({"label": "New"}));
        let act = JobAct::SetState { state: AccountState::Active };
        let logins = ["ella".to_owned()];
        let table: &[u8] = b"login\nella\n";
        let ella = Holder::User("ella".parse().unwrap());
        type Send<'s> = Box<dyn Fn(&Administration, &Ctx) -> Result<Done<()>, Refused> + 's>;
        fn told<T>(done: Result<Done<T>, Refused>) -> Result<Done<()>, Refused> {
            done.map(|Done { revision, .. }| Done { value: (), revision })
        }
        let sends: Vec<(&str, &str, Send<'_>)> = vec![
            ("line", "not_found", Box::new(|a, c| told(a.add_line(c, &ella, &line)))),
            (
                "company",
                "not_found",
                Box::new(|a, c| told(a.make_place::<bailiwick_model::Company>(c, &company))),
            ),
            ("override", "not_found", Box::new(|a, c| told(a.add_override(c, "ella", &deny)))),
            (
                "policy",
                "not_found",
                Box::new(|a, c| told(a.create_policy(c, PolicyKind::Group, "reg.new", &group))),
            ),
            (
                "note",
                "not_found",
                Box::new(|a, c| told(a.add_note(c, &Subject::User("ella".into()), "Seen"))),
            ),
            (
                "areas",
                "beyond_own_rights",
                Box::new(|a, c| {
                    told(a.import_areas(
                        c,
                        b"code,name\nE,East\n",
                        bailiwick_app::administration::AreaImportMode::default(),
                    ))
                }),
            ),
            ("act", "not_found", Box::new(|a, c| told(a.act_on_users(c, &act, Some(&logins), "")))),
            (
                "import",
                "not_found",
                Box::new(|a, c| told(a.import_users(c, &ImportWish::default(), table, &|| c.author.at_us))),
            ),
        ];
        for (key, _, send) in &sends {
            twice(office, "nora", key, send);
        }
        office.administration.remove_line(&ctx("root"), admin).unwrap();
        for (key, refused, send) in &sends {
            assert_eq!(code(send(&office.administration, &once("nora", key))), *refused, "{key}");
        }
    });
}
