//! Electronic mail: messages, and the server that they are handed to.
//!
//! A message has two parts, text and HTML, and headers that nobody can add to: addresses and subjects are checked or encoded, never
//! pasted. It goes out over TLS, or to this very machine.

mod message;
mod url;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use lettre::{
    SmtpTransport, Transport,
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, CertificateStore, Tls, TlsParametersBuilder},
    },
};

pub use message::{Mail, MailSender};
pub(crate) use url::is_loopback;
pub use url::{MailEncryption, MailUrl, MailUrlError};

/// How a mail server is reached.
#[derive(Clone)]
pub struct MailServer {
    /// Where it is, and as whom.
    pub url: MailUrl,
    /// The password, when a user is named.
    pub password: Option<String>,
    /// The authority that signed the server's certificate, instead of the system's.
    pub ca_file: Option<PathBuf>,
    /// How long to wait for each of its answers.
    pub patience: Duration,
}

/// Hands messages to a mail server.
pub struct Mailer {
    transport: SmtpTransport,
    place: String,
}

/// What is in the way of mail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The configuration is of no use.
    #[error("{0}")]
    Configuration(String),
    /// This message cannot be one.
    #[error("{0}")]
    Message(String),
    /// The server will never take it.
    #[error("the mail server {place} refuses: {why}")]
    Refused {
        /// Which server.
        place: String,
        /// Its words.
        why: String,
    },
    /// The server cannot be reached, or does not take it now.
    #[error("the mail server {place}: {why}")]
    Passing {
        /// Which server.
        place: String,
        /// What is wrong.
        why: String,
    },
}

impl MailError {
    /// Whether it goes no better later.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Message(_) | Self::Refused { .. })
    }
}

impl Mailer {
    /// What hands messages to this server. Nothing is opened yet.
    ///
    /// # Errors
    /// [`MailError::Configuration`] when the certificate cannot be read, or a password is missing.
    pub fn new(server: &MailServer) -> Result<Self, MailError> {
        let MailServer { url, password, ca_file, patience } = server;
        let tls = || {
            let mut builder = TlsParametersBuilder::new(url.host().to_owned());
            if let Some(path) = ca_file {
                builder =
                    builder.certificate_store(CertificateStore::None).add_root_certificate(authority(path)?);
            }
            builder.build_rustls().map_err(|error| MailError::Configuration(chain(&error)))
        };
        let tls = match url.encryption() {
            MailEncryption::StartTls => Tls::Required(tls()?),
            MailEncryption::Tls => Tls::Wrapper(tls()?),
            MailEncryption::None => Tls::None,
        };
        let mut builder =
            SmtpTransport::builder_dangerous(url.host()).port(url.port()).tls(tls).timeout(Some(*patience));
        if let Some(user) = url.user() {
            let password = password.clone().ok_or_else(|| {
                MailError::Configuration(format!("there is no password for {user} at {}", url.place()))
            })?;
            builder = builder.credentials(Credentials::new(user.to_owned(), password));
        }
        Ok(Self { transport: builder.build(), place: url.place() })
    }

    /// Hands a message over.
    ///
    /// # Errors
    /// See [`MailError`].
    pub fn send(&self, sender: &MailSender, mail: &Mail<'_>) -> Result<(), MailError> {
        let message = message::built(sender, mail)?;
        self.transport.send(&message).map(drop).map_err(|error| self.failure(&error))
    }

    /// Makes sure that the server answers and lets us in, without sending anything.
    ///
    /// # Errors
    /// See [`MailError`].
    pub fn reach(&self) -> Result<(), MailError> {
        match self.transport.test_connection() {
            Ok(true) => Ok(()),
            Ok(false) => Err(MailError::Passing {
                place: self.place.clone(),
                why: "it does not answer as a mail server does".to_owned(),
            }),
            Err(error) => Err(self.failure(&error)),
        }
    }

    /// Host and port of the server, for people.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    fn failure(&self, error: &lettre::transport::smtp::Error) -> MailError {
        let (place, why) = (self.place.clone(), chain(error));
        // A server that refuses our password, or to talk to us, may do better once somebody has mended it.
        let ours = error.status().is_some_and(|code| {
            let code = code.to_string();
            ["530", "534", "535", "538", "421", "454"].contains(&code.as_str())
        });
        if error.is_permanent() && !ours {
            MailError::Refused { place, why }
        } else {
            MailError::Passing { place, why }
        }
    }
}

/// The certificates of a file; one without any would have every server refused, and nobody would know why.
fn authority(path: &Path) -> Result<Certificate, MailError> {
    let wrong = |why: String| MailError::Configuration(format!("{}: {why}", path.display()));
    let pem = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    if !pem.contains("-----BEGIN CERTIFICATE-----") {
        return Err(wrong("it holds no certificate; name a PEM file".to_owned()));
    }
    Certificate::from_pem(pem.as_bytes()).map_err(|error| wrong(chain(&error)))
}

/// An error with its causes, each said once.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let said = next.to_string();
        if !text.contains(&said) {
            text = format!("{text}: {said}");
        }
        cause = next.source();
    }
    text
}
