//! Cursors: where the next page of a list begins, sealed so that nobody makes one up.

use bailiwick_protocol::authzen::PageToken;
use bailiwick_store::own::{Id, Place};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::{Gate, Refusal};

#[derive(Serialize, Deserialize)]
struct Cursor {
    id: Json,
    name: String,
}

/// The cursor of a place in the list that the fingerprint stands for.
pub(crate) fn sealed(gate: &Gate, fingerprint: &str, place: Place) -> Option<String> {
    let id = match place.id {
        Id::Text(text) => Json::from(text),
        Id::Number(number) => Json::from(number),
    };
    let position = serde_json::to_string(&Cursor { id, name: place.name }).ok()?;
    gate.sealer.seal(&PageToken { query: fingerprint.to_owned(), limit: 0, revision: 0, position })
}

/// What tells one list from all others.
pub(crate) fn fingerprint(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The place that a cursor stands for.
pub(crate) fn opened(gate: &Gate, text: &str, fingerprint: &str) -> Result<Place, Refusal> {
    let wrong = || {
        let detail = "the cursor is not one of this list; take next_cursor of the page before, and leave the rest as it was";
        Refusal::bad("cursor.malformed", detail)
    };
    let token = gate.sealer.open(text).filter(|token| token.query == fingerprint).ok_or_else(wrong)?;
    let Cursor { id, name } = serde_json::from_str(&token.position).map_err(|_| wrong())?;
    let id = match id {
        Json::String(text) => Id::Text(text),
        Json::Number(number) => Id::Number(number.as_i64().ok_or_else(wrong)?),
        _ => return Err(wrong()),
    };
    Ok(Place { id, name })
}
