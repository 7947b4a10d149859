//! The exported audit trail: JSON Lines, an entry per line, the head in the last one.
//!
//! ```text
//! {"previous":"…64 digits…","hash":"…64 digits…","entry":{…}}
//! {"head":{"sequence":1,"hash":"…64 digits…"}}
//! ```
//!
//! A trail, or an archived stretch of one, that does not begin with entry 1 says first what is known of those before:
//! `{"retained":{"first":…,"previous":"…64 digits…","removed":…,"signed":{…}}}`.
//!
//! What stands before an entry has one length, so that a person can cut it out to the byte: `docs/audit.md`.

mod table;

use bailiwick_model::audit::{AuditHead, Link, Retained, SignedCheckpoint};
use serde::Deserialize;
use serde_json::value::RawValue;

pub use table::EntryTable;

/// One line of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// An entry.
    Entry {
        /// The number that it gives itself.
        sequence: i64,
        /// The hash that it claims to follow.
        previous: &'a str,
        /// The hash that it claims to have.
        hash: &'a str,
        /// Its text, to the byte.
        text: &'a str,
    },
    /// Where the trail ends.
    Head(AuditHead),
    /// What is known of the entries before the first one.
    Retained(Box<Retained>),
}

/// The line is none of an exported trail.
#[derive(Debug, thiserror::Error)]
#[error(
    "this is no line of an exported audit trail ({0}); name a file that `bailiwick audit export` has written"
)]
pub struct UnreadableLine(#[from] serde_json::Error);

/// An entry as a line, with its line feed.
#[must_use]
pub fn entry_line(link: &Link<'_>) -> String {
    let Link { previous, hash, text, .. } = link;
    format!("{{\"previous\":\"{previous}\",\"hash\":\"{hash}\",\"entry\":{text}}}\n")
}

/// The head as a line, with its line feed.
#[must_use]
pub fn head_line(head: &AuditHead) -> String {
    format!("{{\"head\":{{\"sequence\":{},\"hash\":\"{}\"}}}}\n", head.sequence, head.hash)
}

/// What is known of the entries before the first one, as a line, with its line feed.
///
/// # Errors
/// Never for what the type can hold.
pub fn retained_line(retained: &Retained) -> Result<String, serde_json::Error> {
    Ok(format!("{{\"retained\":{}}}\n", serde_json::to_string(retained)?))
}

/// A signed checkpoint as a line of a file of them, with its line feed.
///
/// # Errors
/// Never for what the type can hold.
pub fn checkpoint_line(signed: &SignedCheckpoint) -> Result<String, serde_json::Error> {
    Ok(format!("{}\n", serde_json::to_string(signed)?))
}

/// Reads a line of a file of checkpoints, without its line feed.
///
/// # Errors
/// When it is none.
pub fn read_checkpoint(line: &str) -> Result<SignedCheckpoint, UnreadableCheckpoint> {
    Ok(serde_json::from_str(line)?)
}

/// The line is no checkpoint.
#[derive(Debug, thiserror::Error)]
#[error(
    "this is no signed checkpoint ({0}); name a file that `bailiwick audit checkpoint` or the server has written"
)]
pub struct UnreadableCheckpoint(#[from] serde_json::Error);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryLine<'a> {
    previous: &'a str,
    hash: &'a str,
    #[serde(borrow)]
    entry: &'a RawValue,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadLine {
    head: AuditHead,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RetainedLine {
    retained: Box<Retained>,
}

#[derive(Deserialize)]
struct Numbered {
    sequence: i64,
}

impl<'a> Line<'a> {
    /// Reads a line, without its line feed.
    ///
    /// # Errors
    /// When it is neither an entry nor a head.
    pub fn read(line: &'a str) -> Result<Self, UnreadableLine> {
        if line.starts_with("{\"head\"") {
            let HeadLine { head } = serde_json::from_str(line)?;
            return Ok(Self::Head(head));
        }
        if line.starts_with("{\"retained\"") {
            let RetainedLine { retained } = serde_json::from_str(line)?;
            return Ok(Self::Retained(retained));
        }
        let EntryLine { previous, hash, entry } = serde_json::from_str(line)?;
        let text = entry.get();
        let Numbered { sequence } = serde_json::from_str(text)?;
        Ok(Self::Entry { sequence, previous, hash, text })
    }
}

#[cfg(test)]
mod tests {
    use bailiwick_model::audit::AuditHash;

    use super::*;

    #[test]
    fn lines_read_as_they_are_written() {
        let text = r#"{"sequence":1,"reason":"a \"b\" é  c"}"#;
        let start = AuditHash::START;
        let hash = start.followed_by(text);
        let link = Link { place: 1, previous: start.as_str(), hash: hash.as_str(), text };
        let line = entry_line(&link);
        let (previous, hash) = (start.as_str(), hash.as_str());
        let line = line.strip_suffix('\n').unwrap();
        assert_eq!(Line::read(line).unwrap(), Line::Entry { sequence: 1, previous, hash, text });
        let head = AuditHead { sequence: 1, hash: start };
        assert_eq!(Line::read(head_line(&head).trim_end()).unwrap(), Line::Head(head));
        for wrong in
            ["", "{}", "{\"head\":1}", &line.replace("entry", "item"), &line.replace("sequence", "n")]
        {
            assert!(Line::read(wrong).unwrap_err().to_string().contains("audit export"), "{wrong}");
        }
    }
}
