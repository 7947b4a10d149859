//! How long a file may be, and that it says what it is for.

use super::{Finding, Repo, rust::RustFile};

/// A file beyond this many lines is split.
const MOST: usize = 600;

/// A file beyond this many lines is named, so that it is split before it has to be.
const MANY: usize = 400;

/// Longer files that we live with: a path and its lines per line. The list may only shrink.
const EXCEPTIONS: &str = "xtask/tidy-exceptions.txt";

pub(crate) fn check(repo: &Repo) -> Vec<Finding> {
    let undocumented = repo.rust().iter().filter(|f| f.is_source() && !f.has_module_doc).map(|f| {
        Finding::new(&f.path, 1, "no module doc", "begin the file with `//!` and say what it is for")
    });
    let exceptions = exceptions(repo);
    let long = repo.rust().iter().filter(|f| has_budget(f)).filter_map(|file| {
        let allowed = exceptions.iter().find(|e| e.path == file.path).map_or(MOST, |e| e.lines.max(MOST));
        (file.lines > allowed).then(|| {
            let what = format!("{} lines, at most {allowed} are allowed", file.lines);
            Finding::new(
                &file.path,
                file.lines,
                what,
                "split it by noun, or move its tests to a file of their own",
            )
        })
    });
    undocumented.chain(long).chain(exceptions.iter().filter_map(|e| stale(repo, e))).collect()
}

/// Files that will soon be too long.
pub(crate) fn warnings(repo: &Repo) -> Vec<String> {
    let long = repo.rust().iter().filter(|f| has_budget(f) && f.lines > MANY);
    long.map(|f| format!("{}: {} lines; split it before {MOST}", f.path, f.lines)).collect()
}

fn has_budget(file: &RustFile) -> bool {
    file.path.starts_with("crates/") || file.path.starts_with("xtask/") || file.path.starts_with("e2e/")
}

struct Exception<'a> {
    /// Of its own entry in the list.
    line: usize,
    path: &'a str,
    lines: usize,
}

fn exceptions(repo: &Repo) -> Vec<Exception<'_>> {
    let list = repo.text(EXCEPTIONS).unwrap_or_default().lines().enumerate();
    list.filter(|(_, entry)| !entry.trim().is_empty() && !entry.starts_with('#'))
        .map(|(i, entry)| {
            let (path, lines) = entry.trim().rsplit_once(' ').unwrap_or((entry.trim(), "0"));
            Exception { line: i + 1, path: path.trim(), lines: lines.parse().unwrap_or(0) }
        })
        .collect()
}

/// An exception that allows more than it has to.
fn stale(repo: &Repo, exception: &Exception<'_>) -> Option<Finding> {
    let Exception { line, path, lines: allowed } = exception;
    let find = |what: String, remedy: String| Some(Finding::new(EXCEPTIONS, *line, what, remedy));
    match repo.rust().iter().find(|f| f.path == *path) {
        None => find(format!("{path} does not exist"), "remove the entry".to_owned()),
        Some(file) if file.lines <= MOST => {
            find(format!("{path} needs no exception"), "remove the entry".to_owned())
        }
        Some(file) if file.lines < *allowed => find(
            format!("{path} has shrunk to {} lines", file.lines),
            format!("lower the entry to {}", file.lines),
        ),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::shown;

    fn long(lines: usize) -> String {
        format!("//! Long.\n{}", "\n".repeat(lines - 1))
    }

    #[test]
    fn module_docs() {
        let repo = Repo::of(&[
            ("crates/app/src/a.rs", "fn a() {}"),
            ("crates/app/src/b.rs", "//! B."),
            ("crates/app/tests/it/main.rs", "fn c() {}"),
        ]);
        assert_eq!(
            shown(&check(&repo)),
            ["crates/app/src/a.rs:1: no module doc; begin the file with `//!` and say what it is for"]
        );
    }

    #[test]
    fn long_files() {
        let (most, over) = (long(600), long(601));
        let repo = Repo::of(&[("crates/app/src/a.rs", &most), ("crates/app/tests/it/b.rs", &over)]);
        let found = shown(&check(&repo));
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with("crates/app/tests/it/b.rs:601: 601 lines, at most 600 are allowed; "),
            "{found:?}"
        );
        assert_eq!(warnings(&repo).len(), 2);
        assert!(warnings(&Repo::of(&[("crates/app/src/a.rs", &long(400))])).is_empty());
    }

    #[test]
    fn exceptions_only_shrink() {
        let text = long(650);
        let with = |list: &str| {
            shown(&check(&Repo::of(&[("crates/app/src/a.rs", &text), ("xtask/tidy-exceptions.txt", list)])))
        };
        assert!(with("# why\ncrates/app/src/a.rs 650\n").is_empty());
        assert_eq!(with("crates/app/src/a.rs 640\n").len(), 1);
        assert_eq!(
            with("crates/app/src/a.rs 700\n"),
            [
                "xtask/tidy-exceptions.txt:1: crates/app/src/a.rs has shrunk to 650 lines; lower the entry to 650"
            ]
        );
        assert_eq!(with("crates/app/src/a.rs 650\ncrates/app/src/gone.rs 650\n").len(), 1);
    }
}
