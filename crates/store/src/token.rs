//! Programs that may call the API. Secrets are made and hashed by the caller; only the hash comes here.

use std::{collections::BTreeSet, fmt, str::FromStr};

use bailiwick_model::UserId;

use crate::{
    Row, StoreError, Tx,
    param::params,
    sql::{rows, statements},
};

/// What a token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Ask for decisions.
    Decide,
    /// Ask who may, and what.
    Search,
    /// Change the policy and the directory.
    Admin,
}

/// A token without its secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// Its public part.
    pub id: String,
    /// What it is for, in an administrator's words.
    pub name: String,
    /// SHA-256 of the secret.
    pub hash: [u8; 32],
    /// What it may be used for.
    pub scopes: BTreeSet<Scope>,
    /// The user that it acts as, where it administers.
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
    TOUCH in "token": "update token set last_used_us = $2 where id = $1";
    DELETE in "token": "delete from token where id = $1";
}

/// Adds a token.
///
/// # Errors
/// [`StoreError::Conflict`] when its id or its secret is taken.
pub fn insert(tx: &mut Tx<'_>, token: &Token) -> Result<(), StoreError> {
    let Token { id, name, hash, scopes, login, created_us, expires_us, last_used_us } = token;
    let scopes: Vec<_> = scopes.iter().map(ToString::to_string).collect();
    let scopes = scopes.join(" ");
    let login = login.as_ref().map(UserId::as_str);
    let row = params![id, name, hash.as_slice(), &scopes, *created_us, *expires_us, *last_used_us, login];
    if tx.insert(&ROW, row)? { Ok(()) } else { Err(StoreError::conflict("token", id)) }
}

/// The token with this hash.
///
/// # Errors
/// [`StoreError::Corrupt`] when its row cannot be read.
pub fn find_by_hash(tx: &mut Tx<'_>, hash: &[u8; 32]) -> Result<Option<Token>, StoreError> {
    tx.find(&FIND, params![hash.as_slice()], read)
}

/// All tokens, by id.
///
/// # Errors
/// As [`find_by_hash`].
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<Token>, StoreError> {
    tx.query(&LIST, &[], read)
}

/// Notes that a token was used.
///
/// # Errors
/// [`StoreError::NotFound`] when it is gone.
pub fn touch(tx: &mut Tx<'_>, id: &str, now_us: i64) -> Result<(), StoreError> {
    found(tx.execute(&TOUCH, params![id, now_us])?, id)
}

/// Removes a token.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not there.
pub fn delete(tx: &mut Tx<'_>, id: &str) -> Result<(), StoreError> {
    found(tx.execute(&DELETE, params![id])?, id)
}

fn found(count: u64, id: &str) -> Result<(), StoreError> {
    if count == 0 { Err(StoreError::not_found("token", id)) } else { Ok(()) }
}

fn read(row: &mut Row<'_>) -> Result<Token, StoreError> {
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
    Ok(Token { id, name, hash, scopes, login, created_us, expires_us, last_used_us })
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Decide => "decide",
            Self::Search => "search",
            Self::Admin => "admin",
        })
    }
}

/// The word is no scope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a scope; use decide, search or admin")]
pub struct UnknownScope(String);

impl FromStr for Scope {
    type Err = UnknownScope;
    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        match text {
            "decide" => Ok(Self::Decide),
            "search" => Ok(Self::Search),
            "admin" => Ok(Self::Admin),
            _ => Err(UnknownScope(text.to_owned())),
        }
    }
}

impl fmt::Debug for Token {
    /// Without the hash, which has no business in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("id", &self.id).field("scopes", &self.scopes).finish_non_exhaustive()
    }
}
