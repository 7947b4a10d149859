//! Users, a page at a time.

use bailiwick_model::UserId;
use bailiwick_protocol::rest::UserView;
use bailiwick_store::own::Own;

use super::view;
use crate::administration::{
    Administration, Ctx, Done, Refused,
    listing::{Listing, Turned, listed_together},
};

impl Administration {
    /// The users whom the actor may see and asks for, and the place of the last one.
    ///
    /// # Errors
    /// [`Refused::Domain`] for a filter that cannot be read or asks for what the actor may not see.
    pub fn list_users(&self, ctx: &Ctx, listing: &Listing) -> Result<Done<Turned<UserView>>, Refused> {
        self.read(ctx, |work| {
            listed_together(work, Own::User, listing, |work, logins| {
                let logins = logins
                    .iter()
                    .map(|login| UserId::new(*login).map_err(|_| Refused::missing("user", *login)));
                view::each(work, &logins.collect::<Result<Vec<_>, _>>()?)
            })
        })
    }
}
