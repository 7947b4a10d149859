//! What all checked texts share: they are read, shown and kept as text, and read only by their own check.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Gives a type with `new` and `as_str` its text form everywhere: on screens, in files and in messages.
macro_rules! checked_text {
    ($name:ty, $error:ty $(, $($generics:tt)+)?) => {
        impl $(<$($generics)+>)? std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $(<$($generics)+>)? std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(self.as_str(), f)
            }
        }

        impl $(<$($generics)+>)? AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $(<$($generics)+>)? std::str::FromStr for $name {
            type Err = $error;
            fn from_str(text: &str) -> Result<Self, $error> {
                Self::new(text)
            }
        }

        impl $(<$($generics)+>)? serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de, $($($generics)+)?> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::new(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use checked_text;

/// The text in Unicode's composed form, so that one way of typing an `é` is not another text than the other.
pub(crate) fn composed(text: &str) -> String {
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

/// Whether Unicode lets a screen show nothing at all for this character (`Default_Ignorable_Code_Point`).
pub(crate) fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a reader cannot see that the character is there, or is misled by it: what tells one thing from another must not
/// have any.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    is_ignorable(c) || disturbs_lines(c)
}

/// Whether the character has no place even in a text of several lines.
pub(crate) fn disturbs_text(c: char) -> bool {
    disturbs_lines(c) && !matches!(c, '\n' | '\t')
}

/// Whether the character starts a new line or turns the reading direction of what stands around it.
#[must_use]
pub fn disturbs_lines(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}
