//! Whoever comes to a page of the policy, and what he may see of it.

use std::sync::Arc;

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    response::{IntoResponse, Response},
};
use bailiwick_app::administration::PolicySight;

use super::{super::shell::Shell, sight};
use crate::http::{Gate, Insider, Named, Refusal};

/// A request for a page of the policy, from somebody who may see some of it.
pub(super) struct Visit {
    pub(super) gate: Arc<Gate>,
    pub(super) insider: Insider,
    pub(super) sight: PolicySight,
    pub(super) shell: Shell,
    /// The name in the path; empty where there is none.
    pub(super) id: String,
}

impl FromRequest<Arc<Gate>> for Visit {
    type Rejection = Response;

    async fn from_request(request: Request, gate: &Arc<Gate>) -> Result<Self, Response> {
        match Self::taken(request, gate).await {
            Ok(taken) => taken,
            Err(refusal) => Err(refusal.into_response()),
        }
    }
}

impl Visit {
    async fn taken(request: Request, gate: &Arc<Gate>) -> Result<Result<Self, Response>, Refusal> {
        let (mut parts, body) = request.into_parts();
        let named = Named::from_request_parts(&mut parts, gate).await;
        let id = named.map(|Named(id)| id).unwrap_or_default();
        let insider = match Insider::take(gate, Request::from_parts(parts, body)).await? {
            Ok(insider) => insider,
            Err(elsewhere) => return Ok(Err(*elsewhere)),
        };
        let sight = sight(gate, &insider)?;
        let shell = Shell::of(gate, &insider).await?;
        Ok(Ok(Self { gate: Arc::clone(gate), insider, sight, shell, id }))
    }
}
