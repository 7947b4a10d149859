//! A role, assigned: who may act as what, where, and until when.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use crate::{AreaCode, CompanyId, RoleId, RoleScope, UserId, Validity, ValidityError};

/// One assignment of a role to the user, department or company that holds the line.
///
/// Role, reach and days belong together and stay together: a line is never merged with another one, so "Registrar
/// in A" plus "Auditor in B" is never "Auditor in A".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Wire", into = "Wire")]
pub struct RoleLine {
    role: RoleId,
    /// Sorted, without repetition.
    areas: Vec<AreaCode>,
    /// Sorted, without repetition; empty means every company.
    companies: Vec<CompanyId>,
    validity: Validity,
    granted_by: Option<UserId>,
    reason: Option<String>,
}

/// Why a role and a set of areas make no line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// A local role without an area would otherwise reach nothing, or worse, everything.
    #[error("Local roles must have at least one area assigned")]
    LocalWithoutArea,
    /// A global role with areas would promise a limit that does not hold.
    #[error("Global roles cannot have areas assigned")]
    GlobalWithAreas,
}

impl RoleLine {
    /// A line for a role of the given scope.
    ///
    /// # Errors
    /// When scope and areas do not fit, see [`LineError`].
    pub fn new(
        role: RoleId,
        scope: RoleScope,
        areas: Vec<AreaCode>,
        companies: Vec<CompanyId>,
        validity: Validity,
    ) -> Result<Self, LineError> {
        let line = Self {
            role,
            areas: crate::policy::set_of(areas),
            companies: crate::policy::set_of(companies),
            validity,
            granted_by: None,
            reason: None,
        };
        line.check(scope)?;
        Ok(line)
    }

    /// The line with a record of who granted it and why.
    #[must_use]
    pub fn granted(mut self, by: Option<UserId>, reason: Option<String>) -> Self {
        self.granted_by = by;
        self.reason = reason;
        self
    }

    /// Whether the line fits a role of this scope. Run again whenever a role's scope changes.
    ///
    /// # Errors
    /// See [`LineError`].
    pub fn check(&self, scope: RoleScope) -> Result<(), LineError> {
        match scope {
            RoleScope::Local if self.areas.is_empty() => Err(LineError::LocalWithoutArea),
            RoleScope::Global if !self.areas.is_empty() => Err(LineError::GlobalWithAreas),
            _ => Ok(()),
        }
    }

    /// The assigned role.
    #[must_use]
    pub fn role(&self) -> &RoleId {
        &self.role
    }

    /// Areas it counts in, with everything below them; empty for a global role.
    #[must_use]
    pub fn areas(&self) -> &[AreaCode] {
        &self.areas
    }

    /// Companies it counts in, with everything below them; empty means every company.
    #[must_use]
    pub fn companies(&self) -> &[CompanyId] {
        &self.companies
    }

    /// Days on which it counts.
    #[must_use]
    pub fn validity(&self) -> Validity {
        self.validity
    }

    /// Who granted it, when known.
    #[must_use]
    pub fn granted_by(&self) -> Option<&UserId> {
        self.granted_by.as_ref()
    }

    /// Why it was granted, when known.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }
}

/// A line in a file. It names its role only, so whether scope and areas fit is checked where the role is at hand.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    role: RoleId,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    areas: Vec<AreaCode>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    companies: Vec<CompanyId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    granted_by: Option<UserId>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "reason")]
    reason: Option<String>,
}

/// A file says why in its own way, as far as every database can keep it. What is typed is a [`crate::Reason`].
fn reason<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match Option::<String>::deserialize(deserializer)? {
        Some(text) if text.contains('\0') => {
            Err(D::Error::custom("a reason cannot contain the NUL character; remove it"))
        }
        reason => Ok(reason),
    }
}

impl TryFrom<Wire> for RoleLine {
    type Error = ValidityError;
    fn try_from(wire: Wire) -> Result<Self, ValidityError> {
        let Wire { role, areas, companies, from, to, granted_by, reason } = wire;
        let validity = Validity::new(from, to)?;
        let (areas, companies) = (crate::policy::set_of(areas), crate::policy::set_of(companies));
        Ok(Self { role, areas, companies, validity, granted_by, reason })
    }
}

impl From<RoleLine> for Wire {
    fn from(line: RoleLine) -> Self {
        let RoleLine { role, areas, companies, validity, granted_by, reason } = line;
        Self { role, areas, companies, from: validity.from(), to: validity.to(), granted_by, reason }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(scope: RoleScope, areas: &[&str]) -> Result<RoleLine, LineError> {
        let areas = areas.iter().map(|a| AreaCode::new(a).unwrap()).collect();
        RoleLine::new(RoleId::new("registrar").unwrap(), scope, areas, vec![], Validity::ALWAYS)
    }

    #[test]
    fn scope_and_areas_must_fit() {
        assert!(line(RoleScope::Local, &["A"]).is_ok());
        assert!(line(RoleScope::Global, &[]).is_ok());
        assert_eq!(
            line(RoleScope::Local, &[]).unwrap_err().to_string(),
            "Local roles must have at least one area assigned"
        );
        assert_eq!(
            line(RoleScope::Global, &["A"]).unwrap_err().to_string(),
            "Global roles cannot have areas assigned"
        );
    }

    #[test]
    fn a_file_keeps_its_words_but_for_what_no_column_takes() {
        let read = |reason: &str| {
            let line = serde_json::json!({ "role": "registrar", "reason": reason });
            serde_json::from_value::<RoleLine>(line)
        };
        assert_eq!(read("two\nlines ").unwrap().reason(), Some("two\nlines "));
        assert!(read("a\0b").unwrap_err().to_string().contains("NUL"));
    }

    #[test]
    fn areas_are_a_set() {
        let line = line(RoleScope::Local, &["B", "A", "B"]).unwrap();
        assert_eq!(line.areas().iter().map(|a| a.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    }
}
