//! A picture: refused, or stripped to one that is stripped no further.

#![no_main]

use bailiwick_model::Avatar;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    if let Ok(avatar) = Avatar::check(file) {
        assert!(avatar.bytes().len() <= file.len(), "nothing is added");
        assert_eq!(Avatar::check(avatar.bytes()).as_ref(), Ok(&avatar), "stripped once");
    }
});
