//! Nobody gives more than he holds, and nobody gets hold of who is more powerful (ADR 0014).
//!
//! What is given is a [`Claim`]: groups, places, days. The engine says whether the actor holds all of it. Whoever works the
//! machine is not asked.

mod belonging;
mod exceptions;
mod power;
mod record;
mod survivors;

use bailiwick_model::{AreaCode, CompanyId, GroupId, Role, RoleLine, RoleScope, UserId, Validity, Value};
use bailiwick_policy::{
    Asker, Beyond, Claim, Within,
    domain::{ActorFact, Scope},
};
use bailiwick_store::user;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{Refused, Work, guard::Guard, lines::Holder, users::Whole};
use crate::{own, state::State};

pub(crate) use belonging::{may_go_below, may_leave_unmanaged, may_move, may_start};
pub(crate) use exceptions::may_except;
pub(crate) use power::{fresh_for_account, fresh_for_fields, fresh_for_groups, fresh_for_role};
pub(crate) use record::may_identify;
pub(crate) use survivors::{administers, anybody_administers, somebody_administers};

/// What whoever has it signs in as, or is taken for by an application: to change it is to take the account over.
pub(crate) const IDENTITY: [&str; 3] = ["email", "external_id", "kind"];

/// What nobody says of himself, unless he holds everything anyway: which of an application's records he is, on which side, where
/// he belongs and for how long, and the address that he signs in by.
pub(crate) const ONESELF: [&str; 9] =
    ["external_id", "kind", "company", "companies", "department", "area", "valid_from", "valid_to", "email"];

/// The module whose groups are about administration itself.
const MODULE: &str = "bailiwick";

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

/// Makes sure that the actor holds what a role line would give to its holder. He manages users where it reaches, too: the role
/// may be given groups later, and a line must not lie in wait for them where he has no say.
pub(crate) fn may_give(work: &mut Work<'_, '_>, holder: &Holder, line: &RoleLine) -> Result<(), Refused> {
    let claim = claim_of(work, line)?;
    covers(work, &claim)?;
    may_reach(work, line)?;
    fresh_for_role(work, line.role())?;
    if !goes_by_department(work, &claim) {
        return Ok(());
    }
    match holder {
        Holder::Company(_) => opens_no_more(work, &claim, Within::Anywhere),
        Holder::Department(code) => opens_no_more(work, &claim, Within::Department(code)),
        Holder::User(login) => match user::find(work.tx, login)?.and_then(|user| user.department) {
            Some(code) => opens_no_more(work, &claim, Within::Department(&code)),
            // Who is in no department gets nothing by one.
            None => Ok(()),
        },
    }
}

/// Whether the actor could give a role to anybody, somewhere and today: what he cannot give is not offered to him.
pub(crate) fn could_give(work: &Work<'_, '_>, role: &Role) -> bool {
    let wanted: Vec<GroupId> = role.groups.iter().chain([own::user_manager()]).cloned().collect();
    work.guard.is_above()
        || work.guard.asker(&work.state).is_some_and(|asker| {
            asker.could_give(&wanted, role.scope == RoleScope::Local, own::administrator())
        })
}

fn claim_of(work: &Work<'_, '_>, line: &RoleLine) -> Result<Claim, Refused> {
    Claim::of_line(line, work.policy()).map_err(|error| Refused::invalid("/role", error.to_string()))
}

/// Whether what a claim opens depends on the department of whoever gets it.
fn goes_by_department(work: &Work<'_, '_>, claim: &Claim) -> bool {
    work.guard.asker(&work.state).is_some_and(|asker| asker.goes_by_department(claim))
}

/// Makes sure that a claim opens to somebody of a department nothing that it does not open to the actor.
fn opens_no_more(work: &Work<'_, '_>, claim: &Claim, within: Within<'_>) -> Result<(), Refused> {
    judged(work, |asker| asker.covers_department(claim, within, own::administrator()))
}

/// Makes sure that the actor could have given a role line that he changes or takes away. The role of an old line may be
/// gone; then it gives nothing.
pub(crate) fn may_take(work: &Work<'_, '_>, line: &RoleLine) -> Result<(), Refused> {
    match Claim::of_line(line, &work.state.policy) {
        Ok(claim) => {
            covers(work, &claim)?;
            may_reach(work, line)?;
            fresh_for_role(work, line.role())
        }
        Err(_) => Ok(()),
    }
}

/// Makes sure that the actor holds groups that would be given directly, everywhere.
pub(crate) fn may_give_groups(work: &Work<'_, '_>, groups: &[GroupId]) -> Result<(), Refused> {
    if groups.is_empty() {
        return Ok(());
    }
    covers(work, &Claim::of_groups(groups))?;
    fresh_for_groups(work, groups)
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

/// Makes sure that a user is not more powerful than the actor, as whoever helps him to sign in has to be sure. The same as [`may_change`] of where
/// an account stands, of somebody who is not being changed.
pub(crate) fn may_help(work: &Work<'_, '_>, login: &UserId) -> Result<(), Refused> {
    let Some(subject) = work.state.snapshot.find_user(login) else { return Ok(()) };
    judged(work, |asker| asker.covers_user(subject, Some(MODULE), own::administrator()))
}

/// Makes sure that the actor may let an account count on days on which it did not: it takes what giving all that the user
/// holds does, on those days too.
pub(crate) fn may_lengthen(work: &Work<'_, '_>, before: &Whole, days: Validity) -> Result<(), Refused> {
    let was = before.user.validity;
    let begins = |days: Validity| days.from().unwrap_or(Date::MIN);
    let ends = |days: Validity| days.to().unwrap_or(Date::MAX);
    if begins(was) <= begins(days) && ends(days) <= ends(was) {
        return Ok(());
    }
    let Some(subject) = work.state.snapshot.find_user(&before.login) else { return Ok(()) };
    judged(work, |asker| asker.covers_account(subject, days, own::administrator()))
}

/// Makes sure that the actor may bring somebody back who left: it takes what making the account anew would.
pub(crate) fn may_bring_back(work: &Work<'_, '_>, whole: &Whole) -> Result<(), Refused> {
    must_manage(work, whole)?;
    let Some(subject) = work.state.snapshot.find_user(&whole.login) else { return Ok(()) };
    judged(work, |asker| asker.covers_user(subject, None, own::administrator()))
}

/// Makes sure that the actor manages users where somebody works and belongs, today.
pub(crate) fn must_manage(work: &Work<'_, '_>, whole: &Whole) -> Result<(), Refused> {
    let (areas, companies) = (whole.kept.account.area.iter().cloned(), whole.user.company.iter().cloned());
    must_manage_at(work, areas.collect(), companies.collect())
}

/// The same in these areas and companies.
pub(crate) fn must_manage_at(
    work: &Work<'_, '_>,
    areas: Vec<AreaCode>,
    companies: Vec<CompanyId>,
) -> Result<(), Refused> {
    let claim = Claim::of_groups([own::user_manager()]).within(areas, companies);
    covers(work, &claim.on(today(work)))
}

/// Whether the actor is one of ours who manages users in these areas and companies today.
pub(crate) fn manages(work: &Work<'_, '_>, areas: &[AreaCode], companies: &[CompanyId]) -> bool {
    let is_ours = |asker: Asker<'_>| asker.actor(ActorFact::Kind) != Value::text("client");
    work.guard.asker(&work.state).is_none_or(is_ours)
        && must_manage_at(work, areas.to_vec(), companies.to_vec()).is_ok()
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
    match holds_everywhere(&work.guard, &work.state, group) {
        true => Ok(()),
        false => {
            Err(Refused::Beyond(format!("this takes a role of ours that reaches everywhere (group {group})")))
        }
    }
}

/// Whether the actor holds a group without limit of place, and is not a client's person.
pub(crate) fn holds_everywhere(guard: &Guard, state: &State, group: &GroupId) -> bool {
    let holds = |asker: &Asker<'_>| {
        asker.bypasses()
            || (asker.actor(ActorFact::Kind) != Value::text("client")
                && state.snapshot.holds_everywhere(asker.number(), group, guard.moment()))
    };
    guard.is_above() || guard.asker(state).is_some_and(|asker| holds(&asker))
}

/// Whether the actor could do what takes an administrator; having to show again who he is does not count.
pub(crate) fn is_administrator(state: &State, guard: &Guard) -> bool {
    holds_everywhere(guard, state, own::administrator())
}

fn covers(work: &Work<'_, '_>, claim: &Claim) -> Result<(), Refused> {
    judged(work, |asker| asker.covers(claim, own::administrator()))?;
    for company in claim.companies() {
        within_wall(work, company, "give nothing in it")?;
    }
    if claim.companies().is_empty() && !claim.is_empty() && is_walled(work) {
        let why = "you act within your own companies, so name those in which it is to count";
        return Err(Refused::Beyond(why.to_owned()));
    }
    Ok(())
}

/// Makes sure that a client's person does nothing in a company that is not among his own, whatever his role lines say: the wall
/// around a client's people goes by where they belong, and holds for what they hand on to people who are outside of it.
fn within_wall(work: &Work<'_, '_>, company: &CompanyId, what: &str) -> Result<(), Refused> {
    let Some(asker) = work.guard.asker(&work.state).filter(|_| is_walled(work)) else { return Ok(()) };
    match asker.actor(ActorFact::CompanyTree) {
        Value::List(codes) if codes.contains(&Value::text(company.as_str())) => Ok(()),
        _ => Err(Refused::Beyond(format!("company {company} is not among yours, so you can {what}"))),
    }
}

/// The company that the actor is at home in.
pub(crate) fn home(work: &Work<'_, '_>) -> Option<String> {
    match work.guard.asker(&work.state)?.actor(ActorFact::Company) {
        Value::Text(code) => Some(code.to_string()),
        _ => None,
    }
}

/// Whether the actor is one of a client's people.
pub(crate) fn is_walled(work: &Work<'_, '_>) -> bool {
    let client = Value::text("client");
    work.guard
        .asker(&work.state)
        .is_some_and(|asker| !asker.bypasses() && asker.actor(ActorFact::Kind) == client)
}

fn judged(work: &Work<'_, '_>, judge: impl FnOnce(&Asker<'_>) -> Result<(), Beyond>) -> Result<(), Refused> {
    if work.guard.is_above() {
        return Ok(());
    }
    match work.guard.asker(&work.state) {
        Some(asker) => judge(&asker).map_err(|beyond| Refused::Beyond(beyond.to_string())),
        None => Err(Refused::Beyond("nobody is known by this name, so there is nothing to give".to_owned())),
    }
}
