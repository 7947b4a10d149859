//! Something with a code, as somebody makes one.

use std::{fmt::Display, str::FromStr};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use super::{FormError, patch};

/// A list of places without those that it names again.
#[must_use]
pub fn once_each<C: PartialEq>(codes: Vec<C>) -> Vec<C> {
    let mut found = Vec::with_capacity(codes.len());
    for code in codes {
        if !found.contains(&code) {
            found.push(code);
        }
    }
    found
}

/// A company, a department or an area to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPlace<C, F> {
    /// The code, which never changes.
    pub code: C,
    /// What is written of it.
    pub form: F,
}

impl<C: FromStr<Err: Display>, F: DeserializeOwned> NewPlace<C, F> {
    /// From the body of a request: the members of the form with `code` beside them.
    ///
    /// # Errors
    /// [`FormError`] names the member that is at fault.
    pub fn read(body: Map<String, Json>) -> Result<Self, FormError> {
        let (code, form) = patch::with_code(body)?;
        Ok(Self { code, form })
    }
}
