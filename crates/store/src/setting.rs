//! Settings: values that hold for the installation, a company, a department or an area, and for everything below.

use bailiwick_model::{Setting, SettingName, SettingScope};

use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

rows! {
    ROW in "setting": scope_kind Text, scope Text, name Text, value Text, locked Bool, locked_from Text;
}

statements! {
    AT in "setting":
        "select name, value, locked, locked_from from setting where scope_kind = $1 and scope = $2 order by name";
    FIND in "setting":
        "select name, value, locked, locked_from from setting where scope_kind = $1 and scope = $2 and name = $3";
    DELETE in "setting": "delete from setting where scope_kind = $1 and scope = $2 and name = $3";
    COUNT in "setting": "select count(*) as count from setting where scope_kind = $1 and scope = $2";
}

/// A setting as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The value, and whether those below it count.
    pub setting: Setting,
    /// For a locked one: the highest place at which whoever locked it could have set it.
    pub locked_from: Option<SettingScope>,
}

/// Sets a value at a place, in the place of the one it had.
///
/// # Errors
/// When the database refuses.
pub fn put(tx: &mut Tx<'_>, scope: &SettingScope, name: SettingName, kept: &Kept) -> Result<(), StoreError> {
    delete(tx, scope, name)?;
    let what = || format!("setting {name} of {scope}");
    let value = serde_json::to_string(&kept.setting.value)
        .map_err(|error| StoreError::Invalid { what: what(), why: error.to_string() })?;
    let locked_from = kept.locked_from.as_ref().map(ToString::to_string);
    let kind = scope.level().to_string();
    let row = params![&kind, scope.key(), name.as_str(), &value, kept.setting.locked, locked_from.as_ref(),];
    tx.insert(&ROW, row).map(drop)
}

/// Takes a place's own value away, and says whether it had one.
///
/// # Errors
/// When the database refuses.
pub fn delete(tx: &mut Tx<'_>, scope: &SettingScope, name: SettingName) -> Result<bool, StoreError> {
    let kind = scope.level().to_string();
    tx.execute(&DELETE, params![&kind, scope.key(), name.as_str()]).map(|count| count > 0)
}

/// A place's own value.
///
/// # Errors
/// [`StoreError::Corrupt`] when it cannot be read.
pub fn find(tx: &mut Tx<'_>, scope: &SettingScope, name: SettingName) -> Result<Option<Kept>, StoreError> {
    let kind = scope.level().to_string();
    let found = tx.find(&FIND, params![&kind, scope.key(), name.as_str()], read)?;
    Ok(found.flatten().map(|(_, kept)| kept))
}

/// All values that a place has of its own. Those of settings that this program does not know are passed over: a newer
/// one has left them.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn at(tx: &mut Tx<'_>, scope: &SettingScope) -> Result<Vec<(SettingName, Kept)>, StoreError> {
    let kind = scope.level().to_string();
    Ok(tx.query(&AT, params![&kind, scope.key()], read)?.into_iter().flatten().collect())
}

/// How many values a place has of its own.
///
/// # Errors
/// When the database refuses.
pub fn count(tx: &mut Tx<'_>, scope: &SettingScope) -> Result<i64, StoreError> {
    let kind = scope.level().to_string();
    let count = tx.find(&COUNT, params![&kind, scope.key()], |row| row.int("count"))?;
    Ok(count.unwrap_or_default())
}

fn read(row: &mut Row<'_>) -> Result<Option<(SettingName, Kept)>, StoreError> {
    let Ok(name) = SettingName::new(row.text("name")?) else { return Ok(None) };
    let value: serde_json::Value = row.json("value")?;
    let value = name.read(&value).map_err(|error| row.corrupt("value", error))?;
    let locked = row.flag("locked")?;
    let locked_from = row.opt_parse("locked_from", str::parse)?;
    Ok(Some((name, Kept { setting: Setting { value, locked }, locked_from })))
}
