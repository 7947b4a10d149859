//! Pages: nothing twice, nothing lost, tokens that nobody can bend.

use serde_json::{Value as Json, json};

use crate::fixture::{REGISTRY, Server, state};

const PATH: &str = "/access/v1/search/resource";

fn search(page: Option<Json>) -> Json {
    let mut body = json!({
        "subject": {"type": "user", "id": "carla"}, "action": {"name": "read"}, "resource": {"type": "res.partner"},
    });
    if let Some(page) = page {
        body["page"] = page;
    }
    body
}

fn ids(reply: &Json) -> Vec<String> {
    reply["results"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect()
}

async fn page(server: &Server, page: Json) -> Json {
    let reply = server.post(PATH, &search(Some(page))).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

#[tokio::test]
async fn all_pages_together_are_the_whole() {
    let server = Server::new(REGISTRY);
    let whole = server.post(PATH, &search(None)).await;
    assert!(whole.json().get("page").is_none(), "{}", whole.text);
    for limit in 1..=5 {
        let mut found = Vec::new();
        let mut reply = page(&server, json!({"limit": limit})).await;
        loop {
            let ids = ids(&reply);
            assert!(ids.len() <= limit && reply["page"]["count"] == ids.len(), "{reply}");
            found.extend(ids);
            let token = reply["page"]["next_token"].as_str().unwrap().to_owned();
            if token.is_empty() {
                break;
            }
            reply = page(&server, json!({"token": token})).await;
        }
        assert_eq!(found, ids(&whole.json()), "limit {limit}");
    }
    // Ids that are numbers are in the order of numbers.
    assert_eq!(ids(&whole.json()), ["7", "8", "9", "12"]);
}

#[tokio::test]
async fn other_searches_page_too() {
    let server = Server::new(REGISTRY);
    let actions = json!({
        "subject": {"type": "user", "id": "asha"}, "resource": {"type": "res.partner", "id": "8"}, "page": {"limit": 3},
    });
    let subjects = json!({
        "subject": {"type": "user"}, "action": {"name": "read"}, "resource": {"type": "res.partner", "id": "8"},
        "page": {"limit": 2},
    });
    for (path, mut body, first, second) in
        [("action", actions, 3, vec!["approve"]), ("subject", subjects, 2, vec!["omar"])]
    {
        let path = format!("/access/v1/search/{path}");
        let reply = server.post(&path, &body).await.json();
        assert_eq!(reply["results"].as_array().unwrap().len(), first, "{reply}");
        body["page"] = json!({"token": reply["page"]["next_token"]});
        let reply = server.post(&path, &body).await.json();
        let found = reply["results"].as_array().unwrap();
        let found: Vec<&str> =
            found.iter().map(|r| r.get("name").or(r.get("id")).unwrap().as_str().unwrap()).collect();
        assert_eq!(found, second, "{reply}");
        assert_eq!(reply["page"]["next_token"], "");
    }
}

#[tokio::test]
async fn results_beyond_what_the_server_shows_at_once_come_later_not_never() {
    let server = Server::with(REGISTRY, |config| config.limits.page = 3);
    let reply = server.post(PATH, &search(None)).await.json();
    assert_eq!(ids(&reply), ["7", "8", "9"]);
    let token = reply["page"]["next_token"].as_str().unwrap();
    assert_eq!(ids(&page(&server, json!({"token": token})).await), ["12"]);
    // A limit that is more than the server shows is the caller's limit all the same.
    let reply = page(&server, json!({"limit": 50})).await;
    assert_eq!(ids(&reply).len(), 3);
    let token = reply["page"]["next_token"].as_str().unwrap();
    assert_eq!(ids(&page(&server, json!({"token": token, "limit": 50})).await), ["12"]);
}

#[tokio::test]
async fn tokens_belong_to_their_search_and_cannot_be_changed() {
    let server = Server::new(REGISTRY);
    let token = page(&server, json!({"limit": 2})).await["page"]["next_token"].as_str().unwrap().to_owned();
    assert_eq!(ids(&page(&server, json!({"token": token, "limit": 2})).await), ["9", "12"]);

    let reply = server.post(PATH, &search(Some(json!({"token": token, "limit": 3})))).await;
    reply.is_problem(400, "request.malformed");
    assert_eq!(reply.pointers(), ["/page/limit"]);

    let mut other = search(Some(json!({"token": token})));
    other["subject"]["id"] = json!("omar");
    let reply = server.post(PATH, &other).await;
    reply.is_problem(400, "request.malformed");
    assert_eq!(reply.pointers(), ["/page/token"]);

    for at in (0..token.len()).step_by(7) {
        let mut changed = token.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        let reply = server.post(PATH, &search(Some(json!({"token": changed})))).await;
        reply.is_problem(400, "page.token");
        assert_eq!(reply.pointers(), ["/page/token"]);
    }
    for wrong in ["x", "…", &token[1..]] {
        server.post(PATH, &search(Some(json!({"token": wrong})))).await.is_problem(400, "page.token");
    }
}

#[tokio::test]
async fn a_search_stays_on_its_revision_while_that_is_kept_and_says_so_when_not() {
    let server = Server::new(REGISTRY);
    let first = page(&server, json!({"limit": 2})).await;
    let token = first["page"]["next_token"].clone();
    // Afterwards one record is gone.
    let closed = REGISTRY.replace("    - {id: 9, name: Elsewhere, active: true, area_id: 4}\n", "");
    server.live.swap(state(&closed, 8).0);
    let reply = server.post(PATH, &search(Some(json!({"token": token})))).await;
    assert_eq!(reply.header("bailiwick-revision"), Some("7"));
    assert_eq!(ids(&reply.json()), ["9", "12"]);
    assert!(reply.json()["page"].get("properties").is_none());
    // Whoever demands the newer revision gets it.
    let request = server.request(PATH).header("Bailiwick-At-Least", "8");
    let body = search(Some(json!({"token": token}))).to_string();
    let reply = server.send(request.body(axum::body::Body::from(body)).unwrap()).await;
    assert_eq!(reply.header("bailiwick-revision"), Some("8"));
    assert_eq!(reply.json()["page"]["properties"]["continued_from_revision"], 7);
    for revision in 9..12 {
        server.live.swap(state(&closed, revision).0);
    }
    let reply = server.post(PATH, &search(Some(json!({"token": token})))).await;
    assert_eq!(reply.header("bailiwick-revision"), Some("11"));
    let json = reply.json();
    assert_eq!(ids(&json), ["12"]);
    assert_eq!(json["page"]["properties"]["continued_from_revision"], 7);
    assert_eq!(json["page"]["properties"]["revision"], 11);
}
