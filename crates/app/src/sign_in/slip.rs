//! A slip: what was begun and is ended by a later request, sealed and given away, to be brought back once.
//!
//! Nothing is written before it comes back, so whoever only looks at a page costs no room in the database; and nothing can be changed on the way. What it is for is part of
//! the seal: a slip opens nothing else, and it is no [flow](super::flow), which lets somebody in.

use bailiwick_store::sign_in::flow;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::{NotReady, SignIn};
use crate::administration::{Refused, Work};

/// How long somebody may take over it.
const LASTS_US: i64 = 10 * 60 * 1_000_000;

/// What a slip is for, and whose: it is worth nothing anywhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum For<'s> {
    /// Anybody signs in with a passkey.
    Anybody,
    /// The user of a session adds an authenticator.
    Authenticator { session: &'s str },
    /// The user of a session adds a passkey.
    Passkey { session: &'s str },
    /// The user of a session shows again who he is.
    Again { session: &'s str },
}

/// A slip that was opened.
pub(crate) struct Slip<T> {
    pub(crate) what: T,
    hash: [u8; 32],
    ends_us: i64,
}

#[derive(Serialize, Deserialize)]
struct Sealed<T> {
    what: T,
    made_us: i64,
}

impl SignIn {
    /// Seals what has begun.
    pub(crate) fn slip<T: Serialize>(
        &self,
        what: &T,
        bound: &For<'_>,
        at_us: i64,
    ) -> Result<String, Refused> {
        let plain = serde_json::to_vec(&Sealed { what, made_us: at_us }).map_err(NotReady::form)?;
        let plain = zeroize::Zeroizing::new(plain);
        let sealed = self.seal(&self.sealers.flow, &plain, &bound.text())?;
        Ok(URL_SAFE_NO_PAD.encode(sealed))
    }

    /// Opens what was brought back; nothing where it is not ours, for something else, or over.
    pub(crate) fn opened<T: DeserializeOwned>(
        &self,
        text: &str,
        bound: &For<'_>,
        at_us: i64,
    ) -> Option<Slip<T>> {
        let sealed = URL_SAFE_NO_PAD.decode(text).ok()?;
        let plain = self.sealers.flow.open(&sealed, &bound.text()).ok()?;
        let Sealed { what, made_us } = serde_json::from_slice(&plain).ok()?;
        let ends_us = i64::saturating_add(made_us, LASTS_US);
        // A clock that was set back lengthens nothing beyond what a slip may last.
        let is_now = (made_us.saturating_sub(LASTS_US)..ends_us).contains(&at_us);
        is_now.then(|| Slip { what, hash: Sha256::digest(&sealed).into(), ends_us })
    }
}

impl<T> Slip<T> {
    /// Uses it up. Of all who bring it at once, one is told that it was good.
    pub(crate) fn spend(&self, work: &mut Work<'_, '_>) -> Result<bool, Refused> {
        Ok(flow::spend(work.tx, &self.hash, work.ctx.author.at_us, self.ends_us)?)
    }
}

impl For<'_> {
    fn text(&self) -> String {
        match self {
            Self::Anybody => "slip\0anybody".to_owned(),
            Self::Authenticator { session } => format!("slip\0authenticator\0{session}"),
            Self::Passkey { session } => format!("slip\0passkey\0{session}"),
            Self::Again { session } => format!("slip\0again\0{session}"),
        }
    }
}
