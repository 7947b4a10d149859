//! Custom attributes: which there are, and who has which.

use std::collections::BTreeMap;

use bailiwick_model::{AttributeField, AttributeSchema, FieldName, UserId};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "attribute": name Text, body Text, changed_us Int;
    VALUE in "user_attribute": login Text, name Text, value Text, same Text, body Text;
}

statements! {
    LIST in "attribute": "select name, body from attribute order by name";
    DELETE in "attribute": "delete from attribute where name = $1";
    WHO in "user_attribute":
        "select login, body from user_attribute where name = $1 and login > $2 order by login limit $3";
    HOLDER in "user_attribute":
        "select login from user_attribute where name = $1 and same = $2 and login <> $3 order by login limit 1";
    SAY_SAME in "user_attribute": "update user_attribute set same = $3 where login = $1 and name = $2";
    FORGET in "user_attribute": "delete from user_attribute where login = $1";
}

/// Longest text that stands for itself among what values are compared by.
const LONGEST: usize = 200;

/// Writes what an attribute is, whether or not there was one of this name.
///
/// # Errors
/// When the database refuses.
pub fn put(tx: &mut Tx<'_>, name: &FieldName, field: &AttributeField, at_us: i64) -> Result<(), StoreError> {
    delete(tx, name)?;
    let body = serde_json::to_string(field)
        .map_err(|error| StoreError::Invalid { what: format!("attribute {name}"), why: error.to_string() })?;
    tx.insert(&ROW, params![name.as_str(), &body, at_us]).map(drop)
}

/// Says that [`schema`] will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_schema(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    tx.foresee(&LIST, &[])
}

/// All that there are.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn schema(tx: &mut Tx<'_>) -> Result<AttributeSchema, StoreError> {
    let fields = tx.query(&LIST, &[], |row| Ok((row.parse("name", FieldName::new)?, row.json("body")?)))?;
    Ok(AttributeSchema { fields: fields.into_iter().collect() })
}

/// Takes one away. Returns whether there was one of this name.
///
/// # Errors
/// When the database refuses.
pub fn delete(tx: &mut Tx<'_>, name: &FieldName) -> Result<bool, StoreError> {
    Ok(tx.execute(&DELETE, params![name.as_str()])? == 1)
}

/// Writes which attributes a user has, in the place of those before.
///
/// # Errors
/// When the database refuses.
pub fn put_values(
    tx: &mut Tx<'_>,
    login: &UserId,
    values: &BTreeMap<FieldName, Json>,
    schema: &AttributeSchema,
) -> Result<(), StoreError> {
    forget(tx, login)?;
    for (name, value) in values {
        let Some(field) = schema.fields.get(name) else { continue };
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let same = same(field, value);
        tx.insert(&VALUE, params![login.as_str(), name.as_str(), &text, &same, &value.to_string()])?;
    }
    Ok(())
}

/// Forgets which attributes a user has.
pub(crate) fn forget(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.execute(&FORGET, params![login.as_str()]).map(drop)
}

/// Somebody else who has the same value of an attribute.
///
/// # Errors
/// When the database refuses.
pub fn other_holder(
    tx: &mut Tx<'_>,
    login: &UserId,
    name: &FieldName,
    field: &AttributeField,
    value: &Json,
) -> Result<Option<UserId>, StoreError> {
    let same = same(field, value);
    tx.find(&HOLDER, params![name.as_str(), &same, login.as_str()], |row| row.parse("login", UserId::new))
}

/// The next users who have an attribute, at most `limit`, with their values.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn holders(
    tx: &mut Tx<'_>,
    name: &FieldName,
    after: Option<&UserId>,
    limit: i64,
) -> Result<Vec<(UserId, Json)>, StoreError> {
    let after = after.map_or("", UserId::as_str);
    let read = |row: &mut Row<'_>| Ok((row.parse("login", UserId::new)?, row.json("body")?));
    tx.query(&WHO, params![name.as_str(), after, limit], read)
}

/// Has a value compared as an attribute is compared from now on.
///
/// # Errors
/// When the database refuses.
pub fn compare_as(
    tx: &mut Tx<'_>,
    login: &UserId,
    name: &FieldName,
    field: &AttributeField,
    value: &Json,
) -> Result<(), StoreError> {
    tx.execute(&SAY_SAME, params![login.as_str(), name.as_str(), &same(field, value)]).map(drop)
}

/// What is the same for values that mean the same, and short enough for an index.
#[must_use]
pub fn same(field: &AttributeField, value: &Json) -> String {
    let key = field.comparison_key(value);
    match key.len() <= LONGEST {
        true => key,
        false => Sha256::digest(&key).iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}
