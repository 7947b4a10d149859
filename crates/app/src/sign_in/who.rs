//! Who is signed in, as pages greet him: his name, his language, and the zone that times are told in.

use bailiwick_model::{LanguageTag, TimeZoneName, UserId};

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
    /// Who asks.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever is nobody with an account.
    pub fn who(&self, ctx: &Ctx) -> Result<Who, Refused> {
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
        Ok(done.value)
    }
}
