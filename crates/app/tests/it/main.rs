//! The use cases, tried from outside.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail as tests do"
)]

mod administration;
mod advancing;
mod audit;
mod backup;
mod corpora;
mod following;
mod import;
mod policy_files;
mod post;
mod world;
