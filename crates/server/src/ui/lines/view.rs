//! The page of a role line, ready to be written.

use askama::Template;
use bailiwick_app::administration::{Held, LineChoices, LineRole};
use bailiwick_protocol::rest::{LineView, Preview};

use super::{Home, Outcome, form::Typed};
use crate::{
    language::Words,
    ui::{
        clash::Clash,
        faults::Faults,
        page::Page,
        person::{
            access::{Standing, standing},
            field::Field,
            preview::{self, Told},
        },
        picker::Picker,
        policy::effect::Effect,
        shell::Shell,
    },
};

/// Roles that are shown with what they are for; more are a list.
const MOST_CARDS: usize = 12;

#[derive(Template)]
#[template(path = "line.html")]
pub(super) struct LinePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: String,
    /// The list of all holders, the holder, and the page that his lines are on, by address and text.
    crumbs: Vec<(String, String)>,
    back: String,
    faults: Faults,
    clash: Option<Clash>,
    /// What the holder would gain and lose, or everybody who has the line from a place.
    told: Option<Vec<Told>>,
    effect: Option<Effect>,
    /// Of how many people the line is.
    is_of_many: bool,
    /// Where it is sent to.
    action: String,
    tag: String,
    is_new: bool,
    /// Whether its last day is over.
    is_over: bool,
    roles: Vec<RoleRow>,
    role_field: Option<Field>,
    role_name: String,
    fields: Vec<Field>,
    reason: Field,
    state: Option<Standing>,
    areas: Picker,
    companies: Picker,
    granted: Option<String>,
}

struct RoleRow {
    id: String,
    label: String,
    comment: String,
    is_local: bool,
    is_chosen: bool,
}

impl<'p> LinePage<'p> {
    pub(super) fn of(
        shell: &'p Shell,
        home: &Home,
        choices: &LineChoices,
        line: Option<&LineView>,
        typed: &Typed,
        outcome: Outcome,
    ) -> Self {
        let page = &shell.page;
        let Outcome { faults, preview, clash } = outcome;
        let name = match &choices.held {
            Held::Person(person) => person.user.display_name.clone(),
            Held::Place(_, name) => name.clone(),
        };
        let words = Words::new().text("name", &name);
        let known = choices.roles.iter().find(|role| role.id == typed.role);
        let role_name = known.map_or_else(|| typed.role.clone(), |role| role.label.clone());
        let title = match line {
            None => page.with("person-line-new", &words),
            Some(_) => page.with("person-line-of", &words.text("role", &role_name)),
        };
        let seen = typed.tag.clone().or_else(|| line.and_then(|line| line.tag.clone()));
        let tag = clash.as_ref().map(|clash| clash.tag.clone()).or(seen).unwrap_or_default();
        let as_cards = (1..=MOST_CARDS).contains(&offered(choices).count());
        let (roles, role_field) = match (line, as_cards) {
            (Some(_), _) => (Vec::new(), None),
            (None, true) => (cards(choices, typed), None),
            (None, false) => (Vec::new(), Some(role_field(page, choices, typed, &faults))),
        };
        let day = |name: &str, label: &str, value: &str| {
            Field::text(page, name, label, value).kind("date").faulty(&faults)
        };
        let days = (typed.from.parse().ok(), typed.to.parse().ok());
        let action = match line {
            None => format!("{}/lines/new", home.at),
            Some(line) => format!("{}/lines/{}", home.at, line.id),
        };
        let (told, effect) = match preview {
            None => (None, None),
            Some(preview) => coming(page, &choices.held, &preview),
        };
        let (areas, companies) = (typed.areas.clone().always(), &typed.companies);
        let areas = areas.pickers(page, "areas", page.text("areas"), &choices.offers.areas);
        let companies =
            companies.pickers(page, "companies", page.text("companies"), &choices.offers.companies);
        Self {
            is_new: line.is_none(),
            is_over: line.is_some_and(|line| line.form.to.is_some_and(|to| to < choices.today)),
            fields: vec![day("from", "person-from", &typed.from), day("to", "person-to", &typed.to)],
            reason: Field::text(page, "reason", "person-reason", &*typed.reason)
                .hint(page, "person-line-reason-hint")
                .faulty(&faults),
            state: (!typed.from.is_empty() || !typed.to.is_empty() || line.is_some())
                .then(|| standing(page, choices.today, days.0, days.1)),
            areas: areas.at(&action).faulty(&faults),
            companies: companies.at(&action).faulty(&faults),
            granted: line.and_then(|line| line.granted_by.as_ref()).map(ToString::to_string),
            is_of_many: matches!(choices.held, Held::Place(..)),
            crumbs: crumbs(page, home, &choices.held, &name),
            back: home.lines.clone(),
            told,
            effect,
            action,
            shell,
            page,
            title,
            faults,
            clash,
            tag,
            roles,
            role_field,
            role_name,
        }
    }
}

/// The way that leads to the holder's lines.
fn crumbs(page: &Page, home: &Home, held: &Held, name: &str) -> Vec<(String, String)> {
    let (list, lines) = match held {
        Held::Person(_) => (("/users", "users"), Some(page.text("person-tab-access"))),
        Held::Place(..) => (("/companies", "companies"), None),
    };
    let mut crumbs = vec![(list.0.to_owned(), page.text(list.1)), (home.at.clone(), name.to_owned())];
    crumbs.extend(lines.map(|text| (home.lines.clone(), text)));
    crumbs
}

/// What would come of it: for one, what he gains and loses; for all people of a place, who of them does.
fn coming(page: &Page, held: &Held, preview: &Preview) -> (Option<Vec<Told>>, Option<Effect>) {
    match held {
        Held::Person(person) => (Some(preview::told(page, preview, &person.user.login)), None),
        Held::Place(..) => (None, Some(Effect::of(page, preview))),
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
    let row = |role: &LineRole| RoleRow {
        id: role.id.clone(),
        label: role.label.clone(),
        comment: role.comment.clone().unwrap_or_default(),
        is_local: role.is_local,
        is_chosen: role.id == typed.role,
    };
    offered(choices).map(row).collect()
}

/// The roles that can be chosen: what would be refused is not offered.
fn offered(choices: &LineChoices) -> impl Iterator<Item = &LineRole> {
    choices.roles.iter().filter(|role| role.can_be_given)
}

fn role_field(page: &Page, choices: &LineChoices, typed: &Typed, faults: &Faults) -> Field {
    let scope = |is_local| page.text(if is_local { "person-local" } else { "person-global" });
    let none = (String::new(), page.text("person-choose-role"));
    let roles =
        offered(choices).map(|role| (role.id.clone(), format!("{} ({})", role.label, scope(role.is_local))));
    let field = Field::text(page, "role", "person-role", &*typed.role).must().faulty(faults);
    match choices.roles.is_empty() {
        // Whoever sees no role can name one.
        true => field,
        false => field.choices(std::iter::once(none).chain(roles)),
    }
}
