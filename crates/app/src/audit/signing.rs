//! The installation's audit key: heads are signed with it, and whoever has its public half can tell.

use std::{fmt, str::FromStr};

use bailiwick_model::audit::{
    AuditHead, Checkpoint, CheckpointKind, KeyId, Signature, SignedCheckpoint, bytes_of,
};
use ring::{
    hkdf::{HKDF_SHA256, KeyType, Salt},
    signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey},
};

/// What the key is derived for, so that it is never one for anything else.
const PURPOSE: &[u8] = b"bailiwick audit signing 1";

/// What a public key is written with.
const PREFIX: &str = "ed25519:";

/// Signs heads. It has no `Debug`.
pub struct Signer {
    pair: Ed25519KeyPair,
    public: PublicKey,
}

/// The public half of an audit key. Written as `ed25519:` and 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

/// The text is no public key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no public key; write what `bailiwick audit key` prints: ed25519: and 64 hexadecimal digits"
)]
pub struct UnreadableKey(String);

/// The library of cryptography did not do what it always does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the audit key cannot be derived from the installation's secret; restore the key file")]
pub struct NoKey;

/// Why a checkpoint proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointFault {
    /// Somebody else signed it.
    #[error("was signed with the key {by}, which is none of those given ({given})")]
    WrongKey {
        /// With which key.
        by: KeyId,
        /// The keys that were given.
        given: String,
    },
    /// Text and signature do not belong together.
    #[error("is not what was signed: it or its signature was altered")]
    Forged,
    /// It stands beside a removal that it says nothing about.
    #[error("is not about the removal of entries that it is kept for")]
    Misplaced,
}

struct Length;

impl KeyType for Length {
    fn len(&self) -> usize {
        32
    }
}

impl Signer {
    /// The audit key of the installation with this secret. The same secret gives the same key, on every node.
    ///
    /// # Errors
    /// Never for 32 bytes.
    pub fn derived(secret: &[u8; 32]) -> Result<Self, NoKey> {
        let mut seed = [0; 32];
        let purpose = [PURPOSE];
        let derived = Salt::new(HKDF_SHA256, b"bailiwick").extract(secret);
        derived.expand(&purpose, Length).and_then(|okm| okm.fill(&mut seed)).map_err(|_| NoKey)?;
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| NoKey)?;
        let public = pair.public_key().as_ref().try_into().map(PublicKey).map_err(|_| NoKey)?;
        Ok(Self { pair, public })
    }

    /// The public half, for whoever verifies.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        self.public
    }

    /// Signs a head.
    ///
    /// # Errors
    /// Never for what a checkpoint can hold.
    pub fn sign(
        &self,
        kind: CheckpointKind,
        head: AuditHead,
        at_us: i64,
    ) -> Result<SignedCheckpoint, serde_json::Error> {
        let AuditHead { sequence, hash } = head;
        let checkpoint = Checkpoint { kind, sequence, hash, at: at_us, key: self.public.id() };
        let mut bytes = [0; 64];
        // The library always makes 64; were it otherwise, what is made would verify nowhere.
        for (place, byte) in
            bytes.iter_mut().zip(self.pair.sign(checkpoint.signed_text()?.as_bytes()).as_ref())
        {
            *place = *byte;
        }
        Ok(SignedCheckpoint { checkpoint, signature: Signature(bytes) })
    }
}

impl PublicKey {
    /// Its short name.
    #[must_use]
    pub fn id(&self) -> KeyId {
        KeyId::of(&self.0)
    }

    fn signed(&self, signed: &SignedCheckpoint) -> bool {
        let Ok(text) = signed.checkpoint.signed_text() else { return false };
        UnparsedPublicKey::new(&ED25519, self.0).verify(text.as_bytes(), &signed.signature.0).is_ok()
    }
}

/// Makes sure that one of these keys signed it.
///
/// # Errors
/// What is wrong with it.
pub fn verify_signature(signed: &SignedCheckpoint, keys: &[PublicKey]) -> Result<(), CheckpointFault> {
    let by = &signed.checkpoint.key;
    let Some(key) = keys.iter().find(|key| key.id() == *by) else {
        let given: Vec<_> = keys.iter().map(|key| key.id().to_string()).collect();
        return Err(CheckpointFault::WrongKey { by: by.clone(), given: given.join(", ") });
    };
    if key.signed(signed) { Ok(()) } else { Err(CheckpointFault::Forged) }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PREFIX)?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for PublicKey {
    type Err = UnreadableKey;
    fn from_str(text: &str) -> Result<Self, UnreadableKey> {
        let bytes = text.trim().strip_prefix(PREFIX).and_then(bytes_of);
        bytes.and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or_else(|| UnreadableKey(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer(byte: u8) -> Signer {
        Signer::derived(&[byte; 32]).unwrap()
    }

    #[test]
    fn the_same_secret_is_the_same_key() {
        let key = signer(1).public();
        assert_eq!(key, signer(1).public());
        assert_ne!(key, signer(2).public());
        assert_eq!(key.to_string().parse(), Ok(key));
        for wrong in ["", "ed25519:", "ed25519:00", &key.to_string().to_uppercase()] {
            assert!(wrong.parse::<PublicKey>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_signature_is_of_one_text_and_one_key() {
        let signed = signer(1).sign(CheckpointKind::Head, AuditHead::START, 7).unwrap();
        assert_eq!(verify_signature(&signed, &[signer(2).public(), signer(1).public()]), Ok(()));
        let stranger = verify_signature(&signed, &[signer(2).public()]).unwrap_err();
        assert!(matches!(&stranger, CheckpointFault::WrongKey { by, .. } if *by == signer(1).public().id()));
        let mut forged = vec![signed.clone(); 5];
        forged[0].checkpoint.sequence = 8;
        forged[1].checkpoint.kind = CheckpointKind::Pruned;
        forged[2].checkpoint.at += 1;
        forged[3].signature.0[9] ^= 1;
        forged[4].checkpoint.hash = bailiwick_model::audit::AuditHash::START.followed_by("");
        for forged in forged {
            assert_eq!(verify_signature(&forged, &[signer(1).public()]), Err(CheckpointFault::Forged));
        }
        // Under another key's name it is nobody's.
        let mut renamed = signed;
        renamed.checkpoint.key = signer(2).public().id();
        assert_eq!(verify_signature(&renamed, &[signer(2).public()]), Err(CheckpointFault::Forged));
    }
}
