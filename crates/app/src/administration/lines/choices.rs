//! What a role line, or an exception, can be made of, and which lines of a holder the actor may write.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{
    Company, CompanyId, Department, Operation, Role, RoleId, RoleLine, RoleScope, Validity,
};
use bailiwick_protocol::rest::{LineForm, LineView};
use bailiwick_store::{department, own::Own, policy::PolicyKind, role_line::LineId};
use jiff::civil::Date;

use super::{Holder, check_holder, found, one, seen, today};
use crate::administration::{
    Administration, Ctx, Done, Person, Refused, Work,
    choosing::{Offers, Seeking, offers},
    delegation, names, person, places,
    policy_objects::require_seen,
    users,
};

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
    /// Whether the actor could give it somewhere.
    pub can_be_given: bool,
}

/// Who holds role lines, as a page about one of them begins.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    /// A user.
    Person(Box<Person>),
    /// A company or department, whose people all have them, by code and name.
    Place(String, String),
}

/// Which role lines of a holder's own the actor may write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineActs {
    /// Whether he may give others.
    pub gives: bool,
    /// Those that he may change and end, by number.
    pub open: BTreeSet<i64>,
    /// What roles are called that they give, and the places that they name, as far as he sees those.
    pub names: LineNames,
}

/// Names, by id and code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineNames {
    /// Of roles.
    pub roles: BTreeMap<String, String>,
    /// Of areas.
    pub areas: BTreeMap<String, String>,
    /// Of companies.
    pub companies: BTreeMap<String, String>,
}

/// What a role line can be made of.
#[derive(Clone, Debug, PartialEq)]
pub struct LineChoices {
    /// For whom.
    pub held: Held,
    /// Whether the actor may give lines there.
    pub gives: bool,
    /// The day that it is for him.
    pub today: Date,
    /// Roles that the actor sees, by label.
    pub roles: Vec<LineRole>,
    /// Places.
    pub offers: Offers,
    /// Models that the actor sees, for exceptions: name and label.
    pub models: Vec<(String, String)>,
    /// Permissions that he sees.
    pub permissions: Vec<String>,
}

impl Administration {
    /// What a role line for a holder can be made of, or an exception for a user.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is no such holder whom the actor may see; [`Refused::NotAllowed`] when he may not see what a user holds.
    pub fn line_choices(
        &self,
        ctx: &Ctx,
        holder: &Holder,
        seeking: &Seeking,
    ) -> Result<Done<LineChoices>, Refused> {
        self.read(ctx, |work| {
            if let Holder::User(login) = holder {
                work.foresee_person(login)?;
            }
            let (held, gives) = held(work, holder)?;
            let looks = work.looks.take();
            let choices = choices(work, holder, held, gives, seeking);
            work.looks = looks;
            choices
        })
    }

    /// A line of a holder's own.
    ///
    /// # Errors
    /// [`Refused::Missing`] when he has none of this number that the actor may see.
    pub fn held_line(&self, ctx: &Ctx, holder: &Holder, id: i64) -> Result<Done<LineView>, Refused> {
        self.read(ctx, |work| {
            check_holder(work, holder)?;
            let (whose, _) = found(work, id)?;
            if whose == *holder {
                one(work, LineId(id))
            } else {
                Err(Refused::missing("role line", id.to_string()))
            }
        })
    }
}

/// Who it is, with whether the actor may give him lines.
fn held(work: &mut Work<'_, '_>, holder: &Holder) -> Result<(Held, bool), Refused> {
    // What nobody may read a name of is called by its code.
    let named = |code: &str, name: String| {
        let name = if name.is_empty() { code.to_owned() } else { name };
        Held::Place(code.to_owned(), name)
    };
    Ok(match holder {
        Holder::User(login) => {
            let whole = users::found(work, login)?;
            let looks = work.looks.take();
            let person = person::of(work, &whole);
            work.looks = looks;
            let person = person?;
            person::check_sees(&person)?;
            let gives = person.acts.lines;
            (Held::Person(Box::new(person)), gives)
        }
        Holder::Department(code) => {
            places::seen::<Department>(work, code)?;
            let view = places::view::<Department>(work, code, places::Seats::Limited)?;
            (named(code, view.form.name), gives(work, holder)?)
        }
        Holder::Company(code) => {
            places::seen::<Company>(work, code)?;
            let view = places::view::<Company>(work, code, places::Seats::Limited)?;
            (named(code, view.form.name), gives(work, holder)?)
        }
    })
}

fn choices(
    work: &mut Work<'_, '_>,
    holder: &Holder,
    held: Held,
    gives: bool,
    seeking: &Seeking,
) -> Result<LineChoices, Refused> {
    let policy = &work.state.policy;
    let seen = |kind: PolicyKind, id: &str| require_seen(work, kind, id).is_ok();
    let roles = policy.roles.iter().filter(|(id, _)| seen(PolicyKind::Role, id));
    let role = |(id, role): (&RoleId, &Role)| LineRole {
        can_be_given: delegation::could_give(work, role),
        ..LineRole::of(id, role)
    };
    let mut roles: Vec<LineRole> = roles.map(role).collect();
    roles.sort_by_key(|role| role.label.to_lowercase());
    let models = policy.models.iter().filter(|(name, _)| seen(PolicyKind::Model, name));
    let models =
        models.map(|(name, model)| (name.to_string(), model.label.clone().unwrap_or_default())).collect();
    let permissions = policy.permissions.keys().map(ToString::to_string);
    let permissions = permissions.filter(|name| seen(PolicyKind::Permission, name)).collect();
    Ok(LineChoices {
        today: today(work, holder)?,
        offers: offers(work, seeking)?,
        held,
        gives,
        roles,
        models,
        permissions,
    })
}

/// What the actor may do with the role lines of a place of this company, as they are shown.
pub(in crate::administration) fn acts_at(
    work: &mut Work<'_, '_>,
    holder: &Holder,
    company: &CompanyId,
    lines: &[LineView],
) -> Result<LineActs, Refused> {
    let places = |codes: fn(&LineForm) -> Vec<String>| -> BTreeSet<String> {
        lines.iter().flat_map(|line| codes(&line.form)).collect()
    };
    let areas = places(|form| form.areas.iter().map(ToString::to_string).collect());
    let companies = places(|form| form.companies.iter().map(ToString::to_string).collect());
    names::foresee(work, Own::Area, &areas)?;
    names::foresee(work, Own::Company, &companies)?;
    let gives = gives_at(work, Some(company))?;
    let own = lines.iter().filter(|line| gives && line.source == "own");
    let known: Vec<(i64, RoleLine)> =
        own.filter_map(|line| Some((line.id, meant(work, &line.form)?))).collect();
    let open = open(work, holder, known.iter().map(|(id, line)| (*id, line)))?;
    let role = |line: &LineView| {
        let label = work.state.policy.roles.get(&line.form.role).map(|role| role.label.clone())?;
        (!label.is_empty()).then(|| (line.form.role.to_string(), label))
    };
    let roles = lines.iter().filter_map(role).collect();
    let looks = work.looks.take();
    let (areas, companies) = (names::of(work, Own::Area, &areas), names::of(work, Own::Company, &companies));
    work.looks = looks;
    Ok(LineActs { gives, open, names: LineNames { roles, areas: areas?, companies: companies? } })
}

/// The line that a form was written from; nothing where its role is gone.
fn meant(work: &Work<'_, '_>, form: &LineForm) -> Option<RoleLine> {
    let scope = work.policy().roles.get(&form.role)?.scope;
    let days = Validity::new(form.from, form.to).ok()?;
    RoleLine::new(form.role.clone(), scope, form.areas.clone(), form.companies.clone(), days).ok()
}

/// Whether the actor may give lines to a company or department.
fn gives(work: &mut Work<'_, '_>, holder: &Holder) -> Result<bool, Refused> {
    let company = match holder {
        Holder::User(_) => return Ok(false),
        Holder::Company(code) => Some(code.clone()),
        Holder::Department(code) => department::find(work.tx, code)?.map(|department| department.company),
    };
    gives_at(work, company.as_ref())
}

/// Whether he manages users there.
fn gives_at(work: &mut Work<'_, '_>, company: Option<&CompanyId>) -> Result<bool, Refused> {
    Ok(work.guard.may_somewhere(&work.state, Operation::Create, Own::RoleLine)?
        && delegation::must_manage_at(work, Vec::new(), company.into_iter().cloned().collect()).is_ok())
}

/// Those of one holder's role lines that the actor may change, and could have given.
pub(in crate::administration) fn open<'l>(
    work: &mut Work<'_, '_>,
    holder: &Holder,
    lines: impl Iterator<Item = (i64, &'l RoleLine)>,
) -> Result<BTreeSet<i64>, Refused> {
    let to_change = seen::to_change(work, holder)?;
    // Showing again who one is comes when it is done.
    let could_give = |line| matches!(delegation::may_take(work, line), Ok(()) | Err(Refused::StepUp));
    Ok(lines.filter(|(id, line)| could_give(line) && to_change.has(*id)).map(|(id, _)| id).collect())
}

impl LineRole {
    /// A role of the policy.
    pub(in crate::administration) fn of(id: &str, role: &Role) -> Self {
        Self {
            id: id.to_owned(),
            label: if role.label.is_empty() { id.to_owned() } else { role.label.clone() },
            is_local: role.scope == RoleScope::Local,
            comment: role.comment.clone(),
            can_be_given: false,
        }
    }
}
