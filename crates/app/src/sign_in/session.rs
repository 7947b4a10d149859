//! Sessions begin here, and only for whoever passed the gates.

use bailiwick_model::{
    UserId,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_store::sign_in::{
    device::{self, Device},
    flow, session,
};
use serde::Serialize;
use serde_json::json;

use super::{
    Factor, Factors, SignIn,
    attempts::network,
    gates::Passed,
    invited,
    proof::Proven,
    rules,
    visit::{DeviceMark, Secret, Visit, id},
    watch,
};
use crate::administration::{Refused, Work};

/// A session that has begun, with the only sight of its secrets.
pub struct SignedIn {
    /// What it is.
    pub session: SessionView,
    /// What the browser shows from now on.
    pub secret: Secret,
    /// What the browser is to be known again by, where it was not known.
    pub device: Option<Secret>,
}

/// A session as people see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SessionView {
    /// Its name; opens nothing.
    pub id: String,
    /// Whose it is.
    pub login: UserId,
    /// By which way he came.
    pub pathway: String,
    /// What he has shown.
    pub factors: Vec<String>,
    /// When it began, in microseconds since 1970.
    pub made_us: i64,
    /// When it was used last, to a minute.
    pub seen_us: i64,
    /// When it ends, however much it is used.
    pub ends_us: i64,
    /// Where it was used last.
    pub address: Option<String>,
    /// The program that began it, as it calls itself.
    pub agent: Option<String>,
}

impl SessionView {
    pub(crate) fn of(kept: &session::Session) -> Self {
        Self {
            id: kept.id.clone(),
            login: kept.login.clone(),
            pathway: kept.pathway.clone(),
            factors: kept.factors.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect(),
            made_us: kept.made_us,
            seen_us: kept.seen_us,
            ends_us: kept.ends_us,
            address: kept.address.clone(),
            agent: kept.agent.clone(),
        }
    }
}

impl SignIn {
    /// Opens a session for whoever passed. The flow it came by is over: of all who go on with it at once, one gets in.
    pub(crate) fn open(
        &self,
        work: &mut Work<'_, '_>,
        passed: Passed,
        flow: Option<&[u8; 32]>,
        visit: &Visit,
    ) -> Result<Option<SignedIn>, Refused> {
        if let Some(hash) = flow
            && !flow::take(work.tx, hash)?
        {
            return Ok(None);
        }
        let Passed { proven, rules, ended } = passed;
        for id in &ended {
            end(work, id, "there were too many")?;
        }
        let login = proven.login().clone();
        if proven.progress().invited {
            invited::accept(work, &login)?;
        }
        let trusted = proven.progress().trust && !proven.factors().has(Factor::TrustedDevice);
        let (mark, new_device) = self.mark(visit, trusted)?;
        let known = device::find(work.tx, &login, mark.as_str())?;
        let id = id(&self.random)?;
        if proven.progress().session.is_none() {
            watch::came_in(work, visit, &login, known.as_ref(), &id)?;
        }
        remember(work, &login, &mark, visit, known.as_ref(), trusted.then(|| rules.trust_us()).flatten())?;
        let secret = Secret::new(&self.random)?;
        if let Some(id) = &proven.progress().session {
            let renewed = renew(work, id, &proven, &secret)?;
            return Ok(renewed.map(|session| SignedIn { session, secret, device: new_device }));
        }
        let kept = session::Session {
            id,
            hash: secret.hash(),
            login: login.clone(),
            pathway: proven.pathway().as_str().to_owned(),
            factors: proven.factors().to_string(),
            made_us: visit.at_us,
            seen_us: visit.at_us,
            proved_us: visit.at_us,
            ends_us: visit.at_us.saturating_add(rules.session_lasts_us()),
            address: visit.address.map(|address| address.to_canonical().to_string()),
            agent: visit.agent.clone(),
            device: Some(mark.as_str().to_owned()),
            roles: Some(rules.roles.clone()),
            ends_with_roles: rules.ends_with_roles(),
        };
        session::insert(work.tx, &kept)?;
        let shown = AuditChange::shown("factors", None, Some(json!(kept.factors)));
        let way = AuditChange::shown("pathway", None, Some(json!(kept.pathway)));
        work.tell(AuditAction::SESSION_STARTED, AuditObject::new("session", &kept.id), vec![way, shown]);
        Ok(Some(SignedIn { session: SessionView::of(&kept), secret, device: new_device }))
    }

    /// What the browser is known by; a new mark where it shows none, and where it is trusted from now on: what it shows may have been put there by
    /// somebody who keeps a copy.
    fn mark(&self, visit: &Visit, trusted: bool) -> Result<(DeviceMark, Option<Secret>), Refused> {
        if let Some(mark) = visit.device.as_ref().filter(|_| !trusted) {
            return Ok((mark.clone(), None));
        }
        let secret = Secret::new(&self.random)?;
        Ok((DeviceMark::shown(secret.reveal()), Some(secret)))
    }
}

/// Gives a session another secret, because its user has shown again who he is.
fn renew(
    work: &mut Work<'_, '_>,
    id: &str,
    proven: &Proven,
    secret: &Secret,
) -> Result<Option<SessionView>, Refused> {
    let found = session::find(work.tx, id)?.filter(|session| session.login == *proven.login());
    let Some(found) = found else { return Ok(None) };
    // What was shown at the beginning stays shown.
    let before: Factors = found.factors.parse().unwrap_or_default();
    let factors = before.iter().chain(proven.factors().iter()).collect::<Factors>().to_string();
    let at_us = work.ctx.author.at_us;
    if !session::replace(work.tx, &found, &secret.hash(), &factors, at_us)? {
        return Ok(None);
    }
    work.changed("session", id, "updated");
    let shown = AuditChange::shown("factors", Some(json!(found.factors)), Some(json!(factors)));
    work.tell(AuditAction::SESSION_PROVED, AuditObject::new("session", id), vec![shown]);
    Ok(Some(SessionView::of(&session::Session { factors, seen_us: at_us, ..found })))
}

/// Remembers that somebody signed in with this browser.
fn remember(
    work: &mut Work<'_, '_>,
    login: &UserId,
    mark: &DeviceMark,
    visit: &Visit,
    known: Option<&Device>,
    trust_us: Option<i64>,
) -> Result<(), Refused> {
    let trusted_until_us = trust_us
        .map(|lasts| visit.at_us.saturating_add(lasts))
        .or_else(|| known.and_then(|known| known.trusted_until_us));
    let kept = Device {
        id: mark.as_str().to_owned(),
        agent: visit.agent.clone(),
        network: visit.address.map(|address| network(address).to_string()),
        first_us: known.map_or(visit.at_us, |known| known.first_us),
        last_us: visit.at_us,
        trusted_until_us,
    };
    Ok(device::put(work.tx, login, &kept)?)
}

/// Ends a session and tells everybody who might let it in. Returns whether it was there.
pub(crate) fn end(work: &mut Work<'_, '_>, id: &str, why: &str) -> Result<bool, Refused> {
    if !session::delete(work.tx, id)? {
        return Ok(false);
    }
    work.changed("session", id, "deleted");
    let why = AuditChange::shown("because", None, Some(json!(why)));
    work.tell(AuditAction::SESSION_ENDED, AuditObject::new("session", id), vec![why]);
    Ok(true)
}

/// Somebody has lost a role that he held by a line of his own: his sessions end where that is set, by what held before.
pub(crate) fn role_lost(work: &mut Work<'_, '_>, login: &UserId) -> Result<(), Refused> {
    let all = session::of(work.tx, login, i64::MAX)?;
    let ends = rules::of(work, login)?.ends_with_roles();
    for kept in all.iter().filter(|kept| ends || kept.ends_with_roles) {
        end(work, &kept.id, "a role was lost")?;
    }
    Ok(())
}

/// Ends all sessions of somebody, except one. Returns how many there were.
pub(crate) fn end_all(
    work: &mut Work<'_, '_>,
    login: &UserId,
    except: Option<&str>,
    why: &str,
) -> Result<usize, Refused> {
    let all = session::of(work.tx, login, i64::MAX)?;
    let mut ended = 0;
    for kept in all.iter().filter(|kept| Some(kept.id.as_str()) != except) {
        ended += usize::from(end(work, &kept.id, why)?);
    }
    Ok(ended)
}

/// Ends everything of somebody who may not come in any more: sessions, what has begun, what was sent.
pub(crate) fn shut_out(work: &mut Work<'_, '_>, login: &UserId) -> Result<(), Refused> {
    super::new_password::forget_begun(work, login)?;
    end_all(work, login, None, "the account may not be used any more").map(drop)
}
