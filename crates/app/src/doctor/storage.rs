//! Whether the database is there, is ours, is whole and can be written.

use bailiwick_store::{
    Database, DatabaseUrl, MIGRATIONS, StoreError,
    health::{self, Standing},
};

use super::{Finding, refused};

/// So many faults are told; there may be more.
const TOLD: usize = 5;

pub(super) fn unreachable(url: &DatabaseUrl, error: &StoreError) -> Finding {
    match error {
        StoreError::NotFound { .. } => Finding::warning(
            "database",
            format!("{url} is not there yet"),
            "check the path; if this is a new installation, the first command that changes something makes it",
        ),
        // These say themselves how to mend them.
        error @ (StoreError::Foreign { .. } | StoreError::Damaged { .. } | StoreError::Unsafe { .. }) => {
            Finding::failure(
                "database",
                error.to_string(),
                "as it says; restore a backup if there is nothing to mend",
            )
        }
        error => Finding::failure(
            "database",
            format!("{url}: {error}"),
            "check that the server runs, that its address, user and password are right, and that it lets this host in",
        ),
    }
}

pub(super) fn engine(database: &Database) -> (Finding, Option<u64>) {
    let asked = database.read::<_, StoreError>(|tx| Ok((health::engine(tx)?, health::size(tx)?)));
    match asked {
        Ok((engine, size)) if engine.contains("without ICU") => (
            Finding::warning(
                "database",
                engine,
                "use a PostgreSQL built with ICU: filters that ignore case need it where records are connected",
            ),
            Some(size),
        ),
        Ok((engine, size)) => {
            let told = format!("{engine}, {} MiB", size.div_ceil(1 << 20));
            (Finding::well("database", told), Some(size))
        }
        Err(error) => (refused("database", &error), None),
    }
}

pub(super) fn schema(database: &Database) -> (Finding, Option<Standing>) {
    let known = MIGRATIONS.last().map_or(0, |m| m.number);
    let standing = match database.read(health::standing) {
        Ok(standing) => standing,
        Err(error) => return (refused("schema", &error), None),
    };
    let finding = match standing {
        Standing::Current(version) => Finding::well("schema", format!("version {version}")),
        Standing::Empty => Finding::warning(
            "schema",
            "the database is empty",
            "nothing, if this is a new installation: whatever opens it first makes the tables",
        ),
        Standing::Older(version) => Finding::warning(
            "schema",
            format!("version {version}, and this program has version {known}"),
            "make a backup with the program that is running now, then start this one: it brings the database up to date",
        ),
        Standing::Newer(version) => Finding::failure(
            "schema",
            format!("version {version}, and this program knows versions up to {known}"),
            "install the newer Bailiwick, or restore a backup made before the upgrade",
        ),
        Standing::Diverged(number) => Finding::failure(
            "schema",
            format!("migration {number} was applied with other contents than this program has"),
            "use the program that made the database, or restore a backup",
        ),
    };
    (finding, Some(standing))
}

pub(super) fn integrity(database: &Database, full: bool) -> Finding {
    match database.read(|tx| health::faults(tx, full)) {
        Err(error) => refused("integrity", &error),
        Ok(faults) if faults.is_empty() => Finding::well("integrity", "no fault was found"),
        Ok(faults) => {
            let some: Vec<&str> = faults.iter().map(String::as_str).take(TOLD).collect();
            let more = faults.len().saturating_sub(TOLD);
            let more = if more > 0 { format!("; and {more} more") } else { String::new() };
            Finding::failure(
                "integrity",
                format!("{}{more}", some.join("; ")),
                "stop the server, keep a copy of the database as it is, and restore the newest backup",
            )
        }
    }
}

pub(super) fn writable(database: &Database) -> Finding {
    match database.try_write() {
        Ok(()) => Finding::well("writing", "something was written and taken back"),
        Err(error @ StoreError::Busy { .. }) => Finding::warning(
            "writing",
            error.to_string(),
            "look for what writes for so long, such as a large import; ask again after it",
        ),
        Err(error) => Finding::failure(
            "writing",
            error.to_string(),
            "give this user the right to write the database and its folder, and see that the disk is not full or read-only",
        ),
    }
}
