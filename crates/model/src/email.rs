//! Addresses of electronic mail.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::text::{checked_text, is_ignorable};

/// Longest part before the `@`, in bytes (RFC 5321).
const MAX_LOCAL: usize = 64;
/// Longest address, in bytes (RFC 5321, as corrected).
const MAX_ADDRESS: usize = 254;
/// Longest label of a domain, in bytes (RFC 1035).
const MAX_LABEL: usize = 63;

/// An address, shown as it was given.
///
/// Two addresses are one person's if [`EmailAddress::folded`] is the same for both.
#[derive(Clone)]
pub struct EmailAddress {
    given: Box<str>,
    /// What stands for it in comparisons.
    folded: Box<str>,
}

/// Why a text is no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not an email address: {why}")]
pub struct EmailError {
    text: String,
    why: Why,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum Why {
    #[error("write NAME@DOMAIN, with a single '@'")]
    At,
    #[error("it may have at most {MAX_ADDRESS} bytes, and {MAX_LOCAL} of them before the '@'")]
    TooLong,
    #[error("{0:?} is not allowed here; remove it")]
    Character(char),
    #[error("put something on both sides of each '.'")]
    Dots,
    #[error(
        "each part of the domain has at most {MAX_LABEL} bytes and neither begins nor ends with '-'; correct the domain"
    )]
    Label,
}

impl EmailAddress {
    /// Accepts what RFC 5321 and RFC 6531 allow without quotes, comments and address literals: nobody has those by will,
    /// and programs disagree on what they mean.
    ///
    /// # Errors
    /// [`EmailError`] says what is wrong with it and how to mend it.
    pub fn new(text: impl AsRef<str>) -> Result<Self, EmailError> {
        let given = text.as_ref();
        // The folded form is checked as well: a full-width `＠` becomes an `@` there.
        let folded = check(given).and_then(|()| {
            let folded = fold(given);
            check(&folded).map(|()| folded)
        });
        match folded {
            Ok(folded) => Ok(Self { given: given.into(), folded: folded.into() }),
            Err(why) => Err(EmailError { text: given.chars().take(MAX_ADDRESS).collect(), why }),
        }
    }

    /// The address as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.given
    }

    /// The key under which there is one account: the letters that look alike and mean the same are one letter.
    ///
    /// That is Unicode's compatibility form (NFKC) in small letters, and a domain without its final dot. So `ſ`, the Kelvin
    /// sign and full-width letters are the letters they look like. What Unicode keeps apart stays apart: `ß` is not
    /// `ss`, `ı` is not `i`, and `İ` is an `i` with a dot above, as Unicode spells it. Neither is a Cyrillic `а` a Latin one.
    ///
    /// `name+tag@` stays an address of its own. Only the host of the mailbox knows whether it is the same one, and merging two
    /// people is worse than having somebody twice.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The address as its owner recognises it and nobody else learns it: `a…@office.example`.
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, domain) = self.given.split_once('@').unwrap_or((&self.given, ""));
        let first: String = local.chars().take(1).collect();
        format!("{first}…@{domain}")
    }

    /// What stands behind the `@`, folded.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.folded.split_once('@').map_or("", |(_, domain)| domain)
    }
}

impl PartialEq for EmailAddress {
    /// As given: a correction of capital letters is a change.
    fn eq(&self, other: &Self) -> bool {
        self.given == other.given
    }
}

impl Eq for EmailAddress {}

checked_text!(EmailAddress, EmailError);

fn check(text: &str) -> Result<(), Why> {
    if let Some(c) = text.chars().find(|c| c.is_control() || c.is_whitespace() || is_ignorable(*c)) {
        return Err(Why::Character(c));
    }
    let (local, domain) = text.split_once('@').ok_or(Why::At)?;
    if local.is_empty() || domain.is_empty() || domain.contains('@') {
        return Err(Why::At);
    }
    if local.len() > MAX_LOCAL || text.len() > MAX_ADDRESS {
        return Err(Why::TooLong);
    }
    if let Some(c) = local.chars().find(|c| !stands_in_local(*c)) {
        return Err(Why::Character(c));
    }
    if local.split('.').any(str::is_empty) {
        return Err(Why::Dots);
    }
    domain.strip_suffix('.').unwrap_or(domain).split('.').try_for_each(check_label)
}

fn check_label(label: &str) -> Result<(), Why> {
    if label.is_empty() {
        return Err(Why::Dots);
    }
    if let Some(c) = label.chars().find(|c| !stands_in_domain(*c)) {
        return Err(Why::Character(c));
    }
    if label.len() > MAX_LABEL || label.starts_with('-') || label.ends_with('-') {
        return Err(Why::Label);
    }
    Ok(())
}

/// RFC 5322's atoms, and everything beyond ASCII (RFC 6531).
fn stands_in_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() || "!#$%&'*+-/=?^_`{|}~.".contains(c)
}

fn stands_in_domain(c: char) -> bool {
    c == '-'
        || if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_combining_mark(c) }
}

fn fold(text: &str) -> String {
    // Letter by letter: whether a Greek sigma ends a word must not tell two addresses apart.
    let small = text.nfkc().flat_map(char::to_lowercase).map(|c| if c == 'ς' { 'σ' } else { c });
    let folded: String = small.nfkc().collect();
    folded.strip_suffix('.').map_or_else(|| folded.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str) -> String {
        EmailAddress::new(text).unwrap().folded().to_owned()
    }

    #[test]
    fn addresses_are_shown_as_given_and_compared_folded() {
        let asha = EmailAddress::new("Asha.Rao+work@Office.Example.").unwrap();
        assert_eq!(asha.to_string(), "Asha.Rao+work@Office.Example.");
        assert_eq!(asha.folded(), "asha.rao+work@office.example");
        assert_eq!(asha.domain(), "office.example");
        assert_eq!(asha.masked(), "A…@Office.Example.");
        assert_ne!(asha.folded(), folded("asha.rao@office.example"), "a tag makes another address");
        assert_eq!(
            serde_json::from_str::<EmailAddress>(&serde_json::to_string(&asha).unwrap()).unwrap(),
            asha
        );
    }

    #[test]
    fn letters_that_mean_the_same_are_one_letter() {
        for (given, key) in [
            ("\u{17F}am@a.b", "sam@a.b"),
            ("\u{212A}im@a.b", "kim@a.b"),
            ("ｋｉｍ@a.b", "kim@a.b"),
            ("ﬁona@a.b", "fiona@a.b"),
            ("jose\u{301}@a.b", "jos\u{e9}@a.b"),
            ("ΑΣ@a.b", "ασ@a.b"),
            ("ας@a.b", "ασ@a.b"),
            ("a@BÜCHER.example", "a@bücher.example"),
            ("a@xn--BCHER-KVA.example", "a@xn--bcher-kva.example"),
            ("STRAẞE@a.b", "straße@a.b"),
            ("\u{130}@a.b", "i\u{307}@a.b"),
        ] {
            assert_eq!(folded(given), key, "{given}");
        }
    }

    #[test]
    fn letters_that_unicode_keeps_apart_stay_apart() {
        for (one, other) in [
            ("straße@a.b", "strasse@a.b"),
            ("\u{130}@a.b", "i@a.b"),
            ("ı@a.b", "i@a.b"),
            ("\u{430}nna@a.b", "anna@a.b"),
        ] {
            assert_ne!(folded(one), folded(other));
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long =
            |local: usize, label: usize| format!("{}@{}.example", "l".repeat(local), "d".repeat(label));
        assert!(EmailAddress::new(long(64, 63)).is_ok());
        let domain = format!("a@{}", vec!["d".repeat(63); 4].join("."));
        for wrong in [
            "",
            "a",
            "a@",
            "@b",
            "a@b@c",
            "a b@c.d",
            " a@b.c",
            "a@b.c ",
            "a\n@b.c",
            "a\0@b.c",
            "\"a\"@b.c",
            "a(x)@b.c",
            "<a@b.c>",
            "a,b@c.d",
            ".a@b.c",
            "a.@b.c",
            "a..b@c.d",
            "a@b..c",
            "a@.b",
            "a@b..",
            "a@-b.c",
            "a@b-.c",
            "a@[127.0.0.1]",
            "a@b_c.d",
            "a@b/c",
            "a＠b@c.d",
            "a\u{200B}@b.c",
            "a\u{202E}@b.c",
            "a\u{AD}b@c.d",
            "a@b\u{3002}c",
            "a@\u{2100}.c",
            "a\u{FE0F}@b.c",
            "a\u{3000}@b.c",
            "a\u{FF0C}b@c.d",
            &long(65, 3),
            &long(3, 64),
            &domain,
        ] {
            let error = EmailAddress::new(wrong).map(|a| a.to_string()).unwrap_err();
            assert!(error.to_string().contains("is not an email address"), "{wrong:?}");
        }
        assert_eq!(
            EmailAddress::new("a b@c.d").unwrap_err().to_string(),
            "\"a b@c.d\" is not an email address: ' ' is not allowed here; remove it"
        );
    }

    #[test]
    fn a_folded_letter_stays_as_it_is() {
        // Beyond are characters for private use and those that show nothing.
        for c in '\0'..='\u{2FFFF}' {
            let once = fold(&format!("{c}@a"));
            assert_eq!(fold(&once), once, "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_is_done_once_and_capital_letters_do_not_count(
            local in "[a-zA-Z0-9._+é-üΑ-Ωα-ωﬀ-ﬅＡ-Ｚ\u{300}-\u{310}]{1,20}", domain in "[a-zA-Z0-9.é-ü-]{1,20}",
        ) {
            let text = format!("{local}@{domain}");
            if let Ok(address) = EmailAddress::new(&text) {
                let again = EmailAddress::new(address.folded()).unwrap();
                prop_assert_eq!(again.folded(), address.folded());
                let decomposed = EmailAddress::new(text.nfd().collect::<String>());
                prop_assert!(decomposed.is_err() || decomposed.unwrap().folded() == address.folded());
                let ascii = EmailAddress::new(text.to_ascii_uppercase()).unwrap();
                prop_assert_eq!(ascii.folded(), address.folded());
            }
        }
    }

    /// What fuzzing starts from, with the ordinary compiler.
    #[test]
    fn the_corpus_is_read() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/email");
        let read = |file: std::io::Result<std::fs::DirEntry>| {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let address = EmailAddress::new(&text);
            assert!(address.as_ref().is_ok_and(|address| address.as_str() == text) || address.is_err());
            address.is_ok()
        };
        assert_eq!(std::fs::read_dir(folder).unwrap().map(read).filter(|read| *read).count(), 4);
    }
}
