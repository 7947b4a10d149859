//! Pictures, as browsers send and get them.

use axum::http::Method;
use serde_json::Value as Json;

use crate::{fixture::Reply, office::Office};

const ELLA: &str = "/api/v1/users/ella/avatar";

/// A small picture of 8 by 9 pixels.
pub(crate) fn png() -> Vec<u8> {
    let digits = "89504e470d0a1a0a0000000d4948445200000008000000090203000000723d85bd0000000c504c544569c496697e96962a691e2a\
        e1306bdbc60000000174524e530040e6d8660000001f49444154789c63fcb786898181e93f0313c301a61f1f981818180e304000\
        006b2e061dcf4b1d900000000049454e44ae426082";
    let digit = |c: u8| char::from(c).to_digit(16).unwrap() as u8;
    digits.as_bytes().chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}

pub(super) async fn put(office: &Office, actor: &str, path: &str, kind: &str, bytes: Vec<u8>) -> Reply {
    let mut request = office.request(actor, Method::PUT, path).body(bytes.into()).unwrap();
    request.headers_mut().insert("content-type", kind.parse().unwrap());
    office.send(request).await
}

/// A file of a hundred bytes that says it has many pixels.
fn bomb(side: u32) -> Vec<u8> {
    let mut png = png();
    png[16..24].copy_from_slice(&[side.to_be_bytes(), side.to_be_bytes()].concat());
    // Sixteen bits for each of four colours.
    png[24..26].copy_from_slice(&[16, 6]);
    let mut sum = u32::MAX;
    for byte in &png[12..29] {
        sum ^= u32::from(*byte);
        (0..8).for_each(|_| sum = if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 });
    }
    png[29..33].copy_from_slice(&(!sum).to_be_bytes());
    png
}

#[tokio::test]
async fn a_picture_is_put_shown_and_taken_away() {
    let office = Office::new();
    office.get("carl", ELLA).await.is_problem(404, "not_found");
    let done = put(&office, "carl", ELLA, "image/png", png()).await;
    assert_eq!((done.status.as_u16(), done.text.as_str()), (204, ""));
    let seen = office.get("desk", ELLA).await;
    assert_eq!(seen.status, 200);
    for (header, value) in [
        ("content-type", "image/png"),
        ("x-content-type-options", "nosniff"),
        ("content-disposition", "inline"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("cache-control", "private, no-cache"),
    ] {
        assert_eq!(seen.header(header), Some(value));
    }
    let etag = seen.header("etag").unwrap().to_owned();
    assert!(etag.len() == 66 && etag.starts_with('"'), "{etag}");
    assert!(seen.text.contains("IHDR") && seen.text.contains("IEND"));
    let again = office.request("desk", Method::GET, ELLA).header("if-none-match", &etag);
    let again = office.send(again.body("".into()).unwrap()).await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));

    let other = office.request("carl", Method::DELETE, ELLA).header("if-match", "\"00\"");
    office.send(other.body("".into()).unwrap()).await.is_problem(412, "changed_meanwhile");
    let gone = office.request("carl", Method::DELETE, ELLA).header("if-match", &etag);
    assert_eq!(office.send(gone.body("".into()).unwrap()).await.status, 204);
    office.get("desk", ELLA).await.is_problem(404, "not_found");
    let told = office.get("audrey", "/api/v1/audit?action=user.avatar").await;
    let told_json = told.json();
    let items = told_json["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    let digest = etag.trim_matches('"');
    assert_eq!(items[1]["entry"]["changes"][0]["new"]["sha256"], digest);
    assert_eq!(items[0]["entry"]["changes"][0]["old"]["sha256"], digest);
    assert!(told.text.len() < 3_000, "{}", told.text);
}

#[tokio::test]
async fn pictures_are_changed_by_whoever_may_change_the_user() {
    let office = Office::new();
    for (actor, path, status) in [
        ("root", ELLA, 204),
        ("carl", ELLA, 204),
        ("desk", ELLA, 204),
        ("audrey", ELLA, 403),
        ("ella", ELLA, 404),
        ("gone", ELLA, 401),
        ("carl", "/api/v1/users/bob/avatar", 404),
        ("desk", "/api/v1/users/root/avatar", 403),
    ] {
        let done = put(&office, actor, path, "image/png", png()).await;
        assert_eq!(done.status, status, "{actor} {path}: {}", done.text);
    }
    let deleted = office.ask("audrey", Method::DELETE, ELLA, Json::Null).await;
    deleted.is_problem(403, "not_allowed");
    office.get("ella", ELLA).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn what_is_no_picture_is_refused_with_the_reason() {
    let office = Office::new();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    for (kind, bytes, says) in [
        ("image/svg+xml", svg.clone(), "not a PNG"),
        ("image/png", svg, "not a PNG"),
        ("image/jpeg", png(), "image/jpeg and is image/png"),
        ("image/png", png()[..60].to_vec(), "damaged"),
        ("image/png", bomb(60_000), "each side may have 8 to 6000"),
        ("image/png", bomb(5_900), "more than 128 MiB"),
        ("image/png", Vec::new(), "not a PNG"),
    ] {
        let refused = put(&office, "carl", ELLA, kind, bytes).await;
        assert!(refused.text.contains(says), "{says}: {}", refused.text);
        refused.is_problem(422, "avatar.unfit");
    }
    let huge = put(&office, "carl", ELLA, "image/png", vec![0; 5 * 1024 * 1024 + 1]).await;
    huge.is_problem(413, "body.too_long");
    office.get("carl", ELLA).await.is_problem(404, "not_found");
    let dry = put(&office, "carl", &format!("{ELLA}?dry_run=true"), "image/png", png()).await;
    assert_eq!(dry.header("bailiwick-dry-run"), Some("true"));
    office.get("carl", ELLA).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn what_stands_behind_a_picture_is_not_served() {
    let office = Office::new();
    assert_eq!(put(&office, "carl", ELLA, "image/png", png()).await.status, 204);
    let plain = office.get("desk", ELLA).await.header("etag").unwrap().to_owned();
    // Longer than other bodies may be, and many at the same time.
    let polyglot = [png(), vec![b' '; 2 * 1024 * 1024], b"<script>secret()</script>".to_vec()].concat();
    let send = || put(&office, "carl", ELLA, "image/png", polyglot.clone());
    let done = tokio::join!(send(), send(), send());
    for done in [done.0, done.1, done.2] {
        assert_eq!(done.status, 204, "{}", done.text);
    }
    let seen = office.get("desk", ELLA).await;
    assert!(!seen.text.contains("secret") && seen.text.len() < 1_000);
    assert_eq!(seen.header("etag"), Some(plain.as_str()));
}

#[tokio::test]
async fn no_picture_breaks_anything() {
    let office = Office::new();
    let whole = png();
    let mut taken = 0;
    // A step that meets every place with another value each time.
    for round in 0..200_usize {
        let mut file = whole.clone();
        for edit in 0..=round % 3 {
            let place = (round * 37 + edit * 61) % file.len();
            file[place] = file[place].wrapping_add((round * 13 + edit) as u8 | 1);
        }
        let done = put(&office, "carl", ELLA, "application/octet-stream", file).await;
        match done.status.as_u16() {
            204 => taken += 1,
            _ => done.is_problem(422, "avatar.unfit"),
        }
    }
    assert!(taken < 100, "{taken}");
}
