//! Member names and texts, borrowed from the body where it can be.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Deserializer, de::Visitor};

/// Every member name that means something somewhere.
#[derive(Clone, Copy)]
pub(super) enum Member {
    Subject,
    Action,
    Resource,
    Context,
    Evaluations,
    Options,
    Page,
    Type,
    Id,
    Name,
    Properties,
    Token,
    Limit,
    Semantic,
    Other,
}

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Word;
        impl Visitor<'_> for Word {
            type Value = Member;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a member name")
            }
            fn visit_str<E>(self, word: &str) -> Result<Member, E> {
                Ok(match word {
                    "subject" => Member::Subject,
                    "action" => Member::Action,
                    "resource" => Member::Resource,
                    "context" => Member::Context,
                    "evaluations" => Member::Evaluations,
                    "options" => Member::Options,
                    "page" => Member::Page,
                    "type" => Member::Type,
                    "id" => Member::Id,
                    "name" => Member::Name,
                    "properties" => Member::Properties,
                    "token" => Member::Token,
                    "limit" => Member::Limit,
                    "evaluations_semantic" => Member::Semantic,
                    _ => Member::Other,
                })
            }
        }
        deserializer.deserialize_identifier(Word)
    }
}

/// A string, borrowed from the body unless it holds escapes.
#[derive(Clone, Debug)]
pub(super) struct Text<'a>(pub(super) Cow<'a, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Either)
    }
}
