//! Companies as pages show them: a list with seats, and one company with its departments and what holds there, each read in a few questions
//! whatever their number.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{
    Company, CompanyId, CompanyKind, Operation, SeatLevel, SeatLimit, SeatUse, Setting, SettingName,
    SettingScope, SettingValue,
};
use bailiwick_protocol::rest::{CompanyView, Listed, SeatState, SeatsView, SettingView};
use bailiwick_store::{
    Condition,
    branch::{self, AT_ONCE, Twig},
    company,
    own::{Id, Order, Own},
    seat, setting,
};

use super::{
    Administration, Ctx, Listing, Refused, Turned, Work,
    lines::{
        Holder,
        choices::{LineActs, acts_at},
    },
    listing::{MOST_COUNTED, listed_together},
    names,
    places::{self, Seats},
    settings,
    work::{Page, Wanted},
};

/// Departments of a company that are drawn.
const MOST: usize = 500;
/// One more tells whether there are more.
const MOST_AND_ONE: i64 = MOST as i64 + 1;

/// A company in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyRow {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Whose side it is on; nothing where that is hidden.
    pub kind: Option<CompanyKind>,
    /// The company above it, by what it is called, where the actor sees it.
    pub parent: Option<String>,
    /// How far its seats are taken, for whoever may read its users as a whole.
    pub seats: Option<SeatsView>,
    /// How many departments it has, for whoever sees departments.
    pub departments: Option<i64>,
}

/// A company with what surrounds it.
#[derive(Clone, Debug, PartialEq)]
pub struct CompanyPage {
    /// The company.
    pub view: CompanyView,
    /// The company above it, by what it is called, where the actor sees it.
    pub parent: Option<String>,
    /// Its departments, by name.
    pub departments: Vec<DepartmentTwig>,
    /// Whether there are more of them.
    pub more_departments: bool,
    /// People at home in it and in no department, as far as the actor sees them; nothing where there are too many to be counted.
    pub people_elsewhere: Option<i64>,
    /// How many people at home in it the actor sees at least, where they are too many to be counted by department.
    pub people_at_least: Option<i64>,
    /// Companies right below it that the actor sees, by code and name.
    pub below: Vec<(String, String)>,
    /// What holds there; nothing for whoever sees no settings.
    pub settings: Vec<SettingView>,
    /// Whether the actor may change it.
    pub changes: bool,
    /// Whether the actor may delete it, once nothing refers to it.
    pub deletes: bool,
    /// Whether the actor may make departments.
    pub makes_departments: bool,
    /// What the actor may do with the role lines that it gives to its people.
    pub lines: LineActs,
}

/// A department in the tree of its company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentTwig {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// The department above it.
    pub parent: Option<String>,
    /// People who belong to it, as far as the actor sees them; nothing where there are too many to be counted.
    pub people: Option<i64>,
}

impl Administration {
    /// The companies whom the actor may see and asks for, with how far their seats are taken.
    ///
    /// # Errors
    /// [`Refused::Domain`] for a filter that cannot be read or asks for what the actor may not see.
    pub fn company_rows(&self, ctx: &Ctx, listing: &Listing) -> Result<Turned<CompanyRow>, Refused> {
        let done = self.read(ctx, |work| {
            work.require_somewhere(Operation::Read, Own::Company)?;
            let (listed, last) = listed_together(work, Own::Company, listing, |work, keys| {
                let codes: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
                let mut rows = Vec::with_capacity(codes.len());
                for some in codes.chunks(AT_ONCE) {
                    rows.extend(in_words(work, some)?);
                }
                Ok(rows)
            })?;
            Ok((Listed { items: listed.items, ..listed }, last))
        })?;
        Ok(done.value)
    }

    /// A company, with its departments and what holds there.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none that the actor may see.
    pub fn company_page(&self, ctx: &Ctx, code: &str) -> Result<CompanyPage, Refused> {
        let done = self.read(ctx, |work| {
            if let Ok(known) = CompanyId::new(code) {
                foresee(work, &known)?;
            }
            let code = places::seen::<Company>(work, code)?;
            let view = places::view::<Company>(work, &code, Seats::Always)?;
            let parent = match &view.form.parent {
                Some(parent) => {
                    names::of(work, Own::Company, &BTreeSet::from([parent.to_string()]))?.into_values().next()
                }
                None => None,
            };
            let Departments { all: departments, more: more_departments, elsewhere, at_least } =
                departments(work, &code)?;
            let sees_settings = work.guard.may_somewhere(&work.state, Operation::Read, Own::Setting)?;
            let scope = SettingScope::Company(code.clone());
            let id = places::id(&code);
            let lines = acts_at(work, &Holder::Company(code.clone()), &code, &view.lines)?;
            Ok(CompanyPage {
                lines,
                view,
                parent,
                departments,
                more_departments,
                people_elsewhere: elsewhere,
                people_at_least: at_least,
                below: below(work, &code)?,
                settings: if sees_settings { settings::all_at(work, &scope)? } else { Vec::new() },
                changes: work.may_there(Operation::Update, Own::Company, &id)?,
                deletes: work.may_there(Operation::Delete, Own::Company, &id)?,
                makes_departments: work.guard.may_somewhere(
                    &work.state,
                    Operation::Create,
                    Own::Department,
                )?,
            })
        })?;
        Ok(done.value)
    }
}

fn in_words(work: &mut Work<'_, '_>, codes: &[String]) -> Result<Vec<CompanyRow>, Refused> {
    let hidden = work.guard.unread(&work.state, Own::Company)?;
    let shown = |field: &str| !hidden.contains(field);
    let sees_departments = work.guard.may_somewhere(&work.state, Operation::Read, Own::Department)?;
    company::foresee_some(work.tx, codes)?;
    seat::foresee_used_by_some(work.tx, codes)?;
    if sees_departments {
        branch::foresee_departments(work.tx, codes)?;
    }
    LIMITS.into_iter().try_for_each(|name| setting::foresee_every(work.tx, name))?;
    let companies = company::some(work.tx, codes)?;
    let parents = companies.values().filter_map(|company| company.parent.as_ref().map(ToString::to_string));
    let parents = match shown("parent") {
        true => names::of(work, Own::Company, &parents.collect())?,
        false => BTreeMap::new(),
    };
    let used = seat::used_by_some(work.tx, codes)?;
    let departments = sees_departments.then(|| branch::departments(work.tx, codes)).transpose()?;
    let limits = Limits::of(work)?;
    let mut told = BTreeSet::new();
    for (code, company) in &companies {
        if let Ok(id) = CompanyId::new(code.as_str())
            && super::seats::are_told(work, &id, company.kind)?
        {
            told.insert(id);
        }
    }
    let row = |code: &String| {
        let company = companies.get(code.as_str())?;
        let used = used.get(code).copied().unwrap_or_default();
        let is_told = told.iter().any(|known| known.as_str() == code);
        Some(CompanyRow {
            name: company.name.clone(),
            kind: Some(company.kind).filter(|_| shown("kind")),
            parent: company.parent.as_ref().and_then(|parent| parents.get(parent.as_str()).cloned()),
            seats: is_told.then(|| seats(used, limits.at(work, code))),
            departments: departments.as_ref().map(|all| all.get(code).copied().unwrap_or_default()),
            code: code.clone(),
        })
    };
    Ok(codes.iter().filter_map(row).collect())
}

fn seats(used: u64, limit: SeatLimit) -> SeatsView {
    let (state, percent) = match (SeatUse { used, limit }).level() {
        SeatLevel::Free => (SeatState::Free, None),
        SeatLevel::Warn(percent) => (SeatState::Warn, Some(percent)),
        SeatLevel::Full => (SeatState::Full, None),
    };
    SeatsView { used, limit: limit.seats, state, percent }
}

/// What limits seats.
const LIMITS: [SettingName; 2] = [SettingName::SEATS_LIMIT, SettingName::SEATS_WARN_PERCENT];

/// The limits of seats that are set anywhere.
struct Limits {
    seats: Vec<(SettingScope, Setting)>,
    warn: Vec<(SettingScope, Setting)>,
}

impl Limits {
    fn of(work: &mut Work<'_, '_>) -> Result<Self, Refused> {
        Ok(Self {
            seats: setting::every(work.tx, SettingName::SEATS_LIMIT)?,
            warn: setting::every(work.tx, SettingName::SEATS_WARN_PERCENT)?,
        })
    }

    /// What holds for a company, of what is set above it and there.
    fn at(&self, work: &Work<'_, '_>, code: &str) -> SeatLimit {
        let above = work.state.snapshot.companies_above(code);
        let number = |name: SettingName, set: &[(SettingScope, Setting)]| {
            let of = |scope: &SettingScope| set.iter().find(|(known, _)| known == scope).cloned();
            let companies = above.iter().rev().filter_map(|code| CompanyId::new(*code).ok());
            let scopes = companies.map(SettingScope::Company);
            let chain: Vec<_> = std::iter::once(SettingScope::Installation)
                .chain(scopes)
                .filter_map(|scope| of(&scope))
                .collect();
            name.effective(&chain).value.as_ref().and_then(SettingValue::number)
        };
        let seats = number(SettingName::SEATS_LIMIT, &self.seats).and_then(|n| u64::try_from(n).ok());
        let warn = number(SettingName::SEATS_WARN_PERCENT, &self.warn).and_then(|n| u8::try_from(n).ok());
        SeatLimit { seats, warn_percent: warn.unwrap_or(100) }
    }
}

/// The departments of a company.
struct Departments {
    all: Vec<DepartmentTwig>,
    /// Whether there are more.
    more: bool,
    /// How many people are in none.
    elsewhere: Option<i64>,
    /// How many people there are at least, where they are too many to be counted.
    at_least: Option<i64>,
}

/// The departments of a company with their people.
fn departments(work: &mut Work<'_, '_>, code: &CompanyId) -> Result<Departments, Refused> {
    let condition = condition(work, Own::Department, branch::BEFORE)?;
    let mut twigs = branch::departments_of(work.tx, code, MOST_AND_ONE, &condition)?;
    let people = people(work, code)?;
    let more = twigs.len() > MOST;
    twigs.truncate(MOST);
    let known: BTreeSet<String> = twigs.iter().map(|twig| twig.code.clone()).collect();
    let count = |code: &str| people.as_ref().ok().map(|people| people.get(code).copied().unwrap_or_default());
    let twig = |Twig { code, name, parent }| DepartmentTwig {
        people: count(&code),
        // What lies in one that he does not see stands at the top of what he sees.
        parent: parent.filter(|parent| known.contains(parent)),
        code,
        name,
    };
    let all = twigs.into_iter().map(twig).collect();
    Ok(Departments { all, more, elsewhere: count(""), at_least: people.err() })
}

/// How many people of a company the actor sees, by department; or how many they are at least. Whoever sees everybody is told what is counted with each
/// write; for others they are counted now, and where they are very many, that takes longer than it is worth.
fn people(work: &mut Work<'_, '_>, code: &CompanyId) -> Result<Result<BTreeMap<String, i64>, i64>, Refused> {
    if work.guard.may(&work.state, Operation::Read, Own::User)?.is_every() {
        return Ok(Ok(seat::by_department(work.tx, code)?));
    }
    let condition = condition(work, Own::User, branch::BEFORE_PEOPLE)?;
    let people = branch::people_of(work.tx, code, MOST_COUNTED + 1, &condition)?;
    Ok(if people.values().sum::<i64>() > MOST_COUNTED { Err(MOST_COUNTED) } else { Ok(people) })
}

/// The condition of those that the actor sees.
fn condition(work: &Work<'_, '_>, own: Own, before: usize) -> Result<Condition, Refused> {
    let matching = work.guard.may(&work.state, Operation::Read, own)?;
    matching.condition(&work.state, &work.guard, work.tx.engine(), before)
}

/// Says what will be asked of a company, so that all of it comes back together.
fn foresee(work: &mut Work<'_, '_>, code: &CompanyId) -> Result<(), Refused> {
    let id = places::id(code);
    work.foresee(Operation::Read, Own::Company, &id)?;
    work.foresee_there(Operation::Update, Own::Company, &id)?;
    work.foresee_there(Operation::Delete, Own::Company, &id)?;
    work.foresee_companies(code)?;
    work.foresee_settings_of_company(code)?;
    seat::foresee_used(work.tx, code)?;
    let parent = work.state.snapshot.companies_above(code).into_iter().nth(1).map(str::to_owned);
    names::foresee(work, Own::Company, &parent.into_iter().collect())?;
    let departments = condition(work, Own::Department, branch::BEFORE)?;
    branch::foresee_departments_of(work.tx, code, MOST_AND_ONE, &departments)?;
    if work.guard.may(&work.state, Operation::Read, Own::User)?.is_every() {
        seat::foresee_by_department(work.tx, code)?;
    } else {
        let people = condition(work, Own::User, branch::BEFORE_PEOPLE)?;
        branch::foresee_people_of(work.tx, code, MOST_COUNTED + 1, &people)?;
    }
    let domain = right_below(code);
    match work.foresee_list(Own::Company, Wanted { domain: &domain, words: &[] }, &BELOW) {
        Err(Refused::Domain(_)) => Ok(()),
        other => other,
    }
}

/// Companies right below another one that are drawn.
const BELOW: Page<'static> = Page { order: Order::Name, after: None, limit: 100 };

fn right_below(code: &CompanyId) -> String {
    format!("[('parent', '=', {})]", serde_json::json!(code))
}

fn below(work: &mut Work<'_, '_>, code: &CompanyId) -> Result<Vec<(String, String)>, Refused> {
    let domain = right_below(code);
    let places = match work.list(Own::Company, Wanted { domain: &domain, words: &[] }, &BELOW) {
        Ok(places) => places,
        // Whoever may not read what lies above a company is not told by it either.
        Err(Refused::Domain(_)) => Vec::new(),
        Err(other) => return Err(other),
    };
    let named = places.into_iter().filter_map(|place| match place.id {
        Id::Text(code) => Some((code, place.name)),
        Id::Number(_) => None,
    });
    Ok(named.collect())
}
