//! The engine from outside: against a naive twin, against two databases, against the facts it promises to keep.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail, also in its helpers"
)]

mod account;
mod actor;
mod asking;
mod backends;
mod comparing;
mod databases;
mod dice;
mod differential;
mod ending;
mod holding;
mod leaks;
mod naive;
mod odoo;
mod oracle;
mod parser;
mod worlds;
