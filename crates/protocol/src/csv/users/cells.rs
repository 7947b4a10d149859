//! The cells of one row by our columns.

use std::collections::HashMap;

use bailiwick_model::AttributeSchema;

use super::{ColumnMapping, DateFormat, EmptyCell, Given, UserColumn};
use crate::csv::CsvRow;

/// Gives out the text for a column, and collects what is wrong with it.
pub(super) struct Cells<'a> {
    mapping: &'a ColumnMapping,
    schema: &'a AttributeSchema,
    /// The file's columns, counted from 0.
    places: &'a HashMap<UserColumn, usize>,
    row: Option<&'a CsvRow>,
    roles: u8,
    faults: Vec<(UserColumn, String)>,
}

impl<'a> Cells<'a> {
    pub(super) fn of_row(
        mapping: &'a ColumnMapping,
        schema: &'a AttributeSchema,
        places: &'a HashMap<UserColumn, usize>,
        row: &'a CsvRow,
        roles: u8,
    ) -> Self {
        Self { mapping, schema, places, row: Some(row), roles, faults: Vec::new() }
    }

    /// A row of a file without columns.
    pub(super) fn of_defaults(mapping: &'a ColumnMapping, schema: &'a AttributeSchema) -> Self {
        static NO_PLACES: std::sync::LazyLock<HashMap<UserColumn, usize>> =
            std::sync::LazyLock::new(HashMap::new);
        let roles = mapping.roles(std::iter::empty());
        Self { mapping, schema, places: &NO_PLACES, row: None, roles, faults: Vec::new() }
    }

    pub(super) fn number(&self) -> u64 {
        self.row.map_or(0, |row| row.number)
    }

    pub(super) fn dates(&self) -> DateFormat {
        self.mapping.dates
    }

    pub(super) fn schema(&self) -> &'a AttributeSchema {
        self.schema
    }

    /// How many role lines a row can have.
    pub(super) fn roles(&self) -> u8 {
        self.roles
    }

    /// What the file says, else what stands for a column that it does not have.
    pub(super) fn text(&self, column: &UserColumn) -> Given<&'a str> {
        let cell = self.row.and_then(|row| Some(row.cell(*self.places.get(column)?)));
        match (cell.map(str::trim), self.mapping.defaults.get(column)) {
            (Some(""), _) if self.mapping.empty == EmptyCell::Clear => Given::Clear,
            (Some(""), _) | (None, None) => Given::Nothing,
            (Some(cell), _) => Given::Value(cell),
            (None, Some(default)) => Given::Value(default.trim()),
        }
    }

    /// Whether the file itself says something.
    pub(super) fn is_filled(&self, column: &UserColumn) -> bool {
        self.places.contains_key(column) && matches!(self.text(column), Given::Value(_))
    }

    /// What the column comes to; a fault comes to nothing.
    pub(super) fn read<T, E: ToString>(
        &mut self,
        column: UserColumn,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Given<T> {
        match self.text(&column) {
            Given::Nothing => Given::Nothing,
            Given::Clear => Given::Clear,
            Given::Value(text) => match read(text) {
                Ok(value) => Given::Value(value),
                Err(error) => {
                    self.fault(column, error.to_string());
                    Given::Nothing
                }
            },
        }
    }

    pub(super) fn fault(&mut self, column: UserColumn, message: impl Into<String>) {
        self.faults.push((column, message.into()));
    }

    pub(super) fn into_faults(self) -> Vec<(UserColumn, String)> {
        self.faults
    }
}
