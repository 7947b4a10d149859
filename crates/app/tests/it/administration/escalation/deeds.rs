//! Everything that can be done in the small world, and who may.

use bailiwick_model::Operation;
use bailiwick_policy::{
    Moment,
    records::{MemoryRecords, Row, row_from_json},
    schema::ModelId,
};
use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::{
    Site,
    world::{AREAS, COMPANIES, DEPARTMENTS, TO_COME},
};

/// Records of every model, in every place.
pub(crate) struct Deeds {
    records: Vec<(&'static str, ModelId, Row)>,
    memory: MemoryRecords,
}

impl Deeds {
    pub(crate) fn of(site: &Site) -> Self {
        let state = site.live.state().unwrap();
        let schema = state.snapshot.schema();
        let mut deeds = Self { records: Vec::new(), memory: MemoryRecords::default() };
        for (model, values) in values() {
            let number = schema.find(model).unwrap();
            let Json::Object(values) = values else { unreachable!("an object") };
            let row = row_from_json(schema, number, &values).unwrap();
            deeds.memory.put(schema, number, row.clone());
            deeds.records.push((model, number, row));
        }
        deeds
    }

    /// Whether somebody may do each of them, as things stand.
    pub(crate) fn all_of(&self, site: &Site, login: &str) -> Vec<bool> {
        let state = site.live.state().unwrap();
        let snapshot = &state.snapshot;
        let Some(number) = snapshot.find_user(login) else { return Vec::new() };
        let mut all = Vec::with_capacity(self.records.len() * 16);
        for day in TO_COME {
            let moment = Moment::on(snapshot, day.parse::<Date>().unwrap());
            let asker = snapshot.asker(number, &moment, &self.memory);
            for (_, model, row) in &self.records {
                all.extend(Operation::ALL.map(|operation| asker.check(operation, *model, row).allowed));
            }
        }
        all
    }

    /// A deed in words.
    pub(crate) fn told(&self, at: usize) -> String {
        let (operations, records) = (Operation::ALL.len(), self.records.len());
        let (model, _, row) = &self.records[at / operations % records];
        let operation = Operation::ALL[at % operations].word();
        format!("{operation} {model} {:?} on {}", row.first().unwrap(), TO_COME[at / operations / records])
    }
}

fn values() -> Vec<(&'static str, Json)> {
    let mut all = Vec::new();
    for area in AREAS.into_iter().map(Some).chain([None]) {
        for company in COMPANIES {
            let place = format!("{}/{company}", area.unwrap_or("-"));
            all.push(("x.case", json!({"id": place, "area": area, "company": company})));
            let kind = if company == "m" { "internal" } else { "client" };
            let user = json!({"id": place, "login": place, "kind": kind, "area": area, "company": company});
            all.push(("bailiwick.user", user));
        }
        all.push((
            "bailiwick.role_line",
            json!({"id": all.len(), "role": "r0", "user": format!("{}/c", area.unwrap_or("-"))}),
        ));
    }
    for company in COMPANIES {
        all.push(("x.note", json!({"id": company, "company": company})));
        all.push(("bailiwick.company", json!({"id": company, "code": company})));
        all.push(("bailiwick.role_line", json!({"id": all.len(), "role": "r0", "company": company})));
        all.push(("bailiwick.setting", json!({"id": company, "name": "seats", "company": company})));
    }
    all.push((
        "bailiwick.user",
        json!({"id": "staff in c", "login": "x", "kind": "internal", "company": "c", "area": "A1"}),
    ));
    for (code, company) in DEPARTMENTS {
        all.push(("bailiwick.department", json!({"id": code, "code": code, "company": company})));
    }
    all.push(("bailiwick.area", json!({"id": "A1", "code": "A1"})));
    all.push(("bailiwick.api_key", json!({"id": "t", "name": "t"})));
    all.push(("bailiwick.policy", json!({"id": "p", "kind": "role", "name": "p"})));
    all
}
