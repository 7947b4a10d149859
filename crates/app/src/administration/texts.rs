//! Texts that somebody writes for people. What stands there already is not judged: it may have come with a document, which takes
//! more than a form does.

use bailiwick_model::{Label, Note, Reason};
use bailiwick_protocol::problem::step;
use serde_json::{Map, Value as Json};

use super::{Refused, refused::Fault};

/// Members that hold one line of text, wherever they stand in a part of the policy.
const LINES: [&str; 2] = ["label", "placeholder"];
/// Members that hold text of several lines.
const TEXTS: [&str; 1] = ["comment"];

/// Why something is as it is, where it says something else than before.
pub(super) fn reason(had: Option<&str>, wanted: Option<String>) -> Result<Option<String>, Refused> {
    match wanted {
        Some(text) if had != Some(&text) => match Reason::new(text) {
            Ok(reason) => Ok(Some(reason.to_string())),
            Err(error) => Err(Refused::invalid("/reason", error.to_string())),
        },
        same => Ok(same),
    }
}

/// Has the texts of a part of the policy be what people can read, each fault with its place.
pub(super) fn of_part(
    before: Option<&Map<String, Json>>,
    body: &mut Map<String, Json>,
) -> Result<(), Refused> {
    let mut faults = Vec::new();
    walk("", before, body, &mut faults);
    if faults.is_empty() { Ok(()) } else { Err(Refused::Invalid(faults)) }
}

fn walk(
    place: &str,
    before: Option<&Map<String, Json>>,
    members: &mut Map<String, Json>,
    faults: &mut Vec<Fault>,
) {
    for (name, value) in members {
        let had = before.and_then(|before| before.get(name));
        let pointer = format!("{place}{}", step(name));
        let checked = match value {
            _ if had == Some(&*value) => continue,
            Json::Object(inner) => {
                walk(&pointer, had.and_then(Json::as_object), inner, faults);
                continue;
            }
            Json::String(text) if LINES.contains(&name.as_str()) => {
                Label::new(text).map(|line| line.to_string()).map_err(|error| error.to_string())
            }
            Json::String(text) if TEXTS.contains(&name.as_str()) => {
                Note::new(text).map(|note| note.to_string()).map_err(|error| error.to_string())
            }
            _ => continue,
        };
        match checked {
            Ok(text) => *value = text.into(),
            Err(message) => faults.push(Fault { pointer, message }),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(json: Json) -> Map<String, Json> {
        let Json::Object(members) = json else { unreachable!() };
        members
    }

    #[test]
    fn only_what_is_new_is_judged_and_each_fault_has_its_place() {
        let before = object(json!({"label": "a\u{1b}", "fields": {"x": {"label": "y\n"}}}));
        let mut same = before.clone();
        of_part(Some(&before), &mut same).unwrap();
        let mut wanted = object(json!({
            "label": "a\u{0}", "comment": "two\nlines", "fields": {"x": {"label": "y\nz"}, "w": {"label": " W "}},
        }));
        let Err(Refused::Invalid(faults)) = of_part(Some(&before), &mut wanted) else { panic!() };
        let places: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(places, ["/fields/x/label", "/label"]);
        assert_eq!(wanted["fields"]["w"]["label"], "W");
    }

    #[test]
    fn a_reason_is_one_line() {
        let old = "of old\u{7}";
        assert_eq!(reason(Some(old), Some(old.to_owned())).unwrap().as_deref(), Some(old));
        assert_eq!(reason(Some(old), Some(" new ".to_owned())).unwrap().as_deref(), Some("new"));
        assert_eq!(reason(Some(old), None).unwrap(), None);
        for wrong in ["a\0b", "a\nb", " ", "\u{202e}x"] {
            assert!(reason(None, Some(wrong.to_owned())).is_err(), "{wrong:?}");
        }
    }
}
