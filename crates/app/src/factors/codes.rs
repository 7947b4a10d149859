//! Codes that are sent: six to eight digits in a letter or on a telephone, for one flow, ten minutes, five tries.
//!
//! So few digits are no secret in themselves. What makes them one is that they belong to one flow of one person, that
//! tries are counted before they are judged, and that what is kept is a keyed hash that nobody can try out elsewhere.

use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use super::NoEntropy;
use crate::{api_keys::Entropy, sealing::Key};

/// How long a code is good for, in microseconds.
pub const LIFE_US: i64 = 10 * 60 * 1_000_000;

/// The same for people.
pub const LIFE_MINUTES: u32 = 10;

/// How often it may be tried.
pub const TRIES: u8 = 5;

const PURPOSE: &str = "sent code 1";

/// How many digits a code has: six, seven or eight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digits(u8);

/// Fewer than six are guessed, more than eight are mistyped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a code has six to eight digits, not {0}")]
pub struct NoDigits(pub u8);

/// What a code is for: it fits nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct For<'f> {
    /// The flow, by what is kept of its secret.
    pub flow: &'f str,
    /// The account, by its id or by what was typed for one.
    pub login: &'f str,
}

/// A code. It is sent once, on purpose, and has no `Debug`.
pub struct Code(String);

/// What is kept of a code that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The keyed hash of it and of what it is for.
    pub hash: [u8; 32],
    /// When it ends, in microseconds since 1970.
    pub until_us: i64,
    /// How many tries there were.
    pub tries: u8,
}

/// Why a code is not tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Over {
    /// Its time is over.
    #[error("the code has expired; have a new one sent")]
    Expired,
    /// There were wrong ones enough.
    #[error("the code was tried too often; have a new one sent")]
    Tried,
}

impl Digits {
    /// Six of them.
    pub const SIX: Self = Self(6);

    /// That many digits.
    ///
    /// # Errors
    /// For fewer than six and more than eight.
    pub fn new(digits: u8) -> Result<Self, NoDigits> {
        if (6..=8).contains(&digits) { Ok(Self(digits)) } else { Err(NoDigits(digits)) }
    }
}

impl Code {
    /// The code, for the letter.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl Drop for Code {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// A new code at a moment, in microseconds since 1970, and what is kept of it.
///
/// # Errors
/// When there are no random bytes.
pub fn make(
    key: &Key,
    digits: Digits,
    of: For<'_>,
    now_us: i64,
    entropy: Entropy<'_>,
) -> Result<(Code, Sent), NoEntropy> {
    let many = 10_u64.pow(u32::from(digits.0));
    let code = Code(format!("{:0width$}", below(many, entropy)?, width = usize::from(digits.0)));
    let sent = Sent { hash: mac(key, of, &code.0), until_us: now_us.saturating_add(LIFE_US), tries: 0 };
    Ok((code, sent))
}

impl Sent {
    /// Counts one try, to be written down before it is judged: however many come at once, no more than five are.
    ///
    /// # Errors
    /// When the time is over or there were five.
    pub fn tried(&self, now_us: i64) -> Result<Self, Over> {
        if now_us >= self.until_us {
            return Err(Over::Expired);
        }
        if self.tries >= TRIES {
            return Err(Over::Tried);
        }
        Ok(Self { tries: self.tries + 1, ..self.clone() })
    }

    /// How many tries are left.
    #[must_use]
    pub fn left(&self) -> u8 {
        TRIES.saturating_sub(self.tries)
    }

    /// Whether this is the code that was sent for this. Spaces and dashes do not matter, nor does how wrong it is: it
    /// always takes as long. Call it once for each [`Sent::tried`].
    #[must_use]
    pub fn fits(&self, key: &Key, of: For<'_>, typed: &str) -> bool {
        hash(key, of, typed).ct_eq(&self.hash).into()
    }
}

/// What is kept of a code, as it is typed: to find by it what was kept of the code that was sent.
#[must_use]
pub fn hash(key: &Key, of: For<'_>, typed: &str) -> [u8; 32] {
    mac(key, of, &plain(typed))
}

fn plain(typed: &str) -> Zeroizing<String> {
    let counts = |letter: &char| !letter.is_whitespace() && *letter != '-';
    Zeroizing::new(typed.chars().filter(counts).take(9).collect())
}

fn mac(key: &Key, of: For<'_>, code: &str) -> [u8; 32] {
    // Lengths stand before the parts, so that no two triples give the same text.
    let (flow, login) = (of.flow, of.login);
    let text = format!("{}:{flow}{}:{login}{}:{code}", flow.len(), login.len(), code.len());
    key.mac(PURPOSE, &Zeroizing::new(text))
}

/// A number below another one, each as likely: what would favour the small ones is drawn again.
fn below(many: u64, entropy: Entropy<'_>) -> Result<u64, NoEntropy> {
    let fair = u64::MAX - u64::MAX % many;
    loop {
        let mut bytes = Zeroizing::new([0; 8]);
        entropy(bytes.as_mut_slice()).map_err(NoEntropy)?;
        let drawn = u64::from_be_bytes(*bytes);
        if drawn < fair {
            return Ok(drawn % many);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::factors::dice::{dice, none};

    const NOW: i64 = 1_700_000_000_000_000;
    const ANNA: For<'_> = For { flow: "f1", login: "anna" };

    fn key() -> Key {
        Key::new([7; 32])
    }

    fn made(digits: u8) -> (Code, Sent) {
        make(&key(), Digits::new(digits).unwrap(), ANNA, NOW, &mut dice(1)).unwrap()
    }

    #[test]
    fn a_code_fits_what_it_was_sent_for_and_nothing_else() {
        for digits in 6..=8 {
            let (code, sent) = made(digits);
            assert_eq!(code.reveal().len(), usize::from(digits));
            assert!(sent.fits(&key(), ANNA, code.reveal()));
            assert!(sent.fits(&key(), ANNA, &format!(" {}-{} ", &code.reveal()[..3], &code.reveal()[3..])));
            let fits = |flow, login| sent.fits(&key(), For { flow, login }, code.reveal());
            assert!(!fits("f2", "anna") && !fits("f1", "bert") && !fits("f1a", "nna"));
            assert!(!sent.fits(&Key::new([8; 32]), ANNA, code.reveal()));
            for wrong in ["", "1", &format!("{}0", code.reveal()), &code.reveal()[1..]] {
                assert!(!sent.fits(&key(), ANNA, wrong), "{wrong}");
            }
        }
    }

    #[test]
    fn a_code_ends_after_ten_minutes() {
        let (_, sent) = made(6);
        assert!(sent.tried(NOW + LIFE_US - 1).is_ok());
        assert_eq!(sent.tried(NOW + LIFE_US), Err(Over::Expired));
        assert_eq!((LIFE_US, LIFE_MINUTES), (600_000_000, 10));
    }

    #[test]
    fn a_code_is_tried_five_times() {
        let (_, mut sent) = made(6);
        for left in (0..TRIES).rev() {
            sent = sent.tried(NOW).unwrap();
            assert_eq!(sent.left(), left);
        }
        assert_eq!(sent.tried(NOW), Err(Over::Tried));
    }

    #[test]
    fn every_code_is_as_likely_as_any_other() {
        let mut drawn = [0_u32; 10];
        let mut entropy = dice(3);
        for _ in 0..2_000 {
            drawn[usize::try_from(below(10, &mut entropy).unwrap()).unwrap()] += 1;
        }
        assert!(drawn.iter().all(|count| (140..=260).contains(count)), "{drawn:?}");
        // A number that would favour the small ones is drawn again.
        let mut numbers = [u64::MAX, 41].into_iter();
        let mut entropy = |bytes: &mut [u8]| {
            bytes.copy_from_slice(&numbers.next().unwrap().to_be_bytes());
            Ok(())
        };
        assert_eq!(below(10, &mut entropy), Ok(1));
    }

    #[test]
    fn codes_begin_with_zeros_too_and_are_not_made_of_nothing() {
        let (code, sent) = make(&key(), Digits(6), ANNA, NOW, &mut |bytes: &mut [u8]| {
            bytes.fill(0);
            Ok(())
        })
        .unwrap();
        assert_eq!(code.reveal(), "000000");
        assert!(sent.fits(&key(), ANNA, "000000"));
        let refused = make(&key(), Digits(6), ANNA, NOW, &mut none()).map(|_| ()).unwrap_err();
        assert_eq!(refused, NoEntropy("no device".into()));
        assert_eq!((Digits::new(5), Digits::new(9)), (Err(NoDigits(5)), Err(NoDigits(9))));
    }
}
