//! Which records a domain matches for somebody, before it is saved.

use std::sync::Arc;

use bailiwick_app::{
    administration::PolicySight,
    decisions::{Evaluator, Query as Question},
};
use bailiwick_policy::domain::build_rule;

use super::super::page::Page;
use crate::{
    http::{Asking, Gate, Insider, Refusal},
    language::Words,
};

/// Records that are counted.
const MOST_COUNTED: usize = 1_000;
/// Records that are shown.
const MOST_SHOWN: usize = 10;

/// What came of a trial.
#[derive(Default)]
pub(super) struct Trial {
    /// How many records match.
    pub(super) told: String,
    pub(super) rows: Vec<(String, String)>,
    /// Why it cannot be said, in the engine's words.
    pub(super) fault: Option<String>,
}

/// What is wrong with a domain, with its place and the remedy.
pub(super) fn fault(sight: &PolicySight, model: &str, domain: &str) -> Option<String> {
    let id = sight.schema().find(model)?;
    let error = build_rule(sight.schema(), id, domain).err()?;
    let (line, column) = error.position(domain);
    Some(format!("line {line}, column {column}: {}; {}", error.message, error.remedy))
}

/// The records of a model that a domain matches where a user asks. For whoever may write rules.
pub(super) async fn tried(
    gate: &Arc<Gate>,
    insider: &Insider,
    page: &Page,
    (user, model, domain): (&str, &str, &str),
) -> Result<Trial, Refusal> {
    if user.is_empty() {
        return Ok(Trial { told: page.text("pol-trial-nobody"), ..Trial::default() });
    }
    let (login, model, domain) = (user.to_owned(), model.to_owned(), domain.to_owned());
    let work = move |evaluator: &mut Evaluator<'_>| {
        let question = Question { user: &login, action: "read", model: Some(&model), ..Question::default() };
        evaluator.matching(&question, &domain, MOST_COUNTED, MOST_SHOWN)
    };
    Ok(match insider.evaluate(gate, Asking::default(), work).await? {
        Err(error) => Trial { fault: Some(error.to_string()), ..Trial::default() },
        Ok(slice) => {
            let count = i64::try_from(slice.found.len()).unwrap_or(i64::MAX);
            let words = Words::new().count("count", count).text("user", user);
            let key = if slice.more { "pol-trial-least" } else { "pol-trial" };
            let shown = slice.found.into_iter().take(MOST_SHOWN);
            let rows = shown.map(|one| (one.id, one.name.unwrap_or_default())).collect();
            Trial { told: page.with(key, &words), rows, fault: None }
        }
    })
}
