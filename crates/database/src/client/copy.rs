//! Very many rows at once, through the server's binary bulk channel.

use std::pin::Pin;

use postgres::{
    Error,
    types::{ToSql, Type},
};
use tokio_postgres::binary_copy::BinaryCopyInWriter;

use super::driver::Driver;

/// An open bulk channel. What was written is there once it is finished; dropped before, none of it is.
pub struct CopyIn<'c> {
    driver: &'c mut Driver,
    writer: Pin<Box<BinaryCopyInWriter>>,
}

impl<'c> CopyIn<'c> {
    pub(super) fn open(
        client: &tokio_postgres::Client,
        driver: &'c mut Driver,
        text: &str,
        types: &[Type],
    ) -> Result<Self, Error> {
        let sink = driver.wait(client.copy_in(text))?;
        Ok(Self { driver, writer: Box::pin(BinaryCopyInWriter::new(sink, types)) })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// When a value does not fit its type, or the server is gone.
    pub fn write(&mut self, values: &[&(dyn ToSql + Sync)]) -> Result<(), Error> {
        let Self { driver, writer } = self;
        driver.wait(writer.as_mut().write(values))
    }

    /// Ends the channel, and says how many rows the server has taken.
    ///
    /// # Errors
    /// When the server refuses a row, or is gone.
    pub fn finish(mut self) -> Result<u64, Error> {
        self.driver.wait(self.writer.as_mut().finish())
    }
}

impl std::fmt::Debug for CopyIn<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CopyIn").finish_non_exhaustive()
    }
}
