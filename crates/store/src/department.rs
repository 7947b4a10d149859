//! Parts of companies, one at a time.

use bailiwick_model::{CompanyId, Department, DepartmentId};

use crate::{
    Param, Row, StoreError, Tx,
    param::params,
    role_line::{self, Owner},
    sql::{rows, statements},
};

rows! {
    ROW in "department": code Text, name Text, company Text, parent Text;
}

statements! {
    ALL in "department": "select code, name, company, parent from department order by code";
    FIND in "department": "select code, name, company, parent from department where code = $1";
    UPDATE in "department": "update department set name = $2, company = $3, parent = $4 where code = $1";
    DELETE in "department": "delete from department where code = $1";
}

/// Adds a department with its role lines.
///
/// # Errors
/// [`StoreError::Conflict`] when its code is taken.
pub fn insert(tx: &mut Tx<'_>, code: &DepartmentId, department: &Department) -> Result<(), StoreError> {
    if !with_row(code, department, |row| tx.insert(&ROW, row))? {
        return Err(StoreError::conflict("department", code));
    }
    role_line::insert_all(tx, &Owner::Department(code.clone()), &department.lines)
}

/// Rewrites a department, but not its role lines: those are changed one by one, see [`role_line`].
///
/// # Errors
/// [`StoreError::NotFound`] when there is none with this code.
pub fn update(tx: &mut Tx<'_>, code: &DepartmentId, department: &Department) -> Result<(), StoreError> {
    match with_row(code, department, |row| tx.execute(&UPDATE, row))? {
        0 => Err(StoreError::not_found("department", code)),
        _ => Ok(()),
    }
}

/// Removes a department and its role lines. Who refers to it is the caller's to check.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none with this code.
pub fn delete(tx: &mut Tx<'_>, code: &DepartmentId) -> Result<(), StoreError> {
    role_line::delete_for(tx, &Owner::Department(code.clone()))?;
    match tx.execute(&DELETE, params![code.as_str()])? {
        0 => Err(StoreError::not_found("department", code)),
        _ => Ok(()),
    }
}

/// A department with its role lines.
///
/// # Errors
/// [`StoreError::Corrupt`] when it cannot be read.
pub fn find(tx: &mut Tx<'_>, code: &DepartmentId) -> Result<Option<Department>, StoreError> {
    foresee(tx, code)?;
    let Some((_, mut department)) = tx.find(&FIND, params![code.as_str()], read)? else { return Ok(None) };
    department.lines = role_line::lines_of(tx, &Owner::Department(code.clone()))?;
    Ok(Some(department))
}

/// Says that a department will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, code: &DepartmentId) -> Result<(), StoreError> {
    tx.foresee(&FIND, params![code.as_str()])?;
    role_line::foresee(tx, &Owner::Department(code.clone()))
}

/// Every department by code, without role lines.
pub(crate) fn each(
    tx: &mut Tx<'_>,
    mut each: impl FnMut(DepartmentId, Department) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    tx.each(&ALL, &[], |row| {
        let (code, department) = read(row)?;
        each(code, department)
    })
}

pub(crate) fn with_row<T>(
    code: &DepartmentId,
    department: &Department,
    put: impl FnOnce(&[Param<'_>]) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let Department { name, company, parent, lines: _ } = department;
    put(params![code.as_str(), name, company.as_str(), parent.as_deref()])
}

fn read(row: &mut Row<'_>) -> Result<(DepartmentId, Department), StoreError> {
    let code = row.parse("code", DepartmentId::new)?;
    let name = row.text("name")?.to_owned();
    let company = row.parse("company", CompanyId::new)?;
    let parent = row.opt_parse("parent", DepartmentId::new)?;
    Ok((code, Department { name, company, parent, lines: Vec::new() }))
}
