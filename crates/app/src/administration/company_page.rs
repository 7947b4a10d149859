//! Companies as pages show them: a list with seats, and one company with its departments and what holds there, each read in a few questions
//! whatever their number.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{
    Company, CompanyId, CompanyKind, Operation, SeatLevel, SeatLimit, SeatUse, Setting, SettingName,
    SettingScope, SettingValue,
};
use bailiwick_protocol::rest::{CompanyView, Listed, SeatState, SeatsView, SettingView};
use bailiwick_store::{
    branch::{self, AT_ONCE, Twig},
    company,
    own::{Id, Own},
    setting,
};

use super::{
    Administration, Ctx, Listing, Refused, Turned, Work,
    listing::listed_together,
    names,
    places::{self, Seats},
    settings,
};

/// Departments of a company that are drawn.
const MOST: usize = 500;

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
    /// How far its seats are taken.
    pub seats: SeatsView,
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
    /// People at home in it and in no department, as far as the actor sees them.
    pub people_elsewhere: i64,
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
    /// People who belong to it, as far as the actor sees them.
    pub people: i64,
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
            let code = places::seen::<Company>(work, code)?;
            let view = places::view::<Company>(work, &code, Seats::Always)?;
            let parent = match &view.form.parent {
                Some(parent) => {
                    names::of(work, Own::Company, &BTreeSet::from([parent.to_string()]))?.into_values().next()
                }
                None => None,
            };
            let (departments, more_departments, people_elsewhere) = departments(work, &code)?;
            let sees_settings = work.guard.may_somewhere(&work.state, Operation::Read, Own::Setting)?;
            let scope = SettingScope::Company(code.clone());
            let id = places::id(&code);
            Ok(CompanyPage {
                view,
                parent,
                departments,
                more_departments,
                people_elsewhere,
                below: below(work, &code)?,
                settings: if sees_settings { settings::all_at(work, &scope)? } else { Vec::new() },
                changes: work.may(Operation::Update, Own::Company, &id)?,
                deletes: work.may(Operation::Delete, Own::Company, &id)?,
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
    let companies = company::some(work.tx, codes)?;
    let parents = companies.values().filter_map(|company| company.parent.as_ref().map(ToString::to_string));
    let parents = match shown("parent") {
        true => names::of(work, Own::Company, &parents.collect())?,
        false => BTreeMap::new(),
    };
    let used = branch::seats(work.tx, codes)?;
    let departments = match work.guard.may_somewhere(&work.state, Operation::Read, Own::Department)? {
        true => Some(branch::departments(work.tx, codes)?),
        false => None,
    };
    let limits = Limits::of(work)?;
    let row = |code: &String| {
        let company = companies.get(code.as_str())?;
        let used = used.get(code).copied().unwrap_or_default().unsigned_abs();
        Some(CompanyRow {
            name: company.name.clone(),
            kind: Some(company.kind).filter(|_| shown("kind")),
            parent: company.parent.as_ref().and_then(|parent| parents.get(parent.as_str()).cloned()),
            seats: seats(used, limits.at(work, code)),
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

/// The departments of a company with their people, whether there are more, and how many people are in none.
fn departments(
    work: &mut Work<'_, '_>,
    code: &CompanyId,
) -> Result<(Vec<DepartmentTwig>, bool, i64), Refused> {
    let engine = work.tx.engine();
    let limit = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
    let matching = work.guard.may(&work.state, Operation::Read, Own::Department)?;
    let condition = matching.condition(&work.state, &work.guard, engine, branch::BEFORE)?;
    let mut twigs = branch::departments_of(work.tx, code, limit, &condition)?;
    let matching = work.guard.may(&work.state, Operation::Read, Own::User)?;
    let condition = matching.condition(&work.state, &work.guard, engine, branch::BEFORE_PEOPLE)?;
    let people = branch::people_of(work.tx, code, &condition)?;
    let more = twigs.len() > MOST;
    twigs.truncate(MOST);
    let known: BTreeSet<String> = twigs.iter().map(|twig| twig.code.clone()).collect();
    let twig = |Twig { code, name, parent }| DepartmentTwig {
        people: people.get(&code).copied().unwrap_or_default(),
        // What lies in one that he does not see stands at the top of what he sees.
        parent: parent.filter(|parent| known.contains(parent)),
        code,
        name,
    };
    Ok((twigs.into_iter().map(twig).collect(), more, people.get("").copied().unwrap_or_default()))
}

fn below(work: &mut Work<'_, '_>, code: &CompanyId) -> Result<Vec<(String, String)>, Refused> {
    let domain = format!("[('parent', '=', {})]", serde_json::json!(code));
    let page = super::work::Page { order: bailiwick_store::own::Order::Name, after: None, limit: 100 };
    let wanted = super::work::Wanted { domain: &domain, words: &[] };
    let places = match work.list(Own::Company, wanted, &page) {
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
