//! A password as somebody typed it.

use std::fmt;

use subtle::ConstantTimeEq as _;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// Most characters of a password.
pub const MAX_CHARACTERS: usize = 128;

/// Most bytes that are looked at. 128 characters have 512 at most, more when marks are written apart from their letters.
const MAX_BYTES: usize = 1024;

/// What somebody typed, overwritten when it is no longer needed. It is never shown, cloned or cut short.
///
/// It is brought into Unicode's form NFC once, as RFC 8265 does for passwords, so that an `é` is the same on every keyboard.
/// The form that also merges look-alikes (NFKC) is not used: it would make different passwords equal, and passwords that
/// other systems hashed as they were typed could no longer be verified. Case, spaces and everything else stay.
pub struct Password(Zeroizing<String>);

/// Why a text cannot be a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Nothing was typed.
    #[error("the password is empty; type one")]
    Empty,
    /// It is not cut short, so that nobody believes in characters that do not count.
    #[error("the password has more than {MAX_CHARACTERS} characters; shorten it")]
    TooLong,
    /// Line ends, tabs and their like, which no two forms send alike.
    #[error("the password has a character in it that is no text, such as a tab or a line end; leave it out")]
    Control,
}

impl Password {
    /// Takes what was typed.
    ///
    /// # Errors
    /// When it is empty, too long, or has control characters.
    pub fn typed(text: impl Into<String>) -> Result<Self, PasswordError> {
        let text = Zeroizing::new(text.into());
        if text.is_empty() {
            return Err(PasswordError::Empty);
        }
        if text.len() > MAX_BYTES {
            return Err(PasswordError::TooLong);
        }
        if text.chars().any(char::is_control) {
            return Err(PasswordError::Control);
        }
        // No letter grows more than threefold, so the text is never moved and leaves no copy behind.
        let mut normal = Zeroizing::new(String::with_capacity(text.len() * 3));
        normal.extend(text.nfc());
        let password = Self(normal);
        if password.length() > MAX_CHARACTERS { Err(PasswordError::TooLong) } else { Ok(password) }
    }

    /// How many characters it has: code points, each of which counts as one.
    #[must_use]
    pub fn length(&self) -> usize {
        self.0.chars().count()
    }

    /// The text, for what hashes or judges it, and for the one screen that shows a temporary one.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether both are the same, as in a form that asks twice. How long it takes says nothing about where they differ.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl PasswordError {
    /// The stable name of it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "password.empty",
            Self::TooLong => "password.too_long",
            Self::Control => "password.control_character",
        }
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Password {
        Password::typed(text).unwrap()
    }

    #[test]
    fn one_letter_however_it_was_typed() {
        assert!(typed("caf\u{e9} au lait").is_same(&typed("cafe\u{301} au lait")));
        assert_eq!(typed("cafe\u{301}").length(), 4);
        // Neither look-alikes nor case nor spaces are merged.
        for (one, other) in
            [("ﬁve", "five"), ("２", "2"), ("Secret", "secret"), (" x", "x"), ("a\u{a0}b", "a b")]
        {
            assert!(!typed(one).is_same(&typed(other)), "{one} {other}");
        }
    }

    #[test]
    fn every_script_up_to_128_characters_and_not_one_more() {
        for letter in ["x", "ü", "字", "🦀"] {
            assert_eq!(typed(&letter.repeat(128)).reveal(), letter.repeat(128));
            assert_eq!(Password::typed(letter.repeat(129)).unwrap_err(), PasswordError::TooLong);
        }
        assert_eq!(typed(&"e\u{301}".repeat(128)).length(), 128);
        assert_eq!(Password::typed("x".repeat(100_000)).unwrap_err(), PasswordError::TooLong);
        // One that grows: it is measured as it is hashed.
        assert_eq!(Password::typed("\u{1d160}".repeat(100)).unwrap_err(), PasswordError::TooLong);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(Password::typed("").unwrap_err().code(), "password.empty");
        for text in ["a\0b", "tab\there", "line\n", "\u{7f}", "\u{85}"] {
            assert_eq!(Password::typed(text).unwrap_err(), PasswordError::Control, "{text:?}");
        }
        assert!(Password::typed(" ").is_ok());
    }

    #[test]
    fn it_is_not_shown_and_not_left_behind() {
        assert_eq!(format!("{:?}", typed("hunter22")), "Password(…)");
        // What is dropped is overwritten; a text that outgrew its place would have left its beginning there.
        for text in ["x", "e\u{301}", "\u{1d160}", "\u{fb2c}", "\u{f73}", "한글", "\u{1109}\u{1161}\u{11bc}"]
        {
            let text = text.repeat(128 / 8);
            assert_eq!(typed(&text).0.capacity(), text.len() * 3, "{text}");
        }
    }
}
