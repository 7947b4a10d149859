//! The checksum at the end of a key: six letters and digits by which a scanner knows a key without asking anybody. It keeps nothing secret.

/// Letters and digits of a checksum: as many as 32 bits take.
pub(super) const LENGTH: usize = 6;

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The checksum of everything before it: CRC-32, written in base 62 with the highest digit first.
pub(super) fn of(text: &str) -> String {
    let mut rest = crc32(text.as_bytes());
    let mut digits = [b'0'; LENGTH];
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS.get(rest as usize % DIGITS.len()).copied().unwrap_or(b'0');
        rest /= 62;
    }
    digits.iter().copied().map(char::from).collect()
}

/// Whether a text ends in its checksum.
pub(super) fn fits(text: &str) -> bool {
    let before = text.len().checked_sub(LENGTH).and_then(|at| text.split_at_checked(at));
    before.is_some_and(|(before, sum)| of(before) == sum)
}

/// CRC-32 as in zip files and PNG (ISO 3309).
fn crc32(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_checksum_that_others_compute() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
        // 0xCBF43926 is 3,421,780,262.
        let value = of("123456789").bytes().fold(0_u64, |value, digit| {
            value * 62 + DIGITS.iter().position(|known| *known == digit).unwrap() as u64
        });
        assert_eq!(value, 3_421_780_262);
    }

    #[test]
    fn one_letter_that_is_another_is_noticed() {
        let whole = format!("bw_00ff_abc{}", of("bw_00ff_abc"));
        assert!(fits(&whole));
        for at in 0..whole.len() {
            let mut other = whole.clone().into_bytes();
            other[at] = if other[at] == b'x' { b'y' } else { b'x' };
            assert!(!fits(std::str::from_utf8(&other).unwrap()), "{at}");
        }
        assert!(!fits("") && !fits("short") && !fits("ééé"));
    }
}
