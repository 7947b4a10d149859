//! A record id in two columns, `id_kind` and `id`: 5 and "5" are different records.

use bailiwick_model::RecordId;

use crate::{Row, StoreError};

/// What the two columns hold.
pub(crate) fn columns(id: &RecordId) -> (&'static str, String) {
    match id {
        RecordId::Int(number) => ("int", number.to_string()),
        RecordId::Text(text) => ("text", text.to_string()),
    }
}

/// The id in the next two columns, or nothing when the first is empty.
pub(crate) fn read(row: &mut Row<'_>) -> Result<Option<RecordId>, StoreError> {
    let kind = row.opt_text("id_kind")?;
    let text = row.opt_text("id")?;
    match (kind, text) {
        (None, None) => Ok(None),
        (Some("int"), Some(text)) => {
            let number =
                text.parse().map_err(|why| row.corrupt("id", format!("{text:?} is no number: {why}")))?;
            Ok(Some(RecordId::Int(number)))
        }
        (Some("text"), Some(text)) => Ok(Some(RecordId::text(text))),
        (kind, _) => Err(row.corrupt("id_kind", format!("{kind:?} and the id do not fit together"))),
    }
}
