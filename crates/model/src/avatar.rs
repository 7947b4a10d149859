//! Pictures of people, as they are kept and served.
//!
//! What somebody sends is no such picture yet: `bailiwick_protocol::picture` decodes it and writes its pixels anew. Here is only what
//! comes of that, so that nothing which stores or serves a picture needs a decoder.

use std::fmt;

/// A picture that was made by Bailiwick itself, and is what its first bytes say.
#[derive(Clone, PartialEq, Eq)]
pub struct Avatar {
    picture: Picture,
    bytes: Box<[u8]>,
}

/// What a picture may be. A GIF moves, and an SVG is a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Picture {
    /// Portable Network Graphics.
    Png,
    /// JPEG, by lines or progressive.
    Jpeg,
    /// WebP, with or without loss.
    Webp,
}

/// The bytes are none of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the bytes do not begin as a PNG, JPEG or WebP picture does")]
pub struct NoPicture;

impl Avatar {
    /// A picture that was checked when it came in. Only its kind is looked at, which decides what browsers are told of it.
    ///
    /// # Errors
    /// [`NoPicture`] when it is of no kind that is served.
    pub fn new(bytes: impl Into<Box<[u8]>>) -> Result<Self, NoPicture> {
        let bytes = bytes.into();
        let picture = Picture::of(&bytes).ok_or(NoPicture)?;
        Ok(Self { picture, bytes })
    }

    /// What it is.
    #[must_use]
    pub fn picture(&self) -> Picture {
        self.picture
    }

    /// The file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Debug for Avatar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} bytes", self.picture, self.bytes.len())
    }
}

impl Picture {
    /// What a file is by its first bytes, whatever it is called.
    #[must_use]
    pub fn of(file: &[u8]) -> Option<Self> {
        match file {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Self::Png),
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            _ => None,
        }
    }

    /// What to send as `Content-Type`.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }
}

impl fmt::Display for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Webp => "WebP",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_what_it_begins_with() {
        for (file, picture) in [
            (&b"\x89PNG\r\n\x1a\nrest"[..], Picture::Png),
            (b"\xFF\xD8\xFF\xE0", Picture::Jpeg),
            (b"RIFF\0\0\0\0WEBPVP8 ", Picture::Webp),
        ] {
            let avatar = Avatar::new(file).unwrap();
            assert_eq!((avatar.picture(), avatar.bytes()), (picture, file));
        }
        for file in [
            &b""[..],
            b"GIF89a",
            b"<svg/>",
            b"\xFF\xD8",
            b"RIFF\0\0\0\0WAVE",
            b"\x89PNG\r\n\x1a",
            b" \x89PNG\r\n\x1a\n",
        ] {
            assert_eq!(Avatar::new(file), Err(NoPicture));
        }
    }
}
