//! Where an account stands between invitation and farewell.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Whether somebody may sign in, and why not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountState {
    /// Asked to join, and has not yet answered.
    Invited,
    /// May sign in.
    #[default]
    Active,
    /// Stopped by an administrator, until one lifts it.
    Suspended,
    /// Stopped by a rule, such as too many wrong passwords.
    Locked,
    /// Gone. Kept for the trail, and for the time in which it can be recovered.
    Left,
}

/// The account cannot go from one state to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateError {
    /// Where it is.
    pub from: AccountState,
    /// Where it should have gone.
    pub to: AccountState,
}

impl std::error::Error for StateError {}

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to } = self;
        match from == to {
            true => write!(f, "this account is {from} already")?,
            false => write!(f, "this account is {from} and cannot become {to}")?,
        }
        f.write_str("; it can become ")?;
        for (i, next) in from.next().iter().enumerate() {
            f.write_str(match i {
                0 => "",
                _ if i + 1 == from.next().len() => " or ",
                _ => ", ",
            })?;
            next.fmt(f)?;
        }
        Ok(())
    }
}

impl AccountState {
    /// All states, in the order of a life.
    pub const ALL: [Self; 5] = [Self::Invited, Self::Active, Self::Suspended, Self::Locked, Self::Left];

    /// The states that can follow.
    #[must_use]
    pub fn next(self) -> &'static [Self] {
        match self {
            // The invitation is accepted, or it is withdrawn or runs out.
            Self::Invited => &[Self::Active, Self::Left],
            // An administrator stops it, a rule stops it, or the person goes.
            Self::Active => &[Self::Suspended, Self::Locked, Self::Left],
            // The administrator lifts it, or the person goes. No rule locks what cannot sign in anyway.
            Self::Suspended => &[Self::Active, Self::Left],
            // The rule's time is over or somebody unlocks it; an administrator stops it for good; the person goes.
            Self::Locked => &[Self::Active, Self::Suspended, Self::Left],
            // Recovered within its period. It comes back suspended, so that nobody gets in by the recovery itself.
            Self::Left => &[Self::Suspended],
        }
    }

    /// Whether `next` can follow. Staying is not going: the same state is refused as well.
    ///
    /// A left account is recovered only within the period that the setting `account.recovery_days` gives; that needs the
    /// day on which it left, which is not known here.
    ///
    /// # Errors
    /// [`StateError`] says what can follow instead.
    pub fn may_become(self, next: Self) -> Result<(), StateError> {
        match self.next().contains(&next) {
            true => Ok(()),
            false => Err(StateError { from: self, to: next }),
        }
    }

    /// Whether the account may be used. This is what `User::active` says to the engine.
    #[must_use]
    pub fn lets_in(self) -> bool {
        self == Self::Active
    }

    /// Whether the account counts against a limit of seats: all do that are here or may come back without asking.
    #[must_use]
    pub fn takes_seat(self) -> bool {
        self != Self::Left
    }

    /// The word for files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Locked => "locked",
            Self::Left => "left",
        }
    }
}

impl fmt::Display for AccountState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no state.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no state of an account; write invited, active, suspended, locked or left")]
pub struct UnknownState(String);

impl FromStr for AccountState {
    type Err = UnknownState;
    fn from_str(text: &str) -> Result<Self, UnknownState> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| UnknownState(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_states() {
        // Rows and columns in the order of a life.
        let table = [[0, 1, 0, 0, 1], [0, 0, 1, 1, 1], [0, 1, 0, 0, 1], [0, 1, 1, 0, 1], [0, 0, 1, 0, 0]];
        for (from, row) in AccountState::ALL.into_iter().zip(table) {
            let may = AccountState::ALL.map(|to| u8::from(from.may_become(to).is_ok()));
            assert_eq!(may, row, "from {from}");
        }
    }

    #[test]
    fn only_active_accounts_let_in_and_only_left_ones_free_their_seat() {
        assert_eq!(AccountState::ALL.map(AccountState::lets_in), [false, true, false, false, false]);
        assert_eq!(AccountState::ALL.map(AccountState::takes_seat), [true, true, true, true, false]);
    }

    #[test]
    fn a_refusal_says_what_is_possible() {
        use AccountState::{Active, Invited, Left};
        for (from, to, message) in [
            (Left, Active, "this account is left and cannot become active; it can become suspended"),
            (Invited, Invited, "this account is invited already; it can become active or left"),
            (
                Active,
                Invited,
                "this account is active and cannot become invited; it can become suspended, locked or left",
            ),
        ] {
            assert_eq!(from.may_become(to).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn words_read_as_they_are_written() {
        for state in AccountState::ALL {
            assert_eq!(state.to_string().parse(), Ok(state));
            assert_eq!(serde_json::to_string(&state).unwrap(), format!("\"{state}\""));
        }
        assert!("Active".parse::<AccountState>().is_err());
    }
}
