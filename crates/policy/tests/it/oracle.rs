//! What domains mean, said a second time: slowly, on JSON records, with nothing taken from the engine.
//!
//! `docs/domain-language.md` is what this file follows. It favours the obvious over the quick.

mod dom;
mod form;
mod time;
mod tree;
mod value;

use std::collections::BTreeMap;

use bailiwick_model::{FieldKind, Policy};
use jiff::tz::TimeZone;
use serde_json::{Map, Value as Json};

pub(crate) use dom::{Dom, Term};
use time::number_test;

pub(crate) type Record = Map<String, Json>;
pub(crate) type Records = BTreeMap<String, BTreeMap<i64, Record>>;

/// What a domain is asked about.
pub(crate) struct Oracle<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) records: &'a Records,
    /// Values of variables for the asking user; a variable that cannot be computed is missing.
    pub(crate) variables: BTreeMap<&'static str, Json>,
    pub(crate) zone: TimeZone,
}

impl Oracle<'_> {
    /// Whether every variable that the domain needs has a value.
    pub(crate) fn is_computable(&self, dom: &Dom) -> bool {
        match dom {
            Dom::Constant(_) => true,
            Dom::And(parts) | Dom::Or(parts) => parts.iter().all(|p| self.is_computable(p)),
            Dom::Not(inner) | Dom::Any(_, _, inner) => self.is_computable(inner),
            Dom::Is(_, _, Term::Variable(name)) => self.variables.contains_key(name),
            Dom::Is(..) => true,
            Dom::If(condition, then, otherwise) => match self.variables.get(condition) {
                Some(value) => self.is_computable(if truthy(value) { then } else { otherwise }),
                None => false,
            },
        }
    }

    pub(crate) fn holds(&self, model: &str, record: &Record, dom: &Dom) -> bool {
        match dom {
            Dom::Constant(value) => *value,
            Dom::And(parts) => parts.iter().all(|p| self.holds(model, record, p)),
            Dom::Or(parts) => parts.iter().any(|p| self.holds(model, record, p)),
            Dom::Not(inner) => !self.holds(model, record, inner),
            Dom::If(condition, then, otherwise) => {
                self.holds(model, record, if truthy(&self.variables[condition]) { then } else { otherwise })
            }
            Dom::Any(field, negated, inner) => {
                let met = if field == "id" {
                    self.holds(model, record, inner)
                } else {
                    self.through(model, record, field, |m, r| self.holds(m, r, inner))
                };
                met != *negated
            }
            Dom::Is(path, operator, term) => {
                let value = match term {
                    Term::Json(value) => value,
                    Term::Variable(name) => &self.variables[name],
                };
                self.path(model, record, path, operator, value)
            }
        }
    }

    fn path(&self, model: &str, record: &Record, path: &str, operator: &str, value: &Json) -> bool {
        let (first, rest) = path.split_once('.').map_or((path, None), |(a, b)| (a, Some(b)));
        if first == "display_name" {
            let (positive, negated) = sign(operator);
            let named = self.display(model).iter().any(|f| self.path(model, record, f, positive, value));
            return named != negated;
        }
        if first != "id" && !self.policy.models[model].fields.contains_key(first) {
            let link = self.delegate(model, first).unwrap_or_else(|| panic!("{model} has no {first}"));
            return self.through(model, record, &link, |m, r| self.path(m, r, path, operator, value));
        }
        match rest {
            None => self.leaf(model, record, first, operator, value),
            Some(part) if matches!(self.kind(model, first), Some(FieldKind::Date | FieldKind::Datetime)) => {
                let number = record.get(first).and_then(Json::as_str).map(|text| self.part(text, part));
                number_test(number, operator, value)
            }
            Some(rest) => self.through(model, record, first, |m, r| self.path(m, r, rest, operator, value)),
        }
    }

    /// Whether some existing record behind the relation meets a test.
    fn through(
        &self,
        model: &str,
        record: &Record,
        field: &str,
        test: impl Fn(&str, &Record) -> bool,
    ) -> bool {
        let comodel = self.comodel(model, field);
        let table = self.records.get(comodel);
        self.linked(model, record, field)
            .iter()
            .any(|id| table.and_then(|t| t.get(id)).is_some_and(|r| test(comodel, r)))
    }

    pub(crate) fn linked(&self, model: &str, record: &Record, field: &str) -> Vec<i64> {
        match self.kind(model, field) {
            Some(FieldKind::One2many { model: other, inverse }) => {
                let own = &record["id"];
                let table = self.records.get(other.as_str()).into_iter().flatten();
                table.filter(|(_, r)| r.get(inverse.as_str()) == Some(own)).map(|(id, _)| *id).collect()
            }
            _ => match record.get(field) {
                Some(Json::Array(ids)) => ids.iter().filter_map(Json::as_i64).collect(),
                Some(id) => id.as_i64().into_iter().collect(),
                None => Vec::new(),
            },
        }
    }

    fn leaf(&self, model: &str, record: &Record, field: &str, operator: &str, value: &Json) -> bool {
        let (operator, negated) = sign(operator);
        let met = match operator {
            "=?" if !truthy(value) => true,
            "=" | "=?" => match value {
                Json::Array(items) if items.is_empty() => self.is_unset(model, record, field),
                Json::Array(items) => self.is_one_of(model, record, field, items),
                one => self.is_one_of(model, record, field, std::slice::from_ref(one)),
            },
            "in" => match value {
                Json::Array(items) => self.is_one_of(model, record, field, items),
                one if truthy(one) => self.is_one_of(model, record, field, std::slice::from_ref(one)),
                _ => false,
            },
            "<" | "<=" | ">" | ">=" => self.is_on_side(model, record, field, operator, value),
            "like" | "ilike" | "=like" | "=ilike" => self.is_like(model, record, field, operator, value),
            "child_of" | "parent_of" => self.is_in_tree(model, record, field, operator == "child_of", value),
            other => panic!("{other}"),
        };
        met != negated
    }

    fn kind(&self, model: &str, field: &str) -> Option<&FieldKind> {
        self.policy.models[model].fields.get(field).map(|f| &f.kind)
    }

    fn comodel(&self, model: &str, field: &str) -> &str {
        self.kind(model, field).and_then(FieldKind::comodel).unwrap_or_else(|| panic!("{model}.{field}"))
    }

    fn display(&self, model: &str) -> Vec<String> {
        let listed: Vec<String> = self.policy.models[model].display.iter().map(ToString::to_string).collect();
        if listed.is_empty() { vec!["name".to_owned()] } else { listed }
    }

    fn parent_field(&self, model: &str) -> String {
        self.policy.models[model].parent.as_ref().map_or_else(|| "parent_id".to_owned(), ToString::to_string)
    }

    /// The link to the parent by delegation that knows `field`, directly or through its own parents.
    fn delegate(&self, model: &str, field: &str) -> Option<String> {
        let inherits = &self.policy.models[model].inherits;
        let known = |parent: &str| {
            self.policy.models[parent].fields.contains_key(field) || self.delegate(parent, field).is_some()
        };
        inherits.iter().find(|(parent, _)| known(parent)).map(|(_, link)| link.to_string())
    }
}

fn sign(operator: &str) -> (&str, bool) {
    match operator {
        "!=" => ("=", true),
        other => other.strip_prefix("not ").map_or((other, false), |positive| (positive, true)),
    }
}

fn truthy(value: &Json) -> bool {
    match value {
        Json::Null => false,
        Json::Bool(b) => *b,
        Json::Number(n) => n.as_f64() != Some(0.0),
        Json::String(s) => !s.is_empty(),
        Json::Array(items) => !items.is_empty(),
        Json::Object(_) => true,
    }
}
