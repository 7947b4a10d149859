//! Several lines of text for people: a note, a comment.

use crate::text::{checked_text, composed, disturbs_text, is_ignorable};

/// Text of at most `MAX` characters, with line feeds and tabs where it needs them: trimmed, in Unicode's composed form, without
/// other controls, and with something to see.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LongText<const MAX: usize>(Box<str>);

/// What somebody says about something: a note on the trail, a comment on a part of the policy.
pub type Note = LongText<10_000>;

/// Why a text is none for people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LongTextError {
    /// Blank, or made of characters that show nothing.
    #[error("this text is empty; write something, or leave it out")]
    Empty,
    /// Longer than anybody reads.
    #[error("this text may have at most {most} characters, it has {characters}")]
    TooLong {
        /// The limit.
        most: usize,
        /// How many there are.
        characters: usize,
    },
    /// A character that moves the cursor or turns the direction of what stands around it.
    #[error("{0:?} cannot stand in a text; remove it")]
    Character(char),
}

impl<const MAX: usize> LongText<MAX> {
    /// The text, trimmed and composed. However lines were ended, each ends with a line feed.
    ///
    /// # Errors
    /// See [`LongTextError`].
    pub fn new(text: impl AsRef<str>) -> Result<Self, LongTextError> {
        let text = composed(&text.as_ref().trim().replace("\r\n", "\n"));
        if let Some(found) = text.chars().find(|c| disturbs_text(*c)) {
            return Err(LongTextError::Character(found));
        }
        if text.chars().all(|c| c.is_whitespace() || is_ignorable(c)) {
            return Err(LongTextError::Empty);
        }
        match text.chars().count() {
            characters if characters > MAX => Err(LongTextError::TooLong { most: MAX, characters }),
            _ => Ok(Self(text.into_boxed_str())),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

checked_text!(LongText<MAX>, LongTextError, const MAX: usize);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_and_tabs_stay_and_nothing_else_that_cannot_be_seen() {
        assert_eq!(Note::new(" a\r\nb\tc\n").unwrap().as_str(), "a\nb\tc");
        for c in ['\0', '\u{1b}', '\r', '\u{85}', '\u{2028}', '\u{202E}', '\u{FEFF}'] {
            assert_eq!(Note::new(format!("a{c}b")), Err(LongTextError::Character(c)));
        }
        for empty in ["", " \n\t", "\u{200B}"] {
            assert_eq!(Note::new(empty), Err(LongTextError::Empty), "{empty:?}");
        }
        let long = LongText::<3>::new("a\nbc").unwrap_err().to_string();
        assert_eq!(long, "this text may have at most 3 characters, it has 4");
    }

    proptest! {
        #[test]
        fn a_text_is_read_back_as_it_is(text in any::<String>()) {
            if let Ok(note) = Note::new(&text) {
                prop_assert_eq!(Note::new(note.as_str()), Ok(note.clone()));
            }
        }
    }
}
