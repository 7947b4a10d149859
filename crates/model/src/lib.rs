//! The words of Bailiwick as types.
//!
//! Everything here is plain data: no IO, no clock, no randomness. A value that has an invariant keeps its
//! fields private and is built by a constructor that refuses with a sentence fit for a person
//! ([`Validity`], [`RoleLine`], the keys of [`key`]). A value without one has public fields.
//!
//! Two bundles hold it all: a [`Policy`] (models, groups, rules, roles) and a [`Directory`] (companies, areas,
//! users and the role lines between them). What is done to them goes to the trail of [`audit`]. `docs/glossary.md` explains the words.

mod acl;
mod area;
pub mod audit;
mod company;
mod department;
mod directory;
mod field;
mod field_rule;
mod group;
pub mod key;
mod operation;
mod permission;
mod policy;
mod record_rule;
mod role;
mod role_line;
mod schema;
mod user;
mod user_override;
mod validity;
mod value;

pub use acl::Acl;
pub use area::Area;
pub use company::{Company, CompanyKind};
pub use department::Department;
pub use directory::Directory;
pub use field::{Field, FieldKind, ManyToMany, UnknownKind};
pub use field_rule::{FieldRule, GroupSpec};
pub use group::{Category, Group, Privilege};
pub use key::{
    AclId, ActionName, AreaCode, CategoryId, CompanyId, DepartmentId, FieldName, FieldRuleId, GroupId,
    KeyError, ModelName, PrivilegeId, RoleId, RuleId, UserId,
};
pub use operation::{Operation, Operations, UnknownOperation};
pub use permission::{Permission, PermissionError, PermissionName, ReportVerb};
pub use policy::{Policy, Settings};
pub use record_rule::RecordRule;
pub use role::{Role, RoleScope};
pub use role_line::{LineError, RoleLine};
pub use schema::{Accepts, IdKind, Model, Path, Table, Tree, Unplaced};
pub use user::{User, UserKind};
pub use user_override::{Effect, Override, OverrideError, OverrideTarget};
pub use validity::{Validity, ValidityError};
pub use value::{RecordId, Value};
