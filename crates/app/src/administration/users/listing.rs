//! Users, a page at a time.

use bailiwick_store::{
    account::search_words,
    own::{Id, Order, Own, Place},
};

use bailiwick_protocol::rest::{Listed, UserView};

use super::view;
use crate::administration::{
    Administration, Ctx, Done, Refused,
    work::{Page, Wanted},
};
use bailiwick_model::UserId;

/// Counted so far; more are "many".
const MOST_COUNTED: i64 = 10_000;

/// Which users are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// A filter in the domain language, on model `bailiwick.user`.
    pub domain: String,
    /// Beginnings of words of names, logins and addresses.
    pub search: String,
    /// In which order.
    pub order: Order,
    /// Behind which place the page begins.
    pub after: Option<Place>,
    /// How many at most.
    pub limit: usize,
    /// Whether to count all of them.
    pub count: bool,
}

/// A page, and the place of the last object on it, behind which the next one begins.
pub type Turned<T> = (Listed<T>, Option<Place>);

impl Administration {
    /// The users whom the actor may see and asks for, and the place of the last one.
    ///
    /// # Errors
    /// [`Refused::Domain`] for a filter that cannot be read or asks for what the actor may not see.
    pub fn list_users(&self, ctx: &Ctx, listing: &Listing) -> Result<Done<Turned<UserView>>, Refused> {
        self.read(ctx, |work| {
            let words = search_words(&listing.search);
            let wanted = Wanted { domain: &listing.domain, words: &words };
            let limit = i64::try_from(listing.limit).unwrap_or(i64::MAX).max(1);
            let page = Page { order: listing.order, after: listing.after.as_ref(), limit: limit + 1 };
            let mut places = work.list(Own::User, wanted, &page)?;
            let more = places.len() > listing.limit;
            places.truncate(listing.limit);
            let count = match listing.count {
                true => Some(work.count(Own::User, wanted, MOST_COUNTED + 1)?),
                false => None,
            };
            let mut items = Vec::with_capacity(places.len());
            for place in &places {
                let Id::Text(login) = &place.id else { continue };
                let login = UserId::new(login).map_err(|_| Refused::missing("user", login))?;
                items.push(view::of(work, &login)?);
            }
            let listed = Listed {
                items,
                more,
                count: count.map(|count| count.min(MOST_COUNTED)),
                count_is_least: count.is_some_and(|count| count > MOST_COUNTED),
            };
            // The next page begins behind the last one on this.
            Ok((listed, places.pop()))
        })
    }
}
