//! The places whose settings count at one place, from the top down.

use bailiwick_model::{AreaCode, CompanyId, DepartmentId, Setting, SettingName, SettingScope, UserId};
use bailiwick_policy::records::NoRecords;
use bailiwick_store::{
    area, department,
    setting::{self, Kept, Placed},
};

use crate::administration::{Refused, Work, companies, users};

/// Places with what is set at each; the last one is the place itself.
pub(super) struct Chain(Vec<Placed>);

impl Chain {
    /// The chain that ends at a place.
    pub(super) fn of(work: &mut Work<'_, '_>, scope: &SettingScope) -> Result<Self, Refused> {
        let mut places = vec![SettingScope::Installation];
        match scope {
            SettingScope::Installation => {}
            SettingScope::Company(code) => places.extend(companies_to(work, Some(code))?),
            SettingScope::Department(code) => {
                let company = department::find(work.tx, code)?.map(|department| department.company);
                places.extend(companies_to(work, company.as_ref())?);
                places.extend(departments_to(work, Some(code))?);
            }
            SettingScope::Area(code) => places.extend(areas_to(work, Some(code))?),
            SettingScope::Role(_) => places.push(scope.clone()),
            SettingScope::User(login) => places = person_to(work, login)?,
        }
        Self::with(work, places)
    }

    /// The chain of somebody's company, department and place of work.
    pub(super) fn of_person(
        work: &mut Work<'_, '_>,
        company: Option<&CompanyId>,
        department: Option<&DepartmentId>,
        area: Option<&AreaCode>,
    ) -> Result<Self, Refused> {
        let places = places_of(work, company, department, area)?;
        Self::with(work, places)
    }

    fn with(work: &mut Work<'_, '_>, places: Vec<SettingScope>) -> Result<Self, Refused> {
        Ok(Self(setting::at_each(work.tx, places)?))
    }

    /// The place at its end.
    pub(super) fn scope(&self) -> &SettingScope {
        self.0.last().map_or(&SettingScope::Installation, |(scope, _)| scope)
    }

    /// All places, from the top down.
    pub(super) fn scopes(&self) -> impl Iterator<Item = &SettingScope> {
        self.0.iter().map(|(scope, _)| scope)
    }

    /// The place right above the last one.
    pub(super) fn next_above(&self) -> Option<SettingScope> {
        self.scopes().nth(self.0.len().checked_sub(2)?).cloned()
    }

    /// The company that the last place belongs to.
    pub(super) fn company(&self) -> Option<CompanyId> {
        self.0.iter().rev().find_map(|(scope, _)| match scope {
            SettingScope::Company(code) => Some(code.clone()),
            _ => None,
        })
    }

    /// What the last place has set.
    pub(super) fn own(&self, name: SettingName) -> Option<&Kept> {
        let (_, set) = self.0.last()?;
        set.iter().find(|(known, _)| *known == name).map(|(_, kept)| kept)
    }

    /// Where a setting is set, from the top down.
    pub(super) fn all(&self, name: SettingName) -> Vec<(SettingScope, Setting)> {
        collected(&self.0, name)
    }

    /// The same without the last place.
    pub(super) fn above(&self, name: SettingName) -> Vec<(SettingScope, Setting)> {
        collected(self.0.split_last().map_or(&[], |(_, above)| above), name)
    }
}

fn collected(places: &[Placed], name: SettingName) -> Vec<(SettingScope, Setting)> {
    let of = |(scope, set): &Placed| {
        let (_, kept) = set.iter().find(|(known, _)| *known == name)?;
        Some((scope.clone(), kept.setting.clone()))
    };
    places.iter().filter_map(of).collect()
}

fn places_of(
    work: &mut Work<'_, '_>,
    company: Option<&CompanyId>,
    department: Option<&DepartmentId>,
    area: Option<&AreaCode>,
) -> Result<Vec<SettingScope>, Refused> {
    // All that will be walked through, before the first step.
    department.map_or(Ok(()), |code| work.foresee_departments(code))?;
    area.map_or(Ok(()), |code| work.foresee_areas(code))?;
    let mut places = vec![SettingScope::Installation];
    places.extend(companies_to(work, company)?);
    places.extend(departments_to(work, department)?);
    places.extend(areas_to(work, area)?);
    Ok(places)
}

/// The places of a user, the roles that count for him today, and himself.
fn person_to(work: &mut Work<'_, '_>, login: &UserId) -> Result<Vec<SettingScope>, Refused> {
    let whole = users::whole(work, login)?;
    let (user, account) = (&whole.user, &whole.kept.account);
    let (company, department) = (user.company.as_ref(), user.department.as_ref());
    let mut places = places_of(work, company, department, account.area.as_ref())?;
    let snapshot = &work.state.snapshot;
    if let Some(number) = snapshot.find_user(login) {
        let roles = snapshot.asker(number, work.guard.moment(), &NoRecords).belonging().roles;
        places.extend(roles.into_iter().cloned().map(SettingScope::Role));
    }
    places.push(SettingScope::User(login.clone()));
    Ok(places)
}

fn companies_to(
    work: &mut Work<'_, '_>,
    company: Option<&CompanyId>,
) -> Result<impl Iterator<Item = SettingScope> + use<>, Refused> {
    Ok(companies::chain(work, company)?.into_iter().rev().map(SettingScope::Company))
}

fn departments_to(
    work: &mut Work<'_, '_>,
    department: Option<&DepartmentId>,
) -> Result<impl Iterator<Item = SettingScope> + use<>, Refused> {
    department.map_or(Ok(()), |code| work.foresee_departments(code))?;
    let above =
        |code: &DepartmentId| Ok(department::find(work.tx, code)?.map(|department| department.parent));
    Ok(upwards(department, above)?.into_iter().rev().map(SettingScope::Department))
}

fn areas_to(
    work: &mut Work<'_, '_>,
    area: Option<&AreaCode>,
) -> Result<impl Iterator<Item = SettingScope> + use<>, Refused> {
    area.map_or(Ok(()), |code| work.foresee_areas(code))?;
    let above = |code: &AreaCode| Ok(area::find(work.tx, code)?.map(|area| area.parent));
    Ok(upwards(area, above)?.into_iter().rev().map(SettingScope::Area))
}

/// A place and those above it that are there, nearest first. A circle in the data ends.
fn upwards<C: Clone + PartialEq>(
    start: Option<&C>,
    mut above: impl FnMut(&C) -> Result<Option<Option<C>>, Refused>,
) -> Result<Vec<C>, Refused> {
    let (mut chain, mut next) = (Vec::new(), start.cloned());
    while let Some(code) = next.take().filter(|code| !chain.contains(code)) {
        let Some(parent) = above(&code)? else { break };
        chain.push(code);
        next = parent;
    }
    Ok(chain)
}
