//! Everybody and everything at once: companies, departments, areas, users, role lines.

mod change;
mod replace;

use bailiwick_model::{Directory, User, UserId};

pub use change::change;
pub(crate) use replace::STATEMENTS;
pub use replace::replace;

use crate::{StoreError, Tx, area, company, department, interner::Keys, role_line, user};

/// Users that are read at once.
const PAGE: usize = 10_000;

/// The whole directory.
///
/// # Errors
/// [`StoreError::Corrupt`] for a row that cannot be read, and for a line without an owner.
pub fn load(tx: &mut Tx<'_>) -> Result<Directory, StoreError> {
    let directory = places(tx)?;
    let mut all = Vec::new();
    users(tx, &mut |page| {
        all.extend(page);
        Ok(())
    })?;
    Ok(Directory { users: all.into_iter().collect(), ..directory })
}

/// The directory without its users.
///
/// # Errors
/// As for [`load`].
pub fn places(tx: &mut Tx<'_>) -> Result<Directory, StoreError> {
    let mut directory = Directory::default();
    let Directory { companies, departments, areas, .. } = &mut directory;
    let keys = &mut Keys::default();
    company::each(tx, |code, company| {
        companies.insert(code, company);
        Ok(())
    })?;
    role_line::of_kind(tx, "company", keys, |owner, line| {
        companies.get_mut(owner).map(|company| company.lines.push(line)).is_some()
    })?;
    department::each(tx, |code, department| {
        departments.insert(code, department);
        Ok(())
    })?;
    role_line::of_kind(tx, "department", keys, |owner, line| {
        departments.get_mut(owner).map(|department| department.lines.push(line)).is_some()
    })?;
    area::each(tx, |code, area| {
        areas.insert(code, area);
        Ok(())
    })?;
    Ok(directory)
}

/// Hands over every user with everything that belongs to it, some thousands at a time, in the order of their logins.
/// Memory stays flat, however many there are.
///
/// # Errors
/// As for [`load`], and those of `each`.
pub fn users<E: From<StoreError>>(
    tx: &mut Tx<'_>,
    each: &mut dyn FnMut(Vec<(UserId, User)>) -> Result<(), E>,
) -> Result<(), E> {
    let mut keys = Keys::default();
    let mut last: Option<UserId> = None;
    loop {
        let page = user::page_with(tx, &mut keys, last.as_ref(), PAGE)?;
        let Some((login, _)) = page.last() else { break };
        last = Some(login.clone());
        each(page)?;
    }
    Ok(role_line::none_after(tx, last.as_ref().map_or("", UserId::as_str))?)
}
