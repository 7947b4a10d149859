//! JPEG: markers, most of them with a segment behind them, and scans between them.

use super::{Cursor, Kept, Refusal};

pub(super) const SIGNATURE: &[u8] = &[0xFF, START, 0xFF];

const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;

/// A progressive picture has about ten scans. Each one makes the browser walk over all pixels again.
const MAX_SCANS: usize = 64;

/// Keeps tables, frame and scans, and of the application's segments the plain head of JFIF and Adobe's remark on
/// colours, which some pictures cannot be shown rightly without. Positions, thumbnails, profiles, comments and what stands behind the
/// end are left out.
pub(super) fn strip(mut file: Cursor<'_>, kept: &mut Kept) -> Result<(), Refusal> {
    kept.write(file.take(2)?);
    let mut scans = 0;
    loop {
        let marker = marker(&mut file)?;
        if marker == END {
            kept.write(&[0xFF, END]);
            return if scans == 0 { Err(Refusal::Damaged("there is no picture in it")) } else { Ok(()) };
        }
        let length = usize::from(file.big16()?);
        let segment = file.take(length.checked_sub(2).ok_or(BROKEN)?)?;
        match marker {
            0xC0..=0xC2 => frame(segment, kept)?,
            0xC4 if huffman_tables_fit(segment) => {}
            0xDB if quantisation_tables_fit(segment) => {}
            // How often a scan restarts.
            0xDD if segment.len() == 2 => {}
            SCAN if kept.size.is_some() && scan_fits(segment) => {
                scans += 1;
                if scans > MAX_SCANS {
                    return Err(Refusal::Damaged("it has too many scans"));
                }
            }
            0xE0..=0xEF | 0xFE => {
                remark(marker, segment, kept);
                continue;
            }
            _ => return Err(BROKEN),
        }
        write(kept, marker, segment);
        if marker == SCAN {
            copy_scan(&mut file, kept)?;
        }
    }
}

const BROKEN: Refusal = Refusal::Damaged("a part is unknown, or not where it belongs");

fn marker(file: &mut Cursor<'_>) -> Result<u8, Refusal> {
    if file.byte()? != 0xFF {
        return Err(BROKEN);
    }
    loop {
        match file.byte()? {
            // A marker may be preceded by any number of these.
            0xFF => {}
            0 => return Err(BROKEN),
            marker => return Ok(marker),
        }
    }
}

fn frame(segment: &[u8], kept: &mut Kept) -> Result<(), Refusal> {
    let mut segment = Cursor::new(segment);
    let (precision, height, width) = (segment.byte()?, segment.big16()?, segment.big16()?);
    let components = segment.byte()?;
    let fits = segment.rest().len() == 3 * usize::from(components);
    if precision != 8 || !matches!(components, 1 | 3 | 4) || !fits {
        return Err(Refusal::Damaged("its header makes no sense"));
    }
    kept.measure(width.into(), height.into())
}

/// Tables of 64 small or large numbers, each behind a byte of its own.
fn quantisation_tables_fit(segment: &[u8]) -> bool {
    let mut segment = Cursor::new(segment);
    while let Ok(head) = segment.byte() {
        let bytes = match head {
            0x00..=0x03 => 64,
            0x10..=0x13 => 128,
            _ => return false,
        };
        if segment.take(bytes).is_err() {
            return false;
        }
    }
    true
}

/// Tables of 16 counts, and as many bytes as they add up to, each behind a byte of its own.
fn huffman_tables_fit(segment: &[u8]) -> bool {
    let mut segment = Cursor::new(segment);
    while let Ok(head) = segment.byte() {
        let Ok(counts) = segment.array::<16>() else { return false };
        let count = counts.into_iter().map(usize::from).sum();
        if !matches!(head, 0x00..=0x03 | 0x10..=0x13) || count > 256 || segment.take(count).is_err() {
            return false;
        }
    }
    true
}

fn scan_fits(segment: &[u8]) -> bool {
    segment.first().is_some_and(|n| (1..=4).contains(n) && segment.len() == 4 + 2 * usize::from(*n))
}

fn remark(marker: u8, segment: &[u8], kept: &mut Kept) {
    let Some(head) = segment.get(..12).filter(|_| kept.size.is_none()) else { return };
    match marker {
        // Behind the head stands the size of a thumbnail, and the thumbnail. There is none any more.
        0xE0 if head.starts_with(b"JFIF\0") => write(kept, marker, &[head, &[0, 0]].concat()),
        0xEE if head.starts_with(b"Adobe") => write(kept, marker, head),
        _ => {}
    }
}

/// The pixels, up to the next marker that does not belong to them.
fn copy_scan(file: &mut Cursor<'_>, kept: &mut Kept) -> Result<(), Refusal> {
    let bytes = file.rest();
    let mut pairs = bytes.windows(2);
    let end = pairs.position(|pair| matches!(pair, [0xFF, after] if !matches!(after, 0 | 0xD0..=0xD7)));
    let length = end.ok_or(Refusal::Damaged("it ends too early"))?;
    kept.write(file.take(length)?);
    Ok(())
}

fn write(kept: &mut Kept, marker: u8, segment: &[u8]) {
    kept.write(&[0xFF, marker]);
    // The length came from two bytes.
    kept.write(&u16::try_from(segment.len() + 2).unwrap_or(u16::MAX).to_be_bytes());
    kept.write(segment);
}
