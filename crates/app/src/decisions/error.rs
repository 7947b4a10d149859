//! Why a question has no answer. A denial is an answer.

use bailiwick_policy::{
    AskError, Problems, SearchError, domain::EvalError, filter::sql::SqlRefused, records::RecordsError,
};
use bailiwick_protocol::authzen::RequestError;

use crate::question::QuestionError;

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DecisionError {
    /// Its words lead nowhere, or its values do not fit.
    #[error(transparent)]
    Question(#[from] QuestionError),
    /// Its attributes cannot be read.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// A list cannot be worked out.
    #[error(transparent)]
    Eval(#[from] EvalError),
    /// The caller's own domain is not answered.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The filter has no SQL form.
    #[error(transparent)]
    Sql(#[from] SqlRefused),
    /// A caller's domain was joined to something else than reading.
    #[error("a domain of your own is a search, and a search reads; leave out the operation or the domain")]
    DomainNotRead,
    /// A question about a list names no single operation.
    #[error("{0:?} is no operation; a list is filtered for create, read, update or delete")]
    NotAnOperation(String),
    /// A question that needs a model came without.
    #[error("name the model")]
    NoModel,
    /// Whoever acts for nobody asks about what Bailiwick keeps itself.
    #[error(
        "{0} is one of Bailiwick's own models; asking about it takes an API key of a user (key create --user), and tells          what that user may see"
    )]
    OwnModel(String),
    /// The user cannot be looked up for a what-if question.
    #[error("{0}")]
    People(String),
    /// What is assumed cannot be.
    #[error(transparent)]
    Assumption(#[from] Problems),
}

impl DecisionError {
    /// A stable word for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Question(error) => match error {
                QuestionError::NoUser(_) => "user.unknown",
                QuestionError::NoModel(_) => "model.unknown",
                QuestionError::NoAction { .. } => "action.unknown",
                QuestionError::NoId { .. } => "record.malformed",
                QuestionError::Values(_) => "values.unfit",
                QuestionError::Companies(_) => "companies.foreign",
                QuestionError::Records(_) => "records.unavailable",
            },
            Self::Request(_) => "request.malformed",
            Self::Eval(_) => "rule.failed",
            Self::Search(_) => "domain.refused",
            Self::Sql(_) => "sql.unavailable",
            Self::DomainNotRead => "domain.not_read",
            Self::NotAnOperation(_) => "action.not_an_operation",
            Self::NoModel => "model.missing",
            Self::OwnModel(_) => "token.no_user",
            Self::People(_) => "directory.unavailable",
            Self::Assumption(_) => "assumption.impossible",
        }
    }
}

impl From<AskError> for DecisionError {
    fn from(error: AskError) -> Self {
        Self::Question(error.into())
    }
}

impl From<RecordsError> for DecisionError {
    fn from(error: RecordsError) -> Self {
        Self::Question(error.into())
    }
}
