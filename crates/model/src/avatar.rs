//! Pictures of people: checked and stripped, never decoded.
//!
//! The browser scales a picture before it is sent. What arrives is not believed: type and size are read from the bytes, and the
//! file is put together anew from the parts that a picture needs. Positions, remarks, colour programs and whatever stands behind the
//! end are gone then. There is no decoder, so there is none to attack.

mod cursor;
mod jpeg;
mod png;
mod webp;

use std::{fmt, ops::RangeInclusive};

use cursor::Cursor;

/// Largest file, in bytes.
const MAX_BYTES: usize = 256 * 1024;
/// Pixels of each side.
const SIDES: RangeInclusive<u32> = 8..=1024;

/// A picture that is safe to serve as what it says it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Avatar {
    picture: Picture,
    bytes: Box<[u8]>,
    width: u32,
    height: u32,
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

/// Why bytes are no picture of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AvatarError {
    /// Too many bytes.
    #[error("the picture has {bytes} bytes, at most {MAX_BYTES} are allowed; scale it down")]
    TooLarge {
        /// How many there are.
        bytes: usize,
    },
    /// Not one of the three.
    #[error("this is not a PNG, JPEG or WebP picture; save it as one of them")]
    Type,
    /// Too small or too large on a screen.
    #[error(
        "the picture is {width} by {height} pixels; each side may have {} to {}", SIDES.start(), SIDES.end()
    )]
    Size {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
    },
    /// It moves.
    #[error("the picture is animated; choose one that is still")]
    Animated,
    /// It is not what its first bytes say.
    #[error("the {picture} file is damaged: {what}; save the picture anew")]
    Damaged {
        /// What its first bytes say.
        picture: Picture,
        /// What is wrong with it.
        what: &'static str,
    },
}

impl Avatar {
    /// Checks `bytes` and keeps what belongs to the picture. Checking what is left changes nothing more.
    ///
    /// A JPEG's remark on how to turn it goes with the other remarks, so pictures have to arrive upright.
    ///
    /// # Errors
    /// See [`AvatarError`].
    pub fn check(bytes: &[u8]) -> Result<Self, AvatarError> {
        if bytes.len() > MAX_BYTES {
            return Err(AvatarError::TooLarge { bytes: bytes.len() });
        }
        let (picture, strip): (_, Strip) = match bytes {
            _ if bytes.starts_with(png::SIGNATURE) => (Picture::Png, png::strip),
            _ if bytes.starts_with(jpeg::SIGNATURE) => (Picture::Jpeg, jpeg::strip),
            _ if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => {
                (Picture::Webp, webp::strip)
            }
            _ => return Err(AvatarError::Type),
        };
        let mut kept = Kept { bytes: Vec::with_capacity(bytes.len()), size: None };
        strip(Cursor::new(bytes), &mut kept).map_err(|refusal| match refusal {
            Refusal::Damaged(what) => AvatarError::Damaged { picture, what },
            Refusal::Animated => AvatarError::Animated,
            Refusal::Size(width, height) => AvatarError::Size { width, height },
        })?;
        let (width, height) =
            kept.size.ok_or(AvatarError::Damaged { picture, what: "it does not say how large it is" })?;
        Ok(Self { picture, bytes: kept.bytes.into_boxed_slice(), width, height })
    }

    /// What it is.
    #[must_use]
    pub fn picture(&self) -> Picture {
        self.picture
    }

    /// The file, put together anew.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Pixels from left to right.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Pixels from top to bottom.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }
}

impl fmt::Debug for Avatar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { picture, bytes, width, height } = self;
        write!(f, "{picture} of {width} by {height} pixels in {} bytes", bytes.len())
    }
}

impl Picture {
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

/// Reads a file of one type, and writes what is to be kept.
type Strip = fn(Cursor<'_>, &mut Kept) -> Result<(), Refusal>;

/// The new file.
struct Kept {
    bytes: Vec<u8>,
    size: Option<(u32, u32)>,
}

impl Kept {
    fn write(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Takes note of the size, which a file tells once.
    fn measure(&mut self, width: u32, height: u32) -> Result<(), Refusal> {
        if self.size.is_some() {
            return Err(Refusal::Damaged("it says twice how large it is"));
        }
        if !SIDES.contains(&width) || !SIDES.contains(&height) {
            return Err(Refusal::Size(width, height));
        }
        self.size = Some((width, height));
        Ok(())
    }
}

/// [`AvatarError`] as the readers of the types tell it.
#[derive(Clone, Copy)]
enum Refusal {
    Damaged(&'static str),
    Animated,
    Size(u32, u32),
}

#[cfg(test)]
mod tests;
