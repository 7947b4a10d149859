//! What is wrong, or soon will be, and how to mend it: the part of `bailiwick doctor` that is about the database.
//!
//! Nothing is changed, migrated or made; whoever else uses the database goes on.

mod contents;
mod finding;
mod moments;
mod signatures;
mod storage;
mod trail;

use bailiwick_store::{Database, DatabaseUrl, StoreError, health::Standing};

use crate::{audit::PublicKey, installation::Installation, state::State};

pub use finding::{Finding, Verdict};

/// How to look.
#[derive(Clone, Copy)]
pub struct Examination<'e> {
    /// The time, in microseconds since 1970.
    pub clock: &'e dyn Fn() -> i64,
    /// Follow the whole trail and check every index, however long that takes.
    pub full: bool,
    /// The keys that checkpoints are signed with: the installation's own, where it is at hand, and earlier ones.
    pub keys: &'e [PublicKey],
}

/// What was found.
pub struct Examined {
    /// One per check, in the order of looking.
    pub findings: Vec<Finding>,
    /// What is in force, where it could be loaded.
    pub state: Option<State>,
    /// How many bytes the database has, where it could be asked.
    pub size: Option<u64>,
    /// The places at which passkeys must show their make.
    pub attested: Vec<String>,
}

/// Looks into the database. What cannot be looked into because of something found before is left out.
#[must_use]
pub fn examine(url: &DatabaseUrl, how: Examination<'_>) -> Examined {
    let findings = vec![moments::clock((how.clock)())];
    let mut examined = Examined { findings, state: None, size: None, attested: Vec::new() };
    let database = match Database::open_as_it_is(url) {
        Ok(database) => database,
        Err(error) => {
            examined.findings.push(storage::unreachable(url, &error));
            return examined;
        }
    };
    look(&mut examined, &database, how);
    examined
}

fn look(examined: &mut Examined, database: &Database, how: Examination<'_>) {
    let Examined { findings, state, size, attested } = examined;
    let (reached, bytes) = storage::engine(database);
    findings.push(reached);
    *size = bytes;
    let (schema, standing) = storage::schema(database);
    findings.push(schema);
    findings.push(storage::integrity(database, how.full));
    if !matches!(standing, Some(Standing::Current(_))) {
        return;
    }
    findings.push(storage::writable(database));
    findings.push(moments::server(database, how.clock));
    findings.push(moments::newest(database, (how.clock)()));
    findings.push(trail::check(database, how.full));
    findings.push(signatures::check(database, how));
    let (compiled, loaded) = contents::compile(&Installation::new(database.clone()));
    findings.push(compiled);
    *state = loaded;
    *attested = contents::attested(database);
    findings.push(contents::keys(database, (how.clock)()));
    findings.push(contents::feed(database));
    findings.push(contents::seats(database));
    findings.push(contents::letters(database, (how.clock)()));
}

/// A check that could not be made because the database refused.
fn refused(check: &'static str, error: &StoreError) -> Finding {
    Finding::failure(check, error.to_string(), "see what the database's own log says about it")
}
