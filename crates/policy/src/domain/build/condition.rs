//! One condition: its path is followed from model to model, down to the field that the value is compared with.

use bailiwick_model::{IdKind, Value};

use super::{Builder, related};
use crate::{
    domain::{
        Domain, DomainError, Expr, ExprKind, Operator, Part, Span, operator::Negated, parser::MAX_DEPTH,
        resolver::too_deep,
    },
    filter::Filter,
    schema::{Found, Kind, ModelId, closest},
};

impl Builder<'_> {
    pub(super) fn condition(&mut self, model: ModelId, expr: &Expr<'_>) -> Result<Domain, DomainError> {
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
        value: &Expr<'_>,
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
        value: &Expr<'_>,
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
    pub(super) fn sub_domain(
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
        value: &Expr<'_>,
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
}

fn constant_leaf(n: i64, sign: &str, value: &Expr<'_>, span: Span) -> Result<Domain, DomainError> {
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
