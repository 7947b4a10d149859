//! The page of a role line, ready to be written.

use askama::Template;
use bailiwick_app::administration::{AreaChoice, LineChoices};
use bailiwick_protocol::rest::LineView;

use super::{
    super::{
        access::{Standing, standing},
        field::Field,
        head::Head,
        preview::{self, Told},
    },
    Outcome,
    form::Typed,
};
use crate::{
    language::Words,
    ui::{clash::Clash, faults::Faults, page::Page, shell::Shell},
};

/// Roles that are shown with what they are for; more are a list.
const MOST_CARDS: usize = 12;

#[derive(Template)]
#[template(path = "person/line.html")]
pub(super) struct LinePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: String,
    head: Head,
    faults: Faults,
    clash: Option<Clash>,
    told: Option<Vec<Told>>,
    /// Where it is sent to.
    action: String,
    tag: String,
    is_new: bool,
    roles: Vec<RoleRow>,
    role_field: Option<Field>,
    role_name: String,
    fields: Vec<Field>,
    reason: Field,
    state: Option<Standing>,
    area_search: String,
    under: Option<(String, String)>,
    areas: Vec<PlaceRow>,
    more_areas: bool,
    company_search: String,
    companies: Vec<PlaceRow>,
    more_companies: bool,
    chosen: String,
    granted: Option<String>,
}

struct RoleRow {
    id: String,
    label: String,
    comment: String,
    is_local: bool,
    is_chosen: bool,
}

struct PlaceRow {
    code: String,
    name: String,
    is_chosen: bool,
}

impl<'p> LinePage<'p> {
    pub(super) fn of(
        shell: &'p Shell,
        choices: &LineChoices,
        line: Option<&LineView>,
        typed: &Typed,
        outcome: Outcome,
    ) -> Self {
        let page = &shell.page;
        let head = Head::of(shell, &choices.person, "access");
        let Outcome { faults, preview, clash } = outcome;
        let words = Words::new().text("name", &head.name);
        let known = choices.roles.iter().find(|role| role.id == typed.role);
        let role_name = known.map_or_else(|| typed.role.clone(), |role| role.label.clone());
        let title = match line {
            None => page.with("person-line-new", &words),
            Some(_) => page.with("person-line-of", &words.text("role", &role_name)),
        };
        let seen = typed.tag.clone().or_else(|| line.and_then(|line| line.tag.clone()));
        let tag = clash.as_ref().map(|clash| clash.tag.clone()).or(seen).unwrap_or_default();
        let as_cards = choices.roles.len() <= MOST_CARDS && !choices.roles.is_empty();
        let (roles, role_field) = match (line, as_cards) {
            (Some(_), _) => (Vec::new(), None),
            (None, true) => (cards(choices, typed), None),
            (None, false) => (Vec::new(), Some(role_field(page, choices, typed, &faults))),
        };
        let day = |name: &str, label: &str, value: &str| {
            Field::text(page, name, label, value).kind("date").faulty(&faults)
        };
        let days = (typed.from.parse().ok(), typed.to.parse().ok());
        let count = i64::try_from(typed.areas.len()).unwrap_or(i64::MAX);
        let name_of = |code: &String| choices.area_names.get(code).unwrap_or(code).clone();
        let under = typed.under.as_ref().filter(|_| typed.area.is_empty());
        Self {
            action: match line {
                None => format!("{}/lines/new", head.path),
                Some(line) => format!("{}/lines/{}", head.path, line.id),
            },
            is_new: line.is_none(),
            fields: vec![day("from", "person-from", &typed.from), day("to", "person-to", &typed.to)],
            reason: Field::text(page, "reason", "person-reason", &*typed.reason)
                .hint(page, "person-line-reason-hint")
                .faulty(&faults),
            state: (!typed.from.is_empty() || !typed.to.is_empty() || line.is_some())
                .then(|| standing(page, choices.today, days.0, days.1)),
            area_search: typed.area.clone(),
            under: under.map(|code| (code.clone(), name_of(code))),
            areas: places(&typed.areas, &choices.area_names, &choices.areas),
            more_areas: choices.more_areas,
            company_search: typed.company.clone(),
            companies: places(&typed.companies, &choices.company_names, &choices.companies),
            more_companies: choices.more_companies,
            chosen: page.with("person-areas-chosen", &Words::new().count("count", count)),
            granted: line.and_then(|line| line.granted_by.as_ref()).map(ToString::to_string),
            told: preview.map(|preview| preview::told(page, &preview, &head.login)),
            shell,
            page,
            title,
            head,
            faults,
            clash,
            tag,
            roles,
            role_field,
            role_name,
        }
    }
}

/// What a member of the form is called.
pub(super) fn label(page: &Page, name: &str) -> String {
    page.text(match name {
        "areas" => "areas",
        "companies" => "companies",
        "from" => "person-from",
        "to" => "person-to",
        _ => "person-reason",
    })
}

fn cards(choices: &LineChoices, typed: &Typed) -> Vec<RoleRow> {
    let row = |role: &bailiwick_app::administration::LineRole| RoleRow {
        id: role.id.clone(),
        label: role.label.clone(),
        comment: role.comment.clone().unwrap_or_default(),
        is_local: role.is_local,
        is_chosen: role.id == typed.role,
    };
    choices.roles.iter().map(row).collect()
}

fn role_field(page: &Page, choices: &LineChoices, typed: &Typed, faults: &Faults) -> Field {
    let scope = |is_local| page.text(if is_local { "person-local" } else { "person-global" });
    let none = (String::new(), page.text("person-choose-role"));
    let roles = choices
        .roles
        .iter()
        .map(|role| (role.id.clone(), format!("{} ({})", role.label, scope(role.is_local))));
    let field = Field::text(page, "role", "person-role", &*typed.role).must().faulty(faults);
    match choices.roles.is_empty() {
        // Whoever sees no role can name one.
        true => field,
        false => field.choices(std::iter::once(none).chain(roles)),
    }
}

/// Those that are chosen, and behind them those that were found.
fn places(
    chosen: &[String],
    names: &std::collections::BTreeMap<String, String>,
    found: &[AreaChoice],
) -> Vec<PlaceRow> {
    let first = chosen.iter().map(|code| PlaceRow {
        code: code.clone(),
        name: names.get(code).unwrap_or(code).clone(),
        is_chosen: true,
    });
    let others = found.iter().filter(|place| !chosen.contains(&place.code));
    let others =
        others.map(|place| PlaceRow { code: place.code.clone(), name: place.name.clone(), is_chosen: false });
    first.chain(others).collect()
}
