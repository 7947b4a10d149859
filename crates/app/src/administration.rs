//! Administration: changing people, places and policy, guarded by the engine itself (ADR 0014).
//!
//! Every use case runs in one transaction, in this order: the state is brought to the transaction's revision, the actor is
//! looked up in it, what he asks for is checked, rows are written, the feed and the audit trail get their entries, and the
//! state that follows is made from them before anything is committed. [`Work`] is what a use case does all that with.

mod area_tree;
mod areas;
mod attributes;
mod choosing;
mod companies;
mod company_page;
mod coverage;
mod ctx;
mod dashboard;
pub(crate) mod delegation;
mod departments;
mod desk;
pub(crate) mod difference;
mod direct_groups;
mod foresight;
mod guard;
pub(crate) mod invitations;
mod jobs;
mod known;
mod letters;
pub(crate) mod lines;
mod listing;
pub(crate) mod looks;
mod many;
pub(crate) mod me;
mod names;
mod nobody;
mod overrides;
pub(crate) mod person;
mod places;
mod policy_objects;
mod preview;
mod proposals;
mod recovery;
mod refused;
mod scope;
mod search;
mod seats;
pub(crate) mod settings;
mod sights;
mod tag;
mod texts;
mod trail;
mod trees;
pub(crate) mod users;
mod work;

use std::{sync::Arc, time::Duration};

use bailiwick_store::{
    StoreError, Tx,
    idempotency::{self, Remembered},
};
use serde::{Serialize, de::DeserializeOwned};

use looks::Look;

use crate::{
    api_keys::Keyring,
    audit::Witness,
    error::AppError,
    installation::Installation,
    live::{Live, Loaded},
    state::State,
};

pub use area_tree::{AreaDetail, AreaTree, AreaWish, Branch};
pub use areas::AreaImportMode;
pub use choosing::{Choice, Offered, Offers, Seeking, Sought};
pub use company_page::{CompanyPage, CompanyRow, DepartmentTwig};
pub use coverage::{Covered, Covering};
pub use ctx::{AskingSession, Ctx, Once};
pub use dashboard::{
    Dashboard, EndingLine, EndingLines, FailedJob, FewSeats, News, Somebody, Unusual, Wished,
};
pub use desk::{Desk, RoleChoice};
pub use invitations::Invited;
pub use jobs::{
    AllOrNothing, Existing, Exported, ImportWish, JobAct, JobListing, JobPage, OnRefused, Runner, UserExport,
};
pub use lines::{
    Holder,
    choices::{Held, LineActs, LineChoices, LineNames, LineRole},
};
pub(crate) use listing::listed_together;
pub use listing::{Listing, Turned};
pub use me::{
    access::{MayDo, OwnAccess, OwnLine},
    profile::OwnProfile,
};
pub use person::{
    Access, Acts, Cell, EndedLine, ModelRights, Person, Reach, Receipt, RightPath, Rights, RightsWanted,
};
pub use places::{InHand, Place};
pub use policy_objects::{AccessWish, Back, PolicyListing, PolicyPart, PolicySight, find_kind};
pub(crate) use recovery::{found, is_administered};
pub use refused::{Fault, Refused};
pub use scope::Scope;
pub use search::Found;
pub use settings::guarding::{
    Characters, Ending, FactorGuard, FactorRequired, Guarded, Guarding, LockoutGuard, Means, NetworkGuard,
    PasswordGuard, PasswordReset, SessionGuard, WhenFull,
};
pub use settings::{SettingChange, SettingsPage};
pub use sights::Sights;
pub use trail::{
    Entries, EntryPage, Followed, Integrity, Signing, Subject, TrailListing, TrailPage, TrailStatus,
    TrailWish,
};
pub use users::{Board, BoardRow, HeldRole, Pictured, Standing};

pub(crate) use work::{Finished, Work};

/// How long a node may take to load everything anew before a change is reported as made but not yet in force here.
const TAKEN_UP: Duration = Duration::from_secs(20);

/// How often work is begun again because others changed everything in the meantime.
const RETRIES: usize = 5;

/// Everything that an administrator does.
#[derive(Clone)]
pub struct Administration {
    installation: Installation,
    live: Arc<Live>,
    followed: bool,
    /// Who tells the trail what was looked at.
    witness: Arc<Witness>,
    /// What letters are sent by; nothing where nobody carries any.
    mailroom: Option<letters::Mailroom>,
    /// The keys that are accepted here, where nobody else keeps them up to date.
    keyring: Option<Arc<Keyring>>,
}

/// What a use case has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done<T> {
    /// What came of it.
    pub value: T,
    /// The revision from which on it holds; the one before when nothing changed, or nothing was to be done for real.
    pub revision: u64,
}

/// Why a transaction was not committed.
enum Stop<T> {
    Refused(Refused),
    /// The state at hand cannot be patched; it has to be loaded and the work begun again.
    Stale,
    /// All would have gone well, and that was all that was wanted.
    Tried(Done<T>),
}

impl Administration {
    /// Administration of an installation. `followed` says whether somebody keeps `live` up to date (a server does); where
    /// nobody does, every change is taken up here.
    #[must_use]
    pub fn new(installation: Installation, live: Arc<Live>, followed: bool) -> Self {
        let witness = Arc::new(Witness::direct(installation.database().clone()));
        Self { installation, live, followed, witness, mailroom: None, keyring: None }
    }

    /// The same, with looks told to the trail by `witness`; without one, each look that is told costs a commit.
    #[must_use]
    pub fn witnessed(self, witness: Arc<Witness>) -> Self {
        Self { witness, ..self }
    }

    /// The same, keeping the keys that are accepted up to date as well; for where nobody follows the store.
    #[must_use]
    pub fn admitting(self, keyring: Arc<Keyring>) -> Self {
        Self { keyring: Some(keyring), ..self }
    }

    /// Who tells the trail what was looked at and decided.
    #[must_use]
    pub fn witness(&self) -> &Arc<Witness> {
        &self.witness
    }

    /// The installation.
    #[must_use]
    pub fn installation(&self) -> &Installation {
        &self.installation
    }

    /// Does work that changes something. When it returns, the change is on the disk and in force on this node.
    pub(crate) fn write<T>(
        &self,
        ctx: &Ctx,
        work: impl FnMut(&mut Work<'_, '_>) -> Result<T, Refused>,
    ) -> Result<Done<T>, Refused> {
        self.write_with(ctx, |_| Ok(()), work)
    }

    /// As [`Administration::write`], for work that is known to ask something: `ahead` says what.
    pub(crate) fn write_with<T>(
        &self,
        ctx: &Ctx,
        ahead: impl Fn(&mut Tx<'_>) -> Result<(), StoreError>,
        mut work: impl FnMut(&mut Work<'_, '_>) -> Result<T, Refused>,
    ) -> Result<Done<T>, Refused> {
        for _ in 0..RETRIES {
            let mut loaded = self.loaded()?;
            let (mut looks, mut offer) = (None, None);
            let written = self.installation.database().write(|tx| {
                // Others may have written while this one waited for its turn, and what they changed may be in force by now.
                loaded = self.loaded()?;
                let before: &State = &loaded;
                crate::advance::foresee(tx, before)?;
                ahead(tx)?;
                let Ok(advanced) = crate::advance::patch(tx, before)? else { return Err(Stop::Stale) };
                let mut work_here = Work::new(tx, advanced.state, ctx);
                work_here.mailroom.clone_from(&self.mailroom);
                work_here.looks = Self::looks(&loaded);
                let outcome = work(&mut work_here);
                looks = work_here.looks.take();
                let value = outcome?;
                let Finished { revision, made } = work_here.finish()?;
                let done = Done { value, revision };
                // Whoever follows need not read what was worked out here, provided that nothing else lies between.
                let made = made.filter(|_| self.followed && !ctx.dry_run && advanced.only_users);
                offer = made.map(|state| self.live.offer(loaded.revision, state));
                if ctx.dry_run { Err(Stop::Tried(done)) } else { Ok(done) }
            });
            if let (Ok(_), Some(offer)) = (&written, offer) {
                offer.hold();
            }
            // What was done is told as what it is; only what somebody was kept from is left to be told.
            if let Some(looks) = &mut looks {
                looks.retain(Look::is_refused);
            }
            if !matches!(written, Err(Stop::Stale)) {
                self.tell_looks(&loaded, ctx, looks)?;
            }
            match written {
                Ok(done) => {
                    self.take_up(&loaded, done.revision)?;
                    return Ok(done);
                }
                Err(Stop::Tried(done)) => return Ok(Done { revision: loaded.revision, ..done }),
                Err(Stop::Refused(refused)) => return Err(refused),
                Err(Stop::Stale) => self.reload(&loaded)?,
            }
        }
        Err(Refused::Busy)
    }

    /// Does work that makes something new, and says under which key. Where the caller has a name for the request, sending it again
    /// does nothing again: `show` gets the key and shows what is there now, as far as the caller may see it now.
    pub(crate) fn create<K: Serialize + DeserializeOwned, T>(
        &self,
        ctx: &Ctx,
        mut make: impl FnMut(&mut Work<'_, '_>) -> Result<(T, K), Refused>,
        mut show: impl FnMut(&mut Work<'_, '_>, K) -> Result<T, Refused>,
    ) -> Result<Done<T>, Refused> {
        self.write(ctx, |work| match repeated(work)? {
            Some(_) if work.guard.is_shut_out(&work.state) => {
                Err(Refused::NotAllowed("your account may not be used now".to_owned()))
            }
            Some(key) => show(work, key),
            None => {
                let (made, key) = make(work)?;
                remember(work, &key)?;
                Ok(made)
            }
        })
    }

    /// Does work that changes nothing.
    pub(crate) fn read<T>(
        &self,
        ctx: &Ctx,
        work: impl FnOnce(&mut Work<'_, '_>) -> Result<T, Refused>,
    ) -> Result<Done<T>, Refused> {
        let loaded = self.loaded()?;
        let revision = loaded.revision;
        // Rights are those of the state that answers everything else; rows may be newer by an instant.
        let mut looks = None;
        let value = self.installation.database().read(|tx| {
            let mut work_here = Work::new(tx, State::clone(&loaded), ctx);
            work_here.mailroom.clone_from(&self.mailroom);
            work_here.looks = Self::looks(&loaded);
            let value = work(&mut work_here);
            looks = work_here.looks.take();
            value
        });
        self.tell_looks(&loaded, ctx, looks)?;
        Ok(Done { value: value?, revision })
    }

    /// What is in force on this node, if anything is yet.
    #[must_use]
    pub fn state(&self) -> Option<Arc<Loaded>> {
        self.live.state()
    }

    fn loaded(&self) -> Result<Arc<Loaded>, Refused> {
        self.live.state().ok_or(Refused::NotReady)
    }

    /// Has this node answer from a revision on.
    fn take_up(&self, before: &Arc<Loaded>, revision: u64) -> Result<(), AppError> {
        if !self.followed && revision > before.revision {
            if let Some(keyring) = &self.keyring {
                keyring.replace(self.installation.api_keys()?);
            }
            self.live.advance(self.installation.advance(before)?.state);
        }
        if let Err(behind) = self.live.at_least(revision, TAKEN_UP) {
            tracing::warn!(%behind, "a change was made and this node has not taken it up yet");
        }
        Ok(())
    }

    /// Brings the state up to date where a patch cannot.
    fn reload(&self, before: &Arc<Loaded>) -> Result<(), Refused> {
        let newest = self.installation.database().revision().map_err(AppError::from)?.0.unsigned_abs();
        if self.followed {
            self.live.at_least(newest, TAKEN_UP).map(drop).map_err(|_| Refused::Busy)
        } else {
            self.live.advance(self.installation.advance(before)?.state);
            Ok(())
        }
    }
}

/// How long a request is known by its name.
const REMEMBERED_US: i64 = 24 * 3600 * 1_000_000;

/// The key of what came of the request when it was sent before.
fn repeated<K: DeserializeOwned>(work: &mut Work<'_, '_>) -> Result<Option<K>, Refused> {
    let Some(once) = &work.ctx.once else { return Ok(None) };
    let actor = work.ctx.author.actor.to_string();
    match idempotency::find(work.tx, &actor, &once.key)? {
        None => Ok(None),
        Some(known) if known.request != once.request => Err(Refused::KeyReused),
        Some(known) => serde_json::from_str(&known.outcome).map(Some).map_err(|_| Refused::KeyReused),
    }
}

fn remember<K: Serialize>(work: &mut Work<'_, '_>, key: &K) -> Result<(), Refused> {
    let Some(once) = &work.ctx.once else { return Ok(()) };
    let outcome = serde_json::to_string(key).map_err(|error| Refused::invalid("", error.to_string()))?;
    let (actor, at_us) = (work.ctx.author.actor.to_string(), work.ctx.author.at_us);
    idempotency::forget_before(work.tx, at_us.saturating_sub(REMEMBERED_US))?;
    let known = Remembered { request: once.request.clone(), outcome };
    Ok(idempotency::put(work.tx, &actor, &once.key, &known, at_us)?)
}

impl<T> From<Refused> for Stop<T> {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl<T> From<AppError> for Stop<T> {
    fn from(error: AppError) -> Self {
        Self::Refused(error.into())
    }
}

impl<T> From<StoreError> for Stop<T> {
    fn from(error: StoreError) -> Self {
        Self::Refused(error.into())
    }
}
