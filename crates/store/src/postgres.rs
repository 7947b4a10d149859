//! PostgreSQL: a server that several nodes share.

use std::collections::{HashMap, VecDeque};

use ::postgres::{
    Client, Statement, binary_copy::BinaryCopyInWriter, fallible_iterator::FallibleIterator, types::ToSql,
    types::Type,
};

use bailiwick_database::{ConnectError, Server};

use crate::{
    Param, Row, StoreError,
    conn::Text,
    failure::Failure,
    row::Source,
    sql::{Fill, Kind, Shape},
};

/// The channel that says "there is something new".
pub(crate) const CHANNEL: &str = "bailiwick_change";

/// A connection with the statements it has prepared.
pub(crate) struct PgConn {
    pub(crate) client: Client,
    prepared: HashMap<String, Statement>,
    /// The last few statements that were put together only when they were needed, newest last.
    lately: VecDeque<(String, Statement)>,
}

/// How many of the latter are kept.
const LATELY: usize = 32;

/// Connects, and refuses a server that would lose or garble what it acknowledges.
pub(crate) fn connect(server: &Server) -> Result<PgConn, StoreError> {
    let mut client = server.connect().map_err(|error| match error {
        ConnectError::Authority(why) => StoreError::Url { why },
        ConnectError::Trust(why) => StoreError::Unavailable { why },
        ConnectError::Driver(error) => StoreError::Unavailable { why: crate::error::chain(&error) },
    })?;
    check(&mut client)?;
    // A bound on how long a writer waits for another node's, as SQLite's busy timeout is.
    client.batch_execute("set lock_timeout = '30s'").map_err(unavailable)?;
    Ok(PgConn { client, prepared: HashMap::new(), lately: VecDeque::new() })
}

fn unavailable(error: ::postgres::Error) -> StoreError {
    Failure::Postgres(error).into_error("pg_settings")
}

fn check(client: &mut Client) -> Result<(), StoreError> {
    const ASK: &str = "select current_setting('fsync'), current_setting('synchronous_commit'),
        current_setting('server_encoding'), pg_is_in_recovery()::text";
    let row = client.query_one(ASK, &[]).map_err(unavailable)?;
    let get = |at| row.try_get::<_, String>(at).map_err(unavailable);
    let refuse = |setting, value, why, remedy| Err(StoreError::Unsafe { setting, value, why, remedy });
    let (fsync, commit, encoding, standby) = (get(0)?, get(1)?, get(2)?, get(3)?);
    if fsync == "off" {
        return refuse("fsync", fsync, "so a crash may lose everything", "on");
    }
    if commit == "off" {
        return refuse("synchronous_commit", commit, "so a crash may lose acknowledged changes", "on");
    }
    if encoding != "UTF8" {
        return refuse(
            "server_encoding",
            encoding,
            "so not every name can be stored",
            "UTF8 by a new database",
        );
    }
    if standby == "true" {
        let why =
            "it is a read-only standby; name the primary, or add target_session_attrs=read-write".to_owned();
        return Err(StoreError::Unavailable { why });
    }
    Ok(())
}

impl PgConn {
    pub(crate) fn statement(&mut self, text: &str) -> Result<Statement, Failure> {
        if let Some(statement) = self.prepared.get(text) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(text)?;
        self.prepared.insert(text.to_owned(), statement.clone());
        Ok(statement)
    }

    pub(crate) fn query(
        &mut self,
        table: &'static str,
        statement: Text<'_>,
        params: &[Param<'_>],
        each: &mut dyn FnMut(&mut Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), Failure> {
        let statement = match statement {
            Text::Fixed(text) => self.statement(text)?,
            Text::Lately(text) => self.lately(text)?,
            // The server forgets it when it is done.
            Text::Once(text) => self.client.prepare(text)?,
        };
        let mut rows = self.client.query_raw(&statement, params.iter().copied())?;
        while let Some(row) = rows.next()? {
            each(&mut Row::new(Source::Postgres(&row), table))?;
        }
        Ok(())
    }

    /// One of the last few statements, or a new one in the place of the oldest, which the server forgets.
    fn lately(&mut self, text: &str) -> Result<Statement, Failure> {
        let known = self.lately.iter().position(|(known, _)| known == text);
        let (text, statement) = match known.and_then(|at| self.lately.remove(at)) {
            Some(known) => known,
            None => (text.to_owned(), self.client.prepare(text)?),
        };
        if self.lately.len() >= LATELY {
            self.lately.pop_front();
        }
        self.lately.push_back((text, statement.clone()));
        Ok(statement)
    }

    pub(crate) fn execute(&mut self, text: &str, params: &[Param<'_>]) -> Result<u64, Failure> {
        let statement = self.statement(text)?;
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|p| p as _).collect();
        Ok(self.client.execute(&statement, &params)?)
    }

    /// Inserts many rows through binary `COPY`.
    pub(crate) fn bulk(&mut self, rows: &Shape<'_>, fill: Fill<'_>) -> Result<(), Failure> {
        let types: Vec<Type> = rows.columns.iter().map(|(_, kind)| kind_type(*kind)).collect();
        let mut writer = BinaryCopyInWriter::new(self.client.copy_in(&rows.copy())?, &types);
        fill(&mut |params| {
            let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|p| p as _).collect();
            Ok(writer.write(&params)?)
        })?;
        writer.finish()?;
        Ok(())
    }
}

fn kind_type(kind: Kind) -> Type {
    match kind {
        Kind::Int => Type::INT8,
        Kind::Text => Type::TEXT,
        Kind::Bool => Type::BOOL,
        Kind::Blob => Type::BYTEA,
    }
}

/// The kind of a column that a statement returns, when it is one of ours.
pub(crate) fn type_kind(ty: &Type) -> Option<Kind> {
    [Kind::Int, Kind::Text, Kind::Bool, Kind::Blob].into_iter().find(|kind| kind_type(*kind) == *ty)
}
