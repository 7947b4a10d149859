//! A server in memory: a world, tokens, a clock that stands still. No sockets.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use bailiwick_app::{
    Live, State,
    api_keys::{self, ApiKey, Keyring, Scope, Wanted},
};
use bailiwick_policy::{
    Snapshot,
    records::{MemoryRecords, row_from_json},
};
use bailiwick_protocol::world::World;
use bailiwick_server::{
    Supply,
    config::Config,
    gate,
    http::{Key, router},
};
use serde_json::{Value as Json, json};
use tower::ServiceExt;

pub(crate) const CERTIFICATION: &str = include_str!("worlds/certification.yaml");
pub(crate) const REGISTRY: &str = include_str!("worlds/registry.yaml");

/// 2026-12-15T09:00:00Z, in microseconds.
pub(crate) const NOW: i64 = 1_797_325_200_000_000;

/// A server and what a test may turn at it.
pub(crate) struct Server {
    pub(crate) router: Router,
    pub(crate) live: Arc<Live>,
    pub(crate) keyring: Arc<Keyring>,
    pub(crate) clock: Arc<Mutex<i64>>,
    /// Tokens by what they are for.
    pub(crate) decide: String,
    pub(crate) search: String,
    pub(crate) admin: String,
    pub(crate) all: String,
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

/// The state of a world file.
pub(crate) fn state(world: &str, revision: u64) -> (State, bailiwick_model::Directory) {
    let world = World::read("world.yaml", world).unwrap();
    let directory = world.document.directory.unwrap_or_default();
    let snapshot = Snapshot::compile(&world.document.policy, &directory).unwrap();
    let mut records = MemoryRecords::default();
    for (model, rows) in &world.records {
        let number = snapshot.schema().find(model).unwrap();
        for row in rows {
            let row = row_from_json(snapshot.schema(), number, row).unwrap();
            records.put(snapshot.schema(), number, row);
        }
    }
    let policy = Arc::new(world.document.policy);
    (State { revision, policy, snapshot: Arc::new(snapshot), records: Arc::new(records) }, directory)
}

/// A token for these scopes, and its text.
pub(crate) fn token(name: &str, scopes: &[Scope], expires_us: Option<i64>) -> (ApiKey, String) {
    let scopes: BTreeSet<Scope> = scopes.iter().copied().collect();
    let mut seed = name.bytes().fold(7_u8, |seed, byte| seed.wrapping_mul(31).wrapping_add(byte));
    let mut entropy = |buffer: &mut [u8]| {
        for byte in buffer {
            seed = seed.wrapping_mul(17).wrapping_add(43);
            *byte = seed;
        }
        Ok(())
    };
    let issued =
        api_keys::issue(Wanted { name: name.into(), scopes, login: None, expires_us }, 0, &mut entropy)
            .unwrap();
    let text = issued.secret.reveal().to_owned();
    (issued.key, text)
}

impl Server {
    pub(crate) fn new(world: &str) -> Self {
        Self::with(world, |_| {})
    }

    pub(crate) fn with(world: &str, change: impl FnOnce(&mut Config)) -> Self {
        let (state, directory) = state(world, 7);
        Self::of(Live::new(state), directory, change)
    }

    pub(crate) fn of(
        live: Live,
        directory: bailiwick_model::Directory,
        change: impl FnOnce(&mut Config),
    ) -> Self {
        let mut config =
            Config { public_url: Some("https://pdp.example.org".to_owned()), ..Config::default() };
        config.limits.wait_seconds = 1;
        change(&mut config);
        let live = Arc::new(live);
        let (decide, decide_text) = token("decide", &[Scope::Decide], None);
        let (search, search_text) = token("search", &[Scope::Search], None);
        let (admin, admin_text) = token("admin", &[Scope::Admin], None);
        let (all, all_text) = token("all", &[Scope::Decide, Scope::Search, Scope::Admin], None);
        let keyring = Arc::new(Keyring::new(vec![decide, search, admin, all]));
        let clock = Arc::new(Mutex::new(NOW));
        let reads = Arc::clone(&clock);
        let supply = Supply {
            live: Arc::clone(&live),
            keyring: Arc::clone(&keyring),
            people: Arc::new(directory),
            administration: None,
            sign_in: None,
            key: Key::new([9; 32]),
            process: 0xabc,
            clock: Arc::new(move || *reads.lock().unwrap()),
        };
        let router = router(gate(&config, supply).unwrap());
        Self {
            router,
            live,
            keyring,
            clock,
            decide: decide_text,
            search: search_text,
            admin: admin_text,
            all: all_text,
        }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Reply { status: parts.status, headers: parts.headers, text }
    }

    /// Posts JSON with a token for everything.
    pub(crate) async fn post(&self, path: &str, body: &Json) -> Reply {
        self.send(self.request(path).body(Body::from(body.to_string())).unwrap()).await
    }

    /// Posts a text that is called JSON.
    pub(crate) async fn post_text(&self, path: &str, body: impl Into<Body>) -> Reply {
        self.send(self.request(path).body(body.into()).unwrap()).await
    }

    /// A request to post to a path, with a token for everything.
    pub(crate) fn request(&self, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.all))
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Request::builder().uri(path).body(Body::empty()).unwrap()).await
    }
}

impl Reply {
    pub(crate) fn json(&self) -> Json {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The reply is a problem with this status and code.
    #[track_caller]
    pub(crate) fn is_problem(&self, status: u16, code: &str) {
        assert_eq!(self.status, status, "{}", self.text);
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.text);
        let json = self.json();
        assert_eq!(json["status"], status, "{json}");
        assert_eq!(json["code"], code, "{json}");
        assert_eq!(json["request_id"].as_str(), self.header("x-request-id"), "{json}");
        assert!(json["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{json}");
    }

    /// The pointers of a problem's faults.
    pub(crate) fn pointers(&self) -> Vec<String> {
        let json = self.json();
        let errors = json["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| error["pointer"].as_str().unwrap().to_owned()).collect()
    }
}

/// An AuthZEN question.
pub(crate) fn question(user: &str, action: &str, record: &str) -> Json {
    json!({
        "subject": {"type": "user", "id": user},
        "action": {"name": action},
        "resource": {"type": "record", "id": record},
    })
}
