//! Everything in one portable file: a logical archive, the same for both databases.
//!
//! [`write`] reads one state of every table, [`verify`] reads an archive from its first byte to its last, and [`load`]
//! makes a database what an archive says. An archive of an earlier schema is [brought up to date](bring_up_to_date) first,
//! by the migrations themselves. `docs/backup.md` describes the format.

mod archive;
mod cell;
mod earlier;
mod error;
mod load;
mod read;
mod tables;
mod write;

pub use archive::{FORMAT, Manifest, Schema, Summary};
pub use earlier::bring_up_to_date;
pub use error::ArchiveError;
pub(crate) use load::STATEMENTS;
pub use load::{counts, is_unused, load, set_revision};
pub use read::{manifest, verify};
pub(crate) use tables::SHAPES;
pub use write::{Made, write};

/// Is told, now and then, which table is being worked on and how many rows have been done in all.
pub type Told<'t> = &'t mut dyn FnMut(&str, u64);

/// How many rows lie between two words about them.
const TOLD_EVERY: u64 = 10_000;
