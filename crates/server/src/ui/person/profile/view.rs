//! The page of a user's profile, ready to be written.

use std::collections::BTreeMap;

use askama::Template;
use bailiwick_app::administration::{Offered, Offers, Person};
use bailiwick_model::{AccountState, AttributeField, AttributeKind, UserKind};

use super::{
    super::{
        field::Field,
        head::{Head, kind_text, title},
    },
    form::{CHANNELS, Typed},
};
use crate::{
    language::Words,
    ui::{clash::Clash, faults::Faults, page::Page, shell::Shell},
};

/// Languages of the screens, by their own names.
const LANGUAGES: [(&str, &str); 4] =
    [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")];

#[derive(Template)]
#[template(path = "person/profile.html")]
pub(super) struct ProfilePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    title: String,
    head: Head,
    faults: Faults,
    clash: Option<Clash>,
    tag: String,
    reason: String,
    changes: bool,
    sections: Vec<Section>,
    phones: Vec<PhoneRow>,
    phones_shown: bool,
    phones_fixed: bool,
    news: Vec<NewsRow>,
    news_shown: bool,
    news_fixed: bool,
    channels: Vec<String>,
    facts: Vec<(String, String)>,
    managed: bool,
    groups: Vec<String>,
    groups_shown: bool,
    edits_groups: bool,
    invites: bool,
    states: Vec<(String, String)>,
}

/// Fields that belong together.
struct Section {
    name: &'static str,
    title: String,
    fields: Vec<Field>,
}

struct PhoneRow {
    number: String,
    extension: String,
    kinds: Vec<(&'static str, String, bool)>,
}

struct NewsRow {
    kind: String,
    title: String,
    boxes: Vec<(&'static str, bool)>,
}

impl<'p> ProfilePage<'p> {
    pub(super) fn of(
        shell: &'p Shell,
        person: &Person,
        offers: &Offers,
        typed: &Typed,
        faults: Faults,
        clash: Option<Clash>,
    ) -> Self {
        let page = &shell.page;
        let head = Head::of(shell, person, "profile");
        let tag = match &clash {
            Some(clash) => clash.tag.clone(),
            None => faults.tag(typed.tag.as_deref(), &person.user.tag),
        };
        let acts = &person.acts;
        let hides = |name: &str| person.hidden.contains(name);
        let fixes = |name: &str| !acts.change || person.fixed.contains(name);
        let state = person.user.state;
        Self {
            title: title(page, "person-tab-profile", &head.name),
            sections: sections(page, person, offers, typed, &faults, &head.path),
            phones: phones(page, typed, acts.change && !fixes("phones")),
            reason: typed.reason.clone(),
            phones_shown: !hides("phones"),
            phones_fixed: fixes("phones"),
            news: news(page, typed),
            news_shown: !hides("notifications"),
            news_fixed: fixes("notifications"),
            channels: CHANNELS.map(|channel| page.text(&format!("person-channel-{channel}"))).to_vec(),
            facts: facts(page, person),
            managed: person.user.managed_by_roles,
            groups: person.user.groups.iter().map(ToString::to_string).collect(),
            groups_shown: acts.holdings,
            edits_groups: acts.groups,
            invites: acts.take_over && state == Some(AccountState::Invited),
            states: head
                .menu
                .iter()
                .filter(|item| item.href.contains("/state/"))
                .map(|item| (item.href.clone(), item.text.clone()))
                .collect(),
            changes: acts.change,
            shell,
            page,
            head,
            faults,
            clash,
            tag,
        }
    }
}

fn sections(
    page: &Page,
    person: &Person,
    offers: &Offers,
    typed: &Typed,
    faults: &Faults,
    action: &str,
) -> Vec<Section> {
    let field = |name: &str| {
        let field = Field::text(page, name, &label_key(name), typed.text(name));
        field.fixed(!person.acts.change || person.fixed.contains(name)).faulty(faults)
    };
    let kinds = UserKind::ALL.map(|kind| (kind.word().to_owned(), page.text(kind_text(kind))));
    let place = |name: &str, named: &BTreeMap<String, String>, offered: &Offered| {
        let (pick, label) = (typed.place(name), page.text(&label_key(name)));
        // Names of what is not looked for are known with the user.
        let mut offered = offered.clone();
        offered.names.extend(named.clone());
        let picker = match name {
            "companies" => pick.pickers(page, name, label, &offered),
            _ => pick.picker(page, name, label, &offered),
        };
        let fixed = !person.acts.change || person.fixed.contains(name);
        Field::places(picker.at(action)).fixed(fixed).faulty(faults)
    };
    let languages = LANGUAGES.map(|(tag, name)| (tag.to_owned(), name.to_owned()));
    let personal = vec![
        field("first_name"),
        field("last_name"),
        field("name").hint(page, "person-name-hint"),
        field("job_title"),
        field("email").kind("email").hint(page, "person-email-hint"),
        field("external_id").hint(page, "person-external-id-hint"),
    ];
    let organisation = vec![
        field("kind").choices(kinds),
        place("company", &person.companies, &offers.companies),
        place("department", &person.departments, &offers.departments),
        place("area", &person.areas, &offers.areas),
        place("companies", &person.companies, &offers.companies).hint(page, "person-companies-hint"),
    ];
    let language = vec![
        field("language").proposing(languages).hint(page, "person-language-hint"),
        field("timezone").hint(page, "person-timezone-hint"),
    ];
    let validity = vec![
        field("valid_from").kind("date"),
        field("valid_to").kind("date").hint(page, "person-valid-hint"),
    ];
    let attributes = person.attributes.fields.iter().map(|(name, described)| {
        let name = format!("attr-{name}");
        let field =
            Field { label: described.label().to_string(), ..Field::text(page, &name, "", typed.text(&name)) };
        attribute(page, field, described)
            .fixed(!person.acts.change || person.fixed.contains("attributes"))
            .faulty(faults)
    });
    let attributes = if person.hidden.contains("attributes") { Vec::new() } else { attributes.collect() };
    let all = [
        ("personal", personal),
        ("organisation", organisation),
        ("language", language),
        ("validity", validity),
        ("attributes", attributes),
    ];
    let section = |(name, fields): (&'static str, Vec<Field>)| {
        let shown = |field: &Field| !person.hidden.contains(&field.name);
        let has = |field: &Field| person.acts.change || !field.value.is_empty();
        let fields: Vec<Field> = fields.into_iter().filter(|field| shown(field) && has(field)).collect();
        Section { name, title: page.text(&format!("person-section-{name}")), fields }
    };
    all.into_iter().map(section).filter(|section| !section.fields.is_empty()).collect()
}

/// The name of the text that a member of the form is called by.
fn label_key(name: &str) -> String {
    format!("person-field-{}", name.replace('_', "-"))
}

/// What a member of the form is called.
pub(super) fn label(page: &Page, name: &str) -> String {
    page.text(&label_key(name))
}

fn attribute(page: &Page, field: Field, described: &AttributeField) -> Field {
    let none = (String::new(), page.text("person-not-said"));
    let field = match described.kind() {
        AttributeKind::Number => field.kind("text"),
        AttributeKind::Date => field.kind("date"),
        AttributeKind::Email => field.kind("email"),
        AttributeKind::Url => field.kind("url"),
        AttributeKind::Boolean => field.choices([
            none,
            ("true".to_owned(), page.text("yes")),
            ("false".to_owned(), page.text("no")),
        ]),
        AttributeKind::Choice(choices) => {
            let choices = choices.iter().map(|choice| (choice.to_string(), choice.to_string()));
            field.choices(std::iter::once(none).chain(choices))
        }
        AttributeKind::Text => field,
    };
    if described.is_required() { field.must() } else { field }
}

fn phones(page: &Page, typed: &Typed, with_blank: bool) -> Vec<PhoneRow> {
    let row = |[kind, number, extension]: &[String; 3]| PhoneRow {
        number: number.clone(),
        extension: extension.clone(),
        kinds: ["mobile", "work", "home", "other"]
            .map(|known| (known, page.text(&format!("person-phone-{known}")), known == kind))
            .to_vec(),
    };
    typed.phones.iter().filter(|[_, number, _]| with_blank || !number.is_empty()).map(row).collect()
}

fn news(page: &Page, typed: &Typed) -> Vec<NewsRow> {
    let row = |(kind, chosen): (&String, &Vec<String>)| NewsRow {
        kind: kind.clone(),
        title: match kind.as_str() {
            "account.security" => page.text("person-news-account"),
            "sign_in.new_device" => page.text("person-news-device"),
            other => other.to_owned(),
        },
        boxes: CHANNELS.map(|channel| (channel, chosen.iter().any(|known| known == channel))).to_vec(),
    };
    typed.news.iter().map(row).collect()
}

fn facts(page: &Page, person: &Person) -> Vec<(String, String)> {
    let user = &person.user;
    let mut facts = vec![(page.text("person-login"), user.login.to_string())];
    if user.superuser {
        facts.push((page.text("person-superuser"), page.text("yes")));
    }
    for (name, at_us) in [("person-made", user.created_us), ("person-changed", user.changed_us)] {
        if at_us > 0 {
            facts.push((page.text(name), page.at(at_us)));
        }
    }
    if user.managed_by_roles && person.acts.holdings {
        let count = user.lines.iter().filter(|line| line.enabled).count();
        let words = Words::new().count("count", i64::try_from(count).unwrap_or(i64::MAX));
        facts.push((page.text("roles"), page.with("person-roles-enabled", &words)));
    }
    facts
}
