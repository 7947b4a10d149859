//! Bodies that are read as they come, by work beside the threads that answer: nobody ever holds one whole.

use std::{
    io::{self, BufRead, Read},
    sync::Arc,
};

use axum::body::{Body, Bytes};
use bailiwick_app::administration::{Administration, Ctx, Done, Refused};
use tokio::sync::mpsc;

use super::{Asked, Gate, Refusal, body::piece, gate::away};

/// Pieces that wait to be read.
const WAITING: usize = 4;

/// A body that is still to come.
pub(crate) struct Coming {
    pub(super) body: Body,
    pub(super) limit: usize,
}

/// What comes, for whoever reads and waits. It ends well only with the news that nothing follows.
pub(crate) struct Inflow {
    pieces: mpsc::Receiver<Option<Bytes>>,
    piece: Bytes,
    ended: bool,
}

impl Asked {
    /// Makes sure that the address asked for nothing else, and has the work read the body while it comes.
    pub(crate) async fn receive<T: Send + 'static>(
        self,
        gate: &Gate,
        coming: Coming,
        work: impl FnOnce(&Administration, &Ctx, Inflow) -> Result<Done<T>, Refused> + Send + 'static,
    ) -> Result<Done<T>, Refusal> {
        let (administration, ctx, _) = match self.checked() {
            Ok(checked) => checked,
            Err(refusal) => return Err(coming.unread(refusal).await),
        };
        let place = Arc::clone(&gate.receipts).acquire_owned().await.map_err(|_| Refusal::not_ready())?;
        let (sender, pieces) = mpsc::channel(WAITING);
        let inflow = Inflow { pieces, piece: Bytes::new(), ended: false };
        let work = away(move || {
            let _place = place;
            work(&administration, &ctx, inflow)
        });
        let (come, done) = tokio::join!(coming.pass_on(sender), work);
        // What is wrong with the body says more than what came of half of it.
        come?;
        done?.map_err(Refusal::from)
    }
}

impl Coming {
    /// What is refused before it is read. It is taken in all the same, because callers listen only when they have said everything.
    pub(crate) async fn unread(mut self, refusal: Refusal) -> Refusal {
        let mut length = 0_usize;
        while let Ok(Some(piece)) = piece(&mut self.body).await {
            length = length.saturating_add(piece.len());
            if length > self.limit {
                break;
            }
        }
        refusal
    }

    /// Passes the pieces on, to the end, even when nobody reads them any more because the whole was refused.
    async fn pass_on(mut self, to: mpsc::Sender<Option<Bytes>>) -> Result<(), Refusal> {
        let mut length = 0_usize;
        while let Some(piece) = piece(&mut self.body).await? {
            length = length.saturating_add(piece.len());
            if length > self.limit {
                return Err(Refusal::too_long(self.limit));
            }
            if !piece.is_empty() {
                drop(to.send(Some(piece)).await);
            }
        }
        drop(to.send(None).await);
        Ok(())
    }
}

impl Read for Inflow {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Inflow {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.piece.is_empty() && !self.ended {
            match self.pieces.blocking_recv() {
                Some(Some(piece)) => self.piece = piece,
                Some(None) => self.ended = true,
                None => {
                    let why = "the body ended before it was complete";
                    return Err(io::Error::new(io::ErrorKind::UnexpectedEof, why));
                }
            }
        }
        Ok(&self.piece)
    }

    fn consume(&mut self, count: usize) {
        drop(self.piece.split_to(count.min(self.piece.len())));
    }
}
