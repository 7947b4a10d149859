//! From a file to pixels, which are not touched before the file has said how many there are.

use std::io::Cursor;

use bailiwick_model::Picture;
use image::{
    ColorType, DynamicImage, ImageDecoder, ImageError, Limits,
    codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder},
    metadata::Orientation,
};

use super::{MAX_MEMORY, PictureError, SIDES, cost, damaged};

/// Bytes that the remarks of a PNG may unpack to. They are read only to be dropped.
const PNG_REMARKS: u64 = 8 << 20;

/// The pixels, with eight bits for each colour, and how to turn them.
pub(super) fn decode(picture: Picture, file: &[u8]) -> Result<(DynamicImage, Orientation), PictureError> {
    let failed = |error: ImageError| match error {
        ImageError::Limits(_) => PictureError::Memory { picture },
        error => damaged(picture, error),
    };
    match picture {
        Picture::Png => {
            let mut limits = Limits::no_limits();
            limits.max_alloc = Some(PNG_REMARKS);
            let decoder = PngDecoder::with_limits(Cursor::new(file), limits).map_err(failed)?;
            if decoder.is_apng().map_err(failed)? {
                return Err(PictureError::Animated);
            }
            pixels(picture, decoder, PNG_REMARKS)
        }
        Picture::Jpeg => {
            if !cost::jpeg_has_its_end(file) {
                return Err(damaged(picture, "it ends too early"));
            }
            let decoder = JpegDecoder::new(Cursor::new(file)).map_err(failed)?;
            let more = cost::of_jpeg(file, decoder.dimensions());
            pixels(picture, decoder, more)
        }
        Picture::Webp => {
            if !cost::webp_remarks_fit(file) {
                return Err(damaged(picture, "it ends too early"));
            }
            let decoder = WebPDecoder::new(Cursor::new(file)).map_err(failed)?;
            if decoder.has_animation() {
                return Err(PictureError::Animated);
            }
            if !cost::webp_says_one_size(file, decoder.dimensions()) {
                return Err(damaged(picture, "it says two sizes"));
            }
            let more = cost::of_webp(file, decoder.dimensions());
            pixels(picture, decoder, more)
        }
    }
}

/// Decodes what is small enough. `more` is what the decoder takes beside the pixels that it gives.
fn pixels(
    picture: Picture,
    mut decoder: impl ImageDecoder,
    more: u64,
) -> Result<(DynamicImage, Orientation), PictureError> {
    let (width, height) = decoder.dimensions();
    if !SIDES.contains(&width) || !SIDES.contains(&height) {
        return Err(PictureError::Size { width, height });
    }
    let converted = match decoder.color_type() {
        ColorType::L8 | ColorType::Rgb8 | ColorType::Rgba8 => 0,
        _ => 4 * cost::count((width, height)),
    };
    if decoder.total_bytes() + converted + more > MAX_MEMORY {
        return Err(PictureError::Memory { picture });
    }
    // A remark that cannot be read is no reason to refuse the picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let pixels = DynamicImage::from_decoder(decoder).map_err(|error| damaged(picture, error))?;
    let pixels = match pixels {
        eight @ (DynamicImage::ImageLuma8(_) | DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_)) => {
            eight
        }
        other if other.color().has_alpha() => other.into_rgba8().into(),
        other => other.into_rgb8().into(),
    };
    Ok((pixels, orientation))
}
