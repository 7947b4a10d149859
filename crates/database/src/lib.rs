//! Where databases are and how they are reached: addresses, PostgreSQL over TLS, and what SQLite has to be taught.
//!
//! Both the store, which Bailiwick owns, and the databases it is connected to are named and reached in the same way, so
//! that a password is hidden and a certificate checked in one place. What is done over a connection is theirs.

mod address;
pub mod client;
mod functions;
mod tls;

pub use address::{Address, AddressError, Server};
pub use functions::SqliteFunctions;

use address::Tls;
use client::Client;

/// Why a server is not reached.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The named authority cannot be used.
    #[error("{0}")]
    Authority(String),
    /// There is nothing to check the server's certificate against.
    #[error("{0}")]
    Trust(String),
    /// There is nothing to drive a connection with.
    #[error("the system gives nothing to wait for a connection with: {0}")]
    Runtime(std::io::Error),
    /// The driver's own error.
    #[error(transparent)]
    Driver(#[from] postgres::Error),
}

impl Server {
    /// A connection of its own.
    ///
    /// # Errors
    /// See [`ConnectError`].
    pub fn connect(&self) -> Result<postgres::Client, ConnectError> {
        let config = postgres::Config::from(self.config.clone());
        Ok(match &self.tls {
            Tls::Off => config.connect(postgres::NoTls)?,
            Tls::Verified(authority) => config.connect(tls::connector(authority.as_deref())?)?,
        })
    }

    /// A connection of its own that sends several statements before the first is answered.
    ///
    /// # Errors
    /// See [`ConnectError`].
    pub fn open(&self) -> Result<Client, ConnectError> {
        match &self.tls {
            Tls::Off => Client::connect(&self.config, postgres::NoTls),
            Tls::Verified(authority) => Client::connect(&self.config, tls::connector(authority.as_deref())?),
        }
    }
}
