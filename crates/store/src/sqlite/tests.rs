//! How often statements are compiled.

use bailiwick_testkit::Scratch;
use rusqlite::StatementStatus;

use super::*;

/// How often a page by key was compiled anew while it was asked for with one key after another.
fn compiled_anew(conn: &Connection) -> i32 {
    let mut statement = conn.prepare("select key from kept where key > ?1 order by key limit ?2").unwrap();
    for key in 0..20_i64 {
        let page: Result<Vec<i64>, _> =
            statement.query_map([key, 3 + key], |row| row.get(0)).unwrap().collect();
        assert_eq!(page.unwrap().first(), Some(&(key + 1)));
    }
    statement.get_status(StatementStatus::RePrepare)
}

#[test]
fn who_writes_has_a_statement_compiled_once_and_who_reads_for_its_values() {
    let scratch = Scratch::new("plans");
    let file = OwnedFile::claim(&scratch.join("store.db")).unwrap();
    let writer = file.writer().unwrap();
    mark(&writer).unwrap();
    writer
        .execute_batch(
            "create table kept (key integer primary key, body text);
             with recursive n(n) as (select 1 union all select n + 1 from n where n < 1000)
             insert into kept select n, 'body' from n; create index kept_body on kept (body, key); analyze",
        )
        .unwrap();
    assert_eq!(compiled_anew(&writer), 0);
    assert!(compiled_anew(&file.reader().unwrap()) > 0);
}
