//! The small world that domains and expressions are read in.

use bailiwick_model::{Directory, Policy};
use bailiwick_policy::{Snapshot, records::Row, schema::ModelId};
use serde_json::json;

/// A snapshot with one user, `asha`, and the model `x.case` with fields of every kind.
#[must_use]
pub fn snapshot() -> Snapshot {
    let relation = json!({ "table": "case_tag", "own": "own_id", "other": "other_id" });
    let table = |name: &str| json!({ "name": name });
    let policy = json!({
        "models": {
            "res.users": { "table": table("u"), "fields": { "name": "char", "partner_id": "many2one res.partner" } },
            "res.partner": { "table": table("p"), "fields": { "name": "char", "user_id": "many2one res.users",
                "area_id": "many2one spp.area", "case_ids": "one2many x.case partner_id" } },
            "spp.area": { "table": table("a"), "fields": { "name": "char", "parent_id": "many2one spp.area" } },
            "spp.tag": { "table": table("t"), "fields": { "name": "char", "active": "boolean" } },
            "x.case": { "table": table("c"), "accepts": { "context": ["limit"] }, "fields": {
                "name": "char", "state": "selection draft open closed", "count": "integer", "ratio": "float",
                "flag": "boolean", "active": "boolean", "day": "date", "at": "datetime", "extra": "json",
                "area_id": "many2one spp.area", "partner_id": "many2one res.partner", "owner_id": "many2one res.users",
                "parent_id": "many2one x.case", "child_ids": "one2many x.case parent_id",
                "tag_ids": { "type": "many2many spp.tag", "relation": relation } } } } });
    let directory = json!({
        "companies": { "mother": { "name": "M" }, "daughter": { "name": "D", "parent": "mother" } },
        "departments": { "sales": { "name": "S", "company": "mother" } },
        "users": { "asha": { "id": 1, "company": "mother", "department": "sales", "timezone": "Asia/Kolkata" } } });
    let policy: Policy = serde_json::from_value(policy).expect("the policy is well formed");
    let directory: Directory = serde_json::from_value(directory).expect("the directory is well formed");
    Snapshot::compile(&policy, &directory).expect("the world compiles")
}

/// The model that domains are about, and a record of it.
#[must_use]
pub fn case(snapshot: &Snapshot) -> (ModelId, Row) {
    let schema = snapshot.schema();
    let model = schema.find("x.case").expect("the model is described");
    let record = json!({ "id": 1, "name": "alpha", "count": 3, "day": "2026-11-21", "at": "2026-11-21 12:00:00", "tag_ids": [1, 2] });
    let record = record.as_object().expect("an object");
    (model, bailiwick_policy::records::row_from_json(schema, model, record).expect("the record fits"))
}
