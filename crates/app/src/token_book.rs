//! Tokens made and taken away, with an entry in the audit trail each.

use bailiwick_model::audit::{AuditAction, AuditChange, AuditObject};
use bailiwick_store::{
    StoreError,
    change::Change,
    token::{self, Token},
    user,
};
use serde_json::json;

use crate::{
    administration::{Administration, Ctx, Refused},
    audit::{Author, record},
    error::AppError,
    installation::{Installation, announce},
    sign_in::notices,
    tokens::{self, Entropy, Issued, Wanted},
};

impl Installation {
    /// Makes a token and keeps it. Its secret is in what is returned and nowhere else.
    ///
    /// # Errors
    /// [`AppError::Token`] when what is wanted makes no token; otherwise the database's.
    pub fn issue_token(
        &self,
        wanted: Wanted,
        author: &Author,
        entropy: Entropy<'_>,
    ) -> Result<Issued, AppError> {
        let issued = tokens::issue(wanted, author.at_us, entropy)?;
        let Token { id, .. } = &issued.token;
        self.database().write::<_, StoreError>(|tx| {
            if let Some(login) = &issued.token.login
                && user::find(tx, login)?.is_none()
            {
                return Err(StoreError::NotFound { what: format!("user {login}") });
            }
            token::insert(tx, &issued.token)?;
            announce(tx, &author.stamp(), &[changed(id, "created")])?;
            let object = AuditObject::new("token", id);
            record(tx, author, AuditAction::TOKEN_ISSUED, object, fields(&issued.token))
        })?;
        Ok(issued)
    }

    /// Takes a token away; programs that use it are refused from the next request on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none of this id; otherwise the database's.
    pub fn revoke_token(&self, id: &str, author: &Author) -> Result<(), AppError> {
        Ok(self.database().write::<_, StoreError>(|tx| {
            token::delete(tx, id)?;
            announce(tx, &author.stamp(), &[changed(id, "deleted")])?;
            record(tx, author, AuditAction::TOKEN_REVOKED, AuditObject::new("token", id), Vec::new())
        })?)
    }
}

impl Administration {
    /// As [`Installation::issue_token`], and tells whoever the token acts for.
    ///
    /// # Errors
    /// [`Refused`] says what is in the way.
    pub fn issue_token(&self, ctx: &Ctx, wanted: Wanted, entropy: Entropy<'_>) -> Result<Issued, Refused> {
        let issued = tokens::issue(wanted, ctx.author.at_us, entropy).map_err(AppError::from)?;
        let Token { id, name, .. } = &issued.token;
        self.write(ctx, |work| {
            if let Some(login) = &issued.token.login
                && user::find(work.tx, login)?.is_none()
            {
                return Err(Refused::App(AppError::Store(StoreError::NotFound {
                    what: format!("user {login}"),
                })));
            }
            token::insert(work.tx, &issued.token)?;
            work.changed("token", id.as_str(), "created");
            work.tell(AuditAction::TOKEN_ISSUED, AuditObject::new("token", id), fields(&issued.token));
            match &issued.token.login {
                Some(login) => notices::key_created(work, login, name, &format!("{}{id}", tokens::MARK)),
                None => Ok(()),
            }
        })?;
        Ok(issued)
    }
}

/// What a new token is, without what would let anybody use it.
fn fields(token: &Token) -> Vec<AuditChange> {
    let Token { id: _, name, hash: _, scopes, login, created_us: _, expires_us, last_used_us: _ } = token;
    let scopes: Vec<_> = scopes.iter().map(ToString::to_string).collect();
    vec![
        AuditChange::shown("name", None, Some(json!(name))),
        AuditChange::shown("scopes", None, Some(json!(scopes))),
        AuditChange::shown("login", None, Some(json!(login))),
        AuditChange::shown("expires_us", None, Some(json!(expires_us))),
        AuditChange::redacted("secret"),
    ]
}

fn changed(id: &str, what: &str) -> Change {
    Change { kind: "token".to_owned(), key: id.to_owned(), what: what.to_owned() }
}
