//! Pictures that are kept, and files that only look like one.

use proptest::prelude::*;

use super::*;

// Small pictures of 8 by 9 pixels, as programs write them, in hexadecimal digits.
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

fn bytes(digits: &str) -> Vec<u8> {
    let digit = |c: u8| char::from(c).to_digit(16).unwrap() as u8;
    digits.as_bytes().chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}

fn all() -> [(Picture, Vec<u8>); 6] {
    [
        (Picture::Png, bytes(INDEXED)),
        (Picture::Jpeg, bytes(JPEG)),
        (Picture::Jpeg, bytes(PROGRESSIVE)),
        (Picture::Webp, bytes(LOSSY)),
        (Picture::Webp, bytes(LOSSLESS)),
        (Picture::Webp, bytes(TRANSPARENT)),
    ]
}

fn refused(file: &[u8]) -> String {
    Avatar::check(file).unwrap_err().to_string()
}

fn holds(avatar: &Avatar, text: &[u8]) -> bool {
    avatar.bytes().windows(text.len()).any(|window| window == text)
}

const SCRIPT: &[u8] = b"<script>alert(1)</script>";

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length, &name[..], data, &png::checksum([name, data]).to_be_bytes()].concat()
}

/// The indexed picture with `chunks` before the chunk of this name.
fn png_with(before: &[u8; 4], chunks: &[u8]) -> Vec<u8> {
    let png = bytes(INDEXED);
    let place = png.windows(4).position(|name| name == before).unwrap() - 4;
    [&png[..place], chunks, &png[place..]].concat()
}

/// A picture of which the header says this.
fn png_of(width: u32, height: u32, rest: [u8; 5]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &rest].concat();
    [png::SIGNATURE, &chunk(b"IHDR", &header), &chunk(b"IDAT", b"x"), &chunk(b"IEND", b"")].concat()
}

/// The picture of lines with a segment behind its first marker.
fn jpeg_with(marker: u8, segment: &[u8]) -> Vec<u8> {
    let jpeg = bytes(JPEG);
    let length = u16::try_from(segment.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, segment, &jpeg[2..]].concat()
}

fn webp(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (name, data) in chunks {
        body.extend_from_slice(*name);
        body.extend_from_slice(&u32::try_from(data.len()).unwrap().to_le_bytes());
        body.extend_from_slice(data);
        body.resize(body.len().next_multiple_of(2), 0);
    }
    [b"RIFF", &u32::try_from(body.len()).unwrap().to_le_bytes()[..], &body].concat()
}

/// An extended head for 8 by 9 pixels.
fn extended(flags: u8) -> [u8; 10] {
    [flags, 0, 0, 0, 7, 0, 0, 8, 0, 0]
}

#[test]
fn a_plain_picture_stays_as_it_is() {
    for (picture, file) in all() {
        let avatar = Avatar::check(&file).unwrap();
        assert_eq!((avatar.picture(), avatar.width(), avatar.height()), (picture, 8, 9));
        assert_eq!(avatar.bytes(), file, "{avatar:?}");
    }
    assert_eq!(Picture::Webp.media_type(), "image/webp");
}

#[test]
fn what_stands_behind_the_end_is_dropped() {
    for (_, file) in all() {
        let longer = [&file, SCRIPT, b"PK\x03\x04"].concat();
        assert_eq!(Avatar::check(&longer).unwrap().bytes(), file);
    }
}

#[test]
fn a_file_that_ends_too_early_is_refused() {
    for (picture, file) in all() {
        for length in 0..file.len() {
            let error = refused(&file[..length]);
            assert!(
                error.contains("ends too early") || error.contains("not a PNG"),
                "{picture}, {length}: {error}"
            );
        }
    }
}

#[test]
fn what_is_no_picture_is_refused() {
    for file in [
        &b""[..],
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html>",
        b"\xFF\xD8",
        b"RIFF\0\0\0\0WAVE",
        b"BM",
        b"\x89PNG\r\n\x1a",
        b" \x89PNG\r\n\x1a\n",
    ] {
        assert_eq!(refused(file), "this is not a PNG, JPEG or WebP picture; save it as one of them");
    }
    assert!(refused(&vec![0; 262_145]).starts_with("the picture has 262145 bytes, at most 262144"));
}

#[test]
fn texts_and_profiles_of_a_png_are_left_out() {
    let plain = bytes(INDEXED);
    let remarks: Vec<u8> = [b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"iCCP", b"tIME", b"prVt"]
        .into_iter()
        .flat_map(|name| chunk(name, SCRIPT))
        .collect();
    for place in [b"PLTE", b"tRNS", b"IDAT", b"IEND"] {
        let avatar = Avatar::check(&png_with(place, &remarks)).unwrap();
        assert_eq!(avatar.bytes(), plain);
    }
}

#[test]
fn a_png_that_makes_no_sense_is_refused() {
    let pixels = chunk(b"IDAT", b"x");
    for (file, what) in [
        (png_with(b"IHDR", &chunk(b"tEXt", b"a")), "where it belongs"),
        (png_with(b"IDAT", &chunk(b"PLTE", b"abc")), "where it belongs"),
        (png_with(b"PLTE", &chunk(b"tRNS", b"a")), "where it belongs"),
        (png_with(b"PLTE", &pixels), "no palette"),
        (png_with(b"IEND", &[chunk(b"tEXt", b"a"), pixels].concat()), "where it belongs"),
        (png_with(b"IEND", &chunk(b"IHDR", b"a")), "where it belongs"),
        (png_with(b"IEND", &chunk(b"ABCD", b"a")), "where it belongs"),
        (png_with(b"IDAT", &chunk(b"IEND", b"")), "where it belongs"),
        (png_with(b"IDAT", &chunk(b"acTL", b"\0\0\0\x02\0\0\0\0")), "animated"),
        (png_of(8, 8, [8, 5, 0, 0, 0]), "makes no sense"),
        (png_of(8, 8, [16, 3, 0, 0, 0]), "makes no sense"),
        (png_of(8, 8, [8, 2, 1, 0, 0]), "makes no sense"),
        (png_of(8, 8, [8, 2, 0, 0, 2]), "makes no sense"),
        (png_of(7, 8, [8, 2, 0, 0, 0]), "7 by 8 pixels"),
        (png_of(8, 1025, [8, 2, 0, 0, 0]), "each side may have 8 to 1024"),
        (png_of(u32::MAX, u32::MAX, [8, 2, 0, 0, 0]), "pixels"),
    ] {
        assert!(refused(&file).contains(what), "{what}: {}", refused(&file));
    }
    assert!(Avatar::check(&png_of(8, 1024, [8, 2, 0, 0, 0])).is_ok());
    let mut wrong_sum = bytes(INDEXED);
    wrong_sum[29] ^= 1;
    assert_eq!(
        refused(&wrong_sum),
        "the PNG file is damaged: a checksum does not fit; save the picture anew"
    );
}

#[test]
fn remarks_of_a_jpeg_are_left_out() {
    let plain = bytes(JPEG);
    for marker in (0xE0..=0xEF).chain([0xFE]) {
        for start in [&b"Exif\0\0"[..], b"ICC_PROFILE\0", b"http://ns.adobe.com/xap/1.0/\0"] {
            let avatar = Avatar::check(&jpeg_with(marker, &[start, SCRIPT].concat())).unwrap();
            assert_eq!(avatar.bytes(), plain);
        }
    }
    let thumbnail = [b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01", SCRIPT].concat();
    let adobe = [&b"Adobe\0\x64\0\0\0\0\x01"[..], SCRIPT].concat();
    for (marker, segment, kept) in [(0xE0, thumbnail, 18), (0xEE, adobe, 16)] {
        let avatar = Avatar::check(&jpeg_with(marker, &segment)).unwrap();
        assert!(!holds(&avatar, SCRIPT));
        assert_eq!(avatar.bytes().len(), plain.len() + kept);
    }
}

#[test]
fn a_jpeg_that_makes_no_sense_is_refused() {
    let plain = bytes(JPEG);
    let frame = plain.windows(2).position(|marker| marker == [0xFF, 0xC0]).unwrap();
    let with = |place: usize, byte: u8| {
        let mut file = plain.clone();
        file[frame + place] = byte;
        file
    };
    let scan = plain.windows(2).position(|marker| marker == [0xFF, 0xDA]).unwrap();
    let many = [&plain[..scan], &plain[scan..plain.len() - 2].repeat(65), &[0xFF, 0xD9]].concat();
    for (file, what) in [
        (with(1, 0xC3), "where it belongs"),
        (with(1, 0xC9), "where it belongs"),
        (with(4, 12), "makes no sense"),
        (with(5, 255), "pixels"),
        (with(6, 7), "8 by 7 pixels"),
        (with(9, 3), "makes no sense"),
        (many, "too many scans"),
        (jpeg_with(0xDA, &[1, 1, 0, 0, 63, 0]), "where it belongs"),
        (jpeg_with(0xC0, &plain[frame + 4..frame + 13]), "twice"),
        (jpeg_with(0xDB, SCRIPT), "where it belongs"),
        (jpeg_with(0xC4, SCRIPT), "where it belongs"),
        (jpeg_with(0xC4, &[[0; 1].as_slice(), &[255; 16]].concat()), "where it belongs"),
        (jpeg_with(0xDD, SCRIPT), "where it belongs"),
        (jpeg_with(0xF0, SCRIPT), "where it belongs"),
        ([&plain[..2], &plain[plain.len() - 2..]].concat(), "no picture"),
        ([&plain[..2], &[0xFF, 0xE1, 0, 1]].concat(), "where it belongs"),
        ([&plain[..2], &[0xFF, 0, 0, 2]].concat(), "where it belongs"),
    ] {
        assert!(refused(&file).contains(what), "{what}: {}", refused(&file));
    }
}

#[test]
fn remarks_of_a_webp_are_left_out() {
    let (lossy, lossless) = (&bytes(LOSSY)[20..], &bytes(LOSSLESS)[20..59]);
    let rich = |name, pixels| {
        webp(&[
            (b"VP8X", &extended(0x2C)),
            (b"ICCP", SCRIPT),
            (name, pixels),
            (b"EXIF", SCRIPT),
            (b"XMP ", SCRIPT),
            (b"HTML", SCRIPT),
        ])
    };
    assert_eq!(Avatar::check(&rich(b"VP8 ", lossy)).unwrap().bytes(), bytes(LOSSY));
    assert_eq!(Avatar::check(&rich(b"VP8L", lossless)).unwrap().bytes(), bytes(LOSSLESS));
}

#[test]
fn a_webp_that_makes_no_sense_is_refused() {
    let lossy = &bytes(LOSSY)[20..];
    let with = |place: usize, byte: u8| {
        let mut pixels = lossy.to_vec();
        pixels[place] = byte;
        webp(&[(b"VP8 ", &pixels)])
    };
    let mut wide = extended(0);
    wide[4] = 9;
    for (file, what) in [
        (webp(&[(b"VP8X", &extended(ANIMATED)), (b"VP8 ", lossy)]), "animated"),
        (webp(&[(b"ANIM", b"123456"), (b"VP8 ", lossy)]), "animated"),
        (webp(&[(b"VP8X", &wide), (b"VP8 ", lossy)]), "two sizes"),
        (webp(&[(b"VP8 ", lossy), (b"VP8X", &extended(0))]), "where it belongs"),
        (webp(&[(b"VP8 ", lossy), (b"VP8 ", lossy)]), "where it belongs"),
        (webp(&[(b"ALPH", b"a"), (b"VP8 ", lossy)]), "where it belongs"),
        (webp(&[(b"VP8 ", lossy), (b"VP8L", &bytes(LOSSLESS)[20..59])]), "more than one"),
        (webp(&[(b"EXIF", SCRIPT)]), "no picture"),
        (webp(&[(b"VP8L", SCRIPT)]), "where it belongs"),
        (with(0, 1), "where it belongs"),
        (with(3, 0), "where it belongs"),
        (with(7, 0x3F), "pixels"),
    ] {
        assert!(refused(&file).contains(what), "{what}: {}", refused(&file));
    }
}

const ANIMATED: u8 = 0x02;

proptest! {
    /// Any byte changed: the picture is refused, or it holds no more than before and is stable.
    #[test]
    fn a_picture_is_stripped_once(which in 0..6_usize, edits in prop::collection::vec((0..400_usize, any::<u8>()), 0..4)) {
        let mut file = all()[which].1.clone();
        for (place, byte) in edits {
            let length = file.len();
            file[place % length] = byte;
        }
        if let Ok(avatar) = Avatar::check(&file) {
            prop_assert!(avatar.bytes().len() <= file.len());
            prop_assert_eq!(Avatar::check(avatar.bytes()), Ok(avatar));
        }
    }
}
