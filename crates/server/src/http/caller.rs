//! Who calls: a program with a token.

use std::net::IpAddr;

use axum::http::{Extensions, HeaderMap, header};
use bailiwick_app::tokens::{Admitted, MARK, Refusal as TokenRefusal, Scope};

use super::{Gate, Refusal};

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
        let admitted = presented(headers).and_then(|text| self.keyring.admit(text, scope, now));
        let caller = admitted.map_err(|refusal| {
            // A good token is never refused for what others at its address do, so only what fails is counted.
            let peer = extensions.get().map(|Peer(address)| *address);
            let tried =
                if refusal == TokenRefusal::Unknown { self.attempts.failed(peer, now) } else { Ok(()) };
            tried.err().map_or_else(|| refusal.into(), Refusal::too_many_attempts)
        })?;
        // A token is worth no more than the account that it acts for, whatever it asks. It is a good one, so this is no try.
        if let Some(login) = &caller.token().login
            && self.live.state().is_some_and(|state| !state.is_in_use(login, now))
        {
            return Err(TokenRefusal::Unknown.into());
        }
        if let Some(pace) = self.pace {
            caller.turn(pace, now).map_err(Refusal::too_many_requests)?;
        }
        Ok(caller)
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
    if text.starts_with(MARK) {
        return Ok(text);
    }
    match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(token.trim()),
        _ => Err(TokenRefusal::Unknown),
    }
}
