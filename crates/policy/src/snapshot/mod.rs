//! Policy and directory, compiled into one immutable whole.

mod closure;
mod groups;
mod ids;
mod lines;
mod people;
mod places;
mod program;
mod roles;
mod rules;
mod tree;
mod view;

use std::{borrow::Borrow, sync::Arc};

use bailiwick_model::{
    Directory, IdKind, Operation, OverrideTarget, Policy, RecordId, Settings, User, UserId,
};

pub(crate) use groups::{GroupSet, Groups};
pub(crate) use people::{EVERYWHERE, Inherited, Line, Lines, Profile, Source, Tables, Window};
pub(crate) use places::Places;
pub(crate) use program::{bind, run};
pub(crate) use roles::{RoleEntry, Roles};
pub(crate) use rules::{PAGE, Rules, Spec, Way};
pub(crate) use tree::{NO_NODE, Tree as PlaceTree};
pub use view::DirectoryRecords;

use crate::{
    problem::{Findings, Problems},
    schema::{self, Schema},
};

/// Everything that decisions need, in memory, never changed once built.
///
/// Parts are shared: a new policy keeps the packed directory, a changed user keeps all the rest.
#[derive(Clone)]
pub struct Snapshot {
    pub(crate) settings: Arc<Settings>,
    pub(crate) schema: Arc<Schema>,
    pub(crate) groups: Arc<Groups>,
    pub(crate) rules: Arc<Rules>,
    pub(crate) places: Arc<Places>,
    pub(crate) inherited: Arc<Inherited>,
    pub(crate) roles: Arc<Roles>,
    tables: Arc<Tables>,
    /// Users that differ from `tables`, each in tables of its own.
    patches: rustc_hash::FxHashMap<u32, Arc<Tables>>,
    /// Users that `tables` does not know.
    added: Vec<(UserId, Arc<Tables>)>,
}

/// A user's place in the tables.
#[derive(Clone, Copy)]
pub(crate) struct Seat<'a> {
    pub(crate) tables: &'a Tables,
    pub(crate) user: u32,
}

impl Snapshot {
    /// Compiles a policy and a directory.
    ///
    /// # Errors
    /// [`Problems`] lists every reference that leads nowhere and every rule that cannot be read, each with its remedy.
    pub fn compile(policy: &Policy, directory: &Directory) -> Result<Self, Problems> {
        Self::compile_from(policy, directory, directory.users.iter())
    }

    /// Compiles a policy and a directory whose users come one by one (those in `directory` are not looked at), so that
    /// a million users need not be held twice.
    ///
    /// # Errors
    /// As for [`Snapshot::compile`].
    pub fn compile_from<L: Borrow<UserId>, U: Borrow<User>>(
        policy: &Policy,
        directory: &Directory,
        users: impl Iterator<Item = (L, U)>,
    ) -> Result<Self, Problems> {
        let mut findings = Findings::default();
        let mut places = Places::new(directory, &mut findings);
        let mut roles = Roles::default();
        roles.update(&policy.roles, &policy.groups);
        let settings = &policy.settings;
        let inherited = people::holders(directory, &places, &mut roles, settings, &mut findings);
        let mut builder =
            people::Builder::new(&places, &mut roles, settings, &inherited, users.size_hint().0);
        for (login, user) in users {
            builder.user(login.borrow(), user.borrow(), &mut findings);
        }
        let (tables, zones) = builder.finish(&mut findings);
        places.zones = zones;
        let (schema, groups, rules) = compile_policy(policy, &roles, None, &mut findings);
        check_overrides(&tables, &schema, &rules, &mut findings);
        let snapshot = Self {
            settings: Arc::new(policy.settings.clone()),
            schema,
            groups: Arc::new(groups),
            rules: Arc::new(rules),
            places: Arc::new(places),
            inherited: Arc::new(inherited),
            roles: Arc::new(roles),
            tables: Arc::new(tables),
            patches: rustc_hash::FxHashMap::default(),
            added: Vec::new(),
        };
        snapshot.check_user_ids(&mut findings);
        findings.finish(snapshot)
    }

    /// The same directory under another policy. The directory is not packed again, unless the settings that shape it
    /// (kept groups, the multi-company group) changed: then this returns `None` and [`Snapshot::compile`] is due.
    ///
    /// # Errors
    /// As for [`Snapshot::compile`]; role lines that the new policy has no fitting role for are among them.
    pub fn with_policy(&self, policy: &Policy) -> Result<Option<Self>, Problems> {
        let (old, new) = (&self.settings, &policy.settings);
        let multi = new.multi_company_group.as_ref().is_some_and(|g| policy.groups.contains_key(g));
        let multi_before = old.multi_company_group.as_ref().is_some_and(|g| self.roles.knows_group(g));
        if old.kept_groups != new.kept_groups
            || old.multi_company_group != new.multi_company_group
            || multi != multi_before
        {
            return Ok(None);
        }
        let mut findings = Findings::default();
        let mut roles = Roles::clone(&self.roles);
        roles.update(&policy.roles, &policy.groups);
        roles.check(&mut findings);
        let (schema, groups, rules) = compile_policy(policy, &roles, Some(self), &mut findings);
        check_overrides(&self.tables, &schema, &rules, &mut findings);
        for tables in self.patches.values().chain(self.added.iter().map(|(_, t)| t)) {
            check_overrides(tables, &schema, &rules, &mut findings);
        }
        let next = Self {
            settings: Arc::new(policy.settings.clone()),
            schema,
            groups: Arc::new(groups),
            rules: Arc::new(rules),
            roles: Arc::new(roles),
            ..self.clone()
        };
        next.check_user_ids(&mut findings);
        findings.finish(Some(next))
    }

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
        match self.find_user(login) {
            Some(UserNumber(number)) if (number as usize) < self.tables.len() => {
                next.patches.insert(number, tables);
            }
            Some(UserNumber(number)) => {
                if let Some((_, slot)) = next.added.get_mut(number as usize - self.tables.len()) {
                    *slot = tables;
                }
            }
            None => next.added.push((login.clone(), tables)),
        }
        findings.finish(next)
    }

    /// How many users differ from the packed tables; many patches are a reason to compile anew.
    #[must_use]
    pub fn patch_count(&self) -> usize {
        self.patches.len() + self.added.len()
    }

    /// The models.
    #[must_use]
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Number of users.
    #[must_use]
    pub fn user_count(&self) -> usize {
        self.tables.len() + self.added.len()
    }

    /// A user's number, by login.
    #[must_use]
    #[inline]
    pub fn find_user(&self, login: &str) -> Option<UserNumber> {
        if let Some(number) = self.tables.names.find(login) {
            return Some(UserNumber(number));
        }
        let at = self.added.iter().position(|(l, _)| l.as_str() == login)?;
        Some(UserNumber((self.tables.len() + at) as u32))
    }

    /// Every user's number.
    pub fn users(&self) -> impl Iterator<Item = UserNumber> + use<> {
        (0..self.user_count() as u32).map(UserNumber)
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

    /// Whether a user has the same number in both.
    pub(crate) fn shares_users(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.tables, &other.tables)
    }

    fn users_are_texts(&self) -> bool {
        self.schema.user.is_some_and(|m| self.schema.model(m).id_kind() == IdKind::Text)
    }

    /// Where records are known by text, a user without an id has the login for one, which nobody else may have.
    fn check_user_ids(&self, findings: &mut Findings) {
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
        let is = |user: &UserNumber| self.user_id(*user) == *id;
        let by_login =
            || if let bailiwick_model::Value::Text(login) = id { self.find_user(login) } else { None };
        let packed = self.tables.by_record(id).map(UserNumber).filter(is);
        packed
            .or_else(|| by_login().filter(is))
            .or_else(|| self.patches.keys().map(|n| UserNumber(*n)).find(is))
            .or_else(|| (self.tables.len()..self.user_count()).map(|n| UserNumber(n as u32)).find(is))
    }

    /// The operation that a custom action of a model maps to.
    #[must_use]
    pub fn action(&self, model: schema::ModelId, name: &str) -> Option<Operation> {
        self.schema.model(model).actions.get(name).copied()
    }
}

/// A user's number in a snapshot. It stays the same in every snapshot derived from it by `with_user` or `with_policy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserNumber(pub(crate) u32);

fn same_id(login: &str, other: &str, id: &RecordId, findings: &mut Findings) {
    let message = format!("user {other} has the record id {id} too");
    findings.add(format!("user {login}"), message, "give each its own id");
}

/// Overrides must be about models and permissions that exist.
fn check_overrides(tables: &Tables, schema: &Schema, rules: &Rules, findings: &mut Findings) {
    for (user, target) in tables.override_targets() {
        let place = || format!("user {}, override", tables.names.name(user));
        match target {
            OverrideTarget::Records { model, .. } if schema.find(model).is_none() => {
                findings.add(place(), format!("there is no model {model}"), "describe it under models");
            }
            OverrideTarget::Records { model, records: Some(ids), .. } => {
                // A deny that names nothing would deny nothing.
                let text = schema.find(model).is_some_and(|m| schema.model(m).id_kind() == IdKind::Text);
                if ids.is_empty() {
                    findings.add(
                        place(),
                        "it names no record",
                        "list some, or leave records out for all of them",
                    );
                } else if let Some(id) = ids.iter().find(|id| matches!(id, RecordId::Text(_)) != text) {
                    let kind = if text { "texts" } else { "numbers" };
                    let message = format!("{id} is no id of {model}, whose ids are {kind}");
                    findings.add(
                        place(),
                        message,
                        if text { "put it in quotes" } else { "write it without quotes" },
                    );
                }
            }
            OverrideTarget::Permission(name) if !rules.permissions.contains_key(name) => {
                findings.add(
                    place(),
                    format!("there is no permission {name}"),
                    "declare it under permissions",
                );
            }
            _ => {}
        }
    }
}

/// Compiles a policy. What is equal in an earlier snapshot is taken from there.
fn compile_policy(
    policy: &Policy,
    roles: &Roles,
    earlier: Option<&Snapshot>,
    findings: &mut Findings,
) -> (Arc<Schema>, Groups, Rules) {
    let schema = schema::compile(&policy.models, &policy.settings, findings);
    let earlier = earlier.filter(|snapshot| *snapshot.schema == schema);
    let schema = earlier.map_or_else(|| Arc::new(schema), |snapshot| Arc::clone(&snapshot.schema));
    let groups = Groups::new(&policy.groups, findings);
    let rules = rules::compile(policy, &schema, &groups, roles, earlier.map(|s| &*s.rules), findings);
    (schema, groups, rules)
}
