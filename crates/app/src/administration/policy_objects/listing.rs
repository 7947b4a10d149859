//! Parts of the policy, a page at a time. All of them are in memory.

use bailiwick_protocol::rest::{Listed, PolicyView};
use bailiwick_store::policy::PolicyKind;

use super::{form, references, view};
use crate::administration::{Administration, Ctx, Done, Refused, Work};

/// Which parts are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyListing {
    /// Of which kind.
    pub kind: PolicyKind,
    /// A text that the id or what is written holds, whatever the case of its letters.
    pub search: String,
    /// Those that name this model.
    pub model: Option<String>,
    /// Those that name this group.
    pub group: Option<String>,
    /// Behind which id the page begins.
    pub after: Option<String>,
    /// How many at most.
    pub limit: usize,
}

impl PolicyListing {
    /// All of a kind.
    #[must_use]
    pub fn of(kind: PolicyKind) -> Self {
        Self { kind, search: String::new(), model: None, group: None, after: None, limit: 100 }
    }
}

impl Administration {
    /// The parts of the policy that the actor may see and asks for, in the order of their ids, with how many there are.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever may see none.
    pub fn list_policy(
        &self,
        ctx: &Ctx,
        listing: &PolicyListing,
    ) -> Result<Done<Listed<PolicyView>>, Refused> {
        self.read(ctx, |work| {
            view::require_any(work)?;
            let ids: Vec<String> = form::ids(work.policy(), listing.kind)
                .into_iter()
                .filter(|id| is_wanted(work, listing, id))
                .collect();
            let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
            let start =
                listing.after.as_ref().map_or(0, |after| ids.iter().take_while(|id| *id <= after).count());
            let page = ids.get(start..).unwrap_or_default();
            let mut items = Vec::new();
            for id in page.iter().take(listing.limit) {
                items.push(view::of(work, listing.kind, id)?);
            }
            let more = page.len() > items.len();
            Ok(Listed { items, more, count: Some(count), count_is_least: false })
        })
    }
}

fn is_wanted(work: &Work<'_, '_>, listing: &PolicyListing, id: &str) -> bool {
    let kind = listing.kind;
    let Some(object) = form::find(work.policy(), kind, id) else { return false };
    let names = |what: PolicyKind, name: &Option<String>| {
        name.as_ref().is_none_or(|name| {
            references::of(&object).iter().any(|reference| reference.kind == what && reference.id == *name)
        })
    };
    let holds = || {
        let wanted = listing.search.to_lowercase();
        let text = || serde_json::to_string(&form::body(&object)).unwrap_or_default().to_lowercase();
        wanted.is_empty() || id.to_lowercase().contains(&wanted) || text().contains(&wanted)
    };
    names(PolicyKind::Model, &listing.model)
        && names(PolicyKind::Group, &listing.group)
        && holds()
        && view::sees(work, kind, id)
}
