//! Where a database is.

use std::{fmt, path::PathBuf, str::FromStr};

/// The address of a database: `sqlite://PATH`, `sqlite::memory:` or `postgres://USER:PASSWORD@HOST:PORT/NAME`.
///
/// Shown without its password, in `Debug` too.
#[derive(Clone)]
pub enum Address {
    /// An SQLite file.
    File(PathBuf),
    /// An SQLite database that lives in memory.
    Memory,
    /// A PostgreSQL server.
    Postgres(Box<Server>),
}

/// A PostgreSQL server, and how to speak to it.
#[derive(Clone)]
pub struct Server {
    pub(crate) config: tokio_postgres::Config,
    pub(crate) tls: Tls,
}

/// How the connection to PostgreSQL is protected.
#[derive(Clone)]
pub(crate) enum Tls {
    /// Not at all: for the same machine or a trusted network.
    Off,
    /// TLS, with the server's certificate and name verified against this authority, or the system's when absent.
    Verified(Option<PathBuf>),
}

/// What is wrong with an address and how to write it. It never repeats a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct AddressError(String);

const FORMS: &str = "write sqlite://PATH or postgres://USER:PASSWORD@HOST:PORT/NAME";

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        match text.split_once(':') {
            Some(("sqlite", ":memory:" | "//:memory:")) => Ok(Self::Memory),
            Some(("sqlite", rest)) => file(rest),
            Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => postgres(text),
            Some((scheme, rest)) if rest.starts_with("//") => {
                refuse(format!("{scheme}:// is not known; {FORMS}"))
            }
            // Not repeated: whatever it is, it may hold a password.
            _ => refuse(format!("it has no known form; {FORMS}")),
        }
    }
}

fn refuse<T>(why: impl Into<String>) -> Result<T, AddressError> {
    Err(AddressError(why.into()))
}

fn file(rest: &str) -> Result<Address, AddressError> {
    match rest.strip_prefix("//") {
        None => refuse("after 'sqlite:' comes '//' and a path, as in sqlite:///srv/data/records.db"),
        Some("") => refuse("the path is missing, as in sqlite:///srv/data/records.db"),
        Some(path) if path.contains('?') => {
            refuse("options after '?' are not known for SQLite; give the path alone")
        }
        Some(path) => Ok(Address::File(PathBuf::from(path))),
    }
}

fn postgres(text: &str) -> Result<Address, AddressError> {
    let (base, query) = text.split_once('?').unwrap_or((text, ""));
    if query.contains('@') {
        return refuse(
            "there is a '?' before the '@', or an '@' among the options; percent-encode it (%3F, %40)",
        );
    }
    let (mut tls, mut authority, mut rest) = (false, None, Vec::new());
    for option in query.split('&').filter(|o| !o.is_empty()) {
        match option.split_once('=') {
            Some(("sslmode", "disable")) => tls = false,
            Some(("sslmode", "allow" | "prefer")) => {
                return refuse(
                    "sslmode=allow and sslmode=prefer may end in plain text unnoticed; write 'require', or 'disable' for \
                     plain text",
                );
            }
            Some(("sslmode", "require" | "verify-ca" | "verify-full")) => tls = true,
            Some(("sslmode", _)) => return refuse("sslmode is 'disable' or 'require'"),
            Some(("sslrootcert", path)) => authority = Some(PathBuf::from(path)),
            _ => rest.push(option),
        }
    }
    if authority.is_some() && !tls {
        return refuse("sslrootcert means nothing without sslmode=require; add it");
    }
    rest.push(if tls { "sslmode=require" } else { "sslmode=disable" });
    // The parser's own words are not passed on: they may quote a piece of the password.
    let Ok(mut config) = format!("{base}?{}", rest.join("&")).parse::<tokio_postgres::Config>() else {
        return refuse(
            "it is not a PostgreSQL address; write postgres://USER:PASSWORD@HOST:PORT/NAME, percent-encode special \
             characters in the password, and use only options that PostgreSQL's drivers know",
        );
    };
    if config.get_hosts().is_empty() {
        return refuse("the host is missing, as in postgres://USER:PASSWORD@HOST:PORT/NAME");
    }
    config.application_name("bailiwick").connect_timeout(std::time::Duration::from_secs(10));
    let tls = if tls { Tls::Verified(authority) } else { Tls::Off };
    Ok(Address::Postgres(Box::new(Server { config, tls })))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str("sqlite::memory:"),
            Self::File(path) => write!(f, "sqlite://{}", path.display()),
            Self::Postgres(server) => server.fmt(f),
        }
    }
}

/// Without the password.
impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use postgres::config::Host;
        f.write_str("postgres://")?;
        if let Some(user) = self.config.get_user() {
            write!(f, "{user}@")?;
        }
        let mut ports = self.config.get_ports().iter().copied().cycle();
        for (n, host) in self.config.get_hosts().iter().enumerate() {
            f.write_str(if n == 0 { "" } else { "," })?;
            match host {
                Host::Tcp(name) => write!(f, "{name}:{}", ports.next().unwrap_or(5432))?,
                #[cfg(unix)]
                Host::Unix(path) => write!(f, "{}", path.display())?,
            }
        }
        write!(f, "/{}", self.config.get_dbname().unwrap_or_default())
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({self})")
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match text.parse::<Address>() {
            Ok(url) => url.to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn the_three_forms_and_their_display() {
        for (text, expected) in [
            ("sqlite::memory:", "sqlite::memory:"),
            ("sqlite://:memory:", "sqlite::memory:"),
            ("sqlite:///var/lib/b.db", "sqlite:///var/lib/b.db"),
            ("sqlite://data/b.db", "sqlite://data/b.db"),
            ("postgres://ann:s3cret@db/policy", "postgres://ann@db:5432/policy"),
            ("postgresql://ann@db:6432/policy?sslmode=require", "postgres://ann@db:6432/policy"),
            ("postgres://ann:s3cret@a:1,b:2/policy", "postgres://ann@a:1,b:2/policy"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn refusals_say_how_to_write_it_and_never_quote_a_password() {
        for (text, says) in [
            ("", "no known form; write sqlite://PATH"),
            ("bailiwick.db", "no known form"),
            ("mysql://ann:s3cret@db/policy", "mysql:// is not known"),
            ("sqlite://", "the path is missing"),
            ("sqlite:b.db", "comes '//' and a path"),
            ("sqlite://b.db?mode=rwc", "give the path alone"),
            ("ann:s3cret@db", "no known form"),
            ("postgres://ann:pa?s3cret=1@db/policy", "percent-encode it"),
            ("postgres://ann:s3cret@db:port/policy", "it is not a PostgreSQL address"),
            ("postgres://ann:s3cret@db/policy?sslmode=s3cret", "sslmode is 'disable' or 'require'"),
            ("postgres://ann:s3cret@db/policy?sslmode=prefer", "may end in plain text unnoticed"),
            ("postgres://ann:s3cret@db/policy?sslrootcert=ca.pem", "sslrootcert means nothing without"),
            ("postgres:///policy", "the host is missing"),
        ] {
            let error = text.parse::<Address>().unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
            assert!(!error.contains("s3cret"), "{error}");
        }
        let url: Address = "postgres://ann:s3cret@db/policy".parse().unwrap();
        assert!(!format!("{url:?} {url}").contains("s3cret"));
    }
}
