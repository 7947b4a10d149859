//! Passwords that are made here, to be read aloud, typed once and replaced.

use super::{Password, PasswordError};

/// Sixteen, of which no two look or sound alike in this company; `l`, `q`, `x` and `c` are left out.
const CONSONANTS: &[u8; 16] = b"bdfghjkmnprstvwz";
/// Four; `i` and `o` look like digits.
const VOWELS: &[u8; 4] = b"aeuy";

/// A password from random bytes: five groups such as `bazut`, small letters alone, with 80 bits in 29 characters.
///
/// # Errors
/// Never: such a text is a password.
pub fn temporary(random: [u8; 10]) -> Result<Password, PasswordError> {
    let mut text = String::with_capacity(29);
    for (number, pair) in random.as_chunks::<2>().0.iter().enumerate() {
        if number > 0 {
            text.push('-');
        }
        let mut bits = u16::from_be_bytes(*pair);
        for letters in [&CONSONANTS[..], VOWELS, CONSONANTS, VOWELS, CONSONANTS] {
            // Both are powers of two, so every letter is as likely as any other.
            let count = letters.len() as u16;
            let letter = letters.get(usize::from(bits % count)).copied().unwrap_or(b'b');
            text.push(char::from(letter));
            bits /= count;
        }
    }
    Password::typed(text)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_bit_counts_and_every_letter_is_plain() {
        let made = |random| temporary(random).unwrap().reveal().to_owned();
        assert_eq!(made([0; 10]), "babab-babab-babab-babab-babab");
        assert_eq!(made([255; 10]), "zyzyz-zyzyz-zyzyz-zyzyz-zyzyz");
        // Each of the 65,536 values of two bytes gives a group of its own, and the groups are made alike.
        let mut groups = HashSet::new();
        for value in 0..=u16::MAX {
            let [high, low] = value.to_be_bytes();
            let text = made([high, low, 0, 0, 0, 0, 0, 0, high, low]);
            assert_eq!(text[..5], text[24..]);
            assert!(groups.insert(text[..5].to_owned()));
        }
        let letters: HashSet<char> = groups.iter().flat_map(|group| group.chars()).collect();
        assert!(letters.len() == 20 && !letters.iter().any(|letter| "iloqcx01".contains(*letter)));
    }
}
