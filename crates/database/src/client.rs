//! A PostgreSQL connection for code that blocks, on which several statements are sent before the first is answered.
//!
//! The driver is asynchronous; here the calling thread drives it for as long as it waits. A way to the server and back costs more than
//! most statements do, so statements that need not wait for each other go together: see [`Client::query`].

mod copy;
mod driver;
mod pipeline;

use std::{future::Future, pin::pin, task::Poll, time::Duration};

use postgres::{Error, Notification, Statement, types::Type};
use tokio_postgres::{Config, Socket, tls::MakeTlsConnect};

pub use copy::CopyIn;
use driver::Driver;
pub use driver::Rows;
pub use pipeline::{Answered, Refusal, Step};

use crate::ConnectError;

/// A connection of its own. It is closed when it is dropped.
pub struct Client {
    // Before the driver, which can say goodbye to the server only when nobody can send anything any more.
    client: tokio_postgres::Client,
    driver: Driver,
    trips: u64,
}

impl Client {
    pub(crate) fn connect<T>(config: &Config, tls: T) -> Result<Self, ConnectError>
    where
        T: MakeTlsConnect<Socket>,
        T::Stream: Send + 'static,
    {
        let (client, driver) = Driver::connect(config, tls)?;
        Ok(Self { client, driver, trips: 0 })
    }

    /// Whether the connection is gone.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// How often something was sent and its answer waited for.
    #[must_use]
    pub fn trips(&self) -> u64 {
        self.trips
    }

    /// Has the server understand a statement.
    ///
    /// # Errors
    /// When it does not, or is gone.
    pub fn prepare(&mut self, text: &str) -> Result<Statement, Error> {
        self.trips += 1;
        self.driver.wait(self.client.prepare(text))
    }

    /// Runs statements without parameters, parted by semicolons.
    ///
    /// # Errors
    /// When the server refuses one, or is gone.
    pub fn batch(&mut self, text: &str) -> Result<(), Error> {
        self.trips += 1;
        self.driver.wait(self.client.batch_execute(text))
    }

    /// Sends statements without parameters, and does not wait for what comes of them: nobody is told.
    ///
    /// # Errors
    /// When the server is gone.
    pub fn send(&mut self, text: &str) -> Result<(), Error> {
        let mut sent = pin!(self.client.batch_execute(text));
        let mut is_begun = false;
        self.driver.drive(|cx| {
            if is_begun {
                return Poll::Ready(());
            }
            is_begun = true;
            // It is on its way to the connection now, which wakes this once more when it has sent it on.
            match sent.as_mut().poll(cx) {
                Poll::Ready(_) => Poll::Ready(()),
                Poll::Pending => {
                    cx.waker().wake_by_ref();
                    Poll::Pending
                }
            }
        })
    }

    /// Sends `steps` and then a statement, all at once, and returns what the steps found and the rows of the last statement as they
    /// arrive. When a step is refused, what comes behind it is refused too, as it is in every transaction.
    ///
    /// # Errors
    /// The first refusal, with its place.
    pub fn query(
        &mut self,
        steps: &[Step<'_>],
        last: &Step<'_>,
    ) -> Result<(Vec<Answered>, Rows<'_>), Refusal> {
        self.trips += 1;
        let params = last.params.iter().copied();
        let sent = self.client.query_raw(last.statement, params);
        let (answers, stream) = pipeline::run(&self.client, &mut self.driver, steps, sent)?;
        Ok((answers, Rows::new(&mut self.driver, stream)))
    }

    /// As [`Client::query`], for a statement of which only the number of rows is wanted.
    ///
    /// # Errors
    /// As for [`Client::query`].
    pub fn execute(&mut self, steps: &[Step<'_>], last: &Step<'_>) -> Result<(Vec<Answered>, u64), Refusal> {
        self.trips += 1;
        let sent = self.client.execute_raw(last.statement, last.params.iter().copied());
        pipeline::run(&self.client, &mut self.driver, steps, sent)
    }

    /// As [`Client::query`], with statements without parameters behind the steps: a `commit`, say, which a server that has refused a step
    /// takes for a `rollback`.
    ///
    /// # Errors
    /// As for [`Client::query`].
    pub fn batch_after(&mut self, steps: &[Step<'_>], text: &str) -> Result<Vec<Answered>, Refusal> {
        self.trips += 1;
        let sent = self.client.batch_execute(text);
        pipeline::run(&self.client, &mut self.driver, steps, sent).map(|(answers, ())| answers)
    }

    /// As [`Client::query`], for steps alone. Where there are none, there is nothing to wait for.
    ///
    /// # Errors
    /// As for [`Client::query`].
    pub fn run(&mut self, steps: &[Step<'_>]) -> Result<Vec<Answered>, Refusal> {
        let Some((last, before)) = steps.split_last() else { return Ok(Vec::new()) };
        self.trips += 1;
        let sent = self.client.query(last.statement, last.params);
        let (mut answers, rows) = pipeline::run(&self.client, &mut self.driver, before, sent)?;
        answers.push(rows);
        Ok(answers)
    }

    /// Opens the binary bulk channel that a `copy … from stdin binary` speaks of, for rows of these types.
    ///
    /// # Errors
    /// When the server refuses, or is gone.
    pub fn copy_in(&mut self, text: &str, types: &[Type]) -> Result<CopyIn<'_>, Error> {
        CopyIn::open(&self.client, &mut self.driver, text, types)
    }

    /// What the server has told whoever listens, as soon as there is something; nothing when the time is up or the connection is gone.
    ///
    /// # Errors
    /// When the connection fails.
    pub fn notified(&mut self, timeout: Duration) -> Result<Option<Notification>, Error> {
        self.driver.notified(timeout)
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("is_closed", &self.is_closed()).finish_non_exhaustive()
    }
}
