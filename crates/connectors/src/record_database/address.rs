//! Where a connected database is.

use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use super::RecordDatabaseError;

/// A parsed address. Shown without its password.
pub(super) struct Address(Target);

pub(super) enum Target {
    File(PathBuf),
    Postgres(Box<PostgresTarget>),
}

pub(super) struct PostgresTarget {
    pub(super) config: postgres::Config,
    pub(super) tls: Tls,
}

/// How the connection to PostgreSQL is protected.
pub(super) enum Tls {
    /// Not at all: for the same machine or a trusted network.
    Off,
    /// TLS, with the server's certificate and name verified against this authority, or the system's when absent.
    Verified(Option<PathBuf>),
}

const FORMS: &str = "write sqlite://PATH or postgres://USER:PASSWORD@HOST:PORT/NAME";

impl Address {
    pub(super) fn target(&self) -> &Target {
        &self.0
    }
}

impl FromStr for Address {
    type Err = RecordDatabaseError;

    fn from_str(text: &str) -> Result<Self, RecordDatabaseError> {
        match text.split_once(':') {
            Some(("sqlite", rest)) => file(rest),
            Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => server(text),
            Some((scheme, rest)) if rest.starts_with("//") => {
                refuse(format!("{scheme}:// is not known; {FORMS}"))
            }
            // Not repeated: whatever it is, it may hold a password.
            _ => refuse(format!("it has no known form; {FORMS}")),
        }
    }
}

fn refuse<T>(why: impl Into<String>) -> Result<T, RecordDatabaseError> {
    Err(RecordDatabaseError::Address { why: why.into() })
}

fn file(rest: &str) -> Result<Address, RecordDatabaseError> {
    match rest.strip_prefix("//") {
        None | Some("") => {
            refuse("after 'sqlite:' come '//' and a path, as in sqlite:///srv/registry/registry.db")
        }
        Some(path) if path.contains('?') => {
            refuse("options after '?' are not known for SQLite; give the path alone")
        }
        Some(":memory:") => {
            refuse("a database in memory has no records of another application; name its file")
        }
        Some(path) => Ok(Address(Target::File(Path::new(path).to_owned()))),
    }
}

fn server(text: &str) -> Result<Address, RecordDatabaseError> {
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
    config.application_name("bailiwick").connect_timeout(Duration::from_secs(10));
    let tls = if tls { Tls::Verified(authority) } else { Tls::Off };
    Ok(Address(Target::Postgres(Box::new(PostgresTarget { config, tls }))))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use postgres::config::Host;
        let config = match &self.0 {
            Target::File(path) => return write!(f, "sqlite://{}", path.display()),
            Target::Postgres(target) => &target.config,
        };
        f.write_str("postgres://")?;
        if let Some(user) = config.get_user() {
            write!(f, "{user}@")?;
        }
        let mut ports = config.get_ports().iter().copied().cycle();
        for (n, host) in config.get_hosts().iter().enumerate() {
            f.write_str(if n == 0 { "" } else { "," })?;
            match host {
                Host::Tcp(name) => write!(f, "{name}:{}", ports.next().unwrap_or(5432))?,
                #[cfg(unix)]
                Host::Unix(path) => write!(f, "{}", path.display())?,
            }
        }
        write!(f, "/{}", config.get_dbname().unwrap_or_default())
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
