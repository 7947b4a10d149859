//! Headers that whoever sends them relies on: refused where the description of the API does not promise to heed them, since what is
//! passed over would seem to have been heeded.

use std::{collections::HashMap, sync::Arc};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, Method, header},
    middleware::Next,
    response::Response,
};
use utoipa::openapi::{
    OpenApi, RefOr,
    path::{Operation, ParameterIn},
};

use super::{Refusal, asked::IDEMPOTENCY_KEY};

/// Which headers each request heeds, by path and method.
pub(super) struct Promises(HashMap<(String, Method), Vec<HeaderName>>);

impl Promises {
    /// What a description promises.
    pub(super) fn of(api: &OpenApi) -> Self {
        let mut promised = HashMap::new();
        for (path, item) in &api.paths.paths {
            let ways = [
                (Method::GET, &item.get),
                (Method::POST, &item.post),
                (Method::PUT, &item.put),
                (Method::PATCH, &item.patch),
                (Method::DELETE, &item.delete),
            ];
            for (method, way) in ways {
                promised.extend(way.as_ref().map(|way| ((path.clone(), method), headers(way).collect())));
            }
        }
        Self(promised)
    }

    /// Why a request is refused, if it is.
    fn broken(&self, request: &Request) -> Option<Refusal> {
        let path = request.extensions().get::<MatchedPath>()?.as_str();
        let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
        let heeded = self.0.get(&(path.to_owned(), method.clone()))?;
        let asks = |name| request.headers().contains_key(&name) && !heeded.contains(&name);
        if asks(header::IF_MATCH) {
            let detail = "there is no state of anything that If-Match could be about here; leave it out";
            return Some(Refusal::bad("if_match.not_taken", detail));
        }
        if asks(IDEMPOTENCY_KEY) {
            let detail = "Idempotency-Key is for what is made by POST; leave it out here, and send If-Match where \
                          it matters what is there";
            return Some(Refusal::bad("idempotency_key.not_taken", detail));
        }
        None
    }
}

/// Answers requests that ask for nothing which would be passed over, and refuses others.
pub(super) async fn kept(
    State(promises): State<Arc<Promises>>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    match promises.broken(&request) {
        Some(refusal) => Err(refusal),
        None => Ok(next.run(request).await),
    }
}

/// The headers that an operation says it looks at.
fn headers(operation: &Operation) -> impl Iterator<Item = HeaderName> {
    operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
        RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Header => parameter.name.parse().ok(),
        _ => None,
    })
}
