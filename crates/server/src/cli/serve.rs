//! `serve`: answers over HTTP until told to stop.

use std::{
    num::NonZeroUsize,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use bailiwick_app::{
    AppError, Batches, Installation, Live, Manner, Rhythm, State, Witness,
    administration::{Administration, Runner},
    api_keys::Keyring,
    passwords::{BreachedList, Hasher, Hashing, HashingCost},
    post::{Post, Postman},
    sealing::Key,
    sign_in::{Random, SignIn},
};
use bailiwick_model::audit::SignedCheckpoint;
use bailiwick_server::{
    ServeError, Supply,
    config::{AuditConfig, Config, PasswordConfig, UnusablePasskeys, WhenFull, load_or_make_key},
    http::SIGN_INS,
    letters::Courier,
    log, serve,
};
use clap::Args;

use super::{
    Context, Outcome, Trouble,
    answers::{Connections, open},
    audit::checkpoint::{append, signer},
};

/// Answers over HTTP.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bailiwick serve
  bailiwick serve --listen 0.0.0.0:8080 --public-url https://access.example.org")]
pub(crate) struct Serve {
    /// Address and port to listen at.
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// The address that callers know this server by.
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
}

impl Serve {
    pub(crate) fn run(self, context: &Context) -> Result<Outcome, Trouble> {
        let flag = |key: &str, value: Option<String>| value.map(|value| (key.to_owned(), value));
        let flags = [flag("listen", self.listen), flag("public_url", self.public_url)];
        context.here()?;
        let config = context.configured(flags.into_iter().flatten().collect())?;
        log::start(&config.log).map_err(|error| Trouble::Usage(error.to_string()))?;
        let installation = open(&config)?;
        run(&config, &installation)?;
        Ok(Outcome::done(""))
    }
}

/// Serves an installation until the process is told to stop.
pub(crate) fn run(config: &Config, installation: &Installation) -> Result<(), Trouble> {
    let live = Arc::new(Live::empty(config.limits.kept_revisions));
    let connections = Connections::open(config)?;
    let loaded = installation.load()?;
    live.swap(connections.connect(loaded.clone())?);
    let keyring = Arc::new(Keyring::new(installation.api_keys()?));
    let mut entropy = |bytes: &mut [u8]| getrandom::fill(bytes).map_err(|error| error.to_string());
    let key_file = config.key_file();
    let key =
        load_or_make_key(&key_file, &mut entropy).map_err(|error| Trouble::Environment(error.to_string()))?;
    let courier = Courier::of(config).map_err(|unusable| Trouble::Usage(unusable.to_string()))?;
    let post = Post::new(&key, courier.ways());
    let witness = Witness::start(installation.database().clone(), manner(&config.audit))
        .map_err(|error| Trouble::Environment(format!("the system gives no thread: {error}")))?;
    let witness = Arc::new(witness);
    let office = Administration::new(installation.clone(), Arc::clone(&live), true);
    let office = office.witnessed(Arc::clone(&witness)).posting(post.clone(), random());
    let number = process()?;
    let entrance = sign_in(config, office.clone(), &key)?;
    let supply =
        Supply::new(Arc::clone(&live), Arc::clone(&keyring), Arc::new(installation.clone()), key, number)
            .administered(office.clone())
            .signing_in(entrance.clone());
    let signer = signer(config)?;
    let AuditConfig { checkpoint_entries: entries, checkpoint_minutes: minutes, checkpoint_file, .. } =
        &config.audit;
    let rhythm = Rhythm { entries: *entries, minutes: *minutes };
    let elsewhere = |signed: &SignedCheckpoint| match checkpoint_file {
        Some(path) => append(path, signed),
        None => Ok(()),
    };
    let clock = bailiwick_server::clock::system();
    // On a database that is this process's own, nobody else is taking anything in.
    let by = if installation.database().is_own() { i64::MAX } else { clock() };
    if let Err(error) = office.discard_unfinished(by) {
        tracing::warn!(%error, "tables that broke off are still there");
    }
    super::set_up::announce(config, &entrance, clock());
    let stop = AtomicBool::new(false);
    let runner = Runner::new(&office, format!("{number:016x}"), &*clock, &stop);
    let holder = format!("{number:016x}");
    let postman = Postman::new(installation.database(), &post, &courier, holder, &*clock, &stop);
    let prepare =
        |state: State| connections.connect(state).map_err(|trouble| AppError::Invalid(trouble.into_text()));
    std::thread::scope(|scope| {
        scope.spawn(|| installation.follow(&live, loaded, &keyring, &prepare, &stop));
        scope.spawn(|| installation.keep_checkpoints(&signer, rhythm, &elsewhere, &*clock, &stop));
        scope.spawn(|| runner.keep_running());
        scope.spawn(|| postman.keep_sending());
        scope.spawn(|| office.keep_purging(&*clock, &stop));
        scope.spawn(|| entrance.keep_house(&*clock, &stop));
        let served = serve(config, supply, |address| {
            tracing::info!(%address, public_url = config.public_url(), "ready");
        });
        stop.store(true, Ordering::Relaxed);
        witness.close().map_err(|error| Trouble::Environment(error.to_string()))?;
        served.map_err(|error| match error {
            ServeError::Address(_) => Trouble::Usage(error.to_string()),
            error => Trouble::Environment(error.to_string()),
        })
    })
}

/// Where people sign in, as it is configured.
pub(crate) fn sign_in(config: &Config, office: Administration, key: &Key) -> Result<SignIn, Trouble> {
    let PasswordConfig { memory_kib, passes, waiting, ref breached, .. } = config.passwords;
    let usage = |error: &dyn std::fmt::Display| Trouble::Usage(format!("passwords: {error}"));
    let cost = HashingCost::new(memory_kib, passes, 1).map_err(|error| usage(&error))?;
    let places = NonZeroUsize::new(config.passwords.at_once());
    // Whoever was admitted to the sign-ins that are worked on finds room.
    let hasher = Hasher::new(Hashing { cost, places, waiting: waiting.saturating_add(SIGN_INS) });
    let mut entrance = SignIn::new(office, Arc::new(hasher), key, random());
    if let Some(path) = breached {
        entrance = entrance.knowing_breached(BreachedList::open(path).map_err(|error| usage(&error))?);
    }
    let unusable = |error: UnusablePasskeys| Trouble::Usage(error.to_string());
    let trusted = config.trusted_makers().map_err(unusable)?;
    match config.passkeys().map_err(unusable)? {
        Ok(site) => Ok(entrance.with_passkeys_of(site, trusted)),
        Err(error) => {
            tracing::info!(%error, "people cannot use passkeys here");
            Ok(entrance)
        }
    }
}

/// Bytes that nobody can guess.
pub(crate) fn random() -> Random {
    Arc::new(|bytes| getrandom::fill(bytes).map_err(|error| error.to_string()))
}

/// How questions are told to the trail.
fn manner(audit: &AuditConfig) -> Manner {
    let batches = Batches { waiting: audit.waiting, ..Batches::default() };
    Manner {
        batches,
        synchronous: audit.synchronous,
        patience: Duration::from_secs(audit.wait_seconds),
        answers_untold: audit.when_full == WhenFull::Answer,
    }
}

/// A number that tells this process from others in request ids.
fn process() -> Result<u64, Trouble> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes)
        .map_err(|error| Trouble::Environment(format!("the system gives no random bytes: {error}")))?;
    Ok(u64::from_le_bytes(bytes))
}
