//! What is different after something was done.

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap};
use serde_json::Value as Json;

use super::canonical::Sorted;

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditChange {
    /// Its name.
    pub field: String,
    /// What it held and holds.
    pub values: Values,
}

/// What a field held and holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// Nothing where nothing stood or stands; never a JSON null.
    Shown {
        /// Before.
        old: Option<Json>,
        /// After.
        new: Option<Json>,
    },
    /// A secret: that it differs is all that is kept.
    Redacted,
}

impl AuditChange {
    /// A field whose values may be seen. A JSON null counts as nothing.
    #[must_use]
    pub fn shown(field: impl Into<String>, old: Option<Json>, new: Option<Json>) -> Self {
        let something = |value: Option<Json>| value.filter(|value| !value.is_null());
        Self { field: field.into(), values: Values::Shown { old: something(old), new: something(new) } }
    }

    /// A field whose values nobody may see.
    #[must_use]
    pub fn redacted(field: impl Into<String>) -> Self {
        Self { field: field.into(), values: Values::Redacted }
    }
}

impl Serialize for AuditChange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("field", &self.field)?;
        match &self.values {
            Values::Redacted => map.serialize_entry("redacted", &true)?,
            Values::Shown { old, new } => {
                for (key, value) in [("old", old), ("new", new)] {
                    if let Some(value) = value.as_ref().filter(|value| !value.is_null()) {
                        map.serialize_entry(key, &Sorted(value))?;
                    }
                }
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for AuditChange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            field: String,
            #[serde(default)]
            old: Option<Json>,
            #[serde(default)]
            new: Option<Json>,
            #[serde(default)]
            redacted: bool,
        }
        let Written { field, old, new, redacted } = Written::deserialize(deserializer)?;
        match (redacted, &old, &new) {
            (false, ..) => Ok(Self::shown(field, old, new)),
            (true, None, None) => Ok(Self::redacted(field)),
            (true, ..) => Err(serde::de::Error::custom("a redacted change shows no values")),
        }
    }
}
