//! How many accounts take a seat of a company.

use bailiwick_model::CompanyId;

use crate::{StoreError, Tx, param::params, sql::statements};

statements! {
    // `union` ends in a circle, should there be one in the data.
    USED in "own_user":
        "with recursive below (code) as ( \
           select code from company where code = $1 \
           union select c.code from company c join below b on c.parent = b.code) \
         select count(*) as count from own_user u where u.company in (select code from below) and u.state <> 'left'";
}

/// The accounts at home in a company or below it, but for those that were left.
///
/// # Errors
/// When the database refuses.
pub fn used(tx: &mut Tx<'_>, company: &CompanyId) -> Result<u64, StoreError> {
    let count = tx.find(&USED, params![company.as_str()], |row| row.int("count"))?;
    Ok(count.unwrap_or_default().unsigned_abs())
}
