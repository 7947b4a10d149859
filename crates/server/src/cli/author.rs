//! Who works the command line, as the operating system knows it.

use bailiwick_app::Author;
use bailiwick_model::{Reason, audit::Origin};

use super::Context;

/// Who changes something from the command line, when and why.
///
/// The account is the one that this process runs as, and cannot be chosen by whoever starts it. `SUDO_USER` is what `sudo` says of
/// whoever called it, and believed only as far as whoever has the rights of this account is.
pub(crate) fn author(context: &Context) -> Author {
    #[allow(clippy::disallowed_methods, reason = "the command line reads its own environment")]
    let sudo = std::env::var("SUDO_USER").ok().and_then(said);
    let origin = Origin { account: account(), sudo, ..Origin::default() };
    let reason = context.global.reason.clone();
    Author { origin, reason, ..Author::machine(context.now().as_microsecond()) }
}

/// Why, as typed with `--reason`.
pub(super) fn reason(text: &str) -> Result<String, String> {
    Reason::new(text).map(|reason| reason.to_string()).map_err(|error| error.to_string())
}

/// A name that is worth keeping.
fn said(name: String) -> Option<String> {
    Some(name.trim().chars().take(256).collect::<String>()).filter(|name| !name.is_empty())
}

/// The account that this process runs as: its name, or its number where it has none here.
#[cfg(unix)]
fn account() -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    // What the kernel says of this process belongs to its account.
    let uid = std::fs::metadata("/proc/self").map(|data| data.uid()).ok()?;
    let known = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    Some(named(&known, uid).unwrap_or_else(|| format!("uid {uid}")))
}

#[cfg(not(unix))]
fn account() -> Option<String> {
    #[allow(clippy::disallowed_methods, reason = "the command line reads its own environment")]
    std::env::var("USERNAME").ok().and_then(said)
}

/// The name of an account in the system's list of them.
#[cfg(unix)]
fn named(passwd: &str, uid: u32) -> Option<String> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        let (name, number) = (fields.next()?, fields.nth(1)?);
        (number.parse() == Ok(uid)).then(|| name.to_owned()).and_then(said)
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_named_as_the_system_names_them() {
        let passwd = "root:x:0:0:root:/root:/bin/sh\nbroken\nasha:x:1000:1000::/home/asha:/bin/sh\n";
        assert_eq!(named(passwd, 1000).as_deref(), Some("asha"));
        assert_eq!(named(passwd, 0).as_deref(), Some("root"));
        assert_eq!(named(passwd, 7), None);
    }

    #[test]
    fn a_reason_says_something() {
        assert_eq!(reason(" ticket 7 "), Ok("ticket 7".to_owned()));
        for wrong in [" ", "two\nlines", "a\u{1b}[2J", &"x".repeat(1_001)] {
            assert!(reason(wrong).is_err(), "{wrong:?}");
        }
    }
}
