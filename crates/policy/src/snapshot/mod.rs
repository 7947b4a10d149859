//! Policy and directory, compiled into one immutable whole.

mod above;
mod belonging;
mod closure;
mod coverage;
mod groups;
mod holders;
mod ids;
mod lines;
mod people;
mod places;
mod program;
mod roles;
mod rules;
mod tree;
mod users;
mod view;

use std::{borrow::Borrow, sync::Arc};

use bailiwick_model::{
    Directory, IdKind, Operation, OverrideTarget, Policy, RecordId, Settings, User, UserId,
};

pub use belonging::Belonging;
pub use coverage::Coverage;
pub(crate) use groups::{GroupSet, Groups};
pub(crate) use people::{EVERYWHERE, Inherited, Line, Lines, Profile, Reach, Source, Tables, Window};
pub(crate) use places::Places;
pub(crate) use program::{bind, run};
pub(crate) use roles::{RoleEntry, Roles};
pub(crate) use rules::{PAGE, RuleText, Rules, Spec, Way};
pub(crate) use tree::{NO_NODE, Tree as PlaceTree};
pub use users::UserNumber;
pub use view::DirectoryRecords;

use crate::{
    problem::{Findings, Problems},
    schema::{self, Schema},
};

/// Everything that decisions need, in memory, never changed once built.
///
/// Parts are shared: a new policy keeps the packed directory, a changed or removed user keeps all the rest.
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
    /// Users who were removed. They keep their numbers, so that those of others stay as they are.
    gone: rustc_hash::FxHashSet<u32>,
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
            gone: rustc_hash::FxHashSet::default(),
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

    /// The operation that a custom action of a model maps to.
    #[must_use]
    pub fn action(&self, model: schema::ModelId, name: &str) -> Option<Operation> {
        self.schema.model(model).actions.get(name).copied()
    }
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
