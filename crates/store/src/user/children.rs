//! What belongs to a user and has rows of its own: companies, direct groups, overrides, each in the order given.

use bailiwick_model::{Override, User, UserId};

use crate::{
    Param, Row, Sql, StoreError, Tx,
    interner::Keys,
    param::params,
    sql::{rows, some, statements},
};

rows! {
    COMPANY in "user_company": login Text, position Int, company Text;
    GROUP in "user_group": login Text, position Int, group_id Text;
    OVERRIDE in "user_override": login Text, position Int, body Text;
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
    DELETE_OVERRIDES in "user_override": "delete from user_override where login = $1";
}

pub(super) fn insert(tx: &mut Tx<'_>, login: &UserId, user: &User) -> Result<(), StoreError> {
    for (position, company) in (0_i64..).zip(&user.companies) {
        tx.insert_later(&COMPANY, params![login.as_str(), position, company.as_str()])?;
    }
    for (position, group) in (0_i64..).zip(&user.groups) {
        tx.insert_later(&GROUP, params![login.as_str(), position, group.as_str()])?;
    }
    for (position, exception) in (0_i64..).zip(&user.overrides) {
        with_override(login, position, exception, |row| tx.insert_later(&OVERRIDE, row))?;
    }
    Ok(())
}

pub(super) fn delete(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    for statement in [&DELETE_COMPANIES, &DELETE_GROUPS, &DELETE_OVERRIDES] {
        tx.execute_later(statement, params![login.as_str()])?;
    }
    Ok(())
}

pub(crate) fn with_override<T>(
    login: &UserId,
    position: i64,
    exception: &Override,
    put: impl FnOnce(&[Param<'_>]) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let body = serde_json::to_string(exception).map_err(|error| StoreError::Invalid {
        what: format!("an override of user {login}"),
        why: error.to_string(),
    })?;
    put(params![login.as_str(), position, &body])
}

pub(super) fn foresee(tx: &mut Tx<'_>, login: &UserId) -> Result<(), StoreError> {
    tx.foresee(&ALL_OF, params![login.as_str()])
}

pub(super) fn read_one(
    tx: &mut Tx<'_>,
    keys: &mut Keys,
    login: &UserId,
    user: &mut User,
) -> Result<(), StoreError> {
    tx.each(&ALL_OF, params![login.as_str()], |row| read_any(row, keys, user))
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
    users: &mut [(UserId, User)],
) -> Result<(), StoreError> {
    merge(tx, &ALL_OF_SOME, logins, keys, users, read_any)
}

fn merge(
    tx: &mut Tx<'_>,
    statement: &Sql,
    params: &[Param<'_>],
    keys: &mut Keys,
    users: &mut [(UserId, User)],
    read: fn(&mut Row<'_>, &mut Keys, &mut User) -> Result<(), StoreError>,
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
fn read_any(row: &mut Row<'_>, keys: &mut Keys, user: &mut User) -> Result<(), StoreError> {
    row.text("login")?;
    let part = row.int("part")?;
    row.int("position")?;
    match part {
        1 => user.companies.push(row.parse("body", |text| keys.companies.get(text))?),
        2 => user.groups.push(row.parse("body", |text| keys.groups.get(text))?),
        _ => user.overrides.push(row.json("body")?),
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
    row.int("position")?;
    user.overrides.push(row.json("body")?);
    Ok(())
}
