//! Writing what differs between two directories.

use std::{cmp::Ordering, collections::BTreeMap};

use bailiwick_model::{Company, Department, Directory, Override, RoleLine, User, UserId};

use super::replace;
use crate::{
    StoreError, Tx, area, company, department,
    role_line::{self, Owner},
    user, user_override,
};

/// Makes the stored directory, which is `old`, the new one and writes only what differs. A role line or an
/// override that stays keeps its number.
///
/// # Errors
/// When the database refuses.
pub fn change(tx: &mut Tx<'_>, old: &Directory, new: &Directory) -> Result<(), StoreError> {
    // Where most of it differs, as in a first load, all at once is quicker than one by one.
    let most = old.users.len().max(new.users.len()) / 2;
    if differences(&old.users, &new.users).nth(most).is_some() {
        return replace(tx, new);
    }
    for (code, difference) in differences(&old.companies, &new.companies) {
        match difference {
            Added(new) => company::insert(tx, code, new)?,
            Removed => company::delete(tx, code)?,
            Changed(old, new) => {
                let bare = |c: &Company| Company { lines: Vec::new(), ..c.clone() };
                if bare(old) != bare(new) {
                    company::update(tx, code, new)?;
                }
                change_lines(tx, &Owner::Company(code.clone()), &old.lines, &new.lines)?;
            }
        }
    }
    for (code, difference) in differences(&old.departments, &new.departments) {
        match difference {
            Added(new) => department::insert(tx, code, new)?,
            Removed => department::delete(tx, code)?,
            Changed(old, new) => {
                let bare = |d: &Department| Department { lines: Vec::new(), ..d.clone() };
                if bare(old) != bare(new) {
                    department::update(tx, code, new)?;
                }
                change_lines(tx, &Owner::Department(code.clone()), &old.lines, &new.lines)?;
            }
        }
    }
    for (code, difference) in differences(&old.areas, &new.areas) {
        match difference {
            Added(new) => area::insert(tx, code, new)?,
            Removed => area::delete(tx, code)?,
            Changed(_, new) => area::update(tx, code, new)?,
        }
    }
    for (login, difference) in differences(&old.users, &new.users) {
        match difference {
            Added(new) => user::insert(tx, login, new)?,
            Removed => user::delete(tx, login)?,
            Changed(old, new) => {
                let bare = |u: &User| User { lines: Vec::new(), overrides: Vec::new(), ..u.clone() };
                if bare(old) != bare(new) {
                    user::update(tx, login, new)?;
                }
                change_lines(tx, &Owner::User(login.clone()), &old.lines, &new.lines)?;
                change_overrides(tx, login, &old.overrides, &new.overrides)?;
            }
        }
    }
    Ok(())
}

/// Lines are kept in the order of their numbers, so the first ones that are alike stay, and those after them are
/// rewritten where they stand.
fn change_lines(
    tx: &mut Tx<'_>,
    owner: &Owner,
    old: &[RoleLine],
    new: &[RoleLine],
) -> Result<(), StoreError> {
    if old == new {
        return Ok(());
    }
    let mut stored = role_line::list_for(tx, owner)?.into_iter();
    let mut new = new.iter();
    for line in new.by_ref() {
        match stored.next() {
            Some((_, before)) if before == *line => {}
            Some((id, _)) => role_line::update(tx, id, line)?,
            None => drop(role_line::insert(tx, owner, line)?),
        }
    }
    stored.try_for_each(|(id, _)| role_line::delete(tx, id))
}

/// As with lines.
fn change_overrides(
    tx: &mut Tx<'_>,
    login: &UserId,
    old: &[Override],
    new: &[Override],
) -> Result<(), StoreError> {
    if old == new {
        return Ok(());
    }
    let mut stored = user_override::list_for(tx, login)?.into_iter();
    for exception in new {
        match stored.next() {
            Some((_, before)) if before == *exception => {}
            Some((id, _)) => user_override::update(tx, login, id, exception)?,
            None => drop(user_override::insert(tx, login, exception)?),
        }
    }
    stored.try_for_each(|(id, _)| user_override::delete(tx, login, id))
}

/// How two maps differ at a key.
enum Difference<'m, V> {
    Added(&'m V),
    Removed,
    Changed(&'m V, &'m V),
}

use Difference::{Added, Changed, Removed};

/// Where two maps differ, in the order of their keys.
fn differences<'m, K: Ord, V: PartialEq>(
    old: &'m BTreeMap<K, V>,
    new: &'m BTreeMap<K, V>,
) -> impl Iterator<Item = (&'m K, Difference<'m, V>)> {
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    std::iter::from_fn(move || {
        loop {
            let order = match (old.peek(), new.peek()) {
                (None, None) => return None,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some((a, _)), Some((b, _))) => a.cmp(b),
            };
            match order {
                Ordering::Less => return old.next().map(|(key, _)| (key, Removed)),
                Ordering::Greater => return new.next().map(|(key, value)| (key, Added(value))),
                Ordering::Equal => {
                    let ((key, before), (_, after)) = old.next().zip(new.next())?;
                    if before != after {
                        return Some((key, Changed(before, after)));
                    }
                }
            }
        }
    })
}
