//! Users and their role lines, packed.
//!
//! A line takes 12 bytes and a user about 50, login included. Windows of dates, reaches and profiles are shared
//! between the lines and users that have the same.

mod builder;
mod inherited;

use bailiwick_model::{Override, RecordId, UserKind, Value};
use rustc_hash::FxHashMap;

pub(crate) use builder::Builder;
pub(crate) use inherited::{Inherited, holders};

use super::{ids::IdIndex, places::Places, tree::Span};
use crate::{calendar::day_number, names::Names};

/// One role line: who holds it is where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// Number in [`Roles`].
    pub(crate) role: u32,
    /// Number of its window.
    pub(crate) window: u32,
    /// Number of its reach: [`EVERYWHERE`], or (with [`ONE_AREA`] set) an area's number, or a place in the list.
    pub(crate) reach: u32,
}

/// The reach of a line that names neither areas nor companies.
pub(crate) const EVERYWHERE: u32 = 0;
/// Marks the reach of a line that names one area and nothing else, as most local lines do: the rest is the area's
/// number, so that nothing has to be looked up.
const ONE_AREA: u32 = 1 << 31;

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

    pub(crate) fn of(validity: bailiwick_model::Validity) -> Self {
        Self {
            from: validity.from().map_or(i32::MIN, day_number),
            to: validity.to().map_or(i32::MAX, day_number),
        }
    }
}

/// Areas and companies, as spans of their trees; an empty side is no limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach<'a> {
    pub(crate) areas: &'a [Span],
    pub(crate) companies: &'a [Span],
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

#[derive(Clone, Copy, Default)]
struct Person {
    first_line: u32,
    profile: u32,
    /// A small whole number as it is, or (high bit set) a place in `odd_ids`.
    record: u32,
}

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
    persons: Vec<Person>,
    lines: Vec<Line>,
    windows: Vec<Window>,
    reaches: Vec<(u32, u32)>,
    spans: Vec<Span>,
    profiles: Vec<Profile>,
    odd_ids: Vec<RecordId>,
    details: FxHashMap<u32, Details>,
    by_record: IdIndex,
}

impl Tables {
    pub(crate) fn len(&self) -> usize {
        self.persons.len()
    }

    #[inline]
    pub(crate) fn lines(&self, user: u32) -> &[Line] {
        let at = user as usize;
        let (Some(from), to) = (self.persons.get(at), self.persons.get(at + 1)) else { return &[] };
        let to = to.map_or(self.lines.len(), |p| p.first_line as usize);
        self.lines.get(from.first_line as usize..to).unwrap_or(&[])
    }

    #[inline]
    pub(crate) fn window(&self, line: Line) -> Window {
        self.windows.get(line.window as usize).copied().unwrap_or(Window { from: 1, to: 0 })
    }

    /// Where a line counts. An unknown reach reaches nothing: its areas are a span without nodes.
    #[inline]
    pub(crate) fn reach<'a>(&'a self, places: &'a Places, line: Line) -> Reach<'a> {
        if line.reach & ONE_AREA != 0 {
            return Reach { areas: places.areas.only(line.reach & !ONE_AREA), companies: &[] };
        }
        self.listed_reach(line.reach)
    }

    fn listed_reach(&self, number: u32) -> Reach<'_> {
        const NOWHERE: &[Span] = &[Span::NONE];
        let Some((start, middle)) = self.reaches.get(number as usize).copied() else {
            return Reach { areas: NOWHERE, companies: NOWHERE };
        };
        let end = self.reaches.get(number as usize + 1).map_or(self.spans.len(), |(s, _)| *s as usize);
        Reach {
            areas: self.spans.get(start as usize..middle as usize).unwrap_or(NOWHERE),
            companies: self.spans.get(middle as usize..end).unwrap_or(NOWHERE),
        }
    }

    #[inline]
    pub(crate) fn profile(&self, user: u32) -> Option<&Profile> {
        self.persons.get(user as usize).and_then(|p| self.profiles.get(p.profile as usize))
    }

    #[inline]
    pub(crate) fn record(&self, user: u32) -> Value {
        match self.persons.get(user as usize).map(|p| p.record) {
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

    /// What the overrides of all users are about.
    pub(crate) fn override_targets(&self) -> impl Iterator<Item = (u32, &bailiwick_model::OverrideTarget)> {
        self.details.iter().flat_map(|(user, d)| d.overrides.iter().map(|o| (*user, &o.target)))
    }

    pub(crate) fn by_record(&self, id: &Value) -> Option<u32> {
        self.by_record.find(id)
    }
}

const _: () = assert!(size_of::<Line>() == 12 && size_of::<Person>() == 12);
