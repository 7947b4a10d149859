//! API keys: what programs call with, each for a user or for nobody.
//!
//! A key reads `bw_PREFIX_SECRETSUM`: a public prefix to know it by, 256 random bits, and a checksum by which scanners tell a key that leaked
//! from what only looks like one. Only its SHA-256 is kept, which is enough for a secret that nobody can guess; a slow hash would only slow down
//! the honest.

pub mod access_token;
mod checksum;
pub(crate) mod kept;
mod marks;
mod pace;

use std::{collections::BTreeSet, sync::Arc};

use arc_swap::ArcSwap;
use bailiwick_model::UserId;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

pub use access_token::{ACCESS_MARK, Access, AccessTokens};
pub use bailiwick_store::api_key::{ApiKey, Scope};
pub use marks::Use;
pub use pace::{Pace, Turns};

use marks::Mark;

/// What every key begins with, so that scanners for leaked secrets can know one.
pub const MARK: &str = "bw_";

/// Random bytes of the public prefix and of the secret.
const PREFIX_BYTES: usize = 6;
const SECRET_BYTES: usize = 32;

/// Letters of a secret, without the checksum.
const SECRET_LETTERS: usize = 43;

/// Characters of a name.
const LONGEST_NAME: usize = 200;

/// The text of a new key. It is shown once, on purpose, and has no `Debug`.
pub struct Secret(String);

impl Secret {
    /// The text, for the one time that it is shown.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// A new key, and the only sight of its secret.
pub struct Issued {
    /// What is stored.
    pub key: ApiKey,
    /// What the program presents.
    pub secret: Secret,
}

/// What a new key is to be.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// What it is for, in the words of whoever makes it.
    pub name: String,
    /// What it may be used for; at least one.
    pub scopes: BTreeSet<Scope>,
    /// The user that it acts as; needed to administer.
    pub login: Option<UserId>,
    /// When it stops working, in microseconds since 1970; never when absent.
    pub expires_us: Option<i64>,
}

/// Why no key was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyWish {
    /// A key for nothing.
    #[error("a key needs at least one scope; give decide, search, read or admin")]
    NoScope,
    /// A key that nobody could tell from others.
    #[error("a key needs a name of up to 200 characters; say which program it is for")]
    NoName,
    /// A key that would never work.
    #[error("the key would have expired already; choose a later moment")]
    Expired,
    /// No randomness to be had.
    #[error("the system gives no random bytes: {0}")]
    Entropy(String),
}

/// Fills a buffer with random bytes that nobody can guess.
pub type Entropy<'e> = &'e mut dyn FnMut(&mut [u8]) -> Result<(), String>;

/// Makes a key.
///
/// # Errors
/// See [`KeyWish`].
pub fn issue(wanted: Wanted, now_us: i64, entropy: Entropy<'_>) -> Result<Issued, KeyWish> {
    let Wanted { name, scopes, login, expires_us } = wanted;
    if scopes.is_empty() {
        return Err(KeyWish::NoScope);
    }
    let name = name.trim().to_owned();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(KeyWish::NoName);
    }
    if expires_us.is_some_and(|at| at <= now_us) {
        return Err(KeyWish::Expired);
    }
    let (mut prefix, mut secret) = ([0_u8; PREFIX_BYTES], [0_u8; SECRET_BYTES]);
    entropy(&mut prefix).map_err(KeyWish::Entropy)?;
    entropy(&mut secret).map_err(KeyWish::Entropy)?;
    let id: String = prefix.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut text = format!("{MARK}{id}_{}", URL_SAFE_NO_PAD.encode(secret));
    let sum = checksum::of(&text);
    text.push_str(&sum);
    let key = ApiKey {
        id,
        name,
        hash: hash(&text),
        scopes,
        login,
        created_us: now_us,
        expires_us,
        last_used_us: None,
    };
    Ok(Issued { key, secret: Secret(text) })
}

/// What is stored of a key.
#[must_use]
pub fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// The keys that are accepted. Replaced as a whole whenever one is made or removed.
pub struct Keyring(ArcSwap<Vec<Arc<Held>>>);

/// A key, and what is known of its use. The latter outlives a replacement.
struct Held {
    key: ApiKey,
    mark: Arc<Mark>,
}

impl Held {
    fn works(&self, now_us: i64) -> bool {
        self.key.expires_us.is_none_or(|end| end > now_us)
    }
}

/// A caller that was let in.
#[derive(Clone)]
pub struct Admitted(Arc<Held>);

impl Admitted {
    /// Its key.
    #[must_use]
    pub fn key(&self) -> &ApiKey {
        &self.0.key
    }

    /// Takes one request's turn, if the key has not had too many of them.
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
    /// Accepts these keys.
    #[must_use]
    pub fn new(keys: Vec<ApiKey>) -> Self {
        Self(ArcSwap::from_pointee(sorted(keys, &[])))
    }

    /// Accepts these keys instead.
    pub fn replace(&self, keys: Vec<ApiKey>) {
        let held = self.0.load();
        self.0.store(Arc::new(sorted(keys, &held)));
    }

    /// The key that `text` is, if it works at `now_us` and has the scope.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub fn admit(&self, text: &str, scope: Scope, now_us: i64) -> Result<Admitted, Refusal> {
        let held = self.shown(text, now_us)?;
        opened(&held.key.scopes, scope)?;
        held.mark.used(now_us);
        Ok(Admitted(held))
    }

    /// The key that an access token came of, if that works still and both have the scope.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub fn admit_access(&self, access: &Access, scope: Scope, now_us: i64) -> Result<Admitted, Refusal> {
        let keys = self.0.load();
        let held = find(&keys, &access.key).filter(|held| held.works(now_us)).ok_or(Refusal::Unknown)?;
        opened(&access.scopes, scope)?;
        opened(&held.key.scopes, scope)?;
        held.mark.used(now_us);
        Ok(Admitted(Arc::clone(held)))
    }

    /// The key that `text` is, whatever it is for.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn known(&self, text: &str, now_us: i64) -> Result<Admitted, Refusal> {
        let held = self.shown(text, now_us)?;
        held.mark.used(now_us);
        Ok(Admitted(held))
    }

    fn shown(&self, text: &str, now_us: i64) -> Result<Arc<Held>, Refusal> {
        let (id, secret) =
            text.strip_prefix(MARK).and_then(|rest| rest.split_once('_')).ok_or(Refusal::Unknown)?;
        // Keys of before had no checksum.
        if secret.len() > SECRET_LETTERS && !checksum::fits(text) {
            return Err(Refusal::Unknown);
        }
        let keys = self.0.load();
        let held = find(&keys, id).ok_or(Refusal::Unknown)?;
        let same = bool::from(hash(text).ct_eq(&held.key.hash));
        if same && held.works(now_us) { Ok(Arc::clone(held)) } else { Err(Refusal::Unknown) }
    }

    /// Uses that are not noted yet and came at least `apart_us` after the one noted last. They count as noted from now
    /// on; what could not be written is given back with [`Keyring::forget`].
    #[must_use]
    pub fn uses(&self, apart_us: i64) -> Vec<Use> {
        let keys = self.0.load();
        let of = |held: &Arc<Held>| Some(Use { id: held.key.id.clone(), at_us: held.mark.take(apart_us)? });
        keys.iter().filter_map(of).collect()
    }

    /// These uses were not written after all.
    pub fn forget(&self, uses: &[Use]) {
        let keys = self.0.load();
        for held in uses.iter().filter_map(|once| find(&keys, &once.id)) {
            held.mark.forget();
        }
    }
}

/// Makes sure that one of the scopes opens what is asked for.
fn opened(scopes: &BTreeSet<Scope>, wanted: Scope) -> Result<(), Refusal> {
    if scopes.iter().any(|held| held.covers(wanted)) { Ok(()) } else { Err(Refusal::Scope(wanted)) }
}

fn find<'k>(keys: &'k [Arc<Held>], id: &str) -> Option<&'k Arc<Held>> {
    let at = keys.binary_search_by(|held| held.key.id.as_str().cmp(id)).ok()?;
    keys.get(at)
}

/// Keys by id; those that were held keep what is known of their use.
fn sorted(mut keys: Vec<ApiKey>, before: &[Arc<Held>]) -> Vec<Arc<Held>> {
    keys.sort_by(|a, b| a.id.cmp(&b.id));
    let held = |key: ApiKey| {
        let known = find(before, &key.id).map(|held| Arc::clone(&held.mark));
        let mark = known.unwrap_or_else(|| Arc::new(Mark::new(key.last_used_us)));
        Arc::new(Held { key, mark })
    };
    keys.into_iter().map(held).collect()
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
    fn a_key_opens_what_it_is_for_until_it_ends() {
        let issued = issue(wanted(&[Scope::Decide]), 10, &mut counting()).unwrap();
        let text = issued.secret.reveal().to_owned();
        assert!(text.starts_with("bw_000102030405_") && text.len() == 16 + 43 + 6, "{text}");
        assert!(!format!("{:?}", issued.key).contains(&text[16..]));
        let keyring = Keyring::new(vec![issued.key]);
        assert_eq!(keyring.admit(&text, Scope::Decide, 99).unwrap().key().name, "gateway");
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
    fn keys_of_before_have_no_checksum() {
        let text = format!("bw_000102030405_{}", "A".repeat(43));
        let key = issue(wanted(&[Scope::Admin]), 10, &mut counting()).unwrap().key;
        let keyring = Keyring::new(vec![ApiKey { hash: hash(&text), ..key }]);
        assert!(keyring.admit(&text, Scope::Admin, 11).is_ok());
        // Whoever may change things may look at them.
        assert!(keyring.admit(&text, Scope::Read, 11).is_ok());
    }

    #[test]
    fn a_key_for_looking_changes_nothing() {
        let issued = issue(wanted(&[Scope::Read]), 10, &mut counting()).unwrap();
        let keyring = Keyring::new(vec![issued.key]);
        let text = issued.secret.reveal();
        assert!(keyring.admit(text, Scope::Read, 11).is_ok());
        assert_eq!(keyring.admit(text, Scope::Admin, 11).map(drop), Err(Refusal::Scope(Scope::Admin)));
    }

    #[test]
    fn uses_are_told_once_and_far_enough_apart() {
        let issued = issue(wanted(&[Scope::Decide]), 10, &mut counting()).unwrap();
        let (key, text) = (issued.key, issued.secret.reveal().to_owned());
        let keyring = Keyring::new(vec![key.clone()]);
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
        // The keys are read again; what is known of their use is not in the database yet.
        keyring.replace(vec![key]);
        let uses = keyring.uses(0);
        assert_eq!(uses.iter().map(|once| once.at_us).collect::<Vec<_>>(), [30]);
        keyring.forget(&uses);
        assert_eq!(told(0), [30]);
    }

    #[test]
    fn keys_for_nothing_are_refused() {
        let refused = |wanted: Wanted, now| issue(wanted, now, &mut counting()).map(|_| ()).unwrap_err();
        assert_eq!(refused(wanted(&[]), 0), KeyWish::NoScope);
        assert_eq!(refused(wanted(&[Scope::Admin]), 100), KeyWish::Expired);
        for name in [" ", "a\u{7}b", &"a".repeat(201)] {
            assert_eq!(refused(Wanted { name: name.into(), ..wanted(&[Scope::Admin]) }, 0), KeyWish::NoName);
        }
        let mut broken = |_: &mut [u8]| Err("no device".to_owned());
        let error = issue(wanted(&[Scope::Admin]), 0, &mut broken).map(|_| ()).unwrap_err();
        assert_eq!(error, KeyWish::Entropy("no device".into()));
    }
}
