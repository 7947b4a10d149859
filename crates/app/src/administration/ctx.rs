//! Who asks for something, and under which circumstances.

use crate::audit::Author;

/// What every use case is told beside what it is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ctx {
    /// Who, when, from where, why.
    pub author: Author,
    /// Whether to go through with it, or to say what would come of it and undo it.
    pub dry_run: bool,
    /// What makes a request that is sent again the same request.
    pub once: Option<Once>,
    /// The state of the object that the caller has seen, as its tag: another one is not changed.
    pub if_match: Option<String>,
    /// The session that asks, where it is one: dangerous things then demand that its user has shown not long ago who he is.
    pub session: Option<AskingSession>,
}

/// A session that asks for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskingSession {
    /// Its name.
    pub id: String,
    /// Whether its user has shown not long ago who he is.
    pub is_fresh: bool,
}

/// A request that is to happen once, however often it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// What the caller calls it.
    pub key: String,
    /// Tells it from any other request that the caller might call the same by mistake.
    pub request: String,
}

impl Ctx {
    /// Somebody who means it.
    #[must_use]
    pub fn new(author: Author) -> Self {
        Self { author, dry_run: false, once: None, if_match: None, session: None }
    }

    /// The same, only to see what would happen.
    #[must_use]
    pub fn dry(mut self) -> Self {
        self.dry_run = true;
        self
    }
}
