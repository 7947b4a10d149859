//! Users as a page shows them to people: a line of each with roles and places by name. Everything that the page needs comes from one look
//! at the database, of as many statements for a hundred people as for five.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{AccountState, AreaCode, CompanyId, Operation, RoleLine, RoleScope, UserId, UserKind};
use bailiwick_policy::records::NoRecords;
use bailiwick_store::{
    account::search_words,
    own::{self, Order, Own, Place},
    sign_in::device,
    user::{self, Brief},
};
use jiff::civil::Date;
use serde_json::{Map, Value as Json};

use crate::administration::{
    Administration, Ctx, Done, Listing, Refused, Work, delegation,
    desk::RoleChoice,
    guard::Matching,
    lines::{self, seen::Sight},
    listing::MOST_COUNTED,
    names,
    work::{Page, Wanted},
};

/// A page of people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// Who is on it.
    pub rows: Vec<BoardRow>,
    /// The place of the last one.
    pub last: Option<Place>,
    /// Whether others follow.
    pub more: bool,
    /// How many there are in all, where that is known.
    pub count: Option<i64>,
    /// Whether there are more than `count`.
    pub count_is_least: bool,
    /// The roles that there are, to whoever may see them.
    pub roles: Vec<RoleChoice>,
    /// What areas that the page names are called.
    pub areas: BTreeMap<String, String>,
    /// What companies that the page names are called.
    pub companies: BTreeMap<String, String>,
    /// Whether the actor helps anybody to sign in, so that he may know when people came last.
    pub sees_sign_ins: bool,
    /// Fields that the actor may not read, on whomever: they are no columns, and nothing to filter by.
    pub unread: BTreeSet<String>,
}

/// Somebody on a page, as far as the actor sees.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardRow {
    /// The login.
    pub login: UserId,
    /// What to call him.
    pub name: String,
    /// Whose side.
    pub kind: Option<UserKind>,
    /// Home company.
    pub company: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// Where he works.
    pub area: Option<String>,
    /// Where the account stands.
    pub state: Option<AccountState>,
    /// Address.
    pub email: Option<String>,
    /// What the job is called.
    pub job_title: Option<String>,
    /// When the account was changed last.
    pub changed_us: Option<i64>,
    /// When he came last, where that was asked for and the actor helps him to sign in.
    pub signed_in_us: Option<i64>,
    /// His own role lines: those that count first, then those that will.
    pub roles: Vec<HeldRole>,
}

/// A role line, in short.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldRole {
    /// What the role is called.
    pub label: String,
    /// Whether it counts in areas only.
    pub is_local: bool,
    /// In which.
    pub areas: Vec<AreaCode>,
    /// In which companies only.
    pub companies: Vec<CompanyId>,
    /// Whether it counts today.
    pub standing: Standing,
}

/// Whether a role line counts today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It does.
    Enabled,
    /// It will from this day on.
    Scheduled(Date),
    /// It did.
    Expired,
}

impl Administration {
    /// A page of the users whom the actor may see and asks for. How many there are is counted where that is asked for, where all are on the page,
    /// and where counting costs nothing. `named` are codes that are shown by name as well. When people came last is read where
    /// that is asked for.
    ///
    /// # Errors
    /// [`Refused::Domain`] for a filter that cannot be read or asks for what the actor may not see.
    pub fn user_board(
        &self,
        ctx: &Ctx,
        listing: &Listing,
        named: &[String],
        sign_ins: bool,
    ) -> Result<Done<Board>, Refused> {
        self.read(ctx, |work| {
            let words = search_words(&listing.search);
            let wanted = Wanted { domain: &listing.domain, words: &words };
            let limit = i64::try_from(listing.limit).unwrap_or(i64::MAX).max(1);
            let page =
                Page { order: listing.order, after: listing.after.as_ref(), limit: limit.saturating_add(1) };
            let mut places = work.list(Own::User, wanted, &page)?;
            let more = places.len() > listing.limit;
            places.truncate(listing.limit);
            let is_first = listing.after.is_none();
            let count = match () {
                () if is_first && !more => i64::try_from(places.len()).ok(),
                () if listing.count || is_first && is_cheap(work, listing)? => {
                    Some(work.count(Own::User, wanted, MOST_COUNTED + 1)?)
                }
                () => None,
            };
            let logins = places.iter().filter_map(|place| UserId::new(place.id.to_string()).ok());
            let logins: Vec<UserId> = logins.collect();
            let mut rows = rows(work, &logins)?;
            let helps = work.guard.may(&work.state, Operation::Update, Own::User)?;
            let sees_sign_ins = !helps.is_none();
            if sign_ins && sees_sign_ins {
                let last = signed_in(work, helps, logins)?;
                for row in &mut rows {
                    row.signed_in_us = last.get(row.login.as_str()).copied();
                }
            }
            let areas = rows.iter().flat_map(places_of).chain(named.iter().cloned()).collect();
            let companies = rows.iter().filter_map(|row| row.company.clone()).chain(named.iter().cloned());
            let companies = companies.collect();
            names::foresee(work, Own::Area, &areas)?;
            names::foresee(work, Own::Company, &companies)?;
            let areas = names::of(work, Own::Area, &areas)?;
            let companies = names::of(work, Own::Company, &companies)?;
            Ok(Board {
                last: places.pop(),
                more,
                count: count.map(|count| count.min(MOST_COUNTED)),
                count_is_least: count.is_some_and(|count| count > MOST_COUNTED),
                roles: RoleChoice::seen(work)?,
                sees_sign_ins,
                areas,
                companies,
                unread: work.guard.unread(&work.state, Own::User)?,
                rows,
            })
        })
    }
}

/// When those of some users came last whom the actor helps to sign in.
fn signed_in(
    work: &mut Work<'_, '_>,
    helps: Matching,
    mut logins: Vec<UserId>,
) -> Result<BTreeMap<String, i64>, Refused> {
    logins.retain(|login| delegation::may_help(work, login).is_ok());
    if !helps.is_every() && !logins.is_empty() {
        let codes: Vec<&str> = logins.iter().map(|login| login.as_str()).collect();
        let domain = format!("[('login', 'in', {})]", Json::from(codes));
        let helped = helps.and(work.guard.found(&work.state, Own::User, &domain)?);
        let condition = helped.condition(&work.state, &work.guard, work.tx.engine(), 1)?;
        let most = i64::try_from(logins.len()).unwrap_or(i64::MAX);
        let found = own::list(work.tx, Own::User, Order::Id, None, most, &condition)?;
        let found: BTreeSet<String> = found.into_iter().map(|place| place.id.to_string()).collect();
        logins.retain(|login| found.contains(login.as_str()));
    }
    let mut last = BTreeMap::new();
    for some in logins.chunks(device::AT_ONCE) {
        last.extend(device::last(work.tx, some)?);
    }
    Ok(last)
}

/// Whether counting stops soon: nobody is left out, so that every row counts.
fn is_cheap(work: &Work<'_, '_>, listing: &Listing) -> Result<bool, Refused> {
    let is_plain = listing.domain.trim().is_empty() && listing.search.trim().is_empty();
    Ok(is_plain && work.guard.found(&work.state, Own::User, "")?.is_every())
}

/// The areas that a row names.
fn places_of(row: &BoardRow) -> impl Iterator<Item = String> {
    let lines = row.roles.iter().flat_map(|held| held.areas.first()).map(ToString::to_string);
    row.area.clone().into_iter().chain(lines)
}

/// The lines of these people, in this order.
fn rows(work: &mut Work<'_, '_>, logins: &[UserId]) -> Result<Vec<BoardRow>, Refused> {
    user::foresee_brief(work.tx, logins)?;
    lines::seen::foresee_of_users(work, logins)?;
    let mut known = user::brief(work.tx, logins)?;
    known.sort_by(|one, other| one.login.cmp(&other.login));
    let sight = lines::seen::of_users(work, logins)?;
    let in_order = logins.iter().filter_map(|login| {
        let at = known.binary_search_by(|brief| brief.login.cmp(login)).ok()?;
        known.get(at)
    });
    in_order.map(|brief| row(work, brief, &sight)).collect()
}

fn row(work: &Work<'_, '_>, brief: &Brief, sight: &Sight) -> Result<BoardRow, Refused> {
    let hidden = work.hidden(Own::User, &values(brief))?;
    let shown = |field: &str, value: &Option<String>| value.clone().filter(|_| !hidden.contains(field));
    let number = work.state.snapshot.find_user(&brief.login);
    let is_own = number.is_some() && number == work.guard.user();
    let day = number.map(|number| work.state.snapshot.asker(number, work.guard.moment(), &NoRecords).day());
    let lines = brief.lines.iter().filter(|(id, _)| is_own || sight.has(id.0));
    let mut roles: Vec<HeldRole> = lines.map(|(_, line)| held(work, line, day)).collect();
    roles.sort_by_key(|held| held.standing);
    Ok(BoardRow {
        login: brief.login.clone(),
        name: brief.name.clone().unwrap_or_else(|| brief.login.to_string()),
        kind: Some(brief.kind).filter(|_| !hidden.contains("kind")),
        company: shown("company", &brief.company),
        department: shown("department", &brief.department),
        area: shown("area", &brief.area),
        state: Some(brief.state).filter(|_| !hidden.contains("state")),
        email: shown("email", &brief.email),
        job_title: shown("job_title", &brief.job_title),
        changed_us: brief.changed_us.filter(|_| !hidden.contains("changed")),
        signed_in_us: None,
        roles,
    })
}

fn held(work: &Work<'_, '_>, line: &RoleLine, day: Option<Date>) -> HeldRole {
    let role = work.policy().roles.get(line.role());
    let days = line.validity();
    let standing = match (day, days.from()) {
        (Some(day), Some(from)) if from > day => Standing::Scheduled(from),
        (Some(day), _) if days.is_enabled(day) => Standing::Enabled,
        _ => Standing::Expired,
    };
    HeldRole {
        label: role.map_or_else(|| line.role().to_string(), |role| role.label.clone()),
        is_local: role.is_some_and(|role| role.scope == RoleScope::Local),
        areas: line.areas().to_vec(),
        companies: line.companies().to_vec(),
        standing,
    }
}

/// Somebody as the engine sees a record of the user model.
fn values(brief: &Brief) -> Map<String, Json> {
    let values: [(&str, Json); 18] = [
        ("id", brief.login.as_str().into()),
        ("login", brief.login.as_str().into()),
        ("external_id", brief.external_id.clone().into()),
        ("name", brief.name.clone().into()),
        ("kind", brief.kind.word().into()),
        ("company", brief.company.clone().into()),
        ("department", brief.department.clone().into()),
        ("area", brief.area.clone().into()),
        ("state", brief.state.as_str().into()),
        ("active", brief.active.into()),
        ("superuser", brief.superuser.into()),
        ("email", brief.email.clone().into()),
        ("first_name", brief.first_name.clone().into()),
        ("last_name", brief.last_name.clone().into()),
        ("job_title", brief.job_title.clone().into()),
        ("language", brief.language.clone().into()),
        ("timezone", brief.timezone.clone().into()),
        ("valid_from", brief.valid_from.clone().into()),
    ];
    let mut values: Map<String, Json> =
        values.into_iter().map(|(field, value)| (field.to_owned(), value)).collect();
    values.insert("valid_to".to_owned(), brief.valid_to.clone().into());
    values.retain(|_, value| !value.is_null());
    values
}
