//! The parts of the policy, previews, exceptions and direct groups, as programs use them.

use axum::http::Method;
use serde_json::{Value as Json, json};

use crate::office::Office;

async fn households(office: &Office) {
    let body = json!({"fields": {"name": "char", "state": "selection draft approved"}, "actions": {"approve": "update"}});
    let made = office.post("root", "/api/v1/models", json!({"id": "reg.household", "body": body})).await;
    assert_eq!(made.status, 201, "{}", made.text);
}

#[tokio::test]
async fn every_kind_has_the_same_paths() {
    let office = Office::new();
    households(&office).await;
    let parts = [
        ("categories", "registry", json!({"label": "Registry"}), json!({"label": "Registers"})),
        ("privileges", "reg", json!({"label": "Households", "category": "registry"}), json!({"sequence": 3})),
        ("groups", "reg.manager", json!({"label": "Manager"}), json!({"privilege": "reg"})),
        ("permissions", "feature:export", json!({"groups": ["reg.manager"]}), json!({"label": "Export"})),
        (
            "acls",
            "a b",
            json!({"model": "reg.household", "group": "reg.manager", "operations": ["read"]}),
            json!({"active": false}),
        ),
        (
            "rules",
            "r",
            json!({"model": "reg.household", "groups": ["reg.manager"]}),
            json!({"domain": "[('state', '=', 'draft')]"}),
        ),
        (
            "field-rules",
            "f",
            json!({"model": "reg.household", "field": "state", "operations": ["read"], "groups": "reg.manager"}),
            json!({"operations": ["update"]}),
        ),
        (
            "roles",
            "keeper",
            json!({"label": "Keeper", "groups": ["reg.manager"]}),
            json!({"comment": "Keeps"}),
        ),
    ];
    for (path, id, body, patch) in &parts {
        let all = format!("/api/v1/{path}");
        let made = office.post("root", &all, json!({"id": id, "body": body})).await;
        assert_eq!(made.status, 201, "{path}: {}", made.text);
        let one = made.header("location").unwrap().to_owned();
        let etag = made.header("etag").unwrap().to_owned();
        let change = || {
            let request = office.request("root", Method::PATCH, &one).header("if-match", &etag);
            office.send(request.body(patch.to_string().into()).unwrap())
        };
        let changed = change().await;
        assert_eq!(changed.status, 200, "{path}: {}", changed.text);
        change().await.is_problem(412, "changed_meanwhile");
        assert_eq!(office.get("audrey", &one).await.json()["body"], changed.json()["body"]);
        let listed = office.get("root", &format!("{all}?search=REG&limit=1")).await.json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 1, "{path}: {listed}");
    }
    for (path, id, ..) in parts.iter().rev() {
        let one = format!("/api/v1/{path}/{}", id.replace(' ', "%20"));
        let gone = office.ask("root", Method::DELETE, &one, Json::Null).await;
        assert_eq!((gone.status.as_u16(), &gone.json()["id"]), (200, &json!(id)), "{}", gone.text);
        office.get("root", &one).await.is_problem(404, "not_found");
    }
    let first = office.get("root", "/api/v1/acls?limit=2").await.json();
    let cursor = first["next_cursor"].as_str().unwrap();
    let next = office.get("root", &format!("/api/v1/acls?limit=2&cursor={cursor}")).await.json();
    assert_ne!(first["items"], next["items"]);
}

#[tokio::test]
async fn settings_of_the_policy_have_a_default_to_go_back_to() {
    let office = Office::new();
    let all = office.get("audrey", "/api/v1/policy-settings?fields=id,origin").await.json();
    assert!(
        all["items"].as_array().unwrap().contains(&json!({"id": "user_model", "origin": "default"})),
        "{all}"
    );
    let path = "/api/v1/policy-settings/debug_group";
    let set = office.patch("root", path, json!({"value": "reg.viewer"})).await;
    assert_eq!((set.status.as_u16(), &set.json()["origin"]), (200, &json!("stored")), "{}", set.text);
    office.patch("root", path, json!({"value": 7})).await.is_problem(422, "body.unfit");
    office.patch("dora", path, json!({"value": "reg.viewer"})).await.is_problem(403, "beyond_own_rights");
    office
        .patch("root", "/api/v1/policy-settings/colour", json!({"value": 7}))
        .await
        .is_problem(404, "not_found");
    let back = office.ask("root", Method::DELETE, path, Json::Null).await;
    assert_eq!(back.status, 200, "{}", back.text);
    assert_eq!(office.get("root", path).await.json()["origin"], "default");
    office.ask("root", Method::DELETE, path, Json::Null).await.is_problem(409, "conflict");
}

#[tokio::test]
async fn refusals_have_codes_and_places() {
    let office = Office::new();
    households(&office).await;
    let role = json!({"id": "x", "body": {"label": "X", "groups": ["reg.nobody"]}});
    let refused = office.post("root", "/api/v1/roles", role).await;
    assert_eq!(refused.json()["errors"][0]["pointer"], "/groups/0", "{}", refused.text);
    refused.is_problem(422, "body.unfit");
    let group = json!({"id": "x", "body": {"label": "X"}});
    office.post("dora", "/api/v1/groups", group.clone()).await.is_problem(403, "beyond_own_rights");
    office.post("root", "/api/v1/groups", json!({"id": "x"})).await.is_problem(422, "body.unfit");
    office.get("nora", "/api/v1/groups").await.is_problem(403, "not_allowed");
    office
        .ask("root", Method::DELETE, "/api/v1/groups/bailiwick.staff", Json::Null)
        .await
        .is_problem(409, "conflict");
}

#[tokio::test]
async fn a_role_is_written_as_what_it_may_do_and_previewed() {
    let office = Office::new();
    households(&office).await;
    let may = json!({"modules": ["registry"], "data": [{"model": "reg.household", "operations": ["read"], "where": "[('state', '=', 'draft')]"}]});
    let clerk = json!({"id": "clerk", "body": {"label": "Clerk", "may": may}});
    let tried = office.post("root", "/api/v1/roles?dry_run=true", clerk.clone()).await;
    assert_eq!(
        (tried.status.as_u16(), &tried.json()["preview"]["affected"]),
        (200, &json!(0)),
        "{}",
        tried.text
    );
    let changes = json!([
        {"create": {"kind": "role", "id": "clerk", "body": clerk["body"]}},
        {"add_line": {"user": "nora", "line": {"role": "clerk", "from": "2099-01-01"}}},
    ]);
    let preview = office.post("root", "/api/v1/preview", json!({"changes": changes})).await;
    assert_eq!(preview.status, 200, "{}", preview.text);
    let preview = preview.json();
    assert_eq!(
        preview["users"][0]["gains"],
        json!([{"group": "role.clerk", "from": "2099-01-01"}]),
        "{preview}"
    );
    assert!(
        preview["sentences"][1].as_str().unwrap().contains("gains role.clerk from 2099-01-01"),
        "{preview}"
    );
    let made = office.post("root", "/api/v1/roles", clerk).await;
    assert_eq!((made.status.as_u16(), &made.json()["body"]["may"]), (201, &may), "{}", made.text);
    let own = office.get("root", "/api/v1/groups/role.clerk").await.json();
    assert_eq!((&own["part_of"], &own["changeable"]), (&json!("clerk"), &json!(false)));
    let wrong = json!({"changes": [{"add_line": {"user": "nora", "line": {"role": "nothing"}}}]});
    let refused = office.post("root", "/api/v1/preview", wrong).await;
    assert_eq!(refused.json()["errors"][0]["pointer"], "/0/role", "{}", refused.text);
    refused.is_problem(422, "body.unfit");
}

#[tokio::test]
async fn exceptions_and_direct_groups_belong_to_a_user() {
    let office = Office::new();
    let made = office.post("root", "/api/v1/users", json!({"login": "asha", "company": "ministry"})).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let list = "/api/v1/users/asha/overrides";
    let deny = json!({"effect": "deny", "model": "bailiwick.user", "operations": ["read"], "reason": "Under review"});
    let added = office.post("root", list, deny).await;
    assert_eq!(added.status, 201, "{}", added.text);
    let first = format!("{list}/{}", added.json()["id"]);
    let changed = office.ask("root", Method::PATCH, &first, json!({"to": "2099-12-31"})).await;
    assert_eq!(changed.json()["override"]["to"], "2099-12-31", "{}", changed.text);
    let ended = office.post("root", &format!("{first}/end"), Json::Null).await;
    assert_eq!(ended.status, 204, "{}", ended.text);
    assert_eq!(office.get("root", list).await.json()["items"][0]["enabled"], false);
    let deny =
        json!({"effect": "deny", "model": "bailiwick.user", "operations": ["read"], "reason": "Again"});
    assert_eq!(office.post("root", list, deny).await.status, 201);
    let gone = office.ask("root", Method::DELETE, &first, Json::Null).await;
    assert_eq!(gone.status, 204, "{}", gone.text);
    // Sent twice, it takes one away.
    office.ask("root", Method::DELETE, &first, Json::Null).await.is_problem(404, "not_found");
    let left = office.get("root", list).await.json();
    assert_eq!(
        (left["items"].as_array().unwrap().len(), &left["items"][0]["override"]["reason"]),
        (1, &json!("Again"))
    );
    office.post("root", &format!("{list}/zero/end"), Json::Null).await.is_problem(404, "path.unknown");
    let groups = json!({"groups": ["bailiwick.staff"]});
    let set = office.ask("root", Method::PUT, "/api/v1/users/asha/groups", groups.clone()).await;
    assert_eq!((set.status.as_u16(), &set.json()["groups"]), (200, &groups["groups"]), "{}", set.text);
    let refused = office.ask("root", Method::PUT, "/api/v1/users/dora/groups", groups).await;
    assert!(refused.json()["detail"].as_str().unwrap().starts_with("Access rights are managed by roles"));
    refused.is_problem(409, "managed_by_roles");
}
