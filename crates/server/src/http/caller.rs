//! Who calls: a program with a token, or a browser with a session.

use std::net::IpAddr;

use axum::http::{Extensions, HeaderMap, StatusCode, header, request::Parts};
use bailiwick_app::{
    api_keys::{ACCESS_MARK, Admitted, MARK, Refusal as TokenRefusal, Scope},
    sign_in::{Caller, Unadmitted},
};

use super::{Gate, Refusal, cookie::Cookie, gate::away, same_site};

/// Where a request comes from, as far as this server sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

impl Gate {
    /// The caller, if it may be let in for this now.
    pub(crate) fn admit(
        &self,
        headers: &HeaderMap,
        extensions: &Extensions,
        scope: Scope,
    ) -> Result<Admitted, Refusal> {
        let now = (self.clock)();
        let admitted = presented(headers).and_then(|text| self.opened(text, scope, now));
        let caller = admitted.map_err(|refusal| {
            // A good token is never refused for what others at its address do, so only what fails is counted.
            let tried = if refusal == TokenRefusal::Unknown { self.failed(extensions) } else { Ok(()) };
            tried.err().map_or_else(|| refusal.into(), Refusal::too_many_attempts)
        })?;
        // A token is worth no more than the account that it acts for, whatever it asks. It is a good one, so this is no try.
        if !self.is_in_use(&caller) {
            return Err(TokenRefusal::Unknown.into());
        }
        self.turn(&caller).map_err(Refusal::too_many_requests)?;
        Ok(caller)
    }

    /// Takes one request's turn of a key.
    ///
    /// # Errors
    /// Microseconds until its next turn.
    pub(crate) fn turn(&self, caller: &Admitted) -> Result<(), i64> {
        self.pace.map_or(Ok(()), |pace| caller.turn(pace, (self.clock)()))
    }

    /// What a token opens: a key, or an access token that came of one.
    fn opened(&self, text: &str, scope: Scope, now: i64) -> Result<Admitted, TokenRefusal> {
        if !text.starts_with(ACCESS_MARK) {
            return self.keyring.admit(text, scope, now);
        }
        let access = self.access.open(text, now).ok_or(TokenRefusal::Unknown)?;
        self.keyring.admit_access(&access, scope, now)
    }

    /// Notes that something was shown that is not accepted.
    ///
    /// # Errors
    /// Microseconds to wait, when there was too much of it from there.
    pub(crate) fn failed(&self, extensions: &Extensions) -> Result<(), i64> {
        let peer = extensions.get().map(|Peer(address)| *address);
        self.attempts.failed(peer, (self.clock)())
    }

    /// Whether the account that a key acts for may be used at all.
    pub(crate) fn is_in_use(&self, caller: &Admitted) -> bool {
        let Some(login) = &caller.key().login else { return true };
        self.live.state().is_none_or(|state| state.is_in_use(login, (self.clock)()))
    }
}

impl Gate {
    /// Whoever is signed in, if a browser shows a session and no token. What changes something has to come from a page of ours.
    pub(crate) async fn session(&self, parts: &Parts) -> Result<Option<Caller>, Refusal> {
        if parts.headers.contains_key(header::AUTHORIZATION) {
            return Ok(None);
        }
        let (Some(sign_in), Some(secret)) = (self.sign_in.clone(), Cookie::Session.of(&parts.headers)) else {
            return Ok(None);
        };
        if !parts.method.is_safe() {
            same_site::check(&parts.headers, &self.origin)?;
        }
        let visit = self.visit(&parts.headers, &parts.extensions);
        let admitted = match sign_in.remembered(&visit, &secret) {
            Some(admitted) => admitted,
            None => away(move || sign_in.admit(&visit, &secret)).await??,
        };
        admitted.map(Some).map_err(Refusal::from)
    }
}

impl Gate {
    /// Makes sure that whoever a token acts for may come in at all, and from there.
    pub(crate) async fn lets_in(
        &self,
        caller: &Admitted,
        headers: &HeaderMap,
        extensions: &Extensions,
    ) -> Result<(), Refusal> {
        let (Some(sign_in), Some(login)) = (self.sign_in.clone(), caller.key().login.clone()) else {
            return Ok(());
        };
        let visit = self.visit(headers, extensions);
        let judged = match sign_in.remembered_key(&visit, &login) {
            Some(judged) => judged,
            None => away(move || sign_in.admit_key(&visit, &login)).await??,
        };
        // A token of an account that may not be used is one that is not accepted, whatever is against it.
        judged.map_err(|_| TokenRefusal::Unknown.into())
    }
}

impl From<Unadmitted> for Refusal {
    fn from(not: Unadmitted) -> Self {
        let code = match not {
            Unadmitted::Over => "session.over",
            Unadmitted::Shut => "session.shut",
        };
        Self::new(StatusCode::UNAUTHORIZED, code, not.to_string())
    }
}

/// `Bearer TOKEN`, or the token alone: some gateways send a key as the whole header.
fn presented(headers: &HeaderMap) -> Result<&str, TokenRefusal> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let value = values.next().ok_or(TokenRefusal::Missing)?;
    if values.next().is_some() {
        // Which of them a proxy before this server looked at cannot be known.
        return Err(TokenRefusal::Unknown);
    }
    let text = value.to_str().map_err(|_| TokenRefusal::Unknown)?.trim();
    if text.starts_with(MARK) || text.starts_with(ACCESS_MARK) {
        return Ok(text);
    }
    match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(token.trim()),
        _ => Err(TokenRefusal::Unknown),
    }
}
