//! Keys made and taken away on the machine, with an entry in the audit trail each.

use bailiwick_model::audit::{AuditAction, AuditChange, AuditObject};
use bailiwick_store::{
    StoreError,
    api_key::{self, ApiKey},
    change::Change,
    user,
};
use serde_json::json;

use crate::{
    api_keys::{self, Entropy, Issued, Wanted},
    audit::{Author, record},
    error::AppError,
    installation::{Installation, announce},
};

impl Installation {
    /// Makes a key and keeps it. Its secret is in what is returned and nowhere else.
    ///
    /// # Errors
    /// [`AppError::ApiKey`] when what is wanted makes no key; otherwise the database's.
    pub fn make_key(
        &self,
        wanted: Wanted,
        author: &Author,
        entropy: Entropy<'_>,
    ) -> Result<Issued, AppError> {
        let issued = api_keys::issue(wanted, author.at_us, entropy)?;
        let ApiKey { id, .. } = &issued.key;
        self.database().write::<_, StoreError>(|tx| {
            if let Some(login) = &issued.key.login
                && !user::is_there(tx, login)?
            {
                return Err(StoreError::NotFound { what: format!("user {login}") });
            }
            api_key::insert(tx, &issued.key)?;
            announce(tx, &author.stamp(), &[changed(id, "created")])?;
            let object = AuditObject::new("key", id);
            record(tx, author, AuditAction::KEY_CREATED, object, fields(&issued.key))
        })?;
        Ok(issued)
    }

    /// Takes a key away; programs that use it are refused from the next request on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none of this id; otherwise the database's.
    pub fn delete_key(&self, id: &str, author: &Author) -> Result<(), AppError> {
        Ok(self.database().write::<_, StoreError>(|tx| {
            api_key::delete(tx, id)?;
            announce(tx, &author.stamp(), &[changed(id, "deleted")])?;
            record(tx, author, AuditAction::KEY_DELETED, AuditObject::new("key", id), Vec::new())
        })?)
    }
}

/// What a new key is, without what would let anybody use it.
pub(crate) fn fields(key: &ApiKey) -> Vec<AuditChange> {
    let ApiKey { id: _, name, hash: _, scopes, login, created_us: _, expires_us, last_used_us: _ } = key;
    let scopes: Vec<_> = scopes.iter().map(ToString::to_string).collect();
    vec![
        AuditChange::shown("name", None, Some(json!(name))),
        AuditChange::shown("scopes", None, Some(json!(scopes))),
        AuditChange::shown("login", None, Some(json!(login))),
        AuditChange::shown("expires_us", None, Some(json!(expires_us))),
        AuditChange::redacted("secret"),
    ]
}

fn changed(id: &str, what: &str) -> Change {
    Change { kind: "key".to_owned(), key: id.to_owned(), what: what.to_owned() }
}
