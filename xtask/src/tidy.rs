//! The house rules that no compiler checks.
//!
//! Each rule is a function from what the repository holds to [`Finding`]s, so that its tests can show it a sample and
//! see it fail. `CONTRIBUTING.md` explains the rules to people.

mod absences;
mod budgets;
mod debt;
mod docs;
mod finding;
mod graph;
mod licences;
mod migrations;
mod repo;
mod rust;
mod spdx;
mod words;

use crate::cargo::Cargo;
use finding::Finding;
use repo::Repo;

/// Checks everything, prints what it finds, and fails when anything has to be mended.
pub(crate) fn run(cargo: &Cargo) -> Result<(), String> {
    let repo = Repo::read(cargo.root())?;
    let members = cargo.metadata(&["--no-deps"])?;
    let everything = cargo.metadata(&[])?;
    let findings: Vec<Finding> = [
        graph::check(&members),
        licences::check(&everything),
        budgets::check(&repo),
        absences::check(&repo),
        words::check(&repo),
        debt::check(&repo),
        migrations::check(&repo),
        docs::check(&repo),
    ]
    .concat();
    for warning in budgets::warnings(&repo) {
        println!("warning: {warning}");
    }
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => Ok(()),
        1 => Err("1 thing to mend".to_owned()),
        many => Err(format!("{many} things to mend")),
    }
}
