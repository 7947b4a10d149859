//! Why a request was refused.

/// A request, or one item of a batch, that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// Longer than this server reads.
    #[error("the body has {bytes} bytes, at most {limit} are read; send less, or several requests")]
    TooLong {
        /// Its length.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// Not JSON as the API wants it.
    #[error("the body is not usable JSON: {what}")]
    Malformed {
        /// What is wrong with it.
        what: String,
    },
    /// A member is missing, repeated or wrong.
    #[error("{path}: {what}")]
    Member {
        /// Where, as in `subject.id` or `evaluations[3].action`; `request` for the body as a whole.
        path: String,
        /// What is wrong there.
        what: String,
    },
}

impl RequestError {
    /// The HTTP status that says so.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::TooLong { .. } => 413,
            Self::Malformed { .. } | Self::Member { .. } => 400,
        }
    }

    pub(super) fn malformed(what: impl Into<String>) -> Self {
        Self::Malformed { what: what.into() }
    }

    pub(super) fn member(path: impl Into<String>, what: impl Into<String>) -> Self {
        let path = Some(path.into()).filter(|path| !path.is_empty());
        Self::Member { path: path.unwrap_or_else(|| "request".to_owned()), what: what.into() }
    }

    /// The same error, said of an item of a batch.
    pub(super) fn in_item(self, index: usize) -> Self {
        let item = format!("evaluations[{index}]");
        match self {
            Self::Member { path, what } if path == "request" => Self::Member { path: item, what },
            Self::Member { path, what } => Self::Member { path: format!("{item}.{path}"), what },
            other => other,
        }
    }
}
