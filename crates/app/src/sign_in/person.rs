//! What somebody else's account is signed in with, and all that stands around it on a page, read together.

use std::net::IpAddr;

use bailiwick_model::{SettingName, SettingScope, UserId};
use bailiwick_protocol::rest::SettingView;
use bailiwick_store::{
    api_key,
    sign_in::{self, attempt, knock},
};

use super::{
    Diagnosis, KeyView, SecurityView, SignIn,
    attempts::{self, Counted},
    helpdesk::MOST_KNOCKS,
    own::{managed, owner},
    rules,
};
use crate::administration::{Ctx, Person, Refused, Work, person, settings, users};

/// Where somebody may come from.
pub const NETWORKS: [SettingName; 2] = [SettingName::NETWORK_ALLOW, SettingName::NETWORK_DENY];

/// A user, and how he signs in.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonSecurity {
    /// Who.
    pub person: Person,
    /// What he signs in with.
    pub security: SecurityView,
    /// Keys that act as him.
    pub keys: Vec<KeyView>,
    /// Why he gets in, or does not.
    pub diagnosis: Diagnosis,
    /// Where he may come from, as [`NETWORKS`] names it; nothing for whoever may not see what holds for him.
    pub networks: Vec<SettingView>,
}

impl SignIn {
    /// A user, how he signs in, and why he gets in from an address, or does not.
    ///
    /// # Errors
    /// [`Refused::Missing`] where the actor manages no such account.
    pub fn person_security(
        &self,
        ctx: &Ctx,
        login: &str,
        from: Option<IpAddr>,
    ) -> Result<PersonSecurity, Refused> {
        let done = self.administration.read(ctx, |work| {
            if let Ok(login) = UserId::new(login) {
                self.foresee_security(work, &login)?;
            }
            let login = owner(work, login)?;
            // What is asked from here on is asked to show the user, and is told of with him.
            let looks = work.looks.take();
            let found = self.person_security_of(work, login, from);
            work.looks = looks;
            found
        })?;
        Ok(done.value)
    }

    fn person_security_of(
        &self,
        work: &mut Work<'_, '_>,
        login: UserId,
        from: Option<IpAddr>,
    ) -> Result<PersonSecurity, Refused> {
        let whole = users::whole(work, &login)?;
        if let Some(area) = &whole.kept.account.area {
            work.foresee_areas(area)?;
        }
        let person = person::of(work, &whole)?;
        let keys = api_key::of(work.tx, &login)?;
        let now_us = work.ctx.author.at_us;
        let security = self.security_of(work, login.clone(), now_us)?;
        managed(work, &login)?;
        Ok(PersonSecurity {
            person,
            security,
            keys: keys.into_iter().map(|key| KeyView::of(key, login.clone())).collect(),
            diagnosis: self.diagnosis_of(work, &login, from)?,
            networks: networks(work, login)?,
        })
    }

    /// Says what will be asked, so that all of it comes back together.
    fn foresee_security(&self, work: &mut Work<'_, '_>, login: &UserId) -> Result<(), Refused> {
        work.foresee_person(login)?;
        sign_in::foresee(work.tx, login)?;
        api_key::foresee(work.tx, login)?;
        rules::foresee(work, login)?;
        attempt::foresee(work.tx, &attempts::key(&self.key, &Counted::Account(login)))?;
        Ok(knock::foresee(work.tx, login, i64::MAX, MOST_KNOCKS)?)
    }
}

fn networks(work: &mut Work<'_, '_>, login: UserId) -> Result<Vec<SettingView>, Refused> {
    match settings::some_at(work, &SettingScope::User(login), &NETWORKS) {
        Err(Refused::NotAllowed(_) | Refused::Missing { .. } | Refused::Beyond(_)) => Ok(Vec::new()),
        other => other,
    }
}
