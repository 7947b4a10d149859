//! One meaning, three readers: evaluating each record, SQLite and PostgreSQL find the same records, for every operator
//! on every kind of field and every kind of "not set"; and a list holds exactly the records that single checks allow.

mod columns;
mod shapes;

use std::collections::BTreeMap;

use bailiwick_model::Operation;
use bailiwick_policy::{
    Asker, Moment,
    domain::{Scope, build_rule},
    filter::{Filter, sql::TreeForm},
};
use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};

use shapes::{SHAPES, grid};

use crate::{
    databases::Databases,
    dice::Dice,
    naive::Naive,
    oracle::{Dom, Oracle, Term},
    worlds::{self, MODELS, Maker, NOW, World},
};

/// A world with many records and no rules, and a user in a zone half an hour off the full one.
pub(crate) fn fixture() -> World {
    let mut dice = Dice::new(42);
    let mut models = worlds::models(&mut dice);
    models["x.case"]["inherits"] = json!({ "x.base": "base_id" });
    models["x.base"]["inherits"] = json!({ "res.partner": "partner_id" });
    let areas = json!({
        "A0": { "id": 1, "name": "Alpha land" }, "A1": { "id": 2, "name": "alp", "parent": "A0" },
        "A2": { "id": 3, "name": "Beta", "parent": "A1" }, "A3": { "id": 4, "name": "Gamma", "parent": "A0" },
        "A4": { "id": 5, "name": "éclair" }, "A5": { "id": 6, "name": "", "parent": "A4" },
        "A7": { "id": 7, "name": "x", "parent": "A2" }, "A8": { "id": 8, "name": "y" }, "A9": { "id": 9, "name": "z", "parent": "A8" },
        "A6": { "id": 10, "name": "ΟΔΟΣ", "parent": "A5" }
    });
    let users = json!({
        "asha": { "id": 1, "name": "Asha", "company": "C0", "companies": ["C1"], "timezone": "Asia/Kolkata",
            "attributes": { "partner_id": 2 } },
        "omar": { "id": 2, "name": "Omar", "company": "C1" }
    });
    let companies = json!({ "C0": { "id": 1, "name": "Mother" }, "C1": { "id": 2, "name": "Daughter", "parent": "C0" },
        "C2": { "id": 3, "name": "alp" }, "C3": { "id": 4, "name": "Niece", "parent": "C2" }, "C4": { "id": 5, "name": "é", "parent": "C3" } });
    let directory = json!({ "areas": areas, "users": users, "companies": companies });
    let mut records = worlds::records(&mut dice);
    let cases = records.get_mut("x.case").unwrap();
    for id in 15..70 {
        cases.insert(id, worlds::case(&mut dice, id as usize).as_object().unwrap().clone());
    }
    // Links that lead nowhere, and what lies below such a record.
    for (id, link, to) in [
        (64, "area_id", json!(99)),
        (65, "parent_id", json!(99)),
        (66, "parent_id", json!(65)),
        (67, "peer_ids", json!([3, 99])),
        (68, "next_id", json!(99)),
    ] {
        cases.get_mut(&id).unwrap().insert(link.to_owned(), to);
    }
    World::of(&json!({ "models": models }), &directory, records, BTreeMap::new())
}

/// The ways of asking about trees, when the filter asks.
fn tree_forms(filter: &Filter) -> &'static [TreeForm] {
    let all = &[TreeForm::Auto, TreeForm::Walk, TreeForm::Ids];
    if format!("{filter:?}").contains("Tree(") { all } else { &all[..1] }
}

/// Everything needed to ask all readers about one domain.
struct Readers<'a> {
    world: &'a World,
    asker: &'a Asker<'a>,
    databases: Databases,
    zone: TimeZone,
}

impl Readers<'_> {
    fn filter(&self, model: &str, text: &str) -> Filter {
        let schema = self.world.snapshot.schema();
        let model = schema.find(model).unwrap();
        let domain = build_rule(schema, model, text).unwrap_or_else(|e| panic!("{text}\n{e}"));
        domain.bind(schema, model, self.asker).unwrap_or_else(|e| panic!("{text}\n{e}"))
    }

    /// The ids that all readers agree on.
    fn agreed(&mut self, model: &str, text: &str) -> Vec<i64> {
        let filter = self.filter(model, text);
        let evaluated = self.world.evaluate(model, &filter, &self.zone);
        for tree in tree_forms(&filter) {
            let found = self.databases.ids(self.world, model, &filter, &self.zone, *tree);
            for (name, ids) in ["SQLite", "PostgreSQL"].into_iter().zip(found) {
                assert_eq!(ids, evaluated, "{name} ({tree:?}) and evaluation differ on {text}\n{filter:?}");
            }
        }
        evaluated
    }

    /// All readers agree, and the negation is exactly the complement.
    fn agreed_with_complement(&mut self, model: &str, text: &str) -> Vec<i64> {
        let ids = self.agreed(model, text);
        // One term in front of which a single sign stands.
        let negated = format!("['!', ('id', 'any', {text})]");
        let mut both = self.agreed(model, &negated);
        assert!(both.iter().all(|id| !ids.contains(id)), "{text} and its negation overlap");
        both.extend(&ids);
        both.sort_unstable();
        let all: Vec<i64> = self.world.records[model].keys().copied().collect();
        assert_eq!(both, all, "{text} and its negation leave records out");
        ids
    }
}

fn with_readers(run: impl FnOnce(&mut Readers<'_>)) {
    with_readers_of(&fixture(), run);
}

fn with_readers_of(world: &World, run: impl FnOnce(&mut Readers<'_>)) {
    let moment = Moment::at(&world.snapshot, NOW);
    let user = world.snapshot.find_user("asha").unwrap();
    let asker = world.snapshot.asker(user, &moment, &world.memory);
    let mut databases = Databases::new();
    databases.load(world);
    let zone = asker.zone().clone();
    run(&mut Readers { world, asker: &asker, databases, zone });
}

#[test]
fn every_operator_on_every_kind_of_field_means_one_thing() {
    with_readers(|readers| {
        let shapes = grid();
        assert!(shapes.len() > 150);
        let world = readers.world;
        let oracle = Oracle {
            policy: &world.policy,
            records: &world.records,
            variables: BTreeMap::new(),
            zone: readers.zone.clone(),
        };
        let (mut some, total) = (0, shapes.len());
        for (path, operator, value) in shapes {
            let dom = Dom::Is(path.to_owned(), operator, Term::Json(value));
            let text = dom.text();
            let ids = readers.agreed_with_complement("x.case", &text);
            let expected: Vec<i64> = world.records["x.case"]
                .iter()
                .filter(|(_, r)| oracle.holds("x.case", r, &dom))
                .map(|(id, _)| *id)
                .collect();
            assert_eq!(ids, expected, "{text}");
            some += usize::from(!ids.is_empty() && ids.len() < world.records["x.case"].len());
        }
        println!("{total} shapes, {some} of them neither empty nor full");
        assert!(some * 2 > total, "only {some} of {total} shapes tell records apart");
    });
}

#[test]
fn nested_shapes_and_expressions_mean_one_thing() {
    with_readers(|readers| {
        for text in SHAPES.iter().filter(|t| !t.contains("create_day")) {
            if text.starts_with('[') && text.ends_with(']') && !text.contains(" else []") {
                readers.agreed_with_complement("x.case", text);
            } else {
                readers.agreed("x.case", text);
            }
        }
    });
}

/// Records known by texts, among them a capital and a letter that sort differently by code point and by dictionary.
fn labelled() -> World {
    let relation = json!({ "table": "thing_label", "own": "own_id", "other": "other_id" });
    let policy = json!({ "models": {
        "x.label": { "id": "text", "table": { "name": "x_label" },
            "fields": { "name": "char", "parent_id": "many2one x.label", "thing_ids": "one2many x.thing label_id" } },
        "x.thing": { "table": { "name": "x_thing" }, "display": ["label_id"], "fields": { "label_id": "many2one x.label",
            "next_id": "many2one x.thing", "label_ids": { "type": "many2many x.label", "relation": relation } } } } });
    let directory = json!({ "users": { "asha": {} } });
    let labels = [
        ("a", json!("Alpha"), Json::Null),
        ("B", json!("beta"), json!("a")),
        ("c", Json::Null, json!("B")),
        ("é", json!("É"), json!("c")),
        ("Z", json!("zed"), Json::Null),
        ("7", json!("seven"), json!("Z")),
    ];
    let record = |json: Json| json.as_object().unwrap().clone();
    let mut records = crate::oracle::Records::new();
    for (n, (id, name, parent)) in labels.iter().enumerate() {
        let label = record(json!({ "id": id, "name": name, "parent_id": parent }));
        records.entry("x.label".into()).or_default().insert(n as i64, label);
        for (at, several) in [(n + 1, json!([id])), (n + 11, json!([id, "a"])), (n + 21, json!([]))] {
            let link = if at > 20 { Json::Null } else { json!(id) };
            let mut several = several.as_array().unwrap().clone();
            several.dedup();
            let thing = record(json!({ "id": at, "label_id": link, "label_ids": several, "next_id": n + 1 }));
            records.entry("x.thing".into()).or_default().insert(at as i64, thing);
        }
    }
    World::of(&policy, &directory, records, BTreeMap::new())
}

#[test]
fn records_known_by_texts_mean_one_thing() {
    let world = labelled();
    with_readers_of(&world, |readers| {
        let many: Vec<String> = (0..80).map(|n| format!("'{n}'")).collect();
        let many = format!("[('label_ids', 'in', [{}])]", many.join(", "));
        let shapes = [
            ("[('label_id', '=', 'B')]", 2),
            ("[('label_id', '!=', 'B')]", 16),
            ("[('label_id', 'in', ['7', False])]", 8),
            ("[('label_id', '<', 'a')]", 6),
            ("[('label_id', '>=', 'Z')]", 8),
            ("['!', ('label_id', '>', 'Z')]", 12),
            ("[('label_id', 'child_of', 'B')]", 6),
            ("[('label_id', 'parent_of', ['c'])]", 6),
            ("[('label_ids', 'child_of', ['a'])]", 10),
            ("[('label_ids', 'parent_of', 'é')]", 10),
            ("['!', ('label_ids', 'child_of', ['Z'])]", 14),
            ("[('label_ids', 'in', ['a'])]", 7),
            ("[('label_ids', 'not in', ['a', False])]", 5),
            ("[('label_id.name', 'ilike', 'É')]", 2),
            ("[('label_id', 'ilike', 'EE')]", 0),
            ("[('label_id', 'like', 'et')]", 2),
            ("[('next_id', '=', 'zed')]", 3),
            ("[('next_id', 'not ilike', 'Z')]", 15),
            ("[('next_id', 'child_of', 'zed')]", 3),
            ("[('label_id.thing_ids', 'in', [1])]", 2),
            ("[('label_id.id', '<', 'a')]", 6),
            (many.as_str(), 2),
        ];
        for (text, count) in shapes {
            let ids = readers.agreed_with_complement("x.thing", text);
            assert_eq!(ids.len(), count, "{text}: {ids:?}");
        }
    });
}

#[test]
fn random_domains_mean_one_thing() {
    with_readers(|readers| {
        let world = readers.world;
        let oracle = Oracle {
            policy: &world.policy,
            records: &world.records,
            variables: BTreeMap::new(),
            zone: readers.zone.clone(),
        };
        let mut dice = Dice::new(3);
        for _ in 0..600 {
            let model = *dice.pick(&MODELS);
            let dom = Maker { policy: &world.policy, dice: &mut dice, variables: false }.whole(model);
            let text = dom.text();
            let ids = readers.agreed_with_complement(model, &text);
            let expected: Vec<i64> = world.records[model]
                .iter()
                .filter(|(_, r)| oracle.holds(model, r, &dom))
                .map(|(id, _)| *id)
                .collect();
            assert_eq!(ids, expected, "{model} {text}");
        }
    });
}

#[test]
fn a_list_holds_exactly_what_single_checks_allow() {
    let mut databases = Databases::new();
    let (mut lists, mut partial) = (0, 0);
    for seed in 0..7 {
        let world = World::new(1000 + seed);
        databases.load(&world);
        let moment = Moment::at(&world.snapshot, NOW);
        let schema = world.snapshot.schema();
        for login in world.directory.users.keys() {
            let asker =
                world.snapshot.asker(world.snapshot.find_user(login).unwrap(), &moment, &world.memory);
            let naive = Naive::new(&world, login, jiff::Timestamp::from_second(NOW).unwrap());
            for (model, operation) in MODELS.iter().flat_map(|m| Operation::ALL.map(|o| (*m, o))) {
                let id = schema.find(model).unwrap();
                let allowed: Vec<i64> = world.records[model]
                    .iter()
                    .filter(|(_, r)| asker.check(operation, id, &worlds::row(&world, model, r)).allowed)
                    .map(|(id, _)| *id)
                    .collect();
                let what = format!("seed {seed}: {login} {operation} {model}");
                // A rule that cannot be computed lists nothing, as it allows nothing.
                let Ok(filter) = asker.filter(operation, id) else {
                    assert!(allowed.is_empty(), "{what}: no list, but {allowed:?} are allowed one by one");
                    continue;
                };
                let twin: Vec<i64> = world.records[model]
                    .iter()
                    .filter(|(_, r)| naive.allows(operation, model, r))
                    .map(|(id, _)| *id)
                    .collect();
                assert_eq!(allowed, twin, "{what}: the naive twin");
                assert_eq!(
                    world.evaluate(model, &filter, asker.zone()),
                    allowed,
                    "{what}: evaluation\n{filter:?}"
                );
                for tree in tree_forms(&filter) {
                    let [sqlite, postgres] = databases.ids(&world, model, &filter, asker.zone(), *tree);
                    assert_eq!(sqlite, allowed, "{what}: SQLite, {tree:?}\n{filter:?}");
                    assert_eq!(postgres, allowed, "{what}: PostgreSQL, {tree:?}\n{filter:?}");
                }
                lists += 1;
                partial += usize::from(!allowed.is_empty() && allowed.len() < world.records[model].len());
            }
        }
    }
    println!("{lists} lists, {partial} of them partial");
    assert!(partial * 10 > lists, "only {partial} of {lists} lists are partial");
}
