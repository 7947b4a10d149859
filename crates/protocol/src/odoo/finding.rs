//! What a person should know about an import: nothing is dropped in silence.

use std::{collections::HashMap, fmt};

use serde::Serialize;

use super::{Kind, Place, limits::MAX_QUOTE};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Understood and taken over, yet worth knowing.
    Note,
    /// Not policy, or without a counterpart; the rest of the object was taken over.
    Ignored,
    /// Taken over on an assumption.
    Guessed,
    /// Not understood and left out. A domain, group or permission that is not understood is read as allowing nothing.
    Unresolved,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Ignored => "ignored",
            Self::Guessed => "guessed",
            Self::Unresolved => "unresolved",
        })
    }
}

/// One thing that was ignored, guessed, not resolved or is worth a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub level: Level,
    /// What it concerns.
    pub kind: Kind,
    /// Where; the first place when it occurs several times in a file.
    pub place: Place,
    /// Which object, field or element.
    pub subject: String,
    /// What happened.
    pub why: String,
    /// What to do about it.
    pub remedy: String,
    /// How often it occurs in the file.
    pub times: usize,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.place, self.level, self.subject)?;
        if self.times > 1 {
            write!(f, " ({} times)", self.times)?;
        }
        write!(f, ": {}; {}", self.why, self.remedy)
    }
}

/// Collects findings; equal ones of one file become one with a count.
#[derive(Default)]
pub(super) struct Findings {
    list: Vec<Finding>,
    tallies: HashMap<(std::sync::Arc<str>, Kind, String), usize>,
}

impl Findings {
    pub(super) fn push(&mut self, finding: Finding) {
        self.list.push(finding);
    }

    /// Adds an ignored thing, or counts it if the file held one of the same subject before.
    pub(super) fn ignore(&mut self, kind: Kind, place: &Place, subject: String, why: &str, remedy: &str) {
        let key = (std::sync::Arc::clone(&place.path), kind, subject);
        if let Some(known) = self.tallies.get(&key).and_then(|at| self.list.get_mut(*at)) {
            known.times += 1;
            return;
        }
        let subject = key.2.clone();
        self.tallies.insert(key, self.list.len());
        let (why, remedy) = (why.to_owned(), remedy.to_owned());
        self.push(Finding {
            level: Level::Ignored,
            kind,
            place: place.clone(),
            subject,
            why,
            remedy,
            times: 1,
        });
    }

    /// Adds one finding.
    pub(super) fn add(
        &mut self,
        level: Level,
        kind: Kind,
        place: &Place,
        subject: impl Into<String>,
        why: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let (subject, why, remedy) = (subject.into(), why.into(), remedy.into());
        self.push(Finding { level, kind, place: place.clone(), subject, why, remedy, times: 1 });
    }

    pub(super) fn unresolved(&self, kind: Kind) -> usize {
        self.list.iter().filter(|f| f.kind == kind && f.level == Level::Unresolved).count()
    }

    pub(super) fn into_list(self) -> Vec<Finding> {
        self.list
    }
}

/// A piece of a file, short enough to show on one line.
pub(super) fn quote(text: &str) -> String {
    // A hostile file may hold megabytes here; only its head is ever looked at.
    let head: String = text.trim_start().chars().take(MAX_QUOTE * 4).collect();
    let words = head.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(MAX_QUOTE) {
        Some((end, _)) => format!("{} …", words.get(..end).unwrap_or_default()),
        None => words,
    }
}
