//! The calling thread drives the connection for as long as it waits for something.

use std::{
    collections::VecDeque,
    future::{Future, poll_fn},
    pin::{Pin, pin},
    task::{Context, Poll, Waker, ready},
    time::Duration,
};

use futures_util::Stream;
use postgres::{Error, Notification, Row};
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::{AsyncMessage, Config, RowStream, Socket, tls::MakeTlsConnect};

use crate::ConnectError;

/// What comes of the connection next; nothing once it is gone.
type Connection = Box<dyn FnMut(&mut Context<'_>) -> Poll<Option<Result<AsyncMessage, Error>>> + Send>;

pub(super) struct Driver {
    connection: Connection,
    notifications: VecDeque<Notification>,
    runtime: Runtime,
}

impl Driver {
    pub(super) fn connect<T>(config: &Config, tls: T) -> Result<(tokio_postgres::Client, Self), ConnectError>
    where
        T: MakeTlsConnect<Socket>,
        T::Stream: Send + 'static,
    {
        let runtime = Builder::new_current_thread().enable_all().build().map_err(ConnectError::Runtime)?;
        let (client, mut connection) = runtime.block_on(config.connect(tls))?;
        let connection = Box::new(move |cx: &mut Context<'_>| connection.poll_message(cx));
        Ok((client, Self { connection, notifications: VecDeque::new(), runtime }))
    }

    /// What comes of something that was asked of the server.
    pub(super) fn wait<T>(&mut self, asked: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        let mut asked = pin!(asked);
        self.drive(|cx| asked.as_mut().poll(cx))?
    }

    /// Moves bytes to and fro until `done` says so.
    pub(super) fn drive<T>(&mut self, mut done: impl FnMut(&mut Context<'_>) -> Poll<T>) -> Result<T, Error> {
        let Self { connection, notifications, runtime } = self;
        runtime.block_on(poll_fn(|cx| {
            if let Poll::Ready(Err(error)) = pump(connection, notifications, cx) {
                return Poll::Ready(Err(error));
            }
            // Where the connection is gone, whatever waits for it is told so by the driver.
            done(cx).map(Ok)
        }))
    }

    /// The next thing that the server has told; nothing when the time is up or the connection is gone.
    pub(super) fn notified(&mut self, timeout: Duration) -> Result<Option<Notification>, Error> {
        let Self { connection, notifications, runtime } = self;
        let mut up = {
            let _inside = runtime.enter();
            Box::pin(tokio::time::sleep(timeout))
        };
        runtime.block_on(poll_fn(|cx| {
            if let Some(told) = notifications.pop_front() {
                return Poll::Ready(Ok(Some(told)));
            }
            let gone = pump(connection, notifications, cx);
            match (notifications.pop_front(), gone) {
                (Some(told), _) => return Poll::Ready(Ok(Some(told))),
                (None, Poll::Ready(gone)) => return Poll::Ready(gone.map(|()| None)),
                (None, Poll::Pending) => {}
            }
            ready!(up.as_mut().poll(cx));
            Poll::Ready(Ok(None))
        }))
    }
}

/// Moves what can be moved. It is ready once the connection is gone.
fn pump(
    connection: &mut Connection,
    notifications: &mut VecDeque<Notification>,
    cx: &mut Context<'_>,
) -> Poll<Result<(), Error>> {
    loop {
        match ready!(connection(cx)) {
            Some(Ok(AsyncMessage::Notification(told))) => notifications.push_back(told),
            // What the server remarks is for its own log.
            Some(Ok(_)) => {}
            Some(Err(error)) => return Poll::Ready(Err(error)),
            None => return Poll::Ready(Ok(())),
        }
    }
}

impl Drop for Driver {
    /// Nobody can send anything any more, so the connection says goodbye and ends.
    fn drop(&mut self) {
        let Self { connection, notifications, runtime } = self;
        // How it ends makes no difference.
        drop(runtime.block_on(poll_fn(|cx| pump(connection, notifications, cx))));
    }
}

/// Rows, as they arrive.
pub struct Rows<'c> {
    driver: &'c mut Driver,
    stream: Pin<Box<RowStream>>,
}

impl<'c> Rows<'c> {
    pub(super) fn new(driver: &'c mut Driver, stream: RowStream) -> Self {
        Self { driver, stream: Box::pin(stream) }
    }

    /// The next row, if there is one.
    ///
    /// # Errors
    /// When the server stops half-way.
    #[allow(
        clippy::should_implement_trait,
        reason = "an iterator of rows would hide that reading on may fail"
    )]
    pub fn next(&mut self) -> Result<Option<Row>, Error> {
        let Self { driver, stream } = self;
        // Rows come in handfuls: most are here already, and nothing need be driven for them.
        match stream.as_mut().poll_next(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(row) => row.transpose(),
            Poll::Pending => driver.drive(|cx| stream.as_mut().poll_next(cx))?.transpose(),
        }
    }
}

impl std::fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").finish_non_exhaustive()
    }
}
