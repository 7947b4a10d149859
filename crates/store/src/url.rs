//! Where the database is.

use std::{fmt, str::FromStr};

use bailiwick_database::{Address, AddressError};

use crate::StoreError;

/// The address of a database: `sqlite://PATH`, `sqlite::memory:` or `postgres://USER:PASSWORD@HOST:PORT/NAME`.
///
/// Shown without its password, in `Debug` too.
#[derive(Clone, Debug)]
pub struct DatabaseUrl(pub(crate) Address);

impl DatabaseUrl {
    /// Whether it is in memory, and so for this process alone.
    #[must_use]
    pub fn is_memory(&self) -> bool {
        matches!(self.0, Address::Memory)
    }
}

impl FromStr for DatabaseUrl {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let refused = |error: AddressError| StoreError::Url { why: error.to_string() };
        text.parse().map(Self).map_err(refused)
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_about_the_store_and_never_quote_a_password() {
        for text in ["mysql://ann:s3cret@db/policy", "postgres://ann:s3cret@db/policy?sslmode=s3cret"] {
            let error = text.parse::<DatabaseUrl>().unwrap_err().to_string();
            assert!(error.starts_with("the database address cannot be used: "), "{error}");
            assert!(!error.contains("s3cret"), "{error}");
        }
        let url: DatabaseUrl = "postgres://ann:s3cret@db/policy".parse().unwrap();
        assert_eq!(url.to_string(), "postgres://ann@db:5432/policy");
        assert!(!format!("{url:?}").contains("s3cret"));
    }
}
