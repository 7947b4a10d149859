//! Passkeys and security keys (WebAuthn): a private key that never leaves its device signs what we ask, for this site
//! alone. Nothing else of the product sees the types of the library that judges them.
//!
//! An enrolment and a sign-in have two halves. The first gives `options` for the browser and a `state` that is kept on
//! our side, **never** in the browser, and is used up by the second half: whoever could bring his own state could
//! show an old response again. Challenges are drawn by the library, from the system's randomness.
//!
//! A credential belongs to one account only; that no other account has its id is for the store to see to.

mod attestation;
mod enrol;
mod refused;
mod sign_in;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use webauthn_rs::prelude::{Url, Webauthn, WebauthnBuilder};

use super::NoEntropy;
use crate::api_keys::Entropy;

pub use attestation::{Attestation, AuthenticatorModel, NoTrust, Trusted};
pub use enrol::{Kept, Person};
pub use refused::PasskeyError;
pub use sign_in::{Claim, Proved};

/// The largest response of a browser; one with a whole chain of certificates has a fifth of it.
pub const RESPONSE_BYTES: usize = 64 * 1024;

/// The passkeys of one site.
pub struct Passkeys {
    site: Webauthn,
}

/// What a passkey is to prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// That the device is there, after something else was shown. Keys without a PIN will do.
    SecondFactor,
    /// All that there is to prove: the device also has to tell its owner by a PIN, a finger or a face.
    Alone,
}

/// By what a device knows an account: random, the same for good, and not the login, which others may read on the
/// device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Handle([u8; Handle::BYTES]);

/// The first half of an enrolment or a sign-in.
#[derive(Clone, Debug)]
pub struct Begun {
    /// What the browser is given: `publicKey`, for `navigator.credentials`.
    pub options: serde_json::Value,
    /// What is kept for the second half, and used once.
    pub state: String,
}

/// Why there are no passkeys at an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSite {
    /// No address at all.
    #[error("{0:?} is no address; write it like https://id.example.org")]
    NoAddress(String),
    /// Browsers have passkeys for names only.
    #[error("{0} has no name in it, and browsers have passkeys for names only; give the server a name")]
    NoName(String),
    /// Nor where others can listen.
    #[error(
        "{0} is not https, without which browsers have no passkeys (but at localhost); serve it over https"
    )]
    NotSecure(String),
    /// Nor for somebody else's name.
    #[error(
        "passkeys for {rp_id:?} do not work at {host}; name {host} itself, or what it is under, such as example.org"
    )]
    OtherName {
        /// The name that passkeys were to be for.
        rp_id: String,
        /// The name of the site.
        host: String,
    },
}

impl Passkeys {
    /// The passkeys of the site at a public address. They are for its name, or for the one above it that `rp_id`
    /// says: a passkey works below the name that it was made for, and for no other ever after. `name` is what
    /// devices show.
    ///
    /// # Errors
    /// Where browsers have none.
    pub fn new(public_url: &str, rp_id: Option<&str>, name: &str) -> Result<Self, NoSite> {
        let url = Url::parse(public_url).map_err(|_| NoSite::NoAddress(public_url.to_owned()))?;
        let host = url.domain().ok_or_else(|| NoSite::NoName(public_url.to_owned()))?;
        let local = host == "localhost" || host.ends_with(".localhost");
        if url.scheme() != "https" && !(url.scheme() == "http" && local) {
            return Err(NoSite::NotSecure(public_url.to_owned()));
        }
        let rp_id = rp_id.unwrap_or(host);
        let other = || NoSite::OtherName { rp_id: rp_id.to_owned(), host: host.to_owned() };
        // A name without a dot that is not the site's own is a whole top-level domain.
        if rp_id.is_empty() || (rp_id != host && !rp_id.contains('.')) {
            return Err(other());
        }
        let site = WebauthnBuilder::new(rp_id, &url).and_then(|builder| builder.rp_name(name).build());
        Ok(Self { site: site.map_err(|_| other())? })
    }
}

impl Handle {
    /// How many bytes a handle has.
    pub const BYTES: usize = 16;

    /// A new handle.
    ///
    /// # Errors
    /// When there are no random bytes.
    pub fn make(entropy: Entropy<'_>) -> Result<Self, NoEntropy> {
        let mut bytes = [0; Self::BYTES];
        entropy(&mut bytes).map_err(NoEntropy)?;
        Ok(Self(bytes))
    }

    /// The handle of these bytes; none if there are more or fewer.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().map(Self).ok()
    }

    /// Its bytes, to be kept.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<[u8; Handle::BYTES]> for Handle {
    fn from(bytes: [u8; Handle::BYTES]) -> Self {
        Self(bytes)
    }
}

impl TryFrom<String> for Handle {
    type Error = PasskeyError;

    fn try_from(text: String) -> Result<Self, PasskeyError> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| PasskeyError::State)?;
        Self::from_bytes(&bytes).ok_or(PasskeyError::State)
    }
}

impl From<Handle> for String {
    fn from(handle: Handle) -> Self {
        URL_SAFE_NO_PAD.encode(handle.0)
    }
}

/// Reads what a browser sent.
fn response<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, PasskeyError> {
    if bytes.len() > RESPONSE_BYTES {
        return Err(PasskeyError::Malformed);
    }
    serde_json::from_slice(bytes).map_err(|_| PasskeyError::Malformed)
}

/// Reads what we kept.
fn kept<T: DeserializeOwned>(text: &str) -> Result<T, PasskeyError> {
    serde_json::from_str(text).map_err(|_| PasskeyError::State)
}

fn written<T: Serialize>(value: &T) -> Result<String, PasskeyError> {
    serde_json::to_string(value).map_err(|_| PasskeyError::State)
}

fn options<T: Serialize>(value: &T) -> Result<serde_json::Value, PasskeyError> {
    serde_json::to_value(value).map_err(|_| PasskeyError::State)
}

#[cfg(test)]
mod tests;
