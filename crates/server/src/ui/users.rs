//! `/users`: the list of people and programs, new ones, tables of them in and out.

mod batch;
mod column;
mod control;
mod export;
mod filter;
mod form;
mod import;
mod list;
mod making;
mod view;

use std::sync::Arc;

use axum::{Router, routing::get};

use crate::http::Gate;

/// The routes.
pub(super) fn routes() -> Router<Arc<Gate>> {
    Router::new()
        .route("/users", get(list::show))
        .route("/users/export", get(export::pour))
        .route("/users/batch", get(batch::nobody).post(batch::ask))
        .route("/users/new", get(making::show).post(making::make))
        .route("/users/import", get(import::show).post(import::take))
}

/// The page of somebody.
pub(super) fn person(login: &str) -> String {
    format!("/users/{}", segment(login))
}

/// A text as a part of a path.
pub(super) fn segment(text: &str) -> String {
    let mut part = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' => {
                part.push(char::from(byte));
            }
            byte => part.push_str(&format!("%{byte:02X}")),
        }
    }
    part
}

/// The tint of somebody's picture who has none: the same for the same name.
pub(super) fn tint(name: &str) -> &'static str {
    match name.chars().fold(0_u32, |sum, c| sum.wrapping_add(u32::from(c))) % 4 {
        0 => "",
        1 => " b",
        2 => " c",
        _ => " d",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_login_has_an_address() {
        for (login, path) in [
            ("asha.rao@office.example", "/users/asha.rao@office.example"),
            ("a b", "/users/a%20b"),
            ("é\"><img", "/users/%C3%A9%22%3E%3Cimg"),
        ] {
            assert_eq!(person(login), path);
        }
    }
}
