//! How many accounts take a seat of a company.
//!
//! They are counted with each write, by triggers, for each company and department (`migrations/0019_seats.sql`): nobody goes through all accounts to
//! know how many there are.

use std::collections::BTreeMap;

use bailiwick_model::CompanyId;

use crate::{
    StoreError, Tx,
    catalogue::CataloguedTable,
    param::params,
    sql::{rows, some, some_params, statements},
};

rows! {
    ROW in "seat_taken": company Text, department Text, taken Int;
}

statements! {
    // `union` ends in a circle, should there be one in the data.
    USED in "seat_taken":
        "with recursive below (code) as ( \
           select code from company where code = $1 \
           union select c.code from company c join below b on c.parent = b.code) \
         select cast(coalesce(sum(s.taken), 0) as bigint) as count from seat_taken s where s.company in (select code from below)";
    USED_BY_SOME in "seat_taken": concat!(
        "with recursive below (top, code) as ( \
           select code, code from company where code in ", some!(), " \
           union select b.top, c.code from company c join below b on c.parent = b.code) \
         select b.top as code, cast(sum(s.taken) as bigint) as count from below b join seat_taken s on s.company = b.code \
         group by b.top");
    BY_DEPARTMENT in "seat_taken":
        "select department, taken from seat_taken where company = $1 and taken > 0 order by department";
    FORGET in "seat_taken": "delete from seat_taken";
    COUNT_ANEW in "seat_taken":
        "insert into seat_taken (company, department, taken) \
         select u.company, coalesce(u.department, ''), count(*) from own_user u \
         where u.company is not null and u.state <> 'left' group by u.company, coalesce(u.department, '')";
    WRONG in "seat_taken":
        "select count(*) as count from ( \
           select company, department, sum(taken) as taken from ( \
             select company, department, taken from seat_taken \
             union all select u.company, coalesce(u.department, ''), -count(*) from own_user u \
               where u.company is not null and u.state <> 'left' group by u.company, coalesce(u.department, '')) as both_counts \
           group by company, department) as difference where taken <> 0";
}

/// The accounts at home in a company or below it, but for those that were left.
///
/// # Errors
/// When the database refuses.
pub fn used(tx: &mut Tx<'_>, company: &CompanyId) -> Result<u64, StoreError> {
    let count = tx.find(&USED, params![company.as_str()], |row| row.int("count"))?;
    Ok(count.unwrap_or_default().unsigned_abs())
}

/// Says that [`used`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_used(tx: &mut Tx<'_>, company: &CompanyId) -> Result<(), StoreError> {
    tx.foresee(&USED, params![company.as_str()])
}

/// The same of each of some companies, fifty at most.
///
/// # Errors
/// When the database refuses.
pub fn used_by_some(tx: &mut Tx<'_>, companies: &[String]) -> Result<BTreeMap<String, u64>, StoreError> {
    let params = some_params(companies.iter().map(String::as_str));
    let used =
        |row: &mut crate::Row<'_>| Ok((row.text("code")?.to_owned(), row.int("count")?.unsigned_abs()));
    Ok(tx.query(&USED_BY_SOME, &params, used)?.into_iter().collect())
}

/// Says that [`used_by_some`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_used_by_some(tx: &mut Tx<'_>, companies: &[String]) -> Result<(), StoreError> {
    tx.foresee(&USED_BY_SOME, &some_params(companies.iter().map(String::as_str)))
}

/// The accounts right in a company, by department; those of none stand under the empty code.
///
/// # Errors
/// When the database refuses.
pub fn by_department(tx: &mut Tx<'_>, company: &CompanyId) -> Result<BTreeMap<String, i64>, StoreError> {
    let taken = |row: &mut crate::Row<'_>| Ok((row.text("department")?.to_owned(), row.int("taken")?));
    Ok(tx.query(&BY_DEPARTMENT, params![company.as_str()], taken)?.into_iter().collect())
}

/// Says that [`by_department`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_by_department(tx: &mut Tx<'_>, company: &CompanyId) -> Result<(), StoreError> {
    tx.foresee(&BY_DEPARTMENT, params![company.as_str()])
}

/// In how many places the count differs from the accounts that there are: in none, unless somebody wrote past the triggers.
///
/// # Errors
/// When the database refuses.
pub fn wrong(tx: &mut Tx<'_>) -> Result<u64, StoreError> {
    let count = tx.find(&WRONG, &[], |row| row.int("count"))?;
    Ok(count.unwrap_or_default().unsigned_abs())
}

/// Goes through all accounts and counts them, where the schema has the table for it.
pub(crate) fn count_anew(
    tx: &mut Tx<'_>,
    tables: &BTreeMap<String, CataloguedTable>,
) -> Result<(), StoreError> {
    if !tables.contains_key(ROW.table) {
        return Ok(());
    }
    tx.execute(&FORGET, &[])?;
    tx.execute(&COUNT_ANEW, &[]).map(drop)
}
