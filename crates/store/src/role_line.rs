//! Assignments, each with a number of its own.

mod read;

use std::{borrow::Cow, fmt, ops::Deref};

use bailiwick_model::{CompanyId, DepartmentId, RoleLine, UserId};

pub(crate) use read::{STATEMENTS as READ_STATEMENTS, foresee_some, none_after, of_kind, of_some, of_users};

use crate::{
    Param, Sql, StoreError, Tx,
    param::params,
    sequence,
    sql::{rows, statements},
};

/// The number of a role line; never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineId(pub i64);

impl fmt::Display for LineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Whom a role is assigned to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// Everybody at home in a company, or below it.
    Company(CompanyId),
    /// Everybody in a department, or below it.
    Department(DepartmentId),
    /// One user.
    User(UserId),
}

impl Owner {
    pub(crate) fn columns(&self) -> (&'static str, &str) {
        match self {
            Self::Company(code) => ("company", code),
            Self::Department(code) => ("department", code),
            Self::User(login) => ("user", login),
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, key) = self.columns();
        write!(f, "{kind} {key}")
    }
}

rows! {
    ROW in "role_line":
        owner_kind Text, owner Text, id Int, role Text, from_day Text, to_day Text, granted_by Text, reason Text,
        areas Text, companies Text;
}

statements! {
    COMPANY_EXISTS in "company": "select code from company where code = $1";
    DEPARTMENT_EXISTS in "department": "select code from department where code = $1";
    USER_EXISTS in "app_user": "select login from app_user where login = $1";
    UPDATE in "role_line":
        "update role_line set role = $2, from_day = $3, to_day = $4, granted_by = $5, reason = $6, areas = $7, \
         companies = $8 where id = $1";
    DELETE in "role_line": "delete from role_line where id = $1";
    DELETE_FOR in "role_line": "delete from role_line where owner_kind = $1 and owner = $2";
}

/// Assigns a role.
///
/// # Errors
/// [`StoreError::NotFound`] when the owner is not there.
pub fn insert(tx: &mut Tx<'_>, owner: &Owner, line: &RoleLine) -> Result<LineId, StoreError> {
    let (key, exists): (_, &Sql) = match owner {
        Owner::Company(code) => (code.as_str(), &COMPANY_EXISTS),
        Owner::Department(code) => (code.as_str(), &DEPARTMENT_EXISTS),
        Owner::User(login) => (login.as_str(), &USER_EXISTS),
    };
    if tx.find(exists, params![key], |_| Ok(()))?.is_none() {
        return Err(StoreError::NotFound { what: owner.to_string() });
    }
    let id = LineId(sequence::next(tx, "role_line", 1)?);
    insert_as(tx, id, owner, line)?;
    Ok(id)
}

/// Rewrites a role line; its owner stays.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no line with this number.
pub fn update(tx: &mut Tx<'_>, id: LineId, line: &RoleLine) -> Result<(), StoreError> {
    with_columns(line, |[role, from, to, by, reason, areas, companies]| {
        found(tx.execute(&UPDATE, &[id.0.into(), role, from, to, by, reason, areas, companies])?, id)
    })
}

/// Takes a role line away.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no line with this number.
pub fn delete(tx: &mut Tx<'_>, id: LineId) -> Result<(), StoreError> {
    found(tx.execute(&DELETE, params![id.0])?, id)
}

/// A role line with its owner.
///
/// # Errors
/// [`StoreError::Corrupt`] when it cannot be read.
pub fn find(tx: &mut Tx<'_>, id: LineId) -> Result<Option<(Owner, RoleLine)>, StoreError> {
    read::one(tx, id)
}

/// The lines of a user, department or company alone, without what is inherited, oldest first.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn list_for(tx: &mut Tx<'_>, owner: &Owner) -> Result<Vec<(LineId, RoleLine)>, StoreError> {
    read::of(tx, owner)
}

/// Says that the lines of a user, department or company will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, owner: &Owner) -> Result<(), StoreError> {
    read::foresee(tx, owner)
}

pub(crate) fn lines_of(tx: &mut Tx<'_>, owner: &Owner) -> Result<Vec<RoleLine>, StoreError> {
    Ok(read::of(tx, owner)?.into_iter().map(|(_, line)| line).collect())
}

pub(crate) fn insert_all(tx: &mut Tx<'_>, owner: &Owner, lines: &[RoleLine]) -> Result<(), StoreError> {
    if lines.is_empty() {
        return Ok(());
    }
    let first = sequence::next(tx, "role_line", i64::try_from(lines.len()).unwrap_or(i64::MAX))?;
    for (id, line) in (first..).zip(lines) {
        insert_as(tx, LineId(id), owner, line)?;
    }
    Ok(())
}

pub(crate) fn delete_for(tx: &mut Tx<'_>, owner: &Owner) -> Result<(), StoreError> {
    let (kind, key) = owner.columns();
    tx.execute(&DELETE_FOR, params![kind, key]).map(drop)
}

pub(crate) fn with_row<T>(
    id: i64,
    (owner_kind, owner): (&str, &str),
    line: &RoleLine,
    put: impl FnOnce(&[Param<'_>]) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    with_columns(line, |[role, from, to, by, reason, areas, companies]| {
        put(&[owner_kind.into(), owner.into(), id.into(), role, from, to, by, reason, areas, companies])
    })
}

fn insert_as(tx: &mut Tx<'_>, id: LineId, owner: &Owner, line: &RoleLine) -> Result<(), StoreError> {
    if with_row(id.0, owner.columns(), line, |row| tx.insert(&ROW, row))? {
        Ok(())
    } else {
        Err(StoreError::conflict("role line", id))
    }
}

/// The columns that say what the line is, from `role` to `companies`.
fn with_columns<T>(line: &RoleLine, put: impl FnOnce([Param<'_>; 7]) -> T) -> T {
    let (from, to) = (line.validity().from(), line.validity().to());
    let (from, to) = (from.map(|day| day.to_string()), to.map(|day| day.to_string()));
    let (areas, companies) = (codes(line.areas()), codes(line.companies()));
    put([
        line.role().as_str().into(),
        from.as_ref().into(),
        to.as_ref().into(),
        line.granted_by().map(UserId::as_str).into(),
        line.reason().into(),
        areas.as_deref().into(),
        companies.as_deref().into(),
    ])
}

/// Codes as one text; nothing where there are none. A single code, which is the usual, is not copied.
fn codes<C: Deref<Target = str>>(codes: &[C]) -> Option<Cow<'_, str>> {
    match codes {
        [] => None,
        [code] => Some(Cow::Borrowed(code)),
        codes => Some(Cow::Owned(codes.iter().map(Deref::deref).collect::<Vec<&str>>().join("\n"))),
    }
}

fn found(count: u64, id: LineId) -> Result<(), StoreError> {
    if count == 0 { Err(StoreError::not_found("role line", id)) } else { Ok(()) }
}
