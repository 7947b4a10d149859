//! What decoding a file will take beside its pixels, told before it is done.
//!
//! The decoders of JPEG and WebP keep to no limit of memory. What a file may make them take is therefore judged from outside, and
//! where that is not certain, the worst is assumed.

/// The places of coefficients that a JPEG has for each pixel when it is not read line by line: four colours of two bytes.
const COEFFICIENTS: u64 = 8;
/// A frame of brightness and colours, the transparency as it is packed, and as it is not.
const WEBP_PLANES: u64 = 7;
/// Each byte of a packed WebP may ask for so many bytes of code tables: 82 bits make a table of 70 000 bytes, up to 65 536 times.
const TABLES: u64 = 7_500;

pub(super) fn count((width, height): (u32, u32)) -> u64 {
    u64::from(width) * u64::from(height)
}

/// Bytes that the decoder of JPEG takes beside the pixels.
pub(super) fn of_jpeg(file: &[u8], size: (u32, u32)) -> u64 {
    let line_by_line = scan(file).is_some_and(|(is_progressive, scan)| {
        // Another scan, or another kind of frame.
        !is_progressive && !has(scan, &[0xFF, 0xDA]) && !has(scan, &[0xFF, 0xC2])
    });
    // The decoder has a copy of the file.
    len(file) + if line_by_line { 0 } else { COEFFICIENTS * count(size) }
}

/// Whether the pixels of a JPEG are all there. The decoder would paint in grey what is missing.
pub(super) fn jpeg_has_its_end(file: &[u8]) -> bool {
    let scan = scan(file).map_or(file, |(_, scan)| scan);
    has(scan, &[0xFF, 0xD9])
}

/// Whether a JPEG is progressive, and everything behind the head of its first scan; nothing when it is put together in
/// an unusual way.
fn scan(file: &[u8]) -> Option<(bool, &[u8])> {
    let mut rest = file.get(2..)?;
    let mut is_progressive = false;
    loop {
        let [0xFF, marker, high, low, ..] = *rest else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        match marker {
            0xDA => return rest.get(4..).map(|scan| (is_progressive, scan)),
            0xC2 => is_progressive = true,
            0xC0 | 0xC1 | 0xC4 | 0xDB | 0xDD | 0xE0..=0xEF | 0xFE if length >= 2 => {}
            _ => return None,
        }
        rest = rest.get(2 + length..)?;
    }
}

/// Bytes that the decoder of WebP takes beside the pixels.
pub(super) fn of_webp(file: &[u8], size: (u32, u32)) -> u64 {
    let is_packed = has(file, b"VP8L") || has(file, b"ALPH");
    len(file) + WEBP_PLANES * count(size) + if is_packed { TABLES * len(file) } else { 0 }
}

/// Whether the pixels of a WebP are as many as its head says. The decoder would find out after it has decoded them.
pub(super) fn webp_says_one_size(file: &[u8], (width, height): (u32, u32)) -> bool {
    // The two highest bits tell how to enlarge it.
    let side = |low: u8, high: u8| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
    let sizes = file.windows(18).filter_map(|part| match *part {
        [b'V', b'P', b'8', b' ', _, _, _, _, _, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1] => {
            Some((side(w0, w1), side(h0, h1)))
        }
        _ => None,
    });
    sizes.into_iter().all(|said| said == (width, height))
}

/// Whether the remarks of a WebP, of which one tells how to turn it, are as long as they say. The decoder would make room first.
pub(super) fn webp_remarks_fit(file: &[u8]) -> bool {
    let heads = file.windows(8).enumerate().filter_map(|(at, head)| match *head {
        [b'E', b'X', b'I', b'F', a, b, c, d] => Some((at, u32::from_le_bytes([a, b, c, d]))),
        _ => None,
    });
    heads.into_iter().all(|(at, length)| at as u64 + 8 + u64::from(length) <= len(file))
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn len(file: &[u8]) -> u64 {
    file.len() as u64
}
