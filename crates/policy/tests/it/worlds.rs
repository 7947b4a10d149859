//! Random worlds: a schema with every kind of field, records, people, places, roles and rules.

mod maker;
mod rights;

use std::collections::BTreeMap;

use bailiwick_model::{Directory, Policy, Value};
use bailiwick_policy::{
    DirectoryRecords, Moment, Snapshot,
    filter::{Filter, Matcher},
    records::{MemoryRecords, row_from_json},
};
use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};

pub(crate) use maker::Maker;
use rights::{directory, policy};

use crate::{
    dice::Dice,
    oracle::{Dom, Record, Records},
};

/// Noon UTC of Saturday, 21 November 2026, on which it is already the 22nd in Kiritimati.
pub(crate) const NOW: i64 = 1_795_262_400;

pub(crate) struct World {
    pub(crate) policy: Policy,
    pub(crate) directory: Directory,
    /// Every record, those that the directory knows included.
    pub(crate) records: Records,
    /// Domains of the rules, as they were before they were written down.
    pub(crate) domains: BTreeMap<String, Dom>,
    pub(crate) snapshot: Snapshot,
    pub(crate) memory: MemoryRecords,
}

pub(crate) const MODELS: [&str; 4] = ["x.case", "x.base", "res.partner", "spp.tag"];
/// The same, and the users themselves: no rule speaks of them, but some of their fields are their own.
pub(crate) const ASKED: [&str; 5] = ["x.case", "x.base", "res.partner", "spp.tag", "res.users"];

fn table(name: &str) -> Json {
    json!({ "name": name.replace('.', "_") })
}

fn relation(table: &str) -> Json {
    json!({ "table": table, "own": "own_id", "other": "other_id" })
}

/// The models. What limits reach, and how trees are asked for, differs from world to world.
pub(crate) fn models(dice: &mut Dice) -> Json {
    let areas: [Json; 7] = [
        json!([]),
        json!(["area_id"]),
        json!(["area_id"]),
        json!(["area_id", "second_area_id"]),
        json!(["partner_id.area_id"]),
        json!(["area_code", "area_id"]),
        json!(["zone_ids", "base_id.partner_id.area_id"]),
    ];
    let companies = [json!([]), json!(["company_id"]), json!(["company_id", "partner_id.company_id"])];
    let trees = [
        Json::Null,
        json!({ "path": "tree_path" }),
        json!({ "interval": { "low": "tree_low", "high": "tree_high" } }),
    ];
    let mut area_table = table("spp.area");
    area_table["tree"] = dice.pick(&trees).clone();
    let required = dice.one_in(4);
    let inherits = if dice.one_in(2) { json!({ "x.base": "base_id" }) } else { json!({}) };
    let parents = if dice.one_in(2) { json!({ "res.partner": "partner_id" }) } else { json!({}) };
    json!({
        "res.users": { "table": table("res.users"), "display": ["login", "name"],
            "self_readable": ["name", "company_id"], "self_writable": ["name", "company_id"], "fields": {
            "name": "char", "login": "char", "active": "boolean", "partner_id": "many2one res.partner",
            "company_id": "many2one res.company", "center_area_ids": "many2many spp.area",
            "company_ids": { "type": "many2many res.company", "relation": relation("user_company") } } },
        "res.company": { "table": table("res.company"), "fields": {
            "name": "char", "code": "char", "parent_id": "many2one res.company" } },
        "spp.area": { "table": area_table, "display": ["name", "code"], "fields": {
            "name": "char", "code": "char", "parent_id": "many2one spp.area" } },
        "spp.tag": { "table": table("spp.tag"), "fields": { "name": "char", "active": "boolean" } },
        "res.partner": { "table": table("res.partner"),
            "area": if dice.one_in(2) { json!(["area_id"]) } else { json!([]) },
            "fields": { "name": "char", "active": "boolean", "area_id": "many2one spp.area",
                "company_id": "many2one res.company", "user_id": "many2one res.users",
                "case_ids": "one2many x.case partner_id" } },
        "x.base": { "table": table("x.base"), "inherits": parents, "display": ["label"],
            "company": dice.pick(&companies[..1]).clone(), "actions": { "rate": "create" },
            "local": if required { json!(["create", "read", "update"]) } else { json!(null) },
            "fields": { "label": "char", "partner_id": "many2one res.partner", "score": "integer" } },
        "x.case": { "table": table("x.case"), "inherits": inherits,
            "area": dice.pick(&areas).clone(), "company": dice.pick(&companies).clone(),
            "actions": { "approve": "update", "archive": "delete" },
            "unplaced": if dice.one_in(2) { "hidden" } else { "reachable" },
            "fields": {
                "name": { "type": "char", "required": required, "column": "title" },
                "note": "text", "state": "selection draft open closed", "count": "integer", "ratio": "float",
                "flag": "boolean", "active": "boolean", "day": "date", "at": "datetime", "extra": "json",
                "area_id": "many2one spp.area", "second_area_id": "many2one spp.area", "area_code": "char",
                "zone_ids": { "type": "many2many spp.area", "relation": relation("case_zone") },
                "base_id": "many2one x.base", "partner_id": "many2one res.partner", "owner_id": "many2one res.users",
                "company_id": "many2one res.company", "parent_id": "many2one x.case", "next_id": "many2one x.case",
                "child_ids": "one2many x.case parent_id",
                "peer_ids": { "type": "many2many x.case", "relation": relation("case_peer") },
                "tag_ids": { "type": "many2many spp.tag", "relation": relation("case_tag") } } },
    })
}

const AREAS: usize = 10;
const COMPANIES: usize = 5;
const USERS: usize = 8;
const PARTNERS: usize = 8;
const BASES: usize = 6;
const TAGS: usize = 5;
const CASES: usize = 14;

fn area_code(n: usize) -> String {
    format!("A{n}")
}

/// An id from 1 to `count`, or nothing.
fn id(dice: &mut Dice, count: usize) -> Json {
    if dice.one_in(4) { Json::Null } else { json!(dice.below(count) + 1) }
}

fn ids(dice: &mut Dice, count: usize, most: usize) -> Json {
    let all: Vec<usize> = (1..=count).collect();
    let mut some = dice.some(&all, most);
    some.sort_unstable();
    json!(some)
}

const TEXTS: [&str; 20] = [
    "u1", "client", "C1", "C3", "D0", "D2", "", "alpha", "Alpha", "alp", "100%", "a_b", "a\\b", "éclair",
    "ΟΔΟΣ", "οδός", "[x]*?", "z", "o'neil", "İx",
];

fn text(dice: &mut Dice) -> Json {
    if dice.one_in(6) { Json::Null } else { json!(dice.pick(&TEXTS)) }
}

fn day(dice: &mut Dice) -> String {
    dice.pick(&["2026-11-20", "2026-11-21", "2026-11-22", "2024-02-29", "2026-07-05", "1999-12-31"])
        .to_string()
}

const MOMENTS: [&str; 7] = [
    "2026-11-20 18:29:59",
    "2026-11-20 18:30:00",
    "2026-11-21 00:00:00",
    "2026-11-21 12:00:00",
    "2026-11-21 18:30:00",
    "2026-11-21 23:59:59",
    "1999-12-31 23:30:15",
];

fn maybe(dice: &mut Dice, value: Json) -> Json {
    if dice.one_in(4) { Json::Null } else { value }
}

pub(crate) fn case(dice: &mut Dice, number: usize) -> Json {
    let day = json!(day(dice));
    let (day, at) = (maybe(dice, day), json!(dice.pick(&MOMENTS)));
    let at = maybe(dice, at);
    let known = json!(area_code(dice.below(AREAS)));
    let code = dice.pick(&[Json::Null, json!(""), json!("nowhere"), known]).clone();
    json!({
        "id": number, "name": text(dice), "note": text(dice),
        "state": dice.pick(&[json!("draft"), json!("open"), json!("closed"), Json::Null]),
        "count": dice.pick(&[json!(0), json!(1), json!(2), json!(-3), json!(12), Json::Null]),
        "ratio": dice.pick(&[json!(0.0), json!(1.5), json!(2.0), json!(-0.25), Json::Null]),
        "flag": dice.pick(&[json!(true), json!(false), Json::Null]),
        "active": dice.pick(&[json!(true), json!(true), json!(false), Json::Null]),
        "day": day, "at": at,
        "extra": maybe(dice, json!({ "a": [1] })),
        // One past the last: a link that leads nowhere.
        "area_id": id(dice, AREAS + 1), "second_area_id": id(dice, AREAS),
        "area_code": code,
        "zone_ids": ids(dice, AREAS, 2), "base_id": id(dice, BASES), "partner_id": id(dice, PARTNERS),
        "owner_id": id(dice, USERS), "company_id": id(dice, COMPANIES + 1), "parent_id": id(dice, CASES + 1),
        "next_id": id(dice, CASES), "peer_ids": ids(dice, CASES + 1, 2), "tag_ids": ids(dice, TAGS, 3),
    })
}

/// Records that applications keep; those of the directory come from [`directory_records`].
pub(crate) fn records(dice: &mut Dice) -> Records {
    let mut out = Records::new();
    let mut put = |model: &str, number: usize, record: Json| {
        let Json::Object(record) = record else { panic!() };
        out.entry(model.to_owned()).or_default().insert(number as i64, record);
    };
    for n in 1..=PARTNERS {
        let name = text(dice);
        let active = [json!(true), json!(false), Json::Null][dice.below(3)].clone();
        put(
            "res.partner",
            n,
            json!({ "id": n, "name": name, "active": active, "area_id": id(dice, AREAS),
            "company_id": id(dice, COMPANIES), "user_id": id(dice, USERS) }),
        );
    }
    for n in 1..=BASES {
        put(
            "x.base",
            n,
            json!({ "id": n, "label": text(dice), "partner_id": id(dice, PARTNERS), "score": id(dice, 3) }),
        );
    }
    for n in 1..=TAGS {
        let active = [json!(true), json!(false)][dice.below(2)].clone();
        put("spp.tag", n, json!({ "id": n, "name": text(dice), "active": active }));
    }
    for n in 1..=CASES {
        put("x.case", n, case(dice, n));
    }
    out
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let mut domains = None;
        let policy = policy(&mut dice, &mut domains);
        let directory = directory(&mut dice, &policy["roles"]);
        let records = records(&mut dice);
        Self::of(&policy, &directory, records, domains.unwrap())
    }

    /// A world from its parts; records of the directory are added to the given ones.
    pub(crate) fn of(
        policy: &Json,
        directory: &Json,
        records: Records,
        domains: BTreeMap<String, Dom>,
    ) -> Self {
        let typed: Policy = serde_json::from_value(policy.clone()).unwrap();
        let people: Directory = serde_json::from_value(directory.clone()).unwrap();
        let snapshot = Snapshot::compile(&typed, &people).unwrap_or_else(|e| panic!("{e}"));
        let memory = memory(&snapshot, &records);
        let mut all = records;
        for (model, table) in directory_records(&people) {
            all.entry(model).or_default().extend(table);
        }
        Self { policy: typed, directory: people, records: all, domains, snapshot, memory }
    }
}

impl World {
    /// Ids of the records of `model` that match a filter, found by evaluating it on each.
    pub(crate) fn evaluate(&self, model: &str, filter: &Filter, zone: &TimeZone) -> Vec<i64> {
        let number = |id: Value| if let Value::Int(id) = id { id } else { panic!("{id:?}") };
        self.matching(model, filter, zone).into_iter().map(number).collect()
    }

    /// The same, whatever ids the model has.
    pub(crate) fn matching(&self, model: &str, filter: &Filter, zone: &TimeZone) -> Vec<Value> {
        let schema = self.snapshot.schema();
        let moment = Moment::at(&self.snapshot, NOW);
        let view = DirectoryRecords::new(&self.snapshot, &self.memory, &moment);
        let with = Matcher { schema, records: &view, zone };
        let id = schema.find(model).unwrap();
        let rows = self.records[model].values().map(|record| row(self, model, record));
        rows.filter(|row| filter.matches(with, id, row).unwrap()).map(|row| row[0].clone()).collect()
    }
}

/// Records as the engine reads them.
pub(crate) fn memory(snapshot: &Snapshot, records: &Records) -> MemoryRecords {
    let schema = snapshot.schema();
    let mut out = MemoryRecords::default();
    for (model, table) in records {
        let model = schema.find(model).unwrap_or_else(|| panic!("{model}"));
        for record in table.values() {
            out.put(schema, model, row_from_json(schema, model, record).unwrap_or_else(|e| panic!("{e:?}")));
        }
    }
    out
}

/// What the directory itself says about users, companies and areas.
fn directory_records(directory: &Directory) -> Records {
    let mut out = Records::new();
    let mut put = |model: &str, record: Json| {
        let Json::Object(record) = record else { panic!() };
        let Some(id) = record["id"].as_i64() else { return };
        out.entry(model.to_owned()).or_default().insert(id, record);
    };
    let company_id = |id: &bailiwick_model::CompanyId| json!(directory.companies[id].id);
    for (code, area) in &directory.areas {
        let parent = area.parent.as_ref().map(|p| json!(directory.areas[p].id));
        put(
            "spp.area",
            json!({ "id": area.id, "name": area.name, "code": code.as_str(), "parent_id": parent }),
        );
    }
    for (code, company) in &directory.companies {
        let parent = company.parent.as_ref().map(company_id);
        put(
            "res.company",
            json!({ "id": company.id, "name": company.name, "code": code.as_str(), "parent_id": parent }),
        );
    }
    for (login, user) in &directory.users {
        let mut companies: Vec<i64> =
            user.company.iter().chain(&user.companies).filter_map(|c| company_id(c).as_i64()).collect();
        companies.sort_unstable();
        companies.dedup();
        let mut record = json!({ "id": user.id, "name": user.name, "login": login.as_str(), "active": user.active,
            "company_id": user.company.as_ref().map(company_id), "company_ids": companies });
        for (name, value) in &user.attributes {
            record[name.as_str()] = value.clone();
        }
        put("res.users", record);
    }
    out
}

/// A record as the engine reads it.
pub(crate) fn row(world: &World, model: &str, record: &Record) -> bailiwick_policy::records::Row {
    let schema = world.snapshot.schema();
    row_from_json(schema, schema.find(model).unwrap(), record).unwrap_or_else(|e| panic!("{model}: {e:?}"))
}
