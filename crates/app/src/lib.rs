//! The use cases of Bailiwick.
//!
//! A way in (REST, AuthZEN, the command line) parses, calls one function here, and shapes what comes back. Everything is
//! synchronous; nothing here knows HTTP or SQL.

mod question;
mod state;

pub use question::{Asked, Question, QuestionError, Target, When};
pub use state::State;
