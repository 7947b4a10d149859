//! What stands between a denial and a permission.

use super::{names, role_name, source};
use crate::{
    asker::Asker,
    calendar,
    decide::Reason,
    explain::{Asked, Explanation, LineState},
};

impl Explanation<'_> {
    /// For a denial: the nearest missing pieces, best first.
    #[must_use]
    pub fn missing(&self, asker: &Asker<'_>) -> Vec<String> {
        if self.verdict.allowed {
            return Vec::new();
        }
        match &self.verdict.reason {
            Reason::NoAcl | Reason::NoPermission => self.missing_grant(asker),
            Reason::GlobalRule(rule) => {
                vec![format!(
                    "the record would have to meet {}: {}",
                    asker.rule_id(*rule),
                    source(asker, *rule)
                )]
            }
            Reason::GroupRules | Reason::Parent(_) => self.missing_rule(asker),
            Reason::Field(field) => self.missing_field(asker, *field),
            Reason::Missing(_) => vec!["give the record that value".into()],
            Reason::Inactive => vec![match asker.other_days() {
                Some(days) if asker.today < days.from => {
                    format!("the account begins on {}", calendar::date_text(days.from))
                }
                Some(_) => "extend the days of the account".into(),
                None => "activate the user".into(),
            }],
            Reason::ExclusiveGroups => vec![self.conflict(asker)],
            Reason::Override(at) => asker.overrides().get(*at).map_or_else(Vec::new, |o| {
                let until =
                    o.validity.to().map_or_else(|| "has no end".to_owned(), |d| format!("ends on {d}"));
                vec![format!("the override against it {until}")]
            }),
            _ => Vec::new(),
        }
    }

    fn missing_grant(&self, asker: &Asker<'_>) -> Vec<String> {
        let mut out = Vec::new();
        for trace in self.lines.iter().filter(|l| l.gives) {
            let window = trace.tables.window(trace.line);
            let role = role_name(asker, trace);
            match trace.state {
                LineState::NotYet => {
                    out.push(format!(
                        "the line of role {role} starts on {}",
                        calendar::date_text(window.from)
                    ));
                }
                LineState::Over => {
                    out.push(format!("the line of role {role} ended on {}", calendar::date_text(window.to)))
                }
                LineState::Elsewhere => {
                    let reach = trace.tables.reach(trace.line);
                    let places = &asker.snapshot.places;
                    let mut here = names(&places.areas, reach.areas);
                    here.extend(names(&places.companies, reach.companies));
                    out.push(format!(
                        "the line of role {role} counts in {}, and the record lies elsewhere",
                        here.join(", ")
                    ));
                }
                LineState::Counts => {}
            }
        }
        out.extend(self.local_alone(asker));
        let groups = self.granting_groups(asker);
        if groups.is_empty() {
            out.push("no group allows it: an ACL row is missing".into());
        } else {
            out.push(format!("would be allowed with group {}", groups.join(" or ")));
        }
        out
    }

    /// That a local role has the group, and the model gives it to global ones alone.
    fn local_alone(&self, asker: &Asker<'_>) -> Option<String> {
        let Asked::Operation(operation, model) = &self.deed else { return None };
        let (rules, info) = (&asker.snapshot.rules, asker.snapshot.schema.model(*model));
        if info.local.contains(*operation) {
            return None;
        }
        let rows = rules.model(*model).acls.iter().filter(|row| row.operations.contains(*operation));
        let groups: Vec<u32> = rows.filter_map(|row| row.group).collect();
        let gives = |role: u32| {
            let closure = rules.role_groups.get(role as usize);
            closure.is_some_and(|closure| groups.iter().any(|group| closure.contains(*group)))
        };
        let mut counting = self.lines.iter().filter(|trace| matches!(trace.state, LineState::Counts));
        let local = |role: u32| rules.local.get(role as usize).copied().unwrap_or(false);
        counting.any(|trace| local(trace.line.role) && gives(trace.line.role)).then(|| {
            format!("{} has no area, so local roles give no more on it than: {}", info.name, info.local)
        })
    }

    fn granting_groups(&self, asker: &Asker<'_>) -> Vec<String> {
        let snapshot = asker.snapshot;
        let mut groups: Vec<u32> = match &self.deed {
            Asked::Operation(operation, model) => {
                let rows = snapshot.rules.model(*model).acls.iter();
                rows.filter(|r| r.operations.contains(*operation)).filter_map(|r| r.group).collect()
            }
            Asked::Permission(name) => {
                snapshot.rules.permissions.get(name).map_or_else(Vec::new, |r| r.groups.clone())
            }
        };
        groups.sort_unstable();
        groups.dedup();
        groups.into_iter().map(|g| snapshot.groups.name(g).to_owned()).collect()
    }

    fn missing_rule(&self, asker: &Asker<'_>) -> Vec<String> {
        let mut out = Vec::new();
        for rule in self.blamed() {
            out.push(format!(
                "the record would have to meet {}: {}",
                asker.rule_id(rule),
                source(asker, rule)
            ));
        }
        for trace in self.rules.iter().filter(|t| !t.global && !t.applies && t.holds == Ok(true)) {
            let text = asker.snapshot.rules.text(trace.rule.0);
            let groups: Vec<&str> = text.groups.iter().map(|g| asker.snapshot.groups.name(*g)).collect();
            out.push(format!("rule {} would let it through with group {}", text.id, groups.join(" or ")));
        }
        out
    }

    fn missing_field(&self, asker: &Asker<'_>, field: crate::schema::FieldId) -> Vec<String> {
        let Some(model) = self.model(asker) else { return Vec::new() };
        let limits = asker.snapshot.rules.model(model).limits.iter().filter(|l| l.field == field);
        let mut out = Vec::new();
        for limit in limits {
            let name = |g: &u32| asker.snapshot.groups.name(*g);
            let by =
                limit.id.as_ref().map_or_else(|| "the schema".to_owned(), |id| format!("field rule {id}"));
            if limit.spec.nobody {
                out.push(format!("{by} keeps it from everybody"));
            } else if !limit.spec.any_of.is_empty() {
                let groups: Vec<&str> = limit.spec.any_of.iter().map(name).collect();
                out.push(format!("{by} asks for group {}", groups.join(" or ")));
            }
            if !limit.spec.none_of.is_empty() {
                let groups: Vec<&str> = limit.spec.none_of.iter().map(name).collect();
                out.push(format!("{by} refuses members of {}", groups.join(" and ")));
            }
        }
        out
    }

    fn conflict(&self, asker: &Asker<'_>) -> String {
        let rules = &asker.snapshot.rules;
        let held = asker.groups();
        let names: Vec<&str> = rules
            .exclusive
            .iter()
            .filter(|g| held.contains(**g))
            .map(|g| asker.snapshot.groups.name(*g))
            .collect();
        format!("end the role lines that lead to all but one of {}", names.join(", "))
    }
}
