//! The end of the chain: the number of the last entry and its hash.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A SHA-256 in the chain. Written as 64 hexadecimal digits in lower case.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AuditHash([u8; 64]);

/// The last entry of a trail: whoever keeps one elsewhere can prove that the trail up to it is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditHead {
    /// The number of the last entry; 0 when there is none.
    pub sequence: i64,
    /// Its hash; [`AuditHash::START`] when there is none.
    pub hash: AuditHash,
}

/// The text is no hash or head.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not {wanted}")]
pub struct UnreadableHead {
    text: String,
    wanted: &'static str,
}

impl UnreadableHead {
    pub(super) fn new(text: &str, wanted: &'static str) -> Self {
        Self { text: text.to_owned(), wanted }
    }
}

impl AuditHash {
    /// What the first entry is chained to.
    pub const START: Self = Self([b'0'; 64]);

    pub(super) fn new(digest: &[u8]) -> Self {
        let mut text = [b'0'; 64];
        for (pair, byte) in text.chunks_exact_mut(2).zip(digest) {
            for (place, half) in pair.iter_mut().zip([byte >> 4, byte & 15]) {
                *place = if half < 10 { b'0' + half } else { b'a' + half - 10 };
            }
        }
        Self(text)
    }

    /// Its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Digits only, by construction, so the other arm is never taken.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl AuditHead {
    /// The head of a trail without entries.
    pub const START: Self = Self { sequence: 0, hash: AuditHash::START };
}

impl fmt::Display for AuditHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for AuditHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for AuditHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.sequence, self.hash)
    }
}

impl FromStr for AuditHash {
    type Err = UnreadableHead;
    fn from_str(text: &str) -> Result<Self, UnreadableHead> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'));
        let bytes = text.as_bytes().try_into().ok().filter(|_| digits);
        let wanted = "a hash; it has 64 hexadecimal digits in lower case";
        bytes.map(Self).ok_or_else(|| UnreadableHead { text: text.to_owned(), wanted })
    }
}

impl FromStr for AuditHead {
    type Err = UnreadableHead;
    fn from_str(text: &str) -> Result<Self, UnreadableHead> {
        let wanted =
            "a head; write the number of an entry, a colon and its hash, as the last line of an export says";
        let refused = || UnreadableHead { text: text.to_owned(), wanted };
        let (sequence, hash) = text.split_once(':').ok_or_else(refused)?;
        let sequence = sequence.parse().ok().filter(|number| *number >= 0).ok_or_else(refused)?;
        Ok(Self { sequence, hash: hash.parse().map_err(|_| refused())? })
    }
}

impl Serialize for AuditHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for AuditHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_read_as_they_are_written() {
        let head = AuditHead { sequence: 12, hash: AuditHash::new(&[0xa5; 32]) };
        assert_eq!(head.to_string(), format!("12:{}", "a5".repeat(32)));
        assert_eq!(head.to_string().parse(), Ok(head));
        let digits = "A5".repeat(32);
        for wrong in ["", "12", "12:", "-1:00", &format!("x:{}", AuditHash::START), &format!("1:{digits}")] {
            assert!(wrong.parse::<AuditHead>().is_err(), "{wrong}");
        }
    }
}
