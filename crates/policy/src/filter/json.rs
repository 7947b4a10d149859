//! Prints a filter as JSON, for programs that translate it to a query language of their own.
//!
//! `{"and": […]}`, `{"or": […]}`, `true`, `false`, or one test:
//! `{"field": "area_id", "in": [1, 2], "or_unset": true, "not": true}`. Inner filters stand under `related`.

use bailiwick_model::Value;
use serde_json::{Map, Value as Json, json};

use super::{Filter, Test};
use crate::{
    calendar,
    schema::{ModelId, Schema},
};

/// The filter on records of `model` as JSON.
#[must_use]
pub fn print(schema: &Schema, model: ModelId, filter: &Filter) -> Json {
    let list = |parts: &[Filter]| parts.iter().map(|p| print(schema, model, p)).collect::<Vec<_>>();
    match filter {
        Filter::All => Json::Bool(true),
        Filter::Nothing => Json::Bool(false),
        Filter::And(parts) => json!({ "and": list(parts) }),
        Filter::Or(parts) => json!({ "or": list(parts) }),
        Filter::Field { field, negated, test } => {
            let mut out = Map::new();
            out.insert("field".into(), schema.model(model).info(*field).name.as_str().into());
            if *negated {
                out.insert("not".into(), true.into());
            }
            print_test(schema, test, &mut out);
            Json::Object(out)
        }
    }
}

fn print_test(schema: &Schema, test: &Test, out: &mut Map<String, Json>) {
    let mut put = |key: &str, value: Json| {
        out.insert(key.to_owned(), value);
    };
    match test {
        Test::In { part, values, unset } => {
            if let Some(part) = part {
                put("part", part.name().into());
            }
            put("in", values.iter().map(value).collect());
            if *unset {
                put("or_unset", true.into());
            }
        }
        Test::Order { part, side, bound, unset } => {
            if let Some(part) = part {
                put("part", part.name().into());
            }
            put(side.sign(), value(bound));
            if *unset {
                put("or_unset", true.into());
            }
        }
        Test::Like(pattern) => put(if pattern.fold { "ilike" } else { "like" }, pattern.like().into()),
        Test::Related(comodel, inner) => {
            put("model", schema.model(*comodel).name.as_str().into());
            put("related", print(schema, *comodel, inner));
        }
        Test::Tree(tree) => {
            let info = schema.model(tree.model);
            put("model", info.name.as_str().into());
            put("via", info.info(tree.link).name.as_str().into());
            put(if tree.below { "below" } else { "above" }, tree.roots.iter().map(value).collect());
            if let Some(named) = &tree.named {
                put("or_named", print(schema, tree.model, named));
            }
        }
    }
}

/// A value as JSON: dates and moments as ISO 8601 text.
#[must_use]
pub fn value(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(b) => (*b).into(),
        Value::Int(i) => (*i).into(),
        Value::Float(f) => (*f).into(),
        Value::Text(t) => t.as_ref().into(),
        Value::Date(d) => calendar::date_text(*d).into(),
        Value::Instant(s) => calendar::instant_text(*s).into(),
        Value::List(items) => items.iter().map(self::value).collect(),
        Value::Json(j) => (**j).clone(),
    }
}
