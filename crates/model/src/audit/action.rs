//! What was done, as a word that programs can search for.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{KeyError, key};

/// A thing that can be done, as in `policy.applied`: names joined by dots, the last one in the past tense.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AuditAction(Cow<'static, str>);

impl AuditAction {
    /// The database was made what a backup held.
    pub const DATABASE_RESTORED: Self = Self(Cow::Borrowed("database.restored"));
    /// A document was put in force.
    pub const POLICY_APPLIED: Self = Self(Cow::Borrowed("policy.applied"));
    /// The policy of other software was taken over.
    pub const POLICY_IMPORTED: Self = Self(Cow::Borrowed("policy.imported"));
    /// A part of the policy was made.
    pub const POLICY_CREATED: Self = Self(Cow::Borrowed("policy.created"));
    /// A part of the policy was changed.
    pub const POLICY_CHANGED: Self = Self(Cow::Borrowed("policy.changed"));
    /// A part of the policy was taken away.
    pub const POLICY_DELETED: Self = Self(Cow::Borrowed("policy.deleted"));
    /// An exception was made for a user.
    pub const OVERRIDE_ADDED: Self = Self(Cow::Borrowed("override.added"));
    /// Where or when an exception counts was changed.
    pub const OVERRIDE_CHANGED: Self = Self(Cow::Borrowed("override.changed"));
    /// An exception was taken away.
    pub const OVERRIDE_REMOVED: Self = Self(Cow::Borrowed("override.removed"));
    /// Groups were given to a user directly, or taken.
    pub const USER_GROUPS: Self = Self(Cow::Borrowed("user.groups"));
    /// A user was made.
    pub const USER_CREATED: Self = Self(Cow::Borrowed("user.created"));
    /// What is known of a user was changed.
    pub const USER_CHANGED: Self = Self(Cow::Borrowed("user.changed"));
    /// An account went from one state to another.
    pub const USER_STATE: Self = Self(Cow::Borrowed("user.state"));
    /// A user's picture was put in place or taken away; the trail has what tells it from others, and not the picture.
    pub const USER_AVATAR: Self = Self(Cow::Borrowed("user.avatar"));
    /// Whoever works the machine made somebody an administrator.
    pub const ADMIN_RECOVERED: Self = Self(Cow::Borrowed("admin.recovered"));
    /// A role was assigned.
    pub const LINE_GRANTED: Self = Self(Cow::Borrowed("role_line.granted"));
    /// Where or when an assignment counts was changed.
    pub const LINE_CHANGED: Self = Self(Cow::Borrowed("role_line.changed"));
    /// An assignment was taken away.
    pub const LINE_REMOVED: Self = Self(Cow::Borrowed("role_line.removed"));
    /// A company was made.
    pub const COMPANY_CREATED: Self = Self(Cow::Borrowed("company.created"));
    /// What is written of a company was changed.
    pub const COMPANY_CHANGED: Self = Self(Cow::Borrowed("company.changed"));
    /// A company, with all below it, came to lie below another one.
    pub const COMPANY_MOVED: Self = Self(Cow::Borrowed("company.moved"));
    /// A company was deleted.
    pub const COMPANY_DELETED: Self = Self(Cow::Borrowed("company.deleted"));
    /// A department was made.
    pub const DEPARTMENT_CREATED: Self = Self(Cow::Borrowed("department.created"));
    /// What is written of a department was changed.
    pub const DEPARTMENT_CHANGED: Self = Self(Cow::Borrowed("department.changed"));
    /// A department, with all below it, came to lie below another one, or in another company.
    pub const DEPARTMENT_MOVED: Self = Self(Cow::Borrowed("department.moved"));
    /// A department was deleted.
    pub const DEPARTMENT_DELETED: Self = Self(Cow::Borrowed("department.deleted"));
    /// An area was made.
    pub const AREA_CREATED: Self = Self(Cow::Borrowed("area.created"));
    /// What is written of an area was changed.
    pub const AREA_CHANGED: Self = Self(Cow::Borrowed("area.changed"));
    /// An area, with all in it, came to lie in another one.
    pub const AREA_MOVED: Self = Self(Cow::Borrowed("area.moved"));
    /// An area was deleted.
    pub const AREA_DELETED: Self = Self(Cow::Borrowed("area.deleted"));
    /// A list of areas was taken over.
    pub const AREAS_IMPORTED: Self = Self(Cow::Borrowed("area.imported"));
    /// A value was set at a place.
    pub const SETTING_SET: Self = Self(Cow::Borrowed("setting.set"));
    /// A place's own value was taken away.
    pub const SETTING_UNSET: Self = Self(Cow::Borrowed("setting.unset"));
    /// Few seats of a company are left, or none.
    pub const SEATS_WARNING: Self = Self(Cow::Borrowed("seats.warning"));
    /// Work in batches was begun.
    pub const JOB_MADE: Self = Self(Cow::Borrowed("job.made"));
    /// Work in batches came to its end.
    pub const JOB_ENDED: Self = Self(Cow::Borrowed("job.ended"));
    /// A user was taken away, as if never made.
    pub const USER_REMOVED: Self = Self(Cow::Borrowed("user.removed"));
    /// Somebody was asked to be sent a new password.
    pub const PASSWORD_RESET_REQUESTED: Self = Self(Cow::Borrowed("password_reset.requested"));
    /// A template for reading tables was written.
    pub const TEMPLATE_SAVED: Self = Self(Cow::Borrowed("import_template.saved"));
    /// A template for reading tables was removed.
    pub const TEMPLATE_REMOVED: Self = Self(Cow::Borrowed("import_template.removed"));
    /// A custom attribute of accounts was described, or described anew.
    pub const ATTRIBUTE_SAVED: Self = Self(Cow::Borrowed("attribute.saved"));
    /// A custom attribute of accounts was taken away.
    pub const ATTRIBUTE_REMOVED: Self = Self(Cow::Borrowed("attribute.removed"));
    /// A token was made for a program.
    pub const TOKEN_ISSUED: Self = Self(Cow::Borrowed("token.issued"));
    /// A token was taken away.
    pub const TOKEN_REVOKED: Self = Self(Cow::Borrowed("token.revoked"));

    /// The oldest entries of the trail were archived and removed.
    pub const TRAIL_PRUNED: Self = Self(Cow::Borrowed("trail.pruned"));
    /// Entries that came in great numbers were not taken, because too many waited; how many.
    pub const TRAIL_MISSED: Self = Self(Cow::Borrowed("trail.missed"));
    /// Somebody wrote a note on a record.
    pub const NOTE_ADDED: Self = Self(Cow::Borrowed("note.added"));
    /// Somebody signed in.
    pub const SESSION_STARTED: Self = Self(Cow::Borrowed("session.started"));
    /// Somebody was not let in.
    pub const SESSION_REFUSED: Self = Self(Cow::Borrowed("session.refused"));
    /// Somebody signed out, or was signed out.
    pub const SESSION_ENDED: Self = Self(Cow::Borrowed("session.ended"));
    /// Data were looked at.
    pub const ACCESS_READ: Self = Self(Cow::Borrowed("access.read"));
    /// Data were searched or listed.
    pub const ACCESS_SEARCHED: Self = Self(Cow::Borrowed("access.searched"));
    /// Data were handed out as a file.
    pub const ACCESS_EXPORTED: Self = Self(Cow::Borrowed("access.exported"));
    /// A question was answered.
    pub const DECISION_MADE: Self = Self(Cow::Borrowed("decision.made"));
    /// A record came to be.
    pub const RECORD_CREATED: Self = Self(Cow::Borrowed("record.created"));
    /// A record was changed.
    pub const RECORD_UPDATED: Self = Self(Cow::Borrowed("record.updated"));
    /// A record went.
    pub const RECORD_DELETED: Self = Self(Cow::Borrowed("record.deleted"));
    /// A record was looked at.
    pub const RECORD_VIEWED: Self = Self(Cow::Borrowed("record.viewed"));

    /// An action of this name.
    ///
    /// # Errors
    /// When the name is not made of letters, digits, `_`, `-` and single dots.
    pub fn new(text: impl AsRef<str>) -> Result<Self, KeyError> {
        let text = text.as_ref();
        key::check_dotted("audit action", text)?;
        Ok(Self(Cow::Owned(text.to_owned())))
    }

    /// The action as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AuditAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for AuditAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl FromStr for AuditAction {
    type Err = KeyError;
    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::new(text)
    }
}

impl Serialize for AuditAction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for AuditAction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
