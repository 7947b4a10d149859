//! One user as the pages about him begin: who he is, and what the actor may do about him, read together.
//!
//! What is said of ways to go is what the engine says now, and no promise: whichever way is taken, its use case decides again.

mod access;
mod acts;
mod ending;
mod rights;

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{AttributeSchema, Operation};
use bailiwick_protocol::rest::UserView;
use bailiwick_store::{avatar, own::Own};

pub use access::Access;
pub(super) use access::check_sees;
pub use acts::Acts;
pub use ending::{EndedLine, Receipt};
pub use rights::{Cell, ModelRights, Reach, RightPath, Rights, RightsWanted};

use super::{
    Administration, Ctx, Done, Refused, Work, attributes,
    choosing::{Offers, Seeking, offers},
    delegation, names,
    users::{self, Whole, view},
};

/// What only an administrator says of himself.
const ATTRIBUTES: &str = "attributes";

/// A user, and what the actor may do about him.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// As the actor may see him.
    pub user: UserView,
    /// Members of the form that are not shown.
    pub hidden: BTreeSet<String>,
    /// Members of the form that are shown and may not be changed.
    pub fixed: BTreeSet<String>,
    /// What may be done.
    pub acts: Acts,
    /// Names of the places that the form names, by code, as far as the actor sees them.
    pub companies: BTreeMap<String, String>,
    /// The same of departments.
    pub departments: BTreeMap<String, String>,
    /// The same of areas.
    pub areas: BTreeMap<String, String>,
    /// What there is of custom attributes.
    pub attributes: AttributeSchema,
    /// What tells the picture from any other, where there is one.
    pub picture: Option<String>,
}

impl Administration {
    /// The same, with places that he could be said to be at, for whoever may change him.
    ///
    /// # Errors
    /// As for [`Administration::person`].
    pub fn person_form(
        &self,
        ctx: &Ctx,
        login: &str,
        seeking: &Seeking,
    ) -> Result<Done<(Person, Offers)>, Refused> {
        self.read(ctx, |work| {
            work.foresee_person(login)?;
            let whole = users::found(work, login)?;
            let looks = work.looks.take();
            let found = of(work, &whole).and_then(|person| {
                let offers = if person.acts.change { offers(work, seeking)? } else { Offers::default() };
                Ok((person, offers))
            });
            work.looks = looks;
            found
        })
    }

    /// A user, and what the actor may do about him.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none that the actor may see.
    pub fn person(&self, ctx: &Ctx, login: &str) -> Result<Done<Person>, Refused> {
        self.read(ctx, |work| {
            work.foresee_person(login)?;
            let whole = users::found(work, login)?;
            // What is asked from here on is asked to show the user, and is told of with him.
            let looks = work.looks.take();
            let person = of(work, &whole);
            work.looks = looks;
            person
        })
    }
}

/// The user, whom the actor may see.
pub(crate) fn of(work: &mut Work<'_, '_>, whole: &Whole) -> Result<Person, Refused> {
    let hidden = view::hidden(work, whole)?;
    let user = view::as_it_is(work, whole)?;
    let acts = acts::of(work, whole, &hidden)?;
    let form = &user.form;
    let homes = form.company.iter().chain(&form.companies).map(ToString::to_string).collect();
    let department = form.department.iter().map(ToString::to_string).collect();
    let area = form.area.iter().map(ToString::to_string).collect();
    for (own, codes) in [(Own::Company, &homes), (Own::Department, &department), (Own::Area, &area)] {
        names::foresee(work, own, codes)?;
    }
    Ok(Person {
        companies: names::of(work, Own::Company, &homes)?,
        departments: names::of(work, Own::Department, &department)?,
        areas: names::of(work, Own::Area, &area)?,
        attributes: AttributeSchema::clone(&*attributes::schema(work)?),
        picture: avatar::digest(work.tx, &whole.login)?,
        fixed: fixed(work, whole, &acts)?,
        user,
        hidden,
        acts,
    })
}

/// Members of the form that the actor may not change, whatever he may change otherwise.
fn fixed(work: &mut Work<'_, '_>, whole: &Whole, acts: &Acts) -> Result<BTreeSet<String>, Refused> {
    let mut fixed = work.guard.barred(&work.state, Operation::Update, Own::User, Some(&whole.values()))?;
    for (field, member) in [("attribute_ids", ATTRIBUTES), ("qualification_ids", "qualifications")] {
        if fixed.contains(field) {
            fixed.insert(member.to_owned());
        }
    }
    let everything = delegation::must_be_administrator(work).is_ok();
    for member in delegation::IDENTITY {
        if delegation::may_change(work, whole, &[member]).is_err() {
            fixed.insert(member.to_owned());
        }
    }
    // Of a client's people nobody makes anything else than that.
    if delegation::is_walled(work) {
        fixed.insert("kind".to_owned());
    }
    if !everything && whole.user.id.is_some() {
        fixed.insert("external_id".to_owned());
    }
    if !everything && acts.is_own {
        fixed.extend(delegation::ONESELF.map(str::to_owned));
        fixed.insert(ATTRIBUTES.to_owned());
    }
    Ok(fixed)
}
