//! Signing in that has begun: what was shown so far, kept sealed until all gates are passed, for ten minutes at most.

use bailiwick_model::UserId;
use bailiwick_store::{
    Tx,
    sign_in::flow::{self, Flow},
};
use serde::{Deserialize, Serialize};

use super::{
    Answer, NotLetIn, NotReady, SignIn, Wants,
    gates::Outcome,
    invited::judged,
    pathway::{Factors, Pathway},
    proof::Proven,
    session::end,
    visit::{Secret, Visit, hash},
};
use crate::administration::{Ctx, Refused};

/// How long somebody may take over it.
const LASTS_US: i64 = 10 * 60 * 1_000_000;

/// What is known so far.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Progress {
    /// By which way.
    pub(crate) pathway: Pathway,
    /// What was shown.
    pub(crate) factors: Factors,
    /// The password that was shown, as it was set: another one makes this worthless.
    pub(crate) password_set_us: Option<i64>,
    /// The session whose user shows again who he is; nothing where a new one is to begin.
    #[serde(default)]
    pub(crate) session: Option<String>,
    /// Whether he accepts an invitation: the account is active once he is through.
    #[serde(default)]
    pub(crate) invited: bool,
    /// Whether the browser is to spare its user the second factor for a while.
    pub(crate) trust: bool,
    /// What a passkey was asked.
    pub(crate) asked_passkey: Option<String>,
    /// A code that was sent: its hash, and by what.
    pub(crate) sent: Option<Sent>,
    /// What is being enrolled: the seed of an authenticator, or what a new passkey was asked.
    pub(crate) enrolling: Option<Enrolling>,
}

/// A code that was sent.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Sent {
    pub(crate) by: super::Factor,
    pub(crate) hash: [u8; 32],
    pub(crate) until_us: i64,
    pub(crate) tries: u8,
}

/// A second factor on its way.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Enrolling {
    Totp { seed: Vec<u8> },
    Passkey { state: String },
}

/// A flow that is going on.
pub(crate) struct Going {
    pub(crate) hash: [u8; 32],
    /// Who he says he is; nobody before a passkey says it.
    pub(crate) login: Option<UserId>,
    pub(crate) progress: Progress,
    pub(crate) made_us: i64,
    pub(crate) ends_us: i64,
}

impl Progress {
    /// The first thing was shown.
    pub(crate) fn new(pathway: Pathway, factors: Factors) -> Self {
        Self {
            pathway,
            factors,
            password_set_us: None,
            session: None,
            invited: false,
            trust: false,
            asked_passkey: None,
            sent: None,
            enrolling: None,
        }
    }
}

impl SignIn {
    /// Begins a flow. Its secret is for the browser.
    pub(crate) fn begin_flow(
        &self,
        tx: &mut Tx<'_>,
        visit: &Visit,
        login: Option<&UserId>,
        progress: Progress,
    ) -> Result<(Secret, Going), Refused> {
        let secret = Secret::new(&self.random)?;
        let (hash, login) = (secret.hash(), login.cloned());
        let ends_us = visit.at_us.saturating_add(LASTS_US);
        let going = Going { hash, login, progress, made_us: visit.at_us, ends_us };
        self.keep_flow(tx, &going)?;
        Ok((secret, going))
    }

    /// Keeps what is known of a flow now.
    pub(crate) fn keep_flow(&self, tx: &mut Tx<'_>, going: &Going) -> Result<(), Refused> {
        let plain = zeroize::Zeroizing::new(serde_json::to_vec(&going.progress).map_err(NotReady::form)?);
        let login = going.login.as_ref().map(UserId::as_str).unwrap_or_default();
        let body = self.seal(&self.sealers.flow, &plain, &bound(&going.hash, login))?;
        let kept = Flow { login: login.to_owned(), body, made_us: going.made_us, ends_us: going.ends_us };
        Ok(flow::put(tx, &going.hash, &kept)?)
    }

    /// The flow of a browser, if it goes on.
    pub(crate) fn find_flow(
        &self,
        tx: &mut Tx<'_>,
        visit: &Visit,
        secret: &str,
    ) -> Result<Option<Going>, Refused> {
        let hash = hash(secret);
        let Some(Flow { login, body, made_us, ends_us }) = flow::find(tx, &hash)? else { return Ok(None) };
        // A clock that was set back lengthens nothing beyond what a flow may last.
        if visit.at_us >= ends_us || visit.at_us < made_us.saturating_sub(LASTS_US) {
            return Ok(None);
        }
        let Ok(plain) = self.sealers.flow.open(&body, &bound(&hash, &login)) else { return Ok(None) };
        let Ok(progress) = serde_json::from_slice(&plain) else { return Ok(None) };
        let login = UserId::new(&login).ok();
        Ok(Some(Going { hash, login, progress, made_us, ends_us }))
    }
}

impl SignIn {
    /// What a flow wants now; nothing where it is over, or wants nothing that could be shown.
    ///
    /// # Errors
    /// When nothing can be read now: [`Refused`].
    pub fn wanted(&self, visit: &Visit, flow: &str) -> Result<Option<Wants>, Refused> {
        let ctx = Ctx::new(visit.author(None));
        let found = self.administration.read(&ctx, |work| {
            let Some(going) = self.find_flow(work.tx, visit, flow)? else { return Ok(None) };
            let Some(proven) = Proven::going_on(&going) else { return Ok(None) };
            Ok(match judged(work, proven, visit, &mut Vec::new())? {
                Outcome::Wants(wants) => Some(wants),
                Outcome::Passed(_) | Outcome::Shut(_) => None,
            })
        })?;
        Ok(found.value)
    }

    /// Whoever has as many sessions as he may chooses one that ends, and comes in instead.
    ///
    /// # Errors
    /// When nothing can be done now: [`Refused`].
    pub fn instead_of(&self, visit: &Visit, flow: &str, session: &str) -> Result<Answer, Refused> {
        let Some(ctx) = self.of_flow(visit, flow)? else { return Ok(NotLetIn::Over.into()) };
        self.write(&ctx, |work| {
            let Some(going) = self.find_flow(work.tx, visit, flow)? else { return Ok(NotLetIn::Over.into()) };
            let Some(proven) = Proven::going_on(&going) else { return Ok(NotLetIn::Over.into()) };
            // Only whoever is through all other gates ends anything.
            let wants = judged(work, proven, visit, &mut Vec::new())?;
            let Outcome::Wants(Wants::EndSession(open)) = wants else { return Ok(NotLetIn::Over.into()) };
            if !open.iter().any(|known| known.id == session) {
                return Ok(NotLetIn::Over.into());
            }
            end(work, session, "its user signed in elsewhere instead")?;
            let Some(proven) = Proven::going_on(&going) else { return Ok(NotLetIn::Over.into()) };
            self.go_on(work, visit, proven, Some(going))
        })
    }
}

/// What a sealed flow belongs to: moved to another row it opens nothing.
fn bound(hash: &[u8; 32], login: &str) -> String {
    format!("{}\0{login}", super::visit::hex(hash))
}
