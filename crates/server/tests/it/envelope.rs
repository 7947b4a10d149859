//! What is around every answer, whatever became of the request.

use std::{
    borrow::Cow,
    convert::Infallible,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    http::{Method, Request, header},
};
use bailiwick_app::{Live, State};
use bailiwick_model::Value;
use bailiwick_policy::{
    records::{Records, RecordsError, Row},
    schema::{FieldId, ModelId},
};
use serde_json::json;

use crate::fixture::{CERTIFICATION, Reply, Server, question, state};

const EVALUATION: &str = "/access/v1/evaluation";

/// Records that break when somebody reads them.
struct Broken(fn() -> RecordsError);

impl Records for Broken {
    fn row(&self, _: ModelId, _: &Value) -> Result<Option<Row>, RecordsError> {
        Err(self.0())
    }
    fn referrers(&self, _: ModelId, _: FieldId, _: &Value) -> Result<Cow<'_, [Value]>, RecordsError> {
        Err(self.0())
    }
    fn ids(&self, _: ModelId) -> Result<Vec<Value>, RecordsError> {
        Err(self.0())
    }
}

fn broken(how: fn() -> RecordsError) -> Server {
    let (state, directory) = state(CERTIFICATION, 7);
    let state = State { records: Arc::new(Broken(how)), ..state };
    Server::of(Live::new(state), directory, |_| {})
}

#[track_caller]
fn enveloped(reply: &Reply, id: &str) {
    assert_eq!(reply.header("x-request-id"), Some(id), "{}", reply.text);
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    assert!(reply.header("cache-control").is_some());
}

#[tokio::test]
async fn the_callers_id_comes_back_on_every_path() {
    let server = Server::new(CERTIFICATION);
    let good = question("alice", "read", "record-1").to_string();
    let all = format!("Bearer {}", server.all);
    let search = format!("Bearer {}", server.search);
    let long = format!("{{\"x\":\"{}\"}}", "x".repeat(1 << 20));
    let table = [
        (Method::POST, EVALUATION, all.as_str(), good.clone(), 200),
        (Method::POST, EVALUATION, &all, "{".to_owned(), 400),
        (Method::POST, EVALUATION, "", good.clone(), 401),
        (Method::POST, EVALUATION, &search, good.clone(), 403),
        (Method::POST, EVALUATION, &all, long.clone(), 413),
        (Method::GET, EVALUATION, &all, String::new(), 405),
        (Method::POST, "/access/v1/evaluations", &all, good.clone(), 200),
        (Method::POST, "/access/v1/nothing", &all, good.clone(), 404),
        (Method::GET, "/", "", String::new(), 404),
        (Method::GET, "/healthz", "", String::new(), 200),
        (Method::GET, "/metrics", "", String::new(), 401),
        (Method::GET, "/.well-known/authzen-configuration", "", String::new(), 200),
        (Method::POST, "/api/v1/check", &all, long, 413),
        (Method::POST, "/api/v1/check", &all, "{}".to_owned(), 422),
    ];
    for (method, path, token, body, status) in table {
        let mut request = Request::builder()
            .method(method.clone())
            .uri(path)
            .header("X-Request-ID", "caller-17")
            .header(header::CONTENT_TYPE, "application/json");
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, token);
        }
        let reply = server.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(reply.status, status, "{method} {path}: {}", reply.text);
        enveloped(&reply, "caller-17");
        if status >= 400 {
            assert_eq!(reply.json()["request_id"], "caller-17");
        }
    }
}

#[tokio::test]
async fn without_one_the_server_names_the_request() {
    let server = Server::new(CERTIFICATION);
    let (first, second) = (server.get("/healthz").await, server.get("/nothing").await);
    enveloped(&first, "0000000000000abc-1");
    enveloped(&second, "0000000000000abc-2");
    second.is_problem(404, "path.unknown");
}

#[tokio::test]
async fn an_id_that_is_no_short_word_is_not_taken() {
    let server = Server::new(CERTIFICATION);
    let long = [b'a'; 65];
    for id in [b"caf\xc3\xa9".as_slice(), b"two words", b"<b>", b"", &long] {
        let request = Request::get("/nothing").header("X-Request-ID", id);
        let reply = server.send(request.body(Body::empty()).unwrap()).await;
        let own = reply.header("x-request-id").unwrap().to_owned();
        assert!(own.starts_with("0000000000000abc-"), "{own}");
        assert_eq!(reply.json()["request_id"], own.as_str());
    }
    let request = Request::get("/nothing").header("X-Request-ID", &long[1..]);
    let reply = server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.headers["x-request-id"].as_bytes(), &long[1..]);
}

#[tokio::test]
async fn a_panic_is_an_answer_that_says_nothing_but_the_id() {
    let server = broken(|| panic!("the password is 1234"));
    for (path, body) in [
        (EVALUATION, question("alice", "read", "record-1")),
        ("/access/v1/evaluations", json!({"evaluations": [question("alice", "read", "record-1")]})),
        // This one panics on another thread.
        ("/access/v1/search/subject", question("alice", "read", "record-1")),
        (
            "/api/v1/check",
            json!({"user": "alice", "action": "read", "model": "record", "record": "record-1"}),
        ),
    ] {
        let request = server.request(path).header("X-Request-ID", "p-1");
        let reply = server.send(request.body(Body::from(body.to_string())).unwrap()).await;
        reply.is_problem(500, "internal");
        enveloped(&reply, "p-1");
        assert!(!reply.text.contains("1234"), "{}", reply.text);
    }
    assert_eq!(server.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn records_that_cannot_be_read_deny_and_end_searches() {
    let server = broken(|| RecordsError("the connection was lost".into()));
    let question = question("alice", "read", "record-1");
    let reply = server.post(EVALUATION, &question).await;
    assert_eq!((reply.status.as_u16(), reply.text.as_str()), (200, r#"{"decision":false}"#));
    // An empty list would say that there is nobody.
    server.post("/access/v1/search/subject", &question).await.is_problem(503, "records.unavailable");
    server.post("/access/v1/search/resource", &question).await.is_problem(503, "records.unavailable");
    let body = json!({"user": "alice", "action": "read", "model": "record", "record": "record-1"});
    server.post("/api/v1/check", &body).await.is_problem(503, "records.unavailable");
}

#[tokio::test]
async fn slow_answers_are_given_up() {
    let (state, directory) = state(CERTIFICATION, 7);
    let slow = || {
        std::thread::sleep(std::time::Duration::from_millis(1_500));
        RecordsError("too late".into())
    };
    let state = State { records: Arc::new(Broken(slow)), ..state };
    let server = Server::of(Live::new(state), directory, |config| config.limits.request_seconds = 1);
    let question = question("alice", "read", "record-1");
    server.post("/access/v1/search/subject", &question).await.is_problem(503, "too_slow");
}

#[tokio::test]
async fn bodies_are_bounded_however_they_come() {
    let server = Server::with(CERTIFICATION, |config| config.limits.body_bytes = 300);
    let fits = question("alice", "read", "record-1").to_string();
    assert_eq!(server.post_text(EVALUATION, fits).await.status, 200);
    let long = format!("{}{}", question("alice", "read", "record-1"), " ".repeat(300));
    server.post_text(EVALUATION, long.clone()).await.is_problem(413, "body.too_long");
    server.post_text("/api/v1/check", long.clone()).await.is_problem(413, "body.too_long");
    // Announced only: nothing is read.
    let request = server.request(EVALUATION).header(header::CONTENT_LENGTH, "99999999");
    server.send(request.body(Body::empty()).unwrap()).await.is_problem(413, "body.too_long");
}

/// A body that never ends.
struct Endless;

impl HttpBody for Endless {
    type Data = Bytes;
    type Error = Infallible;
    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, Infallible>>> {
        Poll::Ready(Some(Ok(hyper::body::Frame::data(Bytes::from_static(b"          ")))))
    }
}

#[tokio::test]
async fn a_body_without_end_is_not_read_to_the_end() {
    let server = Server::new(CERTIFICATION);
    let body = Body::new(Endless);
    server.post_text(EVALUATION, body).await.is_problem(413, "body.too_long");
}

#[tokio::test]
async fn wrong_methods_say_which_is_right() {
    let server = Server::new(CERTIFICATION);
    let reply = server.get(EVALUATION).await;
    reply.is_problem(405, "method.wrong");
    assert_eq!(reply.header("allow"), Some("POST"));
    let reply = server.post("/healthz", &json!({})).await;
    assert_eq!(reply.header("allow"), Some("GET,HEAD"));
}

#[tokio::test]
async fn metrics_count_and_name_nobody() {
    let server = Server::new(CERTIFICATION);
    server.post(EVALUATION, &question("alice", "read", "record-1")).await;
    server.post(EVALUATION, &question("bob", "write", "record-1")).await;
    server.post_text(EVALUATION, "{").await;
    let items = json!({"evaluations": [question("alice", "read", "record-1"), {}, question("bob", "write", "record-1")]});
    server.post("/access/v1/evaluations", &items).await;
    let ask = async |token: &str| {
        let request = Request::get("/metrics").header(header::AUTHORIZATION, format!("Bearer {token}"));
        server.send(request.body(Body::empty()).unwrap()).await
    };
    ask(&server.decide).await.is_problem(403, "token.scope");
    let reply = ask(&server.admin).await;
    assert_eq!(reply.status, 200);
    for line in [
        "bailiwick_http_requests_total{endpoint=\"evaluation\",outcome=\"answered\"} 2",
        "bailiwick_http_requests_total{endpoint=\"evaluation\",outcome=\"refused\"} 1",
        "bailiwick_http_requests_total{endpoint=\"evaluations\",outcome=\"answered\"} 1",
        "bailiwick_decisions_total{decision=\"allow\"} 2",
        "bailiwick_decisions_total{decision=\"deny\"} 3",
        "bailiwick_revision 7",
    ] {
        assert!(reply.text.lines().any(|l| l == line), "{line}\n{}", reply.text);
    }
    for name in ["alice", "bob", "record", "bw_"] {
        assert!(!reply.text.contains(name), "{name}");
    }
    let open = Server::with(CERTIFICATION, |config| config.metrics.open = true);
    assert_eq!(open.get("/metrics").await.status, 200);
}

/// A wrong token from somewhere.
fn wrong(server: &Server, address: [u8; 4]) -> Request<Body> {
    let mut request = server.request("/access/v1/evaluation").body(Body::empty()).unwrap();
    request.headers_mut().insert("authorization", "Bearer bw_000000000000_x".parse().unwrap());
    request.extensions_mut().insert(bailiwick_server::http::Peer(address.into()));
    request
}

#[tokio::test]
async fn whoever_fails_too_often_has_to_wait_and_others_have_not() {
    let server = Server::with(CERTIFICATION, |config| config.limits.failed_tokens = 3);
    let (here, there) = ([10, 0, 0, 1], [10, 0, 0, 2]);
    for _ in 0..3 {
        server.send(wrong(&server, here)).await.is_problem(401, "token.refused");
    }
    let reply = server.send(wrong(&server, here)).await;
    reply.is_problem(429, "token.too_many_attempts");
    assert_eq!(reply.header("retry-after"), Some("20"));
    server.send(wrong(&server, there)).await.is_problem(401, "token.refused");
    // The right token is let in from the same address all the while.
    let mut good = server.request("/access/v1/evaluation");
    good = good.extension(bailiwick_server::http::Peer(here.into()));
    let body = question("alice", "read", "record-1").to_string();
    assert_eq!(server.send(good.body(Body::from(body)).unwrap()).await.status, 200);
    *server.clock.lock().unwrap() += 20_000_000;
    server.send(wrong(&server, here)).await.is_problem(401, "token.refused");
}

#[tokio::test]
async fn a_token_that_asks_too_often_is_told_when_to_come_again() {
    let server = Server::with(CERTIFICATION, |config| config.limits.requests_per_second = 2);
    let body = question("alice", "read", "record-1");
    for _ in 0..2 {
        assert_eq!(server.post("/access/v1/evaluation", &body).await.status, 200);
    }
    let reply = server.post("/access/v1/evaluation", &body).await;
    reply.is_problem(429, "requests.too_many");
    assert_eq!(reply.header("retry-after"), Some("1"));
    // Another token has turns of its own, and who needs none is not counted.
    let mut other = server.request("/access/v1/evaluation").body(Body::from(body.to_string())).unwrap();
    other.headers_mut().insert("authorization", format!("Bearer {}", server.decide).parse().unwrap());
    assert_eq!(server.send(other).await.status, 200);
    assert_eq!(server.get("/healthz").await.status, 200);
    *server.clock.lock().unwrap() += 500_000;
    assert_eq!(server.post("/access/v1/evaluation", &body).await.status, 200);
    server.post("/access/v1/evaluation", &body).await.is_problem(429, "requests.too_many");
}

#[tokio::test]
async fn nothing_is_limited_by_itself() {
    let server = Server::new(CERTIFICATION);
    let body = question("alice", "read", "record-1");
    for _ in 0..500 {
        assert_eq!(server.post("/access/v1/evaluation", &body).await.status, 200);
    }
}

#[tokio::test]
async fn browsers_that_came_by_tls_come_by_nothing_else() {
    let office = crate::office::Office::new();
    for path in ["/sign-in", "/api/v1/me", "/nothing"] {
        let told = office.get("root", path).await.header("strict-transport-security").map(str::to_owned);
        assert_eq!(told.as_deref(), Some("max-age=31536000; includeSubDomains"), "{path}");
    }
}
