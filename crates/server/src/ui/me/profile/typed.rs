//! What somebody typed about himself, as a merge patch of his account: of fields that he may change, and of no other.

use bailiwick_app::administration::OwnProfile;
use bailiwick_model::AttributeKind;
use serde_json::{Map, Value as Json, json};

use crate::http::Knock;

/// Fields that are a line of text.
pub(super) const LINES: [&str; 4] = ["first_name", "last_name", "name", "job_title"];

/// What was typed, and what of it should be a number and is none.
pub(super) fn patch(knock: &Knock, profile: &OwnProfile) -> (Map<String, Json>, Option<String>) {
    let may = |field: &str| profile.me.editable.iter().any(|known| known == field);
    let mut patch = Map::new();
    for field in LINES.into_iter().filter(|field| may(field)) {
        if let Some(text) = knock.field(field) {
            patch.insert(field.to_owned(), line(text));
        }
    }
    if may("phones") {
        patch.insert("phones".to_owned(), phones(knock));
    }
    let mut wrong = None;
    let mut facts = Map::new();
    for (name, field, _) in profile.facts.iter().filter(|(_, _, may)| *may) {
        let Some(text) = knock.field(&format!("attribute.{name}")) else { continue };
        let value = match (text.trim(), field.kind()) {
            ("", _) => Json::Null,
            (text, AttributeKind::Number) => match serde_json::from_str::<serde_json::Number>(text) {
                Ok(number) => Json::Number(number),
                Err(_) => {
                    wrong = Some(text.to_owned());
                    json!(text)
                }
            },
            (text, AttributeKind::Boolean) => json!(text == "true"),
            (text, _) => json!(text),
        };
        facts.insert(name.clone(), value);
    }
    if !facts.is_empty() {
        patch.insert("attributes".to_owned(), Json::Object(facts));
    }
    (patch, wrong)
}

/// A line; nothing where nothing stands in it.
fn line(text: &str) -> Json {
    match text.trim() {
        "" => Json::Null,
        text => json!(text),
    }
}

/// Telephones in the order in which they stand; a row without a number is none.
fn phones(knock: &Knock) -> Json {
    let kinds = knock.all("phone_kind");
    let numbers = knock.all("phone_number").map(str::trim);
    let extensions = knock.all("phone_extension").map(str::trim);
    let rows = kinds.zip(numbers).zip(extensions).filter(|((_, number), _)| !number.is_empty());
    let phones: Vec<Json> = rows
        .map(|((kind, number), extension)| {
            let mut phone =
                Map::from_iter([("kind".to_owned(), json!(kind)), ("number".to_owned(), json!(number))]);
            if !extension.is_empty() {
                phone.insert("extension".to_owned(), json!(extension));
            }
            Json::Object(phone)
        })
        .collect();
    json!(phones)
}
