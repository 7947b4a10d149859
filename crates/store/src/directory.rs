//! Everybody and everything at once: companies, departments, areas, users, role lines.

use std::collections::BTreeMap;

use bailiwick_model::{
    Area, AreaCode, Company, CompanyId, Department, DepartmentId, Directory, RoleLine, User, UserId,
};

use crate::{
    StoreError, Tx, area, company, department,
    param::params,
    role_line::{self, Chunk, LineId, Owner},
    sequence,
    sql::statements,
    user,
};

/// Users and lines that are held at once while scanning.
const CHUNK: usize = 10_000;

/// One thing found by [`scan`]. Role lines come by themselves: the `lines` inside the others are empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirectoryRow {
    /// A company.
    Company(CompanyId, Company),
    /// A department.
    Department(DepartmentId, Department),
    /// An area.
    Area(AreaCode, Area),
    /// A user with companies, groups and overrides.
    User(UserId, User),
    /// A role line and whom it belongs to. An owner's lines come oldest first, but not all in one go.
    Line(Owner, LineId, RoleLine),
}

statements! {
    DELETE_LINE_AREAS in "role_line_area": "delete from role_line_area";
    DELETE_LINE_COMPANIES in "role_line_company": "delete from role_line_company";
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
    ANALYZE_LINE_AREAS in "role_line_area": "analyze role_line_area";
}

/// The whole directory.
///
/// # Errors
/// [`StoreError::Corrupt`] for a row that cannot be read, and for a line without an owner.
pub fn load(tx: &mut Tx<'_>) -> Result<Directory, StoreError> {
    let mut directory = Directory::default();
    // Users come in order, so a sorted list is all that is needed to find the owner of a line.
    let mut users: Vec<(UserId, User)> = Vec::new();
    let mut last = 0;
    scan(tx, &mut |row| {
        match row {
            DirectoryRow::Company(code, company) => drop(directory.companies.insert(code, company)),
            DirectoryRow::Department(code, department) => {
                drop(directory.departments.insert(code, department))
            }
            DirectoryRow::Area(code, area) => drop(directory.areas.insert(code, area)),
            DirectoryRow::User(login, user) => users.push((login, user)),
            DirectoryRow::Line(owner, id, line) => {
                let lines = match &owner {
                    Owner::Company(code) => directory.companies.get_mut(code).map(|c| &mut c.lines),
                    Owner::Department(code) => directory.departments.get_mut(code).map(|d| &mut d.lines),
                    Owner::User(login) => {
                        last = position(&users, login, last).unwrap_or(last);
                        users
                            .get_mut(last)
                            .filter(|(found, _)| found == login)
                            .map(|(_, user)| &mut user.lines)
                    }
                };
                lines.ok_or_else(|| orphan(&owner, id))?.push(line);
            }
        }
        Ok(())
    })?;
    directory.users = users.into_iter().collect::<BTreeMap<_, _>>();
    Ok(directory)
}

/// Hands over everything, one thing at a time: companies, departments, areas, users by login, then role lines by
/// number. Memory stays flat, whatever the size.
///
/// # Errors
/// [`StoreError::Corrupt`] for a row that cannot be read, and those of `each`.
pub fn scan(
    tx: &mut Tx<'_>,
    each: &mut dyn FnMut(DirectoryRow) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    company::each(tx, |code, company| each(DirectoryRow::Company(code, company)))?;
    department::each(tx, |code, department| each(DirectoryRow::Department(code, department)))?;
    area::each(tx, |code, area| each(DirectoryRow::Area(code, area)))?;
    let mut after = None;
    loop {
        let users = user::page(tx, after.as_ref(), CHUNK)?;
        let Some((last, _)) = users.last() else { break };
        after = Some(last.clone());
        users.into_iter().try_for_each(|(login, user)| each(DirectoryRow::User(login, user)))?;
    }
    let mut chunk = Chunk::start();
    loop {
        let lines = chunk.next(tx, CHUNK as i64)?;
        if lines.is_empty() {
            return Ok(());
        }
        lines.into_iter().try_for_each(|(id, owner, line)| each(DirectoryRow::Line(owner, id, line)))?;
    }
}

/// Makes the stored directory this one. Every role line gets a new number.
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
    // After a bulk load the planner's idea of the tables is worth nothing, and a bad plan here costs minutes.
    let large = [&ANALYZE_USERS, &ANALYZE_GROUPS, &ANALYZE_LINES, &ANALYZE_LINE_AREAS];
    large.into_iter().try_for_each(|statement| tx.execute(statement, &[]).map(drop))
}

/// Children first, so that no row has to look for what belongs to it.
fn clear(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let all = [
        &DELETE_LINE_AREAS,
        &DELETE_LINE_COMPANIES,
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
    tx.bulk(&user::OVERRIDE, |put| {
        users.iter().try_for_each(|(login, user)| {
            let mut rows = (0_i64..).zip(&user.overrides);
            rows.try_for_each(|(n, exception)| user::with_override(login, n, exception, &mut *put))
        })
    })
}

fn insert_lines(tx: &mut Tx<'_>, directory: &Directory) -> Result<(), StoreError> {
    let count = i64::try_from(lines(directory).count()).unwrap_or(i64::MAX);
    let first = sequence::next(tx, "role_line", count)?;
    tx.bulk(&role_line::ROW, |put| {
        let mut rows = (first..).zip(lines(directory));
        rows.try_for_each(|(id, (kind, owner, line))| role_line::with_row(id, (kind, owner), line, &mut *put))
    })?;
    tx.bulk(&role_line::AREA, |put| {
        let rows = (first..).zip(lines(directory));
        let mut rows = rows.flat_map(|(id, (_, _, line))| line.areas().iter().map(move |area| (id, area)));
        rows.try_for_each(|(id, area)| put(params![id, area.as_str()]))
    })?;
    tx.bulk(&role_line::COMPANY, |put| {
        let rows = (first..).zip(lines(directory));
        let mut rows =
            rows.flat_map(|(id, (_, _, line))| line.companies().iter().map(move |company| (id, company)));
        rows.try_for_each(|(id, company)| put(params![id, company.as_str()]))
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

/// Where a user is, looking first where the last one was: lines of one owner, and owners, usually follow each other.
fn position(users: &[(UserId, User)], login: &UserId, last: usize) -> Option<usize> {
    let is = |at: &usize| users.get(*at).is_some_and(|(found, _)| found == login);
    [last, last + 1]
        .into_iter()
        .find(is)
        .or_else(|| users.binary_search_by(|(found, _)| found.cmp(login)).ok())
}

fn orphan(owner: &Owner, id: LineId) -> StoreError {
    let why = format!("there is no {owner}");
    StoreError::Corrupt { table: "role_line", column: "owner", row: id.to_string(), why }
}
