//! How much was written in each of several stretches of time, side by side.
//!
//! Moments are not indexed, and entries are numbered without gaps in the order in which they came. So the ends of the stretches are found by halving
//! the trail, all of them in one statement, and what lies between two of them is a difference of numbers. Clocks of nodes differ a little: an entry
//! beside an end may be counted on the other side of it. That is good enough for a picture, and for nothing that proves.

use crate::{StoreError, Tx, param::params, sql::statements};

/// Stretches of the same length, one behind the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretches {
    /// When the first one begins, in microseconds since 1970.
    pub start_us: i64,
    /// How long each is.
    pub each_us: i64,
    /// How many there are.
    pub count: u16,
}

/// What one of them holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Entries of all kinds.
    pub entries: i64,
    /// People who signed in, counted up to a limit.
    pub came: i64,
    /// Attempts that were refused, counted up to the same.
    pub refused: i64,
}

statements! {
    DAILY in "audit":
        "with recursive \
         bound (n, at_us) as ( \
           select cast(0 as bigint), cast($1 as bigint) \
           union all select n + 1, at_us + cast($2 as bigint) from bound where n < cast($3 as bigint)), \
         halved (n, at_us, low, high) as ( \
           select n, at_us, (select coalesce(min(sequence), 1) from audit), (select coalesce(max(sequence), 0) + 1 from audit) from bound \
           union all \
           select n, at_us, \
             case when (select a.at_us from audit a where a.sequence = (low + high) / 2) < halved.at_us then (low + high) / 2 + 1 else low end, \
             case when (select a.at_us from audit a where a.sequence = (low + high) / 2) < halved.at_us then high else (low + high) / 2 end \
           from halved where low < high), \
         stretch (n, low, high) as ( \
           select n, low, lead(low) over (order by n) from halved where low = high) \
         select n, high - low as entries, \
           (select count(*) from (select 1 as one from audit a where a.action = 'session.started' \
             and a.sequence >= s.low and a.sequence < s.high limit $4) as found) as came, \
           (select count(*) from (select 1 as one from audit a where a.action = 'session.refused' \
             and a.sequence >= s.low and a.sequence < s.high limit $4) as found) as refused \
         from stretch s where high is not null order by n";
}

/// What each stretch holds; sign-ins are counted up to `most` in each, and not at all where that is 0.
///
/// # Errors
/// When the database refuses.
pub fn daily(tx: &mut Tx<'_>, wanted: Stretches, most: i64) -> Result<Vec<Counts>, StoreError> {
    let Stretches { start_us, each_us, count } = wanted;
    tx.query(&DAILY, params![start_us, each_us, i64::from(count), most], |row| {
        row.skip(1);
        Ok(Counts { entries: row.int("entries")?, came: row.int("came")?, refused: row.int("refused")? })
    })
}
