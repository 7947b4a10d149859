//! Entries that are looked for, newest first.

use bailiwick_model::{
    UserId,
    audit::{Actor, AuditAction, AuditEntry, AuditHash},
};

use super::Audited;
use crate::{Condition, ConditionalSql, Param, Row, Sql, StoreError, Tx, param::params, sql::statements};

/// Which entries are wanted; all where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// By whom.
    pub actor: Option<Actor>,
    /// In whose name.
    pub on_behalf: Option<UserId>,
    /// To what kind of thing.
    pub object_kind: Option<String>,
    /// To the thing of that kind with this key.
    pub object_id: Option<String>,
    /// What was done.
    pub action: Option<AuditAction>,
    /// In the course of which request.
    pub request_id: Option<String>,
    /// Not before this moment, in microseconds since 1970.
    pub since: Option<i64>,
    /// Before this moment, in microseconds since 1970.
    pub until: Option<i64>,
    /// Before this entry: how a list goes on.
    pub before: Option<i64>,
}

/// How many parameters stand before those of a condition in [`each_where`].
pub const PARAMS_BEFORE: usize = 10;

/// What the filter says, behind a list's most selective condition. `''` stands for "whatever it is", because no entry has an
/// empty actor, kind or action.
macro_rules! listing {
    ($first:literal) => {
        concat!(
            "select sequence, body, hash from audit_entry a where ",
            $first,
            " and ($1 = '' or actor = $1) and ($2 = '' or object_kind = $2) and ($3 = '' or object_id = $3) \
             and ($4 = '' or action = $4) and at_us >= $5 and at_us < $6 and sequence < $7 \
             and ($9 = '' or request_id = $9) and ($10 = '' or on_behalf = $10) "
        )
    };
    ($first:literal, $last:literal) => {
        concat!(listing!($first), $last)
    };
}

statements! {
    // Each begins with a condition that has an index; which one serves depends on what is asked.
    BY_REQUEST in "audit": listing!("request_id = $9", "order by sequence desc limit $8");
    BY_OBJECT in "audit":
        listing!("object_kind = $2 and object_id = $3", "order by sequence desc limit $8");
    BY_ACTOR in "audit": listing!("actor = $1", "order by sequence desc limit $8");
    BY_ACTION in "audit": listing!("action = $4", "order by sequence desc limit $8");
    BY_NUMBER in "audit": listing!("sequence < $7", "order by sequence desc limit $8");
}

static WHERE: ConditionalSql = ConditionalSql {
    table: "audit",
    before: listing!("sequence < $7", "and "),
    after: " order by sequence desc limit $8",
};

static WHERE_OBJECT: ConditionalSql = ConditionalSql {
    table: "audit",
    before: listing!("object_kind = $2 and object_id = $3", "and "),
    after: " order by sequence desc limit $8",
};

/// The statements with a place for a condition.
pub(crate) static CONDITIONAL: &[&ConditionalSql] = &[&WHERE, &WHERE_OBJECT];

/// The first `limit` entries that are wanted, newest first.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn list(tx: &mut Tx<'_>, wanted: &AuditFilter, limit: usize) -> Result<Vec<Audited>, StoreError> {
    let mut found = Vec::new();
    each(tx, wanted, None, limit, &mut |audited| {
        found.push(audited);
        Ok(())
    })?;
    Ok(found)
}

/// Hands over the first `limit` entries that are wanted and meet the condition, newest first. The condition is on `audit_entry`,
/// which is called `a`, and printed with [`PARAMS_BEFORE`] parameters before its own.
///
/// # Errors
/// [`StoreError::Corrupt`] when an entry cannot be read, and those of `take`.
pub fn each(
    tx: &mut Tx<'_>,
    wanted: &AuditFilter,
    condition: Option<&Condition>,
    limit: usize,
    take: &mut dyn FnMut(Audited) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    asked(wanted, limit, |statement, params| match condition {
        Some(condition) => {
            let is_of_one = wanted.object_kind.is_some() && wanted.object_id.is_some();
            let sql = if is_of_one { &WHERE_OBJECT } else { &WHERE };
            tx.each_where(sql, condition, params, |row| take(read(row)?))
        }
        None => tx.each(statement, params, |row| take(read(row)?)),
    })
}

/// Says that [`list`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_list(tx: &mut Tx<'_>, wanted: &AuditFilter, limit: usize) -> Result<(), StoreError> {
    asked(wanted, limit, |statement, params| tx.foresee(statement, params))
}

/// The statement that serves best, and what it is asked with.
fn asked<T>(
    wanted: &AuditFilter,
    limit: usize,
    ask: impl FnOnce(&'static Sql, &[Param<'_>; PARAMS_BEFORE]) -> T,
) -> T {
    let AuditFilter { actor, on_behalf, object_kind, object_id, action, request_id, since, until, before } =
        wanted;
    let actor_text = actor.as_ref().map(ToString::to_string).unwrap_or_default();
    let params: &[Param<'_>; PARAMS_BEFORE] = params![
        &actor_text,
        object_kind.as_deref().unwrap_or_default(),
        object_id.as_deref().unwrap_or_default(),
        action.as_ref().map(AuditAction::as_str).unwrap_or_default(),
        since.unwrap_or(i64::MIN),
        until.unwrap_or(i64::MAX),
        before.unwrap_or(i64::MAX),
        i64::try_from(limit).unwrap_or(i64::MAX),
        request_id.as_deref().unwrap_or_default(),
        on_behalf.as_ref().map(UserId::as_str).unwrap_or_default(),
    ];
    let statement = match (request_id, actor, object_kind, object_id, action) {
        (Some(_), ..) => &BY_REQUEST,
        (_, _, Some(_), Some(_), _) => &BY_OBJECT,
        (_, Some(_), ..) => &BY_ACTOR,
        (.., Some(_)) => &BY_ACTION,
        _ => &BY_NUMBER,
    };
    ask(statement, params)
}

pub(super) fn read(row: &mut Row<'_>) -> Result<Audited, StoreError> {
    row.int("sequence")?;
    Ok(Audited {
        entry: row.parse("body", AuditEntry::read)?,
        hash: row.parse("hash", str::parse::<AuditHash>)?,
    })
}
