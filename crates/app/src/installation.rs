//! The database behind everything: what is in force is loaded from it and changed through it.

use std::sync::Arc;

use bailiwick_model::{Directory, Policy};
use bailiwick_policy::Snapshot;
use bailiwick_protocol::document::Document;
use bailiwick_store::{
    Database, DatabaseUrl, Revision, StoreError, Tx,
    change::{self, Stamp},
    directory, policy,
};

use crate::{error::AppError, kept_records::KeptRecords, loading::load, own, state::State};

/// An opened database with the use cases that read or change all of it.
#[derive(Clone, Debug)]
pub struct Installation {
    database: Database,
}

/// What is in force, compiled and as it was written.
pub struct InForce {
    /// What questions are answered from.
    pub state: State,
    /// Companies, areas and people as they were written.
    pub directory: Directory,
}

impl Installation {
    /// Opens the database.
    ///
    /// # Errors
    /// When it cannot be opened; see [`StoreError`].
    pub fn open(url: &DatabaseUrl) -> Result<Self, AppError> {
        Ok(Self::new(Database::open(url)?))
    }

    /// Opens the database for questions, beside a server that may be using it.
    ///
    /// # Errors
    /// When it cannot be opened; see [`StoreError`].
    pub fn open_to_read(url: &DatabaseUrl) -> Result<Self, AppError> {
        Ok(Self::new(Database::open_to_read(url)?))
    }

    /// The installation in a database that is open already.
    #[must_use]
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// The database.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Loads what is in force and compiles it.
    ///
    /// # Errors
    /// When the database cannot be read, or what it holds does not compile.
    pub fn load(&self) -> Result<State, AppError> {
        load(&self.database)
    }

    /// Loads what is in force, compiled and as it was written.
    ///
    /// # Errors
    /// As for [`Installation::load`].
    pub fn load_all(&self) -> Result<InForce, AppError> {
        self.database.read(in_force)
    }

    /// Policy and directory as they were written.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn document(&self) -> Result<Document, AppError> {
        self.database.read(document)
    }
}

fn in_force(tx: &mut Tx<'_>) -> Result<InForce, AppError> {
    let policy = own::complete(policy::load(tx)?);
    let directory = directory::load(tx)?;
    let snapshot = Snapshot::compile(&policy, &directory)?;
    let state = State {
        revision: change::revision(tx)?.0.unsigned_abs(),
        policy: Arc::new(policy),
        records: Arc::new(KeptRecords::read(tx)?.fitted(&snapshot)),
        snapshot: Arc::new(snapshot),
    };
    Ok(InForce { state, directory })
}

/// Policy and directory of the store.
pub(crate) fn document(tx: &mut Tx<'_>) -> Result<Document, AppError> {
    let policy: Policy = policy::load(tx)?;
    Ok(Document { policy, directory: Some(directory::load(tx)?) })
}

/// As [`announce`], in a unit of work that has begun with this revision and has announced nothing since.
pub(crate) fn announce_after(
    tx: &mut Tx<'_>,
    revision: u64,
    stamp: &Stamp<'_>,
    changes: &[change::Change],
) -> Result<u64, StoreError> {
    let last = Revision(i64::try_from(revision).unwrap_or(i64::MAX));
    Ok(change::append_after(tx, last, stamp, changes)?.0.unsigned_abs())
}

/// Writes the changes to the feed as one revision.
pub(crate) fn announce(
    tx: &mut Tx<'_>,
    stamp: &Stamp<'_>,
    changes: &[change::Change],
) -> Result<u64, StoreError> {
    Ok(change::append(tx, stamp, changes)?.0.unsigned_abs())
}
