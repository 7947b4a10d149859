//! Results in parts.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor},
};

use super::{
    Object, RequestError,
    trail::Trail,
    word::{Member, Text},
};

/// Which part of the results is wanted.
#[derive(Clone, Debug, Default)]
pub struct Page<'a> {
    /// Where to go on; absent (or sent empty) for the start.
    pub token: Option<Cow<'a, str>>,
    /// At most this many results; at least 1.
    pub limit: Option<u32>,
    /// What the caller says about it.
    pub properties: Option<Object<'a>>,
}

pub(super) struct PageSeed<'t> {
    pub(super) trail: &'t Trail,
}

impl<'de> DeserializeSeed<'de> for PageSeed<'_> {
    type Value = Page<'de>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Page<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for PageSeed<'_> {
    type Value = Page<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Page<'de>, A::Error> {
        let (mut token, mut limit, mut properties): (Option<Text<'de>>, Option<u64>, _) = (None, None, None);
        while let Some(member) = map.next_key()? {
            match member {
                Member::Token => self.trail.once("token", &mut token, &mut map)?,
                Member::Limit => {
                    self.trail.once("limit", &mut limit, &mut map)?;
                    if limit == Some(0) {
                        return Err(A::Error::custom("must be at least 1"));
                    }
                }
                Member::Properties => self.trail.once("properties", &mut properties, &mut map)?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
            self.trail.leave_part();
        }
        let token = token.map(|text| text.0).filter(|token| !token.is_empty());
        // More than can be counted is as good as no limit.
        let limit = limit.map(|limit| u32::try_from(limit).unwrap_or(u32::MAX));
        Ok(Page { token, limit, properties })
    }
}

/// What a page token says, once the server has unsealed it. The later pages of a search belong to the question and
/// the revision that the first page was answered from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageToken {
    /// Fingerprint of the search's canonical text.
    #[serde(rename = "q")]
    pub query: String,
    /// Results per page.
    #[serde(rename = "l")]
    pub limit: u32,
    /// The revision that answers.
    #[serde(rename = "r")]
    pub revision: u64,
    /// The last result of the page before.
    #[serde(rename = "p")]
    pub position: String,
}

impl PageToken {
    /// Whether the token belongs to a request with this fingerprint and limit. Clients may leave the limit out when
    /// they send a token.
    ///
    /// # Errors
    /// When the request asks something else than the one that the token came from.
    pub fn admit(&self, query: &str, limit: Option<u32>) -> Result<(), RequestError> {
        if self.query != query {
            return Err(RequestError::member(
                "page.token",
                "belongs to another search; start again without it",
            ));
        }
        match limit {
            Some(limit) if limit != self.limit => Err(RequestError::member(
                "page.limit",
                format!("was {} on the first page and cannot change; leave it out", self.limit),
            )),
            _ => Ok(()),
        }
    }
}
