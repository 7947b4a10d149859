//! What somebody has learned and can show for it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Label, ShortText, Validity, ValidityError};

/// What a qualification is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QualificationKind {
    /// Something that somebody can do.
    Skill,
    /// Something that somebody else has certified.
    Certification,
    /// A subject that somebody has gone into.
    Specialisation,
    /// A course that was taken.
    Training,
}

/// A skill, a certificate, a specialisation or a training of somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Wire", into = "Wire")]
pub struct Qualification {
    /// What it is.
    pub kind: QualificationKind,
    /// What it is called.
    pub name: Label,
    /// Who vouches for it.
    pub issuer: Option<Label>,
    /// The number that the issuer knows it by.
    pub number: Option<ShortText<100>>,
    /// How far it goes, in the issuer's words.
    pub level: Option<ShortText<100>>,
    /// From the day it was obtained to its last day. In files: `obtained` and `valid_until`.
    pub validity: Validity,
}

impl Qualification {
    /// Whether it counts on `day`. It does not before it was obtained.
    #[must_use]
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.validity.is_enabled(day)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    kind: QualificationKind,
    name: Label,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issuer: Option<Label>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<ShortText<100>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    level: Option<ShortText<100>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    obtained: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_until: Option<Date>,
}

/// Why the days of a qualification make no sense.
#[derive(Debug, thiserror::Error)]
#[error("the days of a qualification are those from which and until which it is valid: {0}")]
struct NeverValid(#[from] ValidityError);

impl TryFrom<Wire> for Qualification {
    type Error = NeverValid;
    fn try_from(wire: Wire) -> Result<Self, NeverValid> {
        let Wire { kind, name, issuer, number, level, obtained, valid_until } = wire;
        Ok(Self { kind, name, issuer, number, level, validity: Validity::new(obtained, valid_until)? })
    }
}

impl From<Qualification> for Wire {
    fn from(q: Qualification) -> Self {
        let Qualification { kind, name, issuer, number, level, validity } = q;
        Self { kind, name, issuer, number, level, obtained: validity.from(), valid_until: validity.to() }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_qualification_counts_from_the_day_it_was_obtained_to_its_last() {
        let text = r#"{"kind":"certification","name":"First aid","issuer":"Red Cross","obtained":"2025-03-01","valid_until":"2027-02-28"}"#;
        let aid: Qualification = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&aid).unwrap(), text);
        let days = [date(2025, 2, 28), date(2025, 3, 1), date(2027, 2, 28), date(2027, 3, 1)];
        assert_eq!(days.map(|day| aid.is_valid_on(day)), [false, true, true, false]);
        assert!(serde_json::from_str::<Qualification>(&text.replace("2027", "2024")).is_err());
        assert!(
            serde_json::from_str::<Qualification>(&text.replace("level", "grade").replace("issuer", "by"))
                .is_err()
        );
    }
}
