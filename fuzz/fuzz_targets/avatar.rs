//! A picture: refused, or made anew within the sides that are kept, the same every time, and readable again.

#![no_main]

use bailiwick_model::Picture;
use bailiwick_protocol::picture;
use libfuzzer_sys::fuzz_target;

/// Pixels of the longer side of a picture that is kept.
const KEPT_SIDE: u32 = 512;

fuzz_target!(|file: &[u8]| {
    let made = picture::read(file);
    if let Ok(avatar) = &made {
        assert_ne!(avatar.picture(), Picture::Webp, "only two kinds are written");
        assert_eq!(picture::read(file).as_ref(), Ok(avatar), "the same file makes the same picture");
        let Ok(again) = picture::read(avatar.bytes()) else { panic!("what is written cannot be read") };
        let sides = sides(avatar.bytes());
        assert!(sides.0.max(sides.1) <= KEPT_SIDE, "{sides:?} is more than is kept");
        assert_eq!(sides, self::sides(again.bytes()), "what is small enough stays as large as it is");
    }
});

/// Width and height, as the file says.
fn sides(file: &[u8]) -> (u32, u32) {
    let number = |bytes: &[u8]| bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
    if file.starts_with(b"\x89PNG") {
        return (number(&file[16..20]), number(&file[20..24]));
    }
    // A JPEG is a row of segments; one of them frames the picture.
    let mut at = 2;
    while !matches!(file[at + 1], 0xc0..=0xc3) {
        at += 2 + number(&file[at + 2..at + 4]) as usize;
    }
    (number(&file[at + 7..at + 9]), number(&file[at + 5..at + 7]))
}
