//! What is special about a server that others share, restart and misconfigure.

use std::{
    thread,
    time::{Duration, Instant},
};

use bailiwick_model::{RecordId, User, UserId};
use bailiwick_store::{
    Database, DatabaseUrl, Param, Revision, Sql, StoreError, Tx, audit,
    change::{self, Stamp},
    resource::{self, Attributes},
    user,
};
use bailiwick_testkit::process::postgres::{self, Postgres};

use crate::engine::Store;

const STAMP: Stamp<'static> = Stamp { at_us: 1, actor: "asha", request_id: None };

fn open(url: &str) -> Result<Database, StoreError> {
    Database::open(&url.parse::<DatabaseUrl>().unwrap())
}

fn name(url: &str) -> &str {
    url.rsplit_once('/').unwrap().1
}

#[test]
fn a_server_that_would_lose_data_is_refused() {
    let url = postgres::database();
    postgres::server()
        .psql("postgres", &format!("alter database {} set synchronous_commit = off", name(&url)));
    let error = open(&url).unwrap_err().to_string();
    assert!(
        error.contains("synchronous_commit = off") && error.contains("set synchronous_commit = on"),
        "{error}"
    );

    let careless = Postgres::start(&["fsync=off"]);
    let error = open(&careless.database()).unwrap_err().to_string();
    assert!(error.contains("fsync = off, so a crash may lose everything; set fsync = on"), "{error}");
}

#[test]
fn whoever_has_read_leaves_nothing_open() {
    let url = postgres::database();
    let db = open(&url).unwrap();
    let read = || db.read::<_, StoreError>(change::revision).unwrap();
    let busy = || {
        let open = "select count(*) from pg_stat_activity where datname = current_database() and xact_start is not null \
                    and pid <> pg_backend_pid()";
        postgres::server().psql(name(&url), open)
    };
    for _ in 0..20 {
        read();
        // Nobody has waited for the server to undo it, so it may take a moment.
        let begun = Instant::now();
        while busy() != "0" {
            assert!(begun.elapsed() < Duration::from_secs(5), "a transaction stays open behind a question");
            thread::sleep(Duration::from_millis(5));
        }
    }
    let before = db.trips();
    read();
    assert_eq!(db.trips() - before, 2, "one to begin, one to ask");
}

#[test]
fn an_encoding_that_cannot_hold_every_name_is_refused() {
    let server = postgres::server();
    server.psql(
        "postgres",
        "create database latin template template0 encoding 'LATIN1' locale 'C' locale_provider libc",
    );
    let error = open(&server.url("latin")).unwrap_err().to_string();
    assert!(error.contains("server_encoding = LATIN1"), "{error}");
}

#[test]
fn a_database_of_another_application_is_refused() {
    let url = postgres::database();
    postgres::server().psql(name(&url), "create table company (name text)");
    let error = open(&url).unwrap_err();
    assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
    let tables = "select count(*) from information_schema.tables where table_schema = 'public'";
    assert_eq!(postgres::server().psql(name(&url), tables), "1");
}

#[test]
fn a_server_that_is_not_there_is_unavailable() {
    for url in ["postgres://ann:s3cret@127.0.0.1:1/x".to_owned(), postgres::server().url("nowhere")] {
        let error = open(&url).unwrap_err();
        assert!(matches!(error, StoreError::Unavailable { .. }), "{error:?}");
        assert!(!format!("{error:?} {error}").contains("s3cret"));
    }
}

#[test]
fn tls_is_used_when_asked_for_and_the_server_is_verified() {
    let url = postgres::database();
    let authority = postgres::server().authority();
    let db = open(&format!("{url}?sslmode=require&sslrootcert={}", authority.display())).unwrap();
    let sql = Sql {
        table: "pg_stat_ssl",
        text: "select ssl::text as found from pg_stat_ssl where pid = pg_backend_pid()",
    };
    let found =
        db.read::<_, StoreError>(|tx| tx.query(&sql, &[], |row| row.text("found").map(str::to_owned)));
    assert_eq!(found.unwrap(), ["true"]);

    let stranger = open(&format!("{url}?sslmode=require")).unwrap_err();
    assert!(matches!(stranger, StoreError::Unavailable { .. }), "{stranger}");
    let missing = open(&format!("{url}?sslmode=require&sslrootcert=/no/such/file")).unwrap_err().to_string();
    assert!(missing.contains("sslrootcert /no/such/file"), "{missing}");
}

#[test]
fn two_nodes_share_a_store_and_wake_each_other() {
    let url = postgres::database();
    let (here, there) = (open(&url).unwrap(), open(&url).unwrap());
    let mut feed = there.feed();
    let waiter = thread::spawn(move || {
        let start = Instant::now();
        let revision = feed.wait(Revision(0), Duration::from_secs(20)).unwrap();
        (revision, start.elapsed())
    });
    thread::sleep(Duration::from_millis(300));
    here.write(|tx| change::append(tx, &STAMP, &[])).unwrap();
    let (revision, waited) = waiter.join().unwrap();
    assert_eq!(revision, Revision(1));
    assert!(waited < Duration::from_millis(1200), "{waited:?}");
    let count = 25;
    thread::scope(|scope| {
        for db in [&here, &there] {
            scope.spawn(move || {
                for _ in 0..count {
                    db.write(|tx| change::append(tx, &STAMP, &[])).unwrap();
                }
            });
        }
    });
    assert_eq!(here.revision().unwrap(), Revision(1 + 2 * count));
}

#[test]
fn what_one_node_reads_before_it_writes_no_other_node_changes() {
    let url = postgres::database();
    let nodes = [open(&url).unwrap(), open(&url).unwrap(), open(&url).unwrap()];
    let (model, id, rounds) = ("a.b".parse().unwrap(), RecordId::Int(1), 30);
    let value = |count: i64| -> Attributes { [("count".parse().unwrap(), count.into())].into() };
    let count = |found: Option<Attributes>| found.and_then(|a| a.get("count")?.as_i64()).unwrap_or(0);
    thread::scope(|scope| {
        for db in &nodes {
            scope.spawn(|| {
                for _ in 0..rounds {
                    let next = |tx: &mut Tx<'_>| {
                        let found = count(resource::get(tx, &model, &id)?);
                        resource::put(tx, &model, &id, &value(found + 1))
                    };
                    db.write(next).unwrap();
                }
            });
        }
    });
    let found = nodes[0].read(|tx| resource::get(tx, &model, &id)).unwrap();
    assert_eq!(count(found), rounds * 3, "an increment was lost");
}

#[test]
fn a_feed_that_has_lost_its_connection_still_delivers() {
    let url = postgres::database();
    let db = open(&url).unwrap();
    let mut feed = db.feed();
    feed.wait(Revision(0), Duration::ZERO).unwrap();
    let waiter = thread::spawn(move || feed.wait(Revision(0), Duration::from_secs(20)).unwrap());
    thread::sleep(Duration::from_millis(200));
    let cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity where query like 'listen%'
        and datname = current_database()";
    assert_eq!(postgres::server().psql(name(&url), cut), "1");
    db.write(|tx| change::append(tx, &STAMP, &[])).unwrap();
    assert_eq!(waiter.join().unwrap(), Revision(1));
}

#[test]
fn what_was_ordered_and_never_run_is_not_committed() {
    let store = Store::postgres();
    let ordered = |then: fn(&mut Tx<'_>) -> Result<(), StoreError>| {
        store.db.write(|tx: &mut Tx<'_>| {
            audit::expect(tx, 2)?;
            then(tx)
        })
    };
    for then in [|_: &mut Tx<'_>| Ok(()), |tx: &mut Tx<'_>| change::revision(tx).map(drop)] {
        let refused = ordered(then);
        assert!(
            matches!(&refused, Err(StoreError::Invalid { what, .. }) if what.contains("audit_head")),
            "{refused:?}"
        );
    }
    assert_eq!(store.db.read(audit::head).unwrap().sequence, 0, "the head is where it was");
}

#[test]
fn connections_that_were_cut_are_replaced() {
    let url = postgres::database();
    let db = open(&url).unwrap();
    assert_eq!(db.revision().unwrap(), Revision(0));
    for _ in 0..3 {
        // One that was cut is there for a moment more, so each is waited for.
        let cut = "select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity
            where pid <> pg_backend_pid() and datname = current_database() and backend_type = 'client backend'";
        assert_eq!(postgres::server().psql(name(&url), cut), "2");
        db.write(|tx| change::append(tx, &STAMP, &[])).unwrap();
        db.revision().unwrap();
    }
    assert_eq!(db.revision().unwrap(), Revision(3));
}

#[test]
fn work_that_another_transaction_got_in_the_way_of_is_done_again_but_not_for_ever() {
    const CLASH: Sql = Sql {
        table: "clash",
        text: "do $do$ begin raise exception 'clash' using errcode = 'serialization_failure'; end $do$",
    };
    let store = Store::postgres();
    let mut runs = 0;
    let outcome = store.db.write(|tx| {
        runs += 1;
        user::insert(tx, &UserId::new("asha").unwrap(), &User::default())?;
        if runs < 4 { tx.execute(&CLASH, &[]).map(drop) } else { Ok(()) }
    });
    outcome.unwrap();
    assert_eq!(runs, 4);

    let mut runs = 0;
    let outcome = store.db.write(|tx| {
        runs += 1;
        tx.execute(&CLASH, &[])
    });
    assert!(matches!(outcome, Err(StoreError::Busy { .. })));
    assert_eq!(runs, 6);
}

#[test]
fn a_server_that_crashes_keeps_what_it_acknowledged() {
    let server = Postgres::start(&[]);
    let db = open(&server.database()).unwrap();
    let mut acknowledged = Revision(0);
    for round in 0..3 {
        let last = thread::scope(|scope| {
            let writer = scope.spawn(|| {
                let mut last = acknowledged;
                while let Ok(revision) = db.write(|tx| change::append(tx, &STAMP, &[])) {
                    last = revision;
                }
                last
            });
            thread::sleep(Duration::from_millis(60 + 45 * round));
            server.crash();
            writer.join().unwrap()
        });
        assert!(last > acknowledged, "nothing was written in round {round}");
        let found = db.revision().unwrap();
        // The commit that was under way may have happened or not.
        assert!(found == last || found.0 == last.0 + 1, "{found} after {last}");
        acknowledged = found;
    }
}

#[test]
fn what_cannot_even_be_sent_is_not_committed_around() {
    const RENAME: Sql = Sql { table: "area", text: "update area set name = $1" };
    const ADD: Sql = Sql { table: "area", text: "insert into area (code, name) values ($1, 'x')" };
    let store = Store::postgres();
    let work = |tx: &mut Tx<'_>| {
        tx.execute_later(&ADD, &[Param::Text("a")])?;
        // No text: the server never sees it, and would commit the rest without it.
        tx.execute_later(&RENAME, &[Param::Bool(true)])
    };
    let error = store.db.write::<_, StoreError>(work).unwrap_err();
    assert!(matches!(error, StoreError::Engine { table: "area", .. }), "{error}");
    assert_eq!(store.ask("select code as found from area"), [""; 0]);
}
