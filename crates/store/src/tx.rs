//! A unit of work: everything in it happens, or nothing does.

mod ahead;

use crate::{
    Condition, ConditionalSql, Engine, Param, Revision, Row, Rows, Sql, StoreError, condition,
    conn::{Conn, Purpose, Text},
    failure::Failure,
    param,
    sql::{Kind, Shape},
};

/// An open transaction on either engine; the first parameter of every repository function.
///
/// Once the engine has refused a statement the whole unit of work is spoiled, on both engines alike: it can only be
/// undone. Errors found before or after the engine's turn ([`StoreError::Conflict`] and [`StoreError::NotFound`] from
/// repositories, [`StoreError::Corrupt`] rows) leave it sound.
pub struct Tx<'c> {
    conn: &'c mut Conn,
    open: bool,
    spoiled: bool,
    passing: bool,
    announced: Option<Revision>,
}

impl<'c> Tx<'c> {
    pub(crate) fn begin(conn: &'c mut Conn, purpose: Purpose) -> Result<Self, StoreError> {
        conn.begin(purpose).map_err(|e| e.into_error("revision"))?;
        Ok(Self::over(conn))
    }

    /// The transaction that has just been begun on `conn`.
    pub(crate) fn over(conn: &'c mut Conn) -> Self {
        Self { conn, open: true, spoiled: false, passing: false, announced: None }
    }

    /// Every row that a statement finds, read by `read`.
    ///
    /// # Errors
    /// When the engine refuses, or `read` does.
    pub fn query<T>(
        &mut self,
        sql: &Sql,
        params: &[Param<'_>],
        mut read: impl FnMut(&mut Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.each(sql, params, |row| {
            found.push(read(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The first row that a statement finds, if any.
    ///
    /// # Errors
    /// When the engine refuses, or `read` does.
    pub fn find<T>(
        &mut self,
        sql: &Sql,
        params: &[Param<'_>],
        mut read: impl FnMut(&mut Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut found = None;
        self.each(sql, params, |row| {
            if found.is_none() {
                found = Some(read(row)?);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Hands every row that a statement finds to `each`, one at a time, without keeping any.
    ///
    /// # Errors
    /// When the engine refuses, or `each` does.
    pub fn each(
        &mut self,
        sql: &Sql,
        params: &[Param<'_>],
        mut each: impl FnMut(&mut Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        param::check(sql.table, params)?;
        let done = self.conn.query(sql.table, Text::Fixed(sql.text), params, &mut each);
        self.note(sql.table, done)
    }

    /// Which of the two databases this is: conditions are printed for one or the other.
    #[must_use]
    pub fn engine(&self) -> Engine {
        if self.conn.is_sqlite() { Engine::Sqlite } else { Engine::Postgres }
    }

    /// Hands every row that a statement with a condition in it finds to `each`, one at a time. The condition's
    /// parameters come behind `params`, so it must have been printed with as many before it.
    ///
    /// # Errors
    /// When the engine refuses, a parameter is none that can be sent, or `each` refuses.
    pub fn each_where(
        &mut self,
        sql: &ConditionalSql,
        condition: &Condition,
        params: &[Param<'_>],
        mut each: impl FnMut(&mut Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let (text, all) = self.with_condition(sql, condition, params)?;
        let done = self.conn.query(sql.table, Text::Once(&text), &all, &mut each);
        self.note(sql.table, done)
    }

    /// The whole statement with all of its parameters, to a connection that understands it.
    fn with_condition<'p>(
        &mut self,
        sql: &ConditionalSql,
        condition: &'p Condition,
        params: &[Param<'p>],
    ) -> Result<(String, Vec<Param<'p>>), StoreError> {
        let mut all = params.to_vec();
        for bind in &condition.binds {
            all.push(condition::param(sql.table, bind)?);
        }
        param::check(sql.table, &all)?;
        if let Some(functions) = condition.functions {
            let done = self.conn.teach(functions);
            self.note(sql.table, done)?;
        }
        Ok((sql.text(condition, self.engine()), all))
    }

    /// Whether a statement with a condition in it finds anything. It is kept ready for a while, as far as the condition's
    /// text comes again: the same question is asked about one thing after another.
    ///
    /// # Errors
    /// As for [`Tx::each_where`].
    pub fn any_where(
        &mut self,
        sql: &ConditionalSql,
        condition: &Condition,
        params: &[Param<'_>],
    ) -> Result<bool, StoreError> {
        let mut found = false;
        let (text, all) = self.with_condition(sql, condition, params)?;
        let done = self.conn.query(sql.table, Text::Lately(&text), &all, &mut |_| {
            found = true;
            Ok(())
        });
        self.note(sql.table, done)?;
        Ok(found)
    }

    /// Every row that a statement with a condition in it finds, read by `read`; see [`Tx::each_where`].
    ///
    /// # Errors
    /// As for [`Tx::each_where`].
    pub fn query_where<T>(
        &mut self,
        sql: &ConditionalSql,
        condition: &Condition,
        params: &[Param<'_>],
        mut read: impl FnMut(&mut Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.each_where(sql, condition, params, |row| {
            found.push(read(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// As [`Tx::each`] for a statement that is put together only now, out of names that are fixed.
    pub(crate) fn each_of(
        &mut self,
        table: &'static str,
        text: &str,
        mut each: impl FnMut(&mut Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let done = self.conn.query(table, Text::Fixed(text), &[], &mut each);
        self.note(table, done)
    }

    /// Whether the engine is SQLite: for the few questions that each engine is asked in its own words.
    pub(crate) fn is_sqlite(&self) -> bool {
        self.conn.is_sqlite()
    }

    /// Runs a statement and returns how many rows it concerned.
    ///
    /// # Errors
    /// When the engine refuses.
    pub fn execute(&mut self, sql: &Sql, params: &[Param<'_>]) -> Result<u64, StoreError> {
        param::check(sql.table, params)?;
        let done = self.conn.execute(sql.text, params);
        self.note(sql.table, done)
    }

    /// Inserts one row and returns whether its key was free. A taken key changes nothing and spoils nothing.
    ///
    /// # Errors
    /// When the engine refuses.
    pub fn insert(&mut self, rows: &Rows, params: &[Param<'_>]) -> Result<bool, StoreError> {
        param::check(rows.table, params)?;
        let done = self.conn.execute(&rows.insert_if_new(), params);
        self.note(rows.table, done).map(|count| count == 1)
    }

    /// Inserts any number of rows the fastest way the engine has: `fill` calls its argument once per row.
    ///
    /// # Errors
    /// When the engine refuses, a taken key included, or `fill` does.
    pub fn bulk(
        &mut self,
        rows: &Rows,
        fill: impl FnMut(&mut dyn FnMut(&[Param<'_>]) -> Result<(), StoreError>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.bulk_into(rows.table, rows, fill)
    }

    /// As [`Tx::bulk`] for rows whose shape is known only now. `table` is what errors call them.
    pub(crate) fn bulk_into(
        &mut self,
        table: &'static str,
        rows: &Shape<'_>,
        mut fill: impl FnMut(&mut dyn FnMut(&[Param<'_>]) -> Result<(), StoreError>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let done = self.conn.bulk(rows, &mut |put| {
            let mut refusal = None;
            let filled = fill(&mut |params| {
                param::check(table, params)?;
                put(params).map_err(|failure| {
                    refusal = Some(failure);
                    StoreError::Spoiled
                })
            });
            match refusal {
                Some(failure) => Err(failure),
                None => Ok(filled?),
            }
        });
        // A half-filled bulk channel is no state to go on from, whoever stopped it.
        self.spoiled |= done.is_err();
        self.note(table, done)
    }

    /// Begins a part of the work that can be undone alone. Parts may lie within parts; each ends with [`Tx::end_part`] or
    /// [`Tx::undo_part`]. Once the engine has refused a statement, the whole unit of work is spoiled all the same.
    ///
    /// # Errors
    /// When the engine refuses.
    pub fn begin_part(&mut self) -> Result<(), StoreError> {
        self.part("savepoint part")
    }

    /// Ends the innermost part; what it wrote stays.
    ///
    /// # Errors
    /// When the engine refuses.
    pub fn end_part(&mut self) -> Result<(), StoreError> {
        self.part("release savepoint part")
    }

    /// Ends the innermost part and undoes what it wrote.
    ///
    /// # Errors
    /// When the engine refuses.
    pub fn undo_part(&mut self) -> Result<(), StoreError> {
        if self.spoiled {
            return Err(StoreError::Spoiled);
        }
        self.part("rollback to savepoint part")?;
        self.part("release savepoint part")
    }

    fn part(&mut self, text: &str) -> Result<(), StoreError> {
        let done = self.conn.execute(text, &[]);
        self.note("part", done).map(drop)
    }

    /// The columns that a statement would return, without running it.
    ///
    /// # Errors
    /// When the engine does not understand it.
    pub fn describe(
        &mut self,
        table: &'static str,
        text: &str,
    ) -> Result<Vec<(String, Option<Kind>)>, StoreError> {
        let done = self.conn.describe(text);
        self.note(table, done)
    }

    /// Wakes whoever waits for a newer revision, here and on other nodes, once this is committed.
    pub(crate) fn announce(&mut self, revision: Revision) -> Result<(), StoreError> {
        let done = self.conn.announce(revision.0);
        self.note("change", done)?;
        self.announced = Some(revision);
        Ok(())
    }

    pub(crate) fn define(&mut self, text: &str) -> Result<(), StoreError> {
        let done = self.conn.define(text);
        self.note("the schema", done)
    }

    pub(crate) fn mark(&mut self) -> Result<(), StoreError> {
        let done = self.conn.mark();
        self.note("the schema", done)
    }

    /// Whether what went wrong may go right when the work is simply done again.
    pub(crate) fn may_retry(&self) -> bool {
        self.passing
    }

    /// Makes the work last, and says what was announced in it.
    pub(crate) fn commit(&mut self) -> Result<Option<Revision>, StoreError> {
        if self.spoiled {
            return Err(StoreError::Spoiled);
        }
        let done = self.conn.commit();
        // A refused COMMIT leaves SQLite's transaction open, so it is still ours to undo.
        self.open = done.is_err();
        self.note("change", done)?;
        Ok(self.announced)
    }

    /// Ends a transaction in which nothing was written.
    pub(crate) fn leave(mut self) {
        // Where it fails, the connection is not healthy, and dropping this undoes what there is.
        self.open = self.conn.leave().is_err();
    }

    fn note<T>(&mut self, table: &'static str, done: Result<T, Failure>) -> Result<T, StoreError> {
        done.map_err(|failure| {
            self.spoiled |= failure.is_engine_s();
            self.passing |= failure.is_passing();
            let engine_s = failure.is_engine_s();
            let error = failure.into_error(table);
            if engine_s {
                tracing::warn!(table, %error, "the database refused a statement");
            }
            error
        })
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        // Runs for every way out but a commit, panics included. A connection on which even this fails is not healthy
        // and is not used again.
        if self.open && self.conn.rollback().is_err() {
            tracing::warn!("a transaction could not be undone explicitly; its connection is given up");
        }
    }
}

impl std::fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("spoiled", &self.spoiled).finish_non_exhaustive()
    }
}
