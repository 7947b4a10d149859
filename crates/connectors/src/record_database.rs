//! A database of some other application, from which records are read.
//!
//! Nothing is ever written: SQLite files are opened read-only, PostgreSQL sessions begin read-only transactions only.
//! Everything is synchronous; a caller in asynchronous code moves the work to a thread that may block.

mod address;
mod column;
mod decode;
mod error;
mod numeric;
mod pool;
mod postgres;
mod query;
mod sqlite;

use std::{fmt, ops::ControlFlow, time::Duration};

pub use bailiwick_database::SqliteFunctions;
use bailiwick_model::Value;

use self::{
    address::Address,
    pool::{Conn, Pool},
};
pub use self::{
    column::{Column, ColumnDescription, ColumnKind},
    error::RecordDatabaseError,
    query::{Condition, Query, Relation, TABLE_ALIAS},
};

/// Which engine a database is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite; parameters are `?1`.
    Sqlite,
    /// PostgreSQL; parameters are `$1`.
    Postgres,
}

/// How much one caller may ask of the database.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at most.
    pub connections: usize,
    /// Time that PostgreSQL may spend on one statement; also the patience with a locked SQLite file.
    pub statement: Duration,
    /// Rows that [`RecordDatabase::select`] collects at most; more are an error, never cut off.
    pub rows: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connections: 4, statement: Duration::from_secs(30), rows: 1_000_000 }
    }
}

/// A connected database. Shared between threads; each query borrows one of a few connections.
pub struct RecordDatabase {
    address: Address,
    functions: SqliteFunctions,
    limits: Limits,
    pool: Pool,
}

impl RecordDatabase {
    /// Connects to `sqlite://PATH` or `postgres://USER:PASSWORD@HOST:PORT/NAME`.
    ///
    /// # Errors
    /// When the address is malformed or nothing readable is there.
    pub fn open(url: &str, functions: SqliteFunctions) -> Result<Self, RecordDatabaseError> {
        Self::open_with(url, functions, Limits::default())
    }

    /// As [`RecordDatabase::open`], with other limits.
    ///
    /// # Errors
    /// As for [`RecordDatabase::open`].
    pub fn open_with(
        url: &str,
        functions: SqliteFunctions,
        limits: Limits,
    ) -> Result<Self, RecordDatabaseError> {
        let address: Address = url.parse()?;
        let database = Self { address, functions, limits, pool: Pool::new(limits.connections.max(1)) };
        // The first connection is made now: a wrong address shows when the program starts, not at the first question.
        database.pool.with(&database.address, || database.connect(), |_| Ok(()))?;
        Ok(database)
    }

    /// Which engine it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match &self.address {
            Address::File(_) => Engine::Sqlite,
            Address::Postgres(_) => Engine::Postgres,
        }
    }

    /// All rows of a query, decoded as `columns` say. Statements name their parameters as [`RecordDatabase::engine`]
    /// does; PostgreSQL's cast each one to `bigint`, `text`, `boolean` or `double precision`.
    ///
    /// # Errors
    /// When the database refuses or a value is not of its column's kind; also for more rows than [`Limits::rows`].
    pub fn select(
        &self,
        sql: &str,
        binds: &[Value],
        columns: &[ColumnKind],
    ) -> Result<Vec<Vec<Value>>, RecordDatabaseError> {
        let mut rows = Vec::new();
        let mut full = false;
        self.for_each(sql, binds, columns, &mut |row| {
            full = rows.len() >= self.limits.rows;
            if full {
                return ControlFlow::Break(());
            }
            rows.push(row);
            ControlFlow::Continue(())
        })?;
        if full {
            return Err(RecordDatabaseError::TooMany { database: self.to_string(), limit: self.limits.rows });
        }
        Ok(rows)
    }

    /// Hands the rows of a query to `each`, one by one, until it breaks off. Memory stays flat however many there are.
    /// `each` must not ask the same database: it holds one of its few connections.
    ///
    /// # Errors
    /// When the database refuses or a value is not of its column's kind.
    pub fn for_each(
        &self,
        sql: &str,
        binds: &[Value],
        columns: &[ColumnKind],
        each: &mut dyn FnMut(Vec<Value>) -> ControlFlow<()>,
    ) -> Result<(), RecordDatabaseError> {
        let work = |conn: &mut Conn| match conn {
            Conn::Sqlite(conn) => sqlite::for_each(conn, &self.address, sql, binds, columns, each),
            Conn::Postgres(conn) => conn.for_each(&self.address, sql, binds, columns, each),
        };
        self.pool.with(&self.address, || self.connect(), work)
    }

    /// The columns of a table or view, `None` when there is none of that name. `schema.table` names both.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub fn describe(&self, table: &str) -> Result<Option<Vec<ColumnDescription>>, RecordDatabaseError> {
        let work = |conn: &mut Conn| match conn {
            Conn::Sqlite(conn) => sqlite::describe(conn, &self.address, table),
            Conn::Postgres(conn) => conn.describe(&self.address, table),
        };
        let columns = self.pool.with(&self.address, || self.connect(), work)?;
        Ok((!columns.is_empty()).then_some(columns))
    }

    fn connect(&self) -> Result<Conn, RecordDatabaseError> {
        match &self.address {
            Address::File(path) => {
                sqlite::connect(path, &self.address, self.functions, self.limits.statement).map(Conn::Sqlite)
            }
            Address::Postgres(target) => postgres::connect(target, &self.address, self.limits.statement)
                .map(|conn| Conn::Postgres(Box::new(conn))),
        }
    }
}

impl fmt::Display for RecordDatabase {
    /// The address without its password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.address.fmt(f)
    }
}

impl fmt::Debug for RecordDatabase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecordDatabase({})", self.address)
    }
}
