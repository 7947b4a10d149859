//! Which records may the user read, update or delete? As a condition for an application's own queries.

use bailiwick_model::Operation;
use bailiwick_policy::{
    Asker,
    domain::Scope,
    filter::{
        Filter, json,
        sql::{self, Dialect, TreeForm},
    },
    schema::ModelId,
};
use serde::Serialize;
use serde_json::Value as Json;

use super::{DecisionError, Evaluator, Query, closure, found::Found, seen::Came};
use crate::question::Target;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct FilterWanted<'q> {
    /// A domain of the caller's own, joined to what the user may read.
    pub domain: Option<&'q str>,
    /// Whether archived records are left out of such a search.
    pub active_test: bool,
    /// How to print SQL; not at all when absent.
    pub sql: Option<SqlWanted<'q>>,
}

/// How to print SQL.
#[derive(Clone, Copy, Debug)]
pub struct SqlWanted<'q> {
    /// For which database.
    pub dialect: Dialect,
    /// Name of the filtered table in the caller's query; the model's table when absent.
    pub alias: Option<&'q str>,
    /// Number of parameters that come before.
    pub binds_before: usize,
    /// How "below this node" is asked.
    pub tree: TreeForm,
}

/// A condition on records of a model.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FilterAnswer {
    /// `all`, `none` or `conditional`.
    pub coverage: &'static str,
    /// The condition, for programs; `docs/rest.md` explains the form.
    pub filter: Json,
    /// The condition in SQL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sql: Option<SqlText>,
}

/// A condition in SQL. Values never appear in the text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SqlText {
    /// The condition.
    pub text: String,
    /// Values of its parameters, in order.
    pub binds: Vec<Json>,
    /// Functions that SQLite must be given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub functions: Vec<&'static str>,
}

impl Evaluator<'_> {
    /// The records of the query's model on which the user may do the query's action, which must be an operation.
    ///
    /// # Errors
    /// When the question has no answer.
    pub fn filter(
        &mut self,
        query: &Query<'_>,
        wanted: &FilterWanted<'_>,
    ) -> Result<FilterAnswer, DecisionError> {
        let answer = self.filtered(query, wanted);
        match &answer {
            Ok(answer) => self.see(query, Came::Condition(answer.coverage, wanted.domain.is_some())),
            Err(_) => self.see_verdict(query, &answer, |_| (false, "")),
        }
        answer
    }

    fn filtered(
        &mut self,
        query: &Query<'_>,
        wanted: &FilterWanted<'_>,
    ) -> Result<FilterAnswer, DecisionError> {
        let user = self.user(query.user)?;
        let found = Found::new(self, &Query { record: None, ..*query })?;
        let Target::Operation(model, operation) = found.target else {
            return Err(DecisionError::NotAnOperation(query.action.to_owned()));
        };
        let asker = self.asker(user, &*self.state.records, found.attributes.as_ref())?;
        let filter = match wanted.domain {
            None => asker.filter(operation, model)?,
            Some(domain) if operation == Operation::Read => {
                asker.search(model, domain, wanted.active_test)?
            }
            Some(_) => return Err(DecisionError::DomainNotRead),
        };
        let sql = wanted.sql.map(|wanted| self.sql(&asker, model, &filter, wanted)).transpose()?;
        let schema = self.state.snapshot.schema();
        Ok(FilterAnswer {
            coverage: filter.verdict().word(),
            filter: json::print(schema, model, &filter),
            sql,
        })
    }

    fn sql(
        &self,
        asker: &Asker<'_>,
        model: ModelId,
        filter: &Filter,
        wanted: SqlWanted<'_>,
    ) -> Result<SqlText, DecisionError> {
        let schema = self.state.snapshot.schema();
        let info = schema.model(model);
        let own = info.table.as_ref().map_or_else(|| info.name.replace('.', "_"), |t| t.name.clone());
        let alias = sql::quoted(wanted.alias.unwrap_or(&own));
        let closure = closure::of(self.state, &self.moment, asker);
        let options = sql::Options {
            dialect: wanted.dialect,
            alias: &alias,
            binds_before: wanted.binds_before,
            zone: asker.zone(),
            tree: wanted.tree,
            closure: Some(&closure),
        };
        let printed = sql::print(schema, model, filter, options)?;
        let binds = printed.binds.iter().map(json::value).collect();
        Ok(SqlText { text: printed.text, binds, functions: printed.functions })
    }
}
