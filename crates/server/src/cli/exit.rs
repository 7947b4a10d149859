//! How a command ends.

use std::{
    borrow::Cow,
    io::{self, Write},
    process::ExitCode,
};

use bailiwick_app::{AppError, QuestionError, decisions::DecisionError};
use bailiwick_store::StoreError;

/// The exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done; allowed; no difference.
    Done = 0,
    /// Denied; failed expectations; differences; a broken trail; warnings.
    No = 1,
    /// Wrong usage or bad input.
    Usage = 2,
    /// A database, a disk, the network.
    Environment = 3,
}

/// What a command has to say.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) text: String,
    pub(crate) exit: Exit,
}

impl Outcome {
    pub(crate) fn done(text: impl Into<String>) -> Self {
        Self { text: text.into(), exit: Exit::Done }
    }

    /// With exit code 0 or 1.
    pub(crate) fn judged(text: impl Into<String>, yes: bool) -> Self {
        Self { text: text.into(), exit: if yes { Exit::Done } else { Exit::No } }
    }

    /// Prints the text. A reader that has had enough, such as `head`, is no fault.
    pub(crate) fn end(self) -> ExitCode {
        let mut text = shown(&self.text).into_owned();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Trouble::Environment(format!("the output cannot be written: {error}")).end()
            }
            _ => ExitCode::from(self.exit as u8),
        }
    }
}

/// A text as it may reach a terminal: names come from other people, and a control character in one could move the cursor
/// or rewrite what was printed before.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    let controls = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if text.contains(controls) { text.replace(controls, "\u{fffd}").into() } else { text.into() }
}

/// Why a command could not do what it was asked.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// What was asked is wrong.
    Usage(String),
    /// The surroundings are.
    Environment(String),
}

impl Trouble {
    /// What is wrong.
    pub(crate) fn into_text(self) -> String {
        match self {
            Self::Usage(text) | Self::Environment(text) => text,
        }
    }

    pub(crate) fn end(self) -> ExitCode {
        let (text, exit) = match self {
            Self::Usage(text) => (text, Exit::Usage),
            Self::Environment(text) => (text, Exit::Environment),
        };
        // Nobody is left to be told when this fails too.
        drop(writeln!(io::stderr().lock(), "error: {}", shown(&text)));
        ExitCode::from(exit as u8)
    }
}

impl From<AppError> for Trouble {
    fn from(error: AppError) -> Self {
        let text = error.to_string();
        if error.is_environment() { Self::Environment(text) } else { Self::Usage(text) }
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        AppError::from(error).into()
    }
}

impl From<DecisionError> for Trouble {
    fn from(error: DecisionError) -> Self {
        match error {
            DecisionError::Question(QuestionError::Records(error)) => Self::Environment(error.to_string()),
            error => Self::Usage(error.to_string()),
        }
    }
}

impl From<QuestionError> for Trouble {
    fn from(error: QuestionError) -> Self {
        DecisionError::from(error).into()
    }
}
