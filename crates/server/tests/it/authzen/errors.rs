//! Every way in which an AuthZEN request can be wrong, and the answer to it.

use axum::{
    body::Body,
    http::{Request, header},
};
use serde_json::json;

use crate::fixture::{CERTIFICATION, Server, question, state, token};
use bailiwick_app::{Live, api_keys::Scope};

const EVALUATION: &str = "/access/v1/evaluation";

#[tokio::test]
async fn bodies_that_are_no_question() {
    let server = Server::new(CERTIFICATION);
    let subject = r#""subject":{"type":"user","id":"alice"}"#;
    let action = r#""action":{"name":"read"}"#;
    let resource = r#""resource":{"type":"record","id":"record-1"}"#;
    let deep = format!("{{{subject},{action},{resource},\"context\":{}1{}}}", "[".repeat(40), "]".repeat(40));
    let table = [
        (String::new(), vec![]),
        ("{".to_owned(), vec![]),
        ("nonsense".to_owned(), vec![]),
        ("{} {}".to_owned(), vec![]),
        (deep, vec![]),
        (r#"{"x":"\ud800"}"#.to_owned(), vec![]),
        ("[]".to_owned(), vec![""]),
        (format!("{{{action},{resource}}}"), vec!["/subject"]),
        (format!("{{{subject},{resource}}}"), vec!["/action"]),
        (format!("{{{subject},{action}}}"), vec!["/resource"]),
        (format!("{{\"subject\":{{\"id\":\"alice\"}},{action},{resource}}}"), vec!["/subject/type"]),
        (format!("{{\"subject\":{{\"type\":\"user\"}},{action},{resource}}}"), vec!["/subject/id"]),
        (format!("{{{subject},\"action\":{{}},{resource}}}"), vec!["/action/name"]),
        (format!("{{{subject},{action},\"resource\":{{\"id\":\"x\"}}}}"), vec!["/resource/type"]),
        (format!("{{{subject},{action},\"resource\":{{\"type\":\"record\"}}}}"), vec!["/resource/id"]),
        (format!("{{\"subject\":\"alice\",{action},{resource}}}"), vec!["/subject"]),
        (format!("{{{subject},\"action\":{{\"name\":123}},{resource}}}"), vec!["/action/name"]),
        (format!("{{{subject},{subject},{action},{resource}}}"), vec!["/subject"]),
        (format!("{{{subject},{action},{resource},\"context\":[]}}"), vec!["/context"]),
        (
            format!(
                "{{\"subject\":{{\"type\":\"user\",\"id\":\"alice\",\"properties\":{{\"role\":1,\"role\":2}}}},{action},{resource}}}"
            ),
            vec!["/subject/properties"],
        ),
    ];
    for path in [EVALUATION, "/access/v1/evaluations"] {
        for (body, pointers) in &table {
            let reply = server.post_text(path, body.clone()).await;
            reply.is_problem(400, "request.malformed");
            assert_eq!(reply.pointers(), *pointers, "{body}");
        }
    }
    let broken = Body::from(vec![b'{', 0xff, b'}']);
    server.post_text(EVALUATION, broken).await.is_problem(400, "request.malformed");
}

#[tokio::test]
async fn searches_need_what_is_given() {
    let server = Server::new(CERTIFICATION);
    let (user, record) =
        (json!({"type": "user", "id": "alice"}), json!({"type": "record", "id": "record-1"}));
    let (users, records) = (json!({"type": "user"}), json!({"type": "record"}));
    let read = json!({"name": "read"});
    for (path, body, pointer) in [
        ("subject", json!({"subject": users, "resource": record}), "/action"),
        ("subject", json!({"subject": users, "action": read, "resource": records}), "/resource/id"),
        ("subject", json!({"action": read, "resource": record}), "/subject"),
        ("resource", json!({"action": read, "resource": records}), "/subject"),
        ("resource", json!({"subject": users, "action": read, "resource": records}), "/subject/id"),
        ("action", json!({"subject": user}), "/resource"),
        ("action", json!({"subject": user, "resource": record, "page": {"limit": 0}}), "/page/limit"),
        ("action", json!({"subject": user, "resource": record, "page": {"token": 7}}), "/page/token"),
    ] {
        let reply = server.post(&format!("/access/v1/search/{path}"), &body).await;
        reply.is_problem(400, "request.malformed");
        assert_eq!(reply.pointers(), [pointer], "{body}");
    }
}

#[tokio::test]
async fn a_wrong_content_type_is_400_here() {
    let server = Server::new(CERTIFICATION);
    let body = question("alice", "read", "record-1").to_string();
    for kind in
        [None, Some("text/plain"), Some("application/jsonp"), Some("application/x-www-form-urlencoded")]
    {
        let mut request =
            Request::post(EVALUATION).header(header::AUTHORIZATION, format!("Bearer {}", server.all));
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        server.send(request.body(Body::from(body.clone())).unwrap()).await.is_problem(400, "body.not_json");
    }
    for kind in ["application/json; charset=utf-8", "Application/JSON"] {
        let request = Request::post(EVALUATION)
            .header(header::AUTHORIZATION, format!("Bearer {}", server.all))
            .header(header::CONTENT_TYPE, kind);
        assert_eq!(server.send(request.body(Body::from(body.clone())).unwrap()).await.status, 200, "{kind}");
    }
}

#[tokio::test]
async fn callers_need_a_token_for_what_they_ask() {
    let server = Server::new(CERTIFICATION);
    let body = question("alice", "read", "record-1").to_string();
    let ask = async |path: &str, token: Option<&str>| {
        let mut request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, token);
        }
        server.send(request.body(Body::from(body.clone())).unwrap()).await
    };
    let none = ask(EVALUATION, None).await;
    none.is_problem(401, "token.missing");
    assert_eq!(none.header("www-authenticate"), Some("Bearer realm=\"bailiwick\""));
    let all = &server.all;
    let changed = format!("Bearer {}A", &all[..all.len() - 1]);
    for wrong in ["", "Bearer", "Bearer x", "Basic YTpi", "bw_", &format!("Basic {all}"), &changed] {
        let reply = ask(EVALUATION, Some(wrong)).await;
        reply.is_problem(401, "token.refused");
        assert!(reply.header("www-authenticate").unwrap().contains("invalid_token"));
        assert!(!reply.text.contains("bw_"), "{}", reply.text);
    }
    for right in
        [format!("Bearer {}", server.decide), format!("bearer  {}", server.decide), server.decide.clone()]
    {
        assert_eq!(ask(EVALUATION, Some(&right)).await.status, 200, "{right}");
    }
    // Deciding is not searching, and neither is administering.
    for (path, token, code) in [
        (EVALUATION, &server.search, "decide"),
        (EVALUATION, &server.admin, "decide"),
        ("/access/v1/evaluations", &server.search, "decide"),
        ("/access/v1/search/subject", &server.decide, "search"),
        ("/access/v1/search/resource", &server.decide, "search"),
        ("/access/v1/search/action", &server.admin, "search"),
    ] {
        let reply = ask(path, Some(token)).await;
        reply.is_problem(403, "token.scope");
        let challenge = reply.header("www-authenticate").unwrap();
        assert!(
            challenge.contains("insufficient_scope") && challenge.contains(&format!("\"{code}\"")),
            "{challenge}"
        );
    }
}

#[tokio::test]
async fn a_token_ends_when_it_expires_and_when_it_is_removed() {
    let server = Server::new(CERTIFICATION);
    let end = *server.clock.lock().unwrap() + 1_000_000;
    let (short, text) = token("short", &[Scope::Decide], Some(end));
    server.keyring.replace(vec![short]);
    let ask = async || {
        let request = Request::post(EVALUATION).header(header::CONTENT_TYPE, "application/json");
        let request = request.header(header::AUTHORIZATION, format!("Bearer {text}"));
        server
            .send(request.body(Body::from(question("alice", "read", "record-1").to_string())).unwrap())
            .await
    };
    assert_eq!(ask().await.status, 200);
    *server.clock.lock().unwrap() = end;
    ask().await.is_problem(401, "token.refused");
    *server.clock.lock().unwrap() = end - 1;
    assert_eq!(ask().await.status, 200);
    server.keyring.replace(Vec::new());
    ask().await.is_problem(401, "token.refused");
}

#[tokio::test]
async fn revisions_are_demanded_waited_for_and_refused() {
    let server = Server::new(CERTIFICATION);
    let body = || Body::from(question("alice", "read", "record-1").to_string());
    let ask = async |revision: &str| {
        let request = server.request(EVALUATION).header("Bailiwick-At-Least", revision);
        server.send(request.body(body()).unwrap()).await
    };
    assert_eq!(ask("7").await.status, 200);
    assert_eq!(ask(" 1 ").await.status, 200);
    ask("new").await.is_problem(400, "revision.malformed");
    ask("-1").await.is_problem(400, "revision.malformed");
    ask("8").await.is_problem(409, "revision.behind");
    // Of two demands none may be passed over.
    let twice =
        server.request(EVALUATION).header("Bailiwick-At-Least", "1").header("Bailiwick-At-Least", "8");
    server.send(twice.body(body()).unwrap()).await.is_problem(400, "revision.malformed");
    let live = std::sync::Arc::clone(&server.live);
    let swapping = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(100));
        live.swap(state(CERTIFICATION, 8).0);
    });
    let reply = ask("8").await;
    swapping.join().unwrap();
    assert_eq!((reply.status.as_u16(), reply.header("bailiwick-revision")), (200, Some("8")));
}

#[tokio::test]
async fn nothing_is_answered_before_a_policy_is_there() {
    let server = Server::of(Live::empty(2), bailiwick_model::Directory::default(), |_| {});
    server.post(EVALUATION, &question("alice", "read", "record-1")).await.is_problem(503, "not_ready");
    server.get("/readyz").await.is_problem(503, "not_ready");
    assert_eq!(server.get("/healthz").await.status, 200);
    server.live.swap(state(CERTIFICATION, 1).0);
    assert_eq!(server.get("/readyz").await.status, 200);
    assert_eq!(server.post(EVALUATION, &question("alice", "read", "record-1")).await.status, 200);
}

#[tokio::test]
async fn a_body_in_another_charset_or_coding_is_refused() {
    let server = Server::new(CERTIFICATION);
    let body = question("alice", "read", "record-1").to_string();
    for (kind, coding, code) in [
        ("application/json; charset=utf-8", None, None),
        ("application/json;Charset=\"UTF-8\"; x=y", Some("identity"), None),
        ("application/json; charset=latin1", None, Some("body.charset")),
        ("application/json; x=y; charset=\"utf-16\"", None, Some("body.charset")),
        ("application/json", Some("gzip"), Some("body.encoding")),
        ("application/json", Some("identity, br"), Some("body.encoding")),
    ] {
        for path in [EVALUATION, "/api/v1/check"] {
            let mut request = Request::post(path)
                .header(header::AUTHORIZATION, format!("Bearer {}", server.all))
                .header(header::CONTENT_TYPE, kind);
            if let Some(coding) = coding {
                request = request.header(header::CONTENT_ENCODING, coding);
            }
            let reply = server.send(request.body(Body::from(body.clone())).unwrap()).await;
            match code {
                Some(code) => reply.is_problem(400, code),
                None => assert_ne!(reply.status, 400, "{kind} {coding:?}: {}", reply.text),
            }
        }
    }
}
