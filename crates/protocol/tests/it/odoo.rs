//! Reading Odoo addon files: the examples of this repository, small texts, hostile texts, and real addons if there
//! are any at hand.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests fail like tests; clippy excuses only the tests themselves"
)]

mod addons;
mod demo;
mod details;
mod drift;
mod hostile;

use std::{collections::BTreeSet, fs, path::Path};

use bailiwick_protocol::odoo::{Finding, Import, Level, OdooError, Source, is_policy_file, module_of, read};

/// One file of the invented module `m`.
fn source(path: &str, text: &str) -> Source {
    Source { module: "m".into(), path: path.into(), text: text.into() }
}

/// Reads one XML file of module `m`, given the content of its root element.
fn read_xml(content: &str) -> Import {
    read_all(&[source("m/security/a.xml", &format!("<odoo>{content}</odoo>"))])
}

fn read_all(sources: &[Source]) -> Import {
    read(sources, &BTreeSet::new()).unwrap()
}

fn failure(path: &str, text: &str) -> OdooError {
    read(&[source(path, text)], &BTreeSet::new()).unwrap_err()
}

/// The findings of one level, as lines.
fn lines(import: &Import, level: Level) -> Vec<String> {
    import.findings.iter().filter(|finding| finding.level == level).map(Finding::to_string).collect()
}

/// The policy files below `folder`, in the order of their paths.
fn policy_files(folder: &Path) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources.extend(policy_files(&path));
            continue;
        }
        let name = path.to_str().unwrap();
        if is_policy_file(name) {
            let (module, text) = (module_of(name).unwrap(), fs::read_to_string(&path).unwrap());
            sources.push(Source { module, path: name.to_owned(), text });
        }
    }
    sources
}
