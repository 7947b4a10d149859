//! WebP: a RIFF file of chunks, of which one or two are the picture.

use super::{Cursor, Kept, Refusal};

/// The flag of the extended head that says that there is a chunk of transparency.
const TRANSPARENT: u8 = 0x10;
/// The flag that says that it moves.
const ANIMATED: u8 = 0x02;

const BROKEN: Refusal = Refusal::Damaged("a part is unknown, or not where it belongs");

/// The parts that are kept.
#[derive(Default)]
struct Parts<'a> {
    canvas: Option<(u32, u32)>,
    transparency: Option<&'a [u8]>,
    lossy: Option<&'a [u8]>,
    lossless: Option<&'a [u8]>,
}

/// Keeps the pixels and their transparency; profiles, positions and everything unknown are left out. The extended
/// head is written anew, and only where transparency needs it.
pub(super) fn strip(mut file: Cursor<'_>, kept: &mut Kept) -> Result<(), Refusal> {
    file.take(4)?;
    let length = file.little32()?;
    let body = file.take(usize::try_from(length).unwrap_or(usize::MAX))?;
    let parts = read(Cursor::new(body))?;
    match parts {
        Parts { lossy: Some(pixels), lossless: None, canvas, transparency } => {
            let size = lossy_size(pixels)?;
            measure(kept, size, canvas)?;
            match transparency {
                None => write(kept, &[(b"VP8 ", pixels)]),
                Some(transparency) if canvas.is_some() => {
                    let head = extended_head(size);
                    write(kept, &[(b"VP8X", &head), (b"ALPH", transparency), (b"VP8 ", pixels)]);
                }
                Some(_) => return Err(BROKEN),
            }
        }
        // Such pixels have their own transparency.
        Parts { lossless: Some(pixels), lossy: None, canvas, .. } => {
            measure(kept, lossless_size(pixels)?, canvas)?;
            write(kept, &[(b"VP8L", pixels)]);
        }
        _ => return Err(Refusal::Damaged("there is no picture in it, or more than one")),
    }
    Ok(())
}

fn read(mut body: Cursor<'_>) -> Result<Parts<'_>, Refusal> {
    body.take(4)?;
    let mut parts = Parts::default();
    let mut first = true;
    while !body.is_empty() {
        let name: [u8; 4] = body.array()?;
        let length = usize::try_from(body.little32()?).unwrap_or(usize::MAX);
        let data = body.take(length)?;
        if length % 2 == 1 {
            body.byte()?;
        }
        let twice = match &name {
            b"VP8X" if first => parts.canvas.replace(canvas(data)?).is_some(),
            b"VP8X" => true,
            b"ALPH" => parts.transparency.replace(data).is_some(),
            b"VP8 " => parts.lossy.replace(data).is_some(),
            b"VP8L" => parts.lossless.replace(data).is_some(),
            b"ANIM" | b"ANMF" => return Err(Refusal::Animated),
            _ => false,
        };
        if twice {
            return Err(BROKEN);
        }
        first = false;
    }
    Ok(parts)
}

fn canvas(head: &[u8]) -> Result<(u32, u32), Refusal> {
    let mut head = Cursor::new(head);
    let [flags, ..] = head.array::<4>()?;
    if flags & ANIMATED != 0 {
        return Err(Refusal::Animated);
    }
    Ok((head.little24()? + 1, head.little24()? + 1))
}

fn measure(kept: &mut Kept, size: (u32, u32), canvas: Option<(u32, u32)>) -> Result<(), Refusal> {
    if canvas.is_some_and(|canvas| canvas != size) {
        return Err(Refusal::Damaged("it says two sizes"));
    }
    kept.measure(size.0, size.1)
}

fn lossy_size(pixels: &[u8]) -> Result<(u32, u32), Refusal> {
    let mut pixels = Cursor::new(pixels);
    let [tag, ..] = pixels.array::<3>()?;
    let start: [u8; 3] = pixels.array()?;
    // A set bit says that the frame builds on another one.
    if tag & 1 != 0 || start != [0x9D, 0x01, 0x2A] {
        return Err(BROKEN);
    }
    // The two highest bits tell how to enlarge it.
    let side = |bits: u16| u32::from(bits & 0x3FFF);
    Ok((side(pixels.little16()?), side(pixels.little16()?)))
}

fn lossless_size(pixels: &[u8]) -> Result<(u32, u32), Refusal> {
    let mut pixels = Cursor::new(pixels);
    let (signature, bits) = (pixels.byte()?, pixels.little32()?);
    // The three highest bits are the version.
    if signature != 0x2F || bits >> 29 != 0 {
        return Err(BROKEN);
    }
    Ok(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
}

fn extended_head((width, height): (u32, u32)) -> [u8; 10] {
    let ([w0, w1, w2, _], [h0, h1, h2, _]) = ((width - 1).to_le_bytes(), (height - 1).to_le_bytes());
    [TRANSPARENT, 0, 0, 0, w0, w1, w2, h0, h1, h2]
}

fn write(kept: &mut Kept, chunks: &[(&[u8; 4], &[u8])]) {
    // All lengths came from a file of four such bytes.
    let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
    let padded = |data: &[u8]| 8 + data.len().next_multiple_of(2);
    kept.write(b"RIFF");
    kept.write(&number(4 + chunks.iter().map(|(_, data)| padded(data)).sum::<usize>()));
    kept.write(b"WEBP");
    for (name, data) in chunks {
        kept.write(*name);
        kept.write(&number(data.len()));
        kept.write(data);
        if data.len() % 2 == 1 {
            kept.write(&[0]);
        }
    }
}
