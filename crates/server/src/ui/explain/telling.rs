//! What the engine found, in the reader's words: what decided, and what is missing.

use bailiwick_app::administration::PolicySight;
use bailiwick_policy::{Cause, Held, Limit, Missing};

use super::super::{
    page::Page,
    policy::names::{group_title, operations_text, role_title, rule_title},
};
use crate::language::Words;

/// Whoever tells it: in a language, and with the names of what may be seen of the policy.
pub(super) struct Telling<'p> {
    pub(super) page: &'p Page,
    pub(super) sight: Option<&'p PolicySight>,
}

impl Telling<'_> {
    /// What decided.
    pub(super) fn cause(&self, cause: &Cause) -> String {
        let page = self.page;
        let named = |key, name: &str| page.with(key, &Words::new().text("name", name));
        match cause {
            Cause::Granted => page.text("exp-why-granted"),
            Cause::Bypass => page.text("exp-why-bypass"),
            Cause::OwnRecord => page.text("exp-why-own-record"),
            Cause::Override(Some(reason)) => named("exp-why-override-reason", reason),
            Cause::Override(None) => page.text("exp-why-override"),
            Cause::AccountBegins(day) => {
                page.with("exp-why-begins", &Words::new().filled("day", page.day(*day)))
            }
            Cause::AccountEnded(day) => {
                page.with("exp-why-ended", &Words::new().filled("day", page.day(*day)))
            }
            Cause::Inactive => page.text("exp-why-inactive"),
            Cause::ExclusiveGroups => page.text("exp-why-exclusive"),
            Cause::NoAcl => page.text("exp-why-no-acl"),
            Cause::GlobalRule(rule) => named("exp-why-global-rule", &self.rule(rule)),
            Cause::GroupRules => page.text("exp-why-group-rules"),
            Cause::Parent(model) => named("exp-why-parent", model),
            Cause::Field(field) => named("exp-why-field", field),
            Cause::Missing(field) => named("exp-why-missing", field),
            Cause::NoPermission => page.text("exp-why-no-permission"),
            Cause::NoRecord => page.text("exp-why-no-record"),
            Cause::Failed(_) => page.text("exp-why-failed"),
        }
    }

    /// What is missing.
    pub(super) fn missing(&self, missing: &Missing) -> String {
        let page = self.page;
        let words = Words::new;
        match missing {
            Missing::LineBegins(held, day) => {
                let words = words().text("line", self.held(held)).filled("day", page.day(*day));
                page.with("exp-miss-line-begins", &words)
            }
            Missing::LineEnded(held, day) => {
                let words = words().text("line", self.held(held)).filled("day", page.day(*day));
                page.with("exp-miss-line-ended", &words)
            }
            Missing::LineElsewhere(held, places) => {
                let words = words().text("line", self.held(held)).text("where", places.join(", "));
                page.with("exp-miss-line-elsewhere", &words)
            }
            Missing::Local(model, local) => {
                let words = words().text("model", &**model).text("may", operations_text(page, *local));
                page.with("exp-miss-local", &words)
            }
            Missing::Row => page.text("exp-miss-row"),
            Missing::Group(groups) => self.of_groups("exp-miss-group", groups, ""),
            Missing::Rule(rule, domain) => {
                let words = words().text("rule", self.rule(rule)).text("domain", &**domain);
                page.with("exp-miss-rule", &words)
            }
            Missing::RuleOf(rule, groups) => self.of_groups("exp-miss-rule-of", groups, &self.rule(rule)),
            Missing::Field(by, limit) => self.limit(by.as_deref(), limit),
            Missing::Value => page.text("exp-miss-value"),
            Missing::AccountBegins(day) => {
                page.with("exp-miss-account-begins", &words().filled("day", page.day(*day)))
            }
            Missing::AccountDays => page.text("exp-miss-account-days"),
            Missing::AccountActive => page.text("exp-miss-account-active"),
            Missing::Alone(groups) => self.of_groups("exp-miss-alone", groups, ""),
            Missing::Override(None) => page.text("exp-miss-override"),
            Missing::Override(Some(day)) => {
                page.with("exp-miss-override-ends", &words().filled("day", page.day(*day)))
            }
        }
    }

    /// What a line gives.
    pub(super) fn held(&self, held: &Held) -> String {
        match held {
            Held::Role(role) => {
                self.sight.map_or_else(|| role.clone(), |sight| role_title(sight.policy(), role))
            }
            Held::Groups(groups) => self.of_groups("exp-direct-groups", groups, ""),
            Held::Unknown => self.page.text("exp-unknown-role"),
        }
    }

    fn limit(&self, by: Option<&str>, limit: &Limit) -> String {
        let by = by.map_or_else(|| self.page.text("exp-by-model"), str::to_owned);
        match limit {
            Limit::Nobody => self.page.with("exp-miss-nobody", &Words::new().text("rule", by)),
            Limit::AnyOf(groups) => self.of_groups("exp-miss-any-of", groups, &by),
            Limit::NoneOf(groups) => self.of_groups("exp-miss-none-of", groups, &by),
        }
    }

    fn of_groups(&self, key: &str, groups: &[String], rule: &str) -> String {
        let title =
            |id: &String| self.sight.map_or_else(|| id.clone(), |sight| group_title(sight.policy(), id));
        let groups: Vec<String> = groups.iter().map(title).collect();
        self.page.with(key, &Words::new().text("groups", groups.join(", ")).text("rule", rule))
    }

    fn rule(&self, id: &str) -> String {
        self.sight.map_or_else(|| id.to_owned(), |sight| rule_title(sight.policy(), id))
    }
}
