//! Bytes that look random and are the same in every run.

use sha2::{Digest, Sha256};

/// A source of bytes; the same seed gives the same ones.
pub(super) fn dice(seed: u8) -> impl FnMut(&mut [u8]) -> Result<(), String> {
    let mut block = [seed; 32];
    move |bytes| {
        for byte in bytes {
            block = Sha256::digest(block).into();
            *byte = block[0];
        }
        Ok(())
    }
}

/// A system that has none.
pub(super) fn none() -> impl FnMut(&mut [u8]) -> Result<(), String> {
    |_: &mut [u8]| Err("no device".to_owned())
}
