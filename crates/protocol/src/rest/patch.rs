//! Reading forms, whole or as a merge patch, with the place of what is wrong.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value as Json};

use crate::problem::step;

/// Why JSON is no such form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {message}")]
pub struct FormError {
    /// The place, as a JSON pointer; empty for the whole.
    pub pointer: String,
    /// What is wrong there.
    pub message: String,
}

/// A form from JSON.
///
/// # Errors
/// [`FormError`] names the member that is at fault.
pub fn read<T: DeserializeOwned>(json: Json) -> Result<T, FormError> {
    let Json::Object(members) = json else {
        return Err(FormError { pointer: String::new(), message: "a JSON object is expected".to_owned() });
    };
    whole(&members)
}

/// `form` after a merge patch: members of `patch` take the place of the form's, null takes them away.
///
/// # Errors
/// When the result is no such form; names the member that is at fault.
pub fn merged<T: Serialize + DeserializeOwned>(form: &T, patch: Map<String, Json>) -> Result<T, FormError> {
    let unwritable =
        |error: serde_json::Error| FormError { pointer: String::new(), message: error.to_string() };
    let mut all = match serde_json::to_value(form).map_err(unwritable)? {
        Json::Object(members) => members,
        _ => Map::new(),
    };
    merge(&mut all, patch);
    whole(&all)
}

/// The code of something to be made, and its form from the members beside the code.
pub(super) fn with_code<C, T>(mut body: Map<String, Json>) -> Result<(C, T), FormError>
where
    C: std::str::FromStr<Err: std::fmt::Display>,
    T: DeserializeOwned,
{
    let code = match body.remove("code") {
        Some(Json::String(code)) => member("code", code.parse())?,
        _ => return member("code", Err("give a code, as a text; it never changes afterwards")),
    };
    Ok((code, read(Json::Object(body))?))
}

/// What a check of one member came to.
pub(super) fn member<T, E: std::fmt::Display>(name: &str, checked: Result<T, E>) -> Result<T, FormError> {
    checked.map_err(|error| FormError { pointer: step(name), message: error.to_string() })
}

fn whole<T: DeserializeOwned>(members: &Map<String, Json>) -> Result<T, FormError> {
    let read = |members: Map<String, Json>| serde_json::from_value::<T>(Json::Object(members));
    let error = match read(members.clone()) {
        Ok(form) => return Ok(form),
        Err(error) => error,
    };
    // Whichever member makes the fault go away when it is left out is the one at fault.
    let without = |name: &str| {
        let mut rest = members.clone();
        rest.remove(name);
        read(rest).map_err(|other| other.to_string())
    };
    let message = error.to_string();
    if let Some(name) = members.keys().find(|name| without(name).err().is_none_or(|other| other != message)) {
        return Err(FormError { pointer: step(name), message });
    }
    // Otherwise it is one that is not there.
    let missing = message.strip_prefix("missing field `").and_then(|rest| rest.split_once('`'));
    Err(match missing {
        Some((name, _)) => FormError { pointer: step(name), message: "is required".to_owned() },
        None => FormError { pointer: String::new(), message },
    })
}

/// RFC 7396, section 2.
fn merge(target: &mut Map<String, Json>, patch: Map<String, Json>) {
    for (name, value) in patch {
        match value {
            Json::Null => drop(target.remove(&name)),
            Json::Object(inner) => {
                let slot = target.entry(name).or_insert_with(|| Json::Object(Map::new()));
                if !slot.is_object() {
                    *slot = Json::Object(Map::new());
                }
                if let Json::Object(members) = slot {
                    merge(members, inner);
                }
            }
            value => drop(target.insert(name, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Form {
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tags: Vec<u8>,
        more: Map<String, Json>,
    }

    fn patch(patch: Json) -> Result<Form, FormError> {
        let form =
            Form { name: Some("a".into()), tags: vec![1], more: Map::from_iter([("x".into(), json!(1))]) };
        let Json::Object(patch) = patch else { unreachable!() };
        merged(&form, patch)
    }

    #[test]
    fn members_are_replaced_taken_away_and_merged() {
        let changed =
            patch(json!({"name": null, "tags": [2, 3], "more": {"x": null, "y": {"z": null, "w": 2}}}))
                .unwrap();
        assert_eq!((changed.name, changed.tags), (None, vec![2, 3]));
        assert_eq!(Json::Object(changed.more), json!({"y": {"w": 2}}));
        assert_eq!(patch(json!({})).unwrap().tags, [1]);
    }

    #[test]
    fn the_member_at_fault_is_named() {
        assert_eq!(patch(json!({"tags": [300]})).unwrap_err().pointer, "/tags");
        let error = patch(json!({"superuser": true})).unwrap_err();
        assert_eq!(error.pointer, "/superuser");
        assert!(error.message.contains("unknown field `superuser`"), "{error}");
        assert_eq!(read::<Form>(json!([])).unwrap_err().pointer, "");
        #[derive(Debug, Deserialize)]
        struct Strict {
            #[allow(dead_code, reason = "is never there")]
            name: String,
        }
        let missing = read::<Strict>(json!({"code": "acme"})).unwrap_err();
        assert_eq!((missing.pointer.as_str(), missing.message.as_str()), ("/name", "is required"));
    }
}
