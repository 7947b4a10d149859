//! `filter`: the records a user may work on, as a condition.

use std::sync::Arc;

use bailiwick_app::{
    State,
    decisions::{FilterAnswer, FilterWanted, Query, SqlWanted},
    infer,
};
use bailiwick_policy::{
    Snapshot,
    filter::sql::{Dialect, TreeForm},
};
use clap::{Args, ValueEnum};

use super::{Context, Outcome, Trouble, answers::Asking, show};

/// The records that a user may work on.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick filter asha reg.household
  bailiwick filter asha reg.household update --sql postgres
  bailiwick filter asha res.partner --sql postgres --odoo-tables --alias p --tree ids")]
pub(crate) struct Filter {
    /// Login of the user.
    user: String,
    /// The kind of record.
    model: String,
    /// create, read, update or delete.
    #[arg(default_value = "read")]
    operation: String,
    /// Print SQL for this database; values are bind parameters.
    #[arg(long, value_name = "DATABASE")]
    sql: Option<SqlDialect>,
    /// How "below this node" is asked: by the tree's own columns or a walk (auto), by a walk, or by all ids.
    #[arg(long, default_value = "auto", requires = "sql")]
    tree: TreeChoice,
    /// Name of the filtered table in your query; the model's table when absent.
    #[arg(long, requires = "sql")]
    alias: Option<String>,
    /// Number of parameters in your query that come before.
    #[arg(long, default_value_t = 0, requires = "sql")]
    binds_before: u16,
    /// Where the policy names no table, use the one that Odoo would.
    #[arg(long, requires = "sql")]
    odoo_tables: bool,
    #[command(flatten)]
    asking: Asking,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum SqlDialect {
    Sqlite,
    Postgres,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum TreeChoice {
    Auto,
    Walk,
    Ids,
}

impl Filter {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let answers = self.asking.open(context)?;
        let mut state = answers.state.clone();
        if self.odoo_tables {
            state = with_odoo_tables(state, &answers.people)?;
        }
        let dialect = self.sql.map(|dialect| match dialect {
            SqlDialect::Sqlite => Dialect::Sqlite,
            SqlDialect::Postgres => Dialect::Postgres,
        });
        let tree = match self.tree {
            TreeChoice::Auto => TreeForm::Auto,
            TreeChoice::Walk => TreeForm::Walk,
            TreeChoice::Ids => TreeForm::Ids,
        };
        let (alias, binds_before) = (self.alias.as_deref(), usize::from(self.binds_before));
        let sql = dialect.map(|dialect| SqlWanted { dialect, alias, binds_before, tree });
        let query =
            Query { user: &self.user, action: &self.operation, model: Some(&self.model), ..Query::default() };
        let wanted = FilterWanted { domain: None, active_test: false, sql };
        let answer = answers.ask(&state, false, |evaluator| evaluator.filter(&query, &wanted))??;
        Ok(Outcome::done(if context.json() { show::json(&answer)? } else { text(&answer)? }))
    }
}

fn text(answer: &FilterAnswer) -> Result<String, Trouble> {
    let Some(sql) = &answer.sql else {
        return Ok(format!("{}\n{}", answer.coverage, show::json(&answer.filter)?));
    };
    let mut text = sql.text.clone();
    for (at, value) in sql.binds.iter().enumerate() {
        text.push_str(&format!("\n-- {} = {value}", at + 1));
    }
    for function in &sql.functions {
        text.push_str(&format!("\n-- needs the function {function}"));
    }
    Ok(text)
}

fn with_odoo_tables(state: State, people: &bailiwick_model::Directory) -> Result<State, Trouble> {
    let mut policy = bailiwick_model::Policy::clone(&state.policy);
    infer::name_tables(&mut policy);
    let snapshot =
        Snapshot::compile(&policy, people).map_err(|problems| Trouble::Usage(problems.to_string()))?;
    Ok(State { policy: Arc::new(policy), snapshot: Arc::new(snapshot), ..state })
}
