//! `check` and `acl`: may the user do this?

use std::collections::BTreeSet;

use bailiwick_model::Operation;
use bailiwick_protocol::world::{Action, Answer, Check, OfModel};
use serde_json::{Map, Value as Json};

use super::{Bench, Circumstances, asker};
use crate::{
    decisions::{Answer as Reply, Brought, DecisionError, Evaluator, Given, Query},
    question::{QuestionError, When},
    world::report::Judgement,
};

pub(super) fn check(
    bench: &Bench<'_>,
    here: &Circumstances,
    ask: &Check,
    answer: Answer,
    because: &[String],
) -> Result<Judgement, DecisionError> {
    let (action, record) = (ask.action.to_string(), ask.record.as_ref().map(ToString::to_string));
    let fields: Vec<String> = ask.fields.iter().map(ToString::to_string).collect();
    let values: Map<String, Json> =
        ask.values.iter().map(|(name, value)| (name.to_string(), value.clone())).collect();
    let proposes = proposes(bench, here, ask)?;
    let given = Given::Members(&values);
    let mut query = Query {
        user: &ask.user,
        action: &action,
        model: ask.model.as_deref(),
        record: record.as_deref(),
        fields: &fields,
        ..Query::default()
    };
    if proposes && !values.is_empty() {
        query.values = Some(&values);
    } else if !values.is_empty() {
        known(bench, ask)?;
        query.brought = Brought { subject: given, action: given, resource: given, context: given };
    }
    let mut evaluator = Evaluator::at(&bench.world.state, When::At(here.now)).for_companies(&here.companies);
    let wanted = matches!(answer, Answer::Allow);
    let allowed = evaluator.evaluate(&query)?.allowed;
    let explained =
        if allowed != wanted || !because.is_empty() { Some(evaluator.explain(&query)?) } else { None };
    let why = explained.as_ref().map(told).unwrap_or_default();
    let unnamed = explained.as_ref().map_or_else(Vec::new, |e| unnamed(e, because));
    let mut judgement = Judgement::of(asked(ask), word(wanted).to_owned(), word(allowed).to_owned(), why);
    if judgement.passed && !unnamed.is_empty() {
        judgement.passed = false;
        judgement.wanted = format!("{} because of {}", judgement.wanted, because.join(", "));
        judgement.got =
            format!("{}, and the explanation does not name {}", judgement.got, unnamed.join(", "));
    }
    Ok(judgement)
}

/// Whether `with` gives values that the record would get. Otherwise they are what the request supplies: a record that
/// nobody keeps cannot be changed, so there they describe it.
fn proposes(bench: &Bench<'_>, here: &Circumstances, ask: &Check) -> Result<bool, QuestionError> {
    match (&ask.action, &ask.model, &ask.record) {
        (Action::Operation(Operation::Create), ..) => Ok(true),
        (Action::Operation(Operation::Update), Some(model), Some(id)) => {
            let state = &bench.world.state;
            let model = state.model(model)?;
            let id = state.record_id(model, &id.to_string())?;
            Ok(bench.ask(here, &ask.user)?.stored(model, &id)?.is_some())
        }
        _ => Ok(false),
    }
}

/// What a request supplies and its model does not accept is ignored; a name that means nothing at all is a slip.
fn known(bench: &Bench<'_>, ask: &Check) -> Result<(), QuestionError> {
    let Some(model) = &ask.model else { return Ok(()) };
    let schema = bench.world.state.snapshot.schema();
    let info = schema.model(bench.world.state.model(model)?);
    let accepts = &info.accepts;
    let accepted = [&accepts.subject, &accepts.resource, &accepts.action, &accepts.context];
    let means_something = |name: &&bailiwick_model::FieldName| {
        info.field(name).is_some() || accepted.iter().any(|names| names.contains(name))
    };
    let slips: Vec<String> = ask
        .values
        .keys()
        .filter(|name| !means_something(name))
        .map(|name| format!("model {model} has no field {name:?} and accepts no attribute of that name"))
        .collect();
    if slips.is_empty() { Ok(()) } else { Err(QuestionError::unfit(slips.join("\n"))) }
}

/// The answer in sentences.
fn told(reply: &Reply) -> Vec<String> {
    if reply.sentences.is_empty() { vec![reply.reason.text.clone()] } else { reply.sentences.clone() }
}

pub(super) fn acl(
    bench: &Bench<'_>,
    here: &Circumstances,
    ask: &OfModel,
    answer: Answer,
) -> Result<Judgement, DecisionError> {
    let asked = bench.ask(here, &ask.user)?;
    let asker = asker(&asked)?;
    let model = asked.state.model(&ask.model)?;
    let explanation = asker.explain_model(ask.operation, model);
    let wanted = matches!(answer, Answer::Allow);
    let text = format!("acl: may {} {} records of {}", ask.user, ask.operation, ask.model);
    let why = explanation.sentences(&asker);
    Ok(Judgement::of(text, word(wanted).to_owned(), word(explanation.verdict.allowed).to_owned(), why))
}

/// Of `because`, what the explanation does not name.
fn unnamed(reply: &Reply, because: &[String]) -> Vec<String> {
    let mut named = BTreeSet::new();
    let parts = ["lines", "rules", "overrides"];
    let parts = parts.into_iter().filter_map(|part| reply.explanation.as_ref()?.get(part)?.as_array());
    for part in parts.flatten().filter(|part| counts(part)) {
        texts(part, &mut named);
    }
    let rest = reply.sentences.join("\n");
    let mentioned = |name: &str| {
        rest.split(|c: char| c.is_whitespace() || ",;:()".contains(c))
            .any(|word| word.trim_end_matches('.') == name)
    };
    because.iter().filter(|name| !named.contains(name.as_str()) && !mentioned(name)).cloned().collect()
}

/// Whether a part of the explanation has to do with the answer: lines that give what is asked, rules that apply,
/// overrides in force.
fn counts(part: &Json) -> bool {
    ["gives", "applies", "enabled"].into_iter().filter_map(|key| part.get(key)?.as_bool()).all(|yes| yes)
}

fn texts<'j>(json: &'j Json, into: &mut BTreeSet<&'j str>) {
    match json {
        Json::String(text) => drop(into.insert(text)),
        Json::Array(items) => items.iter().for_each(|item| texts(item, into)),
        Json::Object(entries) => entries.values().for_each(|item| texts(item, into)),
        _ => {}
    }
}

fn asked(ask: &Check) -> String {
    let mut text = format!("check: may {} {}", ask.user, ask.action);
    if let Some(model) = &ask.model {
        text.push_str(&format!(" {model}"));
    }
    if let Some(record) = &ask.record {
        text.push_str(&format!(" {record}"));
    }
    if !ask.values.is_empty() {
        let values: Vec<String> = ask.values.iter().map(|(name, value)| format!("{name}={value}")).collect();
        text.push_str(&format!(" with {}", values.join(", ")));
    }
    if !ask.fields.is_empty() {
        let names: Vec<&str> = ask.fields.iter().map(|name| name.as_str()).collect();
        text.push_str(&format!(" touching {}", names.join(", ")));
    }
    text
}

fn word(allowed: bool) -> &'static str {
    if allowed { "allow" } else { "deny" }
}
