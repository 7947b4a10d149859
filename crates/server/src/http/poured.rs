//! Answers that are longer than anybody should keep in memory: written piece by piece by a thread of their own, as fast as the
//! caller takes them.

use std::{
    io::{self, Write},
    sync::Arc,
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, header},
    response::Response,
};
use bailiwick_app::administration::{Administration, Ctx, Refused};
use tokio::{runtime::Handle, sync::mpsc, time::timeout};

use super::{
    Asked, Gate, Insider, Refusal,
    pieces::{Piece, Pieces},
};

/// Bytes of a piece.
const PIECE: usize = 64 * 1024;
/// Pieces that wait for the caller.
const WAITING: usize = 4;
/// How long a caller may take over a piece: meanwhile he keeps a connection of the database.
const PATIENCE: Duration = Duration::from_secs(60);

/// Takes what is written, and hands it on in pieces. The first flush begins the answer: from then on nothing can be refused.
pub(crate) struct Spout {
    pieces: mpsc::Sender<Piece<Refused>>,
    runtime: Handle,
    piece: Vec<u8>,
}

impl Asked {
    /// Makes sure that the address asked for nothing else, and answers with what the work writes. What is refused before the
    /// answer begins is a refusal like any other; what goes wrong later breaks the answer off.
    pub(crate) async fn pour(
        self,
        gate: &Gate,
        kind: &'static str,
        name: &str,
        work: impl FnOnce(&Administration, &Ctx, Spout) -> Result<(), Refused> + Send + 'static,
    ) -> Result<Response, Refusal> {
        let (administration, ctx, _) = self.checked()?;
        poured(gate, (administration, ctx), kind, name, work).await
    }
}

impl Insider {
    /// The same for somebody who looks at pages.
    pub(crate) async fn pour(
        &self,
        gate: &Gate,
        kind: &'static str,
        name: &str,
        work: impl FnOnce(&Administration, &Ctx, Spout) -> Result<(), Refused> + Send + 'static,
    ) -> Result<Response, Refusal> {
        let administration = gate.administration.clone().ok_or_else(Refusal::not_found)?;
        poured(gate, (administration, self.ctx.clone()), kind, name, work).await
    }
}

async fn poured(
    gate: &Gate,
    (administration, ctx): (Administration, Ctx),
    kind: &'static str,
    name: &str,
    work: impl FnOnce(&Administration, &Ctx, Spout) -> Result<(), Refused> + Send + 'static,
) -> Result<Response, Refusal> {
    let place = Arc::clone(&gate.pours).acquire_owned().await.map_err(|_| Refusal::not_ready())?;
    let (pieces, mut stream) = mpsc::channel(WAITING);
    let runtime = Handle::current();
    tokio::task::spawn_blocking(move || {
        let _place = place;
        let spout = Spout { pieces: pieces.clone(), runtime: runtime.clone(), piece: Vec::new() };
        let end = work(&administration, &ctx, spout).map(|()| None);
        if let Err(refused) = &end {
            tracing::debug!(%refused, "a long answer was refused, or broke off");
        }
        // Whoever has gone is told nothing, and knows it.
        drop(runtime.block_on(timeout(PATIENCE, pieces.send(end))));
    });
    let first = match stream.recv().await {
        Some(Err(refused)) => return Err(refused.into()),
        Some(piece) => Some(piece),
        None => return Err(Refusal::broken()),
    };
    let mut response =
        Response::new(Body::new(Pieces::new(first, stream, |refused| io::Error::other(refused.to_string()))));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

impl Spout {
    fn send(&mut self) -> io::Result<()> {
        let piece = Ok(Some(Bytes::from(std::mem::take(&mut self.piece))));
        match self.runtime.block_on(timeout(PATIENCE, self.pieces.send(piece))) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::Error::new(io::ErrorKind::BrokenPipe, "the caller has gone")),
            Err(_) => Err(io::Error::new(io::ErrorKind::TimedOut, "the caller takes too long")),
        }
    }
}

impl Write for Spout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send()
    }
}
