//! Why a question has no answer, as a problem.

use axum::http::StatusCode;
use bailiwick_app::{Part, QuestionError, decisions::DecisionError};
use bailiwick_protocol::problem::step;

use crate::http::Refusal;

/// The refusal for a question without an answer. What the body names wrongly is pointed at.
pub(crate) fn refusal(error: &DecisionError) -> Refusal {
    let detail = error.to_string();
    let unfit = |pointer: &str| {
        Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, error.code(), detail.clone())
            .at(pointer, detail.clone())
    };
    match error {
        DecisionError::Question(QuestionError::Records(_)) | DecisionError::People(_) => {
            tracing::warn!(%error, "a question could not be answered");
            Refusal::new(StatusCode::SERVICE_UNAVAILABLE, error.code(), detail)
        }
        DecisionError::Question(QuestionError::NoUser(_)) => unfit("/user"),
        DecisionError::Question(QuestionError::NoModel(_)) | DecisionError::NoModel => unfit("/model"),
        DecisionError::Question(QuestionError::NoAction { .. }) | DecisionError::NotAnOperation(_) => {
            unfit("/action")
        }
        DecisionError::Question(QuestionError::NoId { .. }) => unfit("/record"),
        DecisionError::Question(QuestionError::Companies(_)) => unfit("/companies"),
        DecisionError::Question(QuestionError::Values(misfits)) => {
            let refusal = Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, error.code(), detail.clone());
            misfits.iter().fold(refusal, |refusal, misfit| refusal.at(pointer(&misfit.part), &*misfit.what))
        }
        DecisionError::OwnModel(_) => Refusal::new(StatusCode::FORBIDDEN, error.code(), detail),
        DecisionError::Request(error) => error.clone().into(),
        DecisionError::Search(_) | DecisionError::DomainNotRead => unfit("/domain"),
        DecisionError::Sql(_) => unfit("/sql"),
        DecisionError::Assumption(problems) => {
            let refusal =
                Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, error.code(), "what is assumed cannot be");
            problems.0.iter().fold(refusal, |refusal, problem| refusal.at("/assume", problem.to_string()))
        }
        DecisionError::Eval(_) => Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, error.code(), detail),
    }
}

fn pointer(part: &Part) -> String {
    match part {
        Part::Whole => String::new(),
        Part::Value(name) => format!("/values{}", step(name)),
        Part::Field(at) => format!("/fields/{at}"),
        Part::Attribute(name) => format!("/properties/resource{}", step(name)),
    }
}
