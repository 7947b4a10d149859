//! Walks the expressions of rules and notes how fields are used.

use std::collections::BTreeMap;

use bailiwick_model::{FieldName, Model, ModelName, Policy, RecordRule, RuleId};
use bailiwick_policy::domain::{Expr, ExprKind, Operator, Part, parse};

use super::{
    conventions,
    evidence::Evidence,
    shape::{Shape, lookup},
};

/// One pass over all rules. What an earlier pass saw helps to tell where relations lead.
pub(super) struct Walk<'p> {
    policy: &'p Policy,
    core: &'p BTreeMap<ModelName, Model>,
    hints: &'p Evidence,
    seen: Evidence,
    from: String,
    variables: Vec<(String, Vec<Shape>)>,
}

impl<'p> Walk<'p> {
    pub(super) fn new(policy: &'p Policy, core: &'p BTreeMap<ModelName, Model>, hints: &'p Evidence) -> Self {
        Self { policy, core, hints, seen: Evidence::default(), from: String::new(), variables: Vec::new() }
    }

    pub(super) fn finish(self) -> Evidence {
        self.seen
    }

    /// Notes what a rule uses. A rule that cannot be parsed teaches nothing; the engine refuses it later.
    pub(super) fn rule(&mut self, id: &RuleId, rule: &RecordRule) {
        self.from = format!("rule {id}");
        if let Ok(expr) = parse(&rule.domain) {
            self.domain(&rule.model, &expr);
        }
    }

    fn domain(&mut self, model: &ModelName, expr: &Expr<'_>) {
        match &expr.kind {
            ExprKind::List(items) => {
                for item in items {
                    if let ExprKind::List(parts) = &item.kind
                        && let [path, operator, value] = parts.as_slice()
                        && let (ExprKind::Text(path), ExprKind::Text(sign)) = (&path.kind, &operator.kind)
                    {
                        self.condition(model, path, sign, value);
                    }
                }
            }
            ExprKind::If { condition, then, otherwise } => {
                self.shapes(condition, false);
                self.domain(model, then);
                self.domain(model, otherwise);
            }
            ExprKind::Sum { left, right, .. } => {
                self.domain(model, left);
                self.domain(model, right);
            }
            _ => {}
        }
    }

    fn condition(&mut self, model: &ModelName, path: &str, sign: &str, value: &Expr<'_>) {
        let mut names: Vec<&str> = path.split('.').collect();
        let Some(mut last) = names.pop() else { return };
        if Part::named(last).is_some() && !names.is_empty() {
            last = names.pop().unwrap_or(last);
            return self.part_of_date(model, &names, last);
        }
        let Some(model) = self.follow(model, &names) else { return };
        let operator = Operator::named(sign);
        if let Some(Operator::Any(_)) = operator {
            if let Some(comodel) = self.relation(&model, last) {
                self.domain(&comodel, value);
            }
            return;
        }
        let shapes = self.shapes(value, false);
        if let Some(Operator::Tree { .. }) = operator {
            let nodes = if last == "id" { Some(model) } else { self.relation(&model, last) };
            if let Some(nodes) = nodes {
                let from = self.from.clone();
                self.seen.tree(&nodes, &from);
            }
            return;
        }
        self.leaf(&model, last, operator, &shapes);
    }

    /// Follows relations; the model they lead to.
    fn follow(&mut self, model: &ModelName, names: &[&str]) -> Option<ModelName> {
        let mut at = model.clone();
        for name in names {
            at = self.relation(&at, name)?;
        }
        Some(at)
    }

    fn part_of_date(&mut self, model: &ModelName, names: &[&str], field: &str) {
        if let (Some(model), Ok(field)) = (self.follow(model, names), FieldName::new(field)) {
            let from = self.from.clone();
            self.seen.field(&model, &field, &from).compared(&Shape::Instant);
        }
    }

    fn leaf(&mut self, model: &ModelName, name: &str, operator: Option<Operator>, shapes: &[Shape]) {
        let Ok(field) = FieldName::new(name) else { return };
        if matches!(name, "id" | "display_name") {
            return;
        }
        let texts = shapes.contains(&Shape::Text);
        let described =
            lookup(&self.policy.models, model, &field).or_else(|| lookup(self.core, model, &field));
        let relation =
            described.map_or_else(|| conventions::is_relation(name), |f| f.kind.comodel().is_some());
        let from = self.from.clone();
        let use_ = self.seen.field(model, &field, &from);
        shapes.iter().for_each(|shape| use_.compared(shape));
        match operator {
            Some(Operator::Like { .. }) if !relation => use_.compared(&Shape::Text),
            Some(Operator::Order(_)) => use_.ordered(),
            _ => {}
        }
        if relation {
            let comodel = self.relation(model, name);
            if let Some(comodel) = comodel.filter(|_| texts) {
                self.seen.by_name(&comodel, &from);
            }
        }
    }

    /// The model that a relation leads to; notes that it has to be one.
    fn relation(&mut self, model: &ModelName, name: &str) -> Option<ModelName> {
        if name == "id" {
            return Some(model.clone());
        }
        let field = FieldName::new(name).ok()?;
        let described =
            lookup(&self.policy.models, model, &field).or_else(|| lookup(self.core, model, &field));
        if let Some(described) = described {
            let comodel = described.kind.comodel().cloned();
            if let Some(comodel) = &comodel {
                let from = self.from.clone();
                self.seen.field(model, &field, &from).relates_to(comodel.clone());
            }
            return comodel;
        }
        let (settings, models) = (&self.policy.settings, &self.policy.models);
        let known = self
            .hints
            .compared_with(model, &field)
            .or_else(|| conventions::comodel(model, name, settings, models))
            .filter(|m| models.contains_key(m) || self.core.contains_key(m) || self.hints.is_placeholder(m));
        let comodel = match known {
            Some(model) => model,
            None => {
                let placeholder = ModelName::new(format!("{model}.{name}")).ok()?;
                self.seen.placeholder(&placeholder, &self.from);
                placeholder
            }
        };
        let from = self.from.clone();
        self.seen.field(model, &field, &from).relates_to(comodel.clone());
        Some(comodel)
    }

    /// The shapes of a value. `walked` when something is taken from it, so that it has to be records.
    fn shapes(&mut self, expr: &Expr<'_>, walked: bool) -> Vec<Shape> {
        let settings = &self.policy.settings;
        match &expr.kind {
            ExprKind::None | ExprKind::Bool(false) => vec![Shape::Unset],
            ExprKind::Bool(true) => vec![Shape::Bool],
            ExprKind::Int(_) => vec![Shape::Int],
            ExprKind::Float(_) => vec![Shape::Float],
            ExprKind::Text(_) => vec![Shape::Text],
            ExprKind::List(items) => items.iter().flat_map(|item| self.shapes(item, false)).collect(),
            ExprKind::Name(name) => match *name {
                "user" => vec![Shape::Records(settings.user_model.clone())],
                "uid" => vec![Shape::Ref(settings.user_model.clone())],
                "company_id" | "company_ids" => vec![Shape::Ref(settings.company_model.clone())],
                "today" => vec![Shape::Date],
                "now" => vec![Shape::Instant],
                name => {
                    let bound = self.variables.iter().rev().find(|(variable, _)| variable == name);
                    bound.map(|(_, shapes)| shapes.clone()).unwrap_or_default()
                }
            },
            ExprKind::Attribute(source, name) => self.attribute(source, name, walked),
            ExprKind::Call(function, arguments) => self.call(function, arguments),
            ExprKind::Sum { left, right, .. } | ExprKind::And(left, right) | ExprKind::Or(left, right) => {
                let mut shapes = self.shapes(left, false);
                shapes.extend(self.shapes(right, false));
                shapes
            }
            ExprKind::Not(inner) => {
                self.shapes(inner, false);
                vec![Shape::Bool]
            }
            ExprKind::Compare(_, left, right) => {
                self.shapes(left, false);
                self.shapes(right, false);
                vec![Shape::Bool]
            }
            ExprKind::If { condition, then, otherwise } => {
                self.shapes(condition, false);
                let mut shapes = self.shapes(then, walked);
                shapes.extend(self.shapes(otherwise, walked));
                shapes
            }
            ExprKind::Comprehension { element, variable, source, condition } => {
                let source = self.shapes(source, true);
                self.variables.push(((*variable).to_owned(), source));
                if let Some(condition) = condition {
                    self.shapes(condition, false);
                }
                let shapes = self.shapes(element, false);
                self.variables.pop();
                shapes
            }
        }
    }

    fn attribute(&mut self, source: &Expr<'_>, name: &str, walked: bool) -> Vec<Shape> {
        let settings = &self.policy.settings;
        if matches!(&source.kind, ExprKind::Attribute(_, env) if *env == "env") {
            return match name {
                "company" | "companies" => vec![Shape::Records(settings.company_model.clone())],
                "user" => vec![Shape::Records(settings.user_model.clone())],
                _ => Vec::new(),
            };
        }
        if name == "env" {
            return Vec::new();
        }
        let records = self.shapes(source, true).into_iter().find_map(|shape| match shape {
            Shape::Records(model) => Some(model),
            _ => None,
        });
        match (records, name) {
            (None, _) => Vec::new(),
            (Some(model), "id" | "ids") => vec![Shape::Ref(model)],
            (Some(model), name) => self.value_of(&model, name, walked),
        }
    }

    /// The shape of a field that a value is taken from.
    fn value_of(&mut self, model: &ModelName, name: &str, walked: bool) -> Vec<Shape> {
        let Ok(field) = FieldName::new(name) else { return Vec::new() };
        let described =
            lookup(&self.policy.models, model, &field).or_else(|| lookup(self.core, model, &field));
        if let Some(plain) = described.filter(|f| f.kind.comodel().is_none()) {
            let shape = Shape::of(&plain.kind);
            let from = self.from.clone();
            self.seen.field(model, &field, &from);
            return shape.into_iter().collect();
        }
        if walked || conventions::is_relation(name) || described.is_some() {
            return self.relation(model, name).map(Shape::Records).into_iter().collect();
        }
        let from = self.from.clone();
        self.seen.field(model, &field, &from);
        Vec::new()
    }

    fn call(&mut self, function: &Expr<'_>, arguments: &[Expr<'_>]) -> Vec<Shape> {
        let group_model = self.policy.settings.group_model.clone();
        match (&function.kind, arguments) {
            (ExprKind::Attribute(_, method), []) if *method == "_get_group_ids" => {
                vec![Shape::Ref(group_model)]
            }
            (ExprKind::Attribute(_, method), _) if *method == "has_group" => vec![Shape::Bool],
            (ExprKind::Attribute(source, method), [path]) if *method == "mapped" => {
                let ExprKind::Text(path) = &path.kind else { return Vec::new() };
                let mut shapes = self.shapes(source, true);
                let mut names = path.split('.').peekable();
                while let Some(name) = names.next() {
                    let Some(Shape::Records(model)) = shapes.first().cloned() else { return Vec::new() };
                    shapes = match name {
                        "id" => vec![Shape::Ref(model)],
                        name => self.value_of(&model, name, names.peek().is_some()),
                    };
                }
                shapes
            }
            (ExprKind::Name(name), [_]) if *name == "len" => vec![Shape::Int],
            _ => Vec::new(),
        }
    }
}
