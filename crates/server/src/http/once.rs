//! What a form says once: which of two values its author meant, nobody knows, so nothing is done by a form that says it twice.

use std::sync::{Arc, OnceLock};

use axum::http::StatusCode;

use super::Refusal;

/// Remembers the first name that was asked for as one and is there several times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Once(Arc<OnceLock<String>>);

impl Once {
    /// The only one of the values of a name.
    pub(crate) fn of<'v>(&self, name: &str, mut values: impl Iterator<Item = &'v str>) -> Option<&'v str> {
        let first = values.next()?;
        if values.next().is_some() {
            self.0.get_or_init(|| name.to_owned());
            return None;
        }
        Some(first)
    }

    /// Makes sure that there was none.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let Some(name) = self.0.get() else { return Ok(()) };
        let detail = format!(
            "the form has the field {name} several times, so which one is meant is unknown; send it once"
        );
        let refusal = Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "body.unfit", detail);
        Err(refusal.at(format!("/{name}"), "send it once"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_there_twice_is_remembered() {
        let once = Once::default();
        assert_eq!((once.of("a", ["x"].into_iter()), once.of("b", [].into_iter())), (Some("x"), None));
        assert!(once.check().is_ok());
        let other = once.clone();
        assert_eq!(other.of("a", ["x", "x"].into_iter()), None);
        assert!(once.check().unwrap_err().problem().detail.clone().unwrap().contains("field a several"));
    }
}
