//! How the columns of somebody else's file become ours.

use std::collections::BTreeMap;

use bailiwick_model::AttributeSchema;
use serde::{Deserialize, Serialize};

use super::{DateFormat, RoleColumn, UserColumn, cells::Cells, row};
use crate::problem::Fault;

/// A template for reading lists of users. An empty one reads a file with our own columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ColumnMapping {
    /// What the file calls a column → what it is; `null` for one that is passed over. A column that is not here is known by our name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, Option<UserColumn>>,
    /// What stands for a column that the file does not have.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub defaults: BTreeMap<UserColumn, String>,
    /// How the file writes days.
    pub dates: DateFormat,
    /// What an empty cell means.
    pub empty: EmptyCell,
    /// By what a row finds the user that is there already.
    pub key: UserKey,
    /// Whether columns that nobody knows are passed over, rather than refused.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub pass_over_others: bool,
}

/// What an empty cell means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EmptyCell {
    /// What is there stays.
    #[default]
    Leave,
    /// What is there is removed. Login, kind and state cannot be, and no role line is removed by a missing one.
    Clear,
}

/// By what a row finds its user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserKey {
    /// By login.
    #[default]
    Login,
    /// By email address, folded.
    Email,
    /// By what another system calls the user.
    ExternalId,
}

impl UserKey {
    /// The column that holds it.
    #[must_use]
    pub fn column(self) -> UserColumn {
        match self {
            Self::Login => UserColumn::Login,
            Self::Email => UserColumn::Email,
            Self::ExternalId => UserColumn::ExternalId,
        }
    }
}

impl ColumnMapping {
    /// Everything that is wrong with the template, whatever the file.
    #[must_use]
    pub fn check(&self, schema: &AttributeSchema) -> Vec<Fault> {
        let mut faults = self.doubled();
        let named = self
            .columns
            .iter()
            .filter_map(|(header, column)| Some((format!("/columns/{}", escaped(header)), column.as_ref()?)));
        let all = named.chain(self.defaults.keys().map(|column| (format!("/defaults/{column}"), column)));
        faults.extend(all.filter_map(|(pointer, column)| {
            Some(Fault { pointer, message: unknown_attribute(schema, column)? })
        }));
        for (column, text) in &self.defaults {
            let pointer = format!("/defaults/{column}");
            if matches!(column, UserColumn::Login | UserColumn::Email | UserColumn::ExternalId) {
                let message = "every user has another one; remove this default".to_owned();
                faults.push(Fault { pointer, message });
            } else if *column == UserColumn::PasswordHash {
                let message = "no two people have one password; remove this default".to_owned();
                faults.push(Fault { pointer, message });
            } else if text.trim().is_empty() {
                let message = "a default cannot be empty; remove it, or give it a value".to_owned();
                faults.push(Fault { pointer, message });
            }
        }
        if faults.is_empty() {
            faults.extend(self.wrong_defaults(schema));
        }
        faults
    }

    /// Columns of the file without a name, with the same name, or for the same one of ours.
    fn doubled(&self) -> Vec<Fault> {
        let (mut names, mut ours) = (BTreeMap::new(), BTreeMap::new());
        let mut faults = Vec::new();
        for (header, column) in &self.columns {
            let name = header.trim().to_lowercase();
            let message = match (names.insert(name.clone(), header), column) {
                _ if name.is_empty() => "a column has a name; write it as in the file".to_owned(),
                (Some(first), _) => format!("{first:?} is the same name; remove one of them"),
                (None, None) => continue,
                (None, Some(column)) => match ours.insert(column, header) {
                    None => continue,
                    Some(first) => {
                        format!("{first:?} is {column} already; choose another column for one of them")
                    }
                },
            };
            faults.push(Fault { pointer: format!("/columns/{}", escaped(header)), message });
        }
        faults
    }

    /// Reads the defaults as if they stood in a row.
    fn wrong_defaults(&self, schema: &AttributeSchema) -> Vec<Fault> {
        let mut cells = Cells::of_defaults(self, schema);
        row::read(&mut cells);
        let fault = |(column, message): (UserColumn, String)| Fault {
            pointer: format!("/defaults/{column}"),
            message,
        };
        cells.into_faults().into_iter().map(fault).collect()
    }

    /// The highest number of a role line among these columns and the defaults.
    pub(super) fn roles<'a>(&'a self, columns: impl Iterator<Item = &'a UserColumn>) -> u8 {
        let number = |column: &UserColumn| match column {
            UserColumn::Role(RoleColumn { number, .. }) => Some(*number),
            _ => None,
        };
        columns.chain(self.defaults.keys()).filter_map(number).max().unwrap_or_default()
    }
}

/// What is wrong with a column of an attribute that there is not.
pub(super) fn unknown_attribute(schema: &AttributeSchema, column: &UserColumn) -> Option<String> {
    let UserColumn::Attribute(name) = column else { return None };
    let known: Vec<_> = schema.fields.keys().map(|name| name.as_str()).collect();
    (!schema.fields.contains_key(name)).then(|| match known.is_empty() {
        true => format!("there is no attribute {name}, nor any other; define it first"),
        false => format!("there is no attribute {name}; use one of {}, or define it first", known.join(", ")),
    })
}

/// A key as part of a JSON pointer.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
