//! Statements that are not waited for: what is to be written, and what will be asked.
//!
//! What is written is sent in its order, before everything that is waited for, so that the database does the same as if each had been
//! waited for. What is asked ahead is answered from what was known before anything else is written, and forgotten then.

use ::postgres::{Row, Statement, types::ToSql};
use bailiwick_database::client::{Answered, Refusal, Step};

use crate::{Param, failure::Failure, param::Held};

/// What waits to be sent, and the answers to what was asked ahead.
#[derive(Default)]
pub(super) struct Ahead {
    waiting: Vec<Waiting>,
    /// Statements as they were sent, with what they have found.
    answers: Vec<(Waiting, Vec<Row>)>,
}

/// A statement that waits.
struct Waiting {
    table: &'static str,
    statement: Statement,
    params: Vec<Held>,
    wanted: Wanted,
}

/// What its rows are for.
enum Wanted {
    /// Nothing.
    Nothing,
    /// Whoever asks this, until something is written.
    Answer(String),
    /// Whoever runs this next: it has written something, so it must not be run again.
    Outcome(String),
}

/// A statement that only reads, with its parameters.
#[derive(Clone, Copy)]
pub(super) struct Question<'q> {
    pub(super) text: &'q str,
    pub(super) params: &'q [Param<'q>],
}

/// What is on its way.
pub(super) struct Batch(Vec<Waiting>);

/// References to the parameters of each.
pub(super) type Params<'b> = Vec<Vec<&'b (dyn ToSql + Sync)>>;

impl Ahead {
    /// Has something written with the next statement that is sent.
    pub(super) fn write(&mut self, table: &'static str, statement: Statement, params: &[Param<'_>]) {
        self.forget();
        self.waiting.push(Waiting { table, statement, params: held(params), wanted: Wanted::Nothing });
    }

    /// The same, for a statement that is going to be run: its rows are kept until then.
    pub(super) fn order(&mut self, table: &'static str, statement: Statement, question: Question<'_>) {
        self.forget();
        let Question { text, params } = question;
        let wanted = Wanted::Outcome(text.to_owned());
        self.waiting.push(Waiting { table, statement, params: held(params), wanted });
    }

    /// Has something asked with the next statement that is sent.
    pub(super) fn ask(&mut self, table: &'static str, statement: Statement, question: Question<'_>) {
        let Question { text, params } = question;
        let wanted = Wanted::Answer(text.to_owned());
        self.waiting.push(Waiting { table, statement, params: held(params), wanted });
    }

    /// What has come of a statement that was ordered, which is told once.
    pub(super) fn outcome(&mut self, question: Question<'_>) -> Option<Vec<Row>> {
        let is = |(run, _): &(Waiting, _)| matches!(run.wanted, Wanted::Outcome(_)) && run.is(question);
        let at = self.answers.iter().position(is)?;
        Some(self.answers.swap_remove(at).1)
    }

    /// What was ordered, and nobody has asked what came of it, by the table that it is about.
    pub(super) fn unclaimed(&self) -> Option<&'static str> {
        let ran = self.answers.iter().map(|(ran, _)| ran);
        let ordered = |waiting: &&Waiting| matches!(waiting.wanted, Wanted::Outcome(_));
        self.waiting.iter().chain(ran).find(ordered).map(|waiting| waiting.table)
    }

    /// Whether this waits, and its rows are wanted.
    pub(super) fn is_asked(&self, question: Question<'_>) -> bool {
        self.waiting.iter().any(|waiting| waiting.is(question))
    }

    /// The answer to a question that was asked ahead.
    pub(super) fn answer(&self, question: Question<'_>) -> Option<&[Row]> {
        self.answers.iter().find(|(asked, _)| asked.is(question)).map(|(_, rows)| rows.as_slice())
    }

    /// Something is going to be written: answers from before it would be wrong, and are not asked for any more.
    pub(super) fn forget(&mut self) {
        self.answers.retain(|(asked, _)| !matches!(asked.wanted, Wanted::Answer(_)));
        self.waiting.retain(|waiting| !matches!(waiting.wanted, Wanted::Answer(_)));
    }

    /// How many wait.
    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }

    /// All that waits, to be sent now.
    pub(super) fn take(&mut self) -> Batch {
        Batch(std::mem::take(&mut self.waiting))
    }

    /// Keeps what was answered.
    pub(super) fn keep(&mut self, batch: Batch, answers: Vec<Answered>) {
        let answered = batch.0.into_iter().zip(answers);
        self.answers.extend(answered.filter(|(waiting, _)| !matches!(waiting.wanted, Wanted::Nothing)));
    }
}

impl Waiting {
    fn is(&self, Question { text, params }: Question<'_>) -> bool {
        matches!(&self.wanted, Wanted::Answer(wanted) | Wanted::Outcome(wanted) if wanted == text)
            && self.params.len() == params.len()
            && self.params.iter().zip(params).all(|(held, param)| held.param() == *param)
    }
}

impl Batch {
    /// The parameters of each, to be lent to [`Batch::steps`].
    pub(super) fn params(&self) -> Params<'_> {
        self.0.iter().map(|waiting| waiting.params.iter().map(|held| held as _).collect()).collect()
    }

    pub(super) fn steps<'b>(&'b self, params: &'b Params<'_>) -> Vec<Step<'b>> {
        let steps = self.0.iter().zip(params);
        steps.map(|(waiting, params)| Step { statement: &waiting.statement, params }).collect()
    }

    /// What was refused, by the table that it is about.
    pub(super) fn failure(&self, Refusal { at, error }: Refusal) -> Failure {
        match self.0.get(at) {
            Some(waiting) => Failure::Earlier(waiting.table, error),
            None => Failure::Postgres(error),
        }
    }
}

fn held(params: &[Param<'_>]) -> Vec<Held> {
    params.iter().map(Param::held).collect()
}
