//! The decision engine of Bailiwick.
//!
//! Pure and synchronous: it does no IO, reads no clock and holds no cache of answers. A [`Snapshot`] is compiled from a
//! policy and a directory; an [`Asker`] is a user at a [`Moment`]; it [checks](Asker::check) single records,
//! [filters](Asker::filter) lists and explains itself.

mod asker;
pub mod calendar;
mod comparison;
mod decide;
pub mod domain;
mod explain;
mod fields;
pub mod filter;
mod holding;
mod listing;
mod moment;
mod names;
mod overrides;
mod permission;
mod place;
mod problem;
pub mod records;
mod refusal;
mod reverse;
pub mod schema;
mod searching;
mod snapshot;
mod telling;

pub use asker::{AskError, Asker, Attributes, attribute_from_json};
pub use comparison::{Changed, Comparison, Difference, Extent, Level, RecordsDifference, Standing, Touched};
pub use decide::{Reason, RuleNumber, Verdict};
pub use explain::{Explanation, LineState, LineTrace, OverrideTrace, RuleTrace};
pub use fields::FieldAccess;
pub use holding::{Beyond, Claim, UnknownRole, Within};
pub use moment::Moment;
pub use problem::{Problem, Problems};
pub use reverse::{Abilities, Deed};
pub use searching::SearchError;
pub use snapshot::{Belonging, Coverage, DirectoryRecords, Snapshot, UserNumber};
pub use telling::{Cause, Held, Limit, Missing, Origin};
