//! What pages are made of.

mod qr;

pub use qr::{TooLong, qr_svg};
