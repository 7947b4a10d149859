//! `value`: what does an expression of the rule language yield?

use bailiwick_policy::{Asker, domain::build_expression, filter::json};
use bailiwick_protocol::world::{Outcome, Valuation};
use serde_json::Value as Json;

use super::{Bench, Circumstances, asker};
use crate::{question::QuestionError, state::State, world::report::Judgement};

pub(super) fn value(
    bench: &Bench<'_>,
    here: &Circumstances,
    ask: &Valuation,
    outcome: &Outcome<Json>,
) -> Result<Judgement, QuestionError> {
    let asked = bench.ask(here, &ask.user)?;
    let asker = asker(&asked)?;
    let text = format!("value: what is {} for {}", ask.expression, ask.user);
    let got = evaluate(asked.state, &asker, &ask.expression);
    Ok(match (outcome, got) {
        (Outcome::Is(wanted), Ok(got)) => Judgement {
            passed: same(wanted, &got),
            asked: text,
            wanted: wanted.to_string(),
            got: got.to_string(),
            why: Vec::new(),
        },
        (Outcome::Is(wanted), Err(error)) => {
            Judgement::of(text, wanted.to_string(), format!("an error: {error}"), Vec::new())
        }
        (Outcome::Error(words), got) => expect_error(text, words, got.map(|value| value.to_string())),
    })
}

/// Evaluates as in a rule on the model of users.
fn evaluate(state: &State, asker: &Asker<'_>, expression: &str) -> Result<Json, String> {
    let schema = state.snapshot.schema();
    let model =
        schema.user.ok_or("no model describes the users; describe settings.user_model under models")?;
    let operand = build_expression(schema, model, expression).map_err(|e| e.to_string())?;
    operand.value(schema, asker).map(|value| json::value(&value)).map_err(|e| e.to_string())
}

/// Equal, whatever form numbers have and whatever order lists have.
fn same(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len()
                && a.iter().all(|x| b.iter().any(|y| same(x, y)))
                && b.iter().all(|x| a.iter().any(|y| same(x, y)))
        }
        _ => a == b,
    }
}

/// An error that contains `words` was expected.
pub(super) fn expect_error(asked: String, words: &str, got: Result<String, String>) -> Judgement {
    let (passed, got) = match got {
        Ok(result) => (false, format!("no error: {result}")),
        Err(error) => (error.contains(words), format!("the error: {error}")),
    };
    Judgement { passed, asked, wanted: format!("an error that says {words:?}"), got, why: Vec::new() }
}
