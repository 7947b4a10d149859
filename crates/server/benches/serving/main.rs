//! The real program as a process: how much of a bare server's rate it keeps, how soon it answers, what it takes when idle,
//! how many sign in, how quick its pages are.
//!
//! `cargo xtask bench http [USERS]`, `cargo xtask bench start`, `cargo xtask bench sign_in` and `cargo xtask bench pages [USERS]`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a benchmark measures time, and stops at the first surprise"
)]
#![allow(missing_docs, reason = "a benchmark")]

mod bare;
mod http;
mod load;
#[path = "../../../app/benches/office/organisation.rs"]
mod organisation;
mod pages;
mod questions;
mod server;
#[path = "../../../../benches/shared/mod.rs"]
mod shared;
mod sign_in;
mod start;

fn main() {
    // `cargo bench` adds a flag of its own.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let users = words.iter().find_map(|word| word.parse().ok()).unwrap_or(100_000);
    match words.first().map(String::as_str) {
        Some(bare::WORD) => return bare::serve(),
        Some("http") => http::measure(users),
        Some("start") => start::measure(),
        Some("sign_in") => sign_in::measure(),
        Some("pages") => pages::measure(words.iter().find_map(|word| word.parse().ok()).unwrap_or(1_000_000)),
        _ => {
            http::measure(users);
            start::measure();
            sign_in::measure();
            pages::measure(1_000_000);
        }
    }
    println!("{}", shared::usage::load());
}
