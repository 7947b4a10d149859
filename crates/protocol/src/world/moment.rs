//! Moments as they are written.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, de::Error};

/// A moment.
pub(super) struct Moment(pub(super) Timestamp);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let why = || {
            D::Error::custom(format_args!(
                "{text:?} is no moment; write it with its zone, as in 2026-12-15T09:00:00Z or 2026-12-15T17:00:00+08:00"
            ))
        };
        text.parse().map(Self).map_err(|_| why())
    }
}
