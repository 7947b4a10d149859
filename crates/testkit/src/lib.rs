//! What the tests of Bailiwick share. A development dependency only; nothing here is shipped.
//!
//! - [`Scratch`]: a folder of one's own that goes away with the value.
//! - [`process`]: real servers as plain processes. One that is not installed fails the test loudly and says how to
//!   install it; no test is ever skipped for want of a server.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test kit reports by panicking: its caller is a test"
)]

pub mod process;
mod scratch;

pub use scratch::Scratch;
