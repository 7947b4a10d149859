//! Many at once over REST: a table taken in, its items and rejects, stopping, taking back, users taken away.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    http::{Method, Request, header},
};
use hyper::body::Frame;
use serde_json::{Value as Json, json};
use tokio::sync::mpsc;

use crate::office::Office;

const TABLE: &str = "login,first_name,company,area\n\
    in2,'=1+1,ministry,D1\n\
    in3,Ann,nowhere,D1\n\
    in4,Ann\n\
    in5,Eve,ministry,D2\n";

async fn made(office: &Office, actor: &str, table: &str) -> String {
    let made = office.table(actor, "/api/v1/users/import?batch=2", table).await;
    assert_eq!(made.status, 202, "{}", made.text);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(made.header("location"), Some(format!("/api/v1/jobs/{id}").as_str()));
    id
}

#[tokio::test]
async fn a_table_is_taken_in_and_told_of_page_by_page() {
    let office = Office::new();
    let id = made(&office, "root", TABLE).await;
    office.work_off();
    let job = office.get("root", &format!("/api/v1/jobs/{id}")).await.json();
    assert_eq!((&job["state"], &job["counts"]), (&json!("done"), &json!({"created": 2, "refused": 2})));
    let items = format!("/api/v1/jobs/{id}/items");
    let (mut numbers, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = office.get("root", &format!("{items}?limit=3{cursor}")).await.json();
        numbers.extend(page["items"].as_array().unwrap().iter().map(|item| item["number"].as_i64().unwrap()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(numbers, [2, 3, 4, 5]);
    // A cursor is for the list that it came from.
    let elsewhere = office.get("root", &format!("{items}?verdict=refused{cursor}")).await;
    elsewhere.is_problem(400, "cursor.malformed");
    let domain = "domain=%5B('verdict','%3D','refused'),('number','%3E',3)%5D";
    let found = office.get("root", &format!("{items}?{domain}")).await.json();
    assert_eq!((found["items"].as_array().unwrap().len(), &found["items"][0]["number"]), (1, &json!(4)));
    let rejects = office.get("root", &format!("/api/v1/jobs/{id}/rejects")).await;
    assert_eq!(rejects.header("content-type"), Some("text/csv; charset=utf-8"));
    let disposition = format!("attachment; filename=\"rejects-{id}.csv\"");
    assert_eq!(rejects.header("content-disposition"), Some(disposition.as_str()));
    let lines: Vec<&str> = rejects.text.lines().collect();
    assert_eq!(lines[0], "login,first_name,company,area,import_error");
    assert!(lines[1].starts_with("in3,Ann,nowhere,D1,") && lines[2].starts_with("in4,Ann,,,"), "{lines:?}");
}

#[tokio::test]
async fn jobs_are_found_stopped_and_taken_back_by_whose_they_are() {
    let office = Office::new();
    let (mine, hers) = (
        made(&office, "root", TABLE).await,
        made(&office, "dora", "login,company,area\nin6,ministry,D1\n").await,
    );
    let ids = |page: Json| -> Vec<String> {
        page["items"].as_array().unwrap().iter().map(|job| job["id"].as_str().unwrap().to_owned()).collect()
    };
    let found = office.get("root", "/api/v1/jobs?domain=%5B('author','%3D','dora')%5D").await.json();
    assert_eq!(ids(found).join(" "), hers);
    let page = office.get("root", "/api/v1/jobs?limit=1&order=-id&count=true").await.json();
    assert_eq!((&page["count"], ids(page.clone())), (&json!(2), vec![hers.clone()]));
    let next = page["next_cursor"].as_str().unwrap();
    let page = office.get("root", &format!("/api/v1/jobs?limit=1&order=-id&cursor={next}")).await.json();
    assert_eq!(ids(page).join(" "), mine);
    let path = |id: &str, what: &str| format!("/api/v1/jobs/{id}/{what}");
    for what in ["stop", "undo"] {
        office.post("dora", &path(&mine, what), Json::Null).await.is_problem(404, "not_found");
    }
    office.post("audrey", &path(&hers, "stop"), Json::Null).await.is_problem(403, "beyond_own_rights");
    office.post("dora", &path(&hers, "undo"), Json::Null).await.is_problem(409, "conflict");
    let stopped = office.post("dora", &path(&hers, "stop"), Json::Null).await.json();
    assert_eq!(stopped["state"], "stopped");
    office.post("dora", &path(&hers, "stop"), Json::Null).await.is_problem(409, "conflict");
    office.work_off();
    let undo = office.post("root", &format!("{}?dry_run=true", path(&mine, "undo")), Json::Null).await;
    assert_eq!((undo.status.as_u16(), &undo.json()["dry_run"]), (202, &json!(true)));
    office.work_off();
    assert_eq!(office.get("root", "/api/v1/users/in2").await.status, 200);
    office.post("root", &path(&mine, "carry-out"), Json::Null).await.is_problem(409, "conflict");
    let tried = path(undo.json()["id"].as_str().unwrap(), "carry-out");
    let only_seen = office.post("root", &format!("{tried}?dry_run=true"), Json::Null).await;
    assert_eq!((only_seen.status.as_u16(), &only_seen.json()["dry_run"]), (200, &Json::Null));
    assert_eq!(office.post("root", &tried, Json::Null).await.status, 202);
    office.post("root", &tried, Json::Null).await.is_problem(409, "conflict");
    office.work_off();
    office.get("root", "/api/v1/users/in2").await.is_problem(404, "not_found");
    let rejects = office.get("root", &path(undo.json()["id"].as_str().unwrap(), "rejects")).await;
    rejects.is_problem(409, "conflict");
    office.get("nora", &path(&mine, "rejects")).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn users_are_taken_away_as_far_as_they_may_be_seen() {
    let office = Office::new();
    made(&office, "root", TABLE).await;
    office.work_off();
    let csv = office.get("root", "/api/v1/users/export?domain=%5B('area','%3D','D1')%5D").await;
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
    assert!(
        csv.text.starts_with("login,") && csv.text.contains("in2,") && csv.text.contains("'=1+1"),
        "{}",
        csv.text
    );
    assert!(!csv.text.contains("in5"));
    let lines = office.get("carl", "/api/v1/users/export?format=jsonl").await;
    assert_eq!(lines.header("content-type"), Some("application/jsonl"));
    let users: Vec<Json> = lines.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(
        !users.is_empty() && users.iter().all(|user| user["company"].as_str().unwrap().starts_with("acme"))
    );
    assert_eq!(
        office.get("nora", "/api/v1/users/export").await.text.lines().count(),
        1,
        "the names of columns"
    );
    office.get("root", "/api/v1/users/export?domain=%5B(").await.is_problem(400, "domain.refused");
    office.get("root", "/api/v1/users/export?format=pdf").await.is_problem(400, "query.unfit");
    office.get("root", "/api/v1/users/export?limit=1").await.is_problem(400, "query.unknown");
    // Looking whether it could be done is doing it.
    office.get("root", "/api/v1/users/export?dry_run=true").await;
    let trail = office.get("root", "/api/v1/audit?action=access.exported").await.json();
    assert_eq!(trail["items"].as_array().unwrap().len(), 4, "{trail}");
}

#[tokio::test]
async fn a_long_list_comes_in_pieces_and_whole() {
    let office = Office::new();
    let row = |n: usize| format!("u{n:04},{},ministry,D1\n", "x".repeat(60));
    let table = "login,first_name,company,area\n".to_owned() + &(0..1_500).map(row).collect::<String>();
    let made = office.table("root", "/api/v1/users/import", &table).await;
    assert_eq!(made.status, 202, "{}", made.text);
    office.work_off();
    let csv = office.get("root", "/api/v1/users/export?domain=%5B('login','like','u')%5D").await;
    assert!(csv.text.len() > 100_000, "{}", csv.text.len());
    let rows = csv.text.lines().filter(|line| line.starts_with("u0") || line.starts_with("u1")).count();
    assert_eq!(rows, 1_500);
}

#[tokio::test]
async fn attributes_are_described_and_taken_away_again() {
    let office = Office::new();
    let path = "/api/v1/attributes/badge";
    let field = json!({"label": "Badge", "kind": "number", "unique": true});
    office.ask("dora", Method::PUT, path, field.clone()).await.is_problem(403, "beyond_own_rights");
    let tried = office.ask("root", Method::PUT, &format!("{path}?dry_run=true"), field.clone()).await;
    assert_eq!((tried.status.as_u16(), tried.header("bailiwick-dry-run")), (200, Some("true")));
    office.get("root", path).await.is_problem(404, "not_found");
    assert_eq!(office.ask("root", Method::PUT, path, field).await.status, 200);
    let listed = office.get("dora", "/api/v1/attributes").await.json();
    assert_eq!(listed["attributes"]["badge"]["kind"], "number", "{listed}");
    let wrong = office.patch("root", "/api/v1/users/nora", json!({"attributes": {"badge": "seven"}})).await;
    wrong.is_problem(422, "body.unfit");
    assert_eq!(wrong.json()["errors"][0]["pointer"], "/attributes/badge");
    let right = office.patch("root", "/api/v1/users/nora", json!({"attributes": {"badge": 7}})).await;
    assert_eq!(right.json()["attributes"]["badge"], 7);
    office.ask("root", Method::DELETE, path, Json::Null).await.is_problem(409, "conflict");
    office.patch("root", "/api/v1/users/nora", json!({"attributes": null})).await;
    assert_eq!(office.ask("root", Method::DELETE, path, Json::Null).await.status, 204);
    let wrong = office.ask("root", Method::PUT, path, json!({"label": "B", "kind": "colour"})).await;
    wrong.is_problem(422, "body.unfit");
}

/// A body whose pieces come when the test sends them.
struct Pieces(mpsc::Receiver<io::Result<String>>);

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(|text| Frame::data(text.into()))))
    }
}

fn coming(office: &Office, query: &str) -> (mpsc::Sender<io::Result<String>>, Request<Body>) {
    let (sender, pieces) = mpsc::channel(1);
    let path = format!("/api/v1/users/import{query}");
    let mut request = office.request("root", Method::POST, &path).body(Body::new(Pieces(pieces))).unwrap();
    request.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/csv"));
    (sender, request)
}

fn rows(from: usize) -> io::Result<String> {
    let row = |number| format!("in{number},ministry,D1,{}\n", "x".repeat(2_000));
    Ok((from..from + 1_000).map(row).collect())
}

#[tokio::test]
async fn others_change_what_they_want_while_a_body_is_on_its_way() {
    let office = Office::new();
    let (sender, request) = coming(&office, "");
    let meanwhile = async {
        sender.send(Ok("login,company,area,import_error\n".to_owned())).await.unwrap();
        for piece in 0..4 {
            sender.send(rows(piece * 1_000)).await.unwrap();
            let title = json!({ "job_title": format!("Clerk {piece}") });
            let changed = office.patch("root", "/api/v1/users/nora", title).await;
            assert_eq!(changed.status, 200, "{}", changed.text);
            assert_eq!(office.get("root", "/api/v1/jobs").await.json()["items"], json!([]));
        }
        drop(sender);
    };
    let (made, ()) = tokio::join!(office.send(request), meanwhile);
    assert_eq!((made.status.as_u16(), &made.json()["total"]), (202, &json!(4_000)), "{}", made.text);
}

#[tokio::test]
async fn a_body_that_breaks_off_makes_no_job_and_is_told_as_what_it_is() {
    let office = Office::new();
    let (sender, request) = coming(&office, "");
    let broken = async {
        sender.send(Ok("login,company,area,import_error\n".to_owned())).await.unwrap();
        sender.send(rows(0)).await.unwrap();
        sender.send(Err(io::Error::other("gone"))).await.unwrap();
    };
    let (made, ()) = tokio::join!(office.send(request), broken);
    made.is_problem(400, "body.broken");
    // What is refused before all is there is told all the same, to callers who listen only then.
    for (query, table, status, code) in [
        ("?existing=forget", "login\n", 422, "body.unfit"),
        ("?exsting=skip", "login\n", 400, "query.unknown"),
        ("", "login,colour\n", 422, "body.unfit"),
    ] {
        let (sender, request) = coming(&office, query);
        let on = async {
            sender.send(Ok(table.to_owned())).await.unwrap();
            for piece in 0..8 {
                sender.send(rows(piece)).await.unwrap();
            }
            drop(sender);
        };
        let (made, ()) = tokio::join!(office.send(request), on);
        made.is_problem(status, code);
    }
    assert_eq!(office.get("root", "/api/v1/jobs").await.json()["items"], json!([]));
}
