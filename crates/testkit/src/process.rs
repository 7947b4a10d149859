//! Real servers as plain processes.

mod authority;
pub mod mail;
pub mod postgres;
mod watched;

pub use watched::Watched;
