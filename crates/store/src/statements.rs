//! Every statement of this crate in one place, in the way of compile-time checking.

use crate::{
    Condition, ConditionalSql, Engine, Rows, Sql, StoreError, Tx, account, api_key, area, attribute, audit,
    avatar, backup, branch, change, company, department, directory, former_id, health, holders, idempotency,
    import_run, import_template, job, migration, outbox, own, password_reset, policy, reference, resource,
    role_line, seat, sequence, setting, sign_in, user, user_override,
};

fn statements() -> impl Iterator<Item = &'static &'static Sql> {
    [
        account::STATEMENTS,
        api_key::STATEMENTS,
        area::STATEMENTS,
        attribute::STATEMENTS,
        audit::CHECKPOINT_STATEMENTS,
        audit::DAILY_STATEMENTS,
        audit::LISTING_STATEMENTS,
        audit::NEWEST_STATEMENTS,
        audit::RETENTION_STATEMENTS,
        audit::SEARCHED_STATEMENTS,
        audit::STATEMENTS,
        avatar::STATEMENTS,
        backup::STATEMENTS,
        branch::STATEMENTS,
        change::STATEMENTS,
        company::STATEMENTS,
        health::STATEMENTS,
        department::STATEMENTS,
        directory::STATEMENTS,
        former_id::STATEMENTS,
        holders::STATEMENTS,
        idempotency::STATEMENTS,
        import_run::STATEMENTS,
        import_template::STATEMENTS,
        job::CLEARING_STATEMENTS,
        job::INPUT_STATEMENTS,
        job::ITEM_STATEMENTS,
        job::RECEIVING_STATEMENTS,
        job::STATEMENTS,
        migration::STATEMENTS,
        outbox::COUNT_STATEMENTS,
        outbox::STATEMENTS,
        password_reset::STATEMENTS,
        policy::STATEMENTS,
        reference::STATEMENTS,
        resource::STATEMENTS,
        role_line::READ_STATEMENTS,
        role_line::STATEMENTS,
        seat::STATEMENTS,
        sequence::STATEMENTS,
        setting::STATEMENTS,
        api_key::STATEMENTS,
        user::BRIEF_STATEMENTS,
        user::CHILD_STATEMENTS,
        user::STATEMENTS,
        user_override::STATEMENTS,
    ]
    .into_iter()
    .chain(sign_in::STATEMENTS.iter().copied())
    .flatten()
}

pub(crate) fn shapes() -> impl Iterator<Item = &'static &'static Rows> {
    [
        account::SHAPES,
        area::SHAPES,
        attribute::SHAPES,
        audit::CHECKPOINT_SHAPES,
        audit::RETENTION_SHAPES,
        audit::SHAPES,
        avatar::SHAPES,
        backup::SHAPES,
        change::SHAPES,
        company::SHAPES,
        department::SHAPES,
        former_id::SHAPES,
        idempotency::SHAPES,
        import_run::SHAPES,
        import_template::SHAPES,
        job::INPUT_SHAPES,
        job::ITEM_SHAPES,
        job::SHAPES,
        migration::SHAPES,
        outbox::COUNT_SHAPES,
        outbox::SHAPES,
        password_reset::SHAPES,
        policy::SHAPES,
        role_line::SHAPES,
        seat::SHAPES,
        setting::SHAPES,
        api_key::SHAPES,
        user::CHILD_SHAPES,
        user::SHAPES,
        user_override::SHAPES,
    ]
    .into_iter()
    .chain(sign_in::SHAPES.iter().copied())
    .flatten()
}

fn conditional() -> impl Iterator<Item = &'static ConditionalSql> {
    audit::CONDITIONAL
        .iter()
        .chain(job::ITEM_CONDITIONAL)
        .copied()
        .chain(own::statements())
        .chain(branch::conditional())
}

/// Has the database understand every statement without running any, and compares the columns of every row shape with
/// its table. Returns how many statements there are.
///
/// # Errors
/// The first thing that the database does not understand, or that is not as it should be.
pub fn check(tx: &mut Tx<'_>) -> Result<usize, StoreError> {
    let mut count = 0;
    for sql in statements() {
        tx.describe(sql.table, sql.text)?;
        count += 1;
    }
    for sql in conditional() {
        // Parameters are translated on the way, as those of any statement.
        tx.describe(sql.table, &sql.text(&Condition::all(), Engine::Postgres))?;
        count += 1;
    }
    for rows in shapes() {
        tx.describe(rows.table, &rows.insert_if_new())?;
        let found = tx.describe(rows.table, &rows.select())?;
        let fits = |((name, kind), (found, found_kind)): (&(&str, _), &(String, Option<_>))| {
            *name == found && found_kind.is_none_or(|found| found == *kind)
        };
        if found.len() != rows.columns.len() || !rows.columns.iter().zip(&found).all(fits) {
            let why = format!("its columns are {found:?} and should be {:?}", rows.columns);
            return Err(StoreError::Engine { table: rows.table, why });
        }
        count += 1;
    }
    Ok(count)
}
