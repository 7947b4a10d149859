//! Writing the whole directory at once.

use std::collections::BTreeMap;

use bailiwick_model::{Directory, RoleLine, User, UserId};

use crate::{
    StoreError, Tx, account, area, company, department, param::params, role_line, sequence, sql::statements,
    user, user_override,
};

statements! {
    DELETE_LINES in "role_line": "delete from role_line";
    DELETE_USER_COMPANIES in "user_company": "delete from user_company";
    DELETE_USER_GROUPS in "user_group": "delete from user_group";
    DELETE_USER_OVERRIDES in "user_override": "delete from user_override";
    DELETE_USERS in "app_user": "delete from app_user";
    DELETE_AREAS in "area": "delete from area";
    DELETE_DEPARTMENTS in "department": "delete from department";
    DELETE_COMPANIES in "company": "delete from company";
    ANALYZE_USERS in "app_user": "analyze app_user";
    ANALYZE_GROUPS in "user_group": "analyze user_group";
    ANALYZE_LINES in "role_line": "analyze role_line";
}

/// Makes the stored directory this one. Every role line and every override gets a new number.
///
/// # Errors
/// When the database refuses.
pub fn replace(tx: &mut Tx<'_>, directory: &Directory) -> Result<(), StoreError> {
    clear(tx)?;
    let Directory { companies, departments, areas, users } = directory;
    tx.bulk(&company::ROW, |put| {
        companies.iter().try_for_each(|(code, c)| company::with_row(code, c, &mut *put))
    })?;
    tx.bulk(&department::ROW, |put| {
        departments.iter().try_for_each(|(code, d)| department::with_row(code, d, &mut *put))
    })?;
    tx.bulk(&area::ROW, |put| areas.iter().try_for_each(|(code, a)| area::with_row(code, a, &mut *put)))?;
    tx.bulk(&user::ROW, |put| users.iter().try_for_each(|(login, u)| user::with_row(login, u, &mut *put)))?;
    insert_children(tx, users)?;
    insert_lines(tx, directory)?;
    account::name_all(tx, users)?;
    // After a bulk load the planner's idea of the tables is worth nothing, and a bad plan here costs minutes.
    let large = [&ANALYZE_USERS, &ANALYZE_GROUPS, &ANALYZE_LINES];
    large.into_iter().try_for_each(|statement| tx.execute(statement, &[]).map(drop))
}

/// Children first, so that no row has to look for what belongs to it.
fn clear(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let all = [
        &DELETE_LINES,
        &DELETE_USER_COMPANIES,
        &DELETE_USER_GROUPS,
        &DELETE_USER_OVERRIDES,
        &DELETE_USERS,
        &DELETE_AREAS,
        &DELETE_DEPARTMENTS,
        &DELETE_COMPANIES,
    ];
    all.into_iter().try_for_each(|statement| tx.execute(statement, &[]).map(drop))
}

fn insert_children(tx: &mut Tx<'_>, users: &BTreeMap<UserId, User>) -> Result<(), StoreError> {
    tx.bulk(&user::COMPANY, |put| {
        users.iter().try_for_each(|(login, user)| {
            let mut rows = (0_i64..).zip(&user.companies);
            rows.try_for_each(|(n, company)| put(params![login.as_str(), n, company.as_str()]))
        })
    })?;
    tx.bulk(&user::GROUP, |put| {
        users.iter().try_for_each(|(login, user)| {
            let mut rows = (0_i64..).zip(&user.groups);
            rows.try_for_each(|(n, group)| put(params![login.as_str(), n, group.as_str()]))
        })
    })?;
    let overrides = || users.iter().flat_map(|(login, user)| user.overrides.iter().map(move |o| (login, o)));
    let first =
        sequence::next(tx, user_override::SEQUENCE, i64::try_from(overrides().count()).unwrap_or(i64::MAX))?;
    tx.bulk(&user_override::ROW, |put| {
        let mut rows = (first..).zip(overrides());
        rows.try_for_each(|(id, (login, exception))| user_override::with_row(login, id, exception, &mut *put))
    })
}

fn insert_lines(tx: &mut Tx<'_>, directory: &Directory) -> Result<(), StoreError> {
    let count = i64::try_from(lines(directory).count()).unwrap_or(i64::MAX);
    let first = sequence::next(tx, "role_line", count)?;
    tx.bulk(&role_line::ROW, |put| {
        let mut rows = (first..).zip(lines(directory));
        rows.try_for_each(|(id, (kind, owner, line))| role_line::with_row(id, (kind, owner), line, &mut *put))
    })
}

/// All lines with the two words for their owner, always in the same order.
fn lines(directory: &Directory) -> impl Iterator<Item = (&'static str, &str, &RoleLine)> {
    let Directory { companies, departments, users, .. } = directory;
    let companies =
        companies.iter().flat_map(|(code, c)| c.lines.iter().map(move |l| ("company", code.as_str(), l)));
    let departments = departments
        .iter()
        .flat_map(|(code, d)| d.lines.iter().map(move |l| ("department", code.as_str(), l)));
    let users = users.iter().flat_map(|(login, u)| u.lines.iter().map(move |l| ("user", login.as_str(), l)));
    companies.chain(departments).chain(users)
}
