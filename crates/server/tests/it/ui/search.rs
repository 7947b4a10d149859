//! Getting somewhere by a few letters.

use super::{administrator, page};
use crate::{office::Office, sign_in::browser::somebody};

#[tokio::test]
async fn letters_lead_to_people_roles_places_and_pages() {
    let office = Office::new();
    let mut browser = administrator(&office).await;
    for (letters, way) in [
        ("ell", "/users/ella\""),
        ("regis", "/roles/registrar\""),
        ("second", "/areas?area=D2\""),
        ("acme", "/companies/acme-east\""),
        ("compan", "/companies\""),
    ] {
        let found = page(&mut browser, &format!("/search?q={letters}")).await.text;
        let part = found.split("id=\"found\"").nth(1).unwrap().split("</nav>").next().unwrap();
        assert!(part.contains(way), "{letters}: {part}");
    }
    assert!(page(&mut browser, "/search").await.text.contains("Type a few letters"));
    assert!(page(&mut browser, "/search?q=zzz").await.text.contains("Nothing that you may see"));
    let mut ella = somebody(&office, "ella").await;
    let found = page(&mut ella, "/search?q=registrar").await.text;
    let part = found.split("id=\"found\"").nth(1).unwrap().split("</nav>").next().unwrap();
    assert!(!part.contains("/roles/"), "{part}");
}
