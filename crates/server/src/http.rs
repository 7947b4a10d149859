//! What every way in over HTTP shares: the gate, the envelope around each answer, callers, bodies, refusals.

mod asked;
mod attempts;
pub(crate) mod body;
mod caller;
mod coming;
mod cookie;
pub(crate) mod cursor;
mod envelope;
mod evaluating;
mod fields;
mod gate;
mod health;
mod insider;
mod knock;
mod paging;
mod panics;
mod pieces;
mod poured;
mod promises;
mod received;
mod refusal;
mod request_id;
mod routes;
mod same_site;
mod seal;
pub(crate) mod usual;
mod visitor;
mod witnessing;

pub use asked::Machine;
pub use bailiwick_app::sealing::{Key, KeyError};
pub use caller::Peer;
pub use gate::{Gate, GateOptions};
pub use request_id::RequestIds;
pub use routes::router;

pub(crate) use asked::{Asked, DRY_RUN, Named, Pair, Wishes, keep, nothing, one};
pub(crate) use cookie::{Cookie, is_secret};
pub(crate) use evaluating::Asking;
pub(crate) use gate::away;
pub(crate) use insider::Insider;
pub(crate) use knock::Knock;
pub(crate) use paging::Turn;
pub use pieces::{Piece, Pieces};
pub(crate) use received::{Received, json, receive};
pub(crate) use refusal::Refusal;
