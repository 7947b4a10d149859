//! Tenants, one at a time.

use std::collections::BTreeMap;

use bailiwick_model::{Company, CompanyId, CompanyKind};

use crate::{
    Param, Row, StoreError, Tx,
    param::params,
    record_id,
    role_line::{self, Owner},
    sql::{rows, some, some_params, statements},
};

rows! {
    ROW in "company": code Text, id_kind Text, id Text, name Text, parent Text, kind Text, timezone Text;
}

statements! {
    ALL in "company": "select code, id_kind, id, name, parent, kind, timezone from company order by code";
    FIND in "company": "select code, id_kind, id, name, parent, kind, timezone from company where code = $1";
    SOME_OF_THEM in "company": concat!(
        "select code, id_kind, id, name, parent, kind, timezone from company where code in ", some!());
    UPDATE in "company":
        "update company set id_kind = $2, id = $3, name = $4, parent = $5, kind = $6, timezone = $7 where code = $1";
    PROVIDER_BELOW in "company": "select code from company where parent = $1 and kind = 'provider' order by code limit 1";
    DELETE in "company": "delete from company where code = $1";
}

/// Adds a company with its role lines.
///
/// # Errors
/// [`StoreError::Conflict`] when its code is taken.
pub fn insert(tx: &mut Tx<'_>, code: &CompanyId, company: &Company) -> Result<(), StoreError> {
    if !with_row(code, company, |row| tx.insert(&ROW, row))? {
        return Err(StoreError::conflict("company", code));
    }
    role_line::insert_all(tx, &Owner::Company(code.clone()), &company.lines)
}

/// Rewrites a company, but not its role lines: those are changed one by one, see [`role_line`].
///
/// # Errors
/// [`StoreError::NotFound`] when there is none with this code.
pub fn update(tx: &mut Tx<'_>, code: &CompanyId, company: &Company) -> Result<(), StoreError> {
    match with_row(code, company, |row| tx.execute(&UPDATE, row))? {
        0 => Err(StoreError::not_found("company", code)),
        _ => Ok(()),
    }
}

/// Removes a company and its role lines. Who refers to it is the caller's to check.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none with this code.
pub fn delete(tx: &mut Tx<'_>, code: &CompanyId) -> Result<(), StoreError> {
    role_line::delete_for(tx, &Owner::Company(code.clone()))?;
    match tx.execute(&DELETE, params![code.as_str()])? {
        0 => Err(StoreError::not_found("company", code)),
        _ => Ok(()),
    }
}

/// Some companies without their role lines, by code; as many as [`crate::branch::AT_ONCE`] at most.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn some(tx: &mut Tx<'_>, codes: &[String]) -> Result<BTreeMap<CompanyId, Company>, StoreError> {
    let params = some_params(codes.iter().map(String::as_str));
    Ok(tx.query(&SOME_OF_THEM, &params, read)?.into_iter().collect())
}

/// Says that [`some`] will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_some(tx: &mut Tx<'_>, codes: &[String]) -> Result<(), StoreError> {
    tx.foresee(&SOME_OF_THEM, &some_params(codes.iter().map(String::as_str)))
}

/// A company with its role lines.
///
/// # Errors
/// [`StoreError::Corrupt`] when it cannot be read.
pub fn find(tx: &mut Tx<'_>, code: &CompanyId) -> Result<Option<Company>, StoreError> {
    foresee(tx, code)?;
    let Some((_, mut company)) = tx.find(&FIND, params![code.as_str()], read)? else { return Ok(None) };
    company.lines = role_line::lines_of(tx, &Owner::Company(code.clone()))?;
    Ok(Some(company))
}

/// Says that a company will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, code: &CompanyId) -> Result<(), StoreError> {
    tx.foresee(&FIND, params![code.as_str()])?;
    role_line::foresee(tx, &Owner::Company(code.clone()))
}

/// A provider's company right below another one, if there is one.
///
/// # Errors
/// When the database refuses.
pub fn provider_below(tx: &mut Tx<'_>, code: &CompanyId) -> Result<Option<CompanyId>, StoreError> {
    tx.find(&PROVIDER_BELOW, params![code.as_str()], |row| row.parse("code", CompanyId::new))
}

/// Every company by code, without role lines.
pub(crate) fn each(
    tx: &mut Tx<'_>,
    mut each: impl FnMut(CompanyId, Company) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    tx.each(&ALL, &[], |row| {
        let (code, company) = read(row)?;
        each(code, company)
    })
}

pub(crate) fn with_row<T>(
    code: &CompanyId,
    company: &Company,
    put: impl FnOnce(&[Param<'_>]) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let Company { id, name, parent, kind, timezone, lines: _ } = company;
    let id = id.as_ref().map(record_id::columns);
    put(params![
        code.as_str(),
        id.as_ref().map(|(kind, _)| *kind),
        id.as_ref().map(|(_, id)| id),
        name,
        parent.as_deref(),
        kind_word(*kind),
        timezone.as_ref(),
    ])
}

fn read(row: &mut Row<'_>) -> Result<(CompanyId, Company), StoreError> {
    let code = row.parse("code", CompanyId::new)?;
    let id = record_id::read(row)?;
    let name = row.text("name")?.to_owned();
    let parent = row.opt_parse("parent", CompanyId::new)?;
    let kind = row.parse("kind", kind_of)?;
    let timezone = row.opt_text("timezone")?.map(str::to_owned);
    Ok((code, Company { id, name, parent, kind, timezone, lines: Vec::new() }))
}

fn kind_word(kind: CompanyKind) -> &'static str {
    match kind {
        CompanyKind::Provider => "provider",
        CompanyKind::Client => "client",
    }
}

fn kind_of(word: &str) -> Result<CompanyKind, String> {
    match word {
        "provider" => Ok(CompanyKind::Provider),
        "client" => Ok(CompanyKind::Client),
        _ => Err(format!("{word:?} is neither provider nor client")),
    }
}
