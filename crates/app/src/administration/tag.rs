//! Tells one state of an object from all others.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// A short text that is another one whenever anything of the object is.
pub(crate) fn tag<T: Serialize>(object: &T) -> String {
    // What has no JSON form gets a tag that nothing matches twice; no type here is one.
    let text = serde_json::to_vec(object).unwrap_or_default();
    Sha256::digest(text).iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}
