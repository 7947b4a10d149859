//! The trail searched with the language that records are searched with.
//!
//! Nobody is asked about here: whoever works the machine may see all of it. What a person may see of it is for the engine to
//! say, with the same model.

use std::{io, sync::LazyLock};

use bailiwick_model::{Directory, User, UserId};
use bailiwick_policy::{
    Moment, Snapshot,
    filter::sql::{self, Dialect, Options, TreeForm},
    records::MemoryRecords,
};
use bailiwick_protocol::document::Document;
use bailiwick_store::{
    Condition, Engine, StoreError, Tx,
    audit::{self, AuditFilter, Audited, PARAMS_BEFORE},
};
use jiff::tz::TimeZone;

use crate::{connected::sqlite_functions, error::AppError, installation::Installation};

/// The model of audit entries, in the ordinary form of documents.
pub const AUDIT_MODEL: &str = include_str!("../own/audit.yaml");

/// Which entries are wanted.
#[derive(Clone, Debug, Default)]
pub struct TrailQuery<'q> {
    /// By what is often asked for.
    pub filter: AuditFilter,
    /// And by a domain over the fields of `bailiwick.audit`.
    pub domain: Option<&'q str>,
    /// The moment of the question, in seconds: domains may speak of `now`.
    pub now: i64,
}

/// The model compiled, with one user who may see everything. Why it cannot be is a fault of this program.
static COMPILED: LazyLock<Result<Snapshot, String>> = LazyLock::new(|| {
    let document = Document::read("own/audit.yaml", AUDIT_MODEL).map_err(|error| error.to_string())?;
    let login = UserId::new(READER).map_err(|error| error.to_string())?;
    let users = [(login, User { superuser: true, ..User::default() })].into();
    let people = Directory { users, ..Directory::default() };
    Snapshot::compile(&document.policy, &people).map_err(|problems| problems.to_string())
});

/// Who asks, where nobody does.
const READER: &str = "machine";

impl Installation {
    /// The first `limit` entries that are wanted, newest first.
    ///
    /// # Errors
    /// When the domain is wrong, the database refuses, or an entry cannot be read.
    pub fn search_trail(&self, wanted: &TrailQuery<'_>, limit: usize) -> Result<Vec<Audited>, AppError> {
        let mut found = Vec::new();
        self.each_entry(wanted, limit, &mut |audited| {
            found.push(audited);
            Ok(())
        })?;
        Ok(found)
    }

    /// Hands over the first `limit` entries that are wanted, newest first.
    fn each_entry(
        &self,
        wanted: &TrailQuery<'_>,
        limit: usize,
        take: &mut dyn FnMut(Audited) -> io::Result<()>,
    ) -> Result<(), AppError> {
        self.database().read(|tx| {
            let condition = wanted.domain.map(|domain| condition(tx, domain, wanted.now)).transpose()?;
            each(tx, &wanted.filter, condition.as_ref(), limit, take)
        })
    }
}

/// Hands over the first `limit` entries that are wanted and meet a condition, newest first.
pub(super) fn each(
    tx: &mut Tx<'_>,
    filter: &AuditFilter,
    condition: Option<&Condition>,
    limit: usize,
    take: &mut dyn FnMut(Audited) -> io::Result<()>,
) -> Result<(), AppError> {
    let mut refused = None;
    let done = audit::each(tx, filter, condition, limit, &mut |audited| {
        take(audited).map_err(|error| {
            refused = Some(error);
            // Any error ends the reading; this one is never seen.
            StoreError::Spoiled
        })
    });
    done.map_err(|error| refused.map_or_else(|| error.into(), AppError::Output))
}

/// A domain as a condition on the rows that the store calls `a`.
pub(super) fn condition(tx: &Tx<'_>, domain: &str, now: i64) -> Result<Condition, AppError> {
    let ours = |why: &str| AppError::Invalid(format!("this program's own description of the trail: {why}"));
    let snapshot = COMPILED.as_ref().map_err(|why| ours(why))?;
    let model =
        snapshot.schema().find("bailiwick.audit").ok_or_else(|| ours("there is no bailiwick.audit"))?;
    let reader = snapshot.find_user(READER).ok_or_else(|| ours("nobody reads it"))?;
    let (moment, records) = (Moment::at(snapshot, now), MemoryRecords::default());
    let wrong =
        |error: &dyn std::fmt::Display| AppError::Invalid(format!("the domain cannot be used: {error}"));
    let filter =
        snapshot.asker(reader, &moment, &records).search(model, domain, false).map_err(|e| wrong(&e))?;
    let options = Options {
        dialect: match tx.engine() {
            Engine::Sqlite => Dialect::Sqlite,
            Engine::Postgres => Dialect::Postgres,
        },
        alias: "a",
        binds_before: PARAMS_BEFORE,
        zone: &TimeZone::UTC,
        tree: TreeForm::Auto,
        closure: None,
    };
    let printed = sql::print(snapshot.schema(), model, &filter, options).map_err(|error| wrong(&error))?;
    let functions = (!printed.functions.is_empty()).then(sqlite_functions);
    Ok(Condition { text: printed.text, binds: printed.binds, functions })
}
