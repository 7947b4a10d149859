//! `/api/v1/audit`, timelines, notes, and what applications tell.

use axum::http::Method;
use bailiwick_app::{Known, verify_exports};
use serde_json::{Value as Json, json};

use crate::{fixture::Reply, office::Office};

fn actions(page: &Json) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["entry"]["action"].as_str().unwrap()).collect()
}

async fn asha(office: &Office) {
    let body = json!({"login": "asha", "company": "ministry", "area": "D1", "job_title": "Clerk"});
    let made = office.request("root", Method::POST, "/api/v1/users").header("x-request-id", "r-made");
    let made = office.send(made.body(body.to_string().into()).unwrap()).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let changed = office.patch("dora", "/api/v1/users/asha", json!({"job_title": "Registrar"})).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
}

#[tokio::test]
async fn the_whole_trail_is_for_auditors_who_reach_everywhere() {
    let office = Office::new();
    for actor in ["root", "audrey"] {
        assert_eq!(office.get(actor, "/api/v1/audit").await.status, 200, "{actor}");
    }
    for actor in ["dora", "carl", "head", "ella", "desk", "nora"] {
        office.get(actor, "/api/v1/audit").await.is_problem(403, "not_allowed");
    }
    let line = json!({"role": "auditor", "companies": ["ministry"]});
    assert_eq!(office.post("root", "/api/v1/users/nora/role-lines", line).await.status, 201);
    office.get("nora", "/api/v1/audit").await.is_problem(403, "not_allowed");
    let acl = json!({"id": "audit.nobody", "body": {"model": "bailiwick.audit", "group": "reg.viewer", "operations": ["create"]}});
    assert_eq!(office.post("root", "/api/v1/acls", acl).await.status, 201);
    let rule = json!({"id": "audit.people", "body": {"model": "bailiwick.audit", "domain": "[('object_kind', '=', 'user')]"}});
    let made = office.post("root", "/api/v1/rules", rule).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let page = office.get("audrey", "/api/v1/audit?limit=500").await.json();
    let items = page["items"].as_array().unwrap();
    assert!(
        !items.is_empty() && items.iter().all(|item| item["entry"]["object"]["kind"] == "user"),
        "{page}"
    );
}

#[tokio::test]
async fn the_trail_is_filtered_and_paged() {
    let office = Office::new();
    asha(&office).await;
    for (wishes, wanted) in [
        ("object=user:asha", &["user.changed", "user.created"][..]),
        ("object=user&action=user.created", &["user.created"]),
        ("actor=user:dora", &["user.changed"]),
        ("request_id=r-made", &["user.created"]),
        ("domain=%5B('action','like','changed')%5D", &["user.changed"]),
        ("object=user:asha&until=2000-01-01", &[]),
        ("object=user:asha&since=2000-01-01T00:00:00Z&limit=1", &["user.changed"]),
        ("on_behalf=asha", &[]),
    ] {
        let page = office.get("audrey", &format!("/api/v1/audit?{wishes}")).await;
        assert_eq!(page.status, 200, "{wishes}: {}", page.text);
        assert_eq!(actions(&page.json()), wanted, "{wishes}");
    }
    let (mut numbers, mut path) = (Vec::new(), "/api/v1/audit?limit=2".to_owned());
    loop {
        let page = office.get("audrey", &path).await.json();
        let items = page["items"].as_array().unwrap();
        numbers.extend(items.iter().map(|item| item["entry"]["sequence"].as_i64().unwrap()));
        let Some(next) = page["next_cursor"].as_str() else { break };
        path = format!("/api/v1/audit?limit=2&cursor={next}");
        let other = format!("/api/v1/audit?actor=machine&cursor={next}");
        office.get("audrey", &other).await.is_problem(400, "cursor.malformed");
    }
    let last = numbers[0];
    assert_eq!(numbers, (1..=last).rev().collect::<Vec<_>>());
    for (wishes, code) in [
        ("actor=ghost", "query.unfit"),
        ("action=a..b", "query.unfit"),
        ("since=yesterday", "query.unfit"),
        ("limit=501", "query.unfit"),
        ("domain=%5B('nmae','%3D',1)%5D", "domain.refused"),
        ("nonsense=1", "query.unknown"),
        ("cursor=x", "cursor.malformed"),
    ] {
        office.get("audrey", &format!("/api/v1/audit?{wishes}")).await.is_problem(400, code);
    }
}

#[tokio::test]
async fn a_users_timeline_is_for_whoever_may_see_the_user() {
    let office = Office::new();
    asha(&office).await;
    let path = "/api/v1/users/asha/timeline";
    let whole = office.get("audrey", path).await.json();
    assert_eq!(actions(&whole), ["user.changed", "user.created"]);
    let newest = &whole["items"][0];
    assert_eq!(newest["hash"].as_str().map(str::len), Some(64));
    assert!(newest["entry"]["origin"]["token"].is_string(), "{newest}");
    let change = json!({"field": "job_title", "old": "Clerk", "new": "Registrar"});
    assert_eq!(newest["entry"]["changes"], json!([change]));
    let seen = office.get("desk", path).await.json();
    let newest = &seen["items"][0];
    assert_eq!((&newest["entry"]["changes"], &newest["hash"]), (&json!([change]), &Json::Null));
    assert!(newest["entry"]["origin"].is_null(), "{newest}");
    for actor in ["carl", "ella"] {
        office.get(actor, path).await.is_problem(404, "not_found");
    }
    let field = json!({"id": "hide", "body": {"model": "bailiwick.user", "field": "job_title", "operations": ["read"], "groups": "bailiwick.user_manager"}});
    let made = office.post("root", "/api/v1/field-rules", field).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let seen = office.get("desk", path).await.json();
    assert_eq!(seen["items"][0]["entry"]["changes"], json!([{"field": "job_title", "redacted": true}]));
    assert!(!seen.to_string().contains("Registrar"), "{seen}");
    let first = office.get("dora", &format!("{path}?limit=1")).await.json();
    let next = first["next_cursor"].as_str().unwrap();
    let second = office.get("dora", &format!("{path}?limit=1&cursor={next}")).await.json();
    assert_eq!((actions(&first), actions(&second)), (vec!["user.changed"], vec!["user.created"]));
    assert!(second["next_cursor"].is_null());
    let other = format!("/api/v1/users/root/timeline?cursor={next}");
    office.get("dora", &other).await.is_problem(400, "cursor.malformed");
}

#[tokio::test]
async fn notes_are_written_by_whoever_may_change_the_user() {
    let office = Office::new();
    asha(&office).await;
    let path = "/api/v1/users/asha/notes";
    let note = |actor: &'static str, text: &'static str| office.post(actor, path, json!({ "text": text }));
    for actor in ["dora", "desk", "root"] {
        assert_eq!(note(actor, "Called back").await.status, 201, "{actor}");
    }
    note("audrey", "Called").await.is_problem(403, "not_allowed");
    note("carl", "Called").await.is_problem(404, "not_found");
    note("gone", "Called").await.is_problem(401, "token.refused");
    assert_eq!(note("dora", " ").await.pointers(), ["/text"]);
    let dry = office.post("dora", &format!("{path}?dry_run=true"), json!({"text": "No"})).await;
    assert_eq!(dry.header("bailiwick-dry-run"), Some("true"));
    let seen = office.get("desk", "/api/v1/users/asha/timeline?limit=4").await.json();
    assert_eq!(actions(&seen), ["note.added", "note.added", "note.added", "user.changed"]);
    assert_eq!(seen["items"][2]["entry"]["changes"][0]["new"], "Called back");
    office.installation.verify_trail(&Default::default()).unwrap();
}

#[tokio::test]
async fn places_and_parts_of_the_policy_have_timelines_and_take_notes() {
    let office = Office::new();
    for (path, change, sees, sees_not, changes_not) in [
        ("companies/acme", json!({"name": "Acme Limited"}), "carl", "ella", "audrey"),
        ("departments/sales", json!({"name": "Selling"}), "carl", "ella", "audrey"),
        ("areas/D1", json!({"name": "First"}), "dora", "ella", "audrey"),
        ("roles/viewer", json!({"comment": "Sees"}), "dora", "ella", "audrey"),
        ("policy-settings/exclusive_groups", json!({"value": ["reg.viewer"]}), "audrey", "ella", "dora"),
    ] {
        let path = format!("/api/v1/{path}");
        assert_eq!(office.patch("root", &path, change).await.status, 200, "{path}");
        let (notes, timeline) = (format!("{path}/notes"), format!("{path}/timeline"));
        let note = json!({"text": "Agreed on the telephone"});
        assert_eq!(office.post("root", &notes, note.clone()).await.status, 201, "{path}");
        office.post(sees_not, &notes, note.clone()).await.is_problem(404, "not_found");
        let refused = office.post(changes_not, &notes, note).await;
        assert_eq!(refused.status, 403, "{path}: {}", refused.text);
        let seen = office.get(sees, &timeline).await;
        assert_eq!(seen.status, 200, "{path}: {}", seen.text);
        let actions = actions(&seen.json()).join(" ");
        assert!(actions.starts_with("note.added ") && actions.contains(".changed"), "{path}: {actions}");
        office.get(sees_not, &timeline).await.is_problem(404, "not_found");
        let first = office.get(sees, &format!("{timeline}?limit=1")).await.json();
        let next = first["next_cursor"].as_str().unwrap();
        let other = format!("/api/v1/companies/ministry/timeline?cursor={next}");
        office.get("root", &other).await.is_problem(400, "cursor.malformed");
    }
    let seen = office.get("carl", "/api/v1/companies/acme/timeline").await.json();
    assert!(seen["items"][0]["entry"]["origin"].is_null() && seen["items"][0]["hash"].is_null(), "{seen}");
    let rule = json!({"id": "hide", "body": {"model": "bailiwick.company", "field": "timezone", "operations": ["read"], "groups": "bailiwick.administrator"}});
    assert_eq!(office.post("root", "/api/v1/field-rules", rule).await.status, 201);
    office.patch("root", "/api/v1/companies/acme", json!({"timezone": "Asia/Manila"})).await;
    let seen = office.get("carl", "/api/v1/companies/acme/timeline").await.json();
    assert_eq!(seen["items"][0]["entry"]["changes"], json!([{"field": "timezone", "redacted": true}]));
    office.installation.verify_trail(&Default::default()).unwrap();
}

#[tokio::test]
async fn applications_tell_of_their_own_records() {
    let office = Office::new();
    let model = json!({"id": "reg.household", "body": {"fields": {"name": "char"}}});
    assert_eq!(office.post("root", "/api/v1/models", model).await.status, 201);
    let path = "/api/v1/audit/entries";
    let good = json!({"model": "reg.household", "id": "7", "action": "claim.settled", "on_behalf": "ella",
        "changes": [{"field": "state", "old": "draft", "new": "settled"}]});
    for actor in ["root", "audrey", "dora", "nora"] {
        office.post(actor, path, json!({"entries": [good]})).await.is_problem(403, "not_allowed");
    }
    let line = json!({"role": "application"});
    assert_eq!(office.post("root", "/api/v1/users/nora/role-lines", line).await.status, 201);
    let body = json!({"entries": [
        good,
        {"model": "bailiwick.user", "id": "asha", "action": "record.deleted"},
        {"model": "reg.household", "id": "7", "action": "admin.recovered"},
        {"model": "reg.unknown", "id": "7", "action": "record.viewed"},
        {"model": "reg.household", "id": "7", "action": "record.viewed", "actor": "root"},
        {"model": "reg.household", "id": "8", "action": "record.created"},
    ]});
    let send = |body: Json| {
        let request = office.request("nora", Method::POST, path).header("idempotency-key", "one");
        office.send(request.body(body.to_string().into()).unwrap())
    };
    let told: Reply = send(body.clone()).await;
    assert_eq!(told.status, 200, "{}", told.text);
    let results = told.json()["results"].clone();
    let statuses: Vec<i64> =
        results.as_array().unwrap().iter().map(|result| result["status"].as_i64().unwrap()).collect();
    assert_eq!(statuses, [201, 422, 422, 422, 422, 201], "{results}");
    assert_eq!(results[4]["pointer"], "/entries/4/actor");
    assert!(results[2]["message"].as_str().unwrap().contains("admin.recovered"), "{results}");
    assert_eq!(send(body).await.json(), told.json());
    let trail = office.get("audrey", "/api/v1/audit?object=reg.household").await.json();
    assert_eq!(actions(&trail), ["record.created", "claim.settled"]);
    let entry = &trail["items"][1]["entry"];
    assert_eq!((&entry["actor"]["id"], &entry["on_behalf"]), (&json!("nora"), &json!("ella")));
    assert_eq!(trail["items"][0]["hash"], results[5]["hash"]);
    assert_eq!(office.post("nora", path, json!({"entries": []})).await.pointers(), ["/entries"]);
    let many = vec![good; 101];
    assert_eq!(office.post("nora", path, json!({ "entries": many })).await.pointers(), ["/entries"]);
    office.installation.verify_trail(&Default::default()).unwrap();
}

#[tokio::test]
async fn the_trail_is_taken_away_by_whom_it_is_for() {
    let office = Office::new();
    asha(&office).await;
    let reason =
        office.request("root", Method::PATCH, "/api/v1/users/asha").header("bailiwick-reason", "=1+1");
    let changed = office.send(reason.body(json!({"job_title": "Head"}).to_string().into()).unwrap()).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    let path = "/api/v1/audit/export";
    let whole = office.get("audrey", path).await;
    assert_eq!(whole.header("content-type"), Some("application/jsonl"));
    assert_eq!(whole.header("content-disposition"), Some("attachment; filename=\"audit.jsonl\""));
    let proved = verify_exports([("trail".to_owned(), whole.text.as_bytes())], &Known::default()).unwrap();
    let lines = whole.text.lines().count();
    assert_eq!(i64::try_from(lines).unwrap(), proved.head.sequence + 1, "each entry and the head");
    let table = office.get("root", &format!("{path}?format=csv&object=user:asha")).await;
    assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(table.text.lines().count(), 4, "{}", table.text);
    assert!(table.text.contains(",'=1+1,"), "{}", table.text);
    for actor in ["dora", "carl", "nora"] {
        office.get(actor, path).await.is_problem(403, "not_allowed");
    }
    office.get("root", &format!("{path}?domain=%5B(")).await.is_problem(400, "domain.refused");
    office.get("root", &format!("{path}?format=pdf")).await.is_problem(400, "query.unfit");
    office.get("root", &format!("{path}?limit=1")).await.is_problem(400, "query.unknown");
    let told = office.get("root", "/api/v1/audit?action=access.exported").await.json();
    assert_eq!(actions(&told), ["access.exported"; 2]);
}
