//! Recovery codes: what somebody has written down for the day on which his telephone is gone.
//!
//! Ten at a time, 75 bits each, shown once and used once each. What is kept is a keyed hash bound to whose they are:
//! without the installation's secret nobody can try codes out, and nobody else's code fits.

use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};
use zeroize::{Zeroize, Zeroizing};

use super::NoEntropy;
use crate::{api_keys::Entropy, sealing::Key};

/// How many there are at a time.
pub const CODES: usize = 10;

/// Letters and digits that nobody takes for one another; sixty-four and more bits of them are beyond guessing.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 15;
const GROUP: usize = 5;
const PURPOSE: &str = "recovery code 1";

/// One code, `7KQ2M-X9D4T-BC3WH`. It is shown once, on purpose, and has no `Debug`.
pub struct RecoveryCode(String);

/// What is kept of a code.
pub type Hash = [u8; 32];

/// New codes, and the only sight of them.
pub struct Codes {
    /// What is shown.
    pub shown: [RecoveryCode; CODES],
    /// What is kept of each, in the same order.
    pub kept: [Hash; CODES],
}

impl RecoveryCode {
    /// The code, for the one time that it is shown.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl Drop for RecoveryCode {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Codes {
    /// Ten new codes of somebody; those that he had before are to be removed with the same change. `owner` is his id.
    ///
    /// # Errors
    /// When there are no random bytes.
    pub fn make(key: &Key, owner: &str, entropy: Entropy<'_>) -> Result<Self, NoEntropy> {
        let mut codes =
            Self { shown: [const { RecoveryCode(String::new()) }; CODES], kept: [[0; 32]; CODES] };
        for (shown, kept) in codes.shown.iter_mut().zip(&mut codes.kept) {
            let plain = drawn(&mut *entropy)?;
            *kept = mac(key, owner, &plain);
            *shown = RecoveryCode(grouped(&plain));
        }
        Ok(codes)
    }
}

/// What would be kept of a code that somebody typed; nothing when it is none. Case, spaces and dashes do not matter,
/// an O is taken for 0, an I or L for 1.
#[must_use]
pub fn hash(key: &Key, owner: &str, typed: &str) -> Option<Hash> {
    let mut plain = Zeroizing::new(String::with_capacity(LENGTH));
    for letter in typed.chars().filter(|letter| !letter.is_whitespace() && !is_dash(*letter)) {
        let letter = match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        if plain.len() == LENGTH || !letter.is_ascii() || !LETTERS.contains(&u8::try_from(letter).ok()?) {
            return None;
        }
        plain.push(letter);
    }
    (plain.len() == LENGTH).then(|| mac(key, owner, &plain))
}

/// Which of somebody's codes was typed, so that it can be used up. How long it takes does not tell which.
#[must_use]
pub fn find(kept: &[Hash], typed: &Hash) -> Option<usize> {
    let (mut found, mut place) = (Choice::from(0), 0);
    for (at, hash) in (0_u64..).zip(kept) {
        let same = hash.ct_eq(typed);
        place = u64::conditional_select(&place, &at, same);
        found |= same;
    }
    if bool::from(found) { usize::try_from(place).ok() } else { None }
}

fn mac(key: &Key, owner: &str, plain: &str) -> Hash {
    // A code holds no line break, so where it ends and the owner begins is beyond doubt.
    key.mac(PURPOSE, &Zeroizing::new(format!("{plain}\n{owner}")))
}

fn drawn(entropy: Entropy<'_>) -> Result<Zeroizing<String>, NoEntropy> {
    let mut bytes = Zeroizing::new([0; LENGTH]);
    entropy(bytes.as_mut_slice()).map_err(NoEntropy)?;
    // Five bits of each byte: 32 letters, each as likely as any other.
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).copied().map(char::from);
    Ok(Zeroizing::new(bytes.iter().filter_map(letter).collect()))
}

fn grouped(plain: &str) -> String {
    let mut text = String::with_capacity(LENGTH + LENGTH / GROUP);
    for (at, letter) in plain.chars().enumerate() {
        if at > 0 && at % GROUP == 0 {
            text.push('-');
        }
        text.push(letter);
    }
    text
}

/// A hyphen, and what word processors make of one.
fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::factors::dice::{dice, none};

    fn key() -> Key {
        Key::new([7; 32])
    }

    #[test]
    fn ten_codes_all_different_are_found_again_and_nobody_elses_are() {
        let codes = Codes::make(&key(), "anna", &mut dice(1)).unwrap();
        let texts: BTreeSet<&str> = codes.shown.iter().map(RecoveryCode::reveal).collect();
        assert_eq!(texts.len(), CODES);
        for (at, code) in codes.shown.iter().enumerate() {
            let typed = hash(&key(), "anna", code.reveal()).unwrap();
            assert_eq!(find(&codes.kept, &typed), Some(at), "{}", code.reveal());
            assert_eq!(find(&codes.kept, &hash(&key(), "bert", code.reveal()).unwrap()), None);
            let elsewhere = Key::new([8; 32]);
            assert_eq!(find(&codes.kept, &hash(&elsewhere, "anna", code.reveal()).unwrap()), None);
        }
        let others = Codes::make(&key(), "anna", &mut dice(2)).unwrap();
        assert!(others.kept.iter().all(|hash| find(&codes.kept, hash).is_none()));
        assert_eq!(find(&[], &others.kept[0]), None);
    }

    #[test]
    fn codes_have_readable_groups_of_letters_that_are_not_mixed_up() {
        let codes = Codes::make(&key(), "anna", &mut dice(1)).unwrap();
        for code in &codes.shown {
            let groups: Vec<&str> = code.reveal().split('-').collect();
            assert_eq!(groups.iter().map(|group| group.len()).collect::<Vec<_>>(), [5, 5, 5]);
            assert!(groups.concat().bytes().all(|letter| LETTERS.contains(&letter)), "{}", code.reveal());
        }
        let bits = LENGTH * 5;
        assert!(bits >= 64, "{bits}");
    }

    #[test]
    fn codes_are_typed_as_people_type_them() {
        let hash = |typed: &str| hash(&key(), "anna", typed);
        let right = hash("7KQ2M-X9D4T-BC301");
        assert!(right.is_some());
        for same in ["7kq2mx9d4tbc301", " 7KQ2M x9d4t\tBC3O1 ", "7KQ2M–X9D4T—BC3oI", "7kq2m-x9d4t-bc3ol"]
        {
            assert_eq!(hash(same), right, "{same}");
        }
        assert_ne!(hash("7KQ2M-X9D4T-BC302"), right);
        for wrong in [
            "",
            "7KQ2M-X9D4T-BC30",
            "7KQ2M-X9D4T-BC3011",
            "7KQ2M-X9D4T-BC30U",
            "7KQ2M-X9D4T-BC30ñ",
            "ſKQ2MX9D4TBC301",
        ] {
            assert_eq!(hash(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn no_codes_are_made_of_nothing() {
        let refused = Codes::make(&key(), "anna", &mut none()).map(|_| ()).unwrap_err();
        assert_eq!(refused, NoEntropy("no device".into()));
    }
}
