//! Who is assigned a role, or was given a group: asked before either is changed or taken away.

use bailiwick_model::{CompanyId, DepartmentId, GroupId, RoleId, UserId};

use crate::{Row, StoreError, Tx, param::params, role_line::Owner, sql::statements};

/// Which lines of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// All of them.
    All,
    /// Those that name areas.
    WithAreas,
    /// Those that name none.
    WithoutAreas,
}

/// Some holders, and how many there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holders<T> {
    /// The first ones.
    pub first: Vec<T>,
    /// How many there are in all.
    pub count: i64,
}

statements! {
    ALL in "role_line":
        "select distinct owner_kind, owner from role_line where role = $1 order by owner_kind, owner limit $2";
    WITH_AREAS in "role_line":
        "select distinct owner_kind, owner from role_line where role = $1 and areas is not null \
         order by owner_kind, owner limit $2";
    WITHOUT_AREAS in "role_line":
        "select distinct owner_kind, owner from role_line where role = $1 and areas is null \
         order by owner_kind, owner limit $2";
    COUNT_ALL in "role_line":
        "select count(*) as count from (select distinct owner_kind, owner from role_line where role = $1) as found";
    COUNT_WITH_AREAS in "role_line":
        "select count(*) as count from \
         (select distinct owner_kind, owner from role_line where role = $1 and areas is not null) as found";
    COUNT_WITHOUT_AREAS in "role_line":
        "select count(*) as count from \
         (select distinct owner_kind, owner from role_line where role = $1 and areas is null) as found";
    GROUP in "user_group": "select distinct login from user_group where group_id = $1 order by login limit $2";
    // `union` ends in a circle, should there be one in the data.
    GROUPS_IN_COMPANY in "user_group":
        "with recursive below (code) as ( \
           select code from company where code = $1 \
           union select c.code from company c join below b on c.parent = b.code) \
         select distinct g.group_id from user_group g join app_user u on u.login = g.login \
         where u.company in (select code from below) \
           and not exists (select 1 from role_line l where l.owner_kind = 'user' and l.owner = g.login) \
         order by g.group_id";
    GROUPS_IN_DEPARTMENT in "user_group":
        "with recursive below (code) as ( \
           select code from department where code = $1 \
           union select d.code from department d join below b on d.parent = b.code) \
         select distinct g.group_id from user_group g join app_user u on u.login = g.login \
         where u.department in (select code from below) \
           and not exists (select 1 from role_line l where l.owner_kind = 'user' and l.owner = g.login) \
         order by g.group_id";
    COUNT_GROUP in "user_group": "select count(distinct login) as count from user_group where group_id = $1";
}

/// The users, departments and companies that have lines of a role, the first `limit` of them.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn of_role(
    tx: &mut Tx<'_>,
    role: &RoleId,
    lines: Lines,
    limit: usize,
) -> Result<Holders<Owner>, StoreError> {
    let (list, count) = match lines {
        Lines::All => (&ALL, &COUNT_ALL),
        Lines::WithAreas => (&WITH_AREAS, &COUNT_WITH_AREAS),
        Lines::WithoutAreas => (&WITHOUT_AREAS, &COUNT_WITHOUT_AREAS),
    };
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let first = tx.query(list, params![role.as_str(), limit], owner)?;
    let count = tx.find(count, params![role.as_str()], |row| row.int("count"))?.unwrap_or_default();
    Ok(Holders { first, count })
}

/// The users who were given a group directly, the first `limit` of them.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn of_group(tx: &mut Tx<'_>, group: &GroupId, limit: usize) -> Result<Holders<UserId>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let first = tx.query(&GROUP, params![group.as_str(), limit], |row| row.parse("login", UserId::new))?;
    let count = tx.find(&COUNT_GROUP, params![group.as_str()], |row| row.int("count"))?.unwrap_or_default();
    Ok(Holders { first, count })
}

/// The groups that were given directly to people in a company or department, or below it, who have no lines of their own:
/// they count where no line is inherited either.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn direct_groups_in(tx: &mut Tx<'_>, place: &Owner) -> Result<Vec<GroupId>, StoreError> {
    let (statement, code) = match place {
        Owner::User(_) => return Ok(Vec::new()),
        Owner::Company(code) => (&GROUPS_IN_COMPANY, code.as_str()),
        Owner::Department(code) => (&GROUPS_IN_DEPARTMENT, code.as_str()),
    };
    tx.query(statement, params![code], |row| row.parse("group_id", GroupId::new))
}

fn owner(row: &mut Row<'_>) -> Result<Owner, StoreError> {
    let kind = row.text("owner_kind")?.to_owned();
    row.parse("owner", |key| {
        let text = |error: bailiwick_model::KeyError| error.to_string();
        match kind.as_str() {
            "company" => CompanyId::new(key).map(Owner::Company).map_err(text),
            "department" => DepartmentId::new(key).map(Owner::Department).map_err(text),
            "user" => UserId::new(key).map(Owner::User).map_err(text),
            _ => Err(format!("{kind:?} is no kind of owner")),
        }
    })
}
