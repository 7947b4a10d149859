//! Who refers to a company, a department or an area: whatever does would be left pointing at nothing.

use bailiwick_model::{AreaCode, CompanyId, DepartmentId, Override, OverrideTarget, RecordId, SettingScope};

use crate::{Param, Sql, StoreError, Tx, param::params, setting, sql::statements};

/// How one thing refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// It lies below it, being of the same kind.
    Below,
    /// A department of a company.
    Department,
    /// A user at home in a company, in a department, or working in an area.
    User,
    /// A user who may act for a company.
    Acting,
    /// A role line that reaches there.
    Reach,
    /// A role line that it gives to its people.
    Line,
    /// An exception of a user, about it or limited to it.
    Override,
    /// A value set there.
    Setting,
}

statements! {
    COMPANIES_BELOW in "company": "select count(*) as count from company where parent = $1";
    DEPARTMENTS_OF in "department": "select count(*) as count from department where company = $1";
    DEPARTMENTS_BELOW in "department": "select count(*) as count from department where parent = $1";
    AREAS_BELOW in "area": "select count(*) as count from area where parent = $1";
    USERS_OF_COMPANY in "app_user": "select count(*) as count from app_user where company = $1";
    USERS_ACTING in "user_company": "select count(*) as count from user_company where company = $1";
    USERS_OF_DEPARTMENT in "app_user": "select count(*) as count from app_user where department = $1";
    USERS_IN_AREA in "account": "select count(*) as count from account where area = $1";
    LINES_OF in "role_line": "select count(*) as count from role_line where owner_kind = $1 and owner = $2";
    // Codes stand one per line of text, so a code with a line break on both sides is one of them.
    LINES_IN_AREA in "role_line":
        "select count(*) as count from role_line where areas is not null and \
         length(replace($2 || areas || $2, $1, '')) < length($2 || areas || $2)";
    LINES_IN_COMPANY in "role_line":
        "select count(*) as count from role_line where companies is not null and \
         length(replace($2 || companies || $2, $1, '')) < length($2 || companies || $2)";
    OVERRIDES_NAMING in "user_override":
        "select body from user_override where length(replace(body, $1, '')) < length(body)";
}

/// What refers to a company, and how often.
///
/// # Errors
/// When the database refuses.
pub fn to_company(tx: &mut Tx<'_>, code: &CompanyId) -> Result<Vec<(Reference, i64)>, StoreError> {
    let key = [Param::from(code.as_str())];
    let found = [
        (Reference::Below, count(tx, &COMPANIES_BELOW, &key)?),
        (Reference::Department, count(tx, &DEPARTMENTS_OF, &key)?),
        (Reference::User, count(tx, &USERS_OF_COMPANY, &key)?),
        (Reference::Acting, count(tx, &USERS_ACTING, &key)?),
        (Reference::Reach, reach(tx, &LINES_IN_COMPANY, code)?),
        (Reference::Line, count(tx, &LINES_OF, params!["company", code.as_str()])?),
        (Reference::Override, overrides(tx, "bailiwick.company", code, |o| o.companies.contains(code))?),
        (Reference::Setting, setting::count(tx, &SettingScope::Company(code.clone()))?),
    ];
    Ok(there(found))
}

/// What refers to a department, and how often.
///
/// # Errors
/// When the database refuses.
pub fn to_department(tx: &mut Tx<'_>, code: &DepartmentId) -> Result<Vec<(Reference, i64)>, StoreError> {
    let key = [Param::from(code.as_str())];
    let found = [
        (Reference::Below, count(tx, &DEPARTMENTS_BELOW, &key)?),
        (Reference::User, count(tx, &USERS_OF_DEPARTMENT, &key)?),
        (Reference::Line, count(tx, &LINES_OF, params!["department", code.as_str()])?),
        (Reference::Override, overrides(tx, "bailiwick.department", code, |_| false)?),
        (Reference::Setting, setting::count(tx, &SettingScope::Department(code.clone()))?),
    ];
    Ok(there(found))
}

/// What refers to an area, and how often.
///
/// # Errors
/// When the database refuses.
pub fn to_area(tx: &mut Tx<'_>, code: &AreaCode) -> Result<Vec<(Reference, i64)>, StoreError> {
    let lines = reach(tx, &LINES_IN_AREA, code)?;
    to_area_of_lines(tx, code, lines)
}

/// The same, where it is known how many role lines reach there: to count them takes going through all of them.
///
/// # Errors
/// When the database refuses.
pub fn to_area_of_lines(
    tx: &mut Tx<'_>,
    code: &AreaCode,
    lines: i64,
) -> Result<Vec<(Reference, i64)>, StoreError> {
    foresee_area(tx, code)?;
    let key = [Param::from(code.as_str())];
    let found = [
        (Reference::Below, count(tx, &AREAS_BELOW, &key)?),
        (Reference::User, count(tx, &USERS_IN_AREA, &key)?),
        (Reference::Reach, lines),
        (Reference::Override, overrides(tx, "bailiwick.area", code, |o| o.areas.contains(code))?),
        (Reference::Setting, setting::count(tx, &SettingScope::Area(code.clone()))?),
    ];
    Ok(there(found))
}

/// Says that [`to_area_of_lines`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_area(tx: &mut Tx<'_>, code: &AreaCode) -> Result<(), StoreError> {
    let key = [Param::from(code.as_str())];
    tx.foresee(&AREAS_BELOW, &key)?;
    tx.foresee(&USERS_IN_AREA, &key)?;
    tx.foresee(&OVERRIDES_NAMING, params![&needle(code)])?;
    setting::foresee_count(tx, &SettingScope::Area(code.clone()))
}

/// The code as it stands in the text of an override that names it.
fn needle(code: &str) -> String {
    serde_json::Value::from(code).to_string()
}

fn there<const N: usize>(found: [(Reference, i64); N]) -> Vec<(Reference, i64)> {
    found.into_iter().filter(|(_, count)| *count > 0).collect()
}

fn count(tx: &mut Tx<'_>, sql: &Sql, params: &[Param<'_>]) -> Result<i64, StoreError> {
    Ok(tx.find(sql, params, |row| row.int("count"))?.unwrap_or_default())
}

fn reach(tx: &mut Tx<'_>, sql: &Sql, code: &str) -> Result<i64, StoreError> {
    count(tx, sql, params![&format!("\n{code}\n"), "\n"])
}

/// The database finds those whose text has the code in it, and the few that it finds are read.
fn overrides(
    tx: &mut Tx<'_>,
    model: &str,
    code: &str,
    limited: impl Fn(&Override) -> bool,
) -> Result<i64, StoreError> {
    let about = |o: &Override| match &o.target {
        OverrideTarget::Records { model: of, records: Some(records), .. } => {
            of.as_str() == model && records.contains(&RecordId::text(code))
        }
        _ => false,
    };
    let mut count = 0;
    tx.each(&OVERRIDES_NAMING, params![&needle(code)], |row| {
        let found: Override = row.json("body")?;
        count += i64::from(limited(&found) || about(&found));
        Ok(())
    })?;
    Ok(count)
}
