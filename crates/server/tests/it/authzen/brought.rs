//! Attributes that a request brings: a single question and a search must read them alike, and what is kept wins.

use std::{borrow::Cow, sync::Arc};

use bailiwick_app::State;
use bailiwick_model::Value;
use bailiwick_policy::{
    DirectoryRecords, Moment,
    filter::Matcher,
    records::{Listing, Records, RecordsError, Row},
    schema::{FieldId, ModelId},
};
use serde_json::{Value as Json, json};

use crate::fixture::{Server, state};

/// `kept` holds what is stored, whatever a request says; `fresh` takes the request's word; a rule of `self` reads the
/// request's record.
const WORLD: &str = r#"
models:
  res.users: { fields: { name: char } }
  app.kept: { accepts: { resource: [state] }, fields: { state: char } }
  app.fresh: { accepts: { resource: [state], override: true }, fields: { state: char } }
  app.self: { accepts: { resource: [state] }, fields: { state: char } }
groups: { app.user: { label: User } }
acls:
  kept: { model: app.kept, group: app.user, operations: [read] }
  fresh: { model: app.fresh, group: app.user, operations: [read] }
  self: { model: app.self, group: app.user, operations: [read] }
rules:
  kept: { model: app.kept, domain: "[('state', '=', 'open')]" }
  fresh: { model: app.fresh, domain: "[('state', '=', 'open')]" }
  self: { model: app.self, domain: "[('state', '!=', resource.state)]" }
roles: { user: { label: User, groups: [app.user] } }
users: { eve: { id: 1, lines: [{ role: user }] } }
records:
  app.kept: [{ id: 1, state: open }, { id: 2 }, { id: 3, state: "" }, { id: 4, state: closed }]
  app.fresh: [{ id: 1, state: open }, { id: 2, state: closed }]
  app.self: [{ id: 1, state: open }, { id: 2 }]
"#;

/// Records that answer lists by themselves, as a connected database does.
struct Listed {
    state: State,
}

impl Records for Listed {
    fn row(&self, model: ModelId, id: &Value) -> Result<Option<Row>, RecordsError> {
        self.state.records.row(model, id)
    }
    fn referrers(
        &self,
        model: ModelId,
        field: FieldId,
        id: &Value,
    ) -> Result<Cow<'_, [Value]>, RecordsError> {
        self.state.records.referrers(model, field, id)
    }
    fn ids(&self, model: ModelId) -> Result<Vec<Value>, RecordsError> {
        self.state.records.ids(model)
    }
    fn list(&self, listing: &Listing<'_>) -> Result<Option<Vec<Value>>, RecordsError> {
        let snapshot = &self.state.snapshot;
        let moment = Moment::at(snapshot, listing.moment.now());
        let view = DirectoryRecords::new(snapshot, &*self.state.records, &moment);
        let with = Matcher { schema: snapshot.schema(), records: &view, zone: listing.zone };
        let mut found = Vec::new();
        for id in self.ids(listing.model)? {
            let Some(row) = self.row(listing.model, &id)? else { continue };
            if listing.filter.matches(with, listing.model, &row)? {
                found.push(id);
            }
        }
        Ok(Some(found))
    }
}

fn servers() -> [Server; 2] {
    let plain = Server::new(WORLD);
    let listing = Server::new(WORLD);
    let (state, _) = state(WORLD, 9);
    let records = Arc::new(Listed { state: state.clone() });
    listing.live.swap(State { records, ..state });
    [plain, listing]
}

async fn ask(server: &Server, path: &str, resource: Json) -> Json {
    let body = json!({
        "subject": { "type": "user", "id": "eve" }, "action": { "name": "read" }, "resource": resource
    });
    let reply = server.post(path, &body).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()
}

/// Ids that a search finds, and those that single questions allow, with the same attributes brought.
async fn both(server: &Server, model: &str, ids: &[&str], properties: &Json) -> [Vec<String>; 2] {
    let mut resource = json!({ "type": model });
    if !properties.is_null() {
        resource["properties"] = properties.clone();
    }
    let found = ask(server, "/access/v1/search/resource", resource.clone()).await;
    let found = found["results"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap().to_owned());
    let mut allowed = Vec::new();
    for id in ids {
        resource["id"] = (*id).into();
        if ask(server, "/access/v1/evaluation", resource.clone()).await["decision"] == true {
            allowed.push((*id).to_owned());
        }
    }
    [found.collect(), allowed]
}

#[tokio::test]
async fn what_is_kept_wins_and_not_set_is_kept_too() {
    for server in servers() {
        for properties in [Json::Null, json!({ "state": "open" }), json!({ "state": "closed" })] {
            let answers = both(&server, "app.kept", &["1", "2", "3", "4"], &properties).await;
            assert_eq!(answers, [["1"], ["1"]], "{properties}");
        }
    }
}

#[tokio::test]
async fn a_search_reads_what_is_brought_as_single_questions_do() {
    for server in servers() {
        for (properties, expected) in [
            (Json::Null, vec!["1"]),
            (json!({ "state": "open" }), vec!["1", "2"]),
            (json!({ "state": "closed" }), vec![]),
        ] {
            let answers = both(&server, "app.fresh", &["1", "2"], &properties).await;
            assert_eq!(answers, [expected.clone(), expected], "{properties}");
        }
    }
}

#[tokio::test]
async fn a_rule_that_reads_the_requests_record_makes_no_list() {
    for server in servers() {
        // A record never differs from itself, so there is nothing to find, and nothing is taken for "not set".
        assert_eq!(both(&server, "app.self", &["1", "2"], &Json::Null).await, [Vec::<String>::new(), vec![]]);
        let body = json!({ "user": "eve", "operation": "read", "model": "app.self" });
        let reply = server.post("/api/v1/filter", &body).await;
        assert_ne!(reply.status, 200, "{}", reply.text);
        assert!(reply.text.contains("no list can be made of it"), "{}", reply.text);
    }
}
