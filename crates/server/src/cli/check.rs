//! `check` and `explain`: may a user do this, and why?

use bailiwick_app::decisions::{Answer, Brought, Given, Query};
use clap::Args;

use super::{
    Context, Outcome, Trouble,
    answers::Asking,
    ask::{self, Pair},
    assume::{self, Assumed},
    show,
};

/// Whether a user may do something.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick check asha read reg.household 1
  bailiwick check asha update reg.household 1 --to area_id=12
  bailiwick check asha approve reg.household 1 --as-of 2027-01-01
  bailiwick check asha module:registry --world examples/worlds/registry.yaml
  bailiwick check ben read reg.household 4 --assume-line registrar@D2:2026-12-01..")]
pub(crate) struct Check {
    #[command(flatten)]
    question: QuestionArgs,
    /// Say how the answer came about.
    #[arg(long)]
    explain: bool,
}

/// Why a user may, or may not.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick explain asha update reg.household 3
  bailiwick explain ben read reg.household 4 --as-of 2026-11-30 --json")]
pub(crate) struct Explain {
    #[command(flatten)]
    question: QuestionArgs,
}

#[derive(Debug, Args)]
struct QuestionArgs {
    /// Login of the user.
    user: String,
    /// create, read, update, delete, an action of the model, or a permission such as module:NAME.
    action: String,
    /// The kind of record; not needed for a permission.
    model: Option<String>,
    /// The record's id; without one the question is about records of the model in general.
    record: Option<String>,
    /// An attribute that the request supplies; the model says which it accepts.
    #[arg(long = "with", value_name = "FIELD=VALUE", num_args = 1..)]
    supplied: Vec<Pair>,
    /// A value that the record would get.
    #[arg(long = "to", value_name = "FIELD=VALUE", num_args = 1..)]
    proposed: Vec<Pair>,
    /// A field that is touched.
    #[arg(long = "field", value_name = "FIELD", num_args = 1..)]
    fields: Vec<String>,
    /// What if the user had this role line too? ROLE[@AREA,…][:FROM..TO]
    #[arg(long, value_name = "LINE")]
    assume_line: Vec<Assumed>,
    #[command(flatten)]
    asking: Asking,
}

impl Check {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        self.question.run(context, self.explain)
    }
}

impl Explain {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        self.question.run(context, true)
    }
}

impl QuestionArgs {
    fn run(self, context: &Context, explain: bool) -> Result<Outcome, Trouble> {
        let answers = self.asking.open(context)?;
        let state = answers.state.clone();
        let state = assume::with_lines(state, &answers.people, &self.user, &self.assume_line)?;
        let model = self.model.as_deref();
        let supplied = ask::values(&state, model, &self.supplied)?;
        ask::known(&state, model, &supplied)?;
        let proposed = ask::values(&state, model, &self.proposed)?;
        let given = if supplied.is_empty() { Given::Nothing } else { Given::Members(&supplied) };
        let query = Query {
            user: &self.user,
            action: &self.action,
            model,
            record: self.record.as_deref(),
            values: (!proposed.is_empty()).then_some(&proposed),
            fields: &self.fields,
            brought: Brought { subject: given, action: given, resource: given, context: given },
        };
        let answer = answers.ask(&state, !self.assume_line.is_empty(), |evaluator| {
            if explain { evaluator.explain(&query) } else { evaluator.check(&query) }
        })??;
        Ok(Outcome::judged(
            if context.json() { show::json(&answer)? } else { text(&answer) },
            answer.decision,
        ))
    }
}

fn text(answer: &Answer) -> String {
    if !answer.sentences.is_empty() {
        return answer.sentences.join("\n");
    }
    format!("{}: {}", if answer.decision { "allowed" } else { "denied" }, answer.reason.text)
}
