//! What both engines promise alike.

use std::{ops::ControlFlow, thread};

use bailiwick_connectors::{
    Column, ColumnKind, Condition, Engine, Query, RecordDatabase, RecordDatabaseError, Relation,
};
use bailiwick_model::Value;
use bailiwick_testkit::Scratch;

use crate::fixture::{file, open, open_with, server, tight};

const TABLES: &str = r#"
create table "odd ""table"" ; drop table kept; --" (id bigint primary key, "na""me" text);
insert into "odd ""table"" ; drop table kept; --" values (1, 'one'), (2, '''; drop table kept; --'), (3, null);
create table kept (own bigint not null, other text not null);
insert into kept values (1, 'b'), (1, 'a'), (2, 'Z'), (3, 'é');
"#;

const ODD: &str = "odd \"table\" ; drop table kept; --";

fn both(test: impl Fn(&RecordDatabase)) {
    let scratch = Scratch::new("reading");
    for url in [file(&scratch, TABLES), server(TABLES)] {
        test(&open(&url));
    }
}

fn id() -> Column {
    Column::new("id", ColumnKind::Integer)
}

#[test]
fn hostile_names_and_values_stay_names_and_values() {
    both(|database| {
        let (key, name) = (id(), Column::new("na\"me", ColumnKind::Text));
        let hostile = Value::text("'; drop table kept; --");
        let query = Query::new(ODD, &key).having(&name, &hostile);
        assert_eq!(database.keys(&query).unwrap(), [Value::Int(2)]);
        assert_eq!(database.count(&Query::new(ODD, &key)).unwrap(), 3);
        for missing in ["nobody\" or \"1\" = \"1", "kept\"; drop table kept; --", "a.b.c.d", ""] {
            assert_eq!(database.describe(missing).ok().flatten(), None, "{missing}");
            let refused = database.count(&Query::new(missing, &key)).unwrap_err();
            assert!(matches!(refused, RecordDatabaseError::Refused { .. }), "{refused}");
        }
        // A quoted name that is no column must not turn into a text.
        let nowhere = Column::new("nowhere", ColumnKind::Text);
        let refused = database.rows(&Query::new(ODD, &key), &[nowhere]).unwrap_err();
        assert!(refused.to_string().contains("nowhere"), "{refused}");
        assert_eq!(database.count(&Query::new("kept", &Column::new("own", ColumnKind::Integer))).unwrap(), 4);
    });
}

#[test]
fn rows_come_in_order_after_a_key_and_by_condition() {
    both(|database| {
        let (key, name) = (id(), Column::new("na\"me", ColumnKind::Text));
        let text = match database.engine() {
            Engine::Sqlite => "b0.\"id\" <> ?1",
            Engine::Postgres => "b0.\"id\" <> $1::bigint",
        };
        let (binds, after) = ([Value::Int(2)], Value::Int(1));
        let query = Query::new(ODD, &key).matching(Condition { text, binds: &binds });
        assert_eq!(
            database.rows(&query, &[key.clone(), name]).unwrap(),
            [vec![Value::Int(1), Value::text("one")], vec![Value::Int(3), Value::Null]]
        );
        assert_eq!(database.keys(&query.after(Some(&after))).unwrap(), [Value::Int(3)]);
        assert_eq!(database.keys(&query.limit(1)).unwrap(), [Value::Int(1)]);
        assert_eq!(database.count(&query).unwrap(), 2);
    });
}

#[test]
fn links_and_text_keys_are_in_order_of_code_points() {
    both(|database| {
        let relation = Relation {
            table: "kept".to_owned(),
            own: Column::new("own", ColumnKind::Integer),
            other: Column::new("other", ColumnKind::Text),
        };
        assert_eq!(database.linked(&relation, &Value::Int(1)).unwrap(), [Value::text("a"), Value::text("b")]);
        assert_eq!(database.linked(&relation, &Value::Int(9)).unwrap(), []);
        let mut pairs = database.links_between(&relation, &Value::Int(1), &Value::Int(2)).unwrap();
        pairs.sort_by(|a, b| a.1.order(&b.1));
        let owners: Vec<Value> = pairs.into_iter().map(|(own, _)| own).collect();
        assert_eq!(owners, [Value::Int(2), Value::Int(1), Value::Int(1)]);
        let keys = database.keys(&Query::new("kept", &relation.other)).unwrap();
        assert_eq!(keys, ["Z", "a", "b", "é"].map(Value::text));
    });
}

#[test]
fn nothing_is_cut_off_silently_and_streams_end_when_told() {
    let scratch = Scratch::new("reading");
    let sqlite =
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 11) select i from n";
    let postgres = "select i from generate_series(1, 11) i";
    for (url, eleven) in [(file(&scratch, TABLES), sqlite), (server(TABLES), postgres)] {
        let database = open_with(&url, tight());
        let error = database.select(eleven, &[], &[ColumnKind::Integer]).unwrap_err();
        assert!(matches!(error, RecordDatabaseError::TooMany { limit: 10, .. }), "{error}");
        let mut sum = 0;
        let mut add = |row: Vec<Value>| {
            sum += if let Some(Value::Int(i)) = row.first() { *i } else { 0 };
            if sum >= 6 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        database.for_each(eleven, &[], &[ColumnKind::Integer], &mut add).unwrap();
        assert_eq!(sum, 6);
        let error = database.select(eleven, &[], &[]).unwrap_err();
        assert!(matches!(error, RecordDatabaseError::Shape { found: 1, wanted: 0, .. }), "{error}");
        let error = database.select("select 'x'", &[], &[ColumnKind::Integer]).unwrap_err();
        assert!(error.to_string().contains("column "), "{error}");
        assert!(matches!(error, RecordDatabaseError::Value { .. }), "{error}");
        assert_eq!(
            database.select(&format!("{eleven} limit 10"), &[], &[ColumnKind::Integer]).unwrap().len(),
            10
        );
    }
}

#[test]
fn many_threads_share_few_connections() {
    both(|database| {
        let key = id();
        thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        assert_eq!(database.count(&Query::new(ODD, &key)).unwrap(), 3);
                    }
                });
            }
        });
    });
}

#[test]
fn columns_are_described() {
    both(|database| {
        let columns = database.describe(ODD).unwrap().unwrap();
        let names: Vec<&str> = columns.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["id", "na\"me"]);
        assert!(columns.iter().all(|c| c.readable && c.exact));
        assert!(columns[0].fits(ColumnKind::Integer) && columns[1].fits(ColumnKind::Text));
        assert_eq!(columns[0].fits(ColumnKind::Boolean), database.engine() == Engine::Sqlite);
        let schema = if database.engine() == Engine::Sqlite { "main.kept" } else { "public.kept" };
        assert_eq!(database.describe(schema).unwrap().unwrap().len(), 2);
    });
}
