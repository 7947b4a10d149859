//! The values that rules compute: `user.partner_id.id`, `company_ids + [False]`, `[a.id for a in user.area_ids]`.
//!
//! An expression is resolved once against the schema, so that a misspelt field is an error when the rule is saved,
//! and evaluated for every question. Evaluation reads records with all rights, as Odoo's rules do.

use bailiwick_model::Value;
use jiff::tz::TimeZone;

use super::{actor::ActorFact, evaluation::Evaluation, syntax::Comparison};
use crate::{
    records::Records,
    schema::{FieldId, ModelId, Schema},
};

/// Which part of a request a value is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestPart {
    /// `subject.…`.
    Subject,
    /// `resource.…`.
    Resource,
    /// `action.…`.
    Action,
    /// `context.…`.
    Context,
}

/// What a question offers to the rules that are evaluated for it.
pub trait Scope {
    /// The asking user's id among the records of the user model.
    fn user(&self) -> &Value;
    /// Ids of the companies the question is asked for.
    fn companies(&self) -> &[Value];
    /// Id of the main one of them.
    fn company(&self) -> &Value;
    /// The moment of the question, seconds in UTC.
    fn now(&self) -> i64;
    /// The user's day at that moment.
    fn today(&self) -> i32;
    /// The user's time zone.
    fn zone(&self) -> &TimeZone;
    /// All records, without limits.
    fn records(&self) -> &dyn Records;
    /// Whether the user holds a group, by technical id.
    fn has_group(&self, id: &str) -> bool;
    /// Ids of the user's groups among the records of the group model.
    fn group_ids(&self) -> Vec<Value>;
    /// What the directory knows about the asker; null when it is not set.
    fn actor(&self, fact: ActorFact) -> Value;
    /// An attribute of the request; null when it has none. `None` for an attribute of the record when the question is
    /// about no single one: a list must not take that for "not set".
    fn request(&self, part: RequestPart, name: &str) -> Option<Value>;
}

/// An expression, resolved.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A value that is the same for every question.
    Constant(Value),
    /// `user`.
    User(ModelId),
    /// `company_ids`.
    CompanyIds,
    /// `company_id`.
    CompanyId,
    /// `user.env.companies`.
    Companies(ModelId),
    /// `user.env.company`.
    Company(ModelId),
    /// `today`.
    Today,
    /// `now`.
    Now,
    /// `user.has_group('…')`.
    HasGroup(Box<str>),
    /// `user._get_group_ids()`.
    GroupIds,
    /// `user.env.ref('…').id`: the id of the group or company with this technical id.
    Reference(Box<str>),
    /// `actor.login` and its like.
    Actor(ActorFact),
    /// An attribute of the request.
    Request(RequestPart, Box<str>),
    /// The item that a comprehension looks at, counted from the outermost.
    Variable(usize, Option<ModelId>),
    /// `records.field`.
    Field(Box<Operand>, ModelId, FieldId),
    /// `records.id`.
    Id(Box<Operand>),
    /// `records.ids`.
    Ids(Box<Operand>),
    /// `len(value)`.
    Len(Box<Operand>),
    /// `[a, b]`.
    List(Vec<Operand>),
    /// `a + b` or `a - b`.
    Sum(bool, Box<Operand>, Box<Operand>),
    /// `not a`.
    Not(Box<Operand>),
    /// `a and b`.
    And(Box<Operand>, Box<Operand>),
    /// `a or b`.
    Or(Box<Operand>, Box<Operand>),
    /// `a == b` and its like.
    Compare(Comparison, Box<Operand>, Box<Operand>),
    /// `a if c else b`, as (c, a, b).
    If(Box<Operand>, Box<Operand>, Box<Operand>),
    /// `[element for x in source if condition]`.
    Each(Box<Operand>, Box<Operand>, Option<Box<Operand>>),
}

/// A rule's expression failed. The decision it was needed for denies.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct EvalError(pub String);

impl EvalError {
    /// Without this error `owner_id = user.id` would mean "without owner" for a user that no record stands for.
    pub(crate) fn no_user() -> Self {
        Self("the user has no id among the records of the user model; give the user one".into())
    }

    /// Without this error `company_id = company_id` would mean "of no company".
    pub(super) fn no_company() -> Self {
        Self("the user has no company, or one without an id among the records; give it one".into())
    }
}

impl From<crate::records::RecordsError> for EvalError {
    fn from(error: crate::records::RecordsError) -> Self {
        Self(error.to_string())
    }
}

impl Operand {
    /// Whether it, or something that it is made of, is what is looked for.
    pub(super) fn mentions(&self, wanted: &dyn Fn(&Self) -> bool) -> bool {
        let any = |parts: &[&Self]| parts.iter().any(|part| part.mentions(wanted));
        wanted(self)
            || match self {
                Self::Constant(_)
                | Self::User(_)
                | Self::CompanyIds
                | Self::CompanyId
                | Self::Companies(_)
                | Self::Company(_)
                | Self::Today
                | Self::Now
                | Self::HasGroup(_)
                | Self::GroupIds
                | Self::Reference(_)
                | Self::Actor(_)
                | Self::Request(..)
                | Self::Variable(..) => false,
                Self::Field(a, ..) | Self::Id(a) | Self::Ids(a) | Self::Len(a) | Self::Not(a) => any(&[a]),
                Self::List(items) => items.iter().any(|item| item.mentions(wanted)),
                Self::Sum(_, a, b) | Self::And(a, b) | Self::Or(a, b) | Self::Compare(_, a, b) => {
                    any(&[a, b])
                }
                Self::If(a, b, c) | Self::Each(a, b, Some(c)) => any(&[a, b, c]),
                Self::Each(a, b, None) => any(&[a, b]),
            }
    }

    /// The model whose records this is, when it is records.
    pub(super) fn model(&self, schema: &Schema) -> Option<ModelId> {
        match self {
            Self::User(m) | Self::Companies(m) | Self::Company(m) => Some(*m),
            Self::Variable(_, m) => *m,
            Self::Field(_, model, field) => schema.model(*model).info(*field).kind.comodel(),
            Self::If(_, a, b) => a.model(schema).filter(|m| b.model(schema) == Some(*m)),
            Self::Or(a, b) => a.model(schema).filter(|m| b.model(schema) == Some(*m)),
            _ => None,
        }
    }

    /// The value, when it is the same for every question.
    #[must_use]
    pub fn constant(&self) -> Option<&Value> {
        match self {
            Self::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// A list of constants is a constant.
    pub(super) fn folded(self) -> Self {
        match self {
            Self::List(items) if items.iter().all(|i| i.constant().is_some()) => {
                Self::Constant(Value::list(items.into_iter().filter_map(|i| i.constant().cloned())))
            }
            other => other,
        }
    }

    /// The value for one question.
    ///
    /// # Errors
    /// When a record cannot be read, or is not one where one is needed.
    pub fn value(&self, schema: &Schema, scope: &dyn Scope) -> Result<Value, EvalError> {
        match self {
            Self::Constant(value) => Ok(value.clone()),
            _ => Ok(Evaluation::new(schema, scope).of(self)?.into_value()),
        }
    }

    /// Whether the value counts as true, in Python's sense.
    ///
    /// # Errors
    /// As for [`Operand::value`].
    pub fn truth(&self, schema: &Schema, scope: &dyn Scope) -> Result<bool, EvalError> {
        Ok(Evaluation::new(schema, scope).of(self)?.truth())
    }
}
