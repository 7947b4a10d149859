//! Letters in words, and the way out of the house for them.

mod courier;
mod filled;
mod written;

pub use courier::{Courier, Unusable};
pub use written::{Short, Writer, Written};
