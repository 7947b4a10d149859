//! Columns: as they are asked for, and as a database describes them.

/// What a column's values are read as, whatever the database calls its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// A whole number.
    Integer,
    /// A number.
    Float,
    /// A text.
    Text,
    /// True or false.
    Boolean,
    /// A day.
    Date,
    /// A moment; without a zone it is UTC. Fractions of a second are dropped.
    Datetime,
    /// Free-form data.
    Json,
}

impl ColumnKind {
    /// The word for it in messages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Integer => "whole number",
            Self::Float => "number",
            Self::Text => "text",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Datetime => "moment",
            Self::Json => "JSON value",
        }
    }
}

/// A column that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it is read as.
    pub kind: ColumnKind,
}

impl Column {
    /// A column by name.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: ColumnKind) -> Self {
        Self { name: name.into(), kind }
    }
}

/// A column as its database describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnDescription {
    /// Its name.
    pub name: String,
    /// Its type in the database's words; may be empty on SQLite.
    pub declared: String,
    /// Whether equal means identical: no collation of its own makes `A` equal to `a`.
    pub exact: bool,
    /// Whether the connection may read it.
    pub readable: bool,
    /// Kinds that it can be filtered and read as; `None` where the engine does not say (SQLite).
    pub(super) kinds: Option<&'static [ColumnKind]>,
}

impl ColumnDescription {
    /// Whether generated conditions can compare the column as this kind, and values be read so.
    #[must_use]
    pub fn fits(&self, kind: ColumnKind) -> bool {
        self.kinds.is_none_or(|kinds| kinds.contains(&kind))
    }
}

/// Kinds that a PostgreSQL type (by name in `pg_type`) serves as. A type that can be read but not compared with a
/// parameter of the kind, such as `uuid` with text, is not among them: checks would work and lists fail.
pub(super) fn postgres_kinds(type_name: &str, is_enum: bool) -> &'static [ColumnKind] {
    use ColumnKind::{Boolean, Date, Datetime, Float, Integer, Json, Text};
    match type_name {
        _ if is_enum => &[],
        "int2" | "int4" | "int8" | "numeric" => &[Integer, Float],
        "float4" | "float8" => &[Float],
        "text" | "varchar" | "bpchar" | "name" | "citext" => &[Text],
        "bool" => &[Boolean],
        "date" => &[Date, Datetime],
        "timestamp" | "timestamptz" => &[Datetime],
        "json" | "jsonb" => &[Json],
        _ => &[],
    }
}
