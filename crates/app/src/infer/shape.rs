//! What kind of value an expression yields, as far as names tell.

use std::collections::BTreeMap;

use bailiwick_model::{Field, FieldKind, FieldName, Model, ModelName};

/// A kind of value. A list has the shapes of its items.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// `False` or `None`.
    Unset,
    /// `True`, or the answer to a question.
    Bool,
    /// A whole number.
    Int,
    /// A number with a fraction.
    Float,
    /// A text.
    Text,
    /// A day.
    Date,
    /// A moment.
    Instant,
    /// Records of a model.
    Records(ModelName),
    /// Ids of records of a model.
    Ref(ModelName),
}

impl Shape {
    /// What a field holds.
    pub(super) fn of(kind: &FieldKind) -> Option<Self> {
        Some(match kind {
            FieldKind::Char | FieldKind::Text | FieldKind::Html | FieldKind::Selection(_) => Self::Text,
            FieldKind::Integer => Self::Int,
            FieldKind::Float | FieldKind::Monetary => Self::Float,
            FieldKind::Boolean => Self::Bool,
            FieldKind::Date => Self::Date,
            FieldKind::Datetime => Self::Instant,
            FieldKind::Many2one(model) | FieldKind::Many2many(model) | FieldKind::One2many { model, .. } => {
                Self::Records(model.clone())
            }
            FieldKind::Json => return None,
        })
    }
}

/// A described field, the model's own or one of a parent that it delegates to.
pub(super) fn lookup<'m>(
    models: &'m BTreeMap<ModelName, Model>,
    model: &ModelName,
    field: &FieldName,
) -> Option<&'m Field> {
    // A model may delegate to one that delegates on; a chain longer than this is a circle.
    const DEEPEST: usize = 8;
    let mut todo = vec![(model, 0)];
    while let Some((name, depth)) = todo.pop() {
        let Some(description) = models.get(name) else { continue };
        if let Some(found) = description.fields.get(field) {
            return Some(found);
        }
        if depth < DEEPEST {
            todo.extend(description.inherits.keys().map(|parent| (parent, depth + 1)));
        }
    }
    None
}
