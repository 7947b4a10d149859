//! Whoever takes a letter out of the house.

use bailiwick_model::{Letter, Recipient};

/// Writes letters in words and hands them over, to a mail server for instance. Called outside of any transaction. It may take
/// its time, but no more than [`PATIENCE_US`]: somebody else takes the letter up then.
pub trait Carrier: Sync {
    /// Hands a letter over. When it returns `Ok`, somebody else is answerable for it.
    ///
    /// # Errors
    /// See [`Undelivered`].
    fn carry(&self, letter: &Outgoing<'_>) -> Result<(), Undelivered>;
}

/// How long a carrier may take for one letter, in microseconds.
pub const PATIENCE_US: i64 = 5 * 60 * 1_000_000;

/// A letter on its way out.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'o> {
    /// Its number in this installation, the same each time it is tried.
    pub id: &'o str,
    /// Whom it is for.
    pub to: &'o Recipient,
    /// What stands in it.
    pub letter: &'o Letter,
    /// When it was made, in microseconds since 1970.
    pub made_us: i64,
}

/// Why a letter was not handed over. What is said is kept and shown to administrators.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// It may go better later.
    #[error("{0}")]
    Passing(String),
    /// It will never go better.
    #[error("{0}")]
    Final(String),
}
