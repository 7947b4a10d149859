//! What long work tells about itself while it runs.

/// How far a use case has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress<'a> {
    /// What is being done, as in `reading`.
    pub stage: &'a str,
    /// How much of it is done.
    pub done: usize,
    /// How much there is to do.
    pub total: usize,
}
