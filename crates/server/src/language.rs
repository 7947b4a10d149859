//! The languages that people read, for letters and screens: messages by name, with what fills them.
//!
//! Texts are Fluent files in `crates/server/locales/`, built into the program. What a language lacks is said in English. Whatever
//! comes from people is set apart where its direction could turn the text around it, and can never be more than text.

mod moment;
mod sentences;
mod words;

use std::sync::OnceLock;

use bailiwick_model::LanguageTag;
use fluent_bundle::{FluentResource, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use sentences::Sentences;

pub use sentences::Told;
pub use words::Words;

/// The files of one language.
struct Source {
    tag: &'static str,
    is_rtl: bool,
    files: &'static [&'static str],
}

macro_rules! source {
    ($tag:literal, $is_rtl:literal) => {
        Source {
            tag: $tag,
            is_rtl: $is_rtl,
            files: &[
                include_str!(concat!("../locales/", $tag, "/common.ftl")),
                include_str!(concat!("../locales/", $tag, "/console.ftl")),
                include_str!(concat!("../locales/", $tag, "/users.ftl")),
                include_str!(concat!("../locales/", $tag, "/jobs.ftl")),
                include_str!(concat!("../locales/", $tag, "/person.ftl")),
                include_str!(concat!("../locales/", $tag, "/policy.ftl")),
                include_str!(concat!("../locales/", $tag, "/explain.ftl")),
                include_str!(concat!("../locales/", $tag, "/picker.ftl")),
                include_str!(concat!("../locales/", $tag, "/places.ftl")),
                include_str!(concat!("../locales/", $tag, "/settings.ftl")),
                include_str!(concat!("../locales/", $tag, "/me.ftl")),
                include_str!(concat!("../locales/", $tag, "/dashboard.ftl")),
                include_str!(concat!("../locales/", $tag, "/trail.ftl")),
                include_str!(concat!("../locales/", $tag, "/keys.ftl")),
                include_str!(concat!("../locales/", $tag, "/search.ftl")),
                include_str!(concat!("../locales/", $tag, "/letters.ftl")),
                include_str!(concat!("../locales/", $tag, "/security.ftl")),
                include_str!(concat!("../locales/", $tag, "/set-up.ftl")),
                include_str!(concat!("../locales/", $tag, "/sign-in.ftl")),
                include_str!(concat!("../locales/", $tag, "/links.ftl")),
                include_str!(concat!("../locales/", $tag, "/said-administration.ftl")),
                include_str!(concat!("../locales/", $tag, "/said-work.ftl")),
                include_str!(concat!("../locales/", $tag, "/said-values.ftl")),
                include_str!(concat!("../locales/", $tag, "/said-policy.ftl")),
                include_str!(concat!("../locales/", $tag, "/said-domain.ftl")),
                include_str!(concat!("../locales/", $tag, "/said-questions.ftl")),
            ],
        }
    };
}

/// The first one is what all others fall back to.
const SOURCES: [Source; 4] =
    [source!("en", false), source!("fr", false), source!("es", false), source!("ar", true)];

/// All languages that there are texts in.
pub struct Languages {
    first: Language,
    others: Vec<Language>,
    sentences: Sentences,
}

/// One language, with its texts.
pub struct Language {
    tag: &'static str,
    is_rtl: bool,
    bundle: FluentBundle<FluentResource>,
}

/// A language for a reader, with English behind it.
#[derive(Clone, Copy)]
pub struct Reading<'l> {
    language: &'l Language,
    last_resort: &'l Language,
    sentences: &'l Sentences,
}

impl Languages {
    /// Those that are built in.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static LANGUAGES: OnceLock<Languages> = OnceLock::new();
        LANGUAGES.get_or_init(|| {
            let [first, others @ ..] = &SOURCES;
            Self {
                first: Language::read(first),
                others: others.iter().map(Language::read).collect(),
                sentences: Sentences::read(first.files),
            }
        })
    }

    /// Their tags.
    pub fn tags(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.all().map(|language| language.tag)
    }

    /// The first of these that there are texts in, whatever the country; else English.
    #[must_use]
    pub fn reading(&self, wanted: impl IntoIterator<Item = LanguageTag>) -> Reading<'_> {
        let known = |tag: LanguageTag| self.all().find(|language| language.tag == tag.language());
        let language = wanted.into_iter().find_map(known).unwrap_or(&self.first);
        Reading { language, last_resort: &self.first, sentences: &self.sentences }
    }

    fn all(&self) -> impl Iterator<Item = &Language> {
        std::iter::once(&self.first).chain(&self.others)
    }
}

impl Language {
    fn read(source: &Source) -> Self {
        let id: LanguageIdentifier = source.tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // `Words` sets apart what has to be, and leaves codes and most names as they are.
        bundle.set_use_isolating(false);
        for text in source.files {
            // What cannot be read is left out, and a test makes sure that there is none.
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(rest, _)| rest);
            drop(bundle.add_resource(resource));
        }
        Self { tag: source.tag, is_rtl: source.is_rtl, bundle }
    }

    /// A message or, behind a dot, an attribute of one; nothing when there is none, or it cannot be filled.
    fn text(&self, name: &str, words: &Words) -> Option<String> {
        let (id, attribute) = name.split_once('.').map_or((name, None), |(id, rest)| (id, Some(rest)));
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let arguments = words.arguments(self.is_rtl);
        let text = self.bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
        if let Some(error) = errors.first() {
            tracing::error!(message = name, language = self.tag, %error, "a text cannot be filled");
            return None;
        }
        Some(text)
    }
}

impl Reading<'_> {
    /// The tag of the language.
    #[must_use]
    pub fn tag(&self) -> &'static str {
        self.language.tag
    }

    /// Which way it runs, in the word of HTML.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        if self.language.is_rtl { "rtl" } else { "ltr" }
    }

    /// A message, or an attribute of one as in `invitation.subject`; nothing when there is none in any language.
    #[must_use]
    pub fn text(&self, name: &str, words: &Words) -> Option<String> {
        self.language.text(name, words).or_else(|| self.last_resort.text(name, words))
    }
}

#[cfg(test)]
mod tests;
