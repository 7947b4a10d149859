//! What places are called, for whoever may read their names: a few at a time, in one question.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::Operation;
use bailiwick_store::own::{Id, Order, Own};

use super::{
    Refused, Work,
    work::{Page, Wanted},
};

/// Names that are asked for at once; beyond them, codes are shown.
const MOST: usize = 250;

/// The names of those of some areas, companies or departments that the actor sees, by code. What he may not read has none.
pub(crate) fn of<C: AsRef<str>>(
    work: &mut Work<'_, '_>,
    own: Own,
    codes: &BTreeSet<C>,
) -> Result<BTreeMap<String, String>, Refused> {
    let unread = work.guard.unread(&work.state, own)?;
    let is_shown = work.guard.may_somewhere(&work.state, Operation::Read, own)?
        && !["name", "code"].iter().any(|field| unread.contains(*field));
    if codes.is_empty() || !is_shown {
        return Ok(BTreeMap::new());
    }
    let wanted: Vec<&str> = codes.iter().take(MOST).map(AsRef::as_ref).collect();
    let domain = format!("[('code', 'in', {})]", serde_json::json!(wanted));
    let limit = i64::try_from(wanted.len()).unwrap_or(i64::MAX);
    let page = Page { order: Order::Id, after: None, limit };
    let places = work.list(own, Wanted { domain: &domain, words: &[] }, &page)?;
    let named = places.into_iter().filter_map(|place| match place.id {
        Id::Text(code) => Some((code, place.name)),
        Id::Number(_) => None,
    });
    Ok(named.collect())
}
