//! Nobody gives more than he holds, and nobody gets hold of who is more powerful (ADR 0014).
//!
//! What is given is a [`Claim`]: groups, places, days. The engine says whether the actor holds all of it. Whoever works the
//! machine is not asked.

mod record;
mod survivors;

use bailiwick_model::{AreaCode, CompanyId, GroupId, RoleLine, User, Validity, Value};
use bailiwick_policy::{
    Asker, Claim,
    domain::{ActorFact, Scope},
};
use jiff::{Timestamp, tz::TimeZone};

use super::{Refused, Work, lines, users::Whole};
use crate::own;

pub(crate) use record::may_identify;
pub(crate) use survivors::{administers, anybody_administers, somebody_administers};

/// What whoever has it signs in as, or is taken for by an application: to change it is to take the account over.
const IDENTITY: [&str; 3] = ["email", "external_id", "kind"];

/// What nobody says of himself, unless he holds everything anyway: which of an application's records he is, on which side, where
/// he belongs and for how long, and the address that he signs in by.
const ONESELF: [&str; 9] =
    ["external_id", "kind", "company", "companies", "department", "area", "valid_from", "valid_to", "email"];

/// The module whose groups are about administration itself.
const MODULE: &str = "bailiwick";

/// Makes sure that the actor holds what a role line would give. He manages users at its places and on its days, too: the
/// role may be given groups later, and a line must not lie in wait for them where he has no say.
pub(crate) fn may_give(work: &Work<'_, '_>, line: &RoleLine) -> Result<(), Refused> {
    let claim =
        Claim::of_line(line, work.policy()).map_err(|error| Refused::invalid("/role", error.to_string()))?;
    covers(work, &claim)?;
    may_reach(work, line)
}

/// Makes sure that the actor manages users where a line reaches, on its days.
fn may_reach(work: &Work<'_, '_>, line: &RoleLine) -> Result<(), Refused> {
    let managing = Claim::of_groups([own::user_manager()]);
    let claim = managing.within(line.areas().to_vec(), line.companies().to_vec()).on(line.validity());
    covers(work, &claim).map_err(|refused| match refused {
        Refused::Beyond(why) => {
            Refused::Beyond(format!("a role line takes managing users where it reaches, on its days: {why}"))
        }
        other => other,
    })
}

/// Makes sure that the actor could have given a role line that he changes or takes away. The role of an old line may be
/// gone; then it gives nothing.
pub(crate) fn may_take(work: &Work<'_, '_>, line: &RoleLine) -> Result<(), Refused> {
    match Claim::of_line(line, &work.state.policy) {
        Ok(claim) => {
            covers(work, &claim)?;
            may_reach(work, line)
        }
        Err(_) => Ok(()),
    }
}

/// Makes sure that the actor holds groups that would be given directly, everywhere.
pub(crate) fn may_give_groups(work: &Work<'_, '_>, groups: &[GroupId]) -> Result<(), Refused> {
    if groups.is_empty() { Ok(()) } else { covers(work, &Claim::of_groups(groups)) }
}

/// Makes sure that the actor holds what a new user has from the start: groups, and what company and department give to
/// everybody.
pub(crate) fn may_start(work: &mut Work<'_, '_>, whole: &Whole) -> Result<(), Refused> {
    let nobody = Whole::nobody(whole.login.clone());
    may_give_groups(work, &whole.user.groups)?;
    may_move(work, &nobody, whole)
}

/// Makes sure that an account whose fields are changed is not more powerful than the actor. What somebody signs in by is
/// worth all that he holds; all else is a matter of administration alone, or a help desk could help nobody.
pub(crate) fn may_change(work: &mut Work<'_, '_>, whole: &Whole, fields: &[&str]) -> Result<(), Refused> {
    work.acquaint(&whole.login)?;
    let taken_over = fields.iter().any(|field| IDENTITY.contains(field));
    let Some(subject) = work.state.snapshot.find_user(&whole.login) else { return Ok(()) };
    if work.guard.user() == Some(subject) && fields.iter().any(|field| ONESELF.contains(field)) {
        return must_be_administrator(work).map_err(|_| {
            Refused::Beyond(format!(
                "nobody says of himself who he is, where he belongs and for how long ({}); leave it to somebody else who manages \
                 users there",
                ONESELF.join(", ")
            ))
        });
    }
    judged(work, |asker| asker.covers_user(subject, (!taken_over).then_some(MODULE), own::administrator()))
}

/// Makes sure that the actor holds all that a user does: what is given back to him may be any of it.
pub(crate) fn may_restore(work: &Work<'_, '_>, whole: &Whole) -> Result<(), Refused> {
    let Some(subject) = work.state.snapshot.find_user(&whole.login) else { return Ok(()) };
    let is_own = work.guard.user() == Some(subject);
    if is_own {
        return Err(Refused::Beyond("nobody takes back what is denied to himself".to_owned()));
    }
    judged(work, |asker| asker.covers_user(subject, None, own::administrator()))
}

/// Makes sure that the actor holds what a user gets by where he belongs now and did not before: the lines of companies and
/// departments, and companies to act for.
pub(crate) fn may_move(work: &mut Work<'_, '_>, before: &Whole, after: &Whole) -> Result<(), Refused> {
    may_inherit(work, &before.user, &after.user)?;
    let had = companies(before);
    let area: Vec<_> = after.kept.account.area.iter().cloned().collect();
    for company in companies(after).into_iter().filter(|company| !had.contains(company)) {
        within_wall(work, &company)?;
        // Where somebody belongs is for who manages users there today: it gives nothing by itself on later days.
        let claim =
            Claim::of_groups([own::user_manager()]).within(area.clone(), vec![company]).on(today(work));
        covers(work, &claim)?;
    }
    Ok(())
}

/// Makes sure that the actor holds what companies and departments give to somebody who is where the second one is, and not
/// to somebody who is where the first one is.
pub(crate) fn may_inherit(work: &mut Work<'_, '_>, before: &User, after: &User) -> Result<(), Refused> {
    if work.guard.is_above() {
        return Ok(());
    }
    let had = lines::above(work, before)?;
    for holder in lines::above(work, after)?.into_iter().filter(|holder| !had.contains(holder)) {
        for (_, line) in lines::own(work, &holder)? {
            may_give(work, &line).map_err(|refused| match refused {
                Refused::Beyond(why) => {
                    Refused::Beyond(format!("everybody in {holder} has a role that you cannot give: {why}"))
                }
                other => other,
            })?;
        }
    }
    Ok(())
}

/// Makes sure that a client's person brings nobody into a company that is not among his own, whatever his role lines say:
/// the wall around a client's people goes by where they belong.
fn within_wall(work: &Work<'_, '_>, company: &CompanyId) -> Result<(), Refused> {
    let Some(asker) = work.guard.asker(&work.state) else { return Ok(()) };
    let own = asker.actor(ActorFact::CompanyTree);
    let is_own = matches!(&own, Value::List(codes) if codes.contains(&Value::text(company.as_str())));
    if is_own || asker.actor(ActorFact::Kind) != Value::text("client") {
        return Ok(());
    }
    Err(Refused::Beyond(format!("company {company} is not among yours, so you can bring nobody into it")))
}

/// Whether the actor is one of ours who manages users in these areas and companies today.
pub(crate) fn manages(work: &Work<'_, '_>, areas: &[AreaCode], companies: &[CompanyId]) -> bool {
    let is_ours = |asker: Asker<'_>| asker.actor(ActorFact::Kind) != Value::text("client");
    let claim = Claim::of_groups([own::user_manager()]).within(areas.to_vec(), companies.to_vec());
    work.guard.asker(&work.state).is_none_or(is_ours) && covers(work, &claim.on(today(work))).is_ok()
}

fn today(work: &Work<'_, '_>) -> Validity {
    let now = Timestamp::from_second(work.guard.moment().now()).unwrap_or(Timestamp::UNIX_EPOCH);
    let day = Some(now.to_zoned(TimeZone::UTC).date());
    Validity::new(day, day).unwrap_or_default()
}

/// Makes sure that the actor holds everything, without limit of place: only such a one changes what has no place. A client's
/// person is none, whatever roles he was given: there is no wall around what has no place.
pub(crate) fn must_be_administrator(work: &Work<'_, '_>) -> Result<(), Refused> {
    must_hold_everywhere(work, own::administrator()).map_err(|_| {
        Refused::Beyond(format!(
            "this concerns everybody, so it takes an administrator of ours whose role reaches everywhere (group {})",
            own::administrator()
        ))
    })
}

/// Makes sure that the actor holds a group without limit of place, and is not a client's person.
pub(crate) fn must_hold_everywhere(work: &Work<'_, '_>, group: &GroupId) -> Result<(), Refused> {
    let holds = |asker: &Asker<'_>| {
        asker.bypasses()
            || (asker.actor(ActorFact::Kind) != Value::text("client")
                && work.state.snapshot.holds_everywhere(asker.number(), group, work.guard.moment()))
    };
    if work.guard.is_above() || work.guard.asker(&work.state).is_some_and(|asker| holds(&asker)) {
        return Ok(());
    }
    Err(Refused::Beyond(format!("this takes a role of ours that reaches everywhere (group {group})")))
}

fn covers(work: &Work<'_, '_>, claim: &Claim) -> Result<(), Refused> {
    judged(work, |asker| asker.covers(claim, own::administrator()))
}

fn judged(
    work: &Work<'_, '_>,
    judge: impl FnOnce(&Asker<'_>) -> Result<(), bailiwick_policy::Beyond>,
) -> Result<(), Refused> {
    if work.guard.is_above() {
        return Ok(());
    }
    match work.guard.asker(&work.state) {
        Some(asker) => judge(&asker).map_err(|beyond| Refused::Beyond(beyond.to_string())),
        None => Err(Refused::Beyond("nobody is known by this name, so there is nothing to give".to_owned())),
    }
}

/// Every company that a user is at home in or acts for.
fn companies(whole: &Whole) -> Vec<CompanyId> {
    whole.user.company.iter().chain(&whole.user.companies).cloned().collect()
}
