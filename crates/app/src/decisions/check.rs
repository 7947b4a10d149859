//! Yes or no, with the reason; on demand with everything that led to it.

use bailiwick_policy::{Asker, Cause, Held, Missing, Origin, Reason, Verdict};
use serde::Serialize;
use serde_json::Value as Json;

use super::{
    DecisionError, Evaluator, Query,
    found::{About, Found},
};
use crate::question::Target;

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// Allowed or not.
    pub decision: bool,
    /// What decided.
    pub reason: Why,
    /// Lines, rules, overrides and what is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Json>,
    /// The same for people, one sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<String>,
    /// The same once more as values, for a way in that has words of its own for them.
    #[serde(skip)]
    pub facts: Facts,
}

/// What an answer tells, as values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// What decided.
    pub cause: Cause,
    /// What is missing for a denial to be none.
    pub missing: Vec<Missing>,
    /// What each line gives and whose it is, in the order in which the explanation has them.
    pub held: Vec<(Held, Origin)>,
}

/// What decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Why {
    /// A stable word for programs.
    pub code: &'static str,
    /// A sentence for people.
    pub text: String,
}

impl Evaluator<'_> {
    /// Whether the user may, and what decided.
    ///
    /// # Errors
    /// When the question has no answer.
    pub fn check(&mut self, query: &Query<'_>) -> Result<Answer, DecisionError> {
        let answer = self.checked(query);
        self.see_verdict(query, &answer, |answer| (answer.decision, answer.reason.code));
        answer
    }

    fn checked(&mut self, query: &Query<'_>) -> Result<Answer, DecisionError> {
        let user = self.user(query.user)?;
        let found = Found::new(self, query)?;
        let verdict = found.judge(self, user)?;
        let sight = found.sight(self.state);
        let asker = self.asker(user, sight.records(), found.attributes.as_ref())?;
        Ok(plain(&asker, &found, &verdict))
    }

    /// Whether the user may, and everything that led to it.
    ///
    /// # Errors
    /// When the question has no answer.
    pub fn explain(&mut self, query: &Query<'_>) -> Result<Answer, DecisionError> {
        let answer = self.explained(query);
        self.see_verdict(query, &answer, |answer| (answer.decision, answer.reason.code));
        answer
    }

    fn explained(&mut self, query: &Query<'_>) -> Result<Answer, DecisionError> {
        let user = self.user(query.user)?;
        let found = Found::new(self, query)?;
        let (verdict, of_after) = found.judge_both(self, user)?;
        // The record as it is would be allowed, so a denial is about what it would become.
        let after = found.after.as_ref().filter(|_| of_after && !verdict.allowed);
        let sight = found.sight_of(self.state, after);
        let asker = self.asker(user, sight.records(), found.attributes.as_ref())?;
        let row = after.or_else(|| found.row()).map(|row| &**row);
        let mut explanation = match (&found.target, &found.about) {
            (_, About::Missing) => return Ok(plain(&asker, &found, &verdict)),
            (Target::Permission(name, model), _) => {
                asker.explain_permission_verdict(verdict, name, model.zip(row))
            }
            (Target::Operation(model, operation), _) => match row {
                None => asker.explain_model_verdict(verdict, *operation, *model),
                Some(row) => asker.explain_verdict(verdict, *operation, *model, row),
            },
        };
        // Rules for others are policy, of which not everybody is told.
        if !self.caller.reads_policy() {
            explanation.rules.retain(|rule| rule.applies);
        }
        Ok(told(&asker, &explanation))
    }
}

fn plain(asker: &Asker<'_>, found: &Found, verdict: &Verdict) -> Answer {
    let cause = cause(asker, found, &verdict.reason);
    let reason = Why { code: verdict.reason.code(), text: cause.to_string() };
    let facts = Facts { cause, missing: Vec::new(), held: Vec::new() };
    Answer { decision: verdict.allowed, reason, explanation: None, sentences: Vec::new(), facts }
}

fn cause(asker: &Asker<'_>, found: &Found, reason: &Reason) -> Cause {
    let model = match &found.target {
        Target::Operation(model, _) => Some(*model),
        Target::Permission(_, model) => *model,
    };
    asker.cause(reason, model)
}

fn told(asker: &Asker<'_>, explanation: &bailiwick_policy::Explanation<'_>) -> Answer {
    let mut json = explanation.to_json(asker);
    let verdict = &explanation.verdict;
    let text = json.pointer("/reason/text").and_then(Json::as_str).unwrap_or_default().to_owned();
    if let Some(members) = json.as_object_mut() {
        // They stand beside the explanation.
        members.remove("decision");
        members.remove("reason");
    }
    Answer {
        decision: verdict.allowed,
        reason: Why { code: verdict.reason.code(), text },
        explanation: Some(json),
        sentences: explanation.sentences(asker),
        facts: Facts {
            cause: explanation.cause(asker),
            missing: explanation.missing(asker),
            held: explanation.held(asker),
        },
    }
}
