//! Reading one row, whichever engine it came from.

use std::fmt::Display;

use rusqlite::types::ValueRef;
use serde::de::DeserializeOwned;

use crate::{Param, StoreError, sql::Kind};

/// A row under the cursor. Columns are read in the order of the `select`; the name given is for errors.
///
/// Whatever cannot be read becomes [`StoreError::Corrupt`], never a panic.
#[derive(Debug)]
pub struct Row<'r> {
    source: Source<'r>,
    table: &'static str,
    next: usize,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Source<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r postgres::Row),
}

/// A value as both engines know it.
#[derive(Debug)]
enum Cell<'r> {
    Null,
    Int(i64),
    Text(&'r str),
    Bool(bool),
    Blob(&'r [u8]),
    /// Why it is none of these.
    Odd(String),
}

type Read<T> = Result<T, StoreError>;

impl<'r> Row<'r> {
    pub(crate) fn new(source: Source<'r>, table: &'static str) -> Self {
        Self { source, table, next: 0 }
    }

    /// The next column as text.
    pub fn text(&mut self, column: &'static str) -> Read<&'r str> {
        self.opt_text(column)?.ok_or_else(|| self.corrupt(column, "a text is missing"))
    }

    /// The next column as text, which stays the next one.
    pub(crate) fn peek_text(&mut self, column: &'static str) -> Read<&'r str> {
        let text = self.text(column);
        self.next -= 1;
        text
    }

    /// Passes over columns that are there for errors alone.
    pub(crate) fn skip(&mut self, columns: usize) {
        self.next += columns;
    }

    /// The next column as text, or nothing.
    pub fn opt_text(&mut self, column: &'static str) -> Read<Option<&'r str>> {
        match self.take(column) {
            Cell::Null => Ok(None),
            Cell::Text(text) => Ok(Some(text)),
            other => Err(self.unexpected(column, "a text", &other)),
        }
    }

    /// The next column as a number.
    pub fn int(&mut self, column: &'static str) -> Read<i64> {
        self.opt_int(column)?.ok_or_else(|| self.corrupt(column, "a number is missing"))
    }

    /// The next column as a number, or nothing.
    pub fn opt_int(&mut self, column: &'static str) -> Read<Option<i64>> {
        match self.take(column) {
            Cell::Null => Ok(None),
            Cell::Int(number) => Ok(Some(number)),
            other => Err(self.unexpected(column, "a number", &other)),
        }
    }

    /// The next column as true or false.
    pub fn flag(&mut self, column: &'static str) -> Read<bool> {
        match self.take(column) {
            Cell::Bool(flag) => Ok(flag),
            // SQLite has no booleans of its own.
            Cell::Int(0) => Ok(false),
            Cell::Int(1) => Ok(true),
            other => Err(self.unexpected(column, "true or false", &other)),
        }
    }

    /// The next column as bytes.
    pub fn blob(&mut self, column: &'static str) -> Read<&'r [u8]> {
        match self.take(column) {
            Cell::Blob(bytes) => Ok(bytes),
            other => Err(self.unexpected(column, "bytes", &other)),
        }
    }

    /// The next column, of whatever kind its table says, or nothing.
    pub(crate) fn value(&mut self, column: &'static str, kind: Kind) -> Read<Param<'r>> {
        Ok(match (kind, self.take(column)) {
            (_, Cell::Null) => Param::Null,
            (Kind::Int, Cell::Int(number)) => Param::Int(number),
            (Kind::Text, Cell::Text(text)) => Param::Text(text),
            (Kind::Bool, Cell::Bool(flag)) => Param::Bool(flag),
            (Kind::Bool, Cell::Int(number @ (0 | 1))) => Param::Bool(number == 1),
            (Kind::Blob, Cell::Blob(bytes)) => Param::Blob(bytes),
            (kind, other) => return Err(self.unexpected(column, kind.wanted(), &other)),
        })
    }

    /// The next column as text that `read` understands.
    pub fn parse<T, E: Display>(
        &mut self,
        column: &'static str,
        read: impl FnOnce(&'r str) -> Result<T, E>,
    ) -> Read<T> {
        let text = self.text(column)?;
        read(text).map_err(|why| self.corrupt(column, why))
    }

    /// The next column as text that `read` understands, or nothing.
    pub fn opt_parse<T, E: Display>(
        &mut self,
        column: &'static str,
        read: impl FnOnce(&'r str) -> Result<T, E>,
    ) -> Read<Option<T>> {
        let text = self.opt_text(column)?;
        text.map(read).transpose().map_err(|why| self.corrupt(column, why))
    }

    /// The next column as JSON.
    pub fn json<T: DeserializeOwned>(&mut self, column: &'static str) -> Read<T> {
        self.parse(column, serde_json::from_str)
    }

    /// The error for the column read last.
    pub fn corrupt(&self, column: &'static str, why: impl Display) -> StoreError {
        StoreError::Corrupt { table: self.table, column, row: self.identity(), why: why.to_string() }
    }

    fn unexpected(&self, column: &'static str, wanted: &str, found: &Cell<'_>) -> StoreError {
        self.corrupt(column, format!("{wanted} was expected and {} found", found.describe()))
    }

    fn take(&mut self, column: &'static str) -> Cell<'r> {
        let at = self.next;
        self.next += 1;
        debug_assert_eq!(self.source.name(at), column, "statement and reader of {} disagree", self.table);
        self.source.cell(at)
    }

    /// The row by its first columns up to the one read last, two at most: enough to find it.
    fn identity(&self) -> String {
        let known = self.next.saturating_sub(1).clamp(1, 2);
        (0..known).map(|at| self.source.cell(at).describe()).collect::<Vec<_>>().join(" ")
    }
}

impl<'r> Source<'r> {
    fn name(self, at: usize) -> &'r str {
        match self {
            Self::Sqlite(row) => row.as_ref().column_name(at).unwrap_or("nothing"),
            Self::Postgres(row) => row.columns().get(at).map_or("nothing", postgres::Column::name),
        }
    }

    fn cell(self, at: usize) -> Cell<'r> {
        match self {
            Self::Sqlite(row) => match row.get_ref(at) {
                Ok(ValueRef::Null) => Cell::Null,
                Ok(ValueRef::Integer(number)) => Cell::Int(number),
                Ok(ValueRef::Real(number)) => Cell::Odd(format!("the number {number}")),
                Ok(ValueRef::Text(bytes)) => {
                    std::str::from_utf8(bytes).map_or_else(|e| Cell::Odd(e.to_string()), Cell::Text)
                }
                Ok(ValueRef::Blob(bytes)) => Cell::Blob(bytes),
                Err(error) => Cell::Odd(error.to_string()),
            },
            Self::Postgres(row) => postgres_cell(row, at),
        }
    }
}

fn postgres_cell(row: &postgres::Row, at: usize) -> Cell<'_> {
    use postgres::types::Type;
    let Some(column) = row.columns().get(at) else { return Cell::Odd("no such column".to_owned()) };
    let cell = match *column.type_() {
        Type::INT8 => row.try_get::<_, Option<i64>>(at).map(|v| v.map(Cell::Int)),
        Type::TEXT => row.try_get::<_, Option<&str>>(at).map(|v| v.map(Cell::Text)),
        Type::BOOL => row.try_get::<_, Option<bool>>(at).map(|v| v.map(Cell::Bool)),
        Type::BYTEA => row.try_get::<_, Option<&[u8]>>(at).map(|v| v.map(Cell::Blob)),
        ref other => return Cell::Odd(format!("a value of type {other}")),
    };
    match cell {
        Ok(cell) => cell.unwrap_or(Cell::Null),
        Err(error) => Cell::Odd(error.to_string()),
    }
}

impl Cell<'_> {
    fn describe(&self) -> String {
        match self {
            Self::Null => "nothing".to_owned(),
            Self::Int(number) => number.to_string(),
            Self::Text(text) => format!("{text:?}"),
            Self::Bool(flag) => flag.to_string(),
            Self::Blob(bytes) => format!("{} bytes", bytes.len()),
            Self::Odd(why) => why.clone(),
        }
    }
}
