//! One value of a row, as JSON.

use std::{borrow::Cow, fmt};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{
    Deserialize, Deserializer,
    de::{self, Visitor},
};

use crate::{Param, sql::Kind};

/// A value that was read; text is borrowed from the line where it has no escapes.
#[derive(Debug)]
pub(super) enum Cell<'l> {
    Null,
    Int(i64),
    Text(Cow<'l, str>),
    Bool(bool),
    Blob(Vec<u8>),
}

/// Appends a row as one line.
pub(super) fn append(line: &mut Vec<u8>, values: &[Param<'_>]) -> Result<(), serde_json::Error> {
    for (n, value) in values.iter().enumerate() {
        line.push(if n == 0 { b'[' } else { b',' });
        match value {
            Param::Null => line.extend_from_slice(b"null"),
            Param::Int(number) => serde_json::to_writer(&mut *line, number)?,
            // Columns hold none; only conditions do.
            Param::Float(number) => serde_json::to_writer(&mut *line, number)?,
            Param::Bool(flag) => serde_json::to_writer(&mut *line, flag)?,
            Param::Text(text) => serde_json::to_writer(&mut *line, text)?,
            Param::Blob(bytes) => serde_json::to_writer(&mut *line, &STANDARD.encode(bytes))?,
        }
    }
    line.extend_from_slice(b"]\n");
    Ok(())
}

/// Reads a row of columns of these kinds.
pub(super) fn read<'l>(line: &'l [u8], kinds: &[Kind]) -> Result<Vec<Cell<'l>>, String> {
    let cells: Vec<Cell<'l>> = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    if cells.len() != kinds.len() {
        return Err(format!("a row of {} values is expected and {} are there", kinds.len(), cells.len()));
    }
    cells.into_iter().zip(kinds).map(|(cell, kind)| cell.fitted(*kind)).collect()
}

impl<'l> Cell<'l> {
    fn fitted(self, kind: Kind) -> Result<Self, String> {
        match (self, kind) {
            (Self::Text(text), Kind::Blob) => {
                STANDARD.decode(text.as_bytes()).map(Self::Blob).map_err(|error| format!("bytes: {error}"))
            }
            (cell @ Self::Null, _)
            | (cell @ Self::Int(_), Kind::Int)
            | (cell @ Self::Text(_), Kind::Text)
            | (cell @ Self::Bool(_), Kind::Bool) => Ok(cell),
            _ => Err(format!("{} was expected and something else found", kind.wanted())),
        }
    }

    /// The value as a parameter of a statement.
    pub(super) fn param(&self) -> Param<'_> {
        match self {
            Self::Null => Param::Null,
            Self::Int(number) => Param::Int(*number),
            Self::Text(text) => Param::Text(text),
            Self::Bool(flag) => Param::Bool(*flag),
            Self::Blob(bytes) => Param::Blob(bytes),
        }
    }
}

impl<'de> Deserialize<'de> for Cell<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyCell)
    }
}

struct AnyCell;

impl<'de> Visitor<'de> for AnyCell {
    type Value = Cell<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null, a whole number, a text, true or false")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Cell<'de>, E> {
        Ok(Cell::Null)
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Cell<'de>, E> {
        Ok(Cell::Bool(flag))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Cell<'de>, E> {
        Ok(Cell::Int(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Cell<'de>, E> {
        i64::try_from(number).map(Cell::Int).map_err(|_| E::custom("the number is too large"))
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Cell<'de>, E> {
        Ok(Cell::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Cell<'de>, E> {
        Ok(Cell::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Cell<'de>, E> {
        Ok(Cell::Text(Cow::Owned(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_reads_as_it_was_written() {
        let kinds = [Kind::Int, Kind::Text, Kind::Text, Kind::Bool, Kind::Blob, Kind::Blob, Kind::Int];
        let values = [
            Param::Int(i64::MIN),
            Param::Text("a\n\"\u{1}é\u{10ffff}"),
            Param::Text("plain"),
            Param::Bool(true),
            Param::Blob(&[0, 255, 10]),
            Param::Blob(&[]),
            Param::Null,
        ];
        let mut line = Vec::new();
        append(&mut line, &values).unwrap();
        let text =
            "[-9223372036854775808,\"a\\n\\\"\\u0001é\u{10ffff}\",\"plain\",true,\"AP8K\",\"\",null]\n";
        assert_eq!(std::str::from_utf8(&line).unwrap(), text);
        let cells = read(&line, &kinds).unwrap();
        assert!(cells.iter().map(Cell::param).eq(values));
    }

    #[test]
    fn what_is_no_such_row_is_refused() {
        for (line, kinds) in [
            ("[1", &[Kind::Int][..]),
            ("[1]x", &[Kind::Int]),
            ("[1.5]", &[Kind::Int]),
            ("[9223372036854775808]", &[Kind::Int]),
            ("[1]", &[Kind::Int, Kind::Int]),
            ("[1]", &[Kind::Text]),
            ("[1]", &[Kind::Bool]),
            ("[\"*\"]", &[Kind::Blob]),
            ("[[1]]", &[Kind::Int]),
            ("[{}]", &[Kind::Text]),
        ] {
            assert!(read(line.as_bytes(), kinds).is_err(), "{line}");
        }
    }
}
