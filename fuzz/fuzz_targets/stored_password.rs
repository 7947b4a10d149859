//! A kept password of any other system. What is taken costs what is allowed, and is read again as it was written.

#![no_main]

use bailiwick_model::StoredPassword;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(stored) = StoredPassword::read(text) else { return };
    stored.scheme().check().expect("it was taken");
    assert!(!format!("{stored:?}").contains(&stored.written()));
    assert_eq!(StoredPassword::read(&stored.written()).expect("it was written by us"), stored);
});
