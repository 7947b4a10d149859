//! How the trail stands, as far as that can be told at a glance.

use bailiwick_model::audit::{AuditHead, KeyId};
use bailiwick_store::{
    StoreError, Tx,
    audit::{self, checkpoint},
};

/// How the trail stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailStatus {
    /// Its last entry.
    pub head: AuditHead,
    /// The last head that was signed, if any was.
    pub signed: Option<Signing>,
    /// Whether the last entry, and the one that was signed last, are what was noted of them. What lies between is another question, which takes
    /// following the chain.
    pub stands: bool,
}

/// A head that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signing {
    /// The entry.
    pub sequence: i64,
    /// When, in microseconds since 1970.
    pub at_us: i64,
    /// With which key.
    pub key: KeyId,
    /// The hash that was signed, as text.
    pub hash: String,
}

/// How the trail stands now.
pub(crate) fn status(tx: &mut Tx<'_>) -> Result<TrailStatus, StoreError> {
    let head = audit::head(tx)?;
    let signed = checkpoint::last(tx)?.map(|signed| signed.checkpoint);
    let noted: Vec<AuditHead> =
        signed.iter().map(bailiwick_model::audit::Checkpoint::head).chain([head]).collect();
    let kept = match noted.as_slice() {
        [one, .., other] | [one @ other] => audit::hashes(tx, one.sequence, other.sequence)?,
        [] => Vec::new(),
    };
    let mut stands = true;
    for noted in noted.iter().filter(|noted| noted.sequence > 0) {
        stands &= match kept.iter().find(|kept| kept.sequence == noted.sequence) {
            Some(kept) => kept == noted,
            // What was removed with a word about it is not missing.
            None => audit::retained(tx)?.is_some_and(|retained| noted.sequence < retained.first),
        };
    }
    let signed = signed.map(|signed| Signing {
        sequence: signed.sequence,
        at_us: signed.at,
        hash: signed.hash.to_string(),
        key: signed.key,
    });
    Ok(TrailStatus { head, signed, stands })
}
