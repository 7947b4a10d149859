//! Computes an expression for one question.

use bailiwick_model::Value;

use super::{
    operand::{EvalError, Operand, Scope},
    syntax::Comparison,
};
use crate::{
    calendar,
    filter::{Matcher, is_unset},
    records::Row,
    schema::{FieldId, Kind, ModelId, Schema},
};

/// What an expression yields.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    Plain(Value),
    Records(ModelId, Vec<Value>),
}

impl Outcome {
    /// Records where a value is wanted are their ids.
    pub(super) fn into_value(self) -> Value {
        match self {
            Self::Plain(value) => value,
            Self::Records(_, ids) => Value::list(ids),
        }
    }

    pub(super) fn truth(&self) -> bool {
        match self {
            Self::Plain(value) => truthy(value),
            Self::Records(_, ids) => !ids.is_empty(),
        }
    }
}

/// Python's truth of a value.
#[must_use]
pub(super) fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(b) => *b,
        Value::Int(i) => *i != 0,
        Value::Float(f) => *f != 0.0,
        Value::Text(t) => !t.is_empty(),
        Value::List(items) => !items.is_empty(),
        Value::Date(_) | Value::Instant(_) | Value::Json(_) => true,
    }
}

/// An evaluation under way.
pub(super) struct Evaluation<'a> {
    schema: &'a Schema,
    scope: &'a dyn Scope,
    /// What the comprehensions around are looking at.
    items: Vec<Outcome>,
}

impl<'a> Evaluation<'a> {
    pub(super) fn new(schema: &'a Schema, scope: &'a dyn Scope) -> Self {
        Self { schema, scope, items: Vec::new() }
    }

    pub(super) fn of(&mut self, operand: &Operand) -> Result<Outcome, EvalError> {
        let plain = |v| Ok(Outcome::Plain(v));
        match operand {
            Operand::Constant(value) => plain(value.clone()),
            Operand::User(_) if self.scope.user().is_null() => Err(EvalError::no_user()),
            Operand::User(model) => Ok(records(*model, self.scope.user())),
            Operand::CompanyIds => plain(Value::list(self.scope.companies().iter().cloned())),
            Operand::CompanyId | Operand::Company(_) if self.scope.company().is_null() => {
                Err(EvalError::no_company())
            }
            Operand::CompanyId => plain(self.scope.company().clone()),
            Operand::Companies(model) => Ok(Outcome::Records(*model, self.scope.companies().to_vec())),
            Operand::Company(model) => Ok(records(*model, self.scope.company())),
            Operand::Today => plain(Value::Date(self.scope.today())),
            Operand::Now => plain(Value::Instant(self.scope.now())),
            Operand::HasGroup(id) => plain(Value::Bool(self.scope.has_group(id))),
            Operand::GroupIds => plain(Value::list(self.scope.group_ids())),
            Operand::Reference(name) => self.reference(name).map(Outcome::Plain),
            Operand::Actor(fact) => plain(self.scope.actor(*fact)),
            Operand::Request(part, name) => {
                let value = self.scope.request(*part, name);
                plain(value.ok_or_else(|| {
                    EvalError(format!(
                        "resource.{name} is known for one record only, so no list can be made of it"
                    ))
                })?)
            }
            Operand::Variable(at, _) => self
                .items
                .get(*at)
                .cloned()
                .ok_or_else(|| EvalError("a name is used outside its list".into())),
            Operand::Field(source, model, field) => self.field(source, *model, *field),
            Operand::Id(source) => match self.of(source)? {
                Outcome::Records(_, ids) if ids.len() > 1 => Err(EvalError(format!(
                    "'.id' of {} records: there must be one at most; use '.ids'",
                    ids.len()
                ))),
                Outcome::Records(_, ids) => plain(ids.into_iter().next().unwrap_or_default()),
                Outcome::Plain(_) => Err(EvalError("'.id' of a plain value".into())),
            },
            Operand::Ids(source) => Ok(Outcome::Plain(self.of(source)?.into_value())),
            Operand::Len(inner) => plain(Value::Int(match self.of(inner)? {
                Outcome::Records(_, ids) => ids.len() as i64,
                Outcome::Plain(Value::List(items)) => items.len() as i64,
                Outcome::Plain(Value::Text(t)) => t.chars().count() as i64,
                Outcome::Plain(_) => return Err(EvalError("len() needs a list, a text or records".into())),
            })),
            Operand::List(items) => {
                let mut out = Vec::with_capacity(items.len());
                for item in items {
                    out.push(self.of(item)?.into_value());
                }
                plain(Value::list(out))
            }
            Operand::Sum(minus, a, b) => {
                let (a, b) = (self.of(a)?.into_value(), self.of(b)?.into_value());
                sum(*minus, a, b).map(Outcome::Plain)
            }
            Operand::Not(inner) => plain(Value::Bool(!self.of(inner)?.truth())),
            Operand::And(a, b) => {
                let left = self.of(a)?;
                if left.truth() { self.of(b) } else { Ok(left) }
            }
            Operand::Or(a, b) => {
                let left = self.of(a)?;
                if left.truth() { Ok(left) } else { self.of(b) }
            }
            Operand::Compare(how, a, b) => {
                let (a, b) = (self.of(a)?.into_value(), self.of(b)?.into_value());
                compare(*how, &a, &b).map(|b| Outcome::Plain(Value::Bool(b)))
            }
            Operand::If(condition, then, otherwise) => {
                if self.of(condition)?.truth() {
                    self.of(then)
                } else {
                    self.of(otherwise)
                }
            }
            Operand::Each(element, source, condition) => self.each(element, source, condition.as_deref()),
        }
    }

    fn each(
        &mut self,
        element: &Operand,
        source: &Operand,
        condition: Option<&Operand>,
    ) -> Result<Outcome, EvalError> {
        let items: Vec<Outcome> = match self.of(source)? {
            Outcome::Records(model, ids) => {
                ids.into_iter().map(|id| Outcome::Records(model, vec![id])).collect()
            }
            Outcome::Plain(Value::List(items)) => items.iter().cloned().map(Outcome::Plain).collect(),
            Outcome::Plain(_) => return Err(EvalError("'for' needs a list or records".into())),
        };
        let mut out = Vec::new();
        for item in items {
            self.items.push(item);
            let wanted = condition.map_or(Ok(true), |c| self.of(c).map(|o| o.truth()));
            let value = match wanted {
                Ok(true) => self.of(element).map(|o| Some(o.into_value())),
                Ok(false) => Ok(None),
                Err(error) => Err(error),
            };
            self.items.pop();
            out.extend(value?);
        }
        Ok(Outcome::Plain(Value::list(out)))
    }

    /// The id of what has a technical id: a group, known by it among the records, or a company, whose code it is.
    fn reference(&self, name: &str) -> Result<Value, EvalError> {
        let (records, key) = (self.scope.records(), Value::text(name));
        let id = |row: Row| row.first().cloned().unwrap_or_default();
        for model in self.schema.group.into_iter().chain(self.schema.company) {
            if let Some(row) = records.row(model, &key)? {
                return Ok(id(row));
            }
        }
        let code = |model| self.schema.model(model).field("code").map(|field| (model, field));
        if let Some((model, code)) = self.schema.company.and_then(code) {
            for company in records.ids(model)? {
                if let Some(row) = records.row(model, &company)?
                    && row.get(code.slot()) == Some(&key)
                {
                    return Ok(id(row));
                }
            }
        }
        Err(EvalError(format!(
            "nothing is known by the technical id {name:?}: groups are by theirs, and companies by their code, if both \
             are described under models; write the id of other records as it is"
        )))
    }

    fn field(&mut self, source: &Operand, model: ModelId, field: FieldId) -> Result<Outcome, EvalError> {
        let Outcome::Records(_, ids) = self.of(source)? else {
            return Err(EvalError("a field of a plain value".into()));
        };
        let info = self.schema.model(model).info(field);
        let comodel = info.kind.comodel();
        if comodel.is_none() && ids.len() > 1 {
            return Err(EvalError(format!(
                "{} of {} records: there must be one at most",
                info.name,
                ids.len()
            )));
        }
        let matcher = Matcher { schema: self.schema, records: self.scope.records(), zone: self.scope.zone() };
        let mut linked: Vec<Value> = Vec::new();
        for id in &ids {
            let row = self.scope.records().row(model, id)?.ok_or_else(|| {
                let id = crate::filter::json::value(id);
                EvalError(format!("record {id} of {} does not exist", self.schema.model(model).name))
            })?;
            if comodel.is_none() {
                let value = row.get(field.slot()).cloned().unwrap_or_default();
                // Python sees an unset text as False; so does every comparison here.
                let value =
                    if is_unset(&info.kind, &value) && info.kind == Kind::Text { Value::Null } else { value };
                return Ok(Outcome::Plain(value));
            }
            for id in matcher.linked(model, field, &row)?.iter() {
                if !linked.contains(id) {
                    linked.push(id.clone());
                }
            }
        }
        Ok(match comodel {
            Some(comodel) => Outcome::Records(comodel, linked),
            None => Outcome::Plain(Value::Null),
        })
    }
}

fn records(model: ModelId, id: &Value) -> Outcome {
    Outcome::Records(model, if id.is_null() { Vec::new() } else { vec![id.clone()] })
}

fn sum(minus: bool, a: Value, b: Value) -> Result<Value, EvalError> {
    let wrong = || EvalError("'+' and '-' need two numbers, or '+' two lists or two texts".into());
    let overflow = || EvalError("the number is too large".into());
    match (a, b) {
        (Value::List(a), Value::List(b)) if !minus => Ok(Value::list(a.iter().chain(b.iter()).cloned())),
        (Value::Text(a), Value::Text(b)) if !minus => Ok(Value::text(format!("{a}{b}"))),
        (Value::Int(a), Value::Int(b)) => {
            (if minus { a.checked_sub(b) } else { a.checked_add(b) }).map(Value::Int).ok_or_else(overflow)
        }
        (Value::Float(a), Value::Float(b)) => Ok(Value::Float(if minus { a - b } else { a + b })),
        (Value::Int(a), Value::Float(b)) => sum(minus, Value::Float(a as f64), Value::Float(b)),
        (Value::Float(a), Value::Int(b)) => sum(minus, Value::Float(a), Value::Float(b as f64)),
        _ => Err(wrong()),
    }
}

fn compare(how: Comparison, a: &Value, b: &Value) -> Result<bool, EvalError> {
    let same = |a: &Value, b: &Value| a == b || (!truthy(a) && !truthy(b) && (is_false(a) || is_false(b)));
    let order = || {
        let comparable = std::mem::discriminant(a) == std::mem::discriminant(b)
            || matches!((a, b), (Value::Int(_) | Value::Float(_), Value::Int(_) | Value::Float(_)));
        if comparable {
            Ok(a.order(b))
        } else {
            Err(EvalError("values of different kinds have no order".into()))
        }
    };
    Ok(match how {
        Comparison::Equal => same(a, b),
        Comparison::Unequal => !same(a, b),
        Comparison::Less => order()?.is_lt(),
        Comparison::LessOrEqual => order()?.is_le(),
        Comparison::Greater => order()?.is_gt(),
        Comparison::GreaterOrEqual => order()?.is_ge(),
        Comparison::In | Comparison::NotIn => {
            let Value::List(items) = b else {
                return Err(EvalError("'in' needs a list on its right".into()));
            };
            items.iter().any(|i| same(i, a)) == (how == Comparison::In)
        }
    })
}

/// `False` and `None`: in Odoo, how "not set" reads.
fn is_false(value: &Value) -> bool {
    matches!(value, Value::Null | Value::Bool(false))
}

/// The moment or day as text, for values that a domain compares with date fields.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Date(d) => Some(calendar::date_text(*d)),
        Value::Instant(s) => Some(calendar::instant_text(*s)),
        Value::Int(i) => Some(i.to_string()),
        Value::Float(f) => Some(f.to_string()),
        Value::Text(t) => Some(t.to_string()),
        Value::Bool(true) => Some("True".to_owned()),
        _ => None,
    }
}
