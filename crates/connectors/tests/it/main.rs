//! Connected databases as applications really keep them, on SQLite files and on a real PostgreSQL.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail as tests do"
)]

mod fixture;
mod mail;
mod postgres;
mod reading;
mod sms;
mod sqlite;
