//! Whether the newest checkpoints are what this installation signed, and the trail still holds what they are about.

use bailiwick_model::audit::SignedCheckpoint;
use bailiwick_store::{
    Database, StoreError, Tx,
    audit::{self, checkpoint},
};

use super::{Examination, Finding, refused};
use crate::audit::{CheckpointFault, PublicKey, verify_signature};

/// So many checkpoints are looked at unless all are asked for.
const LAST: i64 = 100;

const NO_KEY: &str =
    "put the key file (key_file) back from where you keep a copy, or name the public key with --key";

const STRANGER: &str = "if the secret was changed, name the earlier key as well with --key, as `bailiwick audit key` printed it; if it \
     was not, put the right key file back, or find out who could write to the database beside Bailiwick";

const FORGED: &str = "keep a copy of the database, run `bailiwick audit verify` with the checkpoints and heads that are kept elsewhere, find \
     out who could write to the database beside Bailiwick, and restore a backup from before";

/// What was seen.
struct Looked {
    count: usize,
    /// The last entry that was signed.
    last: Option<i64>,
    fault: Option<(String, &'static str)>,
}

pub(super) fn check(database: &Database, how: Examination<'_>) -> Finding {
    const CHECK: &str = "signatures";
    let most = if how.full { i64::MAX } else { LAST };
    let Looked { count, last, fault } = match database.read(|tx| look(tx, how.keys, most)) {
        Ok(looked) => looked,
        Err(error) => return refused(CHECK, &error),
    };
    match (fault, last) {
        (Some((told, remedy)), _) => Finding::failure(CHECK, told, remedy),
        (None, None) => Finding::well(CHECK, "nothing is signed yet"),
        (None, Some(_)) if how.keys.is_empty() => {
            Finding::warning(CHECK, format!("{count} checkpoints, and no key to tell by"), NO_KEY)
        }
        (None, Some(last)) => {
            Finding::well(CHECK, format!("{count} checkpoints, up to entry {last}, are this installation's"))
        }
    }
}

/// Looks at the newest checkpoints, and at what is signed of removed entries.
fn look(tx: &mut Tx<'_>, keys: &[PublicKey], most: i64) -> Result<Looked, StoreError> {
    let retained = audit::retained(tx)?;
    let first = retained.as_ref().map_or(1, |retained| retained.first);
    let newest = checkpoint::newest(tx, most)?;
    let last = newest.first().map(|signed| signed.checkpoint.sequence);
    let mut looked = Looked { count: newest.len(), last, fault: None };
    for signed in newest.iter().chain(retained.as_ref().map(|retained| &retained.signed)) {
        looked.fault = match unsigned(signed, keys) {
            None if signed.checkpoint.sequence >= first => altered(tx, signed)?,
            fault => fault,
        };
        if looked.fault.is_some() {
            break;
        }
    }
    Ok(looked)
}

/// What is wrong with a signature, if there are keys to tell by.
fn unsigned(signed: &SignedCheckpoint, keys: &[PublicKey]) -> Option<(String, &'static str)> {
    let fault = verify_signature(signed, keys).err().filter(|_| !keys.is_empty())?;
    let remedy = match fault {
        CheckpointFault::WrongKey { .. } => STRANGER,
        CheckpointFault::Forged | CheckpointFault::Misplaced => FORGED,
    };
    Some((format!("the checkpoint of entry {} {fault}", signed.checkpoint.sequence), remedy))
}

/// What is wrong with the entry that was signed.
fn altered(tx: &mut Tx<'_>, signed: &SignedCheckpoint) -> Result<Option<(String, &'static str)>, StoreError> {
    let sequence = signed.checkpoint.sequence;
    let told = match audit::find(tx, sequence)? {
        Some(found) if found.hash == signed.checkpoint.hash => return Ok(None),
        Some(_) => format!("entry {sequence} is not the one that was signed"),
        None => format!("entry {sequence} was signed, and the trail does not hold it"),
    };
    Ok(Some((told, FORGED)))
}
