//! Lists, a page at a time, of every kind of object.

use bailiwick_protocol::rest::Listed;
use bailiwick_store::{
    account::search_words,
    own::{Id, Order, Own, Place},
};

use super::{
    Refused, Work,
    lines::seen::Inherited,
    work::{Page, Wanted},
};

/// Words of a search that are looked for: each is a condition of its own.
const MOST_WORDS: usize = 8;

/// Counted so far; more are "many".
pub(super) const MOST_COUNTED: i64 = 10_000;

/// Which objects are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// A filter in the domain language, on the model of the objects, as in `bailiwick.user`.
    pub domain: String,
    /// Of users, beginnings of words of names, logins and addresses; of others, parts of names and codes.
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

/// The objects of a kind that the actor may see and asks for, each as `show` makes it of its key.
pub(crate) fn listed<T>(
    work: &mut Work<'_, '_>,
    own: Own,
    listing: &Listing,
    mut show: impl FnMut(&mut Work<'_, '_>, &str) -> Result<T, Refused>,
) -> Result<Turned<T>, Refused> {
    listed_together(work, own, listing, |work, keys| keys.iter().map(|key| show(work, key)).collect())
}

/// The same, where all of a page are shown at once.
pub(crate) fn listed_together<T>(
    work: &mut Work<'_, '_>,
    own: Own,
    listing: &Listing,
    show: impl FnOnce(&mut Work<'_, '_>, &[&str]) -> Result<Vec<T>, Refused>,
) -> Result<Turned<T>, Refused> {
    let words = match own {
        Own::User => search_words(&listing.search),
        _ => listing.search.split_whitespace().take(MOST_WORDS).map(str::to_owned).collect(),
    };
    let wanted = Wanted { domain: &listing.domain, words: &words };
    let limit = i64::try_from(listing.limit).unwrap_or(i64::MAX).max(1);
    let page = Page { order: listing.order, after: listing.after.as_ref(), limit: limit.saturating_add(1) };
    let mut places = work.list(own, wanted, &page)?;
    let more = places.len() > listing.limit;
    places.truncate(listing.limit);
    let count = match listing.count {
        true => Some(work.count(own, wanted, MOST_COUNTED + 1)?),
        false => None,
    };
    let keys = places.iter().filter_map(|place| match &place.id {
        Id::Text(key) => Some(key.as_str()),
        Id::Number(_) => None,
    });
    work.inherited = Some(Inherited::default());
    let items = show(work, &keys.collect::<Vec<_>>())?;
    let listed = Listed {
        items,
        more,
        count: count.map(|count| count.min(MOST_COUNTED)),
        count_is_least: count.is_some_and(|count| count > MOST_COUNTED),
    };
    // The next page begins behind the last one on this.
    Ok((listed, places.pop()))
}

/// The domain of objects of which the name or the code has a text in it; of jobs, what they do and for whom; of keys, whose they are.
pub(crate) fn named(own: Own, text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '%' | '_') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    let pattern = serde_json::Value::from(pattern);
    let [one, other] = match own {
        Own::Job => ["kind", "author"],
        Own::ApiKey => ["name", "user.login"],
        _ => ["name", "code"],
    };
    format!("['|', ('{one}', 'ilike', {pattern}), ('{other}', 'ilike', {pattern})]")
}
