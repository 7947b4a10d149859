//! The database behind everything: what is in force is loaded from it and changed through it.

use std::{
    sync::{Arc, mpsc},
    thread,
};

use bailiwick_model::{Directory, Policy, User, UserId};
use bailiwick_policy::{
    Snapshot,
    records::{MemoryRecords, row_from_json},
};
use bailiwick_protocol::document::Document;
use bailiwick_store::{
    Database, DatabaseUrl, StoreError, Tx,
    change::{self, Stamp},
    directory, policy, resource,
};
use serde_json::{Map, Value as Json};

use crate::{error::AppError, state::State};

/// Pages of users that may have been read and not yet compiled.
const PAGES_AHEAD: usize = 4;

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
        self.database.read(state)
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

/// The state that the store holds.
pub(crate) fn state(tx: &mut Tx<'_>) -> Result<State, AppError> {
    let policy = policy::load(tx)?;
    let places = directory::places(tx)?;
    let snapshot = compile_while_reading(tx, &policy, &places)?;
    compiled(tx, policy, snapshot)
}

fn in_force(tx: &mut Tx<'_>) -> Result<InForce, AppError> {
    let policy = policy::load(tx)?;
    let directory = directory::load(tx)?;
    let snapshot = Snapshot::compile(&policy, &directory)?;
    Ok(InForce { state: compiled(tx, policy, snapshot)?, directory })
}

fn compiled(tx: &mut Tx<'_>, policy: Policy, snapshot: Snapshot) -> Result<State, AppError> {
    let records = records(tx, &snapshot)?;
    Ok(State {
        revision: change::revision(tx)?.0.unsigned_abs(),
        policy: Arc::new(policy),
        snapshot: Arc::new(snapshot),
        records: Arc::new(records),
    })
}

/// Compiles the first users on one thread while the next are read on another. Never are all of them in memory unpacked.
fn compile_while_reading(tx: &mut Tx<'_>, policy: &Policy, places: &Directory) -> Result<Snapshot, AppError> {
    let (send, receive) = mpsc::sync_channel::<Vec<(UserId, User)>>(PAGES_AHEAD);
    thread::scope(|scope| {
        let compiling =
            scope.spawn(move || Snapshot::compile_from(policy, places, receive.into_iter().flatten()));
        let read = directory::users(tx, &mut |page| {
            // Nobody receives any more when compiling has panicked, which is told below.
            drop(send.send(page));
            Ok::<_, StoreError>(())
        });
        drop(send);
        let compiled = compiling.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        // What could not be read explains what is missing, so it comes first.
        read?;
        Ok(compiled?)
    })
}

/// Policy and directory of the store.
pub(crate) fn document(tx: &mut Tx<'_>) -> Result<Document, AppError> {
    let policy: Policy = policy::load(tx)?;
    Ok(Document { policy, directory: Some(directory::load(tx)?) })
}

/// Records whose attributes are kept here. A record that does not fit its model any more is left out, because what is
/// not there is denied, and half a record might not be.
pub(crate) fn records(tx: &mut Tx<'_>, snapshot: &Snapshot) -> Result<MemoryRecords, StoreError> {
    let schema = snapshot.schema();
    let mut records = MemoryRecords::default();
    resource::scan(tx, None, &mut |model, id, attributes| {
        let Some(number) = schema.find(&model) else {
            tracing::warn!(%model, %id, "attributes of a model that is not described; they are not used");
            return Ok(());
        };
        let mut values: Map<String, Json> =
            attributes.into_iter().map(|(name, v)| (name.to_string(), v)).collect();
        values.insert("id".to_owned(), serde_json::to_value(&id).unwrap_or_default());
        match row_from_json(schema, number, &values) {
            Ok(row) => records.put(schema, number, row),
            Err(faults) => {
                let faults = faults.join("; ");
                tracing::warn!(%model, %id, faults, "attributes that do not fit their model; the record is not used");
            }
        }
        Ok(())
    })?;
    Ok(records)
}

/// Writes the changes to the feed as one revision.
pub(crate) fn announce(
    tx: &mut Tx<'_>,
    stamp: &Stamp<'_>,
    changes: &[change::Change],
) -> Result<u64, StoreError> {
    Ok(change::append(tx, stamp, changes)?.0.unsigned_abs())
}
