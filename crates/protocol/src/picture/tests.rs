//! Pictures of every kind, and files that are more, less or something else.

use image::{ImageFormat, Luma, Rgb, RgbImage, RgbaImage, imageops};
use proptest::prelude::*;

use super::*;

// Pictures of 8 by 9 pixels, as programs write them, in hexadecimal digits.
const JPEG: &str = "ffd8ffe000104a46494600010100000100010000ffdb004300a06e788c7864a08c828cb4aaa0bef0fffff0dcdcf0ffffffffffff\
    ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc0000b080009000801011100ffc4\
    001f0000010501010101010100000000000000000102030405060708090a0bffc400b5100002010303020403050504040000017d\
    01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435\
    363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798\
    999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4\
    f5f6f7f8f9faffda0008010100003f006d15ffd9";
const PROGRESSIVE: &str = "ffd8ffe000104a46494600010100000100010000ffdb004300a06e788c7864a08c828cb4aaa0bef0fffff0dcdcf0ffffffffffff\
    ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc2000b080009000801011100ffc4\
    001500010100000000000000000000000000000001ffda00080101000000018fffc4001410010000000000000000000000000000\
    0010ffda00080101000105023fffc40014100100000000000000000000000000000010ffda0008010100063f023fffc400141001\
    00000000000000000000000000000010ffda0008010100013f213fffda00080101000000103fffc4001410010000000000000000\
    0000000000000010ffda0008010100013f103fffd9";
const LOSSY: &str = "524946463a00000057454250565038202e000000b001009d012a080009000900ac25b0027400dc0c906000fea236fc16b65ede78\
    374725bfe5b0df641e92d8c60000";
const LOSSLESS: &str = "5249464634000000574542505650384c270000002f07000200b93244f43f7611d1ff0061b65141ce9f74bf13180f8140923fe622\
    c704b0f540ff0000";
const TRANSPARENT: &str = "524946467800000057454250565038580a00000010000000070000080000414c50481f00000001472010209438f03f282222121f\
    08024814628965961956df20a2ff89e96e005650382032000000b001009d012a080009000900ac25b0027400f34ea60000fea293\
    d2d820c8d022b06df9f407c1053ae9a3c6342331a8ee0000";
const INDEXED: &str = "89504e470d0a1a0a0000000d4948445200000008000000090203000000723d85bd0000000c504c544569c496697e96962a691e2a\
    e1306bdbc60000000174524e530040e6d8660000001f49444154789c63fcb786898181e93f0313c301a61f1f981818180e304000\
    006b2e061dcf4b1d900000000049454e44ae426082";

const SECRET: &[u8] = b"<script>secret()</script>";

fn bytes(digits: &str) -> Vec<u8> {
    let digit = |c: u8| char::from(c).to_digit(16).unwrap() as u8;
    digits.as_bytes().chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}

fn all() -> [Vec<u8>; 6] {
    [JPEG, PROGRESSIVE, LOSSY, LOSSLESS, TRANSPARENT, INDEXED].map(bytes)
}

fn file(pixels: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    pixels.into().write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn shown(avatar: &Avatar) -> DynamicImage {
    image::load_from_memory(avatar.bytes()).unwrap()
}

fn size(avatar: &Avatar) -> (u32, u32) {
    (shown(avatar).width(), shown(avatar).height())
}

/// Waves, which no kind of file packs to nothing.
fn waves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([(x * 3) as u8, (y * 5) as u8, (x + y) as u8]))
}

fn is_near(one: &[u8], other: &[u8]) -> bool {
    one.iter().zip(other).all(|(a, b)| a.abs_diff(*b) < 24)
}

fn holds(avatar: &Avatar, text: &[u8]) -> bool {
    avatar.bytes().windows(text.len()).any(|window| window == text)
}

/// A part of a PNG.
fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut sum = u32::MAX;
    for byte in name.iter().chain(data) {
        sum ^= u32::from(*byte);
        (0..8).for_each(|_| sum = if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 });
    }
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length, &name[..], data, &(!sum).to_be_bytes()].concat()
}

/// A PNG with more in it behind its header.
fn png_with(png: &[u8], chunks: &[u8]) -> Vec<u8> {
    [&png[..33], chunks, &png[33..]].concat()
}

/// A PNG of which the header promises more than there is.
fn png_of(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, colour, 0, 0, 0]].concat();
    let pixels = chunk(b"IDAT", &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]);
    [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &header), &pixels, &chunk(b"IEND", b"")].concat()
}

/// A JPEG with a segment behind its first marker.
fn jpeg_with(jpeg: &[u8], marker: u8, segment: &[u8]) -> Vec<u8> {
    let length = u16::try_from(segment.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, segment, &jpeg[2..]].concat()
}

/// The remark of a camera that was held another way.
fn exif(orientation: u8) -> Vec<u8> {
    let mut remark = b"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    remark.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    remark
}

/// A WebP of an extended head and these parts, of 8 by 9 pixels.
fn webp(flags: u8, chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    let head = [flags, 0, 0, 0, 7, 0, 0, 8, 0, 0];
    for (name, data) in [(b"VP8X", &head[..])].iter().chain(chunks) {
        body.extend_from_slice(*name);
        body.extend_from_slice(&u32::try_from(data.len()).unwrap().to_le_bytes());
        body.extend_from_slice(data);
        body.resize(body.len().next_multiple_of(2), 0);
    }
    [b"RIFF", &u32::try_from(body.len()).unwrap().to_le_bytes()[..], &body].concat()
}

#[test]
fn every_kind_is_read_and_written_anew() {
    let kinds = [Picture::Jpeg, Picture::Jpeg, Picture::Jpeg, Picture::Jpeg, Picture::Png, Picture::Png];
    for (sent, kind) in all().into_iter().zip(kinds) {
        let avatar = read(&sent).unwrap();
        assert_eq!((avatar.picture(), size(&avatar)), (kind, (8, 9)));
        assert_eq!(read(&sent), Ok(avatar), "the same again");
    }
    let waves = DynamicImage::from(waves(40, 30));
    for sent in [
        file(waves.to_luma8(), ImageFormat::Png),
        file(waves.to_luma16(), ImageFormat::Png),
        file(waves.to_rgb16(), ImageFormat::Png),
        file(waves.to_rgba16(), ImageFormat::Png),
        file(waves.to_luma_alpha8(), ImageFormat::Png),
        file(waves.to_luma8(), ImageFormat::Jpeg),
        file(waves.to_rgb8(), ImageFormat::Jpeg),
        file(waves.to_rgba8(), ImageFormat::WebP),
    ] {
        let avatar = read(&sent).unwrap();
        assert_eq!(
            (avatar.picture(), size(&avatar)),
            (Picture::Jpeg, (40, 30)),
            "nothing is seen through it"
        );
        let (is, was) = (shown(&avatar).to_luma8(), image::load_from_memory(&sent).unwrap().to_luma8());
        let (Luma(is), Luma(was)) = (is.get_pixel(20, 15), was.get_pixel(20, 15));
        assert!(is_near(is, was), "{is:?} {was:?}");
    }
}

#[test]
fn it_is_scaled_down_and_never_up() {
    for ((width, height), kept) in [
        ((512, 512), (512, 512)),
        ((8, 512), (8, 512)),
        ((513, 400), (512, 399)),
        ((600, 800), (384, 512)),
        ((1200, 19), (512, 8)),
    ] {
        let avatar = read(&file(waves(width, height), ImageFormat::Png)).unwrap();
        assert_eq!(size(&avatar), kept);
    }
    for (width, height) in [(7, 8), (8, 7), (1200, 8), (8, 600)] {
        let error = read(&file(waves(width, height), ImageFormat::Png)).unwrap_err();
        assert_eq!(error, PictureError::Size { width, height });
    }
    let half = RgbImage::from_fn(1200, 40, |x, _| Rgb(if x < 600 { [250, 0, 0] } else { [0, 0, 250] }));
    let kept = shown(&read(&file(half, ImageFormat::Png)).unwrap()).to_rgb8();
    assert!(is_near(&kept.get_pixel(100, 9).0, &[250, 0, 0]));
    assert!(is_near(&kept.get_pixel(400, 9).0, &[0, 0, 250]));
}

#[test]
fn what_nobody_saw_is_not_kept() {
    // White, with something written where nothing is seen.
    let hidden = |width, height| {
        RgbaImage::from_fn(width, height, |x, _| {
            Rgba(if x < width / 2 { [255, 255, 255, 255] } else { [0, 200, 0, 0] })
        })
    };
    for (width, height) in [(64, 64), (600, 30), (1300, 40)] {
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            let avatar = read(&file(hidden(width, height), format)).unwrap();
            assert_eq!(avatar.picture(), Picture::Png);
            for Rgba([red, green, blue, alpha]) in shown(&avatar).to_rgba8().pixels() {
                assert!(
                    if *alpha == 0 { green == &0 } else { red == green && green == blue },
                    "{green} {alpha}"
                );
            }
        }
    }
}

#[test]
fn it_is_turned_upright() {
    let sent = imageops::crop_imm(&waves(60, 60), 0, 0, 60, 20).to_image();
    let upright = DynamicImage::from(sent.clone());
    let jpeg = file(sent.clone(), ImageFormat::Jpeg);
    let png = file(sent, ImageFormat::Png);
    for (orientation, turned) in [
        (1, upright.clone()),
        (2, upright.fliph()),
        (3, upright.rotate180()),
        (4, upright.flipv()),
        (5, upright.rotate90().fliph()),
        (6, upright.rotate90()),
        (7, upright.rotate270().fliph()),
        (8, upright.rotate270()),
        (9, upright.clone()),
    ] {
        let remark = exif(orientation);
        for sent in [
            jpeg_with(&jpeg, 0xE1, &[b"Exif\0\0", &remark[..]].concat()),
            png_with(&png, &chunk(b"eXIf", &remark)),
        ] {
            let is = shown(&read(&sent).unwrap()).to_rgb8();
            let turned = turned.to_rgb8();
            assert_eq!(is.dimensions(), turned.dimensions(), "{orientation}");
            for (x, y) in [(3, 3), (3, 15), (15, 3), (15, 15)] {
                assert!(is_near(&is.get_pixel(x, y).0, &turned.get_pixel(x, y).0), "{orientation}");
            }
        }
    }
    let lossy = &bytes(LOSSY)[20..];
    assert_eq!(size(&read(&webp(8, &[(b"VP8 ", lossy), (b"EXIF", &exif(6))])).unwrap()), (9, 8));
}

#[test]
fn nothing_but_pixels_is_kept() {
    let (png, jpeg) = (bytes(INDEXED), bytes(JPEG));
    let exif = [&exif(1), SECRET].concat();
    let text = [b"Comment\0", SECRET].concat();
    let remarks = [chunk(b"tEXt", &text), chunk(b"eXIf", &exif), chunk(b"prVt", SECRET)].concat();
    let lossy = &bytes(LOSSY)[20..];
    let mut sent = vec![
        (png_with(&png, &remarks), png.clone()),
        (
            webp(0xC, &[(b"VP8 ", lossy), (b"EXIF", &exif), (b"XMP ", SECRET), (b"HTML", SECRET)]),
            bytes(LOSSY),
        ),
    ];
    for marker in (0xE0..=0xEF).chain([0xFE]) {
        for start in [&b"Exif\0\0"[..], b"ICC_PROFILE\0\x01\x01", b"http://ns.adobe.com/xap/1.0/\0"] {
            sent.push((jpeg_with(&jpeg, marker, &[start, SECRET].concat()), jpeg.clone()));
        }
    }
    sent.extend(all().map(|plain| ([&plain, SECRET, b"PK\x03\x04</html>"].concat(), plain)));
    for (sent, plain) in sent {
        let avatar = read(&sent).unwrap();
        assert!(!holds(&avatar, b"secret") && !holds(&avatar, b"PK\x03\x04") && !holds(&avatar, b"Exif"));
        assert_eq!(avatar, read(&plain).unwrap(), "as if it had not been there");
    }
}

#[test]
fn what_is_no_picture_is_refused() {
    for file in [
        &b""[..],
        b"GIF89a\x01\0\x01\0\0\0\0;",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><html>",
        b"%PDF-1.7",
        b"BM",
        b"RIFF\0\0\0\0WAVE",
        b" \x89PNG\r\n\x1a\n",
        b"GIF89a/*\x89PNG\r\n\x1a\n",
    ] {
        assert_eq!(read(file), Err(PictureError::Type));
    }
    let long = [bytes(INDEXED), vec![0; MAX_BYTES]].concat();
    assert_eq!(read(&long), Err(PictureError::TooLarge { bytes: long.len() }));
    for file in
        [&b"\x89PNG\r\n\x1a\n<svg/>"[..], b"\xFF\xD8\xFF<html></html>", b"RIFF\x10\0\0\0WEBPVP8 <svg/>"]
    {
        assert!(matches!(read(file), Err(PictureError::Damaged { .. })), "{:?}", read(file));
    }
}

#[test]
fn what_moves_is_refused() {
    let moving = png_with(&bytes(INDEXED), &chunk(b"acTL", b"\0\0\0\x02\0\0\0\0"));
    assert_eq!(read(&moving), Err(PictureError::Animated));
    let frame =
        [&[0; 6][..], &[7, 0, 0, 8, 0, 0], &[1, 0, 0, 0], b"VP8 ", &[46, 0, 0, 0], &bytes(LOSSY)[20..]];
    let moving = webp(2, &[(b"ANIM", &[0; 6]), (b"ANMF", &frame.concat())]);
    assert_eq!(read(&moving), Err(PictureError::Animated));
}

#[test]
fn a_file_that_ends_too_early_is_refused() {
    let many = [
        file(waves(64, 64), ImageFormat::Png),
        file(waves(64, 64), ImageFormat::Jpeg),
        file(waves(64, 64), ImageFormat::WebP),
    ];
    for whole in many.into_iter().chain(all()) {
        // The last part of a PNG, and a byte that fills up, say nothing of the pixels.
        for length in (0..whole.len() - 20).step_by(whole.len().div_ceil(150)) {
            let refused = read(&whole[..length]);
            assert!(
                matches!(refused, Err(PictureError::Damaged { .. } | PictureError::Type)),
                "{length} of {}: {refused:?}",
                whole.len()
            );
        }
        for length in whole.len() - 20..whole.len() {
            let _ = read(&whole[..length]);
        }
    }
}

#[test]
fn bombs_are_refused_before_they_are_unpacked() {
    for (width, height) in [(6_001, 8), (8, 6_001), (60_000, 60_000), (0x7FFF_FFFF, 8)] {
        let refused = read(&png_of(width, height, 8, 2)).unwrap_err();
        assert!(matches!(refused, PictureError::Size { .. } | PictureError::Memory { .. }), "{refused}");
    }
    let size = read(&png_of(60_000, 60_000, 1, 0)).unwrap_err().to_string();
    assert!(size.starts_with("the picture is 60000 by 60000 pixels; each side may have 8 to 6000"), "{size}");
    for (depth, colour) in [(8, 6), (16, 2), (16, 6), (16, 0)] {
        assert_eq!(
            read(&png_of(6_000, 6_000, depth, colour)),
            Err(PictureError::Memory { picture: Picture::Png })
        );
    }
    // What is within the limits is looked at, and found to have no pixels.
    assert!(matches!(read(&png_of(8, 6_000, 8, 2)), Err(PictureError::Damaged { .. })));

    // The place of the sides: behind FF C0, a length of two bytes and the depth.
    let huge = |digits, marker, side: u16| {
        let mut jpeg = bytes(digits);
        let frame = jpeg.windows(2).position(|pair| pair == [0xFF, marker]).unwrap();
        jpeg[frame + 5..frame + 9].copy_from_slice(&[side.to_be_bytes(), side.to_be_bytes()].concat());
        jpeg
    };
    for refused in [read(&huge(JPEG, 0xC0, 65_000)), read(&huge(PROGRESSIVE, 0xC2, 6_001))] {
        assert!(matches!(refused, Err(PictureError::Size { .. })), "{refused:?}");
    }
    assert_eq!(read(&huge(PROGRESSIVE, 0xC2, 5_000)), Err(PictureError::Memory { picture: Picture::Jpeg }));
    let scans = huge(JPEG, 0xC0, 5_000);
    let scan = scans.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
    let scans = [&scans[..scan], &scans[scan..scans.len() - 2], &scans[scan..]].concat();
    assert_eq!(read(&scans), Err(PictureError::Memory { picture: Picture::Jpeg }));
}

#[test]
fn a_webp_is_judged_before_it_is_unpacked() {
    let with = |place: usize, side: u16| {
        let mut webp = bytes(LOSSY);
        webp[place..place + 2].copy_from_slice(&side.to_le_bytes());
        webp
    };
    let long = [with(26, 5_000), vec![0; 100]].concat();
    assert!(matches!(read(&long), Err(PictureError::Size { .. } | PictureError::Damaged { .. })));
    let mut square = with(26, 5_000);
    square[28..30].copy_from_slice(&5_000_u16.to_le_bytes());
    assert_eq!(read(&square), Err(PictureError::Memory { picture: Picture::Webp }));
    // The head says 8 by 9, and the pixels are more.
    let other = webp(0, &[(b"VP8 ", &square[20..])]);
    assert!(read(&other).unwrap_err().to_string().contains("two sizes"));
    let tables = [bytes(LOSSLESS), vec![0; 18_000]].concat();
    assert_eq!(read(&tables), Err(PictureError::Memory { picture: Picture::Webp }));
    let mut remark = webp(8, &[(b"VP8 ", &bytes(LOSSY)[20..]), (b"EXIF", &exif(1))]);
    let length = remark.windows(4).position(|name| name == b"EXIF").unwrap() + 4;
    remark[length..length + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(matches!(read(&remark), Err(PictureError::Damaged { .. })));
}

#[test]
fn remarks_that_unpack_to_much_are_passed_over() {
    // Twelve megabytes of nothing, as a colour profile.
    let mut packed = Vec::new();
    let zeros = file(image::GrayImage::new(4_000, 3_000), ImageFormat::Png);
    let mut rest = &zeros[8..];
    while let [a, b, c, d, name @ ..] = rest
        && !rest.is_empty()
    {
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        if name.starts_with(b"IDAT") {
            packed.extend_from_slice(&name[4..4 + length]);
        }
        rest = &rest[12 + length..];
    }
    assert!(packed.len() < 200_000);
    let profile = [b"name\0\0", &packed[..]].concat();
    assert_eq!(read(&png_with(&bytes(INDEXED), &chunk(b"iCCP", &profile))), read(&bytes(INDEXED)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Any bytes changed: the picture is refused, or what is made of it can be read again.
    #[test]
    fn whatever_is_sent_is_a_picture_or_refused(
        which in 0..6_usize,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut file = all()[which].clone();
        for (place, byte) in edits {
            let place = place.index(file.len());
            file[place] = byte;
        }
        let picture = Picture::of(&file);
        if let Some(picture) = picture {
            // Past the net that turns faults of decoders into refusals.
            if let Ok(avatar) = made(picture, &file) {
                let (width, height) = size(&avatar);
                prop_assert!((8..=512).contains(&width) && (8..=512).contains(&height));
                prop_assert!(read(avatar.bytes()).is_ok());
            }
        } else {
            prop_assert_eq!(read(&file), Err(PictureError::Type));
        }
    }
}
