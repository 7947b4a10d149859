//! Role lines: who is assigned what, where, from when until when.

pub(crate) mod choices;
pub(crate) mod seen;

use bailiwick_model::{
    CompanyId, DepartmentId, Operation, RoleId, RoleLine, RoleScope, User, UserId, Validity, ValidityError,
    audit::{Actor, AuditAction, AuditObject},
};
use bailiwick_protocol::rest::{FormError, LineChange, LineForm, LineView};
use bailiwick_store::{
    company, department,
    own::{Id, Own},
    role_line::{self, LineId, Owner},
    sign_in::session,
};
use jiff::{ToSpan, civil::Date};

use crate::sign_in;

use super::{
    Administration, Ctx, Done, Refused, Subject, Work, delegation, difference::difference, known, tag::tag,
    texts, trees::check_match,
};

/// Who holds a line.
pub type Holder = Owner;

impl Administration {
    /// Assigns a role. Where the actor says what he has seen, that is the holder with its own lines.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way: among others the exact sentences about roles and areas, and that nobody gives
    /// more than he holds.
    pub fn add_line(&self, ctx: &Ctx, holder: &Holder, form: &LineForm) -> Result<Done<LineView>, Refused> {
        let make = |work: &mut Work<'_, '_>| {
            check_holder(work, holder)?;
            Subject::from(holder).check_match(work)?;
            let id = add(work, holder, form)?;
            Ok((one(work, id)?, id.0))
        };
        self.create(ctx, make, |work, id| {
            found(work, id)?;
            one(work, LineId(id))
        })
    }

    /// A line, with its holder's day.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is none that the actor may see.
    pub fn show_line(&self, ctx: &Ctx, id: i64) -> Result<Done<LineView>, Refused> {
        self.read(ctx, |work| {
            found(work, id)?;
            one(work, LineId(id))
        })
    }

    /// Changes where or when a line counts.
    ///
    /// # Errors
    /// As for [`Administration::add_line`].
    pub fn change_line(
        &self,
        ctx: &Ctx,
        id: i64,
        edit: impl Fn(&LineChange) -> Result<LineChange, FormError>,
    ) -> Result<Done<LineView>, Refused> {
        self.write(ctx, |work| {
            as_seen(work, id)?;
            change(work, id, &edit)?;
            one(work, LineId(id))
        })
    }

    /// Has a line count no longer from today on: its last day is yesterday. One that has not begun is taken away.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn end_line(&self, ctx: &Ctx, id: i64) -> Result<Done<()>, Refused> {
        self.write(ctx, |work| {
            let (holder, line) = as_seen(work, id)?;
            end(work, id, &holder, &line).map(drop)
        })
    }

    /// Takes a line away, as if it had never been. The trail keeps it.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn remove_line(&self, ctx: &Ctx, id: i64) -> Result<Done<()>, Refused> {
        self.write(ctx, |work| {
            let (holder, line) = as_seen(work, id)?;
            remove(work, id, &holder, &line)
        })
    }
}

/// Changes where or when a line counts.
pub(crate) fn change(
    work: &mut Work<'_, '_>,
    id: i64,
    edit: impl Fn(&LineChange) -> Result<LineChange, FormError>,
) -> Result<(), Refused> {
    let (holder, line) = found(work, id)?;
    let before = change_of(&line);
    let wanted = edit(&before)?;
    if wanted == before { Ok(()) } else { put(work, id, &holder, &line, wanted) }
}

/// Takes a line away.
pub(crate) fn take(work: &mut Work<'_, '_>, id: i64) -> Result<(), Refused> {
    let (holder, line) = found(work, id)?;
    remove(work, id, &holder, &line)
}

/// What ending a line did.
pub(crate) enum Ended {
    /// It was over.
    Nothing,
    /// Its last day is another one now.
    On(Date),
    /// It had not begun, so it is gone.
    Removed,
}

/// Has a line count no longer from today on.
pub(crate) fn end(
    work: &mut Work<'_, '_>,
    id: i64,
    holder: &Holder,
    line: &RoleLine,
) -> Result<Ended, Refused> {
    let yesterday = today(work, holder)?.checked_sub(1.day()).unwrap_or(Date::MIN);
    if line.validity().from().is_some_and(|from| from > yesterday) {
        remove(work, id, holder, line)?;
        return Ok(Ended::Removed);
    }
    if line.validity().to().is_some_and(|to| to <= yesterday) {
        return Ok(Ended::Nothing);
    }
    put(work, id, holder, line, LineChange { to: Some(yesterday), ..change_of(line) })?;
    Ok(Ended::On(yesterday))
}

/// Assigns a role to a holder who is there.
pub(crate) fn add(work: &mut Work<'_, '_>, holder: &Holder, form: &LineForm) -> Result<LineId, Refused> {
    let LineForm { role, areas, companies, from, to, reason } = form.clone();
    let line = built(work, role, None, LineChange { areas, companies, from, to, reason })?;
    let granted_by = match &work.ctx.author.actor {
        Actor::User(login) => Some(login.clone()),
        _ => None,
    };
    let reason = line.reason().map(str::to_owned).or_else(|| work.ctx.author.reason.clone());
    let line = line.granted(granted_by, reason);
    let id = role_line::insert(work.tx, holder, &line)?;
    work.require_written(Operation::Create, Own::RoleLine, &Id::Number(id.0))?;
    delegation::may_give(work, holder, &line)?;
    told(work, AuditAction::LINE_GRANTED, holder, id.0, None, Some(&line));
    Ok(id)
}

/// Writes a changed line. What it would give now must be the actor's to give, and what it gave his to take.
pub(crate) fn put(
    work: &mut Work<'_, '_>,
    id: i64,
    holder: &Holder,
    before: &RoleLine,
    wanted: LineChange,
) -> Result<(), Refused> {
    // He has seen it, so what he may not do is no secret.
    work.require_written(Operation::Update, Own::RoleLine, &Id::Number(id))?;
    let after = built(work, before.role().clone(), Some(before), wanted)?;
    let reason = after.reason().map(str::to_owned);
    let after = after.granted(before.granted_by().cloned(), reason);
    delegation::may_take(work, before)?;
    delegation::may_give(work, holder, &after)?;
    role_line::update(work.tx, LineId(id), &after)?;
    work.require_written(Operation::Update, Own::RoleLine, &Id::Number(id))?;
    told(work, AuditAction::LINE_CHANGED, holder, id, Some(before), Some(&after));
    lost(work, holder, before, Some(&after))
}

/// Ends the sessions of whoever has lost a role, where that is set. Lines of companies and departments, and days that pass, are looked at when a
/// session is shown (`sign_in/admission.rs`).
fn lost(
    work: &mut Work<'_, '_>,
    holder: &Holder,
    before: &RoleLine,
    after: Option<&RoleLine>,
) -> Result<(), Refused> {
    let Owner::User(login) = holder else { return Ok(()) };
    // Mostly there are none, and then nothing more is asked.
    if session::count(work.tx, login)? == 0 {
        return Ok(());
    }
    let today = today(work, holder)?;
    let counts = |line: &RoleLine| line.role() == before.role() && line.validity().is_enabled(today);
    if !counts(before) || after.is_some_and(counts) {
        return Ok(());
    }
    // Another line may give the same role.
    match own(work, holder)?.iter().any(|(_, line)| counts(line)) {
        true => Ok(()),
        false => sign_in::role_lost(work, login),
    }
}

/// Takes a line away.
pub(crate) fn remove(
    work: &mut Work<'_, '_>,
    id: i64,
    holder: &Holder,
    line: &RoleLine,
) -> Result<(), Refused> {
    work.require_written(Operation::Delete, Own::RoleLine, &Id::Number(id))?;
    delegation::may_take(work, line)?;
    role_line::delete(work.tx, LineId(id))?;
    delegation::may_leave_unmanaged(work, holder)?;
    told(work, AuditAction::LINE_REMOVED, holder, id, Some(line), None);
    lost(work, holder, line, None)
}

/// A line of a role that there is, at places that there are. Those of the line before are not asked about again.
fn built(
    work: &mut Work<'_, '_>,
    role: RoleId,
    before: Option<&RoleLine>,
    wanted: LineChange,
) -> Result<RoleLine, Refused> {
    let LineChange { areas, companies, from, to, reason } = wanted;
    let (role, scope) = known_role(work, role)?;
    let no =
        |pointer: String, kind: &str, code: &str| Err(Refused::invalid(pointer, known::absent(kind, code)));
    let had = before.map(|line| (line.areas(), line.companies())).unwrap_or_default();
    for (at, code) in areas.iter().enumerate() {
        if !had.0.contains(code) && !known::area(work, code, &companies)? {
            return no(format!("/areas/{at}"), "area", code);
        }
    }
    for (at, code) in companies.iter().enumerate() {
        if !had.1.contains(code) && !known::company(work, code, &areas)? {
            return no(format!("/companies/{at}"), "company", code);
        }
    }
    let validity = Validity::new(from, to).map_err(|error| {
        let is_first = matches!(error, ValidityError::TooEarly { is_first: true, .. });
        Refused::invalid(if is_first { "/from" } else { "/to" }, error.to_string())
    })?;
    let line = RoleLine::new(role, scope, areas, companies, validity)
        .map_err(|error| Refused::invalid("/areas", error.to_string()))?;
    let had = before.and_then(RoleLine::reason);
    Ok(line.granted(None, texts::reason(had, reason)?))
}

/// The role of this id; or, for people, the only one of this label.
pub(crate) fn known_role(work: &Work<'_, '_>, wanted: RoleId) -> Result<(RoleId, RoleScope), Refused> {
    let roles = &work.policy().roles;
    if let Some(role) = roles.get(&wanted) {
        return Ok((wanted, role.scope));
    }
    let mut labelled = roles.iter().filter(|(_, role)| role.label.eq_ignore_ascii_case(&wanted));
    match (labelled.next(), labelled.next()) {
        (Some((id, role)), None) => Ok((id.clone(), role.scope)),
        (Some(_), Some(_)) => Err(Refused::invalid(
            "/role",
            format!("several roles are labelled {:?}; name the one you mean by its id", wanted.as_str()),
        )),
        (None, _) => Err(Refused::invalid("/role", format!("there is no role {:?}", wanted.as_str()))),
    }
}

pub(crate) fn change_of(line: &RoleLine) -> LineChange {
    LineChange {
        areas: line.areas().to_vec(),
        companies: line.companies().to_vec(),
        from: line.validity().from(),
        to: line.validity().to(),
        reason: line.reason().map(str::to_owned),
    }
}

/// Makes sure that the holder of a line is one whom the actor may see.
pub(crate) fn check_holder(work: &mut Work<'_, '_>, holder: &Holder) -> Result<(), Refused> {
    let (own, kind, key) = match holder {
        Owner::User(login) => (Own::User, "user", login.as_str()),
        Owner::Department(code) => (Own::Department, "department", code.as_str()),
        Owner::Company(code) => (Own::Company, "company", code.as_str()),
    };
    if work.may(Operation::Read, own, &Id::Text(key.to_owned()))? {
        Ok(())
    } else {
        Err(Refused::missing(kind, key))
    }
}

/// A line that the actor may see, with its holder.
pub(crate) fn found(work: &mut Work<'_, '_>, id: i64) -> Result<(Holder, RoleLine), Refused> {
    let found = role_line::find(work.tx, LineId(id))?;
    let found = match found {
        Some((holder, line)) if seen::is_seen(work, &holder, id)? => Some((holder, line)),
        _ => None,
    };
    work.looked(Own::RoleLine, Operation::Read, &id.to_string(), found.is_some());
    found.ok_or_else(|| Refused::missing("role line", id.to_string()))
}

/// A line that the actor may see, and has seen as it is.
fn as_seen(work: &mut Work<'_, '_>, id: i64) -> Result<(Holder, RoleLine), Refused> {
    let (holder, line) = found(work, id)?;
    check_match(work.ctx, "role line", &tag(&line))?;
    Ok((holder, line))
}

/// The holder's own lines with their numbers.
pub(crate) fn own(work: &mut Work<'_, '_>, holder: &Holder) -> Result<Vec<(i64, RoleLine)>, Refused> {
    Ok(role_line::list_for(work.tx, holder)?.into_iter().map(|(id, line)| (id.0, line)).collect())
}

/// The departments and companies whose lines a user has, nearest first. A circle in the data ends.
pub(crate) fn above(work: &mut Work<'_, '_>, user: &User) -> Result<Vec<Holder>, Refused> {
    user.department.as_ref().map_or(Ok(()), |code| work.foresee_departments(code))?;
    user.company.as_ref().map_or(Ok(()), |code| work.foresee_companies(code))?;
    let mut found: Vec<Holder> = Vec::new();
    let mut next: Option<DepartmentId> = user.department.clone();
    while let Some(code) = next.take() {
        let holder = Owner::Department(code.clone());
        if found.contains(&holder) {
            break;
        }
        next = department::find(work.tx, &code)?.and_then(|department| department.parent);
        found.push(holder);
    }
    let mut next: Option<CompanyId> = user.company.clone();
    while let Some(code) = next.take() {
        let holder = Owner::Company(code.clone());
        if found.contains(&holder) {
            break;
        }
        next = company::find(work.tx, &code)?.and_then(|company| company.parent);
        found.push(holder);
    }
    Ok(found)
}

fn one(work: &mut Work<'_, '_>, id: LineId) -> Result<LineView, Refused> {
    let missing = || Refused::missing("role line", id.to_string());
    let (holder, line) = role_line::find(work.tx, id)?.ok_or_else(missing)?;
    let day = today(work, &holder)?;
    Ok(LineView { tag: Some(tag(&line)), ..view(id.0, &line, day, "own".to_owned()) })
}

/// Whether a user's rights are managed by role lines, own ones or those of where he belongs.
pub(crate) fn is_managed(work: &mut Work<'_, '_>, login: &UserId, user: &User) -> Result<bool, Refused> {
    let mut holders = vec![Owner::User(login.clone())];
    holders.extend(above(work, user)?);
    for holder in holders {
        if !own(work, &holder)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A line as somebody would write it.
pub(crate) fn form(line: &RoleLine) -> LineForm {
    let LineChange { areas, companies, from, to, reason } = change_of(line);
    LineForm { role: line.role().clone(), areas, companies, from, to, reason }
}

fn view(id: i64, line: &RoleLine, day: Date, source: String) -> LineView {
    let form = form(line);
    let enabled = line.validity().is_enabled(day);
    LineView { id, form, granted_by: line.granted_by().cloned(), enabled, source, tag: None }
}

/// The day that it is for a holder: in the zone of the home company, as the engine has it.
pub(crate) fn today(work: &mut Work<'_, '_>, holder: &Holder) -> Result<Date, Refused> {
    let zone = match holder {
        Owner::User(login) => {
            let company = bailiwick_store::user::company(work.tx, login)?;
            company_zone(work, company)?
        }
        Owner::Department(code) => {
            let company = department::find(work.tx, code)?.map(|department| department.company);
            company_zone(work, company)?
        }
        Owner::Company(code) => company_zone(work, Some(code.clone()))?,
    };
    Ok(day_in(work, zone.as_deref()))
}

fn day_in(work: &Work<'_, '_>, zone: Option<&str>) -> Date {
    let zone = zone.and_then(|zone| jiff::tz::TimeZone::get(zone).ok()).unwrap_or(jiff::tz::TimeZone::UTC);
    let now = jiff::Timestamp::from_microsecond(work.ctx.author.at_us).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    now.to_zoned(zone).date()
}

/// The nearest zone that a company or one above it has. A circle in the data ends.
fn company_zone(work: &mut Work<'_, '_>, start: Option<CompanyId>) -> Result<Option<String>, Refused> {
    start.as_ref().map_or(Ok(()), |code| work.foresee_companies(code))?;
    let (mut next, mut seen) = (start, Vec::new());
    while let Some(code) = next.take().filter(|code| !seen.contains(code)) {
        let Some(company) = company::find(work.tx, &code)? else { break };
        if company.timezone.is_some() {
            return Ok(company.timezone);
        }
        next = company.parent;
        seen.push(code);
    }
    Ok(None)
}

/// Tells the feed and the trail. Lines of companies and departments shape everybody below.
fn told(
    work: &mut Work<'_, '_>,
    action: AuditAction,
    holder: &Holder,
    id: i64,
    before: Option<&RoleLine>,
    after: Option<&RoleLine>,
) {
    let (kind, key) = match holder {
        Owner::User(login) => ("user", login.as_str()),
        Owner::Department(code) => ("department", code.as_str()),
        Owner::Company(code) => ("company", code.as_str()),
    };
    work.changed(kind, key, "updated");
    let mut changes = vec![bailiwick_model::audit::AuditChange::shown("line", None, Some(id.into()))];
    changes.extend(difference(before, after));
    work.tell(action, AuditObject::new(kind, key), changes);
}
