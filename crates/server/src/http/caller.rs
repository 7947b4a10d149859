//! Who calls: a program with a token.

use std::sync::Arc;

use axum::http::{HeaderMap, header};
use bailiwick_app::tokens::{MARK, Refusal as TokenRefusal, Scope, Token};

use super::{Gate, Refusal};

impl Gate {
    /// The token of the caller, if it may be used for this.
    pub(crate) fn admit(&self, headers: &HeaderMap, scope: Scope) -> Result<Arc<Token>, Refusal> {
        let presented = presented(headers)?;
        let now = (self.clock)();
        self.keyring.admit(presented, scope, now).map_err(Refusal::from)
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
