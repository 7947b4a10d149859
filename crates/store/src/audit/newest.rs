//! The newest entries of several kinds, each found by its index: what is rare is found as fast as what is not.

use bailiwick_model::audit::AuditAction;

use super::{Audited, listing::read};
use crate::{Param, StoreError, Tx, sql::statements};

/// Kinds that are looked for at once; more take another statement.
pub const KINDS_AT_ONCE: usize = 16;

/// One kind: its newest entries before a number.
macro_rules! newest {
    ($place:literal) => {
        concat!(
            "select * from (select sequence, body, hash from audit where action = ",
            $place,
            " and sequence < $17 order by sequence desc limit $18) as found"
        )
    };
    ($first:literal, $($place:literal),*) => {
        concat!(newest!($first), $(" union all ", newest!($place)),*)
    };
}

statements! {
    NEWEST in "audit":
        concat!(
            "select sequence, body, hash from (",
            newest!("$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10", "$11", "$12", "$13", "$14", "$15", "$16"),
            ") as newest order by sequence desc"
        );
}

/// The newest entries of these kinds before a number, `each` of every kind at most, the newest first.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn newest(
    tx: &mut Tx<'_>,
    actions: &[AuditAction],
    before: i64,
    each: usize,
) -> Result<Vec<Audited>, StoreError> {
    let mut found = Vec::new();
    for some in actions.chunks(KINDS_AT_ONCE) {
        let mut params: Vec<Param<'_>> = some.iter().map(|action| Param::Text(action.as_str())).collect();
        // No entry has an empty action.
        params.resize(KINDS_AT_ONCE, Param::Text(""));
        params.push(before.into());
        params.push(i64::try_from(each).unwrap_or(i64::MAX).into());
        found.extend(tx.query(&NEWEST, &params, read)?);
    }
    found.sort_by_key(|audited| std::cmp::Reverse(audited.entry.sequence));
    Ok(found)
}
