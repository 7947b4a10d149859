//! "What if": the same questions of a state in which one user has further role lines or overrides, or lacks some of his lines.

use std::sync::Arc;

use bailiwick_model::{Override, RoleId, RoleLine, User, UserId};
use serde::Deserialize;

use super::DecisionError;
use crate::{question::QuestionError, state::State};

/// What a user is assumed to have in addition, or not to have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Assumption {
    /// Role lines.
    pub lines: Vec<RoleLine>,
    /// Overrides.
    pub overrides: Vec<Override>,
    /// Roles of which none of his own lines count.
    pub without: Vec<RoleId>,
}

/// Where a user can be looked up whole: the snapshot keeps only what decisions need.
pub trait People: Send + Sync {
    /// The user with this login.
    ///
    /// # Errors
    /// When the place cannot be read; the text is for the caller.
    fn user(&self, login: &UserId) -> Result<Option<User>, String>;
}

/// The state with the assumption made. Nothing is saved.
///
/// # Errors
/// When there is no such user, or what is assumed cannot be.
pub fn assume(
    state: &State,
    people: &dyn People,
    login: &str,
    assumption: Assumption,
) -> Result<State, DecisionError> {
    let nobody = || QuestionError::NoUser(login.to_owned());
    let id = UserId::new(login).map_err(|_| nobody())?;
    let mut user = people.user(&id).map_err(DecisionError::People)?.ok_or_else(nobody)?;
    user.lines.retain(|line| !assumption.without.contains(line.role()));
    user.lines.extend(assumption.lines);
    user.overrides.extend(assumption.overrides);
    let snapshot = state.snapshot.with_user(&state.policy, &id, &user)?;
    Ok(State { snapshot: Arc::new(snapshot), ..state.clone() })
}

impl People for bailiwick_model::Directory {
    fn user(&self, login: &UserId) -> Result<Option<User>, String> {
        Ok(self.users.get(login).cloned())
    }
}
