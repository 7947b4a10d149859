//! Parameters of a statement.

use std::error::Error;

use postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::StoreError;

/// One parameter, borrowed from the caller.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Param<'a> {
    /// Nothing.
    Null,
    /// A number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// A text.
    Text(&'a str),
    /// True or false.
    Bool(bool),
    /// Bytes.
    Blob(&'a [u8]),
}

/// A parameter that outlives the caller, until its statement is sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Held {
    Plain(Param<'static>),
    Text(String),
    Blob(Vec<u8>),
}

impl Param<'_> {
    pub(crate) fn held(&self) -> Held {
        match *self {
            Self::Null => Held::Plain(Param::Null),
            Self::Int(number) => Held::Plain(Param::Int(number)),
            Self::Float(number) => Held::Plain(Param::Float(number)),
            Self::Bool(flag) => Held::Plain(Param::Bool(flag)),
            Self::Text(text) => Held::Text(text.to_owned()),
            Self::Blob(bytes) => Held::Blob(bytes.to_owned()),
        }
    }
}

impl Held {
    pub(crate) fn param(&self) -> Param<'_> {
        match self {
            Self::Plain(param) => *param,
            Self::Text(text) => Param::Text(text),
            Self::Blob(bytes) => Param::Blob(bytes),
        }
    }
}

/// `params![a, b]`: a slice of [`Param`]s from anything that converts into one.
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::Param::from($value)),*] };
}
pub(crate) use params;

/// PostgreSQL cannot hold NUL in a text and SQLite's tools stop at it, so neither is given one.
pub(crate) fn check(table: &'static str, params: &[Param<'_>]) -> Result<(), StoreError> {
    let nul = |p: &&Param<'_>| matches!(p, Param::Text(text) if text.contains('\0'));
    match params.iter().find(nul) {
        Some(Param::Text(text)) => Err(StoreError::Invalid {
            what: format!("{text:?} in table {table}"),
            why: "a text cannot contain the NUL character; remove it".to_owned(),
        }),
        _ => Ok(()),
    }
}

impl From<i64> for Param<'_> {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<bool> for Param<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl<'a> From<&'a str> for Param<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(value)
    }
}

impl<'a> From<&'a String> for Param<'a> {
    fn from(value: &'a String) -> Self {
        Self::Text(value)
    }
}

impl<'a> From<&'a [u8]> for Param<'a> {
    fn from(value: &'a [u8]) -> Self {
        Self::Blob(value)
    }
}

impl<'a, T: Into<Param<'a>>> From<Option<T>> for Param<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl rusqlite::ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Float(number) => ValueRef::Real(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bool(flag) => ValueRef::Integer(i64::from(*flag)),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl ToSql for Param<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match (self, ty) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Int(number), &Type::INT8) => number.to_sql(ty, out),
            (Self::Float(number), &Type::FLOAT8) => number.to_sql(ty, out),
            (Self::Text(text), &Type::TEXT) => text.to_sql(ty, out),
            (Self::Bool(flag), &Type::BOOL) => flag.to_sql(ty, out),
            (Self::Blob(bytes), &Type::BYTEA) => bytes.to_sql(ty, out),
            _ => Err(format!("a parameter {self:?} was given where {ty} belongs").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl ToSql for Held {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        self.param().to_sql(ty, out)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
