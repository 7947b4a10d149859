//! What Bailiwick is compared with: axum alone, which reads the same questions, writes answers of the same form, and knows
//! nothing.

use axum::{Json, Router, routing::post, serve::ListenerExt};
use serde::{Deserialize, Serialize};

/// Tells this program to be the bare server.
pub(crate) const WORD: &str = "bare";

#[derive(Deserialize)]
struct Subject {
    #[serde(rename = "type")]
    kind: String,
    id: String,
}

#[derive(Deserialize)]
struct Action {
    name: String,
}

#[derive(Deserialize)]
struct Resource {
    #[serde(rename = "type")]
    kind: String,
    id: String,
    properties: Properties,
}

#[derive(Deserialize)]
struct Properties {
    owner_id: i64,
    area_id: i64,
}

#[derive(Deserialize)]
struct Evaluation {
    subject: Subject,
    action: Action,
    resource: Resource,
}

#[derive(Deserialize)]
struct Batch {
    subject: Subject,
    action: Action,
    evaluations: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    resource: Resource,
}

#[derive(Serialize)]
struct Decision {
    decision: bool,
}

#[derive(Serialize)]
struct Decisions {
    evaluations: Vec<Decision>,
}

/// Something that needs all that was read, so that nothing of the reading is left out.
fn decide(subject: &Subject, action: &Action, resource: &Resource) -> Decision {
    let named = [&subject.kind, &subject.id, &action.name, &resource.kind, &resource.id];
    let whole = named.iter().all(|name| !name.is_empty());
    Decision { decision: whole && resource.properties.owner_id > resource.properties.area_id }
}

async fn evaluation(Json(asked): Json<Evaluation>) -> Json<Decision> {
    Json(decide(&asked.subject, &asked.action, &asked.resource))
}

async fn evaluations(Json(asked): Json<Batch>) -> Json<Decisions> {
    let items = asked.evaluations.iter();
    let evaluations = items.map(|item| decide(&asked.subject, &asked.action, &item.resource)).collect();
    Json(Decisions { evaluations })
}

/// Serves until killed; says first where.
pub(crate) fn serve() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let table = Router::new()
            .route("/access/v1/evaluation", post(evaluation))
            .route("/access/v1/evaluations", post(evaluations));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("{}", listener.local_addr().unwrap());
        // As Bailiwick does: an answer is not held back to fill a packet.
        let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
        axum::serve(listener, table).await.unwrap();
    });
}
