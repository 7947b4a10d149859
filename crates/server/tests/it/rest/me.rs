//! `/api/v1/me`: for everybody whose account is in use.

use axum::http::Method;
use serde_json::{Value as Json, json};

use super::avatar::{png, put};
use crate::office::Office;

#[tokio::test]
async fn everybody_sees_himself_and_changes_what_may_be_changed() {
    let office = Office::new();
    for (actor, role) in [("ella", "client_end_user"), ("dora", "district_user_manager")] {
        let me = office.get(actor, "/api/v1/me").await;
        assert_eq!(me.status, 200, "{}", me.text);
        let me = me.json();
        assert_eq!((&me["login"], &me["lines"][0]["role"]), (&json!(actor), &json!(role)));
    }
    office.get("ella", "/api/v1/users/ella").await.is_problem(404, "not_found");
    let dora = office.get("dora", "/api/v1/me").await.json();
    let held = dora["held_groups"].as_array().unwrap();
    assert!(held.contains(&json!("bailiwick.service_desk")) && held.contains(&json!("reg.viewer")), "{dora}");
    assert_eq!(dora["editable"], json!(["avatar", "language", "notifications", "phones", "timezone"]));
    office.get("gone", "/api/v1/me").await.is_problem(401, "token.refused");

    let etag = office.get("ella", "/api/v1/me").await.header("etag").unwrap().to_owned();
    let change = |body: Json| {
        let request = office.request("ella", Method::PATCH, "/api/v1/me").header("if-match", &etag);
        office.send(request.body(body.to_string().into()).unwrap())
    };
    let body = json!({"timezone": "Asia/Manila", "language": "en-GB", "notifications": {"role.ending": []},
        "phones": [{"kind": "mobile", "number": "+639170000000"}]});
    let changed = change(body).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    assert_eq!(changed.json()["timezone"], "Asia/Manila");
    change(json!({"language": "fr"})).await.is_problem(412, "changed_meanwhile");
    let told = office.get("audrey", "/api/v1/users/ella/timeline?limit=1").await.json();
    let entry = &told["items"][0]["entry"];
    assert_eq!((&entry["action"], &entry["actor"]["id"]), (&json!("user.changed"), &json!("ella")));
    assert_eq!(entry["changes"].as_array().unwrap().len(), 4, "{entry}");
}

#[tokio::test]
async fn nothing_else_of_the_own_account_is_changed_by_oneself() {
    let office = Office::new();
    for body in [
        json!({"email": "ella@other.example"}),
        json!({"company": "bolt"}),
        json!({"kind": "internal"}),
        json!({"area": "D1", "language": "fr"}),
        json!({"valid_to": "2099-01-01"}),
        json!({"job_title": "Director"}),
        json!({"external_id": 7}),
        json!({"name": "Somebody else"}),
    ] {
        office.patch("ella", "/api/v1/me", body).await.is_problem(403, "not_allowed");
    }
    for body in
        [json!({"state": "active"}), json!({"superuser": true}), json!({"lines": []}), json!({"groups": []})]
    {
        office.patch("ella", "/api/v1/me", body).await.is_problem(422, "body.unfit");
    }
    assert_eq!(
        office.patch("ella", "/api/v1/me", json!({"timezone": "Mars"})).await.pointers(),
        ["/timezone"]
    );
    office.patch("gone", "/api/v1/me", json!({"language": "fr"})).await.is_problem(401, "token.refused");
    let told = office.get("audrey", "/api/v1/users/ella/timeline").await.json();
    assert_eq!(told["items"], json!([]));
}

#[tokio::test]
async fn settings_say_what_people_may_change() {
    let office = Office::new();
    let author = bailiwick_app::Author::machine(crate::fixture::NOW);
    let form = serde_json::from_value(json!({"value": ["job_title", "email"]})).unwrap();
    let scope = "company:acme".parse().unwrap();
    let ctx = bailiwick_app::administration::Ctx::new(author);
    office.administration.set_setting(&ctx, &scope, "users.self_editable", &form).unwrap();
    let changed = office.patch("ella", "/api/v1/me", json!({"job_title": "Director"})).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    assert_eq!(changed.json()["editable"], json!(["job_title"]));
    for body in [json!({"language": "fr"}), json!({"email": "ella@other.example"})] {
        office.patch("ella", "/api/v1/me", body).await.is_problem(403, "not_allowed");
    }
    put(&office, "ella", "/api/v1/me/avatar", "image/png", png()).await.is_problem(403, "not_allowed");
    assert_eq!(office.patch("dora", "/api/v1/me", json!({"language": "fr"})).await.status, 200);
}

#[tokio::test]
async fn the_own_picture_needs_no_role() {
    let office = Office::new();
    let path = "/api/v1/me/avatar";
    assert_eq!(put(&office, "ella", path, "application/octet-stream", png()).await.status, 204);
    let seen = office.get("ella", path).await;
    assert_eq!((seen.status.as_u16(), seen.header("content-type")), (200, Some("image/png")));
    assert_eq!(office.get("carl", "/api/v1/users/ella/avatar").await.header("etag"), seen.header("etag"));
    assert_eq!(office.ask("ella", Method::DELETE, path, Json::Null).await.status, 204);
    office.get("ella", path).await.is_problem(404, "not_found");
    put(&office, "gone", path, "image/png", png()).await.is_problem(401, "token.refused");
    office.get("dora", path).await.is_problem(404, "not_found");
}
