//! What requests are answered with.

use std::{sync::Arc, time::Duration};

use bailiwick_app::{
    Behind, Live, Loaded,
    administration::Administration,
    api_keys::{AccessTokens, Keyring, Pace},
    decisions::People,
    sign_in::SignIn,
};
use bailiwick_model::Network;
use bailiwick_protocol::{
    authzen::{Limits as BodyLimits, Metadata, UnusableBase},
    picture::MAX_BYTES,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::{Key, Refusal, RequestIds, attempts::Attempts, same_site::origin_of, seal::Sealer};
use crate::{clock::Clock, config::Limits, metrics::Metrics};

/// Long bodies in memory at the same time: each may be a table of tens of megabytes.
const UPLOADS: usize = 2;
/// Tables that are stored as they come, at the same time: each has a thread, and a few hundred kilobytes.
const RECEIPTS: usize = 4;
/// Long answers that are written at the same time: each has a thread and a connection of the database.
const POURS: usize = 3;
/// Pictures in memory at the same time, as they were sent. They have places of their own: everybody may send one, and must not keep
/// tables waiting.
const PICTURES: usize = 8;
/// Pictures that are decoded at the same time: each may take 128 MiB and a processor.
const DECODERS: usize = 2;
/// Sign-ins that are worked on at the same time where hashes have fewer places: before and behind its hash each waits for the disk, and while some do,
/// others hash. All of them count as attempts meanwhile, so they are fewer than anybody may fail in a row.
pub const SIGN_INS: usize = 8;

/// Everything a request may need; made once, shared by all.
pub struct Gate {
    pub(crate) live: Arc<Live>,
    pub(crate) keyring: Arc<Keyring>,
    pub(crate) people: Arc<dyn People>,
    pub(crate) administration: Option<Administration>,
    /// Where people sign in; nowhere when what is served is only a file.
    pub(crate) sign_in: Option<SignIn>,
    /// Proxies whose word on where a request comes from counts.
    pub(super) trusted_proxies: Vec<Network>,
    /// The origin of our own pages.
    pub(crate) origin: String,
    /// The address that callers know this server by.
    pub(crate) public_url: String,
    pub(crate) access: AccessTokens,
    pub(crate) limits: Limits,
    pub(crate) body_limits: BodyLimits,
    pub(crate) metadata: Metadata,
    pub(crate) metadata_path: String,
    pub(crate) subject_types: Vec<String>,
    pub(crate) metrics: Metrics,
    pub(crate) metrics_open: bool,
    pub(crate) sealer: Sealer,
    pub(crate) clock: Clock,
    pub(crate) ids: RequestIds,
    /// How fast one key may ask.
    pub(super) pace: Option<Pace>,
    pub(super) attempts: Attempts,
    blocking: bool,
    searches: Arc<Semaphore>,
    /// Administration has places of its own: who changes much must not keep others from asking, nor who writes those who
    /// read.
    reads: Arc<Semaphore>,
    writes: Arc<Semaphore>,
    /// Long bodies that are held at the same time.
    uploads: Arc<Semaphore>,
    /// Bodies that are stored as they come.
    pub(super) receipts: Arc<Semaphore>,
    /// Long answers that are written at the same time.
    pub(super) pours: Arc<Semaphore>,
    pictures: Arc<Semaphore>,
    decoders: Arc<Semaphore>,
    /// Sign-ins that are hashed, and those with them that wait for it.
    hashes: Arc<Semaphore>,
    hash_queue: Arc<Semaphore>,
    revisions: watch::Receiver<u64>,
}

/// What a gate is made of.
pub struct GateOptions {
    /// The state, as it changes.
    pub live: Arc<Live>,
    /// The keys, as they change.
    pub keyring: Arc<Keyring>,
    /// Where users are looked up whole, for what-if questions.
    pub people: Arc<dyn People>,
    /// Where everything is changed; nowhere when what is served is only a file.
    pub administration: Option<Administration>,
    /// Where people sign in; nowhere when what is served is only a file.
    pub sign_in: Option<SignIn>,
    /// Proxies whose word on where a request comes from counts.
    pub trusted_proxies: Vec<Network>,
    /// Hashes that are worked on at the same time.
    pub hashing_places: usize,
    /// Sign-ins that may wait for that.
    pub hashing_waiting: usize,
    /// How much a caller may ask for.
    pub limits: Limits,
    /// The address that callers know this server by.
    pub public_url: String,
    /// Subject types that searches know beside the name of the user model.
    pub subject_types: Vec<String>,
    /// Whether the metrics may be read without a token.
    pub metrics_open: bool,
    /// Whether records are read from connected databases, which takes time and a thread of its own.
    pub blocking: bool,
    /// Seals page tokens.
    pub key: Key,
    /// The time.
    pub clock: Clock,
    /// Names requests that come without an id.
    pub ids: RequestIds,
}

impl Gate {
    /// A gate.
    ///
    /// # Errors
    /// When the public address cannot be one.
    pub fn new(options: GateOptions) -> Result<Self, UnusableBase> {
        let GateOptions {
            live,
            keyring,
            people,
            administration,
            sign_in,
            trusted_proxies,
            limits,
            public_url,
            subject_types,
            metrics_open,
            ..
        } = options;
        let metadata = Metadata::at(&public_url)?;
        let at_once = options.hashing_places.max(SIGN_INS);
        let (tell, revisions) = watch::channel(live.revision());
        live.listen(Box::new(move |revision| {
            tell.send_replace(revision);
        }));
        Ok(Self {
            searches: Arc::new(Semaphore::new(limits.searches)),
            reads: Arc::new(Semaphore::new(limits.searches)),
            writes: Arc::new(Semaphore::new(limits.searches)),
            uploads: Arc::new(Semaphore::new(UPLOADS)),
            receipts: Arc::new(Semaphore::new(RECEIPTS)),
            pours: Arc::new(Semaphore::new(POURS)),
            pictures: Arc::new(Semaphore::new(PICTURES)),
            decoders: Arc::new(Semaphore::new(DECODERS)),
            hashes: Arc::new(Semaphore::new(at_once)),
            hash_queue: Arc::new(Semaphore::new(at_once + options.hashing_waiting)),
            pace: Pace::new(limits.requests_per_second, 1_000_000),
            attempts: Attempts::new(limits.failed_tokens),
            body_limits: BodyLimits {
                bytes: limits.body_bytes,
                depth: limits.depth,
                items: limits.batch_items,
            },
            metadata_path: metadata_path(&public_url),
            origin: origin_of(&public_url),
            access: AccessTokens::new(&options.key),
            public_url,
            live,
            keyring,
            people,
            administration,
            sign_in,
            trusted_proxies,
            limits,
            metadata,
            subject_types,
            metrics: Metrics::default(),
            metrics_open,
            sealer: Sealer::new(&options.key),
            clock: options.clock,
            ids: options.ids,
            blocking: options.blocking,
            revisions,
        })
    }

    /// The newest state, or one that the caller demands, which may be on its way.
    pub(crate) async fn state(&self, at_least: Option<u64>) -> Result<Arc<Loaded>, Refusal> {
        let wanted = at_least.unwrap_or(0);
        if let Some(loaded) = self.live.state().filter(|loaded| loaded.revision >= wanted) {
            return Ok(loaded);
        }
        if at_least.is_some() {
            let mut revisions = self.revisions.clone();
            let arrived = revisions.wait_for(|revision| *revision >= wanted);
            // Whichever way the wait ends, the state itself has the last word.
            drop(tokio::time::timeout(Duration::from_secs(self.limits.wait_seconds), arrived).await);
        }
        match self.live.state() {
            Some(loaded) if loaded.revision >= wanted => Ok(loaded),
            Some(loaded) => Err(Behind { wanted, here: loaded.revision }.into()),
            None => Err(Refusal::not_ready()),
        }
    }

    /// Runs what takes microseconds: here and now, unless records come from databases.
    pub(crate) async fn decide<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        if self.blocking { away(work).await } else { Ok(work()) }
    }

    /// Runs what may take longer, a few at a time, beside the threads that answer.
    pub(crate) async fn search<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        placed(&self.searches, work).await
    }

    /// Runs what reads or changes Bailiwick's own objects, a few at a time.
    pub(crate) async fn administer<T: Send + 'static>(
        &self,
        reads: bool,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        placed(if reads { &self.reads } else { &self.writes }, work).await
    }

    /// Runs what judges or hashes a password. A bounded number wait for that; whoever comes beyond them is told to come again.
    pub(crate) async fn hash<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let queue = Arc::clone(&self.hash_queue).try_acquire_owned().map_err(|_| Refusal::too_busy())?;
        let hashed = placed(&self.hashes, work).await;
        drop(queue);
        hashed
    }

    /// Decodes a picture, two at a time, beside the threads that answer.
    pub(crate) async fn decode<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        placed(&self.decoders, work).await
    }

    /// Room for one body of up to so many bytes, if that is long; others wait.
    pub(crate) async fn room(&self, limit: usize) -> Result<Option<OwnedSemaphorePermit>, Refusal> {
        let places = match limit {
            _ if limit <= self.limits.body_bytes => return Ok(None),
            ..=MAX_BYTES => &self.pictures,
            _ => &self.uploads,
        };
        Arc::clone(places).acquire_owned().await.map(Some).map_err(|_| Refusal::not_ready())
    }
}

async fn placed<T: Send + 'static>(
    places: &Arc<Semaphore>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Refusal> {
    let place = Arc::clone(places).acquire_owned().await.map_err(|_| Refusal::not_ready())?;
    // The place is held by the work, which goes on when the caller has given up.
    away(move || {
        let _place = place;
        work()
    })
    .await
}

pub(crate) async fn away<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    match tokio::task::spawn_blocking(work).await {
        Ok(answer) => Ok(answer),
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(Refusal::not_ready()),
        },
    }
}

/// The path of the discovery document: of an address with a path, that path comes behind.
fn metadata_path(public_url: &str) -> String {
    let rest = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default().trim_end_matches('/');
    format!("{}{path}", Metadata::WELL_KNOWN)
}
