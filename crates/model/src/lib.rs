//! The words of Bailiwick as types.
//!
//! Everything here is plain data: no IO, no clock, no randomness. A value that has an invariant keeps its
//! fields private and is built by a constructor that refuses with a sentence fit for a person
//! ([`Validity`], [`RoleLine`], the keys of [`key`]). A value without one has public fields.
//!
//! Two bundles hold it all: a [`Policy`] (models, groups, rules, roles) and a [`Directory`] (companies, areas,
//! users and the role lines between them). What is known of a person beyond that is an [`Account`]. What is done to them
//! goes to the trail of [`audit`]. `docs/glossary.md` explains the words.

mod account;
mod account_state;
mod acl;
mod area;
mod attribute;
pub mod audit;
mod auditing;
mod avatar;
mod company;
mod department;
mod directory;
mod email;
mod field;
mod field_rule;
mod group;
pub mod key;
mod language;
mod letter;
mod long_text;
mod network;
mod notification;
mod operation;
mod permission;
mod phone;
mod policy;
mod qualification;
mod record_rule;
mod role;
mod role_line;
mod schema;
mod scripts;
mod seat;
mod setting;
mod short_text;
mod stored_password;
mod text;
mod timezone;
mod user;
mod user_override;
mod validity;
mod value;

pub use account::Account;
pub use account_state::{AccountState, StateError, UnknownState};
pub use acl::Acl;
pub use area::Area;
pub use attribute::{
    AttributeDefinitionError, AttributeFault, AttributeField, AttributeKind, AttributeSchema, SelfAccess,
};
pub use auditing::{DecisionsTold, ModelAudit, Told, UsualAudit};
pub use avatar::{Avatar, NoPicture, Picture};
pub use company::{Company, CompanyKind};
pub use department::Department;
pub use directory::Directory;
pub use email::{EmailAddress, EmailError};
pub use field::{Field, FieldKind, ManyToMany, UnknownKind};
pub use field_rule::{FieldRule, GroupSpec};
pub use group::{Category, Group, Privilege};
pub use key::{
    AclId, ActionName, AreaCode, CategoryId, CompanyId, DepartmentId, FieldName, FieldRuleId, GroupId,
    KeyError, ModelName, NotificationKind, PrivilegeId, RoleId, RuleId, UserId,
};
pub use language::{LanguageError, LanguageTag};
pub use letter::{
    Alert, Destination, Letter, LetterCode, LetterLink, NoCode, NoLink, Recipient, SampleError,
};
pub use long_text::{LongText, LongTextError, Note};
pub use network::{Network, NetworkError};
pub use notification::{Channel, Notifications};
pub use operation::{Operation, Operations, UnknownOperation};
pub use permission::{Permission, PermissionError, PermissionName, ReportVerb};
pub use phone::{Phone, PhoneError, PhoneKind, PhoneNumber};
pub use policy::{Policy, Settings};
pub use qualification::{Qualification, QualificationKind};
pub use record_rule::RecordRule;
pub use role::{Role, RoleScope};
pub use role_line::{LineError, RoleLine};
pub use schema::{Accepts, IdKind, Model, Path, Table, Tree, Unplaced};
pub use scripts::mixed_word;
pub use seat::{SeatLevel, SeatLimit, SeatUse};
pub use setting::{
    Combine, Effective, MOST_NETWORKS, Setting, SettingError, SettingKind, SettingLevel, SettingName,
    SettingScope, SettingValue, UnknownScope, UnknownSetting,
};
pub use short_text::{JobTitle, Label, PersonName, Reason, ShortText, ShortTextError};
pub use stored_password::{Argon2Kind, PasswordScheme, ShaKind, StoredPassword, StoredPasswordError};
pub use text::{disturbs_lines, is_hidden};
pub use timezone::{TimeZoneName, TimeZoneNameError};
pub use user::{User, UserKind};
pub use user_override::{Effect, Override, OverrideError, OverrideTarget};
pub use validity::{Validity, ValidityError};
pub use value::{RecordId, Value};
