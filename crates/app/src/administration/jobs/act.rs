//! The same done to many users: a role given or ended, a state, a new password, fields.

use std::collections::BTreeSet;

use bailiwick_model::{
    AccountState, Channel, Letter, Operation, RoleId, UserId,
    audit::{AuditAction, AuditChange},
};
use bailiwick_protocol::rest::{JobView, LineForm, UserForm, merged};
use bailiwick_store::{
    account::search_words,
    job::{self, Job, Part},
    own::{Order, Own},
    password_reset,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::{
    Wanted, add_parts,
    batch::Batch,
    for_real, found as found_job,
    item::{self, Trace},
    login_of, make, seen,
    task::Task,
    view,
};
use crate::{
    administration::{
        Administration, Ctx, Done, Refused, Work, delegation, invitations,
        lines::{self, Ended, Holder},
        users::{self, Whole, state},
        work::{Page, Wanted as Filter},
    },
    error::AppError,
    post::Posted,
    sign_in::{
        self, Errand,
        ticket::{self, ASKED_RESET_HOURS, Detail},
    },
};

/// Users of a batch.
const BATCH: usize = 200;
/// Users that are looked up at once.
const PAGE: i64 = 1_000;
/// What ending sessions is called: nothing brings them back.
pub(super) const END_SESSIONS: &str = "users.end_sessions";
/// Users that can be named one by one.
const MOST_NAMED: usize = 10_000;

/// What is to be done to each of many users.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum JobAct {
    /// Give a role.
    GiveRole(LineForm),
    /// Have every line of a role count no longer from today on.
    EndRole {
        /// The role.
        role: RoleId,
    },
    /// Let in, keep out, or have leave.
    SetState {
        /// The state to be in.
        state: AccountState,
    },
    /// Send a link for a new password; where no mail is sent from here, note that one is to be sent.
    RequestPasswordReset {},
    /// Have them sign in anew wherever they are signed in.
    EndSessions {},
    /// Change what is known: a merge patch of the form.
    SetFields(Map<String, Json>),
}

impl JobAct {
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::GiveRole(_) => "users.give_role",
            Self::EndRole { .. } => "users.end_role",
            Self::SetState { .. } => "users.set_state",
            Self::RequestPasswordReset {} => "users.request_password_reset",
            Self::EndSessions {} => END_SESSIONS,
            Self::SetFields(_) => "users.set_fields",
        }
    }
}

impl Administration {
    /// Makes a job that does the same to many users: those named, or else all whom the actor may see and a filter matches
    /// now. What may be done to each is decided when it is done.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way of all of it; what is in the way of one user is for the job to tell.
    pub fn act_on_users(
        &self,
        ctx: &Ctx,
        act: &JobAct,
        logins: Option<&[String]>,
        domain: &str,
    ) -> Result<Done<JobView>, Refused> {
        self.act_on(ctx, act, logins, (domain, ""))
    }

    /// The same to all whom a list shows: whom the actor may see, a filter matches, and these words find.
    ///
    /// # Errors
    /// As for [`Administration::act_on_users`].
    pub fn act_on_listed(
        &self,
        ctx: &Ctx,
        act: &JobAct,
        domain: &str,
        search: &str,
    ) -> Result<Done<JobView>, Refused> {
        self.act_on(ctx, act, None, (domain, search))
    }

    fn act_on(
        &self,
        ctx: &Ctx,
        act: &JobAct,
        logins: Option<&[String]>,
        (domain, search): (&str, &str),
    ) -> Result<Done<JobView>, Refused> {
        let dry_run = ctx.dry_run;
        let make_job = |work: &mut Work<'_, '_>| {
            let act = checked(work, act)?;
            let chosen = match logins {
                Some(logins) if logins.len() > MOST_NAMED => {
                    let why = format!("name at most {MOST_NAMED} users, or say which by a domain");
                    return Err(Refused::invalid("/logins", why));
                }
                Some(logins) => {
                    let mut known = BTreeSet::new();
                    logins.iter().filter(|login| known.insert(login.as_str())).cloned().collect()
                }
                None => matched(work, domain, search)?,
            };
            let total = i64::try_from(chosen.len()).unwrap_or(i64::MAX);
            let id = make(work, &Task::Users(act), Wanted { dry_run, total, undoes: None })?;
            let mut first = 1;
            let parts = chosen.chunks(BATCH).map(|logins| {
                let count = i64::try_from(logins.len()).unwrap_or(i64::MAX);
                let body = serde_json::to_string(logins);
                let body = body.map_err(|error| Refused::invalid("", error.to_string()))?;
                let part = Part { first, count, body };
                first += count;
                Ok(part)
            });
            add_parts(work, &id, parts)?;
            Ok((found_job(work, &id).map(view)?, id))
        };
        self.create(&for_real(ctx), make_job, |work, id: String| seen(work, &id).map(view))
    }
}

impl Administration {
    /// Has somebody choose a new password: by a link that is sent to him, or, where no mail is sent from here, by a note that one is to be sent.
    /// Returns whether it was sent or noted now.
    ///
    /// # Errors
    /// [`Refused::Conflict`] where he cannot sign in or no letter goes to him; [`Refused::StepUp`] for whoever has not shown of late who he is.
    pub fn request_password_reset(&self, ctx: &Ctx, login: &str) -> Result<Done<bool>, Refused> {
        self.write(ctx, |work| {
            work.must_be_fresh()?;
            let before = users::found(work, login)?;
            let mut trace = Trace::at(work.ctx.author.at_us);
            request_reset(work, &before, &mut trace)?;
            Ok(trace.reset)
        })
    }
}

/// What is to be done, if it can be done to anybody at all, with its role by id. The job runs without the session that asks for it, so what takes
/// a fresh one is asked here.
pub(super) fn checked(work: &Work<'_, '_>, act: &JobAct) -> Result<JobAct, Refused> {
    let mut act = act.clone();
    match &mut act {
        JobAct::GiveRole(LineForm { role, .. }) => {
            *role = lines::known_role(work, role.clone()).map_err(|no| no.below("/act/give_role"))?.0;
            delegation::fresh_for_role(work, role)?;
        }
        JobAct::EndRole { role } => {
            *role = lines::known_role(work, role.clone()).map_err(|no| no.below("/act/end_role"))?.0;
            delegation::fresh_for_role(work, role)?;
        }
        JobAct::SetFields(patch) => {
            drop(merged(&UserForm::default(), patch.clone())?);
            delegation::fresh_for_fields(work, patch.keys().map(String::as_str))?;
        }
        JobAct::RequestPasswordReset {} | JobAct::SetState { .. } => work.must_be_fresh()?,
        JobAct::EndSessions {} => {}
    }
    Ok(act)
}

/// The logins of all users whom the actor may see and a filter matches.
fn matched(work: &mut Work<'_, '_>, domain: &str, search: &str) -> Result<Vec<String>, Refused> {
    let words = search_words(search);
    let mut logins = Vec::new();
    let mut after = None;
    loop {
        let wanted = Filter { domain, words: &words };
        let page = Page { order: Order::Id, after: after.as_ref(), limit: PAGE };
        let places = work.list(Own::User, wanted, &page)?;
        logins.extend(places.iter().map(|place| place.id.to_string()));
        match places.into_iter().last() {
            Some(last) => after = Some(last),
            None => return Ok(logins),
        }
    }
}

/// Deals with the next part.
pub(super) fn batch(work: &mut Work<'_, '_>, job: &Job, act: &JobAct) -> Result<Batch, Refused> {
    let parts = job::part_count(work.tx, &job.id)?;
    let mut items = Vec::new();
    if let Some(part) = job::part(work.tx, &job.id, job.place)? {
        let logins: Vec<String> = serde_json::from_str(&part.body).map_err(|error| {
            Refused::App(AppError::Invalid(format!("a stored part of job {}: {error}", job.id)))
        })?;
        for (number, login) in (part.first..).zip(logins) {
            items.push(match work.part(|work| carry_out(work, act, &login))? {
                Ok(trace) => item::done(number, login, trace.verdict(), Some(&trace)),
                Err(refused) => item::refused(number, login, &item::faults(refused), None),
            });
        }
    }
    let place = job.place.saturating_add(1);
    Ok(Batch { items, place, is_last: place >= parts })
}

fn carry_out(work: &mut Work<'_, '_>, act: &JobAct, login: &str) -> Result<Trace, Refused> {
    let login = login_of(login)?;
    work.acquaint(&login)?;
    let before = users::found(work, login.as_str())?;
    let mut trace = Trace::at(work.ctx.author.at_us);
    match act {
        JobAct::GiveRole(form) => give(work, &login, form, &mut trace)?,
        JobAct::EndRole { role } => end(work, &login, role, &mut trace)?,
        JobAct::SetState { state: to } => {
            state::must_see(work, &before)?;
            let from = before.kept.account.state;
            if from != *to {
                state::set(work, &before, *to)?;
                trace.state = Some((from, *to));
            }
        }
        JobAct::RequestPasswordReset {} => request_reset(work, &before, &mut trace)?,
        JobAct::EndSessions {} => {
            sign_in::managed(work, login.as_str())?;
            trace.sessions = sign_in::end_all(work, &login, None, "somebody ended all of them")?;
        }
        JobAct::SetFields(patch) => {
            work.require(Operation::Update, Own::User, &before.id())?;
            let wanted = users::unseen::patched(work, &before, patch)?;
            if let Some((_, told)) = users::change(work, &before, wanted)? {
                trace.fields = told;
            }
        }
    }
    Ok(trace)
}

fn give(work: &mut Work<'_, '_>, login: &UserId, form: &LineForm, trace: &mut Trace) -> Result<(), Refused> {
    let holder = Holder::User(login.clone());
    let there = lines::own(work, &holder)?;
    // The reason of a line is no part of what it gives.
    let plain = |form: &LineForm| LineForm { reason: None, ..form.clone() };
    if !there.iter().any(|(_, line)| plain(&lines::form(line)) == plain(form)) {
        let id = lines::add(work, &holder, form)?;
        trace.given.push((id.0, form.clone()));
    }
    Ok(())
}

fn end(work: &mut Work<'_, '_>, login: &UserId, role: &RoleId, trace: &mut Trace) -> Result<(), Refused> {
    let holder = Holder::User(login.clone());
    for (id, line) in lines::own(work, &holder)?.into_iter().filter(|(_, line)| line.role() == role) {
        lines::found(work, id)?;
        match lines::end(work, id, &holder, &line)? {
            Ended::Nothing => {}
            Ended::On(day) => trace.ended.push((id, line.validity().to(), day)),
            Ended::Removed => trace.removed.push(lines::form(&line)),
        }
    }
    Ok(())
}

/// Whoever may have a new password sent could get hold of the account by the letter, so it takes as much as changing the
/// address.
fn request_reset(work: &mut Work<'_, '_>, before: &Whole, trace: &mut Trace) -> Result<(), Refused> {
    work.require(Operation::Update, Own::User, &before.id())?;
    delegation::may_change(work, before, &["email"])?;
    if before.kept.account.email.is_none() {
        return Err(Refused::invalid("/email", "there is no address to send a new password to"));
    }
    if !before.kept.account.state.lets_in() {
        let state = before.kept.account.state;
        return Err(Refused::Conflict(format!("this account is {state}, so nobody can sign in with it")));
    }
    if work.goes_by(Channel::Email) {
        invitations::must_be_sent(work, |work| send_reset(work, before))?;
        password_reset::delete(work.tx, &before.login)?;
        let told = vec![AuditChange::redacted("password")];
        work.tell(AuditAction::PASSWORD_RESET_REQUESTED, before.object(), told);
        trace.reset = true;
        return Ok(());
    }
    let author = &work.ctx.author;
    if password_reset::put(work.tx, &before.login, author.at_us, author.origin.job.as_deref())? {
        let told = vec![AuditChange::redacted("password")];
        work.tell(AuditAction::PASSWORD_RESET_REQUESTED, before.object(), told);
        trace.reset = true;
    }
    Ok(())
}

/// The letter by which somebody chooses a new password because an administrator wants it.
pub(super) fn send_reset(work: &mut Work<'_, '_>, whole: &Whole) -> Result<Posted, Refused> {
    let ends_us = ticket::ends_us(work, ASKED_RESET_HOURS * 60);
    let to = whole.kept.account.email.as_ref().map(|email| email.folded().to_owned()).unwrap_or_default();
    let administrator = work.actor_name()?;
    let detail = Detail { by: administrator.clone(), ..Detail::sent_to(to) };
    let link = ticket::issue(work, Errand::Reset, &whole.login, detail, ends_us)?;
    let letter = Letter::PasswordResetByAdministrator { link, hours: ASKED_RESET_HOURS, administrator };
    work.mail(whole, &letter, None)
}
