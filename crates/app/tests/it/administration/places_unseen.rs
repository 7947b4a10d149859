//! What somebody may not read of a company, department or area is not confirmed by writing it, by its tag, or by a list of areas.

use bailiwick_app::administration::{AreaImportMode, Ctx, Refused};
use bailiwick_model::{Area, Company, Department};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Value as Json, json};

use super::fixture::{Office, ctx, on_both};

/// Has a field of a kind of place seen by nobody here, though it can be changed.
fn hide(office: &Office, model: &str, field: &str) {
    let model = format!("bailiwick.{model}");
    let rule = json!({"model": model, "field": field, "operations": ["read"], "groups": "reg.registrar"});
    let (id, rule) = (format!("hide.{model}.{field}"), rule.as_object().unwrap());
    office.administration.create_policy(&ctx("root"), PolicyKind::FieldRule, &id, rule).unwrap();
}

/// What came of a change of a company, a department or an area.
fn changed(office: &Office, ctx: &Ctx, kind: &str, code: &str, patch: &Json) -> Result<Json, Refused> {
    let (office, patch) = (&office.administration, patch.as_object().unwrap());
    match kind {
        "company" => office.change_place::<Company>(ctx, code, patch).map(|done| json!(done.value)),
        "department" => office.change_place::<Department>(ctx, code, patch).map(|done| json!(done.value)),
        _ => office.change_place::<Area>(ctx, code, patch).map(|done| json!(done.value)),
    }
}

#[test]
fn a_patch_of_a_place_confirms_nothing_that_is_not_seen() {
    on_both(|office| {
        office.change_company("root", "acme-east", json!({"timezone": "Asia/Manila"})).unwrap();
        for (model, field) in [
            ("company", "parent"),
            ("company", "kind"),
            ("company", "timezone"),
            ("department", "parent"),
            ("area", "parent"),
            ("area", "kind"),
        ] {
            hide(office, model, field);
        }
        for (actor, kind, code, field, right, wrong) in [
            ("carl", "company", "acme-east", "timezone", json!("Asia/Manila"), json!("Asia/Tokyo")),
            ("carl", "company", "acme-east", "kind", json!("client"), json!("provider")),
            ("carl", "company", "acme-east", "parent", json!("acme"), json!(null)),
            ("root", "company", "acme-east", "parent", json!("acme"), json!("bolt")),
            ("root", "company", "acme-east", "timezone", json!("Asia/Manila"), json!("Mars/Base")),
            ("carl", "department", "sales", "parent", json!(null), json!("sales")),
            ("root", "area", "D1", "parent", json!("P"), json!("D1")),
            ("root", "area", "D1", "kind", json!(null), json!("district")),
        ] {
            let told = [right, wrong].map(|guess| {
                let told = changed(office, &ctx(actor), kind, code, &json!({ field: guess })).unwrap_err();
                assert!(matches!(told, Refused::NotAllowed(_)), "{actor} {field}: {told}");
                told.to_string()
            });
            assert_eq!(told[0], told[1], "{actor} {field}");
            assert!(told[0].contains(field) && told[0].contains("may not see"), "{}", told[0]);
        }
        // What is seen is written as ever, and what is not stays.
        changed(office, &ctx("root"), "company", "acme-east", &json!({"name": "East"})).unwrap();
        let east = changed(office, &ctx("machine"), "company", "acme-east", &json!({})).unwrap();
        assert_eq!((&east["parent"], &east["timezone"]), (&json!("acme"), &json!("Asia/Manila")));
    });
}

#[test]
fn a_tag_is_made_of_what_is_shown_alone() {
    on_both(|office| {
        hide(office, "company", "timezone");
        hide(office, "area", "kind");
        let company =
            || json!(office.administration.show_place::<Company>(&ctx("carl"), "acme").unwrap().value);
        let area = || json!(office.administration.show_place::<Area>(&ctx("root"), "D1").unwrap().value);
        let (acme, d1) = (company(), area());
        let machine = ctx("machine");
        changed(office, &machine, "company", "acme", &json!({"timezone": "Asia/Tokyo"})).unwrap();
        changed(office, &machine, "area", "D1", &json!({"kind": "district"})).unwrap();
        assert_eq!((&company()["tag"], &area()["tag"]), (&acme["tag"], &d1["tag"]));
        // What he has seen is still so, and the tag says it.
        let seen = |tag: &Json| Ctx { if_match: tag.as_str().map(str::to_owned), ..ctx("carl") };
        let renamed = changed(office, &seen(&acme["tag"]), "company", "acme", &json!({"name": "A"})).unwrap();
        assert_ne!(renamed["tag"], acme["tag"]);
        let late = changed(office, &seen(&acme["tag"]), "company", "acme", &json!({"name": "B"}));
        assert!(matches!(late, Err(Refused::Changed { .. })), "{late:?}");
    });
}

#[test]
fn a_list_of_areas_has_no_column_that_is_not_seen() {
    on_both(|office| {
        hide(office, "area", "kind");
        let import = |csv: &str| {
            office.administration.import_areas(&ctx("root").dry(), csv.as_bytes(), AreaImportMode::default())
        };
        for kind in ["", "district"] {
            let told = import(&format!("code,name,Kind\nD1,First district,{kind}\n")).unwrap_err();
            assert!(matches!(&told, Refused::NotAllowed(why) if why.contains("kind")), "{told}");
        }
        assert_eq!(import("code,name\nD1,First district\n").unwrap().value.unchanged, 1);
    });
}
