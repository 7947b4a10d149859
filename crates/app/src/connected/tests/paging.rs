//! Lists that are longer than anything held in memory at a time.

use std::sync::Arc;

use bailiwick_model::Value;
use bailiwick_policy::{
    Moment,
    filter::Filter,
    records::{NoRecords, Records},
};
use bailiwick_testkit::Scratch;
use jiff::tz::TimeZone;

use super::{
    super::{Connected, ConnectedRecords, Databases, Listing, Page},
    fixture::{file, ints, server, snapshot},
};

const WORLD: &str = "
models:
  x.item:
    table: {name: item}
    fields:
      name: char
      group: integer
      note_ids: one2many x.note item_id
      part_ids: {type: many2many x.item, relation: {table: part, own: whole, other: part}}
  x.note: {fields: {name: char, item_id: many2one x.item}}
";

fn bind(databases: Databases) -> Connected {
    Connected::bind(snapshot(WORLD), databases, Arc::new(NoRecords)).unwrap()
}

fn both() -> (Scratch, Vec<Connected>) {
    let scratch = Scratch::new("paging");
    let tables = "create table item (id bigint primary key, name text, \"group\" bigint);
        create table part (whole bigint, part bigint);";
    let sqlite = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000)
        insert into item select i * 2, 'item ' || i, i % 10 from n;";
    let postgres = "insert into item select i * 2, 'item ' || i, i % 10 from generate_series(1, 100000) i;";
    let parts = "insert into part select id, 4 from item where id % 1400 = 0; insert into part select id, 2 from item where id % 1400 = 0";
    let sql = |rows: &str| format!("{tables}{rows}{parts}");
    let connected = vec![bind(file(&scratch, &sql(sqlite))), bind(server(&sql(postgres)))];
    (scratch, connected)
}

#[test]
fn a_hundred_thousand_rows_are_paged_through_completely() {
    let (_scratch, connected) = both();
    for connected in connected {
        let schema = connected.snapshot().schema();
        let model = schema.find("x.item").unwrap();
        let moment = Moment::at(connected.snapshot(), 0);
        let listing = Listing { model, filter: &Filter::All, moment: &moment, zone: &TimeZone::UTC };
        let (mut after, mut seen) = (None, 0_i64);
        loop {
            let page =
                connected.search(&listing, Page { after: after.as_ref(), limit: Some(9_999) }).unwrap();
            for id in &page {
                seen += 1;
                assert_eq!(*id, Value::Int(seen * 2));
            }
            if page.len() < 9_999 {
                break;
            }
            after = page.last().cloned();
        }
        assert_eq!(seen, 100_000);
        assert_eq!(connected.count(&listing).unwrap(), 100_000);
        assert_eq!(connected.ids(model).unwrap().len(), 100_000);
        assert_eq!(connected.search(&listing, Page::default()).unwrap().len(), 100_000);
    }
}

/// Notes are in no database, so "has no notes" cannot be a sub-query: whole pages of records are looked at instead.
#[test]
fn what_sql_cannot_say_is_looked_at_record_by_record() {
    let (_scratch, connected) = both();
    for connected in connected {
        let schema = connected.snapshot().schema();
        let model = schema.find("x.item").unwrap();
        let field = |name: &str| schema.model(model).field(name).unwrap();
        let unnoted = Filter::one_of(field("note_ids"), Vec::new(), true);
        let whole = Filter::one_of(field("part_ids"), ints(&[4]), false);
        let moment = Moment::at(connected.snapshot(), 0);
        let filter = Filter::and([unnoted, whole]);
        let listing = Listing { model, filter: &filter, moment: &moment, zone: &TimeZone::UTC };
        let expected: Vec<i64> = (1..=200_000 / 1_400).map(|n| n * 1_400).collect();
        assert_eq!(connected.search(&listing, Page::default()).unwrap(), ints(&expected));
        assert_eq!(connected.count(&listing).unwrap(), expected.len() as u64);
        let page =
            connected.search(&listing, Page { after: Some(&Value::Int(2_800)), limit: Some(2) }).unwrap();
        assert_eq!(page, ints(&[4_200, 5_600]));
        let filter = filter.clone().not();
        let listing = Listing { filter: &filter, ..listing };
        assert_eq!(connected.count(&listing).unwrap(), 100_000 - expected.len() as u64);
    }
}

#[test]
fn a_question_reads_each_record_once() {
    let (_scratch, connected) = both();
    let connected = &connected[0];
    let model = connected.snapshot().schema().find("x.item").unwrap();
    let memo = ConnectedRecords::new(connected);
    let first = memo.row(model, &Value::Int(2)).unwrap().unwrap();
    let second = memo.row(model, &Value::Int(2)).unwrap().unwrap();
    assert!(Arc::ptr_eq(&first, &second));
    assert_eq!(memo.row(model, &Value::Int(3)).unwrap(), None);
    assert_eq!(memo.len(), 2);
    memo.forget();
    assert!(memo.is_empty());
    assert!(!Arc::ptr_eq(&first, &memo.row(model, &Value::Int(2)).unwrap().unwrap()));
}
