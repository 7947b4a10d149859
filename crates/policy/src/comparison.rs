//! What a change comes to, for people: two snapshots, side by side.
//!
//! A change touches parts of a policy, or some users' own lines. From that follows whom it may concern at all: whoever has
//! a line for a role that gives something else now. They are found by one walk over the packed lines, however many users
//! there are, and only then looked at one by one: what each of them holds, and may do, before and after.

mod extent;
mod levels;
mod stake;

use std::collections::BTreeSet;

use bailiwick_model::{
    CompanyId, DepartmentId, FieldName, GroupId, ModelName, Operation, PermissionName, Policy, UserId,
};
use jiff::civil::Date;
use rustc_hash::FxHashSet;

use crate::{
    asker::Asker,
    calendar::date_of,
    domain::EvalError,
    filter::Filter,
    moment::Moment,
    records::{NoRecords, Records},
    schema::ModelId,
    snapshot::{RoleEntry, Seat, Snapshot, Source, UserNumber},
};

pub use extent::Extent;
pub use levels::Level;
use levels::{Differences, Gathered, Pair, Wanted};
use stake::Stake;

/// A policy with the snapshot that it was compiled to.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    /// As it was written.
    pub policy: &'a Policy,
    /// As it was compiled.
    pub snapshot: &'a Snapshot,
}

/// Whose own lines, groups, overrides or default lines are others than before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Users.
    pub users: BTreeSet<UserId>,
    /// Companies that give their people other lines.
    pub companies: BTreeSet<CompanyId>,
    /// Departments that do.
    pub departments: BTreeSet<DepartmentId>,
}

/// Two snapshots, compared at a moment.
pub struct Comparison<'a> {
    before: Side<'a>,
    after: Side<'a>,
    stake: Stake,
    touched: Touched,
}

/// One of the two.
struct Side<'a> {
    snapshot: &'a Snapshot,
    moment: Moment,
    /// By number: roles that give something else than on the other side.
    roles: Vec<bool>,
    /// Holders of default lines that are others.
    sources: Vec<Source>,
}

/// What differs for one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Who.
    pub login: String,
    /// Groups gained, with where and when.
    pub gained: Vec<(GroupId, Extent)>,
    /// Groups lost, with where and when.
    pub lost: Vec<(GroupId, Extent)>,
    /// Operations on models, from the day on which they first differ.
    pub operations: Vec<Changed<(ModelName, Operation)>>,
    /// Fields that may be read or updated by who may read or update the record before and after.
    pub fields: Vec<Changed<(ModelName, FieldName, Operation)>>,
    /// Named rights.
    pub permissions: Vec<Changed<PermissionName>>,
}

/// Something that reaches farther or less far than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed<T> {
    /// What.
    pub what: T,
    /// How far it reached.
    pub before: Level,
    /// How far it reaches.
    pub after: Level,
    /// The first day on which the two differ; today when absent.
    pub from: Option<Date>,
}

/// Days that are looked at for one user, beside today.
const MOST_DAYS: usize = 6;

impl<'a> Comparison<'a> {
    /// What differs between two standings, at a moment in seconds from 1970.
    #[must_use]
    pub fn new(before: Standing<'a>, after: Standing<'a>, touched: Touched, now: i64) -> Self {
        let stake = Stake::between(before.policy, after.policy);
        let side = |standing: Standing<'a>| Side::new(standing.snapshot, &stake, &touched, now);
        Self { before: side(before), after: side(after), stake, touched }
    }

    /// Everybody whom the change may concern, in the order of the directory. Nobody else is affected; not all of these need be.
    pub fn concerned(&self) -> impl Iterator<Item = &'a str> + '_ {
        let (before, after) = (self.before.snapshot, self.after.snapshot);
        let named: FxHashSet<&str> = self.touched.users.iter().map(|login| &**login).collect();
        let shared = before.shares_numbers(after);
        let counterpart = move |user: UserNumber| match shared {
            true => before.has(user).then_some(user),
            false => before.find_user(after.login(user)),
        };
        let is_concerned = move |user: &UserNumber| {
            self.stake.everyone
                || self.after.concerns(*user, &self.stake)
                || counterpart(*user).is_some_and(|user| self.before.concerns(user, &self.stake))
                || (!named.is_empty() && named.contains(after.login(*user)))
        };
        let here = after.users().filter(is_concerned).map(|user| after.login(user));
        let gone = before.users().filter(move |user| match shared {
            true => !after.has(*user),
            false => after.find_user(before.login(*user)).is_none(),
        });
        here.chain(gone.map(|user| before.login(user)))
    }

    /// What differs for one user; `None` when nothing does.
    #[must_use]
    pub fn of(&self, login: &str) -> Option<Difference> {
        let (before, after) = (self.before.asker(login), self.after.asker(login));
        let today = after.as_ref().or(before.as_ref())?.today;
        let everything = self.touched.users.contains(login) || self.is_inherited(login);
        let only = (!everything && !self.stake.all).then_some(&self.stake);
        let held = extent::holdings(before.as_ref(), today, only);
        let holds = extent::holdings(after.as_ref(), today, only);
        let places = &self.after.snapshot.places;
        let gained = extent::beyond(&holds, &held, places);
        let lost = extent::beyond(&held, &holds, places);
        let mut days: BTreeSet<i32> =
            gained.iter().chain(&lost).map(|(_, found)| found.first_day()).collect();
        if everything {
            days.extend(override_days(before.as_ref()).chain(override_days(after.as_ref())));
        }
        let days: Vec<i32> = days.into_iter().filter(|day| *day > today).take(MOST_DAYS).collect();
        let wanted = Wanted::new(&self.stake, everything);
        let (operations, fields, permissions) = self.levels(login, &wanted, &days);
        let named = |all: Vec<(GroupId, extent::Found)>| {
            all.into_iter().map(|(group, found)| (group, found.shown(&self.after, today))).collect()
        };
        let difference = Difference {
            login: login.to_owned(),
            gained: named(gained),
            lost: named(lost),
            operations,
            fields,
            permissions,
        };
        (!difference.is_empty()).then_some(difference)
    }

    /// The records of a model on which a user may do an operation today and might not before, and the other way round.
    /// `None` when the models themselves changed, so that the two filters do not speak of the same fields.
    ///
    /// # Errors
    /// When a rule's value cannot be computed.
    pub fn records(
        &self,
        login: &str,
        operation: Operation,
        model: &str,
        records: &dyn Records,
    ) -> Result<Option<RecordsDifference>, EvalError> {
        if *self.before.snapshot.schema != *self.after.snapshot.schema {
            return Ok(None);
        }
        let Some(model) = self.after.snapshot.schema.find(model) else { return Ok(None) };
        let filter = |side: &Side<'_>| match side.snapshot.find_user(login) {
            Some(user) => side.snapshot.asker(user, &side.moment, records).filter(operation, model),
            None => Ok(Filter::Nothing),
        };
        let (before, after) = (filter(&self.before)?, filter(&self.after)?);
        if before == after {
            return Ok(None);
        }
        let gained = Filter::and([after.clone(), before.clone().not()]);
        let lost = Filter::and([before, after.not()]);
        Ok(Some(RecordsDifference { model, gained, lost }))
    }

    /// The models of which a user may have gained or lost records: those with other rules, those that the user's own
    /// overrides are about when these changed, and those on which his rights differ.
    #[must_use]
    pub fn record_models(&self, login: &str, difference: Option<&Difference>) -> BTreeSet<ModelName> {
        let mut models = self.stake.ruled.clone();
        if let Some(difference) = difference {
            models.extend(difference.operations.iter().map(|changed| changed.what.0.clone()));
            if !difference.gained.is_empty() || !difference.lost.is_empty() {
                models.extend(self.stake.models.iter().cloned());
            }
        }
        if self.touched.users.contains(login) {
            let both = [self.before.asker(login), self.after.asker(login)];
            for o in both.iter().flatten().flat_map(|asker| asker.overrides()) {
                if let bailiwick_model::OverrideTarget::Records { model, .. } = &o.target {
                    models.insert(model.clone());
                }
            }
        }
        models
    }

    /// Whether default lines that this user has are others than before.
    fn is_inherited(&self, login: &str) -> bool {
        let has = |side: &Side<'_>| {
            let user = side.snapshot.find_user(login);
            user.is_some_and(|user| side.inherits(side.snapshot.seat(user)))
        };
        has(&self.before) || has(&self.after)
    }

    fn levels(&self, login: &str, wanted: &Wanted<'_>, days: &[i32]) -> Differences {
        let mut found = Gathered::default();
        let (before, after) = (self.before.asker(login), self.after.asker(login));
        found.add(None, Pair { before: before.as_ref(), after: after.as_ref() }, wanted);
        for day in days {
            let on = |side: &Side<'a>| Moment::on(side.snapshot, date_of(*day));
            let (earlier, later) = (on(&self.before), on(&self.after));
            let before = self.before.asker_at(login, &earlier);
            let after = self.after.asker_at(login, &later);
            let pair = Pair { before: before.as_ref(), after: after.as_ref() };
            found.add(Some(date_of(*day)), pair, wanted);
        }
        found.finish()
    }
}

/// Records that a user gains or loses.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordsDifference {
    /// Whose records.
    pub model: ModelId,
    /// Those gained.
    pub gained: Filter,
    /// Those lost.
    pub lost: Filter,
}

impl Difference {
    fn is_empty(&self) -> bool {
        let Self { login: _, gained, lost, operations, fields, permissions } = self;
        gained.is_empty()
            && lost.is_empty()
            && operations.is_empty()
            && fields.is_empty()
            && permissions.is_empty()
    }
}

impl<'a> Side<'a> {
    fn new(snapshot: &'a Snapshot, stake: &Stake, touched: &Touched, now: i64) -> Self {
        let groups: Vec<u32> =
            stake.touching.iter().filter_map(|group| snapshot.groups.find(group)).collect();
        let roles = (0..snapshot.roles.len() as u32).map(|number| {
            let named = match snapshot.roles.entry(number) {
                Some(RoleEntry::Role(id)) => stake.roles.contains(id),
                _ => false,
            };
            let closure = snapshot.rules.role_groups.get(number as usize);
            named || closure.is_some_and(|closure| groups.iter().any(|group| closure.contains(*group)))
        });
        let places = &snapshot.places;
        let company = |code: &CompanyId| places.companies.find(code).map(Source::Company);
        let department = |code: &DepartmentId| places.departments.find(code).map(Source::Department);
        let companies = touched.companies.iter().filter_map(company);
        let sources = companies.chain(touched.departments.iter().filter_map(department)).collect();
        Self { snapshot, moment: Moment::at(snapshot, now), roles: roles.collect(), sources }
    }

    /// Whether the change may concern a user, from this side.
    fn concerns(&self, user: UserNumber, stake: &Stake) -> bool {
        let seat = self.snapshot.seat(user);
        let changed = |role: u32| self.roles.get(role as usize).copied().unwrap_or(false);
        self.snapshot.lines(seat).any(|(_, mut lines, _)| lines.any(|line| changed(line.role)))
            || self.inherits(seat)
            || seat.tables.profile(seat.user).is_some_and(|profile| profile.has_overrides)
                && seat
                    .tables
                    .details(seat.user)
                    .is_some_and(|d| d.overrides.iter().any(|o| stake.is_about(o)))
    }

    fn inherits(&self, seat: Seat<'_>) -> bool {
        !self.sources.is_empty()
            && seat
                .tables
                .profile(seat.user)
                .is_some_and(|p| p.sources.iter().any(|s| self.sources.contains(s)))
    }

    fn asker(&self, login: &str) -> Option<Asker<'_>> {
        self.asker_at(login, &self.moment)
    }

    fn asker_at<'m>(&'m self, login: &str, moment: &'m Moment) -> Option<Asker<'m>> {
        Some(self.snapshot.asker(self.snapshot.find_user(login)?, moment, &NoRecords))
    }
}

/// Days on which an override begins to count, or no longer does.
fn override_days(asker: Option<&Asker<'_>>) -> impl Iterator<Item = i32> {
    let windows = asker.into_iter().flat_map(|asker| asker.overrides().iter());
    let days: Vec<i32> = windows
        .map(|o| crate::snapshot::Window::of(o.validity))
        .flat_map(|window| [window.from, window.to.saturating_add(1)])
        .filter(|day| (i32::MIN + 1..i32::MAX).contains(day))
        .collect();
    days.into_iter()
}
