//! The audit trail as a table for people: CSV, as spreadsheets read it.

use std::{borrow::Cow, io::Write};

use bailiwick_model::audit::{Actor, AuditEntry, AuditHash};
use jiff::Timestamp;

/// The columns, in their order.
const COLUMNS: [&str; 16] = [
    "sequence",
    "at",
    "actor_kind",
    "actor",
    "on_behalf",
    "address",
    "device",
    "account",
    "sudo",
    "action",
    "object_kind",
    "object_id",
    "reason",
    "changes",
    "request_id",
    "hash",
];

/// Writes entries as rows of a table.
///
/// A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return for a formula, and texts come
/// from anybody: such a cell gets an apostrophe before it, which says that it is none.
pub struct EntryTable<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> EntryTable<W> {
    /// Begins the table with its heads.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn new(out: W) -> std::io::Result<Self> {
        let mut out = csv::Writer::from_writer(out);
        out.write_record(COLUMNS).map_err(std::io::Error::from)?;
        Ok(Self { out })
    }

    /// Writes an entry.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn row(&mut self, entry: &AuditEntry, hash: &AuditHash) -> std::io::Result<()> {
        let at =
            Timestamp::from_microsecond(entry.at).map_or_else(|_| entry.at.to_string(), |at| at.to_string());
        let (kind, actor) = match &entry.actor {
            Actor::User(login) => ("user", login.as_str()),
            Actor::Token(id) => ("token", id.as_str()),
            Actor::Machine => ("machine", ""),
            Actor::System => ("system", ""),
        };
        let changes = match entry.changes.as_slice() {
            [] => String::new(),
            changes => serde_json::to_string(changes)?,
        };
        let (number, origin) = (entry.sequence.to_string(), &entry.origin);
        let text = |text: &'_ Option<String>| -> String { text.clone().unwrap_or_default() };
        let on_behalf = entry.on_behalf.as_ref().map_or_else(String::new, ToString::to_string);
        let (address, device) = (text(&origin.address), text(&origin.device));
        let (account, sudo) = (text(&origin.account), text(&origin.sudo));
        let (reason, request) = (text(&entry.reason), text(&entry.request_id));
        let row: [&str; COLUMNS.len()] = [
            &number,
            &at,
            kind,
            actor,
            &on_behalf,
            &address,
            &device,
            &account,
            &sudo,
            entry.action.as_str(),
            &entry.object.kind,
            &entry.object.id,
            &reason,
            &changes,
            &request,
            hash.as_str(),
        ];
        self.out.write_record(row.map(cell).iter().map(|cell| cell.as_bytes())).map_err(std::io::Error::from)
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn finish(mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// A text as a cell that no spreadsheet computes.
fn cell(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return Cow::Owned(format!("'{text}"));
    }
    Cow::Borrowed(text)
}

#[cfg(test)]
mod tests {
    use bailiwick_model::{
        UserId,
        audit::{AuditAction, AuditChange, AuditObject},
    };
    use serde_json::json;

    use super::*;

    #[test]
    fn a_row_is_what_the_entry_says_and_no_formula() {
        let asha = Actor::User(UserId::new("@sum").unwrap());
        let mut entry = AuditEntry::new(
            1_700_000_000_000_001,
            asha,
            AuditAction::NOTE_ADDED,
            AuditObject::new("a.b", "=1+1"),
        );
        entry.sequence = 7;
        entry.reason = Some("a \"quoted\", b\nc".into());
        entry.changes = vec![AuditChange::shown("note", None, Some(json!("x")))];
        entry.origin.device = Some("\t=cmd".into());
        let mut out = Vec::new();
        let mut table = EntryTable::new(&mut out).unwrap();
        table.row(&entry, &AuditHash::START).unwrap();
        table.finish().unwrap();
        let mut reader = csv::Reader::from_reader(out.as_slice());
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        let changes = r#"[{"field":"note","new":"x"}]"#;
        let wanted = [
            "7",
            "2023-11-14T22:13:20.000001Z",
            "user",
            "'@sum",
            "",
            "",
            "'\t=cmd",
            "",
            "",
            "note.added",
            "a.b",
            "'=1+1",
            "a \"quoted\", b\nc",
            changes,
            "",
            AuditHash::START.as_str(),
        ];
        assert_eq!(rows, [wanted.to_vec()]);
    }

    #[test]
    fn only_what_a_spreadsheet_would_compute_is_marked() {
        for text in ["=a", "+1", "-1", "@a", "\ta", "\ra"] {
            assert_eq!(cell(text), format!("'{text}"));
        }
        for text in ["", "a=b", "1", "'=a", " =a"] {
            assert_eq!(cell(text), text);
        }
    }
}
