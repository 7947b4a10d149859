//! PostgreSQL's `numeric` as it travels: digits in base 10,000.

/// A decimal number of any size.
pub(super) struct Numeric {
    negative: bool,
    /// Digits in base 10,000, the most significant first.
    digits: Vec<u16>,
    /// Power of 10,000 of the first digit.
    weight: i16,
}

impl Numeric {
    /// Reads the binary form; `None` for what is no number (`NaN`, infinity) or malformed.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut words = bytes.chunks_exact(2).map(|pair| match pair {
            [high, low] => u16::from_be_bytes([*high, *low]),
            _ => 0,
        });
        let (count, weight, sign, _scale) = (words.next()?, words.next()?, words.next()?, words.next()?);
        let negative = match sign {
            0 => false,
            0x4000 => true,
            _ => return None,
        };
        let digits: Vec<u16> = words.collect();
        (digits.len() == usize::from(count)).then_some(Self {
            negative,
            digits,
            weight: weight.cast_signed(),
        })
    }

    /// The number, if it is whole and fits.
    pub(super) fn whole(&self) -> Option<i64> {
        let mut sum = 0_i128;
        let mut power = i32::from(self.weight);
        for digit in &self.digits {
            if power >= 0 {
                sum = sum.checked_mul(10_000)?.checked_add(i128::from(*digit))?;
            } else if *digit != 0 {
                return None;
            }
            power -= 1;
        }
        // Trailing zeros are not sent.
        for _ in 0..=power {
            sum = sum.checked_mul(10_000)?;
        }
        i64::try_from(if self.negative { -sum } else { sum }).ok()
    }

    /// The nearest float, as PostgreSQL's own cast gives it.
    pub(super) fn float(&self) -> Option<f64> {
        let mut text = String::from(if self.negative { "-0" } else { "0" });
        for digit in &self.digits {
            text.push_str(&format!("{digit:04}"));
        }
        let exponent = (i32::from(self.weight) + 1 - self.digits.len() as i32) * 4;
        format!("{text}e{exponent}").parse().ok().filter(|f: &f64| f.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numeric(words: &[i16]) -> Option<Numeric> {
        let bytes: Vec<u8> = words.iter().flat_map(|w| w.to_be_bytes()).collect();
        Numeric::read(&bytes)
    }

    #[test]
    fn numbers_as_the_server_sends_them() {
        // 12345.678, -1, 0, 10^8, 0.0001
        let cases: [(&[i16], Option<i64>, f64); 5] = [
            (&[3, 1, 0, 3, 1, 2345, 6780], None, 12345.678),
            (&[1, 0, 0x4000, 0, 1], Some(-1), -1.0),
            (&[0, 0, 0, 0], Some(0), 0.0),
            (&[1, 2, 0, 0, 1], Some(100_000_000), 1e8),
            (&[1, -1, 0, 4, 1], None, 0.0001),
        ];
        for (words, whole, float) in cases {
            let read = numeric(words).unwrap();
            assert_eq!((read.whole(), read.float()), (whole, Some(float)), "{words:?}");
        }
        assert!(numeric(&[0, 0, 0xC000_u16.cast_signed(), 0]).is_none());
        assert!(numeric(&[2, 0, 0, 0, 1]).is_none());
        assert_eq!(numeric(&[1, 40, 0, 0, 1]).unwrap().whole(), None);
    }
}
