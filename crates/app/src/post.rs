//! The post: letters are put into the outbox within the transaction that they tell of, and sent outside of any.
//!
//! ```text
//! use case ── Post::enqueue ──→ outbox, sealed        (one transaction: told of what happened, or neither)
//!                                 │ Postman            (a thread of the server, on every node)
//!                                 ▼
//!                              Carrier                 (writes the words, speaks to a mail server or a gateway)
//! ```
//!
//! A letter is sent at least once: whoever is killed between sending and noting it sends it again, under the same number. What
//! stands in it is sealed with a key that the database does not have.

mod carrier;
mod limits;
mod postman;

use std::{net::IpAddr, sync::Arc};

use bailiwick_model::{Channel, Destination, Letter, Recipient};
use bailiwick_store::{
    Tx,
    outbox::{self, NewLetter},
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub use carrier::{Carrier, Outgoing, PATIENCE_US, Undelivered};
pub use limits::{Most, PostLimits};
pub use postman::Postman;

use crate::{
    error::AppError,
    sealing::{Key, Sealer},
};

/// What letters are sealed for.
const SEAL: &str = "letter";

/// How long a letter without an end of its own is worth sending: news of three days ago is no news.
const WORTH_US: i64 = 3 * 24 * 3_600 * 1_000_000;

/// Takes letters in. Cloning shares it.
#[derive(Clone)]
pub struct Post {
    inner: Arc<Inner>,
}

struct Inner {
    key: Key,
    sealer: Sealer,
    ways: Ways,
    limits: PostLimits,
}

/// The ways that letters can go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// Whether there is somebody who carries mail.
    pub email: bool,
    /// Whether there is somebody who carries text messages.
    pub sms: bool,
}

/// The circumstances under which a letter is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// When, in microseconds since 1970.
    pub at_us: i64,
    /// From where, when it is somebody who has not proved who he is. Letters of administrators are not counted by it.
    pub from: Option<IpAddr>,
}

/// What became of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Posted {
    /// It is on its way, under this number.
    Waiting(String),
    /// There were too many; the next one is taken at this moment, in microseconds since 1970. Nothing is on its way.
    Held {
        /// When to ask again.
        again_us: i64,
    },
    /// Nobody carries such letters. Nothing is on its way.
    NoWay,
}

/// What is sealed: a letter with whom it is for.
#[derive(Deserialize)]
struct Envelope {
    to: Recipient,
    letter: Letter,
}

#[derive(Serialize)]
struct EnvelopeOf<'e> {
    to: &'e Recipient,
    letter: &'e Letter,
}

impl Post {
    /// The post of the installation with this secret.
    #[must_use]
    pub fn new(key: &Key, ways: Ways) -> Self {
        Self::limited(key, ways, PostLimits::default())
    }

    /// The same with other limits.
    #[must_use]
    pub fn limited(key: &Key, ways: Ways, limits: PostLimits) -> Self {
        let inner = Inner { sealer: key.sealer(SEAL), key: key.clone(), ways, limits };
        Self { inner: Arc::new(inner) }
    }

    /// Whether a letter can go this way at all: whoever offers a code as a text message asks before.
    #[must_use]
    pub fn goes_by(&self, channel: Channel) -> bool {
        match channel {
            Channel::Email => self.inner.ways.email,
            Channel::Sms => self.inner.ways.sms,
            Channel::Screen => false,
        }
    }

    /// Has a letter sent once this transaction is committed. Nobody is flooded: letters are counted by destination, by account
    /// and by the address that they are asked from, on all nodes together.
    ///
    /// # Errors
    /// When the database refuses, or the letter cannot be sealed.
    pub fn enqueue(
        &self,
        tx: &mut Tx<'_>,
        to: &Recipient,
        letter: &Letter,
        occasion: Occasion,
    ) -> Result<Posted, AppError> {
        let channel = to.to.channel();
        if !self.goes_by(channel) || !letter.goes_by(channel) {
            return Ok(Posted::NoWay);
        }
        let Occasion { at_us, from } = occasion;
        let subjects = limits::subjects(&self.inner.key, &self.inner.limits, to, letter, from);
        if let Some(again_us) = limits::count(tx, &subjects, at_us)? {
            tracing::warn!(kind = letter.kind(), "too many letters; this one is not sent");
            return Ok(Posted::Held { again_us });
        }
        let id = outbox::number(tx)?;
        let sealed = self.seal(&id, to, letter)?;
        let worth_us =
            letter.useful_minutes().map_or(WORTH_US, |minutes| i64::from(minutes).saturating_mul(60_000_000));
        let new = NewLetter {
            id: &id,
            kind: letter.kind(),
            login: to.login.as_ref().map(|login| login.as_str()),
            channel: word(&to.to),
            sealed: &sealed,
            made_us: at_us,
            until_us: at_us.saturating_add(worth_us),
        };
        outbox::put(tx, &new)?;
        Ok(Posted::Waiting(id))
    }

    fn seal(&self, id: &str, to: &Recipient, letter: &Letter) -> Result<Vec<u8>, AppError> {
        let plain = serde_json::to_vec(&EnvelopeOf { to, letter });
        let plain = plain.map(Zeroizing::new).map_err(|error| AppError::Invalid(error.to_string()))?;
        // No number is given twice, so neither is a nonce that is made of it; this cipher would stand even that.
        let mut nonce = |bytes: &mut [u8]| {
            let number = id.as_bytes();
            bytes.iter_mut().zip(number.iter().rev()).for_each(|(to, from)| *to = *from);
            Ok(())
        };
        let sealed = self.inner.sealer.seal(&plain, id, &mut nonce);
        sealed.map_err(|error| AppError::Invalid(error.to_string()))
    }

    /// Opens what was sealed under this number.
    fn open(&self, id: &str, sealed: &[u8]) -> Result<Envelope, String> {
        let plain = self.inner.sealer.open(sealed, id).map_err(|error| error.to_string())?;
        // What serde says might repeat a part of the letter.
        serde_json::from_slice(&plain)
            .map_err(|_| "a newer version wrote this letter; update Bailiwick".to_owned())
    }
}

/// What the database calls the way of a letter.
fn word(to: &Destination) -> &'static str {
    match to {
        Destination::Email(_) => "email",
        Destination::Sms(_) => "sms",
    }
}
