//! Gives the names in an expression their meaning, once, when the rule is saved.

use bailiwick_model::Value;

use super::{
    actor::ActorFact,
    error::DomainError,
    operand::{Operand, RequestPart},
    parser::MAX_DEPTH,
    syntax::{Expr, ExprKind, Span},
};
use crate::schema::{Found, ModelId, Schema};

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

    pub(super) fn operand(&mut self, expr: &Expr<'_>) -> Result<Operand, DomainError> {
        let operand = match &expr.kind {
            ExprKind::None => Operand::Constant(Value::Null),
            ExprKind::Bool(b) => Operand::Constant(Value::Bool(*b)),
            ExprKind::Int(i) => Operand::Constant(Value::Int(*i)),
            ExprKind::Float(f) => Operand::Constant(Value::Float(*f)),
            ExprKind::Text(t) => Operand::Constant(Value::text(t)),
            ExprKind::Name(name) => self.name(name, expr.span)?,
            ExprKind::Attribute(source, name) => self.attribute(source, name, expr.span)?,
            ExprKind::Call(function, arguments) => match self.reference(expr) {
                Some(reference) => reference?,
                None => self.call(function, arguments, expr.span)?,
            },
            ExprKind::List(items) => {
                Operand::List(items.iter().map(|i| self.operand(i)).collect::<Result<_, _>>()?)
            }
            ExprKind::Not(inner) => Operand::Not(self.boxed(inner)?),
            ExprKind::Sum { minus, left, right } => {
                Operand::Sum(*minus, self.boxed(left)?, self.boxed(right)?)
            }
            ExprKind::And(a, b) => Operand::And(self.boxed(a)?, self.boxed(b)?),
            ExprKind::Or(a, b) => Operand::Or(self.boxed(a)?, self.boxed(b)?),
            ExprKind::Compare(how, a, b) => Operand::Compare(*how, self.boxed(a)?, self.boxed(b)?),
            ExprKind::If { condition, then, otherwise } => {
                Operand::If(self.boxed(condition)?, self.boxed(then)?, self.boxed(otherwise)?)
            }
            ExprKind::Comprehension { element, variable, source, condition } => {
                let source = self.boxed(source)?;
                self.variables.push(((*variable).to_owned(), source.model(self.schema)));
                let condition = condition.as_deref().map(|c| self.boxed(c)).transpose();
                let element = self.boxed(element);
                self.variables.pop();
                Operand::Each(element?, source, condition?)
            }
        };
        Ok(operand.folded())
    }

    fn boxed(&mut self, expr: &Expr<'_>) -> Result<Box<Operand>, DomainError> {
        self.operand(expr).map(Box::new)
    }

    fn name(&self, name: &str, span: Span) -> Result<Operand, DomainError> {
        if let Some(at) = self.variables.iter().rposition(|(n, _)| n == name) {
            return Ok(Operand::Variable(at, self.variables.get(at).and_then(|(_, m)| *m)));
        }
        match name {
            "user" => self.schema.user.map(Operand::User).ok_or_else(|| {
                DomainError::new(
                    span,
                    "no model describes the users",
                    "describe settings.user_model under models",
                )
            }),
            "uid" => self.schema.user.map(|m| Operand::Id(Box::new(Operand::User(m)))).ok_or_else(|| {
                DomainError::new(
                    span,
                    "no model describes the users",
                    "describe settings.user_model under models",
                )
            }),
            "company_ids" => Ok(Operand::CompanyIds),
            "company_id" => Ok(Operand::CompanyId),
            "today" => Ok(Operand::Today),
            "now" => Ok(Operand::Now),
            ACTOR => Err(DomainError::new(span, "actor by itself is no value", actor_facts())),
            _ => Err(DomainError::new(
                span,
                format!("{name:?} is not known in a rule"),
                "use user, actor.…, company_ids, company_id, today, now, subject.…, resource.…, action.… or context.…",
            )),
        }
    }

    fn attribute(&mut self, source: &Expr<'_>, name: &str, span: Span) -> Result<Operand, DomainError> {
        if let ExprKind::Name(root) = &source.kind
            && !self.variables.iter().any(|(n, _)| n == root)
        {
            if *root == ACTOR {
                return self.actor(name, span);
            }
            if let Some(part) = request_part(root) {
                return self.request(part, name, span);
            }
        }
        if let Some(env) = self.environment(source, name, span) {
            return env;
        }
        if let Some(reference) = self.reference(source) {
            return match name {
                "id" => reference,
                "ids" => reference.map(|id| Operand::List(vec![id])),
                _ => Err(DomainError::new(
                    span,
                    format!("of a reference only the id is known, so it has no {name:?}"),
                    "write user.env.ref('…').id",
                )),
            };
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
                o.ok_or_else(|| {
                    DomainError::new(span, "a name cannot be computed here", "use the fields it consists of")
                })
            }),
            None => {
                let (message, remedy) = self.schema.unknown_field(model, name);
                Err(DomainError::new(span, message, remedy))
            }
        }
    }

    /// `user.env.companies`, `user.env.company` and `user.env.user`.
    fn environment(&self, source: &Expr<'_>, name: &str, span: Span) -> Option<Result<Operand, DomainError>> {
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
                "use user.env.companies, user.env.company, user.env.user or user.env.ref('…').id",
            )),
        })
    }

    /// `user.env.ref('module.name')`, which stands for its id.
    fn reference(&self, expr: &Expr<'_>) -> Option<Result<Operand, DomainError>> {
        let ExprKind::Call(function, arguments) = &expr.kind else { return None };
        let ExprKind::Attribute(source, method) = &function.kind else { return None };
        if *method != "ref" || !is_environment(source) {
            return None;
        }
        let fail = |message: &str, remedy: &str| Err(DomainError::new(expr.span, message, remedy));
        Some(match arguments.as_slice() {
            _ if self.author == Author::Caller => {
                fail("a search may not look up technical ids", "write the id of the record")
            }
            [Expr { kind: ExprKind::Text(name), .. }] => Ok(Operand::Reference((&**name).into())),
            _ => fail("ref takes one technical id", "write user.env.ref('base.group_user').id"),
        })
    }

    fn actor(&self, name: &str, span: Span) -> Result<Operand, DomainError> {
        match ActorFact::named(name) {
            None => Err(DomainError::new(span, format!("the actor has no {name:?}"), actor_facts())),
            Some(fact) if self.author == Author::Caller && !fact.is_for_callers() => Err(DomainError::new(
                span,
                format!("a search may not read actor.{name}"),
                "use constants, actor.login, actor.company or actor.companies",
            )),
            Some(fact) => Ok(Operand::Actor(fact)),
        }
    }

    fn request(&self, part: RequestPart, name: &str, span: Span) -> Result<Operand, DomainError> {
        let accepts = &self.schema.model(self.model).accepts;
        let (word, declared) = match part {
            RequestPart::Subject => ("subject", &accepts.subject),
            RequestPart::Resource => ("resource", &accepts.resource),
            RequestPart::Action => ("action", &accepts.action),
            RequestPart::Context => ("context", &accepts.context),
        };
        let always = matches!(
            (part, name),
            (RequestPart::Subject | RequestPart::Resource, "id") | (RequestPart::Action, "name")
        );
        if always || declared.iter().any(|f| f.as_str() == name) {
            return Ok(Operand::Request(part, name.into()));
        }
        Err(DomainError::new(
            span,
            format!("model {} does not take {word}.{name} from requests", self.schema.model(self.model).name),
            format!("list {name} under accepts.{word} of the model"),
        ))
    }

    fn call(
        &mut self,
        function: &Expr<'_>,
        arguments: &[Expr<'_>],
        span: Span,
    ) -> Result<Operand, DomainError> {
        match (&function.kind, arguments) {
            (ExprKind::Name(name), [value]) if *name == "len" => Ok(Operand::Len(self.boxed(value)?)),
            (ExprKind::Attribute(source, method), [name]) if *method == "mapped" => {
                let Some(path) = text(name) else {
                    return Err(DomainError::new(
                        name.span,
                        "mapped takes a field name",
                        "write .mapped('area_id')",
                    ));
                };
                if path.split('.').count() > MAX_DEPTH {
                    return Err(too_deep(name.span));
                }
                let mut expr = (**source).clone();
                for step in path.split('.') {
                    expr = Expr { span, kind: ExprKind::Attribute(Box::new(expr), step) };
                }
                self.operand(&expr)
            }
            (ExprKind::Attribute(source, method), [name]) if *method == "has_group" && is_user(source) => {
                text(name).map(|t| Operand::HasGroup(t.into())).ok_or_else(|| {
                    DomainError::new(
                        name.span,
                        "has_group takes a technical id",
                        "write has_group('base.group_user')",
                    )
                })
            }
            (ExprKind::Attribute(source, method), []) if *method == "_get_group_ids" && is_user(source) => {
                Ok(Operand::GroupIds)
            }
            (ExprKind::Attribute(source, method), [format])
                if *method == "strftime" && is_name(source, "time") =>
            {
                match text(format) {
                    Some("%Y-%m-%d") => Ok(Operand::Today),
                    Some("%Y-%m-%d %H:%M:%S") => Ok(Operand::Now),
                    _ => Err(DomainError::new(
                        format.span,
                        "only plain ISO formats are known",
                        "use today or now",
                    )),
                }
            }
            _ => Err(DomainError::new(
                span,
                "this call is not possible: rules are read, never run",
                "use .mapped('field'), len(…), user.has_group('…'), user._get_group_ids() or user.env.ref('…').id",
            )),
        }
    }
}

/// The asker as the directory knows him.
const ACTOR: &str = "actor";

fn actor_facts() -> String {
    let facts: Vec<String> = ActorFact::ALL.iter().map(|fact| format!("{ACTOR}.{}", fact.word())).collect();
    format!("use {}", facts.join(", "))
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

fn text<'e>(expr: &'e Expr<'_>) -> Option<&'e str> {
    if let ExprKind::Text(text) = &expr.kind { Some(text) } else { None }
}

fn is_name(expr: &Expr<'_>, name: &str) -> bool {
    matches!(&expr.kind, ExprKind::Name(n) if *n == name)
}

fn is_user(expr: &Expr<'_>) -> bool {
    is_name(expr, "user")
        || matches!(&expr.kind, ExprKind::Attribute(source, n) if *n == "user" && is_environment(source))
}

fn is_environment(expr: &Expr<'_>) -> bool {
    matches!(&expr.kind, ExprKind::Attribute(source, n) if *n == "env" && is_name(source, "user"))
}

fn follow(source: Operand, model: ModelId, found: Found) -> Option<Operand> {
    match found {
        Found::Own(field) => Some(Operand::Field(Box::new(source), model, field)),
        Found::Inherited(link, parent, rest) => {
            follow(Operand::Field(Box::new(source), model, link), parent, *rest)
        }
        Found::DisplayName => None,
    }
}
