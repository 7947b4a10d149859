//! Names of time zones.

use crate::text::checked_text;

/// Longest accepted name; the longest that exists has 32.
const MAX_BYTES: usize = 64;

/// A text that may name a time zone, as in `Asia/Manila`.
///
/// Whether there is such a zone says the zone database, which belongs to the machine: it is asked where the directory is compiled.
/// What is kept out here is a text that could be taken for a path to another file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeZoneName(Box<str>);

/// The text names no time zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no time zone; use an IANA name such as Asia/Manila")]
pub struct TimeZoneNameError(String);

impl TimeZoneName {
    /// Accepts words of letters, digits, `_`, `-` and `+`, joined by `/`.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn new(text: impl AsRef<str>) -> Result<Self, TimeZoneNameError> {
        let text = text.as_ref();
        let word = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_alphabetic())
                && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-+".contains(&b))
        };
        match text.len() <= MAX_BYTES && text.split('/').all(word) {
            true => Ok(Self(text.into())),
            false => Err(TimeZoneNameError(text.chars().take(MAX_BYTES).collect())),
        }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

checked_text!(TimeZoneName, TimeZoneNameError);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_zones() {
        for name in
            ["UTC", "Asia/Manila", "America/Argentina/ComodRivadavia", "Etc/GMT+12", "America/Port-au-Prince"]
        {
            assert_eq!(TimeZoneName::new(name).unwrap().as_str(), name);
        }
        for wrong in
            ["", "/etc/passwd", "../Asia", "Asia/", "Asia//Manila", "Asia/Manila ", "+02:00", "Asia\\Manila"]
        {
            assert!(TimeZoneName::new(wrong).is_err(), "{wrong:?}");
        }
    }
}
