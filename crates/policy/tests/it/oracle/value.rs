//! One value against another: what is not set, what is the same, what lies on which side.

use std::cmp::Ordering;

use bailiwick_model::FieldKind;
use serde_json::{Value as Json, json};

use super::{Oracle, Record, truthy};

impl Oracle<'_> {
    pub(super) fn is_unset(&self, model: &str, record: &Record, field: &str) -> bool {
        let value = record.get(field).unwrap_or(&Json::Null);
        match self.kind(model, field) {
            None => false,
            Some(k) if k.is_x2many() => self.linked(model, record, field).is_empty(),
            Some(FieldKind::Char | FieldKind::Text | FieldKind::Html) => {
                value.as_str().unwrap_or("").is_empty()
            }
            Some(FieldKind::Integer | FieldKind::Float | FieldKind::Monetary) => {
                value.as_f64().unwrap_or(0.0) == 0.0
            }
            Some(FieldKind::Boolean) => *value != json!(true),
            Some(_) => value.is_null(),
        }
    }

    pub(super) fn is_one_of(&self, model: &str, record: &Record, field: &str, items: &[Json]) -> bool {
        items.iter().any(|item| self.is_value(model, record, field, item))
    }

    pub(super) fn is_value(&self, model: &str, record: &Record, field: &str, item: &Json) -> bool {
        if matches!(item, Json::Null | Json::Bool(false)) {
            return self.is_unset(model, record, field);
        }
        let value = record.get(field).unwrap_or(&Json::Null);
        let Some(kind) = self.kind(model, field) else { return value == item };
        if kind.comodel().is_some() {
            return match item.as_i64() {
                Some(id) => self.linked(model, record, field).contains(&id),
                None => self.through(model, record, field, |m, r| self.path(m, r, "display_name", "=", item)),
            };
        }
        match kind {
            FieldKind::Char | FieldKind::Text | FieldKind::Html if item == "" => {
                self.is_unset(model, record, field)
            }
            FieldKind::Integer | FieldKind::Float | FieldKind::Monetary => match number(item) {
                0.0 => self.is_unset(model, record, field),
                wanted => value.as_f64() == Some(wanted),
            },
            FieldKind::Boolean => (*value == json!(true)) == boolean(item),
            FieldKind::Date => value.as_str() == item.as_str().map(|t| &t[..10]),
            FieldKind::Datetime => value.as_str() == Some(&self.moment(item.as_str().unwrap()).0),
            _ => value == item,
        }
    }

    pub(super) fn is_on_side(
        &self,
        model: &str,
        record: &Record,
        field: &str,
        operator: &str,
        bound: &Json,
    ) -> bool {
        let value = record.get(field).unwrap_or(&Json::Null);
        let side = |order: Ordering| match operator {
            "<" => order.is_lt(),
            "<=" => order.is_le(),
            ">" => order.is_gt(),
            _ => order.is_ge(),
        };
        match self.kind(model, field) {
            Some(FieldKind::Char | FieldKind::Text | FieldKind::Html) => {
                side(value.as_str().unwrap_or("").as_bytes().cmp(bound.as_str().unwrap_or("").as_bytes()))
            }
            Some(FieldKind::Integer | FieldKind::Float | FieldKind::Monetary) => {
                side(value.as_f64().unwrap_or(0.0).partial_cmp(&number(bound)).unwrap())
            }
            _ if value.is_null() || matches!(bound, Json::Null | Json::Bool(false)) => false,
            Some(FieldKind::Datetime) => {
                let seen = value.as_str().unwrap().to_owned();
                let (first, next) = self.moment(bound.as_str().unwrap());
                match (operator, next) {
                    (">", Some(next)) => seen >= next,
                    ("<=", Some(next)) => seen < next,
                    _ => side(seen.cmp(&first)),
                }
            }
            Some(FieldKind::Date) => side(value.as_str().unwrap().cmp(&bound.as_str().unwrap()[..10])),
            Some(FieldKind::Selection(_)) => side(value.as_str().cmp(&bound.as_str())),
            _ => side(value.as_i64().cmp(&bound.as_i64())),
        }
    }
}

pub(super) fn number(value: &Json) -> f64 {
    if *value == json!(true) { 1.0 } else { value.as_f64().unwrap_or(0.0) }
}

fn boolean(value: &Json) -> bool {
    match value {
        Json::String(text) => ["y", "yes", "1", "true", "t", "on"].contains(&text.to_lowercase().as_str()),
        other => truthy(other),
    }
}
