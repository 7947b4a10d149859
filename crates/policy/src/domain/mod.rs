//! The domain language: conditions on records, in the notation of Odoo's domains.
//!
//! ```text
//! ['|', ('owner_id', '=', user.id), ('area_id', 'child_of', user.center_area_ids.ids)]
//! ```
//!
//! A text is [parsed](parser), [built](build) into a typed [`Domain`] against the schema, and [bound](bind) to one
//! question, which yields a [`Filter`](crate::filter::Filter) without variables. Texts are never run.
//! `docs/domain-language.md` is the reference for those who write domains.

mod actor;
mod bind;
mod build;
mod error;
mod evaluation;
mod lexer;
mod operand;
mod operator;
mod parser;

mod relative;
mod resolver;
mod syntax;

pub use crate::filter::Part;
pub use actor::ActorFact;
pub use build::{Search, build_expression, build_rule, build_search};
pub use error::DomainError;
pub use lexer::MAX_TEXT;
pub use operand::{EvalError, Operand, RequestPart, Scope};
pub use operator::Operator;
pub use parser::{MAX_DEPTH, MAX_NODES, parse};
pub use syntax::{Comparison, Expr, ExprKind, Span};

use crate::{
    filter::Filter,
    schema::{FieldId, ModelId, Schema},
};

/// A condition on records of one model, with names resolved and variables still open.
#[derive(Clone, Debug, PartialEq)]
pub enum Domain {
    /// A part that is the same for every question.
    Fixed(Filter),
    /// All of these.
    And(Vec<Domain>),
    /// One of these.
    Or(Vec<Domain>),
    /// Not this.
    Not(Box<Domain>),
    /// One of two, chosen by a value that does not depend on the record.
    If {
        /// What decides.
        condition: Operand,
        /// The domain when it holds.
        then: Box<Domain>,
        /// The domain when it does not.
        otherwise: Box<Domain>,
    },
    /// One field against a value.
    Leaf(Leaf),
    /// Some linked record meets a domain.
    Related(FieldId, ModelId, Box<Domain>),
}

/// One field against a value that has to be computed.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    /// The field.
    pub field: FieldId,
    /// Part of a date to look at.
    pub part: Option<Part>,
    /// How they are compared.
    pub operator: Operator,
    /// The value.
    pub value: Operand,
    /// Where it stands in the text.
    pub span: Span,
    /// Whether names are looked up among unarchived records only.
    live_only: bool,
}

impl Domain {
    /// Fills in the values of one question.
    ///
    /// # Errors
    /// When a value cannot be computed, or does not fit the field it is compared with.
    pub fn bind(&self, schema: &Schema, model: ModelId, scope: &dyn Scope) -> Result<Filter, EvalError> {
        let each = |parts: &[Domain]| {
            parts.iter().map(|p| p.bind(schema, model, scope)).collect::<Result<Vec<_>, _>>()
        };
        match self {
            Self::Fixed(filter) => Ok(filter.clone()),
            Self::And(parts) => each(parts).map(Filter::and),
            Self::Or(parts) => each(parts).map(Filter::or),
            Self::Not(inner) => inner.bind(schema, model, scope).map(Filter::not),
            Self::If { condition, then, otherwise } => {
                let chosen = if condition.truth(schema, scope)? { then } else { otherwise };
                chosen.bind(schema, model, scope)
            }
            Self::Leaf(leaf) => leaf.bind(schema, model, scope),
            Self::Related(field, comodel, inner) => {
                Ok(Filter::related(*field, *comodel, inner.bind(schema, *comodel, scope)?))
            }
        }
    }

    /// Whether some value in it is what is looked for.
    pub(crate) fn mentions(&self, wanted: &dyn Fn(&Operand) -> bool) -> bool {
        match self {
            Self::Fixed(_) => false,
            Self::And(parts) | Self::Or(parts) => parts.iter().any(|part| part.mentions(wanted)),
            Self::Not(inner) | Self::Related(_, _, inner) => inner.mentions(wanted),
            Self::If { condition, then, otherwise } => {
                condition.mentions(wanted) || then.mentions(wanted) || otherwise.mentions(wanted)
            }
            Self::Leaf(leaf) => leaf.value.mentions(wanted),
        }
    }

    fn and(parts: Vec<Domain>) -> Self {
        Self::join(parts, Filter::and, Self::And)
    }

    fn or(parts: Vec<Domain>) -> Self {
        Self::join(parts, Filter::or, Self::Or)
    }

    /// Joins; parts that are already fixed become one.
    fn join(parts: Vec<Domain>, fixed: fn(Vec<Filter>) -> Filter, open: fn(Vec<Domain>) -> Self) -> Self {
        let (done, mut rest): (Vec<_>, Vec<_>) = parts.into_iter().partition(|p| matches!(p, Self::Fixed(_)));
        let done: Vec<Filter> =
            done.into_iter().filter_map(|p| if let Self::Fixed(f) = p { Some(f) } else { None }).collect();
        if !done.is_empty() {
            let filter = fixed(done);
            if rest.is_empty() {
                return Self::Fixed(filter);
            }
            // A part that decides alone does not make the open ones superfluous: they may fail, and that denies.
            if filter != fixed(Vec::new()) {
                rest.insert(0, Self::Fixed(filter));
            }
        }
        if rest.len() == 1 { rest.remove(0) } else { open(rest) }
    }

    fn negated(self) -> Self {
        match self {
            Self::Fixed(filter) => Self::Fixed(filter.not()),
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }
}
