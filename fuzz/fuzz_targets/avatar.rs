//! A picture: refused, or made anew within the sides that are kept, and readable again.

#![no_main]

use bailiwick_model::Picture;
use bailiwick_protocol::picture;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    if let Ok(avatar) = picture::read(file) {
        assert_ne!(avatar.picture(), Picture::Webp, "only two kinds are written");
        assert!(picture::read(avatar.bytes()).is_ok(), "what is written can be read");
    }
});
