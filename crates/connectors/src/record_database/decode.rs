//! Values as the databases keep them, read as a column's kind.
//!
//! Reading is exact: what a condition in SQL would see as another value than the engine does is refused, because then
//! a list and a check would disagree.

use std::sync::Arc;

use bailiwick_model::Value;
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use postgres::types::{FromSql, Kind, Type};
use rusqlite::types::ValueRef;

use super::{ColumnKind, numeric::Numeric};

/// Why a value is not of its column's kind.
type Why = String;

/// A value of SQLite.
pub(super) fn sqlite(kind: ColumnKind, value: ValueRef<'_>) -> Result<Value, Why> {
    let text = |bytes| std::str::from_utf8(bytes).map_err(|_| "it holds a text that is not UTF-8".to_owned());
    Ok(match (kind, value) {
        (_, ValueRef::Null) => Value::Null,
        (ColumnKind::Integer, ValueRef::Integer(i)) => Value::Int(i),
        (ColumnKind::Integer, ValueRef::Real(f)) => whole(f)?,
        (ColumnKind::Float, ValueRef::Integer(i)) => Value::Float(i as f64),
        (ColumnKind::Float, ValueRef::Real(f)) => finite(f)?,
        (ColumnKind::Boolean, ValueRef::Integer(i @ (0 | 1))) => Value::Bool(i == 1),
        (ColumnKind::Text, ValueRef::Text(bytes)) => Value::text(text(bytes)?),
        (ColumnKind::Date, ValueRef::Text(bytes)) => date(text(bytes)?)?,
        (ColumnKind::Datetime, ValueRef::Text(bytes)) => datetime(text(bytes)?)?,
        (ColumnKind::Json, ValueRef::Text(bytes)) => json(bytes)?,
        (ColumnKind::Json, ValueRef::Integer(i)) => Value::Json(Arc::new(i.into())),
        (ColumnKind::Json, ValueRef::Real(f)) => Value::Json(Arc::new(f.into())),
        (_, other) => return Err(unlike(kind, &shown(other))),
    })
}

fn shown(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "NULL".to_owned(),
        ValueRef::Integer(i) => i.to_string(),
        ValueRef::Real(f) => f.to_string(),
        ValueRef::Text(bytes) => format!("the text {:?}", short(&String::from_utf8_lossy(bytes))),
        ValueRef::Blob(bytes) => format!("a blob of {} bytes", bytes.len()),
    }
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

fn unlike(kind: ColumnKind, found: &str) -> Why {
    let how = match kind {
        ColumnKind::Date => "; dates are texts such as 2026-11-21",
        ColumnKind::Datetime => "; moments are texts such as 2026-11-21 08:30:00, in UTC",
        ColumnKind::Boolean => "; booleans are 0 and 1",
        _ => "",
    };
    format!(
        "it holds {found}, which is no {}{how}; mend the record, the field's type, or read through a view that converts",
        kind.word()
    )
}

fn whole(f: f64) -> Result<Value, Why> {
    // Beyond 2^53 neighbours cannot be told apart.
    if f.fract() == 0.0 && f.abs() <= 9_007_199_254_740_992.0 {
        return Ok(Value::Int(f as i64));
    }
    Err(unlike(ColumnKind::Integer, &f.to_string()))
}

fn finite(f: f64) -> Result<Value, Why> {
    if f.is_finite() { Ok(Value::Float(f)) } else { Err(unlike(ColumnKind::Float, &f.to_string())) }
}

/// Exactly `2026-11-21`: conditions compare the texts themselves.
fn date(text: &str) -> Result<Value, Why> {
    let parsed = if text.len() == 10 { text.parse::<Date>().ok() } else { None };
    parsed
        .map(|d| Value::Date(days(d)))
        .ok_or_else(|| unlike(ColumnKind::Date, &format!("the text {:?}", short(text))))
}

/// What SQLite's own functions take for a moment and what this engine does too.
fn datetime(text: &str) -> Result<Value, Why> {
    let civil = || text.parse::<DateTime>().ok().and_then(|d| TimeZone::UTC.to_timestamp(d).ok());
    let stamp = text.parse::<Timestamp>().ok().or_else(civil);
    match stamp.filter(|_| text.len() >= 10) {
        Some(stamp) => Ok(Value::Instant(stamp.as_second() - i64::from(stamp.subsec_nanosecond() < 0))),
        None => Err(unlike(ColumnKind::Datetime, &format!("the text {:?}", short(text)))),
    }
}

fn json(bytes: &[u8]) -> Result<Value, Why> {
    match serde_json::from_slice(bytes) {
        Ok(json) => Ok(Value::Json(Arc::new(json))),
        Err(error) => {
            Err(unlike(ColumnKind::Json, &format!("{:?} ({error})", short(&String::from_utf8_lossy(bytes)))))
        }
    }
}

/// Days from 1970-01-01.
fn days(date: Date) -> i32 {
    const EPOCH: Date = Date::constant(1970, 1, 1);
    date.duration_since(EPOCH).as_hours().div_euclid(24) as i32
}

/// A value of PostgreSQL, in its binary form.
pub(super) struct Cell<'a> {
    ty: Type,
    bytes: Option<&'a [u8]>,
}

impl<'a> FromSql<'a> for Cell<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self { ty: ty.clone(), bytes: Some(raw) })
    }

    fn from_sql_null(ty: &Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self { ty: ty.clone(), bytes: None })
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// Days from 1970-01-01 to 2000-01-01, where PostgreSQL begins to count.
const POSTGRES_EPOCH: i32 = 10_957;

impl Cell<'_> {
    /// The value as `kind`.
    pub(super) fn read(&self, kind: ColumnKind) -> Result<Value, Why> {
        let Some(bytes) = self.bytes else { return Ok(Value::Null) };
        let ty = match self.ty.kind() {
            Kind::Domain(inner) => inner,
            _ => &self.ty,
        };
        let garbled = || format!("its value of type {ty} cannot be read");
        let of_type = || unlike(kind, &format!("a value of type {ty}"));
        match kind {
            ColumnKind::Integer => match number(ty, bytes).ok_or_else(of_type)? {
                Number::Whole(i) => Ok(Value::Int(i)),
                Number::Float(f) => whole(f),
                Number::Decimal(n) => {
                    n.whole().map(Value::Int).ok_or_else(|| unlike(kind, "a number with a fraction"))
                }
            },
            ColumnKind::Float => match number(ty, bytes).ok_or_else(of_type)? {
                Number::Whole(i) => Ok(Value::Float(i as f64)),
                Number::Float(f) => finite(f),
                Number::Decimal(n) => {
                    n.float().map(Value::Float).ok_or_else(|| unlike(kind, "an enormous number"))
                }
            },
            ColumnKind::Boolean if *ty == Type::BOOL => Ok(Value::Bool(bytes == [1])),
            ColumnKind::Text => text(ty, bytes).ok_or_else(of_type),
            ColumnKind::Date if *ty == Type::DATE => day(bytes)
                .ok_or_else(garbled)?
                .map(Value::Date)
                .ok_or_else(|| unlike(kind, "an infinite date")),
            ColumnKind::Datetime if [Type::TIMESTAMP, Type::TIMESTAMPTZ, Type::DATE].contains(ty) => {
                let seconds = if *ty == Type::DATE {
                    day(bytes).ok_or_else(garbled)?.map(|d| i64::from(d) * 86_400)
                } else {
                    moment(bytes).ok_or_else(garbled)?
                };
                seconds.map(Value::Instant).ok_or_else(|| unlike(kind, "an infinite moment"))
            }
            ColumnKind::Json if *ty == Type::JSON => json(bytes),
            ColumnKind::Json if *ty == Type::JSONB => match bytes {
                [1, text @ ..] => json(text),
                _ => Err(garbled()),
            },
            _ => Err(of_type()),
        }
    }
}

enum Number {
    Whole(i64),
    Float(f64),
    Decimal(Numeric),
}

fn number(ty: &Type, bytes: &[u8]) -> Option<Number> {
    Some(match *ty {
        Type::INT2 => Number::Whole(i16::from_be_bytes(bytes.try_into().ok()?).into()),
        Type::INT4 => Number::Whole(i32::from_be_bytes(bytes.try_into().ok()?).into()),
        Type::INT8 => Number::Whole(i64::from_be_bytes(bytes.try_into().ok()?)),
        Type::FLOAT4 => Number::Float(f32::from_be_bytes(bytes.try_into().ok()?).into()),
        Type::FLOAT8 => Number::Float(f64::from_be_bytes(bytes.try_into().ok()?)),
        Type::NUMERIC => Number::Decimal(Numeric::read(bytes)?),
        _ => return None,
    })
}

fn text(ty: &Type, bytes: &[u8]) -> Option<Value> {
    match *ty {
        Type::UUID => {
            let hex: Vec<String> = bytes.iter().map(|b| format!("{b:02x}")).collect();
            let groups = [0..4, 4..6, 6..8, 8..10, 10..16];
            let groups: Option<Vec<String>> =
                groups.into_iter().map(|g| hex.get(g).map(<[_]>::concat)).collect();
            Some(Value::text(groups?.join("-")))
        }
        // Blanks that fill up `character(n)` mean nothing, and vanish in comparisons.
        Type::BPCHAR => std::str::from_utf8(bytes).ok().map(|t| Value::text(t.trim_end_matches(' '))),
        Type::INT2 | Type::INT4 | Type::INT8 => match number(ty, bytes)? {
            Number::Whole(i) => Some(Value::text(i.to_string())),
            _ => None,
        },
        _ if matches!(ty.kind(), Kind::Enum(_)) || <&str as FromSql>::accepts(ty) => {
            std::str::from_utf8(bytes).ok().map(Value::text)
        }
        _ => None,
    }
}

/// `None` when garbled, `Some(None)` when infinite.
fn day(bytes: &[u8]) -> Option<Option<i32>> {
    let days = i32::from_be_bytes(bytes.try_into().ok()?);
    Some(if days == i32::MAX || days == i32::MIN { None } else { days.checked_add(POSTGRES_EPOCH) })
}

/// As [`day`], in seconds from 1970.
fn moment(bytes: &[u8]) -> Option<Option<i64>> {
    let micros = i64::from_be_bytes(bytes.try_into().ok()?);
    let seconds = micros.div_euclid(1_000_000) + i64::from(POSTGRES_EPOCH) * 86_400;
    Some(if micros == i64::MAX || micros == i64::MIN { None } else { Some(seconds) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_values_are_read_exactly_or_refused() {
        let text = |t: &'static str| ValueRef::Text(t.as_bytes());
        for (kind, value, expected) in [
            (ColumnKind::Integer, ValueRef::Real(5.0), Value::Int(5)),
            (ColumnKind::Float, ValueRef::Integer(5), Value::Float(5.0)),
            (ColumnKind::Boolean, ValueRef::Integer(1), Value::Bool(true)),
            (ColumnKind::Date, text("1969-12-31"), Value::Date(-1)),
            (ColumnKind::Datetime, text("1970-01-02"), Value::Instant(86_400)),
            (ColumnKind::Datetime, text("1970-01-01 00:01"), Value::Instant(60)),
            (ColumnKind::Datetime, text("1970-01-01T00:00:01.9Z"), Value::Instant(1)),
            (ColumnKind::Datetime, text("1970-01-01 02:00:00+02:00"), Value::Instant(0)),
            (ColumnKind::Json, text("{\"a\":1}"), Value::Json(Arc::new(serde_json::json!({"a": 1})))),
            (ColumnKind::Text, ValueRef::Null, Value::Null),
        ] {
            assert_eq!(sqlite(kind, value).unwrap(), expected, "{value:?}");
        }
        for (kind, value) in [
            (ColumnKind::Integer, ValueRef::Real(5.5)),
            (ColumnKind::Integer, text("5")),
            (ColumnKind::Boolean, ValueRef::Integer(2)),
            (ColumnKind::Date, text("2026-11-21 08:30:00")),
            (ColumnKind::Date, ValueRef::Integer(1_795_262_400)),
            (ColumnKind::Datetime, text("yesterday")),
            (ColumnKind::Datetime, ValueRef::Integer(1_795_262_400)),
            (ColumnKind::Text, ValueRef::Integer(5)),
            (ColumnKind::Text, ValueRef::Text(&[0xff])),
            (ColumnKind::Json, text("{")),
        ] {
            assert!(sqlite(kind, value).is_err(), "{kind:?} {value:?}");
        }
    }
}
