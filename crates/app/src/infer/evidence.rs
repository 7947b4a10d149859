//! What the rules let us conclude about fields.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{FieldKind, FieldName, ModelName};

use super::{conventions, shape::Shape};

/// Everything seen in all rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    fields: BTreeMap<(ModelName, FieldName), Use>,
    /// Models whose records are compared as a tree, with where.
    trees: BTreeMap<ModelName, String>,
    /// Models whose records are looked for by name, with where.
    named: BTreeMap<ModelName, String>,
    placeholders: BTreeMap<ModelName, String>,
}

/// How one field is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Use {
    from: String,
    /// Where it leads, once something needs it to be a relation.
    leads_to: Option<ModelName>,
    /// Models whose ids it is compared with, and how often.
    compared: BTreeMap<ModelName, usize>,
    shapes: BTreeSet<Shape>,
    ordered: bool,
}

impl Evidence {
    /// The use of a field, new if it was not seen before.
    pub(super) fn field(&mut self, model: &ModelName, field: &FieldName, from: &str) -> &mut Use {
        self.fields.entry((model.clone(), field.clone())).or_insert_with(|| Use {
            from: from.to_owned(),
            leads_to: None,
            compared: BTreeMap::new(),
            shapes: BTreeSet::new(),
            ordered: false,
        })
    }

    /// The model that the field is compared with most.
    pub(super) fn compared_with(&self, model: &ModelName, field: &FieldName) -> Option<ModelName> {
        let compared = &self.fields.get(&(model.clone(), field.clone()))?.compared;
        compared.iter().max_by_key(|(_, times)| **times).map(|(model, _)| model.clone())
    }

    pub(super) fn tree(&mut self, model: &ModelName, from: &str) {
        self.trees.entry(model.clone()).or_insert_with(|| from.to_owned());
    }

    pub(super) fn by_name(&mut self, model: &ModelName, from: &str) {
        self.named.entry(model.clone()).or_insert_with(|| from.to_owned());
    }

    pub(super) fn placeholder(&mut self, model: &ModelName, from: &str) {
        self.placeholders.entry(model.clone()).or_insert_with(|| from.to_owned());
    }

    pub(super) fn is_placeholder(&self, model: &ModelName) -> bool {
        self.placeholders.contains_key(model)
    }

    pub(super) fn fields(&self) -> impl Iterator<Item = (&(ModelName, FieldName), &Use)> {
        self.fields.iter()
    }

    pub(super) fn trees(&self) -> impl Iterator<Item = (&ModelName, &str)> {
        self.trees.iter().map(|(model, from)| (model, from.as_str()))
    }

    pub(super) fn named(&self) -> impl Iterator<Item = (&ModelName, &str)> {
        self.named.iter().map(|(model, from)| (model, from.as_str()))
    }

    pub(super) fn placeholders(&self) -> impl Iterator<Item = (&ModelName, &str)> {
        self.placeholders.iter().map(|(model, from)| (model, from.as_str()))
    }
}

impl Use {
    /// Something needs it to be a relation to `model`.
    pub(super) fn relates_to(&mut self, model: ModelName) {
        self.leads_to.get_or_insert(model);
    }

    /// It is compared with a value of this shape.
    pub(super) fn compared(&mut self, shape: &Shape) {
        match shape {
            Shape::Records(model) | Shape::Ref(model) => {
                *self.compared.entry(model.clone()).or_default() += 1
            }
            plain => drop(self.shapes.insert(plain.clone())),
        }
    }

    /// It is compared by `<` or `>`.
    pub(super) fn ordered(&mut self) {
        self.ordered = true;
    }

    /// The rule that used it first.
    pub(super) fn from(&self) -> &str {
        &self.from
    }

    /// The type that fits all uses best.
    pub(super) fn kind(&self, name: &str) -> FieldKind {
        let most = self.compared.iter().max_by_key(|(_, times)| **times).map(|(model, _)| model);
        if let Some(model) = self.leads_to.as_ref().or(most) {
            let model = model.clone();
            return if conventions::is_many(name) {
                FieldKind::Many2many(model)
            } else {
                FieldKind::Many2one(model)
            };
        }
        let has = |shape: Shape| self.shapes.contains(&shape);
        let moment = matches!(name, "create_date" | "write_date") || has(Shape::Instant);
        let day = has(Shape::Date) || name == "date" || name.ends_with("_date") || name.starts_with("date_");
        match () {
            () if moment => FieldKind::Datetime,
            () if day && !has(Shape::Int) => FieldKind::Date,
            () if has(Shape::Text) => FieldKind::Char,
            () if has(Shape::Float) => FieldKind::Float,
            () if has(Shape::Int) => FieldKind::Integer,
            () if has(Shape::Bool) || !self.ordered => FieldKind::Boolean,
            () => FieldKind::Integer,
        }
    }
}
