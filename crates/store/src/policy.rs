//! The policy, one row per part of it.

mod object;

use std::collections::BTreeMap;

use bailiwick_model::Policy;

pub use object::{PolicyKind, PolicyObject};

use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

/// A part of the policy with where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The part itself.
    pub object: PolicyObject,
    /// The import that brought it, as in `odoo:spp_area`; nothing when it was made by hand.
    pub origin: Option<String>,
    /// Later imports leave it alone.
    pub noupdate: bool,
}

/// Some parts to write and some to remove.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyChange {
    /// Written whether or not they are there.
    pub upserts: Vec<Stored>,
    /// Removed; must be there.
    pub deletes: Vec<(PolicyKind, String)>,
}

/// What a replacement did to one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It is new.
    Created,
    /// Its body is another one.
    Updated,
    /// It is gone.
    Deleted,
}

rows! {
    ROW in "policy_object": kind Text, key Text, body Text, origin Text, noupdate Bool;
}

statements! {
    ALL in "policy_object": "select kind, key, body from policy_object order by kind, key";
    FIND in "policy_object":
        "select kind, key, body, origin, noupdate from policy_object where kind = $1 and key = $2";
    LIST in "policy_object": "select kind, key, body, origin, noupdate from policy_object order by kind, key";
    PUT in "policy_object":
        "insert into policy_object (kind, key, body, origin, noupdate) values ($1, $2, $3, $4, $5) \
         on conflict (kind, key) do update \
         set body = excluded.body, origin = excluded.origin, noupdate = excluded.noupdate";
    SET_BODY in "policy_object": "update policy_object set body = $3 where kind = $1 and key = $2";
    DELETE in "policy_object": "delete from policy_object where kind = $1 and key = $2";
}

/// The whole policy.
///
/// # Errors
/// [`StoreError::Corrupt`] for a part that cannot be read: a policy with a hole in it would decide wrongly.
pub fn load(tx: &mut Tx<'_>) -> Result<Policy, StoreError> {
    let mut policy = Policy::default();
    let mut settings = serde_json::Map::new();
    tx.each(&ALL, &[], |row| {
        match object(row)? {
            PolicyObject::Setting(name, value) => {
                settings.insert(name, value);
            }
            object => object.put_into(&mut policy),
        }
        Ok(())
    })?;
    policy.settings = serde_json::from_value(settings.into()).map_err(|error| StoreError::Corrupt {
        table: "policy_object",
        column: "body",
        row: "\"setting\"".to_owned(),
        why: error.to_string(),
    })?;
    Ok(policy)
}

/// Every part with where it came from, ordered by kind and key.
///
/// # Errors
/// As [`load`].
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<Stored>, StoreError> {
    tx.query(&LIST, &[], stored)
}

/// One part with where it came from.
///
/// # Errors
/// As [`load`].
pub fn find(tx: &mut Tx<'_>, kind: PolicyKind, key: &str) -> Result<Option<Stored>, StoreError> {
    tx.find(&FIND, params![kind.word(), key], stored)
}

/// Writes some parts and removes some others.
///
/// # Errors
/// [`StoreError::NotFound`] when a part to remove is not there.
pub fn apply(tx: &mut Tx<'_>, change: &PolicyChange) -> Result<(), StoreError> {
    for (kind, key) in &change.deletes {
        if tx.execute(&DELETE, params![kind.word(), key])? == 0 {
            return Err(StoreError::not_found(kind.word(), key));
        }
    }
    for Stored { object, origin, noupdate } in &change.upserts {
        let (kind, key, body) = (object.kind().word(), object.key(), object.body()?);
        tx.execute(&PUT, params![kind, &key, &body, origin.as_ref(), *noupdate])?;
    }
    Ok(())
}

/// Makes the stored policy this one, writing only what differs. A part that stays keeps its origin.
///
/// # Errors
/// When the database refuses.
pub fn replace(
    tx: &mut Tx<'_>,
    policy: &Policy,
) -> Result<Vec<(PolicyKind, String, Difference)>, StoreError> {
    let mut old: BTreeMap<(String, String), String> = BTreeMap::new();
    tx.each(&ALL, &[], |row| {
        let key = (row.text("kind")?.to_owned(), row.text("key")?.to_owned());
        old.insert(key, row.text("body")?.to_owned());
        Ok(())
    })?;
    let mut differences = Vec::new();
    for object in PolicyObject::all_of(policy)? {
        let (kind, key, body) = (object.kind(), object.key(), object.body()?);
        match old.remove(&(kind.word().to_owned(), key.clone())) {
            Some(same) if same == body => {}
            Some(_) => {
                tx.execute(&SET_BODY, params![kind.word(), &key, &body])?;
                differences.push((kind, key, Difference::Updated));
            }
            None => {
                tx.insert(&ROW, params![kind.word(), &key, &body, None::<&str>, false])?;
                differences.push((kind, key, Difference::Created));
            }
        }
    }
    for (kind, key) in old.into_keys() {
        tx.execute(&DELETE, params![&kind, &key])?;
        if let Ok(kind) = kind.parse() {
            differences.push((kind, key, Difference::Deleted));
        }
    }
    Ok(differences)
}

fn object(row: &mut Row<'_>) -> Result<PolicyObject, StoreError> {
    let kind: PolicyKind = row.parse("kind", str::parse)?;
    let key = row.text("key")?;
    row.parse("body", |body| PolicyObject::read(kind, key, body))
}

fn stored(row: &mut Row<'_>) -> Result<Stored, StoreError> {
    let object = object(row)?;
    let origin = row.opt_text("origin")?.map(str::to_owned);
    Ok(Stored { object, origin, noupdate: row.flag("noupdate")? })
}
