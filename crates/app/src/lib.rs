//! The use cases of Bailiwick.
//!
//! A way in (REST, AuthZEN, the command line) parses, calls one function here, and shapes what comes back. Everything is
//! synchronous; nothing here knows HTTP or SQL.

mod addon_files;
pub mod demo;
pub mod connected;
mod error;
mod following;
pub mod infer;
mod installation;
mod odoo_import;
mod policy_files;
mod progress;
pub mod decisions;
mod live;
mod question;
mod state;
mod world;
pub mod tokens;

pub use live::{Behind, Listener, Live, Loaded};
pub use question::{Asked, Question, QuestionError, Record, Target, When};
pub use state::State;
pub use addon_files::AddonFiles;
pub use error::AppError;
pub use installation::{InForce, Installation};
pub use odoo_import::{ImportReport, Plan};
pub use policy_files::Applied;
pub use progress::Progress;
pub use world::{Failure, LoadedWorld, WorldReport};
pub use following::Prepare;
