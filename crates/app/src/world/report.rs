//! What came of trying a world's expectations.

use std::fmt;

use serde::Serialize;

/// The result of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WorldReport {
    /// How many came out as expected.
    pub passed: usize,
    /// Those that did not, in the order of the file.
    pub failures: Vec<Failure>,
}

/// An expectation that did not come true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// `file:line`, or the file and the expectation's number where the text has no lines to tell.
    pub place: String,
    /// What was asked.
    pub asked: String,
    /// What should have come out.
    pub wanted: String,
    /// What did.
    pub got: String,
    /// How it came about, one sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<String>,
    /// What the expectation says about itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.asked)?;
        if let Some(note) = &self.note {
            write!(f, " ({note})")?;
        }
        write!(f, "\n  wanted: {}\n  got:    {}", self.wanted, self.got)?;
        self.why.iter().try_for_each(|line| write!(f, "\n          {}", line.replace('\n', "\n          ")))
    }
}

/// How one expectation was judged.
pub(super) struct Judgement {
    pub(super) passed: bool,
    pub(super) asked: String,
    pub(super) wanted: String,
    pub(super) got: String,
    pub(super) why: Vec<String>,
}

impl Judgement {
    /// Passed when wanted and got read the same.
    pub(super) fn of(asked: String, wanted: String, got: String, why: Vec<String>) -> Self {
        Self { passed: wanted == got, asked, wanted, got, why }
    }
}
