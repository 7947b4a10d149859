//! What was typed of a user, and the change that it comes to.

use std::collections::BTreeMap;

use bailiwick_app::administration::{Person, Refused, Seeking};
use bailiwick_model::AttributeKind;
use bailiwick_protocol::rest::merged;
use serde_json::{Map, Value as Json, json};

use crate::{
    http::Knock,
    ui::picker::{Kind, Pick},
};

/// Members of the form that are a text each; nothing where the text is empty.
pub(super) const TEXTS: [&str; 11] = [
    "name",
    "first_name",
    "last_name",
    "job_title",
    "email",
    "kind",
    "language",
    "timezone",
    "valid_from",
    "valid_to",
    "external_id",
];

/// Members that are places, one of a kind each, and last those that are several.
const PLACES: [(&str, Kind); 4] = [
    ("company", Kind::Company),
    ("department", Kind::Department),
    ("area", Kind::Area),
    ("companies", Kind::Company),
];

/// Kinds of news that there are to be told of.
const NEWS: [&str; 2] = ["account.security", "sign_in.new_device"];

/// Ways to be told.
pub(super) const CHANNELS: [&str; 3] = ["email", "sms", "screen"];

/// Telephones that can be typed beside those that are there.
const MORE_PHONES: usize = 1;

/// What stands in the form.
pub(super) struct Typed {
    /// By member; attributes by `attr-NAME`.
    texts: BTreeMap<String, String>,
    /// By member.
    places: BTreeMap<&'static str, Pick>,
    /// Telephones: kind, number, extension.
    pub(super) phones: Vec<[String; 3]>,
    /// Of each kind of news, the ways that are chosen.
    pub(super) news: BTreeMap<String, Vec<String>>,
    pub(super) reason: String,
    /// What the user was when he was seen.
    pub(super) tag: Option<String>,
}

impl Typed {
    /// What stands there before anybody types.
    pub(super) fn of(person: &Person) -> Self {
        let form = serde_json::to_value(&person.user.form).unwrap_or_default();
        let mut texts = BTreeMap::new();
        for name in TEXTS {
            texts.insert(name.to_owned(), text_of(form.get(name)));
        }
        let known = &person.user.form;
        let places = BTreeMap::from([
            ("company", Pick::of(&known.company)),
            ("department", Pick::of(&known.department)),
            ("area", Pick::of(&known.area)),
            ("companies", Pick::of(&known.companies)),
        ]);
        for name in person.attributes.fields.keys() {
            let value = person.user.form.attributes.get(name);
            texts.insert(format!("attr-{name}"), text_of(value));
        }
        let phone = |phone: &bailiwick_model::Phone| {
            let json = serde_json::to_value(phone).unwrap_or_default();
            ["kind", "number", "extension"].map(|name| text_of(json.get(name)))
        };
        let mut phones: Vec<_> = person.user.form.phones.iter().map(phone).collect();
        phones.extend((0..MORE_PHONES).map(|_| ["mobile", "", ""].map(str::to_owned)));
        let chosen = &person.user.form.notifications.chosen;
        let mut news: BTreeMap<String, Vec<String>> =
            NEWS.iter().map(|kind| ((*kind).to_owned(), Vec::new())).collect();
        for (kind, channels) in chosen {
            let channels = channels.iter().map(|channel| text_of(Some(&json!(channel)))).collect();
            news.insert(kind.to_string(), channels);
        }
        Self { texts, places, phones, news, reason: String::new(), tag: None }
    }

    /// What somebody has sent. What he did not send stays as it is.
    pub(super) fn sent(person: &Person, knock: &Knock) -> Self {
        let mut typed = Self::of(person);
        for (name, text) in &mut typed.texts {
            if let Some(sent) = knock.field(name) {
                *text = sent.trim().replace("\r\n", "\n");
            }
        }
        for (name, pick) in &mut typed.places {
            if knock.field(name).is_some() || knock.field(&format!("more-{name}")).is_some() {
                *pick = Pick::sent(knock, name);
            }
        }
        let kinds: Vec<&str> = knock.all("phone_kind").collect();
        let numbers: Vec<&str> = knock.all("phone_number").collect();
        let extensions = knock.all("phone_extension").chain(std::iter::repeat(""));
        if !numbers.is_empty() && kinds.len() == numbers.len() {
            let rows = kinds.into_iter().zip(numbers).zip(extensions);
            let row = |((kind, number), extension): ((&str, &str), &str)| {
                [kind, number, extension].map(|text| text.trim().to_owned())
            };
            typed.phones = rows.map(row).collect();
        }
        if knock.field("news").is_some() {
            for (kind, channels) in &mut typed.news {
                *channels = knock.all(&format!("news-{kind}")).map(str::to_owned).collect();
            }
        }
        typed.reason = knock.field("reason").unwrap_or_default().trim().to_owned();
        typed.tag = knock.field("tag").map(str::to_owned);
        typed
    }

    /// What stands in a field.
    pub(super) fn text(&self, name: &str) -> &str {
        self.texts.get(name).map(String::as_str).unwrap_or_default()
    }

    /// What stands in a field for places.
    pub(super) fn place(&self, name: &str) -> Pick {
        self.places.get(name).cloned().unwrap_or_default()
    }

    /// The merge patch that it comes to, of what may be written.
    pub(super) fn patch(&self, person: &Person) -> Map<String, Json> {
        let is_open = |name: &str| !person.hidden.contains(name) && !person.fixed.contains(name);
        let mut patch = Map::new();
        for name in TEXTS.into_iter().filter(|name| is_open(name)) {
            let text = self.text(name);
            let value = match name {
                "external_id" => number_or_text(text, person.user.form.external_id.as_ref()),
                _ => some(text),
            };
            patch.insert(name.to_owned(), value);
        }
        for (name, pick) in self.places.iter().filter(|(name, _)| is_open(name)) {
            let value = if *name == "companies" { json!(pick.chosen) } else { some(pick.one()) };
            patch.insert((*name).to_owned(), value);
        }
        if is_open("phones") {
            let given = self.phones.iter().filter(|[_, number, _]| !number.is_empty());
            let phone = |[kind, number, extension]: &[String; 3]| {
                let mut phone = json!({ "kind": kind, "number": number });
                if let (false, Some(members)) = (extension.is_empty(), phone.as_object_mut()) {
                    members.insert("extension".to_owned(), extension.as_str().into());
                }
                phone
            };
            patch.insert("phones".to_owned(), given.map(phone).collect());
        }
        if is_open("notifications") {
            let news = self.news.iter().map(|(kind, channels)| {
                let had =
                    person.user.form.notifications.chosen.iter().find(|(known, _)| known.as_str() == kind);
                // To be told nothing is a choice as well, which is kept where it was made.
                let is_none = channels.is_empty() && had.is_none_or(|(_, had)| !had.is_empty());
                (kind.clone(), if is_none { Json::Null } else { json!(channels) })
            });
            patch.insert("notifications".to_owned(), Json::Object(news.collect()));
        }
        if is_open("attributes") {
            let values = person.attributes.fields.iter().map(|(name, field)| {
                (name.to_string(), value_of(field.kind(), self.text(&format!("attr-{name}"))))
            });
            patch.insert("attributes".to_owned(), Json::Object(values.collect()));
        }
        patch
    }
}

/// The places that a form asks for.
pub(super) fn sought(knock: &Knock) -> Seeking {
    let mut seeking = Seeking::default();
    for (name, kind) in PLACES {
        Pick::sent(knock, name).seek(kind, &mut seeking);
    }
    seeking
}

/// What the members that a patch writes would be.
pub(super) fn wanted(person: &Person, patch: &Map<String, Json>) -> Json {
    let merged = merged(&person.user.form, patch.clone()).ok();
    let whole = merged.and_then(|form| serde_json::to_value(form).ok());
    let member = |(name, typed): (&String, &Json)| {
        let value = whole.as_ref().map_or(typed, |whole| whole.get(name).unwrap_or(&Json::Null));
        (name.clone(), value.clone())
    };
    Json::Object(patch.iter().map(member).collect())
}

/// Faults of attributes at their own fields.
pub(super) fn placed(refused: Refused) -> Refused {
    match refused {
        Refused::Invalid(mut faults) => {
            for fault in &mut faults {
                if let Some(name) = fault.pointer.strip_prefix("/attributes/") {
                    fault.pointer = format!("/attr-{name}");
                }
            }
            Refused::Invalid(faults)
        }
        other => other,
    }
}

fn text_of(value: Option<&Json>) -> String {
    match value {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn some(text: &str) -> Json {
    if text.is_empty() { Json::Null } else { Json::from(text) }
}

/// An id among records is a number or a text, as it was; a new one is a number where it can be.
fn number_or_text(text: &str, had: Option<&bailiwick_model::RecordId>) -> Json {
    let had = had.map(|had| json!(had));
    if had.as_ref().is_some_and(|had| text_of(Some(had)) == text) {
        return had.unwrap_or_default();
    }
    text.parse::<i64>().map_or_else(|_| some(text), Json::from)
}

/// What is no value of the kind stays a text, so that the answer says what is wrong with it.
fn value_of(kind: &AttributeKind, text: &str) -> Json {
    match kind {
        _ if text.is_empty() => Json::Null,
        AttributeKind::Number => {
            serde_json::from_str::<serde_json::Number>(text).map_or_else(|_| Json::from(text), Json::Number)
        }
        AttributeKind::Boolean => match text {
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            other => Json::from(other),
        },
        _ => Json::from(text),
    }
}
