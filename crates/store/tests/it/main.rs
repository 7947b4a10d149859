//! The contract of the store, on SQLite and on a real PostgreSQL, and what each engine alone must keep.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail as tests do"
)]
#![allow(clippy::disallowed_methods, reason = "tests measure how long they wait")]

mod arbitrary;
mod contract;
mod crash;
mod engine;
mod postgres;
mod schema;
mod sqlite;
