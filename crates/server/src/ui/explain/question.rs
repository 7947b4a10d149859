//! What is asked, as an address says it: `u` (who), `op` (wants to), `m` (model), `r` (record) and `at` (when).

use bailiwick_app::{
    QuestionError, When,
    administration::PolicySight,
    decisions::{DecisionError, Query as Question},
};
use bailiwick_model::Operation;
use jiff::civil::{Date, DateTime};

use super::super::{
    faults::Faults,
    page::Page,
    policy::names::{Named, models_offered, operation_text},
    query::Query,
};
use crate::http::Refusal;

/// A question in words.
#[derive(Clone, Default)]
pub(super) struct Asked {
    pub(super) user: String,
    pub(super) action: String,
    pub(super) model: Option<String>,
    pub(super) record: Option<String>,
    pub(super) when: Option<When>,
}

/// The fields of the question, as they stand in the form.
pub(super) struct Fields {
    pub(super) user: String,
    pub(super) action: String,
    pub(super) model: String,
    pub(super) record: String,
    pub(super) at: String,
    /// What can be done, and what that is called.
    pub(super) actions: Vec<(String, String)>,
    pub(super) models: Vec<Named>,
}

impl Asked {
    /// The question of an address, and what is wrong with it.
    pub(super) fn of(page: &Page, query: &Query) -> (Self, Faults) {
        let text = |name: &str| query.said(name).unwrap_or_default().to_owned();
        let some = |name: &str| query.said(name).map(str::to_owned);
        let (mut faults, mut when) = (Faults::default(), None);
        if let Some(at) = query.said("at") {
            when = moment(page, at);
            if when.is_none() {
                faults = faults.and("at", page.text("exp-at-wrong"));
            }
        }
        let asked = Self { user: text("u"), action: text("op"), model: some("m"), record: some("r"), when };
        (asked, faults)
    }

    /// Whether enough was said to be answered.
    pub(super) fn is_whole(&self) -> bool {
        !self.action.is_empty() && (self.model.is_some() || self.action.contains(':'))
    }

    /// The question as the engine takes it.
    pub(super) fn question(&self) -> Question<'_> {
        Question {
            user: &self.user,
            action: &self.action,
            model: self.model.as_deref(),
            record: self.record.as_deref(),
            ..Question::default()
        }
    }

    /// What is to be done, for people: an operation has a name in every language.
    pub(super) fn deed(&self, page: &Page) -> String {
        match self.action.parse::<Operation>() {
            Ok(operation) => operation_text(page, operation),
            Err(_) => self.action.clone(),
        }
    }
}

/// A day, or a moment on the reader's clock.
fn moment(page: &Page, text: &str) -> Option<When> {
    if text.len() == 10 {
        return text.parse::<Date>().ok().map(When::On);
    }
    let local = text.parse::<DateTime>().ok()?;
    page.instant(local).map(|at| When::At(at.as_second()))
}

impl Fields {
    /// The form with what was asked. It offers what may be seen of the policy.
    pub(super) fn of(page: &Page, sight: Option<&PolicySight>, query: &Query) -> Self {
        let text = |name: &str| query.one(name).unwrap_or_default().to_owned();
        let order = [Operation::Read, Operation::Update, Operation::Create, Operation::Delete];
        let mut actions: Vec<_> = order.map(|one| (one.word().to_owned(), operation_text(page, one))).into();
        let mut models = Vec::new();
        if let Some(sight) = sight {
            models = models_offered(sight.policy());
            let own = query.said("m").and_then(|model| sight.policy().models.get(model));
            let own = own.into_iter().flat_map(|model| model.actions.keys());
            actions.extend(own.map(|name| (name.to_string(), name.to_string())));
        }
        let action = match query.said("op") {
            Some(action) => action.to_owned(),
            None => Operation::Read.word().to_owned(),
        };
        Self { user: text("u"), action, model: text("m"), record: text("r"), at: text("at"), actions, models }
    }
}

/// What is wrong with a question, at its field. What broke is an answer of its own.
pub(super) fn faults(error: &DecisionError) -> Result<Faults, Refusal> {
    let field = match error {
        DecisionError::Question(QuestionError::Records(_)) | DecisionError::People(_) => {
            return Err(crate::rest::refusal(error));
        }
        DecisionError::Question(QuestionError::NoUser(_)) => "u",
        DecisionError::Question(QuestionError::NoModel(_)) | DecisionError::NoModel => "m",
        DecisionError::Question(QuestionError::NoAction { .. }) | DecisionError::NotAnOperation(_) => "op",
        DecisionError::Question(QuestionError::NoId { .. }) => "r",
        DecisionError::Assumption(_) => "role",
        _ => "",
    };
    Ok(Faults::english(field, error.to_string()))
}
