//! The questions the other way round: who can do this, and what can this user do?

use bailiwick_model::{Operation, Operations, PermissionName, Value};

use crate::{
    asker::Asker,
    decide::Verdict,
    moment::Moment,
    records::Records,
    schema::ModelId,
    snapshot::{Snapshot, UserNumber},
};

/// What is asked of every user.
#[derive(Clone, Copy, Debug)]
pub enum Deed<'d> {
    /// An operation on records of a model: on the one given, or on some.
    Operation(Operation, ModelId, Option<&'d [Value]>),
    /// A named right: at the record given, or somewhere.
    Permission(&'d PermissionName, Option<&'d [Value]>),
}

impl Asker<'_> {
    /// Whether the user may do this.
    #[must_use]
    pub fn may(&self, deed: Deed<'_>) -> Verdict {
        match deed {
            Deed::Operation(operation, model, Some(row)) => self.check(operation, model, row),
            Deed::Operation(operation, model, None) => self.check_model(operation, model),
            Deed::Permission(name, row) => self.check_permission(name, row),
        }
    }

    /// The operations and named rights the user has: at one record, or per model in general.
    #[must_use]
    pub fn what_can(&self, model: ModelId, row: Option<&[Value]>) -> Abilities {
        let operations = Operation::ALL
            .into_iter()
            .filter(|o| self.may(Deed::Operation(*o, model, row)).allowed)
            .collect();
        let info = self.snapshot.schema.model(model);
        let action =
            |name: &bailiwick_model::ActionName| PermissionName::Action(info.name.clone(), name.clone());
        let actions = info
            .actions
            .keys()
            .filter(|name| self.may(Deed::Permission(&action(name), row)).allowed)
            .map(ToString::to_string)
            .collect();
        Abilities { operations, actions }
    }

    /// The named rights the user holds somewhere.
    #[must_use]
    pub fn permissions(&self) -> Vec<&PermissionName> {
        let names = self.snapshot.rules.permissions.keys();
        names.filter(|name| self.check_permission(name, None).allowed).collect()
    }
}

/// What a user can do to a record, or to records of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abilities {
    /// Operations.
    pub operations: Operations,
    /// Custom actions of the model.
    pub actions: Vec<String>,
}

impl Snapshot {
    /// All users who can do this, in order of number. Every user is asked, so nobody is forgotten; users without a line
    /// that could give it are passed over quickly.
    pub fn who_can<'a>(
        &'a self,
        deed: Deed<'a>,
        moment: &'a Moment,
        records: &'a dyn Records,
    ) -> impl Iterator<Item = UserNumber> + 'a {
        self.users().filter(move |user| self.asker(*user, moment, records).may(deed).allowed)
    }

    /// The named rights of the policy.
    pub fn permission_names(&self) -> impl Iterator<Item = &PermissionName> {
        self.rules.permissions.keys()
    }
}
