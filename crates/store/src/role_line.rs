//! Assignments, each with a number of its own.

mod read;

use std::fmt;

use bailiwick_model::{CompanyId, DepartmentId, RoleLine, UserId};

pub(crate) use read::{Chunk, STATEMENTS as READ_STATEMENTS};

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
    fn columns(&self) -> (&'static str, &str) {
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
        id Int, owner_kind Text, owner Text, role Text, from_day Text, to_day Text, granted_by Text, reason Text;
    AREA in "role_line_area": line Int, area Text;
    COMPANY in "role_line_company": line Int, company Text;
}

statements! {
    COMPANY_EXISTS in "company": "select code from company where code = $1";
    DEPARTMENT_EXISTS in "department": "select code from department where code = $1";
    USER_EXISTS in "app_user": "select login from app_user where login = $1";
    UPDATE in "role_line":
        "update role_line set role = $2, from_day = $3, to_day = $4, granted_by = $5, reason = $6 where id = $1";
    DELETE in "role_line": "delete from role_line where id = $1";
    DELETE_FOR in "role_line": "delete from role_line where owner_kind = $1 and owner = $2";
    DELETE_AREAS in "role_line_area": "delete from role_line_area where line = $1";
    DELETE_COMPANIES in "role_line_company": "delete from role_line_company where line = $1";
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
    let (from, to) = days(line);
    let (by, reason) = (line.granted_by().map(UserId::as_str), line.reason());
    let row = params![id.0, line.role().as_str(), from.as_ref(), to.as_ref(), by, reason];
    found(tx.execute(&UPDATE, row)?, id)?;
    tx.execute(&DELETE_AREAS, params![id.0])?;
    tx.execute(&DELETE_COMPANIES, params![id.0])?;
    insert_reach(tx, id, line)
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
    let (from, to) = days(line);
    let (role, by, reason) = (line.role().as_str(), line.granted_by().map(UserId::as_str), line.reason());
    put(params![id, owner_kind, owner, role, from.as_ref(), to.as_ref(), by, reason])
}

fn insert_as(tx: &mut Tx<'_>, id: LineId, owner: &Owner, line: &RoleLine) -> Result<(), StoreError> {
    if !with_row(id.0, owner.columns(), line, |row| tx.insert(&ROW, row))? {
        return Err(StoreError::conflict("role line", id));
    }
    insert_reach(tx, id, line)
}

fn insert_reach(tx: &mut Tx<'_>, id: LineId, line: &RoleLine) -> Result<(), StoreError> {
    for area in line.areas() {
        tx.insert(&AREA, params![id.0, area.as_str()])?;
    }
    for company in line.companies() {
        tx.insert(&COMPANY, params![id.0, company.as_str()])?;
    }
    Ok(())
}

fn days(line: &RoleLine) -> (Option<String>, Option<String>) {
    (line.validity().from().map(|day| day.to_string()), line.validity().to().map(|day| day.to_string()))
}

fn found(count: u64, id: LineId) -> Result<(), StoreError> {
    if count == 0 { Err(StoreError::not_found("role line", id)) } else { Ok(()) }
}
