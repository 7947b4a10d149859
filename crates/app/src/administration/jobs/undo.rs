//! Taking back what a job did, the last item first. What others have changed since stays, and is told.

use bailiwick_model::{
    Operation, UserId,
    audit::{AuditAction, AuditChange, Values},
};
use bailiwick_protocol::rest::{LineChange, LineForm, merged};
use bailiwick_store::{
    avatar,
    job::{self, Job},
    own::Own,
    password_reset,
    role_line::{self, LineId},
    sign_in::ticket,
    user,
};
use jiff::civil::Date;
use serde_json::{Map, Value as Json};

use super::{
    act::END_SESSIONS,
    batch::Batch,
    clearing,
    item::{self, Trace, Verdict},
    login_of,
};
use crate::{
    administration::{
        Refused, Work, delegation,
        difference::difference,
        lines::{self, Holder},
        seats,
        users::{self, Whole, state},
    },
    error::AppError,
    sign_in::{Errand, foreign_password},
};

/// Items of a batch.
const BATCH: i64 = 200;

/// Makes sure that a job can be taken back.
pub(super) fn check(work: &mut Work<'_, '_>, job: &Job, dry_run: bool) -> Result<(), Refused> {
    let no = |why: String| Err(Refused::Conflict(why));
    let id = &job.id;
    if !job.state.has_ended() {
        return no(format!("job {id} is {}; stop it first, or wait until it has ended", job.state.as_str()));
    }
    if job.dry_run {
        return no(format!("job {id} was a dry run, so there is nothing to take back"));
    }
    if job.undoes.is_some() {
        return no(format!("job {id} took back another one; do that one again instead"));
    }
    if job.kind == END_SESSIONS {
        return no(format!("job {id} ended sessions, which nothing brings back; their users sign in again"));
    }
    clearing::must_be_there(job)?;
    match job::undone_by(work.tx, id, false)? {
        Some(other) if !dry_run => no(format!("job {id} is taken back by job {other} already")),
        _ => Ok(()),
    }
}

/// Takes back the next items.
pub(super) fn batch(work: &mut Work<'_, '_>, job: &Job, undone: &str) -> Result<Batch, Refused> {
    // What was taken back last has the lowest number; places are numbers, counted down.
    let before = if job.place == 0 { i64::MAX } else { job.place };
    let traced = job::items_before(work.tx, undone, before, BATCH)?;
    let is_last = i64::try_from(traced.len()).is_ok_and(|count| count < BATCH);
    let place = traced.last().map_or(job.place, |item| item.number);
    let mut items = Vec::with_capacity(traced.len());
    for traced in traced {
        let (number, login) = (traced.number, traced.object);
        let trace: Trace =
            serde_json::from_str(traced.undo.as_deref().unwrap_or_default()).map_err(|error| {
                Refused::App(AppError::Invalid(format!("item {number} of job {undone}: {error}")))
            })?;
        items.push(match work.part(|work| take_back(work, &login, &trace))? {
            Ok(kept) if kept.is_empty() => item::done(number, login, Verdict::Changed, None),
            Ok(kept) => {
                let faults = kept
                    .into_iter()
                    .map(|message| bailiwick_protocol::rest::ItemFault { column: None, message });
                let faults: Vec<_> = faults.collect();
                let refused = item::refused(number, login, &faults, None);
                job::Item { verdict: "partly".to_owned(), ..refused }
            }
            Err(refused) => item::refused(number, login, &item::faults(refused), None),
        });
    }
    Ok(Batch { items, place, is_last })
}

/// Takes back what was done to one user, and says what had to stay.
fn take_back(work: &mut Work<'_, '_>, login: &str, trace: &Trace) -> Result<Vec<String>, Refused> {
    let login = login_of(login)?;
    work.acquaint(&login)?;
    let before = users::found(work, login.as_str())?;
    if trace.created {
        return unmake(work, &before, trace);
    }
    let mut kept = Vec::new();
    if trace.reset {
        // Whoever may ask for a new password may also take the asking back.
        work.require(Operation::Update, Own::User, &before.id())?;
        delegation::may_change(work, &before, &["email"])?;
        password_reset::delete(work.tx, &login)?;
        ticket::delete_of(work.tx, &login, Errand::Reset.as_str())?;
    }
    if trace.password && !foreign_password::take_back(work, &login, trace.at_us)? {
        kept.push("password: another one was set since, so it stays".to_owned());
    }
    if let Some((from, to)) = trace.state {
        let now = before.kept.account.state;
        match now == to {
            true => state::set(work, &before, from)?,
            false => kept.push(format!("state: it is {now} since, so it stays")),
        }
    }
    lines_back(work, &login, trace, &mut kept)?;
    fields_back(work, &login, trace, &mut kept)?;
    Ok(kept)
}

/// A user who was made goes: without a trace but in the trail when nobody has touched him since, else as one who leaves.
fn unmake(work: &mut Work<'_, '_>, whole: &Whole, trace: &Trace) -> Result<Vec<String>, Refused> {
    // The reason of a line may be that of the whole job, and is no part of what it gives.
    let plain = |form: &LineForm| LineForm { reason: None, ..form.clone() };
    let now = whole_lines(work, &whole.login)?;
    let now = now.iter().map(|(id, line)| (*id, plain(&lines::form(line))));
    let lines_stand = now.eq(trace.given.iter().map(|(id, form)| (*id, plain(form))));
    let state = whole.kept.account.state;
    let untouched = trace.state == Some((state, state))
        && whole.user.groups.is_empty()
        && whole.user.overrides.is_empty()
        && lines_stand
        && avatar::digest(work.tx, &whole.login)?.is_none()
        && difference(None, Some(&whole.form())) == trace.fields;
    if !untouched {
        state::set(work, whole, bailiwick_model::AccountState::Left)?;
        return Ok(vec!["it was changed since, so the account is kept as one that was left".to_owned()]);
    }
    work.require(Operation::Delete, Own::User, &whole.id())?;
    delegation::may_change(work, whole, &["email"])?;
    for (_, line) in whole_lines(work, &whole.login)? {
        delegation::may_take(work, &line)?;
    }
    user::delete(work.tx, &whole.login)?;
    seats::taken(work, Some(whole), None)?;
    work.changed("user", whole.login.as_str(), "deleted");
    // His keys went with him; whoever keeps them at hand looks again.
    work.changed("key", whole.login.as_str(), "deleted");
    work.tell(AuditAction::USER_REMOVED, whole.object(), difference(Some(&whole.form()), None));
    Ok(Vec::new())
}

fn whole_lines(
    work: &mut Work<'_, '_>,
    login: &UserId,
) -> Result<Vec<(i64, bailiwick_model::RoleLine)>, Refused> {
    lines::own(work, &Holder::User(login.clone()))
}

fn lines_back(
    work: &mut Work<'_, '_>,
    login: &UserId,
    trace: &Trace,
    kept: &mut Vec<String>,
) -> Result<(), Refused> {
    let holder = Holder::User(login.clone());
    for (id, given) in &trace.given {
        match role_line::find(work.tx, LineId(*id))? {
            Some((owner, line)) if owner == holder => {
                let now = lines::form(&line);
                let same = LineChange { reason: None, ..lines::change_of(&line) }
                    == LineChange {
                        areas: given.areas.clone(),
                        companies: given.companies.clone(),
                        from: given.from,
                        to: given.to,
                        reason: None,
                    };
                match same && now.role == given.role {
                    true => lines::remove(work, *id, &holder, &line)?,
                    false => kept.push(format!("role line {id} was changed since, so it stays")),
                }
            }
            _ => kept.push(format!("role line {id} is gone already")),
        }
    }
    for (id, before, after) in &trace.ended {
        extend(work, &holder, *id, *before, *after, kept)?;
    }
    for line in &trace.removed {
        lines::add(work, &holder, line)?;
    }
    Ok(())
}

/// Has a line that was ended count as long as before.
fn extend(
    work: &mut Work<'_, '_>,
    holder: &Holder,
    id: i64,
    before: Option<Date>,
    after: Date,
    kept: &mut Vec<String>,
) -> Result<(), Refused> {
    match role_line::find(work.tx, LineId(id))? {
        Some((owner, line)) if owner == *holder && line.validity().to() == Some(after) => {
            let wanted = LineChange { to: before, ..lines::change_of(&line) };
            lines::put(work, id, holder, &line, wanted)
        }
        _ => {
            kept.push(format!("role line {id} was changed since, so it stays"));
            Ok(())
        }
    }
}

/// Sets back each field that holds what the job wrote.
fn fields_back(
    work: &mut Work<'_, '_>,
    login: &UserId,
    trace: &Trace,
    kept: &mut Vec<String>,
) -> Result<(), Refused> {
    if trace.fields.is_empty() {
        return Ok(());
    }
    let before = users::whole(work, login)?;
    work.require(Operation::Update, Own::User, &before.id())?;
    let form = before.form();
    let now = match serde_json::to_value(&form) {
        Ok(Json::Object(now)) => now,
        _ => Map::new(),
    };
    let mut patch = Map::new();
    for AuditChange { field, values } in &trace.fields {
        let Values::Shown { old, new } = values else { continue };
        match now.get(field) == new.as_ref() {
            // Nothing takes away, as in any patch.
            true => drop(patch.insert(field.clone(), old.clone().unwrap_or(Json::Null))),
            false => kept.push(format!("{field}: it was changed since, so it stays")),
        }
    }
    users::change(work, &before, users::Wanted::seen(whole_fields(&form, &patch)?)).map(drop)
}

/// The form with fields replaced as a whole: merging would keep what is new in an object.
fn whole_fields(
    form: &bailiwick_protocol::rest::UserForm,
    patch: &Map<String, Json>,
) -> Result<bailiwick_protocol::rest::UserForm, Refused> {
    let nothing = patch.keys().map(|field| (field.clone(), Json::Null)).collect();
    let cleared = merged(form, nothing)?;
    Ok(merged(&cleared, patch.clone())?)
}
