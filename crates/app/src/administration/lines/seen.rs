//! Who sees which role lines, and how they are shown with whoever holds them.
//!
//! A line is seen by whoever may read it as a record of `bailiwick.role_line`, and by everybody for whom it counts: whose own it
//! is, or that of a department or company that he belongs to. By its number and with its holder it is seen or not alike.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{CompanyId, DepartmentId, Operation, User, UserId};
use bailiwick_policy::Asker;
use bailiwick_protocol::rest::{LineForm, LineView};
use bailiwick_store::{
    department,
    own::{self, Own},
    user,
};
use jiff::civil::Date;
use serde_json::{Map, Value as Json};

use super::{Holder, above, company_zone, day_in, today, view};
use crate::administration::{Refused, Work, users::Whole};

/// Those of some holders' lines that the actor sees, by number.
pub(crate) enum Sight {
    /// Each of them.
    Every,
    /// These.
    These(BTreeSet<i64>),
}

/// What a list has read of lines that it shows again and again.
#[derive(Default)]
pub(crate) struct Inherited {
    by_place: BTreeMap<Belonging, FromAbove>,
    /// The departments and companies that the actor belongs to.
    actors: Option<Vec<Holder>>,
}

/// Company and department.
type Belonging = (Option<CompanyId>, Option<DepartmentId>);

/// What somebody has from the departments and companies above.
#[derive(Clone)]
struct FromAbove {
    /// The day that it is there.
    day: Date,
    /// The lines that the actor sees.
    lines: Vec<LineView>,
    /// Whether there is any, seen or not.
    is_any: bool,
}

/// A user's lines, the own ones first.
pub(crate) struct OfUser {
    /// The day that it is for him.
    pub(crate) day: Date,
    /// All of his own, and those from above that the actor sees.
    pub(crate) lines: Vec<LineView>,
    /// Whether lines manage his rights, seen or not.
    pub(crate) is_managed: bool,
}

impl Sight {
    /// Whether a line is among them.
    pub(crate) fn has(&self, id: i64) -> bool {
        match self {
            Self::Every => true,
            Self::These(ids) => ids.contains(&id),
        }
    }
}

/// Whether the actor sees a line, which is there.
pub(super) fn is_seen(work: &mut Work<'_, '_>, holder: &Holder, id: i64) -> Result<bool, Refused> {
    Ok(of(work, holder)?.has(id))
}

/// Those of one holder's lines that the actor sees.
fn of(work: &mut Work<'_, '_>, holder: &Holder) -> Result<Sight, Refused> {
    let matching = work.guard.may(&work.state, Operation::Read, Own::RoleLine)?;
    if matching.is_every() || is_actors(work, holder)? {
        return Ok(Sight::Every);
    }
    if matching.is_none() {
        return Ok(Sight::These(BTreeSet::new()));
    }
    let before = own::BEFORE_LINES_OF;
    let condition = matching.condition(&work.state, &work.guard, work.tx.engine(), before)?;
    Ok(Sight::These(own::lines_of(work.tx, holder, &condition)?))
}

/// Those of one holder's lines that the actor may change.
pub(crate) fn to_change(work: &mut Work<'_, '_>, holder: &Holder) -> Result<Sight, Refused> {
    let matching = work.guard.may(&work.state, Operation::Update, Own::RoleLine)?;
    if matching.is_every() {
        return Ok(Sight::Every);
    }
    if matching.is_none() {
        return Ok(Sight::These(BTreeSet::new()));
    }
    let before = own::BEFORE_LINES_OF;
    let condition = matching.condition(&work.state, &work.guard, work.tx.engine(), before)?;
    Ok(Sight::These(own::lines_of(work.tx, holder, &condition)?))
}

/// Those of some users' own lines that the actor sees.
pub(crate) fn of_users(work: &mut Work<'_, '_>, logins: &[UserId]) -> Result<Sight, Refused> {
    let matching = work.guard.may(&work.state, Operation::Read, Own::RoleLine)?;
    if matching.is_every() {
        return Ok(Sight::Every);
    }
    let mut seen = BTreeSet::new();
    if matching.is_none() {
        return Ok(Sight::These(seen));
    }
    let condition = matching.condition(&work.state, &work.guard, work.tx.engine(), own::AT_ONCE)?;
    for logins in logins.chunks(own::AT_ONCE) {
        seen.extend(own::lines_of_users(work.tx, logins, &condition)?);
    }
    Ok(Sight::These(seen))
}

/// Says that [`of_users`] will be asked.
pub(crate) fn foresee_of_users(work: &mut Work<'_, '_>, logins: &[UserId]) -> Result<(), Refused> {
    let matching = work.guard.may(&work.state, Operation::Read, Own::RoleLine)?;
    if matching.is_every() || matching.is_none() {
        return Ok(());
    }
    let condition = matching.condition(&work.state, &work.guard, work.tx.engine(), own::AT_ONCE)?;
    for logins in logins.chunks(own::AT_ONCE) {
        own::foresee_lines_of_users(work.tx, logins, &condition)?;
    }
    Ok(())
}

/// Whether the actor would see some line of a company or department, if it had one; so that he is told of those that it had.
pub(crate) fn sees_any(work: &mut Work<'_, '_>, holder: &Holder) -> Result<bool, Refused> {
    if is_actors(work, holder)? {
        return Ok(true);
    }
    let (department, company) = match holder {
        Holder::User(_) => (None, None),
        Holder::Company(code) => (None, Some(code.to_string())),
        Holder::Department(code) => {
            let company = department::find(work.tx, code)?.map(|department| department.company.to_string());
            (Some(code.to_string()), company)
        }
    };
    let values = [("id", Json::from(0)), ("department", department.into()), ("company", company.into())];
    let values: Map<String, Json> =
        values.map(|(name, value)| (name.to_owned(), value)).into_iter().collect();
    let matching = work.guard.may(&work.state, Operation::Read, Own::RoleLine)?;
    matching.holds(&work.state, &work.guard, &values)
}

/// Whether the lines of a holder count for the actor himself.
fn is_actors(work: &mut Work<'_, '_>, holder: &Holder) -> Result<bool, Refused> {
    let is_live = work.guard.asker(&work.state).as_ref().is_some_and(Asker::is_live);
    let Some(number) = work.guard.user().filter(|_| is_live) else { return Ok(false) };
    let login = work.state.snapshot.login(number);
    if let Holder::User(of) = holder {
        return Ok(of.as_str() == login);
    }
    if let Some(known) = work.inherited.as_ref().and_then(|inherited| inherited.actors.as_ref()) {
        return Ok(known.contains(holder));
    }
    let actor = UserId::new(login).ok();
    let actor = actor.map(|login| user::find(work.tx, &login)).transpose()?.flatten();
    let belongs = above(work, &actor.unwrap_or_default())?;
    let is_among = belongs.contains(holder);
    if let Some(inherited) = &mut work.inherited {
        inherited.actors = Some(belongs);
    }
    Ok(is_among)
}

/// A user's own lines, as they were read, and those of the companies and departments above that the actor sees.
pub(crate) fn of_user(work: &mut Work<'_, '_>, whole: &Whole) -> Result<OfUser, Refused> {
    let user = &whole.user;
    let place = (user.company.clone(), user.department.clone());
    let known = work.inherited.as_ref().and_then(|inherited| inherited.by_place.get(&place)).cloned();
    let FromAbove { day, lines, is_any } = match known {
        Some(known) => known,
        None => {
            let zone = company_zone(work, user.company.clone())?;
            let day = day_in(work, zone.as_deref());
            let found = from_above(work, user, day)?;
            if let Some(inherited) = &mut work.inherited {
                inherited.by_place.insert(place, found.clone());
            }
            found
        }
    };
    let own: Vec<LineView> =
        whole.own_lines().map(|(id, line)| view(id, line, day, "own".to_owned())).collect();
    let is_managed = is_any || !own.is_empty();
    Ok(OfUser { day, lines: own.into_iter().chain(lines).collect(), is_managed })
}

/// The own lines of a company or department and those of the companies and departments above, as far as the actor sees them.
pub(crate) fn of_place(
    work: &mut Work<'_, '_>,
    holder: &Holder,
    above: &User,
) -> Result<Vec<LineView>, Refused> {
    let day = today(work, holder)?;
    let (mut lines, _) = held(work, holder, day, "own")?;
    lines.extend(from_above(work, above, day)?.lines);
    Ok(lines)
}

fn from_above(work: &mut Work<'_, '_>, user: &User, day: Date) -> Result<FromAbove, Refused> {
    let (mut lines, mut is_any) = (Vec::new(), false);
    for source in above(work, user)? {
        let (seen, any) = held(work, &source, day, &source.to_string())?;
        lines.extend(seen);
        is_any |= any;
    }
    Ok(FromAbove { day, lines, is_any })
}

/// A holder's own lines that the actor sees, and whether there is any.
fn held(
    work: &mut Work<'_, '_>,
    holder: &Holder,
    day: Date,
    source: &str,
) -> Result<(Vec<LineView>, bool), Refused> {
    let own = super::own(work, holder)?;
    if own.is_empty() {
        return Ok((Vec::new(), false));
    }
    let sight = of(work, holder)?;
    let seen = own.iter().filter(|(id, _)| sight.has(*id));
    Ok((seen.map(|(id, line)| view(*id, line, day, source.to_owned())).collect(), true))
}

/// Those of some lines that are the holder's own, with their numbers: what his tag is made of.
pub(crate) fn own_of(lines: &[LineView]) -> Vec<(i64, &LineForm)> {
    lines.iter().filter(|line| line.source == "own").map(|line| (line.id, &line.form)).collect()
}
