//! Where the database is.

use std::{fmt, path::PathBuf, str::FromStr};

use crate::StoreError;

/// The address of a database: `sqlite://PATH`, `sqlite::memory:` or `postgres://USER:PASSWORD@HOST:PORT/NAME`.
///
/// Shown without its password, in `Debug` too.
#[derive(Clone)]
pub struct DatabaseUrl(pub(crate) Target);

#[derive(Clone)]
pub(crate) enum Target {
    File(PathBuf),
    Memory,
    Postgres(Box<PostgresTarget>),
}

#[derive(Clone)]
pub(crate) struct PostgresTarget {
    pub(crate) config: postgres::Config,
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

const FORMS: &str = "write sqlite://PATH, sqlite::memory: or postgres://USER:PASSWORD@HOST:PORT/NAME";

impl FromStr for DatabaseUrl {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        match text.split_once(':') {
            Some(("sqlite", ":memory:" | "//:memory:")) => Ok(Self(Target::Memory)),
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

fn refuse<T>(why: impl Into<String>) -> Result<T, StoreError> {
    Err(StoreError::Url { why: why.into() })
}

fn file(rest: &str) -> Result<DatabaseUrl, StoreError> {
    match rest.strip_prefix("//") {
        None => {
            refuse("after 'sqlite:' comes '//' and a path, as in sqlite:///var/lib/bailiwick/bailiwick.db")
        }
        Some("") => refuse("the path is missing, as in sqlite:///var/lib/bailiwick/bailiwick.db"),
        Some(path) if path.contains('?') => {
            refuse("options after '?' are not known for SQLite; give the path alone")
        }
        Some(path) => Ok(DatabaseUrl(Target::File(PathBuf::from(path)))),
    }
}

fn postgres(text: &str) -> Result<DatabaseUrl, StoreError> {
    let (base, query) = text.split_once('?').unwrap_or((text, ""));
    if query.contains('@') {
        return refuse(
            "there is a '?' before the '@', or an '@' among the options; percent-encode it (%3F, %40)",
        );
    }
    let (mut tls, mut authority, mut rest) = (false, None, Vec::new());
    for option in query.split('&').filter(|o| !o.is_empty()) {
        match option.split_once('=') {
            Some(("sslmode", "disable" | "allow" | "prefer")) => tls = false,
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
    let Ok(mut config) = format!("{base}?{}", rest.join("&")).parse::<postgres::Config>() else {
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
    Ok(DatabaseUrl(Target::Postgres(Box::new(PostgresTarget { config, tls }))))
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use postgres::config::Host;
        let target = match &self.0 {
            Target::Memory => return f.write_str("sqlite::memory:"),
            Target::File(path) => return write!(f, "sqlite://{}", path.display()),
            Target::Postgres(target) => target,
        };
        f.write_str("postgres://")?;
        if let Some(user) = target.config.get_user() {
            write!(f, "{user}@")?;
        }
        let mut ports = target.config.get_ports().iter().copied().cycle();
        for (n, host) in target.config.get_hosts().iter().enumerate() {
            f.write_str(if n == 0 { "" } else { "," })?;
            match host {
                Host::Tcp(name) => write!(f, "{name}:{}", ports.next().unwrap_or(5432))?,
                #[cfg(unix)]
                Host::Unix(path) => write!(f, "{}", path.display())?,
            }
        }
        write!(f, "/{}", target.config.get_dbname().unwrap_or_default())
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match text.parse::<DatabaseUrl>() {
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
        for text in [
            "",
            "bailiwick.db",
            "mysql://ann:s3cret@db/policy",
            "sqlite://",
            "sqlite:b.db",
            "sqlite://b.db?mode=rwc",
            "ann:s3cret@db",
            "postgres://ann:pa?s3cret=1@db/policy",
            "postgres://ann:s3cret@db:port/policy",
            "postgres://ann:s3cret@db/policy?sslmode=s3cret",
            "postgres://ann:s3cret@db/policy?sslrootcert=ca.pem",
            "postgres:///policy",
        ] {
            let error = text.parse::<DatabaseUrl>().unwrap_err().to_string();
            assert!(error.starts_with("the database address cannot be used: "), "{error}");
            assert!(!error.contains("s3cret"), "{error}");
        }
        let url: DatabaseUrl = "postgres://ann:s3cret@db/policy".parse().unwrap();
        assert!(!format!("{url:?} {url}").contains("s3cret"));
    }
}
