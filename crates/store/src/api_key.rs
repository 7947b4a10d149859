//! API keys: what programs call with. Secrets are made and hashed by the caller; only the hash comes here.
//!
//! The table is called `token`, as in the first release of the schema.

use std::{collections::BTreeSet, fmt, str::FromStr};

use bailiwick_model::UserId;

use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, some, some_params, statements},
};

/// What a key may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Ask for decisions.
    Decide,
    /// Ask who may, and what.
    Search,
    /// Look at the policy and the directory, and change nothing.
    Read,
    /// Look at the policy and the directory, and change them.
    Admin,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Decide, Self::Search, Self::Read, Self::Admin];

    /// Whether whoever has this one may do what another one is for: whoever may change things may look at them.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self == other || (self == Self::Admin && other == Self::Read)
    }
}

/// A key without its secret.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Its public part.
    pub id: String,
    /// What it is for, in the words of whoever made it.
    pub name: String,
    /// SHA-256 of the secret.
    pub hash: [u8; 32],
    /// What it may be used for.
    pub scopes: BTreeSet<Scope>,
    /// The user that it acts as. Without one it asks questions and administers nothing.
    pub login: Option<UserId>,
    /// When it was made, in microseconds since 1970.
    pub created_us: i64,
    /// When it stops working; never when absent.
    pub expires_us: Option<i64>,
    /// When it was last used, as far as anybody noted.
    pub last_used_us: Option<i64>,
}

rows! {
    ROW in "token":
        id Text, name Text, hash Blob, scopes Text, created_us Int, expires_us Int, last_used_us Int, login Text;
}

statements! {
    FIND in "token":
        "select id, name, hash, scopes, created_us, expires_us, last_used_us, login from token where hash = $1";
    LIST in "token":
        "select id, name, hash, scopes, created_us, expires_us, last_used_us, login from token order by id";
    OF in "token":
        "select id, name, hash, scopes, created_us, expires_us, last_used_us, login from token where login = $1 order by created_us, id";
    SOME_OF in "token":
        concat!("select id, name, hash, scopes, created_us, expires_us, last_used_us, login from token where id in ", some!());
    TOUCH in "token": "update token set last_used_us = $2 where id = $1";
    DELETE in "token": "delete from token where id = $1";
}

/// Adds a key.
///
/// # Errors
/// [`StoreError::Conflict`] when its id or its secret is taken.
pub fn insert(tx: &mut Tx<'_>, key: &ApiKey) -> Result<(), StoreError> {
    let ApiKey { id, name, hash, scopes, login, created_us, expires_us, last_used_us } = key;
    let scopes: Vec<_> = scopes.iter().map(ToString::to_string).collect();
    let scopes = scopes.join(" ");
    let login = login.as_ref().map(UserId::as_str);
    let row = params![id, name, hash.as_slice(), &scopes, *created_us, *expires_us, *last_used_us, login];
    if tx.insert(&ROW, row)? { Ok(()) } else { Err(StoreError::conflict("key", id)) }
}

/// The key with this hash.
///
/// # Errors
/// [`StoreError::Corrupt`] when its row cannot be read.
pub fn find_by_hash(tx: &mut Tx<'_>, hash: &[u8; 32]) -> Result<Option<ApiKey>, StoreError> {
    tx.find(&FIND, params![hash.as_slice()], read)
}

/// All keys, by id.
///
/// # Errors
/// As [`find_by_hash`].
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<ApiKey>, StoreError> {
    tx.query(&LIST, &[], read)
}

/// The keys that act as a user, the oldest first.
///
/// # Errors
/// As [`find_by_hash`].
pub fn of(tx: &mut Tx<'_>, login: &UserId) -> Result<Vec<ApiKey>, StoreError> {
    tx.query(&OF, params![login.as_str()], read)
}

/// Those of these keys that are there, in no order. At most as many are looked for as a page of a list has.
///
/// # Errors
/// As [`find_by_hash`].
pub fn some<'i>(tx: &mut Tx<'_>, ids: impl Iterator<Item = &'i str>) -> Result<Vec<ApiKey>, StoreError> {
    tx.query(&SOME_OF, &some_params(ids), read)
}

/// Notes that a key was used.
///
/// # Errors
/// [`StoreError::NotFound`] when it is gone.
pub fn touch(tx: &mut Tx<'_>, id: &str, now_us: i64) -> Result<(), StoreError> {
    found(tx.execute(&TOUCH, params![id, now_us])?, id)
}

/// Removes a key.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not there.
pub fn delete(tx: &mut Tx<'_>, id: &str) -> Result<(), StoreError> {
    found(tx.execute(&DELETE, params![id])?, id)
}

fn found(count: u64, id: &str) -> Result<(), StoreError> {
    if count == 0 { Err(StoreError::not_found("key", id)) } else { Ok(()) }
}

fn read(row: &mut Row<'_>) -> Result<ApiKey, StoreError> {
    let (id, name) = (row.text("id")?.to_owned(), row.text("name")?.to_owned());
    let hash = row.blob("hash")?;
    let hash =
        hash.try_into().map_err(|_| row.corrupt("hash", format!("it has {} bytes, not 32", hash.len())))?;
    let scopes = row.parse("scopes", |text| {
        text.split(' ').filter(|w| !w.is_empty()).map(str::parse).collect::<Result<_, _>>()
    })?;
    let (created_us, expires_us) = (row.int("created_us")?, row.opt_int("expires_us")?);
    let last_used_us = row.opt_int("last_used_us")?;
    let login = row.opt_parse("login", UserId::new)?;
    Ok(ApiKey { id, name, hash, scopes, login, created_us, expires_us, last_used_us })
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Decide => "decide",
            Self::Search => "search",
            Self::Read => "read",
            Self::Admin => "admin",
        })
    }
}

/// The word is no scope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a scope; use decide, search, read or admin")]
pub struct UnknownScope(String);

impl FromStr for Scope {
    type Err = UnknownScope;
    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        match text {
            "decide" => Ok(Self::Decide),
            "search" => Ok(Self::Search),
            "read" => Ok(Self::Read),
            "admin" => Ok(Self::Admin),
            _ => Err(UnknownScope(text.to_owned())),
        }
    }
}

impl fmt::Debug for ApiKey {
    /// Without the hash, which has no business in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiKey").field("id", &self.id).field("scopes", &self.scopes).finish_non_exhaustive()
    }
}
