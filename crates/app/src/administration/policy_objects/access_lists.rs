//! What groups may do with the records of one model, row by row and all at once: every row of it is saved, or none.

use bailiwick_model::{Acl, AclId, Operations, Policy};
use bailiwick_protocol::rest::Preview;
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json, json};

use super::{checks, may_write, put, view};
use crate::administration::{Administration, Ctx, Done, Refused, Work, preview::previewed, tag::tag};

/// What one row is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessWish {
    /// The row of this id, which is there.
    Of {
        /// Its id.
        row: String,
        /// What its group may do from then on.
        operations: Operations,
    },
    /// A new row, for a group that has none yet.
    For {
        /// The group.
        group: String,
        /// What it may do from then on.
        operations: Operations,
    },
}

impl Administration {
    /// Sets what groups may do with the records of a model. Rows that nothing is said about stay as they are. The tag of the context
    /// is that of all rows of the model ([`super::PolicySight::access_tag`]): whoever has not seen one of them decides about none.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way; its places are `/rows/ID` and `/groups/ID`.
    pub fn set_access_lists(
        &self,
        ctx: &Ctx,
        model: &str,
        wanted: &[AccessWish],
    ) -> Result<Done<Option<Preview>>, Refused> {
        self.write(ctx, |work| {
            view::require_seen(work, PolicyKind::Model, model)?;
            may_write(work)?;
            check_match(work, model)?;
            for wish in wanted {
                set(work, model, wish).map_err(|refused| refused.below(&wish.place()))?;
            }
            checks::check_follows(work, PolicyKind::Model, model)?;
            previewed(work)
        })
    }
}

impl AccessWish {
    /// Where it is, as a JSON pointer.
    fn place(&self) -> String {
        let (list, id) = match self {
            Self::Of { row, .. } => ("rows", row),
            Self::For { group, .. } => ("groups", group),
        };
        format!("/{list}/{}", id.replace('~', "~0").replace('/', "~1"))
    }
}

/// Tells the rows of a model, as they are, from any other state of them.
pub(super) fn tag_of(policy: &Policy, model: &str) -> String {
    tag(&("access lists", model, rows(policy, model).collect::<Vec<_>>()))
}

/// The rows of a model.
fn rows<'p>(policy: &'p Policy, model: &str) -> impl Iterator<Item = (&'p AclId, &'p Acl)> {
    policy.acls.iter().filter(move |(_, acl)| *acl.model == *model)
}

/// Makes sure that the actor has seen all rows as they are.
fn check_match(work: &Work<'_, '_>, model: &str) -> Result<(), Refused> {
    match work.ctx.if_match.as_deref() {
        None | Some("*") => Ok(()),
        Some(seen) if seen == tag_of(work.policy(), model) => Ok(()),
        Some(_) => Err(Refused::Changed { kind: "access list" }),
    }
}

fn set(work: &mut Work<'_, '_>, model: &str, wish: &AccessWish) -> Result<(), Refused> {
    match wish {
        AccessWish::Of { row, operations } => change(work, model, row, *operations),
        AccessWish::For { group, operations } => add(work, model, group, *operations),
    }
}

fn change(work: &mut Work<'_, '_>, model: &str, row: &str, operations: Operations) -> Result<(), Refused> {
    view::require_seen(work, PolicyKind::Acl, row)?;
    let known = rows(work.policy(), model).find(|(id, _)| id.as_str() == row).map(|(_, acl)| acl.operations);
    match known {
        None => Err(Refused::missing("ACL row of this model", row)),
        Some(known) if known == operations => Ok(()),
        Some(_) => {
            let missing = || Refused::missing(view::word(PolicyKind::Acl), row);
            let before = view::body(work.policy(), PolicyKind::Acl, row).ok_or_else(missing)?;
            let mut after = before.clone();
            after.insert("operations".to_owned(), json!(operations));
            put(work, PolicyKind::Acl, row, Some(&before), after)
        }
    }
}

fn add(work: &mut Work<'_, '_>, model: &str, group: &str, operations: Operations) -> Result<(), Refused> {
    let has_row = |acl: &Acl| acl.group.as_ref().is_some_and(|known| known.as_str() == group);
    if rows(work.policy(), model).any(|(_, acl)| has_row(acl)) {
        return Err(Refused::invalid("", format!("group {group:?} has a row here already; change that one")));
    }
    let id = free_id(work.policy(), &format!("acl.{model}.{group}"));
    let body = json!({ "model": model, "group": group, "operations": operations });
    let body: Map<String, Json> = body.as_object().cloned().unwrap_or_default();
    put(work, PolicyKind::Acl, &id, None, body)
}

/// An id that no row has.
fn free_id(policy: &Policy, wanted: &str) -> String {
    let numbered = (2..).map(|number| format!("{wanted}_{number}"));
    let mut all = std::iter::once(wanted.to_owned()).chain(numbered);
    all.find(|id| !policy.acls.contains_key(id.as_str())).unwrap_or_else(|| wanted.to_owned())
}
