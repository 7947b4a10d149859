//! Heads that an installation has signed, and what is kept of a stretch that was removed.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use serde_json::json;
use sha2::{Digest, Sha256};

use super::{AuditAction, AuditChange, AuditEntry, AuditHash, AuditHead, UnreadableHead};

/// What every signed text begins with, so that a signature of a checkpoint is never one of anything else.
pub const SIGNED: &str = "bailiwick audit checkpoint 1\n";

/// What a checkpoint says of its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckpointKind {
    /// The trail ended with this entry.
    Head,
    /// The trail was pruned up to this entry.
    Pruned,
}

/// A key's short name: the first 16 hexadecimal digits of the SHA-256 of the public key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct KeyId(String);

/// A head, when it was signed, and by whose key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// What it says.
    pub kind: CheckpointKind,
    /// The number of the entry.
    pub sequence: i64,
    /// Its hash.
    pub hash: AuditHash,
    /// When it was signed, in microseconds since 1970.
    pub at: i64,
    /// By which key.
    pub key: KeyId,
}

/// An Ed25519 signature. Written as 128 hexadecimal digits in lower case.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

/// A checkpoint with its signature; a line of a file of checkpoints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedCheckpoint {
    /// What was signed.
    pub checkpoint: Checkpoint,
    /// The signature of [`Checkpoint::signed_text`].
    pub signature: Signature,
}

/// What is left of the entries that were removed from the beginning of a trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retained {
    /// The first entry that was kept.
    pub first: i64,
    /// The hash of the last one that was removed.
    pub previous: AuditHash,
    /// How many were removed then.
    pub removed: i64,
    /// The last removed entry, signed.
    pub signed: SignedCheckpoint,
}

impl Checkpoint {
    /// The head that it is about.
    #[must_use]
    pub fn head(&self) -> AuditHead {
        AuditHead { sequence: self.sequence, hash: self.hash }
    }

    /// The text that is signed: [`SIGNED`] and the checkpoint as JSON without white space, its keys in the order of the fields.
    ///
    /// # Errors
    /// Never for what these types can hold.
    pub fn signed_text(&self) -> Result<String, serde_json::Error> {
        Ok(format!("{SIGNED}{}", serde_json::to_string(self)?))
    }
}

impl Retained {
    /// The last entry that was removed.
    #[must_use]
    pub fn head(&self) -> AuditHead {
        AuditHead { sequence: self.first - 1, hash: self.previous }
    }

    /// What an entry about it tells as its changes.
    #[must_use]
    pub fn told(&self) -> Vec<AuditChange> {
        let told = [
            ("removed", json!(self.removed)),
            ("first", json!(self.first)),
            ("previous", json!(self.previous)),
        ];
        told.into_iter().map(|(field, value)| AuditChange::shown(field, None, Some(value))).collect()
    }

    /// Whether an entry tells of it.
    #[must_use]
    pub fn is_told_by(&self, entry: &AuditEntry) -> bool {
        entry.action == AuditAction::TRAIL_PRUNED && entry.changes.starts_with(&self.told())
    }

    /// Whether its checkpoint is about the same entry; a signature says nothing about any other.
    #[must_use]
    pub fn is_consistent(&self) -> bool {
        let Checkpoint { kind, sequence, hash, .. } = self.signed.checkpoint;
        kind == CheckpointKind::Pruned && AuditHead { sequence, hash } == self.head() && self.removed > 0
    }
}

impl KeyId {
    /// How many digits it has.
    pub const DIGITS: usize = 16;

    /// The id of a public key.
    #[must_use]
    pub fn of(public: &[u8]) -> Self {
        Self(Sha256::digest(public).iter().take(Self::DIGITS / 2).map(|byte| format!("{byte:02x}")).collect())
    }

    /// The key's id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for KeyId {
    type Err = UnreadableHead;
    fn from_str(text: &str) -> Result<Self, UnreadableHead> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'));
        if digits && text.len() == Self::DIGITS {
            return Ok(Self(text.to_owned()));
        }
        Err(UnreadableHead::new(text, "a key's id; it has 16 hexadecimal digits in lower case"))
    }
}

impl<'de> Deserialize<'de> for KeyId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Signature {
    type Err = UnreadableHead;
    fn from_str(text: &str) -> Result<Self, UnreadableHead> {
        let refused =
            || UnreadableHead::new(text, "a signature; it has 128 hexadecimal digits in lower case");
        bytes_of(text).and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or_else(refused)
    }
}

/// The bytes that hexadecimal digits in lower case stand for.
#[must_use]
pub fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    let half = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let pair = |pair: &[u8]| match pair {
        [high, low] => Some(half(*high)? << 4 | half(*low)?),
        _ => None,
    };
    digits.as_bytes().chunks(2).map(pair).collect()
}

impl Serialize for Signature {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Signature {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkpoint() -> Checkpoint {
        let hash = AuditHash::START.followed_by("{}");
        Checkpoint {
            kind: CheckpointKind::Head,
            sequence: 3,
            hash,
            at: 9,
            key: "00ff00ff00ff00ff".parse().unwrap(),
        }
    }

    #[test]
    fn the_signed_text_is_this_and_no_other() {
        let hash = AuditHash::START.followed_by("{}");
        let text = format!(
            "bailiwick audit checkpoint 1\n{{\"kind\":\"head\",\"sequence\":3,\"hash\":\"{hash}\",\"at\":9,\"key\":\"00ff00ff00ff00ff\"}}"
        );
        assert_eq!(checkpoint().signed_text().unwrap(), text);
    }

    #[test]
    fn signed_checkpoints_read_as_they_are_written() {
        let signed = SignedCheckpoint { checkpoint: checkpoint(), signature: Signature([0xa5; 64]) };
        let text = serde_json::to_string(&signed).unwrap();
        assert_eq!(serde_json::from_str::<SignedCheckpoint>(&text).unwrap(), signed);
        for (from, to) in
            [("a5a5", "A5a5"), ("a5a5", "a5"), ("00ff", "0ff"), ("head", "tail"), ("\"at\"", "\"on\"")]
        {
            let wrong = text.replacen(from, to, 1);
            assert!(serde_json::from_str::<SignedCheckpoint>(&wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_signed_head_is_no_signed_removal() {
        let signed = SignedCheckpoint { checkpoint: checkpoint(), signature: Signature([1; 64]) };
        let mut retained = Retained { first: 4, previous: checkpoint().hash, removed: 3, signed };
        assert!(!retained.is_consistent());
        retained.signed.checkpoint.kind = CheckpointKind::Pruned;
        assert!(retained.is_consistent());
        retained.first = 5;
        assert!(!retained.is_consistent());
    }
}
