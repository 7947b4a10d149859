//! Whoever knocks, and the secrets that browsers are given.

use std::{net::IpAddr, sync::Arc};

use bailiwick_model::{
    UserId,
    audit::{Actor, Origin},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::NotReady;
use crate::audit::Author;

/// Random bytes of a secret.
const SECRET_BYTES: usize = 32;

/// Where random bytes come from that nobody can guess.
pub type Random = Arc<dyn Fn(&mut [u8]) -> Result<(), String> + Send + Sync>;

/// Somebody who is not known yet, and what can be seen of him.
#[derive(Clone, Debug, Default)]
pub struct Visit {
    /// When, in microseconds since 1970.
    pub at_us: i64,
    /// From which address; through proxies that are trusted, the one that they tell.
    pub address: Option<IpAddr>,
    /// His program, as it calls itself.
    pub agent: Option<String>,
    /// What his browser shows to be known again by.
    pub device: Option<DeviceMark>,
    /// In the course of which request.
    pub request_id: Option<String>,
}

/// What a browser is known again by: not who uses it.
#[derive(Clone, PartialEq, Eq)]
pub struct DeviceMark(String);

/// A secret for a browser or a letter: 256 random bits. It is shown once, on purpose, and has no `Debug`.
pub struct Secret(Zeroizing<String>);

impl Visit {
    /// As an author, in somebody's name or nobody's.
    #[must_use]
    pub fn author(&self, login: Option<&UserId>) -> Author {
        let actor = login.map_or(Actor::System, |login| Actor::User(login.clone()));
        let origin = Origin {
            address: self.address.map(|address| address.to_canonical().to_string()),
            device: self.agent.clone(),
            ..Origin::default()
        };
        Author { actor, origin, request_id: self.request_id.clone(), ..Author::machine(self.at_us) }
    }
}

impl DeviceMark {
    /// What a browser shows.
    #[must_use]
    pub fn shown(text: &str) -> Self {
        Self(hex(&hash(text)))
    }

    /// The hash that is kept of it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for DeviceMark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DeviceMark(…)")
    }
}

impl Secret {
    /// A new one.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn new(random: &Random) -> Result<Self, NotReady> {
        let mut bytes = Zeroizing::new([0_u8; SECRET_BYTES]);
        random(bytes.as_mut()).map_err(NotReady::Entropy)?;
        Ok(Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes.as_ref()))))
    }

    /// The text, for the one time that it is shown.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        hash(&self.0)
    }
}

/// What is kept of a secret. A fast hash is enough for what nobody can guess.
#[must_use]
pub(crate) fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// Random letters that tell one thing from others and open nothing.
pub(crate) fn id(random: &Random) -> Result<String, NotReady> {
    let mut bytes = [0_u8; 8];
    random(&mut bytes).map_err(NotReady::Entropy)?;
    Ok(hex(&bytes))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
