//! Hashes passwords and compares them with what is kept, as many at a time as there are places in the room.

use std::{fmt, num::NonZeroUsize, thread, time::Duration};

use bailiwick_model::{Argon2Kind, PasswordScheme, StoredPassword, StoredPasswordError};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::{
    Password,
    derive::{blocks, derive},
    room::{NoPlace, Place, Room},
};

/// Bytes of the hashes that are made here.
const HASH_BYTES: usize = 32;

/// Bytes of the salts that are made for them.
const SALT_BYTES: usize = 16;

/// Hashes and compares. One serves the whole program; calls wait for a place, so they do not belong on an async thread.
pub struct Hasher {
    scheme: PasswordScheme,
    /// What nobody's password fits, hashed as all others are.
    nobody: StoredPassword,
    room: Room,
}

/// How a [`Hasher`] works.
#[derive(Clone, Copy, Debug)]
pub struct Hashing {
    /// What a hash costs.
    pub cost: HashingCost,
    /// How many are worked on at the same time, each with memory of its own; as many as there are processors where it is not said.
    pub places: Option<NonZeroUsize>,
    /// How many more may wait for a place.
    pub waiting: usize,
}

/// What a hash costs: Argon2id with so much memory, so many passes and lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashingCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// A cost that would be no protection, or would be an attack on oneself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CostError {
    /// Less than OWASP counsels.
    #[error(
        "{memory_kib} KiB in {passes} passes is less than passwords take; give at least {least} KiB, and memory times passes of at least {work}"
    )]
    TooLittle {
        /// The memory that was given.
        memory_kib: u32,
        /// The passes that were given.
        passes: u32,
        /// The least memory.
        least: u32,
        /// The least of both together.
        work: u64,
    },
    /// More than is ever run.
    #[error("the cost of hashing cannot be that: {0}")]
    TooMuch(StoredPasswordError),
}

/// What comes of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is not the password.
    Wrong,
    /// It is the password.
    Right,
    /// It is the password, and it is kept in another way than it would be now: hash it anew.
    RightButOld,
}

/// Why nothing was hashed or compared. None of it says anything about the password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HasherError {
    /// As many wait as may.
    #[error("too many passwords are being verified; try again in {} s", retry_after.as_secs())]
    Busy {
        /// When it is likely to be better.
        retry_after: Duration,
    },
    /// The machine has none.
    #[error(
        "there is no memory for hashing a password ({kib} KiB); give the machine more, or lower the cost or the number of places"
    )]
    Memory {
        /// How much was asked for.
        kib: usize,
    },
    /// The library of cryptography refused what was checked before.
    #[error("the password cannot be hashed: {0}; let the person choose a new one")]
    Refused(String),
}

/// What a [`Hasher`] does at the moment, for metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashingLoad {
    /// How many can be worked on.
    pub places: usize,
    /// How many are worked on.
    pub taken: usize,
    /// The most that ever were.
    pub most_taken: usize,
    /// How many wait.
    pub waiting: usize,
    /// The memory that is kept for hashing, in KiB.
    pub memory_kib: usize,
    /// The most that it ever was.
    pub most_memory_kib: usize,
}

impl Hasher {
    /// A hasher; its memory is taken when it is first used.
    #[must_use]
    pub fn new(hashing: Hashing) -> Self {
        let HashingCost { memory_kib, passes, lanes } = hashing.cost;
        let scheme = PasswordScheme::Argon2 { kind: Argon2Kind::Id, memory_kib, passes, lanes };
        let places = hashing.places.or_else(|| thread::available_parallelism().ok());
        let room = Room::new(places.map_or(1, NonZeroUsize::get), hashing.waiting, blocks(scheme));
        #[allow(clippy::expect_used, reason = "a cost is checked when it is made, the lengths are constants")]
        let nobody =
            StoredPassword::new(scheme, &[0; SALT_BYTES], &[0; HASH_BYTES]).expect("it is in bounds");
        Self { scheme, nobody, room }
    }

    /// What is kept of a password. The salt is random, of its own for each.
    ///
    /// # Errors
    /// [`HasherError`].
    pub fn hash(&self, password: &Password, salt: [u8; SALT_BYTES]) -> Result<StoredPassword, HasherError> {
        let refused = |error: StoredPasswordError| HasherError::Refused(error.to_string());
        let empty = StoredPassword::new(self.scheme, &salt, &[0; HASH_BYTES]).map_err(refused)?;
        let hash = derived(password, &empty, &mut self.enter(self.scheme)?)?;
        StoredPassword::new(self.scheme, &salt, &hash).map_err(refused)
    }

    /// Whether it is the password that is kept.
    ///
    /// # Errors
    /// [`HasherError`]; it is no verdict, and nobody is let in by it.
    pub fn verify(&self, password: &Password, stored: &StoredPassword) -> Result<Verdict, HasherError> {
        if !self.fits(password, stored)? {
            return Ok(Verdict::Wrong);
        }
        let lengths = (stored.salt().len(), stored.hash().len());
        let as_now = stored.scheme() == self.scheme && lengths == (SALT_BYTES, HASH_BYTES);
        Ok(if as_now { Verdict::Right } else { Verdict::RightButOld })
    }

    /// For an account that is not there, or has no password: the same work, and always [`Verdict::Wrong`].
    ///
    /// # Errors
    /// [`HasherError`], when [`Hasher::verify`] would have said so, too.
    pub fn nobody(&self, password: &Password) -> Result<Verdict, HasherError> {
        self.fits(password, &self.nobody).map(|_| Verdict::Wrong)
    }

    /// What goes on.
    #[must_use]
    pub fn load(&self) -> HashingLoad {
        let now = self.room.occupancy();
        HashingLoad {
            places: self.room.places(),
            taken: now.taken,
            most_taken: now.most_taken,
            waiting: now.waiting,
            memory_kib: now.blocks,
            most_memory_kib: now.most_blocks,
        }
    }

    fn fits(&self, password: &Password, stored: &StoredPassword) -> Result<bool, HasherError> {
        // A salted hash takes no time at all, which would tell that such an account is there: it takes the time of the others, too.
        let quick = matches!(stored.scheme(), PasswordScheme::Salted { .. });
        let mut place = self.enter(if quick { self.scheme } else { stored.scheme() })?;
        if quick {
            derived(password, &self.nobody, &mut place)?;
        }
        let hash = derived(password, stored, &mut place)?;
        drop(place);
        // PBKDF2 derives the beginning, which is as hard to hit as the whole.
        let kept = stored.hash().get(..hash.len()).unwrap_or_default();
        Ok(hash.ct_eq(kept).into())
    }

    fn enter(&self, scheme: PasswordScheme) -> Result<Place<'_>, HasherError> {
        self.room.enter(blocks(scheme)).map_err(|refused| match refused {
            NoPlace::Full => HasherError::Busy { retry_after: self.patience() },
            NoPlace::Memory(kib) => HasherError::Memory { kib },
        })
    }

    /// How long those who wait will take, at the microsecond for a KiB that Argon2 takes on an ordinary processor; in whole seconds.
    fn patience(&self) -> Duration {
        let PasswordScheme::Argon2 { memory_kib, passes, .. } = self.scheme else {
            return Duration::from_secs(1);
        };
        let waiting = self.room.occupancy().waiting as u64;
        let each = u64::from(memory_kib) * u64::from(passes);
        Duration::from_secs(1 + waiting * each / self.room.places() as u64 / 1_000_000)
    }
}

fn derived(
    password: &Password,
    stored: &StoredPassword,
    place: &mut Place<'_>,
) -> Result<Zeroizing<Vec<u8>>, HasherError> {
    derive(password, stored, place.memory()).map_err(|error| HasherError::Refused(error.to_string()))
}

impl HashingCost {
    /// OWASP's least memory, in KiB, and its least of memory times passes: 7 MiB in five passes.
    const LEAST: (u32, u64) = (7168, 35_840);

    /// A cost within bounds: no less than OWASP counsels, no more than is run for anybody.
    ///
    /// # Errors
    /// [`CostError`] says which bound it breaks.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, CostError> {
        let (least, work) = Self::LEAST;
        if memory_kib < least || u64::from(memory_kib) * u64::from(passes) < work {
            return Err(CostError::TooLittle { memory_kib, passes, least, work });
        }
        let scheme = PasswordScheme::Argon2 { kind: Argon2Kind::Id, memory_kib, passes, lanes };
        scheme.check().map_err(CostError::TooMuch)?;
        Ok(Self { memory_kib, passes, lanes })
    }
}

impl Default for HashingCost {
    /// OWASP's parameters: 19 MiB, two passes, one lane.
    fn default() -> Self {
        Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 }
    }
}

impl Default for Hashing {
    fn default() -> Self {
        Self { cost: HashingCost::default(), places: None, waiting: 64 }
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hasher({}, {:?})", self.scheme, self.load())
    }
}

#[cfg(test)]
mod tests;
