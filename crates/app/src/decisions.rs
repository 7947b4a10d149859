//! Decisions, shaped for callers: names and plain values in, plain values out.
//!
//! A way in builds a [`Query`] and gives it to an [`Evaluator`], which answers any number of them from one state at one
//! moment. [`Evaluator::evaluate`] says yes or no; the other questions ([`explain`](Evaluator::explain),
//! [`fields`](Evaluator::fields), [`filter`](Evaluator::filter), [`abilities`](Evaluator::abilities), the searches) are
//! asked of the same query, so that all ways in read the same words alike.

mod assume;
mod caller;
mod check;
mod closure;
mod error;
mod evaluator;
mod fields;
mod filter;
mod found;
mod known;
mod matching;
mod query;
mod reverse;
mod seen;

pub use assume::{Assumption, People, assume};
pub use caller::{Caller, Person};
pub use check::{Answer, Facts, Why};
pub use error::DecisionError;
pub use evaluator::Evaluator;
pub use fields::{FieldsAnswer, FieldsWanted};
pub use filter::{FilterAnswer, FilterWanted, SqlText, SqlWanted};
pub use matching::Match;
pub use query::{Brought, Given, Query};
pub use reverse::{AbilitiesAnswer, Slice};
pub use seen::Seen;
pub(crate) use seen::{found, shown};
