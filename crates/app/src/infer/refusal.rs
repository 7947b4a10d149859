//! Rules that the engine cannot take over: closed, visible, and with their text kept.

use bailiwick_model::{Directory, Policy, RecordRule, RuleId};
use bailiwick_policy::{Problems, Snapshot, domain::build_rule};
use bailiwick_protocol::odoo::closed;
use serde::Serialize;

/// A rule that the engine refuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The rule.
    pub rule: RuleId,
    /// What the engine says about it.
    pub reason: String,
    /// Its domain as it was written.
    pub domain: String,
    /// The file and line that define it, when it came from a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// The rules that do not fit the models of `policy`.
///
/// # Errors
/// When the models themselves do not compile.
pub fn refused_rules(policy: &Policy) -> Result<Vec<Refusal>, Problems> {
    let models =
        Policy { settings: policy.settings.clone(), models: policy.models.clone(), ..Policy::default() };
    // Groups named by fields are no matter here: only the models are asked about.
    let models = without_field_groups(models);
    let snapshot = Snapshot::compile(&models, &Directory::default())?;
    let schema = snapshot.schema();
    let mut refused = Vec::new();
    for (id, rule) in &policy.rules {
        let reason = match schema.find(&rule.model) {
            None => format!("there is no model {}", rule.model),
            Some(model) => match build_rule(schema, model, &rule.domain) {
                Ok(_) => continue,
                Err(error) => error.to_string(),
            },
        };
        refused.push(Refusal { rule: id.clone(), reason, domain: rule.domain.clone(), place: None });
    }
    Ok(refused)
}

/// Makes a refused rule match no record, and keeps what it said as a comment. A global rule then closes its model; a
/// group rule gives nothing, and still keeps the group from being without rules.
pub fn close_refused(rule: &mut RecordRule, refusal: &Refusal) {
    let text = format!("{}\n{}", refusal.reason.trim(), refusal.domain);
    rule.domain = closed(&text, refusal.place.as_deref().unwrap_or_default());
}

fn without_field_groups(mut policy: Policy) -> Policy {
    for model in policy.models.values_mut() {
        for field in model.fields.values_mut() {
            field.groups = None;
        }
    }
    policy
}
