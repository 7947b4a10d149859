//! What any set of changes would do to people, asked before any of them is made.

use bailiwick_protocol::rest::{Preview, Proposed, merged};
use serde_json::{Map, Value as Json};

use super::{
    Administration, Ctx, Done, Refused, Work, direct_groups, lines, overrides, policy_objects, preview,
};
use lines::Holder;

/// Changes that may be proposed at once.
const MOST: usize = 100;

impl Administration {
    /// Who would gain and who would lose what if all of this were done, in this order. Each proposal is checked as if it were meant:
    /// what the actor may not do he cannot preview.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way, with the number of the proposal before the place.
    pub fn preview(&self, ctx: &Ctx, proposals: &[Proposed]) -> Result<Done<Preview>, Refused> {
        if proposals.len() > MOST {
            return Err(Refused::invalid("", format!("at most {MOST} changes can be looked at together")));
        }
        self.write(&ctx.clone().dry(), |work| {
            for (at, proposed) in proposals.iter().enumerate() {
                propose(work, proposed).map_err(|refused| refused.below(&format!("/{at}")))?;
            }
            preview::preview(work)
        })
    }
}

fn propose(work: &mut Work<'_, '_>, proposed: &Proposed) -> Result<(), Refused> {
    match proposed {
        Proposed::Create { kind, id, body } => {
            policy_objects::create(work, policy_objects::find_kind(kind)?, id, body)
        }
        Proposed::Change { kind, id, patch } => {
            let kind = policy_objects::find_kind(kind)?;
            policy_objects::change(work, kind, id, |body: &Map<String, Json>| merged(body, patch.clone()))
        }
        Proposed::Delete { kind, id } => policy_objects::delete(work, policy_objects::find_kind(kind)?, id),
        Proposed::AddLine { user, department, company, line } => {
            let holder = match (user, department, company) {
                (Some(user), None, None) => Holder::User(user.clone()),
                (None, Some(department), None) => Holder::Department(department.clone()),
                (None, None, Some(company)) => Holder::Company(company.clone()),
                _ => return Err(Refused::invalid("/add_line", "name one of user, department and company")),
            };
            lines::check_holder(work, &holder)?;
            lines::add(work, &holder, line).map(drop)
        }
        Proposed::ChangeLine { id, patch } => lines::change(work, *id, |form| merged(form, patch.clone())),
        Proposed::RemoveLine { id } => lines::take(work, *id),
        Proposed::AddOverride { user, exception } => overrides::add(work, user, exception).map(drop),
        Proposed::ChangeOverride { user, id, patch } => {
            overrides::change(work, user, *id, |exception| merged(exception, patch.clone()))
        }
        Proposed::RemoveOverride { user, id } => overrides::remove(work, user, *id),
        Proposed::SetGroups { user, groups } => direct_groups::set(work, user, groups),
    }
}
