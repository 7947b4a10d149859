//! Places as people choose them in a form: from the top of what they see downwards, or by parts of a name or code, a page at a time.
//!
//! There may be a hundred thousand of them, so none are read but those that are shown.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::Operation;
use bailiwick_store::{
    Condition,
    branch::{self, AT_ONCE},
    own::{self, Id, Order, Own, Place},
};
use serde_json::Value as Json;

use super::{Administration, Ctx, Refused, Work, names, work::Wanted};

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
    // Who is offered places has looked at none of them yet, and the trail is told of no looks.
    let looks = work.looks.take();
    let offers = found(work, seeking);
    work.looks = looks;
    offers
}

/// Those of all kinds: what is asked of each goes to the database together.
fn found(work: &mut Work<'_, '_>, seeking: &Seeking) -> Result<Offers, Refused> {
    let Seeking { areas, companies, departments } = seeking;
    let mut shelves = [(Own::Area, areas), (Own::Company, companies), (Own::Department, departments)]
        .map(|(own, sought)| Shelf { own, sought, shown: None, places: Vec::new(), more: false });
    for shelf in &mut shelves {
        shelf.foresee(work)?;
    }
    for shelf in &mut shelves {
        shelf.fill(work)?;
    }
    let [areas, companies, departments] = shelves;
    Ok(Offers {
        areas: areas.offered(work)?,
        companies: companies.offered(work)?,
        departments: departments.offered(work)?,
    })
}

/// Places of one kind on their way.
struct Shelf<'s> {
    own: Own,
    sought: &'s Sought,
    /// The condition of those that are shown, where any are.
    shown: Option<Condition>,
    places: Vec<Place>,
    more: bool,
}

impl Shelf<'_> {
    /// Says what will be asked.
    fn foresee(&mut self, work: &mut Work<'_, '_>) -> Result<(), Refused> {
        names::foresee(work, self.own, &self.named())?;
        self.shown = shown(work, self.own, self.sought)?;
        match &self.shown {
            Some(shown) => Ok(own::foresee_first(work.tx, self.own, Order::Name, limit(), shown)?),
            None => Ok(()),
        }
    }

    /// Has the places, and says that it will be asked in which of them others lie.
    fn fill(&mut self, work: &mut Work<'_, '_>) -> Result<(), Refused> {
        let Some(shown) = &self.shown else { return Ok(()) };
        self.places = own::list(work.tx, self.own, Order::Name, None, limit(), shown)?;
        self.more = self.places.len() > MOST;
        self.places.truncate(MOST);
        foresee_more(work, self.own, &self.codes())
    }

    fn offered(self, work: &mut Work<'_, '_>) -> Result<Offered, Refused> {
        let names = names::of(work, self.own, &self.named())?;
        let codes = self.codes();
        let with_more = with_more(work, self.own, &codes)?;
        // Whoever may not read what a place is called chooses it by its code.
        let is_named = !work.guard.unread(&work.state, self.own)?.contains("name");
        let choice = |(code, place): (String, Place)| Choice {
            has_more: with_more.contains(&code),
            name: if is_named { place.name } else { code.clone() },
            code,
        };
        let places = codes.into_iter().zip(self.places).map(choice).collect();
        Ok(Offered { places, more: self.more, names })
    }

    /// Those that are called by name, whether they are shown or not.
    fn named(&self) -> BTreeSet<&String> {
        self.sought.chosen.iter().chain(&self.sought.under).collect()
    }

    fn codes(&self) -> Vec<String> {
        self.places.iter().map(|place| place.id.to_string()).collect()
    }
}

/// One more than is shown, so that it is known whether there are more.
fn limit() -> i64 {
    i64::try_from(MOST + 1).unwrap_or(i64::MAX)
}

/// The condition of what is shown; nothing where nothing is.
fn shown(work: &mut Work<'_, '_>, own: Own, sought: &Sought) -> Result<Option<Condition>, Refused> {
    if !sought.looks || !work.guard.may_somewhere(&work.state, Operation::Read, own)? {
        return Ok(None);
    }
    let shown = match (&sought.under, sought.search.trim().is_empty()) {
        (None, true) => match at_the_top(work, own, sought.company.as_deref()) {
            // Whoever may not see what lies where is offered all of them, one beside the other.
            Err(Refused::Domain(_)) => listed(work, own, sought, None),
            top => top,
        },
        (under, _) => listed(work, own, sought, under.as_deref()),
    };
    match shown {
        // What nobody may search by finds nothing.
        Err(Refused::Domain(_)) => Ok(None),
        shown => shown.map(Some),
    }
}

/// The condition of those that were looked for by name or code, or that lie right in another one.
fn listed(
    work: &mut Work<'_, '_>,
    own: Own,
    sought: &Sought,
    under: Option<&str>,
) -> Result<Condition, Refused> {
    let words: Vec<String> = sought.search.split_whitespace().take(8).map(str::to_owned).collect();
    let mut terms = Vec::new();
    terms.extend(sought.company.as_deref().map(|code| equals("company", code)));
    // Whoever looks for a name looks everywhere.
    terms.extend(under.filter(|_| words.is_empty()).map(|code| equals("parent", code)));
    let domain = format!("[{}]", terms.join(", "));
    work.wanted(own, Wanted { domain: &domain, words: &words }, Order::Name.parameters(None))
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
pub(super) fn at_the_top(work: &Work<'_, '_>, own: Own, company: Option<&str>) -> Result<Condition, Refused> {
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
    let Some(condition) = below(work, own)? else {
        // Whoever sees all of them is not asked about each.
        let snapshot = &work.state.snapshot;
        return Ok(codes.iter().filter(|code| snapshot.areas_below(code) > 0).cloned().collect());
    };
    let mut with_more = BTreeSet::new();
    for some in codes.chunks(AT_ONCE) {
        with_more.extend(branch::with_more(work.tx, own, some, &condition)?);
    }
    Ok(with_more)
}

/// Says that [`with_more`] will be asked.
fn foresee_more(work: &mut Work<'_, '_>, own: Own, codes: &[String]) -> Result<(), Refused> {
    let Some(condition) = below(work, own)? else { return Ok(()) };
    for some in codes.chunks(AT_ONCE) {
        branch::foresee_with_more(work.tx, own, some, &condition)?;
    }
    Ok(())
}

/// The condition of those that lie in others; nothing where memory knows.
fn below(work: &Work<'_, '_>, own: Own) -> Result<Option<Condition>, Refused> {
    let matching = work.guard.may(&work.state, Operation::Read, own)?;
    match own == Own::Area && matching.is_every() {
        true => Ok(None),
        false => matching.condition(&work.state, &work.guard, work.tx.engine(), AT_ONCE).map(Some),
    }
}

/// A place that is known by a code, with its name.
pub(super) fn coded(place: Place) -> Option<(String, String)> {
    match place.id {
        Id::Text(code) => Some((code, place.name)),
        Id::Number(_) => None,
    }
}
