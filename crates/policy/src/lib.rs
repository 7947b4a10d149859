//! The decision engine of Bailiwick.
//!
//! Pure and synchronous: it does no IO, reads no clock and holds no cache of answers. A [`Snapshot`] is compiled from a
//! policy and a directory; an [`Asker`] is a user at a [`Moment`]; it [checks](Asker::check) single records,
//! [filters](Asker::filter) lists and explains itself.

mod asker;
pub mod calendar;
mod decide;
pub mod domain;
pub mod filter;
mod listing;
mod moment;
mod place;
mod problem;
pub mod records;
pub mod schema;
mod snapshot;

pub use asker::{AskError, Asker, Attributes, attribute_from_json};
pub use decide::{Reason, RuleNumber, Verdict};
pub use moment::Moment;
pub use problem::{Problem, Problems};
pub use snapshot::{DirectoryRecords, Snapshot, UserNumber};
