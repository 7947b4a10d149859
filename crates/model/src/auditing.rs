//! What of the questions about records is put on the audit trail.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{FieldName, ModelName};

/// What a model asks to be told of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ModelAudit {
    /// Whether looks at its records are told.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub access: bool,
    /// Which decisions about its records are told.
    #[serde(skip_serializing_if = "is_default")]
    pub decisions: DecisionsTold,
    /// Fields of which the trail never shows a value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub redact: Vec<FieldName>,
}

/// What of the questions about any model is told, whatever the model says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct UsualAudit {
    /// Whether looks at records are told.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub access: bool,
    /// Which decisions are told.
    #[serde(skip_serializing_if = "is_default")]
    pub decisions: DecisionsTold,
    /// The same for Bailiwick's own models, which no document describes.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub own: BTreeMap<ModelName, Told>,
}

/// What of the questions about one model is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Told {
    /// Whether looks at its records are told.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub access: bool,
    /// Which decisions are told.
    #[serde(skip_serializing_if = "is_default")]
    pub decisions: DecisionsTold,
}

/// Which decisions are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DecisionsTold {
    /// None.
    #[default]
    None,
    /// Those that say no.
    Denied,
    /// All.
    All,
}

impl DecisionsTold {
    /// Whether a decision of this kind is told.
    #[must_use]
    pub fn tells(self, allowed: bool) -> bool {
        match self {
            Self::None => false,
            Self::Denied => !allowed,
            Self::All => true,
        }
    }
}

impl Told {
    /// Both: nothing that one of them wants told is left out.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { access: self.access || other.access, decisions: self.decisions.max(other.decisions) }
    }

    /// Whether anything is told.
    #[must_use]
    pub fn is_any(self) -> bool {
        self != Self::default()
    }
}

impl ModelAudit {
    /// What is told, without what is not shown.
    #[must_use]
    pub fn told(&self) -> Told {
        Told { access: self.access, decisions: self.decisions }
    }
}

impl UsualAudit {
    /// What is told of every model.
    #[must_use]
    pub fn told(&self) -> Told {
        Told { access: self.access, decisions: self.decisions }
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_of_two_wants_told_is_told() {
        let denied = Told { access: false, decisions: DecisionsTold::Denied };
        let looks = Told { access: true, decisions: DecisionsTold::None };
        assert_eq!(denied.and(looks), Told { access: true, decisions: DecisionsTold::Denied });
        assert!(denied.is_any() && looks.is_any() && !Told::default().is_any());
        assert!(denied.decisions.tells(false) && !denied.decisions.tells(true));
        assert!(DecisionsTold::All.tells(true) && !DecisionsTold::None.tells(false));
    }

    #[test]
    fn what_is_said_twice_or_wrongly_is_refused() {
        let read = |text: &str| serde_json::from_str::<ModelAudit>(text);
        let audit = read(r#"{"access":true,"decisions":"denied","redact":["iban"]}"#).unwrap();
        assert_eq!((audit.told().access, audit.redact.len()), (true, 1));
        assert_eq!(serde_json::to_string(&ModelAudit::default()).unwrap(), "{}");
        for wrong in [r#"{"acces":true}"#, r#"{"decisions":"some"}"#, r#"{"redact":["a b"]}"#] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
