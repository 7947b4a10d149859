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
        $(pub(super) static $name: $crate::Sql = $crate::Sql { table: $table, text: $text };)*
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

/// Room for as many keys as [`SOME`] says, in a statement that asks for the rows of several at once.
macro_rules! some {
    () => {
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, \
         $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, \
         $47, $48, $49, $50)"
    };
}

/// How many keys a statement with `some!` takes; a page of a list has as many rows as this, usually.
pub(crate) const SOME: usize = 50;

/// At most [`SOME`] keys as the parameters of such a statement. Fewer are filled up with the last one.
pub(crate) fn some_params<'k>(keys: impl Iterator<Item = &'k str>) -> Vec<Param<'k>> {
    let mut params: Vec<Param<'k>> = keys.take(SOME).map(Param::Text).collect();
    params.resize(SOME, params.last().copied().unwrap_or(Param::Null));
    params
}

pub(crate) use {rows, some, statements};
