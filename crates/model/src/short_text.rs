//! One line of text for people: a name, a job title, a label.

use crate::text::{checked_text, composed, disturbs_lines, is_ignorable};

/// A line of at most `MAX` characters: trimmed, in Unicode's composed form, without controls, and with something to see.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShortText<const MAX: usize>(Box<str>);

/// A first or a last name.
pub type PersonName = ShortText<100>;

/// What somebody's job is called.
pub type JobTitle = ShortText<120>;

/// What a thing is called on screens.
pub type Label = ShortText<200>;

/// Why something is done or is as it is, in somebody's words.
pub type Reason = ShortText<1_000>;

/// Why a text is no line for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShortTextError {
    /// Blank, or made of characters that show nothing.
    #[error("this text is empty; write something, or leave it out")]
    Empty,
    /// Too long to stand in one line.
    #[error("this text may have at most {most} characters, it has {characters}")]
    TooLong {
        /// The limit.
        most: usize,
        /// How many there are.
        characters: usize,
    },
    /// A character that would break the line or turn its direction.
    #[error("{0:?} cannot stand in one line of text; remove it")]
    Character(char),
}

impl<const MAX: usize> ShortText<MAX> {
    /// The line, trimmed and composed.
    ///
    /// Joiners and variation selectors stay, since names are written with them; what turns the reading direction of its
    /// surroundings does not, since a list of names would then not read as it is stored.
    ///
    /// # Errors
    /// See [`ShortTextError`].
    pub fn new(text: impl AsRef<str>) -> Result<Self, ShortTextError> {
        let text = composed(text.as_ref().trim());
        if let Some(found) = text.chars().find(|c| disturbs_lines(*c)) {
            return Err(ShortTextError::Character(found));
        }
        if text.chars().all(|c| c.is_whitespace() || is_ignorable(c)) {
            return Err(ShortTextError::Empty);
        }
        match text.chars().count() {
            characters if characters > MAX => Err(ShortTextError::TooLong { most: MAX, characters }),
            _ => Ok(Self(text.into_boxed_str())),
        }
    }

    /// The line as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

checked_text!(ShortText<MAX>, ShortTextError, const MAX: usize);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_are_trimmed_and_composed() {
        assert_eq!(PersonName::new(" Jose\u{301} \t").unwrap().as_str(), "Jos\u{e9}");
        assert_eq!(PersonName::new("क्‍ष").unwrap().as_str(), "क्‍ष", "a joiner belongs to the name");
        assert_eq!(ShortText::<3>::new("日本語").unwrap().to_string(), "日本語");
    }

    #[test]
    fn what_is_no_line_is_refused() {
        let error = |text: &str| ShortText::<5>::new(text).unwrap_err();
        for empty in ["", "  ", "\u{200B}", "\u{3164}", "\u{FE0F}\u{200D}"] {
            assert_eq!(error(empty), ShortTextError::Empty, "{empty:?}");
        }
        for c in ['\n', '\0', '\u{85}', '\u{2028}', '\u{202E}', '\u{2067}', '\u{FEFF}'] {
            assert_eq!(error(&format!("a{c}b")), ShortTextError::Character(c));
        }
        assert_eq!(error("123456").to_string(), "this text may have at most 5 characters, it has 6");
        assert!(serde_json::from_str::<PersonName>("\"a\\nb\"").is_err());
    }

    proptest! {
        #[test]
        fn a_line_reads_as_it_is_shown(text in "\\PC{0,12}") {
            if let Ok(line) = ShortText::<10>::new(&text) {
                prop_assert_eq!(ShortText::<10>::new(line.as_str()), Ok(line.clone()));
                prop_assert!(line.as_str().chars().count() <= 10 && line.as_str().trim() == line.as_str());
            }
        }
    }
}
