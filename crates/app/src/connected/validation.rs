//! Comparing models with the tables they are bound to, before anything is asked.

use std::{collections::HashMap, fmt, sync::Arc};

use bailiwick_connectors::{Column, ColumnDescription, ColumnKind, Engine, RecordDatabase};
use bailiwick_model::{FieldName, ModelName};

use super::{Databases, binding::Binding};

/// Something that a model says about its table and the database does not bear out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BindingProblem {
    /// The model, and the field where it is about one.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub remedy: String,
}

impl fmt::Display for BindingProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.place, self.message, self.remedy)
    }
}

/// Everything that stands between the models and their databases; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BindingProblems(pub Vec<BindingProblem>);

impl fmt::Display for BindingProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, problem) in self.0.iter().enumerate() {
            write!(f, "{}{problem}", if n == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl std::error::Error for BindingProblems {}

/// A comparison under way: what was asked of the databases, and what was found.
#[derive(Default)]
pub(super) struct Validation {
    problems: Vec<BindingProblem>,
    /// By connection and table; `None` for those that could not be described, which is reported once.
    tables: HashMap<(String, String), Option<Vec<ColumnDescription>>>,
}

impl Validation {
    pub(super) fn no_connection(&mut self, model: &ModelName, connection: &str, databases: &Databases) {
        let known: Vec<&str> = databases.keys().map(String::as_str).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        self.add(
            format!("model {model}"),
            format!("no connection is called {connection:?} (known: {known})"),
            "configure it, or name another under `table`, `connection`",
        );
    }

    pub(super) fn no_relation(&mut self, model: &ModelName, field: &FieldName) {
        self.add(
            format!("model {model}, field {field}"),
            "it has no relation table".to_owned(),
            "describe it under `relation` (table, own, other), or remove the field",
        );
    }

    /// Compares a bound model with its database.
    pub(super) fn compare(&mut self, binding: &Binding) {
        let model = format!("model {}", binding.model);
        let mut wanted: Vec<(String, &str, &Column)> = Vec::new();
        for bound in &binding.fields {
            wanted.push((format!("{model}, field {}", bound.field), &binding.table, &bound.column));
        }
        for column in &binding.tree {
            wanted.push((format!("{model}, table tree"), &binding.table, column));
        }
        let own_fields: Vec<String> =
            binding.lists.iter().map(|(_, r)| format!("{model}, relation table {}", r.table)).collect();
        for ((_, relation), place) in binding.lists.iter().zip(own_fields) {
            wanted.push((place.clone(), &relation.table, &relation.own));
            wanted.push((place, &relation.table, &relation.other));
        }
        for (place, table, column) in wanted {
            self.column(binding, &model, place, table, column);
        }
    }

    fn column(&mut self, binding: &Binding, model: &str, place: String, table: &str, wanted: &Column) {
        let database = &binding.database;
        let known = (binding.connection.clone(), table.to_owned());
        if !self.tables.contains_key(&known) {
            let described = self.describe(database, model, table);
            self.tables.insert(known.clone(), described);
        }
        let Some(Some(columns)) = self.tables.get(&known) else { return };
        // SQLite minds no case in names.
        let same = |c: &&ColumnDescription| match database.engine() {
            Engine::Sqlite => c.name.eq_ignore_ascii_case(&wanted.name),
            Engine::Postgres => c.name == wanted.name,
        };
        let (name, kind) = (&wanted.name, wanted.kind);
        let (message, remedy) = match columns.iter().find(same) {
            None => (
                format!("table {table} has no column {name:?}; it has {}", names(columns)),
                "name the column under `column`, add it to the table, or remove the field".to_owned(),
            ),
            Some(found) if !found.readable => (
                format!("column {name} of table {table} may not be read"),
                "give the user of the connection the right to read it".to_owned(),
            ),
            Some(found) if !found.fits(kind) => (
                format!("column {name} of table {table} is {}, which is no {}", found.declared, kind.word()),
                "change the field's type, or name a view that casts the column".to_owned(),
            ),
            Some(found) if kind == ColumnKind::Text && !found.exact => (
                format!("column {name} of table {table} takes different texts for equal (by its collation)"),
                "name a view that gives the column another collation".to_owned(),
            ),
            Some(_) => return,
        };
        self.add(place, message, &remedy);
    }

    fn describe(
        &mut self,
        database: &Arc<RecordDatabase>,
        model: &str,
        table: &str,
    ) -> Option<Vec<ColumnDescription>> {
        match database.describe(table) {
            Ok(Some(columns)) => return Some(columns),
            Ok(None) => self.add(
                model.to_owned(),
                format!("there is no table or view {table} in {database}"),
                "mend its name in the model, or create it",
            ),
            Err(error) => {
                let remedy = "the models bound to it cannot be checked until it answers";
                self.add(model.to_owned(), error.to_string(), remedy);
            }
        }
        None
    }

    fn add(&mut self, place: String, message: String, remedy: &str) {
        self.problems.push(BindingProblem { place, message, remedy: remedy.to_owned() });
    }

    pub(super) fn finish(self) -> Result<(), BindingProblems> {
        if self.problems.is_empty() { Ok(()) } else { Err(BindingProblems(self.problems)) }
    }
}

fn names(columns: &[ColumnDescription]) -> String {
    const SHOWN: usize = 12;
    let shown = columns.iter().take(SHOWN).map(|c| c.name.as_str()).collect::<Vec<_>>().join(", ");
    if columns.len() > SHOWN { format!("{shown}, …") } else { shown }
}
