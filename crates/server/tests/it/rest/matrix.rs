//! Who gets what answer: every actor at every operation, written down in `docs/access-matrix.md`.
//!
//! Whoever changes a right sees here for whom, and a new operation is in it by itself.

use std::fmt::Write as _;

use axum::{body::Body, http::Method};
use serde_json::Value as Json;

use super::samples::{Operation, Sample, office, operations, samples};
use crate::office::{ACTORS, Office};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/access-matrix.md");

/// Those without a user who may administer.
const OUTSIDERS: [&str; 4] = ["anonymous", "stranger", "program", "decider"];

const HEAD: &str = "# Access matrix

Every actor at every operation of the API, as the server answers. Written by a test; `BAILIWICK_WRITE=1 cargo test -p
bailiwick-server matrix` writes it anew, and the difference is for whoever reviews the change.

A cell is the status and, of a refusal, its code; of a list, how many objects are in it. Operations that change something are asked with
`dry_run`: the whole is done and taken back. What somebody may not even see is `404 not_found`.

| actor | who |
| --- | --- |
| root | administrator, everywhere |
| dora | manages the users of district D1, and is a registrar there, both to 2027-03-31 |
| audrey | auditor |
| carl | client IT administrator of Acme |
| head | heads Acme's sales |
| ella | an end user of Acme |
| desk | service desk |
| nora | an account without any role |
| gone | an administrator whose account is not active |
| anonymous | no token |
| stranger | a token that nobody issued |
| program | a token for administration that acts for nobody |
| decider | root's token for decisions |
";

#[tokio::test]
async fn everybody_gets_the_answer_that_is_written_down() {
    let mut office_now = office().await;
    let mut text = HEAD.to_owned();
    for operation in operations(&office_now).await {
        let samples = samples(&office_now, &operation).await;
        writeln!(text, "\n## {}\n\n`{} {}`\n", operation.id, operation.method, operation.path).unwrap();
        writeln!(text, "| | {} |", samples.iter().map(|s| &*s.what).collect::<Vec<_>>().join(" | ")).unwrap();
        writeln!(text, "| --- |{}", " --- |".repeat(samples.len())).unwrap();
        for actor in ACTORS.into_iter().chain(OUTSIDERS) {
            write!(text, "| {actor} |").unwrap();
            for sample in &samples {
                let before = office_now.revision();
                let answer = cell(&office_now, actor, &operation, sample).await;
                write!(text, " {answer} |").unwrap();
                // No cell may depend on the one before it.
                let for_real =
                    operation.method != Method::GET && !operation.wishes.iter().any(|w| w == "dry_run");
                if office_now.revision() != before || for_real {
                    office_now = office().await;
                }
            }
            text.push('\n');
        }
    }
    if std::env::var_os("BAILIWICK_WRITE").is_some() {
        std::fs::write(PATH, &text).unwrap();
    }
    let committed = std::fs::read_to_string(PATH).unwrap_or_default();
    let found = differences(&committed, &text);
    assert!(found.is_empty() && committed == text, "not as docs/access-matrix.md has it:\n{found}");
}

async fn cell(office: &Office, actor: &str, operation: &Operation, sample: &Sample) -> String {
    let wish = |name: &str| operation.wishes.iter().any(|known| known == name);
    let query = match (wish("dry_run"), wish("count")) {
        (true, _) => "?dry_run=true",
        (_, true) => "?count=true",
        _ => "",
    };
    let path = format!("{}{query}", sample.path);
    let without = [
        "preview",
        "stopJob",
        "saveImportTemplate",
        "removeImportTemplate",
        "changeMyPassword",
        "beginMyPasskey",
        "beginMyAuthenticator",
        "addMyAuthenticator",
        "showMyPhone",
    ];
    let looks = operation.method == Method::GET || without.contains(&operation.id.as_str());
    assert!(query == "?dry_run=true" || looks, "{} would be done", operation.id);
    let body = if sample.body.is_null() { Body::empty() } else { Body::from(sample.body.to_string()) };
    let reply = office.send(office.request(actor, operation.method.clone(), &path).body(body).unwrap()).await;
    let status = reply.status.as_u16();
    let json: Json = serde_json::from_str(&reply.text).unwrap_or_default();
    match (json["code"].as_str(), json["count"].as_i64()) {
        _ if status >= 500 => panic!("{actor} {} {}: {}", operation.id, sample.what, reply.text),
        (Some(code), _) if status >= 400 => format!("{status} {code}"),
        (_, Some(count)) => format!("{status}: {count}"),
        _ => status.to_string(),
    }
}

/// The cells that differ, by operation, actor and column.
fn differences(committed: &str, now: &str) -> String {
    let (committed, now) = (cells(committed), cells(now));
    let mut found = String::new();
    for (place, answer) in &now {
        match committed.iter().find(|(known, _)| known == place) {
            Some((_, known)) if known == answer => {}
            Some((_, known)) => writeln!(found, "{place}: {known} is written down, {answer} came").unwrap(),
            None => writeln!(found, "{place}: {answer} came, nothing is written down").unwrap(),
        }
    }
    for (place, known) in committed.iter().filter(|(place, _)| !now.iter().any(|(p, _)| p == place)) {
        writeln!(found, "{place}: {known} is written down, and was not asked").unwrap();
    }
    found
}

fn cells(text: &str) -> Vec<(String, String)> {
    let (mut operation, mut columns, mut found) = (String::new(), Vec::new(), Vec::new());
    for line in text.lines() {
        let row: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        if let Some(name) = line.strip_prefix("## ") {
            name.clone_into(&mut operation);
        } else if line.starts_with("| |") {
            columns = line.trim_start_matches("| |").trim_matches('|').split(" | ").map(str::trim).collect();
        } else if line.starts_with("| ") && !line.starts_with("| ---") && !operation.is_empty() {
            for (column, answer) in columns.iter().zip(&row[1..]) {
                found.push((format!("{operation}, {}, {column}", row[0]), (*answer).to_owned()));
            }
        }
    }
    found
}
