//! The corpus of the fuzz target that reads a format of this crate, on every run.

use std::{fs, path::Path};

use bailiwick_model::{Avatar, AvatarError, Picture};

#[test]
fn pictures_are_stripped_once_or_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/avatar");
    let (mut kept, mut moving) = (Vec::new(), 0);
    for file in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        match Avatar::check(&bytes) {
            Ok(avatar) => {
                assert_eq!(Avatar::check(avatar.bytes()).as_ref(), Ok(&avatar));
                let script = avatar.bytes().windows(7).any(|part| part == b"<script");
                assert!(!script && !avatar.bytes().ends_with(b"</html>"), "{avatar:?}");
                kept.push(avatar.picture());
            }
            Err(AvatarError::Animated) => moving += 1,
            Err(_) => {}
        }
    }
    assert_eq!(moving, 2);
    for picture in [Picture::Png, Picture::Jpeg, Picture::Webp] {
        assert!(kept.iter().filter(|kept| **kept == picture).count() >= 3, "{picture}");
    }
}
