//! What a driver's error means.

use postgres::error::SqlState;
use rusqlite::ffi;

use crate::{StoreError, error::chain};

/// An error on its way from a driver to a [`StoreError`].
#[derive(Debug)]
pub(crate) enum Failure {
    Sqlite(rusqlite::Error),
    Postgres(postgres::Error),
    /// What PostgreSQL has against a statement that was not waited for, and the table that it was about.
    Earlier(&'static str, postgres::Error),
    /// Found by us before or after the engine had its turn; the transaction is as sound as before.
    Ours(StoreError),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<postgres::Error> for Failure {
    fn from(error: postgres::Error) -> Self {
        Self::Postgres(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Ours(error)
    }
}

impl Failure {
    /// Whether the same work may succeed when simply done again: two transactions got into each other's way.
    pub(crate) fn is_passing(&self) -> bool {
        let Some(error) = self.postgres() else { return false };
        matches!(error.code(), Some(&SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED))
    }

    /// Whether the connection is gone. The driver's own flag may lag behind the server's last words.
    pub(crate) fn is_lost(&self) -> bool {
        let Some(error) = self.postgres() else { return false };
        matches!(postgres(error, "revision"), StoreError::Unavailable { .. })
    }

    /// Whether a writer has found a newer schema when it began.
    pub(crate) fn is_outdated(&self) -> bool {
        self.postgres().is_some_and(|error| error.code() == Some(&SqlState::DIVISION_BY_ZERO))
    }

    fn postgres(&self) -> Option<&postgres::Error> {
        match self {
            Self::Postgres(error) | Self::Earlier(_, error) => Some(error),
            Self::Sqlite(_) | Self::Ours(_) => None,
        }
    }

    /// Whether the engine itself refused, which leaves its transaction in doubt.
    pub(crate) fn is_engine_s(&self) -> bool {
        !matches!(self, Self::Ours(_))
    }

    /// The error for callers. `table` says what the statement was about.
    pub(crate) fn into_error(self, table: &'static str) -> StoreError {
        match self {
            Self::Ours(error) => error,
            Self::Sqlite(error) => sqlite(&error, table),
            Self::Postgres(error) => postgres(&error, table),
            Self::Earlier(table, error) => postgres(&error, table),
        }
    }
}

fn row_of(table: &str) -> String {
    format!("a row of {table}")
}

fn sqlite(error: &rusqlite::Error, table: &'static str) -> StoreError {
    use rusqlite::ErrorCode;
    let why = chain(error);
    let rusqlite::Error::SqliteFailure(cause, _) = error else { return StoreError::Engine { table, why } };
    match (cause.code, cause.extended_code) {
        (
            _,
            ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_ROWID,
        ) => StoreError::Conflict { what: row_of(table) },
        (_, ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => {
            StoreError::NotFound { what: format!("what {} belongs to", row_of(table)) }
        }
        (ErrorCode::ConstraintViolation, _) => StoreError::Invalid { what: row_of(table), why },
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => {
            StoreError::Busy { why: format!("another program holds its lock ({why})") }
        }
        (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _) => {
            StoreError::Damaged { place: "the database file".to_owned(), why }
        }
        _ => StoreError::Engine { table, why },
    }
}

fn postgres(error: &postgres::Error, table: &'static str) -> StoreError {
    let why = chain(error);
    let Some(code) = error.code() else {
        return if error.is_closed()
            || std::error::Error::source(error).is_some_and(|s| s.is::<std::io::Error>())
        {
            StoreError::Unavailable { why }
        } else {
            StoreError::Engine { table, why }
        };
    };
    match *code {
        SqlState::UNIQUE_VIOLATION => StoreError::Conflict { what: row_of(table) },
        SqlState::FOREIGN_KEY_VIOLATION => {
            StoreError::NotFound { what: format!("what {} belongs to", row_of(table)) }
        }
        SqlState::NOT_NULL_VIOLATION | SqlState::CHECK_VIOLATION => {
            StoreError::Invalid { what: row_of(table), why }
        }
        SqlState::DUPLICATE_TABLE => StoreError::Foreign { place: "the PostgreSQL database".to_owned() },
        SqlState::LOCK_NOT_AVAILABLE => {
            StoreError::Busy { why: "another node is writing for too long".to_owned() }
        }
        SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => StoreError::Busy { why },
        SqlState::TOO_MANY_CONNECTIONS
        | SqlState::ADMIN_SHUTDOWN
        | SqlState::CRASH_SHUTDOWN
        | SqlState::CANNOT_CONNECT_NOW
        | SqlState::CONNECTION_FAILURE
        | SqlState::INVALID_PASSWORD
        | SqlState::INVALID_AUTHORIZATION_SPECIFICATION
        | SqlState::INVALID_CATALOG_NAME => StoreError::Unavailable { why },
        SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => {
            StoreError::Damaged { place: "the PostgreSQL database".to_owned(), why }
        }
        _ => StoreError::Engine { table, why },
    }
}
