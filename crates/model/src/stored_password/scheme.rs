//! The ways to hash a password that are understood, and what each may cost.

use std::{fmt, ops::RangeInclusive};

use super::{StoredPasswordError, within};

/// How a password was hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordScheme {
    /// RFC 9106, version 19 (1.3).
    Argon2 {
        /// Which of the three.
        kind: Argon2Kind,
        /// How much memory, in KiB.
        memory_kib: u32,
        /// How often it is gone over.
        passes: u32,
        /// In how many lanes.
        lanes: u32,
    },
    /// The password's first 72 bytes count.
    Bcrypt {
        /// The work doubles with each.
        cost: u32,
    },
    /// RFC 8018, with an HMAC of this hash.
    Pbkdf2 {
        /// Of which hash.
        sha: ShaKind,
        /// How often it is done.
        rounds: u32,
    },
    /// A hash of password and salt, done once: what LDAP servers called safe in the nineties.
    Salted {
        /// Of which hash.
        sha: ShaKind,
    },
}

/// Which Argon2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argon2Kind {
    /// Which memory is read depends on the password.
    D,
    /// Which memory is read does not depend on the password.
    I,
    /// The one for passwords: first as `I`, then as `D`.
    Id,
}

/// Which member of the SHA family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShaKind {
    /// 160 bits.
    Sha1,
    /// 256 bits.
    Sha256,
    /// 512 bits.
    Sha512,
}

impl PasswordScheme {
    /// The most memory that is given to one hash, in KiB: what others' libraries have ever used by default, and a quarter more.
    pub const MAX_MEMORY_KIB: u32 = 128 * 1024;
    /// The most memory times passes, in KiB: about half a second of one processor.
    pub const MAX_WORK_KIB: u32 = 512 * 1024;
    /// The most lanes of Argon2. They are worked on one after the other.
    pub const MAX_LANES: u32 = 16;
    /// The highest cost of bcrypt: about a second.
    pub const MAX_BCRYPT_COST: u32 = 14;
    /// The most rounds of PBKDF2: a second or two.
    pub const MAX_ROUNDS: u32 = 2_000_000;

    /// Makes sure that it may be run.
    ///
    /// # Errors
    /// Which cost is out of bounds.
    pub fn check(self) -> Result<(), StoredPasswordError> {
        match self {
            Self::Argon2 { kind: _, memory_kib, passes, lanes } => {
                within("number of lanes", lanes.into(), 1..=Self::MAX_LANES.into())?;
                let memory = u64::from(lanes) * 8..=Self::MAX_MEMORY_KIB.into();
                within("memory (KiB)", memory_kib.into(), memory)?;
                within("number of passes", passes.into(), 1..=u32::MAX.into())?;
                let work = u64::from(memory_kib) * u64::from(passes);
                within("memory times passes (KiB)", work, 1..=Self::MAX_WORK_KIB.into())
            }
            Self::Bcrypt { cost } => within("cost", cost.into(), 4..=Self::MAX_BCRYPT_COST.into()),
            Self::Pbkdf2 { sha: _, rounds } => {
                within("number of rounds", rounds.into(), 1..=Self::MAX_ROUNDS.into())
            }
            Self::Salted { .. } => Ok(()),
        }
    }

    /// How many bytes a salt and a hash may have.
    pub(super) fn lengths(self) -> (RangeInclusive<u64>, RangeInclusive<u64>) {
        match self {
            Self::Argon2 { .. } => (8..=64, 16..=64),
            Self::Bcrypt { .. } => (16..=16, 23..=23),
            // Keycloak derives 64 bytes whatever the hash.
            Self::Pbkdf2 { .. } => (4..=64, 16..=64),
            Self::Salted { sha } => (4..=64, sha.bytes() as u64..=sha.bytes() as u64),
        }
    }
}

impl Argon2Kind {
    /// What it is called in a kept password.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::D => "argon2d",
            Self::I => "argon2i",
            Self::Id => "argon2id",
        }
    }
}

impl ShaKind {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Sha1, Self::Sha256, Self::Sha512];

    /// How many bytes one has.
    #[must_use]
    pub fn bytes(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }
}

impl fmt::Display for PasswordScheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Argon2 { kind, memory_kib, passes, lanes } => {
                write!(f, "{} m={memory_kib},t={passes},p={lanes}", kind.name())
            }
            Self::Bcrypt { cost } => write!(f, "bcrypt {cost}"),
            Self::Pbkdf2 { sha, rounds } => write!(f, "PBKDF2 {sha:?} {rounds}"),
            Self::Salted { sha } => write!(f, "salted {sha:?}"),
        }
    }
}
