//! PostgreSQL servers of other applications.

use std::sync::Arc;

use bailiwick_connectors::{ColumnKind, RecordDatabase, RecordDatabaseError};
use bailiwick_model::Value;
use bailiwick_testkit::process::postgres;
use serde_json::json;

use crate::fixture::{FUNCTIONS, name, open, open_with, server, tight};

#[test]
fn nothing_can_be_written() {
    let url = server(
        "create table t (x int); insert into t values (1);
         create function sneak() returns int language sql as 'insert into t values (2) returning x'",
    );
    let database = open(&url);
    for sql in [
        "insert into t values (2)",
        "update t set x = 2",
        "delete from t",
        "drop table t",
        "create table u (x int)",
    ] {
        let error = database.select(sql, &[], &[]).unwrap_err();
        assert!(error.to_string().contains("read-only transaction"), "{sql}: {error}");
    }
    let error = database.select("select sneak()", &[], &[ColumnKind::Integer]).unwrap_err();
    assert!(error.to_string().contains("read-only transaction"), "{error}");
    let error = database.select("select 1; drop table t", &[], &[ColumnKind::Integer]).unwrap_err();
    assert!(error.to_string().contains("multiple commands"), "{error}");
    assert_eq!(postgres::server().psql(name(&url), "select count(*) from t"), "1");
}

#[test]
fn values_are_read_whatever_the_type_is_called() {
    let database = open(&server(
        "create domain code as varchar(5); create type mood as enum ('calm'); set timezone to 'Asia/Manila'",
    ));
    let day = Value::Date(-1);
    for (sql, kind, expected) in [
        ("-7::int2", ColumnKind::Integer, Value::Int(-7)),
        ("2147483647::int4", ColumnKind::Integer, Value::Int(2_147_483_647)),
        ("9007199254740993::int8", ColumnKind::Integer, Value::Int(9_007_199_254_740_993)),
        ("-12000000::numeric(20,4)", ColumnKind::Integer, Value::Int(-12_000_000)),
        ("12345.6789::numeric", ColumnKind::Float, Value::Float(12_345.678_9)),
        ("-0.00001::numeric", ColumnKind::Float, Value::Float(-0.000_01)),
        ("0.5::float4", ColumnKind::Float, Value::Float(0.5)),
        ("0.1::float8", ColumnKind::Float, Value::Float(0.1)),
        ("3::int4", ColumnKind::Float, Value::Float(3.0)),
        ("'abc'::varchar", ColumnKind::Text, Value::text("abc")),
        ("'abc'::char(5)", ColumnKind::Text, Value::text("abc")),
        ("'abc'::code", ColumnKind::Text, Value::text("abc")),
        ("'abc'::name", ColumnKind::Text, Value::text("abc")),
        ("'calm'::mood", ColumnKind::Text, Value::text("calm")),
        ("7::int4", ColumnKind::Text, Value::text("7")),
        (
            "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::uuid",
            ColumnKind::Text,
            Value::text("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        ),
        ("true", ColumnKind::Boolean, Value::Bool(true)),
        ("'1969-12-31'::date", ColumnKind::Date, day),
        ("'1969-12-31'::date", ColumnKind::Datetime, Value::Instant(-86_400)),
        ("'1970-01-01 00:00:01.9'::timestamp", ColumnKind::Datetime, Value::Instant(1)),
        ("'1969-12-31 23:59:59.5'::timestamp", ColumnKind::Datetime, Value::Instant(-1)),
        ("'1970-01-01 08:00:00+08'::timestamptz", ColumnKind::Datetime, Value::Instant(0)),
        ("'{\"a\":1}'::jsonb", ColumnKind::Json, Value::Json(Arc::new(json!({"a": 1})))),
        ("'[1]'::json", ColumnKind::Json, Value::Json(Arc::new(json!([1])))),
        ("null::numeric", ColumnKind::Float, Value::Null),
    ] {
        let rows = database.select(&format!("select {sql} as v"), &[], &[kind]);
        assert_eq!(rows.unwrap_or_else(|e| panic!("{sql}: {e}")), [[expected]], "{sql}");
    }
    for (sql, kind) in [
        ("1.5::numeric", ColumnKind::Integer),
        ("'NaN'::numeric", ColumnKind::Float),
        ("'Infinity'::float8", ColumnKind::Float),
        ("'infinity'::date", ColumnKind::Date),
        ("'-infinity'::timestamptz", ColumnKind::Datetime),
        ("'x'::text", ColumnKind::Boolean),
        ("1::int4", ColumnKind::Boolean),
        ("now()", ColumnKind::Date),
        ("'x'::bytea", ColumnKind::Text),
    ] {
        let error = database.select(&format!("select {sql} as v"), &[], &[kind]).unwrap_err();
        assert!(
            error.to_string().starts_with("column v of the connected database postgres://"),
            "{sql}: {error}"
        );
    }
}

#[test]
fn parameters_arrive_as_the_statement_casts_them() {
    let database = open(&server("select 1"));
    let sql = "select $1::bigint, $2::text, $3::boolean, $4::double precision, $5::text::date, $6::text";
    let binds = [
        Value::Int(-1),
        Value::text("'; --"),
        Value::Bool(false),
        Value::Float(0.1),
        Value::text("1970-01-02"),
        Value::Null,
    ];
    let kinds = [
        ColumnKind::Integer,
        ColumnKind::Text,
        ColumnKind::Boolean,
        ColumnKind::Float,
        ColumnKind::Date,
        ColumnKind::Text,
    ];
    let rows = database.select(sql, &binds, &kinds).unwrap();
    let expected = [
        Value::Int(-1),
        Value::text("'; --"),
        Value::Bool(false),
        Value::Float(0.1),
        Value::Date(1),
        Value::Null,
    ];
    assert_eq!(rows, [expected]);
    let error = database.select("select $1::bigint", &[], &[ColumnKind::Integer]).unwrap_err();
    assert!(error.to_string().contains("takes 1 parameters and 0 were given"), "{error}");
    let error =
        database.select("select $1::bigint", &[Value::text("x")], &[ColumnKind::Integer]).unwrap_err();
    assert!(matches!(error, RecordDatabaseError::Refused { .. }), "{error}");
}

#[test]
fn sessions_read_in_utc_under_our_name_and_not_for_ever() {
    let database = open_with(&server("select 1"), tight());
    let sql = "select current_setting('TimeZone'), current_setting('application_name')";
    let rows = database.select(sql, &[], &[ColumnKind::Text; 2]).unwrap();
    assert_eq!(rows, [["UTC", "bailiwick"].map(Value::text)]);
    let error = database.select("select 1 from pg_sleep(5)", &[], &[ColumnKind::Integer]).unwrap_err();
    assert!(matches!(error, RecordDatabaseError::Busy { .. }), "{error}");
}

#[test]
fn a_cut_connection_and_an_altered_table_are_got_over() {
    let url = server("create table t (x int); insert into t values (1)");
    let database = open_with(&url, tight());
    let read = || database.select("select * from t", &[], &[ColumnKind::Integer]).unwrap();
    assert_eq!(read(), [[Value::Int(1)]]);
    let cut = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'bailiwick' \
               and datname = current_database()";
    assert_eq!(postgres::server().psql(name(&url), cut), "t");
    assert_eq!(read(), [[Value::Int(1)]]);
    postgres::server().psql(name(&url), "alter table t alter column x type bigint");
    assert_eq!(read(), [[Value::Int(1)]]);
}

#[test]
fn tls_is_verified_when_required() {
    let url = server("select 1");
    let authority = postgres::server().authority();
    let address = format!("{url}?sslmode=require&sslrootcert={}", authority.display());
    let sql = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";
    let encrypted = |address: &str| open(address).select(sql, &[], &[ColumnKind::Boolean]).unwrap();
    assert_eq!(encrypted(&address), [[Value::Bool(true)]]);
    assert_eq!(encrypted(&url), [[Value::Bool(false)]]);
    // The system's authorities did not sign the test server's certificate.
    let error = RecordDatabase::open(&format!("{url}?sslmode=require"), FUNCTIONS).map(|_| ()).unwrap_err();
    assert!(
        matches!(error, RecordDatabaseError::Unavailable { .. } | RecordDatabaseError::Address { .. }),
        "{error}"
    );
}

#[test]
fn passwords_are_never_shown() {
    let url = server("select 1").replace("postgres@", "postgres:s3cret@");
    let database = open(&url);
    let error = database.select("select broken", &[], &[]).unwrap_err();
    let shown = format!("{database:?} {database} {error} {error:?}");
    assert!(!shown.contains("s3cret") && shown.contains("postgres://postgres@127.0.0.1:"), "{shown}");
    let unreachable = "postgres://ann:s3cret@127.0.0.1:1/none";
    let error = RecordDatabase::open(unreachable, FUNCTIONS).map(|_| ()).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("s3cret"), "{error}");
    assert!(error.to_string().contains("postgres://ann@127.0.0.1:1/none cannot be reached"), "{error}");
}

#[test]
fn types_that_cannot_be_compared_are_said_to_fit_nothing() {
    let database = open(&server(
        "create domain code as uuid; create type mood as enum ('calm');
         create collation loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
         create table t (u uuid, c code, m mood, n numeric(10,2), s varchar(9), l text collate loose, d date, j jsonb)",
    ));
    let columns = database.describe("t").unwrap().unwrap();
    let kinds = [
        ColumnKind::Integer,
        ColumnKind::Float,
        ColumnKind::Text,
        ColumnKind::Boolean,
        ColumnKind::Date,
        ColumnKind::Datetime,
        ColumnKind::Json,
    ];
    let fits: Vec<(&str, usize)> =
        columns.iter().map(|c| (c.name.as_str(), kinds.iter().filter(|k| c.fits(**k)).count())).collect();
    assert_eq!(fits, [("u", 0), ("c", 0), ("m", 0), ("n", 2), ("s", 1), ("l", 1), ("d", 2), ("j", 1)]);
    let declared: Vec<&str> = columns.iter().map(|c| c.declared.as_str()).collect();
    assert_eq!(&declared[2..5], ["mood", "numeric(10,2)", "character varying(9)"]);
    assert_eq!(columns.iter().filter(|c| !c.exact).map(|c| c.name.as_str()).collect::<Vec<_>>(), ["l"]);
}

#[test]
fn columns_without_a_grant_are_not_readable() {
    let url = server("create table t (a int, b int)");
    let role = format!("reader_{}", name(&url));
    let grant = format!("create role {role} login; grant select (a) on t to {role}");
    postgres::server().psql(name(&url), &grant);
    let database = open(&url.replace("postgres@", &format!("{role}@")));
    let readable: Vec<bool> = database.describe("t").unwrap().unwrap().iter().map(|c| c.readable).collect();
    assert_eq!(readable, [true, false]);
}
