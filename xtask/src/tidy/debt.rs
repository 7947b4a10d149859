//! Promises to do it later: in code they are never kept, so they are not made.

use super::{Finding, Repo};

const NOTES: [&str; 3] = ["TODO", "FIXME", "XXX"];
const HOLES: [&str; 2] = ["todo!", "unimplemented!"];

/// Other files than Rust in which a note may hide. Documents are free to speak of notes.
const ALSO: [&str; 7] = [".sql", ".html", ".css", ".js", ".toml", ".sh", ".ftl"];

pub(crate) fn check(repo: &Repo) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in repo.rust() {
        for comment in &file.comments {
            findings.extend(note(&file.path, comment.line, &comment.text));
        }
        for piece in file.code() {
            if let Some(hole) = HOLES.iter().find(|hole| piece.text.contains(*hole)) {
                findings.push(Finding::new(
                    &file.path,
                    piece.line,
                    format!("{hole} leaves a hole"),
                    "finish it",
                ));
            }
            if piece.text.contains("#[ignore") {
                let remedy = "mend the test or remove it; what needs a server starts it with the test kit";
                findings.push(Finding::new(&file.path, piece.line, "a test that does not run", remedy));
            }
        }
    }
    for file in repo.files().iter().filter(|f| ALSO.iter().any(|end| f.path.ends_with(end))) {
        for (i, line) in file.text.lines().enumerate() {
            findings.extend(note(&file.path, i + 1, line));
        }
    }
    findings
}

fn note(path: &str, line: usize, text: &str) -> Option<Finding> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let note = NOTES.iter().find(|note| words.contains(note))?;
    Some(Finding::new(path, line, format!("a {note} note"), "do it, or open an issue and remove the note"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::shown;

    fn found(path: &str, text: &str) -> Vec<String> {
        shown(&check(&Repo::of(&[(path, text)])))
    }

    #[test]
    fn notes() {
        assert_eq!(
            found("crates/app/src/a.rs", "fn a() {}\n// TODO: more"),
            ["crates/app/src/a.rs:2: a TODO note; do it, or open an issue and remove the note"]
        );
        assert_eq!(found("crates/store/migrations/0001_user.sql", "-- FIXME").len(), 1);
        assert!(found("crates/app/src/a.rs", "const A: &str = \"TODO\"; // METHODOLOGY").is_empty());
        assert!(found("docs/a.md", "We write no TODO notes.").is_empty());
    }

    #[test]
    fn holes_and_ignored_tests() {
        for text in ["todo!()", "unimplemented!(\"x\")", "#[ignore]", "#[ignore = \"slow\"]"] {
            assert_eq!(found("crates/app/tests/it/main.rs", text).len(), 1, "{text}");
        }
        assert!(found("crates/app/src/a.rs", "/// `todo!()` and `#[ignore]` are found.").is_empty());
    }
}
