//! PNG: chunks with a length, a name and a checksum.

use super::{Cursor, Kept, Refusal};

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Where the reading is. The parts of a picture stand in this order.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Place {
    Start,
    Header,
    Palette,
    Transparency,
    Pixels,
    /// Something stood behind the pixels.
    Behind,
}

/// Keeps header, palette, transparency and pixels. Texts, profiles, times, positions and everything else that a picture
/// can do without are left out, and so is what stands behind its end.
pub(super) fn strip(mut file: Cursor<'_>, kept: &mut Kept) -> Result<(), Refusal> {
    kept.write(file.take(SIGNATURE.len())?);
    let mut place = Place::Start;
    let mut colour = 0;
    loop {
        let length = file.big32()?;
        let name: [u8; 4] = file.array()?;
        let data = file.take(usize::try_from(length).unwrap_or(usize::MAX))?;
        let sum = file.big32()?;
        if checksum([&name, data]) != sum {
            return Err(Refusal::Damaged("a checksum does not fit"));
        }
        place = match &name {
            b"IHDR" if place == Place::Start => {
                colour = header(data, kept)?;
                Place::Header
            }
            b"PLTE" if place == Place::Header && palette_fits(colour, data) => Place::Palette,
            b"tRNS" if transparency_fits(colour, place, data) => Place::Transparency,
            b"IDAT" if place >= Place::Header && place <= Place::Pixels => {
                if colour == INDEXED && place == Place::Header {
                    return Err(Refusal::Damaged("it has no palette"));
                }
                Place::Pixels
            }
            b"IEND" if data.is_empty() && place >= Place::Pixels => {
                write(kept, name, data);
                return Ok(());
            }
            b"acTL" | b"fcTL" | b"fdAT" => return Err(Refusal::Animated),
            [first, ..] if first.is_ascii_lowercase() && name != *b"tRNS" && place > Place::Start => {
                place = if place == Place::Pixels { Place::Behind } else { place };
                continue;
            }
            _ => return Err(Refusal::Damaged("a part is unknown, or not where it belongs")),
        };
        write(kept, name, data);
    }
}

/// The kind of colour that looks up a palette.
const INDEXED: u8 = 3;

/// Takes note of the size and returns the kind of colour.
fn header(data: &[u8], kept: &mut Kept) -> Result<u8, Refusal> {
    let mut data = Cursor::new(data);
    let (width, height) = (data.big32()?, data.big32()?);
    let [depth, colour, compression, filter, interlace] = data.array()?;
    let depths: &[u8] = match colour {
        0 => &[1, 2, 4, 8, 16],
        INDEXED => &[1, 2, 4, 8],
        2 | 4 | 6 => &[8, 16],
        _ => &[],
    };
    if !depths.contains(&depth) || (compression, filter) != (0, 0) || interlace > 1 || !data.is_empty() {
        return Err(Refusal::Damaged("its header makes no sense"));
    }
    kept.measure(width, height)?;
    Ok(colour)
}

fn palette_fits(colour: u8, data: &[u8]) -> bool {
    matches!(colour, 2 | INDEXED | 6) && (3..=768).contains(&data.len()) && data.len().is_multiple_of(3)
}

fn transparency_fits(colour: u8, place: Place, data: &[u8]) -> bool {
    match (colour, place) {
        (0, Place::Header) => data.len() == 2,
        (2, Place::Header | Place::Palette) => data.len() == 6,
        (INDEXED, Place::Palette) => (1..=256).contains(&data.len()),
        _ => false,
    }
}

fn write(kept: &mut Kept, name: [u8; 4], data: &[u8]) {
    // The length came from four bytes.
    kept.write(&u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    kept.write(&name);
    kept.write(data);
    kept.write(&checksum([&name, data]).to_be_bytes());
}

/// CRC-32 as in PNG.
pub(super) fn checksum(parts: [&[u8]; 2]) -> u32 {
    let bytes = parts.into_iter().flatten();
    !bytes.fold(u32::MAX, |sum, byte| {
        let low = usize::from(sum.to_le_bytes()[0] ^ byte);
        TABLE.get(low).copied().unwrap_or_default() ^ (sum >> 8)
    })
}

const TABLE: [u32; 256] = table();

#[allow(
    clippy::indexing_slicing,
    reason = "the index of a loop over the table's own length, at compile time"
)]
const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut n = 0;
    while n < table.len() {
        let mut sum = n as u32;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 };
            bit += 1;
        }
        table[n] = sum;
        n += 1;
    }
    table
}
