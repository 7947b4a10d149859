//! `groups` and `has_groups`: what does the user hold?

use std::collections::BTreeSet;

use bailiwick_protocol::world::{GroupsAnswer, GroupsOf, HasGroups};

use super::{Bench, Circumstances, asker, compare, set};
use crate::{question::QuestionError, world::report::Judgement};

pub(super) fn groups(
    bench: &Bench<'_>,
    here: &Circumstances,
    ask: &GroupsOf,
    answer: &GroupsAnswer,
) -> Result<Judgement, QuestionError> {
    let asked = bench.ask(here, &ask.user)?;
    let asker = asker(&asked)?;
    let held: BTreeSet<String> = set(asker.group_names());
    let text = format!("groups: which groups does {} hold", ask.user);
    if let Some(ids) = &answer.ids {
        let judgement = compare(text.clone(), &set(ids), &held, Vec::new());
        if !judgement.passed {
            return Ok(judgement);
        }
    }
    let absent: Vec<&str> =
        answer.contains.iter().map(|g| g.as_str()).filter(|g| !held.contains(*g)).collect();
    let present: Vec<&str> = answer.lacks.iter().map(|g| g.as_str()).filter(|g| held.contains(*g)).collect();
    let wanted = wish(&set(&answer.contains), &set(&answer.lacks));
    let mut why = Vec::new();
    why.extend((!absent.is_empty()).then(|| format!("missing: {}", absent.join(", "))));
    why.extend((!present.is_empty()).then(|| format!("not expected: {}", present.join(", "))));
    let got = format!("[{}]", held.into_iter().collect::<Vec<_>>().join(", "));
    Ok(Judgement { passed: why.is_empty(), asked: text, wanted, got, why })
}

fn wish(contains: &BTreeSet<String>, lacks: &BTreeSet<String>) -> String {
    let list = |items: &BTreeSet<String>| items.iter().cloned().collect::<Vec<_>>().join(", ");
    match (contains.is_empty(), lacks.is_empty()) {
        (false, false) => format!("{}, but none of {}", list(contains), list(lacks)),
        (true, false) => format!("none of {}", list(lacks)),
        _ => list(contains),
    }
}

pub(super) fn has_groups(
    bench: &Bench<'_>,
    here: &Circumstances,
    ask: &HasGroups,
    answer: bool,
) -> Result<Judgement, QuestionError> {
    let asked = bench.ask(here, &ask.user)?;
    let asker = asker(&asked)?.debugging(ask.debug);
    let text = format!("has_groups: does {} meet {:?}", ask.user, ask.spec.to_string());
    let held = format!("holds {}", asker.group_names().join(", "));
    Ok(Judgement::of(text, answer.to_string(), asker.has_groups(&ask.spec).to_string(), vec![held]))
}
