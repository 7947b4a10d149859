//! JSON values with their keys in one order, whatever order they were built in.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use serde_json::Value as Json;

/// Writes the keys of objects by code point. A map of JSON may keep them in the order of insertion, depending on how the
/// library was built, and a hash must not depend on that.
pub(super) struct Sorted<'a>(pub(super) &'a Json);

impl Serialize for Sorted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Json::Array(items) => serializer.collect_seq(items.iter().map(Sorted)),
            Json::Object(members) => {
                let sorted: BTreeMap<&String, Sorted<'_>> =
                    members.iter().map(|(key, value)| (key, Sorted(value))).collect();
                serializer.collect_map(sorted)
            }
            plain => plain.serialize(serializer),
        }
    }
}
