//! One field against one value: whether they fit, found out when the rule is saved.

use bailiwick_model::Value;

use super::{Builder, related};
use crate::{
    domain::{Domain, DomainError, Expr, Leaf, Operator, Part, Span, bind::Clock, operator::Negated},
    schema::{FieldId, Kind, ModelId},
};

impl Builder<'_> {
    #[allow(clippy::too_many_arguments, reason = "a condition has that many parts")]
    pub(super) fn leaf(
        &mut self,
        model: ModelId,
        field: FieldId,
        part: Option<Part>,
        kind: &Kind,
        span: Span,
        operator: Operator,
        value: &Expr<'_>,
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
        value: &Expr<'_>,
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
