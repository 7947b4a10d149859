//! What places are called, for whoever may read their names: a few at a time, in one question.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::Operation;
use bailiwick_store::{
    Condition,
    own::{self, AT_ONCE, Own},
};

use super::{Refused, Work, guard::model_name};

/// Names that are asked for at most; beyond them, codes are shown.
const MOST: usize = 250;

/// The names of those of some areas, companies or departments that the actor sees, by code. What he may not read has none.
pub(crate) fn of<C: AsRef<str>>(
    work: &mut Work<'_, '_>,
    own: Own,
    codes: &BTreeSet<C>,
) -> Result<BTreeMap<String, String>, Refused> {
    let mut named = BTreeMap::new();
    let Some(condition) = asked(work, own, codes.is_empty())? else { return Ok(named) };
    let wanted: Vec<&str> = codes.iter().take(MOST).map(AsRef::as_ref).collect();
    for some in wanted.chunks(AT_ONCE) {
        named.extend(own::named(work.tx, own, some, &condition)?);
    }
    work.listed(model_name(own), named.keys().cloned());
    Ok(named)
}

/// Says that these names will be asked for.
pub(crate) fn foresee<C: AsRef<str>>(
    work: &mut Work<'_, '_>,
    own: Own,
    codes: &BTreeSet<C>,
) -> Result<(), Refused> {
    let Some(condition) = asked(work, own, codes.is_empty())? else { return Ok(()) };
    let wanted: Vec<&str> = codes.iter().take(MOST).map(AsRef::as_ref).collect();
    for some in wanted.chunks(AT_ONCE) {
        own::foresee_named(work.tx, own, some, &condition)?;
    }
    Ok(())
}

/// The condition of what the actor sees, where there is anything to be asked and told.
fn asked(work: &Work<'_, '_>, own: Own, is_nothing: bool) -> Result<Option<Condition>, Refused> {
    if is_nothing {
        return Ok(None);
    }
    let unread = work.guard.unread(&work.state, own)?;
    let matching = work.guard.may(&work.state, Operation::Read, own)?;
    if matching.is_none() || ["name", "code"].iter().any(|field| unread.contains(*field)) {
        return Ok(None);
    }
    matching.condition(&work.state, &work.guard, work.tx.engine(), AT_ONCE).map(Some)
}
