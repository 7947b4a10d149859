//! What differs between two states of an object, field by field.

use bailiwick_model::audit::AuditChange;
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// The fields that differ. What a value has no JSON form of is not told; no type here is one.
pub(crate) fn difference<T: Serialize>(old: Option<&T>, new: Option<&T>) -> Vec<AuditChange> {
    let (mut old, new) = (members(old), members(new));
    let mut changes: Vec<AuditChange> = new
        .into_iter()
        .filter_map(|(field, new)| {
            let before = old.remove(&field);
            (before.as_ref() != Some(&new)).then(|| AuditChange::shown(field, before, Some(new)))
        })
        .collect();
    changes.extend(old.into_iter().map(|(field, old)| AuditChange::shown(field, Some(old), None)));
    changes
}

fn members<T: Serialize>(object: Option<&T>) -> Map<String, Json> {
    match object.map(serde_json::to_value) {
        Some(Ok(Json::Object(members))) => members,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_differs_is_told() {
        let (old, new) = (json!({"a": 1, "b": 2, "c": 3}), json!({"a": 1, "b": 4, "d": 5}));
        let shown = |field: &str, old, new| AuditChange::shown(field, old, new);
        assert_eq!(
            difference(Some(&old), Some(&new)),
            [
                shown("b", Some(json!(2)), Some(json!(4))),
                shown("d", None, Some(json!(5))),
                shown("c", Some(json!(3)), None)
            ]
        );
        assert_eq!(difference(None, Some(&json!({"a": 1}))), [shown("a", None, Some(json!(1)))]);
        assert_eq!(difference::<Json>(None, None), []);
    }
}
