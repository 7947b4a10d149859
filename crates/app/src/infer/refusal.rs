//! Rules that the engine cannot take over: closed, visible, and with their text kept.

use bailiwick_model::{Directory, Policy, RecordRule, RuleId};
use bailiwick_policy::{Problems, Snapshot, domain::build_rule};
use serde::Serialize;

/// A rule that the engine refuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The rule.
    pub rule: RuleId,
    /// What the engine says about it.
    pub reason: String,
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
        refused.push(Refusal { rule: id.clone(), reason });
    }
    Ok(refused)
}

/// Makes a refused rule match no record, and keeps what it said as a comment. A global rule then closes its model; a
/// group rule gives nothing, and still keeps the group from being without rules.
pub fn close_refused(rule: &mut RecordRule, reason: &str) {
    // The text of a rule is bounded, and so is what a comment may add to it.
    const KEPT: usize = 16 * 1024;
    let kept: String = rule.domain.chars().take(KEPT).collect();
    let mut text =
        format!("[(0, '=', 1)]\n# Not understood, so it matches nothing: {}\n", reason.replace('\n', " "));
    for line in kept.lines() {
        text.push_str("# ");
        text.push_str(line);
        text.push('\n');
    }
    rule.domain = text.trim_end().to_owned();
}

fn without_field_groups(mut policy: Policy) -> Policy {
    for model in policy.models.values_mut() {
        for field in model.fields.values_mut() {
            field.groups = None;
        }
    }
    policy
}
