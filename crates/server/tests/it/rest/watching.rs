//! Looks and decisions on the trail: what a model asks for, from every way in, and what happens when the trail cannot be told.

use std::{
    sync::{Arc, Barrier},
    time::Duration,
};

use axum::http::Method;
use bailiwick_app::{Batches, Manner, Witness, administration::Administration};
use bailiwick_model::audit::AuditEntry;
use bailiwick_server::http::Peer;
use bailiwick_store::{Database, StoreError, audit::AuditFilter};
use serde_json::{Value as Json, json};

use crate::{fixture::Reply, office::Office};

/// Looks at households are told, and decisions that say no; looks at users, and everything that is asked about reports.
const WATCHED: &str = "
settings:
  audit: {own: {bailiwick.user: {access: true, decisions: denied}, bailiwick.audit: {access: true}}}
models:
  reg.household:
    audit: {access: true, decisions: denied, redact: [name]}
    accepts: {resource: [name]}
    fields: {name: char}
  reg.report:
    audit: {decisions: all}
    accepts: {resource: [name]}
    fields: {name: char}
  reg.quiet:
    accepts: {resource: [name]}
    fields: {name: char}
acls:
  reg.households: {model: reg.household, group: reg.registrar, operations: [read, update]}
  reg.reports: {model: reg.report, group: reg.registrar, operations: [read]}
  reg.quiet: {model: reg.quiet, group: reg.registrar, operations: [read]}
";

fn database() -> Database {
    Database::open(&"sqlite::memory:".parse().unwrap()).unwrap()
}

fn watched() -> Office {
    Office::of(database(), WATCHED, |office| office)
}

/// What is on the trail of looks and decisions, oldest first.
fn told(office: &Office) -> Vec<AuditEntry> {
    let all = office.installation.trail(&AuditFilter::default(), 1_000).unwrap();
    office.installation.verify_trail(&Default::default()).unwrap();
    let seen = |entry: &AuditEntry| {
        ["access.", "decision."].iter().any(|word| entry.action.as_str().starts_with(word))
    };
    all.into_iter().rev().map(|audited| audited.entry).filter(seen).collect()
}

/// The last thing told, in short.
#[track_caller]
fn last(office: &Office) -> (String, String, Json) {
    let entry = told(office).pop().unwrap();
    let values = entry.changes.iter().map(|change| {
        let json = serde_json::to_value(change).unwrap();
        (change.field.clone(), json.get("new").cloned().unwrap_or_else(|| json!("redacted")))
    });
    (
        entry.action.to_string(),
        entry.object.to_string(),
        values.filter(|(field, _)| field != "revision").collect(),
    )
}

async fn asked(office: &Office, path: &str, body: &Json) -> Reply {
    let request = office.request("asking", Method::POST, path);
    let request = request.header("user-agent", "registry/4").header("x-request-id", "r-7");
    let mut request = request.body(body.to_string().into()).unwrap();
    request.extensions_mut().insert(Peer("192.0.2.9".parse().unwrap()));
    let reply = office.send(request).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply
}

fn question(user: &str, action: &str, model: &str) -> Json {
    json!({"subject": {"type": "user", "id": user}, "action": {"name": action},
        "resource": {"type": model, "id": "7", "properties": {"name": "Secret Name"}}})
}

#[tokio::test]
async fn an_allowed_look_says_who_was_shown_what_to_whom_and_from_where() {
    let office = watched();
    asked(&office, "/access/v1/evaluation", &question("dora", "read", "reg.household")).await;
    let entries = told(&office);
    let [entry] = entries.as_slice() else { panic!("{entries:?}") };
    assert_eq!(
        (entry.action.as_str(), entry.object.to_string()),
        ("access.read", "reg.household:7".to_owned())
    );
    assert_eq!(entry.actor.to_string(), format!("token:{}", office.token("asking")));
    assert_eq!(entry.on_behalf.as_ref().map(|login| login.as_str()), Some("dora"));
    let origin = &entry.origin;
    assert_eq!(
        (origin.address.as_deref(), origin.device.as_deref()),
        (Some("192.0.2.9"), Some("registry/4"))
    );
    assert_eq!(
        (origin.token.as_deref(), entry.request_id.as_deref()),
        (Some(office.token("asking")), Some("r-7"))
    );
    assert!(!entry.canonical().unwrap().contains("Secret"), "ids, and no contents");
}

#[tokio::test]
async fn each_way_in_tells_what_the_model_asks_for_and_no_more() {
    let office = watched();
    let (one, many) = ("/access/v1/evaluation", "/access/v1/evaluations");
    // Of households: looks, and what is refused.
    asked(&office, one, &question("dora", "update", "reg.household")).await;
    assert_eq!(told(&office), []);
    asked(&office, one, &question("nora", "read", "reg.household")).await;
    let because = json!({"action": "read", "decision": false, "because": "no_acl"});
    assert_eq!(last(&office), ("decision.made".to_owned(), "reg.household:7".to_owned(), because.clone()));
    asked(&office, one, &question("nobody", "read", "reg.household")).await;
    assert_eq!(last(&office).2["because"], "user.unknown");
    let batch = json!({"evaluations": [
        question("dora", "read", "reg.household"), question("dora", "read", "reg.quiet"),
        question("dora", "update", "reg.household"), question("nora", "update", "reg.household"),
        question("dora", "read", "reg.report")]});
    asked(&office, many, &batch).await;
    let actions: Vec<_> =
        told(&office).iter().skip(2).map(|e| format!("{} {}", e.action, e.object)).collect();
    assert_eq!(
        actions,
        ["access.read reg.household:7", "decision.made reg.household:7", "decision.made reg.report:7"]
    );
    // The same over REST.
    let count = || told(&office).len();
    let body = |user: &str, action: &str, model: &str| json!({"user": user, "action": action, "model": model, "record": "7", "properties": {"resource": {"name": "x"}}});
    let before = count();
    asked(&office, "/api/v1/check", &body("dora", "read", "reg.quiet")).await;
    assert_eq!(count(), before);
    asked(&office, "/api/v1/check", &body("dora", "read", "reg.household")).await;
    assert_eq!((count(), last(&office).0.as_str()), (before + 1, "access.read"));
    asked(&office, "/api/v1/explain", &body("dora", "read", "reg.report")).await;
    assert_eq!(last(&office).2["decision"], true);
    let mut assumed = body("nora", "read", "reg.household");
    assumed["assume"] = json!({"lines": [{"role": "registrar", "areas": ["D1"]}]});
    let before = count();
    asked(&office, "/api/v1/check", &assumed).await;
    assert_eq!(count(), before, "what would be shows nobody anything");
    assumed["model"] = json!("reg.report");
    asked(&office, "/api/v1/check", &assumed).await;
    assert_eq!((last(&office).0.as_str(), &last(&office).2["hypothetical"]), ("decision.made", &json!(true)));
    let mut fields = body("dora", "", "reg.household");
    fields.as_object_mut().unwrap().remove("action");
    asked(&office, "/api/v1/fields", &fields).await;
    assert_eq!(last(&office).0, "access.read");
    asked(
        &office,
        "/api/v1/who-can",
        &body("", "read", "reg.report")
            .as_object()
            .map(|all| {
                let mut all = all.clone();
                all.remove("user");
                Json::Object(all)
            })
            .unwrap(),
    )
    .await;
    assert_eq!(last(&office).2, json!({"action": "read", "found": 1}));
    let mut what = body("dora", "", "reg.report");
    what.as_object_mut().unwrap().remove("action");
    asked(&office, "/api/v1/what-can", &what).await;
    assert_eq!((last(&office).1.as_str(), &last(&office).2), ("reg.report:7", &json!({"found": 1})));
}

#[tokio::test]
async fn searches_and_filters_are_told_without_what_was_looked_for() {
    let office = watched();
    let filter =
        json!({"user": "dora", "model": "reg.household", "domain": "[('name', '=', 'Secret Name')]"});
    asked(&office, "/api/v1/filter", &filter).await;
    let told_of = json!({"action": "read", "coverage": "conditional", "domain": "redacted"});
    assert_eq!(last(&office), ("access.searched".to_owned(), "reg.household".to_owned(), told_of));
    asked(&office, "/api/v1/filter", &json!({"user": "nora", "model": "reg.household"})).await;
    assert_eq!((last(&office).0.as_str(), &last(&office).2["coverage"]), ("decision.made", &json!("none")));
    let mut search = question("dora", "read", "reg.household");
    search["resource"].as_object_mut().unwrap().remove("id");
    asked(&office, "/access/v1/search/resource", &search).await;
    assert_eq!(last(&office).2, json!({"action": "read", "found": [], "more": false}));
    let mut search = question("dora", "read", "reg.report");
    search["subject"].as_object_mut().unwrap().remove("id");
    asked(&office, "/access/v1/search/subject", &search).await;
    assert_eq!(last(&office).2, json!({"action": "read", "found": 1}));
    let mut search = question("dora", "", "reg.report");
    search.as_object_mut().unwrap().remove("action");
    asked(&office, "/access/v1/search/action", &search).await;
    assert_eq!(last(&office).2, json!({"found": 1}));
    assert!(told(&office).iter().all(|entry| !entry.canonical().unwrap().contains("Secret")));
}

#[tokio::test]
async fn looks_at_own_objects_are_told_too() {
    let office = watched();
    assert_eq!(office.get("root", "/api/v1/users/dora").await.status, 200);
    let seen = ("access.read".to_owned(), "bailiwick.user:dora".to_owned());
    let (action, object, changes) = last(&office);
    assert_eq!(((action, object), changes), (seen, json!({"action": "read", "decision": true})));
    assert_eq!(told(&office)[0].actor.to_string(), "user:root");
    assert_eq!(office.get("carl", "/api/v1/users?limit=2").await.status, 200);
    let (action, object, changes) = last(&office);
    assert_eq!((action.as_str(), object.as_str()), ("access.searched", "bailiwick.user"));
    assert!(changes["found"].as_array().unwrap().iter().any(|login| login == "carl"), "{changes}");
    office.get("ella", "/api/v1/users/root").await.is_problem(404, "not_found");
    assert_eq!(last(&office).2["decision"], false);
    office
        .patch("audrey", "/api/v1/users/root", json!({"job_title": "x"}))
        .await
        .is_problem(403, "not_allowed");
    let (action, object, changes) = last(&office);
    assert_eq!((action.as_str(), object.as_str()), ("decision.made", "bailiwick.user:root"));
    assert_eq!(changes["action"], "update");
    // Who watches the watchers.
    assert_eq!(office.get("audrey", "/api/v1/audit?limit=1").await.status, 200);
    assert_eq!((last(&office).0.as_str(), last(&office).1.as_str()), ("access.searched", "bailiwick.audit"));
    // A change is told as what it is, and once.
    let before = told(&office).len();
    assert_eq!(office.patch("root", "/api/v1/users/dora", json!({"job_title": "x"})).await.status, 200);
    assert_eq!(told(&office).len(), before);
}

#[tokio::test]
async fn fields_that_a_model_hides_are_told_without_their_values() {
    let office = watched();
    let line = json!({"role": "application"});
    assert_eq!(office.post("root", "/api/v1/users/nora/role-lines", line).await.status, 201);
    let entry = json!({"model": "reg.household", "id": "7", "action": "record.updated",
        "changes": [{"field": "name", "old": "Secret", "new": "Name"}, {"field": "size", "new": 3}]});
    let told = office.post("nora", "/api/v1/audit/entries", json!({"entries": [entry]})).await;
    assert_eq!(
        (told.status.as_u16(), &told.json()["results"][0]["status"]),
        (200, &json!(201)),
        "{}",
        told.text
    );
    let newest = office.installation.trail(&AuditFilter::default(), 1).unwrap().remove(0).entry;
    let changes = serde_json::to_value(&newest.changes).unwrap();
    assert_eq!(changes, json!([{"field": "name", "redacted": true}, {"field": "size", "new": 3}]));
}

#[tokio::test]
async fn what_a_caller_sends_as_a_name_cannot_stop_the_trail() {
    let office = watched();
    let mut hostile = question("nora", "read", "reg.household");
    hostile["resource"]["id"] = json!(format!("\0{}", "9".repeat(5_000)));
    hostile["subject"]["id"] = json!("\u{0}x");
    asked(&office, "/access/v1/evaluation", &hostile).await;
    let entry = told(&office).pop().unwrap();
    assert!(entry.object.id.chars().count() < 250 && !entry.object.id.contains('\0'), "{entry:?}");
    assert_eq!(entry.on_behalf, None);
}

fn witnessed(database: &Database, manner: Manner) -> Office {
    let witness = Arc::new(Witness::start(database.clone(), manner).unwrap());
    Office::of(database.clone(), WATCHED, |office: Administration| office.witnessed(witness))
}

/// Sends questions while the database is busy.
async fn while_busy(
    database: &Database,
    office: &Office,
    ask: impl AsyncFn() -> Reply,
    times: usize,
) -> Vec<Reply> {
    let (begun, held) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
    let (lock, there, until) = (database.clone(), Arc::clone(&begun), Arc::clone(&held));
    let busy = std::thread::spawn(move || {
        lock.write::<_, StoreError>(|_| {
            there.wait();
            until.wait();
            Ok(())
        })
    });
    begun.wait();
    let mut replies = Vec::new();
    for _ in 0..times {
        replies.push(ask().await);
    }
    held.wait();
    busy.join().unwrap().unwrap();
    office.administration.witness().close().unwrap();
    replies
}

#[tokio::test]
async fn nobody_is_answered_when_the_trail_cannot_keep_up() {
    let batches = Batches { waiting: 1, together: 1, ..Batches::default() };
    let hurried = Manner { batches, patience: Duration::from_millis(30), ..Manner::default() };
    for answers_untold in [false, true] {
        let database = database();
        let office = witnessed(&database, Manner { answers_untold, ..hurried });
        let body = question("dora", "read", "reg.household").to_string();
        let ask = async || {
            let request = office.request("asking", Method::POST, "/access/v1/evaluation");
            office.send(request.body(body.clone().into()).unwrap()).await
        };
        let replies = while_busy(&database, &office, ask, 3).await;
        let statuses: Vec<u16> = replies.iter().map(|reply| reply.status.as_u16()).collect();
        if answers_untold {
            assert_eq!(statuses, [200, 200, 200]);
            let newest = office.installation.trail(&AuditFilter::default(), 1).unwrap().remove(0).entry;
            assert_eq!(newest.action.as_str(), "trail.missed");
        } else {
            assert_eq!(statuses, [200, 503, 503]);
            replies[1].is_problem(503, "audit.unavailable");
        }
        assert_eq!(told(&office).len(), 1);
        // Nothing is taken any more, so nothing is answered that should be told.
        let late = ask().await;
        assert_eq!(late.status, if answers_untold { 200 } else { 503 });
    }
}

#[tokio::test]
async fn an_answer_waits_for_the_disk_where_that_is_wanted() {
    let database = database();
    let patience = Duration::from_millis(50);
    let office = witnessed(&database, Manner { synchronous: true, patience, ..Manner::default() });
    asked(&office, "/access/v1/evaluation", &question("dora", "read", "reg.household")).await;
    assert_eq!(told(&office).len(), 1, "before the answer came");
    let body = question("dora", "read", "reg.household").to_string();
    let ask = async || {
        let request = office.request("asking", Method::POST, "/access/v1/evaluation");
        office.send(request.body(body.clone().into()).unwrap()).await
    };
    let replies = while_busy(&database, &office, ask, 1).await;
    replies[0].is_problem(503, "audit.unavailable");
    assert_eq!(told(&office).len(), 2, "it is written nevertheless");
}
