//! `/api/v1/users` and `/api/v1/role-lines`, as programs use them.

use axum::http::Method;
use serde_json::{Value as Json, json};

use crate::office::Office;

#[tokio::test]
async fn a_user_is_made_seen_changed_and_stopped() {
    let office = Office::new();
    let made = office
        .post(
            "dora",
            "/api/v1/users",
            json!({
                "login": "asha", "first_name": "Asha", "email": "asha@office.example", "company": "ministry", "area": "D1",
                "lines": [{"role": "registrar", "areas": ["D1"], "to": "2027-03-31"}],
            }),
        )
        .await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(made.header("location"), Some("/api/v1/users/asha"));
    let etag = made.header("etag").unwrap().to_owned();
    let seen = office.get("dora", "/api/v1/users/asha?fields=login,lines").await;
    assert_eq!(seen.header("etag"), Some(&*etag));
    let body = seen.json();
    assert_eq!(body.as_object().unwrap().len(), 2, "{body}");
    let line = body["lines"][0]["id"].as_i64().unwrap();

    let change = |tag: &str, body: Json| {
        let request = office.request("dora", Method::PATCH, "/api/v1/users/asha").header("if-match", tag);
        office.send(request.body(body.to_string().into()).unwrap())
    };
    let changed = change(&etag, json!({"job_title": "Registrar", "email": null})).await;
    assert_eq!((changed.status.as_u16(), changed.json()["email"].is_null()), (200, true));
    change(&etag, json!({"job_title": "Clerk"})).await.is_problem(412, "changed_meanwhile");
    change("asha", json!({})).await.is_problem(400, "if_match.malformed");

    let ended = office.post("dora", &format!("/api/v1/role-lines/{line}/end"), Json::Null).await;
    assert_eq!((ended.status.as_u16(), ended.text.as_str()), (204, ""));
    let left = office.ask("dora", Method::DELETE, "/api/v1/users/asha", Json::Null).await;
    assert_eq!(left.status, 204, "{}", left.text);
    let seen = office.get("dora", "/api/v1/users/asha").await.json();
    assert_eq!((&seen["state"], &seen["lines"][0]["enabled"]), (&json!("left"), &json!(false)));
    office.installation.verify_trail(&Default::default()).unwrap();
}

#[tokio::test]
async fn what_is_sent_twice_happens_once() {
    let office = Office::new();
    let send = |key: &'static str, body: Json| {
        let request = office.request("root", Method::POST, "/api/v1/users").header("idempotency-key", key);
        office.send(request.body(body.to_string().into()).unwrap())
    };
    let first = send("one", json!({"login": "asha"})).await;
    let again = send("one", json!({"login": "asha"})).await;
    assert_eq!((first.status, &first.text), (again.status, &again.text));
    send("one", json!({"login": "ben"})).await.is_problem(422, "idempotency_key.reused");
    send("two", json!({"login": "asha"})).await.is_problem(409, "conflict");
    send(" ", json!({"login": "ben"})).await.is_problem(400, "idempotency_key.malformed");
    let entries = office.installation.trail(&Default::default(), 100).unwrap();
    assert_eq!(entries.iter().filter(|audited| audited.entry.action.as_str() == "user.created").count(), 1);
}

#[tokio::test]
async fn lists_are_paged_filtered_and_bounded() {
    let office = Office::new();
    let mut logins = Vec::new();
    let mut path = "/api/v1/users?limit=3&order=name&fields=login".to_owned();
    loop {
        let page = office.get("root", &path).await.json();
        logins.extend(
            page["items"].as_array().unwrap().iter().map(|item| item["login"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next_cursor"].as_str() else { break };
        path = format!("/api/v1/users?limit=3&order=name&fields=login&cursor={next}");
        let other = format!("/api/v1/users?limit=3&order=-name&cursor={next}");
        office.get("root", &other).await.is_problem(400, "cursor.malformed");
    }
    let mut sorted = logins.clone();
    sorted.sort();
    assert_eq!((logins.len(), &logins), (11, &sorted));
    let count = |actor: &'static str, wishes: &'static str| {
        let office = &office;
        async move {
            office.get(actor, &format!("/api/v1/users?count=true{wishes}")).await.json()["count"].clone()
        }
    };
    assert_eq!(count("root", "").await, 11);
    assert_eq!(count("carl", "").await, 4);
    assert_eq!(count("head", "").await, 2);
    assert_eq!(count("ella", "").await, 0);
    assert_eq!(count("root", "&domain=%5B('kind','%3D','client')%5D").await, 5);
    assert_eq!(count("root", "&search=E").await, 1);
    for (wishes, code) in [
        ("limit=0", "query.unfit"),
        ("limit=x", "query.unfit"),
        ("order=up", "query.unfit"),
        ("nonsense=1", "query.unknown"),
        ("limit=1&limit=2", "query.repeated"),
        ("cursor=x", "cursor.malformed"),
        ("domain=%5B('nmae','%3D',1)%5D", "domain.refused"),
        ("domain=%5B", "domain.refused"),
        ("count=maybe", "query.unfit"),
    ] {
        office.get("root", &format!("/api/v1/users?{wishes}")).await.is_problem(400, code);
    }
}

#[tokio::test]
async fn bad_input_is_told_where_and_changes_nothing() {
    let office = Office::new();
    for (body, pointer) in [
        (json!({"login": "a", "email": "nowhere"}), "/email"),
        (json!({"login": "a", "superuser": true}), "/superuser"),
        (json!({"login": "a", "state": "active"}), "/state"),
        (json!({"login": "a", "lines": [{"role": "no"}]}), "/lines/0/role"),
        (json!({"login": "a", "lines": [{"role": "registrar"}]}), "/lines/0/areas"),
        (json!({"login": "a", "company": "x"}), "/company"),
        (json!({"login": "a", "valid_from": "2027-01-02", "valid_to": "2027-01-01"}), "/valid_to"),
        (json!({}), "/login"),
    ] {
        let refused = office.post("root", "/api/v1/users", body.clone()).await;
        assert_eq!(refused.pointers(), [pointer], "{body}: {}", refused.text);
        refused.is_problem(422, "body.unfit");
    }
    for (text, status, code) in [
        ("[", 400, "request.malformed"),
        ("[]", 400, "request.malformed"),
        ("{\"login\": 1, \"login\": 2}", 400, "request.malformed"),
    ] {
        let request = office.request("root", Method::POST, "/api/v1/users").body(text.into()).unwrap();
        office.send(request).await.is_problem(status, code);
    }
    office.post("audrey", "/api/v1/users", json!({"login": "x"})).await.is_problem(403, "not_allowed");
    office.post("gone", "/api/v1/users", json!({"login": "x"})).await.is_problem(401, "token.refused");
    office.get("carl", "/api/v1/users/bob").await.is_problem(404, "not_found");
    office
        .patch("root", "/api/v1/role-lines/999", json!({"to": "2027-01-01"}))
        .await
        .is_problem(404, "not_found");
    office.patch("root", "/api/v1/role-lines/x", json!({})).await.is_problem(404, "path.unknown");
    let lines = office.get("root", "/api/v1/users/root").await.json();
    let own = lines["lines"][0]["id"].as_i64().unwrap();
    let path = format!("/api/v1/role-lines/{own}");
    office.ask("root", Method::DELETE, &path, Json::Null).await.is_problem(409, "last_administrator");
    let grant = json!({"role": "auditor"});
    office.post("carl", "/api/v1/users/ella/role-lines", grant).await.is_problem(403, "beyond_own_rights");
}

#[tokio::test]
async fn the_description_is_the_one_that_is_committed() {
    let office = Office::new();
    let served = office.get("root", "/api/v1/openapi.json").await;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
    if std::env::var_os("BAILIWICK_WRITE").is_some() {
        std::fs::write(path, &served.text).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        served.text == committed,
        "docs/openapi.json is not what the server says; run this test with BAILIWICK_WRITE=1"
    );
    assert_eq!(served.json()["openapi"], "3.1.0");
}

#[tokio::test]
async fn the_reference_needs_nothing_from_elsewhere() {
    let office = Office::new();
    let page = office.get("root", "/api/v1/docs").await;
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    for path in ["/api/v1/docs", "/api/v1/docs/reference.css", "/api/v1/docs/reference.js"] {
        let file = office.get("root", path).await;
        assert_eq!((file.status.as_u16(), file.header("x-content-type-options")), (200, Some("nosniff")));
        assert!(
            !file.text.contains("//cdn")
                && !file.text.contains("https://")
                && !file.text.contains("innerHTML"),
            "{path}"
        );
        assert!(!file.text.contains("<script>") && !file.text.contains("style="), "{path}");
    }
}

#[tokio::test]
async fn a_token_is_worth_what_its_account_is() {
    let office = Office::new();
    let question = json!({
        "subject": {"type": "bailiwick.user", "id": "root"}, "action": {"name": "read"},
        "resource": {"type": "bailiwick.user", "id": "ella"},
    });
    let ask = async || office.post("decider", "/access/v1/evaluation", question.clone()).await;
    assert_ne!(ask().await.status, 401);
    office.post("root", "/api/v1/users/nora/role-lines", json!({"role": "administrator"})).await;
    for (state, refused) in [("suspended", true), ("active", false), ("left", true)] {
        let set =
            office.ask("nora", Method::PUT, "/api/v1/users/root/state", json!({ "state": state })).await;
        assert_eq!(set.status, 200, "{}", set.text);
        assert_eq!(ask().await.status == 401, refused, "{state}");
        assert_eq!(office.get("root", "/api/v1/me").await.status == 401, refused, "{state}");
    }
    // It came to nothing for what acts for nobody.
    assert_ne!(office.post("asking", "/access/v1/evaluation", question.clone()).await.status, 401);
}
