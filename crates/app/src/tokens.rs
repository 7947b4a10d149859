//! Tokens of programs that call the API.
//!
//! A token reads `bw_PREFIX_SECRET`: a public prefix to know it by, and 256 random bits. Only its SHA-256 is kept, which
//! is enough for a secret that nobody can guess; a slow hash would only slow down the honest.

mod marks;
mod pace;

use std::{collections::BTreeSet, sync::Arc};

use arc_swap::ArcSwap;
use bailiwick_model::UserId;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

pub use bailiwick_store::token::{Scope, Token};
pub use marks::Use;
pub use pace::{Pace, Turns};

use marks::Mark;

/// What every token begins with, so that scanners for leaked secrets can know one.
pub const MARK: &str = "bw_";

/// Random bytes of the public prefix and of the secret.
const PREFIX_BYTES: usize = 6;
const SECRET_BYTES: usize = 32;

/// The text of a new token. It is shown once, on purpose, and has no `Debug`.
pub struct Secret(String);

impl Secret {
    /// The text, for the one time that it is shown.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// A new token, and the only sight of its secret.
pub struct Issued {
    /// What is stored.
    pub token: Token,
    /// What the program presents.
    pub secret: Secret,
}

/// What a new token is to be.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// What it is for, in an administrator's words.
    pub name: String,
    /// What it may be used for; at least one.
    pub scopes: BTreeSet<Scope>,
    /// The user that it acts as; needed to administer.
    pub login: Option<UserId>,
    /// When it stops working, in microseconds since 1970; never when absent.
    pub expires_us: Option<i64>,
}

/// Why no token was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IssueError {
    /// A token for nothing.
    #[error("a token needs at least one scope; give decide, search or admin")]
    NoScope,
    /// A token that nobody could tell from others.
    #[error("a token needs a name; say which program it is for")]
    NoName,
    /// A token that would never work.
    #[error("the token would have expired already; choose a later moment")]
    Expired,
    /// No randomness to be had.
    #[error("the system gives no random bytes: {0}")]
    Entropy(String),
}

/// Fills a buffer with random bytes that nobody can guess.
pub type Entropy<'e> = &'e mut dyn FnMut(&mut [u8]) -> Result<(), String>;

/// Makes a token.
///
/// # Errors
/// See [`IssueError`].
pub fn issue(wanted: Wanted, now_us: i64, entropy: Entropy<'_>) -> Result<Issued, IssueError> {
    let Wanted { name, scopes, login, expires_us } = wanted;
    if scopes.is_empty() {
        return Err(IssueError::NoScope);
    }
    if name.trim().is_empty() {
        return Err(IssueError::NoName);
    }
    if expires_us.is_some_and(|at| at <= now_us) {
        return Err(IssueError::Expired);
    }
    let (mut prefix, mut secret) = ([0_u8; PREFIX_BYTES], [0_u8; SECRET_BYTES]);
    entropy(&mut prefix).map_err(IssueError::Entropy)?;
    entropy(&mut secret).map_err(IssueError::Entropy)?;
    let id: String = prefix.iter().map(|byte| format!("{byte:02x}")).collect();
    let text = format!("{MARK}{id}_{}", URL_SAFE_NO_PAD.encode(secret));
    let token = Token {
        id,
        name,
        hash: hash(&text),
        scopes,
        login,
        created_us: now_us,
        expires_us,
        last_used_us: None,
    };
    Ok(Issued { token, secret: Secret(text) })
}

/// What is stored of a token.
#[must_use]
pub fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// The tokens that are accepted. Replaced as a whole whenever one is made or removed.
pub struct Keyring(ArcSwap<Vec<Arc<Held>>>);

/// A token, and what is known of its use. The latter outlives a replacement.
struct Held {
    token: Token,
    mark: Arc<Mark>,
}

/// A caller that was let in.
#[derive(Clone)]
pub struct Admitted(Arc<Held>);

impl Admitted {
    /// Its token.
    #[must_use]
    pub fn token(&self) -> &Token {
        &self.0.token
    }

    /// Takes one request's turn, if the token has not had too many of them.
    ///
    /// # Errors
    /// Microseconds until its next turn.
    pub fn turn(&self, pace: Pace, now_us: i64) -> Result<(), i64> {
        self.0.mark.turn(pace, now_us)
    }
}

/// Why a caller is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No token at all.
    #[error("a token is needed; send it as Authorization: Bearer TOKEN")]
    Missing,
    /// Not one of ours, or no longer. Which of the two is nobody's business.
    #[error("the token is not accepted; ask an administrator for a new one")]
    Unknown,
    /// A token for other things.
    #[error("the token may not be used for this; it needs the scope {0}")]
    Scope(Scope),
}

impl Keyring {
    /// Accepts these tokens.
    #[must_use]
    pub fn new(tokens: Vec<Token>) -> Self {
        Self(ArcSwap::from_pointee(sorted(tokens, &[])))
    }

    /// Accepts these tokens instead.
    pub fn replace(&self, tokens: Vec<Token>) {
        let held = self.0.load();
        self.0.store(Arc::new(sorted(tokens, &held)));
    }

    /// The token that `text` is, if it works at `now_us` and has the scope.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub fn admit(&self, text: &str, scope: Scope, now_us: i64) -> Result<Admitted, Refusal> {
        let id = text.strip_prefix(MARK).and_then(|rest| rest.split_once('_')).map(|(id, _)| id);
        let id = id.ok_or(Refusal::Unknown)?;
        let tokens = self.0.load();
        let held = find(&tokens, id).ok_or(Refusal::Unknown)?;
        let token = &held.token;
        let same = bool::from(hash(text).ct_eq(&token.hash));
        if !same || token.expires_us.is_some_and(|end| end <= now_us) {
            return Err(Refusal::Unknown);
        }
        if !token.scopes.contains(&scope) {
            return Err(Refusal::Scope(scope));
        }
        held.mark.used(now_us);
        Ok(Admitted(Arc::clone(held)))
    }

    /// Uses that are not noted yet and came at least `apart_us` after the one noted last. They count as noted from now
    /// on; what could not be written is given back with [`Keyring::forget`].
    #[must_use]
    pub fn uses(&self, apart_us: i64) -> Vec<Use> {
        let tokens = self.0.load();
        let of = |held: &Arc<Held>| Some(Use { id: held.token.id.clone(), at_us: held.mark.take(apart_us)? });
        tokens.iter().filter_map(of).collect()
    }

    /// These uses were not written after all.
    pub fn forget(&self, uses: &[Use]) {
        let tokens = self.0.load();
        for held in uses.iter().filter_map(|once| find(&tokens, &once.id)) {
            held.mark.forget();
        }
    }
}

fn find<'t>(tokens: &'t [Arc<Held>], id: &str) -> Option<&'t Arc<Held>> {
    let at = tokens.binary_search_by(|held| held.token.id.as_str().cmp(id)).ok()?;
    tokens.get(at)
}

/// Tokens by id; those that were held keep what is known of their use.
fn sorted(mut tokens: Vec<Token>, before: &[Arc<Held>]) -> Vec<Arc<Held>> {
    tokens.sort_by(|a, b| a.id.cmp(&b.id));
    let held = |token: Token| {
        let known = find(before, &token.id).map(|held| Arc::clone(&held.mark));
        let mark = known.unwrap_or_else(|| Arc::new(Mark::new(token.last_used_us)));
        Arc::new(Held { token, mark })
    };
    tokens.into_iter().map(held).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting() -> impl FnMut(&mut [u8]) -> Result<(), String> {
        let mut next = 0_u8;
        move |buffer: &mut [u8]| {
            for byte in buffer {
                *byte = next;
                next = next.wrapping_add(1);
            }
            Ok(())
        }
    }

    fn wanted(scopes: &[Scope]) -> Wanted {
        Wanted {
            name: "gateway".into(),
            scopes: scopes.iter().copied().collect(),
            login: None,
            expires_us: Some(100),
        }
    }

    #[test]
    fn a_token_opens_what_it_is_for_until_it_ends() {
        let issued = issue(wanted(&[Scope::Decide]), 10, &mut counting()).unwrap();
        let text = issued.secret.reveal().to_owned();
        assert!(text.starts_with("bw_000102030405_") && text.len() == 16 + 43, "{text}");
        assert!(!format!("{:?}", issued.token).contains(&text[16..]));
        let keyring = Keyring::new(vec![issued.token]);
        assert_eq!(keyring.admit(&text, Scope::Decide, 99).unwrap().token().name, "gateway");
        assert_eq!(keyring.admit(&text, Scope::Decide, 100).map(|_| ()).unwrap_err(), Refusal::Unknown);
        assert_eq!(
            keyring.admit(&text, Scope::Search, 99).map(|_| ()).unwrap_err(),
            Refusal::Scope(Scope::Search)
        );
        for wrong in
            ["", "bw_", "bw_000102030405_", "bw_000102030405_AAAA", "xx", &text[3..], &format!("{text}A")]
        {
            assert_eq!(
                keyring.admit(wrong, Scope::Decide, 99).map(|_| ()).unwrap_err(),
                Refusal::Unknown,
                "{wrong}"
            );
        }
        keyring.replace(Vec::new());
        assert_eq!(keyring.admit(&text, Scope::Decide, 99).map(|_| ()).unwrap_err(), Refusal::Unknown);
    }

    #[test]
    fn uses_are_told_once_and_far_enough_apart() {
        let issued = issue(wanted(&[Scope::Decide]), 10, &mut counting()).unwrap();
        let (token, text) = (issued.token, issued.secret.reveal().to_owned());
        let keyring = Keyring::new(vec![token.clone()]);
        let told = |apart| keyring.uses(apart).into_iter().map(|once| once.at_us).collect::<Vec<_>>();
        assert!(told(0).is_empty());
        // Whoever is not let in has not used it.
        assert!(keyring.admit(&text, Scope::Admin, 20).is_err());
        assert!(keyring.admit(&format!("{text}A"), Scope::Decide, 20).is_err());
        assert!(told(0).is_empty());
        for now in [20, 22, 21] {
            keyring.admit(&text, Scope::Decide, now).map(drop).unwrap();
        }
        assert_eq!(told(10), [22]);
        assert!(told(10).is_empty());
        keyring.admit(&text, Scope::Decide, 30).map(drop).unwrap();
        assert!(told(10).is_empty());
        // The tokens are read again; what is known of their use is not in the database yet.
        keyring.replace(vec![token]);
        let uses = keyring.uses(0);
        assert_eq!(uses.iter().map(|once| once.at_us).collect::<Vec<_>>(), [30]);
        keyring.forget(&uses);
        assert_eq!(told(0), [30]);
    }

    #[test]
    fn tokens_for_nothing_are_refused() {
        let refused = |wanted: Wanted, now| issue(wanted, now, &mut counting()).map(|_| ()).unwrap_err();
        assert_eq!(refused(wanted(&[]), 0), IssueError::NoScope);
        assert_eq!(refused(wanted(&[Scope::Admin]), 100), IssueError::Expired);
        assert_eq!(refused(Wanted { name: " ".into(), ..wanted(&[Scope::Admin]) }, 0), IssueError::NoName);
        let mut broken = |_: &mut [u8]| Err("no device".to_owned());
        let error = issue(wanted(&[Scope::Admin]), 0, &mut broken).map(|_| ()).unwrap_err();
        assert_eq!(error, IssueError::Entropy("no device".into()));
    }
}
