//! Where in a file something stands.

use std::{fmt, sync::Arc};

use serde::{Serialize, Serializer};

/// A file and a line, printed `path:line`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as the caller named it.
    pub path: Arc<str>,
    /// The line, counted from 1.
    pub line: u32,
}

impl Place {
    pub(super) fn new(path: &str, line: u32) -> Self {
        Self { path: Arc::from(path), line }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.path, self.line)
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Turns byte positions of one file into places. The XML reader would count lines from the start each time, which a
/// large file turns into minutes.
pub(super) struct Lines {
    path: Arc<str>,
    ends: Vec<usize>,
}

impl Lines {
    pub(super) fn new(path: &str, text: &str) -> Self {
        Self { path: Arc::from(path), ends: text.match_indices('\n').map(|(at, _)| at).collect() }
    }

    pub(super) fn at(&self, position: usize) -> Place {
        let before = self.ends.partition_point(|end| *end < position);
        Place { path: Arc::clone(&self.path), line: line_number(before) }
    }
}

/// The line of a byte position, when only one is wanted.
pub(super) fn line_of(text: &str, position: usize) -> u32 {
    line_number(text.bytes().take(position).filter(|b| *b == b'\n').count())
}

fn line_number(lines_before: usize) -> u32 {
    u32::try_from(lines_before).unwrap_or(u32::MAX).saturating_add(1)
}
