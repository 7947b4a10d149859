//! The integration tests of the crate, one module per format.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail, also in its helpers"
)]

mod authzen;
mod corpora;
mod document;
mod odoo;
mod world;
