//! `visible`, `search` and `blame`: questions about many records.

use std::collections::BTreeSet;

use bailiwick_model::{Operation, RecordId, RuleId, User, UserId};
use bailiwick_policy::{
    Asker,
    filter::{Filter, Matcher, json},
    records::Row,
    schema::ModelId,
};
use bailiwick_protocol::world::{Blame, OfModel, Outcome, Search};

use super::{Bench, Circumstances, asker, compare, set};
use crate::{connected::ConnectedRecords, question::QuestionError, state::State, world::report::Judgement};

/// Up to so many records, the filter is compared with the check of each.
const CHECKED: usize = 256;

pub(super) fn visible(
    bench: &Bench<'_>,
    here: &Circumstances,
    ask: &OfModel,
    ids: &[RecordId],
) -> Result<Judgement, QuestionError> {
    let OfModel { user, model: name, operation } = ask;
    let asked = bench.ask(here, user)?;
    let asker = asker(&asked)?;
    let model = asked.state.model(name)?;
    let text = format!("visible: on which records of {name} may {user} {operation}");
    let wanted = wanted_ids(asked.state, model, ids)?;
    let filter = match asker.filter(*operation, model) {
        Ok(filter) => filter,
        // A rule that fails lets nothing through; why it fails is worth telling.
        Err(error) => return Ok(compare(text, &wanted, &BTreeSet::new(), vec![error.to_string()])),
    };
    let rows = bench.rows(&asker, model)?;
    let found = matching(&asker, model, &rows, &filter)?;
    let mut judgement = compare(text, &wanted, &found, Vec::new());
    if rows.len() <= CHECKED {
        disagreements(&asker, (*operation, model), &rows, &found, &mut judgement);
    }
    if !judgement.passed {
        judgement
            .why
            .push(format!("the filter is {}", json::print(asked.state.snapshot.schema(), model, &filter)));
    }
    Ok(judgement)
}

/// List and check must agree; where they do not, the engine is wrong, and that is never what a test expects.
fn disagreements(
    asker: &Asker<'_>,
    (operation, model): (Operation, ModelId),
    rows: &[Row],
    found: &BTreeSet<String>,
    judgement: &mut Judgement,
) {
    for row in rows {
        let id = id_text(row);
        let verdict = asker.check(operation, model, row);
        if verdict.allowed != found.contains(&id) {
            judgement.passed = false;
            let sentence = asker.sentence(&verdict.reason, Some(model));
            judgement.why.push(format!(
                "list and check disagree about record {id}: {sentence}; this is a fault of Bailiwick"
            ));
        }
    }
}

pub(super) fn search(
    bench: &Bench<'_>,
    here: &Circumstances,
    ask: &Search,
    outcome: &Outcome<Vec<RecordId>>,
) -> Result<Judgement, QuestionError> {
    let who = ask.user.as_ref().map_or("the superuser", |user| user.as_str());
    let text = format!("search: what does {who} find in {} with {:?}", ask.model, ask.domain);
    let found = match &ask.user {
        Some(user) => {
            let asked = bench.ask(here, user)?;
            found(bench, &asker(&asked)?.sudo(ask.superuser), asked.state, ask)?
        }
        None => {
            let (state, login) = with_superuser(&bench.world.state)?;
            let asked = state.ask(&here.question(&login))?;
            found(bench, &asker(&asked)?, &state, ask)?
        }
    };
    match (outcome, found) {
        (Outcome::Is(ids), Ok(found)) => {
            let model = bench.world.state.model(&ask.model)?;
            Ok(compare(text, &wanted_ids(&bench.world.state, model, ids)?, &found, Vec::new()))
        }
        (Outcome::Is(ids), Err(error)) => {
            let wanted = format!("[{}]", ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
            Ok(Judgement::of(text, wanted, format!("an error: {error}"), Vec::new()))
        }
        (Outcome::Error(words), found) => {
            Ok(super::value::expect_error(text, words, found.map(|ids| format!("{ids:?}"))))
        }
    }
}

/// The ids that a search finds, or why it is refused.
fn found(
    bench: &Bench<'_>,
    asker: &Asker<'_>,
    state: &State,
    ask: &Search,
) -> Result<Result<BTreeSet<String>, String>, QuestionError> {
    let model = state.model(&ask.model)?;
    match asker.search(model, &ask.domain, ask.active_test) {
        Ok(filter) => Ok(Ok(matching(asker, model, &bench.rows(asker, model)?, &filter)?)),
        Err(error) => Ok(Err(error.to_string())),
    }
}

/// The state with a user who bypasses rights, for searches that name nobody.
fn with_superuser(state: &State) -> Result<(State, String), QuestionError> {
    let mut login = "superuser".to_owned();
    while state.snapshot.find_user(&login).is_some() {
        login.push('_');
    }
    let refused = |why: String| QuestionError::unfit(why);
    let key = UserId::new(&login).map_err(|e| refused(e.to_string()))?;
    let user = User { superuser: true, ..User::default() };
    let snapshot =
        state.snapshot.with_user(&state.policy, &key, &user).map_err(|e| refused(e.to_string()))?;
    Ok((State { snapshot: snapshot.into(), ..state.clone() }, login))
}

pub(super) fn blame(
    bench: &Bench<'_>,
    here: &Circumstances,
    ask: &Blame,
    rules: &[RuleId],
) -> Result<Judgement, QuestionError> {
    let asked = bench.ask(here, &ask.user)?;
    let asker = asker(&asked)?;
    let model = asked.state.model(&ask.model)?;
    let mut blamed = BTreeSet::new();
    let mut why = Vec::new();
    for id in &ask.records {
        let value = asked.state.record_id(model, &id.to_string())?;
        let Some(row) = asked.stored(model, &value)? else {
            return Err(QuestionError::unfit(format!("there is no record {id} of {}", ask.model)));
        };
        let explanation = asker.explain(ask.operation, model, &row);
        blamed.extend(explanation.blamed().into_iter().map(|rule| asker.rule_id(rule).to_string()));
        why.extend(explanation.sentences(&asker).into_iter().map(|line| format!("record {id}: {line}")));
    }
    let text = format!(
        "blame: which rules keep {} from {} on {} {:?}",
        ask.user,
        ask.operation,
        ask.model,
        set(&ask.records)
    );
    Ok(compare(text, &set(rules), &blamed, why))
}

impl Bench<'_> {
    /// All records of a model; those of the directory as they are at the moment of the question.
    fn rows(&self, asker: &Asker<'_>, model: ModelId) -> Result<std::borrow::Cow<'_, [Row]>, QuestionError> {
        let schema = self.world.state.snapshot.schema();
        if ![schema.user, schema.company, schema.area, schema.group].contains(&Some(model)) {
            return Ok(self.world.rows(model).into());
        }
        let records = asker.matcher().records;
        let mut rows = Vec::new();
        for id in records.ids(model)? {
            rows.extend(records.row(model, &id)?);
        }
        Ok(rows.into())
    }
}

fn matching(
    asker: &Asker<'_>,
    model: ModelId,
    rows: &[Row],
    filter: &Filter,
) -> Result<BTreeSet<String>, QuestionError> {
    // Records of the directory are made up anew at every look, and every household may look at the same few areas.
    const REMEMBERED: usize = 100_000;
    let seen = ConnectedRecords::new(asker.matcher().records);
    let with = Matcher { records: &seen, ..asker.matcher() };
    let mut found = BTreeSet::new();
    for row in rows {
        if filter.matches(with, model, row)? {
            found.insert(id_text(row));
        }
        if seen.len() > REMEMBERED {
            seen.forget();
        }
    }
    Ok(found)
}

fn wanted_ids(state: &State, model: ModelId, ids: &[RecordId]) -> Result<BTreeSet<String>, QuestionError> {
    ids.iter().map(|id| Ok(plain(&state.record_id(model, &id.to_string())?))).collect()
}

fn id_text(row: &Row) -> String {
    row.first().map(plain).unwrap_or_default()
}

fn plain(value: &bailiwick_model::Value) -> String {
    match json::value(value) {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}
