//! Record rules: read, checked, and put in the order in which they are run.

use std::sync::Arc;

use bailiwick_model::{Policy, RuleId};
use rustc_hash::FxHashMap;

use super::{Rule, RuleText, Rules, group_of, model_of};
use crate::{
    domain::{ActorFact, Operand, build_rule},
    problem::Findings,
    schema::Schema,
    snapshot::{
        groups::Groups,
        program::{self, Needs},
    },
};

/// Rules of a model, global ones and those of groups, each with its operations.
type Sorted = (Vec<(RuleText, u8)>, Vec<(RuleText, u8)>);

pub(super) fn compile(
    rules: &mut Rules,
    policy: &Policy,
    schema: &Schema,
    groups: &Groups,
    earlier: Option<&Rules>,
    findings: &mut Findings,
) {
    let known: FxHashMap<&RuleId, &RuleText> =
        earlier.into_iter().flat_map(|rules| &rules.texts).map(|text| (&text.id, text)).collect();
    let mut per_model: Vec<Sorted> = vec![Default::default(); schema.models().len()];
    for (id, rule) in &policy.rules {
        let place = format!("rule {id}");
        let model = model_of(schema, &rule.model, &place, findings);
        let numbers: Vec<u32> =
            rule.groups.iter().filter_map(|g| group_of(groups, g, &place, findings)).collect();
        if rule.operations.is_empty() {
            findings.add(
                &place,
                "it speaks about no operation",
                "name at least one of create, read, update, delete",
            );
        }
        let Some(model) = model else { continue };
        let alike = known.get(id).filter(|text| text.model == model && *text.source == *rule.domain);
        let domain = match alike.map_or_else(
            || build_rule(schema, model, &rule.domain).map(Arc::new),
            |text| Ok(Arc::clone(&text.domain)),
        ) {
            Ok(domain) => domain,
            Err(error) => {
                let (line, column) = error.position(&rule.domain);
                findings.add(format!("{place}, line {line}, column {column}"), error.message, error.remedy);
                continue;
            }
        };
        if !rule.active {
            continue;
        }
        let text = RuleText {
            id: id.clone(),
            label: rule.label.as_deref().map(Box::from),
            model,
            groups: numbers.into(),
            domain,
            source: rule.domain.as_str().into(),
        };
        let Some((global, grouped)) = per_model.get_mut(model.index()) else { continue };
        // Global means without groups in the policy; unknown groups were reported above.
        (if rule.groups.is_empty() { global } else { grouped }).push((text, rule.operations.bits()));
    }
    for (model, (global, grouped)) in schema.ids().zip(per_model) {
        let start = rules.rules.len() as u32;
        let grouped_at = start + global.len() as u32;
        let end = grouped_at + grouped.len() as u32;
        for (text, operations) in global.into_iter().chain(grouped) {
            let first = rules.steps.len() as u32;
            let length = program::compile(&text.domain, schema, model, &mut rules.steps);
            let needs = Needs::of(rules.steps.get(first as usize..).unwrap_or(&[]));
            if !text.groups.is_empty() && text.domain.mentions(&is_department) {
                rules.by_department.push(rules.rules.len() as u32);
            }
            rules.rules.push(Rule { first, length, operations, needs });
            rules.texts.push(text);
        }
        if let Some(brief) = rules.briefs.get_mut(model.index()) {
            (brief.start, brief.grouped, brief.end) = (start, grouped_at, end);
        }
    }
}

fn is_department(value: &Operand) -> bool {
    matches!(value, Operand::Actor(ActorFact::Department | ActorFact::Departments))
}
