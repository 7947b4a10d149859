//! An exception for one user.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{AreaCode, CompanyId, ModelName, Operations, PermissionName, RecordId, Validity, ValidityError};

/// What an override does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// Gives what the groups do not give. Never lifts a global record rule.
    Allow,
    /// Takes away, whatever else allows it.
    Deny,
}

/// What an override is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverrideTarget {
    /// Operations on records of a model.
    Records {
        /// The kind of record.
        model: ModelName,
        /// The operations.
        operations: Operations,
        /// Only these records; all when absent.
        records: Option<Vec<RecordId>>,
    },
    /// A named right.
    Permission(PermissionName),
}

/// A user-specific allow or deny.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Wire", into = "Wire")]
pub struct Override {
    /// Allow or deny.
    pub effect: Effect,
    /// What it is about.
    pub target: OverrideTarget,
    /// Only at records in these areas or below; everywhere when empty.
    pub areas: Vec<AreaCode>,
    /// Only at records of these companies or below; everywhere when empty.
    pub companies: Vec<CompanyId>,
    /// Days on which it counts.
    pub validity: Validity,
    /// Why it was made; never blank.
    pub reason: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    effect: Effect,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    model: Option<ModelName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    operations: Option<Operations>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    records: Option<Vec<RecordId>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    permission: Option<PermissionName>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    areas: Vec<AreaCode>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    companies: Vec<CompanyId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
    reason: String,
}

/// Why a file's entry makes no override.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OverrideError {
    /// An exception that nobody can account for later.
    #[error("an override needs a reason; say why it is made")]
    NoReason,
    /// Neither or both kinds of target.
    #[error("an override names either a model with its operations or a permission")]
    Target,
    /// Ends in the wrong order.
    #[error(transparent)]
    Validity(#[from] ValidityError),
}

impl TryFrom<Wire> for Override {
    type Error = OverrideError;
    fn try_from(wire: Wire) -> Result<Self, OverrideError> {
        let Wire { effect, model, operations, records, permission, areas, companies, from, to, reason } =
            wire;
        if reason.trim().is_empty() {
            return Err(OverrideError::NoReason);
        }
        let target = match (model, operations, permission) {
            (Some(model), Some(operations), None) if !operations.is_empty() => {
                OverrideTarget::Records { model, operations, records }
            }
            (None, None, Some(permission)) if records.is_none() => OverrideTarget::Permission(permission),
            _ => return Err(OverrideError::Target),
        };
        Ok(Self { effect, target, areas, companies, validity: Validity::new(from, to)?, reason })
    }
}

impl From<Override> for Wire {
    fn from(o: Override) -> Self {
        let (model, operations, records, permission) = match o.target {
            OverrideTarget::Records { model, operations, records } => {
                (Some(model), Some(operations), records, None)
            }
            OverrideTarget::Permission(permission) => (None, None, None, Some(permission)),
        };
        Self {
            effect: o.effect,
            model,
            operations,
            records,
            permission,
            areas: o.areas,
            companies: o.companies,
            from: o.validity.from(),
            to: o.validity.to(),
            reason: o.reason,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_form_is_strict() {
        let read = |text: &str| serde_json::from_str::<Override>(text).map_err(|e| e.to_string());
        assert!(read(r#"{"effect":"deny","model":"a.b","operations":["read"],"reason":"audit"}"#).is_ok());
        assert!(read(r#"{"effect":"deny","permission":"module:x","reason":"audit"}"#).is_ok());
        for bad in [
            r#"{"effect":"deny","model":"a.b","operations":["read"],"reason":" "}"#,
            r#"{"effect":"deny","model":"a.b","reason":"x"}"#,
            r#"{"effect":"deny","model":"a.b","operations":["read"],"permission":"module:x","reason":"x"}"#,
            r#"{"effect":"allow","model":"a.b","operations":["read"],"area":["D-1"],"reason":"x"}"#,
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
