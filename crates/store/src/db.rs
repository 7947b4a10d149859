//! The database: who may read, who may write, and when work is done again.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use bailiwick_database::{Address, Server};

use crate::{
    DatabaseUrl, Feed, Migration, Revision, StoreError, Tx, change,
    conn::{Conn, Purpose},
    durable::Ticket,
    feed::News,
    health, migration,
    pool::Pool,
    postgres,
    sqlite::{self, OwnedFile, VisitedFile},
};

/// How often a unit of work that another one got in the way of is done again.
const RETRIES: usize = 5;

/// An open database. Cloning shares it.
///
/// One unit of work writes at a time, on all nodes together; any number read beside it, each seeing one state.
/// All of it blocks: call, and drop, it only where blocking is allowed, never on an async thread.
#[derive(Clone)]
pub struct Database {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    writer: Mutex<Option<Conn>>,
    readers: Pool,
    news: News,
    /// Whether it was told that a newer program has migrated the database.
    outdated: AtomicBool,
    trips: AtomicU64,
    // Last, so that a file's lock is let go of after its connections.
    pub(crate) engine: Engine,
}

pub(crate) enum Engine {
    File(OwnedFile),
    /// A file that another process owns: it may be read, and that is all.
    Visited(VisitedFile),
    Memory,
    /// A server, and the newest step of the schema that this program knows.
    Postgres(Box<Server>, i64),
}

impl Database {
    /// Opens the database and brings it to this program's version.
    ///
    /// # Errors
    /// When it cannot be reached or used, is in use by another process, is damaged, belongs to another application or
    /// to a newer version, or would not keep what it acknowledges. It is left as it was.
    pub fn open(url: &DatabaseUrl) -> Result<Self, StoreError> {
        Self::open_with(url, migration::ALL)
    }

    /// Opens the database for questions: an SQLite file that another process (a server, say) has in use may be read beside
    /// it, and refuses to be written. Where nobody uses it this is [`Database::open`].
    ///
    /// # Errors
    /// As [`Database::open`], save that another process may use the file.
    pub fn open_to_read(url: &DatabaseUrl) -> Result<Self, StoreError> {
        let path = match (Self::open(url), &url.0) {
            (Err(StoreError::InUse { path }), Address::File(_)) => path,
            (opened, _) => return opened,
        };
        let engine = Engine::Visited(VisitedFile::new(path));
        let mut conn = engine.reader()?;
        migration::verify(&mut conn, migration::ALL)?;
        let latest = change::revision(&mut Tx::begin(&mut conn, Purpose::Read)?)?;
        let inner = Inner {
            writer: Mutex::new(None),
            readers: Pool::new(1),
            news: News::new(latest),
            outdated: AtomicBool::new(false),
            trips: AtomicU64::new(0),
            engine,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Opens the database as it is, to look into what may be wrong with it: nothing is migrated or made, whoever else uses it
    /// goes on, and nothing can be written.
    ///
    /// # Errors
    /// When it is not there, cannot be reached, or would not keep what it acknowledges.
    pub fn open_as_it_is(url: &DatabaseUrl) -> Result<Self, StoreError> {
        let (engine, readers) = match &url.0 {
            Address::File(path) => (Engine::Visited(VisitedFile::find(path)?), 1),
            Address::Memory => return Self::open(url),
            Address::Postgres(target) => {
                (Engine::Postgres(target.clone(), migration::newest(migration::ALL)), 2)
            }
        };
        drop(engine.reader()?);
        let (readers, news) = (Pool::new(readers), News::new(Revision(0)));
        let (writer, outdated) = (Mutex::new(None), AtomicBool::new(false));
        let trips = AtomicU64::new(0);
        Ok(Self { inner: Arc::new(Inner { writer, readers, news, outdated, trips, engine }) })
    }

    /// Writes something and takes it back: whether it could be written.
    ///
    /// # Errors
    /// What would be in the way.
    pub fn try_write(&self) -> Result<(), StoreError> {
        let mut conn = match &self.inner.engine {
            Engine::Visited(file) => file.trial().map(Conn::Sqlite)?,
            Engine::Memory => return Ok(()),
            engine => engine.writer()?,
        };
        // Undone when it is dropped.
        health::touch(&mut Tx::begin(&mut conn, Purpose::Write)?)
    }

    /// As [`Database::open`] with other migrations than this program's own: for tests of upgrades.
    ///
    /// # Errors
    /// As [`Database::open`].
    pub fn open_with(url: &DatabaseUrl, migrations: &[Migration]) -> Result<Self, StoreError> {
        let (engine, readers) = match &url.0 {
            Address::File(path) => (Engine::File(OwnedFile::claim(path)?), 16),
            Address::Memory => (Engine::Memory, 0),
            Address::Postgres(target) => (Engine::Postgres(target.clone(), migration::newest(migrations)), 8),
        };
        let mut conn = engine.writer()?;
        migration::apply(&mut conn, migrations)?;
        engine.wait_for(engine.committed())?;
        let latest = change::revision(&mut Tx::begin(&mut conn, Purpose::Read)?)?;
        let (readers, news) = (Pool::new(readers), News::new(latest));
        let (outdated, trips) = (AtomicBool::new(false), AtomicU64::new(0));
        let inner = Inner { writer: Mutex::new(Some(conn)), readers, news, outdated, trips, engine };
        tracing::info!(database = %url, revision = latest.0, "the database is open");
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Runs `work` on one state of the store; nothing it does can change it.
    ///
    /// Not to be called from inside another unit of work: an in-memory database has one connection only.
    ///
    /// # Errors
    /// Those of `work`, and those of reaching the database.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let inner = &*self.inner;
        let run = |conn: &mut Conn| {
            let before = conn.trips();
            let mut tx = begin(conn, Purpose::Read, || inner.engine.reader())?;
            let done = work(&mut tx);
            tx.leave();
            // A connection that was lost meanwhile has begun to count anew.
            inner.trips.fetch_add(conn.trips().saturating_sub(before), Ordering::Relaxed);
            done
        };
        match inner.engine {
            Engine::Memory => run(writer(&mut inner.lock(), &inner.engine)?),
            _ => inner.readers.with(|| inner.engine.reader(), run),
        }
    }

    /// Runs two works at once, each on a connection of its own and both on one state of the store; one after the other
    /// where there is no second connection to be had, or where others keep writing in between.
    ///
    /// # Errors
    /// As [`Database::read`]; those of `first` before those of `second`.
    pub fn read_both<A: Send, B: Send, E: From<StoreError> + Send>(
        &self,
        first: impl FnOnce(&mut Tx<'_>) -> Result<A, E> + Send,
        second: impl FnOnce(&mut Tx<'_>) -> Result<B, E> + Send,
    ) -> Result<(A, B), E> {
        let inner = &*self.inner;
        let open = || inner.engine.reader();
        if matches!(inner.engine, Engine::Memory | Engine::Visited(_)) {
            return self.read(|tx| Ok((first(tx)?, second(tx)?)));
        }
        inner.readers.with(open, |one| {
            inner.readers.with(open, |other| {
                for _ in 0..RETRIES {
                    let mut one = begin(one, Purpose::Read, open)?;
                    let mut other = begin(other, Purpose::Read, open)?;
                    // Whoever changes anything makes a new revision of it, so equal numbers are one state.
                    if change::revision(&mut one)? != change::revision(&mut other)? {
                        continue;
                    }
                    return std::thread::scope(|scope| {
                        let second = scope.spawn(move || second(&mut other));
                        let first = first(&mut one);
                        let second = second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                        Ok((first?, second?))
                    });
                }
                let mut one = begin(one, Purpose::Read, open)?;
                Ok((first(&mut one)?, second(&mut one)?))
            })
        })
    }

    /// Runs `work` as the only writer and makes what it did last: when this returns `Ok`, it is on the disk.
    ///
    /// When `work` fails, all of it is undone. It may run more than once, so it must not act outside the transaction.
    ///
    /// Where a newer program has migrated the database meanwhile, as while nodes are upgraded one after the other, nothing is
    /// written: this one knows only what rows meant before.
    ///
    /// # Errors
    /// Those of `work`, and those of reaching the database. [`StoreError::Unavailable`] from a server that went away
    /// during the very commit leaves open whether it happened.
    pub fn write<T, E: From<StoreError>>(
        &self,
        mut work: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut attempt = 0;
        loop {
            let (outcome, may_retry) = self.attempt(&mut work);
            if outcome.is_ok() || !may_retry || attempt == RETRIES {
                return outcome;
            }
            attempt += 1;
            tracing::debug!(attempt, "two transactions met; this one is done again");
        }
    }

    /// The ways to the server and back that [`Database::read`] has cost since it was opened; none where the database is a file.
    #[must_use]
    pub fn trips(&self) -> u64 {
        self.inner.trips.load(Ordering::Relaxed)
    }

    /// Whether no other process can write to it while this one has it open.
    #[must_use]
    pub fn is_own(&self) -> bool {
        matches!(self.inner.engine, Engine::File(_) | Engine::Memory)
    }

    /// The number of the last change.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub fn revision(&self) -> Result<Revision, StoreError> {
        self.read(change::revision)
    }

    /// Something that waits for changes, on whichever node they are made.
    #[must_use]
    pub fn feed(&self) -> Feed {
        Feed::new(self.clone())
    }

    pub(crate) fn news(&self) -> &News {
        &self.inner.news
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.inner.engine
    }

    fn attempt<T, E: From<StoreError>>(
        &self,
        work: &mut impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> (Result<T, E>, bool) {
        let inner = &*self.inner;
        let (outcome, may_retry) = inner.commit(work);
        let outcome = outcome.and_then(|Committed { value, announced, ticket }| {
            inner.engine.wait_for(ticket)?;
            if let Some(revision) = announced {
                inner.news.tell(revision);
            }
            Ok(value)
        });
        (outcome, may_retry)
    }
}

/// What a unit of work came to, once others may write again. It is not told before it is on the disk.
struct Committed<T> {
    value: T,
    announced: Option<Revision>,
    ticket: Option<Ticket>,
}

impl Inner {
    /// Does work and commits it, while nobody else writes. Says as well whether doing it again may help.
    fn commit<T, E: From<StoreError>>(
        &self,
        work: &mut impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> (Result<Committed<T>, E>, bool) {
        let mut slot = self.lock();
        let begun = self
            .engine
            .check_kept()
            .and_then(|()| writer(&mut slot, &self.engine))
            .and_then(|conn| begin(conn, Purpose::Write, || self.engine.writer()));
        let mut tx = match begun {
            Ok(tx) => tx,
            Err(error) => {
                self.tell_outdated(&error);
                return (Err(error.into()), false);
            }
        };
        let outcome = work(&mut tx).and_then(|value| match tx.commit() {
            Ok(announced) => Ok(Committed { value, announced, ticket: self.engine.committed() }),
            Err(error) => Err(error.into()),
        });
        let may_retry = tx.may_retry();
        (outcome, may_retry)
    }

    /// Tells once, for whoever looks at this node, that it does not write any more.
    fn tell_outdated(&self, error: &StoreError) {
        if matches!(error, StoreError::Newer { .. }) && !self.outdated.swap(true, Ordering::Relaxed) {
            tracing::error!(%error, "another node has migrated the database; this one changes nothing any more: replace it");
        }
    }

    /// A panic in a unit of work has undone it, so the connection is sound.
    fn lock(&self) -> MutexGuard<'_, Option<Conn>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine {
    /// Something was committed. A server has kept it by then, and a database in memory keeps nothing.
    fn committed(&self) -> Option<Ticket> {
        match self {
            Self::File(file) => Some(file.committed()),
            Self::Visited(_) | Self::Memory | Self::Postgres(..) => None,
        }
    }

    fn wait_for(&self, ticket: Option<Ticket>) -> Result<(), StoreError> {
        match (self, ticket) {
            (Self::File(file), Some(ticket)) => file.wait_for(ticket),
            _ => Ok(()),
        }
    }

    fn check_kept(&self) -> Result<(), StoreError> {
        match self {
            Self::File(file) => file.check_kept(),
            Self::Visited(_) | Self::Memory | Self::Postgres(..) => Ok(()),
        }
    }

    fn writer(&self) -> Result<Conn, StoreError> {
        match self {
            Self::File(file) => file.writer().map(Conn::Sqlite),
            Self::Visited(file) => Err(file.in_use()),
            Self::Memory => sqlite::memory().map(Conn::Sqlite),
            Self::Postgres(target, schema) => {
                Ok(Conn::Postgres(Box::new(postgres::connect(target, *schema)?)))
            }
        }
    }

    fn reader(&self) -> Result<Conn, StoreError> {
        match self {
            Self::File(file) => file.reader().map(Conn::Sqlite),
            Self::Visited(file) => file.reader().map(Conn::Sqlite),
            Self::Memory | Self::Postgres(..) => self.writer(),
        }
    }
}

fn writer<'s>(slot: &'s mut Option<Conn>, engine: &Engine) -> Result<&'s mut Conn, StoreError> {
    let conn = match slot.take().filter(Conn::is_healthy) {
        Some(conn) => conn,
        None => engine.writer()?,
    };
    Ok(slot.insert(conn))
}

/// Begins, on a fresh connection if this one turns out to be dead: nothing has happened on it yet.
fn begin(
    conn: &mut Conn,
    purpose: Purpose,
    reopen: impl FnOnce() -> Result<Conn, StoreError>,
) -> Result<Tx<'_>, StoreError> {
    if let Err(failure) = conn.begin(purpose) {
        if failure.is_outdated() {
            drop(conn.rollback());
            migration::check_known(conn)?;
        }
        if conn.is_healthy() && !failure.is_lost() {
            return Err(failure.into_error("revision"));
        }
        *conn = reopen()?;
        conn.begin(purpose).map_err(|e| e.into_error("revision"))?;
    }
    Ok(Tx::over(conn))
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.inner.engine {
            Engine::File(_) | Engine::Visited(_) | Engine::Memory => "Database(SQLite)",
            Engine::Postgres(..) => "Database(PostgreSQL)",
        })
    }
}
