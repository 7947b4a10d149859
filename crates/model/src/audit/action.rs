//! What was done, as a word that programs can search for.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{KeyError, key};

/// A thing that can be done, as in `policy.applied`: names joined by dots, the last one in the past tense.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AuditAction(Cow<'static, str>);

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        impl AuditAction {
            $($(#[$doc])* pub const $name: Self = Self(Cow::Borrowed($text));)*

            /// Every action that Bailiwick tells of itself; applications have words of their own.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

actions! {
    /// The database was made what a backup held.
    DATABASE_RESTORED = "database.restored";
    /// A document was put in force.
    POLICY_APPLIED = "policy.applied";
    /// The policy of other software was taken over.
    POLICY_IMPORTED = "policy.imported";
    /// A part of the policy was made.
    POLICY_CREATED = "policy.created";
    /// A part of the policy was changed.
    POLICY_CHANGED = "policy.changed";
    /// A part of the policy was taken away.
    POLICY_DELETED = "policy.deleted";
    /// An exception was made for a user.
    OVERRIDE_ADDED = "override.added";
    /// Where or when an exception counts was changed.
    OVERRIDE_CHANGED = "override.changed";
    /// An exception was taken away.
    OVERRIDE_REMOVED = "override.removed";
    /// Groups were given to a user directly, or taken.
    USER_GROUPS = "user.groups";
    /// A user was made.
    USER_CREATED = "user.created";
    /// What is known of a user was changed.
    USER_CHANGED = "user.changed";
    /// An account went from one state to another.
    USER_STATE = "user.state";
    /// A user's picture was put in place or taken away; the trail has what tells it from others, and not the picture.
    USER_AVATAR = "user.avatar";
    /// Whoever works the machine made somebody an administrator.
    ADMIN_RECOVERED = "admin.recovered";
    /// Whoever had the secret of the set-up made himself the first administrator.
    ADMIN_SET_UP = "admin.set_up";
    /// A role was assigned.
    LINE_GRANTED = "role_line.granted";
    /// Where or when an assignment counts was changed.
    LINE_CHANGED = "role_line.changed";
    /// An assignment was taken away.
    LINE_REMOVED = "role_line.removed";
    /// A company was made.
    COMPANY_CREATED = "company.created";
    /// What is written of a company was changed.
    COMPANY_CHANGED = "company.changed";
    /// A company, with all below it, came to lie below another one.
    COMPANY_MOVED = "company.moved";
    /// A company was deleted.
    COMPANY_DELETED = "company.deleted";
    /// A department was made.
    DEPARTMENT_CREATED = "department.created";
    /// What is written of a department was changed.
    DEPARTMENT_CHANGED = "department.changed";
    /// A department, with all below it, came to lie below another one, or in another company.
    DEPARTMENT_MOVED = "department.moved";
    /// A department was deleted.
    DEPARTMENT_DELETED = "department.deleted";
    /// An area was made.
    AREA_CREATED = "area.created";
    /// What is written of an area was changed.
    AREA_CHANGED = "area.changed";
    /// An area, with all in it, came to lie in another one.
    AREA_MOVED = "area.moved";
    /// An area was deleted.
    AREA_DELETED = "area.deleted";
    /// A list of areas was taken over.
    AREAS_IMPORTED = "area.imported";
    /// A value was set at a place.
    SETTING_SET = "setting.set";
    /// A place's own value was taken away.
    SETTING_UNSET = "setting.unset";
    /// Few seats of a company are left, or none.
    SEATS_WARNING = "seats.warning";
    /// Work in batches was begun.
    JOB_MADE = "job.made";
    /// Work in batches came to its end.
    JOB_ENDED = "job.ended";
    /// What came of the items of a job was removed.
    JOB_CLEARED = "job.cleared";
    /// A user was taken away, as if never made.
    USER_REMOVED = "user.removed";
    /// What was kept of somebody who left was taken away for good.
    USER_PURGED = "user.purged";
    /// Somebody was asked to be sent a new password.
    PASSWORD_RESET_REQUESTED = "password_reset.requested";
    /// Somebody said that a password was forgotten, and no letter was sent.
    PASSWORD_RESET_REFUSED = "password_reset.refused";
    /// Somebody was sent an invitation.
    USER_INVITED = "user.invited";
    /// A template for reading tables was written.
    TEMPLATE_SAVED = "import_template.saved";
    /// A template for reading tables was removed.
    TEMPLATE_REMOVED = "import_template.removed";
    /// A custom attribute of accounts was described, or described anew.
    ATTRIBUTE_SAVED = "attribute.saved";
    /// A custom attribute of accounts was taken away.
    ATTRIBUTE_REMOVED = "attribute.removed";
    /// An API key was made.
    KEY_CREATED = "key.created";
    /// An API key was taken away.
    KEY_DELETED = "key.deleted";
    /// The oldest entries of the trail were archived and removed.
    TRAIL_PRUNED = "trail.pruned";
    /// Entries that came in great numbers were not taken, because too many waited; how many.
    TRAIL_MISSED = "trail.missed";
    /// Somebody wrote a note on a record.
    NOTE_ADDED = "note.added";
    /// Somebody signed in.
    SESSION_STARTED = "session.started";
    /// Somebody was not let in.
    SESSION_REFUSED = "session.refused";
    /// Somebody signed out, or was signed out.
    SESSION_ENDED = "session.ended";
    /// Somebody who is signed in has shown again who he is.
    SESSION_PROVED = "session.proved";
    /// A password was set; the trail has no more of it.
    PASSWORD_SET = "password.set";
    /// Whoever's password falls short of a rule has to choose another one; how many.
    PASSWORDS_OUTDATED = "password.outdated";
    /// A password that was taken over from another system was taken away again.
    PASSWORD_REMOVED = "password.removed";
    /// A second factor was added.
    FACTOR_ADDED = "factor.added";
    /// A second factor got another name.
    FACTOR_RENAMED = "factor.renamed";
    /// A second factor was taken away.
    FACTOR_REMOVED = "factor.removed";
    /// A browser that somebody had signed in with is to be unknown again.
    DEVICE_FORGOTTEN = "device.forgotten";
    /// A link or a code was sent to an address or a telephone that somebody says is his.
    CONTACT_ASKED = "contact.asked";
    /// Somebody has shown that an address or a telephone is his.
    CONTACT_VERIFIED = "contact.verified";
    /// Somebody signed in in a way in which he never did before.
    SIGN_IN_UNUSUAL = "sign_in.unusual";
    /// Whoever looks after the installation was told of something.
    SIGN_IN_ALERT = "sign_in.alert";
    /// Somebody who had failed too often may try again.
    SIGN_IN_UNLOCKED = "sign_in.unlocked";
    /// Data were looked at.
    ACCESS_READ = "access.read";
    /// Data were searched or listed.
    ACCESS_SEARCHED = "access.searched";
    /// Data were handed out as a file.
    ACCESS_EXPORTED = "access.exported";
    /// A question was answered.
    DECISION_MADE = "decision.made";
    /// A record came to be.
    RECORD_CREATED = "record.created";
    /// A record was changed.
    RECORD_UPDATED = "record.updated";
    /// A record went.
    RECORD_DELETED = "record.deleted";
    /// A record was looked at.
    RECORD_VIEWED = "record.viewed";
}

impl AuditAction {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_can_be_read_back_and_is_in_the_reference() {
        let reference = include_str!("../../../../docs/audit.md");
        for action in AuditAction::ALL {
            assert_eq!(AuditAction::new(action.as_str()).as_ref(), Ok(action));
            assert!(reference.contains(&format!("`{action}`")), "docs/audit.md does not name {action}");
        }
    }
}
