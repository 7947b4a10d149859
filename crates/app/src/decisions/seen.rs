//! What a question that was answered has to say to the audit trail: who asked for whom, about which record, and what the answer
//! was. Ids and names are told, and no contents.

use bailiwick_model::{
    Operation, UserId,
    audit::{Actor, AuditAction, AuditChange, AuditEntry, AuditObject},
};
use serde_json::json;

use super::{DecisionError, Evaluator, Query};
use crate::audit::{Author, Watched};

/// Characters of a word that a caller sent; more are cut off.
const LONGEST: usize = 200;

/// Ids of found records that are named; of more, only how many.
const NAMED: usize = 100;

/// A question that was answered, to be told to the trail before the answer is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    action: AuditAction,
    object: AuditObject,
    /// Whom the question is about.
    user: Option<UserId>,
    changes: Vec<AuditChange>,
}

/// What is watched, and what was seen of it.
#[derive(Default)]
pub(super) struct Watch<'s> {
    pub(super) watched: Option<&'s Watched>,
    /// The question is what would be, so nobody is shown anything because of its answer.
    pub(super) hypothetical: bool,
    seen: Vec<Seen>,
}

/// What became of a question.
pub(super) enum Came<'a> {
    /// Yes or no, and the word for why.
    Verdict(bool, &'static str),
    /// Ids of records, and whether there are more.
    Records(&'a [String], bool),
    /// A condition on records, of this coverage, perhaps joined to a domain of the caller's.
    Condition(&'static str, bool),
    /// So many users, or deeds.
    Many(usize),
}

impl Seen {
    /// Something seen beside the questions: a look at own objects.
    pub(crate) fn new(action: AuditAction, object: AuditObject, changes: Vec<AuditChange>) -> Self {
        Self { action, object, user: None, changes }
    }

    /// The entry, as the one who asked tells it.
    #[must_use]
    pub fn entry(self, author: &Author) -> AuditEntry {
        let Self { action, object, user, changes } = self;
        let mut entry = author.entry(action, object);
        let own = |user: &UserId| matches!(&author.actor, Actor::User(login) if login == user);
        entry.on_behalf = user.filter(|user| !own(user)).or(entry.on_behalf);
        entry.changes = changes;
        entry
    }
}

impl<'s> Evaluator<'s> {
    /// Has the questions of models that ask for it noted. A `hypothetical` one is about another day, or about what would be.
    #[must_use]
    pub fn watched(mut self, watched: Option<&'s Watched>, hypothetical: bool) -> Self {
        self.watch = Watch { watched, hypothetical, seen: Vec::new() };
        self
    }

    /// Notes a search that was carried out elsewhere: what it found, and whether there is more.
    pub fn searched(&mut self, query: &Query<'_>, ids: &[String], more: bool) {
        self.see(query, Came::Records(ids, more));
    }

    /// What was noted of the questions so far.
    pub fn seen(&mut self) -> Vec<Seen> {
        std::mem::take(&mut self.watch.seen)
    }

    /// Notes a verdict, where somebody asks for that.
    #[inline]
    pub(super) fn see_verdict<T>(
        &mut self,
        query: &Query<'_>,
        answer: &Result<T, DecisionError>,
        verdict: impl FnOnce(&T) -> (bool, &'static str),
    ) {
        if self.watch.watched.is_none() {
            return;
        }
        match answer {
            Ok(answer) => {
                let (allowed, code) = verdict(answer);
                self.see(query, Came::Verdict(allowed, code));
            }
            // What cannot be read is no question.
            Err(DecisionError::Request(_)) => {}
            Err(error) => self.see(query, Came::Verdict(false, error.code())),
        }
    }

    /// Notes what became of a question, where somebody asks for that.
    pub(super) fn see(&mut self, query: &Query<'_>, came: Came<'_>) {
        let Some(watched) = self.watch.watched else { return };
        let model = query.model.and_then(|name| self.state.model(name).ok());
        let told = model.map_or(watched.usual(), |model| watched.model(model));
        let reads = query.action.parse() == Ok(Operation::Read);
        let looks = told.access && !self.watch.hypothetical && model.is_some() && reads;
        let decided = |allowed| told.decisions.tells(allowed).then_some(AuditAction::DECISION_MADE);
        let action = match &came {
            Came::Verdict(true, _) if looks && query.record.is_some() => Some(AuditAction::ACCESS_READ),
            Came::Condition("none", _) => decided(false),
            Came::Records(..) | Came::Condition(..) if looks => Some(AuditAction::ACCESS_SEARCHED),
            Came::Verdict(allowed, _) => decided(*allowed),
            Came::Records(..) | Came::Condition(..) | Came::Many(_) => decided(true),
        };
        let Some(action) = action else { return };
        let object = match (query.model, query.record) {
            (Some(model), record) => AuditObject::new(shown(model), record.map(shown).unwrap_or_default()),
            (None, _) => AuditObject::new("permission", ""),
        };
        let mut changes = Vec::new();
        let mut tell = |field: &str, value| changes.push(AuditChange::shown(field, None, Some(value)));
        if !query.action.is_empty() {
            tell("action", json!(shown(query.action)));
        }
        let touched = query.fields.iter().chain(query.values.into_iter().flat_map(|values| values.keys()));
        let touched: Vec<String> = touched.take(NAMED).map(|name| shown(name)).collect();
        if !touched.is_empty() {
            tell("fields", json!(touched));
        }
        match came {
            Came::Verdict(allowed, code) => {
                tell("decision", json!(allowed));
                tell("because", json!(code));
            }
            Came::Records(ids, more) => {
                tell("found", found(ids));
                tell("more", json!(more));
            }
            Came::Condition(coverage, _) => tell("coverage", json!(coverage)),
            Came::Many(count) => tell("found", json!(count)),
        }
        if self.watch.hypothetical {
            tell("hypothetical", json!(true));
        }
        tell("revision", json!(self.state.revision));
        if let Came::Condition(_, true) = came {
            // Whom somebody looks for is in it.
            changes.push(AuditChange::redacted("domain"));
        }
        let user = UserId::new(query.user).ok();
        self.watch.seen.push(Seen { action, object, user, changes });
    }
}

/// Ids of records as the trail has them: each, or only how many.
pub(crate) fn found(ids: &[String]) -> serde_json::Value {
    match ids.len() <= NAMED {
        true => ids.iter().map(|id| shown(id)).collect(),
        false => json!(ids.len()),
    }
}

/// A word of a caller's as the trail has it: not longer than a name, and without what no column takes.
pub(crate) fn shown(text: &str) -> String {
    let mut shown = String::new();
    for (at, c) in text.chars().enumerate() {
        if at == LONGEST {
            shown.push('…');
            break;
        }
        if c.is_control() { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_callers_send_is_cut_to_size() {
        assert_eq!(shown("a\0b\nc"), "a\\u{0}b\\nc");
        assert_eq!(shown(&"é".repeat(500)).chars().count(), LONGEST + 1);
        assert_eq!(found(&["1".to_owned(), "2".to_owned()]), json!(["1", "2"]));
        assert_eq!(found(&vec![String::new(); 101]), json!(101));
    }
}
