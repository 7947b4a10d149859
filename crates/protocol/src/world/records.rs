//! Records, one at a time.

use std::fmt;

use bailiwick_model::ModelName;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::Sink;
use crate::document::{DocumentError, Limits, source};

/// The fields of one record, `id` among them.
pub type Row = serde_json::Map<String, Value>;

/// Records in a text of JSON lines: `{"model": "res.partner", "id": 1, "name": "Asha"}`. Blank lines are skipped.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    path: &'a str,
    lines: std::iter::Enumerate<std::str::Lines<'a>>,
}

impl<'a> Lines<'a> {
    /// The records of `text`; `path` is the name for errors.
    #[must_use]
    pub fn new(path: &'a str, text: &'a str) -> Self {
        Self { path, lines: text.lines().enumerate() }
    }
}

impl Iterator for Lines<'_> {
    type Item = Result<(ModelName, Row), DocumentError>;

    fn next(&mut self) -> Option<Self::Item> {
        let path = self.path;
        self.lines.find_map(|(at, line)| read_line(path, at as u64 + 1, line).transpose())
    }
}

/// Reads one line of JSON lines, so that a caller can take them from a file of any size. `None` for a blank line.
///
/// # Errors
/// [`DocumentError`] with `number` as the line.
pub fn read_line(path: &str, number: u64, line: &str) -> Result<Option<(ModelName, Row)>, DocumentError> {
    if line.trim().is_empty() {
        return Ok(None);
    }
    let refuse = |column, what: String| DocumentError::at(path, number, column, what);
    let mut row: Row = source::read_json(line, &Limits::WORLD, std::marker::PhantomData)
        .map_err(|e| DocumentError { line: number, ..DocumentError::from_json(path, &e) })?;
    let model = match row.remove("model") {
        Some(Value::String(name)) => ModelName::new(name).map_err(|e| refuse(0, e.to_string()))?,
        _ => return Err(refuse(0, "a record in JSON lines needs a \"model\"".to_owned())),
    };
    check_id(&row).map_err(|what| refuse(0, what.to_owned()))?;
    Ok(Some((model, row)))
}

fn check_id(row: &Row) -> Result<(), &'static str> {
    match row.get("id") {
        Some(Value::Number(id)) if id.is_i64() => Ok(()),
        Some(Value::String(id)) if !id.is_empty() => Ok(()),
        Some(_) => Err("the id of a record is a whole number or a text"),
        None => Err("a record needs an id"),
    }
}

/// The value of `records`: a list of rows per model.
pub(super) struct ByModel<'s, 'a> {
    pub(super) sink: &'s mut Sink<'a>,
}

impl<'de> DeserializeSeed<'de> for ByModel<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ByModel<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map from model names to lists of records")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(model) = map.next_key::<ModelName>()? {
            map.next_value_seed(Rows { model: &model, sink: &mut *self.sink })?;
        }
        Ok(())
    }
}

struct Rows<'s, 'a> {
    model: &'s ModelName,
    sink: &'s mut Sink<'a>,
}

impl<'de> DeserializeSeed<'de> for Rows<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Rows<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        while let Some(placed) = rows.next_element::<serde_saphyr::Spanned<Row>>()? {
            let (line, row) = (placed.referenced.line(), placed.value);
            check_id(&row).map_err(|what| A::Error::custom(format_args!("{}: {what}", self.model)))?;
            (self.sink)(self.model, line, row).map_err(A::Error::custom)?;
        }
        Ok(())
    }
}
