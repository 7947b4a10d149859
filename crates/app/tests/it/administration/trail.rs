//! The trail to take away: by whom, how much of it, and what it proves.

use bailiwick_app::{
    Format, Known,
    administration::{Refused, Subject},
    verify_exports,
};
use bailiwick_model::audit::AuditAction;
use bailiwick_store::{audit::AuditFilter, policy::PolicyKind};
use serde_json::{Map, Value as Json, json};

use super::fixture::{Office, ctx, on_both};

fn export(
    office: &Office,
    actor: &str,
    filter: &AuditFilter,
    domain: &str,
    format: Format,
) -> Result<String, Refused> {
    let mut out = Vec::new();
    office.administration.export_trail(&ctx(actor), filter, domain, format, &mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

fn told(office: &Office) -> Vec<Json> {
    let wanted = AuditFilter { action: Some(AuditAction::ACCESS_EXPORTED), ..AuditFilter::default() };
    let found = office.administration.installation().trail(&wanted, 100).unwrap();
    found.into_iter().map(|audited| json!(audited.entry)).collect()
}

#[test]
fn the_whole_trail_proves_itself_and_a_part_does_not_pretend_to() {
    on_both(|office| {
        let note = |text: &str| {
            office.administration.add_note(&ctx("root"), &Subject::User("nora".to_owned()), text).unwrap();
        };
        note("=1+1");
        note("later");
        let everything = AuditFilter::default();
        let whole = export(office, "audrey", &everything, "", Format::Lines).unwrap();
        let proved = verify_exports([("trail".to_owned(), whole.as_bytes())], &Known::default()).unwrap();
        // That it is taken away is in it, and nothing is told that was refused.
        assert_eq!(told(office).len(), 1);
        assert_eq!(
            proved.head,
            office.administration.installation().verify_trail(&Default::default()).unwrap().head
        );
        assert_eq!(told(office)[0]["object"]["kind"], "audit");

        let notes = AuditFilter { action: Some(AuditAction::NOTE_ADDED), ..AuditFilter::default() };
        let part = export(office, "audrey", &notes, "[('object_id', '=', 'nora')]", Format::Lines).unwrap();
        let lines: Vec<Json> = part.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!((lines.len(), &lines[0]["entry"]["changes"][0]["new"]), (2, &json!("later")));
        assert!(verify_exports([("part".to_owned(), part.as_bytes())], &Known::default()).is_err());
        let asked = told(office)[0]["changes"].clone();
        let has =
            |field: &str, new: &str| asked.as_array().unwrap().contains(&json!({"field": field, "new": new}));
        assert!(
            has("format", "jsonl")
                && has("action", "note.added")
                && has("domain", "[('object_id', '=', 'nora')]")
        );

        let table = export(office, "root", &notes, "", Format::Csv).unwrap();
        assert_eq!(table.lines().count(), 3, "{table}");
    });
}

#[test]
fn whoever_sees_less_takes_less_away() {
    on_both(|office| {
        let everything = AuditFilter::default();
        for actor in ["dora", "carl", "desk", "nora"] {
            let refused = export(office, actor, &everything, "", Format::Csv).unwrap_err();
            assert!(matches!(refused, Refused::NotAllowed(_)), "{actor}: {refused}");
        }
        assert!(matches!(export(office, "audrey", &everything, "[(", Format::Csv), Err(Refused::Domain(_))));
        assert_eq!(told(office), [] as [Json; 0]);
        let policy = |kind, id: &str, body: Json| {
            let body: Map<String, Json> = serde_json::from_value(body).unwrap();
            office.administration.create_policy(&ctx("root"), kind, id, &body).unwrap();
        };
        let acl = json!({"model": "bailiwick.audit", "group": "reg.viewer", "operations": ["create"]});
        policy(PolicyKind::Acl, "audit.nobody", acl);
        let rule = json!({"model": "bailiwick.audit", "domain": "[('object_kind', '=', 'role')]"});
        policy(PolicyKind::Rule, "audit.roles", rule);
        let role = json!({"label": "Clerk", "groups": ["reg.viewer"]});
        policy(PolicyKind::Role, "clerk", role);
        let seen = export(office, "audrey", &everything, "", Format::Lines).unwrap();
        let lines: Vec<Json> = seen.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 1, "{seen}");
        assert_eq!(lines[0]["entry"]["object"], json!({"kind": "role", "id": "clerk"}));
        assert!(lines[0].get("previous").is_none(), "it is no chain");
    });
}
