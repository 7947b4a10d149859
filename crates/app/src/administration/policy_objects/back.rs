//! Setting back what was last done to a part of the policy. The trail has what it was before; doing it is a deed like any other.

use bailiwick_model::audit::{AuditAction, AuditChange, AuditEntry, Values};
use bailiwick_store::{
    audit::{self, AuditFilter},
    policy::PolicyKind,
};
use serde_json::{Map, Value as Json};

use super::{form, restricted, view};
use crate::administration::{Administration, Ctx, Done, Refused, Work, delegation};

/// Entries about a part that are looked through for what was last done to it: notes are among them.
const MOST_LOOKED: usize = 20;

/// What sets a part back.
#[derive(Clone, Debug, PartialEq)]
pub enum Back {
    /// It was taken away, and is made again.
    Make(Map<String, Json>),
    /// It was changed, and these members get what they were: nothing for those that it did not have.
    Change(Vec<(String, Option<Json>)>),
    /// It was made, and is taken away again.
    Remove,
}

impl Back {
    /// A part with its members set back.
    #[must_use]
    pub fn edited(members: &[(String, Option<Json>)], body: &Map<String, Json>) -> Map<String, Json> {
        let mut body = body.clone();
        for (name, value) in members {
            match value {
                Some(value) => drop(body.insert(name.clone(), value.clone())),
                None => drop(body.remove(name)),
            }
        }
        body
    }
}

impl Administration {
    /// What would set back what was last done to a part; nothing where the trail does not say, or the part is not any more what it
    /// became then.
    ///
    /// # Errors
    /// [`Refused::Beyond`] for whoever may not change the policy.
    pub fn policy_back(&self, ctx: &Ctx, kind: PolicyKind, id: &str) -> Result<Done<Option<Back>>, Refused> {
        self.read(ctx, |work| {
            delegation::must_be_administrator(work)?;
            let filter = AuditFilter {
                object_kind: Some(kind.word().to_owned()),
                object_id: Some(id.to_owned()),
                ..AuditFilter::default()
            };
            let found = audit::list(work.tx, &filter, MOST_LOOKED)?;
            let is_deed = |entry: &&AuditEntry| {
                let deeds =
                    [AuditAction::POLICY_CREATED, AuditAction::POLICY_CHANGED, AuditAction::POLICY_DELETED];
                deeds.contains(&entry.action)
            };
            let last = found.iter().map(|audited| &audited.entry).find(is_deed);
            Ok(last.and_then(|entry| back(work, kind, id, entry)))
        })
    }
}

fn back(work: &Work<'_, '_>, kind: PolicyKind, id: &str, entry: &AuditEntry) -> Option<Back> {
    let changes: Vec<_> = entry.changes.iter().map(shown).collect::<Option<_>>()?;
    let body = view::body(work.policy(), kind, id);
    if entry.action == AuditAction::POLICY_DELETED {
        let made = changes.into_iter().filter_map(|(name, old, _)| Some((name, old?)));
        return body.is_none().then(|| Back::Make(made.collect()));
    }
    let became: Vec<_> = changes.iter().map(|(name, _, new)| (name.clone(), new.clone())).collect();
    let body = body?;
    if !is_same(kind, id, &body, &Back::edited(&became, &body)) {
        return None;
    }
    if entry.action == AuditAction::POLICY_CREATED {
        return Some(Back::Remove);
    }
    Some(Back::Change(changes.into_iter().map(|(name, old, _)| (name, old)).collect()))
}

/// A field with what it was and what it became, where the trail says.
fn shown(change: &AuditChange) -> Option<(String, Option<Json>, Option<Json>)> {
    match &change.values {
        Values::Shown { old, new } => Some((change.field.clone(), old.clone(), new.clone())),
        Values::Redacted => None,
    }
}

/// Whether two bodies say the same, however each is written.
fn is_same(kind: PolicyKind, id: &str, one: &Map<String, Json>, other: &Map<String, Json>) -> bool {
    let (mut one, mut other) = (one.clone(), other.clone());
    let may = |body: &mut Map<String, Json>| match kind {
        PolicyKind::Role => body.remove(restricted::MEMBER),
        _ => None,
    };
    let same_may = may(&mut one) == may(&mut other);
    match (form::read(kind, id, one), form::read(kind, id, other)) {
        (Ok(one), Ok(other)) => same_may && one == other,
        _ => false,
    }
}
