//! What an actor was shown of Bailiwick's own objects, and what he was kept from, for the trail.

use bailiwick_model::{
    Operation, Told,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_store::own::Own;
use serde_json::json;

use super::{Administration, Ctx, Refused, Work, guard::model_name};
use crate::{
    decisions::{Seen, found, shown},
    live::Loaded,
};

/// One look, or one attempt.
#[derive(PartialEq, Eq)]
pub(crate) struct Look {
    /// On which of Bailiwick's own models.
    model: &'static str,
    operation: Operation,
    at: At,
}

#[derive(PartialEq, Eq)]
enum At {
    /// An object of this key; whether it was allowed.
    One(String, bool),
    /// A list of these keys.
    List(Vec<String>),
}

impl Work<'_, '_> {
    /// Notes that the actor may do something with one object, or not.
    pub(crate) fn looked(&mut self, own: Own, operation: Operation, key: &str, allowed: bool) {
        self.looked_at(model_name(own), operation, key, allowed);
    }

    /// The same, by the name of the model.
    pub(crate) fn looked_at(&mut self, model: &'static str, operation: Operation, key: &str, allowed: bool) {
        if let Some(looks) = &mut self.looks {
            let look = Look { model, operation, at: At::One(key.to_owned(), allowed) };
            // One use case may look at one object again and again.
            if !looks.contains(&look) {
                looks.push(look);
            }
        }
    }

    /// Notes that the actor was shown a list.
    pub(crate) fn listed(&mut self, model: &'static str, keys: impl Iterator<Item = String>) {
        if let Some(looks) = &mut self.looks {
            looks.push(Look { model, operation: Operation::Read, at: At::List(keys.collect()) });
        }
    }
}

impl Administration {
    /// A place for looks, where the trail is told of any.
    pub(super) fn looks(loaded: &Loaded) -> Option<Vec<Look>> {
        loaded.watched().map(|_| Vec::new())
    }

    /// Tells the trail what was looked at. Whoever may not be told of gets no answer.
    pub(super) fn tell_looks(
        &self,
        loaded: &Loaded,
        ctx: &Ctx,
        looks: Option<Vec<Look>>,
    ) -> Result<(), Refused> {
        let (Some(watched), Some(looks)) = (loaded.watched(), looks) else { return Ok(()) };
        let schema = loaded.snapshot.schema();
        let entries = looks.into_iter().filter_map(|look| {
            let told = schema.find(look.model).map_or(watched.usual(), |model| watched.model(model));
            Some(look.seen(told, loaded.revision)?.entry(&ctx.author))
        });
        self.witness.tell(entries.collect()).map_err(Refused::Untold)
    }
}

impl Look {
    /// Whether it was refused.
    pub(super) fn is_refused(&self) -> bool {
        matches!(self.at, At::One(_, false))
    }

    fn seen(self, told: Told, revision: u64) -> Option<Seen> {
        let Self { model, operation, at } = self;
        let decided = |allowed| told.decisions.tells(allowed).then_some(AuditAction::DECISION_MADE);
        let looks = told.access && operation == Operation::Read;
        let action = match &at {
            At::One(_, true) if looks => Some(AuditAction::ACCESS_READ),
            At::One(_, allowed) => decided(*allowed),
            At::List(_) if looks => Some(AuditAction::ACCESS_SEARCHED),
            At::List(_) => decided(true),
        }?;
        let shown_as = |field: &str, value| AuditChange::shown(field, None, Some(value));
        let mut changes = vec![shown_as("action", json!(operation.word()))];
        let key = match at {
            At::One(key, allowed) => {
                changes.push(shown_as("decision", json!(allowed)));
                shown(&key)
            }
            At::List(keys) => {
                changes.push(shown_as("found", found(&keys)));
                String::new()
            }
        };
        changes.push(shown_as("revision", json!(revision)));
        Some(Seen::new(action, AuditObject::new(model, key), changes))
    }
}
