//! Why a use case was not carried out, as a problem.

use axum::http::StatusCode;
use bailiwick_app::{AppError, administration::Refused, passwords::HasherError};
use bailiwick_protocol::rest::FormError;
use bailiwick_store::StoreError;

use crate::http::Refusal;

impl From<FormError> for Refusal {
    fn from(error: FormError) -> Self {
        let detail = "the body is not as this path wants it; see the errors";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "body.unfit", detail).at(error.pointer, error.message)
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        let (code, detail) = (refused.code(), refused.to_string());
        let status = match &refused {
            Refused::Missing { .. } => StatusCode::NOT_FOUND,
            Refused::NotAllowed(_) | Refused::Beyond(_) | Refused::StepUp => StatusCode::FORBIDDEN,
            Refused::Hasher(HasherError::Busy { .. }) => return Self::too_busy(),
            Refused::Hasher(error) => {
                tracing::error!(%error, "a password cannot be hashed");
                return Self::broken();
            }
            Refused::SignIn(error) => {
                tracing::error!(%error, "signing in failed");
                return Self::broken();
            }
            Refused::Conflict(_) | Refused::ManagedByRoles { .. } | Refused::LastAdministrator { .. } => {
                StatusCode::CONFLICT
            }
            Refused::Changed { .. } => StatusCode::PRECONDITION_FAILED,
            Refused::Invalid(_) | Refused::NotInForce(_) | Refused::KeyReused => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Refused::Domain(_) => StatusCode::BAD_REQUEST,
            Refused::NotReady | Refused::Busy | Refused::Untold(_) => StatusCode::SERVICE_UNAVAILABLE,
            Refused::App(AppError::Store(
                StoreError::Unavailable { .. }
                | StoreError::Busy { .. }
                | StoreError::InUse { .. }
                | StoreError::Newer { .. },
            )) => StatusCode::SERVICE_UNAVAILABLE,
            Refused::App(error) => {
                tracing::error!(%error, "administration failed");
                return Self::broken();
            }
            // A new reason that nobody has thought about here is told as ours, never as the caller's.
            _ => return Self::broken(),
        };
        let refusal = Self::new(status, code, detail);
        match refused {
            Refused::Invalid(faults) => {
                faults.into_iter().fold(refusal, |refusal, fault| refusal.at(fault.pointer, fault.message))
            }
            _ => refusal,
        }
    }
}
