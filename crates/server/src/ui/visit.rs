//! A request from a page of somebody who is signed in, with what its path names: what most handlers of pages begin with.

use std::sync::Arc;

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    response::{IntoResponse, Response},
};

use crate::http::{Gate, Insider, Refusal};

/// Who asks for what.
pub(super) struct Visit<P = ()> {
    pub(super) gate: Arc<Gate>,
    pub(super) insider: Insider,
    /// What the path names.
    pub(super) at: P,
}

/// The answer to whoever is not let in: where he can sign in, or what is wrong with what he sent.
pub(super) struct Elsewhere(Box<Response>);

impl<P: FromRequestParts<Arc<Gate>> + Send> FromRequest<Arc<Gate>> for Visit<P> {
    type Rejection = Elsewhere;

    async fn from_request(request: Request, gate: &Arc<Gate>) -> Result<Self, Elsewhere> {
        let (mut parts, body) = request.into_parts();
        let at = P::from_request_parts(&mut parts, gate).await;
        let at = at.map_err(|refused| Elsewhere(Box::new(refused.into_response())))?;
        match Insider::take(gate, Request::from_parts(parts, body)).await {
            Ok(Ok(insider)) => Ok(Self { gate: Arc::clone(gate), insider, at }),
            Ok(Err(elsewhere)) => Err(Elsewhere(elsewhere)),
            Err(refusal) => Err(refusal.into()),
        }
    }
}

impl From<Refusal> for Elsewhere {
    fn from(refusal: Refusal) -> Self {
        Self(Box::new(refusal.into_response()))
    }
}

impl IntoResponse for Elsewhere {
    fn into_response(self) -> Response {
        *self.0
    }
}
