//! Who is signed in, as pages greet him: his name, his language, and the zone that times are told in.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use bailiwick_model::{LanguageTag, TimeZoneName, UserId, audit::Actor};

use super::{SignIn, own::own_login};
use crate::administration::{Ctx, Refused, settings::preferences, users};

/// Somebody as pages greet him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// His login.
    pub login: UserId,
    /// What he is called.
    pub name: Option<String>,
    /// The language that he has chosen, or where he belongs.
    pub language: Option<LanguageTag>,
    /// The zone that his times are told in.
    pub timezone: Option<TimeZoneName>,
}

impl SignIn {
    /// Who asks. What is known of him at a revision is not read again while that is in force here: he is greeted on every page.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever is nobody with an account.
    pub fn who(&self, ctx: &Ctx) -> Result<Who, Refused> {
        let state = self.administration.state().ok_or(Refused::NotReady)?;
        let login = match &ctx.author.actor {
            Actor::User(login) if state.is_in_use(login, ctx.author.at_us) => Some(login),
            _ => None,
        };
        if let Some(known) = login.and_then(|login| self.greetings.find(login, state.revision)) {
            return Ok(known);
        }
        let done = self.administration.read(ctx, |work| {
            let login = own_login(work)?;
            let whole = users::whole(work, &login)?;
            let told = preferences(work, &whole)?;
            let of = |name: &str| {
                let found = told.iter().find(|one| one.name == name);
                found.and_then(|one| one.value.as_str()).map(str::to_owned)
            };
            Ok(Who {
                name: whole.user.name.clone(),
                language: of("language").and_then(|tag| LanguageTag::new(&tag).ok()),
                timezone: of("timezone").and_then(|zone| zone.parse().ok()),
                login,
            })
        })?;
        self.greetings.put(done.value.clone(), done.revision);
        Ok(done.value)
    }
}

/// How people are greeted, as of one revision.
#[derive(Default)]
pub(crate) struct Greetings(Mutex<Known>);

#[derive(Default)]
struct Known {
    revision: u64,
    people: HashMap<UserId, Who>,
}

/// People who are remembered; when there are more, all are forgotten.
const MOST: usize = 10_000;

impl Greetings {
    fn find(&self, login: &UserId, revision: u64) -> Option<Who> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.people.get(login).filter(|_| known.revision == revision).cloned()
    }

    fn put(&self, who: Who, revision: u64) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.revision != revision || known.people.len() >= MOST {
            *known = Known { revision, people: HashMap::new() };
        }
        known.people.insert(who.login.clone(), who);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_greeted_as_he_was() {
        let (greetings, login) = (Greetings::default(), UserId::new("ella").unwrap());
        let who = Who { login: login.clone(), name: Some("Ella".into()), language: None, timezone: None };
        greetings.put(who.clone(), 7);
        assert_eq!(greetings.find(&login, 7), Some(who));
        assert_eq!(greetings.find(&login, 8), None);
        assert_eq!(greetings.find(&UserId::new("else").unwrap(), 7), None);
    }
}
