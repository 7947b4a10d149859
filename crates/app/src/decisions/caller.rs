//! Who asks, and how much of what Bailiwick keeps itself he may be told of.
//!
//! A gateway, which acts for nobody, asks about everybody's work on the records of applications; what Bailiwick keeps itself, people,
//! places and policy, is none of its business. Whoever asks for himself is told of what he may see, and the rest is to him as if it were
//! not there: an answer about a record tells that it exists, where it lies and how it is. Those who manage people are told why these may
//! not work on a record, for that is what they are asked; but only as things are. What somebody could do with other role lines is
//! told about records that can be seen without them, or to whoever knows what everybody holds.

use std::{cell::OnceCell, sync::Arc};

use bailiwick_model::{Operation, Value};
use bailiwick_policy::{
    Asker, Moment, UserNumber,
    filter::Filter,
    schema::{ModelId, ModelInfo},
};

use crate::{live::Loaded, own, question::QuestionError};

use super::DecisionError;

pub(super) const USER: &str = "bailiwick.user";
pub(super) const ROLE_LINE: &str = "bailiwick.role_line";
pub(super) const JOB: &str = "bailiwick.job";
const POLICY: &str = "bailiwick.policy";

/// Who asks.
#[derive(Default)]
pub enum Caller {
    /// Whoever works the machine, who has everything in his hands.
    #[default]
    Machine,
    /// A program that acts for nobody: it is told about everybody, and of nothing that Bailiwick keeps itself.
    Application,
    /// A user, or a program that acts for one.
    User(Box<Person>),
}

/// A user who asks. What he sees goes by what is in force now, whatever moment or assumption a question is about.
pub struct Person {
    pub(super) loaded: Arc<Loaded>,
    pub(super) moment: Arc<Moment>,
    pub(super) login: Box<str>,
    number: Option<UserNumber>,
    others: OnceCell<Others>,
}

/// Of whom else a user may know what they hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Others {
    Nobody,
    Some,
    Everybody,
}

impl Caller {
    /// The user of this login, at a moment in seconds from 1970.
    #[must_use]
    pub fn user(loaded: Arc<Loaded>, login: &str, now: i64) -> Self {
        let (moment, number) = (loaded.now(now), loaded.snapshot.find_user(login));
        Self::User(Box::new(Person { loaded, moment, login: login.into(), number, others: OnceCell::new() }))
    }

    /// Whether a model may be asked about at all.
    pub(super) fn may_ask(&self, model: &ModelInfo) -> bool {
        !matches!(self, Self::Application) || !is_own(&model.name)
    }

    /// Makes sure that somebody may be asked about: whoever may not be is as good as absent.
    ///
    /// # Errors
    /// [`QuestionError::NoUser`].
    pub fn check_subject(&self, login: &str) -> Result<(), DecisionError> {
        match self.sees_holdings(login) {
            true => Ok(()),
            false => Err(QuestionError::NoUser(login.to_owned()).into()),
        }
    }

    /// Whether the caller may know what somebody holds.
    pub(super) fn sees_holdings(&self, login: &str) -> bool {
        match self {
            Self::Machine | Self::Application => true,
            Self::User(person) => person.sees_holdings(login),
        }
    }

    /// Whether the caller may know of a record, where that is one of Bailiwick's own.
    pub(super) fn sees(&self, model: &ModelInfo, id: &Value) -> bool {
        match self {
            Self::User(person) if is_own(&model.name) => person.sees(&model.name, id),
            _ => true,
        }
    }

    /// Whether the caller may be told what somebody may do with a record; `assumed` where that is asked of other role lines than he has.
    pub(super) fn is_told_of(&self, model: &ModelInfo, id: &Value, assumed: bool) -> bool {
        let Self::User(person) = self else { return true };
        if is_own(&model.name) {
            return person.sees(&model.name, id);
        }
        match person.others() {
            Others::Everybody => true,
            Others::Some if !assumed => true,
            Others::Some | Others::Nobody => person.sees(&model.name, id),
        }
    }

    /// Whether the caller may know of a record that a search for somebody has found. Whoever asks what he finds himself, as things are, is told all of it.
    pub(super) fn is_shown(&self, model: &ModelInfo, id: &Value, assumed: bool) -> bool {
        match assumed {
            true => self.is_told_of(model, id, assumed),
            false => self.sees(model, id),
        }
    }

    /// Whether the caller may read the policy.
    pub(super) fn reads_policy(&self) -> bool {
        match self {
            Self::Machine | Self::Application => true,
            Self::User(person) => person.reads_policy(),
        }
    }
}

pub(super) fn is_own(model: &str) -> bool {
    model.starts_with(own::PREFIX)
}

impl Person {
    pub(super) fn asker(&self) -> Option<Asker<'_>> {
        Some(self.loaded.snapshot.asker(self.number?, &self.moment, &*self.loaded.records))
    }

    pub(super) fn model(&self, name: &str) -> Option<ModelId> {
        self.loaded.snapshot.schema().find(name)
    }

    fn reads_policy(&self) -> bool {
        let read = |model| Some(self.asker()?.filter(Operation::Read, model).ok()? != Filter::Nothing);
        self.model(POLICY).and_then(read).unwrap_or(false)
    }

    /// Whether he may read the record. What cannot be read by anybody now is not seen.
    fn sees(&self, name: &str, id: &Value) -> bool {
        if name == USER && *id == Value::text(&*self.login) {
            return true;
        }
        let (Some(asker), Some(model)) = (self.asker(), self.model(name)) else { return false };
        let Ok(Some(row)) = self.loaded.stored(&self.moment, model, id) else { return false };
        if asker.check(Operation::Read, model, &row).allowed {
            return true;
        }
        // One's own jobs are seen by whoever may have any done (docs/bulk.md).
        let author = self.loaded.snapshot.schema().model(model).field("author");
        let author = author.and_then(|author| row.get(author.slot()));
        name == JOB
            && author == Some(&Value::text(&*self.login))
            && asker.check_model(Operation::Create, model).allowed
    }

    /// Whether he may know what somebody holds: his own, and that of people whom he may see and whose role lines he may read,
    /// as if each had one.
    fn sees_holdings(&self, login: &str) -> bool {
        if *login == *self.login {
            return true;
        }
        match self.others() {
            Others::Nobody => false,
            Others::Everybody => self.loaded.snapshot.find_user(login).is_some(),
            Others::Some => self.sees(USER, &Value::text(login)) && self.sees_line_of(login).unwrap_or(false),
        }
    }

    pub(super) fn others(&self) -> Others {
        *self.others.get_or_init(|| self.judged_others().unwrap_or(Others::Nobody))
    }

    fn judged_others(&self) -> Option<Others> {
        let asker = self.asker()?;
        let lines = asker.filter(Operation::Read, self.model(ROLE_LINE)?).ok()?;
        let people = asker.filter(Operation::Read, self.model(USER)?).ok()?;
        Some(match (lines, people) {
            (Filter::Nothing, _) | (_, Filter::Nothing) => Others::Nobody,
            (Filter::All, Filter::All) => Others::Everybody,
            _ => Others::Some,
        })
    }

    fn sees_line_of(&self, login: &str) -> Option<bool> {
        let model = self.model(ROLE_LINE)?;
        let info = self.loaded.snapshot.schema().model(model);
        let mut row = vec![Value::Null; info.fields.len()];
        *row.first_mut()? = Value::Int(0);
        *row.get_mut(info.field("user")?.slot())? = Value::text(login);
        Some(self.asker()?.check(Operation::Read, model, &row).allowed)
    }
}
