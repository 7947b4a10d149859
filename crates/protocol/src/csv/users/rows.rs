//! A list of users, row by row.

use std::{collections::HashMap, io::BufRead};

use bailiwick_model::{AttributeSchema, EmailAddress};

use super::{ColumnMapping, UserColumn, UserKey, UserRow, cells::Cells, mapping::unknown_attribute, row};
use crate::{
    csv::{CellFault, CsvError, CsvReader, CsvRow},
    problem::Fault,
};

/// The column in which rows that were refused say why. It is passed over, so that they can be mended and taken in again.
pub const REJECT_COLUMN: &str = "import_error";

/// What stands in a list of refused rows where a password was.
pub const REMOVED: &str = "(removed)";

/// The users of a file.
pub struct UserRows<'a, R: BufRead> {
    rows: CsvReader<R>,
    mapping: &'a ColumnMapping,
    schema: &'a AttributeSchema,
    places: HashMap<UserColumn, usize>,
    roles: u8,
}

/// The cell by which rows find their users.
#[derive(Clone, Copy, Debug)]
pub struct KeyCell {
    key: UserKey,
    place: Option<usize>,
}

impl KeyCell {
    /// What tells the user of a row from others, however it is written; nothing for a row that does not say.
    #[must_use]
    pub fn of(&self, row: &CsvRow) -> Option<String> {
        let cell = row.cell(self.place?).trim();
        match self.key {
            _ if cell.is_empty() => None,
            UserKey::Email => Some(EmailAddress::new(cell).ok()?.folded().to_owned()),
            UserKey::Login | UserKey::ExternalId => Some(cell.to_owned()),
        }
    }
}

/// Why a file cannot be read with a template.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The template is wrong, whatever the file.
    #[error("the template has {} faults; the first one is at {}", .0.len(), .0.first().map(|f| format!("{}: {}", f.pointer, f.message)).unwrap_or_default())]
    Mapping(Vec<Fault>),
    /// The header does not fit.
    #[error("the header has {} faults; the first one is: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Header(Vec<CellFault>),
}

/// Why a row is no user.
#[derive(Debug, thiserror::Error)]
pub enum RowError {
    /// What its cells hold is wrong; the next row can be read.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Faults(Vec<CellFault>),
    /// The file cannot be read any further.
    #[error(transparent)]
    Unreadable(#[from] CsvError),
}

impl<'a, R: BufRead> UserRows<'a, R> {
    /// Finds our columns in the header.
    ///
    /// # Errors
    /// With everything that is wrong in the template, or else in the header.
    pub fn open(
        rows: CsvReader<R>,
        mapping: &'a ColumnMapping,
        schema: &'a AttributeSchema,
    ) -> Result<Self, OpenError> {
        let faults = mapping.check(schema);
        if !faults.is_empty() {
            return Err(OpenError::Mapping(faults));
        }
        let places = places(rows.headers(), mapping, schema).map_err(OpenError::Header)?;
        let roles = mapping.roles(places.keys());
        Ok(Self { rows, mapping, schema, places, roles })
    }

    /// Our columns, in the order of the file.
    #[must_use]
    pub fn columns(&self) -> Vec<&UserColumn> {
        let mut columns: Vec<_> = self.places.iter().collect();
        columns.sort_by_key(|(_, place)| **place);
        columns.into_iter().map(|(column, _)| column).collect()
    }

    /// Where a row says whom it is about.
    #[must_use]
    pub fn key(&self) -> KeyCell {
        KeyCell { key: self.mapping.key, place: self.places.get(&self.mapping.key.column()).copied() }
    }

    /// Whether rows say what another system keeps of passwords, and where.
    #[must_use]
    pub fn secrets(&self) -> Option<usize> {
        self.places.get(&UserColumn::PasswordHash).copied()
    }

    /// The rows as they are, once it is known that the header fits.
    #[must_use]
    pub fn into_rows(self) -> CsvReader<R> {
        self.rows
    }

    fn user(&self, row: &CsvRow) -> Result<UserRow, RowError> {
        let mut cells = Cells::of_row(self.mapping, self.schema, &self.places, row, self.roles);
        let user = row::read(&mut cells);
        let key = self.mapping.key;
        let found = match key {
            UserKey::Login => user.login.is_some(),
            UserKey::Email => user.email.as_value().is_some(),
            UserKey::ExternalId => user.external_id.is_some(),
        };
        if !found && !cells.is_filled(&key.column()) {
            cells.fault(key.column(), "users are found by this column; it cannot be empty");
        }
        let faults = cells.into_faults();
        if faults.is_empty() {
            return Ok(user);
        }
        let fault = |(column, message): (UserColumn, String)| {
            let header = self.places.get(&column).and_then(|place| self.rows.headers().get(*place)).cloned();
            CellFault { row: row.number, column: Some(header.unwrap_or_else(|| column.to_string())), message }
        };
        Err(RowError::Faults(faults.into_iter().map(fault).collect()))
    }
}

impl<R: BufRead> Iterator for UserRows<'_, R> {
    type Item = Result<UserRow, RowError>;

    /// Blank rows are passed over.
    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.find(|row| !row.as_ref().is_ok_and(CsvRow::is_blank))?;
        Some(match row {
            Ok(row) => self.user(&row),
            Err(error) if error.is_final() => Err(error.into()),
            Err(error) => Err(RowError::Faults(vec![error.fault()])),
        })
    }
}

/// Where the file has our columns.
fn places(
    headers: &[String],
    mapping: &ColumnMapping,
    schema: &AttributeSchema,
) -> Result<HashMap<UserColumn, usize>, Vec<CellFault>> {
    let mut faults = Vec::new();
    let mut fault =
        |column: &str, message| faults.push(CellFault { row: 1, column: Some(column.to_owned()), message });
    let same = |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
    let wanted = mapping.columns.iter().filter(|(_, column)| column.is_some()).map(|(header, _)| header);
    for header in wanted.filter(|header| !headers.iter().any(|other| same(header, other))) {
        fault(header, "the file has no such column; correct the template, or take another file".to_owned());
    }
    let mut places = HashMap::new();
    for (place, header) in headers.iter().enumerate() {
        let column = match mapping.columns.iter().find(|(name, _)| same(name, header)) {
            Some((_, None)) => continue,
            Some((_, Some(column))) => column.clone(),
            None if same(header, REJECT_COLUMN) => continue,
            None => match header.parse::<UserColumn>() {
                Ok(column) => column,
                Err(_) if mapping.pass_over_others => continue,
                Err(error) => {
                    fault(header, format!("{error}, or let the template pass it over"));
                    continue;
                }
            },
        };
        if let Some(message) = unknown_attribute(schema, &column) {
            fault(header, message);
        }
        if let Some(first) = places.insert(column.clone(), place) {
            let first = headers.get(first).map_or("", String::as_str);
            fault(header, format!("{first:?} is {column} already; let the template pass one of them over"));
        }
    }
    if !places.contains_key(&mapping.key.column()) {
        let column = mapping.key.column().to_string();
        fault(
            &column,
            "users are found by this column, and the file does not have it; add it, or choose another key"
                .to_owned(),
        );
    }
    if faults.is_empty() { Ok(places) } else { Err(faults) }
}
