//! Users by login, number and record id; one of them changed, added or removed, at the cost of that one alone.

use std::sync::Arc;

use bailiwick_model::{IdKind, Policy, RecordId, User, UserId};

use jiff::civil::Date;

use super::{Places, Roles, Seat, Snapshot, Tables, check_overrides, compile_policy, people};
use crate::{
    calendar::{date_of, day_number},
    problem::{Findings, Problems},
};

/// A user's number in a snapshot. It stays the same in every snapshot derived from it by `with_user`, `without_user` or
/// `with_policy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserNumber(pub(crate) u32);

impl Snapshot {
    /// The same snapshot with one user changed or added, at the cost of that user alone. `policy` must be the one the
    /// snapshot was compiled from; it is needed when the user has a set of direct groups that no other user has.
    ///
    /// # Errors
    /// As for [`Snapshot::compile`], for this user.
    pub fn with_user(&self, policy: &Policy, login: &UserId, user: &User) -> Result<Self, Problems> {
        let mut findings = Findings::default();
        let mut roles = Roles::clone(&self.roles);
        let mut next = self.clone();
        let mut builder = people::Builder::new(&self.places, &mut roles, &self.settings, &self.inherited, 1);
        builder.user(login, user, &mut findings);
        let (tables, zones) = builder.finish(&mut findings);
        if zones.iter().count() != self.places.zones.iter().count() {
            let mut places = Places::clone(&self.places);
            places.zones = zones;
            next.places = Arc::new(places);
        }
        check_overrides(&tables, &self.schema, &self.rules, &mut findings);
        let tables = Arc::new(tables);
        let by_login = self.users_are_texts().then(|| RecordId::Text(login.as_str().into()));
        if let Some(id) = user.id.clone().or(by_login)
            && let Some(other) = self.user_of_record(&(&id).into())
            && Some(other) != self.find_user(login)
        {
            same_id(login, self.login(other), &id, &mut findings);
        }
        if roles.len() != self.roles.len() {
            let (schema, groups, rules) = compile_policy(policy, &roles, Some(self), &mut findings);
            (next.schema, next.groups, next.rules) = (schema, Arc::new(groups), Arc::new(rules));
        }
        next.roles = Arc::new(roles);
        match self.number_of(login) {
            Some(number) => next.put(number, tables),
            None => next.added.push((login.clone(), tables)),
        }
        findings.finish(next)
    }

    /// Makes sure that all of these users can be in force beside the others, without making a snapshot of it: what
    /// [`Snapshot::with_user`] would refuse for any of them is refused, at the cost of packing them once.
    ///
    /// # Errors
    /// As for [`Snapshot::compile`], for these users.
    pub fn check_users<'u>(
        &self,
        users: impl ExactSizeIterator<Item = (&'u UserId, &'u User)> + Clone,
    ) -> Result<(), Problems> {
        let mut findings = Findings::default();
        let mut roles = Roles::clone(&self.roles);
        let count = users.len();
        let mut builder =
            people::Builder::new(&self.places, &mut roles, &self.settings, &self.inherited, count);
        for (login, user) in users.clone() {
            builder.user(login, user, &mut findings);
        }
        let (tables, _) = builder.finish(&mut findings);
        check_overrides(&tables, &self.schema, &self.rules, &mut findings);
        for (login, user) in users {
            if let Some(id) = &user.id
                && let Some(other) = self.user_of_record(&id.into())
                && tables.names.find(self.login(other)).is_none()
            {
                same_id(login, self.login(other), id, &mut findings);
            }
        }
        findings.finish(())
    }

    /// The same snapshot without one user, at the cost of that user alone. Whoever still asks by the number asks as
    /// somebody inactive who has nothing.
    #[must_use]
    pub fn without_user(&self, login: &UserId) -> Self {
        let mut next = self.clone();
        let Some(UserNumber(number)) = self.find_user(login) else { return next };
        let (mut roles, mut findings) = (Roles::clone(&self.roles), Findings::default());
        let mut builder = people::Builder::new(&self.places, &mut roles, &self.settings, &self.inherited, 1);
        // It has nothing that could be found wrong with it.
        builder.user(login, &User { active: false, ..User::default() }, &mut findings);
        next.put(number, Arc::new(builder.finish(&mut findings).0));
        next.gone.insert(number);
        next
    }

    /// Puts other tables in the place of a known user.
    fn put(&mut self, number: u32, tables: Arc<Tables>) {
        self.gone.remove(&number);
        match (number as usize).checked_sub(self.tables.len()) {
            None => drop(self.patches.insert(number, tables)),
            Some(at) => {
                if let Some((_, slot)) = self.added.get_mut(at) {
                    *slot = tables;
                }
            }
        }
    }

    /// How many users differ from the packed tables; many patches are a reason to compile anew.
    #[must_use]
    pub fn patch_count(&self) -> usize {
        self.patches.len() + self.added.len()
    }

    /// Number of users.
    #[must_use]
    pub fn user_count(&self) -> usize {
        self.numbers() - self.gone.len()
    }

    /// Numbers given out so far.
    fn numbers(&self) -> usize {
        self.tables.len() + self.added.len()
    }

    /// A user's number, by login.
    #[must_use]
    #[inline]
    pub fn find_user(&self, login: &str) -> Option<UserNumber> {
        self.number_of(login).map(UserNumber).filter(|user| self.has(*user))
    }

    /// The number that belongs to a login, whether or not its user was removed.
    #[inline]
    fn number_of(&self, login: &str) -> Option<u32> {
        if let Some(number) = self.tables.names.find(login) {
            return Some(number);
        }
        let at = self.added.iter().position(|(l, _)| l.as_str() == login)?;
        Some((self.tables.len() + at) as u32)
    }

    /// Whether there is a user with this number, and it was not removed.
    #[must_use]
    #[inline]
    pub fn has(&self, user: UserNumber) -> bool {
        (user.0 as usize) < self.numbers() && (self.gone.is_empty() || !self.gone.contains(&user.0))
    }

    /// Every user's number.
    pub fn users(&self) -> impl Iterator<Item = UserNumber> + '_ {
        (0..self.numbers() as u32).map(UserNumber).filter(|user| self.has(*user))
    }

    /// The users that were changed or added since the directory was packed.
    pub fn patched_users(&self) -> impl Iterator<Item = UserNumber> + '_ {
        let added = self.tables.len()..self.numbers();
        let patched = self.patches.keys().copied().chain(added.map(|number| number as u32));
        patched.map(UserNumber).filter(|user| self.has(*user))
    }

    /// Who has a role line of his own that ends on one of these days, each with the first such day; in the order of days.
    #[must_use]
    pub fn with_lines_ending(&self, from: Date, to: Date) -> Vec<(UserNumber, Date)> {
        let days = day_number(from)..=day_number(to);
        let mut is_told = vec![false; self.tables.len()];
        let mut first =
            |user: u32| is_told.get_mut(user as usize).is_some_and(|told| !std::mem::replace(told, true));
        let packed =
            self.tables.survey().ending(days.clone()).filter(|(_, user)| !self.patches.contains_key(user));
        let packed = packed.filter(|(_, user)| first(*user)).map(|(day, user)| (day, UserNumber(user)));
        let mut found: Vec<(i32, UserNumber)> = packed.collect();
        let ended = found.len();
        for user in self.patched_users() {
            let Seat { tables, user: number } = self.seat(user);
            let ends =
                tables.lines(number).map(|line| tables.window(line).to).filter(|day| days.contains(day));
            found.extend(ends.min().map(|day| (day, user)));
        }
        if found.len() > ended {
            found.sort_unstable();
        }
        found.into_iter().map(|(day, user)| (user, date_of(day))).collect()
    }

    /// How many role lines name an area, whoever has them and whatever their days: those of users, and those that companies and
    /// departments give to their people.
    #[must_use]
    pub fn lines_naming_area(&self, code: &str) -> usize {
        let Some(area) = self.places.areas.find(code) else { return 0 };
        let of = |tables: &Tables, user: u32| {
            tables.lines(user).filter(|line| tables.reach(*line).areas.contains(&area)).count()
        };
        let packed = self.tables.survey().naming(area);
        let replaced: usize = self.patches.keys().map(|user| of(&self.tables, *user)).sum();
        let changed = self.patches.values().chain(self.added.iter().map(|(_, tables)| tables));
        let changed: usize = changed.map(|tables| of(tables, 0)).sum();
        let given = &self.inherited.tables;
        let given: usize = (0..given.len() as u32).map(|holder| of(given, holder)).sum();
        (packed + changed + given).saturating_sub(replaced)
    }

    /// A user's login.
    #[must_use]
    pub fn login(&self, user: UserNumber) -> &str {
        let seat = self.seat(user);
        seat.tables.names.name(seat.user)
    }

    /// A user's name for people, when known.
    #[must_use]
    pub fn user_name(&self, user: UserNumber) -> Option<&str> {
        let seat = self.seat(user);
        seat.tables.details(seat.user).and_then(|d| d.name.as_deref())
    }

    #[inline]
    pub(crate) fn seat(&self, user: UserNumber) -> Seat<'_> {
        let number = user.0;
        if !self.patches.is_empty()
            && let Some(tables) = self.patches.get(&number)
        {
            return Seat { tables, user: 0 };
        }
        match (number as usize).checked_sub(self.tables.len()).and_then(|at| self.added.get(at)) {
            Some((_, tables)) => Seat { tables, user: 0 },
            None => Seat { tables: &self.tables, user: number },
        }
    }

    /// Whether whoever has a number has the same one in both.
    pub(crate) fn shares_numbers(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.tables, &other.tables)
    }

    fn users_are_texts(&self) -> bool {
        self.schema.user.is_some_and(|m| self.schema.model(m).id_kind() == IdKind::Text)
    }

    /// Where records are known by text, a user without an id has the login for one, which nobody else may have.
    pub(super) fn check_user_ids(&self, findings: &mut Findings) {
        if !self.users_are_texts() {
            return;
        }
        for user in self.users() {
            let bailiwick_model::Value::Text(id) = self.user_id(user) else { continue };
            if let Some(other) = self.find_user(&id).filter(|other| *other != user)
                && self.user_id(other) == bailiwick_model::Value::Text(id.clone())
            {
                same_id(self.login(other), self.login(user), &RecordId::Text((&*id).into()), findings);
            }
        }
    }

    /// A user's id among the records: the given one, or the login where records are known by text.
    pub(crate) fn user_id(&self, user: UserNumber) -> bailiwick_model::Value {
        let seat = self.seat(user);
        let id = seat.tables.record(seat.user);
        if id.is_null() && self.users_are_texts() {
            bailiwick_model::Value::text(self.login(user))
        } else {
            id
        }
    }

    /// The user whom a record of the user model stands for.
    pub(crate) fn user_of_record(&self, id: &bailiwick_model::Value) -> Option<UserNumber> {
        let is = |user: &UserNumber| self.has(*user) && self.user_id(*user) == *id;
        let by_login =
            || if let bailiwick_model::Value::Text(login) = id { self.find_user(login) } else { None };
        let packed = self.tables.by_record(id).map(UserNumber).filter(is);
        packed
            .or_else(|| by_login().filter(is))
            .or_else(|| self.patches.keys().map(|n| UserNumber(*n)).find(is))
            .or_else(|| (self.tables.len()..self.numbers()).map(|n| UserNumber(n as u32)).find(is))
    }
}

fn same_id(login: &str, other: &str, id: &RecordId, findings: &mut Findings) {
    let message = format!("user {other} has the record id {id} too");
    findings.add(format!("user {login}"), message, "give each its own id");
}
