//! Branches of trees and what hangs on them, as pages draw them: a few statements for a whole page, each under a condition of what the asker may
//! see.
//!
//! Conditions are printed for [`crate::own::ALIAS`], with as many parameters before their own as the function says.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::CompanyId;

use crate::{
    Condition, ConditionalSql, Param, StoreError, Tx,
    own::Own,
    param::params,
    sql::{SOME, some, some_params, statements},
};

/// Parents that are asked about at once, which are the parameters before those of a condition.
pub const AT_ONCE: usize = SOME;

/// A node of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twig {
    /// Its code.
    pub code: String,
    /// Its name for people.
    pub name: String,
    /// The code of what it lies in.
    pub parent: Option<String>,
}

// Of each parent the first 201, so that whoever draws 200 knows whether there are more.
static AREAS_IN: ConditionalSql = ConditionalSql {
    table: "own_area",
    before: concat!(
        "select id, name, parent from (select t.id, t.name, t.parent, \
         row_number() over (partition by t.parent order by t.name, t.id) as place from own_area t where t.parent in ",
        some!(),
        " and "
    ),
    after: ") as found where place <= 201 order by name, id",
};

/// The statement for those places of a kind in which others lie.
macro_rules! with_more {
    ($table:literal) => {
        ConditionalSql {
            table: $table,
            before: concat!(
                "select distinct t.parent as code from ",
                $table,
                " t where t.parent in ",
                some!(),
                " and "
            ),
            after: "",
        }
    };
}

static AREAS_WITH_MORE: ConditionalSql = with_more!("own_area");
static COMPANIES_WITH_MORE: ConditionalSql = with_more!("own_company");
static DEPARTMENTS_WITH_MORE: ConditionalSql = with_more!("own_department");

static DEPARTMENTS_OF: ConditionalSql = ConditionalSql {
    table: "own_department",
    before: "select t.id, t.name, t.parent from own_department t where t.company = $1 and ",
    after: " order by t.name, t.id limit $2",
};

static PEOPLE_OF: ConditionalSql = ConditionalSql {
    table: "own_user",
    before: "select found.code, count(*) as count from (select t.department as code from own_user t \
             where t.company = $1 and t.state <> 'left' and ",
    after: " limit $2) as found group by found.code",
};

static COVERED: ConditionalSql = ConditionalSql {
    table: "own_role_line",
    before: "select l.areas as areas, count(*) as count from own_role_line t join role_line l on l.id = t.id \
             where l.role = $1 and l.owner_kind = 'user' and l.areas is not null \
             and (l.from_day is null or l.from_day <= $2) and (l.to_day is null or l.to_day >= $2) and ",
    after: " group by l.areas",
};

statements! {
    DEPARTMENTS in "department": concat!(
        "select company as code, count(*) as count from department where company in ", some!(), " group by company");
}

/// The areas that lie right in some others and that a condition matches, by name. Of each parent there are 201 at most. At most [`AT_ONCE`]
/// parents are looked at.
///
/// # Errors
/// When the database refuses.
pub fn areas_in(tx: &mut Tx<'_>, parents: &[String], condition: &Condition) -> Result<Vec<Twig>, StoreError> {
    let params = some_params(parents.iter().map(String::as_str));
    tx.query_where(&AREAS_IN, condition, &params, twig)
}

/// Those of some places in which others lie that a condition matches; none of what is no tree. At most [`AT_ONCE`] are looked at.
///
/// # Errors
/// When the database refuses.
pub fn with_more(
    tx: &mut Tx<'_>,
    own: Own,
    codes: &[String],
    condition: &Condition,
) -> Result<BTreeSet<String>, StoreError> {
    let Some(sql) = sql_with_more(own) else { return Ok(BTreeSet::new()) };
    let params = some_params(codes.iter().map(String::as_str));
    let found = tx.query_where(sql, condition, &params, |row| Ok(row.text("code")?.to_owned()))?;
    Ok(found.into_iter().collect())
}

/// Says that [`with_more`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_with_more(
    tx: &mut Tx<'_>,
    own: Own,
    codes: &[String],
    condition: &Condition,
) -> Result<(), StoreError> {
    let Some(sql) = sql_with_more(own) else { return Ok(()) };
    tx.foresee_where(sql, condition, &some_params(codes.iter().map(String::as_str)))
}

fn sql_with_more(own: Own) -> Option<&'static ConditionalSql> {
    match own {
        Own::Area => Some(&AREAS_WITH_MORE),
        Own::Company => Some(&COMPANIES_WITH_MORE),
        Own::Department => Some(&DEPARTMENTS_WITH_MORE),
        _ => None,
    }
}

/// Parameters before those of a condition of [`departments_of`] and [`covered`].
pub const BEFORE: usize = 2;
/// Parameters before those of a condition of [`people_of`].
pub const BEFORE_PEOPLE: usize = 2;

/// The departments of a company that a condition matches, by name, so many at most.
///
/// # Errors
/// When the database refuses.
pub fn departments_of(
    tx: &mut Tx<'_>,
    company: &CompanyId,
    limit: i64,
    condition: &Condition,
) -> Result<Vec<Twig>, StoreError> {
    tx.query_where(&DEPARTMENTS_OF, condition, params![company.as_str(), limit], twig)
}

/// Says that [`areas_in`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_areas_in(
    tx: &mut Tx<'_>,
    parents: &[String],
    condition: &Condition,
) -> Result<(), StoreError> {
    tx.foresee_where(&AREAS_IN, condition, &some_params(parents.iter().map(String::as_str)))
}

/// Says that [`departments_of`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_departments_of(
    tx: &mut Tx<'_>,
    company: &CompanyId,
    limit: i64,
    condition: &Condition,
) -> Result<(), StoreError> {
    tx.foresee_where(&DEPARTMENTS_OF, condition, params![company.as_str(), limit])
}

/// Says that [`departments`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_departments(tx: &mut Tx<'_>, companies: &[String]) -> Result<(), StoreError> {
    tx.foresee(&DEPARTMENTS, &some_params(companies.iter().map(String::as_str)))
}

/// Says that [`people_of`] will be asked; see [`Tx::foresee`].
///
/// # Errors
/// When the database refuses.
pub fn foresee_people_of(
    tx: &mut Tx<'_>,
    company: &CompanyId,
    limit: i64,
    condition: &Condition,
) -> Result<(), StoreError> {
    tx.foresee_where(&PEOPLE_OF, condition, params![company.as_str(), limit])
}

/// How many accounts of a company a condition matches, by department; those of none stand under the empty code. They are counted up to a limit
/// in all: where there are so many, the rest is in none of the numbers.
///
/// # Errors
/// When the database refuses.
pub fn people_of(
    tx: &mut Tx<'_>,
    company: &CompanyId,
    limit: i64,
    condition: &Condition,
) -> Result<BTreeMap<String, i64>, StoreError> {
    counted_where(tx, &PEOPLE_OF, params![company.as_str(), limit], condition)
}

/// The sets of areas that users' lines of a role name on a day, of lines that a condition matches, and how many lines name each.
///
/// # Errors
/// When the database refuses.
pub fn covered(
    tx: &mut Tx<'_>,
    role: &str,
    day: &str,
    condition: &Condition,
) -> Result<Vec<(Vec<String>, i64)>, StoreError> {
    let mut found = Vec::new();
    tx.each_where(&COVERED, condition, params![role, day], |row| {
        let areas = row.text("areas")?.split('\n').map(str::to_owned).collect();
        found.push((areas, row.int("count")?));
        Ok(())
    })?;
    Ok(found)
}

/// How many departments each of some companies has.
///
/// # Errors
/// When the database refuses.
pub fn departments(tx: &mut Tx<'_>, companies: &[String]) -> Result<BTreeMap<String, i64>, StoreError> {
    let params = some_params(companies.iter().map(String::as_str));
    let found =
        tx.query(&DEPARTMENTS, &params, |row| Ok((row.text("code")?.to_owned(), row.int("count")?)))?;
    Ok(found.into_iter().collect())
}

fn counted_where(
    tx: &mut Tx<'_>,
    sql: &'static ConditionalSql,
    params: &[Param<'_>],
    condition: &Condition,
) -> Result<BTreeMap<String, i64>, StoreError> {
    let mut counted = BTreeMap::new();
    tx.each_where(sql, condition, params, |row| {
        let code = row.opt_text("code")?.unwrap_or_default().to_owned();
        counted.insert(code, row.int("count")?);
        Ok(())
    })?;
    Ok(counted)
}

fn twig(row: &mut crate::Row<'_>) -> Result<Twig, StoreError> {
    Ok(Twig {
        code: row.text("id")?.to_owned(),
        name: row.text("name")?.to_owned(),
        parent: row.opt_text("parent")?.map(str::to_owned),
    })
}

/// Statements with conditions, for the check of all.
pub(crate) fn conditional() -> impl Iterator<Item = &'static ConditionalSql> {
    [
        &AREAS_IN,
        &AREAS_WITH_MORE,
        &COMPANIES_WITH_MORE,
        &DEPARTMENTS_WITH_MORE,
        &DEPARTMENTS_OF,
        &PEOPLE_OF,
        &COVERED,
    ]
    .into_iter()
}
