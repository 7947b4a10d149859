//! The commonest passwords, which whoever guesses tries first.

/// What the list says of itself, and then a password a line, sorted.
const LIST: &str = include_str!("common.txt");

/// Shortest password in the list. A shorter one is refused by every policy anyway.
#[cfg(test)]
const SHORTEST: usize = 8;

/// Whether it is one of the commonest, in large or small letters.
pub(super) fn is_common(password: &str) -> bool {
    let wanted = zeroize::Zeroizing::new(password.to_lowercase());
    let mut rest = entries();
    // By bisection in the text itself: it is asked too rarely to hold the list in any other form.
    while let Some((before, entry, behind)) = middle(rest) {
        match wanted.as_str().cmp(entry) {
            std::cmp::Ordering::Less => rest = before,
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Greater => rest = behind,
        }
    }
    false
}

/// The list without its head.
fn entries() -> &'static str {
    let head: usize = LIST.split_inclusive('\n').take_while(|line| line.starts_with('#')).map(str::len).sum();
    LIST.get(head..).unwrap_or_default()
}

/// The line in the middle, and what is before and behind it. The list is ASCII.
fn middle(list: &str) -> Option<(&str, &str, &str)> {
    let (half, _) = list.split_at_checked(list.len() / 2)?;
    let start = half.rfind('\n').map_or(0, |end| end + 1);
    let (before, from) = list.split_at_checked(start)?;
    let (entry, behind) = from.split_once('\n')?;
    Some((before, entry, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_found_and_none_beside_it() {
        assert_eq!(entries().lines().count(), 11_611);
        assert!(entries().is_ascii() && entries().lines().is_sorted());
        for entry in entries().lines() {
            assert!(entry.len() >= SHORTEST && is_common(entry), "{entry}");
            assert!(is_common(&entry.to_uppercase()), "{entry}");
        }
        for text in ["", "#", "00000000a1", "zzzzzzzzzzzz", "passwor", "password\n", "correct horse"] {
            assert!(!is_common(text), "{text:?}");
        }
    }

    #[test]
    fn what_everybody_takes() {
        for text in ["password", "12345678", "qwertyuiop", "Password1", "iloveyou", "trustno1", "1q2w3e4r5t"]
        {
            assert!(is_common(text), "{text}");
        }
    }

    /// The library that the list is from finds them among passwords, too, so nothing else got in.
    #[test]
    fn they_are_easy_to_guess() {
        for entry in entries().lines().step_by(97) {
            assert!(zxcvbn::zxcvbn(entry, &[]).guesses() <= 60_002, "{entry}");
        }
    }
}
