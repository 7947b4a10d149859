//! One field against one value: what exactly that means for each type.
//!
//! The tables of `docs/domain-language.md` ("what is not set", "operators", "relations", "dates") are this file.

mod form;
mod link;
mod moment;
mod order;
mod tree;

use bailiwick_model::{IdKind, Value};
use jiff::tz::TimeZone;

use super::{
    Leaf, Operator, Part, Scope,
    evaluation::{text_of, truthy},
    operand::EvalError,
};
use crate::{
    filter::{Filter, Test},
    schema::{FieldId, Kind, ModelId, ModelInfo, Schema},
};

/// What the meaning of a date depends on.
pub(super) struct Clock<'a> {
    now: i64,
    zone: &'a TimeZone,
}

impl Clock<'_> {
    /// Any moment will do to find out whether a value is a date at all.
    pub(super) fn epoch() -> Self {
        static UTC: TimeZone = TimeZone::UTC;
        Clock { now: 0, zone: &UTC }
    }
}

/// Message and remedy.
type Refused = (String, String);

impl Leaf {
    pub(super) fn bind(
        &self,
        schema: &Schema,
        model: ModelId,
        scope: &dyn Scope,
    ) -> Result<Filter, EvalError> {
        let value = self.value.value(schema, scope)?;
        let clock = Clock { now: scope.now(), zone: scope.zone() };
        self.bind_value(schema, model, &value, &clock)
            .map_err(|(message, remedy)| EvalError(format!("{message}; {remedy}")))
    }

    pub(super) fn bind_value(
        &self,
        schema: &Schema,
        model: ModelId,
        value: &Value,
        clock: &Clock<'_>,
    ) -> Result<Filter, Refused> {
        let info = schema.model(model);
        let binder = Binder {
            schema,
            model,
            info,
            field: self.field,
            kind: &info.info(self.field).kind,
            part: self.part,
            clock,
            live_only: self.live_only,
        };
        let signed = |filter: Filter, negated: bool| if negated { filter.not() } else { filter };
        match self.operator {
            Operator::EqualIfSet if !truthy(value) => Ok(Filter::All),
            Operator::EqualIfSet => binder.membership(&equal_values(value)),
            Operator::Equal(n) => binder.membership(&equal_values(value)).map(|f| signed(f, n.0)),
            Operator::In(n) => binder.membership(&in_values(value)).map(|f| signed(f, n.0)),
            Operator::Order(side) => binder.order(side, value),
            Operator::Like { negated, fold, whole } => {
                binder.like(value, fold, whole).map(|f| signed(f, negated.0))
            }
            Operator::Tree { below } => binder.tree(below, value),
            Operator::Any(_) => Err(("'any' takes a domain".into(), "write [('field', 'any', […])]".into())),
        }
    }
}

/// `= [a, b]` is `in [a, b]`, but `= []` is "not set".
fn equal_values(value: &Value) -> Vec<Value> {
    match value {
        Value::List(items) if items.is_empty() => vec![Value::Null],
        Value::List(items) => items.to_vec(),
        one => vec![one.clone()],
    }
}

/// `in x` with a single value is `in [x]`, but with a falsy one it is `in []`.
fn in_values(value: &Value) -> Vec<Value> {
    match value {
        Value::List(items) => items.to_vec(),
        one if truthy(one) => vec![one.clone()],
        _ => Vec::new(),
    }
}

fn is_false(value: &Value) -> bool {
    matches!(value, Value::Null | Value::Bool(false))
}

struct Binder<'a> {
    schema: &'a Schema,
    model: ModelId,
    info: &'a ModelInfo,
    field: FieldId,
    kind: &'a Kind,
    part: Option<Part>,
    clock: &'a Clock<'a>,
    live_only: bool,
}

impl Binder<'_> {
    fn wrong(&self, value: &Value, remedy: &str) -> Refused {
        let shown = crate::filter::json::value(value);
        let field = self.info.info(self.field);
        (
            format!("{shown} does not fit {}, which is of type {}", field.name, self.kind.word()),
            remedy.to_owned(),
        )
    }

    /// Records whose value is one of `values`; False among them is "not set".
    fn membership(&self, values: &[Value]) -> Result<Filter, Refused> {
        if let Some(comodel) = self.kind.comodel() {
            return self.relation_membership(comodel, values);
        }
        let mut unset = false;
        let mut wanted = Vec::with_capacity(values.len());
        for value in values {
            match self.plain_value(value)? {
                Some(value) => wanted.push(value),
                None => unset = true,
            }
        }
        match self.kind {
            Kind::Id(_) => unset = false,
            Kind::Boolean if unset && !wanted.is_empty() => return Ok(Filter::All),
            Kind::Json if !wanted.is_empty() => {
                return Err(self.wrong(
                    &values.first().cloned().unwrap_or_default(),
                    "only False can be compared with it",
                ));
            }
            _ => {}
        }
        wanted.sort_unstable_by(Value::order);
        wanted.dedup();
        if wanted.is_empty() && !unset {
            return Ok(Filter::Nothing);
        }
        let test = Test::In { part: self.part, values: wanted, unset };
        Ok(Filter::Field { field: self.field, negated: false, test })
    }

    /// A value in the field's own type; `None` when it is what the type calls "not set".
    fn plain_value(&self, value: &Value) -> Result<Option<Value>, Refused> {
        if let Some(part) = self.part {
            return self.part_value(part, value);
        }
        if is_false(value) {
            return Ok(None);
        }
        let number = "write a number without quotes";
        match (self.kind, value) {
            (Kind::Id(IdKind::Integer), Value::Int(_)) | (Kind::Id(IdKind::Text), Value::Text(_)) => {
                Ok(Some(value.clone()))
            }
            (Kind::Id(_), _) => Err(self.wrong(value, "give the id of a record")),
            (Kind::Text, Value::Text(t)) => Ok((!t.is_empty()).then(|| value.clone())),
            (Kind::Text, Value::Int(_) | Value::Float(_)) => Ok(text_of(value).map(Value::text)),
            (Kind::Selection(_), Value::Text(_)) => Ok(Some(value.clone())),
            (Kind::Integer, Value::Int(i)) => Ok((*i != 0).then_some(Value::Int(*i))),
            (Kind::Integer | Kind::Float, Value::Float(f)) => Ok((*f != 0.0).then_some(Value::Float(*f))),
            (Kind::Float, Value::Int(i)) => Ok((*i != 0).then_some(Value::Int(*i))),
            (Kind::Integer | Kind::Float, Value::Bool(true)) => Ok(Some(Value::Int(1))),
            (Kind::Integer | Kind::Float, _) => Err(self.wrong(value, number)),
            (Kind::Boolean, value) => Ok(boolean(value).then_some(Value::Bool(true))),
            (Kind::Date, value) => self.date(value).map(Some),
            (Kind::Datetime, value) => self.instant(value).map(|(seconds, _)| Some(Value::Instant(seconds))),
            (Kind::Json, value) => Ok(Some(value.clone())),
            _ => Err(self.wrong(value, "write a text in quotes")),
        }
    }

    fn part_value(&self, part: Part, value: &Value) -> Result<Option<Value>, Refused> {
        match value {
            value if is_false(value) => Ok(None),
            Value::Int(_) => Ok(Some(value.clone())),
            Value::Float(f) if f.fract() == 0.0 && f.abs() < 1e15 => Ok(Some(Value::Int(*f as i64))),
            _ => Err((format!("{} is a number", part.name()), "compare it with a whole number".into())),
        }
    }
}

/// Odoo's reading of a value as a boolean.
fn boolean(value: &Value) -> bool {
    match value {
        Value::Text(t) => matches!(t.to_lowercase().as_str(), "y" | "yes" | "1" | "true" | "t" | "on"),
        value => truthy(value),
    }
}
