//! The page of what somebody may do, ready to be written.

use askama::Template;
use bailiwick_app::administration::{Access, RightsWanted};
use bailiwick_model::{Effect, OverrideTarget, Validity};
use bailiwick_protocol::rest::{LineView, OverrideView};
use jiff::civil::Date;

use super::{
    super::{
        head::{Badge, Head, title},
        preview::operation_text,
    },
    matrix::{self, Row},
    span::Span,
};
use crate::{
    language::Words,
    ui::{page::Page, query::Query, shell::Shell},
};

#[derive(Template)]
#[template(path = "person/access.html")]
pub(super) struct AccessPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: String,
    head: Head,
    managed: bool,
    gives: bool,
    ends: bool,
    excepts: bool,
    why_not: String,
    lines: Vec<LineRow>,
    overrides: Vec<OverrideRow>,
    is_live: bool,
    rights: Option<Matrix>,
    groups: Vec<(String, String)>,
    areas: Vec<(String, String)>,
    places: Vec<(String, String)>,
}

struct LineRow {
    role: String,
    role_href: Option<String>,
    is_local: Option<bool>,
    state: Standing,
    areas: Vec<String>,
    companies: Vec<String>,
    from: Option<String>,
    to: Option<String>,
    span: Span,
    span_told: String,
    /// Where it comes from, where that is a place.
    source: Option<(String, Option<String>)>,
    href: Option<String>,
    off: bool,
}

/// How something with days stands today.
pub(in crate::ui) struct Standing {
    pub(in crate::ui) badge: Badge,
    pub(in crate::ui) icon: &'static str,
}

struct OverrideRow {
    target: String,
    allows: bool,
    reason: String,
    days: String,
    state: Standing,
    href: Option<String>,
}

struct Matrix {
    rows: Vec<Row>,
    operations: Vec<String>,
    search: String,
    total: String,
    previous: Option<String>,
    next: Option<String>,
}

impl<'p> AccessPage<'p> {
    pub(super) fn of(shell: &'p Shell, access: &Access, wanted: &RightsWanted) -> Self {
        let page = &shell.page;
        let person = &access.person;
        let head = Head::of(shell, person, "access");
        let acts = &person.acts;
        let lines = person.user.lines.iter().map(|line| line_row(page, access, line, &head.path)).collect();
        let excepted = &person.user.overrides;
        let overrides = excepted.iter().map(|one| override_row(page, access, one, &head.path)).collect();
        let name = Words::new().text("name", &head.name);
        let rights = access.rights.as_ref().map(|rights| {
            let path = format!("{}/access", head.path);
            let query = Query::default().with("m", Some(&wanted.search));
            let to = |number: usize| query.with("mp", Some(&number.to_string())).link(&path);
            Matrix {
                rows: rights.models.iter().map(|model| matrix::row(page, access, model)).collect(),
                operations: operations(page),
                search: wanted.search.clone(),
                total: page.with(
                    "person-models-count",
                    &Words::new().count("count", i64::try_from(rights.total).unwrap_or(i64::MAX)),
                ),
                previous: (rights.page > 0).then(|| to(rights.page)),
                next: rights.more.then(|| to(rights.page + 2)),
            }
        });
        let pairs = |names: &std::collections::BTreeMap<String, String>| {
            names.iter().map(|(code, name)| (name.clone(), code.clone())).collect()
        };
        Self {
            title: title(page, "person-tab-access", &head.name),
            managed: person.user.managed_by_roles,
            gives: acts.lines,
            ends: acts.end_access,
            excepts: acts.overrides,
            why_not: page.with("person-why-not", &name),
            lines,
            overrides,
            is_live: access.is_live,
            rights,
            groups: access.groups.clone(),
            areas: pairs(&in_force(access)),
            places: places(page, access),
            shell,
            page,
            head,
        }
    }
}

fn operations(page: &Page) -> Vec<String> {
    bailiwick_model::Operation::ALL
        .into_iter()
        .map(|operation| page.text(operation_text(operation)))
        .collect()
}

/// The areas of lines that count today.
fn in_force(access: &Access) -> std::collections::BTreeMap<String, String> {
    let lines = access.person.user.lines.iter().filter(|line| line.enabled);
    let codes = lines.flat_map(|line| &line.form.areas).map(ToString::to_string);
    codes.map(|code| (code.clone(), access.areas.get(&code).cloned().unwrap_or(code))).collect()
}

/// Where the access comes from: roles of the company and the department, his own, and exceptions.
fn places(page: &Page, access: &Access) -> Vec<(String, String)> {
    let user = &access.person.user;
    let label = |line: &LineView| {
        let role = line.form.role.as_str();
        access.roles.get(role).map_or_else(|| role.to_owned(), |role| role.label.clone())
    };
    let of = |kind: &str| {
        let lines = user.lines.iter().filter(|line| line.enabled && line.source.starts_with(kind));
        lines.map(label).collect::<Vec<_>>().join(", ")
    };
    let count = |effect: Effect| {
        let counted =
            user.overrides.iter().filter(|one| one.enabled && one.exception.effect == effect).count();
        i64::try_from(counted).unwrap_or(i64::MAX)
    };
    let words = Words::new().count("allow", count(Effect::Allow)).count("deny", count(Effect::Deny));
    let all = [
        ("person-from-company", of("company")),
        ("person-from-department", of("department")),
        ("roles", of("own")),
        ("person-overrides", page.with("person-overrides-count", &words)),
    ];
    let none = |text: String| if text.is_empty() { page.text("none") } else { text };
    all.into_iter().map(|(name, text)| (page.text(name), none(text))).collect()
}

fn line_row(page: &Page, access: &Access, line: &LineView, path: &str) -> LineRow {
    let role = line.form.role.as_str();
    let known = access.roles.get(role);
    let (from, to) = (line.form.from, line.form.to);
    let state = standing(page, access.today, from, to);
    let is_own = line.source == "own";
    let area = |code: &bailiwick_model::AreaCode| {
        access.areas.get(code.as_str()).cloned().unwrap_or_else(|| code.to_string())
    };
    let company = |code: &bailiwick_model::CompanyId| {
        access.companies.get(code.as_str()).cloned().unwrap_or_else(|| code.to_string())
    };
    LineRow {
        role: known.map_or_else(|| role.to_owned(), |role| role.label.clone()),
        role_href: known.map(|known| super::super::at(&known.id).replacen("/users/", "/roles/", 1)),
        is_local: known.map(|known| known.is_local),
        areas: line.form.areas.iter().map(area).collect(),
        companies: line.form.companies.iter().map(company).collect(),
        from: from.map(|day| page.day(day)),
        to: to.map(|day| page.day(day)),
        span: Span::of(access.today, from, to),
        span_told: format!("{}: {}", state.badge.text, days(page, from, to)),
        source: (!is_own).then(|| source(page, access, &line.source)),
        href: (is_own && access.person.acts.lines && access.person.acts.open_lines.contains(&line.id))
            .then(|| format!("{path}/lines/{}", line.id)),
        off: !line.enabled,
        state,
    }
}

/// The place that a line comes from, and where it is looked at.
fn source(page: &Page, access: &Access, source: &str) -> (String, Option<String>) {
    let (kind, code) = source.split_once(' ').unwrap_or(("", source));
    let (key, known) = match kind {
        "company" => ("person-line-of-company", access.companies.get(code)),
        _ => ("person-line-of-department", access.departments.get(code)),
    };
    let told = page.with(key, &Words::new().text("name", known.map_or(code, String::as_str)));
    let is_company = kind == "company" && known.is_some();
    (told, is_company.then(|| super::super::at(code).replacen("/users/", "/companies/", 1)))
}

fn override_row(page: &Page, access: &Access, shown: &OverrideView, path: &str) -> OverrideRow {
    let exception = &shown.exception;
    let (from, to) = (exception.validity.from(), exception.validity.to());
    let acts = &access.person.acts;
    let changes = acts.overrides && (exception.effect == Effect::Deny || acts.allowances);
    OverrideRow {
        target: override_target(page, &exception.target),
        allows: exception.effect == Effect::Allow,
        reason: exception.reason.clone(),
        days: days(page, from, to),
        state: standing(page, access.today, from, to),
        href: changes.then(|| format!("{path}/overrides/{}", shown.id)),
    }
}

/// What an exception is about.
pub(in crate::ui) fn override_target(page: &Page, target: &OverrideTarget) -> String {
    match target {
        OverrideTarget::Permission(name) => name.to_string(),
        OverrideTarget::Records { model, operations, .. } => {
            let operations: Vec<String> =
                operations.iter().map(|operation| page.text(operation_text(operation))).collect();
            format!("{model}: {}", operations.join(", "))
        }
    }
}

/// From when until when, in words.
fn days(page: &Page, from: Option<Date>, to: Option<Date>) -> String {
    let day = |key: &str, day: Date| page.with(key, &Words::new().filled("day", page.day(day)));
    let told: Vec<String> = [("person-from-day", from), ("person-to-day", to)]
        .into_iter()
        .filter_map(|(key, found)| Some(day(key, found?)))
        .collect();
    if told.is_empty() { page.text("person-always") } else { told.join(" · ") }
}

/// How something with days stands on a day.
pub(in crate::ui) fn standing(page: &Page, today: Date, from: Option<Date>, to: Option<Date>) -> Standing {
    let counts = Validity::new(from, to).is_ok_and(|days| days.is_enabled(today));
    let (text, tone, icon) = match from {
        _ if counts => ("person-enabled", "ok", "check"),
        Some(from) if today < from => ("person-scheduled", "warn", "clock"),
        _ => ("person-expired", "", "minus"),
    };
    Standing { badge: Badge { text: page.text(text), tone }, icon }
}
