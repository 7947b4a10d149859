//! The two databases' words for the same thing.
//!
//! SQL is written once: statements with `$1` parameters, definitions with the types BIGINT, BOOLEAN, TEXT and BLOB. Views
//! say `DAY(column)` and `MOMENT(column)` where filters look for a day or a moment and the table has text or microseconds.
//! What has no common form, as a trigger, stands in the same file once for each, behind a line `--- sqlite` or `--- postgres`.

use std::borrow::Cow;

/// What begins a line that says for which database the lines after it are: `sqlite`, `postgres` or `both`.
const SECTION: &str = "--- ";

/// The lines that are for one database, the others left empty, so that an error still names the line of the file.
fn section(text: &str, engine: &str) -> String {
    let mut ours = true;
    let kept = |line| {
        if let Some(name) = str::strip_prefix(line, SECTION) {
            ours = name == engine || name == "both";
            return "\n".to_owned();
        }
        format!("{}\n", if ours { line } else { "" })
    };
    text.lines().map(kept).collect()
}

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
    let text = section(text, "sqlite").replace(" BIGINT", " INTEGER").replace(" BOOLEAN", " INTEGER");
    let text = called(&text, "MOMENT", |column| format!("datetime({column} / 1000000, 'unixepoch')"));
    called(&text, "DAY", str::to_owned)
}

/// A definition as PostgreSQL types its columns. Text is ordered by code point whatever the server's locale, so
/// that both databases and Rust agree on what comes next.
pub(crate) fn postgres_definition(text: &str) -> String {
    let text = section(text, "postgres")
        .replace(") STRICT, WITHOUT ROWID;", ");")
        .replace(") STRICT;", ");")
        .replace(" TEXT", " TEXT COLLATE \"C\"")
        .replace(" BLOB", " BYTEA");
    let text =
        called(&text, "MOMENT", |column| format!("(to_timestamp({column} / 1000000) AT TIME ZONE 'UTC')"));
    called(&text, "DAY", |column| format!("{column}::date"))
}

/// `text` with every ` NAME(column)` written by `write`.
fn called(text: &str, name: &str, write: impl Fn(&str) -> String) -> String {
    let call = format!(" {name}(");
    let mut pieces = text.split(&call);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (column, rest) = piece.split_once(')').unwrap_or((piece, ""));
        out.push(' ');
        out.push_str(&write(column));
        out.push_str(rest);
    }
    out
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
    fn views_get_each_engine_s_days_and_moments() {
        let text = "SELECT DAY(d) AS d, MOMENT(a.m_us) AS m FROM a\n";
        assert_eq!(
            sqlite_definition(text),
            "SELECT d AS d, datetime(a.m_us / 1000000, 'unixepoch') AS m FROM a\n"
        );
        assert_eq!(
            postgres_definition(text),
            "SELECT d::date AS d, (to_timestamp(a.m_us / 1000000) AT TIME ZONE 'UTC') AS m FROM a\n"
        );
    }

    #[test]
    fn definitions_get_each_engine_s_types() {
        let text = "CREATE TABLE t (a BIGINT, b BOOLEAN, c TEXT NOT NULL, d BLOB) STRICT, WITHOUT ROWID;";
        assert_eq!(
            sqlite_definition(text),
            "CREATE TABLE t (a INTEGER, b INTEGER, c TEXT NOT NULL, d BLOB) STRICT, WITHOUT ROWID;\n"
        );
        assert_eq!(
            postgres_definition(text),
            "CREATE TABLE t (a BIGINT, b BOOLEAN, c TEXT COLLATE \"C\" NOT NULL, d BYTEA);\n"
        );
    }

    #[test]
    fn each_engine_reads_its_own_sections() {
        let text =
            "SELECT 1;\n--- sqlite\nSELECT 2;\n--- postgres\nSELECT 3;\n--- both\nSELECT 4;\n-- a remark\n";
        assert_eq!(sqlite_definition(text), "SELECT 1;\n\nSELECT 2;\n\n\n\nSELECT 4;\n-- a remark\n");
        assert_eq!(postgres_definition(text), "SELECT 1;\n\n\n\nSELECT 3;\n\nSELECT 4;\n-- a remark\n");
    }
}
