//! A body that is written elsewhere, piece by piece. It ends well only with the news that nothing follows, so that nobody takes what broke off for the
//! whole.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};

use axum::body::Bytes;
use hyper::body::{Body, Frame};
use tokio::sync::mpsc::Receiver;

/// A piece, the news that nothing follows, or why it broke off.
pub type Piece<E> = Result<Option<Bytes>, E>;

/// What comes in pieces.
pub struct Pieces<E> {
    /// One that was waited for already.
    first: Option<Piece<E>>,
    rest: Receiver<Piece<E>>,
    ended: bool,
    /// What a fault is called for whoever takes the body.
    called: fn(E) -> io::Error,
}

impl<E> Pieces<E> {
    /// As they come.
    #[must_use]
    pub fn new(first: Option<Piece<E>>, rest: Receiver<Piece<E>>, called: fn(E) -> io::Error) -> Self {
        Self { first, rest, ended: false, called }
    }
}

impl<E: Unpin> Body for Pieces<E> {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let piece = match self.first.take() {
            Some(first) => Some(first),
            None => ready!(self.rest.poll_recv(context)),
        };
        self.ended = !matches!(piece, Some(Ok(Some(_))));
        Poll::Ready(match piece {
            Some(Ok(bytes)) => bytes.map(|bytes| Ok(Frame::data(bytes))),
            Some(Err(fault)) => Some(Err((self.called)(fault))),
            None => Some(Err(io::ErrorKind::UnexpectedEof.into())),
        })
    }
}
