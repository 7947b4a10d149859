//! What must not be seen by anybody but the reader of a letter: the link in it, the code in it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Longest link, in bytes.
const MAX_LINK: usize = 1_024;
/// Longest code, in bytes.
const MAX_CODE: usize = 64;

/// Where a letter leads to, from the installation's own address on: a path, as in `/welcome#SECRET`. What stands before it is
/// never taken from a request, so nobody can have letters lead somewhere else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LetterLink(Box<str>);

/// A code that somebody types.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LetterCode(Box<str>);

/// The text is no link of a letter. It is not repeated, since it may be a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a letter leads to a path of this installation: it begins with one '/', has at most {MAX_LINK} bytes, and only what may stand \
     in an address"
)]
pub struct NoLink;

/// The text is no code of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a code has 1 to {MAX_CODE} letters, digits and '-'")]
pub struct NoCode;

impl LetterLink {
    /// Accepts a path with whatever follows it.
    ///
    /// # Errors
    /// When it would lead away from the installation, or cannot stand in an address as it is.
    pub fn new(path: impl AsRef<str>) -> Result<Self, NoLink> {
        let path = path.as_ref();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/?#&=%:@!$'()*+,;".contains(&byte);
        let fits = path.len() <= MAX_LINK && path.starts_with('/') && !path.starts_with("//");
        if fits && path.bytes().all(plain) { Ok(Self(path.into())) } else { Err(NoLink) }
    }

    /// The path, for the one place that writes the letter.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl LetterCode {
    /// Accepts what people can type.
    ///
    /// # Errors
    /// When there is anything else in it.
    pub fn new(code: impl AsRef<str>) -> Result<Self, NoCode> {
        let code = code.as_ref();
        let typed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let fits = (1..=MAX_CODE).contains(&code.len()) && code.bytes().all(typed);
        if fits { Ok(Self(code.into())) } else { Err(NoCode) }
    }

    /// The code, for the one place that writes the letter.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

macro_rules! hidden {
    ($name:ident, $error:ty) => {
        impl TryFrom<String> for $name {
            type Error = $error;
            fn try_from(text: String) -> Result<Self, $error> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(hidden: $name) -> Self {
                hidden.0.into()
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

hidden!(LetterLink, NoLink);
hidden!(LetterCode, NoCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_stays_within_the_installation() {
        assert_eq!(LetterLink::new("/welcome#a-B_9").unwrap().reveal(), "/welcome#a-B_9");
        for wrong in [
            "",
            "welcome",
            "//evil.example/",
            "https://evil.example/",
            "/a b",
            "/a\r\nBcc: x@y.z",
            "/a\"><script>",
            "/a\\b",
            "/é",
            &format!("/{}", "a".repeat(MAX_LINK)),
        ] {
            assert_eq!(LetterLink::new(wrong), Err(NoLink), "{wrong:?}");
            assert!(serde_json::from_value::<LetterLink>(wrong.into()).is_err());
        }
    }

    #[test]
    fn a_code_is_typed() {
        assert_eq!(LetterCode::new("4829-13").unwrap().reveal(), "4829-13");
        for wrong in ["", "48 29", "48\n29", "٤٨٢٩", &"1".repeat(MAX_CODE + 1)] {
            assert_eq!(LetterCode::new(wrong), Err(NoCode), "{wrong:?}");
        }
    }
}
