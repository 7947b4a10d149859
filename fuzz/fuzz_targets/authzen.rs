//! The bodies of AuthZEN requests.

#![no_main]

use bailiwick_protocol::authzen::{
    ActionSearch, EvaluationRequest, EvaluationsRequest, Limits, ResourceSearch, SubjectSearch,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let limits = Limits::default();
    let _ = EvaluationRequest::read(body, &limits);
    if let Ok(EvaluationsRequest::Batch(batch)) = EvaluationsRequest::read(body, &limits) {
        batch.items().for_each(|item| drop(item));
    }
    let _ = SubjectSearch::read(body, &limits);
    let _ = ResourceSearch::read(body, &limits);
    let _ = ActionSearch::read(body, &limits);
});
