//! Results in parts: where a page begins, and the token for the next one.

use std::sync::Arc;

use bailiwick_app::{Loaded, decisions::Slice};
use bailiwick_protocol::authzen::{PageAnswer, PageToken};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use super::{Gate, Refusal};

/// One page of a search.
pub(crate) struct Turn {
    /// What it is answered from: the revision of the first page, while that is kept.
    pub(crate) loaded: Arc<Loaded>,
    /// The last result of the page before.
    pub(crate) after: Option<String>,
    /// The most results on it.
    pub(crate) size: usize,
    fingerprint: String,
    /// What the caller asked for; 0 for nothing in particular.
    limit: u32,
    /// Whether the caller speaks of pages at all.
    paged: bool,
    /// The revision of the page before, when it is no longer kept.
    left: Option<u64>,
}

impl Turn {
    /// The page that a request asks for, of revision `at_least` or a newer one. `query` is the same text for all pages
    /// of a search.
    pub(crate) fn new(
        gate: &Gate,
        loaded: Arc<Loaded>,
        at_least: u64,
        query: &str,
        token: Option<&str>,
        limit: Option<u32>,
    ) -> Result<Self, Refusal> {
        let fingerprint = URL_SAFE_NO_PAD.encode(Sha256::digest(query.as_bytes()));
        let paged = token.is_some() || limit.is_some();
        let (loaded, after, limit, left) = match token {
            None => (loaded, None, limit.unwrap_or(0), None),
            Some(text) => {
                let token = gate.sealer.open(text).ok_or_else(unknown_token)?;
                token.admit(&fingerprint, limit)?;
                let pinned = gate.live.at(token.revision).filter(|pinned| pinned.revision >= at_least);
                let left = pinned.is_none().then_some(token.revision);
                (pinned.unwrap_or(loaded), Some(token.position), token.limit, left)
            }
        };
        let most = gate.limits.page;
        let size =
            if limit == 0 { most } else { usize::try_from(limit).map_or(most, |limit| limit.min(most)) };
        Ok(Self { loaded, after, size, fingerprint, limit, paged, left })
    }

    /// What is said about the page; nothing when everything is on it and nobody spoke of pages.
    pub(crate) fn page<T: AsRef<str>>(
        &self,
        gate: &Gate,
        slice: &Slice<T>,
    ) -> Result<Option<PageAnswer>, Refusal> {
        if !self.paged && !slice.more {
            return Ok(None);
        }
        let next_token = match slice.found.last().filter(|_| slice.more) {
            Some(last) => {
                let token = PageToken {
                    query: self.fingerprint.clone(),
                    limit: self.limit,
                    revision: self.loaded.revision,
                    position: last.as_ref().to_owned(),
                };
                gate.sealer.seal(&token).ok_or_else(Refusal::broken)?
            }
            None => String::new(),
        };
        let properties = self.left.map(|left| {
            let note =
                "the policy or the people have changed since the page before; what came earlier may differ";
            Map::from_iter([
                ("continued_from_revision".to_owned(), Json::from(left)),
                ("revision".to_owned(), self.loaded.revision.into()),
                ("note".to_owned(), note.into()),
            ])
        });
        let count = u64::try_from(slice.found.len()).ok();
        Ok(Some(PageAnswer { next_token, count, total: None, properties }))
    }
}

fn unknown_token() -> Refusal {
    let what = "is not a token of this server, or was changed; start again without it";
    Refusal::bad("page.token", format!("page.token: {what}")).at("/page/token", what)
}
