//! Where a job stands.

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobState {
    /// What it is about is still coming in; until that is there, it is nobody's to see or do.
    Receiving,
    /// Nobody has begun.
    Waiting,
    /// Somebody has begun.
    Running,
    /// Somebody wants it to end behind the batch at hand.
    Stopping,
    /// All is done.
    Done,
    /// Something was in the way; the message says what. Batches before it stand.
    Failed,
    /// It was stopped. Batches before that stand.
    Stopped,
    /// What it did has been taken back.
    Undone,
}

impl JobState {
    const ALL: [Self; 8] = [
        Self::Receiving,
        Self::Waiting,
        Self::Running,
        Self::Stopping,
        Self::Done,
        Self::Failed,
        Self::Stopped,
        Self::Undone,
    ];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Receiving => "receiving",
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Stopping => "stopping",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Stopped => "stopped",
            Self::Undone => "undone",
        }
    }

    /// Whether nothing more will be done.
    #[must_use]
    pub fn has_ended(self) -> bool {
        !matches!(self, Self::Receiving | Self::Waiting | Self::Running | Self::Stopping)
    }

    pub(super) fn read(text: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|state| state.as_str() == text);
        known.ok_or_else(|| format!("{text:?} is no state of a job"))
    }
}
