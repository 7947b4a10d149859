//! API keys: one's own, and those of service accounts, for whoever manages them.
//!
//! A key may do what its owner may, decided at each request, or less of it where its scopes are fewer. Whoever makes one gets hold of the account, so
//! that takes the person himself, who has shown not long ago that it is him; or, of a program, somebody who could give all of its rights.

use std::collections::BTreeSet;

use bailiwick_model::{
    UserId, UserKind,
    audit::{AuditAction, AuditObject},
};
use bailiwick_store::{api_key, user};
use serde::Serialize;

use super::{
    NotReady, SignIn, notices,
    own::{in_person, own_login, owner, taken_over},
};
use crate::{
    administration::{Ctx, Refused, Work},
    api_keys::{self, ApiKey, Issued, KeyWish, MARK, Scope, Wanted},
};

/// Keys that one account can have: all of them are held in memory.
const MOST: usize = 100;

/// A key as people see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyView {
    /// Its name for programs.
    pub id: String,
    /// What the key begins with: enough to know it again by, and to open nothing.
    pub prefix: String,
    /// What its owner calls it.
    pub name: String,
    /// Whose it is.
    pub login: UserId,
    /// What it may be used for.
    pub scopes: Vec<String>,
    /// When it was made, in microseconds since 1970.
    pub made_us: i64,
    /// When it stops working; never when absent.
    pub ends_us: Option<i64>,
    /// When it was used last, to a minute.
    pub used_us: Option<i64>,
}

/// What a new key is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKey {
    /// What it is for.
    pub name: String,
    /// What it may be used for.
    pub scopes: BTreeSet<Scope>,
    /// How long it works, in microseconds; for ever when absent.
    pub lasts_us: Option<i64>,
}

impl KeyView {
    /// A key, as far as anybody is shown it.
    #[must_use]
    pub fn of(key: ApiKey, login: UserId) -> Self {
        let ApiKey { id, name, scopes, created_us, expires_us, last_used_us, .. } = key;
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

impl SignIn {
    /// The keys of an account: one's own, or one that the actor manages. The oldest first.
    ///
    /// # Errors
    /// [`Refused::Missing`] where the actor may see no such account.
    pub fn keys(&self, ctx: &Ctx, login: &str) -> Result<Vec<KeyView>, Refused> {
        let done = self.administration.read(ctx, |work| {
            let login = owner(work, login)?;
            let keys = api_key::of(work.tx, &login)?;
            Ok(keys.into_iter().map(|key| KeyView::of(key, login.clone())).collect())
        })?;
        Ok(done.value)
    }

    /// Makes a key for whoever asks. The only sight of its secret is in what is returned.
    ///
    /// # Errors
    /// [`Refused::StepUp`] for whoever has not shown of late who he is; [`Refused::NotAllowed`] for whoever is not there in person.
    pub fn make_own_key(&self, ctx: &Ctx, new: &NewKey) -> Result<Issued, Refused> {
        self.write(ctx, |work| {
            let login = in_person(work)?;
            self.make_key(work, login, new)
        })
    }

    /// Makes a key for a service account that the actor manages.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for a person's account: nobody else has a key to that.
    pub fn make_key_for(&self, ctx: &Ctx, login: &str, new: &NewKey) -> Result<Issued, Refused> {
        self.write(ctx, |work| {
            work.must_be_fresh()?;
            let login = taken_over(work, login)?;
            let kind = user::find(work.tx, &login)?.unwrap_or_default().kind;
            if kind != UserKind::Service && !work.guard.is_above() {
                let why = format!(
                    "{login} is a person, who makes keys for himself; for a program, make an account of kind service"
                );
                return Err(Refused::NotAllowed(why));
            }
            self.make_key(work, login, new)
        })
    }

    /// Takes a key away: one's own, or one of an account that the actor manages. It is refused from the next request on.
    ///
    /// # Errors
    /// [`Refused::Missing`] where the actor may see no such key; [`Refused::StepUp`] for whoever takes somebody else's without having shown of
    /// late who he is: a program that stops is somebody's loss.
    pub fn delete_owned_key(&self, ctx: &Ctx, login: &str, id: &str) -> Result<(), Refused> {
        self.write(ctx, |work| {
            let login = owner(work, login)?;
            if !api_key::of(work.tx, &login)?.iter().any(|key| key.id == id) {
                return Err(Refused::missing("key", id));
            }
            if own_login(work).ok().as_ref() != Some(&login) {
                work.must_be_fresh()?;
            }
            take_key(work, id)
        })
    }

    fn make_key(&self, work: &mut Work<'_, '_>, login: UserId, new: &NewKey) -> Result<Issued, Refused> {
        if api_key::of(work.tx, &login)?.len() >= MOST {
            let why = format!("{login} has {MOST} keys already; delete those that are not used any more");
            return Err(Refused::Conflict(why));
        }
        let now_us = work.ctx.author.at_us;
        let wanted = Wanted {
            name: new.name.clone(),
            scopes: new.scopes.clone(),
            login: Some(login.clone()),
            expires_us: new.lasts_us.map(|lasts| now_us.saturating_add(lasts)),
        };
        let mut random = |bytes: &mut [u8]| (self.random)(bytes);
        let issued = api_keys::issue(wanted, now_us, &mut random).map_err(refused)?;
        let id = &issued.key.id;
        api_key::insert(work.tx, &issued.key)?;
        work.changed("key", id.as_str(), "created");
        let object = AuditObject::new("key", id);
        work.tell(AuditAction::KEY_CREATED, object, api_keys::kept::fields(&issued.key));
        notices::key_created(work, &login, &issued.key.name, &format!("{MARK}{id}"))?;
        Ok(issued)
    }
}

/// Takes a key away that is there.
pub(crate) fn take_key(work: &mut Work<'_, '_>, id: &str) -> Result<(), Refused> {
    api_key::delete(work.tx, id)?;
    work.changed("key", id, "deleted");
    work.tell(AuditAction::KEY_DELETED, AuditObject::new("key", id), Vec::new());
    Ok(())
}

fn refused(wish: KeyWish) -> Refused {
    let place = match wish {
        KeyWish::NoScope => "/scopes",
        KeyWish::NoName => "/name",
        KeyWish::Expired => "/days",
        KeyWish::Entropy(why) => return NotReady::Entropy(why).into(),
    };
    Refused::invalid(place, wish.to_string())
}
