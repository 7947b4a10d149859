//! Named rights beside create, read, update and delete.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{ActionName, GroupId, KeyError, ModelName};

/// `module:…`, `feature:…`, `action:<model>.<name>` or `report:<name>:view` / `report:<name>:generate`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PermissionName {
    /// A whole part of an application.
    Module(String),
    /// One ability inside it.
    Feature(String),
    /// A custom action on records of a model; the model's record rules apply too.
    Action(ModelName, ActionName),
    /// Seeing (`view`) or producing (`generate`) a report.
    Report(String, ReportVerb),
}

/// What is done with a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportVerb {
    /// See it.
    View,
    /// Produce it.
    Generate,
}

/// The text names no permission.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PermissionError {
    /// None of the four forms.
    #[error(
        "{0:?} is not a permission; write module:NAME, feature:NAME, action:MODEL.NAME, report:NAME:view or \
         report:NAME:generate"
    )]
    Form(String),
    /// A part of it is malformed.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl FromStr for PermissionName {
    type Err = PermissionError;

    fn from_str(text: &str) -> Result<Self, PermissionError> {
        let form = || PermissionError::Form(text.to_owned());
        let (kind, name) = text.split_once(':').filter(|(_, name)| !name.is_empty()).ok_or_else(form)?;
        match kind {
            "module" => Ok(Self::Module(name.to_owned())),
            "feature" => Ok(Self::Feature(name.to_owned())),
            "action" => {
                let (model, action) = name.rsplit_once('.').ok_or_else(form)?;
                Ok(Self::Action(ModelName::new(model)?, ActionName::new(action)?))
            }
            "report" => match name.rsplit_once(':').ok_or_else(form)? {
                ("", _) => Err(form()),
                (report, "view") => Ok(Self::Report(report.to_owned(), ReportVerb::View)),
                (report, "generate") => Ok(Self::Report(report.to_owned(), ReportVerb::Generate)),
                _ => Err(form()),
            },
            _ => Err(form()),
        }
    }
}

impl fmt::Display for PermissionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Module(name) => write!(f, "module:{name}"),
            Self::Feature(name) => write!(f, "feature:{name}"),
            Self::Action(model, name) => write!(f, "action:{model}.{name}"),
            Self::Report(name, ReportVerb::View) => write!(f, "report:{name}:view"),
            Self::Report(name, ReportVerb::Generate) => write!(f, "report:{name}:generate"),
        }
    }
}

impl Serialize for PermissionName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PermissionName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Who holds a named right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permission {
    /// Its name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Any of these groups gives it.
    #[serde(default)]
    pub groups: Vec<GroupId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_forms_round_trip() {
        for text in ["module:registry", "feature:export", "action:spp.program.approve", "report:4ps:generate"]
        {
            assert_eq!(text.parse::<PermissionName>().unwrap().to_string(), text);
        }
        for text in ["", "module:", "modul:x", "action:approve", "report:x", "report:x:print", "report::view"]
        {
            assert!(text.parse::<PermissionName>().is_err(), "{text}");
        }
    }
}
