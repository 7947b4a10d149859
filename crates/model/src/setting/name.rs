//! Which settings there are.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    Combine, SettingKind, SettingLevel, SettingScope, SettingValue,
    catalogue::{CATALOGUE, Definition},
};

/// A setting that Bailiwick knows.
#[derive(Clone, Copy)]
pub struct SettingName(pub(super) &'static Definition);

impl SettingName {
    /// All there are, by name.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        CATALOGUE.iter().map(Self)
    }

    /// The setting of this name.
    ///
    /// # Errors
    /// When there is none.
    pub fn new(text: impl AsRef<str>) -> Result<Self, UnknownSetting> {
        let text = text.as_ref();
        Self::all()
            .find(|name| name.as_str() == text)
            .ok_or_else(|| UnknownSetting(text.chars().take(80).collect()))
    }

    /// The name, as in `account.recovery_days`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0.name
    }

    /// What it is for, in a sentence.
    #[must_use]
    pub fn description(self) -> &'static str {
        self.0.description
    }

    /// What its values are.
    #[must_use]
    pub fn kind(self) -> SettingKind {
        self.0.kind
    }

    /// What holds where nothing is set; none where that means something of its own, such as no limit.
    #[must_use]
    pub fn default_value(self) -> Option<SettingValue> {
        self.0.default.value()
    }

    /// What counts where it is set at several places above.
    #[must_use]
    pub fn combine(self) -> Combine {
        self.0.combine
    }

    /// Whether the strictest value counts rather than the nearest.
    #[must_use]
    pub fn is_guarding(self) -> bool {
        self.combine() != Combine::Nearest
    }

    /// Whether places of this kind can have their own. All can at the installation.
    #[must_use]
    pub fn can_be_set_at(self, level: SettingLevel) -> bool {
        level == SettingLevel::Installation || self.0.levels.contains(&level)
    }

    pub(super) fn levels(self) -> &'static [SettingLevel] {
        self.0.levels
    }

    pub(super) fn fits(self, scope: &SettingScope) -> bool {
        self.can_be_set_at(scope.level())
    }
}

impl PartialEq for SettingName {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for SettingName {}

impl PartialOrd for SettingName {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SettingName {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl std::hash::Hash for SettingName {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Display for SettingName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for SettingName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSetting(String);

impl std::error::Error for UnknownSetting {}

impl fmt::Display for UnknownSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = SettingName::all().map(SettingName::as_str).collect::<Vec<_>>();
        write!(f, "there is no setting {:?}; use one of {}", self.0, known.join(", "))
    }
}

impl FromStr for SettingName {
    type Err = UnknownSetting;
    fn from_str(text: &str) -> Result<Self, UnknownSetting> {
        Self::new(text)
    }
}

impl Serialize for SettingName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for SettingName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
