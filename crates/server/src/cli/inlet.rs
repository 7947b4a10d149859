//! Where long input comes from: a file or standard input, read while it is sent, so that nobody ever holds it whole.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use axum::body::{Body, Bytes};
use bailiwick_server::http::{Piece, Pieces};
use tokio::sync::mpsc;

use super::Trouble;

/// Bytes of a piece.
const PIECE: usize = 64 * 1024;
/// Most bytes of a table, as a server takes them. A server that refuses a longer one does not read on, and then whoever still sends may not get to hear why.
const MOST: usize = 64 << 20;
/// Pieces that wait to be sent.
const WAITING: usize = 4;

/// Something to be sent as a body.
pub(crate) struct Inlet {
    pub(super) body: Body,
    pub(super) fault: Fault,
}

/// Why reading broke off, if it did.
#[derive(Clone, Default)]
pub(crate) struct Fault(Arc<Mutex<Option<String>>>);

impl Inlet {
    /// The file of this name; `-` is standard input.
    pub(crate) fn open(path: &Path) -> Result<Self, Trouble> {
        let name = path.display().to_string();
        let from: Box<dyn Read + Send> = match path.as_os_str() == "-" {
            true => Box::new(io::stdin()),
            false => Box::new(File::open(path).map_err(|error| Trouble::Usage(unreadable(&name, &error)))?),
        };
        let (sender, pieces) = mpsc::channel(WAITING);
        let fault = Fault::default();
        let noted = fault.clone();
        // Nobody waits for it: where the rest is not wanted any more, it finds nobody to give it to.
        std::thread::spawn(move || pass_on(from, &sender, |error| noted.note(unreadable(&name, error))));
        Ok(Self { body: Body::new(Pieces::new(None, pieces, |error| error)), fault })
    }
}

impl Fault {
    /// What came of sending it; why it could not be read says more than what became of half of it.
    pub(super) fn or<T>(&self, sent: Result<T, Trouble>) -> Result<T, Trouble> {
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(text) => Err(Trouble::Usage(text)),
            None => sent,
        }
    }

    fn note(&self, text: String) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(text);
    }
}

/// Reads to the end, or as long as somebody takes what is read.
fn pass_on(mut from: impl Read, to: &mpsc::Sender<Piece<io::Error>>, fault: impl Fn(&io::Error)) {
    let mut buffer = vec![0; PIECE];
    let mut sent = 0;
    loop {
        let piece = match from.read(&mut buffer) {
            Ok(length) if sent + length > MOST => {
                let error = io::Error::other(format!("it has more than {MOST} bytes; send it in parts"));
                fault(&error);
                Err(error)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => {
                fault(&error);
                Err(error)
            }
            Ok(0) => Ok(None),
            Ok(length) => {
                sent += length;
                Ok(Some(Bytes::copy_from_slice(buffer.get(..length).unwrap_or_default())))
            }
        };
        let is_last = !matches!(piece, Ok(Some(_)));
        if to.blocking_send(piece).is_err() || is_last {
            return;
        }
    }
}

fn unreadable(name: &str, error: &io::Error) -> String {
    format!("{name} cannot be read: {error}")
}
