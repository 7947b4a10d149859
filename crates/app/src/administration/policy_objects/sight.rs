//! The policy as far as somebody may see it, from memory: what pages about all of it are made of. No database is asked.

use std::{collections::BTreeMap, sync::Arc};

use bailiwick_model::{Operation, Policy, RoleId};
use bailiwick_policy::schema::Schema;
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json};

use super::{access_lists, form, owned, view};
use crate::{
    administration::{
        Administration, Ctx, Refused,
        delegation::is_administrator,
        guard::{Guard, named_model},
        tag::tag,
    },
    state::State,
};

/// People at most for their roles to be counted: each of them is looked at.
const MOST_COUNTED: usize = 100_000;

/// The policy as far as somebody may see it.
pub struct PolicySight {
    state: State,
    seen: Arc<Policy>,
    may_write: bool,
    sees_holders: bool,
}

/// A part of the policy, from memory.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyPart {
    /// What was written of it, in the form that a document has for it.
    pub body: Map<String, Json>,
    /// Tells this state of it from any other.
    pub tag: String,
    /// The role that it belongs to, and is changed together with.
    pub part_of: Option<String>,
    /// Whether the program ships a part of that name.
    pub is_shipped: bool,
    /// Whether whoever asks may change it here.
    pub changeable: bool,
    /// Whether whoever asks may take it away here. What others refer to is in the way of that, too.
    pub deletable: bool,
}

impl Administration {
    /// The policy as far as the actor may see it.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever may see none.
    pub fn policy_sight(&self, ctx: &Ctx) -> Result<PolicySight, Refused> {
        let state = State::clone(&*self.loaded()?);
        let guard = Guard::new(&state, &ctx.author);
        view::require_any_in(&state, &guard)?;
        let sees_every = |name: &'static str| {
            let matching = guard.may_with(&state, Operation::Read, named_model(&state, name)?)?;
            Ok::<_, Refused>(matching.is_every())
        };
        let seen = match sees_every(view::MODEL)? {
            true => Arc::clone(&state.policy),
            false => Arc::new(only_seen(&state, &guard)),
        };
        let sees_holders = sees_every("bailiwick.user")? && sees_every("bailiwick.role_line")?;
        let may_write = is_administrator(&state, &guard);
        Ok(PolicySight { state, seen, may_write, sees_holders })
    }
}

/// The policy without the parts that the actor may not see.
fn only_seen(state: &State, guard: &Guard) -> Policy {
    let mut seen = Policy::clone(&state.policy);
    for kind in PolicyKind::ALL.iter().filter(|kind| **kind != PolicyKind::Setting) {
        for id in form::ids(&state.policy, *kind) {
            if !view::sees_in(state, guard, *kind, &id) {
                form::remove(&mut seen, *kind, &id);
            }
        }
    }
    seen
}

impl PolicySight {
    /// All parts that may be seen.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.seen
    }

    /// The models of the policy, compiled.
    #[must_use]
    pub fn schema(&self) -> &Schema {
        self.state.snapshot.schema()
    }

    /// Whether whoever asks may change the policy. Having to show again who he is does not count.
    #[must_use]
    pub fn may_write(&self) -> bool {
        self.may_write
    }

    /// One part.
    #[must_use]
    pub fn part(&self, kind: PolicyKind, id: &str) -> Option<PolicyPart> {
        form::find(&self.seen, kind, id)?;
        let policy = &*self.state.policy;
        let body = view::body(policy, kind, id)?;
        let part_of = owned::owner(policy, kind, id).map(|role| role.to_string());
        let is_shipped = view::is_shipped(kind, id);
        let is_own = part_of.is_none() && self.may_write;
        // A stored role stands in the place of the shipped one of its id, and gives way to it again.
        let shipped = form::find(crate::own::shipped(), kind, id);
        let is_as_shipped = shipped == form::find(policy, kind, id);
        let stands_in = kind == PolicyKind::Role && !is_as_shipped;
        Some(PolicyPart {
            tag: tag(&(kind.word(), id, &body)),
            body,
            part_of,
            is_shipped,
            changeable: is_own && (!is_shipped || kind == PolicyKind::Role),
            deletable: is_own && (!is_shipped || stands_in),
        })
    }

    /// Tells the access rows of a model, as they are, from any other state of them.
    #[must_use]
    pub fn access_tag(&self, model: &str) -> String {
        access_lists::tag_of(&self.state.policy, model)
    }

    /// How many people have a line of each role, their own or from above; roles that nobody has are left out. Nothing for whoever
    /// may not see everybody's lines, and where there are too many people to be counted on the way.
    #[must_use]
    pub fn people_by_role(&self) -> Option<BTreeMap<RoleId, usize>> {
        self.sees_holders.then(|| self.state.snapshot.people_by_role(MOST_COUNTED)).flatten()
    }
}
