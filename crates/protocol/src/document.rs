//! Policy as code: a document holds a policy, a directory, or both, as YAML or JSON.
//!
//! `docs/world-file.md` describes the format. Reading is strict (unknown and repeated keys are refused, with the
//! line) and bounded (see [`Limits`]); writing is stable, and reading back what was written gives the same document.

mod diff;
mod error;
pub(crate) mod sections;
pub(crate) mod source;
pub(crate) mod unique;

use bailiwick_model::{Directory, Policy};
use serde::{Deserialize, Serialize};

pub use self::{
    diff::{Change, FieldChange, Kind, What, diff},
    error::{DocumentError, WriteError},
    source::{Format, Limits},
};

/// What one policy file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Models, groups, rules, roles.
    pub policy: Policy,
    /// Companies, departments, areas, users. Absent when the file has no key for any of them, so that applying a
    /// file about policy alone leaves the people alone.
    pub directory: Option<Directory>,
}

impl Document {
    /// Reads a document. `path` is only the name for errors, and its extension a hint at the format.
    ///
    /// # Errors
    /// [`DocumentError`] says where the text is wrong and how to mend it.
    ///
    /// ```
    /// use bailiwick_protocol::document::Document;
    ///
    /// let document = Document::read("policy.yaml", "groups:\n  base.group_user: {label: Internal user}\n").unwrap();
    /// assert_eq!(document.policy.groups.len(), 1);
    /// assert!(document.directory.is_none());
    /// ```
    pub fn read(path: &str, text: &str) -> Result<Self, DocumentError> {
        Self::read_within(path, text, &Limits::DOCUMENT)
    }

    /// Reads a document under limits of the caller's choice.
    ///
    /// # Errors
    /// As for [`Document::read`].
    pub fn read_within(path: &str, text: &str, limits: &Limits) -> Result<Self, DocumentError> {
        source::read(path, text, limits, std::marker::PhantomData)
    }

    /// Reads what is already JSON, such as the body of a request.
    ///
    /// # Errors
    /// The reader's own words, without a place.
    pub fn from_json(value: serde_json::Value) -> Result<Self, serde_json::Error> {
        Self::deserialize(value)
    }

    /// The document as YAML, keys in a fixed order.
    ///
    /// # Errors
    /// When the document holds something that YAML cannot.
    pub fn write_yaml(&self) -> Result<String, WriteError> {
        source::yaml(self)
    }

    /// The document as indented JSON, keys in a fixed order.
    ///
    /// # Errors
    /// When the document holds something that JSON cannot.
    pub fn write_json(&self) -> Result<String, WriteError> {
        source::json(self)
    }
}

impl Serialize for Document {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        sections::write(self, &mut map)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> serde::de::Visitor<'de> for Keys {
            type Value = Document;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a document: a map with keys such as 'groups', 'rules' or 'users'")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Document, A::Error> {
                let mut sections = sections::Sections::default();
                while let Some(key) = map.next_key::<String>()? {
                    if !sections.read(&key, &mut map)? {
                        return Err(serde::de::Error::unknown_field(&key, sections::KEYS));
                    }
                }
                Ok(sections.finish())
            }
        }
        deserializer.deserialize_struct("Document", sections::KEYS, Keys)
    }
}
