//! An address of electronic mail: refused, or the same person's however often it is folded; and a login, which may be one.

#![no_main]

use bailiwick_model::{EmailAddress, UserId};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match EmailAddress::new(text) {
        Ok(address) => {
            assert_eq!(address.as_str(), text, "it is shown as it was given");
            let Ok(folded) = EmailAddress::new(address.folded()) else { panic!("its folded form is none") };
            assert_eq!(folded.folded(), address.folded(), "folding twice is folding once");
            assert!(!text.contains(['\r', '\n', '\0', ' ', '<', '>', ',', ';']), "it adds nothing to a header");
            assert_eq!(text.matches('@').count(), 1);
            let masked = address.masked();
            assert!(masked.ends_with(text.split_once('@').unwrap_or_default().1), "{masked}");
        }
        Err(error) => assert!(error.to_string().len() < 4_000),
    }
    if let Ok(login) = UserId::new(text) {
        assert_eq!(login.as_str(), text);
        assert!(!text.contains(['\r', '\n', '\0']));
    }
});
