//! Names of languages.

use crate::text::checked_text;

/// Longest accepted tag; real ones are half as long.
const MAX_BYTES: usize = 64;

/// A well-formed BCP 47 tag in its customary capitals: `en`, `pt-BR`, `zh-Hant-TW`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageTag(Box<str>);

/// The text is no language tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a language tag; write one such as en, pt-BR or zh-Hant")]
pub struct LanguageError(String);

impl LanguageTag {
    /// Accepts what is well-formed, without asking whether anybody speaks it. `pt_BR` is read as `pt-BR`.
    ///
    /// # Errors
    /// When it is not well-formed.
    pub fn new(text: impl AsRef<str>) -> Result<Self, LanguageError> {
        let text = text.as_ref();
        canonical(text).map(Self).ok_or_else(|| LanguageError(text.chars().take(MAX_BYTES).collect()))
    }

    /// The tag in its customary capitals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language alone: `pt` of `pt-BR`.
    #[must_use]
    pub fn language(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

checked_text!(LanguageTag, LanguageError);

/// What may still follow, in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// Up to three subtags of three letters, behind a language of two or three.
    Extended(u8),
    Script,
    Region,
    Variant,
    /// Behind a single letter or digit; whether something has followed it yet.
    Extension(bool),
    /// Behind `x`: anything.
    Private(bool),
}

fn canonical(text: &str) -> Option<Box<str>> {
    if text.len() > MAX_BYTES || !text.is_ascii() {
        return None;
    }
    let text = text.replace('_', "-").to_ascii_lowercase();
    let mut subtags = text.split('-');
    let language = subtags.next().filter(|s| letters(s, 2, 8))?;
    let mut part = if language.len() < 4 { Part::Extended(0) } else { Part::Script };
    let mut tag = language.to_owned();
    let (mut variants, mut singletons) = (Vec::new(), Vec::new());
    for subtag in subtags {
        part = follow(part, subtag)?;
        // Twice the same variant or extension says nothing, or contradicts itself.
        match part {
            Part::Variant if variants.contains(&subtag) => return None,
            Part::Variant => variants.push(subtag),
            Part::Extension(false) if singletons.contains(&subtag) => return None,
            Part::Extension(false) => singletons.push(subtag),
            _ => {}
        }
        tag.push('-');
        match part {
            Part::Script => tag
                .extend(subtag.char_indices().map(|(i, c)| if i == 0 { c.to_ascii_uppercase() } else { c })),
            Part::Region => tag.push_str(&subtag.to_ascii_uppercase()),
            _ => tag.push_str(subtag),
        }
    }
    (!matches!(part, Part::Extension(false) | Part::Private(false))).then(|| tag.into_boxed_str())
}

/// What `subtag` is, given what came before it.
fn follow(before: Part, subtag: &str) -> Option<Part> {
    let word = |least: usize| {
        (least..=8).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    if let Part::Private(_) = before {
        return word(1).then_some(Part::Private(true));
    }
    if word(1) && subtag.len() == 1 {
        let waits = before == Part::Extension(false);
        return (!waits).then_some(if subtag == "x" { Part::Private(false) } else { Part::Extension(false) });
    }
    if let Part::Extension(_) = before {
        return word(2).then_some(Part::Extension(true));
    }
    match before {
        Part::Extended(n) if n < 3 && letters(subtag, 3, 3) => Some(Part::Extended(n + 1)),
        Part::Extended(_) if letters(subtag, 4, 4) => Some(Part::Script),
        Part::Extended(_) | Part::Script if is_region(subtag) => Some(Part::Region),
        _ if is_variant(subtag) => Some(Part::Variant),
        _ => None,
    }
}

fn letters(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphabetic())
}

fn is_region(subtag: &str) -> bool {
    letters(subtag, 2, 2) || (subtag.len() == 3 && subtag.bytes().all(|b| b.is_ascii_digit()))
}

fn is_variant(subtag: &str) -> bool {
    let starts_with_digit = subtag.starts_with(|c: char| c.is_ascii_digit());
    let length = if starts_with_digit { 4..=8 } else { 5..=8 };
    length.contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_get_their_customary_capitals() {
        for (given, tag) in [
            ("en", "en"),
            ("EN_us", "en-US"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("zh-cmn-hans-cn", "zh-cmn-Hans-CN"),
            ("es-419", "es-419"),
            ("sl-rozaj-biske-1994", "sl-rozaj-biske-1994"),
            ("de-CH-x-Phonebk", "de-CH-x-phonebk"),
            ("en-u-CA-buddhist-x-a-b", "en-u-ca-buddhist-x-a-b"),
            ("fil", "fil"),
        ] {
            let read = LanguageTag::new(given).unwrap();
            assert_eq!(read.as_str(), tag);
            assert_eq!(LanguageTag::new(tag).unwrap(), read);
        }
        assert_eq!(LanguageTag::new("pt_BR").unwrap().language(), "pt");
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for wrong in [
            "",
            "e",
            "english-",
            "-en",
            "en--US",
            "en-US-US",
            "en-",
            "x",
            "en-x",
            "en-u",
            "en-u-x-a",
            "123",
            "en-latn-latn",
            "de-1996-1996",
            "en-u-ca-u-nu",
            "abcdefghi",
            "en us",
            "é",
            "en-toolongvar",
            "sr@latin",
            "en-USA1-Latn",
        ] {
            assert!(LanguageTag::new(wrong).is_err(), "{wrong}");
        }
    }
}
