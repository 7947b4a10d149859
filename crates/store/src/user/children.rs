//! What belongs to a user and has rows of its own: companies and direct groups in the order given, and overrides, which are written
//! one by one, see [`user_override`].

use bailiwick_model::{User, UserId};

use super::Numbered;
use crate::{
    Param, Row, Sql, StoreError, Tx,
    interner::Keys,
    param::params,
    sql::{rows, some, statements},
    user_override,
};

rows! {
    COMPANY in "user_company": login Text, position Int, company Text;
    GROUP in "user_group": login Text, position Int, group_id Text;
}

/// Companies, groups and overrides of whoever is meant, in one statement: each costs a way to the server and back.
macro_rules! all_of {
    ($whom:expr) => {
        concat!(
            "select login, cast(1 as bigint) as part, position, company as body from user_company where login ",
            $whom,
            " union all select login, cast(2 as bigint), position, group_id from user_group where login ",
            $whom,
            " union all select login, cast(3 as bigint), position, body from user_override where login ",
            $whom,
            " order by 1, 2, 3"
        )
    };
}

statements! {
    COMPANIES in "user_company":
        "select login, position, company from user_company where login > $1 and login <= $2 \
         order by login, position";
    GROUPS in "user_group":
        "select login, position, group_id from user_group where login > $1 and login <= $2 \
         order by login, position";
    OVERRIDES in "user_override":
        "select login, position, body from user_override where login > $1 and login <= $2 \
         order by login, position";
    ALL_OF in "user_company": all_of!("= $1");
    ALL_OF_SOME in "user_company": all_of!(concat!("in ", some!()));
    DELETE_COMPANIES in "user_company": "delete from user_company where login = $1";
    DELETE_GROUPS in "user_group": "delete from user_group where login = $1";
}

pub(super) fn insert(tx: &mut Tx<'_>, login: &UserId, user: &User) -> Result<(), StoreError> {
    for (position, company) in (0_i64..).zip(&user.companies) {
        tx.insert_later(&COMPANY, params![login.as_str(), position, company.as_str()])?;
    }
    for (position, group) in (0_i64..).zip(&user.groups) {
        tx.insert_later(&GROUP, params![login.as_str(), position, group.as_str()])?;
    }
    Ok(())
}

pub(super) fn delete(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    for statement in [&DELETE_COMPANIES, &DELETE_GROUPS] {
        tx.execute_later(statement, params![login.as_str()])?;
    }
    Ok(())
}

pub(super) fn foresee(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.foresee(&ALL_OF, params![login.as_str()])
}

pub(super) fn read_one(
    tx: &mut Tx<'_>,
    keys: &mut Keys,
    login: &UserId,
    found: &mut Numbered,
) -> Result<(), StoreError> {
    tx.each(&ALL_OF, params![login.as_str()], |row| read_any(row, keys, found))
}

/// Completes users that were read in the order of their logins, all after `after` up to `last`: one scan per table,
/// merged, however many users there are.
pub(super) fn read_range(
    tx: &mut Tx<'_>,
    keys: &mut Keys,
    after: &str,
    last: &UserId,
    users: &mut [(UserId, User)],
) -> Result<(), StoreError> {
    let range = [Param::Text(after), Param::Text(last.as_str())];
    merge(tx, &COMPANIES, &range, keys, users, read_company)?;
    merge(tx, &GROUPS, &range, keys, users, read_group)?;
    merge(tx, &OVERRIDES, &range, keys, users, read_override)
}

/// Completes users that were read in the order of their logins, whom the parameters name.
pub(super) fn read_some(
    tx: &mut Tx<'_>,
    keys: &mut Keys,
    logins: &[Param<'_>],
    users: &mut [(UserId, Numbered)],
) -> Result<(), StoreError> {
    merge(tx, &ALL_OF_SOME, logins, keys, users, read_any)
}

fn merge<T>(
    tx: &mut Tx<'_>,
    statement: &Sql,
    params: &[Param<'_>],
    keys: &mut Keys,
    users: &mut [(UserId, T)],
    read: fn(&mut Row<'_>, &mut Keys, &mut T) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut users = users.iter_mut().peekable();
    tx.each(statement, params, |row| {
        let login = row.peek_text("login")?;
        while users.next_if(|(user, _)| user.as_str() < login).is_some() {}
        match users.peek_mut() {
            Some((user, found)) if user.as_str() == login => read(row, keys, found),
            _ => Err(row.corrupt("login", "there is no such user")),
        }
    })
}

/// A row of any of the three.
fn read_any(row: &mut Row<'_>, keys: &mut Keys, found: &mut Numbered) -> Result<(), StoreError> {
    row.text("login")?;
    match row.int("part")? {
        1 => {
            row.int("position")?;
            found.user.companies.push(row.parse("body", |text| keys.companies.get(text))?);
        }
        2 => {
            row.int("position")?;
            found.user.groups.push(row.parse("body", |text| keys.groups.get(text))?);
        }
        _ => {
            let (id, exception) = user_override::read(row)?;
            found.overrides.push(id);
            found.user.overrides.push(exception);
        }
    }
    Ok(())
}

fn read_company(row: &mut Row<'_>, keys: &mut Keys, user: &mut User) -> Result<(), StoreError> {
    row.text("login")?;
    row.int("position")?;
    user.companies.push(row.parse("company", |text| keys.companies.get(text))?);
    Ok(())
}

fn read_group(row: &mut Row<'_>, keys: &mut Keys, user: &mut User) -> Result<(), StoreError> {
    row.text("login")?;
    row.int("position")?;
    user.groups.push(row.parse("group_id", |text| keys.groups.get(text))?);
    Ok(())
}

fn read_override(row: &mut Row<'_>, _: &mut Keys, user: &mut User) -> Result<(), StoreError> {
    row.text("login")?;
    user.overrides.push(user_override::read(row)?.1);
    Ok(())
}
