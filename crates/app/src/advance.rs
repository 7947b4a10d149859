//! The next state, made from the one before by what was changed between the two.
//!
//! A changed user costs that user and a changed policy costs the policy, however many people there are. What cannot be
//! patched (companies, departments and areas shape everybody) is loaded anew, and so is everything whenever there is any doubt: a patch is a saving, never a risk.

use std::{collections::BTreeSet, fmt, sync::Arc};

use bailiwick_model::UserId;
use bailiwick_policy::Snapshot;
use bailiwick_store::{
    Revision, StoreError, Tx,
    change::{self, Recorded},
    policy::{self, PolicyKind},
    user,
};

use crate::{
    error::AppError, installation::Installation, kept_records::KeptRecords, loading::load_in, own,
    state::State,
};

/// Users that may differ from the packed directory. Every question looks them up beside it, so they must stay few.
const MOST_PATCHES: usize = 1_000;

/// Changes read from the feed at once; more than that is quicker loaded anew.
const MOST_CHANGES: usize = 10_000;

/// Users who are asked for together.
const AT_ONCE: usize = 20;

/// A newer state, and how it was come by.
#[derive(Clone)]
pub struct Advanced {
    /// The state.
    pub state: State,
    /// What it cost.
    pub how: How,
    /// Whether nothing but users has changed: no key, either, which no state holds.
    pub only_users: bool,
}

/// How a state was brought up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// Only what changed was read; all the rest is shared with the state before.
    Patched {
        /// Whether the policy was compiled again.
        policy: bool,
        /// How many users were packed again.
        users: usize,
        /// Whether stored records were read again.
        records: bool,
    },
    /// Everything was loaded.
    Reloaded(Why),
}

/// Why everything was loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The feed does not tell all that happened since.
    Gap,
    /// Something changed that shapes everybody, as a company or an area does.
    Shape(String),
    /// So many users changed that packing all of them pays.
    ManyUsers,
    /// The settings that shape the packed directory changed.
    Settings,
    /// The patch alone does not hold together. The whole may, or says better what is wrong.
    Refused,
}

impl Installation {
    /// The newest state, from one that was loaded before.
    ///
    /// # Errors
    /// When the database cannot be read, or what it holds does not compile.
    pub fn advance(&self, before: &State) -> Result<Advanced, AppError> {
        let patched = self.database().read(|tx| patch(tx, before))?;
        self.or_reloaded(patched)
    }

    /// What was patched; or everything anew, where it could not be.
    pub(crate) fn or_reloaded(&self, patched: Result<Advanced, Why>) -> Result<Advanced, AppError> {
        match patched {
            Ok(advanced) => Ok(advanced),
            Err(why) => Ok(Advanced { state: self.load()?, how: How::Reloaded(why), only_users: false }),
        }
    }
}

/// The state that follows from what this very transaction has changed.
///
/// # Errors
/// When it does not compile; then the transaction must not be committed.
pub(crate) fn following(tx: &mut Tx<'_>, before: &State) -> Result<Advanced, AppError> {
    match patch(tx, before)? {
        Ok(advanced) => Ok(advanced),
        Err(why) => Ok(Advanced { state: load_in(tx)?, how: How::Reloaded(why), only_users: false }),
    }
}

/// Says that [`patch`] will be asked for.
pub(crate) fn foresee(tx: &mut Tx<'_>, before: &State) -> Result<(), StoreError> {
    change::foresee(tx, Revision(i64::try_from(before.revision).unwrap_or(i64::MAX)), MOST_CHANGES)
}

/// The state patched, or why it cannot be.
pub(crate) fn patch(tx: &mut Tx<'_>, before: &State) -> Result<Result<Advanced, Why>, AppError> {
    foresee(tx, before)?;
    let revision = change::revision(tx)?;
    let Some(feed) = feed(tx, before.revision, revision)? else { return Ok(Err(Why::Gap)) };
    let changed = match Changed::of(&feed) {
        Ok(changed) => changed,
        Err(why) => return Ok(Err(why)),
    };
    if before.snapshot.patch_count() + changed.users.len() > MOST_PATCHES {
        return Ok(Err(Why::ManyUsers));
    }
    let mut state = State { revision: revision.0.unsigned_abs(), ..before.clone() };
    let mut records = changed.records;
    if changed.policy {
        let policy = own::complete(policy::load(tx)?);
        match state.snapshot.with_policy(&policy) {
            Ok(Some(snapshot)) => state.snapshot = Arc::new(snapshot),
            Ok(None) => return Ok(Err(Why::Settings)),
            Err(_) => return Ok(Err(Why::Refused)),
        }
        // Stored records are laid out as their models are described.
        records |= policy.models != state.policy.models || policy.settings != state.policy.settings;
        state.policy = Arc::new(policy);
    }
    for login in changed.users.iter().take(AT_ONCE) {
        user::foresee(tx, login)?;
    }
    for login in &changed.users {
        match with_user(tx, &state, login)? {
            Ok(snapshot) => state.snapshot = snapshot,
            Err(why) => return Ok(Err(why)),
        }
    }
    if records {
        state.records = Arc::new(KeptRecords::read(tx)?.fitted(&state.snapshot));
    }
    let how = How::Patched { policy: changed.policy, users: changed.users.len(), records };
    let only_users = feed.iter().all(|recorded| recorded.change.kind == "user");
    Ok(Ok(Advanced { state, how, only_users }))
}

/// Whether a key may have come or gone since a state was loaded.
pub(crate) fn tells_of_keys(tx: &mut Tx<'_>, before: &State) -> Result<bool, StoreError> {
    let revision = change::revision(tx)?;
    let feed = feed(tx, before.revision, revision)?;
    Ok(feed.is_none_or(|feed| feed.iter().any(|recorded| recorded.change.kind == "key")))
}

/// A state that is up to date in all but people, for work on many of them.
pub(crate) struct Near {
    /// Policy, places and the one who asks are those of the transaction.
    pub(crate) state: State,
    /// Who is to be looked at again before anything is decided about them.
    pub(crate) behind: BTreeSet<UserId>,
}

/// As [`patch`], but nobody except `who` is packed again: however many people were changed meanwhile, it costs next to
/// nothing.
pub(crate) fn near(
    tx: &mut Tx<'_>,
    before: &State,
    who: Option<&UserId>,
) -> Result<Result<Near, Why>, AppError> {
    let revision = change::revision(tx)?;
    let Some(feed) = feed(tx, before.revision, revision)? else { return Ok(Err(Why::Gap)) };
    let mut changed = match Changed::of(&feed) {
        Ok(changed) => changed,
        Err(why) => return Ok(Err(why)),
    };
    let mut state = State { revision: revision.0.unsigned_abs(), ..before.clone() };
    if changed.policy {
        let policy = own::complete(policy::load(tx)?);
        match state.snapshot.with_policy(&policy) {
            Ok(Some(snapshot)) => state.snapshot = Arc::new(snapshot),
            Ok(None) => return Ok(Err(Why::Settings)),
            Err(_) => return Ok(Err(Why::Refused)),
        }
        state.policy = Arc::new(policy);
    }
    if let Some(who) = who.filter(|who| changed.users.remove(*who)) {
        match with_user(tx, &state, who)? {
            Ok(snapshot) => state.snapshot = snapshot,
            Err(why) => return Ok(Err(why)),
        }
    }
    Ok(Ok(Near { state, behind: changed.users }))
}

/// The state with one user as he is in the database now.
pub(crate) fn with_user(
    tx: &mut Tx<'_>,
    state: &State,
    login: &UserId,
) -> Result<Result<Arc<Snapshot>, Why>, StoreError> {
    let Some(user) = user::find(tx, login)? else {
        // Whoever came and went between two looks was never here.
        let known = state.snapshot.find_user(login).is_some();
        let without = || Arc::new(state.snapshot.without_user(login));
        return Ok(Ok(if known { without() } else { Arc::clone(&state.snapshot) }));
    };
    Ok(state.snapshot.with_user(&state.policy, login, &user).map(Arc::new).map_err(|_| Why::Refused))
}

/// The changes from one revision to another, unless the feed has a hole or there are too many.
fn feed(tx: &mut Tx<'_>, after: u64, to: Revision) -> Result<Option<Vec<Recorded>>, StoreError> {
    let mut next = i64::try_from(after).unwrap_or(i64::MAX);
    let feed = change::since(tx, Revision(next), MOST_CHANGES)?;
    for recorded in &feed {
        let Revision(revision) = recorded.revision;
        if revision > next.saturating_add(1) {
            return Ok(None);
        }
        next = revision;
    }
    Ok((next == to.0).then_some(feed))
}

/// What has to be looked at again.
#[derive(Default)]
struct Changed {
    policy: bool,
    users: BTreeSet<UserId>,
    records: bool,
}

impl Changed {
    fn of(feed: &[Recorded]) -> Result<Self, Why> {
        let mut changed = Self::default();
        for Recorded { change, .. } in feed {
            match change.kind.as_str() {
                // Whoever follows reads the keys beside this, and no answer depends on a setting or a session.
                "key" | "place_setting" | "session" => {}
                "resource" => changed.records = true,
                "settings" => changed.policy = true,
                "user" => match UserId::new(change.key.as_str()) {
                    Ok(login) => drop(changed.users.insert(login)),
                    Err(_) => return Err(Why::Shape(change.kind.clone())),
                },
                kind if kind.parse::<PolicyKind>().is_ok() => changed.policy = true,
                kind => return Err(Why::Shape(kind.to_owned())),
            }
        }
        Ok(changed)
    }
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Patched { policy, users, records } => {
                let parts = [(*policy, "policy"), (*users > 0, "users"), (*records, "records")];
                let parts: Vec<_> = parts.into_iter().filter(|(is, _)| *is).map(|(_, part)| part).collect();
                write!(
                    f,
                    "patched ({})",
                    if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") }
                )
            }
            Self::Reloaded(why) => write!(f, "loaded anew: {why}"),
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gap => f.write_str("the feed does not tell all that happened"),
            Self::Shape(kind) => write!(f, "a {kind} changed"),
            Self::ManyUsers => f.write_str("many users changed"),
            Self::Settings => f.write_str("settings that shape the directory changed"),
            Self::Refused => f.write_str("the change by itself does not hold together"),
        }
    }
}
