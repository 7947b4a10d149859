//! What a layer never does: the invariants of the house, each phrased as an absence.

use super::{Finding, Repo, rust::RustFile};

/// Code that must not occur in some crates.
struct Absence {
    /// Any of these, in code that ends up in the product.
    code: &'static [&'static str],
    /// Where: these crates and no other, or all but these.
    place: Place,
    what: &'static str,
    remedy: &'static str,
}

enum Place {
    In(&'static [&'static str]),
    Outside(&'static [&'static str]),
}

const ABSENCES: [Absence; 3] = [
    Absence {
        // `Instant::now` tells no time, it measures; clippy asks for a reason where it is used.
        code: &["SystemTime::now", "Timestamp::now", "Zoned::now"],
        place: Place::In(&["model", "policy", "protocol", "store", "app"]),
        what: "reads a clock",
        remedy: "take `now` or `today` from the caller",
    },
    Absence {
        code: &["async fn", "async move", "async {", ".await", "tokio::"],
        place: Place::In(&["model", "policy", "protocol", "store", "app"]),
        what: "is asynchronous",
        remedy: "async lives in server and connectors: docs/adr/0002-sync-core-async-edges.md",
    },
    Absence {
        code: &["axum"],
        place: Place::Outside(&["server", "testkit"]),
        what: "knows axum",
        remedy: "only server speaks HTTP to callers; move what needs it there",
    },
];

/// Crates in which SQL is at home. `policy` prints filters; the test kit makes databases.
const SQL_AT_HOME: [&str; 4] = ["store", "connectors", "policy", "testkit"];

pub(crate) fn check(repo: &Repo) -> Vec<Finding> {
    let sources = || repo.rust().iter().filter(|f| f.is_source());
    sources().flat_map(forbidden_code).chain(sources().flat_map(sql)).collect()
}

fn forbidden_code(file: &RustFile) -> Vec<Finding> {
    let Some(krate) = file.krate() else { return Vec::new() };
    let absences = ABSENCES.iter().filter(|absence| match absence.place {
        Place::In(crates) => crates.contains(&krate),
        Place::Outside(crates) => !crates.contains(&krate),
    });
    let mut findings = Vec::new();
    for absence in absences {
        for piece in file.product_code() {
            if let Some(code) = absence.code.iter().find(|code| has_word(&piece.text, code)) {
                let what = format!("{krate} {}: {code}", absence.what);
                findings.push(Finding::new(&file.path, piece.line, what, absence.remedy));
            }
        }
    }
    findings
}

fn sql(file: &RustFile) -> Vec<Finding> {
    let Some(krate) = file.krate().filter(|krate| !SQL_AT_HOME.contains(krate)) else { return Vec::new() };
    let literals = file.product_strings().filter(|piece| is_sql(&piece.text));
    literals
        .map(|piece| {
            let what = format!("SQL text in {krate}");
            Finding::new(&file.path, piece.line, what, "call a function of store; SQL is written there only")
        })
        .collect()
}

/// Whether a literal looks like a statement. Statements are written in capitals in this repository.
fn is_sql(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let follows = |first: &str, second: &str| words.windows(2).any(|pair| pair == [first, second]);
    let update = words.iter().position(|w| *w == "UPDATE");
    words.contains(&"SELECT") && words.len() > 1
        || follows("INSERT", "INTO")
        || follows("DELETE", "FROM")
        || update.is_some_and(|at| words.iter().skip(at).any(|w| *w == "SET"))
}

/// Whether `code` occurs and is not the tail of a longer word.
fn has_word(text: &str, code: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(code).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + code.len()..).and_then(|t| t.chars().next());
        let starts = !before.is_some_and(word) || !code.starts_with(word);
        let ends = !after.is_some_and(word) || !code.ends_with(word);
        starts && ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::shown;

    fn found(path: &str, text: &str) -> Vec<String> {
        shown(&check(&Repo::of(&[(path, text)])))
    }

    #[test]
    fn clocks() {
        let text = "fn a() {\n    Timestamp::now()\n}\n";
        assert_eq!(
            found("crates/app/src/a.rs", text),
            [
                "crates/app/src/a.rs:2: app reads a clock: Timestamp::now; take `now` or `today` from the caller"
            ]
        );
        for krate in ["model", "policy", "protocol", "store"] {
            assert_eq!(found(&format!("crates/{krate}/src/a.rs"), text).len(), 1, "{krate}");
        }
        assert!(found("crates/server/src/a.rs", text).is_empty());
        assert!(found("crates/app/tests/it/main.rs", text).is_empty());
        assert!(found("crates/app/src/a.rs", "// Timestamp::now\nfn a() { MyInstant::now_or() }").is_empty());
        assert!(found("crates/app/src/a.rs", &format!("#[cfg(test)]\nmod tests {{ {text} }}")).is_empty());
    }

    #[test]
    fn asynchronous_code() {
        for text in ["async fn a() {}", "x.await?;", "use tokio::time;"] {
            assert_eq!(found("crates/store/src/a.rs", text).len(), 1, "{text}");
            assert!(found("crates/connectors/src/a.rs", text).is_empty(), "{text}");
        }
        assert!(found("crates/store/src/a.rs", "use my_tokio::time; x.awaiting()").is_empty());
    }

    #[test]
    fn axum() {
        assert_eq!(found("crates/app/src/a.rs", "use axum::Json;").len(), 1);
        assert!(found("crates/server/src/a.rs", "use axum::Json;").is_empty());
        assert!(found("crates/app/src/a.rs", "/// Unlike axum.\nfn taxum() {}").is_empty());
    }

    #[test]
    fn sql_text() {
        for text in [
            r#"f("SELECT 1")"#,
            r##"f(r#"INSERT INTO a VALUES ($1)"#)"##,
            "f(\"UPDATE a\n SET b = 1\")",
            r#"f("DELETE FROM a")"#,
        ] {
            assert_eq!(found("crates/app/src/a.rs", text).len(), 1, "{text}");
            for krate in ["store", "connectors", "policy"] {
                assert!(found(&format!("crates/{krate}/src/a.rs"), text).is_empty(), "{krate} {text}");
            }
            assert!(found("crates/app/tests/it/main.rs", text).is_empty(), "{text}");
        }
        for text in [r#"f("select one")"#, "// SELECT 1", r#"f("UPDATE")"#, r#"f("SELECTED x")"#] {
            assert!(found("crates/app/src/a.rs", text).is_empty(), "{text}");
        }
    }
}
