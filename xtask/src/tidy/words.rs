//! One word per thing: names that the glossary replaces by another one.
//!
//! The list is the last table of `docs/glossary.md`, so that people and this check read the same page.

use super::{Finding, Repo, rust::RustFile};

const GLOSSARY: &str = "docs/glossary.md";
const HEADING: &str = "## Words we do not use";

/// What introduces a name that others will read.
const INTRODUCERS: [&str; 8] = ["struct", "enum", "trait", "type", "union", "fn", "mod", "const"];

/// A word of the glossary's last table.
struct Wrong {
    /// In lower case, one entry per part: `role`, `assignment`.
    parts: Vec<String>,
    word: String,
    instead: String,
    /// Crates it is wrong in; everywhere when empty.
    crates: Vec<String>,
}

pub(crate) fn check(repo: &Repo) -> Vec<Finding> {
    let list = wrong_words(repo.text(GLOSSARY).unwrap_or_default());
    if list.is_empty() {
        let remedy = format!("it needs a table below '{HEADING}'");
        return vec![Finding::new(GLOSSARY, 0, "no list of wrong words", remedy)];
    }
    repo.rust().iter().filter(|f| f.is_source()).flat_map(|file| wrong_names(file, &list)).collect()
}

fn wrong_words(glossary: &str) -> Vec<Wrong> {
    let table = glossary.split_once(HEADING).map_or("", |(_, after)| after);
    table.lines().filter_map(wrong_word).collect()
}

/// Reads a row such as ``| `Tenant` | `Company` | everywhere |``.
fn wrong_word(row: &str) -> Option<Wrong> {
    let mut cells = row.strip_prefix('|')?.split('|').map(str::trim);
    let (word, instead, place) = (cells.next()?, cells.next()?, cells.next()?);
    let word = word.strip_prefix('`')?.strip_suffix('`')?.to_owned();
    let crates = place.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    Some(Wrong { parts: parts(&word), word, instead: instead.to_owned(), crates })
}

fn wrong_names(file: &RustFile, list: &[Wrong]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for piece in file.product_code() {
        for name in introduced(&piece.text) {
            let name_parts = parts(name);
            let wrong = list.iter().find(|wrong| applies(wrong, file) && holds(&name_parts, &wrong.parts));
            if let Some(Wrong { word, instead, .. }) = wrong {
                let remedy = format!("say {instead}, see {GLOSSARY}");
                findings.push(Finding::new(
                    &file.path,
                    piece.line,
                    format!("{name} uses the word {word}"),
                    remedy,
                ));
            }
        }
    }
    findings
}

fn applies(wrong: &Wrong, file: &RustFile) -> bool {
    wrong.crates.is_empty() || wrong.crates.iter().any(|krate| file.krate() == Some(krate))
}

/// The names that a line of code introduces.
fn introduced(code: &str) -> impl Iterator<Item = &str> {
    let words: Vec<&str> =
        code.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty()).collect();
    let next = words.clone().into_iter().skip(1);
    words.into_iter().zip(next).filter(|(word, _)| INTRODUCERS.contains(word)).map(|(_, name)| name)
}

/// `RoleLine` and `role_line` are both `role`, `line`.
fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut before = '_';
    for c in name.chars() {
        if c == '_' || before == '_' || c.is_uppercase() && before.is_lowercase() {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut().filter(|_| c != '_') {
            part.extend(c.to_lowercase());
        }
        before = c;
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether `wanted` occurs in `name`, also in the plural.
fn holds(name: &[String], wanted: &[String]) -> bool {
    let same = |(a, b): (&String, &String)| a == b || a.strip_suffix('s') == Some(b);
    name.windows(wanted.len().max(1)).any(|run| run.iter().zip(wanted).all(same))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::shown;

    const LIST: &str = "| `Right` | ignored, above the heading | everywhere |\n\n## Words we do not use\n\n\
        | Not | But | Where |\n|---|---|---|\n| `Privilege` | no such type | `policy` |\n\
        | `RoleAssignment` | `RoleLine` | everywhere |\n| `util` | the noun it serves | everywhere |\n";

    fn found(path: &str, text: &str) -> Vec<String> {
        shown(&check(&Repo::of(&[("docs/glossary.md", LIST), (path, text)])))
    }

    #[test]
    fn wrong_names_are_found_in_any_case() {
        assert_eq!(
            found("crates/policy/src/a.rs", "\npub(crate) struct PrivilegeSet;"),
            [
                "crates/policy/src/a.rs:2: PrivilegeSet uses the word Privilege; say no such type, see docs/glossary.md"
            ]
        );
        for text in [
            "fn role_assignments() {}",
            "struct RoleAssignment;",
            "mod util;",
            "const ROLE_ASSIGNMENT: u8 = 1;",
        ] {
            assert_eq!(found("crates/app/src/a.rs", text).len(), 1, "{text}");
        }
    }

    #[test]
    fn other_names_are_left_alone() {
        assert!(found("crates/model/src/a.rs", "struct Privilege;").is_empty(), "wrong in policy only");
        for text in [
            "struct RoleLine;",
            "fn utility() {}",
            "let util = 1;",
            "// struct RoleAssignment",
            "struct Right;",
        ] {
            assert!(found("crates/app/src/a.rs", text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_glossary_without_the_list_is_found() {
        assert_eq!(shown(&check(&Repo::of(&[]))).len(), 1);
    }
}
