//! The habits of the API, kept by every operation that the description knows: a new one cannot forget them.

use axum::{
    body::Body,
    http::{Method, header},
};
use serde_json::{Value as Json, json};

use super::samples::{Operation, Sample, office, operations, samples};
use crate::{fixture::Reply, office::Office};

/// What every list of objects takes.
const OF_LISTS: [&str; 7] = ["domain", "search", "order", "limit", "cursor", "count", "fields"];

/// Paths that are free of a habit, and why.
const FREE: [(&str, &str, &str); 16] = [
    ("/api/v1/me/phone", "if-match", "a code is shown or it is not"),
    ("/api/v1/me/sessions", "if-match", "a session is ended or it is not"),
    ("/api/v1/me/factors", "if-match", "a second factor is taken away or it is not"),
    ("/api/v1/me/devices", "if-match", "a browser is forgotten or it is not"),
    ("/api/v1/me/keys", "if-match", "a key is deleted or it is not"),
    ("/api/v1/users/{login}/keys", "if-match", "a key is deleted or it is not"),
    ("/api/v1/me/password", "if-match", "the present password says which one is meant"),
    ("/api/v1/me/security", "etag", "it tells what goes on, and nothing of it is written back"),
    ("/api/v1/users/{login}/sessions", "if-match", "a session is ended or it is not"),
    ("/api/v1/users/{login}/factors", "if-match", "a second factor is taken away or it is not"),
    ("/api/v1/users/{login}/devices", "if-match", "a browser is forgotten or it is not"),
    ("/api/v1/jobs/", "list", "what became of each row is read to its end, by number"),
    ("/api/v1/import-templates", "absent", "saving a template makes it"),
    ("/api/v1/attributes", "absent", "saying what an attribute is makes it"),
    ("/api/v1/users/{login}/avatar", "fields", "a picture has no members"),
    ("/api/v1/me/avatar", "fields", "a picture has no members"),
];

/// What has to be removed, and how it is made.
const GONE: [(&str, &str, &str); 5] = [
    ("companies", "new", r#"{"code": "new", "name": "New"}"#),
    ("departments", "new", r#"{"code": "new", "name": "New", "company": "acme"}"#),
    ("areas", "new", r#"{"code": "new", "name": "New"}"#),
    ("groups", "reg.new", r#"{"id": "reg.new", "body": {"label": "New"}}"#),
    ("roles", "new", r#"{"id": "new", "body": {"label": "New", "groups": ["reg.viewer"]}}"#),
];

fn is_free(operation: &Operation, habit: &str) -> bool {
    FREE.iter().any(|(path, free, _)| operation.path.starts_with(path) && *free == habit)
}

fn takes(operation: &Operation, wish: &str) -> bool {
    operation.wishes.iter().any(|known| known == wish)
}

fn ends_in_name(operation: &Operation) -> bool {
    operation.path.ends_with('}')
}

async fn send(
    office: &Office,
    operation: &Operation,
    sample: &Sample,
    query: &str,
    more: &[(&str, &str)],
) -> Reply {
    let path = format!("{}{query}", sample.path);
    let mut request = office.request("root", operation.method.clone(), &path);
    for (name, value) in more {
        request = request.header(*name, *value);
    }
    let body = match sample.body.get("csv").and_then(Json::as_str).filter(|_| operation.id == "importAreas") {
        Some(table) => {
            request.headers_mut().unwrap().insert(header::CONTENT_TYPE, "text/csv".parse().unwrap());
            Body::from(table.to_owned())
        }
        None if sample.body.is_null() => Body::empty(),
        None => Body::from(sample.body.to_string()),
    };
    office.send(request.body(body).unwrap()).await
}

#[tokio::test]
async fn lists_take_the_same_wishes() {
    let office = office().await;
    let mut lists = 0;
    for operation in operations(&office).await {
        if operation.answer.as_deref().is_none_or(|body| !body.starts_with("Listed_"))
            || is_free(&operation, "list")
        {
            continue;
        }
        lists += 1;
        let missing: Vec<_> = OF_LISTS.iter().filter(|wish| !takes(&operation, wish)).collect();
        assert!(missing.is_empty(), "{} lacks {missing:?}", operation.id);
        let path = &operation.path;
        for (wish, code) in [
            ("domain=%5B('nmae','%3D',1)%5D", "domain.refused"),
            ("order=up", "query.unfit"),
            ("limit=0", "query.unfit"),
            ("limit=501", "query.unfit"),
            ("cursor=x", "cursor.malformed"),
            ("count=perhaps", "query.unfit"),
            ("wish=1", "query.unknown"),
            ("limit=1&limit=2", "query.repeated"),
        ] {
            let refused = office.get("root", &format!("{path}?{wish}")).await;
            assert_eq!(refused.status, 400, "{}?{wish}: {}", operation.id, refused.text);
            refused.is_problem(400, code);
        }
        let all = office.get("root", &format!("{path}?limit=500&count=true")).await.json();
        let items = all["items"].as_array().unwrap();
        assert_eq!(all["count"], json!(items.len()), "{}", operation.id);
        let bare = office.get("root", &format!("{path}?fields=none")).await.json();
        let bare = bare["items"].as_array().unwrap();
        assert!(bare.iter().all(|item| *item == json!({})), "{}: {bare:?}", operation.id);
        for order in ["id", "-id", "name", "-name"] {
            assert_eq!(turned(&office, path, order).await.len(), items.len(), "{} by {order}", operation.id);
        }
    }
    assert!(lists >= 15, "{lists}");
}

/// All objects of a list, page by page, none of them twice.
async fn turned(office: &Office, path: &str, order: &str) -> Vec<Json> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = office.get("root", &format!("{path}?limit=7&order={order}{cursor}")).await.json();
        for item in page["items"].as_array().unwrap() {
            assert!(!found.contains(item), "{path} has this twice: {item}");
            found.push(item.clone());
        }
        let Some(next) = page["next_cursor"].as_str() else { return found };
        cursor = format!("&cursor={next}");
    }
}

#[tokio::test]
async fn one_object_has_a_tag_and_is_shown_in_part() {
    let office = office().await;
    let mut shown = 0;
    for operation in operations(&office).await {
        if operation.method != Method::GET || !ends_in_name(&operation) {
            continue;
        }
        assert!(
            takes(&operation, "fields") || is_free(&operation, "fields"),
            "{} lacks fields",
            operation.id
        );
        for sample in samples(&office, &operation).await {
            let reply = send(&office, &operation, &sample, "", &[]).await;
            if reply.status == 404 {
                continue;
            }
            shown += 1;
            let tag = reply.header("etag").is_some();
            assert!(tag || is_free(&operation, "etag"), "{} {} has no ETag", operation.id, sample.what);
            let bare = send(&office, &operation, &sample, "?fields=none", &[]).await;
            assert_eq!(bare.json(), json!({}), "{} {}", operation.id, sample.what);
        }
    }
    assert!(shown >= 20, "{shown}");
}

#[tokio::test]
async fn what_is_changed_can_be_guarded_by_its_tag_and_tried() {
    let office = office().await;
    let mut guarded = 0;
    for operation in operations(&office).await {
        let ends = ["/role-lines", "/notes", "/overrides", "/end", "/undo", "/carry-out"];
        let adds = operation.method == Method::POST && ends.iter().any(|end| operation.path.ends_with(end));
        let changes = [Method::PATCH, Method::PUT, Method::DELETE].contains(&operation.method) || adds;
        let heeds = operation.headers.contains(&"If-Match".to_owned());
        assert_eq!(heeds, changes && !is_free(&operation, "if-match"), "{} takes If-Match", operation.id);
        if !heeds {
            continue;
        }
        assert!(takes(&operation, "dry_run"), "{} lacks dry_run", operation.id);
        // A picture is no JSON; its own tests look at it.
        if operation.path.ends_with("/avatar") {
            continue;
        }
        let mut changed = 0;
        for sample in samples(&office, &operation).await {
            let stale = [("if-match", "\"stale\"")];
            let reply = send(&office, &operation, &sample, "?dry_run=true", &stale).await;
            assert!(
                reply.status.as_u16() >= 400,
                "{} {} does not look at If-Match",
                operation.id,
                sample.what
            );
            changed += usize::from(reply.status == 412);
            let malformed = [("if-match", "stale")];
            send(&office, &operation, &sample, "", &malformed).await.is_problem(400, "if_match.malformed");
        }
        assert!(changed > 0, "{} never answers 412", operation.id);
        guarded += 1;
    }
    assert!(guarded >= 60, "{guarded}");
}

#[tokio::test]
async fn what_is_made_is_made_once_for_a_key_and_can_be_tried() {
    let mut office_now = office().await;
    let mut made = 0;
    for operation in operations(&office_now).await {
        let is_made =
            operation.method == Method::POST && operation.statuses.iter().any(|s| s == "201" || s == "202");
        let told = ["tellAudit", "importAreas"].contains(&operation.id.as_str());
        let heeds = operation.headers.contains(&"Idempotency-Key".to_owned());
        assert_eq!(heeds, is_made || told, "{} takes Idempotency-Key", operation.id);
        if !heeds {
            continue;
        }
        assert!(takes(&operation, "dry_run"), "{} lacks dry_run", operation.id);
        for sample in samples(&office_now, &operation).await {
            let key = [("idempotency-key", "one")];
            let first = send(&office_now, &operation, &sample, "", &key).await;
            if !first.status.is_success() {
                continue;
            }
            made += 1;
            let again = send(&office_now, &operation, &sample, "", &key).await;
            assert_eq!((again.status, &again.text), (first.status, &first.text), "{}", operation.id);
            let other = send(&office_now, &operation, &sample, "?dry_run=true", &key).await;
            other.is_problem(422, "idempotency_key.reused");
            office_now = office().await;
            break;
        }
    }
    assert!(made >= 20, "{made}");
}

#[tokio::test]
async fn a_header_that_is_not_heeded_is_refused() {
    let office = office().await;
    let headers =
        [("If-Match", "*", "if_match.not_taken"), ("Idempotency-Key", "one", "idempotency_key.not_taken")];
    let mut refused = 0;
    for operation in operations(&office).await {
        let sample = samples(&office, &operation).await.remove(0);
        for (name, value, code) in headers {
            if operation.headers.iter().any(|heeded| heeded == name) {
                continue;
            }
            refused += 1;
            let reply = send(&office, &operation, &sample, "", &[(name, value)]).await;
            assert_eq!(reply.status, 400, "{} passes over {name}: {}", operation.id, reply.text);
            reply.is_problem(400, code);
        }
    }
    assert!(refused >= 190, "{refused}");
    // A way that there is not is told as that.
    let wrong = office.request("root", Method::PUT, "/api/v1/users").header("if-match", "*");
    office.send(wrong.body(Body::empty()).unwrap()).await.is_problem(405, "method.wrong");
}

#[tokio::test]
async fn there_is_nothing_at_or_below_a_name_that_nothing_has() {
    let office = office().await;
    for operation in operations(&office).await {
        if !operation.path.contains('{') || is_free(&operation, "absent") {
            continue;
        }
        let names = ["{login}", "{code}", "{id}", "{name}"];
        let path = names
            .iter()
            .fold(operation.path.replace("{noun}", "companies"), |path, name| path.replace(name, "nothing"));
        nothing_there(&office, &operation, path).await;
    }
}

#[tokio::test]
async fn there_is_nothing_at_or_below_what_was_removed() {
    let office = office().await;
    for (all, key, body) in GONE {
        let made = office.post("root", &format!("/api/v1/{all}"), serde_json::from_str(body).unwrap()).await;
        assert_eq!(made.status, 201, "{all}: {}", made.text);
        let gone = office.ask("root", Method::DELETE, &format!("/api/v1/{all}/{key}"), Json::Null).await;
        assert!(gone.status.is_success(), "{all}: {}", gone.text);
        let mut below = 0;
        for operation in operations(&office).await {
            let path = operation.path.replace("{noun}", all).replace("{name}", "language");
            let named = ["{code}", "{id}"].iter().find_map(|name| {
                let rest = path.strip_prefix(&format!("/api/v1/{all}/{name}"))?;
                Some(format!("/api/v1/{all}/{key}{rest}"))
            });
            if let Some(path) = named.filter(|path| !path.contains('{') && !is_other(all, path)) {
                nothing_there(&office, &operation, path).await;
                below += 1;
            }
        }
        assert!(below >= 5, "{all}: {below}");
    }
}

/// Only places, roles and users have settings.
fn is_other(all: &str, path: &str) -> bool {
    path.contains("/settings") && !["companies", "departments", "areas", "roles"].contains(&all)
}

async fn nothing_there(office: &Office, operation: &Operation, path: String) {
    let samples = samples(office, operation).await;
    let body = samples.first().map(|sample| sample.body.clone()).unwrap_or_default();
    let is_picture = operation.id == "putAvatar";
    let sample = Sample { what: String::new(), path, body };
    let reply = send(office, operation, &sample, "", &[]).await;
    assert!(
        reply.status == 404 || is_picture,
        "{} {}: {} {}",
        operation.method,
        sample.path,
        reply.status,
        reply.text
    );
    assert!(is_picture || reply.header("content-type") == Some("application/problem+json"), "{}", reply.text);
}
