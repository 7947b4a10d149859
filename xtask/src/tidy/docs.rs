//! Documents that lead somewhere: links resolve, decisions are in their index.

use std::path::{Component, Path};

use super::{Finding, Repo};

const ADRS: &str = "docs/adr/";
const INDEX: &str = "docs/adr/README.md";

pub(crate) fn check(repo: &Repo) -> Vec<Finding> {
    [links(repo), mentions(repo), decisions(repo)].concat()
}

/// Relative links of Markdown files, with their `#fragment`.
fn links(repo: &Repo) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in repo.ending(".md") {
        for (line, text) in prose(&file.text) {
            for target in link_targets(text) {
                if target.contains("://") || target.starts_with("mailto:") {
                    continue;
                }
                let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
                let path = if path.is_empty() { file.path.clone() } else { resolve(&file.path, path) };
                if !repo.has(&path) {
                    let what = format!("the link to {target} leads nowhere");
                    findings.push(Finding::new(&file.path, line, what, "name a file that exists"));
                } else if !fragment.is_empty()
                    && !repo.text(&path).is_none_or(|text| has_heading(text, fragment))
                {
                    let what = format!("{path} has no heading #{fragment}");
                    findings.push(Finding::new(&file.path, line, what, "name a heading that exists"));
                }
            }
        }
    }
    findings
}

/// `docs/….md` named in comments and messages.
fn mentions(repo: &Repo) -> Vec<Finding> {
    let mut findings = Vec::new();
    let files = repo.files().iter().filter(|f| f.path.ends_with(".rs") || f.path.ends_with(".toml"));
    // The samples in this program's own tests name documents that are not there.
    for file in files.filter(|f| !f.path.starts_with("xtask/src/tidy/")) {
        for (i, text) in file.text.lines().enumerate() {
            let words = text.split(|c: char| !(c.is_alphanumeric() || "/_-.".contains(c)));
            for word in words.map(|w| w.trim_end_matches('.')) {
                if word.starts_with("docs/") && word.ends_with(".md") && !repo.has(word) {
                    let what = format!("{word} does not exist");
                    findings.push(Finding::new(&file.path, i + 1, what, "name a file that exists"));
                }
            }
        }
    }
    findings
}

/// Every decision is in the index and carries its own number.
fn decisions(repo: &Repo) -> Vec<Finding> {
    let index = repo.text(INDEX).unwrap_or_default();
    let linked: Vec<&str> = index.lines().flat_map(link_targets).collect();
    let mut findings = Vec::new();
    for file in repo.ending(".md") {
        let Some(name) = file.path.strip_prefix(ADRS).filter(|name| *name != "README.md") else { continue };
        if !linked.contains(&name) {
            findings.push(Finding::new(&file.path, 0, "not in the index", format!("link it from {INDEX}")));
        }
        let number = name.split('-').next().unwrap_or_default();
        let digits = number.len() == 4 && number.bytes().all(|b| b.is_ascii_digit());
        if !digits || !file.text.starts_with(&format!("# {number}. ")) {
            let remedy = "call it NNNN-title.md and begin it with '# NNNN. Title'";
            findings.push(Finding::new(&file.path, 1, "name and heading do not carry one number", remedy));
        }
        let same = repo
            .ending(".md")
            .any(|f| f.path != file.path && f.path.starts_with(&format!("{ADRS}{number}-")));
        if same {
            findings.push(Finding::new(
                &file.path,
                0,
                format!("{number} is taken"),
                "take the next free number",
            ));
        }
    }
    findings
}

/// Lines outside code blocks.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut in_code = false;
    text.lines().enumerate().filter_map(move |(i, line)| {
        let fence = line.trim_start().starts_with("```");
        in_code ^= fence;
        (!in_code && !fence).then_some((i + 1, line))
    })
}

/// What follows `](`, up to the closing bracket, outside `code`.
fn link_targets(line: &str) -> Vec<&str> {
    let plain = line.split('`').step_by(2).flat_map(|part| part.split("](").skip(1));
    // A link whose text is code, as in [`x`](y), has its target behind the closing backtick.
    plain.filter_map(|rest| rest.split([')', ' ']).next()).collect()
}

fn resolve(from: &str, link: &str) -> String {
    let mut parts: Vec<String> = from.split('/').map(str::to_owned).collect();
    parts.pop();
    for component in Path::new(link).components() {
        match component {
            Component::ParentDir => drop(parts.pop()),
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::RootDir => parts.clear(),
            Component::CurDir | Component::Prefix(_) => {}
        }
    }
    parts.join("/")
}

/// Whether a Markdown file has the heading that a fragment names, spelt as code hosts do.
fn has_heading(text: &str, fragment: &str) -> bool {
    let headings = prose(text).filter_map(|(_, line)| line.strip_prefix('#'));
    headings.map(|h| slug(h.trim_start_matches('#'))).any(|slug| slug == fragment)
}

fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::shown;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        shown(&check(&Repo::of(files)))
    }

    #[test]
    fn links_resolve() {
        let good = "[a](b.md) [`c`](../README.md#who-may-do-what) [d](https://example.org/x) [e](#f)\n# F\n\
                    `[x](gone.md)`\n```\n[y](gone.md)\n```\n";
        let files = [("docs/a.md", good), ("docs/b.md", ""), ("README.md", "# Who may do what?\n")];
        assert!(found(&files).is_empty(), "{:?}", found(&files));
        assert_eq!(
            found(&[("docs/a.md", "\n[a](gone.md)")]),
            ["docs/a.md:2: the link to gone.md leads nowhere; name a file that exists"]
        );
        assert_eq!(
            found(&[("docs/a.md", "[a](#gone)")]),
            ["docs/a.md:1: docs/a.md has no heading #gone; name a heading that exists"]
        );
    }

    #[test]
    fn mentioned_documents_exist() {
        let files = [("crates/model/src/a.rs", "//! See `docs/a.md` and docs/b.md."), ("docs/a.md", "")];
        assert_eq!(
            found(&files),
            ["crates/model/src/a.rs:1: docs/b.md does not exist; name a file that exists"]
        );
    }

    #[test]
    fn decisions_are_indexed_and_numbered() {
        let (index, one) = ("[1](0001-a.md)", ("docs/adr/0001-a.md", "# 0001. A\n"));
        assert!(found(&[("docs/adr/README.md", index), one]).is_empty());
        assert_eq!(
            found(&[("docs/adr/README.md", ""), one]),
            ["docs/adr/0001-a.md: not in the index; link it from docs/adr/README.md"]
        );
        assert_eq!(found(&[("docs/adr/README.md", index), ("docs/adr/0001-a.md", "# 0002. A\n")]).len(), 1);
        let both = "[1](0001-a.md) [2](0001-b.md)";
        let twice = [("docs/adr/README.md", both), one, ("docs/adr/0001-b.md", "# 0001. B\n")];
        assert_eq!(found(&twice).len(), 2);
    }
}
