//! What is out of a caller's sight stays so at every door: writing it, sending again what made it, asking about it.

use axum::http::Method;
use serde_json::{Value as Json, json};

use crate::office::Office;

/// Somebody in Dora's district, whose job title Dora may change and not read.
async fn hidden() -> Office {
    let office = Office::new();
    let person = json!({"login": "in1", "company": "ministry", "area": "D1", "job_title": "Clerk",
        "phones": [{"kind": "mobile", "number": "+639171234567"}]});
    assert_eq!(office.post("root", "/api/v1/users", person).await.status, 201);
    for (field, operations) in [("job_title", json!(["read"])), ("phones", json!(["read", "update"]))] {
        let body = json!({"model": "bailiwick.user", "field": field, "operations": operations, "groups": "bailiwick.auditor"});
        let made = office
            .post("root", "/api/v1/field-rules", json!({"id": format!("hide.{field}"), "body": body}))
            .await;
        assert_eq!(made.status, 201, "{}", made.text);
    }
    office
}

/// A body without when it was changed last, which any change is told by.
fn undated(text: &str) -> Json {
    let mut json: Json = serde_json::from_str(text).unwrap();
    let members = json.as_object_mut().unwrap();
    assert!(members.remove("changed_us").is_some() || members.remove("request_id").is_some(), "{text}");
    json
}

#[tokio::test]
async fn a_patch_confirms_nothing_that_is_not_seen() {
    let office = hidden().await;
    let path = "/api/v1/users/in1";
    let shown = office.get("dora", path).await;
    assert!(!shown.text.contains("Clerk") && !shown.text.contains("917"), "{}", shown.text);
    let mut told = Vec::new();
    for (at, guess) in ["Clerk", "Head", "Head"].into_iter().enumerate() {
        *office.clock.lock().unwrap() += 1_000_000;
        let before = office.revision();
        let reply = office.patch("dora", path, json!({ "job_title": guess })).await;
        let tag = reply.header("etag").map(str::to_owned);
        assert_eq!(tag.as_deref(), shown.header("etag"), "{guess}");
        // One more change each time, and another moment.
        assert_eq!(office.revision(), before + 1, "{guess}");
        assert_eq!(reply.json()["changed_us"], json!(*office.clock.lock().unwrap()), "{at}");
        told.push((reply.status, tag, undated(&reply.text)));
    }
    assert!(told.iter().all(|one| *one == told[0]) && told[0].0 == 200, "{told:?}");
    for number in ["+639171234567", "+639170000000"] {
        let phones = json!({"phones": [{"kind": "mobile", "number": number}]});
        office.patch("dora", path, phones).await.is_problem(403, "not_allowed");
    }
    let timeline = office.get("dora", &format!("{path}/timeline")).await.text;
    assert!(
        !timeline.contains("Clerk") && !timeline.contains("Head") && !timeline.contains("917"),
        "{timeline}"
    );
}

#[tokio::test]
async fn what_was_made_is_not_shown_again_once_it_is_out_of_sight() {
    let office = Office::new();
    let send = || {
        let request = office.request("dora", Method::POST, "/api/v1/users").header("idempotency-key", "one");
        let body =
            json!({"login": "in2", "company": "ministry", "area": "D1", "email": "in2@office.example"});
        office.send(request.body(body.to_string().into()).unwrap())
    };
    assert_eq!((send().await.status.as_u16(), send().await.status.as_u16()), (201, 201));
    office.patch("root", "/api/v1/users/in2", json!({"area": "D2"})).await;
    let again = send().await;
    again.is_problem(404, "not_found");
    assert!(!again.text.contains("office.example"), "{}", again.text);
    office.get("dora", "/api/v1/users/in2").await.is_problem(404, "not_found");
}

#[tokio::test]
async fn a_token_of_a_user_asks_about_whom_he_sees() {
    let office = Office::new();
    let check = async |token: &str, user: &str, model: &str| {
        office
            .post(
                token,
                "/api/v1/check",
                json!({"user": user, "action": "read", "model": model, "record": user}),
            )
            .await
    };
    // Whoever is out of sight, and whoever is not there.
    let texts = ["root", "zoe"].map(|user| (user, "bailiwick.user"));
    let mut told = Vec::new();
    for (user, model) in texts {
        let reply = check("dora asks", user, model).await;
        reply.is_problem(422, "user.unknown");
        told.push(undated(&reply.text.replace(user, "…")));
        let assumed = json!({"user": user, "action": "read", "model": model, "assume": {"lines": [{"role": "nothing"}]}});
        office.post("dora asks", "/api/v1/check", assumed).await.is_problem(422, "user.unknown");
        office
            .post("dora asks", "/api/v1/what-can", json!({ "user": user }))
            .await
            .is_problem(422, "user.unknown");
        office
            .post("dora asks", "/api/v1/filter", json!({"user": user, "model": model}))
            .await
            .is_problem(422, "user.unknown");
    }
    assert_eq!(told[0], told[1]);
    let own = office.post("dora asks", "/api/v1/what-can", json!({"user": "dora"})).await.json();
    assert!(own["models"]["bailiwick.user"].is_array(), "{own}");
    // What is out of sight is no record, whatever keeps it from her.
    for record in ["root", "zoe"] {
        let question =
            json!({"user": "dora", "action": "delete", "model": "bailiwick.user", "record": record});
        let answer = office.post("dora asks", "/api/v1/explain", question).await.json();
        assert_eq!(
            (&answer["decision"], &answer["reason"]["code"]),
            (&json!(false), &json!("no_record")),
            "{answer}"
        );
    }
    let question = |user: &str| {
        json!({"subject": {"type": "user", "id": user}, "action": {"name": "read"},
        "resource": {"type": "bailiwick.user", "id": user}})
    };
    for user in ["root", "zoe"] {
        let answer = office.post("dora asks", "/access/v1/evaluation", question(user)).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, r#"{"decision":false}"#));
    }
    let who = json!({"subject": {"type": "user"}, "action": {"name": "read"}, "resource": {"type": "bailiwick.area", "id": "D1"}});
    let found = office.post("dora asks", "/access/v1/search/subject", who).await;
    assert_eq!((found.status.as_u16(), &found.json()["results"]), (200, &json!([])));
}

#[tokio::test]
async fn a_token_of_nobody_asks_about_nothing_of_ours() {
    let office = Office::new();
    let question = json!({"user": "root", "action": "read", "model": "bailiwick.user", "record": "root"});
    for path in ["/api/v1/check", "/api/v1/explain"] {
        office.post("asking", path, question.clone()).await.is_problem(403, "token.no_user");
    }
    let who = json!({"action": "read", "model": "bailiwick.user", "record": "root"});
    office.post("asking", "/api/v1/who-can", who).await.is_problem(403, "token.no_user");
    let filter = json!({"user": "root", "model": "bailiwick.user"});
    office.post("asking", "/api/v1/filter", filter).await.is_problem(403, "token.no_user");
    let can = office.post("asking", "/api/v1/what-can", json!({"user": "root"})).await.json();
    assert_eq!(can["models"], json!({}), "{can}");
    // Yes or no is answered with no, and searches find nothing.
    let (subject, resource) =
        (json!({"type": "user", "id": "root"}), json!({"type": "bailiwick.user", "id": "root"}));
    let read = json!({"name": "read"});
    let one = json!({"subject": subject, "action": read, "resource": resource});
    let denied = office.post("asking", "/access/v1/evaluation", one.clone()).await;
    assert_eq!((denied.status.as_u16(), denied.text.as_str()), (200, r#"{"decision":false}"#));
    let many = office.post("asking", "/access/v1/evaluations", json!({"evaluations": [one]})).await.json();
    assert_eq!(many, json!({"evaluations": [{"decision": false}]}));
    for (path, body) in [
        ("subject", json!({"subject": {"type": "user"}, "action": read, "resource": resource})),
        ("resource", json!({"subject": subject, "action": read, "resource": {"type": "bailiwick.user"}})),
        ("action", json!({"subject": subject, "resource": resource})),
    ] {
        let found = office.post("asking", &format!("/access/v1/search/{path}"), body).await;
        assert_eq!((found.status.as_u16(), &found.json()["results"]), (200, &json!([])), "{path}");
    }
}

#[tokio::test]
async fn names_that_can_be_taken_for_others_are_told_with_their_place() {
    let office = Office::new();
    let made = json!({"login": "cy@office.example", "company": "ministry"});
    assert_eq!(office.post("root", "/api/v1/users", made).await.status, 201);
    for (body, place) in [
        (json!({"login": "d\u{43e}ra"}), "/login"),
        (json!({"email": "d\u{43e}ra@office.example"}), "/login"),
        (json!({"login": "newcomer", "email": "d\u{43e}ra@office.example"}), "/email"),
        (json!({"login": "newcomer", "email": "Cy@office.example"}), "/email"),
    ] {
        let told = office.post("root", "/api/v1/users", body).await;
        told.is_problem(422, "body.unfit");
        assert_eq!(told.json()["errors"][0]["pointer"], place, "{}", told.text);
    }
    let told = office.patch("root", "/api/v1/users/nora", json!({"email": "cy@office.example"})).await;
    told.is_problem(422, "body.unfit");
    assert_eq!(told.json()["errors"][0]["pointer"], "/email", "{}", told.text);
}
