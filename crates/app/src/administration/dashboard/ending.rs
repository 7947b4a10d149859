//! Role lines that end within two weeks, of people whom the actor may know of.

use std::collections::BTreeSet;

use bailiwick_model::{Operation, UserId};
use bailiwick_store::{
    Condition,
    own::{self, AT_ONCE, BEFORE_ENDING, Order, Own, Place},
};
use jiff::civil::Date;
use serde_json::json;

use super::{EndingLine, EndingLines, attention::somebody};
use crate::administration::{
    Refused, Work,
    work::{Page, Wanted},
};

/// How many days are "soon".
const SOON_DAYS: i64 = 14;

/// So many people are gone through one by one.
const FEW: i64 = 2_000;

/// Where there are more, so many are asked about, the first to end.
const FIRST: usize = 500;

/// Lines that are shown.
const SHOWN: usize = 6;

/// Where such lines are looked for.
pub(super) struct Looked {
    logins: Vec<UserId>,
    days: (Date, Date),
    condition: Condition,
    /// Whether the actor sees every line there is, and how many people have one that ends.
    sees_every: bool,
    in_question: usize,
    /// Whether there may be more than are looked at.
    is_cut: bool,
}

impl Looked {
    /// Finds whose lines are in question, and says that they will be asked for.
    pub(super) fn at(work: &mut Work<'_, '_>, today: Date) -> Result<Self, Refused> {
        let last = today.checked_add(jiff::Span::new().days(SOON_DAYS)).unwrap_or(Date::MAX);
        let matching = work.guard.may(&work.state, Operation::Read, Own::RoleLine)?;
        let everybody = work.state.snapshot.with_lines_ending(today, last);
        let (in_question, sees_every) = (everybody.len(), matching.is_every());
        let everybody = everybody.iter().map(|(user, _)| work.state.snapshot.login(*user).to_owned());
        let everybody: Vec<String> =
            if sees_every { everybody.take(AT_ONCE).collect() } else { everybody.collect() };
        let (known, is_cut) = match everybody.len() <= AT_ONCE {
            true => (everybody, false),
            false => within_reach(work, everybody)?,
        };
        let is_cut = is_cut || known.len() > AT_ONCE;
        let logins: Vec<UserId> =
            known.iter().take(AT_ONCE).filter_map(|login| UserId::new(login).ok()).collect();
        let condition = matching.condition(&work.state, &work.guard, work.tx.engine(), BEFORE_ENDING)?;
        let days = (today, last);
        if !logins.is_empty() {
            own::foresee_ending(work.tx, &logins, days, &condition)?;
        }
        Ok(Self { logins, days, condition, sees_every, in_question, is_cut })
    }

    /// The lines that end soon, the first to end first.
    pub(super) fn lines(self, work: &mut Work<'_, '_>) -> Result<EndingLines, Refused> {
        let Self { logins, days, condition, sees_every, in_question, is_cut } = self;
        if logins.is_empty() {
            return Ok(EndingLines::default());
        }
        let found = own::ending(work.tx, &logins, days, &condition)?;
        let mut people: Vec<&UserId> = found.iter().map(|line| &line.login).collect();
        people.sort_unstable();
        people.dedup();
        let people = if sees_every { in_question } else { people.len() };
        let is_least = !sees_every && is_cut;
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
}

/// Those of many in question, the first first, whom the actor may see, and whether there may be more. Where he sees few people, all of them are gone
/// through; else the first of the many are asked about, however few of those he sees.
fn within_reach(work: &mut Work<'_, '_>, mut everybody: Vec<String>) -> Result<(Vec<String>, bool), Refused> {
    // Nobody of them is shown by this.
    let looks = work.looks.take();
    let seen = seen(work, &everybody);
    work.looks = looks;
    let (seen, is_cut) = seen?;
    let seen: BTreeSet<String> = seen.into_iter().map(|place| place.id.to_string()).collect();
    everybody.retain(|login| seen.contains(login));
    Ok((everybody, is_cut))
}

/// People whom the actor sees: all of them where they are few, and else those among the first of everybody.
fn seen(work: &mut Work<'_, '_>, everybody: &[String]) -> Result<(Vec<Place>, bool), Refused> {
    let page = Page { order: Order::Id, after: None, limit: FEW };
    if work.count(Own::User, Wanted::default(), FEW)? < FEW {
        return Ok((work.list(Own::User, Wanted::default(), &page)?, false));
    }
    let first = everybody.get(..FIRST).unwrap_or(everybody);
    let domain = format!("[('login', 'in', {})]", json!(first));
    match work.list(Own::User, Wanted { domain: &domain, words: &[] }, &page) {
        // Whoever may not look for people by it is told of nobody.
        Err(Refused::Domain(_)) => Ok((Vec::new(), false)),
        found => Ok((found?, first.len() < everybody.len())),
    }
}
