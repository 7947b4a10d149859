//! `field=value` on the command line.

use bailiwick_app::State;
use bailiwick_model::IdKind;
use bailiwick_policy::schema::Kind;
use serde_json::{Map, Value as Json};

use super::Trouble;

/// One `NAME=VALUE`.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    name: String,
    value: String,
}

impl std::str::FromStr for Pair {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((name, value)) if !name.is_empty() => {
                Ok(Self { name: name.to_owned(), value: value.to_owned() })
            }
            _ => Err("write it as FIELD=VALUE, as in area_id=12".to_owned()),
        }
    }
}

/// The pairs as JSON: texts where the model's field holds texts, else numbers, lists and truths as JSON has them.
pub(crate) fn values(
    state: &State,
    model: Option<&str>,
    pairs: &[Pair],
) -> Result<Map<String, Json>, Trouble> {
    let mut values = Map::new();
    for Pair { name, value } in pairs {
        let json = if is_text(state, model, name) && value != "null" {
            Json::String(value.clone())
        } else {
            serde_json::from_str(value).unwrap_or_else(|_| Json::String(value.clone()))
        };
        if values.insert(name.clone(), json).is_some() {
            return Err(Trouble::Usage(format!("{name} is given twice; keep one of the two")));
        }
    }
    Ok(values)
}

fn is_text(state: &State, model: Option<&str>, name: &str) -> bool {
    let schema = state.snapshot.schema();
    let Some(info) = model.and_then(|model| schema.find(model)).map(|model| schema.model(model)) else {
        return false;
    };
    let Some(field) = info.field(name) else { return false };
    match &info.info(field).kind {
        Kind::Text | Kind::Selection(_) | Kind::Date | Kind::Datetime | Kind::Id(IdKind::Text) => true,
        Kind::Many2one(to) => schema.model(*to).id_kind() == IdKind::Text,
        _ => false,
    }
}

/// Refuses names that mean nothing to the model. What is supplied and not accepted is ignored by the engine, which from
/// a person's hand is most likely a slip.
pub(crate) fn known(state: &State, model: Option<&str>, supplied: &Map<String, Json>) -> Result<(), Trouble> {
    let Some(model) = model else {
        return match supplied.keys().next() {
            Some(name) => Err(Trouble::Usage(format!(
                "{name} has no meaning without a model; name the model, or leave out --with"
            ))),
            None => Ok(()),
        };
    };
    let info = state.snapshot.schema().model(state.model(model)?);
    let accepts = &info.accepts;
    let accepted = [&accepts.subject, &accepts.resource, &accepts.action, &accepts.context];
    for name in supplied.keys() {
        if !accepted.iter().any(|names| names.iter().any(|n| n.as_str() == name)) {
            return Err(Trouble::Usage(format!(
                "model {model} accepts no attribute {name:?} from requests; list it under accepts of the model, or give a \
                 value that the record would get with --to"
            )));
        }
    }
    Ok(())
}
