//! Real servers as plain processes.

pub mod postgres;
mod watched;

pub use watched::Watched;
