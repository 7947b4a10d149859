//! What places are called, many at once, as far as the actor sees them.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_store::own::{Order, Own};
use serde_json::Value as Json;

use crate::administration::{
    Refused, Work,
    work::{Page, Wanted},
};

/// Places that are named: a page that shows more says codes.
const MOST: usize = 200;

/// The names of places of a kind, by code. Those that the actor does not see have none.
pub(super) fn of(
    work: &mut Work<'_, '_>,
    own: Own,
    codes: &BTreeSet<String>,
) -> Result<BTreeMap<String, String>, Refused> {
    if codes.is_empty() {
        return Ok(BTreeMap::new());
    }
    let codes: Vec<Json> = codes.iter().take(MOST).map(|code| Json::from(code.as_str())).collect();
    let domain = format!("[('code', 'in', {})]", Json::from(codes));
    let wanted = Wanted { domain: &domain, words: &[] };
    let page = Page { order: Order::Id, after: None, limit: i64::try_from(MOST).unwrap_or(i64::MAX) };
    let places = match work.list(own, wanted, &page) {
        Ok(places) => places,
        // Whoever may see no place of the kind may not ask about their codes either.
        Err(Refused::Domain(_)) => Vec::new(),
        Err(refused) => return Err(refused),
    };
    Ok(places.into_iter().map(|place| (place.id.to_string(), place.name)).collect())
}
