//! What came of knocking, for the trail and for whoever helps people who cannot get in.

use bailiwick_model::{
    UserId,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_store::sign_in::knock::{self, Knock};
use serde_json::json;

use super::{
    Gate, Pathway,
    gates::{Said, Verdict},
    visit::Visit,
};
use crate::administration::{Refused, Work};

/// How knocking ended, or did not yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// In.
    In,
    /// Something more is wanted.
    More,
    /// What was shown is wrong.
    Wrong,
    /// A gate is shut.
    Shut,
}

impl Ended {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::More => "more",
            Self::Wrong => "wrong",
            Self::Shut => "shut",
        }
    }
}

/// Writes down that whoever is signed in guessed wrong about his own account.
pub(crate) fn guessed(work: &mut Work<'_, '_>, login: &UserId, gate: Gate, why: &str) -> Result<(), Refused> {
    let author = &work.ctx.author;
    let visit = Visit {
        at_us: author.at_us,
        address: author.origin.address.as_deref().and_then(|address| address.parse().ok()),
        agent: author.origin.device.clone(),
        request_id: author.request_id.clone(),
        device: None,
    };
    // As at signing in: a wrong password is only counted.
    let verdict = if gate == Gate::Attempts { Verdict::Open } else { Verdict::Shut };
    let said = Said { gate, verdict, why: why.to_owned() };
    write(work, &visit, Some(login), Pathway::Password, Ended::Wrong, &[said])
}

/// Writes it down: who has to wait is not judged, and leaves nothing. `login` is an account that is there; what was typed otherwise is kept nowhere.
pub(crate) fn write(
    work: &mut Work<'_, '_>,
    visit: &Visit,
    login: Option<&UserId>,
    pathway: Pathway,
    ended: Ended,
    said: &[Said],
) -> Result<(), Refused> {
    let kept = Knock {
        id: 0,
        at_us: visit.at_us,
        login: login.cloned(),
        pathway: pathway.as_str().to_owned(),
        address: visit.address.map(|address| address.to_canonical().to_string()),
        agent: visit.agent.clone(),
        outcome: ended.as_str().to_owned(),
        gates: serde_json::to_string(said).map_err(super::NotReady::form)?,
        request_id: visit.request_id.clone(),
    };
    knock::insert(work.tx, &kept)?;
    if matches!(ended, Ended::Wrong | Ended::Shut) {
        let object = login
            .map_or_else(|| AuditObject::new("user", ""), |login| AuditObject::new("user", login.as_str()));
        let shut = said.iter().find(|said| said.verdict == Verdict::Shut);
        let why = shut.map_or_else(|| ended.as_str().to_owned(), |said| said.gate.as_str().to_owned());
        let changes = vec![
            AuditChange::shown("pathway", None, Some(json!(pathway.as_str()))),
            AuditChange::shown("because", None, Some(json!(why))),
        ];
        work.tell(AuditAction::SESSION_REFUSED, object, changes);
    }
    Ok(())
}
