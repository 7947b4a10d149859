//! Administration from the command line: the same requests as over HTTP, sent to a server or answered in this process.
//!
//! There is one way to administer. `--server URL` (or `BAILIWICK_SERVER`) sends requests there with the token in
//! `BAILIWICK_TOKEN`; otherwise the routes of the server answer here, on the database, for whoever works the machine.

use std::{
    future::poll_fn,
    io::Write,
    pin::Pin,
    sync::{Arc, atomic::AtomicBool},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderName, HeaderValue, Method, Request, StatusCode, header},
};
use bailiwick_app::{
    Author, Installation, Live, State,
    administration::{Administration, Runner},
    api_keys::Keyring,
    post::Post,
};
use bailiwick_server::{
    Supply,
    clock::Clock,
    config::{Config, load_key},
    gate,
    http::{Key, Machine, router},
    letters::Courier,
};
use hyper::body::Body as _;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde_json::Value as Json;
use tokio::runtime::Runtime;
use tower::ServiceExt;

use super::{
    Context, Trouble,
    answers::{connect, open},
    author::author,
    inlet::Inlet,
    show,
};

/// Carries `--reason` to a server.
const REASON: HeaderName = HeaderName::from_static("bailiwick-reason");

/// Answers longer than this are nobody's.
const LONGEST: usize = 256 * 1024 * 1024;

/// Where requests of administration go.
pub(crate) struct Office {
    runtime: Runtime,
    way: Way,
    // Dropped after the runtime, outside of it: a database must not be left on an asynchronous thread.
    _installation: Option<Installation>,
}

enum Way {
    Here(Box<Here>),
    Server(Box<Remote>),
}

/// This process, on the machine's own database.
struct Here {
    router: Router,
    author: Author,
    administration: Administration,
    clock: Clock,
}

/// A server, and what it is told with every request.
struct Remote {
    client: Client<HttpsConnector<HttpConnector>, Body>,
    url: String,
    token: String,
    /// Why something is done.
    reason: Option<HeaderValue>,
}

/// A request.
pub(crate) struct Ask<'a> {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: Vec<(&'a str, String)>,
    pub(crate) body: Option<Json>,
    /// A table in the place of the body.
    table: Option<Inlet>,
}

impl<'a> Ask<'a> {
    pub(crate) fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), query: Vec::new(), body: None, table: None }
    }

    /// With what the address asks for, where it is asked for.
    pub(crate) fn with(mut self, name: &'a str, value: Option<impl ToString>) -> Self {
        self.query.extend(value.map(|value| (name, value.to_string())));
        self
    }

    /// Only to see what would come of it.
    pub(crate) fn dry(self, dry_run: bool) -> Self {
        self.with("dry_run", dry_run.then_some("true"))
    }

    pub(crate) fn body(mut self, body: Json) -> Self {
        self.body = Some(body);
        self
    }

    /// With a table (CSV) for a body.
    pub(crate) fn table(mut self, table: Inlet) -> Self {
        self.table = Some(table);
        self
    }

    fn target(&self) -> String {
        let query: Vec<String> =
            self.query.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        if query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, query.join("&")) }
    }
}

impl Office {
    /// The way that the flags and the environment say.
    pub(crate) fn open(context: &Context) -> Result<Self, Trouble> {
        Self::with(context, |state, _| Ok(state))
    }

    /// The same with the connected databases, so that it can be told how many of their records somebody gains or loses.
    pub(crate) fn connected(context: &Context) -> Result<Self, Trouble> {
        Self::with(context, connect)
    }

    fn with(
        context: &Context,
        connect: impl Fn(State, &Config) -> Result<State, Trouble>,
    ) -> Result<Self, Trouble> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Trouble::Environment(format!("the command line cannot start: {error}")))?;
        if let Some(url) = context.global.server.clone() {
            return Ok(Self { runtime, way: remote(url, context)?, _installation: None });
        }
        let config = context.config(Vec::new())?;
        let installation = open(&config).map_err(beside)?;
        let live = Arc::new(Live::new(connect(installation.load()?, &config)?));
        let key = key(&config)?;
        let keyring = Arc::new(Keyring::new(Vec::new()));
        let administration =
            posting(Administration::new(installation.clone(), Arc::clone(&live), false), &config, &key);
        let entrance = super::serve::sign_in(&config, administration.clone(), &key)?;
        let mut supply = Supply::new(live, keyring, Arc::new(installation.clone()), key, 0)
            .administered(administration.clone())
            .signing_in(entrance);
        if context.is_pretended() {
            let now = context.now().as_microsecond();
            supply.clock = Arc::new(move || now);
        }
        let clock = Arc::clone(&supply.clock);
        let gate = gate(&config, supply).map_err(|error| Trouble::Usage(error.to_string()))?;
        let way = Way::Here(Box::new(Here {
            router: router(gate),
            author: author(context),
            administration,
            clock,
        }));
        Ok(Self { runtime, way, _installation: Some(installation) })
    }

    /// Sends a request and returns what came back, which may be nothing.
    pub(crate) fn ask(&self, ask: Ask<'_>) -> Result<Json, Trouble> {
        let text = self.text(ask)?;
        if text.is_empty() {
            return Ok(Json::Null);
        }
        serde_json::from_slice(&text).map_err(|error| {
            Trouble::Environment(format!("the answer is not JSON ({error}); is this the right server?"))
        })
    }

    /// Sends a request and writes what comes back as it comes.
    pub(crate) fn pour(&self, ask: Ask<'_>, out: &mut dyn Write) -> Result<(), Trouble> {
        self.runtime.block_on(async {
            let (status, mut body) = self.answer(ask).await?;
            if !status.is_success() {
                return Err(trouble(status, &whole(body).await?));
            }
            let broken = |error: &dyn std::error::Error| {
                Trouble::Environment(format!("the answer broke off: {}", root(error)))
            };
            while let Some(piece) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
                let Ok(piece) = piece.map_err(|error| broken(&error))?.into_data() else { continue };
                out.write_all(&piece).map_err(|error| {
                    Trouble::Environment(format!("the output cannot be written: {error}"))
                })?;
            }
            Ok(())
        })
    }

    /// Does a job, if this is the machine that does it and nobody else has begun. Over the network the server does.
    pub(crate) fn work_off(&self, id: &str, progress: &dyn Fn(i64, i64)) -> Result<(), Trouble> {
        let Way::Here(process) = &self.way else { return Ok(()) };
        let stop = AtomicBool::new(false);
        let holder = format!("command line {}", std::process::id());
        let done =
            Runner::new(&process.administration, holder, &*process.clock, &stop).run(Some(id), progress);
        done.map(drop).map_err(|refused| Trouble::Environment(format!("job {id} could not go on: {refused}")))
    }

    fn text(&self, ask: Ask<'_>) -> Result<Vec<u8>, Trouble> {
        self.runtime.block_on(async {
            let (status, body) = self.answer(ask).await?;
            let bytes = whole(body).await?;
            if status.is_success() { Ok(bytes) } else { Err(trouble(status, &bytes)) }
        })
    }

    async fn answer(&self, ask: Ask<'_>) -> Result<(StatusCode, Body), Trouble> {
        let fault = ask.table.as_ref().map(|table| table.fault.clone()).unwrap_or_default();
        fault.or(match &self.way {
            Way::Here(process) => here(process.router.clone(), &process.author, ask).await,
            Way::Server(remote) => there(remote, ask).await,
        })
    }
}

/// Has letters put into the outbox, which a server sends. It opens them with the installation's secret, so there has to be one; what is wrong with the
/// configuration of letters is for the server and the doctor to say.
fn posting(administration: Administration, config: &Config, key: &Key) -> Administration {
    match Courier::of(config) {
        Ok(courier) if config.key_file().exists() => {
            administration.posting(Post::new(key, courier.ways()), super::serve::random())
        }
        _ => administration,
    }
}

/// The installation's secret. Where none was made yet nothing is sealed with it either, and one of the moment does; making it is for a server.
fn key(config: &Config) -> Result<Key, Trouble> {
    let environment = |error: &dyn std::fmt::Display| Trouble::Environment(error.to_string());
    let path = config.key_file();
    if path.exists() {
        return load_key(&path).map_err(|error| environment(&error));
    }
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| environment(&error))?;
    Ok(Key::new(bytes))
}

/// What to do where a server has the database.
fn beside(trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Environment(text) if text.contains("in use by another process") => {
            Trouble::Environment(format!(
                "{text}\nA server that has it can be asked instead: --server URL, with a token in BAILIWICK_TOKEN"
            ))
        }
        other => other,
    }
}

/// Prints an answer: as JSON where programs read it, or as `told` for people.
pub(crate) fn told(
    context: &Context,
    answer: &Json,
    told: impl FnOnce(&Json) -> String,
) -> Result<super::Outcome, Trouble> {
    Ok(super::Outcome::done(if context.json() { show::json(answer)? } else { told(answer) }))
}

fn remote(url: String, context: &Context) -> Result<Way, Trouble> {
    let roots = HttpsConnectorBuilder::new().with_native_roots();
    let roots = roots.map_err(|error| {
        Trouble::Environment(format!("the system's certificates cannot be read: {error}"))
    })?;
    let client = Client::builder(TokioExecutor::new()).build(roots.https_or_http().enable_http1().build());
    let plain = url.strip_prefix("http://");
    let is_local = |host: &str| {
        ["127.0.0.1", "localhost", "[::1]"].iter().any(|local| {
            host.strip_prefix(local).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
        })
    };
    if plain.is_some_and(|host| !is_local(host)) || (plain.is_none() && !url.starts_with("https://")) {
        let text = format!(
            "{url:?}: name the server as https://HOST; http:// is for this machine alone, since the token could be read on the way"
        );
        return Err(Trouble::Usage(text));
    }
    #[allow(clippy::disallowed_methods, reason = "the command line reads its own environment")]
    let token = std::env::var("BAILIWICK_TOKEN").unwrap_or_default();
    if token.is_empty() {
        let text = "a server wants a token: put one that was made for a user into BAILIWICK_TOKEN";
        return Err(Trouble::Usage(text.to_owned()));
    }
    let reason = context.global.reason.as_ref().map(|reason| HeaderValue::from_bytes(reason.as_bytes()));
    let reason = reason.transpose().map_err(|_| {
        Trouble::Usage("--reason takes one line of text, without control characters".to_owned())
    })?;
    let url = url.trim_end_matches('/').to_owned();
    Ok(Way::Server(Box::new(Remote { client, url, token, reason })))
}

async fn whole(body: Body) -> Result<Vec<u8>, Trouble> {
    let bytes = to_bytes(body, LONGEST).await;
    Ok(bytes
        .map_err(|error| Trouble::Environment(format!("the answer broke off: {}", root(&error))))?
        .to_vec())
}

async fn here(router: Router, author: &Author, ask: Ask<'_>) -> Result<(StatusCode, Body), Trouble> {
    let target = ask.target();
    let mut request = request(ask, &target)?;
    request.extensions_mut().insert(Machine(author.clone()));
    let Ok(response) = router.oneshot(request).await;
    Ok((response.status(), response.into_body()))
}

async fn there(remote: &Remote, ask: Ask<'_>) -> Result<(StatusCode, Body), Trouble> {
    let Remote { client, url, token, reason } = remote;
    let failed = |error: &dyn std::error::Error| {
        Trouble::Environment(format!("{url} does not answer: {}; check --server", root(error)))
    };
    let target = format!("{url}{}", ask.target());
    let mut request = request(ask, &target)?;
    let bearer = HeaderValue::from_str(&format!("Bearer {token}"));
    let mut bearer = bearer.map_err(|_| Trouble::Usage("BAILIWICK_TOKEN holds no token".to_owned()))?;
    bearer.set_sensitive(true);
    request.headers_mut().insert(header::AUTHORIZATION, bearer);
    request.headers_mut().extend(reason.clone().map(|reason| (REASON, reason)));
    let response = client.request(request).await.map_err(|error| failed(&error))?;
    Ok((response.status(), Body::new(response.into_body())))
}

fn request(ask: Ask<'_>, target: &str) -> Result<Request<Body>, Trouble> {
    let mut request = Request::builder().method(ask.method).uri(target);
    let (kind, body) = match (ask.table, ask.body) {
        (Some(table), _) => (Some("text/csv"), table.body),
        (None, Some(body)) => (Some("application/json"), Body::from(body.to_string())),
        (None, None) => (None, Body::empty()),
    };
    if let Some(kind) = kind {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    request.body(body).map_err(|error| Trouble::Usage(format!("no such request can be made: {error}")))
}

/// The last cause, which says most.
fn root(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}

/// A problem document as the command line tells it.
fn trouble(status: StatusCode, body: &[u8]) -> Trouble {
    let problem: Json = serde_json::from_slice(body).unwrap_or_default();
    let mut text = match problem.get("detail").and_then(Json::as_str) {
        Some(detail) => detail.to_owned(),
        None => format!("the server answers {status}"),
    };
    let faults = problem.get("errors").and_then(Json::as_array).into_iter().flatten();
    let lines: Vec<String> = faults.filter_map(|fault| untold(fault, &text)).collect();
    // It speaks of a body, of which nobody knows who wrote flags.
    if text.ends_with("see the errors") && !lines.is_empty() {
        text = lines.join("\n");
    } else {
        lines.iter().for_each(|line| text.extend(["\n  ", line]));
    }
    if status.is_server_error() { Trouble::Environment(text) } else { Trouble::Usage(text) }
}

/// What is wrong at one place, if the text does not tell it yet.
fn untold(fault: &Json, told: &str) -> Option<String> {
    let part = |name: &str| fault.get(name).and_then(Json::as_str).unwrap_or_default();
    let (place, message) = (part("pointer").trim_start_matches('/'), part("message"));
    let line = if place.is_empty() { message.to_owned() } else { format!("{place}: {message}") };
    (!told.contains(message)).then_some(line)
}

/// A text as a part of an address.
pub(crate) fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
