//! How many letters there were to, about and from whom.

use crate::{
    StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "letter_count": subject Text, until_us Int, count Int;
}

statements! {
    FIND in "letter_count": "select count from letter_count where subject = $1 and until_us = $2";
    ADD in "letter_count":
        "insert into letter_count (subject, until_us, count) values ($1, $2, 1) \
         on conflict (subject, until_us) do update set count = letter_count.count + 1";
    FORGET in "letter_count": "delete from letter_count where until_us < $1";
}

/// How many there were in the stretch of time that ends at `until_us`.
///
/// # Errors
/// When the database refuses.
pub fn counted(tx: &mut Tx<'_>, subject: &str, until_us: i64) -> Result<i64, StoreError> {
    Ok(tx.find(&FIND, params![subject, until_us], |row| row.int("count"))?.unwrap_or_default())
}

/// Counts one more.
///
/// # Errors
/// When the database refuses.
pub fn count(tx: &mut Tx<'_>, subject: &str, until_us: i64) -> Result<(), StoreError> {
    tx.execute(&ADD, params![subject, until_us]).map(drop)
}

/// Forgets stretches of time that ended before a moment.
///
/// # Errors
/// When the database refuses.
pub fn forget_counts(tx: &mut Tx<'_>, at_us: i64) -> Result<u64, StoreError> {
    tx.execute(&FORGET, params![at_us])
}
