//! Random worlds: a schema with every kind of field, records, people, places, roles and rules.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{Directory, Policy, Value};
use bailiwick_policy::{
    DirectoryRecords, Moment, Snapshot,
    filter::{Filter, Matcher},
    records::{MemoryRecords, row_from_json},
};
use jiff::tz::TimeZone;
use serde_json::{Map, Value as Json, json};

use crate::{
    dice::Dice,
    oracle::{Dom, Record, Records, Term},
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
const GROUPS: [&str; 12] = [
    "g0", "g1", "g2", "g3", "g4", "g5", "g6", "g7", "base.group_no_one", "base.group_multi_company", "base.group_user",
    "base.group_portal",
];
const ZONES: [&str; 4] = ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "UTC"];

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
    let trees = [Json::Null, json!({ "path": "tree_path" }), json!({ "interval": { "low": "tree_low", "high": "tree_high" } })];
    let mut area_table = table("spp.area");
    area_table["tree"] = dice.pick(&trees).clone();
    let required = dice.one_in(4);
    let inherits = if dice.one_in(2) { json!({ "x.base": "base_id" }) } else { json!({}) };
    let parents = if dice.one_in(2) { json!({ "res.partner": "partner_id" }) } else { json!({}) };
    json!({
        "res.users": { "table": table("res.users"), "display": ["login", "name"], "fields": {
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
            "company": dice.pick(&companies[..1]).clone(),
            "fields": { "label": "char", "partner_id": "many2one res.partner", "score": "integer" } },
        "x.case": { "table": table("x.case"), "inherits": inherits,
            "area": dice.pick(&areas).clone(), "company": dice.pick(&companies).clone(),
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

const TEXTS: [&str; 14] =
    ["", "alpha", "Alpha", "alp", "100%", "a_b", "a\\b", "éclair", "ΟΔΟΣ", "οδός", "[x]*?", "z", "o'neil", "İx"];

fn text(dice: &mut Dice) -> Json {
    if dice.one_in(6) { Json::Null } else { json!(dice.pick(&TEXTS)) }
}

fn day(dice: &mut Dice) -> String {
    dice.pick(&["2026-11-20", "2026-11-21", "2026-11-22", "2024-02-29", "2026-07-05", "1999-12-31"]).to_string()
}

const MOMENTS: [&str; 7] = [
    "2026-11-20 18:29:59", "2026-11-20 18:30:00", "2026-11-21 00:00:00", "2026-11-21 12:00:00", "2026-11-21 18:30:00",
    "2026-11-21 23:59:59", "1999-12-31 23:30:15",
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
        "area_id": id(dice, AREAS), "second_area_id": id(dice, AREAS),
        "area_code": code,
        "zone_ids": ids(dice, AREAS, 2), "base_id": id(dice, BASES), "partner_id": id(dice, PARTNERS),
        "owner_id": id(dice, USERS), "company_id": id(dice, COMPANIES), "parent_id": id(dice, CASES),
        "next_id": id(dice, CASES), "peer_ids": ids(dice, CASES, 2), "tag_ids": ids(dice, TAGS, 3),
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
        put("res.partner", n, json!({ "id": n, "name": name, "active": active, "area_id": id(dice, AREAS),
            "company_id": id(dice, COMPANIES), "user_id": id(dice, USERS) }));
    }
    for n in 1..=BASES {
        put("x.base", n, json!({ "id": n, "label": text(dice), "partner_id": id(dice, PARTNERS), "score": id(dice, 3) }));
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

fn parent(dice: &mut Dice, number: usize, code: impl Fn(usize) -> String) -> Option<String> {
    (number > 0 && !dice.one_in(4)).then(|| code(dice.below(number)))
}

fn window(dice: &mut Dice, entry: &mut Map<String, Json>) {
    let (from, to) = match dice.below(8) {
        0 => (Some("2026-11-22"), None),
        1 => (None, Some("2026-11-20")),
        2 => (Some("2026-11-21"), Some("2026-11-21")),
        3 => (None, Some("2026-11-21")),
        4 => (Some("2026-11-22"), Some("2026-11-22")),
        _ => (None, None),
    };
    from.map(|d| entry.insert("from".into(), d.into()));
    to.map(|d| entry.insert("to".into(), d.into()));
}

fn line(dice: &mut Dice, roles: &Json) -> Json {
    let names: Vec<&String> = roles.as_object().unwrap().keys().collect();
    let role = *dice.pick(&names);
    let mut out = Map::new();
    out.insert("role".into(), role.as_str().into());
    if roles[role.as_str()]["scope"] == "local" {
        let first = area_code(dice.below(AREAS));
        let second = area_code(dice.below(AREAS));
        out.insert("areas".into(), if dice.one_in(3) { json!([first, second]) } else { json!([first]) });
    }
    if dice.one_in(3) {
        out.insert("companies".into(), json!([format!("C{}", dice.below(COMPANIES))]));
    }
    window(dice, &mut out);
    Json::Object(out)
}

fn lines(dice: &mut Dice, roles: &Json, most: usize) -> Vec<Json> {
    (0..dice.below(most + 1)).map(|_| line(dice, roles)).collect()
}

fn operations(dice: &mut Dice) -> Json {
    let mut some = dice.some(&["create", "read", "update", "delete"], 4);
    if some.is_empty() {
        some.push("read");
    }
    json!(some)
}

fn user_override(dice: &mut Dice) -> Json {
    let mut out = Map::new();
    out.insert("effect".into(), (*dice.pick(&["allow", "deny"])).into());
    out.insert("model".into(), (*dice.pick(&["x.case", "x.case", "res.partner"])).into());
    out.insert("operations".into(), operations(dice));
    out.insert("reason".into(), "a test".into());
    match dice.below(4) {
        0 => drop(out.insert("records".into(), ids(dice, CASES, 3))),
        1 => drop(out.insert("areas".into(), json!([area_code(dice.below(AREAS))]))),
        2 => drop(out.insert("companies".into(), json!([format!("C{}", dice.below(COMPANIES))]))),
        _ => {}
    }
    window(dice, &mut out);
    Json::Object(out)
}

fn directory(dice: &mut Dice, roles: &Json) -> Json {
    let (mut areas, mut companies, mut departments, mut users) = (Map::new(), Map::new(), Map::new(), Map::new());
    for n in 0..AREAS {
        let parent = parent(dice, n, area_code);
        areas.insert(area_code(n), json!({ "id": n + 1, "name": dice.pick(&TEXTS), "parent": parent }));
    }
    for n in 0..COMPANIES {
        let zone = dice.one_in(2).then(|| *dice.pick(&ZONES));
        let parent = parent(dice, n, |p| format!("C{p}"));
        let held = if dice.one_in(3) { lines(dice, roles, 2) } else { Vec::new() };
        companies.insert(
            format!("C{n}"),
            json!({ "id": n + 1, "name": format!("Company {n}"), "parent": parent, "timezone": zone, "lines": held }),
        );
    }
    for n in 0..4 {
        let company = format!("C{}", n % 2);
        let parent = (n > 1 && dice.one_in(2)).then(|| format!("D{}", n - 2));
        let held = if dice.one_in(3) { lines(dice, roles, 2) } else { Vec::new() };
        departments.insert(
            format!("D{n}"),
            json!({ "name": "d", "company": company, "parent": parent, "lines": held }),
        );
    }
    for n in 1..=USERS {
        let home = dice.below(COMPANIES);
        let department = (home < 2 && dice.one_in(2)).then(|| format!("D{}", home + 2 * dice.below(2)));
        let further: Vec<String> = dice.some(&[0, 1, 2, 3], 2).iter().map(|c| format!("C{c}")).collect();
        let overrides: Vec<Json> =
            if dice.one_in(3) { (0..=dice.below(2)).map(|_| user_override(dice)).collect() } else { Vec::new() };
        let most = if dice.one_in(4) { 0 } else { 4 };
        let partner = id(dice, PARTNERS);
        users.insert(
            format!("u{n}"),
            json!({
                // One user is known to no record.
                "id": if n == USERS { Json::Null } else { json!(n) },
                "name": format!("User {n}"), "company": format!("C{home}"), "companies": further, "department": department,
                "timezone": dice.one_in(3).then(|| *dice.pick(&ZONES)), "active": !dice.one_in(10),
                "superuser": dice.one_in(12), "groups": dice.some(&GROUPS, 3), "lines": lines(dice, roles, most),
                "overrides": overrides, "attributes": { "partner_id": partner },
            }),
        );
    }
    json!({ "areas": areas, "companies": companies, "departments": departments, "users": users })
}

/// Everything that a list of groups implies, itself included.
pub(crate) fn closure(groups: &Json, from: &[String]) -> BTreeSet<String> {
    let mut out: BTreeSet<String> = BTreeSet::new();
    let mut todo = from.to_vec();
    while let Some(group) = todo.pop() {
        if out.insert(group.clone()) {
            let implied = groups[&group]["implies"].as_array().cloned().unwrap_or_default();
            todo.extend(implied.iter().map(|g| g.as_str().unwrap().to_owned()));
        }
    }
    out
}

fn policy(dice: &mut Dice, maker: &mut Option<BTreeMap<String, Dom>>) -> Json {
    let models = models(dice);
    let mut groups = Map::new();
    for group in GROUPS {
        let implies = if dice.one_in(2) { dice.some(&GROUPS[..8], 2) } else { Vec::new() };
        let kind = dice.one_in(8).then(|| *dice.pick(&["base.group_user", "base.group_portal"]));
        let implies: Vec<&str> = implies.into_iter().chain(kind.filter(|_| !group.starts_with("base."))).collect();
        groups.insert(group.to_owned(), json!({ "label": group, "implies": implies }));
    }
    let groups = Json::Object(groups);
    let mut roles = Map::new();
    for n in 0..7 {
        let named: Vec<String> = dice.some(&GROUPS[..11], 3).iter().map(ToString::to_string).collect();
        let kinds = closure(&groups, &named).iter().filter(|g| *g == "base.group_user" || *g == "base.group_portal").count();
        // A role of two kinds is refused when a policy is compiled, so none is made here.
        let named = if kinds > 1 { Vec::new() } else { named };
        let scope = if dice.one_in(2) { "local" } else { "global" };
        roles.insert(format!("r{n}"), json!({ "label": "r", "scope": scope, "groups": named }));
    }
    let mut acls = Map::new();
    for n in 0..28 {
        let model = MODELS[if n < 14 { 0 } else { n % 4 }];
        let group = (!dice.one_in(8)).then(|| *dice.pick(&GROUPS));
        acls.insert(
            format!("acl{n}"),
            json!({ "model": model, "group": group, "operations": operations(dice), "active": !dice.one_in(6) }),
        );
    }
    let mut domains = BTreeMap::new();
    let mut rules = Map::new();
    let typed: Policy = serde_json::from_value(json!({ "models": models })).unwrap();
    let count = if dice.one_in(6) { 80 } else { 16 + dice.below(20) };
    for n in 0..count {
        let model = if count == 80 || dice.one_in(2) { "x.case" } else { *dice.pick(&MODELS) };
        let dom = Maker { policy: &typed, dice, variables: true }.whole(model);
        let held = if dice.one_in(8) && count < 80 { Vec::new() } else { vec![*dice.pick(&GROUPS), *dice.pick(&GROUPS)] };
        let text = if dom == Dom::Constant(true) { String::new() } else { dom.text() };
        let rule = json!({ "model": model, "domain": text, "groups": held,
            "operations": operations(dice), "active": !dice.one_in(8) });
        rules.insert(format!("rule{n}"), rule);
        domains.insert(format!("rule{n}"), dom);
    }
    *maker = Some(domains);
    let kept: Vec<&str> = dice.some(&GROUPS, 2);
    json!({ "settings": { "kept_groups": kept }, "models": models, "groups": groups, "roles": roles, "acls": acls, "rules": rules })
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
    pub(crate) fn of(policy: &Json, directory: &Json, records: Records, domains: BTreeMap<String, Dom>) -> Self {
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
        put("spp.area", json!({ "id": area.id, "name": area.name, "code": code.as_str(), "parent_id": parent }));
    }
    for (code, company) in &directory.companies {
        let parent = company.parent.as_ref().map(company_id);
        put("res.company", json!({ "id": company.id, "name": company.name, "code": code.as_str(), "parent_id": parent }));
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

/// Makes random domains that are valid for a model.
pub(crate) struct Maker<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) dice: &'a mut Dice,
    /// Whether values may be variables of the asking user.
    pub(crate) variables: bool,
}

const CONDITIONS: [&str; 4] =
    ["user.center_area_ids", "user.has_group('g3')", "user.has_group('base.group_no_one')", "len(company_ids) > 1"];

impl Maker<'_> {
    pub(crate) fn whole(&mut self, model: &str) -> Dom {
        if self.variables && self.dice.one_in(10) {
            let condition = *self.dice.pick(&CONDITIONS);
            return Dom::If(condition, Box::new(self.dom(model, 2)), Box::new(self.dom(model, 1)));
        }
        if self.dice.one_in(12) { Dom::Constant(true) } else { self.dom(model, 3) }
    }

    pub(crate) fn dom(&mut self, model: &str, depth: usize) -> Dom {
        if depth == 0 {
            return self.condition(model, 2);
        }
        match self.dice.below(9) {
            0 => Dom::Constant(self.dice.one_in(2)),
            1 => Dom::Not(Box::new(self.dom(model, depth - 1))),
            2 => Dom::And((0..2).map(|_| self.dom(model, depth - 1)).collect()),
            3 => Dom::Or((0..2 + self.dice.below(2)).map(|_| self.dom(model, depth - 1)).collect()),
            _ => self.condition(model, 2),
        }
    }

    fn fields(&self, model: &str) -> Vec<(String, Option<bailiwick_model::FieldKind>)> {
        let described = &self.policy.models[model];
        // What a user's areas are depends on the day, so no record holds them.
        let own = described.fields.iter().filter(|(name, _)| name.as_str() != "center_area_ids");
        let own = own.map(|(name, field)| (name.to_string(), Some(field.kind.clone())));
        own.chain([("id".to_owned(), None)]).collect()
    }

    fn condition(&mut self, model: &str, depth: usize) -> Dom {
        use bailiwick_model::FieldKind as Kind;
        let fields = self.fields(model);
        let (name, kind) = self.dice.pick(&fields).clone();
        let is = |path: &str, operator, value: Json| Dom::Is(path.to_owned(), operator, Term::Json(value));
        if self.dice.one_in(20) && !self.policy.models[model].inherits.is_empty() {
            // A field of a parent by delegation, used like an own one.
            return match model {
                "x.case" => is("score", "=", json!(self.dice.below(3))),
                _ => is("user_id", "!=", json!(self.dice.below(USERS))),
            };
        }
        let Some(kind) = kind else { return self.id_condition(model) };
        if let Some(comodel) = kind.comodel() {
            return self.relation_condition(model, &name, comodel.as_str(), kind.is_x2many(), depth);
        }
        match kind {
            Kind::Char | Kind::Text | Kind::Html => self.text_condition(&name),
            Kind::Selection(_) => {
                let some = self.dice.some(&[json!("draft"), json!("open"), json!(false), json!("closed")], 3);
                match self.dice.below(5) {
                    0 => is(&name, "like", json!("%o%")),
                    1 => is(&name, self.order(), json!("open")),
                    2 => is(&name, self.one_of(&["=", "!="]), json!("draft")),
                    _ => is(&name, self.one_of(&["in", "not in"]), json!(some)),
                }
            }
            Kind::Integer | Kind::Float | Kind::Monetary => self.number_condition(&name, matches!(kind, Kind::Integer)),
            Kind::Boolean => {
                let value = self.dice.pick(&[json!(true), json!(false), Json::Null, json!("yes"), json!("no"), json!(1)]).clone();
                match self.dice.below(3) {
                    0 => is(&name, self.one_of(&["in", "not in"]), json!(self.dice.some(&[json!(true), json!(false)], 2))),
                    _ => is(&name, self.one_of(&["=", "!=", "=?"]), value),
                }
            }
            Kind::Date | Kind::Datetime => self.date_condition(&name, matches!(kind, Kind::Date)),
            _ => is(&name, self.one_of(&["=", "!="]), json!(false)),
        }
    }

    fn one_of(&mut self, operators: &[&'static str]) -> &'static str {
        operators[self.dice.below(operators.len())]
    }

    fn order(&mut self) -> &'static str {
        self.one_of(&["<", "<=", ">", ">="])
    }

    fn text_condition(&mut self, name: &str) -> Dom {
        let value = match self.dice.below(8) {
            0 => json!(false),
            1 => json!(""),
            2 => json!("%"),
            3 => json!(self.dice.pick(&["alp%", "_l%", "%Σ", "ος", "100\\%", "a\\_b", "a\\\\", "[", "*", "é", "Z", "%%"])),
            _ => json!(self.dice.pick(&TEXTS)),
        };
        let operator = self.one_of(&[
            "=", "!=", "=?", "<", "<=", ">", ">=", "like", "not like", "ilike", "not ilike", "=like", "not =like",
            "=ilike", "not =ilike", "in", "not in",
        ]);
        let value = if operator.ends_with("in") {
            json!(self.dice.some(&[json!("alpha"), json!(""), json!(false), json!("z"), value], 3))
        } else {
            value
        };
        Dom::Is(name.to_owned(), operator, Term::Json(value))
    }

    fn number_condition(&mut self, name: &str, whole: bool) -> Dom {
        let value = self.dice.pick(&[json!(0), json!(1), json!(2), json!(-3), json!(1.5), json!(false), json!(true)]).clone();
        let (operator, value) = match self.dice.below(8) {
            0 => (self.one_of(&["in", "not in"]), json!(self.dice.some(&[json!(0), json!(1), json!(2), json!(12), json!(false)], 3))),
            1 | 2 if value != json!(true) => (self.order(), value),
            3 if whole => (self.one_of(&["like", "not like", "=like", "not =ilike"]), json!(self.dice.pick(&["1", "-%", "12", ""]))),
            _ => (self.one_of(&["=", "!=", "=?"]), value),
        };
        Dom::Is(name.to_owned(), operator, Term::Json(value))
    }

    fn date_condition(&mut self, name: &str, is_date: bool) -> Dom {
        let is = |path: String, operator, value| Dom::Is(path, operator, Term::Json(value));
        if self.dice.one_in(3) {
            let parts = ["year_number", "quarter_number", "month_number", "iso_week_number", "day_of_year", "day_of_month",
                "day_of_week", "hour_number", "minute_number", "second_number"];
            let path = format!("{name}.{}", self.dice.pick(&parts));
            let value = json!(self.dice.pick(&[0, 4, 6, 7, 11, 18, 21, 30, 47, 2026]));
            return match self.dice.below(4) {
                0 => is(path, self.one_of(&["in", "not in"]), json!(self.dice.some(&[json!(0), json!(11), json!(4), json!(false)], 3))),
                1 => is(path, self.order(), value),
                2 => is(path, self.one_of(&["=", "!="]), json!(false)),
                _ => is(path, self.one_of(&["=", "!="]), value),
            };
        }
        let value = match self.dice.below(6) {
            0 => json!(false),
            1 | 2 => json!(day(self.dice)),
            _ => json!(self.dice.pick(&MOMENTS)),
        };
        match self.dice.below(6) {
            0 => is(name.to_owned(), self.one_of(&["in", "not in"]), json!([value, day(self.dice)])),
            1 => is(name.to_owned(), self.one_of(&["like", "not ilike", "=like"]), json!(self.dice.pick(&["2026%", "11-2", "%-31", "18:30", ""]))),
            2 | 3 => is(name.to_owned(), self.order(), value),
            _ if is_date || value != json!(false) => is(name.to_owned(), self.one_of(&["=", "!=", "=?"]), value),
            _ => is(name.to_owned(), "=", value),
        }
    }

    fn id_condition(&mut self, model: &str) -> Dom {
        let is = |operator, value| Dom::Is("id".to_owned(), operator, Term::Json(value));
        let few: Vec<Json> = (1..6).map(|n| json!(n)).collect();
        match self.dice.below(6) {
            0 => is(self.one_of(&["=", "!="]), json!(self.dice.below(4))),
            1 => is(self.one_of(&["=", "!="]), json!(false)),
            2 => is(self.order(), json!(self.dice.below(9))),
            3 if ["x.case", "spp.area", "res.company"].contains(&model) => {
                is(self.one_of(&["child_of", "parent_of"]), json!(self.dice.some(&few, 2)))
            }
            4 => Dom::Any("id".to_owned(), self.dice.one_in(2), Box::new(self.dom(model, 1))),
            _ => is(self.one_of(&["in", "not in"]), json!(self.dice.some(&few, 3))),
        }
    }

    fn relation_condition(&mut self, model: &str, name: &str, comodel: &str, x2many: bool, depth: usize) -> Dom {
        let is = |operator, term| Dom::Is(name.to_owned(), operator, term);
        let few: Vec<Json> = (1..8).map(|n| json!(n)).chain([json!(false), json!(99)]).collect();
        if self.variables && self.dice.one_in(4) {
            let variable = match (comodel, self.dice.below(2)) {
                ("res.users", _) => return is(self.one_of(&["=", "!="]), Term::Variable("user.id")),
                ("res.company", 0) => "company_ids",
                ("res.company", _) => "company_ids + [False]",
                ("spp.area", 0) => "user.partner_id.area_id.ids",
                ("spp.area", _) => {
                    let operator = self.one_of(&["child_of", "parent_of", "in", "not in"]);
                    return is(operator, Term::Variable("user.center_area_ids.ids"));
                }
                ("res.partner", _) => return is(self.one_of(&["=", "!="]), Term::Variable("user.partner_id.id")),
                _ => return is("=", Term::Json(json!(2))),
            };
            return is(self.one_of(&["in", "not in"]), Term::Variable(variable));
        }
        let tree = ["x.case", "spp.area", "res.company"].contains(&comodel);
        match self.dice.below(10) {
            0 => is(self.one_of(&["=", "!=", "=?"]), Term::Json(self.dice.pick(&few).clone())),
            1 | 2 => is(self.one_of(&["in", "not in"]), Term::Json(json!(self.dice.some(&few, 4)))),
            3 if tree => {
                let mut roots = self.dice.some(&few, 2);
                if self.dice.one_in(3) {
                    roots.push(json!(self.dice.pick(&["alp", "é", "1", "%"])));
                }
                is(self.one_of(&["child_of", "parent_of"]), Term::Json(json!(roots)))
            }
            4 => {
                let operator = self.one_of(&["=", "!=", "like", "not like", "ilike", "not ilike", "=like", "in", "not in"]);
                let name = json!(self.dice.pick(&["alpha", "Alpha", "lp", "", "%"]));
                is(operator, Term::Json(if operator.ends_with("in") { json!([name, 2]) } else { name }))
            }
            5 if !x2many => is(self.order(), Term::Json(json!(self.dice.below(8)))),
            6 | 7 if depth > 0 => Dom::Any(name.to_owned(), self.dice.one_in(2), Box::new(self.dom(comodel, depth - 1))),
            8 if depth > 0 => match self.condition(comodel, depth - 1) {
                Dom::Is(path, operator, term) => Dom::Is(format!("{name}.{path}"), operator, term),
                other => Dom::Any(name.to_owned(), false, Box::new(other)),
            },
            _ => {
                let _ = model;
                is(self.one_of(&["=", "!="]), Term::Json(json!(false)))
            }
        }
    }
}

/// A record as the engine reads it.
pub(crate) fn row(world: &World, model: &str, record: &Record) -> bailiwick_policy::records::Row {
    let schema = world.snapshot.schema();
    row_from_json(schema, schema.find(model).unwrap(), record).unwrap_or_else(|e| panic!("{model}: {e:?}"))
}
