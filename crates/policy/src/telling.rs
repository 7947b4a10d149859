//! An explanation in words: for programs as JSON, for people as sentences.

use serde_json::{Value as Json, json};

use crate::{
    asker::Asker,
    calendar,
    decide::{Reason, RuleNumber},
    explain::{Asked, Explanation, LineState, LineTrace, RuleTrace},
    schema::ModelId,
    snapshot::{RoleEntry, Source},
};

impl Reason {
    /// A stable word for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Bypass => "bypass",
            Self::OwnRecord => "own_record",
            Self::Override(_) => "override",
            Self::Inactive => "inactive",
            Self::ExclusiveGroups => "exclusive_groups",
            Self::NoAcl => "no_acl",
            Self::GlobalRule(_) => "global_rule",
            Self::GroupRules => "group_rules",
            Self::Parent(_) => "parent_rules",
            Self::Field(_) => "field",
            Self::Missing(_) => "missing_value",
            Self::NoPermission => "no_permission",
            Self::NoRecord => "no_record",
            Self::Failed(_) => "failed",
        }
    }
}

impl Asker<'_> {
    /// The technical id of a rule.
    #[must_use]
    pub fn rule_id(&self, rule: RuleNumber) -> &bailiwick_model::RuleId {
        &self.snapshot.rules.text(rule.0).id
    }

    /// One sentence for what decided.
    #[must_use]
    pub fn sentence(&self, reason: &Reason, model: Option<ModelId>) -> String {
        let field = |f: crate::schema::FieldId| {
            model.map_or_else(String::new, |m| self.snapshot.schema.model(m).info(f).name.to_string())
        };
        match reason {
            Reason::Granted => "a role line gives it and every rule holds".into(),
            Reason::Bypass => "the user bypasses rights".into(),
            Reason::OwnRecord => "everybody may do this to these fields of his own record".into(),
            Reason::Override(at) => match self.overrides().get(*at) {
                Some(o) => format!("an override decides: {}", o.reason),
                None => "an override decides".into(),
            },
            Reason::Inactive => "the user is inactive".into(),
            Reason::ExclusiveGroups => "the user's groups exclude each other".into(),
            Reason::NoAcl => "no ACL row of a group that the user has here allows it".into(),
            Reason::GlobalRule(rule) => {
                format!("the record does not meet the global rule {}", self.rule_id(*rule))
            }
            Reason::GroupRules => "the record meets none of the rules of the user's groups".into(),
            Reason::Parent(parent) => {
                format!(
                    "the rules of {} refuse the record it delegates to",
                    self.snapshot.schema.model(*parent).name
                )
            }
            Reason::Field(f) => format!("the field {} is for other groups", field(*f)),
            Reason::Missing(f) => format!("the required value {} is missing", field(*f)),
            Reason::NoPermission => "no role line that counts here gives this permission".into(),
            Reason::NoRecord => "there is no such record".into(),
            Reason::Failed(message) => format!("it could not be decided: {message}"),
        }
    }
}

impl Explanation<'_> {
    fn model(&self, asker: &Asker<'_>) -> Option<ModelId> {
        match &self.deed {
            Asked::Operation(_, model) => Some(*model),
            Asked::Permission(name) => {
                asker.snapshot.rules.permissions.get(name).and_then(|r| r.on).map(|(m, _)| m)
            }
        }
    }

    /// Everything, for programs. Empty parts are left out.
    #[must_use]
    pub fn to_json(&self, asker: &Asker<'_>) -> Json {
        json!({
            "decision": self.verdict.allowed,
            "reason": {
                "code": self.verdict.reason.code(),
                "text": asker.sentence(&self.verdict.reason, self.model(asker)),
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
            "missing": self.missing(asker),
        })
    }

    fn line_json(&self, asker: &Asker<'_>, trace: &LineTrace<'_>) -> Json {
        let reach = trace.tables.reach(trace.line);
        let window = trace.tables.window(trace.line);
        let places = &asker.snapshot.places;
        let mut out = json!({
            "role": role_name(asker, trace),
            "source": source_name(asker, trace),
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

    /// How a line's role leads to what was asked: the ACL row (or permission) and the groups on the way to it.
    fn paths(&self, asker: &Asker<'_>, trace: &LineTrace<'_>) -> Vec<Json> {
        let snapshot = asker.snapshot;
        let role = trace.line.role as usize;
        let Some(direct) = snapshot.rules.role_direct.get(role) else { return Vec::new() };
        let Some(closure) = snapshot.rules.role_groups.get(role) else { return Vec::new() };
        let path = |group: u32| {
            let steps = snapshot.groups.path(direct, group);
            steps.into_iter().map(|g| snapshot.groups.name(g)).collect::<Vec<_>>()
        };
        match &self.deed {
            Asked::Operation(operation, model) => {
                let rows =
                    snapshot.rules.model(*model).acls.iter().filter(|r| r.operations.contains(*operation));
                rows.filter_map(|r| r.group.filter(|g| closure.contains(*g)).map(|g| (r, g)))
                    .map(|(r, g)| json!({ "acl": r.id.as_str(), "groups": path(g) }))
                    .collect()
            }
            Asked::Permission(name) => {
                let groups = snapshot.rules.permissions.get(name).map_or(&[][..], |r| &r.groups);
                groups
                    .iter()
                    .filter(|g| closure.contains(**g))
                    .map(|g| json!({ "permission": name.to_string(), "groups": path(*g) }))
                    .collect()
            }
        }
    }

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
            Reason::Inactive => vec!["activate the user".into()],
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
        let groups = self.granting_groups(asker);
        if groups.is_empty() {
            out.push("no group allows it: an ACL row is missing".into());
        } else {
            out.push(format!("would be allowed with group {}", groups.join(" or ")));
        }
        out
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

    /// The explanation for people, one sentence a line.
    #[must_use]
    pub fn sentences(&self, asker: &Asker<'_>) -> Vec<String> {
        let verdict = if self.verdict.allowed { "Allowed" } else { "Denied" };
        let mut out =
            vec![format!("{verdict}: {}.", asker.sentence(&self.verdict.reason, self.model(asker)))];
        for trace in self.lines.iter().filter(|l| l.gives) {
            let state = match trace.state {
                LineState::Counts => "counts",
                LineState::NotYet => "does not count yet",
                LineState::Over => "no longer counts",
                LineState::Elsewhere => "does not reach this record",
            };
            let mut text =
                format!("Role {} ({}) {state}", role_name(asker, trace), source_name(asker, trace));
            for path in self.paths(asker, trace).iter().take(3) {
                let groups: Vec<&str> = path
                    .get("groups")
                    .and_then(Json::as_array)
                    .into_iter()
                    .flatten()
                    .filter_map(Json::as_str)
                    .collect();
                let by =
                    path.get("acl").or_else(|| path.get("permission")).and_then(Json::as_str).unwrap_or("");
                text.push_str(&format!("; {} → {by}", groups.join(" → ")));
            }
            out.push(format!("{text}."));
        }
        for trace in self.rules.iter().filter(|t| t.applies) {
            let kind = if trace.global { "Global rule" } else { "Group rule" };
            let verdict = match &trace.holds {
                Ok(true) => "holds".to_owned(),
                Ok(false) => "does not hold".to_owned(),
                Err(error) => format!("cannot be computed ({error})"),
            };
            out.push(format!(
                "{kind} {} {verdict}: {}",
                asker.rule_id(trace.rule),
                source(asker, trace.rule)
            ));
        }
        out.extend(self.missing(asker).into_iter().map(|m| format!("Missing: {m}.")));
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

fn source<'a>(asker: &'a Asker<'_>, rule: RuleNumber) -> &'a str {
    match &*asker.snapshot.rules.text(rule.0).source {
        "" => "[]",
        text => text,
    }
}

fn role_name(asker: &Asker<'_>, trace: &LineTrace<'_>) -> String {
    match asker.snapshot.roles.entry(trace.line.role) {
        Some(RoleEntry::Role(id)) => id.to_string(),
        Some(RoleEntry::Direct(groups)) => {
            let names: Vec<&str> = groups.iter().map(|g| g.as_str()).collect();
            format!("direct groups {}", names.join(", "))
        }
        None => "unknown".into(),
    }
}

fn source_name(asker: &Asker<'_>, trace: &LineTrace<'_>) -> String {
    let places = &asker.snapshot.places;
    match trace.source {
        None => "own".into(),
        Some(Source::Department(n)) => format!("department {}", places.departments.names.name(n)),
        Some(Source::Company(n)) => format!("company {}", places.companies.names.name(n)),
    }
}

fn names(tree: &crate::snapshot::PlaceTree, nodes: &[u32]) -> Vec<String> {
    nodes.iter().map(|n| tree.names.name(*n).to_owned()).collect()
}
