//! Numbers for rows. None is ever given twice, even when what had it is gone.

use crate::{StoreError, Tx, param::params, sql::statements};

statements! {
    TAKE in "sequence": "update sequence set last = last + $2 where name = $1 returning last";
}

/// Takes `count` numbers and returns the first.
pub(crate) fn next(tx: &mut Tx<'_>, name: &str, count: i64) -> Result<i64, StoreError> {
    let last = tx.find(&TAKE, params![name, count], |row| row.int("last"))?;
    last.map(|last| last - count + 1).ok_or_else(|| StoreError::not_found("sequence", name))
}
