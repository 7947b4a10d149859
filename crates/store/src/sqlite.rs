//! SQLite: a file that one process owns.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, Statement, config::DbConfig, types::ValueRef};

use crate::{
    Param, Row, StoreError,
    conn::Text,
    dialect,
    durable::{Durable, Ticket},
    error::chain,
    failure::Failure,
    row::Source,
    sql::{Fill, Shape},
};

/// "BAIL": marks a file as ours, see `file(1)` and SQLite's list of application ids.
const APPLICATION_ID: i64 = 0x4241_494c;

/// A database file that this process alone may use.
#[derive(Debug)]
pub(crate) struct OwnedFile {
    path: PathBuf,
    durable: Durable,
    _lock: Lock,
}

/// Held, not read: the operating system lets go of it with the process, however it ends.
#[derive(Debug)]
struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing alone is not enough: a child that is just being started elsewhere in this process holds the file too,
        // for a moment. If this fails, closing is still to come.
        let _ = self.0.unlock();
    }
}

impl OwnedFile {
    /// Locks the file and makes sure that it is a database of ours or may become one.
    pub(crate) fn claim(path: &Path) -> Result<Self, StoreError> {
        let path = real_path(path)?;
        let lock = lock(&path)?;
        if is_missing_or_empty(&path)? {
            refuse_leftovers(&path)?;
            private(&path).map_err(|e| refused(&path, &e))?;
        }
        let file = Self { path, durable: Durable::default(), _lock: lock };
        file.inspect()?;
        Ok(file)
    }

    /// The connection that writes.
    pub(crate) fn writer(&self) -> Result<Connection, StoreError> {
        let conn = self.connect()?;
        let mode = text_pragma(&conn, "pragma journal_mode = wal").map_err(|e| self.damaged(&e))?;
        if mode != "wal" {
            let why = format!(
                "its journal stays in mode {mode:?} instead of \"wal\"; keep it on a local disk, not on a network share"
            );
            return Err(StoreError::File { path: self.path.clone(), why });
        }
        // NORMAL: a commit does not wait for the disk by itself; whoever commits does, with all others who do (`durable.rs`), before anything is
        // acknowledged. The limit gives room back after a bulk load.
        conn.execute_batch(
            "pragma synchronous = normal; pragma foreign_keys = on; pragma journal_size_limit = 67108864;
             pragma cache_size = -16000",
        )
        .map_err(|e| self.damaged(&e))?;
        plan_once(&conn).map_err(|e| self.damaged(&e))?;
        Ok(conn)
    }

    /// Something was committed by the writer, who has not let anybody else write yet.
    pub(crate) fn committed(&self) -> Ticket {
        self.durable.committed()
    }

    /// Waits until a commit is on the disk.
    ///
    /// # Errors
    /// When the disk does not keep it. It cannot be undone then; nothing is written any more.
    pub(crate) fn wait_for(&self, ticket: Ticket) -> Result<(), StoreError> {
        self.durable.wait(ticket, || self.sync()).map_err(|why| self.lost(why))
    }

    /// Makes sure that the disk has kept everything so far.
    ///
    /// # Errors
    /// When it has not.
    pub(crate) fn check_kept(&self) -> Result<(), StoreError> {
        self.durable.lost().map_or(Ok(()), |why| Err(self.lost(why)))
    }

    /// Has everything that was committed written out. The log is opened by its name, because SQLite may have made it anew; what SQLite has moved from it
    /// into the database is on the disk already.
    fn sync(&self) -> Result<(), String> {
        let mut log = self.path.clone().into_os_string();
        log.push("-wal");
        File::open(&log).and_then(|log| log.sync_data()).map_err(|error| error.to_string())
    }

    fn lost(&self, why: String) -> StoreError {
        let why = format!(
            "the disk did not keep what was written ({why}), so nothing is written any more; mend the disk, start again, and look at what was done last"
        );
        StoreError::File { path: self.path.clone(), why }
    }

    /// A connection that only reads, beside the writer.
    pub(crate) fn reader(&self) -> Result<Connection, StoreError> {
        let conn = self.connect()?;
        conn.execute_batch("pragma query_only = on").map_err(|e| self.damaged(&e))?;
        Ok(conn)
    }

    fn connect(&self) -> Result<Connection, StoreError> {
        // Without CREATE: a file that vanished is an error, not a new database.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(&self.path, flags).map_err(|e| self.damaged(&e))?;
        prepare(&conn).map_err(|e| self.damaged(&e))?;
        Ok(conn)
    }

    fn inspect(&self) -> Result<(), StoreError> {
        let conn = self.connect()?;
        let number =
            |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).map_err(|e| self.damaged(&e));
        let (id, tables) = (number("pragma application_id")?, number("select count(*) from sqlite_master")?);
        match (id, tables) {
            (APPLICATION_ID, _) | (0, 0) => Ok(()),
            _ => Err(StoreError::Foreign { place: self.path.display().to_string() }),
        }
    }

    fn damaged(&self, error: &rusqlite::Error) -> StoreError {
        damaged(&self.path, error)
    }
}

/// A database file that another process owns and this one reads.
#[derive(Debug)]
pub(crate) struct VisitedFile {
    path: PathBuf,
}

impl VisitedFile {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// A file that is there, and a database of ours or an empty one.
    pub(crate) fn find(path: &Path) -> Result<Self, StoreError> {
        let path = real_path(path)?;
        if is_missing_or_empty(&path)? {
            refuse_leftovers(&path)?;
            return Err(StoreError::NotFound { what: format!("the database {}", path.display()) });
        }
        let file = Self::new(path);
        let conn = file.reader()?;
        let number = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0));
        let looked =
            number("select count(*) from sqlite_master").and_then(|_| number("pragma application_id"));
        match looked.map_err(|error| damaged(&file.path, &error))? {
            APPLICATION_ID => Ok(file),
            _ => Err(StoreError::Foreign { place: file.path.display().to_string() }),
        }
    }

    /// A connection for a write that is taken back: its owner waits a moment.
    pub(crate) fn trial(&self) -> Result<Connection, StoreError> {
        let conn = self.reader()?;
        conn.execute_batch("pragma query_only = off").map_err(|error| damaged(&self.path, &error))?;
        Ok(conn)
    }

    /// A connection that only reads, beside the owner's.
    pub(crate) fn reader(&self) -> Result<Connection, StoreError> {
        let refused = |e: rusqlite::Error| StoreError::File { path: self.path.clone(), why: chain(&e) };
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(&self.path, flags).map_err(refused)?;
        prepare(&conn).map_err(refused)?;
        conn.execute_batch("pragma query_only = on").map_err(refused)?;
        Ok(conn)
    }

    /// Why it cannot be written.
    pub(crate) fn in_use(&self) -> StoreError {
        StoreError::InUse { path: self.path.clone() }
    }
}

fn damaged(path: &Path, error: &rusqlite::Error) -> StoreError {
    match Failure::Sqlite(rusqlite::Error::SqliteFailure(
        error
            .sqlite_error()
            .copied()
            .unwrap_or_else(|| rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_ERROR)),
        Some(error.to_string()),
    ))
    .into_error("sqlite_master")
    {
        StoreError::Damaged { why, .. } => StoreError::Damaged { place: path.display().to_string(), why },
        busy @ StoreError::Busy { .. } => busy,
        _ => StoreError::File { path: path.to_owned(), why: chain(error) },
    }
}

/// A database that lives and dies with its only connection.
pub(crate) fn memory() -> Result<Connection, StoreError> {
    let open = || {
        let conn = Connection::open_in_memory()?;
        prepare(&conn)?;
        conn.execute_batch("pragma foreign_keys = on")?;
        Ok(conn)
    };
    open().map_err(|e: rusqlite::Error| Failure::Sqlite(e).into_error("sqlite_master"))
}

/// Marks the database as ours; part of the first migration's transaction.
pub(crate) fn mark(conn: &Connection) -> Result<(), Failure> {
    Ok(conn.execute_batch(&format!("pragma application_id = {APPLICATION_ID}"))?)
}

pub(crate) fn query(
    conn: &Connection,
    table: &'static str,
    statement: Text<'_>,
    params: &[Param<'_>],
    each: &mut dyn FnMut(&mut Row<'_>) -> Result<(), StoreError>,
) -> Result<(), Failure> {
    match statement {
        Text::Fixed(text) => {
            hand_over(&mut *conn.prepare_cached(&dialect::sqlite_statement(text))?, table, params, each)
        }
        // The cache of statements forgets the oldest by itself.
        Text::Lately(text) => hand_over(&mut *conn.prepare_cached(text)?, table, params, each),
        Text::Once(text) => hand_over(&mut conn.prepare(text)?, table, params, each),
    }
}

fn hand_over(
    statement: &mut Statement<'_>,
    table: &'static str,
    params: &[Param<'_>],
    each: &mut dyn FnMut(&mut Row<'_>) -> Result<(), StoreError>,
) -> Result<(), Failure> {
    let mut rows = statement.query(rusqlite::params_from_iter(params))?;
    while let Some(row) = rows.next()? {
        each(&mut Row::new(Source::Sqlite(row), table))?;
    }
    Ok(())
}

pub(crate) fn execute(conn: &Connection, text: &str, params: &[Param<'_>]) -> Result<u64, Failure> {
    let mut statement = conn.prepare_cached(&dialect::sqlite_statement(text))?;
    Ok(statement.execute(rusqlite::params_from_iter(params))? as u64)
}

/// Inserts row after row through one prepared statement: as fast as any batch form of this engine.
pub(crate) fn bulk(conn: &Connection, rows: &Shape<'_>, fill: Fill<'_>) -> Result<(), Failure> {
    let mut statement = conn.prepare_cached(&dialect::sqlite_statement(&rows.insert()))?;
    fill(&mut |params| {
        statement.execute(rusqlite::params_from_iter(params))?;
        Ok(())
    })
}

fn prepare(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(Duration::from_secs(10))?;
    conn.set_prepared_statement_cache_capacity(256);
    Ok(())
}

/// A statement keeps the plan that it was first given. Otherwise SQLite compiles one that compares a column with a parameter, or has one behind `limit`,
/// anew for each use, since the value might call for another plan. It does for lists, which readers ask for; whoever writes asks for little but rows by key.
fn plan_once(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop)
}

fn text_pragma(conn: &Connection, sql: &str) -> rusqlite::Result<String> {
    conn.query_row(sql, [], |row| match row.get_ref(0)? {
        ValueRef::Text(text) => Ok(String::from_utf8_lossy(text).into_owned()),
        _ => Ok(String::new()),
    })
}

/// One name for one file, so that two ways of writing a path meet at the same lock.
fn real_path(path: &Path) -> Result<PathBuf, StoreError> {
    let file = |why: String| StoreError::File { path: path.to_owned(), why };
    if path.is_dir() {
        return Err(file("it is a folder; name a file in it".to_owned()));
    }
    if let Ok(real) = path.canonicalize() {
        return Ok(real);
    }
    let absolute = std::path::absolute(path).map_err(|e| file(e.to_string()))?;
    let (Some(folder), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        return Err(file("it names no file".to_owned()));
    };
    match folder.canonicalize() {
        Ok(folder) => Ok(folder.join(name)),
        Err(error) => Err(file(format!("its folder cannot be used ({error}); create it first"))),
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn lock(path: &Path) -> Result<Lock, StoreError> {
    let lock = beside(path, ".lock");
    let file = private(&lock).map_err(|e| refused(&lock, &e))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse { path: path.to_owned() }),
        Err(TryLockError::Error(error)) => Err(refused(&lock, &error)),
    }
}

/// Opens or creates a file that only its owner may read: it holds the hashes of secrets.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn is_missing_or_empty(path: &Path) -> Result<bool, StoreError> {
    match fs::metadata(path) {
        Ok(data) => Ok(data.len() == 0),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(refused(path, &error)),
    }
}

/// A write-ahead log without its database means that the database was lost or cut to nothing; opening it would make
/// SQLite throw the log away too.
fn refuse_leftovers(path: &Path) -> Result<(), StoreError> {
    let log = beside(path, "-wal");
    if is_missing_or_empty(&log)? {
        return Ok(());
    }
    let why = format!("the file is missing or empty, but its log {} is still there", log.display());
    Err(StoreError::Damaged { place: path.display().to_string(), why })
}

fn refused(path: &Path, error: &io::Error) -> StoreError {
    let remedy = match error.kind() {
        io::ErrorKind::PermissionDenied => "; give this user the right to read and write it and its folder",
        _ => "",
    };
    StoreError::File { path: path.to_owned(), why: format!("{error}{remedy}") }
}

#[cfg(test)]
mod tests;
