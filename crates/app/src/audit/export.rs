//! The trail as a file: written entry by entry, and verified without the database.

use std::io::{BufRead, Write};

use bailiwick_model::audit::{AuditHead, Link, Verifier};
use bailiwick_protocol::audit::{Line, entry_line, head_line};
use bailiwick_store::audit;

use crate::{error::AppError, installation::Installation};

impl Installation {
    /// Writes the whole trail as JSON Lines, its head last, and returns the head. Nothing is judged.
    ///
    /// # Errors
    /// When the database cannot be read or `out` cannot be written.
    pub fn export_trail(&self, out: &mut dyn Write) -> Result<AuditHead, AppError> {
        self.database().read(|tx| {
            let mut refused = None;
            audit::scan(tx, i64::MIN, &mut |link| {
                if refused.is_none() {
                    refused = out.write_all(entry_line(link).as_bytes()).err();
                }
                Ok(())
            })?;
            let head = audit::head(tx)?;
            let written = match refused {
                Some(error) => Err(error),
                None => out.write_all(head_line(&head).as_bytes()).and_then(|()| out.flush()),
            };
            written.map_err(AppError::Output)?;
            Ok(head)
        })
    }
}

/// Follows an exported trail, whose name is for errors, to the head in its last line. `anchors` are heads that were
/// noted elsewhere.
///
/// # Errors
/// [`AppError::Trail`] names the first broken entry; other errors are about the file.
pub fn verify_export(name: &str, from: impl BufRead, anchors: &[AuditHead]) -> Result<AuditHead, AppError> {
    let invalid = |number: usize, why: String| AppError::Invalid(format!("{name}, line {number}: {why}"));
    let mut verifier = Verifier::new(anchors.iter().copied());
    let mut head = None;
    for (number, text) in (1..).zip(from.lines()) {
        let text = text.map_err(|error| invalid(number, format!("it cannot be read ({error})")))?;
        if head.is_some() {
            return Err(invalid(
                number,
                "the head ends an export, and this comes after it; remove it".to_owned(),
            ));
        }
        match Line::read(&text).map_err(|error| invalid(number, error.to_string()))? {
            Line::Head(found) => head = Some(found),
            Line::Entry { sequence, previous, hash, text } => {
                let link = Link { place: sequence, previous, hash, text };
                verifier.follow(&link)?;
            }
        }
    }
    match head {
        Some(head) => Ok(verifier.finish(&head)?),
        None => Err(AppError::Invalid(format!(
            "{name}: its last line, which says where the trail ends, is missing, so what follows entry {} may be too; \
             export it again",
            verifier.reached().sequence
        ))),
    }
}
