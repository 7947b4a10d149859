//! Batches: defaults, order, the three semantics, items that fail, one revision.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use axum::http::StatusCode;
use bailiwick_app::State;
use serde_json::{Value as Json, json};

use crate::fixture::{CERTIFICATION, Server, question, state};

const PATH: &str = "/access/v1/evaluations";

fn resource(id: &str) -> Json {
    json!({"resource": {"type": "record", "id": id}})
}

async fn answers(server: &Server, body: Json) -> Vec<bool> {
    let reply = server.post(PATH, &body).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
    let json = reply.json();
    assert!(json.get("decision").is_none(), "{json}");
    json["evaluations"].as_array().unwrap().iter().map(|item| item["decision"].as_bool().unwrap()).collect()
}

#[tokio::test]
async fn items_are_answered_in_order_and_to_the_letter() {
    let server = Server::new(CERTIFICATION);
    let body = json!({
        "subject": {"type": "user", "id": "bob"},
        "resource": {"type": "record", "id": "record-1"},
        "evaluations": [{"action": {"name": "read"}}, {"action": {"name": "write"}}],
    });
    let reply = server.post(PATH, &body).await;
    assert_eq!(reply.text, r#"{"evaluations":[{"decision":true},{"decision":false}]}"#);
    assert_eq!(reply.header("bailiwick-revision"), Some("7"));

    let whole =
        json!({"evaluations": [question("alice", "read", "record-1"), question("bob", "write", "record-1")]});
    assert_eq!(answers(&server, whole).await, [true, false]);
}

#[tokio::test]
async fn properties_count_item_by_item() {
    let server = Server::new(CERTIFICATION);
    let body = json!({
        "action": {"name": "write"},
        "resource": {"type": "record", "id": "record-2", "properties": {"status": "archived"}},
        "evaluations": [
            {"subject": {"type": "user", "id": "alice"}},
            {"subject": {"type": "user", "id": "bob", "properties": {"role": "admin"}}},
            {"subject": {"type": "user", "id": "alice", "properties": {"role": "admin"}}},
            {"subject": {"type": "user", "id": "alice"}},
        ],
    });
    assert_eq!(answers(&server, body).await, [false, true, true, false]);
}

#[tokio::test]
async fn an_item_may_complete_a_default() {
    let server = Server::new(CERTIFICATION);
    let body = json!({
        "subject": {"type": "user", "id": "alice"},
        "action": {"name": "write"},
        "resource": {"type": "record"},
        "evaluations": [
            {"resource": {"id": "record-1", "properties": {"status": "active"}}},
            {"resource": {"type": "record", "id": "record-2", "properties": {"status": "archived"}}},
        ],
    });
    assert_eq!(answers(&server, body).await, [true, false]);
}

#[tokio::test]
async fn batches_stop_as_asked() {
    let server = Server::new(CERTIFICATION);
    let items =
        json!([resource("record-1"), resource("record-9"), resource("record-2"), resource("record-1")]);
    for (semantic, expected) in [
        ("execute_all", vec![true, false, true, true]),
        ("deny_on_first_deny", vec![true, false]),
        ("permit_on_first_permit", vec![true]),
    ] {
        let body = json!({
            "subject": {"type": "user", "id": "alice"}, "action": {"name": "read"},
            "options": {"evaluations_semantic": semantic}, "evaluations": items,
        });
        assert_eq!(answers(&server, body).await, expected, "{semantic}");
    }
    let unknown = json!({"evaluations": items, "options": {"evaluations_semantic": "first"}});
    let reply = server.post(PATH, &unknown).await;
    reply.is_problem(400, "request.malformed");
    assert_eq!(reply.pointers(), ["/options/evaluations_semantic"]);
}

#[tokio::test]
async fn a_bad_item_spoils_only_its_own_place() {
    let server = Server::new(CERTIFICATION);
    let twice = json!({"type": "record", "id": "record-1", "properties": {}});
    let text = json!({
        "subject": {"type": "user", "id": "alice"},
        "action": {"name": "read"},
        "evaluations": [resource("record-1"), {}, 7, {"resource": {"type": "record", "id": 5}}, {"resource": twice}],
    })
    .to_string();
    let text = text.replace(r#""properties":{}"#, r#""properties":{"status":"active","status":"archived"}"#);
    let reply = server.post_text(PATH, text.clone()).await;
    assert_eq!(reply.status, StatusCode::OK);
    let json = reply.json();
    let items = json["evaluations"].as_array().unwrap();
    let decisions: Vec<bool> = items.iter().map(|item| item["decision"].as_bool().unwrap()).collect();
    assert_eq!(decisions, [true, false, false, false, false]);
    assert!(items[0].get("context").is_none());
    for (at, place) in
        [(1, "evaluations[1].resource"), (2, "evaluations[2]"), (3, "evaluations[3].resource.id")]
    {
        let error = &items[at]["context"]["error"];
        assert_eq!(error["status"], 400, "{json}");
        assert!(error["message"].as_str().unwrap().starts_with(place), "{json}");
    }
    assert_eq!(items[4]["context"]["error"]["status"], 400, "{json}");
    let stopping = text.replacen('{', r#"{"options":{"evaluations_semantic":"deny_on_first_deny"},"#, 1);
    let reply = server.post_text(PATH, stopping).await;
    assert_eq!(reply.json()["evaluations"].as_array().unwrap().len(), 2, "a failure counts as a denial");
}

#[tokio::test]
async fn too_many_items_are_refused_whole() {
    let server = Server::new(CERTIFICATION);
    let items = vec![question("alice", "read", "record-1"); 1_001];
    let reply = server.post(PATH, &json!({"evaluations": items[..1_000]})).await;
    assert_eq!(reply.json()["evaluations"].as_array().unwrap().len(), 1_000);
    let reply = server.post(PATH, &json!({"evaluations": items})).await;
    reply.is_problem(400, "request.malformed");
    assert_eq!(reply.pointers(), ["/evaluations"]);
}

/// While the policy changes under it, each batch is answered from one revision: all yes or all no, never both.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_sees_one_revision() {
    let server = Server::new(CERTIFICATION);
    let closed = CERTIFICATION.replace("operations: [read]}", "operations: [create]}");
    let body = json!({"evaluations": vec![question("alice", "read", "record-1"); 300]}).to_string();
    let stop = Arc::new(AtomicBool::new(false));
    let (live, ends) = (Arc::clone(&server.live), Arc::clone(&stop));
    let states = [state(CERTIFICATION, 8).0, state(&closed, 9).0];
    // An older revision never takes the place of a newer one, so they count up: the even ones are open.
    let swapping = std::thread::spawn(move || {
        for revision in 8_u64.. {
            if ends.load(Ordering::Relaxed) {
                break;
            }
            let state = &states[usize::from(revision % 2 == 1)];
            live.swap(State { revision, ..state.clone() });
            std::thread::yield_now();
        }
    });
    // The server begins with revision 7, which is open as well.
    let is_open = |revision: u64| revision == 7 || revision.is_multiple_of(2);
    let mut seen = [0, 0];
    while seen.iter().sum::<usize>() < 400 || seen.contains(&0) {
        let reply = server.post_text(PATH, body.clone()).await;
        let yes = reply.text.matches("true").count();
        let revision: u64 = reply.header("bailiwick-revision").unwrap().parse().unwrap();
        assert_eq!(yes, if is_open(revision) { 300 } else { 0 }, "revision {revision}");
        seen[usize::from(yes > 0)] += 1;
    }
    stop.store(true, Ordering::Relaxed);
    swapping.join().unwrap();
}
