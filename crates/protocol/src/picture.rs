//! Pictures of people: decoded within limits, turned upright, scaled down and written anew.
//!
//! Nothing of the file that was sent is kept but what its pixels look like: no remarks, positions, profiles, hidden parts or bytes behind
//! the end. Whatever else a file may be at the same time, it is not that any more.

mod cost;
mod decoded;
mod scaled;

use std::{io::Cursor, ops::RangeInclusive, panic};

use bailiwick_model::{Avatar, Picture};
use image::{
    DynamicImage, ImageError, Rgba,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
};

/// Largest file that is decoded, in bytes: a photograph of a telephone.
pub const MAX_BYTES: usize = 5 << 20;
/// Pixels of each side of a file that is decoded.
const SIDES: RangeInclusive<u32> = 8..=6_000;
/// Pixels of the longer side of a picture that is kept.
const KEPT_SIDE: u32 = 512;
/// Bytes that decoding may take.
const MAX_MEMORY: u64 = 128 << 20;
/// Of 100. Faces show no difference to more, and the file is a third of it.
const JPEG_QUALITY: u8 = 85;

/// Why a file is no picture of a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// Too many bytes.
    #[error("the picture has {bytes} bytes, at most {MAX_BYTES} are allowed; scale it down")]
    TooLarge {
        /// How many there are.
        bytes: usize,
    },
    /// Not one of the three.
    #[error("this is not a PNG, JPEG or WebP picture; save it as one of them")]
    Type,
    /// Too small or too large to be shown.
    #[error(
        "the picture is {width} by {height} pixels; each side may have {} to {}, and the longer one at most {} times as many \
         as the other", SIDES.start(), SIDES.end(), KEPT_SIDE / SIDES.start()
    )]
    Size {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
    },
    /// It would have to be unpacked to too much.
    #[error("decoding the {picture} file would take more than {} MiB of memory; scale it down, or save it as a plain JPEG",
        MAX_MEMORY >> 20)]
    Memory {
        /// What its first bytes say.
        picture: Picture,
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
        what: String,
    },
}

/// Makes a picture out of a file that somebody sent: JPEG, or PNG where something can be seen through it.
///
/// It takes up to 128 MiB and some tenths of a second, so callers see to it that few are read at the same time.
///
/// # Errors
/// See [`PictureError`].
pub fn read(file: &[u8]) -> Result<Avatar, PictureError> {
    if file.len() > MAX_BYTES {
        return Err(PictureError::TooLarge { bytes: file.len() });
    }
    let picture = Picture::of(file).ok_or(PictureError::Type)?;
    // The decoders are other people's, and what they read is anybody's. A fault in one of them is the file's.
    let made = panic::catch_unwind(|| made(picture, file));
    made.unwrap_or_else(|_| Err(damaged(picture, "it makes no sense")))
}

fn made(picture: Picture, file: &[u8]) -> Result<Avatar, PictureError> {
    let (pixels, orientation) = decoded::decode(picture, file)?;
    let (width, height) = (pixels.width(), pixels.height());
    let mut pixels = scaled::scale(pixels).ok_or(PictureError::Size { width, height })?;
    pixels.apply_orientation(orientation);
    let written = written(pixels).map_err(|error| damaged(picture, error))?;
    Avatar::new(written).map_err(|error| damaged(picture, error))
}

fn written(pixels: DynamicImage) -> Result<Vec<u8>, ImageError> {
    let mut file = Cursor::new(Vec::new());
    match pixels {
        DynamicImage::ImageRgba8(pixels) if pixels.pixels().any(|Rgba([.., alpha])| *alpha < u8::MAX) => {
            pixels.write_with_encoder(PngEncoder::new(&mut file))?;
        }
        pixels => {
            pixels.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut file, JPEG_QUALITY))?
        }
    }
    Ok(file.into_inner())
}

fn damaged(picture: Picture, what: impl ToString) -> PictureError {
    PictureError::Damaged { picture, what: what.to_string() }
}

#[cfg(test)]
mod tests;
