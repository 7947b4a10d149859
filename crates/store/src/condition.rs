//! Conditions that the engine has printed, and the statements that they go into.
//!
//! What a caller may see is decided by the engine, which prints it as SQL with the values beside it. The statement around it is
//! fixed; the condition's text is the engine's alone, and values are parameters on their way into either database.

use std::borrow::Cow;

use bailiwick_database::SqliteFunctions;
use bailiwick_model::Value;

use crate::{Param, StoreError, dialect};

/// Which of the two databases a condition is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite; parameters are `?1`.
    Sqlite,
    /// PostgreSQL; parameters are `$1`.
    Postgres,
}

/// A printed condition.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Its text, in the words of the database that it was printed for, numbered behind the parameters of the statement.
    pub text: String,
    /// The values of its parameters: numbers, booleans and texts.
    pub binds: Vec<Value>,
    /// What SQLite has to be taught for it; nothing when it calls neither function.
    pub functions: Option<SqliteFunctions>,
}

/// A fixed statement with a place for one condition.
#[derive(Debug)]
pub struct ConditionalSql {
    /// What it is about, for errors.
    pub table: &'static str,
    /// What stands before the condition, with `$1` for the first parameter.
    pub before: &'static str,
    /// What stands behind it.
    pub after: &'static str,
}

impl Condition {
    /// The condition that every row meets.
    #[must_use]
    pub fn all() -> Self {
        Self { text: "1 = 1".to_owned(), binds: Vec::new(), functions: None }
    }
}

impl ConditionalSql {
    /// The whole statement. Brackets keep a condition together, whatever it is joined to.
    pub(crate) fn text(&self, condition: &Condition, engine: Engine) -> String {
        let own = |text: &'static str| match engine {
            Engine::Sqlite => dialect::sqlite_statement(text),
            Engine::Postgres => Cow::Borrowed(text),
        };
        format!("{}({}){}", own(self.before), condition.text, own(self.after))
    }
}

/// A value as a parameter.
pub(crate) fn param<'v>(table: &'static str, value: &'v Value) -> Result<Param<'v>, StoreError> {
    Ok(match value {
        Value::Null => Param::Null,
        Value::Bool(flag) => Param::Bool(*flag),
        Value::Int(number) => Param::Int(*number),
        Value::Float(number) => Param::Float(*number),
        Value::Text(text) => Param::Text(text),
        Value::Date(_) | Value::Instant(_) | Value::List(_) | Value::Json(_) => {
            return Err(StoreError::Invalid {
                what: format!("{value:?} in a condition on {table}"),
                why: "it cannot be a parameter; print it as text first".to_owned(),
            });
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: ConditionalSql =
        ConditionalSql { table: "t", before: "select a from t where b < $1 and ", after: " limit $2" };

    #[test]
    fn a_condition_stays_in_its_place_and_is_not_renumbered() {
        let condition = |text: &str| Condition { text: text.to_owned(), binds: Vec::new(), functions: None };
        assert_eq!(
            LIST.text(&condition("c = ?3 OR \"d$1\" = ?4"), Engine::Sqlite),
            "select a from t where b < ?1 and (c = ?3 OR \"d$1\" = ?4) limit ?2"
        );
        assert_eq!(
            LIST.text(&condition("c = $3"), Engine::Postgres),
            "select a from t where b < $1 and (c = $3) limit $2"
        );
    }

    #[test]
    fn only_plain_values_travel() {
        assert_eq!(param("t", &Value::Float(1.5)).unwrap(), Param::Float(1.5));
        assert!(param("t", &Value::Date(3)).unwrap_err().to_string().contains("print it as text"));
    }
}
