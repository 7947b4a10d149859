//! What surrounds every page: when a session ends, and whether anything can be done there.

use super::{chief, page};
use crate::{office::Office, sign_in::browser::somebody};

/// Seconds that a page says are left of the session.
fn left(page: &str) -> i64 {
    let text = page.split("id=\"session-end\" data-ends=\"").nth(1).unwrap();
    text.split('"').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_page_says_when_its_session_ends_and_whether_using_it_puts_that_off() {
    let office = Office::new();
    let mut ella = somebody(&office, "ella").await;
    let first = page(&mut ella, "/me").await.text;
    assert_eq!(left(&first), 720 * 60);
    assert!(first.contains("Stay signed in"), "{first}");
    office.pass(3_600);
    assert_eq!(left(&page(&mut ella, "/me/access").await.text), 720 * 60, "it was used");
    // A week is as long as a session may last, and then nothing helps.
    for _ in 0..16 {
        office.pass(10 * 3_600);
        page(&mut ella, "/me").await;
    }
    let last = page(&mut ella, "/me").await.text;
    assert_eq!(left(&last), (168 - 161) * 3_600);
    assert!(last.contains("as long as one may") && !last.contains("Stay signed in"), "{last}");
}

#[tokio::test]
async fn whoever_only_looks_has_no_form_that_does_something() {
    let office = Office::new();
    let mut audrey = somebody(&office, "audrey").await;
    let list = page(&mut audrey, "/users").await.text;
    assert!(
        list.contains("ella") && !list.contains("/users/batch") && !list.contains("name=\"sel\""),
        "{list}"
    );
    let mut root = chief(&office).await;
    assert!(page(&mut root, "/users").await.text.contains("action=\"/users/batch\""));
}
