//! One connection, to either engine. Nothing above this file knows which.

use std::borrow::Cow;

use bailiwick_database::SqliteFunctions;

use crate::{
    Param, Row, StoreError, dialect,
    failure::Failure,
    postgres::{self, PgConn},
    sql::{Fill, Kind, Shape},
    sqlite,
};

pub(crate) enum Conn {
    Sqlite(rusqlite::Connection),
    Postgres(Box<PgConn>),
}

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Sees one state of the whole store, however many statements it runs.
    Read,
    /// Alone among writers, on every node, from its first statement on.
    Write,
    /// Alone among nodes that start.
    Migrate,
}

/// A statement's text, and whether it is kept ready for the next time.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Text<'s> {
    /// Fixed, in the words that both databases have in common: kept for good.
    Fixed(&'s str),
    /// Put together in this database's own words, and likely to come again soon: kept for a while.
    Lately(&'s str),
    /// Put together, and hardly to come again: not kept.
    Once(&'s str),
}

impl<'s> Text<'s> {
    pub(crate) fn as_str(self) -> &'s str {
        match self {
            Self::Fixed(text) | Self::Lately(text) | Self::Once(text) => text,
        }
    }
}

impl Conn {
    pub(crate) fn begin(&mut self, purpose: Purpose) -> Result<(), Failure> {
        self.batch(&match (self.is_sqlite(), purpose) {
            (true, Purpose::Read) => Cow::Borrowed("begin"),
            (true, Purpose::Write | Purpose::Migrate) => "begin immediate".into(),
            (false, Purpose::Read) => "begin isolation level repeatable read read only".into(),
            (false, Purpose::Write) => self.begin_to_write().into(),
            (false, Purpose::Migrate) => {
                "begin isolation level read committed read write; set local lock_timeout = 0;
                 select pg_advisory_xact_lock(7089057378828444515)"
                    .into()
            }
        })
    }

    /// The row lock is what makes writers take turns; after it, every statement sees what the last one left. Whoever migrates takes
    /// it, too, so that the schema is known from then on: where it is a newer one than this program knows, the division fails
    /// ([`Failure::is_outdated`]), in the same way to the server and back.
    fn begin_to_write(&self) -> String {
        let schema = match self {
            Self::Sqlite(_) => i64::MAX,
            Self::Postgres(conn) => conn.schema,
        };
        format!(
            "begin isolation level read committed read write; select value from revision where id = 1 for update; \
             select 1 / (max(number) <= {schema})::int from bailiwick_migration"
        )
    }

    /// The newest step of the schema that this program knows; nothing where nobody else can have migrated it.
    pub(crate) fn known_schema(&self) -> Option<i64> {
        match self {
            Self::Sqlite(_) => None,
            Self::Postgres(conn) => Some(conn.schema),
        }
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }

    /// Ends a transaction in which nothing was written.
    pub(crate) fn leave(&mut self) -> Result<(), Failure> {
        match self {
            Self::Sqlite(_) => self.rollback(),
            Self::Postgres(conn) => conn.leave(),
        }
    }

    /// How often a server was asked and its answer waited for; no file is one.
    pub(crate) fn trips(&self) -> u64 {
        match self {
            Self::Sqlite(_) => 0,
            Self::Postgres(conn) => conn.trips(),
        }
    }

    /// Whether the connection may be used again.
    pub(crate) fn is_healthy(&self) -> bool {
        match self {
            Self::Sqlite(conn) => conn.is_autocommit(),
            Self::Postgres(conn) => !conn.is_closed(),
        }
    }

    pub(crate) fn batch(&mut self, text: &str) -> Result<(), Failure> {
        match self {
            Self::Sqlite(conn) => Ok(conn.execute_batch(text)?),
            Self::Postgres(conn) => conn.batch(text),
        }
    }

    /// Makes everything since `begin` last.
    pub(crate) fn commit(&mut self) -> Result<(), Failure> {
        match self {
            Self::Sqlite(_) => self.batch("commit"),
            Self::Postgres(conn) => conn.commit(),
        }
    }

    /// Undoes everything since `begin`.
    pub(crate) fn rollback(&mut self) -> Result<(), Failure> {
        match self {
            Self::Sqlite(conn) => Ok(conn.execute_batch("rollback")?),
            Self::Postgres(conn) => conn.rollback(),
        }
    }

    /// Runs definitions written in the shared dialect.
    pub(crate) fn define(&mut self, text: &str) -> Result<(), Failure> {
        let text = if self.is_sqlite() {
            dialect::sqlite_definition(text)
        } else {
            dialect::postgres_definition(text)
        };
        self.batch(&text)
    }

    /// Marks the database as this product's, where the engine has a place for it.
    pub(crate) fn mark(&mut self) -> Result<(), Failure> {
        match self {
            Self::Sqlite(conn) => sqlite::mark(conn),
            Self::Postgres(_) => Ok(()),
        }
    }

    pub(crate) fn query(
        &mut self,
        table: &'static str,
        statement: Text<'_>,
        params: &[Param<'_>],
        each: &mut dyn FnMut(&mut Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), Failure> {
        match self {
            Self::Sqlite(conn) => sqlite::query(conn, table, statement, params, each),
            Self::Postgres(conn) => conn.query(table, statement, params, each),
        }
    }

    /// Teaches SQLite what the conditions of the engine call; PostgreSQL knows it.
    pub(crate) fn teach(&mut self, functions: SqliteFunctions) -> Result<(), Failure> {
        match self {
            Self::Sqlite(conn) => Ok(functions.register(conn)?),
            Self::Postgres(_) => Ok(()),
        }
    }

    pub(crate) fn execute(&mut self, text: &str, params: &[Param<'_>]) -> Result<u64, Failure> {
        match self {
            Self::Sqlite(conn) => sqlite::execute(conn, text, params),
            Self::Postgres(conn) => conn.execute(text, params),
        }
    }

    /// Runs a statement of which nothing has to be known, before whatever comes next is answered. On PostgreSQL it waits until then, and
    /// what the server has against it is said then.
    pub(crate) fn later(
        &mut self,
        table: &'static str,
        text: &str,
        params: &[Param<'_>],
    ) -> Result<(), Failure> {
        match self {
            Self::Sqlite(conn) => sqlite::execute(conn, text, params).map(drop),
            Self::Postgres(conn) => conn.later(table, text, params),
        }
    }

    /// Says that a statement that writes will be run next of all that write, and its rows looked at. On PostgreSQL it is run before
    /// whatever comes next is answered.
    pub(crate) fn order(
        &mut self,
        table: &'static str,
        text: &str,
        params: &[Param<'_>],
    ) -> Result<(), Failure> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(conn) => conn.order(table, text, params),
        }
    }

    /// Says that a question will be asked soon. On PostgreSQL it then costs no way to the server of its own.
    pub(crate) fn foresee(
        &mut self,
        table: &'static str,
        statement: Text<'_>,
        params: &[Param<'_>],
    ) -> Result<(), Failure> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(conn) => conn.foresee(table, statement, params),
        }
    }

    pub(crate) fn bulk(&mut self, rows: &Shape<'_>, fill: Fill<'_>) -> Result<(), Failure> {
        match self {
            Self::Sqlite(conn) => sqlite::bulk(conn, rows, fill),
            Self::Postgres(conn) => conn.bulk(rows, fill),
        }
    }

    /// The columns that a statement returns, with their kinds where the engine tells them beforehand.
    pub(crate) fn describe(&mut self, text: &str) -> Result<Vec<(String, Option<Kind>)>, Failure> {
        match self {
            Self::Sqlite(conn) => {
                let statement = conn.prepare(&dialect::sqlite_statement(text))?;
                Ok(statement.column_names().map(|name| (name.to_owned(), None)).collect())
            }
            Self::Postgres(conn) => {
                let statement = conn.prepare(text)?;
                let columns = statement.columns().iter();
                Ok(columns.map(|c| (c.name().to_owned(), postgres::type_kind(c.type_()))).collect())
            }
        }
    }

    /// Tells other nodes, at commit, that there is something new. SQLite has no other nodes.
    pub(crate) fn announce(&mut self, revision: i64) -> Result<(), Failure> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(conn) => {
                let text = format!("select pg_notify('{}', $1)", postgres::CHANNEL);
                let revision = revision.to_string();
                conn.later("change", &text, &[Param::Text(&revision)])
            }
        }
    }
}
