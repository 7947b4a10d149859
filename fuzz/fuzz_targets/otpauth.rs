//! The address that an authenticator scans holds what was put into it, whatever the names are; and any text is a code or
//! none.

#![no_main]

use bailiwick_app::factors::totp::{Seed, verify};
use libfuzzer_sys::fuzz_target;
use totp_rs::Totp;

fuzz_target!(|text: &str| {
    let Some(seed) = Seed::from_bytes(b"12345678901234567890") else { return };
    let _ = verify(text, &seed, 59_000_000, None);
    let (issuer, account) = text.split_once('\n').unwrap_or(("", text));
    let Ok(uri) = seed.uri(issuer, account) else { return };
    let read = Totp::from_url(uri.as_str()).expect("what is written can be read");
    let plain = |text: &str| text.replace(':', " ").trim().to_owned();
    assert_eq!(read.account_name(), plain(account));
    assert_eq!(read.issuer().unwrap_or_default(), plain(issuer));
    assert_eq!(read.secret().as_ref(), seed.bytes());
});
