//! The use cases of Bailiwick.
//!
//! A way in (REST, AuthZEN, the command line) parses, calls one function here, and shapes what comes back. Everything is
//! synchronous; nothing here knows HTTP or SQL.

mod addon_files;
pub mod administration;
mod advance;
pub mod api_keys;
mod audit;
pub mod backup;
pub mod connected;
pub mod decisions;
pub mod demo;
pub mod doctor;
mod error;
pub mod factors;
mod following;
pub mod infer;
mod installation;
mod kept_records;
mod live;
mod loading;
mod odoo_import;
pub mod own;
pub mod passwords;
mod policy_files;
pub mod post;
mod progress;
mod question;
mod record_book;
pub mod sealing;
pub mod sign_in;
mod state;
mod text_file;
mod world;
mod written;

pub use addon_files::AddonFiles;
pub use advance::{Advanced, How, Why as ReloadedWhy};
pub use audit::{
    AUDIT_MODEL, ApplicationEntry, Author, BadCheckpoint, BatchedTrail, Batches, CheckpointFault, Counts,
    Format, Group, Known, Manner, NoKey, PublicKey, Rhythm, Signer, Stretch, Timeline, TrailQuery,
    UnreadableKey, Untold, Unwritten, Watched, WholeTrail, Witness, Written, verify_exports,
    verify_signature,
};
pub use error::AppError;
pub use following::Prepare;
pub use installation::{InForce, Installation};
pub use live::{Behind, Listener, Live, Loaded};
pub use odoo_import::{ImportReport, Plan};
pub use policy_files::Applied;
pub use progress::Progress;
pub use question::{Asked, Misfit, Part, Question, QuestionError, Record, Target, When};
pub use state::State;
pub use text_file::read_document;
pub use world::{Failure, LoadedWorld, WorldReport};
