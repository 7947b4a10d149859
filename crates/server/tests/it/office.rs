//! A server with a database of its own and somebody in every seat: the same organisation for all tests of administration.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, atomic::AtomicBool},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, header},
};
use bailiwick_app::{
    Author, Installation, Live,
    administration::{Administration, Runner},
    api_keys::{Keyring, Scope, Wanted},
    factors::passkeys::{Passkeys, Trusted},
    passwords::{Hasher, Hashing, HashingCost},
    sign_in::{Random, SignIn},
};
use bailiwick_model::UserId;
use bailiwick_protocol::document::Document;
use bailiwick_server::{
    Supply,
    config::Config,
    gate,
    http::{Key, router},
};
use bailiwick_store::Database;
use serde_json::Value as Json;
use tower::ServiceExt;

use crate::fixture::{NOW, Reply};

/// Who takes part, each with a token. There are more tokens: `program` acts for nobody, `decider` is root's and not for
/// administration, `asking` is a program that asks questions, `dora asks` does so for Dora, and `stranger` is made up.
pub(crate) const ACTORS: [&str; 9] =
    ["root", "dora", "audrey", "carl", "head", "ella", "desk", "nora", "gone"];

const WORLD: &str = include_str!("worlds/office.yaml");

pub(crate) struct Office {
    router: Router,
    pub(crate) installation: Installation,
    pub(crate) administration: Administration,
    pub(crate) entrance: SignIn,
    pub(crate) clock: Arc<Mutex<i64>>,
    tokens: BTreeMap<&'static str, String>,
}

impl Office {
    pub(crate) fn new() -> Self {
        Self::on(Database::open(&"sqlite::memory:".parse().unwrap()).unwrap())
    }

    pub(crate) fn on(database: Database) -> Self {
        Self::of(database, "", |office| office)
    }

    /// Where makers of devices are trusted.
    pub(crate) fn trusting(makers: Option<Trusted>) -> Self {
        let database = Database::open(&"sqlite::memory:".parse().unwrap()).unwrap();
        Self::built(database, "", |office| office, makers)
    }

    /// With more of a policy, and administration as `change` leaves it.
    pub(crate) fn of(
        database: Database,
        more: &str,
        change: impl FnOnce(Administration) -> Administration,
    ) -> Self {
        Self::built(database, more, change, None)
    }

    fn built(
        database: Database,
        more: &str,
        change: impl FnOnce(Administration) -> Administration,
        makers: Option<Trusted>,
    ) -> Self {
        let installation = Installation::new(database);
        let author = Author::machine(NOW);
        let text = format!("{more}{WORLD}");
        installation.apply(&Document::read("office.yaml", &text).unwrap(), &author).unwrap();
        let mut seed = 0_u8;
        let mut entropy = |buffer: &mut [u8]| {
            for byte in buffer {
                seed = seed.wrapping_mul(17).wrapping_add(43);
                *byte = seed;
            }
            Ok(())
        };
        let mut tokens = BTreeMap::new();
        for actor in ACTORS {
            let wanted = Wanted {
                name: actor.to_owned(),
                scopes: [Scope::Admin].into(),
                login: Some(UserId::new(actor).unwrap()),
                expires_us: None,
            };
            let issued = installation.make_key(wanted, &author, &mut entropy).unwrap();
            tokens.insert(actor, issued.secret.reveal().to_owned());
        }
        let [root, dora] = ["root", "dora"].map(|login| UserId::new(login).unwrap());
        let questions = [Scope::Decide, Scope::Search];
        for (name, scopes, login) in [
            ("program", [Scope::Admin].as_slice(), None),
            ("decider", &[Scope::Decide], Some(root)),
            ("asking", &questions, None),
            ("dora asks", &questions, Some(dora)),
        ] {
            let scopes = scopes.iter().copied().collect();
            let wanted = Wanted { name: name.to_owned(), scopes, login, expires_us: None };
            let issued = installation.make_key(wanted, &author, &mut entropy).unwrap();
            tokens.insert(name, issued.secret.reveal().to_owned());
        }
        tokens.insert("stranger", tokens["root"].chars().rev().collect());
        Self::served(installation, tokens, change, makers)
    }

    /// Before there is anybody.
    pub(crate) fn empty() -> Self {
        let database = Database::open(&"sqlite::memory:".parse().unwrap()).unwrap();
        Self::served(Installation::new(database), BTreeMap::new(), |office| office, None)
    }

    fn served(
        installation: Installation,
        tokens: BTreeMap<&'static str, String>,
        change: impl FnOnce(Administration) -> Administration,
        makers: Option<Trusted>,
    ) -> Self {
        let live = Arc::new(Live::new(installation.load().unwrap()));
        let keyring = Arc::new(Keyring::new(installation.api_keys().unwrap()));
        let clock = Arc::new(Mutex::new(NOW));
        let reads = Arc::clone(&clock);
        let mut config =
            Config { public_url: Some("https://office.example".to_owned()), ..Config::default() };
        // Every actor is asked many times, also the one whose token is none.
        config.limits.failed_tokens = u32::MAX;
        let administration = change(
            Administration::new(installation.clone(), Arc::clone(&live), false)
                .admitting(Arc::clone(&keyring)),
        );
        let entrance = sign_in(&administration, makers);
        let supply = Supply {
            live,
            keyring,
            people: Arc::new(installation.clone()),
            administration: Some(administration.clone()),
            sign_in: Some(entrance.clone()),
            key: Key::new([9; 32]),
            process: 0xabc,
            clock: Arc::new(move || *reads.lock().unwrap()),
        };
        let router = router(gate(&config, supply).unwrap());
        Self { router, installation, administration, entrance, clock, tokens }
    }

    /// Lets so many seconds pass.
    pub(crate) fn pass(&self, seconds: i64) {
        *self.clock.lock().unwrap() += seconds * 1_000_000;
    }

    /// What the clock says, in microseconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        *self.clock.lock().unwrap()
    }

    /// The public id of somebody's token.
    pub(crate) fn token(&self, actor: &str) -> &str {
        self.tokens[actor].split('_').nth(1).unwrap()
    }

    /// A request of somebody's; a body of null is none.
    pub(crate) async fn ask(&self, actor: &str, method: Method, path: &str, body: Json) -> Reply {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.send(self.request(actor, method, path).body(body.into()).unwrap()).await
    }

    /// A request of somebody's with a table for a body.
    pub(crate) async fn table(&self, actor: &str, path: &str, table: &str) -> Reply {
        let mut request = self.request(actor, Method::POST, path).body(table.to_owned().into()).unwrap();
        request.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/csv"));
        self.send(request).await
    }

    /// Does all jobs that wait.
    pub(crate) fn work_off(&self) {
        let (stop, now) = (AtomicBool::new(false), *self.clock.lock().unwrap());
        let work = || {
            let clock = move || now;
            let runner = Runner::new(&self.administration, "test".to_owned(), &clock, &stop);
            while runner.run(None, &|_, _| ()).unwrap().is_some() {}
        };
        std::thread::scope(|scope| scope.spawn(work).join().unwrap());
    }

    /// The beginning of a request of somebody's; `anonymous` has no token.
    pub(crate) fn request(&self, actor: &str, method: Method, path: &str) -> axum::http::request::Builder {
        let request =
            Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, "application/json");
        match actor {
            "anonymous" => request,
            _ => request.header(header::AUTHORIZATION, format!("Bearer {}", self.tokens[actor])),
        }
    }

    /// The revision that the database is at. The client of PostgreSQL waits, which a thread of requests must not.
    pub(crate) fn revision(&self) -> i64 {
        let asked = || self.installation.database().revision().unwrap().0;
        std::thread::scope(|scope| scope.spawn(asked).join().unwrap())
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Reply {
            status: parts.status,
            headers: parts.headers,
            // A picture is no text; what is asked of it then is whether it is the same again.
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub(crate) async fn get(&self, actor: &str, path: &str) -> Reply {
        self.ask(actor, Method::GET, path, Json::Null).await
    }

    pub(crate) async fn post(&self, actor: &str, path: &str, body: Json) -> Reply {
        self.ask(actor, Method::POST, path, body).await
    }

    pub(crate) async fn patch(&self, actor: &str, path: &str, body: Json) -> Reply {
        self.ask(actor, Method::PATCH, path, body).await
    }
}

/// Where people sign in; hashing is as cheap as it may be.
fn sign_in(administration: &Administration, makers: Option<Trusted>) -> SignIn {
    let cost = HashingCost::new(19_456, 2, 1).unwrap();
    let hasher = Hasher::new(Hashing { cost, places: None, waiting: 64 });
    let random: Random = Arc::new(|bytes| getrandom::fill(bytes).map_err(|error| error.to_string()));
    let site = Passkeys::new("https://office.example", None, "Bailiwick").unwrap();
    SignIn::new(administration.clone(), Arc::new(hasher), &Key::new([9; 32]), random)
        .with_passkeys_of(site, makers)
}
