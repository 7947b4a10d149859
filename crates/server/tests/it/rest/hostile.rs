//! Whatever is sent, the answer is one that a program can read: a success, or a problem from 400 to 499 of the one shape. What is
//! refused changes nothing. Asked on both databases, at every operation that the server describes.

use axum::{
    body::Body,
    http::{HeaderValue, Method, Request},
};
use bailiwick_store::Database;
use serde_json::{Value as Json, json};

use super::samples::{Operation, Sample, operations, people, samples};
use crate::{fixture::Reply, office::Office};

/// What stands in for a member until the text is made.
const MARK: &str = "\"@@\"";

/// Values that are seldom right, as they are written in JSON.
fn values() -> Vec<String> {
    let long = format!("\"{}\"", "x".repeat(70_000));
    let plain = [
        "null",
        "true",
        "7",
        "-1",
        "1.5",
        "1e400",
        "99999999999999999999999",
        "\"\"",
        "\" \"",
        "\"\\u0000\"",
        "\"a\\u0000b\"",
        "\"a\\u0007b\\n\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\u202e\\ufeff\"",
        "\"'; drop table app_user; --\"",
        "\"2026-02-30\"",
        "\"+999999999-01-01\"",
        "[]",
        "[null]",
        "[[[]]]",
        "[\"\\u0000\"]",
        "[{}]",
        "{}",
        "{\"a\":{\"b\":[]}}",
    ];
    plain.into_iter().map(str::to_owned).chain([long]).collect()
}

const NAMES: [&str; 14] = [
    "%2F",
    "%00",
    "a%00b",
    "..",
    "%2e%2e%2f",
    "%FF%FE",
    "%",
    "%zz",
    "-1",
    "99999999999999999999",
    "%0A",
    "%E2%80%AE",
    "'%20or%201=1",
    "%20",
];

const QUERIES: [&str; 26] = [
    "nonsense=1",
    "=",
    "&&&",
    "%FF=1",
    "%00=1",
    "dry_run=maybe",
    "dry_run=true&dry_run=true",
    "dry_run=%00",
    "fields=%00",
    "fields=,,,",
    "limit=-1",
    "limit=99999999999999999999",
    "limit=501",
    "order=%00",
    "cursor=",
    "cursor=%00",
    "cursor=%FF%FF",
    "count=7",
    "search=%00",
    "search=a%00b",
    "search=%25%5F%27%22%5C",
    "domain=%00",
    "domain=%5B('login','%3D','%00')%5D",
    "domain=%5B('login','ilike','a%00')%5D",
    "domain=%5B('created','%3C','99999-01-01')%5D",
    "domain=%5B('valid_from','%3C','x')%5D",
];

const HEADERS: [(&str, &[u8]); 18] = [
    ("if-match", b"\xff"),
    ("if-match", b""),
    ("if-match", b"W/\"x\""),
    ("if-match", b"\"a\",\"b\""),
    ("if-match", b"\"\xe2\x80\xae\""),
    ("idempotency-key", b"\xff\xfe"),
    ("idempotency-key", b""),
    ("idempotency-key", b"\t"),
    ("idempotency-key", b"'; drop table idempotency; --"),
    ("bailiwick-reason", b"\xff\xfe"),
    ("bailiwick-reason", b""),
    ("bailiwick-reason", b"a\tb"),
    ("x-request-id", b"\xff"),
    ("x-request-id", b""),
    ("user-agent", b"\xff\xfe"),
    ("content-encoding", b"gzip"),
    ("content-type", b"text/plain"),
    ("content-type", b"application/json; charset=latin1"),
];

#[test]
fn nothing_that_is_sent_breaks_anything_on_sqlite() {
    everything_on(&Office::new(), &values());
}

#[test]
fn nothing_that_is_sent_breaks_anything_on_postgres() {
    // What is refused before a database is asked was seen to above. PostgreSQL is particular about texts.
    let texts = [2, 9, 10, 12, 14, 15, 17].map(|at| values()[at].clone());
    let url = bailiwick_testkit::process::postgres::database();
    everything_on(&Office::on(Database::open(&url.parse().unwrap()).unwrap()), &texts);
}

/// The office is made and closed outside: the client of PostgreSQL waits for that.
fn everything_on(office: &Office, values: &[String]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        people(office).await;
        let all = operations(office).await;
        let document = office.get("root", "/api/v1/openapi.json").await.json();
        for operation in &all {
            let asked = samples(office, operation).await;
            bodies(office, operation, &asked, &document, values).await;
            addresses(office, operation, &asked[0]).await;
            headers(office, operation, &asked[0]).await;
        }
        methods(office, &all).await;
    });
}

/// Bodies that are none, and bodies with every member in turn replaced.
async fn bodies(
    office: &Office,
    operation: &Operation,
    asked: &[Sample],
    document: &Json,
    values: &[String],
) {
    let path = tried(operation, &asked[0].path);
    let send = |text: Vec<u8>| polite(office, "root", &operation.method, &path, text);
    for text in
        ["", "{", "[]", "7", "null", "\"x\"", "{\"a\":1,\"a\":2}", "{\"@@\":1}", "\u{feff}{}", "{} {}", "\0"]
    {
        let reply = send(text.into()).await;
        assert!(
            reply.status.is_client_error() || text.is_empty() || text == "\u{feff}{}",
            "{path} {text:?}: {}",
            reply.text
        );
    }
    assert!(send(vec![0xff, 0xfe, b'{', b'}']).await.status.is_client_error());
    let deep = format!("{{\"name\":{}{}}}", "[".repeat(50_000), "]".repeat(50_000));
    assert!(send(deep.into()).await.status.is_client_error());
    let long = format!("{{\"name\":\"{}\"}}", "x".repeat(1 << 20));
    let reply = send(long.into()).await;
    // A table is not JSON, and that is seen first.
    let table = ["importAreas", "importUsers"].contains(&operation.id.as_str());
    let picture = operation.path.ends_with("/avatar");
    if table {
        reply.is_problem(415, "body.not_csv")
    } else if picture && operation.takes_body {
        reply.is_problem(422, "avatar.unfit")
    } else {
        reply.is_problem(413, "body.too_long")
    }
    if table || picture || !operation.takes_body {
        return;
    }
    let mut members = members(document, operation);
    if members.is_empty() {
        // A body of free form: those that the samples have.
        let keys =
            asked.iter().filter_map(|sample| sample.body.as_object()).flat_map(|body| body.keys().cloned());
        members = keys.collect();
    }
    assert!(!members.is_empty(), "{} takes a body without members", operation.id);
    for sample in asked {
        let path = tried(operation, &sample.path);
        let mut places: Vec<Json> = Vec::new();
        for member in &members {
            let mut body = sample.body.clone();
            body[member] = json!("@@");
            places.push(body);
        }
        inner(&sample.body, &mut |body| places.push(body));
        // One sample gets all values; what the others add is their members.
        let some = if std::ptr::eq(sample, &asked[0]) { values } else { &values[..3] };
        for body in &places {
            for value in some {
                let text = body.to_string().replace(MARK, value);
                polite(office, "root", &operation.method, &path, text.into()).await;
            }
        }
        let text = sample.body.to_string();
        let twice = text.replacen('{', &format!("{{{},", &text[1..text.len() - 1]), 1);
        let reply = polite(office, "root", &operation.method, &path, twice.into()).await;
        assert!(reply.status.is_client_error(), "{path}: every member twice: {}", reply.text);
    }
}

/// Names that are none, and wishes that cannot be.
async fn addresses(office: &Office, operation: &Operation, sample: &Sample) {
    if let Some((before, rest)) = operation.path.split_once('{') {
        let after = rest.split_once('}').unwrap().1;
        let long = "x".repeat(300);
        for name in NAMES.into_iter().chain([long.as_str()]) {
            let path = tried(operation, &format!("{before}{name}{after}"));
            let reply =
                polite(office, "root", &operation.method, &path, sample.body.to_string().into()).await;
            assert!(reply.status.is_client_error(), "{path}: {}", reply.text);
        }
    }
    let long = format!("search={}", "a%20".repeat(10_000));
    let deep = format!("domain={}1{}", "%5B".repeat(3_000), "%5D".repeat(3_000));
    for query in QUERIES.into_iter().chain([&*long, &*deep]) {
        let path = format!("{}?{query}", sample.path);
        // Whoever may do nothing may change himself.
        let own = operation.path.starts_with("/api/v1/me");
        let asked = if own { tried_too(operation, &path) } else { path.clone() };
        let refused = polite(office, "nora", &operation.method, &asked, body(sample)).await;
        assert_ne!(refused.status.as_u16(), 401, "{path}");
        if operation.method == Method::GET
            || !operation.wishes.iter().any(|wish| query.starts_with(wish.as_str()))
        {
            polite(office, "root", &operation.method, &tried_too(operation, &path), body(sample)).await;
        }
    }
}

async fn headers(office: &Office, operation: &Operation, sample: &Sample) {
    let long = vec![b'a'; 8_000];
    let long =
        ["if-match", "idempotency-key", "bailiwick-reason", "x-request-id"].map(|name| (name, &long[..]));
    for (name, value) in HEADERS.into_iter().chain(long) {
        let before = office.revision();
        let path = tried(operation, &sample.path);
        let mut request =
            office.request("root", operation.method.clone(), &path).body(body(sample).into()).unwrap();
        request.headers_mut().insert(name, HeaderValue::from_bytes(value).unwrap());
        let reply = office.send(request).await;
        shaped(&reply, &format!("{} {name}: {:?}", operation.id, value.escape_ascii().to_string()));
        assert_eq!(office.revision(), before);
    }
}

/// Methods that a path does not take are told so, with those that it does.
async fn methods(office: &Office, all: &[Operation]) {
    for path in all.iter().map(|operation| &operation.path) {
        let taken: Vec<&Method> = all.iter().filter(|o| o.path == *path).map(|o| &o.method).collect();
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"] {
            let method: Method = method.parse().unwrap();
            if taken.contains(&&method) {
                continue;
            }
            let reply = polite(office, "root", &method, &path.replace(['{', '}'], ""), Vec::new()).await;
            reply.is_problem(405, "method.wrong");
            assert!(reply.header("allow").is_some(), "{method} {path}");
        }
    }
}

async fn polite(office: &Office, actor: &str, method: &Method, path: &str, body: Vec<u8>) -> Reply {
    let before = office.revision();
    let shown: String = String::from_utf8_lossy(&body).chars().take(300).collect();
    let request: Request<Body> = office
        .request(actor, method.clone(), path)
        .body(Body::from(body))
        .unwrap_or_else(|error| panic!("{path}: {error}"));
    let reply = office.send(request).await;
    shaped(&reply, &format!("{actor} {method} {path} {shown}"));
    assert_eq!(office.revision(), before, "{method} {path} {shown}");
    reply
}

/// A success, or a problem of the one shape.
#[track_caller]
fn shaped(reply: &Reply, what: &str) {
    let status = reply.status.as_u16();
    assert!((200..300).contains(&status) || (400..500).contains(&status), "{what}: {status} {}", reply.text);
    if status >= 400 {
        let code = reply.json()["code"].as_str().unwrap_or_default().to_owned();
        assert!(!code.is_empty(), "{what}: {}", reply.text);
        assert_eq!(reply.header("content-type"), Some("application/problem+json"), "{what}: {}", reply.text);
        let json = reply.json();
        assert_eq!(json["status"], status, "{what}: {json}");
        assert!(json["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{what}: {json}");
        assert!(json["title"].is_string() && json["request_id"].is_string(), "{what}: {json}");
    }
}

/// The path such that nothing is done for good.
fn tried(operation: &Operation, path: &str) -> String {
    match operation.wishes.iter().any(|wish| wish == "dry_run") {
        true => format!("{path}?dry_run=true"),
        false => path.to_owned(),
    }
}

fn tried_too(operation: &Operation, path: &str) -> String {
    match operation.wishes.iter().any(|wish| wish == "dry_run") {
        true => format!("{path}&dry_run=true"),
        false => path.to_owned(),
    }
}

fn body(sample: &Sample) -> Vec<u8> {
    if sample.body.is_null() { Vec::new() } else { sample.body.to_string().into() }
}

/// The members that the description has for the body of an operation.
fn members(document: &Json, operation: &Operation) -> Vec<String> {
    let method = operation.method.as_str().to_lowercase();
    let content = &document["paths"][&operation.path][method]["requestBody"]["content"];
    let schema = &content["application/json"]["schema"];
    let mut found = Vec::new();
    gather(document, schema, &mut found);
    found
}

fn gather(document: &Json, schema: &Json, found: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#')).unwrap();
        gather(document, target, found);
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        gather(document, part, found);
    }
    found.extend(schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.clone()));
}

/// The body once for each value in it, with the mark in that place.
fn inner(body: &Json, put: &mut dyn FnMut(Json)) {
    match body {
        Json::Object(members) => {
            for (name, value) in members {
                inner(value, &mut |changed| {
                    let mut whole = body.clone();
                    whole[name] = changed;
                    put(whole);
                });
            }
        }
        Json::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                inner(value, &mut |changed| {
                    let mut whole = body.clone();
                    whole[at] = changed;
                    put(whole);
                });
            }
        }
        _ => {}
    }
    put(json!("@@"));
}
