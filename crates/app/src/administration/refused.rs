//! Why a use case was not carried out.

use bailiwick_policy::Problems;
use bailiwick_store::StoreError;

use crate::{audit::Untold, error::AppError, passwords::HasherError, sign_in::NotReady};

/// Why something was not done. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// There is no such object, or none that the actor may see: which of the two is not told.
    #[error("there is no {kind} {id:?} that you may see")]
    Missing {
        /// What kind of object.
        kind: &'static str,
        /// Its key.
        id: String,
    },
    /// The actor may see it, but not do this.
    #[error("{0}")]
    NotAllowed(String),
    /// The actor would give more than he holds, or touch an account that holds more.
    #[error("{0}")]
    Beyond(String),
    /// What was asked for does not fit; every fault with the place it is at, as a JSON pointer.
    #[error("{}", faults(.0))]
    Invalid(Vec<Fault>),
    /// It stands against something that is there.
    #[error("{0}")]
    Conflict(String),
    /// Somebody else was quicker.
    #[error("the {kind} has changed since you looked at it; look again, and repeat what is still wanted")]
    Changed {
        /// What kind of object.
        kind: &'static str,
    },
    /// The name of a request was used for another one.
    #[error("the Idempotency-Key was used for another request; take a new one for each request")]
    KeyReused,
    /// Roles manage this user's rights.
    #[error(
        "Access rights are managed by roles: {login} has role lines, so groups given directly would not count; give or end a \
         role line instead"
    )]
    ManagedByRoles {
        /// Whose rights.
        login: String,
    },
    /// Nobody could administer any more.
    #[error(
        "{login} is the last administrator; make somebody else one first, or nobody could administer this installation"
    )]
    LastAdministrator {
        /// Who would be gone.
        login: String,
    },
    /// It takes having shown not long ago who one is.
    #[error("this takes that you show again who you are; do so, and send it again")]
    StepUp,
    /// Passwords cannot be judged now.
    #[error(transparent)]
    Hasher(HasherError),
    /// Signing in lacks what it needs.
    #[error(transparent)]
    SignIn(NotReady),
    /// A filter that cannot be read, or asks for what the actor may not see.
    #[error("{0}")]
    Domain(String),
    /// What would be in force does not hold together.
    #[error("this cannot be put in force, and nothing was changed:\n{0}")]
    NotInForce(Problems),
    /// Nothing has been loaded yet.
    #[error("no policy has been loaded yet; try again in a moment")]
    NotReady,
    /// Others kept changing what this depends on.
    #[error("too much is being changed at the same time; try again in a moment")]
    Busy,
    /// The trail must be told of it and cannot be.
    #[error(transparent)]
    Untold(Untold),
    /// The surroundings.
    #[error(transparent)]
    App(AppError),
}

/// One fault in what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, as a JSON pointer (RFC 6901).
    pub pointer: String,
    /// What, and the remedy.
    pub message: String,
}

impl Refused {
    /// One fault at a place.
    pub(crate) fn invalid(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid(vec![Fault { pointer: pointer.into(), message: message.into() }])
    }

    pub(crate) fn missing(kind: &'static str, id: impl Into<String>) -> Self {
        Self::Missing { kind, id: id.into() }
    }

    /// The same, for something that is part of a larger whole.
    pub(crate) fn below(self, place: &str) -> Self {
        match self {
            Self::Invalid(faults) => Self::Invalid(
                faults
                    .into_iter()
                    .map(|fault| Fault { pointer: format!("{place}{}", fault.pointer), ..fault })
                    .collect(),
            ),
            other => other,
        }
    }

    /// Whether it is about the object at hand, so that others may fare better.
    pub(crate) fn is_of_the_object(&self) -> bool {
        !matches!(
            self,
            Self::NotInForce(_)
                | Self::NotReady
                | Self::Busy
                | Self::Untold(_)
                | Self::App(_)
                | Self::KeyReused
        )
    }

    /// A stable word for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "not_found",
            Self::NotAllowed(_) => "not_allowed",
            Self::Beyond(_) => "beyond_own_rights",
            Self::Invalid(_) => "body.unfit",
            Self::Conflict(_) => "conflict",
            Self::Changed { .. } => "changed_meanwhile",
            Self::KeyReused => "idempotency_key.reused",
            Self::ManagedByRoles { .. } => "managed_by_roles",
            Self::LastAdministrator { .. } => "last_administrator",
            Self::StepUp => "step_up.required",
            Self::Hasher(HasherError::Busy { .. }) => "too_busy",
            Self::Hasher(_) | Self::SignIn(_) => "internal",
            Self::Domain(_) => "domain.refused",
            Self::NotInForce(_) => "not_in_force",
            Self::NotReady => "not_ready",
            Self::Busy => "busy",
            Self::Untold(_) => "audit.unavailable",
            Self::App(_) => "internal",
        }
    }
}

fn faults(all: &[Fault]) -> String {
    let told = all.iter().map(|fault| match fault.pointer.as_str() {
        "" => fault.message.clone(),
        pointer => format!("{}: {}", pointer.trim_start_matches('/'), fault.message),
    });
    told.collect::<Vec<_>>().join("\n")
}

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Store(error) => error.into(),
            error => Self::App(error),
        }
    }
}

impl From<HasherError> for Refused {
    fn from(error: HasherError) -> Self {
        Self::Hasher(error)
    }
}

impl From<NotReady> for Refused {
    fn from(error: NotReady) -> Self {
        Self::SignIn(error)
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { what } => {
                Self::Conflict(format!("{what} is there already; choose another"))
            }
            StoreError::Invalid { what, why } => Self::invalid("", format!("{what}: {why}")),
            error => Self::App(error.into()),
        }
    }
}
