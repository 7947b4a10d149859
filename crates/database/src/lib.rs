//! Where databases are and how they are reached: addresses, PostgreSQL over TLS, and what SQLite has to be taught.
//!
//! Both the store, which Bailiwick owns, and the databases it is connected to are named and reached in the same way, so
//! that a password is hidden and a certificate checked in one place. What is done over a connection is theirs.

mod address;
mod functions;
mod tls;

pub use address::{Address, AddressError, Server};
pub use functions::SqliteFunctions;

use address::Tls;

/// Why a server is not reached.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The named authority cannot be used.
    #[error("{0}")]
    Authority(String),
    /// There is nothing to check the server's certificate against.
    #[error("{0}")]
    Trust(String),
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
        Ok(match &self.tls {
            Tls::Off => self.config.connect(postgres::NoTls)?,
            Tls::Verified(authority) => self.config.connect(tls::connector(authority.as_deref())?)?,
        })
    }
}
