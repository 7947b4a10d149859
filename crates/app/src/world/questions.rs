//! One file per kind of question: how it is asked, and when its answer is as expected.

mod check;
mod fields;
mod groups;
mod records;
mod refused;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{CompanyId, RecordId};
use bailiwick_policy::Asker;
use bailiwick_protocol::world::Question;

use super::{LoadedWorld, report::Judgement};
use crate::{
    decisions::DecisionError,
    question::{Asked, Question as Inquired, QuestionError, When},
};

/// What questions are asked of.
pub(super) struct Bench<'w> {
    pub(super) world: &'w LoadedWorld,
    pub(super) companies: BTreeMap<RecordId, CompanyId>,
}

/// When, and for which companies, a question is asked.
pub(super) struct Circumstances {
    pub(super) now: i64,
    pub(super) companies: Vec<CompanyId>,
}

/// Asks a question and judges the answer.
pub(super) fn judge(bench: &Bench<'_>, here: &Circumstances, question: &Question) -> Judgement {
    let judged: Result<Judgement, DecisionError> = match question {
        Question::Check { ask, answer, because } => check::check(bench, here, ask, *answer, because),
        Question::Acl { ask, answer } => check::acl(bench, here, ask, *answer),
        Question::Visible { ask, ids } => records::visible(bench, here, ask, ids).map_err(Into::into),
        Question::Search { ask, outcome } => records::search(bench, here, ask, outcome).map_err(Into::into),
        Question::Blame { ask, rules } => records::blame(bench, here, ask, rules).map_err(Into::into),
        Question::Fields { ask, names } => fields::fields(bench, here, ask, names).map_err(Into::into),
        Question::Groups { ask, answer } => groups::groups(bench, here, ask, answer).map_err(Into::into),
        Question::HasGroups { ask, answer } => {
            groups::has_groups(bench, here, ask, *answer).map_err(Into::into)
        }
        Question::Value { ask, outcome } => value::value(bench, here, ask, outcome).map_err(Into::into),
        Question::Refused { offer, says } => Ok(refused::refused(bench, offer, says)),
    };
    judged.unwrap_or_else(|error| failed(question, &error.to_string()))
}

/// A question that could not even be asked.
pub(super) fn failed(question: &Question, why: &str) -> Judgement {
    let kind = match question {
        Question::Check { .. } => "check",
        Question::Visible { .. } => "visible",
        Question::Acl { .. } => "acl",
        Question::Fields { .. } => "fields",
        Question::Search { .. } => "search",
        Question::Groups { .. } => "groups",
        Question::HasGroups { .. } => "has_groups",
        Question::Blame { .. } => "blame",
        Question::Value { .. } => "value",
        Question::Refused { .. } => "refused",
    };
    let (asked, wanted, got) = (kind.to_owned(), "an answer".to_owned(), format!("an error: {why}"));
    Judgement { passed: false, asked, wanted, got, why: Vec::new() }
}

impl Bench<'_> {
    /// Finds the user of a question.
    fn ask(&self, here: &Circumstances, user: &str) -> Result<Asked<'_>, QuestionError> {
        self.world.state.ask(&here.question(user))
    }
}

impl Circumstances {
    fn question<'q>(&'q self, user: &'q str) -> Inquired<'q> {
        Inquired { user, when: When::At(self.now), companies: &self.companies, attributes: None }
    }
}

/// The user, asking of the world's records.
fn asker<'a>(asked: &'a Asked<'_>) -> Result<Asker<'a>, QuestionError> {
    asked.asker(&*asked.state.records)
}

/// A set for comparison and for reading.
fn set<T: ToString>(items: impl IntoIterator<Item = T>) -> BTreeSet<String> {
    items.into_iter().map(|item| item.to_string()).collect()
}

/// Sets of ids or names; a failure tells only what is missing and what is too much when the sets are large.
fn compare(asked: String, wanted: &BTreeSet<String>, got: &BTreeSet<String>, why: Vec<String>) -> Judgement {
    const SHOWN: usize = 40;
    let list = |mut items: &mut dyn Iterator<Item = &String>| {
        let mut shown: Vec<&str> = Iterator::take(&mut items, SHOWN).map(String::as_str).collect();
        if items.next().is_some() {
            shown.push("…");
        }
        shown.join(", ")
    };
    let mut notes = Vec::new();
    if wanted != got {
        let (missing, extra) = (list(&mut wanted.difference(got)), list(&mut got.difference(wanted)));
        notes.extend((!missing.is_empty()).then(|| format!("missing: {missing}")));
        notes.extend((!extra.is_empty()).then(|| format!("not expected: {extra}")));
        notes.extend(why);
    }
    let shown = |set: &BTreeSet<String>| format!("[{}]", list(&mut set.iter()));
    Judgement { passed: wanted == got, asked, wanted: shown(wanted), got: shown(got), why: notes }
}
