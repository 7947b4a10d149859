//! One meaning, three readers: evaluating each record, SQLite and PostgreSQL find the same records, for every operator
//! on every kind of field and every kind of "not set"; and a list holds exactly the records that single checks allow.

use std::collections::BTreeMap;

use bailiwick_model::Operation;
use bailiwick_policy::{
    Asker, Moment,
    domain::{Scope, build_rule},
    filter::{Filter, sql::TreeForm},
};
use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};

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

/// Every operator on every kind of field with values of every awkward sort.
fn grid() -> Vec<(&'static str, &'static str, Json)> {
    let mut out = Vec::new();
    let mut cross = |fields: &[&'static str], operators: &[&'static str], values: &[Json]| {
        for field in fields {
            for operator in operators {
                out.extend(values.iter().map(|v| (*field, *operator, v.clone())));
            }
        }
    };
    let equal = ["=", "!=", "=?"];
    let sides = ["<", "<=", ">", ">="];
    let within = ["in", "not in"];
    let likes = ["like", "not like", "ilike", "not ilike", "=like", "not =like", "=ilike", "not =ilike"];
    let nothing = [json!(false), Json::Null, json!([])];

    let texts = ["", "alpha", "ALPHA", "alp", "éclair", "É", "z", "Z", "a_b", "a\\b", "100%", "o'neil", "İx", "ΟΔΟΣ"].map(|t| json!(t));
    cross(&["name", "note"], &equal, &texts);
    cross(&["name"], &sides, &texts);
    cross(&["name"], &sides, &nothing[..2]);
    let patterns = ["", "%", "%%", "_", "__%", "al%", "%A", "100\\%", "a\\_b", "a_b", "a\\\\b", "a\\", "\\", "[x]*?", "*", "?", "[",
        "é", "É%", "ος", "οσ", "ΟΣ", "İ", "i̇", "'"].map(|t| json!(t));
    cross(&["name"], &likes, &patterns);
    cross(&["name", "state", "area_id", "tag_ids"], &likes[..4], &nothing[..2]);
    cross(&["name", "note", "state"], &equal, &nothing);
    let lists = |items: &[Json]| -> Vec<Json> {
        let mut out: Vec<Json> = items.iter().map(|i| json!([i])).collect();
        out.extend(items.iter().map(|i| json!([i, false])));
        out.extend([json!([]), json!([false]), json!(null), json!(false), json!(items)]);
        out
    };
    cross(&["name"], &within, &lists(&texts[..6]));
    cross(&["name"], &within, &[json!(""), json!("alpha"), json!((0..90).map(|n| if n == 70 { "alpha".to_owned() } else { n.to_string() }).collect::<Vec<_>>())]);

    let states = ["draft", "open", "closed"].map(|t| json!(t));
    cross(&["state"], &equal, &states);
    cross(&["state"], &sides, &states[..2]);
    cross(&["state"], &sides, &nothing[..2]);
    cross(&["state"], &within, &lists(&states));
    cross(&["state"], &likes, &[json!("%o%"), json!("OPEN"), json!("")]);

    let numbers = [json!(0), json!(1), json!(-3), json!(12), json!(2), json!(1.5), json!(-0.25), json!(true), json!(0.0)];
    cross(&["count", "ratio"], &equal, &numbers);
    cross(&["count", "ratio"], &equal, &nothing);
    cross(&["count", "ratio"], &sides, &numbers[..7]);
    cross(&["count", "ratio"], &sides, &nothing[..2]);
    cross(&["count", "ratio"], &within, &lists(&numbers[..7]));
    let halves: Vec<Json> = (1..99).map(|n| json!(f64::from(n) + 0.5)).collect();
    cross(&["count"], &within, &[json!((1..100).collect::<Vec<_>>()), json!([&[json!(1)], &halves[..]].concat())]);
    cross(&["ratio"], &within, &[json!((2..100).collect::<Vec<_>>()), json!((1..99).map(|n| f64::from(n) + 0.5).collect::<Vec<_>>())]);
    cross(&["count"], &likes, &["1", "-%", "%2", "", "_"].map(|t| json!(t)));
    cross(&["count"], &["like", "ilike"], &[json!(1)]);

    let truths = [json!(true), json!(false), Json::Null, json!("yes"), json!("On"), json!("no"), json!(1), json!(0), json!("")];
    cross(&["flag", "active"], &equal, &truths);
    cross(&["flag"], &within, &[json!([true]), json!([false]), json!([true, false]), json!([]), json!([true, null]), json!(["t"]), json!(true)]);

    let days = ["2026-11-21", "2024-02-29", "1999-12-31", "2026-11-21 23:59:59"].map(|t| json!(t));
    let moments = ["2026-11-20 18:30:00", "2026-11-21 12:00:00", "2026-11-21", "1999-12-31 23:30:15", "2026-11-21T12:00:00Z"].map(|t| json!(t));
    cross(&["day"], &equal, &days);
    cross(&["at"], &equal, &moments);
    cross(&["day", "at"], &equal, &nothing);
    cross(&["day"], &sides, &days);
    cross(&["at"], &sides, &moments);
    cross(&["day", "at"], &sides, &nothing[..2]);
    cross(&["day"], &within, &lists(&days));
    cross(&["at"], &within, &lists(&moments));
    cross(&["at"], &within, &[json!((10..80).map(|s| format!("1999-12-31 23:30:{:02}", s % 60)).collect::<Vec<_>>())]);
    cross(&["day", "at"], &likes, &["2026%", "%-31", "11-2", "18:30", "", "%"].map(|t| json!(t)));
    for part in ["year_number", "quarter_number", "month_number", "iso_week_number", "day_of_year", "day_of_month",
        "day_of_week", "hour_number", "minute_number", "second_number"]
    {
        let day: &'static str = format!("day.{part}").leak();
        let at: &'static str = format!("at.{part}").leak();
        cross(&[day, at], &["=", "!=", "<", ">="], &[0, 6, 11, 21, 2026].map(|n| json!(n)));
        cross(&[day, at], &["=", "!="], &nothing);
        cross(&[day, at], &within, &[json!([0, 4, 53, 325]), json!([false]), json!([]), json!([1, false])]);
    }

    let links = [json!(1), json!(2), json!(99), json!(false), Json::Null, json!([]), json!("alpha"), json!("Alpha land"), json!([1, 2])];
    cross(&["area_id", "partner_id", "parent_id", "tag_ids", "child_ids", "peer_ids", "zone_ids"], &equal, &links);
    let several = [json!([]), json!([1]), json!([1, 2, 3]), json!([false]), json!([1, false]), json!(["alp", 2]), json!(["éclair"]), json!(2), json!(false), json!((1..80).collect::<Vec<_>>())];
    cross(&["area_id", "partner_id", "parent_id", "tag_ids", "child_ids", "peer_ids", "zone_ids"], &within, &several);
    cross(&["area_id", "partner_id", "tag_ids", "child_ids", "peer_ids"], &likes, &["", "alp", "AL%", "éclair", "%", "nobody"].map(|t| json!(t)));
    cross(&["area_id", "parent_id"], &sides, &[json!(2), json!(0)]);
    let roots = [json!(1), json!([2, 5]), json!([]), json!(false), json!("alp"), json!(["alp", 5]), json!("Σ"), json!(99), json!("%"), json!((1..80).collect::<Vec<_>>())];
    cross(&["id", "area_id", "zone_ids", "parent_id", "next_id", "child_ids", "peer_ids", "company_id"], &["child_of", "parent_of"], &roots);
    cross(&["id"], &["=", "!="], &[json!(1), json!(99), json!(false), Json::Null, json!([1, 2]), json!([])]);
    cross(&["id"], &within, &[json!([1, 2]), json!([]), json!([false]), json!(5), json!(0), json!((1..80).collect::<Vec<_>>())]);
    cross(&["id"], &sides, &[json!(20)]);
    cross(&["extra"], &["=", "!="], &nothing);
    cross(&["partner_id.area_id.name", "tag_ids.name", "child_ids.name", "partner_id.case_ids.name", "base_id.partner_id.name"],
        &["=", "!=", "ilike", "not ilike", "<"], &[json!("alpha"), json!(""), json!(false)]);
    cross(&["child_ids.tag_ids", "partner_id.case_ids", "partner_id.area_id"], &["in", "not in", "="], &[json!([1, 2]), json!([]), json!(false)]);
    cross(&["child_ids.day.month_number", "parent_id.at.hour_number"], &["=", "!=", "<"], &[json!(11), json!(false)]);
    cross(&["child_ids.area_id", "partner_id.area_id", "parent_id.parent_id"], &["child_of", "parent_of"], &[json!(1), json!("alp")]);
    cross(&["label", "score", "user_id", "base_id.area_id"], &["=", "!=", "in"], &[json!(false), json!([]), json!([false])]);
    cross(&["display_name"], &["=", "!=", "in", "not in", "like", "not ilike", "<"], &[json!("alpha"), json!(""), json!(false)]);
    out
}

#[test]
fn every_operator_on_every_kind_of_field_means_one_thing() {
    with_readers(|readers| {
        let shapes = grid();
        assert!(shapes.len() > 150);
        let world = readers.world;
        let oracle = Oracle { policy: &world.policy, records: &world.records, variables: BTreeMap::new(), zone: readers.zone.clone() };
        let (mut some, total) = (0, shapes.len());
        for (path, operator, value) in shapes {
            let dom = Dom::Is(path.to_owned(), operator, Term::Json(value));
            let text = dom.text();
            let ids = readers.agreed_with_complement("x.case", &text);
            let expected: Vec<i64> =
                world.records["x.case"].iter().filter(|(_, r)| oracle.holds("x.case", r, &dom)).map(|(id, _)| *id).collect();
            assert_eq!(ids, expected, "{text}");
            some += usize::from(!ids.is_empty() && ids.len() < world.records["x.case"].len());
        }
        println!("{total} shapes, {some} of them neither empty nor full");
        assert!(some * 2 > total, "only {some} of {total} shapes tell records apart");
    });
}

/// Shapes that the grid has no place for: nesting, signs, expressions, relative dates.
const SHAPES: &[&str] = &[
    "[]",
    "",
    "True",
    "False",
    "[(0, '=', 1)]",
    "['|', ('name', '=', 'alpha'), ('count', '>', 1), ('flag', '=', True)]",
    "['!', '|', ('name', '=', 'alpha'), '&', ('count', '>', 1), ('flag', '=', True)]",
    "['!', '!', ('name', '=', 'alpha')]",
    "['|', '!', ('tag_ids', 'in', [1]), ('tag_ids', '=', False)]",
    "[('tag_ids', 'in', [1]), ('tag_ids', 'in', [2])]",
    "[('tag_ids', 'not in', [1]), ('tag_ids', '!=', False)]",
    "['|', ('flag', '=', True), ('flag', '=', False)]",
    "['!', '|', ('flag', '=', True), ('flag', '=', False)]",
    "['|', ('name', 'in', ['alpha']), ('name', 'in', [False, 'z'])]",
    "['&', ('name', 'not in', ['alpha']), ('name', 'not in', [False, 'z'])]",
    "[('child_ids', 'any', [])]",
    "[('child_ids', 'not any', [])]",
    "[('child_ids', 'any', [(0, '=', 1)])]",
    "[('child_ids', 'not any', [(0, '=', 1)])]",
    "[('partner_id', 'any', [])]",
    "[('partner_id', 'not any', [])]",
    "[('partner_id', 'any', [('case_ids', 'not any', [('tag_ids', 'any', [('name', 'ilike', 'alp')])])])]",
    "[('partner_id', 'not any', [('case_ids', 'any', [('tag_ids', 'not any', [('name', 'not ilike', 'alp')])])])]",
    "[('child_ids', 'any', ['|', ('child_ids', 'any', [('count', '<', 1)]), ('peer_ids', 'not any', [('flag', '=', True)])])]",
    "[('peer_ids', 'any', [('peer_ids', 'any', [('peer_ids', 'any', [('id', '<', 30)])])])]",
    "[('child_ids.child_ids.name', '!=', 'alpha')]",
    "['!', ('child_ids.name', '=', 'alpha')]",
    "[('child_ids.name', 'not in', [])]",
    "[('partner_id.area_id', 'not in', [])]",
    "[('id', 'any', [('name', '=', 'alpha')])]",
    "[('id', 'not any', [('name', '=', 'alpha')])]",
    "[('area_id', 'child_of', [1]), ('area_id', 'parent_of', [3])]",
    "['!', ('area_id', 'child_of', [1])]",
    "['!', ('parent_id', 'child_of', [1, 2, 3])]",
    "['!', ('peer_ids', 'parent_of', [1, 2, 3])]",
    "['!', ('id', 'child_of', 'alp')]",
    "[('area_id.parent_id', 'child_of', 1)]",
    "[('owner_id', '=', user.id)]",
    "[('owner_id', '!=', user.id)]",
    "['!', ('owner_id', 'in', [user.id, False])]",
    "[('company_id', 'in', company_ids)]",
    "[('company_id', 'not in', company_ids)]",
    "[('company_id', 'in', company_ids + [False])]",
    "['!', ('company_id', 'in', company_ids + [False])]",
    "[('company_id', '=', company_id)]",
    "[('company_id', 'child_of', company_id)]",
    "[('company_id', 'parent_of', company_ids)]",
    "[('partner_id', '=', user.partner_id.id)]",
    "[('area_id', 'child_of', user.partner_id.area_id.ids)]",
    "[('area_id', 'in', user.center_area_ids.ids)]",
    "[('area_id', 'child_of', user.center_area_ids.ids)] if user.center_area_ids else []",
    "[('area_id', 'in', [a.id for a in user.partner_id.area_id])]",
    "[('tag_ids', 'in', [1] if user.has_group('base.group_user') else [2, 3])]",
    "[('name', '=', user.name), ('name', '!=', user.login)]",
    "[('name', '=?', user.partner_id.name)]",
    "[('day', '<=', today)]",
    "[('day', '>', 'today -1d')]",
    "[('day', '=', 'today')]",
    "[('day', '>=', 'today =1d')]",
    "[('day', '<', '=monday')]",
    "[('day', '<', '-2y')]",
    "[('at', '<=', now)]",
    "[('at', '<=', today)]",
    "[('at', '>', today)]",
    "[('at', '=', today)]",
    "[('at', '>=', '-12H')]",
    "[('at', '<', 'today +1d')]",
    "[('at', '>', 'today')]",
    "['!', ('at', '>', '2026-11-21')]",
    "['!', ('day', '<=', '2026-11-21')]",
    "[('at.day_of_week', '=', 0)]",
    "['!', ('at.hour_number', '>=', 5)]",
    "[('child_ids', 'any', [('at.day_of_month', '=', 21)])]",
    "[('create_day', '=', 1)] if False else [('day', '!=', False)]",
    "['|', '|', '|', ('id', '<', 5), ('id', '>', 60), '&', ('id', '>', 20), ('id', '<', 30), ('id', '=', 40)]",
    "[('state', '!=', 'draft'), '|', ('state', '=', False), ('state', 'ilike', 'OPE')]",
    "[('partner_id.name', '!=', 'alpha')]",
    "['!', ('partner_id.name', '=', 'alpha')]",
    "[('user_id', '=', user.id)]",
    "[('base_id', 'any', [('partner_id', 'any', [('user_id', '!=', False)])])]",
];

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
    let labels = [("a", json!("Alpha"), Json::Null), ("B", json!("beta"), json!("a")), ("c", Json::Null, json!("B")),
        ("é", json!("É"), json!("c")), ("Z", json!("zed"), Json::Null), ("7", json!("seven"), json!("Z"))];
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
        let oracle = Oracle { policy: &world.policy, records: &world.records, variables: BTreeMap::new(), zone: readers.zone.clone() };
        let mut dice = Dice::new(3);
        for _ in 0..600 {
            let model = *dice.pick(&MODELS);
            let dom = Maker { policy: &world.policy, dice: &mut dice, variables: false }.whole(model);
            let text = dom.text();
            let ids = readers.agreed_with_complement(model, &text);
            let expected: Vec<i64> =
                world.records[model].iter().filter(|(_, r)| oracle.holds(model, r, &dom)).map(|(id, _)| *id).collect();
            assert_eq!(ids, expected, "{model} {text}");
        }
    });
}

#[test]
fn a_list_holds_exactly_what_single_checks_allow() {
    let mut databases = Databases::new();
    let (mut lists, mut partial) = (0, 0);
    for seed in 0..10 {
        let world = World::new(1000 + seed);
        databases.load(&world);
        let moment = Moment::at(&world.snapshot, NOW);
        let schema = world.snapshot.schema();
        for login in world.directory.users.keys() {
            let asker = world.snapshot.asker(world.snapshot.find_user(login).unwrap(), &moment, &world.memory);
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
                let twin: Vec<i64> =
                    world.records[model].iter().filter(|(_, r)| naive.allows(operation, model, r)).map(|(id, _)| *id).collect();
                assert_eq!(allowed, twin, "{what}: the naive twin");
                assert_eq!(world.evaluate(model, &filter, asker.zone()), allowed, "{what}: evaluation\n{filter:?}");
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
