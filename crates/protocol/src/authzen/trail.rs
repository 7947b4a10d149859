//! Where the reader is, so that errors can say so without a second look at the request.

use std::cell::Cell;

use serde::{
    Deserialize,
    de::{DeserializeSeed, Error, MapAccess},
};

use super::RequestError;

const TWICE: &str = "appears twice; send it once";

/// The member that is being read, and the part of it.
#[derive(Default)]
pub(super) struct Trail {
    member: Cell<&'static str>,
    part: Cell<&'static str>,
}

impl Trail {
    /// Reads a part of the member, which may appear once.
    pub(super) fn once<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
        &self,
        part: &'static str,
        slot: &mut Option<T>,
        map: &mut A,
    ) -> Result<(), A::Error> {
        self.part.set(part);
        if slot.is_some() {
            return Err(A::Error::custom(TWICE));
        }
        *slot = Some(map.next_value()?);
        Ok(())
    }

    /// A part without which the member means nothing.
    pub(super) fn require<T, E: Error>(&self, part: &'static str, slot: Option<T>) -> Result<T, E> {
        slot.ok_or_else(|| {
            self.part.set(part);
            E::custom("is required")
        })
    }

    pub(super) fn leave_part(&self) {
        self.part.set("");
    }

    /// Reads a member, which may appear once.
    pub(super) fn member<'de, S: DeserializeSeed<'de>, A: MapAccess<'de>>(
        &self,
        member: &'static str,
        slot: &mut Option<S::Value>,
        seed: S,
        map: &mut A,
    ) -> Result<(), A::Error> {
        if slot.is_some() {
            return Err(self.twice(member));
        }
        self.member.set(member);
        *slot = Some(map.next_value_seed(seed)?);
        self.member.set("");
        Ok(())
    }

    /// The error of a member that was there before.
    pub(super) fn twice<E: Error>(&self, member: &'static str) -> E {
        self.member.set(member);
        E::custom(TWICE)
    }

    /// The reader's error, with the place it happened at.
    pub(super) fn explain(&self, error: &serde_json::Error) -> RequestError {
        let text = error.to_string();
        if !error.is_data() {
            return RequestError::malformed(text);
        }
        let place = format!(" at line {} column {}", error.line(), error.column());
        let what = text.strip_suffix(&place).unwrap_or(&text);
        let dot = if self.part.get().is_empty() { "" } else { "." };
        RequestError::member(format!("{}{dot}{}", self.member.get(), self.part.get()), what)
    }
}
