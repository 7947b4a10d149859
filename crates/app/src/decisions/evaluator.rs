//! Answers questions from one state, at one moment.

use std::sync::Arc;

use bailiwick_model::CompanyId;
use bailiwick_policy::{Asker, Attributes, Moment, UserNumber, Verdict, records::Records};

use super::{Caller, DecisionError, Query, found::Found, seen::Watch};
use crate::{
    live::Loaded,
    question::{QuestionError, When},
    state::State,
};

/// A state and a moment to ask at. One request makes one, so that all its answers come from one revision.
pub struct Evaluator<'s> {
    pub(super) state: &'s State,
    pub(super) moment: Arc<Moment>,
    pub(super) companies: &'s [CompanyId],
    pub(super) reads_requests: bool,
    pub(super) loaded: Option<&'s Loaded>,
    /// Whether the state is one that is only assumed.
    pub(super) assumed: bool,
    /// The user asked about last: a batch mostly asks about one.
    last: Option<(Box<str>, UserNumber)>,
    pub(super) watch: Watch<'s>,
    pub(super) caller: Caller,
}

impl<'s> Evaluator<'s> {
    /// Asks the newest state at the moment `now`, in seconds from 1970.
    #[must_use]
    pub fn now(loaded: &'s Loaded, now: i64) -> Self {
        Self {
            state: loaded,
            moment: loaded.now(now),
            companies: &[],
            reads_requests: loaded.reads_requests,
            loaded: Some(loaded),
            assumed: false,
            last: None,
            watch: Watch::default(),
            caller: Caller::Machine,
        }
        .watched(loaded.watched.as_ref(), false)
    }

    /// Asks any state at any moment.
    #[must_use]
    pub fn at(state: &'s State, when: When) -> Self {
        let moment = Arc::new(state.moment(when));
        Self {
            state,
            moment,
            companies: &[],
            reads_requests: true,
            loaded: None,
            assumed: false,
            last: None,
            watch: Watch::default(),
            caller: Caller::Machine,
        }
    }

    /// Says that somebody has not got what he has in this state.
    #[must_use]
    pub fn assuming(mut self) -> Self {
        self.assumed = true;
        self
    }

    /// Answers as far as the caller may be told.
    #[must_use]
    pub fn asked_by(mut self, caller: Caller) -> Self {
        self.caller = caller;
        self
    }

    /// Asks for these companies instead of all the user's.
    #[must_use]
    pub fn for_companies(mut self, companies: &'s [CompanyId]) -> Self {
        self.companies = companies;
        self
    }

    /// Whether the user may.
    ///
    /// # Errors
    /// When the question has no answer. Whoever must answer yes or no says no then.
    pub fn evaluate(&mut self, query: &Query<'_>) -> Result<Verdict, DecisionError> {
        let answer = self.verdict(query);
        self.see_verdict(query, &answer, |verdict| (verdict.allowed, verdict.reason.code()));
        answer
    }

    fn verdict(&mut self, query: &Query<'_>) -> Result<Verdict, DecisionError> {
        let user = self.user(query.user)?;
        let found = Found::new(self, query)?;
        found.judge(self, user)
    }

    /// The user with this login, if the caller may ask about him.
    pub(super) fn user(&mut self, login: &str) -> Result<UserNumber, DecisionError> {
        if let Some((last, user)) = &self.last
            && **last == *login
        {
            return Ok(*user);
        }
        let user = self.state.snapshot.find_user(login);
        let user = user.ok_or_else(|| QuestionError::NoUser(login.to_owned()))?;
        self.caller.check_subject(login)?;
        self.last = Some((login.into(), user));
        Ok(user)
    }

    /// The user, asking with what came along.
    pub(super) fn asker<'a>(
        &'a self,
        user: UserNumber,
        records: &'a dyn Records,
        attributes: Option<&'a Attributes>,
    ) -> Result<Asker<'a>, DecisionError> {
        let asker = self.state.snapshot.asker(user, &self.moment, records);
        let asker = if self.companies.is_empty() { asker } else { asker.for_companies(self.companies)? };
        Ok(match attributes {
            Some(attributes) => asker.with_attributes(attributes),
            None => asker,
        })
    }
}
