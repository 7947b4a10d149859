//! The API keys of everybody, for whoever may see keys at all: whose they are, what they may be used for, and which are used no more.

use bailiwick_model::{
    Operation, UserId,
    audit::{AuditAction, AuditObject},
};
use bailiwick_protocol::rest::Listed;
use bailiwick_store::{
    api_key,
    own::{Id, Own, Place},
};

use super::{
    SignIn,
    own::{own_login, owner},
};
use crate::{
    administration::{Ctx, Listing, Refused, Work, listed_together},
    api_keys::{ApiKey, MARK},
};

/// A key as those see it who look after all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeKey {
    /// Its name for programs.
    pub id: String,
    /// What the key begins with: enough to know it again by, and to open nothing.
    pub prefix: String,
    /// What its owner calls it.
    pub name: String,
    /// Whose it is; nobody's where it only asks questions.
    pub login: Option<UserId>,
    /// What it may be used for.
    pub scopes: Vec<String>,
    /// When it was made, in microseconds since 1970.
    pub made_us: i64,
    /// When it stops working; never when absent.
    pub ends_us: Option<i64>,
    /// When it was used last, to a minute.
    pub used_us: Option<i64>,
}

/// A page of keys, and the place of the last one on it.
pub type OfficeKeys = (Listed<OfficeKey>, Option<Place>);

impl SignIn {
    /// The keys that the actor may see and asks for.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever may see no keys; [`Refused::Domain`] for a filter that cannot be read.
    pub fn office_keys(&self, ctx: &Ctx, listing: &Listing) -> Result<OfficeKeys, Refused> {
        let done = self.administration.read(ctx, |work| {
            work.require_somewhere(Operation::Read, Own::ApiKey)?;
            listed_together(work, Own::ApiKey, listing, |work, ids| {
                let mut found = Vec::new();
                for some in ids.chunks(bailiwick_store::own::AT_ONCE) {
                    found.extend(api_key::some(work.tx, some.iter().copied())?);
                }
                let place = |key: &ApiKey| ids.iter().position(|id| *id == key.id);
                found.sort_by_key(place);
                Ok(found.into_iter().map(OfficeKey::of).collect())
            })
        })?;
        Ok(done.value)
    }

    /// A key that the actor may see, and whether he may take it away.
    ///
    /// # Errors
    /// [`Refused::Missing`] where there is none that he may see.
    pub fn office_key(&self, ctx: &Ctx, id: &str) -> Result<(OfficeKey, bool), Refused> {
        let done = self.administration.read(ctx, |work| {
            let key = found(work, id)?;
            let may = may_delete(work, &key).is_ok();
            Ok((OfficeKey::of(key), may))
        })?;
        Ok(done.value)
    }

    /// Takes a key away that the actor may see, if its owner is somebody whom he manages. It is refused from the next request on.
    ///
    /// # Errors
    /// [`Refused::Missing`] where there is none that he may see; [`Refused::NotAllowed`] where it is not his to take.
    pub fn delete_office_key(&self, ctx: &Ctx, id: &str) -> Result<(), Refused> {
        self.write(ctx, |work| {
            let key = found(work, id)?;
            may_delete(work, &key)?;
            let is_own = own_login(work).is_ok_and(|own| key.login.as_ref() == Some(&own));
            if !is_own {
                work.must_be_fresh()?;
            }
            api_key::delete(work.tx, id)?;
            work.changed("key", id, "deleted");
            work.tell(AuditAction::KEY_DELETED, AuditObject::new("key", id), Vec::new());
            Ok(())
        })
    }
}

fn found(work: &mut Work<'_, '_>, id: &str) -> Result<ApiKey, Refused> {
    let missing = || Refused::missing("key", id);
    if !work.may(Operation::Read, Own::ApiKey, &Id::Text(id.to_owned()))? {
        return Err(missing());
    }
    api_key::some(work.tx, std::iter::once(id))?.pop().ok_or_else(missing)
}

/// Makes sure that the actor may take a key away: his own, one of somebody whom he manages, or nobody's, where he looks after all keys.
fn may_delete(work: &mut Work<'_, '_>, key: &ApiKey) -> Result<(), Refused> {
    match &key.login {
        Some(login) => owner(work, login.as_str()).map(drop),
        None => work.require(Operation::Delete, Own::ApiKey, &Id::Text(key.id.clone())),
    }
}

impl OfficeKey {
    fn of(key: ApiKey) -> Self {
        let ApiKey { id, name, scopes, login, created_us, expires_us, last_used_us, .. } = key;
        Self {
            prefix: format!("{MARK}{id}_"),
            id,
            name,
            login,
            scopes: scopes.iter().map(ToString::to_string).collect(),
            made_us: created_us,
            ends_us: expires_us,
            used_us: last_used_us,
        }
    }
}
