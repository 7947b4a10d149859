//! Scaling down.

use image::{DynamicImage, RgbaImage, imageops::FilterType};

use super::{KEPT_SIDE, SIDES};

/// The picture within the sides that are kept, never larger than before; nothing when one of its sides would vanish.
pub(super) fn scale(mut pixels: DynamicImage) -> Option<DynamicImage> {
    let (width, height) = kept((pixels.width(), pixels.height()))?;
    if let DynamicImage::ImageRgba8(pixels) = &mut pixels {
        hide(pixels);
    }
    // Averages first, which takes no memory but the result, and the better filter for what is left to do.
    if pixels.width() > 2 * width && pixels.height() > 2 * height {
        pixels = pixels.thumbnail_exact(2 * width, 2 * height);
    }
    if (pixels.width(), pixels.height()) != (width, height) {
        pixels = pixels.resize_exact(width, height, FilterType::CatmullRom);
    }
    if let DynamicImage::ImageRgba8(pixels) = &mut pixels {
        show(pixels);
    }
    Some(pixels)
}

fn kept((width, height): (u32, u32)) -> Option<(u32, u32)> {
    let longer = width.max(height);
    if longer <= KEPT_SIDE {
        return Some((width, height));
    }
    // Sides are far from overflowing.
    let side = |pixels: u32| (pixels * KEPT_SIDE + longer / 2) / longer;
    let sides = (side(width), side(height));
    (sides.0.min(sides.1) >= *SIDES.start()).then_some(sides)
}

/// Weighs colours by how much of them is seen: what nobody saw must neither shine through at the edges nor be kept.
fn hide(pixels: &mut RgbaImage) {
    for pixel in pixels.pixels_mut() {
        let [colours @ .., alpha] = &mut pixel.0;
        let alpha = u32::from(*alpha);
        for colour in colours {
            *colour = byte((u32::from(*colour) * alpha + 127) / 255);
        }
    }
}

/// The reverse of [`hide`].
fn show(pixels: &mut RgbaImage) {
    for pixel in pixels.pixels_mut() {
        let [colours @ .., alpha] = &mut pixel.0;
        let alpha = u32::from(*alpha);
        for colour in colours {
            let shown = (u32::from(*colour) * 255 + alpha / 2).checked_div(alpha);
            *colour = byte(shown.unwrap_or_default());
        }
    }
}

fn byte(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}
