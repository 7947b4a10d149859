//! The two databases' words for the same thing.
//!
//! SQL is written once: statements with `$1` parameters, definitions with the types BIGINT, BOOLEAN, TEXT and BLOB.

use std::borrow::Cow;

/// A statement as SQLite numbers its parameters: `$1` becomes `?1`. Quoted text is left alone.
pub(crate) fn sqlite_statement(text: &str) -> Cow<'_, str> {
    if !text.contains('$') {
        return Cow::Borrowed(text);
    }
    let mut quoted = false;
    let translate = |c| {
        quoted ^= c == '\'';
        if c == '$' && !quoted { '?' } else { c }
    };
    Cow::Owned(text.chars().map(translate).collect())
}

/// A definition as SQLite types its columns. `INTEGER PRIMARY KEY` makes the column the row's own number.
pub(crate) fn sqlite_definition(text: &str) -> String {
    text.replace(" BIGINT", " INTEGER").replace(" BOOLEAN", " INTEGER")
}

/// A definition as PostgreSQL types its columns. Text is ordered by code point whatever the server's locale, so
/// that both databases and Rust agree on what comes next.
pub(crate) fn postgres_definition(text: &str) -> String {
    text.replace(") STRICT, WITHOUT ROWID;", ");")
        .replace(") STRICT;", ");")
        .replace(" TEXT", " TEXT COLLATE \"C\"")
        .replace(" BLOB", " BYTEA")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_renumbered_outside_quotes() {
        assert_eq!(sqlite_statement("select 1"), "select 1");
        assert_eq!(sqlite_statement("select $1, '$2', $12"), "select ?1, '$2', ?12");
    }

    #[test]
    fn definitions_get_each_engine_s_types() {
        let text = "CREATE TABLE t (a BIGINT, b BOOLEAN, c TEXT NOT NULL, d BLOB) STRICT, WITHOUT ROWID;";
        assert_eq!(
            sqlite_definition(text),
            "CREATE TABLE t (a INTEGER, b INTEGER, c TEXT NOT NULL, d BLOB) STRICT, WITHOUT ROWID;"
        );
        assert_eq!(
            postgres_definition(text),
            "CREATE TABLE t (a BIGINT, b BOOLEAN, c TEXT COLLATE \"C\" NOT NULL, d BYTEA);"
        );
    }
}
