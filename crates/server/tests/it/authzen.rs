//! AuthZEN: the certification scenario, searches, batches, and everything that can be wrong with a request.

mod batch;
mod brought;
mod certification;
mod errors;
mod interop;
mod paging;
mod reasons;
