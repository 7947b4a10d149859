//! What decided, with names in the place of numbers: for whoever tells it in words of his own.

use std::fmt;

use jiff::civil::Date;

use crate::{asker::Asker, calendar, decide::Reason, schema::ModelId};

/// What decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A role line gives it, and every rule holds.
    Granted,
    /// The user bypasses rights.
    Bypass,
    /// Everybody may do this to his own record.
    OwnRecord,
    /// An override, with its reason.
    Override(Option<String>),
    /// The account's first day is still to come.
    AccountBegins(Date),
    /// The account's last day is past.
    AccountEnded(Date),
    /// The account is not active.
    Inactive,
    /// The user's groups exclude each other.
    ExclusiveGroups,
    /// No row of a group that counts here allows it.
    NoAcl,
    /// The record does not meet this rule for everybody.
    GlobalRule(String),
    /// The record meets none of the rules of the user's groups.
    GroupRules,
    /// The rules of this model refuse the record that it delegates to.
    Parent(String),
    /// This field is for other groups.
    Field(String),
    /// This required value is missing.
    Missing(String),
    /// No role line that counts here gives the permission.
    NoPermission,
    /// There is no such record.
    NoRecord,
    /// It could not be decided, for this reason.
    Failed(String),
}

impl Asker<'_> {
    /// What decided, by name.
    #[must_use]
    pub fn cause(&self, reason: &Reason, model: Option<ModelId>) -> Cause {
        let field = |f: crate::schema::FieldId| {
            model.map_or_else(String::new, |m| self.snapshot.schema.model(m).info(f).name.to_string())
        };
        match reason {
            Reason::Granted => Cause::Granted,
            Reason::Bypass => Cause::Bypass,
            Reason::OwnRecord => Cause::OwnRecord,
            Reason::Override(at) => Cause::Override(self.overrides().get(*at).map(|o| o.reason.to_string())),
            Reason::Inactive => match self.other_days() {
                Some(days) if self.today < days.from => Cause::AccountBegins(calendar::date_of(days.from)),
                Some(days) => Cause::AccountEnded(calendar::date_of(days.to)),
                None => Cause::Inactive,
            },
            Reason::ExclusiveGroups => Cause::ExclusiveGroups,
            Reason::NoAcl => Cause::NoAcl,
            Reason::GlobalRule(rule) => Cause::GlobalRule(self.rule_id(*rule).to_string()),
            Reason::GroupRules => Cause::GroupRules,
            Reason::Parent(parent) => Cause::Parent(self.snapshot.schema.model(*parent).name.to_string()),
            Reason::Field(f) => Cause::Field(field(*f)),
            Reason::Missing(f) => Cause::Missing(field(*f)),
            Reason::NoPermission => Cause::NoPermission,
            Reason::NoRecord => Cause::NoRecord,
            Reason::Failed(message) => Cause::Failed(message.clone()),
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Granted => f.write_str("a role line gives it and every rule holds"),
            Self::Bypass => f.write_str("the user bypasses rights"),
            Self::OwnRecord => f.write_str("everybody may do this to these fields of his own record"),
            Self::Override(Some(reason)) => write!(f, "an override decides: {reason}"),
            Self::Override(None) => f.write_str("an override decides"),
            Self::AccountBegins(day) => write!(f, "the account is valid from {day}"),
            Self::AccountEnded(day) => write!(f, "the account was valid until {day}"),
            Self::Inactive => f.write_str("the user is inactive"),
            Self::ExclusiveGroups => f.write_str("the user's groups exclude each other"),
            Self::NoAcl => f.write_str("no ACL row of a group that the user has here allows it"),
            Self::GlobalRule(rule) => write!(f, "the record does not meet the global rule {rule}"),
            Self::GroupRules => f.write_str("the record meets none of the rules of the user's groups"),
            Self::Parent(model) => write!(f, "the rules of {model} refuse the record it delegates to"),
            Self::Field(field) => write!(f, "the field {field} is for other groups"),
            Self::Missing(field) => write!(f, "the required value {field} is missing"),
            Self::NoPermission => f.write_str("no role line that counts here gives this permission"),
            Self::NoRecord => f.write_str("there is no such record"),
            Self::Failed(message) => write!(f, "it could not be decided: {message}"),
        }
    }
}
