//! Statements that are sent together.

use std::{
    future::Future,
    pin::{Pin, pin},
    task::Poll,
};

use postgres::{Error, Row, Statement, types::ToSql};

use super::driver::Driver;

/// A statement with its parameters.
#[derive(Clone, Copy, Debug)]
pub struct Step<'s> {
    /// The statement.
    pub statement: &'s Statement,
    /// Its parameters.
    pub params: &'s [&'s (dyn ToSql + Sync)],
}

/// The rows that a step has found.
pub type Answered = Vec<Row>;

/// Which of the statements that were sent together was refused first, and why.
#[derive(Debug)]
pub struct Refusal {
    /// Its place; that of the last one is the number of steps.
    pub at: usize,
    /// Why.
    pub error: Error,
}

/// A step under way.
struct Sent<'s> {
    asked: Pin<Box<dyn Future<Output = Result<Answered, Error>> + 's>>,
    rows: Answered,
}

/// Sends all, and returns what the steps found and what came of the last one, or the first refusal.
///
/// Each is encoded and sent when it is polled for the first time. One that cannot even be encoded never reaches the server, which would
/// then have no reason to refuse those behind it (a `commit`, say): so nothing behind a refused one is polled. The server answers in
/// order: once the last has its answer, all have.
pub(super) fn run<T>(
    client: &tokio_postgres::Client,
    driver: &mut Driver,
    steps: &[Step<'_>],
    last: impl Future<Output = Result<T, Error>>,
) -> Result<(Vec<Answered>, T), Refusal> {
    let mut sent: Vec<Sent<'_>> = steps
        .iter()
        .map(|step| Sent { asked: Box::pin(client.query(step.statement, step.params)), rows: Vec::new() })
        .collect();
    let mut last = pin!(last);
    let refused = |at, error| Refusal { at, error };
    let (mut answered, mut is_sent) = (0, false);
    let done = driver.drive(|cx| {
        for (at, one) in sent.iter_mut().enumerate().skip(answered) {
            match one.asked.as_mut().poll(cx) {
                Poll::Ready(Ok(rows)) => (one.rows, answered) = (rows, at + 1),
                Poll::Ready(Err(error)) => return Poll::Ready(Err(refused(at, error))),
                // The first time round, all are sent.
                Poll::Pending if is_sent => return Poll::Pending,
                Poll::Pending => {}
            }
        }
        is_sent = true;
        last.as_mut().poll(cx).map_err(|error| refused(steps.len(), error))
    });
    let last = done.map_err(|error| refused(steps.len(), error))??;
    Ok((sent.into_iter().map(|one| one.rows).collect(), last))
}
