//! What somebody may not read: not confirmed by writing it, by looking for it, by tables, or by asking about himself.

use bailiwick_app::administration::{ImportWish, JobAct, Refused, Subject, UserExport};
use bailiwick_model::{
    AccountState,
    audit::{AuditAction, AuditEntry, Values},
};
use bailiwick_protocol::{
    csv::users::{ColumnMapping, UserKey},
    rest::UserView,
};
use bailiwick_store::{audit::AuditFilter, policy::PolicyKind};
use serde_json::{Value as Json, json};

use super::{
    fixture::{Office, ctx, on_both},
    jobs::{import, items, run},
};

/// Whom everything is tried on: somebody of Dora's district.
fn person(office: &Office) {
    let body = json!({"login": "in1", "company": "ministry", "area": "D1", "job_title": "Clerk",
        "email": "in1@office.example", "phones": [{"kind": "mobile", "number": "+639171234567"}]});
    office.create("root", body).unwrap();
}

/// Has a field seen, or changed, by auditors alone.
fn hide(office: &Office, field: &str, operations: &[&str]) {
    let rule = json!({"model": "bailiwick.user", "field": field, "operations": operations, "groups": "bailiwick.auditor"});
    let id = format!("hide.{field}.{}", operations.join("."));
    let made = office.administration.create_policy(
        &ctx("root"),
        PolicyKind::FieldRule,
        &id,
        rule.as_object().unwrap(),
    );
    made.unwrap();
}

fn patch(office: &Office, actor: &str, login: &str, patch: Json) -> Result<UserView, Refused> {
    let done = office.administration.change_user(&ctx(actor), login, patch.as_object().unwrap());
    done.map(|done| done.value)
}

fn entries(office: &Office) -> Vec<AuditEntry> {
    let filter = AuditFilter { object_id: Some("in1".to_owned()), ..AuditFilter::default() };
    let all = office.administration.installation().trail(&filter, 100).unwrap().into_iter();
    all.map(|audited| audited.entry).filter(|entry| entry.action == AuditAction::USER_CHANGED).collect()
}

#[test]
fn the_right_value_of_an_unseen_field_is_written_like_any_other() {
    on_both(|office| {
        person(office);
        hide(office, "job_title", &["read"]);
        let shown = || office.administration.show_user(&ctx("dora"), "in1").unwrap().value;
        let mut told = Vec::new();
        // Right, wrong, right again, taken away, and taken away once more.
        for guess in [json!("Clerk"), json!("Head"), json!("Head"), Json::Null, Json::Null] {
            let before = (shown(), entries(office).len());
            let done = office
                .administration
                .change_user(&ctx("dora"), "in1", json!({ "job_title": guess }).as_object().unwrap())
                .unwrap();
            assert_eq!((&done.value.tag, &done.value.form.job_title), (&before.0.tag, &None), "{guess}");
            assert_eq!(entries(office).len(), before.1 + 1, "{guess}");
            let timeline =
                office.administration.timeline(&ctx("dora"), &Subject::User("in1".into()), None, 1);
            let entry = timeline.unwrap().value.0.remove(0).entry;
            told.push(json!(entry.changes));
            let again = office.administration.change_user(
                &bailiwick_app::administration::Ctx { dry_run: true, ..ctx("dora") },
                "in1",
                json!({ "job_title": guess }).as_object().unwrap(),
            );
            assert_eq!(again.unwrap().value.tag, before.0.tag);
        }
        assert!(told.windows(2).all(|pair| pair[0] == pair[1]), "{told:?}");
        // The trail says what was: what did not differ stands on both sides.
        let values: Vec<_> =
            entries(office).into_iter().map(|mut entry| entry.changes.remove(0).values).collect();
        let shown = |old: Option<&str>, new: Option<&str>| Values::Shown {
            old: old.map(Json::from),
            new: new.map(Json::from),
        };
        let wanted = [
            shown(None, None),
            shown(Some("Head"), None),
            shown(Some("Head"), Some("Head")),
            shown(Some("Clerk"), Some("Head")),
            shown(Some("Clerk"), Some("Clerk")),
        ];
        assert_eq!(values, wanted);
        office.administration.installation().verify_trail(&Default::default()).unwrap();
        // A fault is told as of what is seen.
        assert!(matches!(patch(office, "dora", "in1", json!({"job_title": 7})), Err(Refused::Invalid(_))));
    });
}

#[test]
fn what_kind_and_state_somebody_is_of_can_be_hidden_like_the_rest() {
    on_both(|office| {
        person(office);
        let [kind, state] = ["kind", "state"].map(|field| {
            let user = || json!(office.administration.show_user(&ctx("dora"), "in1").unwrap().value);
            let table = |format| {
                let mut out = Vec::new();
                let domain = "[('login', '=', 'in1')]";
                office.administration.export_users(&ctx("dora"), format, domain, &mut out).unwrap();
                String::from_utf8(out).unwrap()
            };
            let cell = || {
                let table = table(UserExport::Csv);
                let mut rows = table.lines().map(|row| row.split(',').map(str::to_owned).collect::<Vec<_>>());
                let at = rows.next().unwrap().iter().position(|name| name == field).unwrap();
                rows.next().unwrap()[at].clone()
            };
            let before = (user()[field].clone(), cell());
            assert_eq!(before.0, json!(before.1), "{field}");
            hide(office, field, &["read"]);
            assert_eq!((user().get(field), cell()), (None, String::new()), "{field}");
            let lines: Json = serde_json::from_str(&table(UserExport::JsonLines)).unwrap();
            assert_eq!(lines.get(field), None);
            before.1
        });
        assert_eq!((kind.as_str(), state.as_str()), ("internal", "active"));
        // Nor is it found out by writing it.
        let states = [AccountState::Active, AccountState::Suspended, AccountState::Invited];
        let told = states.map(|state| {
            let told = office.administration.set_user_state(&ctx("dora"), "in1", state).unwrap_err();
            assert!(matches!(told, Refused::NotAllowed(_)), "{told}");
            told.to_string()
        });
        assert!(told.iter().all(|one| *one == told[0]), "{told:?}");
        let wish = ImportWish::default();
        for row in ["state\nin1,active", "state\nin1,suspended", "kind\nin1,internal", "kind\nin1,client"] {
            let made = import(office, "dora", &format!("login,{row}\n"), &wish).unwrap();
            run(office);
            assert_eq!(items(office, &made.id)[0].verdict, "refused", "{row}");
        }
    });
}

#[test]
fn what_may_not_be_written_either_is_refused_right_or_wrong() {
    on_both(|office| {
        person(office);
        hide(office, "phones", &["read", "update"]);
        hide(office, "area", &["read"]);
        hide(office, "attribute_ids", &["read"]);
        let right = json!([{"kind": "mobile", "number": "+639171234567"}]);
        let wrong = json!([{"kind": "mobile", "number": "+639170000000"}]);
        for (field, guesses) in [
            ("phones", [right, wrong]),
            // Where somebody belongs is judged by where he belonged.
            ("area", [json!("D1"), json!("D2")]),
            ("attributes", [json!({"badge": null}), json!({"badge": "8"})]),
        ] {
            let told =
                guesses.map(|guess| patch(office, "dora", "in1", json!({ field: guess })).unwrap_err());
            assert!(told.iter().all(|told| matches!(told, Refused::NotAllowed(_))), "{field}: {told:?}");
            assert_eq!(told[0].to_string(), told[1].to_string(), "{field}");
        }
        assert_eq!(entries(office).len(), 0);
        patch(office, "dora", "in1", json!({"job_title": "Head"})).unwrap();
    });
}

#[test]
fn tables_and_jobs_confirm_nothing_either() {
    on_both(|office| {
        person(office);
        hide(office, "job_title", &["read"]);
        for (guess, entry) in [("Clerk", 1), ("Head", 2), ("Head", 3)] {
            let table = format!("login,job_title\nin1,{guess}\n");
            let made = import(office, "dora", &table, &ImportWish::default()).unwrap();
            run(office);
            assert_eq!(items(office, &made.id)[0].verdict, "changed", "{guess}");
            assert_eq!(entries(office).len(), entry);
        }
        for guess in ["Head", "Clerk"] {
            let act = JobAct::SetFields(json!({ "job_title": guess }).as_object().unwrap().clone());
            let logins = ["in1".to_owned()];
            let made =
                office.administration.act_on_users(&ctx("dora"), &act, Some(&logins), "").unwrap().value;
            run(office);
            assert_eq!(items(office, &made.id)[0].verdict, "changed", "{guess}");
            // Taking back what wrote nothing new writes nothing new.
            office.administration.undo_job(&ctx("dora"), &made.id).unwrap();
            run(office);
        }
        assert_eq!(
            office
                .administration
                .show_user(&ctx("root"), "in1")
                .unwrap()
                .value
                .form
                .job_title
                .unwrap()
                .as_str(),
            "Head"
        );
        hide(office, "area", &["read"]);
        let refused = ["D1", "D2"].map(|area| {
            let made =
                import(office, "dora", &format!("login,area\nin1,{area}\n"), &ImportWish::default()).unwrap();
            run(office);
            let item = items(office, &made.id).remove(0);
            (item.verdict, item.faults)
        });
        assert_eq!((refused[0].0.as_str(), &refused[0]), ("refused", &refused[1]));
    });
}

#[test]
fn nobody_is_found_in_a_table_by_what_its_author_may_not_read() {
    on_both(|office| {
        person(office);
        let by = |key| ImportWish {
            mapping: Some(ColumnMapping { key, ..ColumnMapping::default() }),
            ..ImportWish::default()
        };
        let table = "email,job_title\nin1@office.example,Head\n";
        // What was made before the rule is done by the rights of when it is done.
        let early = import(office, "dora", table, &by(UserKey::Email)).unwrap();
        hide(office, "email", &["read"]);
        hide(office, "external_id", &["read"]);
        run(office);
        let item = items(office, &early.id).remove(0);
        assert_eq!((item.verdict.as_str(), item.faults[0].column.as_deref()), ("refused", Some("email")));
        for (key, table) in
            [(UserKey::Email, table), (UserKey::ExternalId, "external_id,job_title\n7,Head\n")]
        {
            let Err(Refused::Invalid(faults)) = import(office, "dora", table, &by(key)) else {
                panic!("{key:?}")
            };
            assert_eq!(faults[0].pointer, "/mapping/key");
            assert!(faults[0].message.contains("take another key"), "{faults:?}");
        }
        let made = import(office, "root", table, &by(UserKey::Email)).unwrap();
        run(office);
        assert_eq!(items(office, &made.id)[0].verdict, "changed");
    });
}

#[test]
fn telephones_can_be_kept_from_people() {
    on_both(|office| {
        person(office);
        let digits = "9171234567";
        let everywhere = |actor: &str| {
            let administration = &office.administration;
            let shown = json!(administration.show_user(&ctx(actor), "in1").unwrap().value).to_string();
            let listing = bailiwick_app::administration::Listing { limit: 100, ..Default::default() };
            let listed = json!(administration.list_users(&ctx(actor), &listing).unwrap().value.0).to_string();
            let exported = [UserExport::Csv, UserExport::JsonLines].map(|format| {
                let mut out = Vec::new();
                administration.export_users(&ctx(actor), format, "", &mut out).unwrap();
                String::from_utf8(out).unwrap()
            });
            let timeline = administration.timeline(&ctx(actor), &Subject::User("in1".into()), None, 100);
            let timeline = json!(timeline.unwrap().value.0).to_string();
            [shown, listed, exported.concat(), timeline].map(|text| text.contains(digits))
        };
        let domain = "[('phones', 'like', '9171234567')]";
        assert_eq!(everywhere("dora"), [true; 4]);
        assert_eq!(office.logins("dora", domain, ""), ["in1"]);
        hide(office, "phones", &["read"]);
        assert_eq!(everywhere("dora"), [false; 4]);
        assert_eq!(everywhere("root"), [true; 4]);
        let listing = |actor| {
            let listing = bailiwick_app::administration::Listing {
                domain: domain.to_owned(),
                limit: 9,
                ..Default::default()
            };
            office.administration.list_users(&ctx(actor), &listing).map(|done| done.value.0.items.len())
        };
        assert!(matches!(listing("dora"), Err(Refused::Domain(_))));
        assert_eq!(listing("root").unwrap(), 1);
        assert_eq!(office.logins("dora", "", digits), [""; 0]);
    });
}

#[test]
fn nobody_asks_of_himself_for_what_is_hidden_from_him() {
    on_both(|office| {
        let describe = |field: Json| {
            let field = serde_json::from_value(field).unwrap();
            office.administration.save_attribute(&ctx("root"), "note", &field).unwrap();
        };
        describe(json!({"label": "Note", "kind": "text", "self": "hidden"}));
        for login in ["desk", "nora", "root"] {
            patch(office, "root", login, json!({"attributes": {"note": "Slow"}})).unwrap();
        }
        let by = |actor: &str, value: &str| {
            let named = format!("[('name', '=', 'note'), ('value', '=', '{value}')]");
            office.logins(actor, &format!("[('attribute_ids', 'any', {named})]"), "")
        };
        assert_eq!(by("desk", "Slow"), ["nora", "root"]);
        assert_eq!(by("root", "Slow"), ["desk", "nora"]);
        assert_eq!(office.logins("desk", "[('attribute_ids', '!=', False)]", ""), ["nora", "root"]);
        let not = "['!', ('attribute_ids', 'any', [('value', '=', 'Slow')])]";
        assert!(office.logins("desk", not, "").contains(&"desk".to_owned()));
        // Guessing is no use either, whether he is right, wrong, or takes away.
        for guess in [json!({"note": "Slow"}), json!({"note": "Quick"}), json!({"note": null})] {
            let told = patch(office, "desk", "desk", json!({"attributes": guess}));
            assert!(matches!(told, Err(Refused::NotAllowed(_))), "{guess}: {told:?}");
        }
        patch(office, "desk", "desk", json!({"attributes": null})).unwrap();
        assert_eq!(by("root", "Slow"), ["desk", "nora"], "what he does not see stays");
        // An administrator may write his own; he is told the same, right or wrong.
        let written = ["Slow", "Quick", "Quick"].map(|guess| {
            let done = office.administration.change_user(
                &ctx("root"),
                "root",
                json!({"attributes": {"note": guess}}).as_object().unwrap(),
            );
            done.unwrap().revision
        });
        assert!(written.is_sorted_by(|a, b| a < b), "{written:?}");
        // Nor does his timeline tell, when he has none any more.
        patch(office, "root", "desk", json!({"attributes": {"note": null}})).unwrap();
        let timeline = office.administration.timeline(&ctx("desk"), &Subject::User("desk".into()), None, 100);
        let timeline = json!(timeline.unwrap().value.0).to_string();
        assert!(timeline.contains("attributes") && !timeline.contains("Slow"), "{timeline}");
        // Once it is not hidden any more, he is found like anybody.
        describe(json!({"label": "Note", "kind": "text"}));
        patch(office, "root", "desk", json!({"attributes": {"note": "Slow"}})).unwrap();
        assert_eq!(by("desk", "Slow"), ["desk", "nora"]);
    });
}
