//! What need not be waited for: on PostgreSQL it goes along with something that is, and saves a way to the server and back.

use super::Tx;
use crate::{Condition, ConditionalSql, Param, Rows, Sql, StoreError, conn::Text, param};

impl Tx<'_> {
    /// Runs a statement of which nothing has to be known. It may wait until the next one that is waited for, or the end of the work, and
    /// what the engine has against it is said then: on PostgreSQL a way to the server and back is saved.
    ///
    /// # Errors
    /// When the engine refuses this one, or one before it that has waited.
    pub fn execute_later(&mut self, sql: &Sql, params: &[Param<'_>]) -> Result<(), StoreError> {
        self.later(sql.table, sql.text, params)
    }

    /// As [`Tx::execute_later`], for a new row. Its key must be free.
    ///
    /// # Errors
    /// As for [`Tx::execute_later`].
    pub fn insert_later(&mut self, rows: &Rows, params: &[Param<'_>]) -> Result<(), StoreError> {
        self.later(rows.table, &rows.insert(), params)
    }

    fn later(&mut self, table: &'static str, text: &str, params: &[Param<'_>]) -> Result<(), StoreError> {
        param::check(table, params)?;
        let done = self.conn.later(table, text, params);
        self.note(table, done)
    }

    /// Says that a statement that writes is certainly going to be run in this unit of work, with the very same parameters: it may be
    /// run along with whatever comes next, and running it later then only says what came of it.
    pub(crate) fn order(&mut self, sql: &Sql, params: &[Param<'_>]) -> Result<(), StoreError> {
        param::check(sql.table, params)?;
        let done = self.conn.order(sql.table, sql.text, params);
        self.note(sql.table, done)
    }

    /// Says that a question is going to be asked, with the very same parameters: it then goes along with the next one that is asked.
    /// Once anything is written it is forgotten, so this is never wrong, and at worst in vain.
    ///
    /// # Errors
    /// When the engine does not understand it.
    pub fn foresee(&mut self, sql: &Sql, params: &[Param<'_>]) -> Result<(), StoreError> {
        param::check(sql.table, params)?;
        let done = self.conn.foresee(sql.table, Text::Fixed(sql.text), params);
        self.note(sql.table, done)
    }

    /// As [`Tx::foresee`], for what [`Tx::any_where`] is going to be asked.
    ///
    /// # Errors
    /// As for [`Tx::each_where`].
    pub fn foresee_where(
        &mut self,
        sql: &ConditionalSql,
        condition: &Condition,
        params: &[Param<'_>],
    ) -> Result<(), StoreError> {
        if self.is_sqlite() {
            return Ok(());
        }
        let (text, all) = self.with_condition(sql, condition, params)?;
        let done = self.conn.foresee(sql.table, Text::Lately(&text), &all);
        self.note(sql.table, done)
    }
}
