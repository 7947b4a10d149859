//! Policies without a schema, and the schemas that they imply.

use bailiwick_model::Directory;
use bailiwick_policy::Snapshot;
use bailiwick_protocol::document::Document;

use super::*;

fn policy(text: &str) -> Policy {
    Document::read("policy.yaml", text).unwrap().policy
}

fn kind(policy: &Policy, model: &str, field: &str) -> String {
    policy.models[model].fields.get(field).map_or_else(|| "absent".to_owned(), |f| f.kind.to_string())
}

const RULES: &str = r#"
groups: {g.a: {label: A}}
acls:
  only_acl: {model: x.tag, group: g.a, operations: [read]}
  case: {model: x.case, group: g.a, operations: [read]}
rules:
  own: {model: x.case, domain: "['|', ('worker_id', '=', user.id), ('team_id.lead_id', '=', user.id)]"}
  worker_partner: {model: x.case, domain: "[('worker_id.partner_id.name', 'ilike', 'a')]"}
  area: {model: x.case, domain: "[('area_id', 'child_of', user.center_area_ids.ids)] if user.center_area_ids else []"}
  company: {model: x.case, domain: "[('company_id', 'in', company_ids + [False])]"}
  plain: {model: x.case, domain: "[('state', 'in', ['a', 'b']), ('open', '=', True), ('size', '>', 3), ('rate', '<', 0.5)]"}
  tag: {model: x.case, domain: "[('tag_ids', 'in', user.x_tag_ids.ids), ('main_tag_id', '=', 'urgent')]"}
  dates: {model: x.case, domain: "[('closing_date', '<', 'today'), ('create_date.year_number', '=', 2026)]"}
  any: {model: x.case, domain: "[('visit_ids', 'any', [('visitor_id', '=', uid)])]"}
  up: {model: x.case, domain: "[('folder_id', 'parent_of', 3)]"}
  mapped: {model: x.case, domain: "[('office_id', 'in', user.company_ids.mapped('office_id.id'))]"}
  each: {model: x.case, domain: "[('desk_id', 'in', [d.id for d in user.desk_ids if d.open])]"}
"#;

#[test]
fn fields_are_described_from_use() {
    let mut policy = policy(RULES);
    let guesses = describe_models(&mut policy);
    for (model, field, expected) in [
        ("x.case", "worker_id", "many2one res.users"),
        ("x.case", "team_id", "many2one x.case.team_id"),
        ("x.case.team_id", "lead_id", "many2one res.users"),
        ("x.case", "area_id", "many2one spp.area"),
        ("x.case", "company_id", "many2one res.company"),
        ("x.case", "state", "char"),
        ("x.case", "open", "boolean"),
        ("x.case", "size", "integer"),
        ("x.case", "rate", "float"),
        ("x.case", "tag_ids", "many2many x.tag"),
        ("res.users", "x_tag_ids", "many2many x.tag"),
        ("x.case", "main_tag_id", "many2one x.case.main_tag_id"),
        ("x.case.main_tag_id", "name", "char"),
        ("x.case", "closing_date", "date"),
        ("x.case", "create_date", "datetime"),
        ("x.case.visit_ids", "visitor_id", "many2one res.users"),
        ("x.case", "visit_ids", "many2many x.case.visit_ids"),
        ("x.case.folder_id", "parent_id", "many2one x.case.folder_id"),
        ("x.case", "office_id", "many2one res.company.office_id"),
        ("x.case", "desk_id", "many2one res.users.desk_ids"),
        ("res.users.desk_ids", "open", "boolean"),
    ] {
        assert_eq!(kind(&policy, model, field), expected, "{model}.{field}");
    }
    assert_eq!(policy.models["x.case"].area[0].to_string(), "area_id");
    assert_eq!(policy.models["x.case"].company[0].to_string(), "company_id");
    assert_eq!(refused_rules(&policy).unwrap(), []);
    Snapshot::compile(&policy, &Directory::default()).unwrap();
    let of = |subject: &str| guesses.iter().find(|g| g.subject == subject).map(|g| g.from.as_str());
    assert_eq!(of("field x.case.worker_id"), Some("rule own"));
    assert_eq!(of("model x.tag"), Some("ACL row only_acl"));
}

#[test]
fn what_is_described_stays_and_a_second_run_finds_nothing() {
    let mut policy = policy(&format!(
        "{RULES}\nmodels:\n  x.case: {{label: Case, fields: {{worker_id: many2one x.tag, state: selection a b}}}}\n  \
         x.tag: {{fields: {{name: char}}}}\n"
    ));
    let before = policy.models["x.case"].clone();
    describe_models(&mut policy);
    let after = &policy.models["x.case"];
    assert_eq!(after.label, before.label);
    assert!(before.fields.iter().all(|(name, field)| after.fields[name] == *field));
    let again = policy.clone();
    assert_eq!(describe_models(&mut policy), []);
    assert_eq!(policy, again);
}

#[test]
fn refused_rules_close_and_keep_their_text() {
    let text = "rules:\n  bad: {model: x.case, domain: \"[('state', '=', user.env.context.get('x'))]\"}\n  \
                broken: {model: x.case, domain: \"[('a', '=', 1\"}\n  good: {model: x.case, domain: \"[]\"}\n";
    let mut policy = policy(text);
    describe_models(&mut policy);
    let refused = refused_rules(&policy).unwrap();
    assert_eq!(refused.iter().map(|r| r.rule.as_str()).collect::<Vec<_>>(), ["bad", "broken"]);
    for refusal in &refused {
        let rule = policy.rules.get_mut(&refusal.rule).unwrap();
        let original = rule.domain.clone();
        close_refused(rule, refusal);
        assert!(rule.domain.contains(&original), "{}", rule.domain);
    }
    assert_eq!(refused_rules(&policy).unwrap(), []);
    Snapshot::compile(&policy, &Directory::default()).unwrap();
}

#[test]
fn the_only_model_of_areas_is_the_area_model() {
    let mut policy = policy(
        "rules:\n  r: {model: h.home, domain: \"[('area_id', '=', 1)]\"}\nacls:\n  a: {model: h.area, operations: [read]}\n",
    );
    describe_models(&mut policy);
    assert_eq!(policy.settings.area_model.as_str(), "h.area");
    assert_eq!(kind(&policy, "h.home", "area_id"), "many2one h.area");
    assert_eq!(kind(&policy, "h.area", "parent_id"), "many2one h.area");
    Snapshot::compile(&policy, &Directory::default()).unwrap();
}
