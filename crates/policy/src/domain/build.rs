//! Expression trees into typed domains.

mod condition;
mod leaf;

use super::{
    Domain, Operand,
    error::DomainError,
    parser::{MAX_DEPTH, parse},
    resolver::{Author, Resolver},
    syntax::{Expr, ExprKind},
};
use crate::{
    filter::Filter,
    schema::{FieldId, ModelId, Schema},
};

/// Builds the domain of a record rule on `model`. An empty text is every record.
///
/// # Errors
/// [`DomainError`] with place and remedy.
pub fn build_rule(schema: &Schema, model: ModelId, text: &str) -> Result<Domain, DomainError> {
    if text.trim().is_empty() {
        return Ok(Domain::Fixed(Filter::All));
    }
    let expr = parse(text)?;
    Builder::new(schema, model, Author::Policy, false).domain(model, &expr).map_err(|e| e.of(text))
}

/// A caller's own domain.
pub struct Search {
    /// The domain.
    pub domain: Domain,
    /// Whether it speaks about `active` itself, so that archived records must not be hidden from it.
    pub names_active: bool,
    /// Every field that it names, also where the condition is the same for every record.
    pub fields: Vec<(ModelId, FieldId)>,
}

/// Builds a domain that a caller sent. It may not read records in its values, and one2many and many2many paths look
/// at unarchived records only (unless they name `active`, or `active_test` is off).
///
/// # Errors
/// [`DomainError`] with place and remedy.
pub fn build_search(
    schema: &Schema,
    model: ModelId,
    text: &str,
    active_test: bool,
) -> Result<Search, DomainError> {
    let mut builder = Builder::new(schema, model, Author::Caller, active_test);
    let domain = match text.trim() {
        "" => Domain::Fixed(Filter::All),
        _ => builder.domain(model, &parse(text)?).map_err(|e| e.of(text))?,
    };
    Ok(Search { domain, names_active: builder.names_active, fields: builder.fields })
}

/// Builds an expression as rules on `model` may hold one.
///
/// # Errors
/// [`DomainError`] with place and remedy.
pub fn build_expression(schema: &Schema, model: ModelId, text: &str) -> Result<Operand, DomainError> {
    Resolver::new(schema, model, Author::Policy).operand(&parse(text)?).map_err(|e| e.of(text))
}

struct Builder<'a> {
    schema: &'a Schema,
    resolver: Resolver<'a>,
    /// Whether sub-searches hide archived records.
    live_only: bool,
    /// Whether the domain being built has a condition on exactly `active`.
    names_active: bool,
    /// Relations between the model of the whole domain and that of the part being built.
    depth: usize,
    /// The fields named so far.
    fields: Vec<(ModelId, FieldId)>,
}

enum Term<'e> {
    And,
    Or,
    Not,
    Condition(&'e Expr<'e>),
}

impl<'a> Builder<'a> {
    fn new(schema: &'a Schema, model: ModelId, author: Author, live_only: bool) -> Self {
        Self {
            schema,
            resolver: Resolver::new(schema, model, author),
            live_only,
            names_active: false,
            depth: 0,
            fields: Vec::new(),
        }
    }

    fn domain(&mut self, model: ModelId, expr: &Expr<'_>) -> Result<Domain, DomainError> {
        match &expr.kind {
            ExprKind::Bool(b) => Ok(Domain::Fixed(Filter::constant(*b))),
            ExprKind::List(items) => self.terms(model, items),
            ExprKind::If { condition, then, otherwise } => {
                let condition = self.resolver.operand(condition)?;
                let (then, otherwise) = (self.domain(model, then)?, self.domain(model, otherwise)?);
                Ok(Domain::If { condition, then: Box::new(then), otherwise: Box::new(otherwise) })
            }
            ExprKind::Sum { minus: false, left, right } => match (&left.kind, &right.kind) {
                // Two literal lists are one list, so an operator may stand in the first for conditions in the second.
                (ExprKind::List(a), ExprKind::List(b)) => {
                    let items: Vec<Expr<'_>> = a.iter().chain(b).cloned().collect();
                    self.terms(model, &items)
                }
                _ => Ok(Domain::and(vec![self.domain(model, left)?, self.domain(model, right)?])),
            },
            _ => Err(DomainError::new(
                expr.span,
                "a domain is a list of conditions",
                "write [('field', '=', value)], or choose between two lists with 'if … else …'",
            )),
        }
    }

    /// Polish notation, read from the right; what is left over is joined by "and".
    fn terms(&mut self, model: ModelId, items: &[Expr<'_>]) -> Result<Domain, DomainError> {
        // Every term with how deeply it nests: trees are walked by recursion, so they must not grow without end.
        let mut stack: Vec<(Domain, usize)> = Vec::new();
        for item in items.iter().rev() {
            let missing = |sign: &str| {
                DomainError::new(
                    item.span,
                    format!("{sign:?} has too few conditions after it"),
                    "add the missing ones",
                )
            };
            let term = self.term(item)?;
            let next = match term {
                Term::Condition(expr) => (self.condition(model, expr)?, 1),
                Term::Not => {
                    let (inner, height) = stack.pop().ok_or_else(|| missing("!"))?;
                    (inner.negated(), height)
                }
                Term::And | Term::Or => {
                    let sign = if matches!(term, Term::And) { "&" } else { "|" };
                    let (Some(first), Some(second)) = (stack.pop(), stack.pop()) else {
                        return Err(missing(sign));
                    };
                    let is_and = matches!(term, Term::And);
                    let height = level(&first, is_and).max(level(&second, is_and));
                    let join = if is_and { Domain::and } else { Domain::or };
                    let joined = join(flat(first.0, second.0, is_and));
                    // Conditions that became one are as flat as one.
                    let is_one = matches!(&joined, Domain::Leaf(_) | Domain::Fixed(Filter::Field { .. }));
                    let height = if is_one { 1 } else { height };
                    (joined, height)
                }
            };
            if next.1 > MAX_DEPTH {
                let message = format!("nested deeper than {MAX_DEPTH} levels");
                return Err(DomainError::new(
                    item.span,
                    message,
                    "join conditions of one kind, or split the rule",
                ));
            }
            stack.push(next);
        }
        Ok(Domain::and(stack.into_iter().rev().map(|(domain, _)| domain).collect()))
    }

    fn term<'e>(&self, item: &'e Expr<'e>) -> Result<Term<'e>, DomainError> {
        match &item.kind {
            ExprKind::Text(sign) => match &**sign {
                "&" => Ok(Term::And),
                "|" => Ok(Term::Or),
                "!" => Ok(Term::Not),
                _ => Err(DomainError::new(
                    item.span,
                    format!("{sign:?} is no term of a domain"),
                    "use '&', '|', '!' or a condition such as ('field', '=', value)",
                )),
            },
            ExprKind::List(_) => Ok(Term::Condition(item)),
            _ => Err(DomainError::new(
                item.span,
                "this is no term of a domain",
                "use '&', '|', '!' or a condition such as ('field', '=', value)",
            )),
        }
    }
}

fn related(field: FieldId, comodel: ModelId, inner: Domain) -> Domain {
    match inner {
        Domain::Fixed(filter) => Domain::Fixed(Filter::related(field, comodel, filter)),
        inner => Domain::Related(field, comodel, Box::new(inner)),
    }
}

/// How deeply a part nests inside a junction that it may be merged into.
fn level((part, height): &(Domain, usize), and: bool) -> usize {
    if is_junction(part, and) { *height } else { height + 1 }
}

fn is_junction(domain: &Domain, and: bool) -> bool {
    match domain {
        Domain::And(_) | Domain::Fixed(Filter::And(_)) => and,
        Domain::Or(_) | Domain::Fixed(Filter::Or(_)) => !and,
        _ => false,
    }
}

/// Joining flat keeps a chain of operators from nesting as deep as it is long.
fn flat(first: Domain, second: Domain, and: bool) -> Vec<Domain> {
    let mut out = Vec::new();
    for part in [first, second] {
        match part {
            Domain::And(parts) if and => out.extend(parts),
            Domain::Or(parts) if !and => out.extend(parts),
            part => out.push(part),
        }
    }
    out
}
