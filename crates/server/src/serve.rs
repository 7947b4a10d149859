//! Serves until told to stop.

use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{body::Body, extract::Request};
use bailiwick_app::{
    Live, administration::Administration, api_keys::Keyring, decisions::People, sign_in::SignIn,
};
use bailiwick_protocol::authzen::UnusableBase;
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, sync::Semaphore};
use tower::ServiceExt;

use crate::{
    clock::{self, Clock},
    config::{Config, Limits},
    http::{Gate, GateOptions, Key, Peer, RequestIds, router},
};

/// Time for answers under way when the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// What is served; whoever follows the store keeps it up to date.
pub struct Supply {
    /// The state.
    pub live: Arc<Live>,
    /// The tokens.
    pub keyring: Arc<Keyring>,
    /// Where users are looked up whole.
    pub people: Arc<dyn People>,
    /// Where everything is changed; nowhere when what is served is only a file.
    pub administration: Option<Administration>,
    /// Where people sign in; nowhere when what is served is only a file.
    pub sign_in: Option<SignIn>,
    /// The installation's secret.
    pub key: Key,
    /// A random number, to tell this process from others in request ids.
    pub process: u64,
    /// The time; [`clock::system`] outside tests.
    pub clock: Clock,
}

/// Why the server does not serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The public address cannot be one.
    #[error("public_url: {0}")]
    Address(#[from] UnusableBase),
    /// Somebody else listens there, or nobody may.
    #[error("cannot listen at {at}: {why}; choose another address with listen")]
    Listen {
        /// The address.
        at: String,
        /// What the system says.
        why: io::Error,
    },
    /// The machinery under it does not start.
    #[error("the server cannot start: {0}")]
    Runtime(io::Error),
}

/// Serves on threads of its own until the process is told to stop. `ready` is called with the address once requests
/// are taken.
///
/// # Errors
/// See [`ServeError`].
pub fn serve(config: &Config, supply: Supply, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let gate = gate(config, supply)?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(ServeError::Runtime)?;
    runtime.block_on(async {
        let refused = |why| ServeError::Listen { at: config.listen.clone(), why };
        let listener = TcpListener::bind(&config.listen).await.map_err(refused)?;
        ready(listener.local_addr().map_err(refused)?);
        serve_on(gate, listener, stop_signal()).await;
        Ok(())
    })
}

/// What answers requests under this configuration.
///
/// # Errors
/// When the public address cannot be one.
pub fn gate(config: &Config, supply: Supply) -> Result<Arc<Gate>, ServeError> {
    let Supply { live, keyring, people, administration, sign_in, key, process, clock } = supply;
    Ok(Arc::new(Gate::new(GateOptions {
        live,
        keyring,
        people,
        administration,
        sign_in,
        trusted_proxies: config.trusted_proxies.clone(),
        hashing_places: config.passwords.at_once(),
        hashing_waiting: config.passwords.waiting,
        limits: config.limits,
        public_url: config.public_url(),
        subject_types: config.subject_types.clone(),
        metrics_open: config.metrics.open,
        blocking: !config.connections.is_empty(),
        key,
        clock,
        ids: RequestIds::new(process),
    })?))
}

/// Serves on a listener until `stop` comes; answers under way are given time to finish.
pub async fn serve_on(gate: Arc<Gate>, listener: TcpListener, stop: impl Future<Output = ()>) {
    let limits = gate.limits;
    let router = router(gate);
    let builder = connections(&limits);
    let places = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let taken = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            () = &mut stop => break,
            taken = taken => taken,
        };
        let (stream, peer) = match accepted {
            Ok((stream, address)) => (stream, Peer(address.ip())),
            Err(error) => {
                // Such as too many open files: others have to go first.
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        // Answers are small and written whole: waiting to fill a packet would only delay them.
        drop(stream.set_nodelay(true));
        let service = router.clone().map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(peer);
            request.map(Body::new)
        });
        let service = TowerToHyperService::new(service);
        let connection = graceful.watch(builder.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // How a caller ends a connection is up to the caller.
            drop(connection.await);
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(FAREWELL, graceful.shutdown()).await.is_err() {
        tracing::warn!("some answers were not finished in time");
    }
}

fn connections(limits: &Limits) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(limits.header_seconds))
        .max_headers(64)
        .max_buf_size(64 * 1024)
        .pipeline_flush(true);
    builder
}

/// Comes when the process is interrupted or told to end.
async fn stop_signal() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = told_to_end() => {}
    }
}

#[cfg(unix)]
async fn told_to_end() {
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn told_to_end() {
    std::future::pending().await
}

impl Supply {
    /// With the system's clock.
    #[must_use]
    pub fn new(
        live: Arc<Live>,
        keyring: Arc<Keyring>,
        people: Arc<dyn People>,
        key: Key,
        process: u64,
    ) -> Self {
        Self {
            live,
            keyring,
            people,
            administration: None,
            sign_in: None,
            key,
            process,
            clock: clock::system(),
        }
    }

    /// With a place to sign in.
    #[must_use]
    pub fn signing_in(mut self, sign_in: SignIn) -> Self {
        self.sign_in = Some(sign_in);
        self
    }

    /// With administration.
    #[must_use]
    pub fn administered(mut self, administration: Administration) -> Self {
        self.administration = Some(administration);
        self
    }
}
