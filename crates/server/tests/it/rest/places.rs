//! `/api/v1/companies`, `/departments`, `/areas` and their settings, as programs use them.

use axum::http::Method;
use serde_json::{Value as Json, json};

use crate::office::Office;

#[tokio::test]
async fn places_are_made_seen_changed_moved_and_deleted() {
    let office = Office::new();
    for (noun, new, change, code) in [
        (
            "companies",
            json!({"code": "a b", "name": "A", "kind": "client"}),
            json!({"parent": "acme"}),
            "a%20b",
        ),
        (
            "departments",
            json!({"code": "it", "name": "IT", "company": "acme"}),
            json!({"parent": "sales"}),
            "it",
        ),
        ("areas", json!({"code": "D3", "name": "Third", "kind": "district"}), json!({"parent": "P"}), "D3"),
    ] {
        let all = format!("/api/v1/{noun}");
        let tried = office.post("root", &format!("{all}?dry_run=true"), new.clone()).await;
        assert_eq!(
            (tried.status.as_u16(), tried.header("bailiwick-dry-run")),
            (200, Some("true")),
            "{}",
            tried.text
        );
        let once = || {
            let request = office.request("root", Method::POST, &all).header("idempotency-key", noun);
            office.send(request.body(new.to_string().into()).unwrap())
        };
        let (made, again) = (once().await, once().await);
        assert_eq!((again.status, &again.text), (made.status, &made.text));
        assert_eq!(made.status, 201, "{}", made.text);
        let place = format!("{all}/{code}");
        assert_eq!(made.header("location"), Some(&*place));
        office.post("root", &all, new.clone()).await.is_problem(409, "conflict");
        office.post("ella", &all, new.clone()).await.is_problem(403, "not_allowed");
        let seen = office.get("root", &place).await;
        assert_eq!(
            (seen.header("etag"), seen.json()["name"].clone()),
            (made.header("etag"), new["name"].clone())
        );
        let moved = office.ask("root", Method::PATCH, &place, change.clone()).await.json();
        assert_eq!(moved["parent"], change["parent"]);
        let stale =
            office.request("root", Method::DELETE, &place).header("if-match", made.header("etag").unwrap());
        office.send(stale.body("".into()).unwrap()).await.is_problem(412, "changed_meanwhile");
        let circle = office.ask("root", Method::PATCH, &place, json!({"parent": new["code"]})).await;
        circle.is_problem(422, "body.unfit");
        assert!(circle.text.contains("below itself"), "{}", circle.text);
        let listed = office.get("root", &format!("{all}?count=true&fields=code&search={code}")).await.json();
        assert_eq!((&listed["count"], &listed["items"][0]), (&json!(1), &json!({"code": new["code"]})));
        let gone = office.ask("root", Method::DELETE, &place, Json::Null).await;
        assert_eq!(gone.status, 204, "{}", gone.text);
        office.get("root", &place).await.is_problem(404, "not_found");
    }
    office.ask("root", Method::DELETE, "/api/v1/areas/P", Json::Null).await.is_problem(409, "conflict");
    office.get("carl", "/api/v1/companies/bolt").await.is_problem(404, "not_found");
    let east = json!({"parent": null});
    office
        .ask("carl", Method::PATCH, "/api/v1/companies/acme-east", east)
        .await
        .is_problem(403, "beyond_own_rights");
    let line = office.post("root", "/api/v1/companies/acme/role-lines", json!({"role": "viewer"})).await;
    assert_eq!(line.status, 201, "{}", line.text);
    let line = office.post("root", "/api/v1/departments/sales/role-lines", json!({"role": "viewer"})).await;
    assert_eq!(line.status, 201, "{}", line.text);
    let lines = office.get("root", "/api/v1/departments/sales").await.json()["lines"].clone();
    assert_eq!(lines.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_list_of_areas_is_taken_over() {
    let office = Office::new();
    let send = |actor: &str, wishes: &str, kind: &str, table: &'static str| {
        let path = format!("/api/v1/areas/import{wishes}");
        let mut request = office.request(actor, Method::POST, &path);
        request.headers_mut().unwrap().insert("content-type", kind.parse().unwrap());
        office.send(request.body(table.into()).unwrap())
    };
    let table = "code,name,parent\nN,North,P\nD1,First district,P\n";
    let tried = send("root", "?dry_run=true", "text/csv; charset=utf-8", table).await;
    assert_eq!(
        tried.json()["rows"][0],
        json!({"row": 2, "code": "N", "verdict": "created"}),
        "{}",
        tried.text
    );
    office.get("root", "/api/v1/areas/N").await.is_problem(404, "not_found");
    let report = send("root", "", "text/csv", table).await.json();
    assert_eq!((&report["created"], &report["unchanged"]), (&json!(1), &json!(1)));
    assert_eq!(office.get("root", "/api/v1/areas/N").await.json()["parent"], "P");
    let wrong = send("root", "", "text/csv", "code,name,parent\nM,Middle,Q\n").await;
    wrong.is_problem(422, "body.unfit");
    assert!(wrong.text.contains("/2/parent"), "{}", wrong.text);
    send("root", "?mode=create", "text/csv", "code,name\nN,South\n").await.is_problem(422, "body.unfit");
    send("root", "?mode=all", "text/csv", table).await.is_problem(400, "query.unfit");
    send("root", "", "application/json", table).await.is_problem(415, "body.not_csv");
    send("carl", "", "text/csv", table).await.is_problem(403, "not_allowed");
}

#[tokio::test]
async fn settings_are_set_at_places() {
    let office = Office::new();
    let put =
        |actor: &'static str, path: &'static str, body: Json| office.ask(actor, Method::PUT, path, body);
    let set = put("root", "/api/v1/settings/language", json!({"value": "fil"})).await.json();
    assert_eq!((&set["value"], &set["from"]), (&json!("fil"), &json!("installation")));
    for place in ["companies/acme", "departments/sales", "areas/D1"] {
        let all = office.get("root", &format!("/api/v1/{place}/settings")).await.json();
        let language = all.as_array().unwrap().iter().find(|setting| setting["name"] == "language").unwrap();
        assert_eq!(language["from"], "installation");
    }
    put("carl", "/api/v1/companies/acme/settings/language", json!({"value": "es", "locked": true})).await;
    let below = put("carl", "/api/v1/companies/acme-east/settings/language", json!({"value": "fr"})).await;
    below.is_problem(409, "conflict");
    let department = office.get("carl", "/api/v1/departments/sales/settings/language").await.json();
    assert_eq!((&department["value"], &department["locked_by"]), (&json!("es"), &json!("company:acme")));
    let preferences = office.get("root", "/api/v1/users/ella/preferences").await.json();
    assert_eq!(
        preferences[0],
        json!({"name": "language", "value": "es", "own": false, "from": "company:acme"})
    );
    let path = "/api/v1/companies/acme/settings/language";
    let unset = office.ask("carl", Method::DELETE, path, Json::Null).await.json();
    assert_eq!(unset["from"], "installation");
    let seen = office.get("carl", path).await;
    let guarded = |method: Method, tag: String, body: &'static str| {
        let request = office.request("carl", method, path).header("if-match", tag);
        office.send(request.body(body.into()).unwrap())
    };
    let tag = seen.header("etag").unwrap().to_owned();
    let set = guarded(Method::PUT, tag.clone(), r#"{"value": "es"}"#).await;
    assert_eq!(set.status, 200, "{}", set.text);
    assert_ne!(set.header("etag"), Some(&*tag));
    guarded(Method::PUT, tag.clone(), r#"{"value": "fr"}"#).await.is_problem(412, "changed_meanwhile");
    guarded(Method::DELETE, tag, "").await.is_problem(412, "changed_meanwhile");
    assert_eq!(office.get("carl", &format!("{path}?fields=value")).await.json(), json!({"value": "es"}));
    put("carl", "/api/v1/settings/language", json!({"value": "es"}))
        .await
        .is_problem(403, "beyond_own_rights");
    put("carl", "/api/v1/companies/acme/settings/seats.limit", json!({"value": 9}))
        .await
        .is_problem(403, "not_allowed");
    put("root", "/api/v1/companies/acme/settings/seats.limit", json!({"value": -9}))
        .await
        .is_problem(422, "body.unfit");
    put("root", "/api/v1/companies/acme/settings/seats.limit", json!({"valeu": 9}))
        .await
        .is_problem(422, "body.unfit");
    office.get("root", "/api/v1/companies/acme/settings/colour").await.is_problem(404, "not_found");
    office.get("carl", "/api/v1/companies/bolt/settings").await.is_problem(404, "not_found");
}
