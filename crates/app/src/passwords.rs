//! Passwords: what somebody typed, whether it is good enough, how it is hashed, and whether it is the one that is kept.
//!
//! Nothing here knows an account, a setting or the database: policies, costs and what is kept are parameters, and so is
//! randomness. [`StoredPassword`](bailiwick_model::StoredPassword) is what is kept.

mod breached;
mod common;
mod context;
mod derive;
mod fault;
mod hasher;
mod policy;
mod room;
mod secret;
mod strength;
mod temporary;

pub use breached::{BreachedError, BreachedList};
pub use context::ContextWords;
pub use fault::{CharacterClass, Fault};
pub use hasher::{CostError, Hasher, HasherError, Hashing, HashingCost, HashingLoad, Verdict};
pub use policy::{Against, Composition, JudgeError, PasswordPolicy, judge};
pub use secret::{MAX_CHARACTERS, Password, PasswordError};
pub use strength::{Advice, Strength, strength};
pub use temporary::temporary;
