//! What one check came to.

/// What one check came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at, as in `schema`.
    pub check: &'static str,
    /// How it is.
    pub verdict: Verdict,
    /// What was seen. Never a secret.
    pub told: String,
    /// What to do about it, unless it is well.
    pub remedy: Option<String>,
}

/// How something is; later ones are worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// As it should be.
    Well,
    /// It works and should be looked after.
    Warning,
    /// It does not work, or cannot be trusted.
    Failure,
}

impl Finding {
    /// All is well.
    #[must_use]
    pub fn well(check: &'static str, told: impl Into<String>) -> Self {
        Self { check, verdict: Verdict::Well, told: told.into(), remedy: None }
    }

    /// It works and should be looked after.
    #[must_use]
    pub fn warning(check: &'static str, told: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { check, verdict: Verdict::Warning, told: told.into(), remedy: Some(remedy.into()) }
    }

    /// It does not work, or cannot be trusted.
    #[must_use]
    pub fn failure(check: &'static str, told: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { check, verdict: Verdict::Failure, told: told.into(), remedy: Some(remedy.into()) }
    }
}

impl Verdict {
    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Well => "ok",
            Self::Warning => "warning",
            Self::Failure => "failure",
        }
    }
}
