//! Telephone numbers.

use serde::{Deserialize, Serialize};

use crate::text::checked_text;

/// Most digits of a number (E.164).
const MAX_DIGITS: usize = 15;
/// Fewer digits reach nobody from abroad.
const MIN_DIGITS: usize = 7;
/// Most digits of an extension.
const MAX_EXTENSION: usize = 10;

/// What a telephone is to its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PhoneKind {
    /// Carried along; the only kind that gets text messages.
    Mobile,
    /// At work.
    Work,
    /// At home.
    Home,
    /// Any other.
    Other,
}

/// A telephone of somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Wire", into = "Wire")]
pub struct Phone {
    kind: PhoneKind,
    number: PhoneNumber,
    extension: Option<Box<str>>,
}

/// A number that can be dialled from anywhere: `+` and digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhoneNumber(Box<str>);

/// Why a text is no telephone number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Without the country it cannot be dialled from elsewhere.
    #[error("{0:?} does not begin with '+' and the country's number; write it as in +63 2 8888 0000")]
    Country(String),
    /// Something else than digits and what people put between them.
    #[error("{text:?} is not a telephone number: {found:?} is not allowed here; remove it")]
    Character {
        /// The refused text.
        text: String,
        /// The first offending character.
        found: char,
    },
    /// Too short or too long.
    #[error("{text:?} has {digits} digits; a telephone number has {MIN_DIGITS} to {MAX_DIGITS}")]
    Digits {
        /// The refused text.
        text: String,
        /// How many there are.
        digits: usize,
    },
    /// Not an extension.
    #[error("{0:?} is not an extension; write 1 to {MAX_EXTENSION} digits")]
    Extension(String),
}

impl PhoneNumber {
    /// Reads a number as people write it: spaces, dashes, dots, slashes and brackets are dropped, and so is the `(0)` that
    /// nobody dials from abroad.
    ///
    /// # Errors
    /// See [`PhoneError`].
    pub fn new(text: impl AsRef<str>) -> Result<Self, PhoneError> {
        let text = text.as_ref();
        let shown = || text.chars().take(64).collect::<String>();
        let rest = text.trim().strip_prefix('+').ok_or_else(|| PhoneError::Country(shown()))?;
        let mut number = String::from("+");
        for c in rest.replace("(0)", "").chars() {
            match c {
                '0'..='9' => number.push(c),
                ' ' | '-' | '.' | '/' | '(' | ')' | '\u{A0}' | '\u{2010}'..='\u{2013}' => {}
                found => return Err(PhoneError::Character { text: shown(), found }),
            }
        }
        let digits = number.len() - 1;
        if number.starts_with("+0") {
            return Err(PhoneError::Country(shown()));
        }
        if !(MIN_DIGITS..=MAX_DIGITS).contains(&digits) {
            return Err(PhoneError::Digits { text: shown(), digits });
        }
        Ok(Self(number.into_boxed_str()))
    }

    /// The number: `+` and digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

checked_text!(PhoneNumber, PhoneError);

impl Phone {
    /// A telephone, with the extension to ask for if there is one.
    ///
    /// # Errors
    /// When the extension is anything but a few digits.
    pub fn new(kind: PhoneKind, number: PhoneNumber, extension: Option<&str>) -> Result<Self, PhoneError> {
        if let Some(text) = extension {
            let fits = (1..=MAX_EXTENSION).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            if !fits {
                return Err(PhoneError::Extension(text.chars().take(64).collect()));
            }
        }
        Ok(Self { kind, number, extension: extension.map(Box::from) })
    }

    /// What it is to its owner.
    #[must_use]
    pub fn kind(&self) -> PhoneKind {
        self.kind
    }

    /// The number.
    #[must_use]
    pub fn number(&self) -> &PhoneNumber {
        &self.number
    }

    /// What to ask for once it is answered.
    #[must_use]
    pub fn extension(&self) -> Option<&str> {
        self.extension.as_deref()
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    kind: PhoneKind,
    number: PhoneNumber,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extension: Option<Box<str>>,
}

impl TryFrom<Wire> for Phone {
    type Error = PhoneError;
    fn try_from(Wire { kind, number, extension }: Wire) -> Result<Self, PhoneError> {
        Self::new(kind, number, extension.as_deref())
    }
}

impl From<Phone> for Wire {
    fn from(Phone { kind, number, extension }: Phone) -> Self {
        Self { kind, number, extension }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (written, number) in [
            ("+63 2 8888-0000", "+63288880000"),
            (" +44 (0)20 7946 0958 ", "+442079460958"),
            ("+1 (555) 010.0199", "+15550100199"),
            ("+49/30/1234567", "+49301234567"),
            ("+33\u{A0}1\u{2011}23 45 67 89", "+33123456789"),
        ] {
            assert_eq!(PhoneNumber::new(written).unwrap().as_str(), number);
        }
    }

    #[test]
    fn what_cannot_be_dialled_is_refused() {
        for wrong in [
            "",
            "+",
            "028888000",
            "0063 2 8888 0000",
            "+0 123 4567",
            "+123456",
            "+1234567890123456",
            "+63 2 88x8 0000",
            "++63288880000",
            "+63288880000 ext 4",
            "+６３２８８８８００００",
        ] {
            assert!(PhoneNumber::new(wrong).is_err(), "{wrong:?}");
        }
        let number = PhoneNumber::new("+63288880000").unwrap();
        assert_eq!(Phone::new(PhoneKind::Work, number.clone(), Some("12")).unwrap().extension(), Some("12"));
        for wrong in ["", "x1", "12345678901"] {
            assert!(Phone::new(PhoneKind::Work, number.clone(), Some(wrong)).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn the_wire_form_is_checked() {
        let text = r#"{"kind":"mobile","number":"+63 917 000 0000"}"#;
        let phone: Phone = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&phone).unwrap(), r#"{"kind":"mobile","number":"+639170000000"}"#);
        assert!(serde_json::from_str::<Phone>(&text.replace('}', r#","extension":"x"}"#)).is_err());
        assert!(serde_json::from_str::<Phone>(&text.replace("number", "digits")).is_err());
    }
}
