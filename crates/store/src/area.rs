//! Places, one at a time.

use bailiwick_model::{Area, AreaCode};

use crate::{
    Param, Row, StoreError, Tx,
    param::params,
    record_id,
    sql::{rows, statements},
};

rows! {
    ROW in "area": code Text, id_kind Text, id Text, name Text, parent Text, kind Text;
}

statements! {
    ALL in "area": "select code, id_kind, id, name, parent, kind from area order by code";
    FIND in "area": "select code, id_kind, id, name, parent, kind from area where code = $1";
    UPDATE in "area": "update area set id_kind = $2, id = $3, name = $4, parent = $5, kind = $6 where code = $1";
    DELETE in "area": "delete from area where code = $1";
}

/// Adds an area.
///
/// # Errors
/// [`StoreError::Conflict`] when its code is taken.
pub fn insert(tx: &mut Tx<'_>, code: &AreaCode, area: &Area) -> Result<(), StoreError> {
    if with_row(code, area, |row| tx.insert(&ROW, row))? {
        Ok(())
    } else {
        Err(StoreError::conflict("area", code))
    }
}

/// Adds many areas, whose codes are free, the fastest way there is.
///
/// # Errors
/// When the database refuses; a code that is taken is one reason.
pub fn insert_all<'a>(
    tx: &mut Tx<'_>,
    areas: impl IntoIterator<Item = (&'a AreaCode, &'a Area)>,
) -> Result<(), StoreError> {
    let mut areas = areas.into_iter();
    tx.bulk(&ROW, |put| areas.try_for_each(|(code, area)| with_row(code, area, &mut *put)))
}

/// Rewrites an area.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none with this code.
pub fn update(tx: &mut Tx<'_>, code: &AreaCode, area: &Area) -> Result<(), StoreError> {
    match with_row(code, area, |row| tx.execute(&UPDATE, row))? {
        0 => Err(StoreError::not_found("area", code)),
        _ => Ok(()),
    }
}

/// Removes an area. Who refers to it is the caller's to check.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none with this code.
pub fn delete(tx: &mut Tx<'_>, code: &AreaCode) -> Result<(), StoreError> {
    match tx.execute(&DELETE, params![code.as_str()])? {
        0 => Err(StoreError::not_found("area", code)),
        _ => Ok(()),
    }
}

/// An area.
///
/// # Errors
/// [`StoreError::Corrupt`] when it cannot be read.
pub fn find(tx: &mut Tx<'_>, code: &AreaCode) -> Result<Option<Area>, StoreError> {
    Ok(tx.find(&FIND, params![code.as_str()], read)?.map(|(_, area)| area))
}

/// Says that an area will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee(tx: &mut Tx<'_>, code: &AreaCode) -> Result<(), StoreError> {
    tx.foresee(&FIND, params![code.as_str()])
}

/// Every area.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn all(tx: &mut Tx<'_>) -> Result<std::collections::BTreeMap<AreaCode, Area>, StoreError> {
    Ok(tx.query(&ALL, &[], read)?.into_iter().collect())
}

/// Every area by code.
pub(crate) fn each(
    tx: &mut Tx<'_>,
    mut each: impl FnMut(AreaCode, Area) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    tx.each(&ALL, &[], |row| {
        let (code, area) = read(row)?;
        each(code, area)
    })
}

pub(crate) fn with_row<T>(
    code: &AreaCode,
    area: &Area,
    put: impl FnOnce(&[Param<'_>]) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let Area { id, name, parent, kind } = area;
    let id = id.as_ref().map(record_id::columns);
    put(params![
        code.as_str(),
        id.as_ref().map(|(kind, _)| *kind),
        id.as_ref().map(|(_, id)| id),
        name,
        parent.as_deref(),
        kind.as_ref(),
    ])
}

fn read(row: &mut Row<'_>) -> Result<(AreaCode, Area), StoreError> {
    let code = row.parse("code", AreaCode::new)?;
    let id = record_id::read(row)?;
    let name = row.text("name")?.to_owned();
    let parent = row.opt_parse("parent", AreaCode::new)?;
    let kind = row.opt_text("kind")?.map(str::to_owned);
    Ok((code, Area { id, name, parent, kind }))
}
