//! What codes are called, as far as somebody may see what they stand for.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::Operation;
use bailiwick_store::own::{Order, Own};

use super::{
    Refused, Work,
    work::{Page, Wanted},
};

/// Codes that are looked up at once.
const MOST: usize = 250;

/// The names of places by code. What the actor may not see has none.
pub(super) fn names(
    work: &mut Work<'_, '_>,
    own: Own,
    codes: &BTreeSet<&str>,
) -> Result<BTreeMap<String, String>, Refused> {
    if codes.is_empty() || !work.guard.may_somewhere(&work.state, Operation::Read, own)? {
        return Ok(BTreeMap::new());
    }
    let codes: Vec<_> = codes.iter().take(MOST).map(|code| serde_json::Value::from(*code)).collect();
    let domain = format!("[('code', 'in', {})]", serde_json::Value::from(codes));
    let page = Page { order: Order::Id, after: None, limit: i64::try_from(MOST).unwrap_or(i64::MAX) };
    let places = work.list(own, Wanted { domain: &domain, words: &[] }, &page)?;
    Ok(places.into_iter().map(|place| (place.id.to_string(), place.name)).collect())
}
