//! A user's own row.

use std::collections::BTreeMap;

use bailiwick_model::{User, UserId, UserKind, Validity};
use jiff::civil::Date;

use crate::{Param, Row, StoreError, interner::Keys, param::params, record_id};

pub(crate) fn with_row<T>(
    login: &UserId,
    user: &User,
    put: impl FnOnce(&[Param<'_>]) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let User { id, name, kind, company, department, timezone, active, superuser, attributes, .. } = user;
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let (from, to) = (day(user.validity.from()), day(user.validity.to()));
    let id = id.as_ref().map(record_id::columns);
    let attributes = serde_json::to_string(attributes)
        .map_err(|error| StoreError::Invalid { what: format!("user {login}"), why: error.to_string() })?;
    put(params![
        login.as_str(),
        id.as_ref().map(|(kind, _)| *kind),
        id.as_ref().map(|(_, id)| id),
        name.as_ref(),
        kind.word(),
        company.as_deref(),
        department.as_deref(),
        timezone.as_ref(),
        *active,
        *superuser,
        &attributes,
        from.as_ref(),
        to.as_ref(),
    ])
}

/// The user without companies, groups, overrides and role lines.
pub(super) fn read(row: &mut Row<'_>, keys: &mut Keys) -> Result<(UserId, User), StoreError> {
    let login = row.parse("login", UserId::new)?;
    let id = record_id::read(row)?;
    let name = row.opt_text("name")?.map(str::to_owned);
    let kind = row.parse("kind", kind_of)?;
    let company = row.opt_parse("company", |text| keys.companies.get(text))?;
    let department = row.opt_parse("department", |text| keys.departments.get(text))?;
    let timezone = row.opt_text("timezone")?.map(str::to_owned);
    let (active, superuser) = (row.flag("active")?, row.flag("superuser")?);
    let attributes = row.parse("attributes", |text| match text {
        // Nearly everybody's.
        "{}" => Ok(BTreeMap::new()),
        text => serde_json::from_str(text),
    })?;
    let from = row.opt_parse("valid_from", str::parse::<Date>)?;
    let to = row.opt_parse("valid_to", str::parse::<Date>)?;
    let validity = Validity::new(from, to).map_err(|why| row.corrupt("valid_to", why))?;
    let user = User {
        id,
        name,
        kind,
        company,
        department,
        timezone,
        active,
        validity,
        superuser,
        attributes,
        ..User::default()
    };
    Ok((login, user))
}

pub(super) fn kind_of(word: &str) -> Result<UserKind, String> {
    match word {
        "internal" => Ok(UserKind::Internal),
        "client" => Ok(UserKind::Client),
        "service" => Ok(UserKind::Service),
        _ => Err(format!("{word:?} is neither internal nor client nor service")),
    }
}
