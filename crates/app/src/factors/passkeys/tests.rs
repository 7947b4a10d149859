//! Enrolling and signing in with devices made of software, and what is done to them on the way.

mod devices;
mod enrolling;
mod signing_in;

use super::*;

#[test]
fn passkeys_are_for_names_that_are_served_safely() {
    let site = |url: &str, rp_id: Option<&str>| Passkeys::new(url, rp_id, "Bailiwick").map(|_| ());
    for (url, rp_id) in [
        ("https://id.example.org", None),
        ("https://id.example.org:8443/bailiwick/", None),
        ("https://id.example.org", Some("example.org")),
        ("https://intranet", None),
        ("http://localhost:8080", None),
        ("http://bailiwick.localhost", None),
    ] {
        assert_eq!(site(url, rp_id), Ok(()), "{url} {rp_id:?}");
    }
    assert!(matches!(site("id.example.org", None), Err(NoSite::NoAddress(_))));
    for url in ["https://192.0.2.1", "https://[2001:db8::1]", "file:///etc/passwd"] {
        assert!(matches!(site(url, None), Err(NoSite::NoName(_))), "{url}");
    }
    for url in ["http://id.example.org", "ftp://id.example.org", "http://localhost.example.org"] {
        assert!(matches!(site(url, None), Err(NoSite::NotSecure(_))), "{url}");
    }
    for rp_id in ["", "org", "ample.org", "example.com", "www.id.example.org", ".org"] {
        let refused = site("https://id.example.org", Some(rp_id));
        assert!(matches!(refused, Err(NoSite::OtherName { .. })), "{rp_id}");
    }
}

#[test]
fn handles_are_random_and_kept_as_they_are() {
    use crate::factors::dice::{dice, none};

    let handle = Handle::make(&mut dice(1)).unwrap();
    assert_ne!(handle, Handle::make(&mut dice(2)).unwrap());
    assert_eq!(Handle::from_bytes(handle.bytes()), Some(handle));
    assert_eq!(Handle::from_bytes(&[0; 15]), None);
    assert!(Handle::make(&mut none()).is_err());
    let text = serde_json::to_string(&handle).unwrap();
    assert_eq!(serde_json::from_str::<Handle>(&text).unwrap(), handle);
    assert!(serde_json::from_str::<Handle>("\"AAAA\"").is_err());
}
