//! Where a mail server is, and how it is spoken to.

use std::{fmt, net::IpAddr, str::FromStr};

/// The address of a mail server: `smtp://USER@HOST:PORT` and its relatives.
#[derive(Clone, PartialEq, Eq)]
pub struct MailUrl {
    encryption: MailEncryption,
    user: Option<String>,
    host: String,
    port: u16,
}

/// How the connection is kept from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailEncryption {
    /// `smtp://`: the connection is encrypted by STARTTLS before anything is said, or given up.
    StartTls,
    /// `smtps://`: encrypted from the beginning.
    Tls,
    /// `smtp-plain://`: not at all, which is for this machine alone.
    None,
}

/// The text is no address of a mail server. It is not repeated, since somebody may have put a password into it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the address of the mail server {0}")]
pub struct MailUrlError(&'static str);

const FORMS: &str = "begins with none of smtp:// (STARTTLS), smtps:// (TLS from the beginning) and smtp-plain:// (this machine alone)";

impl MailUrl {
    /// How it is spoken to.
    #[must_use]
    pub fn encryption(&self) -> MailEncryption {
        self.encryption
    }

    /// As whom.
    #[must_use]
    pub fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    /// Its name, or its number on the network.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Where it listens.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Host and port, for people.
    #[must_use]
    pub fn place(&self) -> String {
        if self.host.contains(':') {
            format!("[{}]:{}", self.host, self.port)
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }
}

impl FromStr for MailUrl {
    type Err = MailUrlError;

    fn from_str(text: &str) -> Result<Self, MailUrlError> {
        let (scheme, rest) = text.split_once("://").ok_or(MailUrlError(FORMS))?;
        let (encryption, usual) = match scheme {
            "smtp" => (MailEncryption::StartTls, 587),
            "smtps" => (MailEncryption::Tls, 465),
            "smtp-plain" => (MailEncryption::None, 25),
            _ => return Err(MailUrlError(FORMS)),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        // Users are often addresses themselves, so the last '@' is the one that counts.
        let (user, place) = rest.rsplit_once('@').map_or((None, rest), |(user, place)| (Some(user), place));
        if user.is_some_and(|user| user.contains(':')) {
            return Err(MailUrlError(
                "has a password in it; put it into a file, and name that as mail.password says",
            ));
        }
        let user = user.filter(|user| !user.is_empty()).map(decoded).transpose()?;
        let (host, port) = host_and_port(place)?;
        if host.is_empty() || host.chars().any(|c| !(c.is_ascii_alphanumeric() || ".-_:".contains(c))) {
            return Err(MailUrlError("has no host, or one with a character that no host has"));
        }
        if encryption == MailEncryption::None && !is_loopback(&host) {
            return Err(MailUrlError(
                "is smtp-plain://, which is for this machine alone (localhost): anybody on the way could read letters; use \
                 smtp:// or smtps://",
            ));
        }
        Ok(Self { encryption, user, host, port: port.unwrap_or(usual) })
    }
}

fn host_and_port(place: &str) -> Result<(String, Option<u16>), MailUrlError> {
    const PORT: MailUrlError = MailUrlError("has a port that is none; write HOST:PORT");
    let number = |text: &str| text.parse::<u16>().ok().filter(|port| *port > 0).map(Some).ok_or(PORT);
    if let Some(rest) = place.strip_prefix('[') {
        let (host, port) = rest.split_once(']').ok_or(PORT)?;
        let port = if port.is_empty() { None } else { number(port.strip_prefix(':').ok_or(PORT)?)? };
        return Ok((host.to_owned(), port));
    }
    match place.split_once(':') {
        Some((host, port)) => Ok((host.to_owned(), number(port)?)),
        None => Ok((place.to_owned(), None)),
    }
}

/// `%40` and the like.
fn decoded(text: &str) -> Result<String, MailUrlError> {
    const WRONG: MailUrlError = MailUrlError("has a user that cannot be read; write a '%' as %25");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let (high, low) = (digit().ok_or(WRONG)?, digit().ok_or(WRONG)?);
        bytes.push(high << 4 | low);
    }
    let text = String::from_utf8(bytes).map_err(|_| WRONG)?;
    if text.chars().any(char::is_control) { Err(WRONG) } else { Ok(text) }
}

/// Whether nothing that is said to this host leaves the machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl fmt::Debug for MailUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MailUrl({:?} {})", self.encryption, self.place())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(MailEncryption, Option<String>, String), String> {
        let url: MailUrl = text.parse().map_err(|error: MailUrlError| error.to_string())?;
        Ok((url.encryption(), url.user().map(str::to_owned), url.place()))
    }

    #[test]
    fn addresses_say_how_and_as_whom() {
        for (text, encryption, user, place) in [
            ("smtp://mail.example.org", MailEncryption::StartTls, None, "mail.example.org:587"),
            ("smtps://access@mail.example.org/", MailEncryption::Tls, Some("access"), "mail.example.org:465"),
            ("smtp://a@b.example@mail:26", MailEncryption::StartTls, Some("a@b.example"), "mail:26"),
            ("smtp://a%40b%25c@mail", MailEncryption::StartTls, Some("a@b%c"), "mail:587"),
            ("smtp-plain://localhost:1025", MailEncryption::None, None, "localhost:1025"),
            ("smtp-plain://[::1]", MailEncryption::None, None, "[::1]:25"),
        ] {
            assert_eq!(read(text), Ok((encryption, user.map(str::to_owned), place.to_owned())), "{text}");
        }
    }

    #[test]
    fn what_would_be_read_on_the_way_is_refused() {
        for (text, says) in [
            ("mail.example.org", "begins with none of smtp://"),
            ("http://mail", "begins with none of"),
            ("smtp-plain://mail.example.org", "this machine alone"),
            ("smtp-plain://127.0.0.1.example.org", "this machine alone"),
            ("smtp://user:s3cret@mail", "has a password in it"),
            ("smtp://", "has no host"),
            ("smtp://mail:0", "port"),
            ("smtp://mail:x", "port"),
            ("smtp://ma il", "no host has"),
            ("smtp://mail\r\nX", "no host has"),
            ("smtp://a%0ab@mail", "cannot be read"),
            ("smtp://a%4@mail", "cannot be read"),
        ] {
            let said = read(text).unwrap_err();
            assert!(said.contains(says) && !said.contains("s3cret"), "{text}: {said}");
        }
    }
}
