//! Everybody and everything at once: companies, departments, areas, users, role lines.

mod change;
mod replace;

use std::sync::{Mutex, PoisonError};

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
    Pages::default().read(tx, &mut |_, page| each(page))
}

/// The pages of all users, of which several readers on one state of the store take turns.
#[derive(Default)]
pub struct Pages(Mutex<Turn>);

/// Whose turn it is.
#[derive(Default)]
struct Turn {
    /// The number of the next page.
    page: usize,
    /// The last login before it.
    after: Option<UserId>,
    done: bool,
}

impl Pages {
    /// Reads pages that no other reader has taken, and hands each over with its number, from 0, until there are no more.
    ///
    /// # Errors
    /// As for [`users`].
    pub fn read<E: From<StoreError>>(
        &self,
        tx: &mut Tx<'_>,
        each: &mut dyn FnMut(usize, Vec<(UserId, User)>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut keys = Keys::default();
        while let Some((number, after)) = self.take(tx)? {
            let page = user::page_with(tx, &mut keys, after.as_ref(), PAGE)?;
            if page.len() < PAGE {
                let last = page.last().map(|(login, _)| login).or(after.as_ref());
                role_line::none_after(tx, last.map_or("", UserId::as_str))?;
            }
            each(number, page)?;
        }
        Ok(())
    }

    /// The next page's number and the login that it begins after. Finding where it ends is quick beside reading it.
    fn take(&self, tx: &mut Tx<'_>) -> Result<Option<(usize, Option<UserId>)>, StoreError> {
        let mut turn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if turn.done {
            return Ok(None);
        }
        let taken = (turn.page, turn.after.clone());
        match user::later(tx, turn.after.as_ref(), PAGE)? {
            Some(last) => turn.after = Some(last),
            None => turn.done = true,
        }
        turn.page += 1;
        Ok(Some(taken))
    }
}
