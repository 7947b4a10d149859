//! Statements as values: each names its table for errors, and all are listed so that one test prepares them all.

use crate::{Param, failure::Failure};

/// One fixed statement, the same for both databases.
#[derive(Debug)]
pub struct Sql {
    /// What it is about, for errors.
    pub table: &'static str,
    /// The statement, with `$1` for its first parameter.
    pub text: &'static str,
}

/// The columns that a whole row is written with: one list for single inserts, bulk inserts and their checks.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'s> {
    /// The table.
    pub table: &'s str,
    /// Its columns in the order in which parameters come.
    pub columns: &'s [(&'s str, Kind)],
}

/// The shape of rows that this program knows.
pub type Rows = Shape<'static>;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A 64-bit number.
    Int,
    /// A text.
    Text,
    /// True or false.
    Bool,
    /// Bytes.
    Blob,
}

impl Kind {
    /// What is said to be missing when something else is found.
    pub(crate) fn wanted(self) -> &'static str {
        match self {
            Self::Int => "a number",
            Self::Text => "a text",
            Self::Bool => "true or false",
            Self::Blob => "bytes",
        }
    }
}

/// Puts rows, one by one, into the bulk channel it is given.
pub(crate) type Fill<'f> = &'f mut dyn FnMut(Put<'_>) -> Result<(), Failure>;

/// Takes one row.
pub(crate) type Put<'p> = &'p mut dyn FnMut(&[Param<'_>]) -> Result<(), Failure>;

impl Shape<'_> {
    /// The statement that inserts one row.
    pub(crate) fn insert(&self) -> String {
        let places: Vec<_> = (1..=self.columns.len()).map(|n| format!("${n}")).collect();
        format!("insert into {} ({}) values ({})", self.table, self.names(), places.join(", "))
    }

    /// The statement that inserts one row unless its key is taken.
    pub(crate) fn insert_if_new(&self) -> String {
        format!("{} on conflict do nothing", self.insert())
    }

    /// The statement that reads the columns.
    pub(crate) fn select(&self) -> String {
        format!("select {} from {}", self.names(), self.table)
    }

    /// The statement that opens PostgreSQL's bulk channel.
    pub(crate) fn copy(&self) -> String {
        format!("copy {} ({}) from stdin binary", self.table, self.names())
    }

    fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }
}

/// Names statements and lists them as `STATEMENTS`.
macro_rules! statements {
    ($($name:ident in $table:literal: $text:expr;)*) => {
        $(static $name: $crate::Sql = $crate::Sql { table: $table, text: $text };)*
        pub(crate) static STATEMENTS: &[&$crate::Sql] = &[$(&$name),*];
    };
}

/// Names row shapes and lists them as `SHAPES`.
macro_rules! rows {
    ($($name:ident in $table:literal: $($column:ident $kind:ident),*;)*) => {
        $(pub(crate) static $name: $crate::sql::Rows = $crate::sql::Rows {
            table: $table,
            columns: &[$((stringify!($column), $crate::sql::Kind::$kind)),*],
        };)*
        pub(crate) static SHAPES: &[&$crate::sql::Rows] = &[$(&$name),*];
    };
}

pub(crate) use {rows, statements};
