//! What a user holds as its page shows it, and what a role line for him can be made of.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{Role, RoleScope};
use bailiwick_store::{
    own::{Order, Own},
    policy::PolicyKind,
};
use jiff::civil::Date;
use serde_json::Value as Json;

use super::{Person, Rights, RightsWanted, rights};
use crate::administration::{
    Administration, Ctx, Done, Refused, Work,
    lines::{self, Holder},
    names,
    policy_objects::require_seen,
    users::{self, Whole},
    work::{Page, Wanted},
};

/// Places that can be chosen on one page; a search finds the others.
const MOST: usize = 50;

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

/// A role as somebody chooses one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRole {
    /// Its technical id.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// Whether its lines name areas.
    pub is_local: bool,
    /// What it is for.
    pub comment: Option<String>,
}

/// What of the places is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seeking {
    /// Parts of names and codes of areas.
    pub area: String,
    /// The area whose own areas are wanted; the top when absent.
    pub under: Option<String>,
    /// Parts of names and codes of companies.
    pub company: String,
    /// Areas that are chosen already.
    pub areas: Vec<String>,
    /// Companies that are chosen already.
    pub companies: Vec<String>,
}

/// A place that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaChoice {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// What a role line can be made of.
#[derive(Clone, Debug, PartialEq)]
pub struct LineChoices {
    /// For whom.
    pub person: Person,
    /// The day that it is for him.
    pub today: Date,
    /// Roles that the actor sees, by label.
    pub roles: Vec<LineRole>,
    /// Areas that were looked for.
    pub areas: Vec<AreaChoice>,
    /// Whether there are more.
    pub more_areas: bool,
    /// Companies that were looked for.
    pub companies: Vec<AreaChoice>,
    /// Whether there are more.
    pub more_companies: bool,
    /// Names of the areas that are chosen, and of the one whose own are shown, by code.
    pub area_names: BTreeMap<String, String>,
    /// Names of the companies that are chosen.
    pub company_names: BTreeMap<String, String>,
    /// Models that the actor sees, for exceptions: name and label.
    pub models: Vec<(String, String)>,
    /// Permissions that he sees.
    pub permissions: Vec<String>,
}

impl Administration {
    /// What a user holds. Without the right to see it there are neither lines nor rights in it.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is no such user whom the actor may see; [`Refused::NotAllowed`] when he may not see what he holds.
    pub fn access(&self, ctx: &Ctx, login: &str, wanted: &RightsWanted) -> Result<Done<Access>, Refused> {
        self.read(ctx, |work| {
            let whole = users::found(work, login)?;
            let looks = work.looks.take();
            let access = of(work, &whole, wanted);
            work.looks = looks;
            access
        })
    }

    /// What a role line for a user, or an exception, can be made of.
    ///
    /// # Errors
    /// As for [`Administration::access`].
    pub fn line_choices(
        &self,
        ctx: &Ctx,
        login: &str,
        seeking: &Seeking,
    ) -> Result<Done<LineChoices>, Refused> {
        self.read(ctx, |work| {
            let whole = users::found(work, login)?;
            let looks = work.looks.take();
            let choices = choices(work, &whole, seeking);
            work.looks = looks;
            choices
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
        Some((id.to_owned(), choice(id, work.policy().roles.get(id)?)))
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

fn check_sees(person: &Person) -> Result<(), Refused> {
    if person.acts.holdings {
        return Ok(());
    }
    let why = "what somebody may do is for those who may read his role lines";
    Err(Refused::NotAllowed(why.to_owned()))
}

fn choices(work: &mut Work<'_, '_>, whole: &Whole, seeking: &Seeking) -> Result<LineChoices, Refused> {
    let person = super::of(work, whole)?;
    check_sees(&person)?;
    let policy = &work.state.policy;
    let seen = |kind: PolicyKind, id: &str| require_seen(work, kind, id).is_ok();
    let mut roles: Vec<LineRole> = policy
        .roles
        .iter()
        .filter(|(id, _)| seen(PolicyKind::Role, id))
        .map(|(id, role)| choice(id, role))
        .collect();
    roles.sort_by_key(|role| role.label.to_lowercase());
    let models = policy.models.iter().filter(|(name, _)| seen(PolicyKind::Model, name));
    let models =
        models.map(|(name, model)| (name.to_string(), model.label.clone().unwrap_or_default())).collect();
    let permissions = policy.permissions.keys().map(ToString::to_string);
    let permissions = permissions.filter(|name| seen(PolicyKind::Permission, name)).collect();
    let domain = match &seeking.under {
        _ if !seeking.area.trim().is_empty() => String::new(),
        Some(code) => format!("[('parent', '=', {})]", Json::from(code.as_str())),
        None => "[('parent', '=', False)]".to_owned(),
    };
    let (mut areas, mut more_areas) = listed(work, Own::Area, &domain, &seeking.area)?;
    if areas.is_empty() && seeking.under.is_none() && seeking.area.trim().is_empty() {
        // Whoever sees a part of the country alone sees no top of it.
        (areas, more_areas) = listed(work, Own::Area, "", "")?;
    }
    let (companies, more_companies) = listed(work, Own::Company, "", &seeking.company)?;
    let named = seeking.areas.iter().chain(&seeking.under).cloned().collect();
    Ok(LineChoices {
        today: lines::today(work, &Holder::User(whole.login.clone()))?,
        area_names: names::of(work, Own::Area, &named)?,
        company_names: names::of(work, Own::Company, &seeking.companies.iter().cloned().collect())?,
        person,
        roles,
        areas,
        more_areas,
        companies,
        more_companies,
        models,
        permissions,
    })
}

fn choice(id: &str, role: &Role) -> LineRole {
    let label = if role.label.is_empty() { id.to_owned() } else { role.label.clone() };
    LineRole {
        id: id.to_owned(),
        label,
        is_local: role.scope == RoleScope::Local,
        comment: role.comment.clone(),
    }
}

/// The first places of a kind that match, and whether there are more.
pub(super) fn listed(
    work: &mut Work<'_, '_>,
    own: Own,
    domain: &str,
    search: &str,
) -> Result<(Vec<AreaChoice>, bool), Refused> {
    let words: Vec<String> = search.split_whitespace().take(8).map(str::to_owned).collect();
    let wanted = Wanted { domain, words: &words };
    let limit = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
    let page = Page { order: Order::Name, after: None, limit };
    let mut places = match work.list(own, wanted, &page) {
        Ok(places) => places,
        Err(Refused::Domain(_)) => Vec::new(),
        Err(refused) => return Err(refused),
    };
    let more = places.len() > MOST;
    places.truncate(MOST);
    let choice =
        |place: bailiwick_store::own::Place| AreaChoice { code: place.id.to_string(), name: place.name };
    Ok((places.into_iter().map(choice).collect(), more))
}
