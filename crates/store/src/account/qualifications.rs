//! Skills, certificates, specialisations and trainings, in the order given. Their columns are the keys of their wire form.

use bailiwick_model::{Qualification, UserId};
use serde_json::{Map, Value as Json};

use super::{QUALIFICATION, QUALIFICATIONS, QUALIFICATIONS_OF_SOME};
use crate::{Param, Row, StoreError, Tx, param::params};

const COLUMNS: [&str; 7] = ["kind", "name", "issuer", "number", "level", "obtained", "valid_until"];

pub(super) fn insert(tx: &mut Tx<'_>, login: &UserId, all: &[Qualification]) -> Result<(), StoreError> {
    for (position, qualification) in (0_i64..).zip(all) {
        let wire = serde_json::to_value(qualification).map_err(|error| StoreError::Invalid {
            what: format!("a qualification of {login}"),
            why: error.to_string(),
        })?;
        let mut row = vec![Param::Text(login.as_str()), Param::Int(position)];
        row.extend(COLUMNS.map(|column| Param::from(wire.get(column).and_then(Json::as_str))));
        tx.insert_later(&QUALIFICATION, &row)?;
    }
    Ok(())
}

pub(super) fn of(tx: &mut Tx<'_>, login: &UserId) -> Result<Vec<Qualification>, StoreError> {
    tx.query(&QUALIFICATIONS, params![login.as_str()], read)
}

/// Hands those of several people, whom the parameters name, to `give`, each person's in their order.
pub(super) fn of_some(
    tx: &mut Tx<'_>,
    logins: &[Param<'_>],
    mut give: impl FnMut(&str, Qualification),
) -> Result<(), StoreError> {
    tx.each(&QUALIFICATIONS_OF_SOME, logins, |row| {
        let login = row.text("login")?;
        give(login, read(row)?);
        Ok(())
    })
}

fn read(row: &mut Row<'_>) -> Result<Qualification, StoreError> {
    let mut wire = Map::new();
    for column in COLUMNS {
        if let Some(text) = row.opt_text(column)? {
            wire.insert(column.to_owned(), text.into());
        }
    }
    serde_json::from_value(Json::Object(wire)).map_err(|why| row.corrupt("valid_until", why))
}
