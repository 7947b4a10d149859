//! Parts of the policy, a page at a time. All of them are in memory.

use std::cmp::Ordering;

use bailiwick_protocol::rest::{Listed, PolicyView};
use bailiwick_store::{
    own::{Id, Order, Place},
    policy::{PolicyKind, PolicyObject},
};
use serde_json::Value as Json;

use super::{form, references, view};
use crate::administration::{Administration, Ctx, Done, Listing, Refused, Turned, Work, guard::named_model};

/// Which parts are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyListing {
    /// Of which kind.
    pub kind: PolicyKind,
    /// As of every list. The domain is on `bailiwick.policy`; the search is for a text that the id or what is written holds,
    /// whatever the case of its letters.
    pub listing: Listing,
    /// Those that name this model.
    pub model: Option<String>,
    /// Those that name this group.
    pub group: Option<String>,
}

impl PolicyListing {
    /// The first hundred of a kind.
    #[must_use]
    pub fn of(kind: PolicyKind) -> Self {
        Self { kind, listing: Listing { limit: 100, ..Listing::default() }, model: None, group: None }
    }
}

impl Administration {
    /// The parts of the policy that the actor may see and asks for, and the place of the last one.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever may see none; [`Refused::Domain`] for a filter that cannot be read.
    pub fn list_policy(
        &self,
        ctx: &Ctx,
        wanted: &PolicyListing,
    ) -> Result<Done<Turned<PolicyView>>, Refused> {
        self.read(ctx, |work| {
            view::require_any(work)?;
            let found = found(work, wanted)?;
            let Listing { order, after, limit, count, .. } = &wanted.listing;
            let count = count.then(|| i64::try_from(found.len()).unwrap_or(i64::MAX));
            let behind =
                |place: &Place| after.as_ref().is_none_or(|after| in_order(*order, place, after).is_gt());
            let mut places: Vec<Place> = found.into_iter().filter(behind).collect();
            places.sort_by(|one, other| in_order(*order, one, other));
            let more = places.len() > *limit;
            places.truncate(*limit);
            let mut items = Vec::with_capacity(places.len());
            for Place { id, .. } in &places {
                items.push(view::of(work, wanted.kind, &id.to_string())?);
            }
            Ok((Listed { items, more, count, count_is_least: false }, places.pop()))
        })
    }
}

/// All that are wanted and may be seen.
fn found(work: &Work<'_, '_>, wanted: &PolicyListing) -> Result<Vec<Place>, Refused> {
    let PolicyListing { kind, listing, .. } = wanted;
    let model = named_model(&work.state, view::MODEL)?;
    let matching = work.guard.found_of(&work.state, model, &listing.domain)?;
    let mut found = Vec::new();
    for id in form::ids(work.policy(), *kind) {
        let Some(object) = form::find(work.policy(), *kind, &id) else { continue };
        if is_wanted(&object, wanted, &id)
            && matching.holds(&work.state, &work.guard, &view::values(*kind, &id))?
        {
            let label = form::body(&object).get("label").and_then(Json::as_str).map(str::to_owned);
            found.push(Place { name: label.unwrap_or_else(|| id.clone()), id: Id::Text(id) });
        }
    }
    Ok(found)
}

fn is_wanted(object: &PolicyObject, wanted: &PolicyListing, id: &str) -> bool {
    let names = |what: PolicyKind, name: &Option<String>| {
        name.as_ref().is_none_or(|name| {
            references::of(object).iter().any(|reference| reference.kind == what && reference.id == *name)
        })
    };
    let holds = || {
        let search = wanted.listing.search.to_lowercase();
        let text = || serde_json::to_string(&form::body(object)).unwrap_or_default().to_lowercase();
        search.is_empty() || id.to_lowercase().contains(&search) || text().contains(&search)
    };
    names(PolicyKind::Model, &wanted.model) && names(PolicyKind::Group, &wanted.group) && holds()
}

fn in_order(order: Order, one: &Place, other: &Place) -> Ordering {
    let (by_id, by_name) = (one.id.cmp(&other.id), one.name.cmp(&other.name));
    match order {
        Order::Id => by_id,
        Order::IdDown => by_id.reverse(),
        Order::Name => by_name.then(by_id),
        Order::NameDown => by_name.then(by_id).reverse(),
    }
}
