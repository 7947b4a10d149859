//! Trees: those that a table has ready, and those of which the directory has the last word.

use std::sync::Arc;

use bailiwick_model::Value;
use bailiwick_policy::{
    DirectoryRecords, Moment,
    domain::build_search,
    records::{NoRecords, Records},
};
use bailiwick_testkit::Scratch;
use jiff::tz::TimeZone;

use super::{
    super::{Connected, Databases, Listing, Page},
    fixture::{file, ints, server, snapshot},
};

const WORLD: &str = "
models:
  x.path:
    table: {name: path, tree: {path: parent_path}}
    fields: {parent_id: many2one x.path}
  x.span:
    table: {name: span, tree: {interval: {low: low, high: high}}}
    fields: {parent_id: many2one x.span}
  x.site:
    table: {name: site}
    fields: {area_id: many2one spp.area, path_id: many2one x.path}
  spp.area:
    table: {name: area}
    fields: {name: char, code: char, parent_id: many2one spp.area}
  res.users: {fields: {login: char}}
areas:
  PH: {id: 1, name: Philippines}
  PH-01: {id: 2, name: Ilocos, parent: PH}
  KE: {id: 3, name: Kenya}
users: {asha: {id: 7}}
";

/// In the table, area 2 lies in Kenya and is called otherwise; the directory knows better.
const TABLES: &str = "
create table path (id int primary key, parent_id int, parent_path text);
insert into path values (1, null, '1/'), (4, 1, '1/4/'), (40, 1, '1/40/'), (9, 4, '1/4/9/'), (2, null, '2/');
create table span (id int primary key, parent_id int, low int, high int);
insert into span values (1, null, 0, 4), (4, 1, 1, 3), (9, 4, 2, 3), (40, 1, 3, 4), (2, null, 4, 5);
create table area (id int primary key, name text, code text, parent_id int);
insert into area values (1, 'Philippines', 'PH', null), (2, 'Nakuru', 'KE-01', 3), (3, 'Kenya', 'KE', null), (8, 'Old', 'X', 1);
create table site (id int primary key, area_id int, path_id int);
insert into site values (1, 1, 9), (2, 2, 4), (3, 3, 2), (4, 8, null), (5, null, 40);
";

fn both(test: impl Fn(&Connected)) {
    let scratch = Scratch::new("trees");
    for databases in [file(&scratch, TABLES), server(TABLES)] {
        test(&bind(databases));
    }
}

fn bind(databases: Databases) -> Connected {
    Connected::bind(snapshot(WORLD), databases, Arc::new(NoRecords)).unwrap_or_else(|e| panic!("{e}"))
}

fn found(connected: &Connected, model: &str, domain: &str) -> Vec<Value> {
    let snapshot = connected.snapshot();
    let moment = Moment::at(snapshot, 0);
    let model = snapshot.schema().find(model).unwrap();
    let asker = snapshot.asker(snapshot.find_user("asha").unwrap(), &moment, connected);
    let search = build_search(snapshot.schema(), model, domain, true).unwrap();
    let filter = search.domain.bind(snapshot.schema(), model, &asker).unwrap();
    let listing = Listing { model, filter: &filter, moment: &moment, zone: &TimeZone::UTC };
    let listed = connected.search(&listing, Page::default()).unwrap();
    let view = DirectoryRecords::new(snapshot, connected, &moment);
    let checked = |id: &Value| match view.row(model, id).unwrap() {
        Some(row) => filter.matches(asker.matcher(), model, &row).unwrap(),
        None => false,
    };
    let checked: Vec<Value> = view.ids(model).unwrap().into_iter().filter(checked).collect();
    assert_eq!(listed, checked, "{domain}");
    listed
}

#[test]
fn ready_made_columns_answer_as_the_links_do() {
    both(|connected| {
        for model in ["x.path", "x.span"] {
            assert_eq!(found(connected, model, "[('id', 'child_of', 4)]"), ints(&[4, 9]));
            assert_eq!(found(connected, model, "[('id', 'child_of', [1])]"), ints(&[1, 4, 9, 40]));
            assert_eq!(found(connected, model, "[('id', 'parent_of', 9)]"), ints(&[1, 4, 9]));
            assert_eq!(found(connected, model, "['!', ('id', 'child_of', 4)]"), ints(&[1, 2, 40]));
        }
        assert_eq!(found(connected, "x.site", "[('path_id', 'child_of', 4)]"), ints(&[1, 2]));
        assert_eq!(found(connected, "x.site", "['!', ('path_id', 'child_of', 4)]"), ints(&[3, 4, 5]));
    });
}

#[test]
fn the_directory_has_the_last_word_about_its_places() {
    both(|connected| {
        assert_eq!(found(connected, "x.site", "[('area_id', 'child_of', 1)]"), ints(&[1, 2]));
        assert_eq!(found(connected, "x.site", "[('area_id', 'child_of', 3)]"), ints(&[3]));
        assert_eq!(found(connected, "x.site", "[('area_id', 'parent_of', 2)]"), ints(&[1, 2]));
        assert_eq!(found(connected, "x.site", "[('area_id', 'child_of', 'Phil')]"), ints(&[1, 2]));
        assert_eq!(found(connected, "x.site", "[('area_id.name', '=', 'Ilocos')]"), ints(&[2]));
        assert_eq!(found(connected, "x.site", "[('area_id.code', '=', 'X')]"), []);
        assert_eq!(found(connected, "x.site", "[('area_id', 'child_of', 8)]"), ints(&[4]));
        assert_eq!(found(connected, "spp.area", "[('id', 'child_of', 1)]"), ints(&[1, 2]));
    });
}
