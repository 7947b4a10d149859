//! What is wrong with a new password, and how to mend it.

use std::fmt;

/// Why a password is not taken as a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It has too few characters.
    TooShort {
        /// How many it takes.
        least: usize,
    },
    /// Characters of one class are missing.
    ClassMissing {
        /// Of which.
        class: CharacterClass,
        /// How many it takes.
        least: usize,
    },
    /// It is one of the commonest.
    Common,
    /// It became known in a breach.
    Breached,
    /// It contains a word that is known of the person.
    Context {
        /// Which word.
        word: String,
    },
    /// It takes too few guesses.
    TooWeak,
    /// It is one of those that were used last.
    UsedBefore {
        /// How many are remembered.
        remembered: usize,
    },
}

/// A class of characters that a policy may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharacterClass {
    /// Small letters of any script.
    Lower,
    /// Large letters of any script.
    Upper,
    /// Digits of any script.
    Digit,
    /// Everything that is neither letter nor digit.
    Symbol,
}

impl Fault {
    /// The stable name of it, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooShort { .. } => "password.too_short",
            Self::ClassMissing { .. } => "password.class_missing",
            Self::Common => "password.common",
            Self::Breached => "password.breached",
            Self::Context { .. } => "password.context",
            Self::TooWeak => "password.too_weak",
            Self::UsedBefore { .. } => "password.used_before",
        }
    }
}

impl CharacterClass {
    /// All of them.
    pub(super) const ALL: [Self; 4] = [Self::Lower, Self::Upper, Self::Digit, Self::Symbol];

    /// Whether a character is of it.
    pub(super) fn has(self, character: char) -> bool {
        match self {
            Self::Lower => character.is_lowercase(),
            Self::Upper => character.is_uppercase(),
            Self::Digit => character.is_numeric(),
            Self::Symbol => !character.is_alphanumeric(),
        }
    }

    fn words(self, least: usize) -> &'static str {
        match (self, least) {
            (Self::Lower, 1) => "small letter",
            (Self::Lower, _) => "small letters",
            (Self::Upper, 1) => "large letter",
            (Self::Upper, _) => "large letters",
            (Self::Digit, 1) => "digit",
            (Self::Digit, _) => "digits",
            (Self::Symbol, 1) => "character that is neither letter nor digit",
            (Self::Symbol, _) => "characters that are neither letters nor digits",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort { least } => {
                write!(f, "the password is too short; take at least {least} characters, for instance four or five words")
            }
            Self::ClassMissing { class, least } => {
                write!(f, "the password takes at least {least} {}; put in what is missing", class.words(*least))
            }
            Self::Common => {
                f.write_str("the password is one of the commonest, which are guessed first; take another")
            }
            Self::Breached => {
                f.write_str("the password has become known in a breach of some other service; take one that is used nowhere else")
            }
            Self::Context { word } => {
                write!(f, "the password contains “{word}”, which others know of you; leave it out")
            }
            Self::TooWeak => {
                f.write_str("the password is easy to guess; add a word or two that nobody expects there")
            }
            Self::UsedBefore { remembered: 1 } => {
                f.write_str("the password is the one that was used last; take another")
            }
            Self::UsedBefore { remembered } => {
                write!(f, "the password is one of the last {remembered}; take one that was not used before")
            }
        }
    }
}
