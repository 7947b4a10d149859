//! Role lines that end within two weeks, of people whom the actor may know of.

use bailiwick_model::{Operation, UserId};
use bailiwick_store::own::{self, AT_ONCE, BEFORE_ENDING, Order, Own};
use jiff::civil::Date;

use super::{EndingLine, EndingLines, attention::somebody};
use crate::administration::{
    Refused, Work,
    work::{Page, Wanted},
};

/// How many days are "soon".
const SOON_DAYS: i64 = 14;

/// Lines that are shown.
const SHOWN: usize = 6;

/// The lines that end soon, the first to end first.
pub(super) fn lines(work: &mut Work<'_, '_>, today: Date) -> Result<EndingLines, Refused> {
    let last = today.checked_add(jiff::Span::new().days(SOON_DAYS)).unwrap_or(Date::MAX);
    let matching = work.guard.may(&work.state, Operation::Read, Own::RoleLine)?;
    let everybody = work.state.snapshot.with_lines_ending(today, last);
    let in_question = everybody.len();
    let logins: Vec<UserId> = if matching.is_every() || in_question <= AT_ONCE {
        let known = everybody.iter().take(AT_ONCE).map(|(user, _)| work.state.snapshot.login(*user));
        known.filter_map(|login| UserId::new(login).ok()).collect()
    } else {
        within_reach(work, today, last)?
    };
    if logins.is_empty() {
        return Ok(EndingLines::default());
    }
    let condition = matching.condition(&work.state, &work.guard, work.tx.engine(), BEFORE_ENDING)?;
    let found = own::ending(work.tx, &logins, (today, last), &condition)?;
    let mut people: Vec<&UserId> = found.iter().map(|line| &line.login).collect();
    people.sort_unstable();
    people.dedup();
    let people = if matching.is_every() { in_question } else { people.len() };
    let is_least = !matching.is_every() && logins.len() >= AT_ONCE;
    let mut first = Vec::new();
    for line in found.into_iter().take(SHOWN) {
        let role = work.state.policy.roles.get(&line.role);
        first.push(EndingLine {
            who: somebody(work, line.login.as_str())?,
            label: role
                .map(|role| role.label.clone())
                .filter(|label| !label.is_empty())
                .unwrap_or_else(|| line.role.to_string()),
            role: line.role.to_string(),
            to: line.to,
            is_local: line.is_local,
        });
    }
    Ok(EndingLines { first, people, is_least })
}

/// Those of many whom the actor may see, where he sees few.
fn within_reach(work: &mut Work<'_, '_>, today: Date, last: Date) -> Result<Vec<UserId>, Refused> {
    let domain = format!("[('line_ids.to', '>=', '{today}'), ('line_ids.to', '<=', '{last}')]");
    let page = Page { order: Order::Id, after: None, limit: i64::try_from(AT_ONCE).unwrap_or(i64::MAX) };
    let found = match work.list(Own::User, Wanted { domain: &domain, words: &[] }, &page) {
        // Whoever may not look for people by it is told of nobody.
        Err(Refused::Domain(_)) => Vec::new(),
        found => found?,
    };
    Ok(found.into_iter().filter_map(|place| UserId::new(place.id.to_string()).ok()).collect())
}
