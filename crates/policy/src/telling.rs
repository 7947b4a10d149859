//! An explanation in words: for people as sentences, and for programs as JSON.

mod json;
mod missing;

use serde_json::{Value as Json, json};

use crate::{
    asker::Asker,
    calendar,
    decide::{Reason, RuleNumber},
    explain::{Asked, Explanation, LineState, LineTrace},
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
            Reason::Inactive => match self.other_days() {
                Some(days) if self.today < days.from => {
                    format!("the account is valid from {}", calendar::date_text(days.from))
                }
                Some(days) => format!("the account was valid until {}", calendar::date_text(days.to)),
                None => "the user is inactive".into(),
            },
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
