//! A part of the policy as it is shown, and who may see it.

use bailiwick_model::{Operation, Policy};
use bailiwick_policy::records::row_from_json;
use bailiwick_protocol::rest::PolicyView;
use bailiwick_store::policy::{self, PolicyKind, PolicyObject};
use serde_json::{Map, Value as Json};

use super::{form, owned, restricted};
use crate::{
    administration::{Refused, Work, guard::Guard, tag::tag},
    own,
    state::State,
};

/// The model that stands for the parts of the policy.
pub(super) const MODEL: &str = "bailiwick.policy";

/// What was written of a part. A role that is written as what it may do has its restrictions in the place of its own group.
pub(super) fn body(policy: &Policy, kind: PolicyKind, id: &str) -> Option<Map<String, Json>> {
    match form::find(policy, kind, id)? {
        PolicyObject::Role(id, role) => Some(restricted::body(policy, &id, &role)),
        object => Some(form::body(&object)),
    }
}

/// The part as it is.
pub(super) fn of(work: &mut Work<'_, '_>, kind: PolicyKind, id: &str) -> Result<PolicyView, Refused> {
    let body = body(work.policy(), kind, id).ok_or_else(|| Refused::missing(word(kind), id))?;
    let row = policy::find(work.tx, kind, id)?;
    let is_shipped = row.is_none() && kind != PolicyKind::Setting;
    let part_of = owned::owner(work.policy(), kind, id).map(|role| role.to_string());
    Ok(PolicyView {
        kind: kind.word().to_owned(),
        id: id.to_owned(),
        tag: tag(&(kind.word(), id, &body)),
        body,
        origin: match row {
            Some(row) => row.origin.unwrap_or_else(|| "stored".to_owned()),
            None if is_shipped => "shipped".to_owned(),
            None => "default".to_owned(),
        },
        changeable: part_of.is_none() && (!is_shipped || kind == PolicyKind::Role),
        part_of,
    })
}

/// Makes sure that the actor has seen the part as it is.
pub(in crate::administration) fn check_match(
    work: &Work<'_, '_>,
    kind: PolicyKind,
    id: &str,
) -> Result<(), Refused> {
    match work.ctx.if_match.as_deref() {
        None | Some("*") => Ok(()),
        Some(seen) if seen == tag(&(kind.word(), id, &body(work.policy(), kind, id).unwrap_or_default())) => {
            Ok(())
        }
        Some(_) => Err(Refused::Changed { kind: word(kind) }),
    }
}

/// Makes sure that there is such a part and the actor may see it.
pub(in crate::administration) fn require_seen(
    work: &Work<'_, '_>,
    kind: PolicyKind,
    id: &str,
) -> Result<(), Refused> {
    if form::find(work.policy(), kind, id).is_some() && sees(work, kind, id) {
        Ok(())
    } else {
        Err(Refused::missing(word(kind), id))
    }
}

/// Makes sure that the actor may see some parts.
pub(super) fn require_any(work: &Work<'_, '_>) -> Result<(), Refused> {
    require_any_in(&work.state, &work.guard)
}

/// The same outside of a transaction.
pub(super) fn require_any_in(state: &State, guard: &Guard) -> Result<(), Refused> {
    let Some(model) = state.snapshot.schema().find(MODEL) else {
        return Err(Refused::missing("model", MODEL));
    };
    match guard.asker(state) {
        _ if guard.is_above() => Ok(()),
        Some(asker) if asker.check_model(Operation::Read, model).allowed => Ok(()),
        Some(asker) => Err(Refused::NotAllowed(asker.acl_sentence(Operation::Read, model))),
        None => {
            Err(Refused::NotAllowed("nobody is known by this name, so there is nothing to see".to_owned()))
        }
    }
}

/// Whether the actor may see a part.
pub(super) fn sees(work: &Work<'_, '_>, kind: PolicyKind, id: &str) -> bool {
    sees_in(&work.state, &work.guard, kind, id)
}

/// The same outside of a transaction.
pub(super) fn sees_in(state: &State, guard: &Guard, kind: PolicyKind, id: &str) -> bool {
    if guard.is_above() {
        return true;
    }
    let schema = state.snapshot.schema();
    let (Some(asker), Some(model)) = (guard.asker(state), schema.find(MODEL)) else {
        return false;
    };
    row_from_json(schema, model, &values(kind, id))
        .is_ok_and(|row| asker.check(Operation::Read, model, &row).allowed)
}

/// A part as the engine sees a record of its model.
pub(super) fn values(kind: PolicyKind, id: &str) -> Map<String, Json> {
    let members =
        [("id", format!("{} {id}", kind.word())), ("kind", kind.word().to_owned()), ("name", id.to_owned())];
    members.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect()
}

/// What a kind is called in sentences.
pub(super) fn word(kind: PolicyKind) -> &'static str {
    match kind {
        PolicyKind::Acl => "ACL",
        PolicyKind::FieldRule => "field rule",
        PolicyKind::Setting => "policy setting",
        kind => kind.word(),
    }
}

/// Whether the program ships a part of that name.
pub(super) fn is_shipped(kind: PolicyKind, id: &str) -> bool {
    form::find(own::shipped(), kind, id).is_some() && kind != PolicyKind::Setting
}
