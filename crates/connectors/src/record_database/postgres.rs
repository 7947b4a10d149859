//! PostgreSQL: a server that another program writes to.

use std::{collections::HashMap, ops::ControlFlow, time::Duration};

use ::postgres::{
    Client, Statement,
    error::SqlState,
    fallible_iterator::FallibleIterator,
    types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked},
};
use bailiwick_database::{ConnectError, Server};
use bailiwick_model::Value;

use super::{
    ColumnDescription, ColumnKind, RecordDatabaseError, address::Address, column::postgres_kinds,
    decode::Cell, error::chain, query::quoted,
};

/// A session in which nothing can be written, with the statements it has prepared.
pub(super) struct PgConn {
    client: Client,
    prepared: HashMap<String, Statement>,
    /// Whether the statement under way has handed out a row.
    answered: bool,
}

/// Filters make ever new texts; the server keeps this many of them.
const MOST_PREPARED: usize = 64;

pub(super) fn connect(
    server: &Server,
    address: &Address,
    patience: Duration,
) -> Result<PgConn, RecordDatabaseError> {
    let unavailable = |e: ::postgres::Error| RecordDatabaseError::Unavailable {
        database: address.to_string(),
        why: chain(&e),
    };
    let mut client = server.connect().map_err(|error| match error {
        ConnectError::Authority(why) | ConnectError::Trust(why) => RecordDatabaseError::Address { why },
        ConnectError::Runtime(error) => {
            RecordDatabaseError::Unavailable { database: address.to_string(), why: error.to_string() }
        }
        ConnectError::Driver(error) => unavailable(error),
    })?;
    let milliseconds = patience.as_millis();
    let session = format!(
        "SET default_transaction_read_only = on; SET TimeZone = 'UTC'; SET statement_timeout = {milliseconds}; \
         SET lock_timeout = {milliseconds}; SET standard_conforming_strings = on"
    );
    client.batch_execute(&session).map_err(unavailable)?;
    Ok(PgConn { client, prepared: HashMap::new(), answered: false })
}

impl PgConn {
    pub(super) fn is_open(&self) -> bool {
        !self.client.is_closed()
    }

    pub(super) fn has_answered(&self) -> bool {
        self.answered
    }

    pub(super) fn for_each(
        &mut self,
        address: &Address,
        sql: &str,
        binds: &[Value],
        columns: &[ColumnKind],
        each: &mut dyn FnMut(Vec<Value>) -> ControlFlow<()>,
    ) -> Result<(), RecordDatabaseError> {
        self.answered = false;
        let known = self.prepared.contains_key(sql);
        match self.run(address, sql, binds, columns, each) {
            // The table was altered since the statement was prepared, or a pooler has given us another session.
            Err(Failure::Driver(error)) if known && !self.answered && is_stale(&error) => {
                self.prepared.clear();
                self.run(address, sql, binds, columns, each)
            }
            outcome => outcome,
        }
        .map_err(|failure| match failure {
            Failure::Driver(error) => {
                self.prepared.remove(sql);
                refused(address, &error)
            }
            Failure::Ours(error) => error,
        })
    }

    fn run(
        &mut self,
        address: &Address,
        sql: &str,
        binds: &[Value],
        columns: &[ColumnKind],
        each: &mut dyn FnMut(Vec<Value>) -> ControlFlow<()>,
    ) -> Result<(), Failure> {
        let statement = self.statement(sql)?;
        if statement.columns().len() != columns.len() {
            let (found, wanted) = (statement.columns().len(), columns.len());
            return Err(Failure::Ours(RecordDatabaseError::Shape {
                database: address.to_string(),
                found,
                wanted,
            }));
        }
        if statement.params().len() != binds.len() {
            let why =
                format!("it takes {} parameters and {} were given", statement.params().len(), binds.len());
            return Err(Failure::Ours(RecordDatabaseError::Refused { database: address.to_string(), why }));
        }
        let mut rows = self.client.query_raw(&statement, binds.iter().map(Bind))?;
        while let Some(row) = rows.next()? {
            self.answered = true;
            let mut values = Vec::with_capacity(columns.len());
            for (at, kind) in columns.iter().enumerate() {
                let value = row.try_get::<_, Cell<'_>>(at)?.read(*kind);
                values.push(value.map_err(|why| {
                    let column = row.columns().get(at).map_or("?", |c| c.name()).to_owned();
                    Failure::Ours(RecordDatabaseError::Value { database: address.to_string(), column, why })
                })?);
            }
            if each(values).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn statement(&mut self, sql: &str) -> Result<Statement, ::postgres::Error> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql)?;
        if self.prepared.len() >= MOST_PREPARED {
            self.prepared.clear();
        }
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    pub(super) fn describe(
        &mut self,
        address: &Address,
        table: &str,
    ) -> Result<Vec<ColumnDescription>, RecordDatabaseError> {
        const ASK: &str = "WITH RECURSIVE base AS (
                SELECT a.attnum, a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS declared,
                    a.atttypid AS type, coalesce(c.collisdeterministic, true) AS exact,
                    has_column_privilege(a.attrelid, a.attnum, 'SELECT') AS readable
                FROM pg_attribute a LEFT JOIN pg_collation c ON c.oid = a.attcollation
                WHERE a.attrelid = to_regclass($1::text) AND a.attnum > 0 AND NOT a.attisdropped
            UNION ALL
                SELECT b.attnum, b.name, b.declared, t.typbasetype, b.exact, b.readable
                FROM base b JOIN pg_type t ON t.oid = b.type AND t.typtype = 'd'
            )
            SELECT b.name, b.declared, t.typname::text, t.typtype = 'e', b.exact, b.readable
            FROM base b JOIN pg_type t ON t.oid = b.type AND t.typtype <> 'd' ORDER BY b.attnum";
        let rows = self.client.query(ASK, &[&quoted(table)]).map_err(|e| refused(address, &e))?;
        let read = |row: ::postgres::Row| {
            let type_name: String = row.try_get(2)?;
            Ok(ColumnDescription {
                name: row.try_get(0)?,
                declared: row.try_get(1)?,
                kinds: Some(postgres_kinds(&type_name, row.try_get(3)?)),
                exact: row.try_get(4)?,
                readable: row.try_get(5)?,
            })
        };
        rows.into_iter()
            .map(read)
            .collect::<Result<_, _>>()
            .map_err(|e: ::postgres::Error| refused(address, &e))
    }
}

/// Why a statement did not come to its end.
enum Failure {
    Driver(::postgres::Error),
    Ours(RecordDatabaseError),
}

impl From<::postgres::Error> for Failure {
    fn from(error: ::postgres::Error) -> Self {
        Self::Driver(error)
    }
}

fn is_stale(error: &::postgres::Error) -> bool {
    // "cached plan must not change result type", "prepared statement does not exist"
    matches!(error.code(), Some(&SqlState::FEATURE_NOT_SUPPORTED | &SqlState::INVALID_SQL_STATEMENT_NAME))
}

fn refused(address: &Address, error: &::postgres::Error) -> RecordDatabaseError {
    let (database, why) = (address.to_string(), chain(error));
    let Some(code) = error.code() else {
        let io = std::error::Error::source(error).is_some_and(|s| s.is::<std::io::Error>());
        return if error.is_closed() || io {
            RecordDatabaseError::Unavailable { database, why }
        } else {
            RecordDatabaseError::Refused { database, why }
        };
    };
    match *code {
        SqlState::QUERY_CANCELED | SqlState::LOCK_NOT_AVAILABLE => {
            RecordDatabaseError::Busy { database, why }
        }
        SqlState::TOO_MANY_CONNECTIONS
        | SqlState::ADMIN_SHUTDOWN
        | SqlState::CRASH_SHUTDOWN
        | SqlState::CANNOT_CONNECT_NOW
        | SqlState::CONNECTION_FAILURE => RecordDatabaseError::Unavailable { database, why },
        _ => RecordDatabaseError::Refused { database, why },
    }
}

/// A parameter, sent as what the statement casts it to.
#[derive(Debug)]
struct Bind<'a>(&'a Value);

impl ToSql for Bind<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match (self.0, ty) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (Value::Bool(b), &Type::BOOL) => b.to_sql(ty, out),
            (Value::Int(i), &Type::INT8) => i.to_sql(ty, out),
            (Value::Int(i), &Type::INT4) => i32::try_from(*i)?.to_sql(ty, out),
            (Value::Int(i), &Type::INT2) => i16::try_from(*i)?.to_sql(ty, out),
            (Value::Int(i), &Type::FLOAT8) => (*i as f64).to_sql(ty, out),
            (Value::Float(f), &Type::FLOAT8) => f.to_sql(ty, out),
            (Value::Text(t), &Type::TEXT | &Type::VARCHAR) => t.as_ref().to_sql(ty, out),
            (value, ty) => {
                Err(format!("{value:?} cannot be sent as {ty}; cast the parameter in the statement").into())
            }
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
