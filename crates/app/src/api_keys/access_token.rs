//! Access tokens: what a key of a service account is exchanged for, for minutes (ADR 0022).
//!
//! Nothing is kept of one. It says, sealed, which key it came of, what for and until when; that key is looked up at each request, so a token ends
//! with its key and with the account, at once.

use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

use super::{Entropy, Scope};
use crate::sealing::{Key, SealError, Sealer};

/// What every access token begins with. It is not [`super::MARK`]: a key that leaked is worth more.
pub const ACCESS_MARK: &str = "bwt_";

/// How long one works.
pub const LASTS_US: i64 = 15 * 60 * 1_000_000;

/// How far clocks of nodes may differ. A token of the future is none: a clock that is set back must make none live longer.
const AHEAD_US: i64 = 60 * 1_000_000;

/// What binds the seal; the purpose tells these from all other seals.
const BOUND: &str = "";

/// Makes and opens access tokens of one installation.
pub struct AccessTokens(Sealer);

/// What an access token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The id of the key that it came of.
    pub(super) key: String,
    /// What it may be used for, of what the key may.
    pub(super) scopes: BTreeSet<Scope>,
    made_us: i64,
    ends_us: i64,
}

/// The same as it is sealed.
#[derive(Serialize, Deserialize)]
struct Written {
    key: String,
    scopes: String,
    made_us: i64,
    ends_us: i64,
}

impl AccessTokens {
    /// Those of an installation.
    #[must_use]
    pub fn new(key: &Key) -> Self {
        Self(key.sealer("bailiwick access token 1"))
    }

    /// A token for what a key opens, or less of it.
    ///
    /// # Errors
    /// When there are no random bytes.
    pub fn make(
        &self,
        key: &str,
        scopes: &BTreeSet<Scope>,
        now_us: i64,
        entropy: Entropy<'_>,
    ) -> Result<String, SealError> {
        let written = Written {
            key: key.to_owned(),
            scopes: words(scopes),
            made_us: now_us,
            ends_us: now_us.saturating_add(LASTS_US),
        };
        let plain = serde_json::to_vec(&written).map_err(|_| SealError::Unknown)?;
        let sealed = self.0.seal(&plain, BOUND, entropy)?;
        Ok(format!("{ACCESS_MARK}{}", URL_SAFE_NO_PAD.encode(sealed)))
    }

    /// What a token says, if it is one of ours and its time is not over.
    #[must_use]
    pub fn open(&self, text: &str, now_us: i64) -> Option<Access> {
        let sealed = URL_SAFE_NO_PAD.decode(text.strip_prefix(ACCESS_MARK)?).ok()?;
        let Written { key, scopes, made_us, ends_us } =
            serde_json::from_slice(&self.0.open(&sealed, BOUND).ok()?).ok()?;
        let scopes = scopes.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
        let counts = made_us <= now_us.saturating_add(AHEAD_US) && now_us < ends_us;
        counts.then_some(Access { key, scopes, made_us, ends_us })
    }
}

/// Scopes as OAuth writes them.
#[must_use]
pub fn words(scopes: &BTreeSet<Scope>) -> String {
    scopes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000_000_000;

    fn made(secret: u8) -> (AccessTokens, String) {
        let tokens = AccessTokens::new(&Key::new([secret; 32]));
        let scopes = [Scope::Decide, Scope::Read].into();
        let mut entropy = |bytes: &mut [u8]| {
            bytes.fill(5);
            Ok(())
        };
        let text = tokens.make("00ff", &scopes, NOW, &mut entropy).unwrap();
        (tokens, text)
    }

    #[test]
    fn a_token_says_what_it_is_for_and_for_how_long() {
        let (tokens, text) = made(7);
        assert!(text.starts_with("bwt_") && !text.contains("00ff"));
        let access = tokens.open(&text, NOW).unwrap();
        assert_eq!((access.key.as_str(), words(&access.scopes).as_str()), ("00ff", "decide read"));
        assert!(tokens.open(&text, NOW + LASTS_US - 1).is_some());
        assert!(tokens.open(&text, NOW + LASTS_US).is_none());
        // A clock that was set back by an hour must not make it live longer.
        assert!(tokens.open(&text, NOW - AHEAD_US).is_some());
        assert!(tokens.open(&text, NOW - AHEAD_US - 1).is_none());
    }

    #[test]
    fn nobody_else_makes_one() {
        let (tokens, text) = made(7);
        assert!(AccessTokens::new(&Key::new([8; 32])).open(&text, NOW).is_none());
        for at in 0..text.len() {
            let mut other = text.clone().into_bytes();
            other[at] = if other[at] == b'x' { b'y' } else { b'x' };
            assert!(tokens.open(std::str::from_utf8(&other).unwrap(), NOW).is_none(), "{at}");
        }
        for wrong in ["", "bwt_", "bwt_!", "bw_00", &text[4..]] {
            assert!(tokens.open(wrong, NOW).is_none(), "{wrong}");
        }
    }
}
