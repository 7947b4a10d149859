//! The schema: alike on both engines, understood by every statement, and migrated all or nothing.

use std::sync::Barrier;

use bailiwick_store::{Database, MIGRATIONS, Migration, Sql, StoreError, Tx, statements};

use crate::engine::{Store, on_both};

/// The number of the newest migration.
const NEWEST: i64 = match MIGRATIONS.last() {
    Some(newest) => newest.number,
    None => 0,
};

#[test]
fn both_engines_understand_every_statement() {
    on_both(|store| {
        let count = store.db.read(statements::check).unwrap();
        assert!(count > 60, "{count} statements only; is a list missing?");
    });
}

#[test]
fn a_column_that_went_is_noticed() {
    on_both(|store| {
        let sql = Sql { table: "token", text: "alter table token drop column last_used_us" };
        store.db.write::<_, StoreError>(|tx| tx.execute(&sql, &[])).unwrap();
        let error = store.db.read(statements::check).unwrap_err().to_string();
        assert!(error.contains("last_used_us"), "{error}");
    });
}

#[test]
fn both_engines_have_the_same_columns() {
    let sqlite = Store::sqlite().ask(
        "select m.name || '.' || p.name || case when p.\"notnull\" then ' not null' else '' end as found \
         from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table' order by 1",
    );
    let postgres = Store::postgres().ask(
        "select (table_name || '.' || column_name || \
         case when is_nullable = 'NO' then ' not null' else '' end)::text collate \"C\" as found \
         from information_schema.columns c join information_schema.tables t using (table_schema, table_name) \
         where table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1",
    );
    // A single-number primary key of SQLite is never null without saying so.
    let says_nothing = |c: &String| c.ends_with(".id") || c == "bailiwick_migration.number";
    let sqlite: Vec<_> =
        sqlite.into_iter().map(|c| if says_nothing(&c) { c + " not null" } else { c }).collect();
    let nullable_ids =
        ["audit_entry.id not null", "company.id not null", "area.id not null", "app_user.id not null"];
    let sqlite: Vec<_> =
        sqlite
            .into_iter()
            .map(|c| {
                if nullable_ids.contains(&c.as_str()) {
                    c.trim_end_matches(" not null").to_owned()
                } else {
                    c
                }
            })
            .collect();
    assert_eq!(sqlite, postgres);
}

/// Closes the store and opens its database again.
fn reopen(store: Store, migrations: &[Migration], check: impl FnOnce(Result<Database, StoreError>)) {
    let url = store.url.clone();
    let _files = store.into_scratch();
    check(Database::open_with(&url, migrations));
}

fn with(text: &'static str) -> Vec<Migration> {
    [MIGRATIONS, &[Migration { number: NEWEST + 1, name: "next", text }]].concat()
}

#[test]
fn opening_again_changes_nothing() {
    for store in [Store::sqlite(), Store::postgres()] {
        store.harm("update revision set value = 7");
        reopen(store, MIGRATIONS, |db| assert_eq!(db.unwrap().revision().unwrap().0, 7));
    }
}

#[test]
fn a_newer_database_is_refused() {
    for store in [Store::sqlite(), Store::postgres()] {
        store.harm("insert into bailiwick_migration (number, name, sha256) values (99, 'future', 'x')");
        reopen(store, MIGRATIONS, |db| {
            let error = db.unwrap_err();
            assert!(matches!(error, StoreError::Newer { found: 99, known } if known == NEWEST), "{error}");
        });
    }
}

#[test]
fn a_migration_with_other_contents_is_refused() {
    for store in [Store::sqlite(), Store::postgres()] {
        store.harm("update bailiwick_migration set sha256 = 'x'");
        reopen(store, MIGRATIONS, |db| {
            let error = db.unwrap_err();
            assert!(matches!(error, StoreError::Diverged { number: 1 }), "{error}");
        });
    }
}

#[test]
fn a_failing_migration_leaves_no_trace_and_can_be_mended() {
    const BROKEN: &str = "CREATE TABLE half (id BIGINT PRIMARY KEY) STRICT; UPDATE revision SET value = 9;
        CREATE TABLE half (id BIGINT PRIMARY KEY) STRICT;";
    const STOPPED: &str =
        "UPDATE revision SET value = 9; CREATE TABLE half (id BIGINT PRIMARY KEY) STRICT; SELECT nonsense;";
    const MENDED: &str = "CREATE TABLE half (id BIGINT PRIMARY KEY) STRICT;";
    let next = NEWEST + 1;
    for store in [Store::sqlite(), Store::postgres()] {
        reopen(store, &with(STOPPED), |db| {
            let error = db.unwrap_err();
            assert!(
                matches!(error, StoreError::Migration { number, name: "next", .. } if number == next),
                "{error}"
            );
        });
    }
    for store in [Store::sqlite(), Store::postgres()] {
        let url = store.url.clone();
        let _files = store.into_scratch();
        assert!(Database::open_with(&url, &with(BROKEN)).is_err());
        let db = Database::open_with(&url, &with(MENDED)).unwrap();
        assert_eq!(db.revision().unwrap().0, 0, "something of the failed migration was kept");
    }
}

fn touched(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    tx.execute(&Sql { table: "revision", text: "update revision set value = value" }, &[]).map(drop)
}

/// Steps of which the last one is of the next release.
const NEXT: &str = "CREATE TABLE next (id BIGINT PRIMARY KEY) STRICT;";

#[test]
fn a_node_writes_nothing_once_a_newer_program_has_migrated_the_database() {
    let store = Store::postgres();
    let old = &store.db;
    let touch = || old.write::<_, StoreError>(touched);
    touch().unwrap();
    let newer = Database::open_with(&store.url, &with(NEXT)).unwrap();
    for _ in 0..2 {
        let error = touch().unwrap_err();
        assert!(
            matches!(error, StoreError::Newer { found, known } if (found, known) == (NEWEST + 1, NEWEST)),
            "{error}"
        );
    }
    // It goes on answering from what it has, and whoever migrated goes on writing.
    assert_eq!(old.revision().unwrap(), newer.revision().unwrap());
    newer.write::<_, StoreError>(touched).unwrap();
}

#[test]
fn a_migration_takes_its_turn_among_writers() {
    let store = Store::postgres();
    let (begun, held) = (Barrier::new(2), Barrier::new(2));
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            store.db.write::<_, StoreError>(|tx| {
                begun.wait();
                held.wait();
                touched(tx)
            })
        });
        begun.wait();
        let migrating = scope.spawn(|| Database::open_with(&store.url, &with(NEXT)).map(drop));
        // Whoever writes holds the row that the other one waits for.
        let waits = "select count(*)::text as found from pg_stat_activity where wait_event_type = 'Lock'
            and datname = current_database()";
        while store.ask(waits) == ["0"] {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        held.wait();
        writer.join().unwrap().unwrap();
        migrating.join().unwrap().unwrap();
    });
}

#[test]
fn exceptions_that_an_older_program_has_written_meanwhile_get_numbers() {
    let (before, step) = MIGRATIONS.split_at(MIGRATIONS.iter().position(|m| m.number == 16).unwrap());
    for store in Store::both_at(before) {
        store.harm(
            "insert into app_user (login, kind, active, superuser, attributes) values
             ('a', 'internal', true, false, '{}'), ('b', 'internal', true, false, '{}'),
             ('c', 'internal', true, false, '{}')",
        );
        // B's have numbers; those of a and c were written anew by a program that knows places in a list.
        store.harm(
            "insert into user_override (login, position, body) values
             ('a', 0, 'a0'), ('a', 1, 'a1'), ('b', 1, 'b1'), ('b', 4, 'b4'), ('c', 0, 'c0')",
        );
        store.harm("update sequence set last = 4 where name = 'user_override'");
        let store = store.brought_to(&[before, &step[..1]].concat());
        let found = store.ask(
            "select login || ':' || position || ':' || body as found from user_override order by login, position",
        );
        assert_eq!(found, ["a:5:a0", "a:6:a1", "b:1:b1", "b:4:b4", "c:7:c0"]);
        assert_eq!(store.ask("select '' || last as found from sequence where name = 'user_override'"), ["7"]);
        // Such a program begins at 0.
        let sql = Sql {
            table: "user_override",
            text: "insert into user_override (login, position, body) values ('b', 0, 'x')",
        };
        assert!(store.db.write::<_, StoreError>(|tx| tx.execute(&sql, &[])).is_err());
    }
}

#[test]
fn nodes_that_start_together_migrate_once() {
    let url = bailiwick_testkit::process::postgres::database().parse().unwrap();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..6).map(|_| scope.spawn(|| Database::open(&url).map(drop))).collect();
        for thread in threads {
            thread.join().unwrap().unwrap();
        }
    });
}
