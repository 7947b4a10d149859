//! What was typed into the form of a place, as the body of a request.

use serde_json::{Map, Value as Json, json};

use crate::http::Knock;

/// A line that has to be there.
pub(super) fn line(knock: &Knock, body: &mut Map<String, Json>, name: &str) {
    if let Some(text) = knock.field(name) {
        body.insert(name.to_owned(), json!(text.trim()));
    }
}

/// Something that may be missing: nothing where nothing stands in it.
pub(super) fn perhaps(knock: &Knock, body: &mut Map<String, Json>, name: &str) {
    if let Some(text) = knock.field(name) {
        let text = text.trim();
        body.insert(name.to_owned(), if text.is_empty() { Json::Null } else { json!(text) });
    }
}

/// The id of a record: a number where it looks like one, as applications count.
pub(super) fn record(knock: &Knock, body: &mut Map<String, Json>, name: &str) {
    let Some(text) = knock.field(name).map(str::trim) else { return };
    let value = match text.parse::<i64>() {
        _ if text.is_empty() => Json::Null,
        Ok(number) => json!(number),
        Err(_) => json!(text),
    };
    body.insert(name.to_owned(), value);
}
