//! PostgreSQL: a server that several nodes share.
//!
//! A way to the server and back costs more than most statements do. What need not be waited for waits itself ([`ahead`]), and goes
//! with the next statement that is waited for.

mod ahead;

use std::collections::{HashMap, VecDeque};

use ::postgres::{
    Statement,
    types::{ToSql, Type},
};

use bailiwick_database::{
    ConnectError, Server,
    client::{Client, Step},
};

use ahead::{Ahead, Question};

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
    /// The newest step of the schema that this program knows.
    pub(crate) schema: i64,
    prepared: HashMap<String, Statement>,
    /// The last few statements that were put together only when they were needed, newest last.
    lately: VecDeque<(String, Statement)>,
    ahead: Ahead,
}

/// How many of the latter are kept.
const LATELY: usize = 32;

/// How many statements wait at most: an import writes very many without asking anything.
const MOST_WAITING: usize = 200;

/// Connects, and refuses a server that would lose or garble what it acknowledges.
pub(crate) fn connect(server: &Server, schema: i64) -> Result<PgConn, StoreError> {
    let mut client = server.open().map_err(|error| match error {
        ConnectError::Authority(why) => StoreError::Url { why },
        ConnectError::Trust(why) => StoreError::Unavailable { why },
        ConnectError::Runtime(why) => StoreError::Unavailable { why: why.to_string() },
        ConnectError::Driver(error) => StoreError::Unavailable { why: crate::error::chain(&error) },
    })?;
    check(&mut client)?;
    // A bound on how long a writer waits for another node's, as SQLite's busy timeout is.
    client.batch("set lock_timeout = '30s'").map_err(unavailable)?;
    let (prepared, lately) = (HashMap::new(), VecDeque::new());
    Ok(PgConn { client, schema, prepared, lately, ahead: Ahead::default() })
}

fn unavailable(error: ::postgres::Error) -> StoreError {
    Failure::Postgres(error).into_error("pg_settings")
}

fn check(client: &mut Client) -> Result<(), StoreError> {
    const ASK: &str = "select current_setting('fsync'), current_setting('synchronous_commit'),
        current_setting('server_encoding'), pg_is_in_recovery()::text";
    let asked = client.prepare(ASK).map_err(unavailable)?;
    let found = client.query(&[], &Step { statement: &asked, params: &[] });
    let (_, mut rows) = found.map_err(|refusal| unavailable(refusal.error))?;
    let row = rows.next().map_err(unavailable)?;
    let row =
        row.ok_or_else(|| StoreError::Unavailable { why: "it does not tell its settings".to_owned() })?;
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
    /// Runs statements without parameters. What was to be written before them goes along; what was only asked is not wanted any more.
    pub(crate) fn batch(&mut self, text: &str) -> Result<(), Failure> {
        self.ahead.forget();
        let waiting = std::mem::take(&mut self.ahead).take();
        let params = waiting.params();
        let done = self.client.batch_after(&waiting.steps(&params), text);
        done.map(drop).map_err(|refusal| waiting.failure(refusal))
    }

    /// Ends the transaction, with all that was written in it. What was ordered has had its effect: where nobody has run it since, nobody knows of that,
    /// so nothing of it stays.
    pub(crate) fn commit(&mut self) -> Result<(), Failure> {
        match self.ahead.unclaimed() {
            None => self.batch("commit"),
            Some(table) => {
                let what = format!("a statement about table {table}");
                let why = "it was ordered and never run; this is a fault of the program".to_owned();
                Err(StoreError::Invalid { what, why }.into())
            }
        }
    }

    /// Sends what waits, and keeps the answers.
    fn send(&mut self) -> Result<(), Failure> {
        let waiting = self.ahead.take();
        let answers = {
            let params = waiting.params();
            let sent = self.client.run(&waiting.steps(&params));
            sent.map_err(|refusal| waiting.failure(refusal))?
        };
        self.ahead.keep(waiting, answers);
        Ok(())
    }

    /// Undoes the transaction, with whatever was to be written in it.
    pub(crate) fn rollback(&mut self) -> Result<(), Failure> {
        self.ahead = Ahead::default();
        Ok(self.client.batch("rollback")?)
    }

    /// Undoes a transaction in which nothing was written, without waiting for it: whatever comes next on this connection comes after it.
    pub(crate) fn leave(&mut self) -> Result<(), Failure> {
        self.ahead = Ahead::default();
        Ok(self.client.send("rollback")?)
    }

    /// How often something was sent and its answer waited for.
    pub(crate) fn trips(&self) -> u64 {
        self.client.trips()
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    pub(crate) fn prepare(&mut self, text: &str) -> Result<Statement, Failure> {
        Ok(self.client.prepare(text)?)
    }

    fn statement(&mut self, text: &str) -> Result<Statement, Failure> {
        if let Some(statement) = self.prepared.get(text) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(text)?;
        self.prepared.insert(text.to_owned(), statement.clone());
        Ok(statement)
    }

    fn text(&mut self, text: Text<'_>) -> Result<Statement, Failure> {
        match text {
            Text::Fixed(text) => self.statement(text),
            Text::Lately(text) => self.lately(text),
            // The server forgets it when it is done.
            Text::Once(text) => self.prepare(text),
        }
    }

    pub(crate) fn query(
        &mut self,
        table: &'static str,
        text: Text<'_>,
        params: &[Param<'_>],
        each: &mut dyn FnMut(&mut Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), Failure> {
        let question = Question { text: text.as_str(), params };
        if self.ahead.is_asked(question) {
            self.send()?;
        }
        if let Some(rows) = self.ahead.outcome(question) {
            return Ok(rows.iter().try_for_each(|row| each(&mut Row::new(Source::Postgres(row), table)))?);
        }
        if let Some(rows) = self.ahead.answer(question) {
            return Ok(rows.iter().try_for_each(|row| each(&mut Row::new(Source::Postgres(row), table)))?);
        }
        let statement = self.text(text)?;
        if !is_read(text.as_str()) {
            self.ahead.forget();
        }
        let waiting = self.ahead.take();
        let mut rows = {
            let (before, params) = (waiting.params(), references(params));
            let last = Step { statement: &statement, params: &params };
            let sent = self.client.query(&waiting.steps(&before), &last);
            let (answers, rows) = sent.map_err(|refusal| waiting.failure(refusal))?;
            drop(before);
            self.ahead.keep(waiting, answers);
            rows
        };
        while let Some(row) = rows.next()? {
            each(&mut Row::new(Source::Postgres(&row), table))?;
        }
        Ok(())
    }

    /// Has a question answered along with the next statement that is waited for. Whoever asks it before anything is written gets that
    /// answer.
    pub(crate) fn foresee(
        &mut self,
        table: &'static str,
        text: Text<'_>,
        params: &[Param<'_>],
    ) -> Result<(), Failure> {
        let question = Question { text: text.as_str(), params };
        if !self.ahead.is_asked(question) && self.ahead.answer(question).is_none() {
            let statement = self.text(text)?;
            self.ahead.ask(table, statement, question);
        }
        Ok(())
    }

    /// Has a statement run along with the next one that is waited for, and keeps its rows for when it is run.
    pub(crate) fn order(
        &mut self,
        table: &'static str,
        text: &str,
        params: &[Param<'_>],
    ) -> Result<(), Failure> {
        let statement = self.statement(text)?;
        self.ahead.order(table, statement, Question { text, params });
        Ok(())
    }

    /// Has a statement run along with the next one that is waited for, the end of the transaction at the latest.
    pub(crate) fn later(
        &mut self,
        table: &'static str,
        text: &str,
        params: &[Param<'_>],
    ) -> Result<(), Failure> {
        let statement = self.statement(text)?;
        self.ahead.write(table, statement, params);
        if self.ahead.len() < MOST_WAITING { Ok(()) } else { self.send() }
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
        self.ahead.forget();
        let waiting = self.ahead.take();
        let (before, params) = (waiting.params(), references(params));
        let last = Step { statement: &statement, params: &params };
        let done = self.client.execute(&waiting.steps(&before), &last);
        let (answers, count) = done.map_err(|refusal| waiting.failure(refusal))?;
        drop(before);
        self.ahead.keep(waiting, answers);
        Ok(count)
    }

    /// Inserts many rows through binary `COPY`.
    pub(crate) fn bulk(&mut self, rows: &Shape<'_>, fill: Fill<'_>) -> Result<(), Failure> {
        self.ahead.forget();
        self.send()?;
        let types: Vec<Type> = rows.columns.iter().map(|(_, kind)| kind_type(*kind)).collect();
        let mut writer = self.client.copy_in(&rows.copy(), &types)?;
        fill(&mut |params| Ok(writer.write(&references(params))?))?;
        writer.finish()?;
        Ok(())
    }
}

/// Whether a statement changes nothing, as far as its first word says so.
fn is_read(text: &str) -> bool {
    text.trim_start().get(..6).is_some_and(|word| word.eq_ignore_ascii_case("select"))
}

fn references<'p>(params: &'p [Param<'_>]) -> Vec<&'p (dyn ToSql + Sync)> {
    params.iter().map(|param| param as _).collect()
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
