//! Searches: which subjects, which resources, which actions.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::{
    QuestionError,
    api_keys::Scope,
    decisions::{Brought, DecisionError, Evaluator, Query, Seen, Slice},
};
use bailiwick_protocol::authzen::{
    ActionFound, ActionSearch, EntityFound, Page, ResourceSearch, SearchAnswer, SubjectSearch,
};
use serde::Serialize;

use super::wrong_type;
use crate::http::{Gate, Received, Refusal, Turn, json, receive};

/// `POST /access/v1/search/subject`
pub(crate) async fn subject_search(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    search(gate, request, |gate, received, seen| {
        let search = SubjectSearch::read(&received.body, &gate.body_limits)?;
        let turn = turn(gate, received, &search.canonical()?, &search.page)?;
        let query = Query {
            action: &search.action.name,
            model: Some(&search.resource.kind),
            record: Some(&search.resource.id),
            brought: Brought {
                subject: search.subject.properties.into(),
                action: search.action.properties.into(),
                resource: search.resource.properties.into(),
                context: search.context.into(),
            },
            ..Query::default()
        };
        let known = is_subject_type(gate, received, &search.subject.kind);
        let mut evaluator = Evaluator::now(&turn.loaded, received.now).asked_by(received.told(gate));
        let slice =
            if known { evaluator.subjects(&query, turn.after.as_deref(), turn.size) } else { Ok(none()) };
        *seen = evaluator.seen();
        let kind: Arc<str> = search.subject.kind.as_ref().into();
        answer(gate, &turn, slice, |id| EntityFound { kind: Arc::clone(&kind), id: (*id).into() })
    })
    .await
}

/// `POST /access/v1/search/resource`
pub(crate) async fn resource_search(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    search(gate, request, |gate, received, seen| {
        let search = ResourceSearch::read(&received.body, &gate.body_limits)?;
        let turn = turn(gate, received, &search.canonical()?, &search.page)?;
        let query = Query {
            user: &search.subject.id,
            action: &search.action.name,
            model: Some(&search.resource.kind),
            brought: Brought {
                subject: search.subject.properties.into(),
                action: search.action.properties.into(),
                resource: search.resource.properties.into(),
                context: search.context.into(),
            },
            ..Query::default()
        };
        let mut evaluator = Evaluator::now(&turn.loaded, received.now).asked_by(received.told(gate));
        let slice = evaluator.resources(&query, turn.after.as_deref(), turn.size);
        *seen = evaluator.seen();
        let kind: Arc<str> = search.resource.kind.as_ref().into();
        answer(gate, &turn, slice, |id| EntityFound { kind: Arc::clone(&kind), id: id.as_str().into() })
    })
    .await
}

/// `POST /access/v1/search/action`
pub(crate) async fn action_search(
    State(gate): State<Arc<Gate>>,
    request: Request,
) -> Result<Response, Refusal> {
    search(gate, request, |gate, received, seen| {
        let search = ActionSearch::read(&received.body, &gate.body_limits)?;
        let turn = turn(gate, received, &search.canonical()?, &search.page)?;
        let query = Query {
            user: &search.subject.id,
            model: Some(&search.resource.kind),
            record: Some(&search.resource.id),
            brought: Brought {
                subject: search.subject.properties.into(),
                resource: search.resource.properties.into(),
                context: search.context.into(),
                ..Brought::default()
            },
            ..Query::default()
        };
        let mut evaluator = Evaluator::now(&turn.loaded, received.now).asked_by(received.told(gate));
        let slice = evaluator.actions(&query).map(|all| part(all, turn.after.as_deref(), turn.size));
        *seen = evaluator.seen();
        answer(gate, &turn, slice, |name| ActionFound { name: name.as_str().into() })
    })
    .await
}

async fn search(
    gate: Arc<Gate>,
    request: Request,
    work: impl FnOnce(&Gate, &Received, &mut Vec<Seen>) -> Result<Response, Refusal> + Send + 'static,
) -> Result<Response, Refusal> {
    let received = receive(&gate, request, Scope::Search, wrong_type).await?;
    gate.answer(received, true, work).await
}

fn turn(gate: &Gate, received: &Received, canonical: &str, page: &Page<'_>) -> Result<Turn, Refusal> {
    let loaded = Arc::clone(&received.loaded);
    Turn::new(gate, loaded, received.at_least, canonical, page.token.as_deref(), page.limit)
}

/// Users are what searches know as subjects, by a configured word or by the name of their model.
fn is_subject_type(gate: &Gate, received: &Received, kind: &str) -> bool {
    let model = &received.loaded.policy.settings.user_model;
    kind == model.as_str() || gate.subject_types.iter().any(|known| known == kind)
}

fn none<T>() -> Slice<T> {
    Slice { found: Vec::new(), more: false }
}

/// The part of a short list that a page shows.
fn part(all: Vec<String>, after: Option<&str>, size: usize) -> Slice<String> {
    let start = after.and_then(|after| all.iter().position(|name| name == after)).map_or(0, |at| at + 1);
    let mut found: Vec<String> = all.into_iter().skip(start).collect();
    let more = found.len() > size;
    found.truncate(size);
    Slice { found, more }
}

/// Shapes results. A search for or about something unknown finds nothing; one that cannot be carried out is refused,
/// because an empty list would say that there is nothing.
fn answer<T: AsRef<str>, F: Serialize>(
    gate: &Gate,
    turn: &Turn,
    slice: Result<Slice<T>, DecisionError>,
    shape: impl Fn(&T) -> F,
) -> Result<Response, Refusal> {
    let slice = match slice {
        Ok(slice) => slice,
        Err(DecisionError::Question(QuestionError::Records(error))) => {
            tracing::warn!(%error, "a search could not be carried out");
            return Err(crate::rest::refusal(&QuestionError::Records(error).into()));
        }
        Err(DecisionError::Request(error)) => return Err(error.into()),
        Err(error) => {
            tracing::debug!(code = error.code(), "a search found nothing to ask");
            none()
        }
    };
    let page = turn.page(gate, &slice)?;
    let results = slice.found.iter().map(shape).collect();
    let body =
        serde_json::to_vec(&SearchAnswer { page, context: None, results }).map_err(|_| Refusal::broken())?;
    Ok(json(turn.loaded.revision, body))
}
