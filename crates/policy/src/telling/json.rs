//! An explanation for programs.

use serde_json::{Value as Json, json};

use super::{Held, Origin, names};
use crate::{
    asker::Asker,
    calendar,
    explain::{Explanation, LineState, LineTrace, RuleTrace},
};

impl Explanation<'_> {
    /// Everything, for programs. Empty parts are left out.
    #[must_use]
    pub fn to_json(&self, asker: &Asker<'_>) -> Json {
        json!({
            "decision": self.verdict.allowed,
            "reason": {
                "code": self.verdict.reason.code(),
                "text": self.cause(asker).to_string(),
            },
            "lines": self.lines.iter().map(|l| self.line_json(asker, l)).collect::<Vec<_>>(),
            "rules": self.rules.iter().map(|r| rule_json(asker, r)).collect::<Vec<_>>(),
            "overrides": self.overrides.iter().filter_map(|t| {
                let o = asker.overrides().get(t.position)?;
                Some(json!({
                    "effect": match o.effect { bailiwick_model::Effect::Allow => "allow", bailiwick_model::Effect::Deny => "deny" },
                    "reason": o.reason,
                    "enabled": t.enabled,
                    "decided": t.decided,
                }))
            }).collect::<Vec<_>>(),
            "missing": self.missing(asker).iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
    }

    fn line_json(&self, asker: &Asker<'_>, trace: &LineTrace<'_>) -> Json {
        let reach = trace.tables.reach(trace.line);
        let window = trace.tables.window(trace.line);
        let places = &asker.snapshot.places;
        let mut out = json!({
            "role": Held::of(asker, trace).to_string(),
            "source": Origin::of(asker, trace).to_string(),
            "state": match trace.state {
                LineState::Counts => "counts",
                LineState::NotYet => "not_yet",
                LineState::Over => "over",
                LineState::Elsewhere => "elsewhere",
            },
            "gives": trace.gives,
        });
        if let Some(map) = out.as_object_mut() {
            if !reach.areas.is_empty() {
                map.insert("areas".into(), names(&places.areas, reach.areas).into());
            }
            if !reach.companies.is_empty() {
                map.insert("companies".into(), names(&places.companies, reach.companies).into());
            }
            if window.from != i32::MIN {
                map.insert("from".into(), calendar::date_text(window.from).into());
            }
            if window.to != i32::MAX {
                map.insert("to".into(), calendar::date_text(window.to).into());
            }
            if trace.gives {
                map.insert("through".into(), self.paths(asker, trace).into());
            }
        }
        out
    }
}

fn rule_json(asker: &Asker<'_>, trace: &RuleTrace) -> Json {
    let text = asker.snapshot.rules.text(trace.rule.0);
    let mut out = json!({
        "rule": text.id.as_str(),
        "scope": if trace.global { "global" } else { "group" },
        "applies": trace.applies,
        "domain": &*text.source,
    });
    if let Some(map) = out.as_object_mut() {
        match &trace.holds {
            Ok(holds) => map.insert("holds".into(), (*holds).into()),
            Err(error) => map.insert("error".into(), error.to_string().into()),
        };
        if let Some(label) = &text.label {
            map.insert("label".into(), (**label).into());
        }
        if let Some(parent) = trace.parent {
            map.insert("parent".into(), asker.snapshot.schema.model(parent).name.as_str().into());
        }
        if !text.groups.is_empty() {
            let groups: Vec<&str> = text.groups.iter().map(|g| asker.snapshot.groups.name(*g)).collect();
            map.insert("groups".into(), groups.into());
        }
    }
    out
}
