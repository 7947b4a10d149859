//! The integration tests of the crate: requests in, responses out, without sockets except where the sockets are what
//! is tested.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail, also in its helpers"
)]

mod authzen;
mod cli;
mod config;
mod envelope;
mod fixture;
mod letters;
mod office;
mod rest;
mod serving;
mod sign_in;
mod ui;
