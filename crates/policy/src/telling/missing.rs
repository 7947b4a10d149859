//! What stands between a denial and a permission.

use std::fmt;

use bailiwick_model::Operations;
use jiff::civil::Date;

use super::{Held, names, source};
use crate::{
    asker::Asker,
    calendar,
    decide::{Reason, RuleNumber},
    explain::{Asked, Explanation, LineState},
};

/// One thing without which it stays a denial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The first day of a line.
    LineBegins(Held, Date),
    /// A later last day of a line.
    LineEnded(Held, Date),
    /// A line that reaches the record: this one reaches these places.
    LineElsewhere(Held, Vec<String>),
    /// An area: local roles give no more on a model that has none.
    Local(String, Operations),
    /// A row: no group allows it.
    Row,
    /// One of these groups.
    Group(Vec<String>),
    /// That the record meets a rule: its id and its domain.
    Rule(String, String),
    /// One of these groups, which a rule would let through.
    RuleOf(String, Vec<String>),
    /// What a limit on the field asks for: the id of the rule, nothing where the model itself says so.
    Field(Option<String>, Limit),
    /// A value that the record has to have.
    Value,
    /// The first day of the account.
    AccountBegins(Date),
    /// A later last day of the account.
    AccountDays,
    /// That the account is active.
    AccountActive,
    /// That he holds one of these groups alone.
    Alone(Vec<String>),
    /// The end of an override: its last day, if it has one.
    Override(Option<Date>),
}

/// What a limit on a field asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// It is kept from everybody.
    Nobody,
    /// One of these groups.
    AnyOf(Vec<String>),
    /// None of these groups.
    NoneOf(Vec<String>),
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LineBegins(held, day) => write!(f, "the line of role {held} starts on {day}"),
            Self::LineEnded(held, day) => write!(f, "the line of role {held} ended on {day}"),
            Self::LineElsewhere(held, places) => write!(
                f,
                "the line of role {held} counts in {}, and the record lies elsewhere",
                places.join(", ")
            ),
            Self::Local(model, local) => {
                write!(f, "{model} has no area, so local roles give no more on it than: {local}")
            }
            Self::Row => f.write_str("no group allows it: an ACL row is missing"),
            Self::Group(groups) => write!(f, "would be allowed with group {}", groups.join(" or ")),
            Self::Rule(rule, domain) => write!(f, "the record would have to meet {rule}: {domain}"),
            Self::RuleOf(rule, groups) => {
                write!(f, "rule {rule} would let it through with group {}", groups.join(" or "))
            }
            Self::Field(by, limit) => {
                match by {
                    Some(id) => write!(f, "field rule {id} ")?,
                    None => f.write_str("the schema ")?,
                }
                match limit {
                    Limit::Nobody => f.write_str("keeps it from everybody"),
                    Limit::AnyOf(groups) => write!(f, "asks for group {}", groups.join(" or ")),
                    Limit::NoneOf(groups) => write!(f, "refuses members of {}", groups.join(" and ")),
                }
            }
            Self::Value => f.write_str("give the record that value"),
            Self::AccountBegins(day) => write!(f, "the account begins on {day}"),
            Self::AccountDays => f.write_str("extend the days of the account"),
            Self::AccountActive => f.write_str("activate the user"),
            Self::Alone(groups) => {
                write!(f, "end the role lines that lead to all but one of {}", groups.join(", "))
            }
            Self::Override(None) => f.write_str("the override against it has no end"),
            Self::Override(Some(day)) => write!(f, "the override against it ends on {day}"),
        }
    }
}

impl Explanation<'_> {
    /// For a denial: the nearest missing pieces, best first.
    #[must_use]
    pub fn missing(&self, asker: &Asker<'_>) -> Vec<Missing> {
        if self.verdict.allowed {
            return Vec::new();
        }
        match &self.verdict.reason {
            Reason::NoAcl | Reason::NoPermission => self.missing_grant(asker),
            Reason::GlobalRule(rule) => vec![met(asker, *rule)],
            Reason::GroupRules | Reason::Parent(_) => self.missing_rule(asker),
            Reason::Field(field) => self.missing_field(asker, *field),
            Reason::Missing(_) => vec![Missing::Value],
            Reason::Inactive => vec![match asker.other_days() {
                Some(days) if asker.today < days.from => Missing::AccountBegins(calendar::date_of(days.from)),
                Some(_) => Missing::AccountDays,
                None => Missing::AccountActive,
            }],
            Reason::ExclusiveGroups => vec![self.conflict(asker)],
            Reason::Override(at) => {
                let until = asker.overrides().get(*at).map(|one| Missing::Override(one.validity.to()));
                until.into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn missing_grant(&self, asker: &Asker<'_>) -> Vec<Missing> {
        let mut out = Vec::new();
        for trace in self.lines.iter().filter(|l| l.gives) {
            let (window, held) = (trace.tables.window(trace.line), Held::of(asker, trace));
            match trace.state {
                LineState::NotYet => out.push(Missing::LineBegins(held, calendar::date_of(window.from))),
                LineState::Over => out.push(Missing::LineEnded(held, calendar::date_of(window.to))),
                LineState::Elsewhere => {
                    let reach = trace.tables.reach(trace.line);
                    let places = &asker.snapshot.places;
                    let mut here = names(&places.areas, reach.areas);
                    here.extend(names(&places.companies, reach.companies));
                    out.push(Missing::LineElsewhere(held, here));
                }
                LineState::Counts => {}
            }
        }
        out.extend(self.local_alone(asker));
        let groups = self.granting_groups(asker);
        out.push(if groups.is_empty() { Missing::Row } else { Missing::Group(groups) });
        out
    }

    /// That a local role has the group, and the model gives it to global ones alone.
    fn local_alone(&self, asker: &Asker<'_>) -> Option<Missing> {
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
        counting
            .any(|trace| local(trace.line.role) && gives(trace.line.role))
            .then(|| Missing::Local(info.name.to_string(), info.local))
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

    fn missing_rule(&self, asker: &Asker<'_>) -> Vec<Missing> {
        let mut out: Vec<_> = self.blamed().into_iter().map(|rule| met(asker, rule)).collect();
        for trace in self.rules.iter().filter(|t| !t.global && !t.applies && t.holds == Ok(true)) {
            let text = asker.snapshot.rules.text(trace.rule.0);
            out.push(Missing::RuleOf(text.id.to_string(), named(asker, &text.groups)));
        }
        out
    }

    fn missing_field(&self, asker: &Asker<'_>, field: crate::schema::FieldId) -> Vec<Missing> {
        let Some(model) = self.model(asker) else { return Vec::new() };
        let limits = asker.snapshot.rules.model(model).limits.iter().filter(|l| l.field == field);
        let mut out = Vec::new();
        for limit in limits {
            let by = limit.id.as_ref().map(ToString::to_string);
            if limit.spec.nobody {
                out.push(Missing::Field(by.clone(), Limit::Nobody));
            } else if !limit.spec.any_of.is_empty() {
                out.push(Missing::Field(by.clone(), Limit::AnyOf(named(asker, &limit.spec.any_of))));
            }
            if !limit.spec.none_of.is_empty() {
                out.push(Missing::Field(by, Limit::NoneOf(named(asker, &limit.spec.none_of))));
            }
        }
        out
    }

    fn conflict(&self, asker: &Asker<'_>) -> Missing {
        let held = asker.groups();
        let exclusive = asker.snapshot.rules.exclusive.iter().copied();
        let both: Vec<u32> = exclusive.filter(|group| held.contains(*group)).collect();
        Missing::Alone(named(asker, &both))
    }
}

/// That the record meets a rule.
fn met(asker: &Asker<'_>, rule: RuleNumber) -> Missing {
    Missing::Rule(asker.rule_id(rule).to_string(), source(asker, rule).to_owned())
}

/// Groups by name.
fn named(asker: &Asker<'_>, groups: &[u32]) -> Vec<String> {
    groups.iter().map(|group| asker.snapshot.groups.name(*group).to_owned()).collect()
}
