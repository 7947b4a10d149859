//! The record of imports.

use bailiwick_store::import_run;
use serde_json::json;

use crate::engine::on_both;

#[test]
fn runs_are_recorded_and_listed_newest_first() {
    on_both(|store| {
        let report = json!({"groups": 12, "warnings": ["ĀĖ 'x'"]});
        let insert = |at| store.db.write(|tx| import_run::insert(tx, at, "odoo:spp_area", &report)).unwrap();
        let ids = [insert(10), insert(20), insert(30)];
        let run = store.db.read(|tx| import_run::find(tx, ids[1])).unwrap().unwrap();
        assert_eq!((run.at_us, run.source.as_str(), &run.report), (20, "odoo:spp_area", &report));
        let listed: Vec<_> =
            store.db.read(|tx| import_run::list(tx, 2)).unwrap().iter().map(|r| r.id).collect();
        assert_eq!(listed, [ids[2], ids[1]]);
        assert_eq!(store.db.read(|tx| import_run::find(tx, 99)).unwrap(), None);
    });
}
