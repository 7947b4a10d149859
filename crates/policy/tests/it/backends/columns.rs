//! What columns hold and how databases reach it: indexes, values that must be there, texts that cannot be kept.

use bailiwick_model::{FieldKind, Value};
use bailiwick_policy::filter::{
    Filter, is_missing,
    sql::{self, Dialect, Options, SqlRefused, TreeForm},
};
use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};

use super::with_readers;
use crate::worlds::row;

/// The columns have a collation of their own here, so an index serves only what leaves it alone.
#[test]
fn an_index_serves_tests_of_sameness() {
    with_readers(|readers| {
        for column in ["state", "title", "area_id"] {
            readers.databases.index("x.case", column);
        }
        for text in [
            "[('state', '=', 'open')]",
            "[('state', 'in', ['open', 'draft'])]",
            "[('name', 'in', ['alpha', 'z'])]",
            "[('area_id', 'in', [2, 3])]",
        ] {
            let filter = readers.filter("x.case", text);
            let plan = readers.databases.plan(readers.world, "x.case", &filter);
            assert!(plan.contains("Index Cond"), "{text}\n{plan}");
        }
    });
}

#[test]
fn zero_and_false_are_given_and_an_empty_text_is_missing() {
    with_readers(|readers| {
        let world = readers.world;
        let schema = world.snapshot.schema();
        let model = schema.find("x.case").unwrap();
        let fields = &world.policy.models["x.case"].fields;
        for (name, field) in fields.iter().filter(|(_, f)| !matches!(f.kind, FieldKind::One2many { .. })) {
            let id = schema.model(model).field(name).unwrap();
            let kind = &schema.model(model).info(id).kind;
            let filter = Filter::given(id, kind);
            let there = |record: &crate::oracle::Record| {
                let value = record.get(name.as_str()).unwrap_or(&Json::Null);
                *value != Json::Null && *value != json!("") && *value != json!([])
            };
            let table = &world.records["x.case"];
            let expected: Vec<i64> = table.iter().filter(|(_, r)| there(r)).map(|(id, _)| *id).collect();
            assert!(!expected.is_empty() && expected.len() < table.len(), "{name}: {expected:?}");
            for record in table.values() {
                let values = row(world, "x.case", record);
                assert_eq!(is_missing(kind, &values[id.slot()]), !there(record), "{name}: {record:?}");
            }
            assert_eq!(
                world.evaluate("x.case", &filter, &readers.zone),
                expected,
                "{name}, {:?}",
                field.kind
            );
            let databases = readers.databases.ids(world, "x.case", &filter, &readers.zone, TreeForm::Auto);
            assert_eq!(databases, [expected.clone(), expected], "{name}, {:?}", field.kind);
        }
    });
}

#[test]
fn what_no_database_can_read_is_refused() {
    with_readers(|readers| {
        let schema = readers.world.snapshot.schema();
        let model = schema.find("x.case").unwrap();
        let print = |alias: &str, filter: &Filter| {
            let options = Options {
                dialect: Dialect::Postgres,
                alias,
                binds_before: 0,
                zone: &TimeZone::UTC,
                tree: TreeForm::Auto,
                closure: None,
            };
            sql::print(schema, model, filter, options).map(|printed| printed.text)
        };
        let filter = readers.filter("x.case", "[('name', '=', 'a')]");
        assert_eq!(print("\"p\"", &filter).as_deref(), Ok("\"p\".\"title\" = $1::text"));
        for alias in ["", "\"\"", "a.", ".a"] {
            assert_eq!(print(alias, &filter), Err(SqlRefused::Alias(alias.to_owned())), "{alias}");
        }
        assert_eq!(print("a\0b", &filter), Err(SqlRefused::Nul));
        let texts = |count: usize| (0..count).map(|n| Value::text(format!("{n}\0"))).collect::<Vec<_>>();
        let name = schema.model(model).field("name").unwrap();
        for count in [1, 2, 100] {
            assert_eq!(
                print("t", &Filter::one_of(name, texts(count), false)),
                Err(SqlRefused::Nul),
                "{count}"
            );
        }
    });
}
