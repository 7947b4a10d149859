//! Somebody is always left who administers: not in name alone, but with what overrides and rules leave of it.

use bailiwick_model::{Operation, Value, audit::AuditObject};
use bailiwick_policy::{
    Moment, UserNumber,
    domain::{ActorFact, Scope},
    filter::Filter,
    records::NoRecords,
};

use crate::{
    administration::{Refused, guard::Guard},
    own,
    state::State,
};

/// What an administrator does to put everything else right. No override may keep him from any of it, on whatever records, since
/// overrides are taken back by it. A rule may narrow it, since administrators change rules without it, as long as they see them.
const ESSENTIAL: [(&str, &[Operation]); 2] = [
    ("bailiwick.user", &[Operation::Create, Operation::Read, Operation::Update]),
    ("bailiwick.role_line", &[Operation::Create, Operation::Read, Operation::Update, Operation::Delete]),
];

/// What he has to see all of for that.
const POLICY: &str = "bailiwick.policy";

/// How far ahead it is looked whether somebody will still administer, in seconds: beyond a year and a bit, nobody plans days.
const LATER: i64 = 400 * 86_400;

/// Whether somebody is an administrator in a state at a moment.
type Is = fn(&State, UserNumber, &Moment) -> bool;

/// Whether somebody administers without limit of place, and nothing keeps him from it.
pub(crate) fn administers(state: &State, guard: &Guard, login: &str) -> bool {
    state.snapshot.find_user(login).is_some_and(|user| is_able(state, user, guard.moment()))
}

/// Whether anybody does.
pub(crate) fn anybody_administers(state: &State, guard: &Guard) -> bool {
    anybody(state, guard.moment(), is_able)
}

/// Makes sure that there is still somebody who administers, if there was before: by group, and after overrides and rules.
/// `changed` are the objects that differ: users alone matter by themselves, all else matters to everybody.
pub(crate) fn somebody_administers(
    guard: &Guard,
    before: &State,
    after: &State,
    changed: &[AuditObject],
) -> Result<(), Refused> {
    let users: Vec<&str> = changed.iter().filter(|o| o.kind == "user").map(|o| o.id.as_str()).collect();
    let all_users = users.len() == changed.len();
    let is_named: Is =
        |state, user, moment| state.snapshot.holds_everywhere(user, own::administrator(), moment);
    // What begins or ends later must not leave nobody then, where somebody would have been.
    let later = Moment::at(&after.snapshot, guard.moment().now().saturating_add(LATER));
    for moment in [guard.moment(), &later] {
        for is in [is_named, is_able as Is] {
            still_somebody(guard, before, after, all_users, &users, (is, moment))?;
        }
    }
    Ok(())
}

fn still_somebody(
    guard: &Guard,
    before: &State,
    after: &State,
    all_users: bool,
    users: &[&str],
    (is, moment): (Is, &Moment),
) -> Result<(), Refused> {
    let was_one = |login: &str| before.snapshot.find_user(login).is_some_and(|user| is(before, user, moment));
    if all_users && !users.iter().any(|login| was_one(login)) {
        return Ok(());
    }
    // Mostly it is the actor himself.
    let actor = guard.user().and_then(|user| after.snapshot.find_user(before.snapshot.login(user)));
    if actor.is_some_and(|user| is(after, user, moment)) {
        return Ok(());
    }
    if !anybody(after, moment, is) && anybody(before, moment, is) {
        let login = users.iter().find(|login| was_one(login)).copied().unwrap_or("this");
        return Err(Refused::LastAdministrator { login: login.to_owned() });
    }
    Ok(())
}

fn anybody(state: &State, moment: &Moment, is: Is) -> bool {
    state.snapshot.administrators(own::administrator(), moment).any(|user| is(state, user, moment))
}

/// Whether a user is one of ours who holds the group of administrators everywhere, and may still do what it takes.
fn is_able(state: &State, user: UserNumber, moment: &Moment) -> bool {
    if !state.snapshot.holds_everywhere(user, own::administrator(), moment) {
        return false;
    }
    let (asker, schema) = (state.snapshot.asker(user, moment, &NoRecords), state.snapshot.schema());
    let filtered = |operation, name: &str| Some(asker.filter(operation, schema.find(name)?));
    let is_able_to = |operation: Operation, name: &str| {
        schema.find(name).is_some_and(|model| !asker.is_denied_some(operation, model))
            && matches!(filtered(operation, name), Some(Ok(filter)) if filter != Filter::Nothing)
    };
    asker.actor(ActorFact::Kind) != Value::text("client")
        && filtered(Operation::Read, POLICY) == Some(Ok(Filter::All))
        && ESSENTIAL.iter().all(|(name, operations)| operations.iter().all(|op| is_able_to(*op, name)))
}
