//! The values that rules compute: `user.partner_id.id`, `company_ids + [False]`, `[a.id for a in user.area_ids]`.
//!
//! An expression is resolved once against the schema, so that a misspelt field is an error when the rule is saved,
//! and evaluated for every question. Evaluation reads records with all rights, as Odoo's rules do.

use bailiwick_model::Value;
use jiff::tz::TimeZone;

use super::{
    error::DomainError,
    parser::MAX_DEPTH,
    syntax::{Comparison, Expr, ExprKind, Span},
};
use crate::{
    calendar,
    filter::{Matcher, is_unset},
    records::Records,
    schema::{FieldId, Found, Kind, ModelId, Schema},
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
    /// An attribute of the request; null when it has none.
    fn request(&self, part: RequestPart, name: &str) -> Value;
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
    fn no_company() -> Self {
        Self("the user has no company, or one without an id among the records; give it one".into())
    }
}

impl From<crate::records::RecordsError> for EvalError {
    fn from(error: crate::records::RecordsError) -> Self {
        Self(error.to_string())
    }
}

/// Who wrote the expression, which decides what it may name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Author {
    /// The policy: everything.
    Policy,
    /// A caller: nothing that reads records, or the caller could look at hidden ones.
    Caller,
}

/// Resolves expressions of rules on one model.
pub(super) struct Resolver<'a> {
    pub(super) schema: &'a Schema,
    pub(super) model: ModelId,
    pub(super) author: Author,
    variables: Vec<(String, Option<ModelId>)>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(schema: &'a Schema, model: ModelId, author: Author) -> Self {
        Self { schema, model, author, variables: Vec::new() }
    }

    pub(super) fn operand(&mut self, expr: &Expr) -> Result<Operand, DomainError> {
        let operand = match &expr.kind {
            ExprKind::None => Operand::Constant(Value::Null),
            ExprKind::Bool(b) => Operand::Constant(Value::Bool(*b)),
            ExprKind::Int(i) => Operand::Constant(Value::Int(*i)),
            ExprKind::Float(f) => Operand::Constant(Value::Float(*f)),
            ExprKind::Text(t) => Operand::Constant(Value::text(t)),
            ExprKind::Name(name) => self.name(name, expr.span)?,
            ExprKind::Attribute(source, name) => self.attribute(source, name, expr.span)?,
            ExprKind::Call(function, arguments) => self.call(function, arguments, expr.span)?,
            ExprKind::List(items) => {
                Operand::List(items.iter().map(|i| self.operand(i)).collect::<Result<_, _>>()?)
            }
            ExprKind::Not(inner) => Operand::Not(self.boxed(inner)?),
            ExprKind::Sum { minus, left, right } => Operand::Sum(*minus, self.boxed(left)?, self.boxed(right)?),
            ExprKind::And(a, b) => Operand::And(self.boxed(a)?, self.boxed(b)?),
            ExprKind::Or(a, b) => Operand::Or(self.boxed(a)?, self.boxed(b)?),
            ExprKind::Compare(how, a, b) => Operand::Compare(*how, self.boxed(a)?, self.boxed(b)?),
            ExprKind::If { condition, then, otherwise } => {
                Operand::If(self.boxed(condition)?, self.boxed(then)?, self.boxed(otherwise)?)
            }
            ExprKind::Comprehension { element, variable, source, condition } => {
                let source = self.boxed(source)?;
                self.variables.push((variable.clone(), source.model(self.schema)));
                let condition = condition.as_deref().map(|c| self.boxed(c)).transpose();
                let element = self.boxed(element);
                self.variables.pop();
                Operand::Each(element?, source, condition?)
            }
        };
        Ok(operand.folded())
    }

    fn boxed(&mut self, expr: &Expr) -> Result<Box<Operand>, DomainError> {
        self.operand(expr).map(Box::new)
    }

    fn name(&self, name: &str, span: Span) -> Result<Operand, DomainError> {
        if let Some(at) = self.variables.iter().rposition(|(n, _)| n == name) {
            return Ok(Operand::Variable(at, self.variables.get(at).and_then(|(_, m)| *m)));
        }
        match name {
            "user" => self.schema.user.map(Operand::User).ok_or_else(|| {
                DomainError::new(span, "no model describes the users", "describe settings.user_model under models")
            }),
            "uid" => self.schema.user.map(|m| Operand::Id(Box::new(Operand::User(m)))).ok_or_else(|| {
                DomainError::new(span, "no model describes the users", "describe settings.user_model under models")
            }),
            "company_ids" => Ok(Operand::CompanyIds),
            "company_id" => Ok(Operand::CompanyId),
            "today" => Ok(Operand::Today),
            "now" => Ok(Operand::Now),
            _ => Err(DomainError::new(
                span,
                format!("{name:?} is not known in a rule"),
                "use user, company_ids, company_id, today, now, subject.…, resource.…, action.… or context.…",
            )),
        }
    }

    fn attribute(&mut self, source: &Expr, name: &str, span: Span) -> Result<Operand, DomainError> {
        if let ExprKind::Name(root) = &source.kind
            && !self.variables.iter().any(|(n, _)| n == root)
            && let Some(part) = request_part(root)
        {
            return self.request(part, name, span);
        }
        if let Some(env) = self.environment(source, name, span) {
            return env;
        }
        let inner = self.operand(source)?;
        let Some(model) = inner.model(self.schema) else {
            return Err(DomainError::new(
                source.span,
                format!("this is a plain value, so it has no {name:?}"),
                "take attributes of records only, as in user.partner_id",
            ));
        };
        if name == "id" {
            return Ok(Operand::Id(Box::new(inner)));
        }
        if name == "ids" {
            return Ok(Operand::Ids(Box::new(inner)));
        }
        if self.author == Author::Caller {
            return Err(DomainError::new(
                span,
                "a search may not read the fields of records in its values",
                "use constants, user.id, company_ids, company_id, today or now",
            ));
        }
        self.field(inner, model, name, span)
    }

    fn field(&self, source: Operand, model: ModelId, name: &str, span: Span) -> Result<Operand, DomainError> {
        match self.schema.lookup(model, name) {
            Some(found) => Ok(follow(source, model, found)).and_then(|o| {
                o.ok_or_else(|| DomainError::new(span, "a name cannot be computed here", "use the fields it consists of"))
            }),
            None => {
                let (message, remedy) = self.schema.unknown_field(model, name);
                Err(DomainError::new(span, message, remedy))
            }
        }
    }

    /// `user.env.companies`, `user.env.company` and `user.env.user`.
    fn environment(&self, source: &Expr, name: &str, span: Span) -> Option<Result<Operand, DomainError>> {
        if !is_environment(source) {
            return None;
        }
        let described = |model: Option<ModelId>, what: &str, operand: fn(ModelId) -> Operand| {
            model.map(operand).ok_or_else(|| {
                DomainError::new(span, format!("no model describes the {what}"), "describe it under models")
            })
        };
        Some(match name {
            "companies" => described(self.schema.company, "companies", Operand::Companies),
            "company" => described(self.schema.company, "companies", Operand::Company),
            "user" => described(self.schema.user, "users", Operand::User),
            _ => Err(DomainError::new(
                span,
                format!("env.{name} is not reachable from a rule"),
                "use user.env.companies, user.env.company or user.env.user",
            )),
        })
    }

    fn request(&self, part: RequestPart, name: &str, span: Span) -> Result<Operand, DomainError> {
        let accepts = &self.schema.model(self.model).accepts;
        let (word, declared) = match part {
            RequestPart::Subject => ("subject", &accepts.subject),
            RequestPart::Resource => ("resource", &accepts.resource),
            RequestPart::Action => ("action", &accepts.action),
            RequestPart::Context => ("context", &accepts.context),
        };
        let always = matches!((part, name), (RequestPart::Subject | RequestPart::Resource, "id") | (RequestPart::Action, "name"));
        if always || declared.iter().any(|f| f.as_str() == name) {
            return Ok(Operand::Request(part, name.into()));
        }
        Err(DomainError::new(
            span,
            format!("model {} does not take {word}.{name} from requests", self.schema.model(self.model).name),
            format!("list {name} under accepts.{word} of the model"),
        ))
    }

    fn call(&mut self, function: &Expr, arguments: &[Expr], span: Span) -> Result<Operand, DomainError> {
        let text = |e: &Expr| match &e.kind {
            ExprKind::Text(t) => Some(t.clone()),
            _ => None,
        };
        match (&function.kind, arguments) {
            (ExprKind::Name(name), [value]) if name == "len" => Ok(Operand::Len(self.boxed(value)?)),
            (ExprKind::Attribute(source, method), [name]) if method == "mapped" => {
                let Some(path) = text(name) else {
                    return Err(DomainError::new(name.span, "mapped takes a field name", "write .mapped('area_id')"));
                };
                if path.split('.').count() > MAX_DEPTH {
                    return Err(too_deep(name.span));
                }
                let mut expr = (**source).clone();
                for step in path.split('.') {
                    expr = Expr { span, kind: ExprKind::Attribute(Box::new(expr), step.to_owned()) };
                }
                self.operand(&expr)
            }
            (ExprKind::Attribute(source, method), [name]) if method == "has_group" && is_user(source) => {
                text(name).map(|t| Operand::HasGroup(t.into())).ok_or_else(|| {
                    DomainError::new(name.span, "has_group takes a technical id", "write has_group('base.group_user')")
                })
            }
            (ExprKind::Attribute(source, method), []) if method == "_get_group_ids" && is_user(source) => {
                Ok(Operand::GroupIds)
            }
            (ExprKind::Attribute(source, method), [format]) if method == "strftime" && is_name(source, "time") => {
                match text(format).as_deref() {
                    Some("%Y-%m-%d") => Ok(Operand::Today),
                    Some("%Y-%m-%d %H:%M:%S") => Ok(Operand::Now),
                    _ => Err(DomainError::new(format.span, "only plain ISO formats are known", "use today or now")),
                }
            }
            _ => Err(DomainError::new(
                span,
                "this call is not possible: rules are read, never run",
                "use .mapped('field'), len(…), user.has_group('…') or user._get_group_ids()",
            )),
        }
    }
}

/// The fault of a path that is longer than any real one.
pub(super) fn too_deep(span: Span) -> DomainError {
    DomainError::new(span, format!("nested deeper than {MAX_DEPTH} levels"), "shorten the path")
}

fn request_part(name: &str) -> Option<RequestPart> {
    Some(match name {
        "subject" => RequestPart::Subject,
        "resource" => RequestPart::Resource,
        "action" => RequestPart::Action,
        "context" => RequestPart::Context,
        _ => return None,
    })
}

fn is_name(expr: &Expr, name: &str) -> bool {
    matches!(&expr.kind, ExprKind::Name(n) if n == name)
}

fn is_user(expr: &Expr) -> bool {
    is_name(expr, "user") || matches!(&expr.kind, ExprKind::Attribute(source, n) if n == "user" && is_environment(source))
}

fn is_environment(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Attribute(source, n) if n == "env" && is_name(source, "user"))
}

fn follow(source: Operand, model: ModelId, found: Found) -> Option<Operand> {
    match found {
        Found::Own(field) => Some(Operand::Field(Box::new(source), model, field)),
        Found::Inherited(link, parent, rest) => follow(Operand::Field(Box::new(source), model, link), parent, *rest),
        Found::DisplayName => None,
    }
}

impl Operand {
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
    fn folded(self) -> Self {
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
            _ => Ok(Evaluation { schema, scope, items: Vec::new() }.of(self)?.into_value()),
        }
    }

    /// Whether the value counts as true, in Python's sense.
    ///
    /// # Errors
    /// As for [`Operand::value`].
    pub fn truth(&self, schema: &Schema, scope: &dyn Scope) -> Result<bool, EvalError> {
        Ok(Evaluation { schema, scope, items: Vec::new() }.of(self)?.truth())
    }
}

/// What an expression yields.
#[derive(Clone, Debug)]
enum Outcome {
    Plain(Value),
    Records(ModelId, Vec<Value>),
}

impl Outcome {
    /// Records where a value is wanted are their ids.
    fn into_value(self) -> Value {
        match self {
            Self::Plain(value) => value,
            Self::Records(_, ids) => Value::list(ids),
        }
    }

    fn truth(&self) -> bool {
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

struct Evaluation<'a> {
    schema: &'a Schema,
    scope: &'a dyn Scope,
    items: Vec<Outcome>,
}

impl Evaluation<'_> {
    fn of(&mut self, operand: &Operand) -> Result<Outcome, EvalError> {
        let plain = |v| Ok(Outcome::Plain(v));
        match operand {
            Operand::Constant(value) => plain(value.clone()),
            Operand::User(_) if self.scope.user().is_null() => Err(EvalError::no_user()),
            Operand::User(model) => Ok(records(*model, self.scope.user())),
            Operand::CompanyIds => plain(Value::list(self.scope.companies().iter().cloned())),
            Operand::CompanyId | Operand::Company(_) if self.scope.company().is_null() => Err(EvalError::no_company()),
            Operand::CompanyId => plain(self.scope.company().clone()),
            Operand::Companies(model) => Ok(Outcome::Records(*model, self.scope.companies().to_vec())),
            Operand::Company(model) => Ok(records(*model, self.scope.company())),
            Operand::Today => plain(Value::Date(self.scope.today())),
            Operand::Now => plain(Value::Instant(self.scope.now())),
            Operand::HasGroup(id) => plain(Value::Bool(self.scope.has_group(id))),
            Operand::GroupIds => plain(Value::list(self.scope.group_ids())),
            Operand::Request(part, name) => plain(self.scope.request(*part, name)),
            Operand::Variable(at, _) => {
                self.items.get(*at).cloned().ok_or_else(|| EvalError("a name is used outside its list".into()))
            }
            Operand::Field(source, model, field) => self.field(source, *model, *field),
            Operand::Id(source) => match self.of(source)? {
                Outcome::Records(_, ids) if ids.len() > 1 => {
                    Err(EvalError(format!("'.id' of {} records: there must be one at most; use '.ids'", ids.len())))
                }
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
                if self.of(condition)?.truth() { self.of(then) } else { self.of(otherwise) }
            }
            Operand::Each(element, source, condition) => self.each(element, source, condition.as_deref()),
        }
    }

    fn each(&mut self, element: &Operand, source: &Operand, condition: Option<&Operand>) -> Result<Outcome, EvalError> {
        let items: Vec<Outcome> = match self.of(source)? {
            Outcome::Records(model, ids) => ids.into_iter().map(|id| Outcome::Records(model, vec![id])).collect(),
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

    fn field(&mut self, source: &Operand, model: ModelId, field: FieldId) -> Result<Outcome, EvalError> {
        let Outcome::Records(_, ids) = self.of(source)? else {
            return Err(EvalError("a field of a plain value".into()));
        };
        let info = self.schema.model(model).info(field);
        let comodel = info.kind.comodel();
        if comodel.is_none() && ids.len() > 1 {
            return Err(EvalError(format!("{} of {} records: there must be one at most", info.name, ids.len())));
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
                let value = if is_unset(&info.kind, &value) && info.kind == Kind::Text { Value::Null } else { value };
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
        if comparable { Ok(a.order(b)) } else { Err(EvalError("values of different kinds have no order".into())) }
    };
    Ok(match how {
        Comparison::Equal => same(a, b),
        Comparison::Unequal => !same(a, b),
        Comparison::Less => order()?.is_lt(),
        Comparison::LessOrEqual => order()?.is_le(),
        Comparison::Greater => order()?.is_gt(),
        Comparison::GreaterOrEqual => order()?.is_ge(),
        Comparison::In | Comparison::NotIn => {
            let Value::List(items) = b else { return Err(EvalError("'in' needs a list on its right".into())) };
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
