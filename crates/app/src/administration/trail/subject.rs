//! What has a timeline of its own, and takes notes.

use std::collections::BTreeSet;

use bailiwick_model::{Area, Company, Department, Operation, audit::AuditObject};
use bailiwick_store::{own::Own, policy::PolicyKind};

use crate::administration::{
    Refused, Work, delegation,
    places::{self, Place},
    policy_objects, users,
};

/// Something by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Somebody, by login.
    User(String),
    /// A company, by code.
    Company(String),
    /// A department, by code.
    Department(String),
    /// An area, by code.
    Area(String),
    /// A part of the policy, by its technical id.
    Part(PolicyKind, String),
}

impl Subject {
    /// As the trail names it, and which of its fields the actor may not read, if there is one that he may see.
    pub(super) fn seen(&self, work: &mut Work<'_, '_>) -> Result<(AuditObject, BTreeSet<String>), Refused> {
        match self {
            Self::User(login) => {
                let user = users::found(work, login)?;
                Ok((user.object(), work.hidden(Own::User, &user.values())?))
            }
            Self::Company(code) => places::seen_with_hidden::<Company>(work, code),
            Self::Department(code) => places::seen_with_hidden::<Department>(work, code),
            Self::Area(code) => places::seen_with_hidden::<Area>(work, code),
            Self::Part(kind, id) => {
                policy_objects::require_seen(work, *kind, id)?;
                Ok((AuditObject::new(kind.word(), id.as_str()), BTreeSet::new()))
            }
        }
    }

    /// Makes sure that the actor, who may see it, may change it.
    pub(super) fn may_be_changed(&self, work: &mut Work<'_, '_>) -> Result<(), Refused> {
        let (own, name) = match self {
            Self::User(login) => (Own::User, login),
            Self::Company(code) => (Own::Company, code),
            Self::Department(code) => (Own::Department, code),
            Self::Area(code) => (Own::Area, code),
            Self::Part(..) => return delegation::must_be_administrator(work),
        };
        work.require(Operation::Update, own, &places::id(name))?;
        if own == Own::Area { Area::may_be_written(work) } else { Ok(()) }
    }
}
