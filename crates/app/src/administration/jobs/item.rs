//! What comes of one item, and what takes it back.

use bailiwick_model::{AccountState, audit::AuditChange};
use bailiwick_protocol::rest::{ItemFault, JobItemView, LineForm};
use bailiwick_store::job::Item;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::administration::Refused;

/// What came of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Somebody new is there.
    Created,
    /// Something is different.
    Changed,
    /// All is as it was wanted.
    Unchanged,
    /// It was left alone, as was wanted.
    Skipped,
    /// It cannot be.
    Refused,
    /// It could have been, but others of its batch could not.
    NotDone,
}

impl Verdict {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Skipped => "skipped",
            Self::Refused => "refused",
            Self::NotDone => "not_done",
        }
    }
}

/// What an item did, with all that it takes to take it back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Trace {
    /// When.
    pub(super) at_us: i64,
    /// Whether the user was made.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) created: bool,
    /// Fields that differ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) fields: Vec<AuditChange>,
    /// The state before and after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) state: Option<(AccountState, AccountState)>,
    /// Role lines given, with their numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) given: Vec<(i64, LineForm)>,
    /// Role lines that end sooner: number, last day before and after.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) ended: Vec<(i64, Option<Date>, Date)>,
    /// Role lines that are gone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) removed: Vec<LineForm>,
    /// Whether the password of another system was taken over.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) password: bool,
    /// Whether a new password was asked for.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) reset: bool,
    /// How many sessions were ended, which nothing takes back.
    #[serde(skip)]
    pub(super) sessions: usize,
}

impl Trace {
    /// Nothing yet, at a moment.
    pub(super) fn at(at_us: i64) -> Self {
        Self { at_us, ..Self::default() }
    }

    /// Whether anything is different.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::at(self.at_us)
    }

    pub(super) fn verdict(&self) -> Verdict {
        match (self.created, self.is_empty()) {
            (true, _) => Verdict::Created,
            (false, true) => Verdict::Unchanged,
            (false, false) => Verdict::Changed,
        }
    }
}

/// An item that was dealt with. In a dry run nothing is there to be taken back.
pub(super) fn done(number: i64, object: String, verdict: Verdict, trace: Option<&Trace>) -> Item {
    let undo = trace.filter(|trace| !trace.is_empty()).and_then(|trace| serde_json::to_string(trace).ok());
    Item { number, object, verdict: verdict.as_str().to_owned(), faults: None, source: None, undo }
}

/// An item of a dry run with something to be known about it.
pub(super) fn noted(number: i64, object: String, verdict: Verdict, notes: &[ItemFault]) -> Item {
    Item { faults: serde_json::to_string(notes).ok(), ..done(number, object, verdict, None) }
}

/// An item that cannot be, with everything that is wrong with it.
pub(super) fn refused(number: i64, object: String, faults: &[ItemFault], source: Option<String>) -> Item {
    let faults = serde_json::to_string(faults).ok();
    Item { number, object, verdict: Verdict::Refused.as_str().to_owned(), faults, source, undo: None }
}

/// Why an item was refused, as faults of columns.
pub(super) fn faults(refused: Refused) -> Vec<ItemFault> {
    match refused {
        Refused::Invalid(faults) => faults
            .into_iter()
            .map(|fault| ItemFault { column: column(&fault.pointer), message: fault.message })
            .collect(),
        other => vec![ItemFault { column: None, message: other.to_string() }],
    }
}

/// The column of a list of users that a place in a form comes from.
fn column(pointer: &str) -> Option<String> {
    let mut parts = pointer.trim_start_matches('/').split('/');
    let first = parts.next().filter(|first| !first.is_empty())?;
    match parts.next() {
        Some("role") | None => Some(first.to_owned()),
        Some(part) if first.starts_with("role") => Some(format!("{first}_{part}")),
        Some(part) if first == "attributes" => Some(format!("attribute.{part}")),
        Some(_) => Some(first.to_owned()),
    }
}

/// An item as it is shown.
pub(super) fn view(item: Item) -> JobItemView {
    let Item { number, object, verdict, faults, source, undo: _ } = item;
    JobItemView {
        number,
        object,
        verdict,
        faults: faults.and_then(|faults| serde_json::from_str(&faults).ok()).unwrap_or_default(),
        source: source.and_then(|source| serde_json::from_str(&source).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_told_by_column() {
        for (pointer, expected) in [
            ("", None),
            ("/company", Some("company")),
            ("/companies/1", Some("companies")),
            ("/role2/role", Some("role2")),
            ("/role/areas/0", Some("role_areas")),
            ("/attributes/badge", Some("attribute.badge")),
        ] {
            assert_eq!(column(pointer).as_deref(), expected, "{pointer}");
        }
    }
}
