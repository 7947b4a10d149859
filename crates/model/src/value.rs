//! What a field of a record can hold once it has been read.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

/// A typed field value. `Null` is "not set"; see `docs/domain-language.md` for what else counts as not set.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// Not set.
    #[default]
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer, or the id of a record.
    Int(i64),
    /// A float or an amount.
    Float(f64),
    /// A text, a selection key, or the id of a record.
    Text(Arc<str>),
    /// Days since 1970-01-01.
    Date(i32),
    /// Seconds since 1970-01-01T00:00:00Z.
    Instant(i64),
    /// Several values: the ids behind a one2many or many2many, or the list of a condition.
    List(Arc<[Value]>),
    /// Anything else, kept as it came.
    Json(Arc<serde_json::Value>),
}

impl Value {
    /// A text value.
    #[must_use]
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(Arc::from(text.as_ref()))
    }

    /// A list value.
    #[must_use]
    pub fn list(items: impl IntoIterator<Item = Value>) -> Self {
        Self::List(items.into_iter().collect())
    }

    /// Whether nothing is set.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The order that conditions and lists use: values of one kind by content (numbers across integer and float,
    /// texts by code point), different kinds by kind.
    #[must_use]
    pub fn order(&self, other: &Self) -> std::cmp::Ordering {
        use std::cmp::Ordering;
        match (self, other) {
            (Self::Null, Self::Null) => Ordering::Equal,
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Int(a), Self::Int(b)) | (Self::Instant(a), Self::Instant(b)) => a.cmp(b),
            (Self::Float(a), Self::Float(b)) => numbers(*a, *b),
            (Self::Int(a), Self::Float(b)) => numbers(*a as f64, *b),
            (Self::Float(a), Self::Int(b)) => numbers(*a, *b as f64),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::List(a), Self::List(b)) => {
                let mut pairs = a.iter().zip(b.iter()).map(|(a, b)| a.order(b));
                pairs.find(|o| o.is_ne()).unwrap_or_else(|| a.len().cmp(&b.len()))
            }
            (Self::Json(a), Self::Json(b)) => a.to_string().cmp(&b.to_string()),
            _ => self.kind().cmp(&other.kind()),
        }
    }

    fn kind(&self) -> u8 {
        match self {
            Self::Null => 0,
            Self::Bool(_) => 1,
            Self::Int(_) | Self::Float(_) => 2,
            Self::Text(_) => 3,
            Self::Date(_) => 4,
            Self::Instant(_) => 5,
            Self::List(_) => 6,
            Self::Json(_) => 7,
        }
    }
}

/// As the databases compare: both zeros are equal. Values that are no numbers have a place, but no input makes them.
fn numbers(a: f64, b: f64) -> std::cmp::Ordering {
    a.partial_cmp(&b).unwrap_or_else(|| a.total_cmp(&b))
}

impl PartialEq for Value {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => Arc::ptr_eq(a, b) || a == b,
            _ => self.order(other).is_eq(),
        }
    }
}

impl Eq for Value {}

impl std::hash::Hash for Value {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        match self {
            Self::Null => 0_u8.hash(state),
            Self::Bool(b) => b.hash(state),
            // Equal numbers hash alike whichever variant holds them.
            Self::Int(i) => (*i as f64).to_bits().hash(state),
            Self::Float(f) => (f + 0.0).to_bits().hash(state),
            Self::Text(t) => t.hash(state),
            Self::Date(d) => d.hash(state),
            Self::Instant(s) => s.hash(state),
            Self::List(items) => items.hash(state),
            Self::Json(j) => j.to_string().hash(state),
        }
    }
}

/// The key of one record inside its model: a number, as Odoo has it, or an opaque text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RecordId {
    /// A number.
    Int(i64),
    /// An opaque text.
    Text(Arc<str>),
}

impl RecordId {
    /// A text id.
    #[must_use]
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(Arc::from(text.as_ref()))
    }
}

impl From<i64> for RecordId {
    fn from(id: i64) -> Self {
        Self::Int(id)
    }
}

impl From<&RecordId> for Value {
    fn from(id: &RecordId) -> Self {
        match id {
            RecordId::Int(i) => Self::Int(*i),
            RecordId::Text(t) => Self::Text(Arc::clone(t)),
        }
    }
}

impl From<RecordId> for Value {
    fn from(id: RecordId) -> Self {
        Self::from(&id)
    }
}

impl TryFrom<&Value> for RecordId {
    type Error = ();
    fn try_from(value: &Value) -> Result<Self, ()> {
        match value {
            Value::Int(i) => Ok(Self::Int(*i)),
            Value::Text(t) => Ok(Self::Text(Arc::clone(t))),
            _ => Err(()),
        }
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(i) => write!(f, "{i}"),
            Self::Text(t) => f.write_str(t),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::{BuildHasher, RandomState};

    #[test]
    fn equal_values_hash_alike_across_number_kinds() {
        let state = RandomState::new();
        assert_eq!(Value::Int(3), Value::Float(3.0));
        assert_eq!(state.hash_one(Value::Int(3)), state.hash_one(Value::Float(3.0)));
        assert_ne!(Value::Int(3), Value::text("3"));
    }

    #[test]
    fn texts_order_by_code_point() {
        assert!(Value::text("Z").order(&Value::text("a")).is_lt());
        assert!(Value::text("z").order(&Value::text("é")).is_lt());
    }
}
