//! Users and their role lines, packed.
//!
//! A line takes 12 bytes and a user about 60, login included. Windows of dates and profiles are shared between the lines
//! and users that have the same.

mod builder;
mod inherited;
mod packed;
mod survey;

use std::sync::OnceLock;

use bailiwick_model::{Override, RecordId, UserKind, Value};
use rustc_hash::FxHashMap;

pub(crate) use builder::Builder;
pub(crate) use inherited::{Inherited, holders};
pub(crate) use packed::{EVERYWHERE, Line, Lines, Reach};

use packed::Packed;
use survey::Survey;

use super::ids::IdIndex;
use crate::{calendar::day_number, names::Names};

/// Days from and to which a line counts, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Window {
    pub(crate) from: i32,
    pub(crate) to: i32,
}

impl Window {
    pub(crate) const ALWAYS: Self = Self { from: i32::MIN, to: i32::MAX };

    #[inline]
    pub(crate) fn holds(self, day: i32) -> bool {
        self.from <= day && day <= self.to
    }

    /// The days in both.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), to: self.to.min(other.to) }
    }

    pub(crate) fn is_empty(self) -> bool {
        self.from > self.to
    }

    /// Whether all days of the other are among these.
    pub(crate) fn spans(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    pub(crate) fn of(validity: bailiwick_model::Validity) -> Self {
        Self {
            from: validity.from().map_or(i32::MIN, day_number),
            to: validity.to().map_or(i32::MAX, day_number),
        }
    }
}

/// What users of one place have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Profile {
    /// Home company.
    pub(crate) company: Option<u32>,
    /// All companies the user may act for, home first.
    pub(crate) companies: Box<[u32]>,
    pub(crate) department: Option<u32>,
    /// Number in [`Places::zones`].
    pub(crate) zone: u16,
    /// Zone that decides "today": the home company's.
    pub(crate) day_zone: u16,
    pub(crate) kind: UserKind,
    pub(crate) active: bool,
    /// Whether the account counts on some days only: see [`Tables::account`].
    pub(crate) has_days: bool,
    pub(crate) superuser: bool,
    pub(crate) has_overrides: bool,
    /// Where inherited lines come from, nearest first: departments, then companies.
    pub(crate) sources: Box<[Source]>,
}

impl std::hash::Hash for Source {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        match self {
            Self::Department(n) => (0_u8, n).hash(state),
            Self::Company(n) => (1_u8, n).hash(state),
        }
    }
}

/// A holder of lines that others inherit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Department(u32),
    Company(u32),
}

/// A user's record id: a small whole number as it is, or (with [`ODD`] set) a place in `odd_ids`.
const NO_RECORD: u32 = u32::MAX;
const ODD: u32 = 1 << 31;

/// Things about a user that decisions rarely need.
#[derive(Clone, Debug, Default)]
pub(crate) struct Details {
    pub(crate) name: Option<Box<str>>,
    pub(crate) attributes: Vec<(Box<str>, serde_json::Value)>,
    pub(crate) overrides: Box<[Override]>,
}

/// Users with everything they refer to by number.
#[derive(Clone, Default)]
pub(crate) struct Tables {
    pub(crate) names: Names,
    users: Packed,
    windows: Vec<Window>,
    profiles: Vec<Profile>,
    odd_ids: Vec<RecordId>,
    details: FxHashMap<u32, Details>,
    /// Days on which an account counts, of the few that do not always.
    accounts: FxHashMap<u32, Window>,
    by_record: IdIndex,
    survey: OnceLock<Survey>,
}

impl Tables {
    pub(crate) fn len(&self) -> usize {
        self.users.len()
    }

    #[inline]
    pub(crate) fn lines(&self, user: u32) -> Lines<'_> {
        self.users.lines(user)
    }

    #[inline]
    pub(crate) fn window(&self, line: Line) -> Window {
        self.windows.get(line.window as usize).copied().unwrap_or(Window { from: 1, to: 0 })
    }

    /// What a walk over everybody comes to.
    pub(crate) fn survey(&self) -> &Survey {
        self.survey.get_or_init(|| Survey::of(self))
    }

    /// Where a line counts.
    #[inline]
    pub(crate) fn reach(&self, line: Line) -> Reach<'_> {
        self.users.reach(line)
    }

    #[inline]
    pub(crate) fn profile(&self, user: u32) -> Option<&Profile> {
        self.profiles.get(self.users.head(user)?.profile as usize)
    }

    #[inline]
    pub(crate) fn record(&self, user: u32) -> Value {
        match self.users.head(user).map(|head| head.record) {
            None | Some(NO_RECORD) => Value::Null,
            Some(odd) if odd & ODD != 0 => {
                self.odd_ids.get((odd & !ODD) as usize).map_or(Value::Null, Value::from)
            }
            Some(id) => Value::Int(i64::from(id)),
        }
    }

    pub(crate) fn details(&self, user: u32) -> Option<&Details> {
        self.details.get(&user)
    }

    /// The days on which the account counts.
    pub(crate) fn account(&self, user: u32) -> Window {
        self.accounts.get(&user).copied().unwrap_or(Window::ALWAYS)
    }

    /// What the overrides of all users are about.
    pub(crate) fn override_targets(&self) -> impl Iterator<Item = (u32, &bailiwick_model::OverrideTarget)> {
        self.details.iter().flat_map(|(user, d)| d.overrides.iter().map(|o| (*user, &o.target)))
    }

    pub(crate) fn by_record(&self, id: &Value) -> Option<u32> {
        self.by_record.find(id)
    }
}
