//! What a user holds, as its page shows it.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_store::{own::Own, policy::PolicyKind};
use jiff::civil::Date;

use super::{Person, Rights, RightsWanted, rights};
use crate::administration::{
    Administration, Ctx, Done, Refused, Work,
    lines::{self, Holder, choices::LineRole},
    names,
    policy_objects::require_seen,
    users::{self, Whole},
};

/// What a user holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Access {
    /// Who, with lines and exceptions.
    pub person: Person,
    /// The day that it is for him.
    pub today: Date,
    /// Roles that lines name, by id, as far as the actor sees them.
    pub roles: BTreeMap<String, LineRole>,
    /// Names of the areas that lines and exceptions name, by code.
    pub areas: BTreeMap<String, String>,
    /// The same of companies.
    pub companies: BTreeMap<String, String>,
    /// The same of departments.
    pub departments: BTreeMap<String, String>,
    /// Groups in force today, by id and label, as far as the actor sees them.
    pub groups: Vec<(String, String)>,
    /// Whether the account counts today: without that, nothing is allowed.
    pub is_live: bool,
    /// What may be done with records; absent for whoever sees no model.
    pub rights: Option<Rights>,
}

impl Administration {
    /// What a user holds. Without the right to see it there are neither lines nor rights in it.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is no such user whom the actor may see; [`Refused::NotAllowed`] when he may not see what he holds.
    pub fn access(&self, ctx: &Ctx, login: &str, wanted: &RightsWanted) -> Result<Done<Access>, Refused> {
        self.read(ctx, |work| {
            work.foresee_person(login)?;
            let whole = users::found(work, login)?;
            let looks = work.looks.take();
            let access = of(work, &whole, wanted);
            work.looks = looks;
            access
        })
    }
}

fn of(work: &mut Work<'_, '_>, whole: &Whole, wanted: &RightsWanted) -> Result<Access, Refused> {
    let person = super::of(work, whole)?;
    check_sees(&person)?;
    let today = lines::today(work, &Holder::User(whole.login.clone()))?;
    let (mut areas, mut companies, mut departments) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for line in &person.user.lines {
        areas.extend(line.form.areas.iter().map(ToString::to_string));
        companies.extend(line.form.companies.iter().map(ToString::to_string));
        match line.source.split_once(' ') {
            Some(("company", code)) => drop(companies.insert(code.to_owned())),
            Some(("department", code)) => drop(departments.insert(code.to_owned())),
            _ => {}
        }
    }
    for shown in &person.user.overrides {
        areas.extend(shown.exception.areas.iter().map(ToString::to_string));
        companies.extend(shown.exception.companies.iter().map(ToString::to_string));
    }
    let roles = person.user.lines.iter().filter_map(|line| {
        let id = line.form.role.as_str();
        require_seen(work, PolicyKind::Role, id).ok()?;
        Some((id.to_owned(), LineRole::of(id, work.policy().roles.get(id)?)))
    });
    let roles = roles.collect();
    let snapshot = &work.state.snapshot;
    let asker = snapshot
        .find_user(&whole.login)
        .map(|user| snapshot.asker(user, work.guard.moment(), &*work.state.records));
    let held = asker.as_ref().map(bailiwick_policy::Asker::group_names).unwrap_or_default();
    let groups = held.iter().filter_map(|group| rights::named_group(work, group)).collect();
    let is_live = asker.is_some_and(|asker| asker.is_live());
    let rights = rights::of(work, whole, wanted)?;
    for (own, codes) in [(Own::Area, &areas), (Own::Company, &companies), (Own::Department, &departments)] {
        names::foresee(work, own, codes)?;
    }
    Ok(Access {
        today,
        roles,
        groups,
        is_live,
        rights,
        areas: names::of(work, Own::Area, &areas)?,
        companies: names::of(work, Own::Company, &companies)?,
        departments: names::of(work, Own::Department, &departments)?,
        person,
    })
}

/// Makes sure that the actor sees what somebody holds.
pub(in crate::administration) fn check_sees(person: &Person) -> Result<(), Refused> {
    if person.acts.holdings {
        return Ok(());
    }
    let why = "what somebody may do is for those who may read his role lines";
    Err(Refused::NotAllowed(why.to_owned()))
}
