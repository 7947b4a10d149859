//! Evaluates a filter on one record.

use std::borrow::Cow;

use bailiwick_model::Value;
use jiff::tz::TimeZone;

use super::{Filter, Part, Test, Tree};
use crate::{
    calendar,
    records::{Records, RecordsError},
    schema::{FieldId, Kind, ModelId, Schema},
};

/// What a filter needs to look at records.
#[derive(Clone, Copy)]
pub struct Matcher<'a> {
    /// The models.
    pub schema: &'a Schema,
    /// Other records, for relations and trees.
    pub records: &'a dyn Records,
    /// The zone in which parts of moments are read.
    pub zone: &'a TimeZone,
}

impl Filter {
    /// Whether the record of `model` with these values matches.
    ///
    /// # Errors
    /// When another record is needed and cannot be read.
    pub fn matches(&self, with: Matcher<'_>, model: ModelId, row: &[Value]) -> Result<bool, RecordsError> {
        match self {
            Self::All => Ok(true),
            Self::Nothing => Ok(false),
            Self::And(parts) => {
                for part in parts {
                    if !part.matches(with, model, row)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Self::Or(parts) => {
                for part in parts {
                    if part.matches(with, model, row)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Self::Field { field, negated, test } => Ok(test.holds(with, model, *field, row)? != *negated),
        }
    }
}

impl Test {
    fn holds(
        &self,
        with: Matcher<'_>,
        model: ModelId,
        field: FieldId,
        row: &[Value],
    ) -> Result<bool, RecordsError> {
        let kind = &with.schema.model(model).info(field).kind;
        if kind.is_x2many() {
            let linked = with.linked(model, field, row)?;
            return self.holds_for_links(with, &linked);
        }
        let value = row.get(field.slot()).unwrap_or(&Value::Null);
        Ok(match self {
            Self::In { part: None, values, unset } => {
                if is_unset(kind, value) {
                    *unset
                } else {
                    holds_value(values, value)
                }
            }
            Self::In { part: Some(part), values, unset } => match with.part(*part, value) {
                Some(number) => values.contains(&Value::Int(number)),
                None => *unset,
            },
            Self::Order { part, side, bound, unset } => {
                let seen = match part {
                    Some(part) => with.part(*part, value).map(Value::Int),
                    None if value.is_null() => None,
                    None => Some(value.clone()),
                };
                seen.map_or(*unset, |v| side.accepts(v.order(bound)))
            }
            Self::Like(pattern) => !is_unset(kind, value) && pattern.matches(&text_of(value)),
            Self::Related(comodel, inner) => with.related_matches(*comodel, value, inner)?,
            Self::Tree(tree) => {
                !value.is_null() && with.in_tree(tree, value, (tree.model == model).then_some(row))?
            }
        })
    }

    fn holds_for_links(&self, with: Matcher<'_>, linked: &[Value]) -> Result<bool, RecordsError> {
        Ok(match self {
            Self::In { values, unset, .. } => {
                if linked.is_empty() {
                    *unset
                } else {
                    linked.iter().any(|id| holds_value(values, id))
                }
            }
            Self::Related(comodel, inner) => {
                for id in linked {
                    if with.related_matches(*comodel, id, inner)? {
                        return Ok(true);
                    }
                }
                false
            }
            Self::Tree(tree) => {
                for id in linked {
                    if with.in_tree(tree, id, None)? {
                        return Ok(true);
                    }
                }
                false
            }
            // The domain language makes no such tests of x2many fields.
            Self::Order { .. } | Self::Like(_) => false,
        })
    }
}

impl Matcher<'_> {
    /// Ids behind a relation of a record: none, one or many.
    pub(crate) fn linked<'r>(
        &'r self,
        model: ModelId,
        field: FieldId,
        row: &'r [Value],
    ) -> Result<Cow<'r, [Value]>, RecordsError> {
        match &self.schema.model(model).info(field).kind {
            Kind::One2many(comodel, inverse) => {
                let id = row.first().unwrap_or(&Value::Null);
                self.records.referrers(*comodel, *inverse, id)
            }
            _ => Ok(Cow::Borrowed(match row.get(field.slot()) {
                Some(Value::List(ids)) => ids,
                Some(Value::Null) | None => &[],
                Some(one) => std::slice::from_ref(one),
            })),
        }
    }

    fn related_matches(&self, comodel: ModelId, id: &Value, inner: &Filter) -> Result<bool, RecordsError> {
        if id.is_null() {
            return Ok(false);
        }
        match self.records.row(comodel, id)? {
            Some(row) => inner.matches(*self, comodel, &row),
            None => Ok(false),
        }
    }

    fn part(&self, part: Part, value: &Value) -> Option<i64> {
        match value {
            Value::Date(day) => Some(part.of_day(*day)),
            Value::Instant(seconds) => Some(part.of_instant(*seconds, self.zone)),
            _ => None,
        }
    }

    /// Walks up from the node (for "below") or from the roots (for "above"). Cycles end the walk. The record under test
    /// is `own` when it is a node too: its values may not be stored yet. An id that no record has is itself and nothing
    /// more: no link leads there, and nothing lies below or above it.
    fn in_tree(&self, tree: &Tree, node: &Value, own: Option<&[Value]>) -> Result<bool, RecordsError> {
        if tree.below {
            return self.climb(tree, vec![node.clone()], own, |at| {
                if holds_value(&tree.roots, at) {
                    return Ok(true);
                }
                match &tree.named {
                    Some(named) => self.related_matches(tree.model, at, named),
                    None => Ok(false),
                }
            });
        }
        let mut roots = tree.roots.clone();
        if let Some(named) = &tree.named {
            for id in self.records.ids(tree.model)? {
                if self.related_matches(tree.model, &id, named)? {
                    roots.push(id);
                }
            }
        }
        self.climb(tree, roots, own, |at| Ok(at == node))
    }

    fn climb(
        &self,
        tree: &Tree,
        start: Vec<Value>,
        own: Option<&[Value]>,
        mut found: impl FnMut(&Value) -> Result<bool, RecordsError>,
    ) -> Result<bool, RecordsError> {
        for at in &start {
            if found(at)? {
                return Ok(true);
            }
        }
        let mut seen: rustc_hash::FxHashSet<Value> = start.iter().cloned().collect();
        // The given nodes lie at the bottom of the pile, and have been looked at.
        let mut given = start.len();
        let mut todo = start;
        while let Some(at) = todo.pop() {
            let is_given = todo.len() < given;
            given = given.min(todo.len());
            let stored;
            let row = match own.filter(|row| row.first() == Some(&at)) {
                Some(row) => row,
                None => {
                    stored = self.records.row(tree.model, &at)?;
                    let Some(row) = &stored else { continue };
                    row
                }
            };
            if !is_given && found(&at)? {
                return Ok(true);
            }
            for next in self.linked(tree.model, tree.link, row)?.iter() {
                if seen.insert(next.clone()) {
                    todo.push(next.clone());
                }
            }
        }
        Ok(false)
    }
}

/// Membership in an ordered list.
fn holds_value(values: &[Value], value: &Value) -> bool {
    const SHORT: usize = 8;
    if values.len() <= SHORT {
        return values.contains(value);
    }
    values.binary_search_by(|v| v.order(value)).is_ok()
}

/// Whether a value of this kind of field counts as not set: NULL, and `''` of texts, 0 of numbers, false of booleans.
#[must_use]
#[inline]
pub fn is_unset(kind: &Kind, value: &Value) -> bool {
    match (kind, value) {
        (_, Value::Null) => true,
        (Kind::Text, Value::Text(t)) => t.is_empty(),
        (Kind::Integer, Value::Int(i)) => *i == 0,
        (Kind::Float, Value::Float(f)) => *f == 0.0,
        (Kind::Float, Value::Int(i)) => *i == 0,
        (Kind::Boolean, Value::Bool(b)) => !b,
        (Kind::Many2many(_) | Kind::One2many(..), Value::List(ids)) => ids.is_empty(),
        _ => false,
    }
}

/// Whether a record lacks the value of a field that it must have: NULL, an empty text, no linked record. Unlike
/// [`is_unset`] it takes 0 and false for the answers they are.
#[must_use]
pub fn is_missing(kind: &Kind, value: &Value) -> bool {
    match kind {
        Kind::Integer | Kind::Float | Kind::Boolean => value.is_null(),
        kind => is_unset(kind, value),
    }
}

/// The text that `like` looks at.
fn text_of(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Text(t) => Cow::Borrowed(t),
        Value::Int(i) => Cow::Owned(i.to_string()),
        Value::Date(d) => Cow::Owned(calendar::date_text(*d)),
        Value::Instant(s) => Cow::Owned(calendar::instant_text(*s)),
        _ => Cow::Borrowed(""),
    }
}
