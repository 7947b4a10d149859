//! Settings as somebody sets and sees them.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;

/// A value to be set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingForm {
    /// The value.
    pub value: Json,
    /// Whether nothing can be set below; of settings where the nearest value counts, what was set there before does not.
    #[serde(default)]
    pub locked: bool,
    /// Of `password.min_length`, `password.composition` and `password.expiry_days`: whoever's password falls short of it, or may do, chooses another one
    /// when he next signs in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub require_change: bool,
}

/// A setting at a place: what counts there, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SettingView {
    /// Its name, as in `account.recovery_days`.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Whether the strictest value above counts, rather than the nearest.
    pub guards: bool,
    /// The value that counts; null where nothing is set and there is no default.
    pub value: Json,
    /// Where it is set: `installation`, `company:acme` …; absent for the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Where else it comes from, from the top down: places that add words or networks, or take some away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_from: Vec<String>,
    /// The place whose lock keeps anything from being set below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_by: Option<String>,
    /// Where it is set as well, without effect here: from the top down.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overridden: Vec<String>,
    /// What this very place has set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<OwnSetting>,
    /// What would count without it.
    pub inherited: Json,
    /// Where that is set; absent for the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inherited_from: Option<String>,
    /// Whether places of this kind can have a value of their own.
    pub can_be_set: bool,
    /// How many people a change touches, of a setting that guards: told by a dry run alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affects: Option<SettingAffects>,
    /// Whose passwords fall short of it, of a setting that says what a password must be: told by a dry run, and where a change is required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passwords: Option<PasswordsTouched>,
    /// Tells this state of the setting from any other: the ETag.
    pub tag: String,
}

/// Passwords of accounts in use that fall short of a rule, or may do. Those that have to be changed anyway are not among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PasswordsTouched {
    /// Set when less was asked for.
    pub weaker: u64,
    /// Set nobody knows under which rule: taken over from another system, or before that was noted.
    pub unknown: u64,
    /// Older than they may be.
    pub older: u64,
    /// How many have to be changed at the next sign-in because of this.
    pub required: u64,
}

/// People with accounts in use for whom another value counts than before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SettingAffects {
    /// For how many it becomes stricter.
    pub stricter: u64,
    /// For how many it becomes laxer.
    pub laxer: u64,
    /// For how many it becomes stricter in one thing and laxer in another.
    pub otherwise: u64,
}

/// What a place has set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OwnSetting {
    /// The value.
    pub value: Json,
    /// Whether nothing can be set below.
    pub locked: bool,
    /// For a locked one: the highest place at which whoever locked it may set values. It takes as much to change it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_from: Option<String>,
}

/// What counts for a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PreferenceView {
    /// The name of the setting.
    pub name: String,
    /// The value.
    pub value: Json,
    /// Whether the account itself says so.
    pub own: bool,
    /// Where it is set otherwise; absent for the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}
