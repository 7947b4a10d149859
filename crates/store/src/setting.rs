//! Settings: values that hold for the installation, a company, a department, an area, a role or a user, and for everything below.

use bailiwick_model::{Setting, SettingName, SettingScope, UserId};

use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{SOME, rows, some, some_params, statements},
};

rows! {
    ROW in "setting": scope_kind Text, scope Text, name Text, value Text, locked Bool, locked_from Text;
}

statements! {
    AT in "setting":
        "select name, value, locked, locked_from from setting where scope_kind = $1 and scope = $2 order by name";
    FIND in "setting":
        "select name, value, locked, locked_from from setting where scope_kind = $1 and scope = $2 and name = $3";
    AT_SOME in "setting":
        concat!("select scope_kind, scope, name, value, locked, locked_from from setting \
         where scope_kind in ('installation', 'company', 'department', 'area', 'role', 'user') and scope in ", some!());
    EVERY in "setting":
        "select scope_kind, scope, name, value, locked, locked_from from setting where name = $1 order by scope_kind, scope";
    FORGET in "setting": "delete from setting where scope_kind = 'user' and scope = $1";
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

/// A place with what it has of its own.
pub type Placed = (SettingScope, Vec<(SettingName, Kept)>);

/// One value with the place that has it.
type One = (SettingScope, (SettingName, Kept));

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

/// What each of several places has of its own, in their order: one statement for every fifty.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn at_each(tx: &mut Tx<'_>, scopes: Vec<SettingScope>) -> Result<Vec<Placed>, StoreError> {
    let mut places: Vec<_> = scopes.into_iter().map(|scope| (scope, Vec::new())).collect();
    for places in places.chunks_mut(SOME) {
        let found = {
            let params = some_params(places.iter().map(|(scope, _)| scope.key()));
            tx.query(&AT_SOME, &params, placed)?
        };
        for (scope, (name, kept)) in found.into_iter().flatten() {
            // A company and a role may have the same key.
            if let Some((_, set)) = places.iter_mut().find(|(place, _)| *place == scope) {
                set.push((name, kept));
            }
        }
    }
    places.iter_mut().for_each(|(_, set)| set.sort_by_key(|(name, _)| *name));
    Ok(places)
}

/// Says that [`at_each`] will be asked of these places; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_at_each(tx: &mut Tx<'_>, scopes: &[SettingScope]) -> Result<(), StoreError> {
    let mut chunks = scopes.chunks(SOME);
    chunks.try_for_each(|some| tx.foresee(&AT_SOME, &some_params(some.iter().map(SettingScope::key))))
}

/// Says that [`every`] will be asked for; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_every(tx: &mut Tx<'_>, name: SettingName) -> Result<(), StoreError> {
    tx.foresee(&EVERY, params![name.as_str()])
}

/// Every place that has set this one, with its value.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn every(tx: &mut Tx<'_>, name: SettingName) -> Result<Vec<(SettingScope, Setting)>, StoreError> {
    let found = tx.query(&EVERY, params![name.as_str()], placed)?;
    Ok(found.into_iter().flatten().map(|(scope, (_, kept))| (scope, kept.setting)).collect())
}

/// Takes everything away that is set for a user.
///
/// # Errors
/// When the database refuses.
pub(crate) fn forget(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.execute(&FORGET, params![login.as_str()]).map(drop)
}

/// Says that [`count`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_count(tx: &mut Tx<'_>, scope: &SettingScope) -> Result<(), StoreError> {
    let kind = scope.level().to_string();
    tx.foresee(&COUNT, params![&kind, scope.key()])
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

fn placed(row: &mut Row<'_>) -> Result<Option<One>, StoreError> {
    let (kind, key) = (row.text("scope_kind")?.to_owned(), row.text("scope")?.to_owned());
    let place = if key.is_empty() { kind } else { format!("{kind}:{key}") };
    let scope = place.parse().map_err(|error| row.corrupt("scope", error))?;
    Ok(read(row)?.map(|set| (scope, set)))
}

fn read(row: &mut Row<'_>) -> Result<Option<(SettingName, Kept)>, StoreError> {
    let Ok(name) = SettingName::new(row.text("name")?) else { return Ok(None) };
    let value: serde_json::Value = row.json("value")?;
    let value = name.read(&value).map_err(|error| row.corrupt("value", error))?;
    let locked = row.flag("locked")?;
    let locked_from = row.opt_parse("locked_from", str::parse)?;
    Ok(Some((name, Kept { setting: Setting { value, locked }, locked_from })))
}
