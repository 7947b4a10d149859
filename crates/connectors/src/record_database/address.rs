//! Where a connected database is.

use std::{fmt, path::PathBuf, str::FromStr};

use bailiwick_database::Server;

use super::RecordDatabaseError;

/// A parsed address. Shown without its password.
pub(super) enum Address {
    File(PathBuf),
    Postgres(Box<Server>),
}

impl FromStr for Address {
    type Err = RecordDatabaseError;

    fn from_str(text: &str) -> Result<Self, RecordDatabaseError> {
        let refuse = |why: String| RecordDatabaseError::Address { why };
        match text.parse().map_err(|error: bailiwick_database::AddressError| refuse(error.to_string()))? {
            bailiwick_database::Address::File(path) => Ok(Self::File(path)),
            bailiwick_database::Address::Postgres(server) => Ok(Self::Postgres(server)),
            bailiwick_database::Address::Memory => {
                let why = "a database in memory has no records of another application; name its file";
                Err(refuse(why.to_owned()))
            }
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "sqlite://{}", path.display()),
            Self::Postgres(server) => server.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_shown_without_their_password() {
        for (text, expected) in [
            ("sqlite:///srv/r.db", "sqlite:///srv/r.db"),
            ("sqlite://data/r.db", "sqlite://data/r.db"),
            ("postgres://ann:s3cret@db/registry", "postgres://ann@db:5432/registry"),
            ("postgresql://ann:s3cret@db:6432/r?sslmode=require", "postgres://ann@db:6432/r"),
        ] {
            assert_eq!(text.parse::<Address>().unwrap().to_string(), expected);
        }
    }

    #[test]
    fn refusals_say_how_to_write_it_and_never_quote_a_password() {
        for text in [
            "",
            "registry.db",
            "mysql://ann:s3cret@db/r",
            "sqlite://",
            "sqlite:r.db",
            "sqlite://:memory:",
            "sqlite://r.db?mode=rwc",
            "ann:s3cret@db",
            "postgres://ann:pa?s3cret=1@db/r",
            "postgres://ann:s3cret@db:port/r",
            "postgres://ann:s3cret@db/r?sslmode=s3cret",
            "postgres://ann:s3cret@db/r?sslrootcert=ca.pem",
            "postgres:///r",
        ] {
            let Err(error) = text.parse::<Address>() else { panic!("{text} was accepted") };
            let error = error.to_string();
            assert!(error.starts_with("the address of the connected database cannot be used: "), "{error}");
            assert!(!error.contains("s3cret"), "{error}");
        }
    }
}
