//! The schema, step by step.
//!
//! A step that was ever released is never edited: its checksum is kept in every database it was applied to. A change is
//! a new file, `migrations/NNNN_name.sql`, listed at the end of [`ALL`], written so that the previous release can still
//! read the result while nodes are upgraded one after the other.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::{
    StoreError, Tx,
    conn::{Conn, Purpose},
    param::params,
    sql::{rows, statements},
};

/// One step of the schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its place in the order, from 1.
    pub number: i64,
    /// Its name for people.
    pub name: &'static str,
    /// Definitions in the shared dialect.
    pub text: &'static str,
}

/// All steps, oldest first.
pub const ALL: &[Migration] = &[
    Migration { number: 1, name: "first", text: include_str!("../migrations/0001_first.sql") },
    Migration { number: 2, name: "audit", text: include_str!("../migrations/0002_audit.sql") },
    Migration {
        number: 3,
        name: "user_validity",
        text: include_str!("../migrations/0003_user_validity.sql"),
    },
    Migration { number: 4, name: "account", text: include_str!("../migrations/0004_account.sql") },
    Migration { number: 5, name: "audit_guard", text: include_str!("../migrations/0005_audit_guard.sql") },
    Migration { number: 6, name: "places", text: include_str!("../migrations/0006_places.sql") },
    Migration { number: 7, name: "jobs", text: include_str!("../migrations/0007_jobs.sql") },
    Migration { number: 8, name: "bulk", text: include_str!("../migrations/0008_bulk.sql") },
    Migration { number: 9, name: "rights", text: include_str!("../migrations/0009_rights.sql") },
    Migration { number: 10, name: "sign_in", text: include_str!("../migrations/0010_sign_in.sql") },
    Migration { number: 11, name: "sight", text: include_str!("../migrations/0011_sight.sql") },
    Migration { number: 12, name: "receiving", text: include_str!("../migrations/0012_receiving.sql") },
    Migration { number: 13, name: "settings", text: include_str!("../migrations/0013_settings.sql") },
    Migration {
        number: 14,
        name: "override_numbers",
        text: include_str!("../migrations/0014_override_numbers.sql"),
    },
    Migration { number: 15, name: "outbox", text: include_str!("../migrations/0015_outbox.sql") },
    Migration {
        number: 16,
        name: "numbered_overrides",
        text: include_str!("../migrations/0016_numbered_overrides.sql"),
    },
    Migration {
        number: 17,
        name: "known_network",
        text: include_str!("../migrations/0017_known_network.sql"),
    },
    Migration {
        number: 18,
        name: "keys_and_password_rules",
        text: include_str!("../migrations/0018_keys_and_password_rules.sql"),
    },
    Migration { number: 19, name: "seats", text: include_str!("../migrations/0019_seats.sql") },
];

const TABLE: &str = "CREATE TABLE IF NOT EXISTS bailiwick_migration (
  number BIGINT PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL
) STRICT;";

/// Takes its turn among those that write. An SQLite file has one writer anyhow.
const AMONG_WRITERS: &str = "--- postgres\nselect value from revision where id = 1 for update;\n";

rows! {
    APPLIED in "bailiwick_migration": number Int, name Text, sha256 Text;
}

statements! {
    LIST in "bailiwick_migration": "select number, sha256 from bailiwick_migration order by number";
}

impl Migration {
    /// The SHA-256 of its text, in hexadecimal.
    #[must_use]
    pub fn checksum(&self) -> String {
        Sha256::digest(self.text).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

/// Applies what is missing, all of it or nothing. Nodes that start together take turns.
pub(crate) fn apply(conn: &mut Conn, migrations: &[Migration]) -> Result<(), StoreError> {
    let mut tx = Tx::begin(conn, Purpose::Migrate)?;
    tx.define(TABLE)?;
    let applied = applied(&mut tx)?;
    let known = newest(migrations);
    for (number, sha256) in &applied {
        match migrations.iter().find(|m| m.number == *number) {
            None => return Err(StoreError::Newer { found: *number.max(&known), known }),
            Some(migration) if migration.checksum() != *sha256 => {
                return Err(StoreError::Diverged { number: *number });
            }
            Some(_) => {}
        }
    }
    let missing = |m: &&Migration| !applied.iter().any(|(number, _)| *number == m.number);
    if !applied.is_empty() && migrations.iter().any(|m| missing(&m)) {
        // Whoever writes ends first, and finds the new schema when it begins again.
        tx.define(AMONG_WRITERS)?;
    }
    for migration in migrations.iter().filter(missing) {
        step(&mut tx, migration).map_err(|error| match error {
            foreign @ StoreError::Foreign { .. } => foreign,
            error => StoreError::Migration {
                number: migration.number,
                name: migration.name,
                source: Box::new(error),
            },
        })?;
        tracing::info!(number = migration.number, name = migration.name, "the schema was migrated");
    }
    tx.mark()?;
    tx.commit().map(drop)
}

/// Makes sure that a database which another process keeps is one that this program understands.
pub(crate) fn verify(conn: &mut Conn, migrations: &[Migration]) -> Result<(), StoreError> {
    let mut tx = Tx::begin(conn, Purpose::Read)?;
    let applied = applied(&mut tx)?;
    let known = newest(migrations);
    let found = applied.iter().map(|(number, _)| *number).max().unwrap_or(0);
    if found != known {
        return Err(StoreError::Newer { found, known });
    }
    match applied
        .iter()
        .find(|(n, sha256)| !migrations.iter().any(|m| m.number == *n && m.checksum() == *sha256))
    {
        Some((number, _)) => Err(StoreError::Diverged { number: *number }),
        None => Ok(()),
    }
}

/// The number of the newest of some steps.
pub(crate) fn newest(migrations: &[Migration]) -> i64 {
    migrations.last().map_or(0, |migration| migration.number)
}

/// Makes sure that no newer program has migrated the database while this one has it open.
pub(crate) fn check_known(conn: &mut Conn) -> Result<(), StoreError> {
    let Some(known) = conn.known_schema() else { return Ok(()) };
    let applied = applied(&mut Tx::begin(conn, Purpose::Read)?)?;
    match applied.into_iter().map(|(number, _)| number).max() {
        Some(found) if found > known => Err(StoreError::Newer { found, known }),
        _ => Ok(()),
    }
}

/// The numbers of the steps that were applied, and their checksums.
pub(crate) fn applied(tx: &mut Tx<'_>) -> Result<Vec<(i64, String)>, StoreError> {
    tx.query(&LIST, &[], |row| Ok((row.int("number")?, row.text("sha256")?.to_owned())))
}

fn step(tx: &mut Tx<'_>, migration: &Migration) -> Result<(), StoreError> {
    tx.define(migration.text)?;
    tx.insert(&APPLIED, params![migration.number, migration.name, &migration.checksum()]).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_released_migration_never_changes() {
        let released = [
            (1, "7fb46b9cd8ae9950a1793b89bb267b428abec19d7b438117f87a6872b924d30a"),
            (2, "ff8ff3a940818cfa31cdbba046890c0da7799faa0a4dd4d7c63232ddc3e13aff"),
            (3, "863e61184ac06eaca84c663832fcd9795af37d08a639e9eab50172ae33fd9f1c"),
            (4, "98ea9c255e4ebf117217a594180a78e0ce31b8c2fa6fb3a9764e71a9029d1f93"),
            (5, "82ed1a8d7bf5bf13ecaa02fdb5c755d2299a99bf621a752bb9adaff0ed9f8b68"),
            (6, "fd6cfc3411eb74d5332b808521e69e85d4297872aa9abd6babe8386cae9fd87e"),
            (7, "6fc82fb5fc6161206047c77bec9d73330cf55617e96a5fd5b5360407043fb0c1"),
            (8, "8fb27156be4dad091e97f8c9678ccd99bc802ecee508289cc8a60ba9d30af316"),
            (9, "12c2e1454f268403e31a45514a4a5be7fdd6c1e79c5582de9157e9d71a285fa8"),
            (10, "36c23422d4ad580ad13d8f6304fafc5f36c425e074a579d13706c8f4a5db32ee"),
            (11, "13557a7c70d50bf15c2fc9ed642b94e1ca7d101ee8a69a355bf85e6e7cffabfb"),
            (12, "e0c4efb560afb844795f619ab40b92c4d3dd84259d5a9c46c5adf615bc08e56f"),
            (13, "b4ba8c3285ce3370c75b178b9a2a70bf6351abd376d071a2a112157630eff231"),
            (14, "6b62813eb5ea663fd417dbdca5c66f90e95a809735a83ef0ec2e42b1d9ec2f1d"),
            (15, "ef3bf345883806d8e38f145429d55898c3b5912c83c654276b8dcb91b7a5b091"),
            (16, "35a6579a4111bc6a75ed260c94203cc67a903b869750b90234d6f46a707c0273"),
            (17, "52d2de638a2f48b0d5369530e6913b58db4e1411261b40d6c0344592650d56fa"),
            (18, "153e77f0df3172bde709cd9116c5ad3ba657d7af5f0088d71a4bdde68fff009f"),
            (19, "a3ebaffcf5ba603f865fb4b4b5911417e644e62219670007be23743cd324b1cc"),
        ];
        let present: Vec<_> = ALL.iter().map(|m| (m.number, m.checksum())).collect();
        let present: Vec<_> = present.iter().map(|(number, sum)| (*number, sum.as_str())).collect();
        assert_eq!(
            present, released,
            "add a new migration instead of editing one, and list its checksum here"
        );
    }

    #[test]
    fn numbers_count_up_from_one() {
        assert_eq!(ALL[0].number, 1);
        assert!(ALL.windows(2).all(|pair| pair[0].number < pair[1].number));
    }
}
