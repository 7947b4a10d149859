//! Places that somebody names: whether there are such, as far as he is to know.
//!
//! A place that the actor may not see is as good as absent, and is refused in the same words. Who manages users there knows it
//! all the same: a district's user manager says which company somebody is of, whether or not he may look at companies.

use bailiwick_model::{AreaCode, CompanyId, DepartmentId, Operation};
use bailiwick_store::{
    area, company, department,
    own::{Id, Own},
};

use super::{Refused, Work, delegation};

/// Whether there is a company that the actor is to know of. `areas` are those in question beside it.
pub(crate) fn company(
    work: &mut Work<'_, '_>,
    code: &CompanyId,
    areas: &[AreaCode],
) -> Result<bool, Refused> {
    if work.may(Operation::Read, Own::Company, &Id::Text(code.to_string()))? {
        return Ok(true);
    }
    Ok(delegation::manages(work, areas, std::slice::from_ref(code))
        && company::find(work.tx, code)?.is_some())
}

/// Whether there is an area that the actor is to know of. `companies` are those in question beside it.
pub(crate) fn area(
    work: &mut Work<'_, '_>,
    code: &AreaCode,
    companies: &[CompanyId],
) -> Result<bool, Refused> {
    if work.may(Operation::Read, Own::Area, &Id::Text(code.to_string()))? {
        return Ok(true);
    }
    Ok(delegation::manages(work, std::slice::from_ref(code), companies)
        && area::find(work.tx, code)?.is_some())
}

/// The company of a department, if the actor is to know of the department.
pub(crate) fn company_of(
    work: &mut Work<'_, '_>,
    code: &DepartmentId,
    areas: &[AreaCode],
) -> Result<Option<CompanyId>, Refused> {
    let Some(department) = department::find(work.tx, code)? else { return Ok(None) };
    let known = work.may(Operation::Read, Own::Department, &Id::Text(code.to_string()))?
        || company(work, &department.company, areas)?;
    Ok(known.then_some(department.company))
}

/// What is said of a place that there is none of, or none that the actor is to know of.
pub(crate) fn absent(kind: &str, code: &str) -> String {
    format!("there is no {kind} {code:?}")
}
