//! An explanation in words: for people as sentences, and for programs as JSON.

mod cause;
mod held;
mod json;
mod missing;

use serde_json::{Value as Json, json};

use crate::{
    asker::Asker,
    decide::{Reason, RuleNumber},
    explain::{Asked, Explanation, LineState, LineTrace},
    schema::ModelId,
};

pub use cause::Cause;
pub use held::{Held, Origin};
pub use missing::{Limit, Missing};

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
        self.cause(reason, model).to_string()
    }
}

impl Explanation<'_> {
    /// What decided.
    #[must_use]
    pub fn cause(&self, asker: &Asker<'_>) -> Cause {
        asker.cause(&self.verdict.reason, self.model(asker))
    }

    /// What each line gives and whose it is, in the order of the lines.
    #[must_use]
    pub fn held(&self, asker: &Asker<'_>) -> Vec<(Held, Origin)> {
        self.lines.iter().map(|trace| (Held::of(asker, trace), Origin::of(asker, trace))).collect()
    }

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
            let mut text = format!("Role {} ({}) {state}", Held::of(asker, trace), Origin::of(asker, trace));
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

fn names(tree: &crate::snapshot::PlaceTree, nodes: &[u32]) -> Vec<String> {
    nodes.iter().map(|n| tree.names.name(*n).to_owned()).collect()
}
