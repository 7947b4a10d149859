//! AuthZEN Authorization API 1.0: questions and answers of a policy decision point, as JSON.
//!
//! Requests are read in one pass into borrowed text; attributes stay raw until somebody asks for them. Members that
//! the API does not know are ignored. Known members that are missing, repeated or of the wrong type are refused
//! with their place ([`RequestError`]), `null` counting as a wrong type. Answers carry nothing beyond the letter of
//! the API unless the caller puts it there: clients compare them as text.

mod answer;
mod entity;
mod envelope;
mod error;
mod evaluation;
mod metadata;
mod page;
mod scan;
mod search;
mod trail;
mod word;

pub use self::{
    answer::{ActionFound, Decision, EntityFound, EvaluationsAnswer, PageAnswer, SearchAnswer},
    entity::{Action, Entity, Object, Sought},
    error::RequestError,
    evaluation::{Batch, EvaluationRequest, EvaluationsRequest, Semantic},
    metadata::{Endpoint, Metadata, UnusableBase},
    page::{Page, PageToken},
    search::{ActionSearch, ResourceSearch, SubjectSearch},
};

/// How much a request may ask of its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Length of the body.
    pub bytes: usize,
    /// Objects and lists inside each other.
    pub depth: usize,
    /// Items of a batch.
    pub items: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 1 << 20, depth: 32, items: 1_000 }
    }
}
