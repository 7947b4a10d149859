//! What the page of one's own profile shows, ready to be written.

use askama::Template;
use bailiwick_app::administration::OwnProfile;
use bailiwick_model::{AttributeField, AttributeKind, PhoneKind};
use serde_json::{Map, Value as Json};

use super::typed::LINES;
use crate::ui::{clash::Clash, faults::Faults, page::Page, shell::Shell};

/// Telephones that anybody has, in the words of files.
const PHONE_KINDS: [&str; 4] = ["mobile", "work", "home", "other"];

#[derive(Template)]
#[template(path = "me_profile.html")]
pub(super) struct ProfilePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    faults: Faults,
    clash: Option<Clash>,
    tag: String,
    /// Where the picture is.
    picture: Option<&'static str>,
    edits_picture: bool,
    /// Lines of text that may be changed.
    lines: Vec<LineField>,
    edits_phones: bool,
    /// Whether there is one to which codes could be sent.
    has_mobile: bool,
    phones: Vec<PhoneRow>,
    /// Whether there is anything to be saved.
    edits: bool,
    /// What others look after.
    fixed: Vec<(String, String)>,
    edits_address: bool,
    has_address: bool,
    facts: Vec<FactField>,
    qualifications: Vec<QualificationRow>,
}

struct LineField {
    name: &'static str,
    label: String,
    value: String,
    autocomplete: &'static str,
}

struct PhoneRow {
    number: String,
    extension: String,
    kinds: Vec<(&'static str, String, bool)>,
}

/// A further fact that may be written.
struct FactField {
    name: String,
    label: String,
    value: String,
    /// What kind of control it is: `select`, or the type of an input.
    control: &'static str,
    /// Of a `select`: value, text, whether it is chosen.
    choices: Vec<(String, String, bool)>,
}

struct QualificationRow {
    name: String,
    issuer: String,
    until: Option<String>,
}

impl<'p> ProfilePage<'p> {
    pub(super) fn of(
        shell: &'p Shell,
        profile: OwnProfile,
        faults: Faults,
        (typed, sent): (Option<Map<String, Json>>, Option<&str>),
        clash: Option<Clash>,
    ) -> Self {
        let page = &shell.page;
        let OwnProfile { me, picture, company, department, area, facts, changes_address, .. } = profile;
        let form = serde_json::to_value(&me.user.form).unwrap_or_default();
        let typed = typed.map(Json::Object).unwrap_or_default();
        // What was typed stands, also where it was typed empty.
        let value = |field: &str| typed.get(field).or_else(|| form.get(field)).cloned().unwrap_or_default();
        let may = |field: &str| me.editable.iter().any(|known| known == field);
        let lines: Vec<LineField> = LINES
            .into_iter()
            .filter(|field| may(field))
            .map(|name| LineField {
                name,
                label: page.text(label(name)),
                value: text(&value(name)),
                autocomplete: autocomplete(name),
            })
            .collect();
        let managed = [
            ("me-field-login", Some(me.user.login.to_string())),
            ("me-field-email", me.user.form.email.as_ref().map(ToString::to_string)),
            ("me-field-company", company),
            ("me-field-department", department),
            ("me-field-area", area),
        ];
        let fixed_lines = LINES.into_iter().filter(|field| !may(field));
        let fixed_lines = fixed_lines.map(|field| (label(field), Some(text(&value(field)))));
        let days = me.user.form.valid_to.map(|day| page.day(day));
        let fixed = managed.into_iter().chain(fixed_lines).chain([("me-field-until", days)]);
        let fixed =
            fixed.filter_map(|(name, value)| Some((page.text(name), value.filter(|text| !text.is_empty())?)));
        let mut fixed: Vec<(String, String)> = fixed.collect();
        let attributes = value("attributes");
        if !may("phones") {
            let numbers = me.user.form.phones.iter().map(|phone| phone.number().as_str());
            let numbers = numbers.collect::<Vec<_>>().join(", ");
            fixed.extend((!numbers.is_empty()).then(|| (page.text("me-phones"), numbers)));
        }
        let kept = &me.user.form.attributes;
        for (name, field, _) in facts.iter().filter(|(_, _, writable)| !writable) {
            let told = kept.iter().find(|(known, _)| known.as_str() == name).map(|(_, value)| text(value));
            fixed.extend(told.map(|told| (field.label().to_string(), told)));
        }
        let written = facts.iter().filter(|(_, _, writable)| *writable);
        let facts: Vec<FactField> =
            written.map(|(name, field, _)| FactField::of(page, name, field, &attributes)).collect();
        let tag = clash.as_ref().map_or_else(|| faults.tag(sent, &me.user.tag), |clash| clash.tag.clone());
        let edits_phones = may("phones");
        Self {
            shell,
            page,
            faults,
            clash,
            tag,
            // A browser asks each time whether it still is the one that it has.
            picture: picture.map(|_| "/api/v1/me/avatar"),
            edits_picture: may("avatar"),
            edits: !lines.is_empty() || edits_phones || !facts.is_empty(),
            lines,
            edits_phones,
            has_mobile: me.user.form.phones.iter().any(|phone| phone.kind() == PhoneKind::Mobile),
            phones: phones(page, &value("phones")),
            fixed,
            edits_address: changes_address,
            has_address: me.user.form.email.is_some(),
            facts,
            qualifications: me
                .user
                .form
                .qualifications
                .iter()
                .map(|one| QualificationRow {
                    name: one.name.to_string(),
                    issuer: one.issuer.as_ref().map(ToString::to_string).unwrap_or_default(),
                    until: one.validity.to().map(|day| page.day(day)),
                })
                .collect(),
        }
    }
}

impl FactField {
    fn of(page: &Page, name: &str, field: &AttributeField, values: &Json) -> Self {
        let value = text(values.get(name).unwrap_or(&Json::Null));
        let (control, choices): (_, Vec<(String, String)>) = match field.kind() {
            AttributeKind::Text => ("text", Vec::new()),
            AttributeKind::Number => ("text", Vec::new()),
            AttributeKind::Date => ("date", Vec::new()),
            AttributeKind::Email => ("email", Vec::new()),
            AttributeKind::Url => ("url", Vec::new()),
            AttributeKind::Boolean => {
                let words = [("true", "yes"), ("false", "no")];
                ("select", words.map(|(value, told)| (value.to_owned(), page.text(told))).to_vec())
            }
            AttributeKind::Choice(words) => {
                ("select", words.iter().map(|word| (word.to_string(), word.to_string())).collect())
            }
        };
        let choices =
            choices.into_iter().map(|(known, told)| (known.clone(), told, known == value)).collect();
        Self { name: name.to_owned(), label: field.label().to_string(), value, control, choices }
    }
}

/// The telephones that there are, and room for another one.
fn phones(page: &Page, phones: &Json) -> Vec<PhoneRow> {
    let member = |phone: &Json, name: &str| text(phone.get(name).unwrap_or(&Json::Null));
    let row = |phone: &Json| {
        let kind = member(phone, "kind");
        let kind = if kind.is_empty() { "mobile".to_owned() } else { kind };
        let kinds = PHONE_KINDS.map(|known| (known, page.text(&format!("me-phone-{known}")), known == kind));
        PhoneRow {
            number: member(phone, "number"),
            extension: member(phone, "extension"),
            kinds: kinds.to_vec(),
        }
    };
    let known = phones.as_array().map(Vec::as_slice).unwrap_or_default();
    known.iter().chain([&Json::Null]).map(row).collect()
}

/// A value as it stands in a field.
fn text(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn label(field: &str) -> &'static str {
    match field {
        "first_name" => "me-field-first-name",
        "last_name" => "me-field-last-name",
        "job_title" => "me-field-job-title",
        _ => "me-field-name",
    }
}

fn autocomplete(field: &str) -> &'static str {
    match field {
        "first_name" => "given-name",
        "last_name" => "family-name",
        "job_title" => "organization-title",
        _ => "name",
    }
}
