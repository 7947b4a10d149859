//! Why a text is not a domain.

use super::syntax::Span;

/// A fault in a domain or rule expression, with its place and the way to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainError {
    /// Where in the text.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub remedy: String,
    /// Characters before the fault, for the message: people do not count bytes.
    before: usize,
}

impl DomainError {
    pub(crate) fn new(span: Span, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { span, message: message.into(), remedy: remedy.into(), before: span.start as usize }
    }

    /// The same fault, known to be one of `text`.
    pub(super) fn of(mut self, text: &str) -> Self {
        self.before = text.get(..self.span.start as usize).unwrap_or(text).chars().count();
        self
    }

    /// Line and column in `text` where the fault begins, both from 1; columns count characters.
    #[must_use]
    pub fn position(&self, text: &str) -> (usize, usize) {
        let before = text.get(..self.span.start as usize).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }
}

impl std::fmt::Display for DomainError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "at character {}: {}; {}", self.before + 1, self.message, self.remedy)
    }
}

impl std::error::Error for DomainError {}
