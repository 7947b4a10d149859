//! Places as people choose them in a form: from the top of what they see downwards, or by parts of a name or code, a page at a time.
//!
//! There may be a hundred thousand of them, so none are read but those that are shown.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::Operation;
use bailiwick_store::{
    branch::{self, AT_ONCE},
    own::{self, Id, Order, Own, Place},
};
use serde_json::Value as Json;

use super::{
    Administration, Ctx, Refused, Work, names,
    work::{Page, Wanted},
};

/// Places that are offered at once; a search finds the others.
const MOST: usize = AT_ONCE;

/// What of the places of one kind is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// Those that are chosen already, to be called by name.
    pub chosen: Vec<String>,
    /// Whether places to choose from are wanted.
    pub looks: bool,
    /// Parts of names and codes.
    pub search: String,
    /// The place whose own are wanted; the top when absent.
    pub under: Option<String>,
    /// Of departments, the company whose they are; those of every one when absent.
    pub company: Option<String>,
}

/// What is wanted of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seeking {
    /// Of areas.
    pub areas: Sought,
    /// Of companies.
    pub companies: Sought,
    /// Of departments.
    pub departments: Sought,
}

/// A place that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its code.
    pub code: String,
    /// Its name; the code for whoever may not read it.
    pub name: String,
    /// Whether others lie in it.
    pub has_more: bool,
}

/// Places of one kind to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// The first of them, by name.
    pub places: Vec<Choice>,
    /// Whether there are more.
    pub more: bool,
    /// What those are called that are chosen, and the one whose own are shown, by code.
    pub names: BTreeMap<String, String>,
}

/// The same of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// Areas.
    pub areas: Offered,
    /// Companies.
    pub companies: Offered,
    /// Departments.
    pub departments: Offered,
}

impl Administration {
    /// Places that the actor can choose from, as far as he sees them; nothing of what he does not.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn offered_places(&self, ctx: &Ctx, seeking: &Seeking) -> Result<Offers, Refused> {
        Ok(self.read(ctx, |work| offers(work, seeking))?.value)
    }
}

/// Places to choose from.
pub(super) fn offers(work: &mut Work<'_, '_>, seeking: &Seeking) -> Result<Offers, Refused> {
    Ok(Offers {
        areas: offered(work, Own::Area, &seeking.areas)?,
        companies: offered(work, Own::Company, &seeking.companies)?,
        departments: offered(work, Own::Department, &seeking.departments)?,
    })
}

fn offered(work: &mut Work<'_, '_>, own: Own, sought: &Sought) -> Result<Offered, Refused> {
    // Who is offered places has looked at none of them yet, and the trail is told of no looks.
    let looks = work.looks.take();
    let offered = found(work, own, sought);
    work.looks = looks;
    offered
}

fn found(work: &mut Work<'_, '_>, own: Own, sought: &Sought) -> Result<Offered, Refused> {
    let named = sought.chosen.iter().chain(&sought.under).cloned().collect::<BTreeSet<_>>();
    let names = names::of(work, own, &named)?;
    if !sought.looks || !work.guard.may_somewhere(&work.state, Operation::Read, own)? {
        return Ok(Offered { names, ..Offered::default() });
    }
    let mut places = match (&sought.under, sought.search.trim().is_empty()) {
        (None, true) => match tops(work, own, sought.company.as_deref(), MOST + 1) {
            // Whoever may not see what lies where is offered all of them, one beside the other.
            Err(Refused::Domain(_)) => listed(work, own, sought, None)?,
            tops => tops?,
        },
        (under, _) => listed(work, own, sought, under.as_deref())?,
    };
    let more = places.len() > MOST;
    places.truncate(MOST);
    // Whoever may not read what a place is called chooses it by its code.
    let is_named = !work.guard.unread(&work.state, own)?.contains("name");
    let codes: Vec<String> = places.iter().map(|place| place.id.to_string()).collect();
    let with_more = with_more(work, own, &codes)?;
    let choice = |(code, place): (String, Place)| Choice {
        has_more: with_more.contains(&code),
        name: if is_named { place.name } else { code.clone() },
        code,
    };
    Ok(Offered { places: codes.into_iter().zip(places).map(choice).collect(), more, names })
}

/// Those that were looked for by name or code, or that lie right in another one.
fn listed(
    work: &mut Work<'_, '_>,
    own: Own,
    sought: &Sought,
    under: Option<&str>,
) -> Result<Vec<Place>, Refused> {
    let words: Vec<String> = sought.search.split_whitespace().take(8).map(str::to_owned).collect();
    let mut terms = Vec::new();
    terms.extend(sought.company.as_deref().map(|code| equals("company", code)));
    // Whoever looks for a name looks everywhere.
    terms.extend(under.filter(|_| words.is_empty()).map(|code| equals("parent", code)));
    let domain = format!("[{}]", terms.join(", "));
    let limit = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
    let page = Page { order: Order::Name, after: None, limit };
    match work.list(own, Wanted { domain: &domain, words: &words }, &page) {
        // What nobody may search by finds nothing.
        Err(Refused::Domain(_)) => Ok(Vec::new()),
        found => found,
    }
}

fn equals(field: &str, value: &str) -> String {
    format!("('{field}', '=', {})", Json::from(value))
}

/// The places that the actor sees and that lie in none that he sees, by name.
pub(super) fn tops(
    work: &mut Work<'_, '_>,
    own: Own,
    company: Option<&str>,
    limit: usize,
) -> Result<Vec<Place>, Refused> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let condition = at_the_top(work, own, company)?;
    Ok(own::list(work.tx, own, Order::Name, None, limit, &condition)?)
}

/// The condition of those.
pub(super) fn at_the_top(
    work: &Work<'_, '_>,
    own: Own,
    company: Option<&str>,
) -> Result<bailiwick_store::Condition, Refused> {
    let engine = work.tx.engine();
    let within = company.map(|code| equals("company", code)).unwrap_or_default();
    let matching = work.guard.found(&work.state, own, &format!("[{within}]"))?;
    if work.guard.may(&work.state, Operation::Read, own)?.is_every() {
        let top = matching.and(work.guard.found(&work.state, own, "[('parent', '=', False)]")?);
        return top.condition(&work.state, &work.guard, engine, 1);
    }
    let mut condition = matching.condition(&work.state, &work.guard, engine, 1)?;
    let before = 1 + condition.binds.len();
    let above = matching.condition_on("above", &work.state, &work.guard, engine, before)?;
    condition.text = format!(
        "({}) and not exists (select 1 from {} above where above.id = t.parent and ({}))",
        condition.text,
        table(own),
        above.text
    );
    condition.binds.extend(above.binds);
    Ok(condition)
}

/// The table of a kind of place, as rules are asked about it.
fn table(own: Own) -> &'static str {
    match own {
        Own::Company => "own_company",
        Own::Department => "own_department",
        _ => "own_area",
    }
}

/// Those of some places that the actor sees others in.
pub(super) fn with_more(
    work: &mut Work<'_, '_>,
    own: Own,
    codes: &[String],
) -> Result<BTreeSet<String>, Refused> {
    let matching = work.guard.may(&work.state, Operation::Read, own)?;
    if own == Own::Area && matching.is_every() {
        // Whoever sees all of them is not asked about each.
        let snapshot = &work.state.snapshot;
        return Ok(codes.iter().filter(|code| snapshot.areas_below(code) > 0).cloned().collect());
    }
    let condition = matching.condition(&work.state, &work.guard, work.tx.engine(), AT_ONCE)?;
    let mut with_more = BTreeSet::new();
    for some in codes.chunks(AT_ONCE) {
        with_more.extend(branch::with_more(work.tx, own, some, &condition)?);
    }
    Ok(with_more)
}

/// A place that is known by a code, with its name.
pub(super) fn coded(place: Place) -> Option<(String, String)> {
    match place.id {
        Id::Text(code) => Some((code, place.name)),
        Id::Number(_) => None,
    }
}
