//! Custom attributes: described, written, taken in, found, and out of whose reach they are.

use bailiwick_app::administration::{ImportWish, Refused, UserExport};
use bailiwick_model::{AttributeField, audit::AuditAction};
use bailiwick_protocol::rest::{UserForm, merged};
use bailiwick_store::audit::AuditFilter;
use serde_json::{Value as Json, json};

use super::{
    fixture::{NOW_US, Office, ctx, on_both},
    jobs::{counts, import, items, job, run, run_at},
};

fn save(office: &Office, actor: &str, name: &str, field: Json) -> Result<AttributeField, Refused> {
    let field: AttributeField = serde_json::from_value(field).unwrap();
    Ok(office.administration.save_attribute(&ctx(actor), name, &field)?.value.field)
}

fn described(office: &Office) {
    save(office, "root", "badge", json!({"label": "Badge", "kind": "text", "unique": true})).unwrap();
    let shift = json!({"label": "Shift", "kind": "choice", "choices": ["day", "night"], "self": "write"});
    save(office, "root", "shift", shift).unwrap();
    save(office, "root", "note", json!({"label": "Note", "kind": "text", "self": "hidden"})).unwrap();
}

fn change(office: &Office, actor: &str, login: &str, attributes: Json) -> Result<Json, Refused> {
    let patch = [("attributes".to_owned(), attributes)].into_iter().collect();
    let done = office.administration.change_user(&ctx(actor), login, &patch)?;
    Ok(json!(done.value.form.attributes))
}

#[test]
fn what_is_not_described_cannot_be_written() {
    on_both(|office| {
        assert!(matches!(change(office, "root", "nora", json!({"badge": "7"})), Err(Refused::Invalid(_))));
        described(office);
        change(office, "root", "nora", json!({"badge": "7", "shift": "day"})).unwrap();
        for (attributes, pointer) in [
            (json!({"bagde": "8"}), "/attributes/bagde"),
            (json!({"shift": "noon"}), "/attributes/shift"),
            (json!({"badge": 7}), "/attributes/badge"),
        ] {
            let Err(Refused::Invalid(faults)) = change(office, "root", "nora", attributes) else { panic!() };
            assert_eq!(faults[0].pointer, pointer);
        }
        // Nobody else gets the same badge, whether made or changed.
        let same = json!({"login": "newcomer", "company": "ministry", "attributes": {"badge": "7"}});
        assert!(office.create("root", same).unwrap_err().contains("another account has the same"));
        assert!(change(office, "root", "desk", json!({"badge": "7"})).is_err());
        change(office, "root", "nora", json!({"badge": null})).unwrap();
        change(office, "root", "desk", json!({"badge": "7"})).unwrap();
    });
}

#[test]
fn descriptions_are_for_administrators_and_fit_what_is_there() {
    on_both(|office| {
        for actor in ["nora", "dora", "audrey", "carl"] {
            assert!(
                save(office, actor, "badge", json!({"label": "Badge", "kind": "text"})).is_err(),
                "{actor}"
            );
        }
        described(office);
        assert!(office.administration.attributes(&ctx("nora")).is_err());
        assert_eq!(office.administration.attributes(&ctx("desk")).unwrap().value.fields.len(), 3);
        change(office, "root", "nora", json!({"badge": "x1", "note": "same"})).unwrap();
        change(office, "root", "desk", json!({"note": "same"})).unwrap();
        let conflict = |result: Result<AttributeField, Refused>, says: &str| match result {
            Err(Refused::Conflict(why)) => assert!(why.contains(says), "{why}"),
            other => panic!("{other:?}"),
        };
        conflict(save(office, "root", "badge", json!({"label": "Badge", "kind": "number"})), "nora");
        conflict(save(office, "root", "note", json!({"label": "N", "kind": "text", "unique": true})), "desk");
        let removed = office.administration.remove_attribute(&ctx("root"), "badge");
        assert!(matches!(removed, Err(Refused::Conflict(why)) if why.contains("nora")));
        change(office, "root", "nora", json!({"badge": null})).unwrap();
        assert!(office.administration.remove_attribute(&ctx("carl"), "badge").is_err());
        office.administration.remove_attribute(&ctx("root"), "badge").unwrap();
        assert_eq!(office.administration.attribute(&ctx("root"), "badge").unwrap_err().code(), "not_found");
        // Whoever was there before an attribute was required is asked for it when his attributes are written.
        save(office, "root", "desk_no", json!({"label": "Desk", "kind": "number", "required": true}))
            .unwrap();
        assert!(
            office
                .create("root", json!({"login": "newcomer", "company": "ministry"}))
                .unwrap_err()
                .contains("required")
        );
        office
            .administration
            .set_user_state(&ctx("root"), "nora", bailiwick_model::AccountState::Suspended)
            .unwrap();
        assert!(change(office, "root", "nora", json!({"note": "other"})).is_err());
        change(office, "root", "nora", json!({"note": "other", "desk_no": 4})).unwrap();
        let trail = office.administration.installation().trail(&AuditFilter::default(), 100).unwrap();
        let told = |action: AuditAction| trail.iter().filter(|a| a.entry.action == action).count();
        assert_eq!((told(AuditAction::ATTRIBUTE_SAVED), told(AuditAction::ATTRIBUTE_REMOVED)), (4, 1));
    });
}

#[test]
fn they_are_columns_of_tables() {
    on_both(|office| {
        described(office);
        let csv = "login,company,attribute.badge,attribute.shift\n\
            ana,ministry,7,day\n\
            ben,ministry,7,night\n\
            cora,ministry,8,noon\n\
            dan,ministry,,\n";
        let made = import(office, "root", csv, &ImportWish::default()).unwrap();
        run(office);
        assert_eq!(counts(&job(office, &made.id)), [("created", 2), ("refused", 2)]);
        let refused = items(office, &made.id);
        let column = |at: usize| refused[at].faults[0].column.clone();
        assert_eq!(
            (column(1).as_deref(), column(2).as_deref()),
            (Some("attribute.badge"), Some("attribute.shift"))
        );
        let unknown = import(office, "root", "login,attribute.size\nana,1\n", &ImportWish::default());
        assert!(matches!(unknown, Err(Refused::Invalid(_))));
        let mut out = Vec::new();
        let domain = "[('login', 'in', ['ana', 'dan'])]";
        office.administration.export_users(&ctx("root"), UserExport::Csv, domain, &mut out).unwrap();
        let csv = String::from_utf8(out).unwrap();
        assert!(
            csv.lines().next().unwrap().contains("attribute.badge,attribute.note,attribute.shift"),
            "{csv}"
        );
        let again = import(office, "root", &csv, &ImportWish::default()).unwrap();
        run_at(office, NOW_US + 2);
        assert_eq!(counts(&job(office, &again.id)), [("unchanged", 2)], "{csv}");
        // Taken back, nobody has the badge any more.
        office.administration.undo_job(&ctx("root"), &made.id).unwrap();
        run_at(office, NOW_US + 3);
        change(office, "root", "nora", json!({"badge": "7"})).unwrap();
    });
}

#[test]
fn people_are_found_by_them() {
    on_both(|office| {
        described(office);
        change(office, "root", "ella", json!({"badge": "7", "shift": "day"})).unwrap();
        change(office, "root", "nora", json!({"badge": "8", "shift": "night"})).unwrap();
        let by = |actor: &str, name: &str, value: &str| {
            let domain =
                format!("[('attribute_ids', 'any', [('name', '=', '{name}'), ('value', '=', '{value}')])]");
            office.logins(actor, &domain, "")
        };
        assert_eq!(by("root", "badge", "7"), ["ella"]);
        assert_eq!(by("root", "shift", "7"), [""; 0]);
        assert_eq!(by("carl", "badge", "7"), ["ella"]);
        assert_eq!(by("carl", "badge", "8"), [""; 0], "beyond the wall");
        assert_eq!(office.logins("root", "[('attribute_ids', '!=', False)]", ""), ["ella", "nora"]);
    });
}

#[test]
fn one_s_own_are_seen_and_changed_as_they_say() {
    on_both(|office| {
        described(office);
        change(office, "root", "ella", json!({"badge": "7", "note": "Watch her", "shift": "day"})).unwrap();
        let mine = |attributes: Json| {
            let edit = |form: &UserForm| {
                merged(form, [("attributes".to_owned(), attributes.clone())].into_iter().collect())
            };
            office
                .administration
                .change_me(&ctx("ella"), edit)
                .map(|done| json!(done.value.user.form.attributes))
        };
        assert!(matches!(mine(json!({"shift": "night"})), Err(Refused::NotAllowed(_))), "not by a setting");
        let scope = bailiwick_model::SettingScope::Installation;
        let form = serde_json::from_value(json!({"value": ["attributes"]})).unwrap();
        office.administration.set_setting(&ctx("root"), &scope, "users.self_editable", &form).unwrap();
        assert_eq!(mine(json!({"shift": "night"})).unwrap(), json!({"badge": "7", "shift": "night"}));
        // Whoever guesses what he may not see is told the same, right or wrong; and nothing of it can be taken away unseen.
        let guesses =
            [json!({"note": "Watch her"}), json!({"note": "No"}), json!({"badge": "8"}), Json::Null];
        for not_his in guesses {
            assert!(matches!(mine(not_his.clone()), Err(Refused::NotAllowed(_))), "{not_his}");
        }
        mine(json!({"note": null})).unwrap();
        let seen = json!(office.administration.show_user(&ctx("root"), "ella").unwrap().value);
        assert_eq!(seen["attributes"], json!({"badge": "7", "note": "Watch her", "shift": "night"}));
        // Who manages others sees of himself no more than they do of themselves.
        change(office, "root", "desk", json!({"note": "Slow"})).unwrap();
        let told = change(office, "desk", "desk", json!({"note": "Quick"}));
        assert!(matches!(told, Err(Refused::NotAllowed(_))), "{told:?}");
        assert!(
            json!(office.administration.show_user(&ctx("desk"), "desk").unwrap().value)["attributes"]
                .is_null()
        );
    });
}
