//! A migration that has been released is never edited: databases out there have run it.

use super::{Finding, Repo};

const FOLDER: &str = "crates/store/migrations/";
const LIST: &str = "crates/store/migrations/CHECKSUMS";

/// Compares each migration with its line in the list: a checksum, two spaces, the file's name.
pub(crate) fn check(repo: &Repo) -> Vec<Finding> {
    let list = repo.text(LIST).unwrap_or_default();
    let entries: Vec<(usize, &str, &str)> = list
        .lines()
        .enumerate()
        .filter_map(|(i, line)| line.split_once("  ").map(|(sum, name)| (i + 1, sum, name.trim())))
        .collect();
    let mut findings = Vec::new();
    for file in repo.ending(".sql") {
        let Some(name) = file.path.strip_prefix(FOLDER) else { continue };
        let sum = checksum(&file.text);
        match entries.iter().find(|(_, _, listed)| *listed == name) {
            None => findings.push(Finding::new(
                &file.path,
                0,
                "the migration is not in CHECKSUMS",
                format!("add the line '{sum}  {name}' to {LIST}"),
            )),
            Some((_, listed, _)) if *listed == sum => {}
            Some((line, ..)) => findings.push(Finding::new(
                &file.path,
                0,
                format!("the migration has changed since it was listed on line {line} of CHECKSUMS"),
                format!("restore it and write a new one; if it was never released, write '{sum}  {name}'"),
            )),
        }
    }
    for (line, _, name) in entries.iter().filter(|(_, _, name)| !repo.has(&format!("{FOLDER}{name}"))) {
        findings.push(Finding::new(LIST, *line, format!("the migration {name} is gone"), "restore it"));
    }
    findings
}

/// FNV-1a, 64 bits: it guards against slips, and a slip is not an attack.
fn checksum(text: &str) -> String {
    let sum = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{sum:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::shown;

    const ONE: &str = "crates/store/migrations/0001_user.sql";

    #[test]
    fn known_sums() {
        assert_eq!(checksum(""), "cbf29ce484222325");
        assert_eq!(checksum("foobar"), "85944171f73967e8");
    }

    #[test]
    fn changes_are_found() {
        let with = |text: &str, list: &str| shown(&check(&Repo::of(&[(ONE, text), (LIST, list)])));
        let listed = "85944171f73967e8  0001_user.sql\n";
        assert!(with("foobar", listed).is_empty());
        assert_eq!(
            with("foobar", ""),
            ["crates/store/migrations/0001_user.sql: the migration is not in CHECKSUMS; add the line \
              '85944171f73967e8  0001_user.sql' to crates/store/migrations/CHECKSUMS"]
        );
        assert!(with("foobaz", listed)[0].contains("has changed since it was listed on line 1"));
        let gone = with("foobar", &format!("{listed}0000000000000000  0002_role.sql\n"));
        assert_eq!(
            gone,
            ["crates/store/migrations/CHECKSUMS:2: the migration 0002_role.sql is gone; restore it"]
        );
    }

    #[test]
    fn other_sql_files_are_none_of_its_business() {
        assert!(check(&Repo::of(&[("examples/records.sql", "x")])).is_empty());
    }
}
