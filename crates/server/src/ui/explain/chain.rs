//! An answer as a chain: who, by which role line, role and group, which row of the access list, which rules, and so the verdict. What
//! does not count stands there too, with the reason.

use bailiwick_app::{administration::PolicySight, decisions::Answer};
use bailiwick_policy::{Cause, Held, Origin};
use jiff::civil::Date;
use serde_json::Value as Json;

use super::{
    super::{
        page::Page,
        policy::{
            effect::days,
            names::{group_title, page_of},
        },
        shell::Shell,
    },
    question::Asked,
    telling::Telling,
};
use crate::language::Words;

/// Role lines of one kind that are shown.
const MOST_LINES: usize = 12;
/// Rules that are shown.
const MOST_RULES: usize = 20;

/// What a line gives, and whose it is.
type Line = (Held, Origin);

/// An answer.
pub(super) struct Chain {
    pub(super) is_allowed: bool,
    pub(super) told: String,
    pub(super) why: String,
    /// Why a rule could not be computed, which only the engine's own words say.
    pub(super) detail: Option<String>,
    pub(super) steps: Vec<Step>,
    /// What is missing.
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
    /// Why it could not be computed, in the engine's words.
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
        let told = Telling { page, sight };
        let maker = Maker { page, sight, allowed: answer.decision };
        let explanation = answer.explanation.as_ref().unwrap_or(&Json::Null);
        let lines: Vec<_> = list(explanation, "lines").iter().zip(&answer.facts.held).collect();
        let mut steps = vec![maker.user(shell, asked, answer.reason.code)];
        let counts = |(line, _): &&(&Json, &Line)| word(line, "state") == "counts" && is(line, "gives");
        lines
            .iter()
            .filter(counts)
            .take(MOST_LINES)
            .for_each(|(line, held)| maker.line(line, held, &mut steps));
        steps.extend(list(explanation, "overrides").iter().map(|one| maker.exception(one)));
        steps.extend(list(explanation, "rules").iter().take(MOST_RULES).map(|rule| maker.rule(rule)));
        let others = lines.iter().filter(|line| !counts(line)).take(MOST_LINES);
        steps.extend(others.map(|(line, held)| maker.uncounted(line, held)));
        let words = Words::new().text("user", &*asked.user);
        Self {
            is_allowed: answer.decision,
            told: page.with(if answer.decision { "exp-yes" } else { "exp-no" }, &words),
            why: told.cause(&answer.facts.cause),
            detail: match &answer.facts.cause {
                Cause::Failed(why) => Some(why.clone()),
                _ => None,
            },
            steps,
            missing: answer.facts.missing.iter().map(|one| told.missing(one)).collect(),
            verdict: page.text(if answer.decision { "exp-allowed" } else { "exp-denied" }),
        }
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
    fn line(&self, line: &Json, held: &Line, steps: &mut Vec<Step>) {
        let enabled = ("ok", "check", self.page.text("exp-enabled"));
        let step = Step { badge: Some(enabled), ..self.role_line(line, held) };
        let (name, href) = (step.name.clone(), step.href.clone());
        steps.push(step);
        // Groups that were given directly come of no role.
        if matches!(held.0, Held::Role(_)) {
            let what = self.page.text("exp-role");
            steps.push(Step { icon: "badge", what, name, href, ..Step::default() });
        }
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
    fn uncounted(&self, line: &Json, held: &Line) -> Step {
        let (badge, reason) = match word(line, "state") {
            "not_yet" => (("warn", "clock", "exp-scheduled"), "exp-line-not-yet"),
            "over" => (("", "minus", "exp-expired"), "exp-line-over"),
            "elsewhere" => (("", "pin", "exp-elsewhere"), "exp-line-elsewhere"),
            _ => (("ok", "check", "exp-enabled"), "exp-line-gives-not"),
        };
        let step = self.role_line(line, held);
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

    fn role_line(&self, line: &Json, (held, origin): &Line) -> Step {
        let day = |name: &str| word(line, name).parse::<Date>().ok();
        let places: Vec<&str> = ["areas", "companies"]
            .iter()
            .flat_map(|name| list(line, name))
            .filter_map(Json::as_str)
            .collect();
        let places = if places.is_empty() { self.page.text("pol-everywhere") } else { places.join(", ") };
        let (about, source) = match origin {
            Origin::Own => ("exp-line-about", ""),
            Origin::Department(id) => ("exp-line-from-department", id.as_str()),
            Origin::Company(id) => ("exp-line-from-company", id.as_str()),
        };
        let words = Words::new()
            .filled("days", days(self.page, day("from"), day("to")))
            .text("where", places)
            .text("source", source);
        let told = Telling { page: self.page, sight: self.sight };
        Step {
            icon: "calendar",
            what: self.page.text("exp-line"),
            name: told.held(held),
            href: match held {
                Held::Role(role) => self.href_of_role(role),
                Held::Groups(_) | Held::Unknown => None,
            },
            about: self.page.with(about, &words),
            ..Step::default()
        }
    }

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
