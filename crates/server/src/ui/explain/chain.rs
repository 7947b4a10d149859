//! An answer as a chain: who, by which role line, role and group, which row of the access list, which rules, and so the verdict. What
//! does not count stands there too, with the reason.

use bailiwick_app::{administration::PolicySight, decisions::Answer};
use jiff::civil::Date;
use serde_json::Value as Json;

use super::{
    super::{
        page::Page,
        policy::{
            effect::days,
            names::{group_title, page_of, role_title},
        },
        shell::Shell,
    },
    question::Asked,
};
use crate::language::Words;

/// Role lines of one kind that are shown.
const MOST_LINES: usize = 12;
/// Rules that are shown.
const MOST_RULES: usize = 20;

/// An answer.
pub(super) struct Chain {
    pub(super) is_allowed: bool,
    pub(super) told: String,
    pub(super) why: String,
    /// The engine's own words, where they say more.
    pub(super) detail: Option<String>,
    pub(super) steps: Vec<Step>,
    /// What is missing, in the engine's words.
    pub(super) missing: Vec<String>,
    pub(super) verdict: String,
}

/// A step of the way to it.
#[derive(Default)]
pub(super) struct Step {
    pub(super) icon: &'static str,
    /// `fail`, `skip-it`, or empty for what counts.
    pub(super) class: &'static str,
    pub(super) what: String,
    pub(super) name: String,
    pub(super) href: Option<String>,
    /// Class, icon and text of the mark beside the name.
    pub(super) badge: Option<(&'static str, &'static str, String)>,
    pub(super) about: String,
    /// A domain, or an id.
    pub(super) code: String,
    /// What the engine says about it.
    pub(super) english: String,
}

/// Whatever a chain is made from.
struct Maker<'p> {
    page: &'p Page,
    /// The policy as far as he may see it: its parts have names then, and can be opened.
    sight: Option<&'p PolicySight>,
    allowed: bool,
}

impl Chain {
    /// The answer to a question.
    pub(super) fn of(shell: &Shell, sight: Option<&PolicySight>, asked: &Asked, answer: &Answer) -> Self {
        let page = &shell.page;
        let maker = Maker { page, sight, allowed: answer.decision };
        let explanation = answer.explanation.as_ref().unwrap_or(&Json::Null);
        let lines = list(explanation, "lines");
        let mut steps = vec![maker.user(shell, asked, answer.reason.code)];
        let counts = |line: &&Json| word(line, "state") == "counts" && is(line, "gives");
        lines.iter().filter(counts).take(MOST_LINES).for_each(|line| maker.line(line, &mut steps));
        steps.extend(list(explanation, "overrides").iter().map(|one| maker.exception(one)));
        steps.extend(list(explanation, "rules").iter().take(MOST_RULES).map(|rule| maker.rule(rule)));
        let others = lines.iter().filter(|line| !counts(line)).take(MOST_LINES);
        steps.extend(others.map(|line| maker.uncounted(line)));
        let missing = list(explanation, "missing").iter().filter_map(Json::as_str).map(str::to_owned);
        let words = Words::new().text("user", &*asked.user);
        let says_more =
            ["global_rule", "parent_rules", "field", "missing_value", "override", "failed", "inactive"];
        Self {
            is_allowed: answer.decision,
            told: page.with(if answer.decision { "exp-yes" } else { "exp-no" }, &words),
            why: page.text(why(answer.reason.code)),
            detail: says_more.contains(&answer.reason.code).then(|| answer.reason.text.clone()),
            steps,
            missing: missing.collect(),
            verdict: page.text(if answer.decision { "exp-allowed" } else { "exp-denied" }),
        }
    }
}

/// The text for what decided.
fn why(code: &str) -> &'static str {
    match code {
        "granted" => "exp-why-granted",
        "bypass" => "exp-why-bypass",
        "own_record" => "exp-why-own-record",
        "override" => "exp-why-override",
        "inactive" => "exp-why-inactive",
        "exclusive_groups" => "exp-why-exclusive",
        "no_acl" => "exp-why-no-acl",
        "global_rule" => "exp-why-global-rule",
        "group_rules" => "exp-why-group-rules",
        "parent_rules" => "exp-why-parent",
        "field" => "exp-why-field",
        "missing_value" => "exp-why-missing",
        "no_permission" => "exp-why-no-permission",
        "no_record" => "exp-why-no-record",
        _ => "exp-why-failed",
    }
}

impl Maker<'_> {
    fn user(&self, shell: &Shell, asked: &Asked, code: &str) -> Step {
        let is_shut = code == "inactive";
        let href = if asked.user == shell.login {
            Some("/me".to_owned())
        } else {
            shell.sights.sees("bailiwick.user").then(|| page_of("users", &asked.user))
        };
        let about = if is_shut { "exp-why-inactive" } else { "exp-user-about" };
        Step {
            icon: "user",
            class: if is_shut { "fail" } else { "" },
            what: self.page.text("exp-user"),
            name: asked.user.clone(),
            href,
            about: self.page.text(about),
            ..Step::default()
        }
    }

    /// A line that counts, and the way from it to what it gives.
    fn line(&self, line: &Json, steps: &mut Vec<Step>) {
        let enabled = ("ok", "check", self.page.text("exp-enabled"));
        steps.push(Step { badge: Some(enabled), ..self.role_line(line) });
        let role = word(line, "role");
        steps.push(Step {
            icon: "badge",
            what: self.page.text("exp-role"),
            name: self.role_name(role),
            href: self.href_of_role(role),
            ..Step::default()
        });
        for path in list(line, "through").iter().take(2) {
            let groups: Vec<&str> = list(path, "groups").iter().filter_map(Json::as_str).collect();
            if let Some(last) = groups.last() {
                let way = groups.join(" → ");
                steps.push(Step {
                    icon: "layers",
                    what: self.page.text("exp-group"),
                    name: self
                        .sight
                        .map_or_else(|| (*last).to_owned(), |sight| group_title(sight.policy(), last)),
                    href: self.sight.map(|_| page_of("groups", last)),
                    code: if groups.len() > 1 { way } else { String::new() },
                    ..Step::default()
                });
            }
            let (acl, permission) = (word(path, "acl"), word(path, "permission"));
            let what = if acl.is_empty() { "exp-permission" } else { "exp-acl" };
            steps.push(Step {
                icon: "key",
                what: self.page.text(what),
                name: if acl.is_empty() { permission.to_owned() } else { acl.to_owned() },
                ..Step::default()
            });
        }
    }

    /// A line that does not count, and why not.
    fn uncounted(&self, line: &Json) -> Step {
        let (badge, reason) = match word(line, "state") {
            "not_yet" => (("warn", "clock", "exp-scheduled"), "exp-line-not-yet"),
            "over" => (("", "minus", "exp-expired"), "exp-line-over"),
            "elsewhere" => (("", "pin", "exp-elsewhere"), "exp-line-elsewhere"),
            _ => (("ok", "check", "exp-enabled"), "exp-line-gives-not"),
        };
        let step = self.role_line(line);
        let reason = match is(line, "gives") || reason == "exp-line-gives-not" {
            true => self.page.text(reason),
            false => format!("{} {}", self.page.text(reason), self.page.text("exp-line-would-not")),
        };
        Step {
            icon: "clock",
            class: "skip-it",
            badge: Some((badge.0, badge.1, self.page.text(badge.2))),
            about: format!("{}. {reason}", step.about),
            ..step
        }
    }

    fn role_line(&self, line: &Json) -> Step {
        let day = |name: &str| word(line, name).parse::<Date>().ok();
        let places: Vec<&str> = ["areas", "companies"]
            .iter()
            .flat_map(|name| list(line, name))
            .filter_map(Json::as_str)
            .collect();
        let places = if places.is_empty() { self.page.text("pol-everywhere") } else { places.join(", ") };
        let source = match word(line, "source") {
            "" | "own" => String::new(),
            source => source.to_owned(),
        };
        let words = Words::new()
            .filled("days", days(self.page, day("from"), day("to")))
            .text("where", places)
            .text("source", source.clone());
        let about = if source.is_empty() { "exp-line-about" } else { "exp-line-from-above" };
        let role = word(line, "role");
        Step {
            icon: "calendar",
            what: self.page.text("exp-line"),
            name: self.role_name(role),
            href: self.href_of_role(role),
            about: self.page.with(about, &words),
            ..Step::default()
        }
    }

    fn role_name(&self, role: &str) -> String {
        self.sight.map_or_else(|| role.to_owned(), |sight| role_title(sight.policy(), role))
    }

    /// Groups that were given directly are no role.
    fn href_of_role(&self, role: &str) -> Option<String> {
        let known = self.sight.and_then(|sight| sight.policy().roles.get(role));
        known.map(|_| page_of("roles", role))
    }

    fn exception(&self, exception: &Json) -> Step {
        let (is_on, decided) = (is(exception, "enabled"), is(exception, "decided"));
        let denies = word(exception, "effect") == "deny";
        let about = match (is_on, decided) {
            (false, _) => "exp-override-off",
            (true, true) => "exp-override-decided",
            (true, false) => "exp-override-idle",
        };
        Step {
            icon: "flag",
            class: match (is_on && decided, denies) {
                (false, _) => "skip-it",
                (true, true) => "fail",
                (true, false) => "",
            },
            what: self.page.text(if denies { "exp-override-deny" } else { "exp-override-allow" }),
            name: word(exception, "reason").to_owned(),
            about: self.page.text(about),
            ..Step::default()
        }
    }

    fn rule(&self, rule: &Json) -> Step {
        let (applies, holds) = (is(rule, "applies"), is(rule, "holds"));
        let is_global = word(rule, "scope") == "global";
        let error = word(rule, "error");
        let (class, about) = match (applies, holds) {
            (false, _) => ("skip-it", "exp-rule-others"),
            (true, true) => ("", "exp-rule-holds"),
            (true, false) if !error.is_empty() => ("fail", "exp-rule-failed"),
            // Of the rules of groups, one is enough.
            (true, false) if self.allowed => ("skip-it", "exp-rule-another"),
            (true, false) => ("fail", "exp-rule-holds-not"),
        };
        let (id, label) = (word(rule, "rule"), word(rule, "label"));
        Step {
            icon: "filter",
            class,
            what: self.page.text(if is_global { "exp-rule-global" } else { "exp-rule" }),
            name: if label.is_empty() { id.to_owned() } else { label.to_owned() },
            href: self.sight.map(|_| page_of("rules", id)),
            about: self.page.text(about),
            code: word(rule, "domain").to_owned(),
            english: error.to_owned(),
            ..Step::default()
        }
    }
}

fn list<'j>(json: &'j Json, name: &str) -> &'j [Json] {
    json.get(name).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn word<'j>(json: &'j Json, name: &str) -> &'j str {
    json.get(name).and_then(Json::as_str).unwrap_or_default()
}

fn is(json: &Json, name: &str) -> bool {
    json.get(name).and_then(Json::as_bool).unwrap_or_default()
}
