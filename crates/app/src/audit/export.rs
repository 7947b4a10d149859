//! The trail as a file: written entry by entry, and verified without the database.

use std::io::{BufRead, Write};

use bailiwick_model::audit::{AuditEntry, AuditHead, Link, Retained, Verifier};
use bailiwick_protocol::audit::{EntryTable, Line, entry_line, head_line, retained_line};
use bailiwick_store::{
    Condition, StoreError, Tx,
    audit::{self, AuditFilter, Audited},
};

use super::{
    search::{TrailQuery, condition, each},
    verifying::{Known, Signed, WholeTrail},
};
use crate::{error::AppError, installation::Installation};

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON Lines: every entry to the byte, with its hashes.
    Lines,
    /// A table for spreadsheets; it proves nothing.
    Csv,
}

impl Installation {
    /// Writes the whole trail as JSON Lines, its head last, and returns the head. Nothing is judged.
    ///
    /// # Errors
    /// When the database cannot be read or `out` cannot be written.
    pub fn export_trail(&self, out: &mut dyn Write) -> Result<AuditHead, AppError> {
        self.database().read(|tx| write_whole(tx, out))
    }

    /// Writes the entries that are wanted, newest first, and returns how many there were. They are no chain, so there is no head.
    ///
    /// # Errors
    /// When a domain is wrong, the database cannot be read or `out` cannot be written.
    pub fn export_entries(
        &self,
        wanted: &TrailQuery<'_>,
        format: Format,
        out: &mut dyn Write,
    ) -> Result<u64, AppError> {
        self.database().read(|tx| {
            let condition = wanted.domain.map(|domain| condition(tx, domain, wanted.now)).transpose()?;
            write_entries(tx, &wanted.filter, condition.as_ref(), format, out)
        })
    }
}

/// Writes the whole trail, its head last, and returns the head.
pub(crate) fn write_whole(tx: &mut Tx<'_>, out: &mut dyn Write) -> Result<AuditHead, AppError> {
    let (retained, head) = (audit::retained(tx)?, audit::head(tx)?);
    write_stretch(tx, out, retained.as_ref(), i64::MAX, &head)?;
    Ok(head)
}

/// Writes the entries that are wanted and meet a condition, newest first, and returns how many there were.
pub(crate) fn write_entries(
    tx: &mut Tx<'_>,
    filter: &AuditFilter,
    condition: Option<&Condition>,
    format: Format,
    out: &mut dyn Write,
) -> Result<u64, AppError> {
    let mut count = 0;
    match format {
        Format::Lines => {
            each(tx, filter, condition, usize::MAX, &mut |Audited { entry, hash }| {
                count += 1;
                let text = entry.canonical()?;
                out.write_all(format!("{{\"hash\":\"{hash}\",\"entry\":{text}}}\n").as_bytes())
            })?;
            out.flush().map_err(AppError::Output)?;
        }
        Format::Csv => {
            let mut table = EntryTable::new(out).map_err(AppError::Output)?;
            each(tx, filter, condition, usize::MAX, &mut |Audited { entry, hash }| {
                count += 1;
                table.row(&entry, &hash)
            })?;
            table.finish().map_err(AppError::Output)?;
        }
    }
    Ok(count)
}

/// Writes what was kept of the entries before, the entries up to a number, and the head that ends them.
pub(super) fn write_stretch(
    tx: &mut Tx<'_>,
    out: &mut dyn Write,
    retained: Option<&Retained>,
    last: i64,
    head: &AuditHead,
) -> Result<(), AppError> {
    if let Some(retained) = retained {
        let line = retained_line(retained).map_err(|error| AppError::Output(error.into()))?;
        out.write_all(line.as_bytes()).map_err(AppError::Output)?;
    }
    let mut refused = None;
    audit::scan(tx, i64::MIN..=last, &mut |link| match out.write_all(entry_line(link).as_bytes()) {
        Ok(()) => Ok(()),
        Err(error) => {
            refused = Some(error);
            // Any error ends the reading; this one is never seen.
            Err(StoreError::Spoiled)
        }
    })
    .map_err(|error| refused.map_or_else(|| error.into(), AppError::Output))?;
    out.write_all(head_line(head).as_bytes()).and_then(|()| out.flush()).map_err(AppError::Output)
}

/// Follows exported stretches of a trail in their order, each with its name for errors, to the head in the last one's last line.
///
/// # Errors
/// [`AppError::Trail`] names the first broken entry, [`AppError::Seam`] a file that does not go on where the one before ends,
/// [`AppError::Checkpoint`] a removal that was not signed as it says; others are about the files.
pub fn verify_exports<R: BufRead>(
    files: impl IntoIterator<Item = (String, R)>,
    known: &Known,
) -> Result<WholeTrail, AppError> {
    let mut following = Following {
        verifier: Verifier::new(known.heads.iter().copied()),
        known,
        retained: None,
        recorded: true,
        head: None,
        signed: known.signed,
        strangers: 0,
    };
    for (name, file) in files {
        following.file(&name, file)?;
    }
    let Following { verifier, retained, recorded, head, signed, strangers, .. } = following;
    let head = head.ok_or_else(|| AppError::Invalid("there is no file to verify; name one".to_owned()))?;
    let unproven = known.before(retained.as_ref());
    let clock_back = verifier.clock_back();
    let head = verifier.finish(&head)?;
    Ok(WholeTrail { head, retained, recorded, unproven, signed, strangers, clock_back })
}

/// A trail that is being followed, file after file.
struct Following<'k> {
    verifier: Verifier,
    known: &'k Known,
    /// What was removed before the first file.
    retained: Option<Retained>,
    recorded: bool,
    /// The last line of the file before.
    head: Option<AuditHead>,
    /// The last entry that a right signature is of, and how many signatures are of other keys.
    signed: Option<i64>,
    strangers: usize,
}

impl Following<'_> {
    fn file(&mut self, name: &str, from: impl BufRead) -> Result<(), AppError> {
        let invalid = |number: usize, why: &str| AppError::Invalid(format!("{name}, line {number}: {why}"));
        let mut head = None;
        for (number, text) in (1..).zip(from.lines()) {
            let text = text.map_err(|error| invalid(number, &format!("it cannot be read ({error})")))?;
            if head.is_some() {
                return Err(invalid(number, "the head ends an export, and this comes after it; remove it"));
            }
            match Line::read(&text).map_err(|error| invalid(number, &error.to_string()))? {
                Line::Head(found) => head = Some(found),
                Line::Retained(retained) if number == 1 => self.begin(name, *retained)?,
                Line::Retained(_) => return Err(invalid(number, "it belongs in the first line; remove it")),
                Line::Entry { sequence, previous, hash, text } => {
                    let link = Link { place: sequence, previous, hash, text };
                    if let Some(entry) = self.verifier.follow(&link)? {
                        self.hear(&entry);
                    }
                }
            }
        }
        let Some(head) = head else {
            return Err(AppError::Invalid(format!(
                "{name}: its last line, which says where the trail ends, is missing, so what follows entry {} may be too; \
                 export it again",
                self.verifier.reached().sequence
            )));
        };
        self.verifier.pause(&head)?;
        self.head = Some(head);
        Ok(())
    }

    /// A file says what was before it.
    fn begin(&mut self, name: &str, retained: Retained) -> Result<(), AppError> {
        match self.known.removal(&retained, || format!("{name}, line 1"))? {
            Signed::Rightly => self.signed = self.signed.max(Some(retained.first - 1)),
            Signed::ByStranger => self.strangers += 1,
            Signed::Unknown => {}
        }
        let before = retained.head();
        match self.head {
            None => {
                self.verifier.resume(before)?;
                self.recorded = false;
                self.retained = Some(retained);
            }
            Some(head) if head == before => {}
            Some(head) => {
                let (name, before, reached) = (name.to_owned(), before.sequence, head.sequence);
                let same = before == reached;
                return Err(AppError::Seam { name, before, reached, same });
            }
        }
        Ok(())
    }

    fn hear(&mut self, entry: &AuditEntry) {
        self.recorded |= self.retained.as_ref().is_some_and(|retained| retained.is_told_by(entry));
    }
}
