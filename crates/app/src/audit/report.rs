//! What a change of many objects says in the trail: which ones, not what is in them.

use std::collections::BTreeMap;

use bailiwick_model::audit::AuditChange;
use bailiwick_store::change::Change;
use serde_json::{Value as Json, json};

/// Up to so many objects of a kind are named; more are counted.
const NAMED: usize = 100;

/// The objects that were created, updated and deleted, by kind.
pub(crate) fn changed_objects(feed: &[Change]) -> Vec<AuditChange> {
    let mut found: BTreeMap<&str, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    for Change { kind, key, what } in feed {
        found.entry(what).or_default().entry(kind).or_default().push(key);
    }
    let told = |(what, kinds): (&str, BTreeMap<&str, Vec<&str>>)| {
        let objects: Json = kinds.into_iter().map(|(kind, keys)| (kind.to_owned(), named(&keys))).collect();
        match what {
            "deleted" => AuditChange::shown(what, Some(objects), None),
            _ => AuditChange::shown(what, None, Some(objects)),
        }
    };
    found.into_iter().map(told).collect()
}

fn named(keys: &[&str]) -> Json {
    if keys.len() > NAMED { json!(keys.len()) } else { json!(keys) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_named_and_many_are_counted() {
        let change =
            |kind: &str, key: String, what: &str| Change { kind: kind.into(), key, what: what.into() };
        let mut feed: Vec<_> = (0..=NAMED).map(|n| change("user", n.to_string(), "created")).collect();
        feed.push(change("group", "g.a".into(), "created"));
        feed.push(change("role", "r".into(), "deleted"));
        assert_eq!(
            changed_objects(&feed),
            [
                AuditChange::shown("created", None, Some(json!({"group": ["g.a"], "user": 101}))),
                AuditChange::shown("deleted", Some(json!({"role": ["r"]})), None),
            ]
        );
        assert_eq!(changed_objects(&[]), []);
    }
}
