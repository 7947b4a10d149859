//! People and programs, one at a time.

mod brief;
mod children;
mod columns;

use bailiwick_model::{CompanyId, RecordId, User, UserId};

pub(crate) use brief::STATEMENTS as BRIEF_STATEMENTS;
pub use brief::{Brief, brief, foresee_brief};
pub(crate) use children::{COMPANY, GROUP, SHAPES as CHILD_SHAPES, STATEMENTS as CHILD_STATEMENTS};
pub(crate) use columns::with_row;

use crate::{
    StoreError, Tx, account, avatar,
    interner::Keys,
    param::params,
    password_reset, record_id,
    role_line::{self, LineId, Owner},
    setting, sign_in,
    sql::{SOME, rows, some, some_params, statements},
    user_override::{self, OverrideId},
};

rows! {
    ROW in "app_user":
        login Text, id_kind Text, id Text, name Text, kind Text, company Text, department Text, timezone Text,
        active Bool, superuser Bool, attributes Text, valid_from Text, valid_to Text;
}

statements! {
    FIND in "app_user":
        "select login, id_kind, id, name, kind, company, department, timezone, active, superuser, attributes, \
         valid_from, valid_to from app_user where login = $1";
    IS_THERE in "app_user": "select login from app_user where login = $1";
    COMPANY_OF in "app_user": "select company from app_user where login = $1 and company is not null";
    PAGE in "app_user":
        "select login, id_kind, id, name, kind, company, department, timezone, active, superuser, attributes, \
         valid_from, valid_to from app_user where login > $1 order by login limit $2";
    SOME_OF in "app_user":
        concat!("select login, id_kind, id, name, kind, company, department, timezone, active, superuser, attributes, \
         valid_from, valid_to from app_user where login in ", some!(), " order by login");
    LATER in "app_user": "select login from app_user where login > $1 order by login limit 1 offset $2";
    UPDATE in "app_user":
        "update app_user set id_kind = $2, id = $3, name = $4, kind = $5, company = $6, department = $7, \
         timezone = $8, active = $9, superuser = $10, attributes = $11, valid_from = $12, valid_to = $13 where login = $1";
    DELETE in "app_user": "delete from app_user where login = $1";
    DELETE_TOKENS in "token": "delete from token where login = $1";
    FORMER in "former_record_id":
        "insert into former_record_id (id_kind, id, login) select id_kind, id, login from app_user \
         where login = $1 and id is not null on conflict do nothing";
    BY_SMALL in "app_user": "select login from app_user where lower(login) = $1 and login <> $2 order by login limit 1";
    BY_RECORD in "app_user": "select login from app_user where id_kind = $1 and id = $2 order by login limit 1";
}

/// A user with everything that belongs to it, and the numbers of what has some.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbered {
    /// The user.
    pub user: User,
    /// Those of its role lines, in their order.
    pub lines: Vec<LineId>,
    /// Those of its overrides, in their order.
    pub overrides: Vec<OverrideId>,
}

/// Adds a user with everything that belongs to it, role lines included.
///
/// # Errors
/// [`StoreError::Conflict`] when the login is taken.
pub fn insert(tx: &mut Tx<'_>, login: &UserId, user: &User) -> Result<(), StoreError> {
    if !with_row(login, user, |row| tx.insert(&ROW, row))? {
        return Err(StoreError::conflict("user", login));
    }
    children::insert(tx, login, user)?;
    account::name(tx, login, user)?;
    user_override::insert_all(tx, login, &user.overrides)?;
    role_line::insert_all(tx, &Owner::User(login.clone()), &user.lines)
}

/// Rewrites a user with companies and groups, but neither its role lines nor its overrides: those are changed one by one, see
/// [`role_line`] and [`user_override`].
///
/// # Errors
/// [`StoreError::NotFound`] when there is none with this login.
pub fn update(tx: &mut Tx<'_>, login: &UserId, user: &User) -> Result<(), StoreError> {
    if with_row(login, user, |row| tx.execute(&UPDATE, row))? == 0 {
        return Err(StoreError::not_found("user", login));
    }
    children::delete(tx, login)?;
    children::insert(tx, login, user)?;
    account::name(tx, login, user)
}

/// Removes a user with everything that belongs to it: whoever gets the login next comes into nothing. Its id among the records
/// stays known as one that was somebody's.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none with this login.
pub fn delete(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    role_line::delete_for(tx, &Owner::User(login.clone()))?;
    account::delete(tx, login)?;
    avatar::delete(tx, login)?;
    password_reset::delete(tx, login)?;
    sign_in::forget(tx, login)?;
    setting::forget(tx, login)?;
    for statement in [&FORMER, &DELETE_TOKENS] {
        tx.execute(statement, params![login.as_str()])?;
    }
    match tx.execute(&DELETE, params![login.as_str()])? {
        0 => Err(StoreError::not_found("user", login)),
        _ => Ok(()),
    }
}

/// Another user than `but` whose login is this one, whichever of its ASCII letters are capital. `small` has none.
///
/// # Errors
/// When the database refuses.
pub fn by_small(tx: &mut Tx<'_>, small: &str, but: &UserId) -> Result<Option<UserId>, StoreError> {
    tx.find(&BY_SMALL, params![small, but.as_str()], |row| row.parse("login", UserId::new))
}

/// A user with everything that belongs to it.
///
/// # Errors
/// [`StoreError::Corrupt`] when it cannot be read.
pub fn find(tx: &mut Tx<'_>, login: &UserId) -> Result<Option<User>, StoreError> {
    Ok(find_numbered(tx, login)?.map(|found| found.user))
}

/// As [`find`], with the numbers of role lines and overrides.
///
/// # Errors
/// As for [`find`].
pub fn find_numbered(tx: &mut Tx<'_>, login: &UserId) -> Result<Option<Numbered>, StoreError> {
    foresee(tx, login)?;
    let mut keys = Keys::default();
    let found = tx.find(&FIND, params![login.as_str()], |row| columns::read(row, &mut keys))?;
    let Some((_, user)) = found else { return Ok(None) };
    let mut found = Numbered { user, ..Numbered::default() };
    children::read_one(tx, &mut keys, login, &mut found)?;
    (found.lines, found.user.lines) =
        role_line::list_for(tx, &Owner::User(login.clone()))?.into_iter().unzip();
    Ok(Some(found))
}

/// Says that a user will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.foresee(&FIND, params![login.as_str()])?;
    children::foresee(tx, login)?;
    role_line::foresee(tx, &Owner::User(login.clone()))
}

/// The users of these logins who are there, in the order of their logins, with the numbers of what has some: one
/// statement a table for every fifty, so that a page of a list costs little more than a single user.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn some(tx: &mut Tx<'_>, logins: &[UserId]) -> Result<Vec<(UserId, Numbered)>, StoreError> {
    let mut keys = Keys::default();
    let mut found = Vec::with_capacity(logins.len());
    for logins in logins.chunks(SOME) {
        let params = some_params(logins.iter().map(UserId::as_str));
        let mut users = tx.query(&SOME_OF, &params, |row| {
            let (login, user) = columns::read(row, &mut keys)?;
            Ok((login, Numbered { user, ..Numbered::default() }))
        })?;
        children::read_some(tx, &mut keys, &params, &mut users)?;
        let mut at = 0;
        role_line::of_some(tx, &mut keys, &params, |owner, number, line| {
            // Both are in the order of the logins. A line of somebody who is gone is nobody's.
            while users.get(at).is_some_and(|(login, _)| login.as_str() < owner) {
                at += 1;
            }
            if let Some((login, found)) = users.get_mut(at)
                && login.as_str() == owner
            {
                found.user.lines.push(line);
                found.lines.push(number);
            }
        })?;
        found.extend(users);
    }
    Ok(found)
}

/// Whether there is such a user, without anything that belongs to it.
///
/// # Errors
/// When the database refuses.
pub fn is_there(tx: &mut Tx<'_>, login: &UserId) -> Result<bool, StoreError> {
    Ok(tx.find(&IS_THERE, params![login.as_str()], |_| Ok(()))?.is_some())
}

/// The home company of a user who is there and has one.
///
/// # Errors
/// [`StoreError::Corrupt`] when it cannot be read.
pub fn company(tx: &mut Tx<'_>, login: &UserId) -> Result<Option<CompanyId>, StoreError> {
    tx.find(&COMPANY_OF, params![login.as_str()], |row| row.parse("company", CompanyId::new))
}

/// Says that [`company`] will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_company(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.foresee(&COMPANY_OF, params![login.as_str()])
}

/// Whose id among the records this is.
///
/// # Errors
/// When the database refuses.
pub fn by_record(tx: &mut Tx<'_>, id: &RecordId) -> Result<Option<UserId>, StoreError> {
    let (kind, id) = record_id::columns(id);
    tx.find(&BY_RECORD, params![kind, &id], |row| row.parse("login", UserId::new))
}

/// The login that comes so many places after another one, if there are so many.
pub(crate) fn later(
    tx: &mut Tx<'_>,
    after: Option<&UserId>,
    places: usize,
) -> Result<Option<UserId>, StoreError> {
    let after = after.map_or("", UserId::as_str);
    let offset = i64::try_from(places.saturating_sub(1)).unwrap_or(i64::MAX);
    tx.find(&LATER, params![after, offset], |row| row.parse("login", UserId::new))
}

/// The next users in the order of their logins, at most `limit`, each with everything that belongs to it.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn page(
    tx: &mut Tx<'_>,
    after: Option<&UserId>,
    limit: usize,
) -> Result<Vec<(UserId, User)>, StoreError> {
    page_with(tx, &mut Keys::default(), after, limit)
}

/// As [`page`], with the keys of the pages before.
pub(crate) fn page_with(
    tx: &mut Tx<'_>,
    keys: &mut Keys,
    after: Option<&UserId>,
    limit: usize,
) -> Result<Vec<(UserId, User)>, StoreError> {
    let after = after.map_or("", UserId::as_str);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut users = tx.query(&PAGE, params![after, limit], |row| columns::read(row, keys))?;
    if let Some((last, _)) = users.last() {
        let last = last.clone();
        children::read_range(tx, keys, after, &last, &mut users)?;
        role_line::of_users(tx, keys, after, &last, &mut users)?;
    }
    Ok(users)
}
