//! Signing in: every way passes the same gates (ADR 0019).
//!
//! A request goes like this: a [`Visit`] knocks; `proof.rs` judges what it shows and makes a `Proven`; `gates.rs` asks the gates and makes a `Passed`;
//! `session.rs` opens a session for it. What is missing on the way is a [`Wants`], and what is known so far waits in a flow (`flow.rs`). With the session's secret each
//! later request is [admitted](SignIn::admit).

mod add;
pub(crate) mod address;
mod admission;
mod advice;
mod again;
mod attempts;
mod enrol;
mod flow;
pub(crate) mod foreign_password;
mod forgotten;
mod gates;
mod helpdesk;
mod invited;
mod key;
mod link;
mod new_password;
pub(crate) mod notices;
mod office_keys;
mod overview;
mod own;
mod owned_keys;
mod passkey;
mod pathway;
mod person;
mod phone;
mod proof;
mod report;
mod rules;
mod second;
mod send_code;
mod session;
mod session_book;
mod set_up;
mod slip;
pub(crate) mod ticket;
mod visit;
mod watch;
mod who;

use std::sync::Arc;

use bailiwick_model::UserId;

pub use add::{Added, FactorName};
pub use address::LASTS_HOURS as ADDRESS_HOURS;
pub use admission::{Caller, Unadmitted};
pub use advice::Advised;
pub use again::Again;
pub use enrol::NewAuthenticator;
pub use gates::{Said, Shut, Verdict, Wants};
pub use helpdesk::{Diagnosis, KnockView};
pub use link::LinkView;
pub use new_password::Chosen;
pub use office_keys::{OfficeKey, OfficeKeys};
pub use overview::Overview;
pub(crate) use own::managed;
pub use own::{Changed, ContactView, DeviceView, FactorView, SecurityView};
pub(crate) use owned_keys::take_key;
pub use owned_keys::{KeyView, NewKey};
pub use pathway::{Factor, Factors, Gate, Pathway, UnknownFactor};
pub use person::{NETWORKS, PersonSecurity};
pub use phone::{OwnPhone, PhoneShown};
pub use second::Shown;
pub use session::{SessionView, SignedIn};
pub(crate) use session::{end_all, role_lost, shut_out};
pub use session_book::SessionBook;
pub use ticket::Errand;
pub use visit::{DeviceMark, Random, Secret, Visit};
pub use who::Who;

use who::Greetings;

use crate::{
    administration::{Administration, Ctx, Refused, Work},
    factors::passkeys::{Passkeys, Trusted},
    passwords::{BreachedList, Hasher},
    sealing::{Key, SealError, Sealer},
};
use attempts::Rule;
use flow::Going;
use gates::Outcome;
use key::KeyBook;
use proof::Proven;
use report::Ended;

/// Everything that has to do with getting in.
#[derive(Clone)]
pub struct SignIn {
    pub(crate) administration: Administration,
    pub(crate) hasher: Arc<Hasher>,
    pub(crate) key: Key,
    pub(crate) sealers: Arc<Sealers>,
    pub(crate) book: Arc<SessionBook>,
    pub(crate) greetings: Arc<Greetings>,
    pub(crate) keys: Arc<KeyBook>,
    pub(crate) random: Random,
    /// Where the server's address can have passkeys.
    pub(crate) passkeys: Option<Arc<Passkeys>>,
    /// Makers of authenticators that are trusted.
    pub(crate) trusted: Option<Trusted>,
    /// Passwords that are known to have leaked.
    pub(crate) breached: Option<Arc<BreachedList>>,
}

/// What seals what has to be read again.
pub(crate) struct Sealers {
    pub(crate) flow: Sealer,
    pub(crate) seed: Sealer,
}

/// What comes of showing something.
pub enum Answer {
    /// In.
    SignedIn(Box<SignedIn>),
    /// Something more is wanted. The secret is there where the flow begins.
    More {
        /// What the browser goes on with.
        flow: Option<Secret>,
        /// What is wanted.
        wants: Wants,
    },
    /// Not in.
    NotLetIn(NotLetIn),
}

/// Why somebody does not get in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotLetIn {
    /// What was shown is wrong. What is wrong about it is not told.
    #[error("the name or the password is wrong")]
    Wrong,
    /// The code or key is wrong.
    #[error("that is not right, or it was used already; wait for the next code and try that")]
    WrongFactor,
    /// Too many have failed.
    #[error("too many attempts have failed; try again later")]
    Stopped {
        /// Seconds to wait; nothing where somebody has to unlock it.
        retry_after_s: Option<u64>,
    },
    /// A link that opens nothing, or nothing any more.
    #[error("this link was used, is too old, or a newer one was sent; ask for another one")]
    DeadLink,
    /// What was to be ended is; choosing another password is left to others.
    #[error("that device is signed out; for a new password, ask whoever manages your account")]
    LeftToOthers,
    /// What began is over.
    #[error("this took too long or was finished elsewhere; begin again")]
    Over,
    /// A gate is shut.
    #[error(transparent)]
    Shut(Shut),
}

/// What is needed is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReady {
    /// No randomness to be had.
    #[error("the system gives no random bytes: {0}")]
    Entropy(String),
    /// What is kept cannot be written or read.
    #[error("what is kept of signing in does not fit this program: {0}")]
    Form(String),
}

impl NotReady {
    pub(crate) fn form(error: impl std::fmt::Display) -> Self {
        Self::Form(error.to_string())
    }
}

impl SignIn {
    /// Signing in to an installation. `key` is its secret; `random` gives bytes that nobody can guess.
    #[must_use]
    pub fn new(administration: Administration, hasher: Arc<Hasher>, key: &Key, random: Random) -> Self {
        let sealers =
            Sealers { flow: key.sealer("bailiwick flow 1"), seed: key.sealer("bailiwick authenticator 1") };
        Self {
            administration,
            hasher,
            key: key.clone(),
            sealers: Arc::new(sealers),
            book: Arc::new(SessionBook::default()),
            greetings: Arc::new(Greetings::default()),
            keys: Arc::new(KeyBook::default()),
            random,
            passkeys: None,
            trusted: None,
            breached: None,
        }
    }

    /// With a list of passwords that nobody may choose, because they leaked somewhere.
    #[must_use]
    pub fn knowing_breached(self, list: BreachedList) -> Self {
        Self { breached: Some(Arc::new(list)), ..self }
    }

    /// With passkeys, and the makers that are trusted where passkeys must show their make.
    #[must_use]
    pub fn with_passkeys_of(self, site: Passkeys, trusted: Option<Trusted>) -> Self {
        Self { passkeys: Some(Arc::new(site)), trusted, ..self }
    }

    pub(crate) fn write<T>(
        &self,
        ctx: &Ctx,
        work: impl FnMut(&mut Work<'_, '_>) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        self.administration.write(ctx, work).map(|done| done.value)
    }

    pub(crate) fn seal(&self, sealer: &Sealer, plain: &[u8], bound_to: &str) -> Result<Vec<u8>, Refused> {
        let mut random = |bytes: &mut [u8]| (self.random)(bytes);
        sealer.seal(plain, bound_to, &mut random).map_err(|error: SealError| NotReady::form(error).into())
    }

    /// Asks the gates of whoever has shown something, and goes on with what they say.
    fn go_on(
        &self,
        work: &mut Work<'_, '_>,
        visit: &Visit,
        proven: Proven,
        flow: Option<Going>,
    ) -> Result<Answer, Refused> {
        let (login, pathway) = (proven.login().clone(), proven.pathway());
        let progress = proven.progress().clone();
        let mut said = Vec::new();
        let outcome = invited::judged(work, proven, visit, &mut said)?;
        let (answer, ended) = match outcome {
            Outcome::Passed(passed) => {
                let hash = flow.as_ref().map(|going| &going.hash);
                match self.open(work, *passed, hash, visit)? {
                    Some(signed_in) => (Answer::SignedIn(Box::new(signed_in)), Ended::In),
                    None => return Ok(NotLetIn::Over.into()),
                }
            }
            Outcome::Wants(wants) => {
                let flow = self.keep_going(work, visit, &login, progress, flow)?;
                (Answer::More { flow, wants }, Ended::More)
            }
            Outcome::Shut(shut) => (Answer::NotLetIn(NotLetIn::Shut(shut)), Ended::Shut),
        };
        report::write(work, visit, Some(&login), pathway, ended, &said)?;
        Ok(answer)
    }

    fn keep_going(
        &self,
        work: &mut Work<'_, '_>,
        visit: &Visit,
        login: &UserId,
        progress: flow::Progress,
        flow: Option<Going>,
    ) -> Result<Option<Secret>, Refused> {
        match flow {
            None => Ok(Some(self.begin_flow(work.tx, visit, Some(login), progress)?.0)),
            Some(going) => {
                self.keep_flow(work.tx, &Going { progress, ..going })?;
                Ok(None)
            }
        }
    }

    /// How many may fail at one account.
    fn account_rule(&self, work: &mut Work<'_, '_>) -> Result<Rule, Refused> {
        let lockout = rules::lockout(work)?;
        Ok(Rule::account(lockout.attempts, lockout.stop))
    }
}

impl NotLetIn {
    fn stopped(until_us: i64, now_us: i64) -> Answer {
        Self::until(until_us, now_us).into()
    }

    fn until(until_us: i64, now_us: i64) -> Self {
        Self::Stopped { retry_after_s: attempts::wait_s(until_us, now_us) }
    }

    /// A stable word for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Wrong => "sign_in.wrong",
            Self::WrongFactor => "sign_in.wrong_factor",
            Self::Stopped { .. } => "sign_in.stopped",
            Self::DeadLink => "sign_in.link",
            Self::LeftToOthers => "sign_in.left_to_others",
            Self::Over => "sign_in.over",
            Self::Shut(Shut::Account) => "sign_in.account",
            Self::Shut(Shut::Place) => "sign_in.place",
            Self::Shut(Shut::Network) => "sign_in.network",
            Self::Shut(Shut::SecondFactor) => "sign_in.second_factor",
            Self::Shut(Shut::Password) => "sign_in.password",
            Self::Shut(Shut::Sessions) => "sign_in.sessions",
        }
    }
}

impl From<NotLetIn> for Answer {
    fn from(not: NotLetIn) -> Self {
        Self::NotLetIn(not)
    }
}
