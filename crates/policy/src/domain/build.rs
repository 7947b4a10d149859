//! Expression trees into typed domains.

use bailiwick_model::{IdKind, Value};

use super::{
    Domain, Leaf, Operand, Operator,
    bind::Clock,
    error::DomainError,
    operator::Negated,
    parser::{MAX_DEPTH, parse},
    part::Part,
    resolver::{Author, Resolver, too_deep},
    syntax::{Expr, ExprKind, Span},
};
use crate::{
    filter::Filter,
    schema::{FieldId, Found, Kind, ModelId, Schema, closest},
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
    Condition(&'e Expr),
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

    fn domain(&mut self, model: ModelId, expr: &Expr) -> Result<Domain, DomainError> {
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
                    let items: Vec<Expr> = a.iter().chain(b).cloned().collect();
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
    fn terms(&mut self, model: ModelId, items: &[Expr]) -> Result<Domain, DomainError> {
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

    fn term<'e>(&self, item: &'e Expr) -> Result<Term<'e>, DomainError> {
        match &item.kind {
            ExprKind::Text(sign) => match sign.as_str() {
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

    fn condition(&mut self, model: ModelId, expr: &Expr) -> Result<Domain, DomainError> {
        let three = |message: &str| {
            DomainError::new(expr.span, message, "write three items: ('field', 'operator', value)")
        };
        let ExprKind::List(items) = &expr.kind else { return Err(three("this is no condition")) };
        let [path, operator, value] = items.as_slice() else {
            return Err(three(&format!("a condition has three items, this one has {}", items.len())));
        };
        let ExprKind::Text(sign) = &operator.kind else {
            return Err(DomainError::new(
                operator.span,
                "the operator must be a text",
                "write '=', 'in', 'like' …",
            ));
        };
        match &path.kind {
            ExprKind::Int(n) => constant_leaf(*n, sign, value, expr.span),
            ExprKind::Text(path_text) => {
                let known = Operator::named(sign).ok_or_else(|| unknown_operator(operator.span, sign))?;
                let names: Vec<&str> = path_text.split('.').collect();
                self.names_active |= path_text == "active";
                self.path(model, &names, path.span, known, value)
            }
            _ => Err(DomainError::new(path.span, "the field must be a text", "write its name in quotes")),
        }
    }

    /// `a.b.c OP value` is `a any (b any (c OP value))`.
    fn path(
        &mut self,
        model: ModelId,
        names: &[&str],
        span: Span,
        operator: Operator,
        value: &Expr,
    ) -> Result<Domain, DomainError> {
        let (first, rest) = match names {
            [first, rest @ ..] if !first.is_empty() => (*first, rest),
            _ => {
                return Err(DomainError::new(
                    span,
                    "the field name is empty",
                    "name a field, as in 'area_id'",
                ));
            }
        };
        let found = self.schema.lookup(model, first).ok_or_else(|| {
            let (message, remedy) = self.schema.unknown_field(model, first);
            DomainError::new(span, message, remedy)
        })?;
        self.found(model, found, rest, span, operator, value)
    }

    fn found(
        &mut self,
        model: ModelId,
        found: Found,
        rest: &[&str],
        span: Span,
        operator: Operator,
        value: &Expr,
    ) -> Result<Domain, DomainError> {
        let field = match found {
            Found::Own(field) => field,
            Found::Inherited(link, parent, found) => {
                self.fields.push((model, link));
                let inner = self.found(parent, *found, rest, span, operator, value)?;
                return Ok(related(link, parent, inner));
            }
            Found::DisplayName if rest.is_empty() => return self.display_name(model, span, operator, value),
            Found::DisplayName => return Err(no_relation(span, "display_name")),
        };
        self.fields.push((model, field));
        let kind = self.schema.model(model).info(field).kind.clone();
        match (rest, &kind) {
            ([], _) => self.leaf(model, field, None, &kind, span, operator, value),
            ([part], Kind::Date | Kind::Datetime) => {
                let part = Part::named(part).ok_or_else(|| {
                    let names: Vec<&str> = Part::NAMES.iter().map(|(n, _)| *n).collect();
                    DomainError::new(
                        span,
                        format!("{part:?} is no part of a date"),
                        format!("use {}", names.join(", ")),
                    )
                })?;
                self.leaf(model, field, Some(part), &kind, span, operator, value)
            }
            (rest, kind) => match kind.comodel() {
                Some(comodel) => {
                    let inner = self.sub_domain(comodel, kind.is_x2many(), span, |b| {
                        b.names_active |= rest == ["active"];
                        b.path(comodel, rest, span, operator, value)
                    })?;
                    Ok(related(field, comodel, inner))
                }
                None => Err(no_relation(span, &self.schema.model(model).info(field).name)),
            },
        }
    }

    /// Builds a domain on linked records; behind an x2many a caller sees unarchived ones only.
    fn sub_domain(
        &mut self,
        comodel: ModelId,
        x2many: bool,
        span: Span,
        build: impl FnOnce(&mut Self) -> Result<Domain, DomainError>,
    ) -> Result<Domain, DomainError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(too_deep(span));
        }
        let outer = std::mem::replace(&mut self.names_active, false);
        let built = build(self);
        self.depth -= 1;
        let names_active = std::mem::replace(&mut self.names_active, outer);
        let inner = built?;
        match self.schema.model(comodel).active {
            Some(active) if x2many && self.live_only && !names_active => Ok(Domain::and(vec![
                inner,
                Domain::Fixed(Filter::one_of(active, vec![Value::Bool(true)], false)),
            ])),
            _ => Ok(inner),
        }
    }

    /// The record's name is any of the fields it consists of; a negative operator is the complement.
    fn display_name(
        &mut self,
        model: ModelId,
        span: Span,
        operator: Operator,
        value: &Expr,
    ) -> Result<Domain, DomainError> {
        let info = self.schema.model(model);
        if info.display.is_empty() {
            return Err(DomainError::new(
                span,
                format!("model {} has no name to search by", info.name),
                "list the fields of its name under display",
            ));
        }
        let (positive, negated) = match operator {
            Operator::Equal(n) => (Operator::Equal(Negated(false)), n.0),
            Operator::In(n) => (Operator::In(Negated(false)), n.0),
            Operator::Like { negated, fold, whole } => {
                (Operator::Like { negated: Negated(false), fold, whole }, negated.0)
            }
            other => (other, false),
        };
        let mut parts = Vec::new();
        for field in info.display.clone() {
            self.fields.push((model, field));
            let kind = self.schema.model(model).info(field).kind.clone();
            parts.push(match kind.comodel() {
                // Where records are known by texts, a text would be taken for an id.
                Some(comodel) if self.schema.model(comodel).id_kind() == IdKind::Text => {
                    related(field, comodel, self.display_name(comodel, span, positive, value)?)
                }
                _ => self.leaf(model, field, None, &kind, span, positive, value)?,
            });
        }
        let any = Domain::or(parts);
        Ok(if negated { any.negated() } else { any })
    }

    #[allow(clippy::too_many_arguments, reason = "a condition has that many parts")]
    fn leaf(
        &mut self,
        model: ModelId,
        field: FieldId,
        part: Option<Part>,
        kind: &Kind,
        span: Span,
        operator: Operator,
        value: &Expr,
    ) -> Result<Domain, DomainError> {
        if let Operator::Any(negated) = operator {
            return self.any(model, field, kind, span, negated, value);
        }
        fits(&self.schema.model(model).info(field).name, kind, part, operator, span)?;
        let value_span = value.span;
        let operand = self.resolver.operand(value)?;
        let leaf = Leaf {
            field,
            part,
            operator,
            value: operand,
            span: span.to(value_span),
            live_only: self.live_only,
        };
        let Some(constant) = leaf.value.constant() else { return Ok(Domain::Leaf(leaf)) };
        // Constants are tried at once, so that a wrong one is found when the rule is saved.
        let filter = leaf
            .bind_value(self.schema, model, constant, &Clock::epoch())
            .map_err(|(message, remedy)| DomainError::new(value_span, message, remedy))?;
        if matches!(operator, Operator::Equal(_) | Operator::In(_) | Operator::EqualIfSet) {
            known_keys(kind, constant, value_span)?;
        }
        let depends_on_clock = match kind {
            Kind::Date | Kind::Datetime => part.is_none() && !matches!(operator, Operator::Like { .. }),
            _ => false,
        };
        Ok(if depends_on_clock { Domain::Leaf(leaf) } else { Domain::Fixed(filter) })
    }

    fn any(
        &mut self,
        model: ModelId,
        field: FieldId,
        kind: &Kind,
        span: Span,
        negated: Negated,
        value: &Expr,
    ) -> Result<Domain, DomainError> {
        let domain = match kind {
            Kind::Id(_) => self.domain(model, value)?,
            kind => match kind.comodel() {
                Some(comodel) => {
                    let inner =
                        self.sub_domain(comodel, kind.is_x2many(), span, |b| b.domain(comodel, value))?;
                    related(field, comodel, inner)
                }
                None => {
                    let name = &self.schema.model(model).info(field).name;
                    return Err(DomainError::new(
                        span,
                        format!("'any' needs a relation, {name} is none"),
                        "use '=' or 'in'",
                    ));
                }
            },
        };
        Ok(if negated.0 { domain.negated() } else { domain })
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

fn constant_leaf(n: i64, sign: &str, value: &Expr, span: Span) -> Result<Domain, DomainError> {
    match (n, sign, &value.kind) {
        (1, "=", ExprKind::Int(1)) => Ok(Domain::Fixed(Filter::All)),
        (0, "=", ExprKind::Int(1)) => Ok(Domain::Fixed(Filter::Nothing)),
        _ => Err(DomainError::new(
            span,
            "only (1, '=', 1) and (0, '=', 1) may begin with a number",
            "write (1, '=', 1) for every record, (0, '=', 1) for none",
        )),
    }
}

fn unknown_operator(span: Span, sign: &str) -> DomainError {
    if matches!(sign, "any!" | "not any!") {
        return DomainError::new(
            span,
            format!("{sign:?} would skip access rights"),
            "write 'any' or 'not any'",
        );
    }
    let remedy = match closest(sign, &Operator::all()) {
        Some(near) => format!("did you mean {near:?}?"),
        None => format!("use one of {}", Operator::all().join(", ")),
    };
    DomainError::new(span, format!("{sign:?} is no operator"), remedy)
}

fn no_relation(span: Span, name: &str) -> DomainError {
    DomainError::new(span, format!("{name} is no relation, so nothing can follow it"), "end the path there")
}

/// Refuses operators that mean nothing on a kind of field.
fn fits(
    name: &str,
    kind: &Kind,
    part: Option<Part>,
    operator: Operator,
    span: Span,
) -> Result<(), DomainError> {
    let refuse = |remedy: &str| {
        let message = format!(
            "{:?} has no meaning on {name}, which is {} field",
            operator.text(),
            article(kind.word())
        );
        Err(DomainError::new(span, message, remedy))
    };
    match (operator, kind) {
        (Operator::Order(_), Kind::Boolean) => refuse("compare with = True or = False"),
        (Operator::Order(_), Kind::One2many(..) | Kind::Many2many(_)) => {
            refuse("compare a field of the other model")
        }
        (Operator::Like { .. }, Kind::Float) => refuse("use < and >, since numbers have no single spelling"),
        (Operator::Like { .. }, Kind::Boolean) => refuse("compare with = True or = False"),
        (Operator::Like { .. }, _) if part.is_some() => refuse("a part of a date is a number: use = or <"),
        (Operator::Tree { .. }, k) if k.comodel().is_none() && !matches!(k, Kind::Id(_)) => {
            refuse("name a relation to a model that is a tree")
        }
        (Operator::Order(_) | Operator::Like { .. }, Kind::Json) => {
            refuse("only = False and != False are possible")
        }
        _ => Ok(()),
    }
}

fn article(word: &str) -> String {
    let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u']) && !word.starts_with("one");
    format!("{} {word}", if vowel { "an" } else { "a" })
}

fn known_keys(kind: &Kind, value: &Value, span: Span) -> Result<(), DomainError> {
    let Kind::Selection(keys) = kind else { return Ok(()) };
    let values = match value {
        Value::List(items) => items.to_vec(),
        one => vec![one.clone()],
    };
    for value in values {
        let Value::Text(text) = value else { continue };
        if !keys.is_empty() && !text.is_empty() && !keys.contains(&text) {
            let names: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
            return Err(DomainError::new(
                span,
                format!("{text:?} is none of the keys"),
                format!("use {}", names.join(", ")),
            ));
        }
    }
    Ok(())
}
