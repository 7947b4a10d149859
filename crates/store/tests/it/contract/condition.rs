//! Conditions that the engine has printed reach both databases with their values beside them.

use bailiwick_model::{RecordId, Value};
use bailiwick_store::{
    Condition, ConditionalSql, Engine, Param, SqliteFunctions, StoreError, Tx,
    resource::{self, Attributes},
};

use crate::engine::on_all;

const LIST: ConditionalSql = ConditionalSql {
    table: "resource",
    before: "select r.id from resource r where r.model = $1 and ",
    after: " order by r.id limit $2",
};

fn condition(tx: &Tx<'_>, text: &str, binds: Vec<Value>) -> Condition {
    let text = match tx.engine() {
        Engine::Sqlite => text.replace("::bigint", "").replace("::double precision", "").replace('$', "?"),
        Engine::Postgres => text.to_owned(),
    };
    let text = text.replace("::text", if tx.engine() == Engine::Sqlite { "" } else { "::text" });
    Condition { text, binds, functions: None }
}

fn found(tx: &mut Tx<'_>, condition: &Condition, limit: i64) -> Result<Vec<String>, StoreError> {
    let params = [Param::Text("a.b"), Param::Int(limit)];
    tx.query_where(&LIST, condition, &params, |row| Ok(row.text("id")?.to_owned()))
}

#[test]
fn values_of_every_kind_are_parameters() {
    on_all(|store| {
        let model = "a.b".parse().unwrap();
        let fill = |tx: &mut Tx<'_>| {
            ["x", "y'; drop table resource; --", "z"]
                .iter()
                .try_for_each(|id| resource::put(tx, &model, &RecordId::text(*id), &Attributes::new()))
        };
        store.db.write::<_, StoreError>(fill).unwrap();
        let ask = |text: &str, binds: Vec<Value>, limit| {
            store.db.read(|tx| found(tx, &condition(tx, text, binds.clone()), limit)).unwrap()
        };
        assert_eq!(ask("r.id = $3::text", vec![Value::text("z")], 9), ["z"]);
        let odd = "y'; drop table resource; --";
        assert_eq!(ask("r.id = $3::text", vec![Value::text(odd)], 9), [odd]);
        let numbers = vec![Value::Int(2), Value::Float(2.5), Value::Bool(true)];
        let text = "$3::bigint < $4::double precision and $5 = (1 = 1) OR 1 = 0";
        assert_eq!(ask(text, numbers, 2), ["x", odd], "brackets keep it together");
        assert_eq!(store.db.read(|tx| found(tx, &Condition::all(), 9)).unwrap().len(), 3);
        let wrong = |value: Value| {
            let refused =
                store.db.read(|tx| found(tx, &condition(tx, "r.id = $3::text", vec![value.clone()]), 1));
            refused.unwrap_err().to_string()
        };
        assert!(wrong(Value::Date(1)).contains("cannot be a parameter"));
        assert!(wrong(Value::text("a\0")).contains("NUL"));
    });
}

#[test]
fn sqlite_is_taught_what_the_condition_calls() {
    let functions = SqliteFunctions { fold: str::to_lowercase, part: |_, _, _| Some(7) };
    on_all(|store| {
        let model = "a.b".parse().unwrap();
        let put = |tx: &mut Tx<'_>| resource::put(tx, &model, &RecordId::text("ÅSE"), &Attributes::new());
        store.db.write::<_, StoreError>(put).unwrap();
        if store.db.read::<_, StoreError>(|tx| Ok(tx.engine())).unwrap() == Engine::Postgres {
            return;
        }
        let text = "bailiwick_fold(r.id) = ?3 and bailiwick_part(r.id, 'year', 'UTC') = 7";
        let condition =
            Condition { text: text.to_owned(), binds: vec![Value::text("åse")], functions: Some(functions) };
        for _ in 0..2 {
            assert_eq!(store.db.read(|tx| found(tx, &condition, 9)).unwrap(), ["ÅSE"]);
        }
    });
}
