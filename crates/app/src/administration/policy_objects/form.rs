//! From JSON to the parts of a policy and back, whichever kind they are of.

use std::{collections::BTreeMap, str::FromStr};

use bailiwick_model::Policy;
use bailiwick_protocol::rest;
use bailiwick_store::policy::{PolicyKind, PolicyObject};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::administration::Refused;

/// The member that holds the value of a setting.
const VALUE: &str = "value";

/// One list serves every way into and out of a policy.
macro_rules! kinds {
    ($($kind:ident $field:ident),*) => {
        /// A part of a policy.
        pub(super) fn find(policy: &Policy, kind: PolicyKind, id: &str) -> Option<PolicyObject> {
            match kind {
                PolicyKind::Setting => {
                    let value = settings(policy).remove(id)?;
                    Some(PolicyObject::Setting(id.to_owned(), value))
                }
                $(PolicyKind::$kind => {
                    let (key, body) = entry(&policy.$field, id)?;
                    Some(PolicyObject::$kind(key, body))
                })*
            }
        }

        /// The ids of all parts of a kind, in order.
        pub(super) fn ids(policy: &Policy, kind: PolicyKind) -> Vec<String> {
            match kind {
                PolicyKind::Setting => settings(policy).into_iter().map(|(name, _)| name).collect(),
                $(PolicyKind::$kind => policy.$field.keys().map(ToString::to_string).collect(),)*
            }
        }

        /// Reads what somebody wrote of a part.
        pub(super) fn read(kind: PolicyKind, id: &str, mut body: Map<String, Json>) -> Result<PolicyObject, Refused> {
            match kind {
                PolicyKind::Setting => {
                    let value = body.remove(VALUE).unwrap_or_default();
                    match body.keys().next() {
                        Some(other) => Err(Refused::invalid(format!("/{other}"), "a setting has a value, and nothing else")),
                        None => Ok(PolicyObject::Setting(id.to_owned(), value)),
                    }
                }
                $(PolicyKind::$kind => {
                    let key = key(id)?;
                    Ok(PolicyObject::$kind(key, rest::read(Json::Object(body))?))
                })*
            }
        }

        /// What is written of a part.
        pub(super) fn body(object: &PolicyObject) -> Map<String, Json> {
            match object {
                PolicyObject::Setting(_, value) => Map::from_iter([(VALUE.to_owned(), value.clone())]),
                $(PolicyObject::$kind(_, body) => members(body),)*
            }
        }

        /// Puts a part into a policy, or in the place of the one of that id.
        pub(super) fn put(policy: &mut Policy, object: PolicyObject) {
            match object {
                PolicyObject::Setting(name, value) => set(policy, &name, Some(value)),
                $(PolicyObject::$kind(key, body) => drop(policy.$field.insert(key, body)),)*
            }
        }

        /// Takes a part out of a policy.
        pub(super) fn remove(policy: &mut Policy, kind: PolicyKind, id: &str) {
            match kind {
                PolicyKind::Setting => set(policy, id, None),
                $(PolicyKind::$kind => take(&mut policy.$field, id),)*
            }
        }
    };
}

kinds!(
    Model models, Category categories, Privilege privileges, Group groups, Acl acls, Rule rules, FieldRule field_rules,
    Permission permissions, Role roles
);

fn entry<K: Ord + Clone + FromStr, V: Clone>(parts: &BTreeMap<K, V>, id: &str) -> Option<(K, V)> {
    let (key, body) = parts.get_key_value(&id.parse::<K>().ok()?)?;
    Some((key.clone(), body.clone()))
}

fn take<K: Ord + FromStr, V>(parts: &mut BTreeMap<K, V>, id: &str) {
    if let Ok(key) = id.parse::<K>() {
        parts.remove(&key);
    }
}

fn key<K: FromStr>(id: &str) -> Result<K, Refused>
where
    K::Err: std::fmt::Display,
{
    id.parse::<K>().map_err(|error| fault("/id", &error))
}

fn fault(pointer: &str, error: &dyn std::fmt::Display) -> Refused {
    Refused::invalid(pointer, error.to_string())
}

fn settings(policy: &Policy) -> Map<String, Json> {
    members(&policy.settings)
}

/// Sets one setting; to its default without a value. A value that does not fit is left for the check to find.
fn set(policy: &mut Policy, name: &str, value: Option<Json>) {
    let mut all = settings(policy);
    match value {
        Some(value) => drop(all.insert(name.to_owned(), value)),
        None => drop(all.remove(name)),
    }
    if let Ok(settings) = serde_json::from_value(Json::Object(all)) {
        policy.settings = settings;
    }
}

/// Whether a setting can have this value.
pub(super) fn check_setting(name: &str, value: &Json) -> Result<(), Refused> {
    let one = Json::Object(Map::from_iter([(name.to_owned(), value.clone())]));
    match serde_json::from_value::<bailiwick_model::Settings>(one) {
        Ok(_) => Ok(()),
        Err(error) => Err(fault("/value", &error)),
    }
}

fn members<T: Serialize>(body: &T) -> Map<String, Json> {
    match serde_json::to_value(body) {
        Ok(Json::Object(members)) => members,
        _ => Map::new(),
    }
}
